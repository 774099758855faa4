"""A tag can say what it stands for."""

from django.db import migrations

import blog.models.fields


class Migration(migrations.Migration):

    dependencies = [
        ("blog", "0006_cards_and_dates_of_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="description",
            field=blog.models.fields.LineField(blank=True, max_length=300, verbose_name="description"),
        ),
    ]

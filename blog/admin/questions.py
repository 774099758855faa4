"""The FAQ."""

from django.contrib import admin

from blog.admin.texts import HasWarnings, TextAdmin
from blog.models import Question


@admin.register(Question)
class QuestionAdmin(TextAdmin):
    source_field = "answer"
    list_display = ("question", "section", "position", "anchor", "warnings_count")
    list_editable = ("position",)
    list_filter = ("section", "language", HasWarnings)
    search_fields = ("question", "answer", "anchor")
    readonly_fields = ("warnings_list",)
    fields = ("section", "question", "answer", "warnings_list", "position", "anchor", "language")

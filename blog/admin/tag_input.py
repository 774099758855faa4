"""A line for tags that suggests those that exist; without a script it is a plain line with a list for the first tag."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Media
from django.forms.widgets import Script
from taggit.forms import TagField, TagWidget

from blog.models import Tag


class TagInput(TagWidget):
    """An input with a datalist, which `js/tags.js` keeps to the tag being typed."""

    template_name = "admin/blog/tag_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        names = Tag.objects.order_by("name").values_list("name", flat=True)
        list_id = f"{name}-suggestions"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"})
        return {**context, "names": names, "list_id": list_id}

    @property
    def media(self) -> Media:
        return Media(js=[Script("js/tags.js", type="module")])


class CheckedTagField(TagField):
    """Refuses a tag that could have no address of its own, with a sentence instead of a broken page."""

    widget = TagInput

    def clean(self, value: str) -> list[str]:
        try:
            return Tag.objects.spelled(super().clean(value))
        except ValidationError as error:
            raise ValidationError(error.messages) from error

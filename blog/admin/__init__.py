"""What an author uses: the stock admin, with lists that help, warnings about formulas, and suggestions for tags."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from blog.admin import attachments, groups, images, pages, posts, questions, series, site

admin.site.site_header = admin.site.site_title = "Widemargin"
admin.site.index_title = _("Writing")

__all__ = ["attachments", "groups", "images", "pages", "posts", "questions", "series", "site"]

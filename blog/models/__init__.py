"""What is stored."""

from blog.models.addresses import FormerAddress
from blog.models.attachment import Attachment
from blog.models.category import Category
from blog.models.image import Image
from blog.models.label import Label
from blog.models.page import Page
from blog.models.post import Post
from blog.models.question import Question
from blog.models.reference import Reference
from blog.models.related import RelatedPost, Vocabulary
from blog.models.series import Series
from blog.models.site import Site
from blog.models.tag import Tag, TaggedPost

__all__ = [
    "Attachment",
    "Category",
    "FormerAddress",
    "Image",
    "Label",
    "Page",
    "Post",
    "Question",
    "Reference",
    "RelatedPost",
    "Series",
    "Site",
    "Tag",
    "TaggedPost",
    "Vocabulary",
]

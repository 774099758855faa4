"""Joins the blog's addresses with those of the admin and of the machines that ask whether the site lives."""

from django.contrib import admin
from django.urls import include, path

from blog.admin.writing import how_to_write
from config import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/blog/writing/", admin.site.admin_view(how_to_write), name="how_to_write"),
    path("admin/", admin.site.urls),
    path("", include("blog.urls")),
]

handler404 = "blog.views.not_found"

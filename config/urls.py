"""Joins the blog's addresses with those of the admin and of the machines that ask whether the site lives."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("", include("blog.urls")),
]

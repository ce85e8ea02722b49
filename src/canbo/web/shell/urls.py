from __future__ import annotations

from django.urls import path

from canbo.web.shell import views

app_name = "shell"
urlpatterns = [
    path("tro-giup/", views.help_page, name="help"),
    path("hien-thi/", views.display, name="display"),
]

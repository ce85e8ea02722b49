from __future__ import annotations

from django.urls import path

from canbo.web.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.index, name="index"),
    path("ghi-tat-ca/", views.write_all, name="write_all"),
    path("<int:pk>/", views.check, name="check"),
    path("<int:pk>/cot/", views.columns, name="columns"),
    path("<int:pk>/tra-loi/", views.settle, name="settle"),
    path("<int:pk>/ghi/", views.write, name="write"),
    path("<int:pk>/bo/", views.drop, name="drop"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/tep-loi/", views.errors, name="errors"),
    path("<int:pk>/tep-goc/", views.original, name="original"),
]

from __future__ import annotations

from django.urls import path

from canbo.web.importing import answering, files, giving, remembered, views

app_name = "importing"
urlpatterns = [
    path("", giving.index, name="index"),
    path("dan/", giving.paste, name="paste"),
    path("ghi-tat-ca/", views.write_all, name="write_all"),
    path("da-nho/", remembered.page, name="remembered"),
    path("<int:pk>/", views.check, name="check"),
    path("<int:pk>/doc/", giving.read, name="read"),
    path("<int:pk>/cot/", views.columns, name="columns"),
    path("<int:pk>/tra-loi/", answering.settle, name="settle"),
    path("<int:pk>/vang/", answering.absent, name="absent"),
    path("<int:pk>/trang-tinh/", answering.sheets, name="sheets"),
    path("<int:pk>/ghi/", views.write, name="write"),
    path("<int:pk>/ket-qua/", views.result, name="result"),
    path("<int:pk>/bo/", views.drop, name="drop"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/tep-loi/", files.errors, name="errors"),
    path("<int:pk>/tep-goc/", files.original, name="original"),
]

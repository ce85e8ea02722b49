from __future__ import annotations

from django.urls import path

from canbo.web.policy import views
from canbo.web.policy.parameters import parameters

app_name = "policy"
urlpatterns = [
    path("", views.index, name="index"),
    path("chuan/", views.standards, name="standards"),
    path("tham-so/", parameters, name="parameters"),
    path("vi-tri/", views.positions, name="positions"),
    path("dieu/<str:pk>/", views.clause, name="clause"),
    path("chuan/<str:pk>/", views.standard, name="standard"),
    path("vi-tri/<str:code>/", views.position, name="position"),
]

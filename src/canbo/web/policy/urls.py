from __future__ import annotations

from django.urls import path

from canbo.web.policy import views
from canbo.web.policy.parameters import parameters
from canbo.web.policy.positions import position, positions
from canbo.web.policy.standards import standard, standards
from canbo.web.policy.unconfirmed import unconfirmed

app_name = "policy"
urlpatterns = [
    path("", views.index, name="index"),
    path("chuan/", standards, name="standards"),
    path("tham-so/", parameters, name="parameters"),
    path("vi-tri/", positions, name="positions"),
    path("can-xac-nhan/", unconfirmed, name="unconfirmed"),
    path("dieu/<str:pk>/", views.clause, name="clause"),
    path("chuan/<str:pk>/", standard, name="standard"),
    path("vi-tri/<str:code>/", position, name="position"),
]

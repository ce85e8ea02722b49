from __future__ import annotations

from django.urls import path, re_path

from canbo.web.review.dashboard import dashboard
from canbo.web.review.exports import target_export
from canbo.web.review.matrix import matrix, matrix_export
from canbo.web.review.snapshot import snapshot
from canbo.web.review.target import target
from canbo.web.review.targets import targets

app_name = "review"
urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("chi-tieu/", targets, name="targets"),
    path("chi-tieu/<str:code>/", target, name="target"),
    path("chi-tieu/<str:code>/danh-sach.xlsx", target_export, name="target_export"),
    path("ma-tran/", matrix, name="matrix"),
    re_path(r"^ma-tran/ma-tran\.(?P<kind>xlsx|csv)$", matrix_export, name="matrix_export"),
    path("chot-so-lieu/", snapshot, name="snapshot"),
]

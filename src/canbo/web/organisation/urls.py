from __future__ import annotations

from django.urls import path

from canbo.web.organisation.balance import balance, balance_export
from canbo.web.organisation.communes import commune, communes
from canbo.web.organisation.places import places

app_name = "organisation"
urlpatterns = [
    path("xa/", communes, name="communes"),
    path("xa/<str:code>/", commune, name="commune"),
    path("bo-tri/", balance, name="balance"),
    path("bo-tri/danh-sach/", places, name="places"),
    path("bo-tri/bo-tri.xlsx", balance_export, name="balance_export"),
]

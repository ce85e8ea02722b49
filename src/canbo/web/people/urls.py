from __future__ import annotations

from django.urls import path

from canbo.web.people import official, quality, roster, saved

app_name = "people"
urlpatterns = [
    path("", roster.page, name="roster"),
    path("dieu-kien/", roster.conditions, name="conditions"),
    path("xuat/", roster.export, name="export"),
    path("luu-che-do-xem/", saved.save, name="save_view"),
    path("che-do-xem/", saved.page, name="saved"),
    path("che-do-xem/<int:pk>/xoa/", saved.drop, name="drop_view"),
    path("chat-luong/", quality.page, name="quality"),
    path("<int:pk>/", official.page, name="official"),
    path("<int:pk>/so-dinh-danh/", official.reveal, name="reveal"),
]

"""Every address of the site."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import include, path

from canbo.web.shell.sign_in import SignIn

urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("", include("canbo.web.shell.urls")),
    path("", include("canbo.web.review.urls")),
    path("", include("canbo.web.organisation.urls")),
    path("can-bo/", include("canbo.web.people.urls")),
    path("nhap/", include("canbo.web.importing.urls")),
    path("quy-dinh/", include("canbo.web.policy.urls")),
]

handler500 = "canbo.web.shell.views.server_error"

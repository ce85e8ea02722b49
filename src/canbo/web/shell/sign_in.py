"""Signing in, and the language of the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from canbo.apps.accounts.services import DEMO_PASSWORD, demo_accounts


class SignIn(LoginView):
    """The sign-in page; where the demonstration accounts exist it names them."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts = [
            {"username": a.username, "password": DEMO_PASSWORD, "name": a.full_name, "role": a.get_role_display()}
            for a in demo_accounts()
        ]
        return super().get_context_data(demo_accounts=accounts, **kwargs)


class ChosenLanguage(LocaleMiddleware):
    """Vietnamese, unless the person chose otherwise: the language of Windows says nothing about who sits there."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

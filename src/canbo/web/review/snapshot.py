"""Keeping the figures of a day, so that later days can be compared with them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canbo.apps.accounts.models import Role
from canbo.apps.review.services import take_snapshot
from canbo.web.shell.asked import asked_of
from canbo.web.shell.templatetags.canbo import day


@require_POST
def snapshot(request: HttpRequest) -> HttpResponse:
    """Keep the province's review of the day asked for; the commission alone may, and no day still to come."""
    asked = asked_of(request)
    if asked.user.role != Role.PROVINCE:
        raise PermissionDenied
    if asked.unread or asked.as_of > asked.today:
        messages.error(request, _("Chưa chốt: chỉ chốt được số liệu của hôm nay hoặc ngày đã qua."))
    else:
        kept = take_snapshot(asked.pack, asked.user)
        said = {"day": day(kept.as_of)}
        messages.success(request, _("Đã chốt số liệu đến ngày %(day)s. Các lần sau sẽ so với số này.") % said)
    return HttpResponseRedirect(asked.link("review:dashboard"))

"""Display switches, and the answer to a fault of the server."""

from __future__ import annotations

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from canbo.web.shell.display import CHOICES, remember

log = logging.getLogger(__name__)


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember the switches that were sent and go back to the page they were on."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(target if own else "/")
    try:
        for name in CHOICES.keys() & request.POST.keys():
            remember(response, name, request.POST[name])
    except ValueError:
        return HttpResponseBadRequest()
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a page with a code that stands beside the trace in the log; nothing could fail again."""
    code = secrets.token_hex(2).upper()
    log.exception("error %s on %s", code, request.path)
    return HttpResponseServerError(render_to_string("500.html", {"code": code}))

"""The menu: who sees which page, under which heading (ux.md 3.1, 3.2)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canbo.apps.accounts.models import Role
from canbo.apps.language import said
from canbo.apps.organisation.queries import commune
from canbo.apps.people.queries import is_demo
from canbo.files.policy.current import current_pack
from canbo.web.shell.navigation import NavItem

PROVINCE = frozenset({str(Role.PROVINCE)})
LEADER = frozenset({str(Role.LEADER)})
COMMUNE = frozenset({str(Role.COMMUNE)})
TABS = LEADER | COMMUNE

NAVIGATION = (
    # the commission: the left menu
    NavItem(
        _("Chỉ tiêu Nghị quyết"), "", "target", PROVINCE,
        (
            NavItem(_("Bảng điều hành"), "review:dashboard"),
            NavItem(_("Từng chỉ tiêu"), "review:targets", also=("review:target",)),
            NavItem(_("Theo xã, phường"), "organisation:communes", also=("organisation:commune",)),
        ),
    ),
    NavItem(
        _("Cán bộ"), "", "people", PROVINCE,
        (
            NavItem(pgettext_lazy("menu", "Danh sách"), "people:roster"),
            NavItem(_("Ma trận còn thiếu"), "review:matrix"),
            NavItem(_("Nhập từ Excel"), "importing:index"),
            NavItem(_("Chất lượng dữ liệu"), "people:quality"),
        ),
    ),
    NavItem(
        pgettext_lazy("menu", "Vị trí việc làm"), "", "seat", PROVINCE,
        (
            NavItem(_("Bố trí, vị trí trống"), "organisation:balance"),
        ),
    ),
    NavItem(_("Quy định"), "policy:index", "book", PROVINCE),
    # leaders and communes: tabs
    NavItem(_("Bảng điều hành"), "review:dashboard", "", LEADER),
    NavItem(_("Trang chính"), "review:dashboard", "", COMMUNE),
    NavItem(_("Từng chỉ tiêu"), "review:targets", "", TABS, also=("review:target",)),
    NavItem(_("Theo xã, phường"), "organisation:communes", "", LEADER, also=("organisation:commune",)),
    NavItem(_("Xã của tôi"), "organisation:communes", "", COMMUNE, also=("organisation:commune",)),
    NavItem(_("Cán bộ"), "people:roster", "", TABS),
    NavItem(_("Ma trận còn thiếu"), "review:matrix", "", TABS),
    NavItem(_("Nhập từ Excel"), "importing:index", "", COMMUNE),
    NavItem(_("Bố trí, vị trí trống"), "organisation:balance", "", TABS),
    NavItem(_("Quy định"), "policy:index", "", TABS),
)  # fmt: skip


def demo_data(_request: HttpRequest) -> bool:
    """Whether the records are the fictional ones, which every page then says."""
    return is_demo()


def unit_name(request: HttpRequest) -> str:
    """Whose system this is to the person signed in: the commune's, or the province's."""
    code = getattr(request.user, "unit_code", "")
    unit = commune(code, request.user.scope) if code and request.user.is_authenticated else None
    province = current_pack().province
    return str(unit) if unit else said(province) if province else ""

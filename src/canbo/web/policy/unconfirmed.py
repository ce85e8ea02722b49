"""What somebody has to confirm: readings of the resolution that the pack declares, and whatever nobody has checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from canbo.core.policy.catalogue import Position
from canbo.core.policy.cited import Citation, Status
from canbo.core.policy.model import Basis
from canbo.web.policy.cited import Source, cited
from canbo.web.policy.naming import full_title
from canbo.web.policy.standards import Link, position_link
from canbo.web.shell.asked import Asked, asked_of

_Found = tuple[str, Citation | None, Link]
"""What kind of thing rests on a citation, and the thing."""


@dataclass
class Group:
    """The things of one kind that rest on one citation."""

    kind: str
    source: Source
    items: list[Link] = field(default_factory=list)


@require_GET
def unconfirmed(request: HttpRequest) -> HttpResponse:
    """All of it on one page, for the province to settle."""
    asked = asked_of(request)
    readings = [
        (target, target.title.get(asked.language), target.note.get(asked.language))
        for target in asked.pack.pack.targets
        if target.note
    ]
    return render(request, "policy/unconfirmed.html", {"asked": asked, "readings": readings, "groups": groups(asked)})


def groups(asked: Asked) -> list[Group]:
    """What rests on an unconfirmed citation, by kind and citation."""
    found: list[tuple[Citation, Group]] = []
    for kind, cites, item in _everything(asked):
        if cites is None or cites.status is not Status.UNCONFIRMED:
            continue
        known = next((group for other, group in found if group.kind == kind and other == cites), None)
        if known is None:
            known = Group(kind, cited(asked, cites))
            found.append((cites, known))
        known.items.append(item)
    return [group for _cites, group in found]


def _everything(asked: Asked) -> Iterator[_Found]:
    pack, language = asked.pack.pack, asked.language
    page = asked.link("policy:parameters")
    for parameter in pack.parameters:
        for value in parameter.values:
            if value.in_force(asked.as_of):
                yield _("Tham số"), value.cites, (parameter.title.get(language), f"{page}#{parameter.id}")
    for standard in asked.pack.standards:
        if standard.basis is not Basis.COMPETENCY:
            link = full_title(asked.words, standard), asked.link("policy:standard", standard.id)
            yield _("Tiêu chuẩn, yêu cầu"), standard.cites, link
    yield from _positions(asked, pack.positions)
    for competency in pack.competencies:
        yield _("Tên năng lực"), competency.cites, (competency.title.get(language), "")
        yield _("Mức năng lực"), competency.level_cites, (competency.title.get(language), "")
    for body in pack.bodies:
        yield _("Đơn vị trong xã"), body.cites, (body.title.get(language), "")
    for code_list in pack.lists:
        yield _("Danh mục mã"), code_list.cites, (code_list.title.get(language), "")


def _positions(asked: Asked, positions: Iterable[Position]) -> Iterator[_Found]:
    for position in positions:
        link = position_link(asked, position)
        yield _("Tên vị trí việc làm"), position.cites, link
        yield _("Ngành được nhận của vị trí"), position.fields_cites, link
        yield _("Số chỗ mỗi xã"), position.posts_cites, link
        for part in position.counting:
            yield _("Có tính vào biên chế hay không"), part.cites, link

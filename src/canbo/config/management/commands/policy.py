"""`canbo policy check [PACK]` and `canbo policy explain ID`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, WrongUsage, actions_of, add_day, add_format, both, problem_lines
from canbo.core.policy.describe import BASES, EACH_YEAR, Described, describe
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Basis, Pack
from canbo.core.policy.problems import Problem
from canbo.core.policy.resolve import PackAt, digest
from canbo.files.policy.aside import read_aside
from canbo.files.policy.current import current_pack
from canbo.files.policy.reader import read_pack


class Command(Base):
    help = both("Kiểm tra, giải thích gói quy định", "Check and explain policy packs")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        check, explain = actions_of(
            parser,
            [
                ("check", "tìm mọi lỗi của gói", "find every fault of a pack"),
                ("explain", "nói rõ một chuẩn, chỉ tiêu, tham số, điều khoản", "say what an id means"),
            ],
        )
        check.add_argument(
            "pack", nargs="?", metavar="PACK",
            help=both("tên hoặc thư mục (mặc định gói đang dùng)", "name or folder (the pack in use)"),
        )  # fmt: skip
        explain.add_argument("id", metavar="ID", help=both("mã, như II.2.2(5)a hay 5a", "id, as II.2.2(5)a or 5a"))
        add_day(explain)
        for action in (check, explain):
            add_format(action, "text", "json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "check":
            self._check(_folder(options["pack"]), options["format"])
        else:
            self._explain(options)

    def _check(self, folder: Path, form: str) -> None:
        found = _read(folder)
        if form == "json":
            self.stdout.write(json.dumps(_check_data(folder, found), ensure_ascii=False, indent=2))
        elif isinstance(found, Pack):
            self.stdout.write(_summary(found))
        else:
            self.stdout.write(problem_lines(found))
        if not isinstance(found, Pack):
            said = ngettext("%(n)s lỗi; chưa nạp gì.", "%(n)s lỗi; chưa nạp gì.", len(found))
            raise Failed(said % {"n": len(found)})

    def _explain(self, options: dict[str, Any]) -> None:
        pack = PackAt(current_pack(), options["as_of"] or timezone.localdate())
        words = Words(pack, options["lang"])
        found = describe(options["id"], words)
        if not found:
            raise WrongUsage(_("Gói quy định không có mã %(id)s.") % {"id": options["id"]})
        if options["format"] == "json":
            flat = [{"kind": one.kind, "id": one.id, "title": one.title, **one.parts} for one in found]
            self.stdout.write(json.dumps(flat, ensure_ascii=False, indent=2, default=date.isoformat))
        else:
            self.stdout.write("\n".join(line for one in found for line in _lines(one, words)))


def _folder(name: str | None) -> Path:
    """A folder as given, or the pack of that name among those installed."""
    given = Path(name or settings.POLICY_PACK)
    for folder in (given, settings.POLICY_DIR / given):
        if folder.is_dir():
            return Path(folder.resolve())
    raise WrongUsage(_("Không có gói quy định ở %(place)s.") % {"place": given})


def _read(folder: Path) -> Pack | list[Problem]:
    """The pack, or every fault of it; if it has none, every fault of its cases and what-ifs."""
    found = read_pack(folder)
    return found if isinstance(found, list) else read_aside(folder, found) or found


# --- check ---------------------------------------------------------------------------------------------------------


def _counts(pack: Pack) -> dict[str, int]:
    names = ("clauses", "targets", "standards", "parameters", "positions", "tasks", "communes")
    return {name: len(getattr(pack, name)) for name in names}


def _check_data(folder: Path, found: Pack | list[Problem]) -> dict[str, Any]:
    if isinstance(found, Pack):
        return {"pack": found.id, "digest": digest(found), "counts": _counts(found), "problems": []}
    return {"pack": folder.name, "digest": None, "counts": None, "problems": [_problem(item) for item in found]}


def _problem(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem.place), "found": problem.found, "vi": problem.vi, "en": problem.en}


def _summary(pack: Pack) -> str:
    told = _(
        "%(clauses)s điều khoản, %(targets)s thước đo, %(standards)s chuẩn, %(parameters)s tham số, "
        "%(positions)s vị trí việc làm, %(tasks)s nhiệm vụ, %(communes)s xã, phường. Không có lỗi."
    )
    return f"{pack.id} {digest(pack)[:12]}: {told % _counts(pack)}"


# --- explain -------------------------------------------------------------------------------------------------------

_LABELS = {
    "population": gettext_lazy("đối tượng"),
    "through": gettext_lazy("xét qua"),
    "passes_when": gettext_lazy("đạt khi"),
    "goal": gettext_lazy("chỉ tiêu"),
    "by": gettext_lazy("hạn"),
    "clause": gettext_lazy("điều khoản"),
    "basis": gettext_lazy("loại"),
    "applies_to": gettext_lazy("áp dụng cho"),
    "asks": gettext_lazy("cần"),
    "cites": gettext_lazy("căn cứ"),
    "unit": gettext_lazy("đơn vị đo"),
    "note": gettext_lazy("ghi chú"),
    "text": gettext_lazy("đã đọc văn bản"),
    "press": gettext_lazy("theo báo chí"),
    "local": gettext_lazy("theo địa phương khác"),
    "unconfirmed": gettext_lazy("chưa xác nhận"),
}
"""The words of parts, and of the codes that stand in them."""


def _lines(found: Described, words: Words) -> Iterator[str]:
    short = f" ({found.parts['code']})" if "code" in found.parts else ""
    yield f"{found.id}{short}: {found.title}"
    if found.kind == "standard":
        yield f"  {_('Hiệu lực')}: {_span(found.parts, words)}"
    for name, part in found.parts.items():
        if name == "values":
            for dated in part:
                value = words.plain(dated["value"])
                yield f"  {_span(dated, words)}: {value}   ({_cited(dated['cites'])})"
        elif name in _LABELS:
            yield f"  {_LABELS[name]}: {_part(name, found.parts, words)}"


def _part(name: str, parts: dict[str, Any], words: Words) -> str:
    part = parts[name]
    if name == "cites":
        return _cited(part)
    if name == "goal" and parts["yearly"]:
        return f"{part}, {EACH_YEAR[words.language]}"
    return BASES[Basis(part)][words.language] if name == "basis" else words.plain(part)


def _span(dated: dict[str, Any], words: Words) -> str:
    first, last = (words.plain(day) if day else "…" for day in (dated.get("since"), dated.get("until")))
    return f"{first} – {last}"


def _cited(cites: dict[str, str | None]) -> str:
    """The document as people call it, the place in it, and how sure that is."""
    number = cites["number"] if cites["number"] and any(map(str.isdigit, cites["number"])) else None
    document = " ".join(part for part in (number, cites["title"]) if part) or cites["document"]
    told = [part for part in (document, cites["place"], _LABELS[str(cites["status"])], cites["note"]) if part]
    return "; ".join(map(str, told))

"""`canbo review`: where everything stands on a day, for people, scripts and spreadsheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from canbo.apps.people.queries import names_by_id
from canbo.apps.review.services import review_records, take_snapshot
from canbo.config.management.base import Command as Base
from canbo.config.management.base import (
    Failed,
    WrongUsage,
    add_day,
    add_format,
    both,
    hand_over,
    problem_lines,
    scope_of,
)
from canbo.core.access import Scope
from canbo.core.policy.resolve import PackAt
from canbo.core.review.compile import MET
from canbo.core.review.review import Review
from canbo.files.exporting.review import as_data, as_table
from canbo.files.exporting.review_workbook import as_workbook
from canbo.files.policy.current import current_pack_at
from canbo.files.policy.overlay import read_overlay


class Command(Base):
    help = both("Rà soát: còn thiếu, thừa thiếu, chỉ tiêu", "Review: gaps, balance and targets")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_day(parser)
        parser.add_argument("--unit", metavar="CODE", help=both("mã xã, phường", "code of a commune"))
        add_format(parser, "table", "json", "xlsx")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help=both("ghi ra tệp, không in ra", "write to a file, do not print")
        )
        parser.add_argument(
            "--names", action="store_true", help=both("kèm tên người, chỉ với json", "with people's names, json only")
        )
        parser.add_argument(
            "--what-if", type=Path, metavar="FILE",
            help=both("tệp YAML thay đổi thử, không ghi vào gói", "an overlay in YAML; the pack stays as it is"),
        )  # fmt: skip
        parser.add_argument(
            "--save", action="store_true", help=both("chốt số liệu để so sánh về sau", "keep these figures for trends")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse(options)
        pack, scope = self._pack(options), scope_of(options["unit"])
        review = review_records(pack, scope)
        if options["save"]:
            take_snapshot(pack, None)
        self._write(review, scope, options)

    def _refuse(self, options: dict[str, Any]) -> None:
        if options["save"] and (options["what_if"] or options["unit"]):
            raise WrongUsage(_("--save chỉ dùng cho toàn tỉnh và gói quy định đang dùng."))
        if options["save"] and options["as_of"] and options["as_of"] > timezone.localdate():
            raise WrongUsage(_("Chưa chốt: chỉ chốt được số liệu của hôm nay hoặc ngày đã qua."))
        if options["names"] and options["format"] != "json":
            raise WrongUsage(_("--names chỉ dùng với --format json."))

    def _pack(self, options: dict[str, Any]) -> PackAt:
        pack, file = current_pack_at(options["as_of"] or timezone.localdate()), options["what_if"]
        if not file:
            return pack
        if not file.is_file():
            raise WrongUsage(_("Không có tệp %(path)s.") % {"path": file})
        found = read_overlay(file, pack.pack)
        if isinstance(found, list):
            told = {"path": file, "faults": problem_lines(found)}
            raise Failed(_("%(path)s không phải là thay đổi thử hợp lệ:\n%(faults)s") % told)
        return PackAt(found, pack.as_of)

    def _write(self, review: Review, scope: Scope, options: dict[str, Any]) -> None:
        output, content = options["output"], self._content(review, scope, options)
        if options["format"] == "xlsx":
            output = output or Path(f"ra-soat-{review.pack.as_of}.xlsx")
        hand_over(_named(review, options), output.name if output else "rà soát", output, content)
        self.stdout.write(str(output) if output else content.decode(), ending="\n" if output else "")

    def _content(self, review: Review, scope: Scope, options: dict[str, Any]) -> bytes:
        if options["format"] == "table":
            return f"{as_table(review, options['lang'])}\n".encode()
        if options["format"] == "xlsx":
            return as_workbook(review, _names(review, scope), options["lang"])
        names = _names(review, scope) if options["names"] else None
        return f"{json.dumps(as_data(review, names), ensure_ascii=False, indent=2)}\n".encode()


def _named(review: Review, options: dict[str, Any]) -> list[int]:
    """Who is named: in a workbook those of whom something is missing or not known."""
    if options["format"] == "xlsx":
        open_ = pl.any_horizontal(pl.col(standard.id) != MET for standard in review.pack.standards)
        return review.findings.filter(open_)["official_id"].to_list()
    return review.people["official_id"].to_list() if options["names"] else []


def _names(review: Review, scope: Scope) -> dict[int, str]:
    return names_by_id(review.people["official_id"].to_list(), scope)

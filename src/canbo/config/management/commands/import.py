"""`canbo import FILE...`: rosters into the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canbo.apps.importing.models import State
from canbo.apps.people.services import OutOfDate
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, WrongUsage, add_day, add_format, both, write_file
from canbo.core.access import Scope
from canbo.files.importing.error_workbook import error_workbook
from canbo.files.importing.fields import FIELDS
from canbo.files.importing.problems import Problem, text_of
from canbo.files.importing.session import Preview, preview, receive, write
from canbo.files.policy.current import current_pack

_COUNTS = {
    "error": gettext_lazy("lỗi"),
    "look": gettext_lazy("cần xem"),
    "update": gettext_lazy("cập nhật"),
    "new": gettext_lazy("thêm mới"),
    "unchanged": gettext_lazy("không thay đổi"),
}


class Command(Base):
    help = both("Nhập danh sách cán bộ từ Excel", "Import rosters of officials from Excel")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help=both("tệp xlsx, xls, ods, csv", "xlsx, xls, ods, csv")
        )
        add_day(parser)
        parser.add_argument(
            "--check", action="store_true", help=both("chỉ kiểm tra, không ghi gì", "check only, write nothing")
        )
        parser.add_argument(
            "--errors", type=Path, metavar="FOLDER",
            help=both("thư mục nhận tệp lỗi: các dòng cần sửa", "folder for the error workbooks: rows to be mended"),
        )  # fmt: skip
        add_format(parser, "table", "json")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["files"] if not path.is_file()]
        if missing:
            raise WrongUsage(_("Không có tệp %(path)s.") % {"path": ", ".join(missing)})
        on = options["as_of"] or timezone.localdate()
        results = [self._one(path, on, options) for path in options["files"]]
        if options["format"] == "json":
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        if any(result["problems"] for result in results):
            raise Failed(_("Có tệp hoặc dòng cần xem lại."))

    def _one(self, path: Path, on: date, options: dict[str, Any]) -> dict[str, Any]:
        try:
            with transaction.atomic():
                told, found = _imported(path, on, check=options["check"])
                if options["check"]:
                    transaction.set_rollback(True)
        except OutOfDate as error:
            text = _("Có người vừa sửa hồ sơ trong tệp {name}. Chưa ghi gì; xem lại rồi ghi.")
            raise Failed(text.format(name=path.name)) from error
        if options["errors"] and found and told["problems"]:
            options["errors"].mkdir(parents=True, exist_ok=True)
            write_file(options["errors"] / f"{path.stem}.loi.xlsx", error_workbook(found))
        if options["format"] == "table":
            self._say(told)
        return told

    def _say(self, told: Mapping[str, Any]) -> None:
        counts = "  ".join(f"{label} {told[name]}" for name, label in _COUNTS.items())
        self.stdout.write(f"{told['file']}: {State(told['state']).label}  {counts}")
        for problem in told["problems"]:
            self.stdout.write(f"  {problem['message']}")


def _imported(path: Path, on: date, *, check: bool) -> tuple[dict[str, Any], Preview | None]:
    """Take one file in and write its good rows: what came of it, and the dry run if it came that far."""
    pack, scope = current_pack(), Scope.province()
    upload = receive(path.name, path.read_bytes(), None, pack, scope)
    if upload.state == State.REFUSED:
        return _told(path, State.REFUSED, {}, [_of_file("refused", said) for said in upload.problems]), None
    found = preview(upload, pack, scope, on)
    if found.check is None:
        said = _("Thiếu cột: %(columns)s.") % {
            "columns": ", ".join(FIELDS[name].label for name in found.columns.missing)
        }
        return _told(path, State.MAPPING, {}, [_of_file("missing_columns", said)]), None
    problems = [_of_row(problem) for plan in found.check.plans for problem in plan.problems]
    state = State.CHECKED if check else State(write(upload, None, pack, scope, on).state)
    return _told(path, state, found.check.counts, problems), found


def _told(path: Path, state: State, counts: Mapping[str, int], problems: list[dict[str, Any]]) -> dict[str, Any]:
    """What came of a file, as docs/admin/json.md describes it."""
    return {
        "file": path.name,
        "state": state.value,
        **{name: counts.get(name, 0) for name in _COUNTS},
        "problems": problems,
    }


def _of_file(code: str, said: str) -> dict[str, Any]:
    return {"row": None, "column": None, "code": code, "severity": "error", "found": None, "message": said}


def _of_row(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "severity": str(problem.severity),
        "found": problem.found,
        "message": text_of(problem),
    }

"""`canbo import FILE...`: rosters into the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canbo.apps.importing.models import RECORDED, State, Upload
from canbo.apps.importing.services import change
from canbo.apps.people.rows import UnknownCodes
from canbo.apps.people.services import OutOfDate, Refused
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, WrongUsage, add_day, add_format, both, write_file
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing.error_workbook import error_workbook
from canbo.files.importing.fields import FIELDS
from canbo.files.importing.session import Preview, receive, show, take_sheets
from canbo.files.importing.told import told_of, told_of_file
from canbo.files.importing.writing import write
from canbo.files.policy.current import current_pack

_COUNTS = {
    "error": gettext_lazy("lỗi"),
    "look": gettext_lazy("cần xem"),
    "update": gettext_lazy("cập nhật"),
    "new": gettext_lazy("thêm mới"),
    "unchanged": gettext_lazy("không thay đổi"),
    "skipped": gettext_lazy("bỏ"),
}


_REFUSED: Mapping[type[Exception], Any] = {
    UnknownCodes: gettext_lazy(
        "Danh mục xã, vị trí trong hệ thống chưa khớp quy định đang dùng; chưa ghi gì từ {name}. Báo người quản trị."
    ),
    Refused: gettext_lazy("{name} có giá trị không thể có; chưa ghi gì. Xem lại các ngày trong tệp và trong hồ sơ."),
    OutOfDate: gettext_lazy("Có người vừa sửa hồ sơ trong tệp {name}. Chưa ghi gì; xem lại rồi ghi."),
}


@dataclass(frozen=True)
class _Wishes:
    """How the files of one call are taken."""

    pack: Pack
    on: date
    check: bool
    accept_guesses: bool
    sheets: tuple[str, ...]
    all_sheets: bool


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
            "--accept-guesses", action="store_true",
            help=both("nhận cả những cột máy đoán", "take the columns that were guessed, too"),
        )  # fmt: skip
        parser.add_argument(
            "--sheet", action="append", default=[], metavar="NAME",
            help=both("trang tính cần nhập (ghi được nhiều lần)", "the sheet to import; may be repeated"),
        )  # fmt: skip
        parser.add_argument(
            "--all-sheets",
            action="store_true",
            help=both("nhập mọi trang tính có danh sách", "every sheet with a roster"),
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
        wishes = _Wishes(
            current_pack(), options["as_of"] or timezone.localdate(), options["check"], options["accept_guesses"],
            tuple(options["sheet"]), options["all_sheets"],
        )  # fmt: skip
        results = [told for path in options["files"] for told in self._one(path, wishes, options)]
        if options["format"] == "json":
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        if any(told["problems"] or told["guessed"] or told["other_sheets"] for told in results):
            raise Failed(_("Có tệp hoặc dòng cần xem lại."))

    def _one(self, path: Path, wishes: _Wishes, options: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            results = _checked(path, wishes) if wishes.check else _imported(path, wishes)
        except tuple(_REFUSED) as error:
            raise Failed(str(_REFUSED[type(error)]).format(name=path.name)) from error
        for told, workbook in results:
            if options["errors"] and workbook:
                options["errors"].mkdir(parents=True, exist_ok=True)
                several = f".{told['sheet']}" if len(results) > 1 else ""
                write_file(options["errors"] / f"{path.stem}{several}.loi.xlsx", workbook)
            if options["format"] == "table":
                self._say(told)
        return [told for told, _workbook in results]

    def _say(self, told: Mapping[str, Any]) -> None:
        counts = "  ".join(f"{label} {told[name]}" for name, label in _COUNTS.items())
        sheet = f" [{told['sheet']}]" if told["sheet"] else ""
        self.stdout.write(f"{told['file']}{sheet}: {State(told['state']).label}  {counts}")
        for column in told["guessed"]:
            text = _("  Cột “{column}” được đoán là “{field}”. Chưa ghi gì; đúng thì thêm --accept-guesses.")
            self.stdout.write(text.format(column=column["column"], field=column["title"]))
        if told["other_sheets"]:
            names = ", ".join(f"{item['sheet']} ({item['rows']})" for item in told["other_sheets"])
            self.stdout.write(_("  Trang khác cũng có danh sách, chưa nhập: {names}").format(names=names))
        for problem in told["problems"]:
            self.stdout.write(f"  {problem['message']}")


Result = tuple[dict[str, Any], bytes]
"""What came of a sheet, as docs/admin/json.md describes it, and its error workbook, empty without bad rows."""


def _checked(path: Path, wishes: _Wishes) -> list[Result]:
    """As if it were imported; nothing of it stays."""
    with transaction.atomic():
        results = _imported(path, wishes)
        transaction.set_rollback(True)
    return results


def _imported(path: Path, wishes: _Wishes) -> list[Result]:
    """Take a file in and write its good rows, sheet by sheet."""
    scope = Scope.province()
    upload = receive(path.name, path.read_bytes(), None, wishes.pack, scope)
    if upload.state == State.REFUSED:
        return [(told_of_file(path.name, State.REFUSED, [("refused", said) for said in upload.problems]), b"")]
    keys = [table.key for table in show(upload, wishes.pack, scope, wishes.on).tables]
    wanted = list(keys) if wishes.all_sheets else list(wishes.sheets) or keys[:1]
    unknown = [key for key in wanted if key not in keys]
    if unknown:
        told = {"name": path.name, "sheets": ", ".join(unknown), "known": ", ".join(keys)}
        raise WrongUsage(_("%(name)s không có danh sách ở trang %(sheets)s. Có: %(known)s.") % told)
    more = [key for key in wanted if key != upload.sheet]
    uploads = [upload] if upload.sheet in wanted else []
    uploads += take_sheets(upload, more, None, wishes.pack, scope)
    left_out = [] if wishes.sheets else [key for key in keys if key not in wanted]
    return [_sheet(path, item, wishes, left_out) for item in uploads]


def _sheet(path: Path, upload: Upload, wishes: _Wishes, left_out: list[str]) -> Result:
    scope = Scope.province()
    found = show(upload, wishes.pack, scope, wishes.on)
    if found.check is None:
        missing = ", ".join(FIELDS[name].title for name in found.columns.missing)
        said = _("Thiếu cột: %(columns)s.") % {"columns": missing}
        return told_of_file(path.name, State.MAPPING, [("missing_columns", said)], found.table.key), b""
    told = told_of(path.name, found, left_out, accepted=wishes.accept_guesses)
    if told["guessed"]:
        return told | {"state": str(State.MAPPING)}, _errors(found)
    if not wishes.check:
        accepted = change(upload, state=State.CHECKED) if wishes.accept_guesses else upload
        written = write(accepted, None, wishes.pack, scope, wishes.on)
        told["state"] = str(State.WRITTEN if written.state in RECORDED else written.state)
    return told, _errors(found)


def _errors(found: Preview) -> bytes:
    return error_workbook(found) if found.check is not None and found.check.waiting else b""

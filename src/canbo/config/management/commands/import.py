"""`canbo import FILE...`: rosters into the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from canbo.apps.importing.models import State, Upload
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, both, day
from canbo.core.access import Scope
from canbo.files.importing.error_workbook import error_workbook
from canbo.files.importing.problems import text_of
from canbo.files.importing.session import preview, receive, write
from canbo.files.policy.current import current_pack


class Command(Base):
    help = both("Nhập danh sách cán bộ từ Excel", "Import rosters of officials from Excel")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=both("tệp", "xlsx, xls, ods, csv"))
        parser.add_argument("--check", action="store_true", help=both("chỉ kiểm tra", "check, write nothing"))
        parser.add_argument("--on", type=day, help=both("ngày của danh sách (mặc định hôm nay)", "day of the roster"))
        parser.add_argument("--errors", type=Path, help=both("thư mục ghi tệp lỗi", "folder for error workbooks"))
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["files"] if not path.is_file()]
        if missing:
            raise Failed("không có tệp / no such file: " + ", ".join(missing))
        results = [self._one(path, options) for path in options["files"]]
        if options["format"] == "json":
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
        if any(result["state"] == State.REFUSED or result["error"] or result["look"] for result in results):
            raise Failed("có dòng hoặc tệp cần xem lại / some rows or files need a look")

    def _one(self, path: Path, options: dict[str, Any]) -> dict[str, Any]:
        pack, scope = current_pack(), Scope.province()
        on = options["on"] or timezone.localdate()
        upload = receive(path.name, path.read_bytes(), None, pack, scope)
        if upload.state == State.REFUSED:
            return self._tell(path, upload, {}, upload.problems, options)
        found = preview(upload, pack, scope, on)
        if found.check is None:
            missing = ", ".join(found.columns.missing)
            return self._tell(path, upload, {}, [f"thiếu cột / columns missing: {missing}"], options)
        problems = [text_of(problem) for plan in found.check.plans for problem in plan.problems]
        if options["errors"] and problems:
            options["errors"].mkdir(parents=True, exist_ok=True)
            (options["errors"] / f"{path.stem}.loi.xlsx").write_bytes(error_workbook(found))
        if not options["check"]:
            upload = write(upload, None, pack, scope, on)
        return self._tell(path, upload, found.check.counts, problems, options)

    def _tell(
        self, path: Path, upload: Upload, counts: dict[str, int], problems: list[str], options: dict[str, Any]
    ) -> dict[str, Any]:
        names = ("error", "look", "update", "new", "unchanged")
        told = {name: counts.get(name, 0) for name in names}
        if options["format"] == "table":
            shown = "  ".join(f"{name} {told[name]}" for name in names)
            self.stdout.write(f"{path.name}: {upload.get_state_display()}  {shown}")
            for problem in problems:
                self.stdout.write(f"  {problem}")
        return {"file": path.name, "state": str(upload.state), **told, "problems": problems}

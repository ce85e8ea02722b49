"""`canbo review`: where everything stands on a day, for people, scripts and spreadsheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import CommandParser
from django.utils import timezone
from pydantic import ValidationError

from canbo.apps.organisation.models import Unit
from canbo.apps.review.services import review_records, take_snapshot
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, both, day
from canbo.core.access import Scope
from canbo.core.policy.overlay import Overlay, UnknownChange, overlay
from canbo.core.policy.resolve import PackAt
from canbo.core.review.review import Review
from canbo.files.exporting.review import as_data, as_table, as_workbook
from canbo.files.policy.current import current_pack_at


class Command(Base):
    help = both("Rà soát: còn thiếu, thừa thiếu, chỉ tiêu", "Review: gaps, balance and targets")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--as-of", type=day, help=both("tại ngày (mặc định hôm nay)", "on the day (today)"))
        parser.add_argument("--unit", help=both("mã xã, phường", "code of a commune"))
        parser.add_argument("--format", choices=["table", "json", "xlsx"], default="table")
        parser.add_argument("--output", type=Path, help=both("ghi ra tệp", "write to a file"))
        parser.add_argument("--names", action="store_true", help=both("kèm tên người (json)", "with names (json)"))
        parser.add_argument(
            "--what-if", type=Path, help=both("tệp YAML thay đổi thử, không ghi vào gói", "overlay file, a what-if")
        )
        parser.add_argument(
            "--save", action="store_true", help=both("lưu kết quả để so sánh về sau", "keep a snapshot for trends")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pack = self._pack(options)
        review = review_records(pack, self._scope(options["unit"]))
        if options["save"]:
            if options["what_if"] or options["unit"]:
                raise Failed("--save chỉ dùng cho toàn tỉnh, gói thật / only for the province and the real pack")
            take_snapshot(pack, None)
        self._write(review, options)

    def _pack(self, options: dict[str, Any]) -> PackAt:
        pack = current_pack_at(options["as_of"] or timezone.localdate())
        if not options["what_if"]:
            return pack
        try:
            changes = Overlay.model_validate(yaml.safe_load(options["what_if"].read_text(encoding="utf-8")))
            return PackAt(overlay(pack.pack, changes), pack.as_of)
        except (OSError, yaml.YAMLError, ValidationError, UnknownChange) as error:
            raise Failed(f"{options['what_if']}: {error}") from error

    def _scope(self, unit: str | None) -> Scope:
        if unit is None:
            return Scope.province()
        if not Unit.objects.filter(code=unit).exists():
            raise Failed(f"{unit}: không có xã, phường mang mã này / no commune has this code")
        return Scope.of(unit)

    def _write(self, review: Review, options: dict[str, Any]) -> None:
        if options["format"] == "xlsx":
            target = options["output"] or Path(f"ra-soat-{review.pack.as_of}.xlsx")
            target.write_bytes(as_workbook(review, options["lang"]))
            self.stdout.write(str(target))
            return
        if options["format"] == "json":
            text = json.dumps(as_data(review, names=options["names"]), ensure_ascii=False, indent=2)
        else:
            text = as_table(review, options["lang"])
        if options["output"]:
            options["output"].write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)

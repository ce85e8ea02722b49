"""`canbo export`: officials as Excel that can be imported again, and the figures of a day that were kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from canbo.apps.organisation.queries import communes
from canbo.apps.people.queries import is_demo, names_by_id, ordered_ids, states_of
from canbo.apps.review.trends import kept
from canbo.config.management.base import Command as Base
from canbo.config.management.base import WrongUsage, actions_of, add_day, both, hand_over, scope_of
from canbo.core.access import Scope
from canbo.core.policy.explain import Words
from canbo.core.policy.resolve import PackAt
from canbo.core.text.names import search_key
from canbo.files.exporting.roster import roster_workbook
from canbo.files.exporting.snapshot import snapshot_workbook
from canbo.files.policy.current import current_pack, current_version


class Command(Base):
    help = both("Xuất danh sách cán bộ ra Excel", "Export the roster of officials to Excel")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        roster, snapshot = actions_of(
            parser,
            [
                ("roster", "danh sách cán bộ, nhập lại được", "the roster of officials, which can be imported again"),
                ("snapshot", "số liệu đã chốt của một ngày", "the figures of a day that were kept"),
            ],
        )
        add_day(snapshot)
        snapshot.add_argument(
            "--output", type=Path, metavar="FILE",
            help=both("tên tệp (mặc định so-lieu-chot-NGÀY.xlsx)", "file name (so-lieu-chot-DATE.xlsx)"),
        )  # fmt: skip
        add_day(roster)
        roster.add_argument(
            "--unit", metavar="CODE",
            help=both("mã xã, phường (mặc định cả tỉnh)", "code of a commune (the whole province)"),
        )  # fmt: skip
        target = roster.add_mutually_exclusive_group()
        target.add_argument(
            "--output", type=Path, metavar="FILE",
            help=both("tên tệp (mặc định danh-sach-can-bo-NGÀY.xlsx)", "file name (danh-sach-can-bo-DATE.xlsx)"),
        )  # fmt: skip
        target.add_argument(
            "--each-unit", type=Path, metavar="FOLDER",
            help=both("mỗi xã, phường một tệp trong thư mục này", "a file for each commune, in this folder"),
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options["as_of"] or timezone.localdate()
        if options["action"] == "snapshot":
            self._snapshot(as_of, options["output"] or Path(f"so-lieu-chot-{as_of}.xlsx"))
        else:
            self._rosters(as_of, options)

    def _snapshot(self, as_of: date, path: Path) -> None:
        found = kept(as_of, current_version())
        if found is None:
            raise WrongUsage(_("Chưa chốt số liệu ngày %(day)s theo quy định đang dùng.") % {"day": as_of})
        names = names_by_id(found.findings["official_id"].to_list(), Scope.province())
        words = Words(PackAt(current_pack(), as_of), "en" if get_language() == "en" else "vi")
        hand_over(names, path.name, path, snapshot_workbook(found, names, words))
        self.stdout.write(str(path))

    def _rosters(self, as_of: date, options: dict[str, Any]) -> None:
        scope = scope_of(options["unit"])
        if options["each_unit"] is None:
            name = "-".join(["danh-sach-can-bo", *(scope.units or ()), str(as_of)])
            self._write(scope, as_of, options["output"] or Path(f"{name}.xlsx"))
            return
        try:
            options["each_unit"].mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = {"path": options["each_unit"], "reason": error.strerror}
            raise WrongUsage(_("Không ghi được tệp %(path)s: %(reason)s.") % told) from error
        for unit in communes(scope):
            name = f"{unit.code}-{search_key(unit.name).strip().replace(' ', '-')}-{as_of}.xlsx"
            self._write(Scope.of(unit.code), as_of, options["each_unit"] / name)

    def _write(self, scope: Scope, as_of: date, path: Path) -> None:
        states = states_of(ordered_ids(as_of, scope, "", "ten"), as_of)
        content = roster_workbook(states, current_pack(), year=as_of.year, fictional=is_demo())
        hand_over([state.official.pk for state in states], path.name, path, content)
        said = ngettext("%(path)s: %(n)s người", "%(path)s: %(n)s người", len(states))
        self.stdout.write(said % {"path": path, "n": len(states)})

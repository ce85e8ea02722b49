"""`canbo export roster`: officials as Excel, in the form that can be imported again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canbo.apps.audit.journal import Author
from canbo.apps.audit.models import Source
from canbo.apps.organisation.queries import communes
from canbo.apps.people.queries import is_demo, ordered_ids, states_of
from canbo.apps.people.services import hand_out
from canbo.config.management.base import Command as Base
from canbo.config.management.base import WrongUsage, actions_of, add_day, both, scope_of, write_file
from canbo.core.access import Scope
from canbo.core.text.names import search_key
from canbo.files.exporting.roster import roster_workbook
from canbo.files.policy.current import current_pack


class Command(Base):
    help = both("Xuất danh sách cán bộ ra Excel", "Export the roster of officials to Excel")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        (roster,) = actions_of(
            parser,
            [("roster", "danh sách cán bộ, nhập lại được", "the roster of officials, which can be imported again")],
        )
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
        as_of, scope = options["as_of"] or timezone.localdate(), scope_of(options["unit"])
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
        author = Author(None, Source.COMMAND, reason=f"Xuất danh sách: {path.name}"[:300])
        states = states_of(ordered_ids(as_of, scope, "", "ten"), as_of)
        write_file(path, roster_workbook(states, current_pack(), year=as_of.year, fictional=is_demo()))
        hand_out([state.official for state in states], author)
        said = ngettext("%(path)s: %(n)s người", "%(path)s: %(n)s người", len(states))
        self.stdout.write(said % {"path": path, "n": len(states)})

"""`canbo demo`: the demonstration province, in the database or as the rosters its communes would send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canbo.apps.accounts.services import DEMO_PASSWORD, create_demo_accounts, demo_accounts
from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Source
from canbo.apps.organisation.services import load_catalogue
from canbo.apps.people.queries import DEMO_TITLE, has_officials
from canbo.apps.people.services import register
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, WrongUsage, add_day, both
from canbo.core.dates import PartialDate
from canbo.core.demo.province import DemoProvince, invent_province
from canbo.core.people.record import OfficialRecord
from canbo.core.policy.model import Pack
from canbo.files.exporting.demo_rosters import write_rosters
from canbo.files.policy.current import current_pack

_CHUNK = 400


class Command(Base):
    help = both(
        "Tạo tỉnh minh họa: xã, phường thật, khoảng 2.300 cán bộ hư cấu; cùng hạt giống thì ra cùng một tỉnh",
        "Make the demonstration province: real communes, about 2,300 fictional officials; a seed gives the same people",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seed", type=int, default=1, help=both("hạt giống (mặc định 1)", "seed (default 1)"))
        add_day(parser)
        parser.add_argument(
            "--if-empty", action="store_true",
            help=both("đã có cán bộ thì thôi, không báo lỗi", "with officials on record do nothing, and do not fail"),
        )  # fmt: skip
        parser.add_argument(
            "--only-catalogue", action="store_true",
            help=both("chỉ nạp đơn vị, vị trí, tài khoản", "units, positions and accounts, no people"),
        )  # fmt: skip
        parser.add_argument(
            "--rosters", type=Path, metavar="FOLDER",
            help=both("ghi thêm mỗi xã một danh sách Excel vào thư mục", "also write an Excel roster for each commune"),
        )  # fmt: skip
        parser.add_argument(
            "--only-rosters", action="store_true",
            help=both("chỉ ghi danh sách, không động đến cơ sở dữ liệu", "rosters only, leave the database alone"),
        )  # fmt: skip

        parser.add_argument(
            "--competencies", action="store_true",
            help=both("ghi thêm mức năng lực của một phần ba, cả trong danh sách Excel",
                      "also the competency levels of a third, in the rosters too"),
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        taken = not options["only_rosters"] and has_officials()
        if taken and options["if_empty"]:
            return
        pack, as_of = current_pack(), options["as_of"] or timezone.localdate()
        _check(options, pack, as_of)
        if taken:
            raise Failed(_("Cơ sở dữ liệu đã có cán bộ; không tạo thêm."))
        province = _wanted(invent_province(pack, options["seed"], as_of), competencies=options["competencies"])
        if options["rosters"]:
            paths = write_rosters(province, pack, as_of, options["rosters"])
            self.stdout.write(_("%(n)s tệp: %(path)s") % {"n": len(paths), "path": options["rosters"]})
        if options["only_rosters"]:
            return
        records = () if options["only_catalogue"] else province.records
        _load(pack, records, province.seed, as_of.year)
        if records:
            self.stdout.write(_("%(n)s cán bộ hư cấu") % {"n": len(records)})
        for account in demo_accounts():
            self.stdout.write(f"  {account.username} / {DEMO_PASSWORD}")


def _check(options: Mapping[str, Any], pack: Pack, as_of: date) -> None:
    if options["only_rosters"] and not options["rosters"]:
        raise WrongUsage(_("--only-rosters cần --rosters FOLDER."))
    opened = min(commune.since for commune in pack.communes)
    if as_of < opened:
        told = {"day": PartialDate.of(opened).display()}
        raise WrongUsage(_("Các xã, phường làm việc từ %(day)s; chọn ngày đó hoặc sau đó.") % told)


def _wanted(province: DemoProvince, *, competencies: bool) -> DemoProvince:
    if competencies:
        return province
    return replace(province, records=tuple(replace(record, competencies=()) for record in province.records))


@transaction.atomic
def _load(pack: Pack, records: Sequence[OfficialRecord], seed: int, year: int) -> None:
    load_catalogue(pack, author=Author(None, Source.COMMAND), year=year)
    create_demo_accounts(_example(pack))
    if records:
        title = f"{DEMO_TITLE}, hạt giống {seed}"
        author = open_batch(title, Author(None, Source.DEMO, reason=title), fictional=True)[1]
        for start in range(0, len(records), _CHUNK):
            register(records[start : start + _CHUNK], author=author)
        if connection.vendor == "postgresql":  # until it has counted new tables it reads them in a loop
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _example(pack: Pack) -> str:
    """The commune whose account is shown: one at the border, if there is any."""
    return next((c.code for c in pack.communes if c.border and c.kind == "xa"), pack.communes[0].code)

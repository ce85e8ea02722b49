"""`canbo demo`: the demonstration province."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from canbo.apps.accounts.services import DEMO_PASSWORD, create_demo_accounts, demo_accounts
from canbo.apps.audit.journal import Author, open_batch
from canbo.apps.audit.models import Source
from canbo.apps.organisation.services import load_catalogue
from canbo.apps.people.queries import DEMO_TITLE, has_officials
from canbo.apps.people.services import register
from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, both, day
from canbo.core.demo.province import DemoProvince, invent_province
from canbo.core.policy.model import Pack
from canbo.files.exporting.demo_rosters import write_rosters
from canbo.files.policy.current import current_pack

_CHUNK = 400


class Command(Base):
    help = both(
        "Tạo tỉnh minh họa: 38 xã thật, khoảng 2.300 cán bộ hư cấu",
        "Make the demonstration province: 38 real communes, about 2,300 fictional officials",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seed", type=int, default=1, help=both("hạt giống", "seed: the same gives the same"))
        parser.add_argument("--as-of", type=day, help=both("tại ngày", "on the day"))
        parser.add_argument("--if-empty", action="store_true", help=both("chỉ khi chưa có ai", "only when empty"))
        parser.add_argument("--rosters", type=Path, help=both("ghi 38 danh sách Excel vào thư mục", "write 38 rosters"))
        parser.add_argument(
            "--only-catalogue", action="store_true",
            help=both("chỉ nạp đơn vị, vị trí, tài khoản", "units, positions and accounts, no people"),
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        pack = current_pack()
        as_of = options["as_of"] or timezone.localdate()
        province = invent_province(pack, options["seed"], as_of)
        if options["rosters"]:
            names = write_rosters(province, pack, as_of, options["rosters"])
            self.stdout.write(f"{len(names)} tệp / files: {options['rosters']}")
            return
        if has_officials():
            if options["if_empty"]:
                return
            raise Failed("đã có cán bộ trong cơ sở dữ liệu, không tạo thêm / the database already holds officials")
        self._load(pack, province, as_of.year, people=not options["only_catalogue"])

    @transaction.atomic
    def _load(self, pack: Pack, province: DemoProvince, year: int, *, people: bool) -> None:
        author = Author(None, Source.COMMAND)
        load_catalogue(pack, author=author, year=year)
        create_demo_accounts(pack.communes[0].code)
        if people:
            title = f"{DEMO_TITLE}, hạt giống {province.seed}"
            _, author = open_batch(title, Author(None, Source.DEMO, reason=title))
            for start in range(0, len(province.records), _CHUNK):
                register(province.records[start : start + _CHUNK], author=author)
            self.stdout.write(f"{len(province.records)} cán bộ hư cấu / fictional officials")
        for account in demo_accounts():
            self.stdout.write(f"  {account.username} / {DEMO_PASSWORD}")

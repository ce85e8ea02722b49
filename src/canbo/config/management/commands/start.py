"""`canbo start`: what `make run` does, in one process: the database, a demonstration the first time, the server."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from canbo.apps.people.queries import has_officials
from canbo.config.management.base import both
from canbo.config.management.commands.demo import Command as Demo


class Command(Demo):
    help = both(
        "Chuẩn bị cơ sở dữ liệu, lần đầu có tỉnh minh họa, rồi chạy máy chủ",
        "Prepare the database, with the demonstration province the first time, then run the server",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--port", type=int, default=8000, help=both("cổng", "port"))

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not has_officials():
            self.stdout.write("Đang chuẩn bị dữ liệu lần đầu… / Preparing the data for the first time…")
            self.stdout.flush()
            super().handle(*args, **options | {"if_empty": True})
        call_command("serve", port=options["port"])

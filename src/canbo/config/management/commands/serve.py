"""`canbo serve`: the web server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from granian.constants import Interfaces
from granian.server import Server

from canbo.apps.accounts.services import DEMO_PASSWORD, demo_accounts
from canbo.config.management.base import Command as Base
from canbo.config.management.base import both


class Command(Base):
    help = both("Chạy máy chủ Canbo trên máy này", "Run the Canbo server on this machine")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--host", default="127.0.0.1", help=both("địa chỉ", "address"))
        parser.add_argument("--port", type=int, default=8000, help=both("cổng", "port"))
        parser.add_argument("--workers", type=int, default=2, help=both("số tiến trình", "number of processes"))

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"http://{options['host']}:{options['port']}/"
        self.stdout.write(f"Canbo: {address}   (Ctrl+C để dừng / to stop)")
        for account in demo_accounts():
            self.stdout.write(f"  {account.username:<12} {DEMO_PASSWORD}   {account}")
        self.stdout.flush()
        Server(
            "canbo.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=2,
            websockets=False,
            log_enabled=settings.DEBUG,
        ).serve()

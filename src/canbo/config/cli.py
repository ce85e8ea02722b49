"""The `canbo` command: Django's management commands under their own name, with an overview in two languages."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

COMMANDS = {
    "start": ("chuẩn bị cơ sở dữ liệu rồi chạy máy chủ", "prepare the database, then run the server"),
    "serve": ("chạy máy chủ trên máy này", "run the server on this machine"),
    "demo": ("tạo tỉnh minh họa (nhân vật hư cấu)", "make the demonstration province (fictional people)"),
    "import": ("nhập danh sách cán bộ từ Excel", "import rosters of officials from Excel"),
    "export": ("xuất danh sách cán bộ ra Excel", "export the roster of officials to Excel"),
    "review": ("rà soát: còn thiếu, thừa thiếu, chỉ tiêu", "review: gaps, balance and targets"),
    "policy": ("kiểm tra, giải thích gói quy định", "check and explain policy packs"),
    "migrate": ("tạo, nâng cấp cơ sở dữ liệu", "make or upgrade the database"),
}

USAGE = """canbo LỆNH [tham số]        canbo COMMAND [options]

{commands}

canbo LỆNH --help cho biết từng lệnh.    canbo COMMAND --help tells about each.
Mã kết thúc: 0 xong, 1 có lỗi cần xem, 2 gọi sai.    Exit code: 0 done, 1 problems found, 2 wrong usage."""

WRONG_USAGE = 2


def usage() -> str:
    lines = (f"  {name:<8} {vi}\n           {en}" for name, (vi, en) in COMMANDS.items())
    return USAGE.format(commands="\n".join(lines))


def unknown(name: str) -> str:
    """What is said of a command that does not exist, with the one that was perhaps meant."""
    near = get_close_matches(name, COMMANDS, n=1)
    meant = f" canbo {near[0]}?" if near else ""
    return f"canbo: không có lệnh / no such command: {name}.{meant}\ncanbo --help"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canbo.config.settings")
    arguments = sys.argv[1:]
    if arguments[:1] == ["--version"]:
        sys.stdout.write(f"canbo {version('canbo')}\n")
    elif not arguments or arguments in (["-h"], ["--help"], ["help"]):
        sys.stdout.write(usage() + "\n")
        sys.exit(0 if arguments else WRONG_USAGE)
    else:
        _run([*arguments[1:], "--help"] if arguments[0] == "help" else arguments)


def _run(arguments: list[str]) -> None:
    from django.core.management import ManagementUtility, get_commands

    class Utility(ManagementUtility):
        def fetch_command(self, subcommand: str) -> BaseCommand:
            if subcommand not in get_commands():
                sys.stderr.write(unknown(subcommand) + "\n")
                sys.exit(WRONG_USAGE)
            return super().fetch_command(subcommand)

    Utility(["canbo", *arguments]).execute()

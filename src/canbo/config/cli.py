"""The `canbo` command: Django's management commands under their own name, with an overview in two languages."""

from __future__ import annotations

import os
import sys

COMMANDS = {
    "serve": ("chạy máy chủ trên máy này", "run the server on this machine"),
    "demo": ("tạo tỉnh minh họa (nhân vật hư cấu)", "make the demonstration province (fictional people)"),
    "import": ("nhập danh sách cán bộ từ Excel", "import rosters of officials from Excel"),
    "export": ("xuất danh sách cán bộ ra Excel", "export the roster of officials to Excel"),
    "review": ("rà soát: còn thiếu, thừa thiếu, chỉ tiêu", "review: gaps, balance and targets"),
    "policy": ("kiểm tra, giải thích gói quy định", "check and explain policy packs"),
}

USAGE = """canbo LỆNH [tham số]        canbo COMMAND [options]

{commands}

canbo LỆNH --help cho biết từng lệnh.    canbo COMMAND --help tells about each.
Mã kết thúc: 0 xong, 1 có lỗi cần xem, 2 gọi sai.    Exit code: 0 done, 1 problems found, 2 wrong usage."""


def usage() -> str:
    lines = (f"  {name:<8} {vi}\n           {en}" for name, (vi, en) in COMMANDS.items())
    return USAGE.format(commands="\n".join(lines))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canbo.config.settings")
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help", "help"):
        sys.stdout.write(usage() + "\n")
        sys.exit(0 if len(sys.argv) > 1 else 2)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["canbo", *sys.argv[1:]])

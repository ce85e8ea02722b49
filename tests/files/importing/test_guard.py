"""Integration: files made to exhaust or end the program get a clear answer, quickly and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from canbo.files.importing.problems import refusal_text
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.limits import MAX_ROWS
from canbo.files.importing.reading.model import Book, Refusal
from workbooks.faults import FAIL
from workbooks.hostile import HOSTILE, people
from workbooks.writers import csv_text, xlsx

SMALL = {
    "02_zip_bomb.xlsx": "zip_bomb",
    "03_entity_bomb.xlsx": "entity_bomb",
    "05_far_cell.xlsx": "too_wide",
    "06_far_row.xlsx": "too_many_rows",
    "14_too_many_rows.csv": "too_many_rows",
}
CODES = SMALL | {name: code for name, (_, code) in HOSTILE.items()}
SECONDS, MEGABYTES = 2, 300
MARGIN = 2
"""Processor time is not quite the machine's own: other work shares its caches."""

# Each file is read in a process of its own, forked from one that has everything imported.
_CHILD = """
import json, os, resource, sys, traceback
from pathlib import Path
import canbo.files.importing.reading.book as book

def read(path):
    resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
    found = book.read_book(path.name, path.read_bytes())
    usage = resource.getrusage(resource.RUSAGE_SELF)
    code, detail = getattr(found, "code", ""), {k: str(v) for k, v in getattr(found, "detail", {}).items()}
    return dict(code=code, detail=detail, seconds=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss / 1024)

for path in sorted(Path(sys.argv[1]).iterdir()):
    out, into = os.pipe()
    if os.fork() == 0:
        try:
            os.write(into, json.dumps(read(path)).encode())
        except BaseException:
            os.write(into, json.dumps(dict(code=traceback.format_exc(), detail={}, seconds=0, megabytes=0)).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        text = pipe.read().decode()
    _, status = os.wait()
    died = dict(code=f"died {status}", detail={}, seconds=0, megabytes=0)
    print(json.dumps([path.name, json.loads(text) if text else died]))
"""


@dataclass(frozen=True)
class Reading:
    code: str
    detail: dict[str, str]
    seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """What became of each hostile file, and what it cost."""
    folder = tmp_path_factory.mktemp("hostile")
    makers = {name: FAIL[name] for name in SMALL} | {name: make for name, (make, _) in HOSTILE.items()}
    for name, make in makers.items():
        (folder / name).write_bytes(make())
    command = [sys.executable, "-W", "ignore", "-c", _CHILD, str(folder)]
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "canbo.config.settings", "CANBO_VAR": str(folder.parent)}
    out = subprocess.run(command, capture_output=True, text=True, check=True, env=settings).stdout  # noqa: S603
    return {name: Reading(**found) for name, found in map(json.loads, out.splitlines())}


@pytest.mark.parametrize("name", CODES)
def test_a_hostile_file_gets_a_clear_answer_at_little_cost(name: str, readings: dict[str, Reading]) -> None:
    found = readings[name]
    assert found.code == CODES[name], found
    assert found.seconds < SECONDS * MARGIN
    assert found.megabytes < MEGABYTES
    if found.code:
        assert "{" not in refusal_text(Refusal(found.code, found.detail))


def test_too_many_cells_are_told_with_the_limit_and_what_to_do(readings: dict[str, Reading]) -> None:
    texts = {
        name: refusal_text(Refusal(readings[name].code, readings[name].detail)) for name, code in CODES.items() if code
    }
    said = "Tệp có hơn {} ô và giá trị, kể cả ô trống đã định dạng. Xóa dòng, cột trống có định dạng ở dưới và bên phải"
    said += " danh sách, hoặc chia tệp."
    assert texts["far_blanks.xls"] == said.format("800.000")
    assert texts["repeated_both.ods"] == said.format("800.000")
    assert texts["people_5001.xlsx"] == "Có 5.001 dòng, quá 5.000 dòng. Chia tệp, hoặc xóa dòng thừa phía dưới."


def test_the_limit_is_on_people_and_a_file_at_the_limit_is_read() -> None:
    for name, content in (("tep.xlsx", xlsx(people(MAX_ROWS))), ("tep.csv", csv_text(people(MAX_ROWS)).encode())):
        book = read_book(name, content)
        assert isinstance(book, Book)
        assert len(book.tables[0].rows) == MAX_ROWS


def test_a_refusal_says_how_many_rows_there_are(readings: dict[str, Reading]) -> None:
    assert readings["people_5400.xlsx"].detail == {"rows": "5400", "limit": "5000"}
    assert readings["tabs.csv"].detail["columns"] == "1000001"
    assert readings["repeated_rows.ods"].detail["rows"] == "1000000"


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).resolve().parents[2] / "workbooks" / "pass").iterdir()), ids=lambda p: p.name
)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_no_cut_file_ends_in_an_error(path: Path, share: float) -> None:
    content = path.read_bytes()
    found = read_book(path.name, content[: int(len(content) * share)])
    assert isinstance(found, Refusal | Book)

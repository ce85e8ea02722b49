"""Integration: the `canbo` command as a terminal calls it: exit codes, both languages, JSON as documented."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, connection, connections, transaction

from canbo.apps.audit.models import Action, Entry
from canbo.apps.people.models import Official
from canbo.apps.review.models import Snapshot
from canbo.config import cli
from canbo.config.management.commands import review
from canbo.files.policy.current import current_pack
from factories.imports import HEAD, book
from factories.province import add, degree, person, small_province, studying, theory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
DAY = ["--as-of", "2026-11-23"]
CHAIR = "committee_vice_chair"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Canbo = Callable[..., Answer]


@pytest.fixture
def canbo(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Canbo:
    """Run `canbo` with arguments. The test's own connection stays open."""
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["canbo", *arguments])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def units() -> list[str]:
    """Two communes; of the vice chairs one is a master, one studies to become one, one is a bachelor."""
    units = small_province(2)
    add(
        [
            person("Lò Thị Ánh", units[0], CHAIR, degree("master"), theory("advanced")),
            person("Vàng A Páo", units[0], CHAIR, degree("bachelor"), studying("master", 2028)),
            person("Đỗ Văn Em", units[1], CHAIR, degree("bachelor"), theory("advanced")),
        ]
    )
    return units


def target(answer: Answer, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in answer.data["targets"] if item["code"] == code)
    return found


# --- the command itself -------------------------------------------------------------------------------------------


def test_it_lists_its_commands_in_both_languages(canbo: Canbo) -> None:
    asked, bare = canbo("--help"), canbo()

    assert (asked.code, bare.code) == (0, 2)
    for name, (vi, en) in cli.COMMANDS.items():
        assert name in asked.out
        assert vi in asked.out
        assert en in asked.out


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself_in_both_languages(canbo: Canbo, name: str) -> None:
    said = canbo(name, "--help")

    assert said.code == 0
    assert "usage" in said.out
    if name != "migrate":  # Django's own
        assert "cách gọi / usage" in said.out
        assert "Mã kết thúc" in said.out


def test_start_prepares_what_is_missing_and_serves(canbo: Canbo, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[int] = []

    class Server:
        def __init__(self, *_: Any, port: int, **__: Any) -> None:
            served.append(port)

        def serve(self) -> None:
            """Ends at once."""

    monkeypatch.setattr("canbo.config.management.commands.serve.Server", Server)
    first, later = (canbo("start", "--port", "8125", "--seed", "7") for _ in range(2))
    assert (first.code, later.code, served) == (0, 0, [8125, 8125])
    assert "cán bộ hư cấu" in first.out
    assert "hư cấu" not in later.out
    assert "http://127.0.0.1:8125/" in later.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["revew"],
        ["review", "--no-such-option"],
        ["review", "--as-of", "31/02/2026"],
        ["review", "--unit", "99999"],
        ["review", "--names"],
        ["review", "--save", "--unit", "03388"],
        ["review", "--what-if", "no-such-file.yaml"],
        ["import", "no-such-file.xlsx"],
        ["policy", "explain", "no.such.id"],
        ["policy", "check", "no-such-pack"],
        ["export"],
        ["export", "roster", "--unit", "99999"],
        ["export", "roster", "--output", "/dev/null/none.xlsx"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_reason(canbo: Canbo, units: list[str], arguments: list[str]) -> None:
    said = canbo(*arguments)

    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("canbo")


def test_a_near_miss_is_suggested(canbo: Canbo) -> None:
    assert "canbo review?" in canbo("revew").err


def test_the_answer_comes_in_the_language_asked(canbo: Canbo, units: list[str]) -> None:
    assert "Không có xã, phường mang mã 99999" in canbo("review", "--unit", "99999").err
    assert "99999" in canbo("review", "--unit", "99999", "--lang", "en").err
    assert "Không" not in canbo("review", "--unit", "99999", "--lang", "en").err


# --- review -------------------------------------------------------------------------------------------------------


def test_a_review_for_scripts(canbo: Canbo, units: list[str]) -> None:
    said = canbo("review", *DAY, "--format", "json")

    assert said.code == 0
    assert said.data["officials"] == 3
    found = target(said, "5a")
    assert (found["numerator"], found["denominator"], found["missing"], found["studying"]) == (1, 3, 2, 1)
    assert found["goal"] == {"at_least": 0.75, "more_than": None, "by": "2030-12-31", "yearly": False}
    assert target(said, "4a")["goal"]["yearly"] is True
    assert found["units"][units[1]] == {"met": 0, "gap": 1, "unknown": 0, "unsure": 0}
    assert "members" not in found
    assert "people" not in said.data


def test_with_names_every_number_opens_to_people(canbo: Canbo, units: list[str]) -> None:
    said = canbo("review", *DAY, "--format", "json", "--names")

    members = {item["name"]: (item["state"], item["studying"]) for item in target(said, "5a")["members"]}
    assert members == {"Lò Thị Ánh": ("met", False), "Vàng A Páo": ("gap", True), "Đỗ Văn Em": ("gap", False)}
    lacking = {item["name"]: item["gaps"] + item["unknown"] for item in said.data["people"]}
    assert any("political_theory" in standard for standard in lacking["Vàng A Páo"])
    assert not any("political_theory" in standard for standard in lacking["Lò Thị Ánh"])


def test_one_commune_counts_only_its_own(canbo: Canbo, units: list[str]) -> None:
    said = canbo("review", *DAY, "--unit", units[1], "--format", "json", "--names")

    assert said.data["officials"] == 1
    assert [item["name"] for item in target(said, "5a")["members"]] == ["Đỗ Văn Em"]


def test_every_key_of_the_review_is_documented(canbo: Canbo, units: list[str]) -> None:
    told = set(re.findall(r"`([\w.\[\]]+)`", (ROOT / "docs/admin/json.md").read_text(encoding="utf-8")))
    words = {part for name in told for part in re.split(r"[.\[\]]+", name)}
    data = canbo("review", *DAY, "--format", "json", "--names").data

    def keys(value: Any) -> set[str]:
        if isinstance(value, list):
            return {name for item in value for name in keys(item)}
        if isinstance(value, dict):
            inner = {name for key, item in value.items() if key != "units" for name in keys(item)}
            return set(value) | inner | {name for item in value.get("units", {}).values() for name in item}
        return set()

    assert keys(data) - words == set()


def test_a_review_for_a_terminal(canbo: Canbo, units: list[str]) -> None:
    vi, en = canbo("review", *DAY).out, canbo("review", *DAY, "--lang", "en").out

    assert "33,3%" in next(line for line in vi.splitlines() if line.startswith("5a"))
    assert "33.3%" in next(line for line in en.splitlines() if line.startswith("5a"))


def test_what_is_missing_is_a_range_on_a_terminal_too(canbo: Canbo, units: list[str]) -> None:
    lines = {line.split()[0]: line for line in canbo("review", *DAY).out.splitlines() if line}

    assert re.search(r"≥ 100%\s+\d+–\d+\s+[\d,]+%–[\d,]+%", lines["2d"])


def test_a_review_for_a_desk(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    said = canbo("review", *DAY, "--format", "xlsx", "--output", str(path))

    assert said.code == 0
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["Chỉ tiêu", "Còn thiếu", "Thừa, thiếu", "Theo ngành"]
    gaps = list(book["Còn thiếu"].iter_rows(min_row=2, values_only=True))
    mine = [row for row in gaps if row[1] == "Vàng A Páo" and row[6] == "chưa có số liệu"]
    assert mine
    assert all(row[3] and row[7] for row in gaps)
    measures = {row[0]: row for row in book["Chỉ tiêu"].iter_rows(min_row=2, values_only=True)}
    assert measures["5a"][2:4] == (1, 3)


def test_a_what_if_changes_the_answer_and_nothing_else(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    trial = tmp_path / "trial.yaml"
    trial.write_text(
        'title: {vi: "thử", en: "trial"}\ngoals:\n  "II.2.2(5)a": {at_least: 0.3, by: 2030-12-31}\n', encoding="utf-8"
    )
    before = target(canbo("review", *DAY, "--format", "json"), "5a")
    tried = target(canbo("review", *DAY, "--format", "json", "--what-if", str(trial)), "5a")

    assert (before["reached"], before["light"]) == (False, "at_risk")
    assert (tried["reached"], tried["light"], tried["missing"]) == (True, "achieved", 0)
    assert target(canbo("review", *DAY, "--format", "json"), "5a") == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: [", "trial.yaml"),
        ('title: {vi: "a", en: "b"}\ngoal: {}\nnothing: 1\n', "nothing"),
        ('title: {vi: "a", en: "b"}\ngoals:\n  "II.9": {at_least: 0.3, by: 2030-12-31}\n', "II.9"),
    ],
)
def test_a_bad_what_if_says_what_is_wrong(canbo: Canbo, units: list[str], tmp_path: Path, text: str, told: str) -> None:
    trial = tmp_path / "trial.yaml"
    trial.write_text(text, encoding="utf-8")
    said = canbo("review", *DAY, "--what-if", str(trial))

    assert said.code == 1
    assert told in said.err


def test_figures_are_kept_for_trends(canbo: Canbo, units: list[str]) -> None:
    assert canbo("review", *DAY, "--save").code == 0
    assert Snapshot.objects.get().officials == 3


# --- rosters in and out -------------------------------------------------------------------------------------------


def test_a_day_still_to_come_is_not_kept(canbo: Canbo, units: list[str]) -> None:
    vi, en = (canbo("review", "--as-of", "2026-11-24", "--save", "--lang", lang) for lang in ("vi", "en"))
    assert (vi.code, en.code, vi.out) == (2, 2, "")
    assert "hôm nay hoặc ngày đã qua" in vi.err
    assert "today or a past day" in en.err
    assert not Snapshot.objects.exists()


def test_a_database_without_tables_is_told_from_a_fault_of_ours(
    canbo: Canbo, units: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(sql: str) -> Callable[..., None]:
        def broken(*_: object) -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

        return broken

    monkeypatch.setattr(review, "review_records", run("SELECT 1 FROM no_such_table"))
    said = canbo("review", *DAY)
    assert said.code == 1
    assert "canbo migrate" in said.err

    monkeypatch.setattr(review, "review_records", run("INSERT INTO organisation_unit (id) VALUES (1)"))
    with pytest.raises(IntegrityError):
        canbo("review", *DAY)


def test_what_was_exported_comes_back_unchanged(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    assert canbo("export", "roster", *DAY, "--output", str(path)).code == 0
    said = canbo("import", *DAY, "--format", "json", str(path))

    assert said.code == 0
    assert {name: said.data[0][name] for name in ("error", "look", "update", "new", "unchanged")} == {
        "error": 0, "look": 0, "update": 0, "new": 0, "unchanged": 3
    }  # fmt: skip


def test_an_export_for_each_commune_says_whose_records_left(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    said = canbo("export", "roster", *DAY, "--each-unit", str(tmp_path / "out"))

    assert said.code == 0
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == len(units)
    assert Entry.objects.filter(action=Action.READ).count() == 3


def test_a_check_writes_nothing(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    canbo("export", "roster", *DAY, "--unit", units[0], "--output", str(path))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Ghi chú")
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "Lò Thị Ánh")
    sheet.cell(row, column).value = "Tăng cường từ tỉnh"
    book.save(path)
    said = canbo("import", *DAY, "--check", "--format", "json", str(path))

    assert (said.code, said.data[0]["state"], said.data[0]["update"]) == (0, "checked", 1)
    assert not Official.objects.filter(note="Tăng cường từ tỉnh").exists()

    assert canbo("import", *DAY, str(path)).code == 0
    assert Official.objects.filter(note="Tăng cường từ tỉnh").exists()


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(
    canbo: Canbo, units: list[str], tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    canbo("export", "roster", *DAY, "--output", str(good))
    bad.write_bytes(b"PK\x03\x04 cut off")
    said = canbo("import", *DAY, "--format", "json", str(bad), str(good))

    assert said.code == 1
    assert [item["state"] for item in said.data] == ["refused", "written"]
    assert said.data[0]["problems"][0]["message"]


def roster(tmp_path: Path, head: tuple[str, ...] = HEAD) -> Path:
    """A roster with a bad row, a total below it, and a second sheet."""
    place = f"Xã {current_pack().communes[0].name}"
    rows = [(1, "Lò Thị Hằng", "31/02/1985", CHAIR, place), (2, "Tẩn A Sần", "1990", CHAIR, place), ("Tổng cộng",)]
    path = tmp_path / "ds.xlsx"
    path.write_bytes(book({"Biểu 1": (head, rows), "Biểu 2": (HEAD, [(1, "Vàng Thị Mỷ", "1991", CHAIR, place)])}))
    return path


def test_a_script_is_told_everything_about_a_sheet(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    said = canbo("import", *DAY, "--format", "json", str(roster(tmp_path)))
    (told,) = said.data
    assert (said.code, told["sheet"], told["state"], told["new"], told["skipped"]) == (1, "Biểu 1", "written", 1, 0)
    (problem,) = told["problems"]
    assert (problem["sheet"], problem["expected"]) == ("Biểu 1", "ngày/tháng/năm, tháng/năm hoặc năm")
    assert [row["reason"] for row in told["skipped_rows"]] == ["total"]
    assert [item["name"] for item in told["absent"]] == ["Lò Thị Ánh", "Vàng A Páo"]
    assert told["other_sheets"] == [{"sheet": "Biểu 2", "rows": 1}]
    documented = (ROOT / "docs/admin/json.md").read_text(encoding="utf-8")
    assert [key for key in (*told, *problem) if not re.search(rf"`{key}(\[\])?`", documented)] == []


def test_every_sheet_is_taken_when_asked(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    said = canbo("import", *DAY, "--all-sheets", "--format", "json", str(roster(tmp_path)))
    assert [told["sheet"] for told in said.data] == ["Biểu 1", "Biểu 2"]
    assert Official.objects.filter(full_name="Vàng Thị Mỷ").exists()
    assert canbo("import", *DAY, "--sheet", "Biểu 9", str(roster(tmp_path))).code == 2


def test_guessed_columns_are_told_and_nothing_is_written(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    path = roster(tmp_path, ("STT", "Họ và tên", "Ngày sinhh", "Vị trí việc làm", "Xã, phường"))
    said = canbo("import", *DAY, "--sheet", "Biểu 1", "--format", "json", str(path))
    (told,) = said.data
    assert (said.code, told["state"], told["guessed"][0]["field"]) == (1, "mapping", "birth")
    assert not Official.objects.filter(full_name="Tẩn A Sần").exists()
    canbo("import", *DAY, "--sheet", "Biểu 1", "--accept-guesses", str(path))
    assert Official.objects.filter(full_name="Tẩn A Sần").exists()


# --- policy -------------------------------------------------------------------------------------------------------


def test_a_pack_is_checked(canbo: Canbo, tmp_path: Path) -> None:
    assert canbo("policy", "check").code == 0
    assert canbo("policy", "check", "vietnam", "--format", "json").data["problems"] == []

    (tmp_path / "pack.yaml").write_text("id: broken\nid: twice\nnothing: 1\n", encoding="utf-8")
    said = canbo("policy", "check", str(tmp_path), "--format", "json")
    assert said.code == 1
    assert all({"file", "line", "found", "vi", "en"} == set(problem) for problem in said.data["problems"])
    assert said.data["problems"]


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ("5a", "target"),
        ("II.2.2(5)a", "target"),
        ("II.2.2(5)", "clause"),
        ("forecast.watch_margin", "parameter"),
        ("programme.start", "parameter"),
        ("section_leader.political_theory", "standard"),
    ],
)
def test_an_id_is_explained(canbo: Canbo, wanted: str, kind: str) -> None:
    said = canbo("policy", "explain", wanted, "--format", "json")

    assert said.code == 0
    assert [item["kind"] for item in said.data] == [kind]
    assert canbo("policy", "explain", wanted).out.startswith(said.data[0]["id"])
    assert canbo("policy", "explain", wanted, "--lang", "en").out != canbo("policy", "explain", wanted).out


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (["review", "--format", "json", "--names"], ""),
        (["review", "--format", "xlsx"], "review.xlsx"),
        (["export", "snapshot"], "kept.xlsx"),
        (["export", "roster"], "roster.xlsx"),
    ],
)
def test_who_is_named_in_what_leaves_has_an_entry(
    canbo: Canbo, units: list[str], tmp_path: Path, arguments: list[str], file: str
) -> None:
    canbo("review", *DAY, "--save")
    canbo("review", *DAY)
    canbo("review", *DAY, "--format", "json")
    assert not Entry.objects.filter(action=Action.READ).exists()

    output = ["--output", str(tmp_path / file)] if file else []
    assert canbo(*arguments, *DAY, *output).code == 0
    handed = Entry.objects.filter(action=Action.READ)
    assert sorted(handed.values_list("row", flat=True)) == sorted(Official.objects.values_list("pk", flat=True))
    assert all(file in reason for reason in handed.values_list("reason", flat=True))


def test_a_file_that_cannot_be_written_leaves_no_entry(canbo: Canbo, units: list[str]) -> None:
    assert canbo("export", "roster", *DAY, "--output", "/dev/null/none.xlsx").code == 2
    assert not Entry.objects.filter(action=Action.READ).exists()


def test_figures_that_were_kept_stay_as_they_were(canbo: Canbo, units: list[str], tmp_path: Path) -> None:
    path = tmp_path / "kept.xlsx"
    assert canbo("export", "snapshot", *DAY, "--output", str(path)).code == 2
    canbo("review", *DAY, "--save")
    add([person("Giàng Thị Mỷ", units[1], CHAIR, degree("master"))])

    assert canbo("export", "snapshot", *DAY, "--output", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    (measure,) = [row for row in book["targets"].iter_rows(values_only=True) if row[:2] == ("II.2.2(5)a", None)]
    assert measure[2:8] == (1, 2, 0, 0, 1, 2)
    named = {row[1] for row in book["findings"].iter_rows(min_row=2, values_only=True)}
    assert named == {"Lò Thị Ánh", "Vàng A Páo", "Đỗ Văn Em"}

"""Plain cells of a row: names, dates, numbers, codes, places."""

from __future__ import annotations

import re
from datetime import date

from canbo.core.dates import PartialDate
from canbo.core.facts.scales import RATING
from canbo.core.people.record import Rated
from canbo.core.text.names import normalise, tidy_name
from canbo.core.text.numbers import NationalIdProblem, parse_decimal, parse_national_id, parse_over_scale, parse_step
from canbo.files.importing.fields import ImportField
from canbo.files.importing.job import Job, shown
from canbo.files.importing.marks import is_mark, is_no
from canbo.files.importing.places import Place
from canbo.files.importing.problems import Severity
from canbo.files.importing.reading.model import CellValue
from canbo.files.importing.reading.words import fold

_SINCE = re.compile(r"^(từ|kể từ)\s+(ngày\s+)?|\s*(-|–|đến|tới)\s*(nay|hiện nay)$", re.IGNORECASE)
_GRADE = re.compile(r"0?(\d{1,2})[.,](\d{3})")
_LISTS = {"sex": "sexes", "ethnic_group": "ethnic_groups", "category": "categories"}
_LENGTHS = {"grade": 20, "general_education": 20, "note": 500}
_LONGEST = 200
_WORKING = (18, 66)
"""Ages outside which a birth date is looked at: a slip of the pen, not a rule of law."""


def read_id(job: Job, item: ImportField, cell: CellValue) -> None:
    text = str(cell).strip()
    if text.isdigit():
        setattr(job.draft, "hidden_id" if item.name == "id" else "version", int(text))


def read_name(job: Job, item: ImportField, cell: CellValue) -> None:
    """Every syllable of a name begins with a capital, which old fonts could not always write."""
    words = tidy_name(str(cell)).split()
    job.draft.values["full_name"] = " ".join(word[:1].upper() + word[1:] for word in words)


def read_text(job: Job, item: ImportField, cell: CellValue) -> None:
    _keep_text(job, item, normalise(str(cell)))


def _keep_text(job: Job, item: ImportField, text: str) -> None:
    longest = _LENGTHS.get(item.key, _LONGEST)
    if len(text) > longest:
        job.problem("too_long", item.name, text, severity=Severity.LOOK, longest=longest)
    place = job.draft.assignment if item.key == "grade" else job.draft.values
    place[item.key] = text[:longest]


def read_grade(job: Job, item: ImportField, cell: CellValue) -> None:
    """A rank by its code, which Excel takes for a number: 01.003 becomes 1.003."""
    text = f"{cell:.3f}" if isinstance(cell, float) else normalise(str(cell))
    code = _GRADE.fullmatch(text)
    _keep_text(job, item, f"{int(code.group(1)):02d}.{code.group(2)}" if code else text)


def read_school(job: Job, item: ImportField, cell: CellValue) -> None:
    """A class of school as `12/12`, which Excel takes for a day."""
    step = parse_step(cell) if isinstance(cell, date) else None
    _keep_text(job, item, f"{step[0]}/{step[1]}" if step else normalise(str(cell)))


def read_step(job: Job, item: ImportField, cell: CellValue) -> None:
    """A pay step as `4/9`, which Excel takes for a day, or its number alone."""
    step, text = parse_step(cell), normalise(str(cell))
    alone = re.fullmatch(r"(?:bậc )?(\d{1,2})(?:\.0)?(?!\d).{0,20}", text, re.IGNORECASE)
    if step:
        job.draft.assignment[item.key] = f"{step[0]}/{step[1]}"
    elif alone and "/" not in text:
        job.draft.assignment[item.key] = alone.group(1)
    else:
        job.problem("bad_step", item.name, cell, severity=Severity.LOOK)
    _over_scale(job, text)


def read_decimal(job: Job, item: ImportField, cell: CellValue) -> None:
    """A coefficient; the allowance above the last step that stands beside it goes into the note."""
    value = parse_decimal(cell)
    if value is None or not 0 < value < 100:
        job.problem("bad_number", item.name, cell)
        return
    job.draft.assignment[item.key] = round(value, 2)
    _over_scale(job, str(cell))


def _over_scale(job: Job, text: str) -> None:
    percent = parse_over_scale(text)
    if percent is not None:
        said = f"Phụ cấp vượt khung {percent.normalize():f}%".replace(".", ",")
        notes = [note for note in (job.draft.values.get("note") or normalise(job.text("note")), said) if note]
        job.draft.values["note"] = "; ".join(dict.fromkeys("; ".join(notes).split("; ")))


def read_note(job: Job, item: ImportField, cell: CellValue) -> None:
    if "note" not in job.draft.values:
        _keep_text(job, item, normalise(str(cell)))


# --- dates -----------------------------------------------------------------------------------------------------------


def read_date(job: Job, item: ImportField, cell: CellValue) -> None:
    since = item.key == "start" and isinstance(cell, str)
    value = job.when(item.name, _SINCE.sub("", normalise(str(cell))) if since else cell)
    if value is None:
        return
    if item.key == "start":
        job.draft.start = value
    elif item.key == "birth":
        _birth(job, item.name, value, cell)
    else:
        job.draft.values[item.key] = value
        if item.key in ("party_joined", "party_official"):
            job.draft.values.setdefault("party_member", True)


def _birth(job: Job, name: str, value: PartialDate, cell: CellValue) -> None:
    age = job.on.year - value.year
    if not _WORKING[0] <= age <= _WORKING[1]:
        job.problem("odd_age", name, cell, age=age, severity=Severity.LOOK)
    job.draft.values["birth"] = value


def read_split_birth(job: Job, item: ImportField, cell: CellValue) -> None:
    """The birth date in the column of one sex; a mark there tells only the sex."""
    if "birth_male" in job.cells and "birth_female" in job.cells:
        if item.key == "male":
            both = f"{shown(job.cells['birth_male'])} | {shown(job.cells['birth_female'])}"
            job.problem("two_births", item.name, both)
        return
    if not is_mark(cell):
        value = job.when(item.name, cell)
        if value is None:
            return
        _birth(job, item.name, value, cell)
    job.draft.values["sex"] = item.key


# --- sex, codes, yes and no ------------------------------------------------------------------------------------------


def read_sex_mark(job: Job, item: ImportField, cell: CellValue) -> None:
    """A mark in the column of one sex, or the word for it; what says no is the other sex."""
    told = job.words.code("sexes", str(cell)).code
    other = "male" if item.key == "female" else "female"
    found = told or (item.key if is_mark(cell) else other if is_no(cell) else None)
    if found is None:
        job.problem("not_a_mark", item.name, cell)
    elif job.draft.values.get("sex", found) != found:
        job.problem("two_sexes", item.name, cell)
    else:
        job.draft.values["sex"] = found


def read_yes(job: Job, item: ImportField, cell: CellValue) -> None:
    """Yes or no; a date in the column of Party members says since when."""
    if is_mark(cell) or fold(str(cell)) in ("dang vien", "chinh thuc", "du bi", "roi", "da vao"):
        job.draft.values[item.key] = True
    elif is_no(cell) or fold(str(cell)) in ("quan chung", "doan vien", "khong phai"):
        job.draft.values[item.key] = False
    elif isinstance(cell, date) or re.search(r"(19|20)\d\d", str(cell)):
        when = job.when(item.name, cell)
        if when is not None:
            job.draft.values.setdefault("party_joined", when)
            job.draft.values[item.key] = True
    else:
        job.problem("unknown_word", item.name, cell)


def read_code(job: Job, item: ImportField, cell: CellValue) -> None:
    list_id = _LISTS[item.key]
    code = job.code_of(item.name, list_id, job.words.code(list_id, str(cell)), str(cell))
    if code is not None:
        (job.draft.assignment if item.key == "category" else job.draft.values)[item.key] = code


def read_religion(job: Job, item: ImportField, cell: CellValue) -> None:
    """A religion by its name in the list; none is an answer, a blank is none."""
    word = "-" if normalise(str(cell)) in ("-", "–", "—") else str(cell)
    meaning = job.words.code("religions", "Không" if word == "-" else word)
    if meaning.code is None:
        job.problem("unknown_word", item.name, word, meaning=meaning, kind="religions", severity=Severity.LOOK)
    else:
        job.draft.values["religion"] = job.words.title("religions", meaning.code)


def read_national_id(job: Job, item: ImportField, cell: CellValue) -> None:
    try:
        read = parse_national_id(cell)
    except NationalIdProblem as problem:
        code = "old_national_id" if problem.reason == "old_card" else "bad_national_id"
        job.problem(code, item.name, cell)
        return
    if read is not None:
        digits, restored = read
        job.draft.values["national_id"] = digits
        if restored:
            job.problem("restored_zero", item.name, digits, severity=Severity.LOOK)


def read_rating(job: Job, item: ImportField, cell: CellValue) -> None:
    code = job.code_of(item.name, "rating", job.words.level("rating", str(cell)), str(cell))
    if code == "exempt":
        job.draft.rating = Rated(job.rating_year, exempt=True)
    elif code is not None:
        job.draft.rating = Rated(job.rating_year, RATING.rank(code))


# --- places ----------------------------------------------------------------------------------------------------------


def read_native(job: Job, item: ImportField, cell: CellValue) -> None:
    """A native place outside the province's communes is kept as text."""
    found = job.words.place(str(cell))
    job.draft.values["native_unit"] = found.code if found else None
    job.draft.values["native_place"] = "" if found else normalise(str(cell))[:_LONGEST]
    tell_former(job, item.name, found)


def tell_former(job: Job, name: str, place: Place | None) -> None:
    """Say which commune of today a former name led to."""
    if place is not None and place.former:
        job.notice("former_name", name, place.former, now=job.words.places.title(place.code))


def ignore(job: Job, item: ImportField, cell: CellValue) -> None:
    """A column such as the running number, or one that is read together with another."""

"""Where somebody serves: commune, body and positions of a row."""

from __future__ import annotations

from canbo.core.text.names import normalise
from canbo.files.importing.cells import tell_former
from canbo.files.importing.job import Job
from canbo.files.importing.meaning import Meaning
from canbo.files.importing.places import Place
from canbo.files.importing.problems import Severity


def read_place(job: Job, own: str | None) -> None:
    """The commune and the body: what the row writes, else the headings above it, else the commune of the whole file."""
    _read_body(job)
    written, groups = job.text("unit"), reversed(job.draft.row.groups)
    beside = () if written else (*groups, job.text("body"))
    found = job.words.place(written) if written else _first(job, *beside)
    tell_former(job, "unit" if written else "body", found)
    job.draft.unit = found.code if found else None if written else own
    if job.draft.unit is None:
        job.problem("unknown_word" if written else "missing_unit", "unit", written)


def _first(job: Job, *texts: str) -> Place | None:
    return next((found for text in texts if text and (found := job.words.place(text))), None)


def _read_body(job: Job) -> None:
    """A body that no list has is looked at; a commune's name in its column is none."""
    written, words = job.text("body"), job.words
    told = (written, *reversed(job.draft.row.groups))
    body = next((found for text in told if text and (found := words.body(text))), None)
    block = next((found for text in told if text and (found := words.titles.block(text))), None)
    job.draft.assignment["body"] = body or block
    if written and not (words.body(written) or words.titles.block(written) or words.place(written)):
        meaning = Meaning(None, words.titles.bodies_like(written))
        job.problem("unknown_body", "body", written, meaning=meaning, kind="body", severity=Severity.LOOK)


def read_positions(job: Job) -> None:
    """The positions of a cell, the main one first. A body written beside decides between equal titles.

    Main is the first that counts in staffing: "Phó Bí thư, Chủ tịch UBND" names the Party post before the seat held. In
    a form that was exported it is the first.
    Seats in committees and councils are no positions; they are left out with a notice, unless nothing else is written.
    """
    titles, body = job.words.titles, job.draft.assignment.get("body")
    words = titles.split(job.text("position"), body)
    members = [word for word in words if titles.is_membership(word)]
    for word in words:
        if word in members and len(members) < len(words):
            job.notice("no_position", "position", word)
        else:
            _read_position(job, word, body)
    if job.draft.hidden_id is None:
        job.draft.positions.sort(key=lambda code: not titles.counts(code, job.on))  # stable: else as written


def _read_position(job: Job, written: str, body: str | None) -> None:
    word = normalise(job.words.titles.with_part(written, job.text("body")))
    studied = [held.field_code for held in job.draft.held if held.field_code]
    meaning = job.words.position(word, body, studied)
    if meaning.code is not None:
        codes = (code.strip() for code in meaning.code.split(";"))
        job.draft.positions += [code for code in codes if code not in job.draft.positions]
    elif meaning.of_row:
        job.problem("which_position", "position", word, meaning=meaning, severity=Severity.LOOK)
    else:
        kind = f"position@{body}" if body else "position"
        job.problem("unknown_position", "position", word, meaning=meaning, kind=kind)

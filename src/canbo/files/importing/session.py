"""One import from file to record: receive, map, check, answer. `writing` writes it. Pages and the command call this."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from canbo.apps.accounts.models import User
from canbo.apps.importing import queries, services
from canbo.apps.importing.models import RECORDED, State, Upload
from canbo.core.access import Scope
from canbo.core.dates import PartialDate
from canbo.core.policy.model import Pack
from canbo.files.importing.absent import absent_key, decision_of
from canbo.files.importing.answers import NotAsked, correction_of, is_answer, is_column, known_words
from canbo.files.importing.check import Check, Checker
from canbo.files.importing.draft import Reader, rating_year
from canbo.files.importing.mapping import ColumnMap, map_columns
from canbo.files.importing.plan import digest_of, row_key
from canbo.files.importing.problems import LATER, SKIP, Problem, refusal_text
from canbo.files.importing.reading.book import read_book
from canbo.files.importing.reading.limits import MAX_BYTES
from canbo.files.importing.reading.model import Book, Notice, Refusal, Table
from canbo.files.importing.reading.words import fold
from canbo.files.importing.token import origin_of
from canbo.files.importing.vocabulary import Vocabulary

_log = logging.getLogger(__name__)


class NotReadable(Exception):
    """The upload was refused, or its time is over: there is nothing to check."""


@dataclass(frozen=True)
class Preview:
    """An upload as it stands: what was read, how columns were mapped, and, once mapped, the dry run."""

    upload: Upload
    book: Book
    table: Table
    columns: ColumnMap
    words: Vocabulary
    check: Check | None

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.book.tables

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.book.notices

    @cached_property
    def token(self) -> str:
        """What is shown, in short: whoever writes says by it what he has seen."""
        assert self.check is not None
        return digest_of(sorted(self.check.digests.items()))


# --- receiving -------------------------------------------------------------------------------------------------------


def receive(name: str, content: bytes, user: User | None, pack: Pack, scope: Scope) -> Upload:
    """Take a file in and look into it. It is kept as it came before that; one that cannot be read is kept too."""
    return read(keep(name, content, user), pack, scope)


def keep(name: str, content: bytes, user: User | None) -> Upload:
    """Take a file in to be read later: of many files each is read by itself, so that none holds up the others."""
    services.forget_expired()
    return services.store(name, content, user)


def refuse_large(name: str, size: int, user: User | None) -> Upload:
    """Take note of a file that is too large to be kept."""
    upload = services.store(name, b"", user)
    return _refused(upload, Refusal("too_large", {"megabytes": round(size / 1024 / 1024, 1), "limit": MAX_BYTES}))


def read(upload: Upload, pack: Pack, scope: Scope) -> Upload:
    """Look into a file that was received; what was read before stays as it is."""
    try:
        book = read_book(upload.name, upload.content)
    except Exception:
        _log.exception("a roster could not be read: upload %s", upload.pk)
        book = Refusal("unreadable")
    if isinstance(book, Refusal):
        return _refused(upload, book)
    table = book.table(upload.sheet)
    unit = _own_unit(upload.name, table, Vocabulary(pack), scope)
    words = Vocabulary(pack, known_words(pack, queries.remembered_words(unit or "")))
    columns = _columns(table, words, {}, unit or "")
    state = State.CHECKED if columns.is_sure else State.MAPPING
    origin = origin_of(table, upload, scope)
    return services.take_in(upload, state=state, unit_code=unit or "", sheet=table.key, origin=origin)


def _refused(upload: Upload, refusal: Refusal) -> Upload:
    return services.take_in(upload, state=State.REFUSED, problems=[refusal_text(refusal)])


def take_sheets(upload: Upload, keys: list[str], user: User | None, pack: Pack, scope: Scope) -> list[Upload]:
    """The other tables of the file as uploads of their own."""
    return [read(item, pack, scope) for item in keep_sheets(upload, keys, user)]


def keep_sheets(upload: Upload, keys: list[str], user: User | None) -> list[Upload]:
    """The other tables of the file, to be read later."""
    return [services.store(upload.name, upload.content, user, sheet=key) for key in keys]


def _own_unit(name: str, table: Table, words: Vocabulary, scope: Scope) -> str | None:
    """The one commune that the file's name, sheet or title speaks of; a commune's account is its own answer."""
    if scope.units is not None and len(scope.units) == 1:
        return next(iter(scope.units))
    texts = [name.rsplit(".", 1)[0], table.sheet, *table.title_lines]
    folded = [f" {fold(text.replace('_', ' '))} " for text in texts]
    for text in folded:
        found = {c.code for c in words.pack.communes if _names(c.name, text)}
        if len(found) == 1:
            return found.pop()
    return None


def _names(commune: str, text: str) -> bool:
    key = fold(commune)
    return any(f" {kind}{key} " in text for kind in ("xa ", "phuong ", "dang uy ", "")) and f" {key} " in text


# --- looking ---------------------------------------------------------------------------------------------------------


def preview(upload: Upload, pack: Pack, scope: Scope, on: date, book: Book | Refusal | None = None) -> Preview:
    """Read the file again and check it against the records of now. Writes nothing. Raises `NotReadable`.

    `book` is the same file, where it was read a moment ago.
    """
    if book is None:
        book = read_book(upload.name, upload.content) if upload.content else Refusal("empty")
    if isinstance(book, Refusal):
        raise NotReadable
    table = book.table(upload.sheet)
    words = Vocabulary(pack, known_words(pack, queries.remembered_words(upload.unit_code)))
    columns = _columns(table, words, upload.mapping, upload.unit_code)
    check = None
    if not columns.missing:
        year = rating_year(columns.header_of("rating", pack), on)
        reader = Reader(columns, words, upload.corrections, upload.unit_code or None, year, on)
        checker = Checker(
            pack, scope, on, upload.decisions, upload.done, frozenset(upload.meanwhile), table.key
        )  # fmt: skip
        check = checker.check(table.rows, reader)
    return Preview(upload, book, table, columns, words, check)


def show(upload: Upload, pack: Pack, scope: Scope, on: date, book: Book | None = None) -> Preview:
    """The preview that people are shown; what they see is kept, so that nothing else is written."""
    found = preview(upload, pack, scope, on, book)
    if found.check is not None:
        written = upload.summary.get("written", 0)
        told = {"written": written, "units": sorted({plan.draft.unit or "" for plan in found.check.plans})}
        seen, summary = found.check.digests, upload.summary | found.check.counts | told
        if seen != upload.seen or summary != upload.summary:
            services.change(upload, seen=seen, summary=summary)
            upload.seen, upload.summary = seen, summary
    return found


def _columns(table: Table, words: Vocabulary, chosen: Mapping[str, str], unit: str) -> ColumnMap:
    remembered, chosen = (
        {header: name for header, name in answers.items() if is_column(name, words.pack)}
        for answers in (queries.remembered_columns(unit), chosen)
    )
    return map_columns(table, words, remembered, chosen, unit_known=bool(unit))


# --- answering -------------------------------------------------------------------------------------------------------


def choose_columns(
    found: Preview, mapping: Mapping[str, str], *, unit: str, sheet: str, user: User | None, scope: Scope
) -> Upload:
    """People's mapping of headers to fields; remembered for the next file. Checked once nothing required is missing."""
    if not all(is_column(name, found.words.pack) for name in mapping.values()):
        raise NotAsked
    table = found.book.table(sheet)
    chosen = dict(mapping) if table is found.table else {}
    services.remember_columns(chosen, _whose(scope), user)
    columns = _columns(table, found.words, chosen, unit)
    state = State.MAPPING if columns.missing or not (chosen or columns.is_sure) else _checked(found.upload)
    return services.change(found.upload, mapping=chosen, unit_code=unit, sheet=table.key, state=state)


def answer(found: Preview, key: str, code: str, user: User | None, scope: Scope) -> Upload:
    """What a word means, for every row and every later file; where it differs from row to row, for this cell.

    One title can mean several posts, parted by semicolons.

    Raises `NotAsked` for a word that the file does not ask about, and for an answer that there is not.
    """
    problem = _asked(found, key)
    if not is_answer(found.words.pack, problem, code):
        raise NotAsked
    if not problem.kind:
        return correct(found, problem.row, problem.field_name, correction_of(found, problem, code))
    services.remember_word(problem.kind, fold(problem.found), code, _whose(scope), user)
    return services.change(found.upload, state=_checked(found.upload))


def decide(found: Preview, key: str, decision: str) -> Upload:
    """An answer to one question of one row. Raises `NotAsked`."""
    if decision not in (LATER, *_asked(found, key).allowed):
        raise NotAsked
    return _decided(found.upload, key, decision)


def skip(found: Preview, row: int) -> Upload:
    """Leave a row out of this import."""
    _known_row(found, row)
    return _decided(found.upload, row_key(row), SKIP)


def ask_again(found: Preview, row: int) -> Upload:
    """Take back every answer about a row, also that it is left out."""
    _known_row(found, row)
    kept = {key: said for key, said in found.upload.decisions.items() if not key.startswith(f"{row}-")}
    return services.change(found.upload, decisions=kept)


def correct(found: Preview, row: int, field: str, value: str) -> Upload:
    """Another value for one cell, as if the file said so; "" as if it were left blank."""
    _known_row(found, row)
    if not field or not is_column(field, found.words.pack):
        raise NotAsked
    upload = found.upload
    return services.change(upload, corrections=upload.corrections | {f"{row}:{field}": value})


def left(found: Preview, official_id: int, said: str, day: PartialDate | None) -> Upload:
    """What became of somebody who is not in the file. Raises `NotAsked`, `absent.BadDay`."""
    absent = next((a for a in _check(found).absent if a.state.official.pk == official_id), None)
    if absent is None:
        raise NotAsked
    return _decided(found.upload, absent_key(official_id), decision_of(absent, said, day))


def _decided(upload: Upload, key: str, decision: str) -> Upload:
    kept = {name: value for name, value in upload.decisions.items() if name != key}
    return services.change(upload, decisions=kept | ({key: decision} if decision else {}))


def _asked(found: Preview, key: str) -> Problem:
    problem = _check(found).problem(key)
    if problem is None:
        raise NotAsked
    return problem


def _known_row(found: Preview, row: int) -> None:
    if all(plan.draft.row.number != row for plan in _check(found).plans):
        raise NotAsked


def _check(found: Preview) -> Check:
    if found.check is None:
        raise NotAsked
    return found.check


def _checked(upload: Upload) -> State:
    return State.PARTLY if upload.state in RECORDED else State.CHECKED


def _whose(scope: Scope) -> str:
    """Whose memory an answer goes to: the commune's own, or the province's."""
    return next(iter(scope.units)) if scope.units is not None and len(scope.units) == 1 else ""

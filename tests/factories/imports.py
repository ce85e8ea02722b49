"""Rosters made on the spot, and an import driven as the pages drive it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from canbo.apps.accounts.models import User
from canbo.apps.importing.models import Upload
from canbo.core.access import Scope
from canbo.core.policy.model import Pack
from canbo.files.importing import session, writing
from canbo.files.importing.plan import RowPlan
from canbo.files.importing.problems import Problem
from canbo.files.importing.session import Preview
from factories.province import DAY

HEAD = ("STT", "Họ và tên", "Ngày sinh", "Vị trí việc làm", "Xã, phường")


def sheet(*rows: Sequence[Any], head: Sequence[str] = HEAD, name: str = "Cán bộ", hide: Sequence[int] = ()) -> bytes:
    """A workbook of one sheet; data begins in row 2. `hide` are the rows that Excel hides."""
    return book({name: (head, rows)}, hide)


def book(sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[Any]]]], hide: Sequence[int] = ()) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        for name, (head, rows) in sheets.items():
            page = made.add_worksheet(name)
            for number, row in enumerate([head, *rows]):
                for place, value in enumerate(row):
                    page.write(number, place, value)
            for number in hide:
                page.set_row(number - 1, None, None, {"hidden": True})
    return buffer.getvalue()


@dataclass
class Import:
    """One upload in somebody's hands."""

    pack: Pack
    upload: Upload
    scope: Scope
    user: User | None = None

    @classmethod
    def of(
        cls, pack: Pack, content: bytes, scope: Scope | None = None, name: str = "ds.xlsx", user: User | None = None
    ) -> Import:
        scope = scope or Scope.province()
        return cls(pack, session.receive(name, content, user, pack, scope), scope, user)

    def reload(self) -> Upload:
        self.upload = Upload.objects.get(pk=self.upload.pk)
        return self.upload

    def look(self) -> Preview:
        return session.preview(self.reload(), self.pack, self.scope, DAY)

    def show(self) -> Preview:
        return session.show(self.reload(), self.pack, self.scope, DAY)

    @property
    def plans(self) -> dict[int, RowPlan]:
        check = self.look().check
        assert check is not None
        return {plan.draft.row.number: plan for plan in check.plans}

    @property
    def kinds(self) -> dict[int, str]:
        return {number: str(plan.kind) for number, plan in self.plans.items()}

    def problems(self, row: int) -> list[str]:
        return [problem.code for problem in self.plans[row].problems]

    def problem(self, row: int, code: str) -> Problem:
        plan = self.plans[row]
        return next(problem for problem in (*plan.problems, *plan.answered) if problem.code == code)

    def decide(self, row: int, code: str, answer: str) -> None:
        session.decide(self.look(), self.problem(row, code).key, answer)

    def correct(self, row: int, field: str, value: str) -> None:
        session.correct(self.look(), row, field, value)

    def write(self) -> Upload:
        self.upload = writing.write(self.reload(), self.user, self.pack, self.scope, DAY)
        return self.upload

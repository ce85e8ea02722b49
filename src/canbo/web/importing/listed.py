"""The uploads as their list shows them: one row a file, with its counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from canbo.apps.importing.models import State, Upload
from canbo.apps.organisation.queries import communes
from canbo.files.importing.plan import Kind
from canbo.web.shell.asked import Asked

_LOOKS = {
    State.RECEIVED: "unknown", State.REFUSED: "bad", State.MAPPING: "warn", State.CHECKED: "study",
    State.PARTLY: "warn", State.WRITTEN: "ok", State.DROPPED: "quiet", State.UNDONE: "quiet",
}  # fmt: skip
_COLUMNS = (Kind.ERROR, Kind.LOOK, Kind.UPDATE, Kind.NEW, Kind.UNCHANGED)


@dataclass(frozen=True)
class Listed:
    """A file: its commune, its state as a chip, and the rows of each class with its label, empty before the check.

    `own` says that the account gave it.
    """

    upload: Upload
    place: str
    look: str
    counts: tuple[tuple[str, int | str], ...]
    own: bool

    @property
    def is_open(self) -> bool:
        return self.upload.state in (State.MAPPING, State.CHECKED, State.PARTLY)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has looked into the file yet."""
        return self.upload.state == State.RECEIVED

    @property
    def reads_itself(self) -> bool:
        """Whether the list has it read: a file is read by the account that gave it, unless somebody opens it."""
        return self.is_waiting and self.own

    @property
    def sheet(self) -> str:
        """The sheet, where it is not just the file under another name."""
        return "" if self.upload.name.startswith(self.upload.sheet) else self.upload.sheet

    @property
    def can_be_written(self) -> bool:
        summary = self.upload.summary
        return self.upload.state in (State.CHECKED, State.PARTLY) and bool(summary.get("update") or summary.get("new"))


def place_of(upload: Upload, names: Mapping[str, str]) -> str:
    """The commune of a file: the one it was given for, or the only one its rows name. `names` are those in reach."""
    units = [upload.unit_code] if upload.unit_code else list(filter(None, upload.summary.get("units", [])))
    return names.get(units[0], "") if len(units) == 1 else ""


def place_names(asked: Asked) -> dict[str, str]:
    return {unit.code: str(unit) for unit in communes(asked.scope)}


def count_labels() -> list[str]:
    """What the numbers of a file are called."""
    return [_("lỗi"), _("cần xem"), _("cập nhật"), _("mới"), _("không đổi")]


def listed(uploads: Iterable[Upload], asked: Asked) -> list[Listed]:
    names, labels = place_names(asked), count_labels()
    return [
        Listed(
            upload,
            place_of(upload, names),
            _LOOKS[State(upload.state)],
            tuple((label, upload.summary.get(kind, "")) for label, kind in zip(labels, _COLUMNS, strict=True)),
            upload.uploaded_by_id == asked.user.pk,
        )
        for upload in uploads
    ]

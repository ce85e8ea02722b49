"""The uploads as their list shows them: one row a file, with its counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canbo.apps.importing.models import State, Upload
from canbo.apps.organisation.queries import communes
from canbo.files.importing.plan import Kind
from canbo.web.shell.asked import Asked

_LOOKS = {
    State.RECEIVED: "unknown", State.REFUSED: "bad", State.MAPPING: "warn", State.CHECKED: "study",
    State.PARTLY: "warn", State.WRITTEN: "ok", State.DROPPED: "quiet", State.UNDONE: "quiet",
}  # fmt: skip
COLUMNS = (Kind.ERROR, Kind.LOOK, Kind.UPDATE, Kind.NEW, Kind.UNCHANGED)


@dataclass(frozen=True)
class Listed:
    """A file: its commune, its state as a chip, and the rows of each class, empty before it was checked."""

    upload: Upload
    place: str
    look: str
    counts: tuple[int | str, ...]

    @property
    def is_open(self) -> bool:
        return self.upload.state in (State.MAPPING, State.CHECKED, State.PARTLY, State.RECEIVED)

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


def listed(uploads: Iterable[Upload], asked: Asked) -> list[Listed]:
    names = place_names(asked)
    return [
        Listed(
            upload,
            place_of(upload, names),
            _LOOKS[State(upload.state)],
            tuple(upload.summary.get(kind, "") for kind in COLUMNS),
        )
        for upload in uploads
    ]

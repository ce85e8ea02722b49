"""How an error workbook says whose rows it holds, so that it is recognised when it comes back mended."""

from __future__ import annotations

from django.core import signing

from canbo.apps.importing.models import Upload
from canbo.core.access import Scope
from canbo.files.importing.reading.model import Row, Table

HEADER = "Mã dòng (không sửa)"
"""The header of the hidden column that says which row of which upload a row was."""

_SALT = "canbo.error-workbook"


def token_of(upload: Upload, row: int) -> str:
    return signing.Signer(salt=_SALT).sign(f"{upload.pk}-{row}")


def read_token(text: str) -> tuple[int, int] | None:
    """The upload and the row of a token; None for anything else."""
    try:
        upload, _, row = signing.Signer(salt=_SALT).unsign(text).partition("-")
    except signing.BadSignature:
        return None
    return int(upload), int(row)


def column_of(table: Table) -> int | None:
    """Where the tokens stand in a table."""
    return next((column.index for column in table.columns if column.header == HEADER), None)


def rows_of(table: Table, origin: Upload) -> dict[int, int]:
    """The rows of a table by their number, with the row of the first file that each was."""
    place = column_of(table)
    if place is None:
        return {}
    told = ((row.number, _token(row, place)) for row in table.rows)
    return {number: token[1] for number, token in told if token is not None and token[0] == origin.pk}


def origin_of(table: Table, upload: Upload, scope: Scope) -> Upload | None:
    """The upload whose error workbook this is; a commune's account has to have given it itself."""
    place = column_of(table)
    tokens = (_token(row, place) for row in table.rows) if place is not None else ()
    first = next((token for token in tokens if token is not None), None)
    found = Upload.objects.filter(pk=first[0]).first() if first else None
    if found is None or (not scope.is_province and found.uploaded_by_id != upload.uploaded_by_id):
        return None
    return found


def _token(row: Row, place: int) -> tuple[int, int] | None:
    return read_token(str(row.values.get(place) or ""))

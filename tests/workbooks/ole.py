"""OLE containers, the outside of old Office files and of encrypted new ones."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

_SECTOR, _SMALLEST = 512, 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def ole(streams: Mapping[str, bytes | None]) -> bytes:
    """A container with these streams beside each other; None makes a storage. Short streams are filled up."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    bodies = {name: _padded(content) for name, content in streams.items() if content is not None}
    folders = -(-(len(names) + 1) // 4)
    sectors = folders + sum(len(body) // _SECTOR for body in bodies.values())
    tables = -(-sectors // (_SECTOR // 4 - 1))
    chain = [_FAT] * tables + _run(tables, folders)
    starts: dict[str, int] = {}
    for name, body in bodies.items():
        starts[name] = len(chain)
        chain += _run(len(chain), len(body) // _SECTOR)
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    entries = [_entry("Root Entry", _ROOT, child=1)]
    for place, name in enumerate(names, 1):
        kind = _STREAM if name in bodies else _STORAGE
        right = place + 1 if place < len(names) else _FREE
        size = max(len(streams[name] or b""), _SMALLEST) if kind == _STREAM else 0
        entries.append(_entry(name, kind, right=right, start=starts.get(name, 0), size=size))
    entries += [_entry("", 0)] * (folders * 4 - len(entries))
    fat = b"".join(number.to_bytes(4, "little") for number in chain)
    return _header(tables) + fat + b"".join(entries) + b"".join(bodies.values())


def _padded(content: bytes) -> bytes:
    length = max(len(content), _SMALLEST)
    return content + bytes(length + -length % _SECTOR - len(content))


def _run(first: int, count: int) -> list[int]:
    """The chain of neighbouring sectors."""
    return [after for _, after in pairwise(range(first, first + count))] + [_END]


def _header(tables: int) -> bytes:
    made = bytearray(b"\xff" * _SECTOR)
    made[:76] = bytes(76)
    made[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    made[24:34] = bytes([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0])
    made[44:48] = tables.to_bytes(4, "little")
    made[48:52] = tables.to_bytes(4, "little")
    made[56:60] = _SMALLEST.to_bytes(4, "little")
    made[60:64] = made[68:72] = _END.to_bytes(4, "little")
    made[64:68] = made[72:76] = bytes(4)
    for number in range(tables):
        made[76 + number * 4 : 80 + number * 4] = number.to_bytes(4, "little")
    return bytes(made)


def _entry(name: str, kind: int, *, child: int = _FREE, right: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    made = bytearray(128)
    text = name.encode("utf-16-le")
    made[: len(text)] = text
    made[64:66] = (len(text) + 2 if name else 0).to_bytes(2, "little")
    made[66], made[67] = kind, 1
    made[68:72] = _FREE.to_bytes(4, "little")
    made[72:76] = right.to_bytes(4, "little")
    made[76:80] = child.to_bytes(4, "little")
    made[116:120] = start.to_bytes(4, "little")
    made[120:124] = size.to_bytes(4, "little")
    return bytes(made)

"""What the icons draw in a square of 24 by 24, in the colour of the text."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_DRAWN = {
    "home": '<path d="m4 11 8-7 8 7v9H4zm6 9v-6h4v6"/>',
    "target": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1"/>',
    "people": '<circle cx="9" cy="8" r="4"/>'
    '<path d="M2 20c0-4 3-6 7-6s7 2 7 6M16 4.5a4 4 0 0 1 0 7M18.5 14.5c2.3.8 3.5 2.7 3.5 5.5"/>',
    "seat": '<path d="M4 20V9l8-5 8 5v11M8 20v-7h8v7M3 20h18"/>',
    "school": '<path d="m2 9 10-5 10 5-10 5zM6 11.5V16c3 3 9 3 12 0v-4.5M22 9v6"/>',
    "rate": '<path d="M6 5h12v16H6zM9 3h6v4H9zM9 14l2 2 4-4"/>',
    "screen": '<path d="M3 4h18v12H3zM12 16v4M8 20h8"/>',
    "doc": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "eye": '<path d="M2 12c5-8 15-8 20 0-5 8-15 8-20 0z"/><circle cx="12" cy="12" r="3"/>',
    "gear": '<path d="M4 7h8m4 0h4M4 17h4m4 0h8"/><circle cx="14" cy="7" r="2.5"/><circle cx="10" cy="17" r="2.5"/>',
    "grid": '<path d="M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16"/>',
    "book": '<path d="M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zv14"/>',
    "data": '<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0"/>',
    "search": '<circle cx="11" cy="11" r="7"/><path d="m16 16 5 5"/>',
    "up": '<path d="M12 16V4M7 9l5-5 5 5M4 20h16"/>',
    "down": '<path d="M12 4v12M7 11l5 5 5-5M4 20h16"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "edit": '<path d="m4 20 1-5L16 4l4 4L9 19zM13 7l4 4"/>',
    "undo": '<path d="M4 9h10a6 6 0 0 1 0 12H8M8 5 4 9l4 4"/>',
    "check": '<path d="m4 13 5 5L20 6"/>',
    "cross": '<path d="M5 5l14 14M19 5 5 19"/>',
    "warn": '<path d="M12 3 2 21h20zM12 10v5M12 18v.1"/>',
    "half": '<circle cx="12" cy="12" r="9"/><path fill="currentColor" d="M12 3a9 9 0 0 1 0 18z"/>',
    "arrow": '<path d="M4 12h16M13 5l7 7-7 7"/>',
    "ask": '<path d="M8 8c0-5 8-5 8 0 0 3-4 3-4 7M12 20v.1"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "fold": '<path d="m11 6-6 6 6 6M19 6l-6 6 6 6"/>',
}

ICONS: dict[str, SafeString] = {name: mark_safe(drawn) for name, drawn in _DRAWN.items()}  # noqa: S308 - written here

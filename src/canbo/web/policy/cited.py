"""Where something of a pack comes from: its document by number and title, and the state of the citation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canbo.core.policy.cited import Citation, Document
from canbo.core.policy.conditions import Language
from canbo.web.shell.asked import Asked


@dataclass(frozen=True)
class Source:
    cites: Citation
    document: Document | None
    number: str
    title: str
    note: str


def cited(asked: Asked, cites: Citation) -> Source:
    """The document of a citation; none when the pack does not carry it."""
    document = next((one for one in asked.pack.pack.documents if one.id == cites.document), None)
    note = cites.note.get(asked.language) if cites.note else ""
    if document is None:
        return Source(cites, None, "", "", note)
    return Source(cites, document, number_of(document, asked.language), document.title.get(asked.language), note)


def number_of(document: Document, language: Language) -> str:
    """The number of a document; one that has a Vietnamese word instead goes in English by the head of its title."""
    if language == "vi" or document.number[:1].isdigit():
        return document.number
    return re.split(",| of the ", document.title.en)[0]

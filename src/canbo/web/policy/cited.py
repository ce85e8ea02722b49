"""Where something of a pack comes from: its document by number and title, and the state of the citation."""

from __future__ import annotations

from dataclasses import dataclass

from canbo.core.policy.model import Citation, Document
from canbo.web.shell.asked import Asked


@dataclass(frozen=True)
class Source:
    cites: Citation
    document: Document | None
    title: str


def cited(asked: Asked, cites: Citation) -> Source:
    """The document of a citation; none when the pack does not carry it."""
    document = next((one for one in asked.pack.pack.documents if one.id == cites.document), None)
    return Source(cites, document, document.title.get(asked.language) if document else "")

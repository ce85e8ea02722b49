"""Looking for words in the texts of a pack."""

from __future__ import annotations

from collections.abc import Sequence

from canbo.core.text.names import search_key, search_tokens


def matching(texts: Sequence[str], query: str) -> bool:
    """Whether every word asked for begins a word of the texts, whatever its accents."""
    folded = search_key(" ".join(texts))
    return all(f" {token}" in folded for token in search_tokens(query))

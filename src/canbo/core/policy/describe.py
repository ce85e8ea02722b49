"""What an id of a pack stands for, in the words of one language and as values that a script can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from canbo.core.facts.columns import Grain
from canbo.core.policy.cited import Citation, Dated, Document, Text
from canbo.core.policy.conditions import Language
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Basis, Goal


@dataclass(frozen=True)
class Described:
    """One thing of a pack. `parts` holds texts, days, numbers, and for values and citations plain mappings."""

    kind: str
    id: str
    title: str
    parts: dict[str, Any]


def describe(wanted: str, words: Words) -> list[Described]:
    """Everything of the pack that has this id or code; a target also has a short code."""
    return [
        Described(kind, getattr(item, "id", None) or item.code, _title(item, words), _filled(parts(item, words)))
        for name, (kind, parts) in _KINDS.items()
        for item in getattr(words.pack.pack, name)
        if wanted in (getattr(item, "id", None), getattr(item, "code", None))
    ]


BASES: Mapping[Basis, Mapping[Language, str]] = {
    Basis.LEGAL: {"vi": "tiêu chuẩn", "en": "legal standard"},
    Basis.REFERENCE: {"vi": "tham khảo, chưa ràng buộc", "en": "for reference, not binding"},
    Basis.PROGRAMME: {"vi": "chương trình", "en": "programme"},
    Basis.COMPETENCY: {"vi": "khung năng lực", "en": "competency framework"},
}
"""What a standard rests on, in words."""

EACH_YEAR: Mapping[Language, str] = {"vi": "hằng năm", "en": "each year"}
"""What is said beside a goal that counts every year."""


def goal_text(goal: Goal, language: Language) -> str:
    """The goal as it is: 72.5% stays 72.5%."""
    percent = f"{(Decimal(str(goal.share)) * 100).normalize():f}"
    return f"{'≥' if goal.more_than is None else '>'} {percent.replace('.', ',') if language == 'vi' else percent}%"


def _title(item: Any, words: Words) -> str:
    title: Text = item.says if hasattr(item, "says") else item.title
    return title.get(words.language)


def _filled(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not there, but for the days on which something holds: null means without an end."""
    return {name: part for name, part in parts.items() if part not in (None, "", []) or name in ("since", "until")}


def _told(text: Text | None, words: Words) -> str | None:
    return text.get(words.language) if text else None


# --- by kind ---------------------------------------------------------------------------------------------------------


def _target(target: Any, words: Words) -> dict[str, Any]:
    grain = Grain.OFFICIAL if target.among else target.grain
    return {
        "code": target.code,
        "population": target.population and words.who(target.population, target.grain),
        "through": target.among and words.who(target.among),
        "passes_when": words.explain(target.measure, grain),
        "goal": goal_text(target.goal, words.language),
        "by": target.goal.by,
        "yearly": target.goal.yearly,
        "clause": target.clause,
        "lead": target.lead,
        "note": _told(target.note, words),
    }


def _standard(standard: Any, words: Words) -> dict[str, Any]:
    return {
        **_life(standard),
        "basis": str(standard.basis),
        "applies_to": words.who(standard.applies_to),
        "asks": words.explain(standard.requires),
        "target": standard.target,
        "cites": _cited(standard.cites, words),
    }


def _parameter(parameter: Any, words: Words) -> dict[str, Any]:
    values = [_life(dated) | {"value": dated.value, "cites": _cited(dated.cites, words)} for dated in parameter.values]
    return {"unit": parameter.unit, "values": values}


def _clause(clause: Any, words: Words) -> dict[str, Any]:
    return {"asks": clause.asks.get(words.language)}


def _position(position: Any, words: Words) -> dict[str, Any]:
    return {
        "title_group": words.code("title_groups", position.title_group),
        "body": words.code("bodies", position.body),
        "category": words.code("categories", position.category),
        "fields": [words.code("fields_of_study", prefix) for prefix in position.fields],
        "posts": position.posts,
        "cites": _cited(position.cites, words),
    }


def _body(body: Any, words: Words) -> dict[str, Any]:
    return {"block": words.code("blocks", body.block), "cites": _cited(body.cites, words)}


def _competency(competency: Any, words: Words) -> dict[str, Any]:
    return {"group": competency.group, "cites": _cited(competency.cites, words)}


def _task(task: Any, _: Words) -> dict[str, Any]:
    return {"clause": task.clause, "organ": task.organ, "by": task.by}


def _document(document: Document, words: Words) -> dict[str, Any]:
    return {
        "number": document.number,
        "issuer": _told(document.issuer, words),
        "signed": document.signed,
        "in_force": document.in_force,
        "replaced_by": document.replaced_by,
        "source": document.source,
    }


def _organ(_: Any, __: Words) -> dict[str, Any]:
    return {}


_KINDS: Mapping[str, tuple[str, Callable[[Any, Words], dict[str, Any]]]] = {
    "targets": ("target", _target),
    "standards": ("standard", _standard),
    "parameters": ("parameter", _parameter),
    "clauses": ("clause", _clause),
    "positions": ("position", _position),
    "bodies": ("body", _body),
    "competencies": ("competency", _competency),
    "tasks": ("task", _task),
    "documents": ("document", _document),
    "organs": ("organ", _organ),
}


# --- where it comes from ---------------------------------------------------------------------------------------------


def _life(dated: Dated) -> dict[str, Any]:
    return {"since": dated.since, "until": dated.until}


def _cited(citation: Citation, words: Words) -> dict[str, str | None]:
    """A citation with its document as people call it."""
    document = next((one for one in words.pack.pack.documents if one.id == citation.document), None)
    return {
        "document": citation.document,
        "number": document.number if document else None,
        "title": document.title.get(words.language) if document else None,
        "place": citation.place,
        "status": str(citation.status),
        "note": _told(citation.note, words),
    }

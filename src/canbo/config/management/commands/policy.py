"""`canbo policy check [PACK]` and `canbo policy explain ID`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from canbo.config.management.base import Command as Base
from canbo.config.management.base import Failed, both, day
from canbo.core.facts.columns import Grain
from canbo.core.policy.conditions import Language
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Citation, Goal, Pack, Standard, Target
from canbo.core.policy.resolve import PackAt, digest
from canbo.files.policy.reader import read_pack


class Command(Base):
    help = both("Kiểm tra, giải thích gói quy định", "Check and explain policy packs")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        actions = parser.add_subparsers(dest="action", required=True)
        check = actions.add_parser("check", help=both("tìm mọi lỗi của gói", "find every fault of a pack"))
        check.add_argument("pack", nargs="?", help=both("tên hoặc thư mục của gói", "name or folder of the pack"))
        explain = actions.add_parser(
            "explain", help=both("nói rõ một chuẩn, chỉ tiêu, tham số, điều khoản", "say what an id means")
        )
        explain.add_argument("id", help=both("mã, như II.2.2(5)a", "id, such as II.2.2(5)a"))
        explain.add_argument("--as-of", type=day, help=both("tại ngày", "on the day"))

    def handle(self, *args: Any, **options: Any) -> None:
        pack = self._read(options.get("pack"))
        if options["action"] == "check":
            self.stdout.write(_summary(pack))
            return
        as_of = options["as_of"] or timezone.localdate()
        lines = list(_explain(options["id"], PackAt(pack, as_of), options["lang"]))
        if not lines:
            raise Failed(f"{options['id']}: không có mã này trong gói / no such id in the pack")
        self.stdout.write("\n".join(lines))

    def _read(self, name: str | None) -> Pack:
        folder = Path(name or settings.POLICY_PACK)
        found = read_pack(folder.resolve() if folder.is_dir() else settings.POLICY_DIR / folder)
        if isinstance(found, Pack):
            return found
        for problem in found:
            place = f"{problem.place.file}:{problem.place.line}"
            self.stdout.write(f"{place}: “{problem.found}”: {problem.vi} / {problem.en}")
        raise Failed(f"{len(found)} lỗi; chưa nạp gì / {len(found)} faults; nothing was loaded")


def _summary(pack: Pack) -> str:
    counts = (
        (pack.clauses, "điều khoản", "clauses"),
        (pack.targets, "thước đo", "measures"),
        (pack.standards, "chuẩn", "standards"),
        (pack.parameters, "tham số", "parameters"),
        (pack.positions, "vị trí", "positions"),
        (pack.tasks, "nhiệm vụ", "tasks"),
    )
    told = ", ".join(f"{len(items)} {vi} ({en})" for items, vi, en in counts)
    return f"{pack.id} {digest(pack)[:12]}: {told}. Không có lỗi / no faults."


def _explain(wanted: str, pack: PackAt, language: Language) -> Iterator[str]:
    words = Words(pack, language)
    for target in pack.pack.targets:
        if wanted in (target.id, target.code):
            yield from _target(target, words)
    for standard in pack.pack.standards:
        if standard.id == wanted:
            yield from _standard(standard, words)
    for parameter in pack.pack.parameters:
        if parameter.id == wanted:
            yield f"{parameter.id}: {parameter.title.get(language)} ({parameter.unit})"
            yield from (
                f"  {v.since or '…'} – {v.until or '…'}: {v.value}   {_cited(v.cites)}" for v in parameter.values
            )
    for clause in pack.pack.clauses:
        if clause.id == wanted:
            yield from (clause.id, clause.says.get(language), "→ " + clause.asks.get(language))


def _target(target: Target, words: Words) -> Iterator[str]:
    yield f"{target.id} ({target.code}): {target.title.get(words.language)}"
    if target.population:
        yield "  " + _say(words, "đối tượng", "population") + words.explain(target.population, target.grain)
    if target.among:
        yield "  " + _say(words, "xét qua", "through") + words.explain(target.among)
    grain = Grain.OFFICIAL if target.among else target.grain
    yield "  " + _say(words, "đạt khi", "passes when") + words.explain(target.measure, grain)
    yield "  " + _say(words, "chỉ tiêu", "goal") + goal_text(target.goal)


def _standard(standard: Standard, words: Words) -> Iterator[str]:
    yield f"{standard.id}: {standard.title.get(words.language)} [{standard.basis}]"
    yield "  " + _say(words, "áp dụng cho", "applies to") + words.explain(standard.applies_to)
    yield "  " + _say(words, "cần", "asks") + words.explain(standard.requires)
    yield "  " + _say(words, "căn cứ", "cites") + _cited(standard.cites)


def _say(words: Words, vi: str, en: str) -> str:
    return f"{vi if words.language == 'vi' else en}: "


def goal_text(goal: Goal) -> str:
    sign = "≥" if goal.more_than is None else ">"
    return f"{sign} {goal.share:.0%} – {goal.by:%d/%m/%Y}"


def _cited(citation: Citation) -> str:
    return f"{citation.document} {citation.place or ''} [{citation.status}]"

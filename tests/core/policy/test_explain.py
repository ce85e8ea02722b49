"""Unit: conditions in words, Vietnamese and English: what is denied, what lies inside what, lists, verbs."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from canbo.core.facts.columns import FACTS, Grain, Kind
from canbo.core.policy.conditions import OPERATORS, Condition
from canbo.core.policy.explain import Words
from canbo.core.policy.model import CodeItem, CodeList
from canbo.core.policy.phrases import YES_NO
from factories.packs import fields_of_study, pack_at, parameter, position, text, value

read = TypeAdapter(Condition).validate_python
BLOCKS = CodeList(
    id="blocks",
    title=text(),
    items=[CodeItem(code="a", vi="Đảng, đoàn thể", en="Party, front"), CodeItem(code="b", vi="Xã", en="State")],
)
PACK = pack_at(
    positions=[position("land")],
    lists=[BLOCKS, fields_of_study("7480201")],
    parameters=[parameter("limit", value(0.5))],
)

A, B = {"fact": "degree", "at_least": "master"}, {"fact": "age", "more_than": 45}
A_VI, B_VI = "trình độ chuyên môn từ Thạc sĩ trở lên", "tuổi trên 45"
NOT_A_VI, NOT_B_VI = "trình độ chuyên môn dưới Thạc sĩ", "tuổi không quá 45"


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        (A, A_VI, "professional qualification is Master or higher"),
        ({"not": A}, NOT_A_VI, "professional qualification is below Master"),
        (
            {"fact": "degree", "more_than": "master"},
            "trình độ chuyên môn trên Thạc sĩ",
            "professional qualification is above Master",
        ),
        ({"fact": "age", "at_least": 30}, "tuổi từ 30 trở lên", "age is at least 30"),
        ({"fact": "age", "at_most": 45}, "tuổi không quá 45", "age is at most 45"),
        (
            {"fact": "years_left", "more_than": 6.5},
            "số năm công tác còn lại trên 6,5",
            "years of service left are more than 6.5",
        ),
        ({"fact": "block", "is": "b"}, "khối là Xã", "block is State"),
        ({"not": {"fact": "block", "is": "b"}}, "khối không phải là Xã", "block is not State"),
        (
            {"fact": "block", "one_of": ["a", "b"]},
            "khối là một trong (Đảng, đoàn thể; Xã)",
            "block is one of (Party, front; State)",
        ),
        (
            {"not": {"fact": "block", "one_of": ["a", "b"]}},
            "khối không phải là (Đảng, đoàn thể; Xã)",
            "block is none of (Party, front; State)",
        ),
        ({"fact": "fields", "includes": "7480201"}, "chuyên ngành có 7480201", "fields of study include 7480201"),
        (
            {"not": {"fact": "fields", "any_of": ["7480201"]}},
            "chuyên ngành không có ngành nào trong (7480201)",
            "fields of study include none of (7480201)",
        ),
        (
            {"fact": "assigned_on", "within_years": 3},
            "giữ vị trí không quá 3 năm",
            "in the position for at most 3 years",
        ),
        (
            {"not": {"fact": "assigned_on", "within_years": 1}},
            "giữ vị trí trên 1 năm",
            "in the position for more than 1 year",
        ),
        (
            {"fact": "knowledge_update_on", "within_years": {"parameter": "limit"}},
            "lần cập nhật kiến thức gần nhất trong 0,5 năm gần đây",
            "last knowledge update is within the last 0.5 years",
        ),
        (
            {"fact": "position_skills", "at_least": "completed"},
            "đã qua bồi dưỡng theo vị trí việc làm",
            "development by job position is completed",
        ),
        (
            {"not": {"fact": "position_skills", "is": "completed"}},
            "chưa qua bồi dưỡng theo vị trí việc làm",
            "development by job position is not completed",
        ),
        ({"fact": "holds_leadership", "is": False}, "không giữ chức vụ lãnh đạo, quản lý", "holds no leadership title"),
        ({"not": {"fact": "party_member", "is": False}}, "là đảng viên", "is a Party member"),
        (
            {"all": [A, B]},
            f"{A_VI} và {B_VI}",
            "professional qualification is Master or higher and age is more than 45",
        ),
        (
            {"not": {"all": [A, B]}},
            f"{NOT_A_VI} hoặc {NOT_B_VI}",
            "professional qualification is below Master or age is at most 45",
        ),
        (
            {"all": [B, {"any": [A, B]}]},
            f"{B_VI} và ({A_VI} hoặc {B_VI})",
            "age is more than 45 and (professional qualification is Master or higher or age is more than 45)",
        ),
        (
            {"all": [B, {"not": {"all": [A, B]}}]},
            f"{B_VI} và ({NOT_A_VI} hoặc {NOT_B_VI})",
            "age is more than 45 and (professional qualification is below Master or age is at most 45)",
        ),
        ({"not": {"not": A}}, A_VI, "professional qualification is Master or higher"),
        (
            {"all": [{"not": B}, {"any": [A]}]},
            f"{NOT_B_VI} và {A_VI}",
            "age is at most 45 and professional qualification is Master or higher",
        ),
    ],
)
def test_a_condition_explains_itself_in_both_languages(condition: Any, vi: str, en: str) -> None:
    assert Words(PACK, "vi").explain(read(condition)) == vi
    assert Words(PACK, "en").explain(read(condition)) == en


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        ({"fact": "degree", "at_least": "bachelor"}, "Đại học trở lên", "Bachelor or higher"),
        ({"fact": "degree", "one_of": ["bachelor", "master"]}, "Đại học; Thạc sĩ", "Bachelor; Master"),
        ({"fact": "age", "at_most": 45}, "không quá 45", "at most 45"),
        ({"fact": "field_suits", "is": True}, "Chuyên môn phù hợp vị trí", "Field of study suits the position"),
        ({"fact": "party_member", "is": False}, "Không phải đảng viên", "Is not a Party member"),
        ({"fact": "position_skills", "at_least": "completed"}, "Đã qua", "Completed"),
        ({"not": A}, NOT_A_VI, "professional qualification is below Master"),
    ],
)
def test_a_requirement_is_said_briefly(condition: Any, vi: str, en: str) -> None:
    assert Words(PACK, "vi").brief(read(condition)) == vi
    assert Words(PACK, "en").brief(read(condition)) == en


def test_every_fact_that_is_so_or_not_has_its_words() -> None:
    facts = {fact.name for grain in Grain for fact in FACTS[grain].values() if fact.kind is Kind.BOOL}
    assert facts == YES_NO.keys()


def test_every_operator_has_words_plain_and_denied() -> None:
    values = {"before": "2026-01-31", "within_years": 3}
    for name, kind in (("sex", Kind.CODE), ("degree", Kind.SCALE), ("age", Kind.SPAN), ("born_on", Kind.DATE)):
        for operator in OPERATORS[kind]:
            given: Any = values.get(operator, "master" if kind is Kind.SCALE else 45 if kind is Kind.SPAN else "male")
            test = TypeAdapter(Condition).validate_python(
                {"fact": name, operator: [given] if operator == "one_of" else given}, strict=False
            )
            for condition in (test, read({"not": test})):
                assert Words(PACK, "vi").explain(condition)
                assert Words(PACK, "en").explain(condition)

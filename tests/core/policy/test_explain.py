"""Unit: conditions in words, Vietnamese and English: what is denied, what lies inside what, lists, verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from canbo.core.facts.columns import FACTS, Grain, Kind
from canbo.core.policy.catalogue import CodeItem, CodeList, TitleGroup
from canbo.core.policy.cited import Text
from canbo.core.policy.conditions import OPERATORS, Condition
from canbo.core.policy.explain import Words
from canbo.core.policy.model import Pack
from canbo.core.policy.phrases import YES_NO
from factories.packs import fields_of_study, pack_at, parameter, position, text, value

read = TypeAdapter(Condition).validate_python
BLOCKS = CodeList(
    id="blocks",
    title=text(),
    items=[CodeItem(code="a", vi="Đảng, đoàn thể", en="Party, front"), CodeItem(code="b", vi="Xã", en="State")],
)
LISTS = {
    "categories": [("cadre", "cán bộ", "cadre"), ("servant", "công chức", "civil servant"), ("other", "khác", "other")],
    "sexes": [("female", "Nữ", "Female")],
    "ethnic_groups": [("01", "Kinh", "Kinh"), ("99", "người nước ngoài", "foreigner")],
}
GROUPS = (("leader", "Lãnh đạo xã", "Commune leaders"), ("head", "Trưởng phòng, ban", "Heads of sections, boards"),
          ("deputy", "UBND", "UBND"))  # fmt: skip
PACK = pack_at(
    positions=[position("land")],
    title_groups=[TitleGroup(code=code, title=Text(vi=vi, en=en), leadership=True, rank=1) for code, vi, en in GROUPS],
    lists=[
        BLOCKS,
        fields_of_study("7480201"),
        *(
            CodeList(id=name, title=text(), items=[CodeItem(code=code, vi=vi, en=en) for code, vi, en in items])
            for name, items in LISTS.items()
        ),
    ],
    parameters=[parameter("limit", value(0.5))],
)

A, B = {"fact": "degree", "at_least": "master"}, {"fact": "age", "more_than": 45}
A_VI, B_VI = "trình độ chuyên môn từ thạc sĩ trở lên", "trên 45 tuổi"
NOT_A_VI, NOT_B_VI = "trình độ chuyên môn dưới thạc sĩ", "không quá 45 tuổi"
A_EN, B_EN = "professional qualification is master or higher", "is aged over 45"
NOT_A_EN, NOT_B_EN = "professional qualification is below master", "is aged 45 or under"
STAFF = {"fact": "category", "one_of": ["cadre", "servant", "other"]}


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        (A, A_VI, A_EN),
        ({"not": A}, NOT_A_VI, NOT_A_EN),
        (
            {"fact": "degree", "more_than": "master"},
            "trình độ chuyên môn trên thạc sĩ",
            "professional qualification is above master",
        ),
        (
            {"fact": "foreign_language", "at_least": "b1"},
            "ngoại ngữ từ bậc 3 (B1) trở lên",
            "foreign language is level 3 (B1) or higher",
        ),
        (
            {"fact": "rating", "at_least": "good"},
            "năm gần nhất được xếp loại hoàn thành tốt nhiệm vụ trở lên",
            "was last rated completed well or higher",
        ),
        ({"fact": "age", "at_least": 30}, "từ 30 tuổi trở lên", "is aged 30 or over"),
        ({"fact": "age", "at_most": 45}, "không quá 45 tuổi", "is aged 45 or under"),
        (
            {"fact": "years_left", "more_than": 6.5},
            "còn trên 6,5 năm công tác",
            "has more than 6.5 years of service left",
        ),
        ({"fact": "years_left", "at_least": 1}, "còn từ 1 năm công tác trở lên", "has at least 1 year of service left"),
        ({"fact": "block", "is": "b"}, "thuộc Xã", "is in the State"),
        ({"not": {"fact": "block", "is": "b"}}, "không thuộc Xã", "is not in the State"),
        (
            {"fact": "block", "one_of": ["a", "b"]},
            "thuộc Đảng, đoàn thể hoặc Xã",
            "is in the Party, front or State",
        ),
        (
            {"not": {"fact": "block", "one_of": ["a", "b"]}},
            "không thuộc Đảng, đoàn thể hoặc Xã",
            "is not in the Party, front or State",
        ),
        (STAFF, "là cán bộ, công chức hoặc khác", "is a cadre, civil servant or other"),
        ({"not": STAFF}, "không phải là cán bộ, công chức hoặc khác", "is not a cadre, civil servant or other"),
        (
            {"fact": "title_group", "one_of": ["leader", "head", "deputy"]},
            "thuộc nhóm lãnh đạo xã; trưởng phòng, ban hoặc UBND",
            "is among the commune leaders; heads of sections, boards or UBND",
        ),
        ({"fact": "sex", "is": "female"}, "là nữ", "is female"),
        (
            {"not": {"fact": "ethnic_group", "one_of": ["01", "99"]}},
            "dân tộc không phải Kinh, không phải người nước ngoài",
            "ethnic group is neither Kinh nor foreigner",
        ),
        ({"fact": "fields", "includes": "7480201"}, "có chuyên ngành 7480201", "fields of study include 7480201"),
        (
            {"not": {"fact": "fields", "any_of": ["7480201"]}},
            "không có chuyên ngành 7480201",
            "fields of study do not include 7480201",
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
            "đã cập nhật kiến thức trong 0,5 năm gần đây",
            "updated knowledge within the last 0.5 years",
        ),
        (
            {"not": {"fact": "born_on", "before": date(1990, 5, 1)}},
            "sinh từ ngày 01/05/1990 trở đi",
            "was born on 01/05/1990 or later",
        ),
        (
            {"fact": "position_skills", "at_least": "completed"},
            "đã hoàn thành nội dung bồi dưỡng theo vị trí việc làm",
            "has completed development by job position",
        ),
        (
            {"not": {"fact": "position_skills", "is": "completed"}},
            "chưa hoàn thành nội dung bồi dưỡng theo vị trí việc làm",
            "has not completed development by job position",
        ),
        ({"fact": "holds_leadership", "is": False}, "không giữ chức vụ lãnh đạo, quản lý", "holds no leadership title"),
        ({"not": {"fact": "party_member", "is": False}}, "là đảng viên", "is a Party member"),
        ({"all": [A, B]}, f"{A_VI} và {B_VI}", f"{A_EN} and {B_EN}"),
        (
            {"all": [A, B, {"fact": "sex", "is": "female"}]},
            f"{A_VI}, {B_VI} và là nữ",
            f"{A_EN}, {B_EN} and is female",
        ),
        (
            {"all": [STAFF, B]},
            f"là cán bộ, công chức hoặc khác, đồng thời {B_VI}",
            f"is a cadre, civil servant or other, and {B_EN}",
        ),
        (
            {"any": [STAFF, A, B]},
            f"là cán bộ, công chức hoặc khác; {A_VI}, hoặc {B_VI}",
            f"is a cadre, civil servant or other; {A_EN}, or {B_EN}",
        ),
        ({"not": {"all": [A, B]}}, f"{NOT_A_VI} hoặc {NOT_B_VI}", f"{NOT_A_EN} or {NOT_B_EN}"),
        ({"all": [B, {"any": [A, B]}]}, f"{B_VI} và ({A_VI} hoặc {B_VI})", f"{B_EN} and ({A_EN} or {B_EN})"),
        (
            {"all": [B, {"not": {"all": [A, B]}}]},
            f"{B_VI} và ({NOT_A_VI} hoặc {NOT_B_VI})",
            f"{B_EN} and ({NOT_A_EN} or {NOT_B_EN})",
        ),
        ({"not": {"not": A}}, A_VI, A_EN),
        ({"all": [{"not": B}, {"any": [A]}]}, f"{NOT_B_VI} và {A_VI}", f"{NOT_B_EN} and {A_EN}"),
    ],
)
def test_a_condition_explains_itself_in_both_languages(condition: Any, vi: str, en: str) -> None:
    assert Words(PACK, "vi").explain(read(condition)) == vi
    assert Words(PACK, "en").explain(read(condition)) == en


@pytest.mark.parametrize(
    ("grain", "condition", "vi", "en"),
    [
        (Grain.OFFICIAL, {"fact": "title_group", "is": "leader"}, "người thuộc nhóm lãnh đạo xã",
         "whoever is among the commune leaders"),
        (Grain.OFFICIAL, {"fact": "field_suited_before", "is": False}, "người có chuyên môn không phù hợp tại mốc gốc",
         "whoever had no field of study that suited the position at the baseline"),
        (Grain.POST, {"fact": "counts_in_staffing", "is": True}, "chỗ tính vào biên chế",
         "whichever seat counts in staffing"),
        (Grain.COMMUNE, {"fact": "border", "is": True}, "xã, phường là xã biên giới",
         "whichever commune is a border commune"),
    ],
)  # fmt: skip
def test_a_condition_names_those_that_it_selects(grain: Grain, condition: Any, vi: str, en: str) -> None:
    assert Words(PACK, "vi").who(read(condition), grain) == vi
    assert Words(PACK, "en").who(read(condition), grain) == en


def test_groups_of_titles_have_names_that_stand_in_a_list(pack: Pack) -> None:
    assert not [group.code for group in pack.title_groups if "," in group.title.vi + group.title.en]


@pytest.mark.parametrize(
    ("condition", "vi", "en"),
    [
        ({"fact": "degree", "at_least": "bachelor"}, "Đại học trở lên", "Bachelor or higher"),
        ({"fact": "degree", "one_of": ["bachelor", "master"]}, "Đại học hoặc Thạc sĩ", "Bachelor or Master"),
        ({"fact": "age", "at_most": 45}, "không quá 45", "at most 45"),
        ({"fact": "field_suits", "is": True}, "Chuyên môn phù hợp vị trí", "Field of study suits the position"),
        ({"fact": "party_member", "is": False}, "Không phải đảng viên", "Is not a Party member"),
        ({"fact": "position_skills", "at_least": "completed"}, "Đã qua", "Completed"),
        ({"not": A}, NOT_A_VI, NOT_A_EN),
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


def test_a_phrase_made_for_people_is_not_used_for_a_seat() -> None:
    condition = read({"fact": "position", "is": "land"})
    assert Words(PACK, "vi").explain(condition).startswith("giữ vị trí ")
    assert Words(PACK, "vi").explain(condition, Grain.POST).startswith("vị trí việc làm là ")

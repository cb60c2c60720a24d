"""名册 in: by codes, by names within chosen towns, questions, and every defect."""

from __future__ import annotations

import pytest

from db.exchange import divisions
from db.exchange.importing import answered, apply
from db.exchange.previews import RowState
from evaluation.faults import RatingFault
from evaluation.gathering import name_on, village_by
from evaluation.places import VillageCode
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.villages import Town
from tests.db.exchange.conftest import CODES, ROUND, TOWN_A, TOWN_B
from tests.db.exchange.taking import faults, look, states, take


def names(office):
    found = sorted(
        office.register.find(Participation, round=ROUND), key=lambda member: member.position
    )
    return [name_on(office.register, member.village, "2026-12-31") for member in found]


def member(office, code):
    return office.register.get(Participation, ROUND, village_by(office.register, code))


GOOD = [
    ["示例旗2026年参评嘎查村名册"],
    [
        "序号",
        "旗县",
        "镇",
        "嘎查村名称",
        "统计用区划代码（12位）",
        "党组织名称",
        "是否参评",
        "不参评原因",
    ],
    [1, "示例旗", "示例镇", "东泉嘎查村民委员会", 159901100201, "中共东泉嘎查党支部", "是", ""],
    [2, "示例旗", None, "西岭嘎查", "159901100202", "", "否", "整村搬迁"],
    [None, None, None, "合计", 2],
    ["填表人：录入员甲"],
]


def test_a_roster_with_codes_under_a_title(empty_office, workbook):
    path = workbook(GOOD, merges=[(2, 2, 3, 2, "示例镇")])
    preview = take(empty_office, "roster", path)
    assert states(preview) == [RowState.ADDED, RowState.ADDED]
    assert [row.note for row in preview.rows if row.state is RowState.IGNORED] == [
        "合计行",
        "表尾说明",
    ]
    assert [row.address for row in preview.rows][:3] == ["D3", "D4", "D5"]
    first, second = names(empty_office)
    assert (first.name, first.official_name, first.organisation) == (
        "东泉嘎查",
        "东泉嘎查村民委员会",
        "中共东泉嘎查党支部",
    )
    assert second.code == "159901100202"
    assert empty_office.register.get(Town, TOWN_A) == Town(TOWN_A, "示例镇", "示例旗", 0)
    excluded = member(empty_office, "159901100202")
    assert excluded.status is ParticipationStatus.EXCLUDED
    assert excluded.reason == "整村搬迁"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_as_text(empty_office, text_table, encoding):
    path = text_table([["代码", "村名", "镇"], [CODES[0], "东泉嘎查", "示例镇"]], encoding)
    take(empty_office, "roster", path)
    assert [named.name for named in names(empty_office)] == ["东泉嘎查"]


def test_the_same_roster_again_changes_nothing(office, workbook):
    known = zip(CODES, names(office), strict=True)
    rows = [["代码", "嘎查村"], *([code, named.official_name] for code, named in known)]
    path = workbook(rows)
    before = office.register.path.read_bytes()
    preview = look(office, "roster", path)
    assert states(preview) == [RowState.SAME] * 5
    assert not preview.ready
    with pytest.raises(RatingFault, match="完全相同"):
        apply(office, preview)
    assert office.register.path.read_bytes() == before


def test_changes_are_told_and_what_is_not_written_stays(office, workbook):
    first = [["代码", "嘎查村", "党组织"], [CODES[0], "东泉嘎查", "中共东泉嘎查党支部"]]
    take(office, "roster", workbook(first))
    path = workbook(
        [["代码", "嘎查村", "参评情况", "原因"], [CODES[0], "东泉新嘎查", "不参评", "新设立"]]
    )
    preview = take(office, "roster", path)
    (row,) = preview.rows
    assert row.state is RowState.CHANGED
    assert [(item.what, item.before, item.after) for item in row.differences] == [
        ("名称", "东泉嘎查", "东泉新嘎查"),
        ("全称", "东泉嘎查", "东泉新嘎查"),
        ("参评情况", "参评", "不参评"),
        ("原因", "", "新设立"),
    ]
    assert names(office)[0].organisation == "中共东泉嘎查党支部"


def test_every_defect_with_its_cell(empty_office, workbook):
    path = workbook(
        [
            ["代码", "嘎查村", "镇", "是否参评", "考核类别"],
            ["15990110020", "少一位", "示例镇"],
            ["1.59901E+11", "科学计数", "示例镇"],
            ["159901100205", "", "示例镇"],
            ["159901100206", "甲村", ""],
            ["159901100207", "乙村", "示例镇"],
            ["159901100207", "丙村", "示例镇"],
            ["159901100208", "丁村", "示例镇", "否"],
            ["159901100209", "戊村", "示例镇", "也许"],
            ["159901100210", "己村", "示例镇", "", "牧区"],
            ["159901100211", "#DIV/0!", "示例镇"],
            ["", "", "示例镇", "是"],
        ]
    )
    found = faults(empty_office, "roster", path)
    assert set(found) == {"A2", "A3", "A4", "B5", "B7", "D8", "D9", "E10", "B11", "A12"}
    assert "少 1 位" in found["A2"]
    assert "科学计数法" in found["A3"]
    assert "没有名称" in found["A4"]
    assert "哪个镇" in found["B5"]
    assert "与 B6 重复" in found["B7"]
    assert "没有写原因" in found["D8"]
    assert "也许" in found["D9"]
    assert "考核类别" in found["E10"]
    assert "公式" in found["B11"]
    assert "没有名称也没有代码" in found["A12"]


def test_a_table_without_names_of_columns(empty_office, workbook):
    with pytest.raises(RatingFault, match="没有找到表头"):
        look(empty_office, "roster", workbook([["甲", "乙"], ["1", "2"]]))
    with pytest.raises(RatingFault, match="同一列"):
        look(empty_office, "roster", workbook([["代码", "村名", "村名"], [CODES[0], "甲", "乙"]]))
    nothing = look(empty_office, "roster", workbook([["代码", "村名"]]))
    assert nothing.faults[0].message.startswith("表头下面没有数据")


def a_town():
    """A town of the official list with at least two villages."""
    for county in divisions.counties("嘎查村"):
        for town in divisions.towns(county.code, "嘎查村"):
            if town.villages >= 3:
                return town
    raise AssertionError


def test_names_are_found_in_the_chosen_towns(empty_office, workbook):
    town = a_town()
    units = divisions.units(town.code, "嘎查村")[:2]
    rows = [["村名"], *([unit.name] for unit in units), ["毫不相干之名"]]
    preview = take(empty_office, "roster", workbook(rows), choose_towns=[town.code])
    assert [named.code for named in names(empty_office)] == [
        units[0].code,
        units[1].code,
        VillageCode.temporary(town.code, 1).text,
    ]
    assert preview.rows[2].note.startswith("临时编码")
    assert empty_office.register.get(Town, town.code).name == town.name


def test_names_without_towns_are_refused(empty_office, workbook):
    found = faults(empty_office, "roster", workbook([["村名"], ["甲村"]]))
    assert "没有选定所在的镇" in found["A2"]
    with pytest.raises(RatingFault, match="9 位乡级代码"):
        look(empty_office, "roster", workbook([["村名"], ["甲村"]]), choose_towns=["999999999"])


def test_a_name_in_two_towns_is_a_question(office, workbook):
    path = workbook([["村名", "党组织"], ["红星村", "中共红星村党支部"]])
    preview = look(office, "roster", path)
    (question,) = preview.questions
    assert question.address == "A2"
    assert [key for key, _ in question.choices] == [CODES[2], CODES[3], "temporary"]
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault, match="要您确认"):
        apply(office, preview)
    assert office.register.path.read_bytes() == before
    settled = answered(preview, office.register, {question.id: CODES[3]})
    assert settled.ready
    assert settled.asked == (question,)
    changes = apply(office, preview, {question.id: CODES[3]})
    assert changes.villages == {village_by(office.register, CODES[3])}
    assert names(office)[3].organisation == "中共红星村党支部"


def test_the_town_written_in_the_row_answers_the_question(office, workbook):
    path = workbook([["村名", "镇", "党组织"], ["红星村", "月亮苏木", "中共红星村党支部"]])
    take(office, "roster", path)
    assert names(office)[3].organisation == "中共红星村党支部"
    found = faults(office, "roster", workbook([["村名", "镇"], ["红星村", "别的镇"]]))
    assert "不在选定的镇里" in found["B2"]


def test_an_unknown_name_needs_its_town_when_several_are_chosen(office, workbook):
    path = workbook([["村名"], ["新设村"]])
    preview = look(office, "roster", path)
    (question,) = preview.questions
    assert [key for key, _ in question.choices] == [TOWN_A, TOWN_B]
    apply(office, preview, {question.id: TOWN_B})
    assert names(office)[-1].code == f"L{TOWN_B}001"


def test_an_official_code_takes_the_place_of_a_temporary_one(office, workbook):
    first = workbook([["村名", "镇"], ["新设村", "月亮苏木"]])
    take(office, "roster", first)
    temporary = f"L{TOWN_B}001"
    village = village_by(office.register, temporary)
    code = f"{TOWN_B}209"
    preview = look(office, "roster", workbook([["代码", "村名"], [code, "新设村"]]))
    (question,) = preview.questions
    apply(office, preview, {question.id: temporary})
    assert village_by(office.register, code) == village
    assert len(names(office)) == 6
    assert names(office)[-1].code == code


def test_a_code_that_names_another_village_is_a_question(empty_office, workbook):
    town = a_town()
    one, two = divisions.units(town.code, "嘎查村")[:2]
    preview = look(empty_office, "roster", workbook([["代码", "村名"], [one.code, two.name]]))
    (question,) = preview.questions
    assert one.name in question.text
    assert [key for key, _ in question.choices] == ["keep", two.code]
    apply(empty_office, preview, {question.id: two.code})
    assert [named.code for named in names(empty_office)] == [two.code]


def test_twelve_thousand_villages(empty_office, workbook):
    rows = [["代码", "村名", "镇"]]
    rows += [
        [str(159901100201000 // 1000 + (n // 150) * 1000 + n % 150), f"第{n}村", f"第{n // 150}镇"]
        for n in range(12000)
    ]
    preview = look(empty_office, "roster", workbook(rows))
    assert preview.faults == ()
    assert preview.count(RowState.ADDED) == 12000

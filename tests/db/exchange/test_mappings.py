"""Tables with column names of their own: asked column by column, remembered, and turned ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.exchange.folders import FileState, answered_folder, apply_folder, preview_folder
from db.exchange.importing import answered, apply
from db.exchange.previews import RowState
from evaluation.actions import signing
from evaluation.actions.imports import COLUMN_MAPPINGS
from evaluation.faults import RatingFault
from evaluation.gathering import village_by
from evaluation.rounds import Setting
from tests.db.exchange.conftest import CODES, ROUND
from tests.db.exchange.stored import stored_words
from tests.db.exchange.taking import look, states, take


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "收"
    path.mkdir()
    return path


OWN_HEAD = ["考核要点", "标号", "镇里打的分", "情况"]


def own_sheet(name, scores):
    return [
        [f"{name}自评表"],
        OWN_HEAD,
        *([f"要点{code}", code, score, "无误"] for code, score in scores.items()),
    ]


def by_words(questions, chosen):
    """question id → key, from words of the question to the key."""
    answers = {}
    for question in questions:
        (key,) = (key for words, key in chosen.items() if f"“{words}”" in question.text)
        assert key in [choice for choice, _ in question.choices], question
        answers[question.id] = key
    return answers


def stored(office, place, step="self"):
    village = village_by(office.register, CODES[place])
    return stored_words(office.register, ROUND, village, step)


CHOSEN = {"考核要点": "skip", "标号": "item_code", "镇里打的分": "score", "情况": "remark"}


def test_unknown_columns_are_asked_once_and_remembered(office, workbook, folder):
    for number, name in enumerate(("东泉嘎查", "西岭嘎查")):
        path = workbook(own_sheet(name, {"1.1": 28 + number, "1.2": 15, "1.3": 20}))
        path.rename(folder / f"{number}.xlsx")
    preview = preview_folder(folder, office.register, ROUND)
    assert [item.state for item in preview.files] == [FileState.UNSETTLED] * 2
    assert [question.address for question in preview.questions] == [
        f"0.xlsx {place}" for place in ("A2", "B2", "C2", "D2")
    ]
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault, match="要您确认"):
        apply_folder(office, preview)
    assert office.register.path.read_bytes() == before
    answers = by_words(preview.questions, CHOSEN)
    settled = answered_folder(preview, office.register, answers)
    assert settled.ready, settled
    assert [item.found_by for item in settled.files] == ["表头的标题"] * 2
    assert "按您说明的列对照读入" in settled.files[0].notices[0].message
    apply_folder(office, settled)
    assert stored(office, 1) == {
        "1.1": "29", "1.2": "15", "1.3": "20",
        "1.1 备注": "无误", "1.2 备注": "无误", "1.3 备注": "无误",
    }  # fmt: skip
    setting = office.register.get(Setting, COLUMN_MAPPINGS)
    assert setting is not None
    ((columns),) = json.loads(setting.value)["sheets"].values()
    assert columns == CHOSEN
    # The next file with the same names needs no question, names the mapping, and can be
    # answered anew.
    path = workbook(own_sheet("柳树沟村", {"1.1": 20, "1.2": 10, "1.3": 5}))
    for old in folder.iterdir():
        old.unlink()
    path.rename(folder / "新.xlsx")
    again = preview_folder(folder, office.register, ROUND)
    assert again.ready
    assert "按记住的列对照读入" in again.files[0].notices[0].message
    assert "“镇里打的分”作得分" in again.files[0].notices[0].message
    anew = by_words(again.asked, {**CHOSEN, "情况": "skip"})
    other = answered_folder(again, office.register, anew)
    apply_folder(office, other)
    assert stored(office, 4) == {"1.1": "20", "1.2": "10", "1.3": "5"}
    kept = office.register.get(Setting, COLUMN_MAPPINGS)
    assert kept is not None
    assert json.loads(kept.value)["sheets"].popitem()[1]["情况"] == "skip"


def test_columns_that_still_do_not_make_a_sheet_are_a_fault(office, workbook, folder):
    workbook(own_sheet("东泉嘎查", {"1.1": 28, "1.2": 15, "1.3": 2})).rename(folder / "a.xlsx")
    preview = preview_folder(folder, office.register, ROUND)
    answers = by_words(preview.questions, {**CHOSEN, "镇里打的分": "skip"})
    (fault,) = answered_folder(preview, office.register, answers).faults
    assert "没有找到表头" in fault.message


def test_a_file_that_speaks_of_no_indicators_is_not_asked_about(office, workbook, folder):
    workbook([["序号", "姓名"], [1, "示例甲"], [2, "示例乙"], [3, "示例丙"]]).rename(
        folder / "花名册.xlsx"
    )
    preview = preview_folder(folder, office.register, ROUND)
    assert [item.state for item in preview.files] == [FileState.NOT_A_FORM]
    assert preview.asked == ()


def test_points_of_several_villages_under_other_names(office, workbook):
    rows: list[list[Any]] = [
        ["单元", "支书在位", "结构"],
        ["东泉嘎查", 30, 15],
        ["西岭嘎查", 29.5, 14],
    ]
    preview = look(office, "scores", workbook(rows))
    assert len(preview.questions) == 3
    answers = by_words(
        preview.questions, {"单元": "name", "支书在位": "item:i1.1", "结构": "item:i1.2"}
    )
    settled = answered(preview, office.register, answers)
    assert settled.ready, settled
    apply(office, settled)
    assert stored(office, 1) == {"1.1": "29.5", "1.2": "14"}
    rows[1][1] = 28
    preview = take(office, "scores", workbook(rows))
    assert states(preview) == [RowState.CHANGED, RowState.SAME]
    assert any("按记住的列对照" in notice.message for notice in preview.notices)


def test_villages_as_columns_and_indicators_as_rows(office, workbook):
    rows: list[list[Any]] = [
        ["2026 年度嘎查村自评得分表"],
        ["编号", "考评内容", "分值", "东泉嘎查", "西岭嘎查", "平均"],
        ["1.1", "党组织书记在岗、“两委”职数配齐", 30, 28, 30, 29],
        ["1.2", "班子年龄、学历结构合理", 15, "不涉及", 12.5, 12.5],
        ["1.3", "集体议事、分工协作", 25, "", "２４", 24],
    ]
    preview = take(office, "scores", workbook(rows))
    assert "自评" in preview.summary
    assert states(preview) == [RowState.ADDED] * 2
    assert [row.address for row in preview.rows if row.state is RowState.ADDED] == ["D2", "E2"]
    assert stored(office, 0) == {"1.1": "28", "1.2": "不涉及"}
    assert stored(office, 1) == {"1.1": "30", "1.2": "12.5", "1.3": "24"}
    assert any("以嘎查村为列" in notice.message for notice in preview.notices)
    assert [notice.address for notice in preview.notices if notice.address] == ["E5"]
    rows[2][3] = 31
    rows[3][4] = "3-1"
    faults = look(office, "scores", workbook(rows)).faults
    assert [fault.address for fault in faults] == ["D3", "E4"]


def test_a_department_table_under_other_names(office, workbook):
    path = workbook([["村", "人均收入"], ["东泉嘎查", 18500]])
    preview = look(office, "feedback", path)
    (question,) = preview.questions
    (key,) = (key for key, words in question.choices if words == "7.1 人均可支配收入（元）")
    settled = answered(preview, office.register, {question.id: key})
    assert settled.ready
    apply(office, settled)
    assert stored(office, 0, "assessment") == {"7.1 人均可支配收入": "18500"}


def test_a_remark_alone_begins_the_sheet(office, workbook, folder):
    rows = [["东泉嘎查自评表"], ["编号", "得分", "备注"], ["1.1", "", "书记空缺一个月"]]
    workbook(rows).rename(folder / "a.xlsx")
    apply_folder(office, preview_folder(folder, office.register, ROUND))
    assert stored(office, 0)["1.1 备注"] == "书记空缺一个月"
    with pytest.raises(RatingFault):
        office.act(
            signing.seal_sheet, round=ROUND, village=CODES[0], step="self",
            signed_by="示例甲", act_date="2026-12-05",
        )  # fmt: skip

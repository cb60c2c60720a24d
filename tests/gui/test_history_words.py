"""The history in words: no code, id or bare number reaches an official."""

from __future__ import annotations

import dataclasses

import pytest

from db.exchange.holidays import shipped_holidays
from db.reading import KINDS
from evaluation.actions import ACTIONS
from evaluation.rounds import Participation
from gui.history_words import HistoryWords
from gui.row_names import COLUMN_NAMES, TABLE_NAMES
from tests.gui.pages.registers import ROUND, opened, village_code


@pytest.fixture
def office(tmp_path):
    with opened("at work", tmp_path) as made:
        made.act(ACTIONS["enter_holidays"], days=list(shipped_holidays(2026)[0].days))
        made.act(ACTIONS["authorise_veto"], round=ROUND, item="V8", document="×党发〔2026〕3 号")
        made.act(
            ACTIONS["record_veto"],
            round=ROUND,
            village=village_code(5),
            item="V8",
            fact="村集体新增债务",
            document="核查报告",
        )
        made.act(
            ACTIONS["enter_facts"],
            round=ROUND,
            villages=[{"village": village_code(1), "households": "187", "secretary": "书记甲"}],
        )
        made.act(
            ACTIONS["return_sheet"],
            round=ROUND,
            village=village_code(1),
            step="self",
            reason="签错了日期",
        )
        yield made


def _last(office, back=0):
    return office.register.history(limit=back + 1)[back]


def test_every_table_and_column_of_the_register_has_a_name():
    assert set(KINDS) <= set(TABLE_NAMES)
    told = {field.name for kind in KINDS.values() for field in dataclasses.fields(kind)}
    shown_otherwise = {
        "round", "village", "step", "purpose", "assessor", "item", "clause", "id", "star",
        "sha256", "text", "paper", "day", "part", "question", "option", "voters", "subject",
        "posting",
    }  # fmt: skip
    assert told - shown_otherwise <= set(COLUMN_NAMES)


def test_no_entry_shows_an_id(office):
    words = HistoryWords(office.register)
    ids = {member.village for member in office.register.find(Participation, round=ROUND)}
    for entry in office.register.history():
        trail = words.trail(entry)
        lines = " ".join((trail.event, trail.village, trail.subject, *words.changes(entry)))
        assert not any(village in lines for village in ids)
        assert "i1.1" not in lines
        assert "None" not in lines


def test_a_fact_is_told_with_village_and_name(office):
    changes = HistoryWords(office.register).changes(_last(office, 1))
    assert changes == (
        "基本情况 西岭嘎查 户数：新增，值 187",
        "基本情况 西岭嘎查 党组织书记：新增，值 书记甲",
    )


def test_a_return_tells_states_and_reason(office):
    words = HistoryWords(office.register)
    entry = _last(office)
    trail = words.trail(entry)
    assert (trail.event, trail.village, trail.reason) == (
        "评分表退回", "西岭嘎查", "签错了日期",
    )  # fmt: skip
    assert trail.time == "2027-01-08 10:42"
    first = next(line for line in words.changes(entry) if line.startswith("评分表"))
    assert first == "评分表 自评 第 1 版：退回理由 （空） → 签错了日期；状态 已签 → 已退回"


def test_a_deduction_names_indicator_and_clause(office):
    words = HistoryWords(office.register)
    entry = next(
        item for item in office.register.history() if str(item.event) == "sheet.entered"
        and "初评" in item.subject and '"deduction"' in item.changes
    )  # fmt: skip
    line = next(item for item in words.changes(entry) if item.startswith("扣分"))
    assert line.startswith("扣分 1.1 党组织书记在岗、“两委”职数配齐 第 1 条：新增")
    assert "事实 会议记录缺第二、三季度" in line


def test_a_veto_is_told_with_its_village(office):
    changes = HistoryWords(office.register).changes(_last(office, 2))
    assert changes[0].startswith("一票否决 芦花渡村 V8：新增")
    assert "状态 线索，待认定" in changes[0]


def test_a_long_entry_of_holidays_is_told_by_day(office):
    changes = HistoryWords(office.register).changes(_last(office, 4))
    assert "放假调休 2026-01-01 元旦：新增，种类 放假" in changes

"""校对单: every stored value once, as shown, with the count and the control sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evaluation.faults import RatingFault
from evaluation.numbers import show_plain
from evaluation.reports.geometry import MM
from evaluation.reports.proof_lines import ProofSlip, ProofSubject, proof_slips
from evaluation.reports.proof_slip import build_proof_slips, unfit_in_proof_slip
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, SheetState
from tests.evaluation.reports.entered import MemoryReader, entered_year
from tests.evaluation.reports.reading import characters, page_text, pages_of, whole_text
from tests.evaluation.reports.samples import LONG_NAME, year_board

BOARD = year_board(3)
READER = entered_year(BOARD)


def slips(subject: ProofSubject, reader: MemoryReader = READER) -> tuple[ProofSlip, ...]:
    return proof_slips(reader, BOARD, subject)


def stored(kind: type[Any], purpose: Purpose) -> list[Any]:
    return [item for item in READER.find(kind, village=BOARD.rows[0].id) if item.purpose is purpose]


def test_every_value_of_an_own_sheet_stands_on_it_once():
    slip = slips(ProofSubject.OWN)[0]
    marks = [mark.score for mark in stored(Mark, Purpose.OWN)]
    assert sorted(slip.numbers) == sorted(marks)
    assert slip.control_sum == sum(marks)
    words = whole_text(build_proof_slips([slip]))
    assert "2026年度嘎查村级组织星级评定自评表校对单" in words
    assert "东山镇月亮泡嘎查" in words
    assert "第2版（已签）" in words
    assert "序号编号内容数值单位核对" in words
    assert "11.1党组织书记在岗、“两委”职数配齐30分□" in words
    assert f"共{len(marks)}个数控制总数（全部数值相加）{show_plain(sum(marks))}□" in words
    assert "录入人录入员甲签字：年月日" in words
    assert "校对人签字：□一致□不一致，共处年月日" in words


def test_every_value_of_an_assessment_stands_on_it_once():
    slip = slips(ProofSubject.ASSESSMENT)[0]
    marks = stored(Mark, Purpose.ASSESSMENT)
    numbers = [mark.figure for mark in marks if mark.figure is not None]
    numbers += [mark.base for mark in marks if mark.base is not None]
    numbers += [item.count * 100 for item in stored(Deduction, Purpose.ASSESSMENT)]
    assert sorted(slip.numbers) == sorted(numbers)
    words = whole_text(build_proof_slips([slip]))
    assert "③班子成员平均年龄47.5岁□" in words
    assert "1.3②重要事项未经集体研究，每件扣8分2次□" in words
    assert "事实：查阅会议记录，缺7月、8月两次；会议记录" in words
    assert "已查、未扣分：1.4□" in words
    assert "由测评带入：10.1、10.2" in words


def test_a_review_has_a_slip_of_its_own():
    found = slips(ProofSubject.ASSESSMENT)
    assert [slip.what for slip in found[:2]] == ["初评打分表", "复核打分表"]
    assert found[1].numbers == (2300,)
    assert found[1].entered_by == "录入员乙"
    words = whole_text(build_proof_slips([found[1]]))
    assert "未查" not in words
    assert "事实：抽查档案，少一份" in words


def test_every_count_of_a_ballot_stands_on_it_once():
    slip = slips(ProofSubject.BALLOT)[0]
    village = BOARD.rows[0].id
    (ballot,) = READER.find(Ballot, village=village)
    numbers = [ballot.expected, ballot.present]
    for channel in READER.find(ChannelCount, village=village):
        numbers += [channel.issued, channel.returned, channel.valid]
    numbers += [item.count for item in READER.find(OptionCount, village=village)]
    assert sorted(slip.numbers) == sorted(number * 100 for number in numbers)
    words = whole_text(build_proof_slips([slip]))
    assert "测评计票校对单" in words
    assert "1应到人数72人□2实到人数62人□" in words
    assert "3会议发出62张□4会议收回62张□5会议有效61张□" in words
    assert "满意50张□" in words
    assert f"控制总数（全部数值相加）{sum(numbers)}□" in words


def test_pages_have_sums_that_add_up_to_the_whole():
    slip = slips(ProofSubject.OWN)[0]
    data = build_proof_slips([slip])
    count = pages_of(data)
    assert count > 1
    sums = []
    for page in range(count):
        words = page_text(data, page)
        assert f"第{page + 1}页共{count}页" in words
        numbers, _, rest = words.partition("本页")[2].partition("个数，相加得")
        sums.append((int(numbers), float(rest.partition("第")[0])))
    assert sum(number for number, _ in sums) == len(slip.numbers)
    assert round(sum(part for _, part in sums) * 100) == slip.control_sum


def test_what_is_open_and_drafts_are_named():
    reader = entered_year(BOARD, state=SheetState.DRAFT)
    states = iter((MarkState.NOT_APPLICABLE, MarkState.AWAITING, MarkState.UNCHECKED))
    for place, item in enumerate(reader.records):
        chosen = isinstance(item, Mark) and item.item in ("i1.4", "i6.3", "i9.4")
        if chosen and item.purpose is Purpose.ASSESSMENT and item.village == BOARD.rows[0].id:
            reader.records[place] = replace(item, state=next(states))
    slip = slips(ProofSubject.ASSESSMENT, reader)[0]
    assert not slip.signed
    words = whole_text(build_proof_slips([slip]))
    assert "录入中，未签" in words
    rest = "　".join(block.rest for block in slip.blocks)
    for word in ("不涉及", "待数据", "未查"):
        assert word in rest


def test_the_newest_version_is_read():
    newer = [
        replace(item, version=3, score=100)
        if isinstance(item, Mark)
        else replace(item, version=3, entered_by="录入员丙")
        for item in READER.records
        if getattr(item, "purpose", None) is Purpose.OWN
    ]
    slip = slips(ProofSubject.OWN, MemoryReader([*READER.records, *newer]))[0]
    assert slip.version == 3
    assert slip.entered_by == "录入员丙"
    assert set(slip.numbers) == {100}


def test_several_villages_stand_in_one_file_each_from_page_one():
    found = slips(ProofSubject.BALLOT)
    data = build_proof_slips(found)
    assert pages_of(data) == 3
    for page, row in enumerate(BOARD.rows):
        assert row.name in page_text(data, page)
        assert "第1页共1页" in page_text(data, page)


def test_figures_are_large_and_stand_under_each_other():
    data = build_proof_slips([slips(ProofSubject.OWN)[0]])
    ends: set[float] = set()
    previous = None
    for character, left, bottom, right, top in characters(data):
        if character.isdigit() and top - bottom > 10.5 and left > 300:
            previous = right
        elif character == "分" and previous is not None:
            ends.add(round(previous, 0))
            previous = None
    assert ends
    assert max(ends) - min(ends) <= 2


def test_long_names_and_facts_stay_inside():
    row = replace(BOARD.rows[0], name=LONG_NAME)
    reader = entered_year(replace(BOARD, rows=(row,)), fact="很长的事实，" * 200)
    slip = proof_slips(reader, replace(BOARD, rows=(row,)), ProofSubject.ASSESSMENT)[0]
    assert unfit_in_proof_slip(slip) == ()
    data = build_proof_slips([slip])
    assert LONG_NAME in page_text(data)
    for page in range(pages_of(data)):
        for character, left, bottom, right, _ in characters(data, page):
            assert left >= 18 * MM - 1, character
            assert right <= (210 - 14) * MM + 1, character
            assert bottom >= 8 * MM, character


@pytest.mark.parametrize(
    ("subject", "word"),
    [
        (ProofSubject.OWN, "自评"),
        (ProofSubject.ASSESSMENT, "初评"),
        (ProofSubject.BALLOT, "测评"),
    ],
)
def test_nothing_to_print_is_said_in_words(subject, word):
    empty = MemoryReader(item for item in READER.records if type(item).__name__ == "Participation")
    with pytest.raises(RatingFault, match=f"还没有录入{word}"):
        slips(subject, empty)

"""Facts, results, scores, ballots, vetoes and standards in: each good, and every defect."""

from __future__ import annotations

from datetime import date

import pytest

from db.exchange.importing import KINDS, answered, apply, import_file, preview_file
from db.exchange.previews import RowState, written_day
from db.exchange.standards import preset_text, read_preset
from evaluation.actions import sheets as sheet_actions
from evaluation.actions import signing, years
from evaluation.actions.imports import import_scores
from evaluation.boards import year_board
from evaluation.faults import Fault, RatingFault
from evaluation.gathering import latest_ballot, latest_sheet, village_by
from evaluation.history import HistoryEvent
from evaluation.rounds import PastResult, YearlyFact
from evaluation.stars.ballots import ChannelCount, OptionCount
from evaluation.stars.sheets import Mark, MarkState, Purpose
from evaluation.vetoes.cases import CaseState, VetoCase
from tests.db.exchange.conftest import CODES, ROUND, VILLAGES
from tests.db.exchange.taking import faults, look, states, take

STANDARD = read_preset("shixing-moren")
OWN = [
    indicator
    for star in STANDARD.stars
    if "self" in dict(STANDARD.weights_of(star))
    for indicator in star.indicators
]


def village(office, place):
    found = village_by(office.register, CODES[place])
    assert found is not None
    return found


def fact(office, place, name):
    found = office.register.get(YearlyFact, ROUND, village(office, place), name)
    return found.value if found else ""


# 基本情况


def test_facts_by_name_and_by_code(office, workbook):
    path = workbook(
        [
            ["2026年基本情况"],
            [
                "序号",
                "镇",
                "嘎查村",
                "户数（户）",
                "人口",
                "集体经营性收入（万元）",
                "书记",
                "备注",
            ],
            [1, "示例镇", "东泉", 120, "３５６", 12.5, "示例甲", "无"],
            [2, "月亮苏木", "红星村", "", "", -3.25, "", ""],
            ["", "合计", "", 120, 356, 9.25, "", ""],
        ]
    )
    preview = take(office, "facts", path)
    assert states(preview) == [RowState.ADDED, RowState.ADDED]
    assert "没有用到的列：“备注”" in preview.summary
    assert fact(office, 0, "households") == "120"
    assert fact(office, 0, "population") == "356"
    assert fact(office, 0, "income") == "12.5"
    assert fact(office, 0, "secretary") == "示例甲"
    assert fact(office, 3, "income") == "-3.25"
    assert fact(office, 3, "households") == ""
    again = look(office, "facts", path)
    assert states(again) == [RowState.SAME, RowState.SAME]
    changed = look(office, "facts", workbook([["代码", "户数"], [CODES[0], 121]]))
    (difference,) = changed.rows[0].differences
    assert (difference.what, difference.before, difference.after) == ("户数", "120", "121")


def test_defects_of_facts_with_their_cells(office, workbook):
    path = workbook(
        [
            ["代码", "嘎查村", "镇", "户数", "人口", "集体经营性收入", "书记"],
            [CODES[0], "", "", "2000户", 12.5, "2000万", date(2026, 3, 1)],
            [CODES[1], "", "", date(2026, 3, 1), "3-1", 1.005, "示例乙"],
            ["", "红星村", "", -1, "一百", "#DIV/0!", ""],
            ["", "无此村", "", 1, 1, 1, ""],
            [CODES[0], "", "", 1, 1, 1, ""],
            [CODES[4], "东泉嘎查", "", 1, 1, 1, ""],
            ["159901109201", "", "", 1, 1, 1, ""],
            ["", "", "", True, "", "", ""],
        ]
    )
    found = faults(office, "facts", path)
    for place, words in {
        "D2": "2000户",
        "E2": "12.5",
        "F2": "2000万",
        "G2": "日期（2026-03-01）",
        "D3": "改成日期",
        "E3": "3-1",
        "F3": "超过两位",
        "B5": "没有“无此村”",
        "A6": "出现了两次，前一次在 A2",
        "B7": "在名册里是“柳树沟村”",
        "A8": "159901109201",
        "A9": "没有写嘎查村",
    }.items():
        assert words in found[place], place
    preview = look(office, "facts", path)
    assert [question.address for question in preview.questions] == ["B4"]
    settled = answered(preview, office.register, {preview.questions[0].id: village(office, 2)})
    assert {"D4", "E4", "F4"} <= {fault.address for fault in settled.faults}


def test_another_unit_and_merged_numbers_are_refused(office, workbook):
    path = workbook(
        [["村名", "户数", "集体经营性收入（元）"], ["东泉嘎查", None, 5], ["西岭嘎查", None, 6]],
        merges=[(1, 1, 2, 1, 120)],
    )
    found = faults(office, "facts", path)
    assert "换算成万元" in found["C1"]
    assert "合并" in found["B2"]


def test_the_sheet_is_named_where_there_are_several(office, workbook):
    path = workbook([["说明"]], extra=[["村名", "户数"], ["东泉嘎查", "很多"]])
    preview = look(office, "facts", path)
    assert preview.faults[0].address == "表二!B2"
    assert "没有读的工作表：“表一”" in preview.summary


# 往年结果


def test_results_of_last_year(office, workbook):
    path = workbook(
        [
            ["2025年度星级评定汇总表"],
            ["序号", "嘎查村", "总分", "星数", "类别"],
            [1, "东泉嘎查", 901.35, 9, "先进"],
            [2, "西岭嘎查", "", "★★★★☆☆☆☆☆☆", "三类"],
            [3, "柳树沟村", 812, 7, "达标"],
        ]
    )
    preview = look(office, "results", path)
    assert "往年结果（2025 年度）" in preview.summary
    (question,) = preview.questions
    assert question.address == "E5"
    apply(office, preview, {question.id: "second"})
    key = (2025, "嘎查村")
    first = office.register.get(PastResult, *key, village(office, 0))
    assert first is not None
    assert (first.stars, first.total, first.rating_class) == (9, 90135, "先进")
    second = office.register.get(PastResult, *key, village(office, 1))
    assert second is not None
    assert (second.stars, second.total, second.rating_class) == (4, None, "后进")
    row = year_board(office.register, ROUND).rows[4]
    assert row.last_year == "二类 7★"


def test_defects_of_results_with_their_cells(office, workbook):
    path = workbook(
        [
            ["嘎查村", "镇", "总分", "星数", "类别"],
            ["东泉嘎查", "", "九百", 12, "先进"],
            ["西岭嘎查", "", 812.345, "", "先进"],
            ["柳树沟村", "", 812, "7颗", ""],
        ]
    )
    found = faults(office, "results", path)
    assert set(found) == {"C2", "D2", "C3", "A3", "D4", "A4"}
    assert "最多 10 颗" in found["D2"]
    assert "没有填星数" in found["A3"]
    assert "没有填类别" in found["A4"]
    later = workbook([["2031年汇总表"], ["嘎查村", "星数", "类别"], ["东泉嘎查", 1, "先进"]])
    assert "2031" in faults(office, "results", later)["A2"]


def test_results_of_this_year_only_for_villages_without_details(office, workbook):
    path = workbook([["2026年汇总表"], ["嘎查村", "星数", "类别"], ["东泉嘎查", 8, "先进"]])
    assert "由程序计算" in faults(office, "results", path)["A3"]
    office.act(
        years.set_participation,
        round=ROUND,
        village=CODES[0],
        status="result_only",
        reason="只有汇总表",
    )
    take(office, "results", path)
    assert year_board(office.register, ROUND).rows[0].outcome.stars_held == 8


# 得分


def score_rows(*villages):
    """A whole 自评 sheet for each village, all points full."""
    head = ["序号", "嘎查村", *(f"{item.code} {item.text}" for item in OWN), "合计"]
    total = sum(item.points for item in OWN) / 100
    return [
        head,
        *(
            [number, name, *(item.points / 100 for item in OWN), total]
            for number, name in enumerate(villages, start=1)
        ),
    ]


def test_scores_of_several_villages_make_one_entry(office, workbook):
    preview = take(office, "scores", workbook(score_rows("东泉嘎查", "西岭嘎查")))
    assert "自评" in preview.summary
    assert states(preview) == [RowState.ADDED] * 2
    entry = office.register.history()[0]
    assert entry.event is HistoryEvent.SHEET_ENTERED
    assert entry.subject == "自评 导入 2 份"
    sheet = latest_sheet(office.register, ROUND, village(office, 1), "self", Purpose.OWN, "")
    assert sheet is not None
    marks = office.register.find(Mark, round=ROUND, village=village(office, 1))
    assert len(marks) == len(OWN)
    assert {mark.state for mark in marks} == {MarkState.CHECKED}
    again = look(office, "scores", workbook(score_rows("东泉嘎查", "西岭嘎查")))
    assert states(again) == [RowState.SAME] * 2


def test_a_draft_is_told_from_and_to(office, workbook):
    rows = score_rows("东泉嘎查")
    take(office, "scores", workbook(rows))
    rows[1][2:5] = [28.5, "不涉及", "待数据"]
    preview = take(office, "scores", workbook(rows))
    (row,) = [item for item in preview.rows if item.state is RowState.CHANGED]
    assert [(item.what, item.before, item.after) for item in row.differences] == [
        ("1.1", "30", "28.5"),
        ("1.2", "15", "不涉及"),
        ("1.3", "25", "待数据"),
    ]
    states_now = {
        mark.item: mark.state
        for mark in office.register.find(Mark, round=ROUND, village=village(office, 0))
    }
    assert states_now[OWN[1].id] is MarkState.NOT_APPLICABLE
    assert states_now[OWN[2].id] is MarkState.AWAITING


def test_points_leave_remarks_where_they_are(office, workbook):
    desk = {"round": ROUND, "village": CODES[0], "step": "self"}
    office.act(sheet_actions.enter_score, **desk, item="1.1", score="25", reason="书记空缺一个月")
    take(office, "scores", workbook([["嘎查村", "1.1"], ["东泉嘎查", 28]]))
    (mark,) = office.register.find(Mark, round=ROUND, village=village(office, 0))
    assert (mark.score, mark.fact) == (2800, "书记空缺一个月")


def test_defects_of_scores_with_their_cells(office, workbook):
    rows = score_rows("东泉嘎查", "西岭嘎查", "柳树沟村")
    rows[1][2] = 31
    rows[1][3] = -1
    rows[1][4] = "满分"
    rows[2][-1] = 900.5
    rows[3][2] = date(2026, 3, 1)
    found = faults(office, "scores", workbook(rows))
    last = workbook(rows)
    assert "应在 0 到 30 分之间" in found["C2"]
    assert "应在 0 到 15 分之间" in found["D2"]
    assert "满分" in found["E2"]
    assert "各项相加是" in next(text for place, text in found.items() if place.endswith("3"))
    assert "日期" in found["C4"]
    assert last.name == "表.xlsx"


def test_unknown_and_foreign_columns_of_scores(office, workbook):
    other = next(item for item in STANDARD.indicators if item not in OWN)
    path = workbook([["嘎查村", "1.1", "1.99", other.code], ["东泉嘎查", 30, 1, 1]])
    found = faults(office, "scores", path)
    assert "没有编号为“1.99”" in found["C1"]
    assert "不由自评打分" in found["D1"]
    none = faults(office, "scores", workbook([["嘎查村", "备注"], ["东泉嘎查", "无"]]))
    assert "指标编号" in none[""]
    twice = workbook([["嘎查村", 1.1, "1.1"], ["东泉嘎查", 30, 30]])
    with pytest.raises(RatingFault, match="B1 和 C1"):
        look(office, "scores", twice)


def test_codes_beside_other_texts_are_a_question(office, workbook):
    path = workbook([["嘎查村", "1.1 化肥农药减量", "1.2"], ["东泉嘎查", 30, 15]])
    preview = look(office, "scores", path)
    (question,) = preview.questions
    assert question.address == "B1"
    assert "有 1 列" in question.text
    refused = answered(preview, office.register, {question.id: "other"})
    assert [fault.address for fault in refused.faults] == ["B1"]
    assert answered(preview, office.register, {question.id: "same"}).ready
    short = workbook([["嘎查村", "1.1 党组织书记在岗", "1.2"], ["东泉嘎查", 30, 15]])
    assert look(office, "scores", short).ready


def test_a_title_that_names_the_assessment_is_refused_where_it_goes_by_clauses(office, workbook):
    rows = [["镇党委初评得分"], *score_rows("东泉嘎查")]
    with pytest.raises(RatingFault, match="逐条扣分"):
        look(office, "scores", workbook(rows))


def test_a_signed_sheet_and_an_excluded_village_take_no_scores(office, workbook):
    take(office, "scores", workbook(score_rows("东泉嘎查")))
    office.act(
        signing.seal_sheet,
        round=ROUND,
        village=CODES[0],
        step="self",
        signed_by="示例甲",
        act_date="2026-12-05",
    )
    office.act(
        years.set_participation,
        round=ROUND,
        village=CODES[1],
        status="excluded",
        reason="整村搬迁",
    )
    found = faults(office, "scores", workbook(score_rows("东泉嘎查", "西岭嘎查")))
    assert "已经签字" in found["B2"]
    assert "不参评" in found["B3"]


def test_the_action_itself_refuses_all_or_nothing(office):
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault) as caught:
        office.act(
            import_scores,
            round=ROUND,
            step="self",
            sheets=[
                {"village": CODES[0], "scores": {"1.1": "30"}},
                {"village": CODES[1], "scores": {"1.1": "31"}},
                {"village": "159901109201", "scores": {"1.1": "31"}},
            ],
        )
    assert len(caught.value.places) == 2
    assert office.register.path.read_bytes() == before
    with pytest.raises(RatingFault, match="没有要导入"):
        office.perform("import_ballots", {"round": ROUND, "ballots": []})


# 测评

WAYS = ["", "", "", "", "发出", "收回", "有效", "发出", "收回", "有效"]
OPTIONS = ["满意", "基本满意", "不满意", "不了解", "未填"]
BALLOT_HEAD = [
    ["测评汇总表"],
    ["序号", "嘎查村", "应到", "实到", "会议", "", "", "入户", "", "", "测评结果", "", "", "", ""],
    [*WAYS, *OPTIONS],
]
MERGED_HEAD = [
    (1, 4, 1, 6, "会议"),
    (1, 7, 1, 9, "入户"),
    (1, 10, 1, 14, "测评结果"),
]
DOWN = [(1, column, 2, column, BALLOT_HEAD[1][column]) for column in range(4)]


def test_ballots_with_ways_in_two_rows_of_names(office, workbook):
    rows = [*BALLOT_HEAD, [1, "东泉嘎查", 60, 50, 50, 50, 49, 5, 5, 5, 40, 10, 2, 1, 1]]
    preview = take(office, "ballots", workbook(rows, merges=[*MERGED_HEAD, *DOWN]))
    assert states(preview) == [RowState.ADDED]
    ballot = latest_ballot(office.register, ROUND, village(office, 0), "ballot")
    assert ballot is not None
    assert (ballot.expected, ballot.present) == (60, 50)
    channels = office.register.find(ChannelCount, round=ROUND, village=village(office, 0))
    assert {(c.channel, c.issued, c.returned, c.valid) for c in channels} == {
        ("meeting", 50, 50, 49),
        ("visit", 5, 5, 5),
    }
    counts = office.register.find(OptionCount, round=ROUND, village=village(office, 0))
    assert {(c.option, c.count) for c in counts} == {
        ("satisfied", 40),
        ("fairly", 10),
        ("dissatisfied", 2),
        ("unknown", 1),
        ("blank", 1),
    }
    rows = [*BALLOT_HEAD, [1, "东泉嘎查", 60, 50, 50, 50, 49, 5, 5, 5, 41, 9, 2, 1, 1]]
    changed = look(office, "ballots", workbook(rows, merges=[*MERGED_HEAD, *DOWN]))
    assert [(item.what, item.after) for item in changed.rows[0].differences] == [
        ("满意", "41"),
        ("基本满意", "9"),
    ]


PLAIN_HEAD = [
    "代码",
    *(f"{word}人数" for word in ("应到", "实到")),
    *(f"{word}票数" for word in ("发出", "收回", "有效")),
    *("满意票", "基本满意", "不满意"),
]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_ballots_without_ways_count_as_given_out_at_the_meeting(office, text_table, encoding):
    path = text_table([PLAIN_HEAD, [CODES[0], 60, 50, 50, 50, 49, 40, 8, 1]], encoding)
    take(office, "ballots", path)
    (channel,) = office.register.find(ChannelCount, round=ROUND, village=village(office, 0))
    assert (channel.channel, channel.valid) == ("meeting", 49)


def test_defects_of_ballots_with_their_cells(office, workbook):
    path = workbook(
        [
            PLAIN_HEAD,
            [CODES[0], 60, 50, 50, 50, 49, 40, 8, 2],
            [CODES[1], 60, 70, 50, 51, 51, 40, 10, 1],
            [CODES[2], "", 50, "五十", 50, 49.5, 40, 8, 1],
        ]
    )
    found = faults(office, "ballots", path)
    assert "多 1 张" in found["A2"]
    assert "五十" in found["D4"]
    assert "49.5" in found["F4"]
    assert "没有填应到" in found["B4"]
    messages = [fault.message for fault in look(office, "ballots", path).faults]
    assert any("实到 70 人多于应到" in text for text in messages)
    assert any("收回 51 张多于发出" in text for text in messages)
    lacking = faults(
        office, "ballots", workbook([["代码", "应到", "实到", "满意"], [CODES[0], 6, 5, 5]])
    )
    assert "请补上" in lacking[""]


# 一票否决


VETO_HEAD = ["嘎查村", "镇", "否决事项", "事实", "认定文件", "认定日期", "认定机关"]


def test_vetoes_are_recorded_and_not_decided(office_with_vetoes, workbook):
    office = office_with_vetoes
    rows = [
        VETO_HEAD,
        ["东泉嘎查", "", "V3", "发生事故一起", "示例函〔2026〕2号", date(2026, 8, 1), "应急部门"],
        [
            "东泉嘎查",
            "",
            STANDARD.vetoes[2].text,
            "又一起",
            "示例函〔2026〕3号",
            "2026年9月2日",
            "",
        ],
        ["西岭嘎查", "", "V3", "已登记的事故", "示例函〔2026〕1号", "", ""],
    ]
    preview = take(office, "vetoes", workbook(rows))
    assert states(preview) == [RowState.ADDED, RowState.ADDED, RowState.SAME]
    cases = office.register.find(VetoCase, round=ROUND, village=village(office, 0))
    assert [(case.number, case.found_on, case.state) for case in cases] == [
        (1, "2026-08-01", CaseState.REPORTED),
        (2, "2026-09-02", CaseState.REPORTED),
    ]
    assert len(office.register.find(VetoCase, round=ROUND, village=village(office, 1))) == 1


def test_defects_of_vetoes_with_their_cells(office_with_vetoes, workbook):
    rows = [
        [*VETO_HEAD, "起始日期", "截止日期"],
        ["东泉嘎查", "", "V99", "事实", "文件", "", ""],
        ["东泉嘎查", "", "V1", "事实", "文件", "", ""],
        ["东泉嘎查", "", "V11", "事实", "文件", "", ""],
        ["东泉嘎查", "", "V3", "", "", "3-1", ""],
        ["东泉嘎查", "", "V3", "甲", "乙", "", "", "2026-05-01", "2026-04-01"],
        ["东泉嘎查", "", "V3", "同", "同", "", ""],
        ["东泉嘎查", "", "V3", "同", "同", "", ""],
    ]
    found = faults(office_with_vetoes, "vetoes", workbook(rows))
    assert set(found) == {"C2", "C3", "C4", "D5", "E5", "F5", "I6", "A8"}
    assert "V99" in found["C2"]
    assert "设定依据" in found["C3"]
    assert "不再作为否决事项" in found["C4"]
    assert "早于" in found["I6"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-1", "2026-03-01"),
        ("２０２６．３．１", "2026-03-01"),
        ("2026年3月1日", "2026-03-01"),
        ("20260301", "2026-03-01"),
    ],
)
def test_days_as_people_write_them(text, day):
    assert written_day(text, "日期") == day


@pytest.mark.parametrize("text", ["3-1", "3月1日", "2026-02-30", "26-3-1", "昨天", "46081"])
def test_days_that_are_not_told_whole_are_refused(text):
    with pytest.raises(RatingFault):
        written_day(text, "日期")


# 评定标准, and what all kinds share


def test_a_standard_is_checked_and_reported_only(office, tmp_path):
    path = tmp_path / "标准.json"
    path.write_text(preset_text("shixing-moren"), encoding="utf-8")
    preview = import_file("standard", path, office, ROUND, dry_run=False)
    assert "可以使用" in preview.summary
    assert not preview.ready
    with pytest.raises(RatingFault, match="新建年度"):
        apply(office, preview)
    path.write_text(
        preset_text("shixing-moren").replace('"points": 30', '"points": 31', 1), "utf-8"
    )
    broken = look(office, "standard", path)
    assert broken.faults
    assert "不能用于新建年度" in broken.summary


def test_an_unknown_kind_or_round(office, workbook):
    path = workbook([["村名"], ["东泉嘎查"]])
    with pytest.raises(RatingFault, match="可以导入的有"):
        look(office, "package", path)
    with pytest.raises(RatingFault, match="没有 2031 年度"):
        preview_file("facts", path, office.register, "2031/嘎查村")
    assert set(KINDS) == {
        "roster", "facts", "scores", "feedback", "ballots", "vetoes", "results", "standard"
    }  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "standard"])
def test_a_file_that_is_no_table_leaves_the_register_alone(office, tmp_path, kind):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK nothing")
    before = office.register.path.read_bytes()
    with pytest.raises(Fault, match=r"坏\.xlsx"):
        import_file(kind, path, office, ROUND, dry_run=False)
    assert office.register.path.read_bytes() == before


def test_a_dry_run_writes_nothing(office, workbook):
    before = office.register.path.read_bytes()
    preview = look(office, "facts", workbook([["村名", "户数"], ["东泉嘎查", 3]]))
    assert preview.ready
    assert office.register.path.read_bytes() == before


def test_what_changed_since_the_preview_is_seen(office, workbook):
    preview = look(office, "facts", workbook([["村名", "户数"], ["东泉嘎查", 3]]))
    office.act(years.enter_facts, round=ROUND, villages=[{"village": CODES[0], "households": "3"}])
    with pytest.raises(RatingFault, match="完全相同"):
        apply(office, preview)


def test_every_village_of_the_office_has_its_own_code():
    assert len({code for code, _, _ in VILLAGES}) == 5

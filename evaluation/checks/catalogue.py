"""Every check, in the order in which the page lists them: the glossary of 数据校核.

Ids never change: words that officials gave are kept under them. `source` is the rule as an
official may read it, or the habit where no document has one.
"""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.checks import ballots, comparisons, dates, entries, figures, sheets, standing
from evaluation.checks.findings import Check, Severity

__all__ = ["CHECKS", "ROSTER", "check_named"]

_MUST, _EXPLAIN, _NOTICE = Severity.MUST, Severity.EXPLAIN, Severity.NOTICE
_SEALING = "签字条件"
_HABIT = "经验做法"
_ACCOUNTS = "账目常识"
ROSTER = "名册与年度规定"
"""Source of the checks that every village on the roster is put to, rated or not."""


CHECKS: tuple[Check, ...] = (
    # 录入
    Check("unchecked", "还有未查", _MUST, _SEALING, sheets.left_unchecked),
    Check("figure_missing", "缺数据", _MUST, _SEALING, sheets.figure_missing),
    Check(
        "shared_figure_missing",
        "缺全年共用数据",
        _MUST,
        _SEALING,
        of_round=sheets.shared_figure_missing,
    ),
    Check("awaiting", "待数据未补", _EXPLAIN, "待数据按暂按计分并列明", sheets.awaiting_data),
    Check("fact_missing", "扣分没有事实", _MUST, _SEALING, sheets.fact_missing),
    Check("veto_fact_missing", "否决没有事实", _MUST, _SEALING, sheets.veto_fact_missing),
    Check("reason_missing", "失分没有理由", _EXPLAIN, "扣分要说得清", sheets.points_without_fact),
    Check(
        "evidence_missing",
        "扣分没有依据",
        _NOTICE,
        "失分处要有查验依据；年度设置可规定扣分须附件",
        sheets.points_without_evidence,
    ),
    Check("fact_short", "事实过于简单", _NOTICE, "扣分说明要写明事实", sheets.fact_too_short),
    Check("fact_twice", "同一事实两处扣分", _EXPLAIN, "一事不重复扣分", sheets.fact_twice),
    Check("personal_number", "有个人号码", _MUST, "个人信息不上表", sheets.personal_number),
    Check(
        "personal_outward",
        "缺对外表述",
        _NOTICE,
        "个人情况只印在对内版",
        sheets.personal_outward,
    ),
    Check("beyond_full", "扣分远超满分", _NOTICE, "扣完为止", sheets.beyond_full),
    Check("bottom_line", "底线指标为零", _NOTICE, "底线指标为零不得星", sheets.bottom_line_zero),
    Check(
        "not_applicable_much",
        "不涉及过半",
        _EXPLAIN,
        "不涉及按满分计",
        sheets.mostly_not_applicable,
    ),
    Check(
        "not_applicable_alone",
        "只有本村不涉及",
        _EXPLAIN,
        "不涉及按满分计",
        of_round=comparisons.left_out_alone,
    ),
    # 比较
    Check(
        "difference",
        "相差未说明",
        _MUST,
        "签字条件：每颗星相差超过规定分数要说明",
        comparisons.difference_unexplained,
    ),
    Check("own_full", "自评全满分", _NOTICE, _HABIT, sheets.own_all_full),
    Check("assessment_full", "初评没有扣分", _EXPLAIN, _HABIT, comparisons.assessment_all_full),
    Check("star_alike", "各村得分一样", _EXPLAIN, _HABIT, of_round=comparisons.star_alike),
    Check("same_sheets", "与别村逐项相同", _EXPLAIN, _HABIT, of_round=comparisons.same_sheets),
    Check("same_facts", "事实与别村雷同", _EXPLAIN, _HABIT, of_round=comparisons.copied_facts),
    Check("assessors_apart", "考评人相差过大", _EXPLAIN, _HABIT, comparisons.assessors_apart),
    Check("one_assessor", "只有一名考评人", _EXPLAIN, _HABIT, of_round=comparisons.one_assessor),
    Check(
        "group_and_person",
        "两种打分表并存",
        _EXPLAIN,
        "每人一张或共用一张",
        comparisons.group_and_person,
    ),
    Check(
        "own_village",
        "考评人未回避",
        _EXPLAIN,
        "考评本村要回避",
        comparisons.assessor_of_own_village,
    ),
    # 数据
    Check("money_unit", "元与万元", _EXPLAIN, _ACCOUNTS, of_round=figures.money_unit),
    Check("growth", "增幅过大", _EXPLAIN, _ACCOUNTS, of_round=figures.growth_extreme),
    Check("outlier", "与别村差得远", _NOTICE, "四分位距法", of_round=figures.outlier),
    Check("base", "基数与上年不符", _EXPLAIN, "基数取上年数", figures.base_not_last_year),
    Check("unchanged", "数据与上年全同", _EXPLAIN, _HABIT, figures.unchanged_figures),
    Check("disagree", "同一数据两处不同", _EXPLAIN, "一数一源", entries.figures_disagree),
    Check("fact_differs", "与基本情况不符", _EXPLAIN, "一数一源", entries.fact_differs),
    Check(
        "assessors_figures",
        "考评人数据不一",
        _EXPLAIN,
        "一数一源",
        entries.assessors_figures_differ,
    ),
    Check("above_hundred", "百分比超出范围", _MUST, _ACCOUNTS, entries.share_above_hundred),
    Check("part_above_whole", "部分多于总数", _MUST, _ACCOUNTS, entries.part_above_whole),
    Check("negative", "数据为负", _EXPLAIN, _ACCOUNTS, entries.figure_negative),
    Check("facts", "基本情况矛盾", _EXPLAIN, _ACCOUNTS, entries.facts_impossible),
    Check("facts_jump", "基本情况变化大", _NOTICE, _HABIT, figures.yearly_fact_jump),
    Check(
        "shared_jump",
        "共用数据变化过大",
        _EXPLAIN,
        _ACCOUNTS,
        of_round=figures.shared_figure_jump,
    ),
    # 测评
    Check("unbalanced", "票数不平", _MUST, _SEALING, ballots.unbalanced),
    Check("turnout", "参加人数不足", _MUST, _SEALING, ballots.turnout_too_low),
    Check("no_opinion", "没有有效意见", _MUST, _SEALING, ballots.no_opinion),
    Check("more_papers", "票比人多", _MUST, "一人一票", ballots.more_papers_than_people),
    Check("same_ballot", "计票与别村相同", _EXPLAIN, _HABIT, of_round=ballots.same_ballots),
    Check("ballot_unchanged", "计票与上年相同", _EXPLAIN, _HABIT, ballots.unchanged_ballot),
    Check("all_satisfied", "测评一边倒", _EXPLAIN, _HABIT, ballots.all_satisfied),
    Check("few_opinions", "表态的人少", _NOTICE, _HABIT, ballots.few_opinions),
    # 日期
    Check("wrong_year", "年份不对", _MUST, "日程", dates.wrong_year),
    Check("before_entry", "签字早于扣分", _MUST, "先考评后签字", dates.signed_before_entry),
    Check(
        "meeting_first",
        "会议早于签字",
        _EXPLAIN,
        "各步办完才能审核",
        dates.meeting_before_sheets,
    ),
    Check("meeting", "到会人数", _EXPLAIN, "过半数到会", of_round=dates.meeting_numbers),
    Check("out_of_plan", "不在日程内", _NOTICE, "日程", dates.signed_out_of_plan),
    Check("day_off", "休息日签字", _NOTICE, _HABIT, dates.signed_on_day_off),
    # 名册、否决、加分、校对
    Check("consent", "缺村负责人意见", _MUST, _SEALING, standing.consent_missing),
    Check("objects", "村负责人有异议", _EXPLAIN, "异议要处理", standing.village_objects),
    Check("veto_open", "否决线索未认定", _MUST, "审核条件", standing.veto_undecided),
    Check("veto_idle", "否决不起作用", _NOTICE, "起止日期含截止日", standing.veto_not_acting),
    Check("bonus_idle", "加分不起作用", _NOTICE, "加分规则", standing.bonus_without_effect),
    Check("excluded", "不参评没有原因", _MUST, ROSTER, standing.excluded_without_reason),
    Check("excluded_entered", "不参评却有表", _EXPLAIN, ROSTER, standing.excluded_with_sheets),
    Check("result_missing", "仅结果却无结果", _MUST, ROSTER, standing.result_missing),
    Check("category", "缺考核类别", _MUST, ROSTER, standing.category_missing),
    Check("group", "缺考评组", _NOTICE, ROSTER, of_round=standing.group_missing),
    Check("same_names", "同名村", _NOTICE, ROSTER, of_round=standing.same_names),
    Check("unproofed", "签字未校对", _MUST, "年度规定要校对", standing.unproofed),
    Check("proof", "校对不一致", _MUST, "两人录入须一致", standing.proof_differs),
)

_BY_ID: Mapping[str, Check] = {check.id: check for check in CHECKS}


def check_named(check_id: str) -> Check:
    """The check with that id. Raises KeyError for another."""
    return _BY_ID[check_id]

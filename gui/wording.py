"""The one mapping from a code of the evaluation to the Chinese an official reads.

Labels only: sentences about rules are made where the rules are. Names of tables and columns
for the history stand in `gui/row_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from evaluation.history import HistoryEvent
from evaluation.rounds import ParticipationStatus, RoundState
from evaluation.standard.model import (
    AwardKind,
    ClauseKind,
    Depth,
    EffectKind,
    Measure,
    NotApplicable,
    StepKind,
)
from evaluation.stars.outcome import LossCause, OutcomeState
from evaluation.stars.sheets import MarkState, Purpose, SheetState
from evaluation.steps.records import DayKind, NoticeState, ObjectionState, SignOffState
from evaluation.steps.transitions import StepAction, StepState
from evaluation.vetoes.cases import CaseState
from gui.theme import ToneName
from gui.widgets.step_dots import StepMark

__all__ = [
    "EVENT_GROUPS",
    "LEVEL_WORDS",
    "class_tone",
    "level_word",
    "outcome_tag",
    "step_mark",
    "step_number",
    "word",
]

_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    HistoryEvent: {
        HistoryEvent.REGISTER_CREATED: "新建档案",
        HistoryEvent.OFFICE_NAMED: "登记单位",
        HistoryEvent.PERSON_ENTERED: "登记人员",
        HistoryEvent.SETTING_CHANGED: "修改设置",
        HistoryEvent.CALENDAR_CHANGED: "登记放假调休",
        HistoryEvent.YEAR_PREPARED: "筹备年度",
        HistoryEvent.STANDARD_PINNED: "新建年度，采用评定标准",
        HistoryEvent.STANDARD_SUPPLEMENTED: "补充通知，标准换版",
        HistoryEvent.ROSTER_CHANGED: "修改名册",
        HistoryEvent.ROSTER_IMPORTED: "加入名册",
        HistoryEvent.FACTS_ENTERED: "登记基本情况",
        HistoryEvent.FIGURE_ENTERED: "登记全年共用数据",
        HistoryEvent.RESULTS_IMPORTED: "登记往年结果",
        HistoryEvent.AUTHORITY_ENTERED: "登记否决设定依据",
        HistoryEvent.MARK_ENTERED: "评分录入",
        HistoryEvent.STAR_CHECKED: "一颗星查毕",
        HistoryEvent.SHEET_ENTERED: "整表录入",
        HistoryEvent.SHEET_SEALED: "评分表签字",
        HistoryEvent.SHEET_RETURNED: "评分表退回",
        HistoryEvent.ENTRY_UNDONE: "撤销录入",
        HistoryEvent.BALLOT_ENTERED: "测评录入",
        HistoryEvent.BALLOT_SEALED: "测评签字",
        HistoryEvent.BALLOT_RETURNED: "测评退回",
        HistoryEvent.BALLOT_REPEATED: "重新测评",
        HistoryEvent.BONUS_ENTERED: "登记加分",
        HistoryEvent.VETO_RECORDED: "登记一票否决线索",
        HistoryEvent.VETO_DECIDED: "一票否决认定",
        HistoryEvent.VETO_LIFTED: "解除一票否决",
        HistoryEvent.MEETING_RECORDED: "登记会议",
        HistoryEvent.RESULT_OVERRIDDEN: "会议改动结果",
        HistoryEvent.OVERRIDE_WITHDRAWN: "撤回会议改动",
        HistoryEvent.TIE_DECIDED: "并列裁定",
        HistoryEvent.STEP_CONFIRMED: "审签",
        HistoryEvent.STEP_REOPENED: "撤回审签或公示",
        HistoryEvent.NOTICE_OPENED: "张贴公示",
        HistoryEvent.NOTICE_CLEARED: "公示期满",
        HistoryEvent.OBJECTION_RECEIVED: "受理异议",
        HistoryEvent.OBJECTION_ANSWERED: "办理异议",
        HistoryEvent.YEAR_PUBLISHED: "定评封存",
        HistoryEvent.CERTIFICATE_ISSUED: "颁发证书",
        HistoryEvent.CERTIFICATE_VOIDED: "证书作废",
        HistoryEvent.PAPER_REPRINTED: "重印存档文件",
        HistoryEvent.EVIDENCE_ATTACHED: "添加附件",
        HistoryEvent.EVIDENCE_REMOVED: "移除附件",
        HistoryEvent.PROOF_AGREED: "校对一致",
        HistoryEvent.PROOF_DIFFERS: "校对不一致",
        HistoryEvent.FINDING_NOTED: "校核说明",
        HistoryEvent.SAMPLE_WRITTEN: "写入示例",
    },
    StepState: {
        StepState.NONE: "未开始",
        StepState.DRAFT: "录入中",
        StepState.SEALED: "已签",
        StepState.RETURNED: "已退回",
        StepState.SIGNED: "已审签",
        StepState.POSTED: "公示中",
        StepState.WITHDRAWN: "已撤下",
        StepState.CLEARED: "公示期满",
    },
    StepAction: {
        StepAction.ENTER: "录入",
        StepAction.SEAL: "签字",
        StepAction.RETURN: "退回",
        StepAction.SIGN: "审签",
        StepAction.REOPEN: "撤回审签",
        StepAction.POST: "张贴公示",
        StepAction.WITHDRAW: "撤下公示",
        StepAction.CLEAR: "结束公示",
    },
    SheetState: {
        SheetState.DRAFT: "录入中",
        SheetState.SEALED: "已签",
        SheetState.RETURNED: "已退回",
    },
    MarkState: {
        MarkState.UNCHECKED: "未查",
        MarkState.CHECKED: "已查",
        MarkState.AWAITING: "待数据",
        MarkState.NOT_APPLICABLE: "不涉及",
    },
    CaseState: {
        CaseState.REPORTED: "线索，待认定",
        CaseState.CONFIRMED: "已认定",
        CaseState.DISMISSED: "不予认定",
        CaseState.LIFTED: "已解除",
    },
    NoticeState: {
        NoticeState.POSTED: "公示中",
        NoticeState.WITHDRAWN: "已撤下，待重新张贴",
        NoticeState.CLEARED: "公示期满",
    },
    ObjectionState: {
        ObjectionState.RECEIVED: "已受理",
        ObjectionState.ASSIGNED: "已交办",
        ObjectionState.FOUND: "已查清",
        ObjectionState.CLOSED: "已办结",
    },
    SignOffState: {
        SignOffState.OPEN: "未签",
        SignOffState.SIGNED: "已签",
    },
    ParticipationStatus: {
        ParticipationStatus.RATED: "参评",
        ParticipationStatus.EXCLUDED: "不参评",
        ParticipationStatus.RESULT_ONLY: "仅结果",
    },
    RoundState: {
        RoundState.PREPARING: "筹备",
        RoundState.OPEN: "进行中",
        RoundState.PUBLISHED: "已定评",
    },
    ClauseKind: {
        ClauseKind.OCCURRENCE: "扣分",
        ClauseKind.STEP: "按档扣分",
        ClauseKind.LADDER: "分档",
        ClauseKind.PROPORTION: "比例",
        ClauseKind.YES_NO: "是否",
        ClauseKind.BALLOT: "引用测评",
        ClauseKind.DISCRETION: "酌情",
    },
    Depth: {
        Depth.CLAUSE: "逐条",
        Depth.INDICATOR: "每项得分",
        Depth.STAR: "每星得分",
    },
    StepKind: {
        StepKind.SELF: "自评",
        StepKind.BALLOT: "测评",
        StepKind.ASSESSMENT: "初评",
        StepKind.DELIBERATION: "审核",
        StepKind.NOTICE: "公示",
    },
    Purpose: {
        Purpose.OWN: "自评",
        Purpose.ASSESSMENT: "初评",
        Purpose.REVIEW: "组织部复核",
        Purpose.REKEY: "校对",
        Purpose.SPOT_CHECK: "抽查",
        Purpose.CITY_ANCHOR: "市级样本",
    },
    DayKind: {
        DayKind.HOLIDAY: "放假",
        DayKind.WORKDAY: "调休上班",
    },
    OutcomeState: {
        OutcomeState.RATED: "已评",
        OutcomeState.PENDING: "待评",
        OutcomeState.UNDETERMINED: "待定",
        OutcomeState.EXCLUDED: "不参评",
    },
    LossCause: {
        LossCause.SCORE: "未达线",
        LossCause.BOTTOM_LINE: "底线指标为零",
        LossCause.INDICATOR_VETO: "指标否决",
        LossCause.VETO_STAR: "一票否决，取消该星",
        LossCause.VETO_ALL: "一票否决，当年不得星",
        LossCause.TAKEN: "会议取消",
    },
    EffectKind: {
        EffectKind.LOWEST_CLASS: "列最低类别，当年不得星",
        EffectKind.CAP: "类别封顶",
        EffectKind.STARS: "取消指定的星",
        EffectKind.ONE_LOWER: "降一类",
    },
    Measure: {
        Measure.STARS: "星数",
        Measure.TOTAL: "总分",
        Measure.TOTAL_AND_BONUS: "总分加加分",
        Measure.SATISFACTION: "满意率",
        Measure.BALLOT: "测评得分",
        Measure.ASSESSMENT: "初评总分",
    },
    AwardKind: {
        AwardKind.COUNTED: "逐颗定星",
        AwardKind.GRADED: "百分制定星",
        AwardKind.NONE: "不定星，只定类别",
    },
    NotApplicable: {
        NotApplicable.FULL: "不涉及的指标按满分计",
        NotApplicable.RESCALE: "不涉及的指标不计，按适用分折算",
    },
}

LEVEL_WORDS: Mapping[str, str] = {"town": "苏木乡镇街道", "county": "旗县市区"}
"""Levels of an office."""

EVENT_GROUPS: tuple[tuple[str, str, tuple[HistoryEvent, ...]], ...] = (
    (
        "scoring",
        "评分",
        (
            HistoryEvent.MARK_ENTERED,
            HistoryEvent.STAR_CHECKED,
            HistoryEvent.SHEET_ENTERED,
            HistoryEvent.SHEET_SEALED,
            HistoryEvent.SHEET_RETURNED,
            HistoryEvent.ENTRY_UNDONE,
            HistoryEvent.BONUS_ENTERED,
            HistoryEvent.EVIDENCE_ATTACHED,
            HistoryEvent.EVIDENCE_REMOVED,
            HistoryEvent.PROOF_AGREED,
            HistoryEvent.PROOF_DIFFERS,
            HistoryEvent.FINDING_NOTED,
        ),
    ),
    (
        "ballot",
        "测评",
        (
            HistoryEvent.BALLOT_ENTERED,
            HistoryEvent.BALLOT_SEALED,
            HistoryEvent.BALLOT_RETURNED,
            HistoryEvent.BALLOT_REPEATED,
        ),
    ),
    (
        "veto",
        "一票否决",
        (
            HistoryEvent.VETO_RECORDED,
            HistoryEvent.VETO_DECIDED,
            HistoryEvent.VETO_LIFTED,
            HistoryEvent.AUTHORITY_ENTERED,
        ),
    ),
    (
        "deliberation",
        "审核定级",
        (
            HistoryEvent.MEETING_RECORDED,
            HistoryEvent.RESULT_OVERRIDDEN,
            HistoryEvent.OVERRIDE_WITHDRAWN,
            HistoryEvent.TIE_DECIDED,
            HistoryEvent.STEP_CONFIRMED,
            HistoryEvent.STEP_REOPENED,
        ),
    ),
    (
        "notice",
        "公示定评",
        (
            HistoryEvent.NOTICE_OPENED,
            HistoryEvent.NOTICE_CLEARED,
            HistoryEvent.OBJECTION_RECEIVED,
            HistoryEvent.OBJECTION_ANSWERED,
            HistoryEvent.YEAR_PUBLISHED,
        ),
    ),
    (
        "papers",
        "证书文件",
        (
            HistoryEvent.CERTIFICATE_ISSUED,
            HistoryEvent.CERTIFICATE_VOIDED,
            HistoryEvent.PAPER_REPRINTED,
        ),
    ),
    (
        "year",
        "年度与名册",
        (
            HistoryEvent.YEAR_PREPARED,
            HistoryEvent.STANDARD_PINNED,
            HistoryEvent.STANDARD_SUPPLEMENTED,
            HistoryEvent.ROSTER_CHANGED,
            HistoryEvent.ROSTER_IMPORTED,
            HistoryEvent.FACTS_ENTERED,
            HistoryEvent.FIGURE_ENTERED,
            HistoryEvent.RESULTS_IMPORTED,
        ),
    ),
    (
        "office",
        "单位与设置",
        (
            HistoryEvent.REGISTER_CREATED,
            HistoryEvent.OFFICE_NAMED,
            HistoryEvent.PERSON_ENTERED,
            HistoryEvent.SETTING_CHANGED,
            HistoryEvent.CALENDAR_CHANGED,
            HistoryEvent.SAMPLE_WRITTEN,
        ),
    ),
)
"""Kinds of history entries as the log filters them: (key, word, events)."""

_STEP_MARKS: Mapping[str, StepMark] = {
    "none": StepMark.EMPTY,
    "draft": StepMark.DOING,
    "done": StepMark.DONE,
    "fault": StepMark.FAULT,
}
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"


def word(code: StrEnum) -> str:
    """The label of a code. Raises KeyError for one without a label: a test asks for all."""
    return _WORDS[type(code)][code]


def level_word(level: str) -> str:
    """The label of an office's level."""
    return LEVEL_WORDS.get(level, level)


def step_mark(state: str) -> StepMark:
    """The mark of a `StepProgress.state`."""
    return _STEP_MARKS[state]


def step_number(place: int) -> str:
    """The number sign of a step, `place` from 0: ①."""
    return _NUMBERS[place] if place < len(_NUMBERS) else f"{place + 1}."


def class_tone(place: int | None, classes: int) -> ToneName:
    """The tone of the class at `place` (from 0, the top) of `classes` classes; None: no class."""
    if place is None:
        return "none"
    if place == 0:
        return "top"
    return "low" if place == classes - 1 else "middle"


def outcome_tag(
    state: OutcomeState, rating_class: str | None, shorts: Mapping[str, str]
) -> tuple[str, ToneName]:
    """Tag of an outcome: the class's short word, or why there is none (待评, 待定, 不参评).

    `shorts`: class id → short word, in the standard's order from the top.
    """
    if rating_class is None or state in (OutcomeState.PENDING, OutcomeState.EXCLUDED):
        return word(state), "none"
    order = list(shorts)
    if rating_class not in order:
        # 仅结果: the class may be only a word that the imported 汇总表 gave.
        return rating_class, "none"
    return shorts[rating_class], class_tone(order.index(rating_class), len(order))

"""The Chinese word of each code of a standard, for sentences about its rules.

Labels of the window are in gui/wording.py; these are the words of faults and comparisons.
"""

from __future__ import annotations

from enum import StrEnum

from evaluation.standard.form import Level
from evaluation.standard.model import (
    AwardKind,
    BallotSource,
    ClauseKind,
    Depth,
    EffectKind,
    FigureSource,
    Measure,
    NotApplicable,
    StepKind,
)

__all__ = ["word_of"]

_WORDS: dict[type[StrEnum], dict[str, str]] = {
    AwardKind: {
        AwardKind.COUNTED: "逐颗定星",
        AwardKind.GRADED: "百分制定星",
        AwardKind.NONE: "不定星",
    },
    ClauseKind: {
        ClauseKind.OCCURRENCE: "按次扣分",
        ClauseKind.STEP: "按档扣分",
        ClauseKind.LADDER: "分档得分",
        ClauseKind.PROPORTION: "按比例得分",
        ClauseKind.YES_NO: "是否",
        ClauseKind.BALLOT: "引用测评",
        ClauseKind.DISCRETION: "酌情",
    },
    FigureSource: {
        FigureSource.TYPED: "直接填写",
        FigureSource.GROWTH: "增幅",
        FigureSource.SHARE: "占比",
    },
    BallotSource: {
        BallotSource.SCORE: "测评得分",
        BallotSource.PARTICIPATION: "参与率",
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
        StepKind.DELIBERATION: "综合议评审核",
        StepKind.NOTICE: "公示定评",
    },
    NotApplicable: {
        NotApplicable.FULL: "按满分计",
        NotApplicable.RESCALE: "按适用分折算",
    },
    EffectKind: {
        EffectKind.LOWEST_CLASS: "E1（最低类别，当年不得星）",
        EffectKind.CAP: "E2（限制最高类别）",
        EffectKind.STARS: "E3（取消指定的星）",
        EffectKind.ONE_LOWER: "E4（降一类）",
    },
    Measure: {
        Measure.STARS: "星数",
        Measure.TOTAL: "总分",
        Measure.TOTAL_AND_BONUS: "总分加加分",
        Measure.SATISFACTION: "满意率",
        Measure.BALLOT: "测评得分",
        Measure.ASSESSMENT: "初评总分",
    },
    Level: {Level.TOWN: "乡镇", Level.COUNTY: "旗县"},
}


def word_of(code: StrEnum) -> str:
    """The word of a code; equal codes of two enumerations keep their own words."""
    return _WORDS[type(code)][code]

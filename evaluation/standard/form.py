"""The file form of a standard as one table: which record has which keys, of which shape.

reading.py and writing.py both follow this table, so that what is written can be read. The
keys are the names of the fields in model.py; what is required and what is the default is
told by the records themselves. Nothing here reads, writes or checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from evaluation.standard import model

__all__ = ["FORM", "FORM_VERSION", "Field", "Level", "Shape", "shape_of"]

FORM_VERSION = 1
"""Written as `form` at the head of every file; a newer number is refused in words."""


class Shape(Enum):
    """What a value looks like in the file."""

    LINE = "line"  # text without line breaks
    TEXT = "text"  # text that may have line breaks
    ID = "id"  # letters, digits, . _ -
    AMOUNT = "amount"  # ≥ 0, at most two decimals, as number or string
    SIGNED = "signed"  # an amount that may be negative
    COUNT = "count"  # a whole number ≥ 0
    FLAG = "flag"  # true or false
    CHOICE = "choice"  # a word of the enumeration `of`
    CHOICES = "choices"  # a list of such words
    MONTH_DAY = "month_day"  # "12-15"
    DATE = "date"  # "2026-12-15"
    RECORD = "record"  # one record of the class `of`
    RECORDS = "records"  # a list of them
    IDS = "ids"  # a list of ids
    LINES = "lines"  # a list of texts
    WEIGHTS = "weights"  # {"step id": whole number}
    RATIO = "ratio"  # [2, 3]


class Level(StrEnum):
    """Whose sign-off a part of the deliberation is."""

    TOWN = "town"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Field:
    """One key. `of`: the enumeration or record class; `least` and `most` bound a COUNT, or
    the length of a list; `empty`: a required text may be empty."""

    key: str
    word: str
    shape: Shape
    of: type[Any] | None = None
    least: int = 0
    most: int = 999_999_999
    empty: bool = False


def _line(key: str, word: str, *, empty: bool = False) -> Field:
    return Field(key, word, Shape.LINE, empty=empty)


def _id(key: str, word: str) -> Field:
    return Field(key, word, Shape.ID)


def _amount(key: str, word: str) -> Field:
    return Field(key, word, Shape.AMOUNT)


def _signed(key: str, word: str) -> Field:
    return Field(key, word, Shape.SIGNED)


def _count(key: str, word: str, least: int = 0, most: int = 999_999_999) -> Field:
    return Field(key, word, Shape.COUNT, least=least, most=most)


def _flag(key: str, word: str) -> Field:
    return Field(key, word, Shape.FLAG)


def _choice(key: str, word: str, of: type[StrEnum]) -> Field:
    return Field(key, word, Shape.CHOICE, of)


def _record(key: str, word: str, of: type[Any]) -> Field:
    return Field(key, word, Shape.RECORD, of)


def _records(key: str, word: str, of: type[Any], least: int = 0) -> Field:
    return Field(key, word, Shape.RECORDS, of, least=least)


def _ids(key: str, word: str, least: int = 0) -> Field:
    return Field(key, word, Shape.IDS, least=least)


_ID = _id("id", "标识")
_NAME = _line("name", "名称")
_SAME_AS = _id("same_as", "上一版的标识")

FORM: dict[type[Any], tuple[Field, ...]] = {
    model.Figure: (
        _NAME,
        _line("unit", "单位", empty=True),
        _choice("source", "数据来源", model.FigureSource),
        _id("shared_base", "共用数据（基数）"),
        _line("base_name", "基数名称"),
    ),
    model.Rung: (_signed("lower", "下限"), _amount("points", "得分")),
    model.Clause: (
        _ID,
        _choice("kind", "计分方式", model.ClauseKind),
        _line("text", "条文"),
        _amount("points", "分值"),
        _amount("cap", "扣分上限"),
        _count("at_most", "最多次数", 1),
        _record("figure", "数据", model.Figure),
        _signed("target", "目标值"),
        _id("shared_target", "共用数据（目标）"),
        _amount("step", "档距"),
        _flag("above", "超过才扣"),
        _flag("whole_steps", "每满一档才扣"),
        _records("rungs", "分档", model.Rung),
        _choice("ballot", "引用测评", model.BallotSource),
        _amount("factor", "折算系数"),
        _SAME_AS,
    ),
    model.Indicator: (
        _ID,
        _line("code", "指标码"),
        _line("text", "指标内容"),
        _amount("points", "满分"),
        _records("clauses", "计分办法", model.Clause),
        _line("department", "牵头部门"),
        _line("evidence", "查验依据"),
        _flag("bottom_line", "底线"),
        _line("veto", "本项否决"),
        _SAME_AS,
    ),
    model.Star: (
        _ID,
        _NAME,
        Field("weights", "本星权重", Shape.WEIGHTS),
        _SAME_AS,
        _records("indicators", "指标", model.Indicator, 1),
    ),
    model.Part: (
        _ID,
        _NAME,
        _choice("level", "层级", Level),
        _line("result", "结果名称"),
    ),
    model.Step: (
        _ID,
        _choice("kind", "步骤类型", model.StepKind),
        _NAME,
        _line("short", "简称"),
        _line("who", "责任主体"),
        _choice("depth", "录入深度", model.Depth),
        _count("weight", "权重", 0, 1_000_000),
        Field("opens", "开始日", Shape.MONTH_DAY),
        Field("closes", "截止日", Shape.MONTH_DAY),
        Field("signatories", "签字人", Shape.LINES),
        _records("parts", "分段", model.Part),
        _flag("drop_extremes", "去掉最高最低"),
    ),
    model.Question: (
        _ID,
        _line("text", "题目"),
        _flag("overall", "总体评价题"),
        _id("star", "对应的星"),
    ),
    model.Option: (
        _ID,
        _NAME,
        _amount("value", "分值"),
        _flag("satisfied", "计入满意率"),
    ),
    model.Channel: (_ID, _NAME, _flag("at_meeting", "会议现场")),
    model.VoterGroup: (_ID, _NAME, _count("weight", "权重", 0, 1_000_000)),
    model.BallotRules: (
        _records("questions", "测评题", model.Question, 1),
        _records("options", "选项", model.Option, 2),
        _records("channels", "发票方式", model.Channel, 1),
        _records("groups", "测评人群", model.VoterGroup),
        Field("turnout", "参加人数要求", Shape.RATIO),
    ),
    model.Condition: (_choice("measure", "指标", model.Measure), _amount("at_least", "不低于")),
    model.RatingClass: (
        _ID,
        _NAME,
        _line("short", "简称"),
        _line("outward", "对外用语"),
        _records("conditions", "条件", model.Condition),
        _SAME_AS,
    ),
    model.Quota: (
        _id("rating_class", "类别"),
        _amount("share", "比例"),
        _flag("per_town", "按镇计算"),
        _flag("enforced", "强制执行"),
    ),
    model.Grade: (_amount("at_least", "不低于"), _count("stars", "星数", 0, 100)),
    model.Effect: (
        _choice("kind", "后果", model.EffectKind),
        _ids("stars", "取消的星"),
        _id("cap", "最高类别"),
    ),
    model.VetoItem: (
        _ID,
        _line("text", "事项"),
        _records("effects", "后果", model.Effect, 1),
        _line("authority", "设定依据"),
        _count("last_year", "最后适用年度", 0, 2100),
        _SAME_AS,
    ),
    model.BonusRules: (
        _amount("per_star", "每星上限"),
        _amount("in_all", "合计上限"),
        _flag("counted", "计入星得分"),
    ),
    model.Category: (
        _ID,
        _NAME,
        _ids("not_applicable", "不适用的指标"),
        _records("clauses", "另定的计分办法", model.Clause),
    ),
    model.SharedFigure: (_ID, _NAME, _line("unit", "单位", empty=True)),
    model.NoticeRules: (_count("days", "公示天数", 1, 60), _flag("working_days", "按工作日")),
    model.Certificate: (
        _ids("classes", "发放范围", 1),
        _line("title", "标题"),
        Field("text", "正文", Shape.TEXT),
        Field("closing", "结语", Shape.TEXT, empty=True),
    ),
    model.Standard: (
        _ID,
        _NAME,
        _count("version", "版次", 1, 9999),
        _line("unit", "单位类型"),
        _choice("award", "定星方式", model.AwardKind),
        _flag("template", "模板"),
        Field("note", "说明", Shape.TEXT),
        _line("basis", "《办法》名称"),
        _line("document", "文号"),
        Field("dated", "发文日期", Shape.DATE),
        _count("valid_from", "施行年度", 0, 2100),
        _count("decimals", "保留小数位数", 0, 4),
        _amount("pass_line", "得星线"),
        _choice("not_applicable", "不涉及的处理", model.NotApplicable),
        _amount("explained_difference", "须说明的分差"),
        _records("steps", "步骤", model.Step, 1),
        _record("ballot", "测评", model.BallotRules),
        _records("classes", "类别", model.RatingClass, 2),
        _records("quotas", "名额", model.Quota),
        _records("grades", "定星分档", model.Grade),
        Field("ranking", "排名依据", Shape.CHOICES, model.Measure, least=1),
        _records("vetoes", "一票否决事项", model.VetoItem),
        _record("bonus", "加分", model.BonusRules),
        _records("categories", "考核类别", model.Category),
        _records("shared_figures", "共用数据", model.SharedFigure),
        _record("notice", "公示", model.NoticeRules),
        _record("certificate", "证书", model.Certificate),
        _records("stars", "星", model.Star, 1),
    ),
}


def shape_of(field: Field, record_class: type[Any], measure: object) -> Shape:
    """The shape of a field's value; a condition on stars counts whole stars."""
    if record_class is model.Condition and field.key == "at_least" and measure == "stars":
        return Shape.COUNT
    return field.shape

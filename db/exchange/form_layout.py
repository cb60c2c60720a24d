"""Recognises a score sheet of one village: its columns, and which indicator each row speaks of.

Works for the forms of `sheet_forms` and for those that offices make themselves, as long as their
columns have names that are known; the others are asked about, see `mappings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from db.exchange.form_words import clause_number
from db.exchange.headings import DataRow, Layout, by_words, find_layout, label_of
from db.exchange.previews import Collector
from db.exchange.tables import Cell, CellKind, Sheet, Table
from evaluation.faults import RatingFault
from evaluation.numbers import normalise_digits
from evaluation.places import compact
from evaluation.standard.model import Clause, Depth, Indicator, Standard, Star, Step
from evaluation.stars.scoring import stars_of_step

__all__ = [
    "AMOUNT_COLUMN",
    "BASE",
    "CLAUSE",
    "COUNT",
    "ENTRIES",
    "EVIDENCE",
    "FACT",
    "FIGURE",
    "FORM_HEADINGS",
    "FORM_ROLES",
    "FORM_WORDS",
    "ITEM_CODE",
    "ITEM_TEXT",
    "OWN_SCORE",
    "REMARK",
    "RULE",
    "SCORE",
    "STAR_NAME",
    "STATE",
    "Items",
    "Place",
    "form_layout",
]

ITEM_CODE, ITEM_TEXT, STAR_NAME = "item_code", "item_text", "star_name"
CLAUSE, RULE, FULL, OWN_SCORE = "clause", "rule", "full", "own_score"
SCORE, STATE, COUNT, AMOUNT_COLUMN = "score", "state", "count", "amount"
FIGURE, BASE, FACT, EVIDENCE, REMARK = "figure", "base", "fact", "evidence", "remark"
HINT = "hint"

ENTRIES = (SCORE, STATE, COUNT, AMOUNT_COLUMN, FIGURE, BASE, FACT, EVIDENCE, REMARK)
"""The columns in which a hand writes."""

FORM_WORDS: Mapping[str, str] = {
    STAR_NAME: "项目 星 星级 星级名称 考评项目 评定项目 星名",
    ITEM_CODE: "编号 指标编号 指标编码 指标号 码",
    ITEM_TEXT: "考评内容 指标 指标内容 指标名称 考核内容 考评指标 考核指标 评分内容 评定内容 内容",
    FULL: "分值 满分 标准分 标准分值 分值标准",
    CLAUSE: "条 条款 条号 第几条",
    RULE: "计分办法 评分办法 评分标准 计分标准 扣分标准 评分细则 计分规则",
    OWN_SCORE: "自评得分 自评分 自评分数",
    SCORE: "得分 评分 实得分 实际得分 考评得分 初评得分 初评分 打分 实评分",
    STATE: "查验 查验情况 查验状态",
    COUNT: "次数 扣分次数 发生次数 件数",
    AMOUNT_COLUMN: "扣分 扣分值 酌情扣分 扣分分值",
    FIGURE: "数据 数值 实际数值 完成数据 指标数据",
    BASE: "基数 基数数据 对比基数",
    FACT: "事实 扣分事实 扣分原因 扣分理由 存在问题 考评记载 扣分说明 扣分情况",
    EVIDENCE: "依据 扣分依据 佐证 佐证材料",
    REMARK: "备注",
    HINT: "查验依据 考评办法 查验方式 考评方式 牵头部门 责任部门",
}
FORM_HEADINGS = by_words(FORM_WORDS)
_ANCHORS = frozenset({ITEM_CODE, ITEM_TEXT, STAR_NAME})
_NEEDS = (
    (ITEM_CODE, ITEM_TEXT, STAR_NAME),
    (SCORE, OWN_SCORE, COUNT, AMOUNT_COLUMN, FIGURE),
)
_NAMES: Mapping[str, str] = {
    ITEM_CODE: "编号",
    ITEM_TEXT: "考评内容",
    STAR_NAME: "项目（星）",
    SCORE: "得分",
    OWN_SCORE: "自评得分",
    COUNT: "次数",
    AMOUNT_COLUMN: "扣分（酌情）",
    FIGURE: "数据",
    BASE: "基数",
    FACT: "事实",
    EVIDENCE: "依据",
    REMARK: "备注",
    STATE: "查验（已查、不涉及、待数据）",
    CLAUSE: "第几条",
    RULE: "计分办法",
    FULL: "分值",
}
FORM_ROLES = (_NAMES, FORM_HEADINGS, _NEEDS, _ANCHORS)
"""What the columns of a score sheet can be, as `mappings.Roles` takes it."""
_LEAST_LIKENESS = 0.4
_SURE_LIKENESS = 0.8


def form_layout(sheet: Sheet, file_name: str) -> Layout | None:
    """The columns of a sheet that is a form, or None where it is none."""
    table = Table(file_name, "", (sheet,))
    try:
        return find_layout(table, FORM_HEADINGS, _NEEDS, anchors=_ANCHORS)
    except RatingFault:
        return None


@dataclass(frozen=True, slots=True)
class Place:
    """What a row speaks of: a star (depth STAR), an indicator, or one of its clauses."""

    star: Star
    indicator: Indicator | None = None
    number: int = 0

    @property
    def item(self) -> str:
        return self.indicator.id if self.indicator is not None else self.star.id

    @property
    def name(self) -> str:
        return self.indicator.code if self.indicator is not None else self.star.name

    @property
    def points(self) -> int:
        return self.indicator.points if self.indicator is not None else self.star.points

    @property
    def clause(self) -> Clause | None:
        if self.indicator is None or not 0 < self.number <= len(self.indicator.clauses):
            return None
        return self.indicator.clauses[self.number - 1]


class Items:
    """The indicators (or stars) of a step, to be found by what stands in a row."""

    def __init__(self, standard: Standard, step: Step) -> None:
        self.step = step
        self.stars = stars_of_step(standard, step.id)
        self._by_code: dict[str, tuple[Star, Indicator]] = {}
        self._by_text: dict[str, list[tuple[Star, Indicator]]] = {}
        self._stars: dict[str, Star] = {}
        self._elsewhere = {
            indicator.code for star in standard.stars for indicator in star.indicators
        }
        for number, star in enumerate(standard.stars, start=1):
            if star not in self.stars:
                continue
            for word in (star.id, star.name, f"★{number}", f"★{number}{star.name}", str(number)):
                self._stars[label_of(word)] = star
            for indicator in star.indicators:
                self._by_code[indicator.code] = (star, indicator)
                self._by_text.setdefault(label_of(indicator.text), []).append((star, indicator))

    @property
    def by_star(self) -> bool:
        return self.step.depth is Depth.STAR

    def known(self, text: str) -> bool:
        """Whether a text is the code or the wording of one of the items."""
        label = label_of(text)
        if self.by_star:
            return label in self._stars
        return _code(text) in self._by_code or len(self._by_text.get(label, ())) == 1

    def place(
        self, collector: Collector, row: DataRow, before: Place | None, *, sure: bool
    ) -> Place | None:
        """What a row speaks of, or None where the reason has been told to the collector.

        before: what the row above spoke of, which holds on where this row names nothing. sure:
        the form was made from this very standard, so that codes need no second look.
        """
        found = self._star(collector, row) if self.by_star else None
        if self.by_star:
            return found
        item = self._indicator(collector, row, before, sure)
        if item is None:
            return None
        star, indicator = item
        if self.step.depth is not Depth.CLAUSE:
            return Place(star, indicator)
        number = _clause_of(collector, row, indicator)
        return None if number is None else Place(star, indicator, number)

    def _star(self, collector: Collector, row: DataRow) -> Place | None:
        for key in (ITEM_CODE, STAR_NAME, ITEM_TEXT):
            star = self._stars.get(label_of(row.text(key))) if row.text(key) else None
            if star is not None:
                return Place(star)
        collector.fault(
            _where(row),
            "看不出这一行是哪一颗星。请写星的名称或编号，例如“★1”。",
        )
        return None

    def _indicator(
        self, collector: Collector, row: DataRow, before: Place | None, sure: bool
    ) -> tuple[Star, Indicator] | None:
        cell = _filled_down(collector, row, ITEM_CODE)
        text = _filled_down(collector, row, ITEM_TEXT)
        if cell.kind is CellKind.DATE:
            collector.fault(
                cell.address,
                f"编号这一格变成了日期（{cell.text}），不知道是哪一项。请设为文本格式重新填写。",
            )
            return None
        if cell.empty:
            return self._without_code(collector, row, text, before)
        code = _code(cell.text)
        found = self._by_code.get(code)
        if found is None:
            message = (
                f"{self.step.short}不打编号为“{cell.text}”的指标。请删去这一行的内容。"
                if code in self._elsewhere
                else f"评定标准里没有编号为“{cell.text}”的指标。请核对编号。"
            )
            collector.fault(cell.address, message)
            return None
        if (
            cell.kind is CellKind.NUMBER
            and f"{code}0" in self._by_code
            and not self._says(text, found[1])
        ):
            collector.fault(
                cell.address,
                f"编号 {code} 是数字格式，可能是 {code}0 丢了末尾的 0。请设为文本格式重新填写。",
            )
            return None
        if not sure and not text.empty and not self._like(text, found[1]):
            return self._asked(collector, cell, text, found)
        return found

    def _without_code(
        self, collector: Collector, row: DataRow, text: Cell, before: Place | None
    ) -> tuple[Star, Indicator] | None:
        named = self._by_text.get(label_of(text.text), []) if not text.empty else []
        if len(named) == 1:
            return named[0]
        if text.empty and before is not None and before.indicator is not None:
            return before.star, before.indicator
        said = f"“{text.text}”" if not text.empty else "这一行"
        collector.fault(
            _where(row), f"{said}没有编号，不知道是哪一项指标。请填指标编号，例如 1.1。"
        )
        return None

    def _asked(
        self,
        collector: Collector,
        cell: Cell,
        text: Cell,
        found: tuple[Star, Indicator],
    ) -> tuple[Star, Indicator] | None:
        answer = collector.ask(
            "texts",
            text.address,
            f"编号相同而文字与评定标准不同，例如 {found[1].code}：表里写的是“{text.text}”，"
            f"标准里是“{found[1].text}”。这张表按编号读入吗？",
            (("same", "是，只是写法不同"), ("other", "不是，按别的标准打的分，不读")),
        )
        if answer == "other":
            collector.fault(
                cell.address,
                f"“{cell.text} {text.text}”与本年度的评定标准不是同一项。"
                "请换用按本年度标准打分的表。",
            )
            return None
        return found

    def _says(self, text: Cell, indicator: Indicator) -> bool:
        return not text.empty and label_of(text.text) == label_of(indicator.text)

    def _like(self, text: Cell, indicator: Indicator) -> bool:
        written, known = label_of(text.text), label_of(indicator.text)
        return written in known or known in written or _likeness(written, known) >= _LEAST_LIKENESS


def _code(text: str) -> str:
    return normalise_digits(compact(text)).replace("．", ".").replace("。", ".").lower()


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _where(row: DataRow) -> str:
    for key in (ITEM_CODE, ITEM_TEXT, STAR_NAME, *ENTRIES):
        if not row.cell(key).empty:
            return row.cell(key).address
    return row.address


def _filled_down(collector: Collector, row: DataRow, key: str) -> Cell:
    """A cell that only says where a row belongs; one of merged cells counts for all of them."""
    cell = row.cell(key)
    heading = collector.layout.columns.get(key)
    if cell.empty and heading is not None:
        merge = collector.layout.sheet.merge_at(row.number, heading.column)
        if merge is not None:
            return collector.layout.sheet.cell(merge[0], merge[1])
    return cell


def _clause_of(collector: Collector, row: DataRow, indicator: Indicator) -> int | None:
    """The number of the clause a row speaks of; tells why where it cannot be said."""
    cell = row.cell(CLAUSE)
    if cell.kind is CellKind.DATE or cell.kind is CellKind.ERROR:
        collector.fault(cell.address, f"第几条这一格读不出来（{cell.text}）。请改成数字，如 1。")
        return None
    if not cell.empty:
        number = clause_number(compact(cell.text))
        if number is None or not 0 < number <= len(indicator.clauses):
            collector.fault(
                cell.address,
                f"指标 {indicator.code} 没有第“{cell.text}”条计分办法，"
                f"共 {len(indicator.clauses)} 条。",
            )
            return None
        return number
    if len(indicator.clauses) == 1:
        return 1
    by_text = _clause_by_text(row.text(RULE), indicator.clauses)
    if by_text is not None:
        return by_text
    collector.fault(
        _where(row),
        f"指标 {indicator.code} 有 {len(indicator.clauses)} 条计分办法，"
        "看不出这一行是第几条。请在“条”一列写明。",
    )
    return None


def _clause_by_text(text: str, clauses: Sequence[Clause]) -> int | None:
    """The clause whose wording stands in the row: alike, and no other one is."""
    if not text:
        return None
    plain = compact(text)
    number = clause_number(plain[:1])
    if number is not None and ord(plain[0]) >= 0x2460 and number <= len(clauses):
        if sum(ord(sign) in range(0x2460, 0x2474) for sign in plain) == 1:
            return number
    likeness = [
        (_likeness(label_of(plain), label_of(clause.text)), place)
        for place, clause in enumerate(clauses, start=1)
    ]
    sure = [place for like, place in likeness if like >= _SURE_LIKENESS]
    return sure[0] if len(sure) == 1 else None

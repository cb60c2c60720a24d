"""得分 in: points by indicator (or by star), one row per village, onto draft sheets.

Only steps that are entered by points take a table; a sheet that is signed stays as it is and
its row is a fault. An empty cell changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from db.exchange.headings import (
    CODE,
    NAME,
    NUMBER,
    TOWN,
    DataRow,
    Heading,
    Headings,
    Layout,
    by_words,
    label_of,
    title_of,
)
from db.exchange.members import Member, Members
from db.exchange.previews import Collector, Difference, Ground, shown_points
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.numbers import show_plain
from evaluation.places import compact
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus, Round
from evaluation.standard.model import Depth, Standard, Step, StepKind
from evaluation.stars.scoring import SheetContent, depth_of, stars_of_step
from evaluation.stars.sheets import Mark, MarkState, Purpose, SheetState

__all__ = [
    "SCORE_NEEDS",
    "STATE_WORDS",
    "draft_scores",
    "score_headings",
    "score_roles",
    "state_written",
    "step_of_scores",
]

_TOTAL = "total"
_ITEM = "item:"
SCORE_NEEDS = ((NAME, CODE),)

_CODE_FIRST = re.compile(r"(?:指标)?([0-9]+(?:[.．][0-9]+)+)(?![0-9])")
_STAR_NUMBER = re.compile(r"(?:★|第)([0-9]+)(?:星|颗星|颗)?(?![0-9.])")
_LEAST_LIKENESS = 0.4
_SAME, _OTHER = "same", "other"
STATE_WORDS: Mapping[MarkState, str] = {
    MarkState.NOT_APPLICABLE: "不涉及",
    MarkState.AWAITING: "待数据",
}
"""States that stand in a table in the place of points, and their words."""
_NOT_APPLICABLE = frozenset({"不涉及", "不适用", "/", "／", "-", "—"})
_AWAITING = frozenset({"待数据", "待定", "待报"})


@dataclass(frozen=True, slots=True)
class _Item:
    """An indicator or star that can be given points (hundredths)."""

    id: str
    name: str
    points: int


def _items(standard: Standard, step: Step) -> tuple[_Item, ...]:
    stars = stars_of_step(standard, step.id)
    if step.depth is Depth.STAR:
        return tuple(_Item(star.id, star.name, star.points) for star in stars)
    return tuple(
        _Item(indicator.id, indicator.code, indicator.points)
        for star in stars
        for indicator in star.indicators
    )


def score_headings(standard: Standard) -> Headings:
    """Recognise columns named by an indicator's code or text, or by a star's number or name."""
    plain = by_words({_TOTAL: "总分 合计 总计 自评总分 自评得分 合计得分"})
    exact: dict[str, str] = {}
    for number, star in enumerate(standard.stars, start=1):
        for word in (star.id, star.name, f"★{number}{star.name}", f"{star.name}星"):
            exact[label_of(word)] = _ITEM + star.id
        exact[f"★{number}"] = _ITEM + star.id
        for indicator in star.indicators:
            for word in (indicator.id, indicator.code, indicator.text):
                exact[label_of(word)] = _ITEM + indicator.id
    codes = {indicator.code: indicator.id for indicator in standard.indicators}
    stars = {str(number): star.id for number, star in enumerate(standard.stars, start=1)}

    def recognise(labels: Sequence[str]) -> str:
        for label in reversed(labels):
            key = exact.get(label_of(label)) or plain((label,))
            if key:
                return key
            written = compact(label).replace("．", ".")
            coded = _CODE_FIRST.match(written)
            if coded and coded[1] in codes:
                return _ITEM + codes[coded[1]]
            starred = _STAR_NUMBER.match(written)
            if starred and starred[1] in stars:
                return _ITEM + stars[starred[1]]
        return ""

    return recognise


def score_roles(standard: Standard) -> dict[str, str]:
    """What the columns of a table of points can be: key → what it is called in a question."""
    names = {NAME: "嘎查村名称", CODE: "代码", TOWN: "镇", NUMBER: "序号", _TOTAL: "合计"}
    for number, star in enumerate(standard.stars, start=1):
        names[_ITEM + star.id] = f"★{number} {star.name}"
        for indicator in star.indicators:
            names[_ITEM + indicator.id] = f"{indicator.code} {indicator.text}"
    return names


def step_of_scores(standard: Standard, layout: Layout) -> Step:
    """The step a table is about: the one its title names, else 自评.

    Raises RatingFault where the standard has no such step or it takes no points.
    """
    title = compact(title_of(layout))
    own = standard.step_of_kind(StepKind.SELF)
    assessment = standard.step_of_kind(StepKind.ASSESSMENT)
    named = assessment is not None and assessment.short in title
    other = own is not None and own.short in title
    step = assessment if named and not other else own or assessment
    if step is None:
        raise RatingFault("本年度的评定标准没有自评，也没有初评，没有可以导入得分的步骤。")
    if depth_of(step, Purpose.ASSESSMENT) is Depth.CLAUSE:
        raise RatingFault(
            f"{step.name}按逐条扣分录入，不能从表格导入得分。请在评分页逐条录入，"
            "或在评定标准里把这一步的录入方式改为每项得分。"
        )
    return step


def draft_scores(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `import_scores`, and every row told to the collector."""
    reader, round_, standard = ground.reader, ground.round, ground.standard
    step = step_of_scores(standard, collector.layout)
    items = _items(standard, step)
    _check_columns(collector, standard, step, items)
    members = Members(reader, round_)
    sheets: list[dict[str, Any]] = []
    for row in collector.data_rows():
        member = members.find(collector, row)
        if member is None:
            continue
        faults = len(collector.faults)
        sheet = _sheet(collector, row, items, step.depth)
        content = _before(collector, reader, round_, step, row, member)
        if len(collector.faults) > faults:
            continue
        differences = _differences(items, sheet, content)
        if collector.compared(row, member.name, differences, new=content is None):
            sheets.append({"village": member.id, **_argument(items, sheet)})
    return {"round": round_.id, "step": step.id, "sheets": sheets}


_Entry = int | MarkState


def state_written(text: str) -> MarkState | None:
    """不涉及 or 待数据 as people write them, in a text without blanks; None for all else."""
    if text in _NOT_APPLICABLE:
        return MarkState.NOT_APPLICABLE
    return MarkState.AWAITING if text in _AWAITING else None


def _check_columns(
    collector: Collector, standard: Standard, step: Step, items: Sequence[_Item]
) -> None:
    known = {_ITEM + item.id for item in items}
    columns = collector.layout.columns
    if not known & set(columns):
        what = "星" if step.depth is Depth.STAR else "指标编号"
        collector.fault(
            "",
            f"表头里没有一列是{step.short}要打分的{what}。"
            f"每一列的表头应写{what}，例如“{items[0].name}”。"
            if items
            else "没有要打分的内容。",
        )
    _check_texts(collector, standard)
    of_indicators = {_ITEM + star.id for star in standard.stars}
    for key, heading in columns.items():
        if not key.startswith(_ITEM) or key in known:
            continue
        # The sum of a star beside its indicators is derived and not read.
        if key in of_indicators and step.depth is Depth.INDICATOR:
            continue
        collector.fault(
            heading.address, f"“{heading.text}”不由{step.short}打分。请删去这一列再导入。"
        )
    for heading in collector.layout.unknown:
        if _CODE_FIRST.match(compact(heading.text)):
            collector.fault(
                heading.address,
                f"评定标准里没有编号为“{heading.text}”的指标。请核对编号；"
                "编号 1.10 要设为文本格式，否则会变成 1.1。",
            )


def _check_texts(collector: Collector, standard: Standard) -> None:
    """A code beside quite another text is that of another standard: the official is asked."""
    known = {_ITEM + indicator.id: indicator for indicator in standard.indicators}
    differing: list[Heading] = []
    for key, heading in collector.layout.columns.items():
        if key not in known or label_of(heading.text) in collector.explained:
            continue
        written = label_of(_CODE_FIRST.sub("", compact(heading.text)))
        text = label_of(known[key].text)
        likeness = SequenceMatcher(None, written, text).ratio()
        if written and written not in text and likeness < _LEAST_LIKENESS:
            differing.append(heading)
    if not differing:
        return
    first = differing[0]
    answer = collector.ask(
        "texts",
        first.address,
        f"有 {len(differing)} 列编号相同而文字与评定标准不同，例如“{first.text}”，"
        f"标准里的 {known[first.key].code} 是“{known[first.key].text}”。是同样的指标吗？",
        ((_SAME, "是，只是写法不同"), (_OTHER, "不是，这张表按别的标准打分")),
    )
    if answer == _OTHER:
        for heading in differing:
            collector.fault(
                heading.address,
                f"“{heading.text}”与本年度的评定标准不是同一项。请换用按本年度标准打分的表。",
            )


def _sheet(
    collector: Collector, row: DataRow, items: Sequence[_Item], depth: Depth
) -> dict[str, _Entry]:
    """What a row gives, by item; only indicators can be 不涉及 or 待数据."""
    found: dict[str, _Entry] = {}
    for item in items:
        key = _ITEM + item.id
        cell = row.cell(key)
        written = compact(cell.text)
        state = state_written(written) if depth is Depth.INDICATOR else None
        if state is not None:
            if collector.readable(row, key, f"{item.name} 的得分"):
                found[item.id] = state
                if written not in STATE_WORDS.values():
                    collector.notice(
                        cell.address,
                        f"{item.name} 的得分写的是“{cell.text}”，读作{STATE_WORDS[state]}。",
                    )
        else:
            points = collector.number(row, key, f"{item.name} 的得分")
            if points is None:
                continue
            if not 0 <= points <= item.points:
                collector.fault(
                    cell.address,
                    f"{item.name} 的得分填的是 {show_plain(points)}，"
                    f"应在 0 到 {show_plain(item.points)} 分之间。",
                )
            found[item.id] = points
    _check_total(collector, row, items, found)
    return found


def _check_total(
    collector: Collector, row: DataRow, items: Sequence[_Item], found: Mapping[str, _Entry]
) -> None:
    """A sum beside a complete row must be the sum; it is not read otherwise."""
    points = [found.get(item.id) for item in items]
    total = collector.number(row, _TOTAL, "合计")
    added = [value for value in points if isinstance(value, int)]
    if total is not None and len(added) == len(items) and sum(added) != total:
        collector.fault(
            row.cell(_TOTAL).address,
            f"合计填的是 {show_plain(total)}，各项相加是 {show_plain(sum(added))}。"
            "请核对是哪一项填错了。",
        )


def _before(
    collector: Collector, reader: Reader, round_: Round, step: Step, row: DataRow, member: Member
) -> SheetContent | None:
    """The village's sheet as it is; a fault where it cannot be written on."""
    if member.participation.status is not ParticipationStatus.RATED:
        collector.fault(row.address, f"{member.name}本年度不参评，不能导入得分。")
        return None
    purpose = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
    sheet = latest_sheet(reader, round_.id, member.id, step.id, purpose, "")
    if sheet is None:
        return None
    if sheet.state is SheetState.SEALED:
        collector.fault(
            row.address,
            f"{member.name}的{step.short}已经签字，不能再导入。要改请先退回，或从表里删去这一行。",
        )
    return sheet_content(reader, sheet)


def _shown(entry: _Entry | None) -> str:
    if isinstance(entry, MarkState):
        return STATE_WORDS.get(entry, "")
    return shown_points(entry)


def _entry(mark: Mark | None) -> _Entry | None:
    if mark is None or mark.state is MarkState.UNCHECKED:
        return None
    return mark.score if mark.state is MarkState.CHECKED else mark.state


def _differences(
    items: Sequence[_Item], sheet: Mapping[str, _Entry], content: SheetContent | None
) -> tuple[Difference, ...]:
    marks: Mapping[str, Mark] = content.marks if content else {}
    return tuple(
        Difference(item.name, _shown(_entry(marks.get(item.id))), _shown(sheet[item.id]))
        for item in items
        if item.id in sheet and _entry(marks.get(item.id)) != sheet[item.id]
    )


def _argument(items: Sequence[_Item], sheet: Mapping[str, _Entry]) -> dict[str, Any]:
    """The row as `fill_sheet` takes it."""
    return {
        "scores": {
            item.id: show_plain(value)
            for item in items
            if not isinstance(value := sheet.get(item.id), MarkState) and value is not None
        },
        "not_applicable": [
            item.id for item in items if sheet.get(item.id) is MarkState.NOT_APPLICABLE
        ],
        "awaiting": [item.id for item in items if sheet.get(item.id) is MarkState.AWAITING],
    }

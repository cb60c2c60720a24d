"""部门反馈表 in: figures and counts of a department onto the villages' 初评 drafts.

An empty cell changes nothing. What a department reported before is replaced by what it reports
now; a value that was entered otherwise (typed by hand, taken from a sheet) is replaced only
where the official says so. A signed sheet stays as it is and its row is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.exchange.feedback_forms import (
    BASE_WORD,
    COUNT_WORD,
    FACT_WORD,
    feedback_step,
    reported_clauses,
)
from db.exchange.form_words import circled, clause_number, has_typed_base
from db.exchange.headings import (
    CODE,
    NAME,
    NUMBER,
    TOWN,
    DataRow,
    Heading,
    Headings,
    by_words,
    label_of,
    unit_of,
)
from db.exchange.heads import check_head, is_of_this_standard
from db.exchange.identity import DEPARTMENT, read_identity
from db.exchange.members import Member, Members
from db.exchange.previews import Collector, Difference, Ground, shown_points
from db.exchange.provenance import Provenance
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.numbers import normalise_digits
from evaluation.places import compact
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Indicator,
    Standard,
    Step,
    for_category,
)
from evaluation.stars.scoring import SheetContent, needs_figure, stars_of_step
from evaluation.stars.sheets import MarkState, Purpose, SheetState

__all__ = ["FEEDBACK_NEEDS", "draft_feedback", "feedback_headings", "feedback_roles"]

FEEDBACK_NEEDS = ((NAME, CODE),)
_COLUMN = re.compile(r"([0-9]+(?:\.[0-9]+)+)([\u2460-\u2473])?(.*)")
_KIND = "report:"
_TAKE, _KEEP = "take", "keep"

_Key = tuple[str, str, str]
"""(indicator id, clause id, what)."""


def feedback_headings(standard: Standard) -> Headings:
    """Recognise columns named by an indicator's code, with the sign of a clause for counts."""
    plain = by_words({})
    indicators = {item.code: item for star in standard.stars for item in star.indicators}

    def recognise(labels: Sequence[str]) -> str:
        for label in reversed(labels):
            written = normalise_digits(compact(label)).replace("．", ".")
            found = _COLUMN.match(written)
            if found is None:
                continue
            indicator = indicators.get(found[1])
            if indicator is None:
                continue
            key = _column_key(indicator, clause_number(found[2] or ""), found[3])
            if key:
                return key
        return plain(labels)

    return recognise


def feedback_roles(standard: Standard) -> dict[str, str]:
    """What the columns of a table can be: key → what it is called in a question."""
    names = {NAME: "嘎查村名称", CODE: "代码", TOWN: "镇", NUMBER: "序号"}
    for indicator in standard.indicators:
        for number, clause in reported_clauses(indicator):
            what = f"{indicator.code}{circled(number)} {clause.text}"
            if clause.kind is ClauseKind.OCCURRENCE:
                names[_key(indicator, clause, COUNT_WORD)] = f"{what}：次数"
                names[_key(indicator, clause, FACT_WORD)] = f"{what}：事实"
                continue
            figure = clause.figure
            assert figure is not None, f"clause {clause.id} has no figure"
            names[_key(indicator, clause, "")] = f"{indicator.code} {figure.name}（{figure.unit}）"
            if has_typed_base(clause):
                names[_key(indicator, clause, BASE_WORD)] = f"{indicator.code} {figure.base_name}"
    return names


def _column_key(indicator: Indicator, number: int | None, words: str) -> str:
    for place, clause in reported_clauses(indicator):
        if clause.kind is ClauseKind.OCCURRENCE:
            if place == number:
                what = FACT_WORD if words.endswith(FACT_WORD) else COUNT_WORD
                return f"{_KIND}{indicator.id}|{clause.id}|{what}"
        elif number is None or place == number:
            what = BASE_WORD if words.startswith(BASE_WORD) and has_typed_base(clause) else ""
            return f"{_KIND}{indicator.id}|{clause.id}|{what}"
    return ""


def draft_feedback(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `import_feedback`, and every row told to the collector."""
    step = feedback_step(ground.standard)
    identity = read_identity(collector.layout.sheet, collector.layout.first_row)
    check_head(collector, identity, ground, "部门反馈表")
    reading = _Reading(
        collector, ground, step, Members(ground.reader, ground.round), Provenance(ground)
    )
    reading.check_columns(sure=is_of_this_standard(identity, ground))
    villages: list[dict[str, Any]] = []
    for row in collector.data_rows():
        part = reading.village(row)
        if part is not None:
            villages.append(part)
    return {
        "round": ground.round.id,
        "step": step.id,
        "department": identity.text(DEPARTMENT),
        "villages": villages,
    }


@dataclass(slots=True)
class _Part:
    """What one village gets."""

    figures: dict[str, list[str]] = field(default_factory=dict)
    deductions: list[dict[str, Any]] = field(default_factory=list)
    removed: list[list[str]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """A table being read."""

    collector: Collector
    ground: Ground
    step: Step
    members: Members
    provenance: Provenance

    def check_columns(self, *, sure: bool) -> None:
        """Columns that are not this step's, of another unit, or of an unknown indicator."""
        layout = self.collector.layout
        scored = {
            item.id
            for star in stars_of_step(self.ground.standard, self.step.id)
            for item in star.indicators
        }
        reported = [
            (key, heading) for key, heading in layout.columns.items() if key.startswith(_KIND)
        ]
        if not reported:
            self.collector.fault(
                "",
                "表头里没有一列写着指标编号。数据列应写“3.2 集体经营性收入（万元）”，"
                f"次数列应写“4.4{circled(1)} ……（次数）”这样的列名，请用程序导出的部门反馈表。",
            )
        for key, heading in reported:
            indicator, clause, what = self._of(self.ground.standard, key)
            if indicator.id not in scored:
                self.collector.fault(
                    heading.address, f"“{heading.text}”不由{self.step.short}打分。请删去这一列。"
                )
            elif what in ("", BASE_WORD):
                self._check_unit(heading, clause)
            if not sure:
                self._check_text(heading, indicator, clause, what)
        for heading in layout.unknown:
            if _COLUMN.match(normalise_digits(compact(heading.text))):
                self.collector.fault(
                    heading.address,
                    f"评定标准里没有“{heading.text}”这一项可以反馈。请核对编号。",
                )

    def _check_unit(self, heading: Heading, clause: Clause) -> None:
        unit = clause.figure.unit if clause.figure is not None else ""
        written = unit_of(heading.text).removeprefix("单位：")
        if unit and written and written != unit:
            self.collector.fault(
                heading.address,
                f"这一列“{heading.text}”的单位是“{written}”，程序里以“{unit}”为单位。"
                f"请把数值换算成{unit}，并改正表头。",
            )

    def _check_text(
        self, heading: Heading, indicator: Indicator, clause: Clause, what: str
    ) -> None:
        """Where the form names no standard, the words of a column have to be this standard's."""
        if what in (FACT_WORD, BASE_WORD) or label_of(heading.text) in self.collector.explained:
            return
        known = clause.text if what == COUNT_WORD else (clause.figure.name if clause.figure else "")
        if compact(known) in compact(heading.text):
            return
        answer = self.collector.ask(
            f"text:{indicator.id}:{clause.id}",
            heading.address,
            f"“{heading.text}”的文字与评定标准不同，标准里是“{known}”。是同一项吗？",
            (("same", "是，只是写法不同"), ("other", "不是，不读这张表")),
        )
        if answer == "other":
            self.collector.fault(heading.address, f"“{heading.text}”与评定标准不是同一项。")

    @staticmethod
    def _of(standard: Standard, key: str) -> tuple[Indicator, Clause, str]:
        item, clause_id, what = key.removeprefix(_KIND).split("|")
        indicator = next(found for found in standard.indicators if found.id == item)
        clause = indicator.clause(clause_id)
        assert clause is not None, f"{item} has no clause {clause_id}"
        return indicator, clause, what

    def village(self, row: DataRow) -> dict[str, Any] | None:
        """What a row changes, or None: nothing, or something is wrong with it."""
        member = self.members.find(self.collector, row)
        if member is None:
            return None
        entered = [
            key for key, cell in row.cells.items() if key.startswith(_KIND) and not cell.empty
        ]
        if not entered:
            self.collector.compared(row, member.name, (), new=False, note="没有填写")
            return None
        faults = len(self.collector.faults)
        content = self._before(row, member)
        part = self._part(row, member, content)
        if len(self.collector.faults) > faults:
            return None
        changed = self.collector.compared(
            row,
            member.name,
            tuple(part.differences),
            new=bool(part.differences) and content is None,
        )
        if not changed:
            return None
        values = {
            "figures": part.figures,
            "deductions": part.deductions,
            "removed": part.removed,
            "states": part.states,
        }
        return {"village": member.id, **{key: value for key, value in values.items() if value}}

    def _before(self, row: DataRow, member: Member) -> SheetContent | None:
        if member.participation.status is not ParticipationStatus.RATED:
            self.collector.fault(row.address, f"{member.name}本年度不参评，不能填写部门反馈。")
            return None
        sheet = latest_sheet(
            self.ground.reader,
            self.ground.round.id,
            member.id,
            self.step.id,
            Purpose.ASSESSMENT,
            "",
        )
        if sheet is None:
            return None
        if sheet.state is SheetState.SEALED:
            self.collector.fault(
                row.address,
                f"{member.name}的{self.step.short}已经签字，不能再填部门反馈。"
                "要改请先退回，或从表里删去这一行。",
            )
        return sheet_content(self.ground.reader, sheet)

    def _part(self, row: DataRow, member: Member, content: SheetContent | None) -> _Part:
        standard = for_category(self.ground.standard, member.participation.category)
        part = _Part()
        asked: dict[str, list[Clause]] = {}
        for key in self.collector.layout.columns:
            if not key.startswith(_KIND):
                continue
            indicator, clause, what = self._of(standard, key)
            if what == "":
                self._figure(row, member, content, indicator, clause, part)
            elif what == COUNT_WORD:
                count = self._count(row, member, content, indicator, clause, part)
                if count == 0:
                    asked.setdefault(indicator.id, []).append(clause)
        self._looked_at(standard, content, asked, part)
        return part

    def _looked_at(
        self,
        standard: Standard,
        content: SheetContent | None,
        none_found: Mapping[str, list[Clause]],
        part: _Part,
    ) -> None:
        """An indicator of which every clause was reported as 0 has been looked at."""
        for indicator in standard.indicators:
            mark = content.marks.get(indicator.id) if content is not None else None
            if (
                len(none_found.get(indicator.id, ())) == len(indicator.clauses)
                and not needs_figure(indicator)
                and (mark is None or mark.state is MarkState.UNCHECKED)
            ):
                part.states[indicator.id] = MarkState.CHECKED.value
                part.differences.append(Difference(f"{indicator.code} 查验", "", "已查"))

    def _figure(
        self,
        row: DataRow,
        member: Member,
        content: SheetContent | None,
        indicator: Indicator,
        clause: Clause,
        part: _Part,
    ) -> None:
        figure = clause.figure
        assert figure is not None
        what = f"{indicator.code} {figure.name}"
        place = _key(indicator, clause, "")
        value = self.collector.number(row, place, what, figure.unit)
        base_place = _key(indicator, clause, BASE_WORD)
        with_base = has_typed_base(clause)
        base = (
            self.collector.number(row, base_place, f"{what}的基数", figure.unit)
            if with_base
            else None
        )
        mark = content.marks.get(indicator.id) if content is not None else None
        old = (mark.figure, mark.base) if mark is not None else (None, None)
        new = (value if value is not None else old[0], base if base is not None else old[1])
        if new == old:
            return
        if new[0] is None or (with_base and new[1] is None):
            lacking = "数据" if new[0] is None else f"基数（{figure.base_name or '基数'}）"
            # A cell that could not be read has been told of already.
            if row.cell(place if new[0] is None else base_place).empty:
                given = row.cell(base_place if new[0] is None else place)
                self.collector.fault(given.address, f"{what}缺少{lacking}，请一并填写。")
            return
        if old[0] is not None and not self._may_replace(
            row,
            place if value is not None and value != old[0] else base_place,
            member,
            self.provenance.by_hand(member.id, indicator.id),
            what,
            _pair(*old),
            _pair(*new),
        ):
            return
        part.figures[indicator.id] = [shown_points(new[0]), shown_points(new[1])]
        part.differences.append(Difference(what, _pair(*old), _pair(*new)))

    def _count(
        self,
        row: DataRow,
        member: Member,
        content: SheetContent | None,
        indicator: Indicator,
        clause: Clause,
        part: _Part,
    ) -> int | None:
        number = next(n for n, item in enumerate(indicator.clauses, 1) if item.id == clause.id)
        what = f"{indicator.code} 第 {number} 条"
        place = _key(indicator, clause, COUNT_WORD)
        fact_place = _key(indicator, clause, FACT_WORD)
        count = self.collector.count(row, place, f"{what}的次数")
        fact = self.collector.text(row, fact_place, f"{what}的事实")
        old = next(
            (
                item
                for item in (content.deductions.get(indicator.id, ()) if content else ())
                if item.clause == clause.id
            ),
            None,
        )
        if count is None:
            if fact and old is None and row.cell(place).empty:
                self.collector.fault(
                    row.cell(fact_place).address, f"{what}写了事实，没有填次数。请填次数。"
                )
            if not fact or old is None:
                return None
            count = old.count
        if clause.at_most is not None and count > clause.at_most:
            self.collector.fault(
                row.cell(place).address,
                f"{what}的次数填的是 {count}，最多只能是 {clause.at_most} 次。",
            )
            return None
        if count == 0 and fact:
            self.collector.fault(
                row.cell(place).address, f"{what}的次数是 0，却写了事实。请核对次数。"
            )
            return None
        before = (str(old.count), old.fact) if old is not None else ("", "")
        after = (str(count), fact or before[1]) if count else ("0", "")
        if (old is None and count == 0) or before == after:
            return count
        if old is not None and not self._may_replace(
            row,
            place if not row.cell(place).empty else fact_place,
            member,
            self.provenance.by_hand(member.id, indicator.id, clause.id),
            what,
            " ".join(before).strip(),
            " ".join(after).strip(),
        ):
            return None
        if count == 0:
            part.removed.append([indicator.id, clause.id])
        else:
            part.deductions.append(
                {
                    "item": indicator.id,
                    "clause": clause.id,
                    "count": count,
                    "fact": after[1],
                    "evidence": old.evidence if old is not None else "",
                    "outward": old.outward if old is not None else "",
                    "act_date": old.act_date if old is not None else "",
                }
            )
        if before[0] != after[0]:
            part.differences.append(Difference(f"{what} 次数", before[0], after[0]))
        if before[1] != after[1]:
            part.differences.append(Difference(f"{what} 事实", before[1], after[1]))
        return count

    def _may_replace(
        self,
        row: DataRow,
        place: str,
        member: Member,
        by_hand: bool,
        what: str,
        before: str,
        after: str,
    ) -> bool:
        """Whether a value that stands there gives way; asks where it was entered by hand."""
        if not by_hand:
            return True
        cell = row.cell(place)
        answer = self.collector.ask(
            f"replace:{cell.address}",
            cell.address,
            f"{member.name} {what}已经录入“{before}”，部门反馈的是“{after}”。以哪个为准？",
            ((_TAKE, f"改为部门反馈的“{after}”"), (_KEEP, f"保留已录入的“{before}”")),
        )
        if answer == _KEEP:
            self.collector.notice(cell.address, f"{member.name} {what}保留已录入的“{before}”。")
        return answer != _KEEP


def _key(indicator: Indicator, clause: Clause, what: str) -> str:
    return f"{_KIND}{indicator.id}|{clause.id}|{what}"


def _pair(figure: int | None, base: int | None) -> str:
    shown = shown_points(figure)
    return f"{shown}（基数 {shown_points(base)}）" if base is not None else shown

"""The rows of a filled score sheet that goes by clauses: counts, points, figures with facts."""

from __future__ import annotations

from typing import Any

from db.exchange.form_layout import (
    AMOUNT_COLUMN,
    BASE,
    COUNT,
    EVIDENCE,
    FACT,
    FIGURE,
    SCORE,
    Place,
)
from db.exchange.form_states import StateRows
from db.exchange.form_words import AMOUNT, COLUMN_WORDS, has_typed_base, kind_words, takes_amount
from db.exchange.headings import DataRow
from db.exchange.previews import Difference, differences_between, shown_points
from db.exchange.tables import CellKind
from evaluation.numbers import show_plain
from evaluation.places import compact
from evaluation.standard.model import FIGURE_KINDS, Clause, ClauseKind, Indicator
from evaluation.stars.scoring import needs_figure
from evaluation.stars.sheets import Deduction, Mark, MarkState

__all__ = ["ClauseRows"]

_YES, _NO = frozenset({"是", "有"}), frozenset({"否", "无", "没有"})


class ClauseRows(StateRows):
    """Reads rows of one clause each."""

    def clause_row(self, row: DataRow, place: Place) -> tuple[Difference, ...]:
        indicator, clause = place.indicator, place.clause
        assert indicator is not None
        assert clause is not None
        name = f"{indicator.code} 第 {place.number} 条"
        mark = self.marks.get(indicator.id)
        self.state(row, indicator)
        self._refuse_misplaced(row, name, indicator, clause)
        differences = list(self.remark(row, place, mark))
        if clause.kind in FIGURE_KINDS:
            differences += self._figure(row, indicator, clause, mark)
        if clause.kind is ClauseKind.OCCURRENCE:
            differences += self._occurrence(row, name, indicator, clause)
        elif takes_amount(clause):
            differences += self._amount(row, name, indicator, clause)
        elif not row.cell(FACT).empty and clause.kind in FIGURE_KINDS:
            self.collector.fault(
                row.cell(FACT).address,
                f"{name}按数据计算，没有单独的事实。要说明的话请写在备注里。",
            )
        return tuple(differences)

    def _refuse_misplaced(
        self, row: DataRow, name: str, indicator: Indicator, clause: Clause
    ) -> None:
        taken = {
            COUNT: clause.kind is ClauseKind.OCCURRENCE,
            FIGURE: clause.kind in FIGURE_KINDS,
            BASE: has_typed_base(clause),
            AMOUNT_COLUMN: takes_amount(clause),
        }
        if clause.kind is ClauseKind.BALLOT:
            taken.update({FACT: False, EVIDENCE: False})
        words = {**COLUMN_WORDS, FACT: "事实", EVIDENCE: "依据"}
        for key, allowed in taken.items():
            if not allowed and not row.cell(key).empty:
                self.collector.fault(
                    row.cell(key).address,
                    f"{name}的{words[key]}这一格不用填（{kind_words(indicator, clause)}）。",
                )
        if not row.cell(SCORE).empty:
            self.collector.fault(
                row.cell(SCORE).address,
                f"{self.step.short}按逐条扣分录入，不能直接填得分。请填次数或数据。",
            )

    def _old(self, indicator: Indicator, clause: Clause) -> Deduction | None:
        found = self.deductions.get(indicator.id, ())
        return next((item for item in found if item.clause == clause.id), None)

    def _words(self, row: DataRow, name: str, old: Deduction | None) -> tuple[str, str]:
        """(fact, evidence): what stands there, else what the register has."""
        fact = self.collector.text(row, FACT, f"{name}的事实")
        evidence = self.collector.text(row, EVIDENCE, f"{name}的依据")
        return (
            fact or (old.fact if old is not None else ""),
            evidence or (old.evidence if old is not None else ""),
        )

    def _occurrence(
        self, row: DataRow, name: str, indicator: Indicator, clause: Clause
    ) -> list[Difference]:
        old = self._old(indicator, clause)
        what = f"{name}的次数"
        unit = next((sign for sign in ("次",) if row.text(COUNT).endswith(sign)), "")
        count = self.collector.count(row, COUNT, what, unit)
        fact, evidence = self._words(row, name, old)
        if count is None:
            if old is None and (fact or evidence) and row.cell(COUNT).empty:
                self.collector.fault(
                    row.cell(FACT if row.cell(EVIDENCE).empty else EVIDENCE).address,
                    f"{name}写了事实或依据，没有填次数。请填次数；不扣分的请写在备注里。",
                )
            count = old.count if old is not None else None
        if count is None:
            return []
        if clause.at_most is not None and count > clause.at_most:
            self.collector.fault(
                row.cell(COUNT).address,
                f"{what}填的是 {count}，最多只能是 {clause.at_most} 次。",
            )
            return []
        if count == 0:
            return self._no_occurrence(row, name, indicator, clause, old)
        self.lost[indicator.id] = row.cell(COUNT).address
        return self._deduction(
            name,
            indicator,
            clause,
            old,
            fact,
            evidence,
            count=count,
            what="次数",
            before=str(old.count) if old is not None else "",
            after=str(count),
        )

    def _no_occurrence(
        self,
        row: DataRow,
        name: str,
        indicator: Indicator,
        clause: Clause,
        old: Deduction | None,
    ) -> list[Difference]:
        """次数 0: the deduction that stood there is taken back, and the indicator was looked at."""
        if not row.cell(FACT).empty or not row.cell(EVIDENCE).empty:
            self.collector.fault(
                row.cell(COUNT).address,
                f"{name}的次数是 0，却写了事实或依据。请核对次数；不扣分的请写在备注里。",
            )
            return []
        mark = self.marks.get(indicator.id)
        if (mark is None or mark.state is MarkState.UNCHECKED) and not needs_figure(indicator):
            self.states.setdefault(indicator.id, (MarkState.CHECKED, row.cell(COUNT).address))
        if old is None:
            return []
        self.draft.removed.append([indicator.id, clause.id])
        return [Difference(f"{name} 次数", str(old.count), "0")]

    def _amount(
        self, row: DataRow, name: str, indicator: Indicator, clause: Clause
    ) -> list[Difference]:
        old = self._old(indicator, clause)
        amount = self.collector.number(row, AMOUNT_COLUMN, f"{name}的扣分", "分")
        fact, evidence = self._words(row, name, old)
        if amount is None:
            if old is None and not row.cell(FACT).empty and row.cell(AMOUNT_COLUMN).empty:
                self.collector.fault(
                    row.cell(FACT).address, f"{name}写了事实，没有填扣分。请填扣分，或写在备注里。"
                )
            amount = old.amount if old is not None else None
        if amount is None:
            return []
        if not 0 <= amount <= indicator.points:
            self.collector.fault(
                row.cell(AMOUNT_COLUMN).address,
                f"{name}的扣分填的是 {show_plain(amount)}，"
                f"应在 0 到 {show_plain(indicator.points)} 分之间。",
            )
            return []
        if not fact:
            self.collector.fault(
                row.cell(AMOUNT_COLUMN).address, f"{name}是酌情扣分，必须写明事实（理由）。"
            )
            return []
        self.lost[indicator.id] = row.cell(AMOUNT_COLUMN).address
        return self._deduction(
            name,
            indicator,
            clause,
            old,
            fact,
            evidence,
            amount=amount,
            what=AMOUNT,
            before=shown_points(old.amount) if old is not None else "",
            after=show_plain(amount),
        )

    def _deduction(
        self,
        name: str,
        indicator: Indicator,
        clause: Clause,
        old: Deduction | None,
        fact: str,
        evidence: str,
        *,
        what: str,
        before: str,
        after: str,
        count: int = 1,
        amount: int | None = None,
    ) -> list[Difference]:
        differences = differences_between(
            (f"{name} {what}", before, after),
            (f"{name} 事实", old.fact if old is not None else "", fact),
            (f"{name} 依据", old.evidence if old is not None else "", evidence),
        )
        if not differences:
            return []
        entry: dict[str, Any] = {
            "item": indicator.id,
            "clause": clause.id,
            "count": count,
            "fact": fact,
            "evidence": evidence,
            "outward": old.outward if old is not None else "",
            "act_date": old.act_date if old is not None else "",
        }
        if amount is not None:
            entry["amount"] = show_plain(amount)
        self.draft.deductions.append(entry)
        return list(differences)

    def _figure(
        self, row: DataRow, indicator: Indicator, clause: Clause, mark: Mark | None
    ) -> list[Difference]:
        figure = clause.figure
        assert figure is not None
        what = f"{indicator.code} {figure.name}"
        value = self._figure_value(row, what, clause)
        base = None
        if has_typed_base(clause):
            base = self.collector.number(row, BASE, f"{what}的基数", figure.unit)
        if value is None and base is None:
            return []
        old_value = mark.figure if mark is not None else None
        old_base = mark.base if mark is not None else None
        if value is None and old_value is None:
            if row.cell(FIGURE).empty:
                self.collector.fault(
                    row.cell(BASE).address, f"{what}只填了基数，没有填数据。请一并填写。"
                )
            return []
        new_value = value if value is not None else old_value
        new_base = base if base is not None else old_base
        if has_typed_base(clause) and new_base is None:
            if row.cell(BASE).empty:
                self.collector.fault(
                    row.cell(FIGURE).address,
                    f"{what}要同时填基数（{figure.base_name or '基数'}），才能计算。",
                )
            return []
        self.figures[indicator.id] = row.cell(FIGURE).address
        differences = differences_between(
            (f"{what}", shown_points(old_value), shown_points(new_value)),
            (f"{what} 基数", shown_points(old_base), shown_points(new_base)),
        )
        if differences:
            self.draft.figures[indicator.id] = [
                shown_points(new_value),
                shown_points(new_base) if has_typed_base(clause) else "",
            ]
        return list(differences)

    def _figure_value(self, row: DataRow, what: str, clause: Clause) -> int | None:
        cell = row.cell(FIGURE)
        unit = clause.figure.unit if clause.figure is not None else ""
        if clause.kind is ClauseKind.YES_NO and cell.kind is CellKind.TEXT:
            word = compact(cell.text)
            if word in _YES | _NO and self.collector.readable(row, FIGURE, what):
                return 100 if word in _YES else 0
        value = self.collector.number(row, FIGURE, what, unit)
        if clause.kind is ClauseKind.YES_NO and value not in (None, 0, 100):
            self.collector.fault(cell.address, f"{what}应填“是”或“否”，填的是“{cell.text}”。")
            return None
        return value

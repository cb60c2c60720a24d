"""查验 on a filled score sheet: 已查, 不涉及 and 待数据, and what is passed together at the end."""

from __future__ import annotations

from db.exchange.form_draft import FormLedger
from db.exchange.form_layout import STATE
from db.exchange.headings import DataRow
from db.exchange.previews import Difference
from db.exchange.scores import STATE_WORDS, state_written
from evaluation.numbers import show_plain
from evaluation.places import compact
from evaluation.standard.model import ClauseKind, Indicator
from evaluation.stars.scoring import needs_figure
from evaluation.stars.sheets import Mark, MarkState

__all__ = ["STATE_SHOWN", "StateRows"]

STATE_SHOWN = {**STATE_WORDS, MarkState.CHECKED: "已查", MarkState.UNCHECKED: ""}
_CHECKED_WORDS = frozenset({"已查", "查毕", "已查毕", "√", "✓"})


class StateRows(FormLedger):
    """Reads the column 查验; settled when all rows have been read."""

    def state(self, row: DataRow, indicator: Indicator) -> None:
        cell = row.cell(STATE)
        text = compact(self.collector.text(row, STATE, f"{indicator.code} 的查验情况"))
        if not text:
            return
        state = MarkState.CHECKED if text in _CHECKED_WORDS else state_written(text)
        if state is None:
            self.collector.fault(
                cell.address,
                f"{indicator.code} 的查验情况填的是“{cell.text}”，只能填已查、不涉及或待数据。",
            )
            return
        if text != STATE_SHOWN[state]:
            self.collector.notice(
                cell.address,
                f"{indicator.code} 的查验情况写的是“{cell.text}”，读作{STATE_SHOWN[state]}。",
            )
        known = self.states.get(indicator.id)
        if known is not None and known[0] is not state:
            self.collector.fault(
                cell.address,
                f"{indicator.code} 的查验情况与 {known[1]} 不一致。请核对，只留一种。",
            )
            return
        self.states[indicator.id] = (state, cell.address)

    def settle_states(self) -> None:
        by_id = {
            indicator.id: indicator for star in self.items.stars for indicator in star.indicators
        }
        for item, (state, address) in self.states.items():
            indicator = by_id[item]
            mark = self.marks.get(item)
            has_figure = item in self.figures or (mark is not None and mark.figure is not None)
            entered = item in self.lost or item in self.figures
            if state is MarkState.CHECKED and needs_figure(indicator) and not has_figure:
                self.collector.fault(
                    address, f"{indicator.code} 要先填数据才能算已查；数据没到的请填待数据。"
                )
            elif state is MarkState.NOT_APPLICABLE and entered:
                self.collector.fault(
                    address,
                    f"{indicator.code} 填了不涉及，"
                    f"{self.lost.get(item) or self.figures.get(item)} 又有扣分或数据。请核对。",
                )
            elif (mark.state if mark is not None else MarkState.UNCHECKED) is not state and not (
                state is MarkState.CHECKED and entered
            ):
                self._change_state(indicator, mark, state, address)

    def _change_state(
        self, indicator: Indicator, mark: Mark | None, state: MarkState, address: str
    ) -> None:
        self.draft.states[indicator.id] = state.value
        before = STATE_SHOWN[mark.state] if mark is not None else ""
        differences = [Difference(f"{indicator.code} 查验", before, STATE_SHOWN[state])]
        if state is MarkState.NOT_APPLICABLE:
            # 不涉及 takes back what was entered; each of it is told.
            if mark is not None and mark.figure is not None:
                differences.append(
                    Difference(f"{indicator.code} 数据", show_plain(mark.figure), "")
                )
            differences += [
                Difference(f"{indicator.code} 扣分（{item.fact or item.clause}）", "有", "")
                for item in self.deductions.get(indicator.id, ())
            ]
        self.add_row(address, tuple(differences))

    def check_rest(self) -> None:
        """Whether anything is left for 其余各项 to pass."""
        left = [
            indicator.code
            for star in self.items.stars
            for indicator in star.indicators
            if self._unchecked(indicator)
        ]
        if left:
            self.draft.check_rest = 1
            self.add_row("", (Difference("其余各项", "", f"已查，不扣分：{'、'.join(left)}"),))

    def _unchecked(self, indicator: Indicator) -> bool:
        mark = self.marks.get(indicator.id)
        if mark is not None and mark.state is not MarkState.UNCHECKED:
            return False
        if indicator.id in {*self.lost, *self.figures, *self.draft.states}:
            return False
        if all(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses):
            return False
        return not (needs_figure(indicator) and (mark is None or mark.figure is None))

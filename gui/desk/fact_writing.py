"""What the fact editor writes to: a deduction, a remark, a pending entry, a veto."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from evaluation.faults import Fault, RatingFault
from gui.desk.chips import Chip
from gui.desk.committing import (
    Facts,
    commit_entry,
    commit_facts,
    commit_veto,
    used_facts,
)
from gui.desk.fact_editor import FactEditor
from gui.desk.keying import Entry, EntryKind
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.office_bridge import OfficeBridge

__all__ = ["FactWriting"]

_OFFERED = 4

_used_facts: WeakKeyDictionary[OfficeBridge, dict[tuple[str, str], tuple[Facts, ...]]] = (
    WeakKeyDictionary()
)
"""By office, then (round, clause): the desk and the grid offer each other's facts."""


class FactWriting(QObject):
    """Opens the editor for one thing at a time. `closed` comes when it has gone."""

    closed = Signal()

    def __init__(self, bridge: OfficeBridge, panel: QWidget) -> None:
        super().__init__(panel)
        self._bridge = bridge
        self._panel = panel
        self._write: Callable[[Facts], None] | None = None
        self._used = _used_facts.setdefault(bridge, {})
        self._clause = ""
        self.editor = FactEditor(panel)
        self.editor.saved.connect(self._saved)
        self.editor.cancelled.connect(self.close)

    @property
    def shown(self) -> bool:
        """Whether the editor stands open."""
        return not self.editor.isHidden()

    def open_for(self, view: SheetView, row: IndicatorView, chip: Chip | None, line: QRect) -> None:
        """The facts of a deduction; without one the remark of the line."""
        deduction = None
        if chip is not None:
            deduction = next((item for item in row.deductions if item.clause == chip.clause), None)
        if deduction is None:
            only = "理由" if view.review else "说明"
            facts = Facts(row.fact)
            title = f"{row.code} {row.text}"
        else:
            assert chip is not None, "a deduction is shown as a chip"
            only = ""
            facts = Facts(deduction.fact, deduction.outward, deduction.evidence)
            title = f"{row.code}　{chip.words} {chip.price}"
        self._clause = "" if deduction is None else deduction.clause
        self._open(
            view,
            title,
            facts,
            line,
            lambda written: commit_facts(self._bridge, view, row, chip, written),
            only_fact=only,
        )

    def open_entry(self, view: SheetView, row: IndicatorView, entry: Entry, line: QRect) -> None:
        """An entry that is committed together with its obligatory reason."""
        discretion = entry.kind is EntryKind.DISCRETION
        old = next((item for item in row.deductions if item.clause == entry.clause), None)
        facts = Facts() if old is None else Facts(old.fact, old.outward, old.evidence)
        if view.review:
            facts = Facts(row.fact)
        self._clause = entry.clause
        what = f"酌情扣 {entry.number} 分" if discretion else f"复核得分 {entry.number}"

        def write(written: Facts) -> None:
            if not written.fact:
                raise RatingFault("要写明理由，才能保存。")
            commit_entry(self._bridge, view, row, entry, written)

        self._open(
            view,
            f"{row.code}　{what}，写明理由",
            facts,
            line,
            write,
            only_fact="" if discretion else "理由",
        )

    def open_veto(self, view: SheetView, row: IndicatorView, line: QRect) -> None:
        """The indicator's own veto; an empty fact takes it back."""
        assert row.indicator is not None, "only an indicator has a veto of its own"
        self._clause = ""

        def write(written: Facts) -> None:
            if not written.fact and not row.vetoed:
                raise RatingFault("否决本星要写明事实，才能保存。")
            commit_veto(self._bridge, view, row, written.fact)

        hint = "；删空事实即撤回" if row.vetoed else ""
        self._open(
            view,
            f"{row.code}　否决本星（{row.indicator.veto}）{hint}",
            Facts(row.fact if row.vetoed else ""),
            line,
            write,
            only_fact="事实",
        )

    def save(self) -> None:
        """As if 保存 were pressed."""
        self.editor.save_button.click()

    def place(self, line: QRect) -> None:
        """Stand at a line that has moved."""
        if self.shown:
            self.editor.place(line, self._panel.rect())

    def close(self) -> None:
        """Put the editor away without saving."""
        if self.shown:
            self.editor.hide()
            self._write = None
            self.closed.emit()

    def _open(
        self,
        view: SheetView,
        title: str,
        facts: Facts,
        line: QRect,
        write: Callable[[Facts], None],
        *,
        only_fact: str,
    ) -> None:
        self._write = write
        self.editor.open_for(title, facts, self._offered(view), only_fact=only_fact)
        self.editor.place(line, self._panel.rect())
        self.editor.take_keys()

    def _offered(self, view: SheetView) -> tuple[Facts, ...]:
        """Facts used for the clause, the one written last first; none at 校对, where they
        would tell what the first person wrote."""
        if not self._clause or view.rekey:
            return ()
        key = (self._bridge.round, self._clause)
        if key not in self._used:
            # Read once for each clause: what others write meanwhile is offered next time.
            self._used[key] = used_facts(self._bridge.reader, *key)
        return self._used[key][:_OFFERED]

    def _saved(self, facts: Facts) -> None:
        if self._write is None:
            return
        try:
            self._write(facts)
        except Fault as fault:
            self.editor.show_fault(str(fault))
            return
        if self._clause and facts.fact:
            key = (self._bridge.round, self._clause)
            others = (item for item in self._used.get(key, ()) if item != facts)
            self._used[key] = (facts, *others)
        self.close()

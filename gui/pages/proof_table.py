"""The tables of 校对: what waits, what differs, what is done. Rows are `(ProofItem, actor)`."""

from __future__ import annotations

from datetime import date

from evaluation.stars.proofs import ProofWay, read_differences
from gui.pages.proof_items import ProofItem, ProofStage
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import Colour
from gui.widgets.typed_dates import date_words

__all__ = ["WAYS", "day_words", "proof_table", "stand_of"]

WAYS = {
    ProofWay.REKEY: "重录比对",
    ProofWay.READ_BACK: "唱校",
    ProofWay.PAPER: "纸质校对单",
}


def day_words(iso: str) -> str:
    """2027年1月6日; "" for no day."""
    return date_words(date.fromisoformat(iso)) if iso else ""


def _short_day(iso: str) -> str:
    day = date.fromisoformat(iso) if iso else None
    return f"{day.month}月{day.day}日" if day else ""


def stand_of(item: ProofItem, actor: str) -> str:
    """How far a waiting item is, or why `actor` leaves it to another."""
    if item.rekeyed is not None and item.rekeyed.done:
        return f"重录 {item.rekeyed.done}/{item.rekeyed.total}"
    return "本人录入" if item.own_of(actor) else ""


def _paper(row: Row) -> str:
    item: ProofItem = row[0]
    return f"{item.paper} {item.assessor}" if item.assessor else item.paper


def _checked_by(row: Row) -> str:
    item: ProofItem = row[0]
    return item.proof.checked_by if item.proof is not None else ""


def _checked_on(row: Row) -> str:
    item: ProofItem = row[0]
    return _short_day(item.proof.act_date) if item.proof is not None else ""


def _way(row: Row) -> str:
    item: ProofItem = row[0]
    return WAYS[ProofWay(item.proof.way)] if item.proof is not None else ""


def _differing(row: Row) -> str:
    item: ProofItem = row[0]
    return f"{len(read_differences(item.proof))} 处" if item.proof is not None else ""


def _signed(row: Row) -> str:
    return _short_day(row[0].act_date)


def _quiet(row: Row) -> str | None:
    return Colour.FAINT if row[0].own_of(row[1]) else None


_VILLAGE = Column("嘎查村", lambda row: row[0].row.name, "name", "stretch")
_TOWN = Column("乡镇", lambda row: row[0].row.town_name, "note", 104)
_PAPER = Column("表", _paper, "text", 132, colour=_quiet)
_VERSION = Column("版次", lambda row: row[0].version_words, "note", 66)
_TYPED = Column("录入", lambda row: row[0].entered_by, "text", 128, colour=_quiet)
_SIGNED = Column("签字", _signed, "note", 76, sort_key=lambda row: row[0].act_date)
_STAND = Column("状况", lambda row: stand_of(row[0], row[1]), "note", 92, colour=_quiet)
_CHECKED = Column("校对", _checked_by, "text", 110)
_WAY = Column("方式", _way, "note", 90)
_DAY = Column("日期", _checked_on, "note", 76)
_FOUND = Column("不一致", _differing, "number", 66, colour=lambda _row: Colour.FAULT)

_COLUMNS = {
    ProofStage.WAITING: (_VILLAGE, _TOWN, _PAPER, _VERSION, _TYPED, _SIGNED, _STAND),
    ProofStage.DIFFERS: (_VILLAGE, _TOWN, _PAPER, _FOUND, _TYPED, _CHECKED, _DAY),
    ProofStage.DONE: (_VILLAGE, _TOWN, _PAPER, _VERSION, _TYPED, _CHECKED, _WAY, _DAY),
}
_NARROW = {
    ProofStage.WAITING: (_VILLAGE, _PAPER, _TYPED, _STAND),
    ProofStage.DIFFERS: (_VILLAGE, _PAPER, _FOUND, _TYPED),
    ProofStage.DONE: (_VILLAGE, _PAPER, _CHECKED, _DAY),
}
"""What fits beside the pane on a small screen; the pane tells the rest."""


def proof_table(stage: ProofStage, *, narrow: bool, towns: bool) -> DataTable:
    """An empty table for a stage; `towns`: the villages are of several towns."""
    columns = (_NARROW if narrow else _COLUMNS)[stage]
    shown = [column for column in columns if towns or column is not _TOWN]
    table = DataTable(RowsModel(shown, key_of=lambda row: str(row[0].key)))
    table.setAccessibleName("校对")
    return table

"""重算: whether every published year still comes out as its seal says."""

from __future__ import annotations

from collections.abc import Iterator

from db.checking import CheckFinding
from db.register import SqliteRegister
from evaluation.canonical import seal_digest
from evaluation.faults import Fault
from evaluation.history import HistoryEvent
from evaluation.rounds import Round, RoundState

__all__ = ["recount_seals"]


def recount_seals(register: SqliteRegister) -> Iterator[CheckFinding]:
    """A finding for each published round whose content no longer gives its seal."""
    for round_ in register.find(Round):
        if round_.state is not RoundState.PUBLISHED:
            continue
        try:
            head = _head_before_publishing(register, round_)
            same = seal_digest(register, round_, head) == round_.seal
        except Fault as fault:
            yield CheckFinding("round", (round_.id,), "", round_.id, "", fault.message)
            continue
        if not same:
            yield CheckFinding(
                "round",
                (round_.id,),
                "",
                round_.id,
                "",
                f"{round_.year} 年度{round_.unit}的内容重算后与定评时的封存校验不一致，"
                "定评后的数据可能被改动过。请与纸质材料上的档案校验码核对，或从备份恢复。",
            )


def _head_before_publishing(register: SqliteRegister, round_: Round) -> str:
    """What the entry that published the round links to, "" when there is none."""
    entries = register.history(round=round_.id)
    return next(
        (entry.previous for entry in entries if entry.event is HistoryEvent.YEAR_PUBLISHED), ""
    )

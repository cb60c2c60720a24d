"""重算: whether every published year still comes out as its seal says."""

from __future__ import annotations

from collections.abc import Iterator

from db.checking import CheckFinding
from db.register import SqliteRegister
from evaluation.canonical import seal_digest
from evaluation.faults import Fault
from evaluation.rounds import Round, RoundState

__all__ = ["recount_seals"]


def recount_seals(register: SqliteRegister) -> Iterator[CheckFinding]:
    """A finding for each published round whose content no longer gives its seal."""
    for round_ in register.find(Round):
        if round_.state is not RoundState.PUBLISHED:
            continue
        try:
            same = seal_digest(register, round_) == round_.seal
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

"""校对: a second person confirms what was entered, or reports where it differs.

Only what is signed is proof-read, so that a proof never grows old; who typed on a sheet
never confirms it. A difference goes to both; the sheet is then returned and corrected, or
the second typing is mended and compared again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.faults import RatingFault
from evaluation.gathering import latest_ballot, latest_sheet, name_on, sheet_content
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.rounds import Participation
from evaluation.standard.model import Step, StepKind
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.comparing import ballot_differences, compared_values, sheet_differences
from evaluation.stars.counting import ballot_from
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import (
    Difference,
    Proof,
    ProofState,
    ProofWay,
    differences_text,
    typists,
)
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.steps.calendar import read_day
from evaluation.steps.records import Evidence

__all__ = ["compare_rekey", "confirm_proof", "rekey_ballot", "report_differences"]


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signed sheet or ballot that is to be proof-read."""

    village: VillageContext
    step: Step
    record: Sheet | Ballot

    @property
    def what(self) -> str:
        return f"{self.village.name}的{self.step.short}"

    @property
    def purpose(self) -> str:
        return str(self.record.purpose) if isinstance(self.record, Sheet) else ""

    @property
    def assessor(self) -> str:
        return self.record.assessor if isinstance(self.record, Sheet) else ""


def _signed(context: RoundContext, village: str, step: str, purpose: str, assessor: str) -> _Signed:
    context.require_open()
    if not context.round.second_check:
        raise RatingFault(f"{context.round.year} 年度没有启用校对。要启用，请到“设置 · 年度”打开。")
    found = context.village(village)
    its_step = found.step(step)
    record: Sheet | Ballot | None
    if its_step.kind is StepKind.BALLOT:
        record = latest_ballot(context.work, context.round.id, found.id, its_step.id)
    elif its_step.kind in (StepKind.SELF, StepKind.ASSESSMENT):
        usual = Purpose.OWN if its_step.kind is StepKind.SELF else Purpose.ASSESSMENT
        kind = next((item for item in Purpose if item == (purpose or usual)), None)
        if kind not in (usual, Purpose.REVIEW) or (kind is Purpose.REVIEW and usual is Purpose.OWN):
            raise RatingFault(f"{its_step.short}没有“{purpose}”这种打分表，不能校对。")
        record = latest_sheet(context.work, context.round.id, found.id, its_step.id, kind, assessor)
    else:
        raise RatingFault(f"{its_step.name}没有要校对的数据。")
    if record is None or record.state is not SheetState.SEALED:
        raise RatingFault(f"{found.name}的{its_step.short}还没有签字，签字以后才能校对。")
    return _Signed(found, its_step, record)


def _require_another(signed: _Signed, checked_by: str) -> None:
    if not checked_by.strip():
        raise RatingFault(f"{signed.what}：没有填校对人。请填另一个人的姓名。")
    if checked_by.strip() in typists(signed.record.entered_by):
        raise RatingFault(f"{signed.what}由{checked_by.strip()}录入，不能由本人校对。请换一个人。")


def _put(
    signed: _Signed,
    way: ProofWay,
    state: ProofState,
    checked_by: str,
    act_date: str,
    actor: str,
    differences: Sequence[Difference] = (),
    scan: str = "",
) -> None:
    context = signed.village.within
    record = signed.record
    context.work.put(
        Proof(
            record.round,
            record.village,
            record.step,
            signed.purpose,
            signed.assessor,
            record.version,
            way,
            state,
            checked_by.strip(),
            act_date,
            differences_text(differences),
            scan,
            actor,
        )
    )
    agreed = state is ProofState.AGREED
    words = "一致" if agreed else f"{len(differences)} 处不一致"
    context.work.log(
        HistoryEvent.PROOF_AGREED if agreed else HistoryEvent.PROOF_DIFFERS,
        round=record.round,
        village=record.village,
        subject=f"{signed.step.short} 第 {record.version} 版：{words}",
    )


def _way(way: str) -> ProofWay:
    known = {ProofWay.READ_BACK, ProofWay.PAPER}
    found = next((item for item in known if item == way), None)
    if found is None:
        raise RatingFault(f"没有“{way}”这种校对方式：唱校写 read_back，纸质校对单写 paper。")
    return found


def confirm_proof(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    way: str,
    checked_by: str,
    act_date: str,
    scan: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """一致: read aloud against the paper (read_back), or by a 校对单 signed on paper (paper),
    whose scan is among the evidence of the village under the checksum `scan`."""
    signed = _signed(RoundContext.of(work, actor, time, round), village, step, purpose, assessor)
    found = _way(way)
    _require_another(signed, checked_by)
    read_day(act_date, f"{signed.what}的校对日期")
    if found is ProofWay.PAPER and not work.find(
        Evidence, round=round, village=signed.village.id, sha256=scan
    ):
        raise RatingFault(
            f"{signed.what}：纸质校对单要附上签了名的扫描件或照片。请先添加，再登记。"
        )
    _put(signed, found, ProofState.AGREED, checked_by, act_date, actor, scan=scan)


def report_differences(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    way: str,
    checked_by: str,
    act_date: str,
    differences: Sequence[Mapping[str, str]],
    purpose: str = "",
    assessor: str = "",
) -> None:
    """不一致, found by reading back or on a 校对单: each {"name", "stored", "paper"} and, when
    known, "place" (an indicator's id)."""
    signed = _signed(RoundContext.of(work, actor, time, round), village, step, purpose, assessor)
    found = _way(way)
    _require_another(signed, checked_by)
    read_day(act_date, f"{signed.what}的校对日期")
    if not differences:
        raise RatingFault(f"{signed.what}：没有写哪里不一致。全部一致的，请登记为一致。")
    told = [
        Difference(
            str(item.get("place", "")),
            str(item.get("name", "")),
            str(item.get("stored", "")),
            str(item.get("paper", "")),
        )
        for item in differences
    ]
    if any(not item.name.strip() for item in told):
        raise RatingFault(f"{signed.what}：不一致的地方要写明是哪一项，例如 2.1。")
    _put(signed, found, ProofState.DIFFERS, checked_by, act_date, actor, told)


def compare_rekey(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    act_date: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Compare the sheet that a second person typed anew with the signed one.

    Alike: the proof stands. Otherwise every value that differs is named, and whether what
    was typed is another village's sheet.
    """
    context = RoundContext.of(work, actor, time, round)
    signed = _signed(context, village, step, purpose, assessor)
    assert isinstance(signed.record, Sheet), "a count is compared by rekey_ballot"
    second = latest_sheet(work, round, signed.village.id, step, Purpose.REKEY, assessor)
    if second is None:
        raise RatingFault(f"{signed.what}还没有重录，不能比对。")
    mixed = typists(second.entered_by) & typists(signed.record.entered_by)
    if mixed:
        raise RatingFault(
            f"{signed.what}的两遍都有{'、'.join(sorted(mixed))}录入，不算校对。请由另一个人重录。"
        )
    content = sheet_content(work, second)
    differences = sheet_differences(
        signed.village.standard, signed.step, sheet_content(work, signed.record), content
    )
    if differences:
        other = _whose(context, signed, content)
        if other:
            told = f"{other}的{signed.step.short}"
            differences = (Difference("", "整张表", signed.what, told), *differences)
    else:
        work.put(replace(second, state=SheetState.SEALED, signed_by=actor))
    state = ProofState.DIFFERS if differences else ProofState.AGREED
    day = act_date or time.date().isoformat()
    _put(signed, ProofWay.REKEY, state, second.entered_by, day, actor, differences)


def _whose(context: RoundContext, signed: _Signed, content: Any) -> str:
    """The village whose sheet was typed instead, when it is exactly one's; else ""."""
    work, record = context.work, signed.record
    assert isinstance(record, Sheet), "a sheet was typed"
    typed = compared_values(signed.village.standard, signed.step, content)
    if not typed:
        return ""
    for member in work.find(Participation, round=context.round.id):
        if member.village == signed.village.id:
            continue
        sheet = latest_sheet(
            work, context.round.id, member.village, record.step, record.purpose, record.assessor
        )
        if sheet is None:
            continue
        theirs = context.village(member.village)
        if compared_values(theirs.standard, signed.step, sheet_content(work, sheet)) == typed:
            named = name_on(work, member.village, f"{context.round.year}-12-31")
            return named.name if named is not None else member.village
    return ""


def rekey_ballot(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    expected: int | str,
    present: int | str,
    channels: Sequence[dict[str, Any]],
    counts: Sequence[dict[str, Any]],
    act_date: str = "",
) -> None:
    """Compare the 计票单 as a second person types it, as for `count_ballot`, with the signed
    count. What was typed is not kept, only where it differs."""
    context = RoundContext.of(work, actor, time, round)
    step, rules = context.village(village).ballot_step()
    signed = _signed(context, village, step.id, "", "")
    record = signed.record
    assert isinstance(record, Ballot), "a ballot step has ballots"
    _require_another(signed, actor)
    where = {"round": round, "village": signed.village.id, "version": record.version}
    first = BallotContent(record, work.find(ChannelCount, **where), work.find(OptionCount, **where))
    second = ballot_from(
        record, rules, signed.what, expected, present, channels=channels, counts=counts
    )
    differences = ballot_differences(rules, first, second)
    state = ProofState.DIFFERS if differences else ProofState.AGREED
    day = act_date or time.date().isoformat()
    _put(signed, ProofWay.REKEY, state, actor, day, actor, differences)

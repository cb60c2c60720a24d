"""校对: a second person confirms what was entered, or reports where it differs.

Only what is signed is proof-read, so that a proof never grows old; who typed on a sheet
never confirms it. A difference goes to both; the sheet is then returned and corrected, or
the second typing is mended and compared again. Where it comes to light after the sheet had
been found alike, the village's later sign-offs fall, as when a sheet is returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.gathering import latest_ballot, latest_sheet, sheet_content
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.standard.model import Standard, Step, StepKind
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.comparing import (
    ballot_differences,
    compared_counts,
    compared_values,
    sheet_differences,
)
from evaluation.stars.counting import ballot_from
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import (
    Difference,
    Proof,
    ProofState,
    ProofWay,
    differences_text,
    in_both,
)
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.steps.calendar import read_day
from evaluation.steps.records import Evidence

__all__ = ["compare_rekey", "confirm_proof", "rekey_ballot", "report_differences"]


_SWAPPED_FROM = 3
"""Fewer differences are slips, even where a neighbour's sheet happens to be what was typed."""


@dataclass(frozen=True, slots=True)
class _Signed:
    """A signed sheet or ballot that is to be proof-read."""

    village: VillageContext
    step: Step
    record: Sheet | Ballot

    @property
    def name(self) -> str:
        return "复核" if self.purpose == Purpose.REVIEW else self.step.short

    @property
    def what(self) -> str:
        return f"{self.village.name}的{self.name}"

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
    own = in_both(checked_by, signed.record.entered_by)
    if own:
        raise RatingFault(f"{signed.what}由{'、'.join(own)}录入，不能由本人校对。请换一个人。")


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
    if not agreed:
        drop_later_sign_offs(context, signed.village, f"{signed.what}校对不一致")
    context.work.log(
        HistoryEvent.PROOF_AGREED if agreed else HistoryEvent.PROOF_DIFFERS,
        round=record.round,
        village=record.village,
        subject=f"{signed.name} 第 {record.version} 版：{words}",
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
    whose scan is attached to the village as such under the checksum `scan`.

    After reading aloud the second person says so himself; what he signed on paper anybody
    may register.
    """
    signed = _signed(RoundContext.of(work, actor, time, round), village, step, purpose, assessor)
    found = _way(way)
    _require_another(signed, checked_by)
    read_day(act_date, f"{signed.what}的校对日期")
    if found is ProofWay.PAPER:
        _require_scan(signed, scan)
    elif in_both(actor, signed.record.entered_by):
        raise RatingFault(
            f"{signed.what}由{actor}录入，唱校的结果不能由本人登记。"
            "请校对人在右上角换成自己的名字再登记。"
        )
    _put(signed, found, ProofState.AGREED, checked_by, act_date, actor, scan=scan)


def _require_scan(signed: _Signed, scan: str) -> None:
    """The signed 校对单 is attached, and is not that of another version or another sheet."""
    work, record = signed.village.within.work, signed.record
    attached = work.find(Evidence, round=record.round, village=record.village, sha256=scan or "-")
    if not any(_is_proof(item.subject) for item in attached):
        raise RatingFault(
            f"{signed.what}：纸质校对单要附上签了名的扫描件或照片。请先添加，再登记。"
        )
    for other in work.find(Proof, round=record.round, scan=scan):
        key = (other.village, other.step, other.purpose, other.assessor, other.version)
        own = (record.village, record.step, signed.purpose, signed.assessor, record.version)
        if key != own:
            raise RatingFault(
                f"{signed.what}：这份扫描件已经用作另一张表或第 {other.version} 版的校对单。"
                f"请附上第 {record.version} 版的校对单。"
            )


def _is_proof(subject: str) -> bool:
    try:
        return Subject.of(subject).kind is SubjectKind.PROOF
    except ValueError:
        return False


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
    same = [item.name for item in told if item.stored.strip() == item.second.strip()]
    if same:
        raise RatingFault(
            f"{signed.what}：{'、'.join(same)}写的档案里与纸上一样，不算不一致。请核对后再登记。"
        )
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
    record = signed.record
    if not isinstance(record, Sheet):
        raise RatingFault(f"{signed.what}的重录要连同数字一起登记，见 rekey_ballot。")
    if record.purpose is Purpose.REVIEW:
        raise RatingFault(f"{signed.village.name}的复核不重录比对，请用唱校或纸质校对单。")
    day = _day(signed, act_date, time)
    second = latest_sheet(work, round, signed.village.id, step, Purpose.REKEY, assessor)
    if second is None:
        raise RatingFault(f"{signed.what}还没有重录，不能比对。")
    mixed = in_both(second.entered_by, record.entered_by)
    if mixed:
        raise RatingFault(
            f"{signed.what}的两遍都有{'、'.join(mixed)}录入，不算校对。请改用唱校或纸质校对单。"
        )
    content = sheet_content(work, second)
    differences = sheet_differences(
        _applicable(signed.village), signed.step, sheet_content(work, record), content
    )
    if len(differences) >= _SWAPPED_FROM:
        differences = (*_swapped(signed, _whose_sheet(signed, content)), *differences)
    if not differences:
        work.put(replace(second, state=SheetState.SEALED, signed_by=actor))
    state = ProofState.DIFFERS if differences else ProofState.AGREED
    _put(signed, ProofWay.REKEY, state, second.entered_by, day, actor, differences)


def _day(signed: _Signed, act_date: str, time: datetime) -> str:
    """The day of a comparison: today unless another is given."""
    if not act_date:
        return time.date().isoformat()
    return read_day(act_date, f"{signed.what}的校对日期").isoformat()


def _applicable(village: VillageContext) -> Standard:
    """The village's standard without what its 考核类别 leaves out, which nobody has to type."""
    standard = village.standard
    category = next(
        (item for item in standard.categories if item.id == village.member.category), None
    )
    if category is None or not category.not_applicable:
        return standard
    left_out = frozenset(category.not_applicable)
    return replace(
        standard,
        stars=tuple(
            replace(
                star,
                indicators=tuple(item for item in star.indicators if item.id not in left_out),
            )
            for star in standard.stars
        ),
    )


def _swapped(signed: _Signed, others: Sequence[str]) -> tuple[Difference, ...]:
    """That what was typed is another village's, when it is exactly one's."""
    if len(others) != 1:
        return ()
    whole = "整张计票单" if isinstance(signed.record, Ballot) else "整张表"
    return (Difference("", whole, signed.what, f"{others[0]}的{signed.step.short}"),)


def _whose_sheet(signed: _Signed, content: SheetContent) -> list[str]:
    """The other villages whose sheet of this step holds exactly what was typed."""
    context, record = signed.village.within, signed.record
    assert isinstance(record, Sheet), "a sheet was typed"
    work = context.work
    typed = compared_values(_applicable(signed.village), signed.step, content)
    found: list[str] = []
    where = {"round": record.round, "step": record.step, "purpose": record.purpose}
    for sheet in _newest(work.find(Sheet, **where)):
        hidden = context.round.blind and sheet.state is not SheetState.SEALED
        if sheet.village == record.village or hidden:
            continue
        theirs = context.village(sheet.village)
        stored = compared_values(_applicable(theirs), signed.step, sheet_content(work, sheet))
        if typed and stored == typed and theirs.name not in found:
            found.append(theirs.name)
    return found


def _newest(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The newest version of each."""
    newest = {(item.village, item.assessor): item for item in sorted(sheets, key=_version)}
    return list(newest.values())


def _version(record: Sheet | Ballot) -> int:
    return record.version


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
    count. What was typed is not kept, only where it differs, and whether it is another
    village's count."""
    context = RoundContext.of(work, actor, time, round)
    step, rules = context.village(village).ballot_step()
    signed = _signed(context, village, step.id, "", "")
    record = signed.record
    assert isinstance(record, Ballot), "a ballot step has ballots"
    _require_another(signed, actor)
    day = _day(signed, act_date, time)
    first = _count(work, record)
    second = ballot_from(
        record, rules, signed.what, expected, present, channels=channels, counts=counts
    )
    differences = ballot_differences(rules, first, second)
    if len(differences) >= _SWAPPED_FROM:
        typed = compared_counts(rules, second)
        others = [
            context.village(other.village).name
            for other in _newest_counts(work, record)
            if typed and compared_counts(rules, _count(work, other)) == typed
        ]
        differences = (*_swapped(signed, others), *differences)
    state = ProofState.DIFFERS if differences else ProofState.AGREED
    _put(signed, ProofWay.REKEY, state, actor, day, actor, differences)


def _count(work: UnitOfWork, ballot: Ballot) -> BallotContent:
    where = {"round": ballot.round, "village": ballot.village, "version": ballot.version}
    return BallotContent(ballot, work.find(ChannelCount, **where), work.find(OptionCount, **where))


def _newest_counts(work: UnitOfWork, ballot: Ballot) -> list[Ballot]:
    """The newest count of every other village."""
    counts = work.find(Ballot, round=ballot.round, step=ballot.step)
    newest = {item.village: item for item in sorted(counts, key=_version)}
    return [item for item in newest.values() if item.village != ballot.village]

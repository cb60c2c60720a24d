"""What stands on the 校对单 of a round: every entered value of a sheet or ballot as stored.

Read from the register once, so that the pages can be made without it. Nothing is reckoned but
the count of the values and their sum, and nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.numbers import show_plain
from evaluation.ports import Reader
from evaluation.reports.entry_words import clause_sign
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    BallotRules,
    ClauseKind,
    Indicator,
    Standard,
    Star,
    Step,
    StepKind,
    for_category,
)
from evaluation.stars.outcome import BallotContent, VillageInputs
from evaluation.stars.scoring import SheetContent, stars_of_step
from evaluation.stars.sheets import Mark, MarkState, Purpose, SheetState
from evaluation.views import VillageRow, YearBoard, YearHead

__all__ = ["ProofBlock", "ProofEntry", "ProofSlip", "ProofSubject", "proof_slips"]


class ProofSubject(StrEnum):
    """What is proof-read."""

    OWN = "own"  # 自评表
    ASSESSMENT = "assessment"  # 初评打分表, and the 组织部's 复核
    BALLOT = "ballot"  # 测评


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """One entered value. `value`: in hundredths, None for a word that is no number; `shown`:
    as the screen shows it; `fact`: what was written beside it."""

    code: str
    text: str
    shown: str
    unit: str
    value: int | None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class ProofBlock:
    """The values of a star or of a part of the ballot. `rest`: indicators without a value, in
    words."""

    title: str
    entries: tuple[ProofEntry, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ProofSlip:
    """The slip of one version of one sheet or ballot. `what`: 初评打分表; `about`: what is known
    of its head (应到 …)."""

    head: YearHead
    row: VillageRow
    what: str
    assessor: str
    version: int
    signed: bool
    act_date: str
    entered_by: str
    remark: str
    blocks: tuple[ProofBlock, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All values that are numbers, in hundredths."""
        return tuple(
            entry.value
            for block in self.blocks
            for entry in block.entries
            if entry.value is not None
        )

    @property
    def control_sum(self) -> int:
        """Their sum in hundredths: counts, figures and points alike."""
        return sum(self.numbers)

    def texts(self) -> tuple[str, ...]:
        """What was written in by people, for the search for missing characters."""
        texts = [self.assessor, self.entered_by, self.remark]
        for block in self.blocks:
            texts += [block.title, *(entry.text + entry.fact for entry in block.entries)]
        return tuple(texts)


def proof_slips(reader: Reader, board: YearBoard, subject: ProofSubject) -> tuple[ProofSlip, ...]:
    """Slips of the newest version of every sheet or ballot of the board's villages, drafts
    included, in its order. Raises RatingFault when nothing has been entered."""
    head = board.head
    gathered = gather(reader, head.round, head.standard, drafts=True)
    inputs = {item.village: item for item in gathered.villages}
    slips = tuple(
        slip
        for row in board.rows
        if row.status is ParticipationStatus.RATED and row.id in inputs
        for slip in _slips(head, row, inputs[row.id], subject)
    )
    if not slips:
        names = {
            ProofSubject.OWN: "自评",
            ProofSubject.ASSESSMENT: "初评",
            ProofSubject.BALLOT: "测评",
        }
        raise RatingFault(f"没有可以打印的校对单：还没有录入{names[subject]}。")
    return slips


def _slips(
    head: YearHead, row: VillageRow, inputs: VillageInputs, subject: ProofSubject
) -> Iterator[ProofSlip]:
    standard = for_category(head.standard, inputs.category)
    if subject is ProofSubject.BALLOT:
        if inputs.ballot is not None and standard.ballot is not None:
            yield _ballot_slip(head, row, inputs.ballot, standard.ballot)
        return
    own = subject is ProofSubject.OWN
    step = standard.step_of_kind(StepKind.SELF if own else StepKind.ASSESSMENT)
    if step is None:
        return
    contents = (inputs.own,) if own else (*inputs.assessments, inputs.review)
    for content in contents:
        if content is not None:
            yield _sheet_slip(head, row, standard, step, content)


def _sheet_slip(
    head: YearHead, row: VillageRow, standard: Standard, step: Step, content: SheetContent
) -> ProofSlip:
    sheet = content.sheet
    numbers = {star.id: number for number, star in enumerate(standard.stars, start=1)}
    sign = "★" if head.counted else ""
    review = sheet.purpose is Purpose.REVIEW
    what = "复核" if review else step.short
    blocks = (
        _star_block(f"{sign}{numbers[star.id]}　{star.name}", star, content, review=review)
        for star in stars_of_step(standard, step.id)
    )
    return ProofSlip(
        head=head,
        row=row,
        what=f"{what}{'表' if step.kind is StepKind.SELF else '打分表'}",
        assessor=sheet.assessor,
        version=sheet.version,
        signed=sheet.state is SheetState.SEALED,
        act_date=sheet.act_date,
        entered_by=sheet.entered_by,
        remark=sheet.remark,
        blocks=tuple(block for block in blocks if block.entries or block.rest),
    )


def _star_block(title: str, star: Star, content: SheetContent, *, review: bool) -> ProofBlock:
    entries: list[ProofEntry] = []
    rest: dict[str, list[str]] = {}
    mark = content.marks.get(star.id)
    if mark is not None and mark.score is not None:
        entries.append(_score_entry("", f"{star.name}得分", mark))
    elif mark is not None and mark.fact:
        entries.append(ProofEntry("", "与自评差异的说明", "有", "", None, mark.fact))
    for indicator in star.indicators:
        found = list(_indicator_entries(indicator, content))
        entries += found
        state = content.marks.get(indicator.id)
        word = _state_word(indicator, state, entered=bool(found))
        if word and not (review and state is None):
            rest.setdefault(word, []).append(indicator.code)
    words = "　".join(f"{word}：{'、'.join(codes)}" for word, codes in rest.items())
    return ProofBlock(title, tuple(entries), words)


def _state_word(indicator: Indicator, mark: Mark | None, *, entered: bool) -> str:
    """What is to be read out about an indicator without a value."""
    state = MarkState.UNCHECKED if mark is None else mark.state
    if any(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses):
        return "" if entered else "由测评带入"
    if state is MarkState.NOT_APPLICABLE:
        return "不涉及"
    if state is MarkState.AWAITING:
        return "待数据"
    if entered:
        return ""
    return "已查、未扣分" if state is MarkState.CHECKED else "未查"


def _score_entry(code: str, text: str, mark: Mark) -> ProofEntry:
    assert mark.score is not None
    return ProofEntry(code, text, show_plain(mark.score), "分", mark.score, mark.fact)


def _indicator_entries(indicator: Indicator, content: SheetContent) -> Iterator[ProofEntry]:
    """Every value of an indicator on a sheet, in the order of its clauses."""
    mark = content.marks.get(indicator.id)
    deductions = {item.clause: item for item in content.deductions.get(indicator.id, ())}
    remark = "" if mark is None else mark.fact
    if mark is not None and mark.score is not None:
        yield _score_entry(indicator.code, indicator.text, mark)
        remark = ""
    for clause in indicator.clauses:
        sign = clause_sign(indicator, clause) if len(indicator.clauses) > 1 else ""
        code = f"{indicator.code}{sign}"
        if clause.figure is not None and mark is not None and mark.figure is not None:
            figure = clause.figure
            shown = show_plain(mark.figure)
            if clause.kind is ClauseKind.YES_NO:
                yield ProofEntry(code, figure.name, "是" if mark.figure else "否", "", None, remark)
            else:
                yield ProofEntry(code, figure.name, shown, figure.unit, mark.figure, remark)
            remark = ""
            if mark.base is not None:
                name = figure.base_name or "基数"
                yield ProofEntry(code, name, show_plain(mark.base), figure.unit, mark.base)
        found = deductions.get(clause.id)
        if found is None:
            continue
        fact = "；".join(text for text in (found.fact.rstrip("。；"), found.evidence) if text)
        if clause.kind is ClauseKind.OCCURRENCE:
            yield ProofEntry(code, clause.text, str(found.count), "次", found.count * 100, fact)
        else:
            words = clause.text or "酌情扣分"
            amount = show_plain(found.amount)
            yield ProofEntry(code, words, amount, "分", found.amount, fact)
    if mark is not None and mark.vetoed:
        yield ProofEntry(indicator.code, indicator.veto, "有", "", None)
    if remark:
        yield ProofEntry(indicator.code, indicator.text, "有说明", "", None, remark)


def _ballot_slip(
    head: YearHead, row: VillageRow, content: BallotContent, rules: BallotRules
) -> ProofSlip:
    ballot = content.ballot
    step = head.standard.step_of_kind(StepKind.BALLOT)
    people = (
        ProofEntry("", "应到人数", str(ballot.expected), "人", ballot.expected * 100),
        ProofEntry("", "实到人数", str(ballot.present), "人", ballot.present * 100),
    )
    blocks = [ProofBlock("人数", people), ProofBlock("票数", tuple(_papers(content, rules)))]
    for number, question in enumerate(rules.questions, start=1):
        entries = tuple(_answers(content, rules, question.id))
        blocks.append(ProofBlock(f"问题{number}　{question.text}", entries))
    return ProofSlip(
        head=head,
        row=row,
        what=f"{step.short if step is not None else '测评'}计票",
        assessor="",
        version=ballot.version,
        signed=ballot.state is SheetState.SEALED,
        act_date=ballot.act_date,
        entered_by=ballot.entered_by,
        remark=ballot.remark,
        blocks=tuple(block for block in blocks if block.entries),
    )


def _groups(rules: BallotRules) -> list[tuple[str, str]]:
    return [(group.id, group.name) for group in rules.groups] or [("", "")]


def _papers(content: BallotContent, rules: BallotRules) -> Iterator[ProofEntry]:
    stored = {(item.channel, item.voters): item for item in content.channels}
    for channel in rules.channels:
        for voters, name in _groups(rules):
            found = stored.get((channel.id, voters))
            if found is None:
                continue
            for words, count in (
                ("发出", found.issued),
                ("收回", found.returned),
                ("有效", found.valid),
            ):
                text = f"{words}（{name}）" if name else words
                yield ProofEntry(channel.name, text, str(count), "张", count * 100)


def _answers(content: BallotContent, rules: BallotRules, question: str) -> Iterator[ProofEntry]:
    stored = {
        (item.option, item.voters): item.count
        for item in content.counts
        if item.question == question
    }
    for voters, name in _groups(rules):
        for option in rules.options:
            count = stored.get((option.id, voters))
            if count is not None:
                yield ProofEntry(name, option.name, str(count), "张", count * 100)

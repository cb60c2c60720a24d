"""What waits for 校对, what differs and what is done: one item for each signed paper of a year.

Reads sheets, counts, proofs and second typings; decides nothing and shows nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.gathering import latest_ballot
from evaluation.ports import Reader
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.standard.model import (
    ClauseKind,
    Depth,
    Standard,
    Step,
    StepKind,
    for_category,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import Proof, ProofState, in_both
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import Mark, MarkState, Purpose, Sheet, SheetState
from evaluation.views import VillageRow, YearBoard

__all__ = ["ProofItem", "ProofStage", "Rekeyed", "ballot_content", "proof_items"]

_PROOFED = frozenset({Purpose.OWN, Purpose.ASSESSMENT, Purpose.REVIEW})


class ProofStage(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"  # 待校对
    DIFFERS = "differs"  # 不一致
    DONE = "done"  # 已校对


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A second typing: by whom, and how many lines of how many it has."""

    entered_by: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ProofItem:
    """A signed sheet, or a signed count (`purpose` and `assessor` ""). `proof`: of this very
    version; `rekeyed`: what a second person has typed so far, None where nothing or where it
    is not kept."""

    row: VillageRow
    standard: Standard
    step: Step
    purpose: str
    assessor: str
    version: int
    entered_by: str
    act_date: str
    proof: Proof | None
    rekeyed: Rekeyed | None = None

    @property
    def key(self) -> str:
        """Names the item through versions."""
        return "/".join((self.row.id, self.step.id, self.purpose, self.assessor))

    @property
    def stage(self) -> ProofStage:
        if self.proof is None:
            return ProofStage.WAITING
        agreed = self.proof.state is ProofState.AGREED
        return ProofStage.DONE if agreed else ProofStage.DIFFERS

    @property
    def of_ballot(self) -> bool:
        return self.step.kind is StepKind.BALLOT

    @property
    def review(self) -> bool:
        return self.purpose == Purpose.REVIEW

    @property
    def paper(self) -> str:
        """What it is called: 初评, 复核, 测评."""
        return "复核" if self.review else self.step.short

    @property
    def version_words(self) -> str:
        """第 2 版; of a count 第 2 次."""
        return f"第 {self.version} {'次' if self.of_ballot else '版'}"

    @property
    def arguments(self) -> dict[str, str]:
        """What the actions take beside the round."""
        return {
            "village": self.row.id,
            "step": self.step.id,
            "purpose": self.purpose if self.review else "",
            "assessor": self.assessor,
        }

    def own_of(self, actor: str) -> bool:
        """Whether `actor` typed on it and so cannot check it."""
        return bool(in_both(actor, self.entered_by))


def proof_items(reader: Reader, board: YearBoard) -> tuple[ProofItem, ...]:
    """Every signed paper of the 参评 villages, by the office's own order, then by step."""
    round_ = board.head.round
    where = {"round": round_.id}
    proofs = {
        (item.village, item.step, item.purpose, item.assessor, item.version): item
        for item in reader.find(Proof, **where)
    }
    categories = {item.village: item.category for item in reader.find(Participation, **where)}
    rows = {row.id: row for row in board.rows if row.status is ParticipationStatus.RATED}
    standards = {
        village: for_category(board.head.standard, categories.get(village, "")) for village in rows
    }
    rekeyed = _rekeyed(reader, round_.id, standards, categories)
    steps = {step.id: step for step in board.head.standard.steps}
    found: list[ProofItem] = []
    papers: list[Sheet | Ballot] = [
        sheet
        for sheet in reader.find(Sheet, **where, state=SheetState.SEALED)
        if sheet.purpose in _PROOFED
    ]
    papers += reader.find(Ballot, **where, state=SheetState.SEALED)
    for paper in papers:
        if paper.village not in rows:
            continue
        purpose, assessor = "", ""
        if isinstance(paper, Sheet):
            purpose, assessor = str(paper.purpose), paper.assessor
        key = (paper.village, paper.step, purpose, assessor)
        typed = None if purpose == Purpose.REVIEW else rekeyed.get((key[0], key[1], assessor))
        found.append(
            ProofItem(
                row=rows[paper.village],
                standard=standards[paper.village],
                step=steps[paper.step],
                purpose=purpose,
                assessor=assessor,
                version=paper.version,
                entered_by=paper.entered_by,
                act_date=paper.act_date,
                proof=proofs.get((*key, paper.version)),
                rekeyed=typed,
            )
        )
    order = {row.id: place for place, row in enumerate(board.rows)}
    step_order = {step.id: place for place, step in enumerate(board.head.standard.steps)}
    found.sort(
        key=lambda item: (order[item.row.id], step_order[item.step.id], item.review, item.assessor)
    )
    return tuple(found)


def _rekeyed(
    reader: Reader,
    round_id: str,
    standards: Mapping[str, Standard],
    categories: Mapping[str, str],
) -> dict[tuple[str, str, str], Rekeyed]:
    """Second typings by (village, step, assessor), of the newest version."""
    where = {"round": round_id, "purpose": Purpose.REKEY}
    newest: dict[tuple[str, str, str], Sheet] = {}
    for sheet in sorted(reader.find(Sheet, **where), key=lambda item: item.version):
        if sheet.village in standards:
            newest[sheet.village, sheet.step, sheet.assessor] = sheet
    typed: dict[tuple[str, str, str, int], set[str]] = defaultdict(set)
    if newest:
        for mark in reader.find(Mark, **where):
            if mark.state is not MarkState.UNCHECKED:
                typed[mark.village, mark.step, mark.assessor, mark.version].add(mark.item)
    found: dict[tuple[str, str, str], Rekeyed] = {}
    for key, sheet in newest.items():
        due = set(_due(standards[sheet.village], sheet.step, categories.get(sheet.village, "")))
        done = typed[sheet.village, sheet.step, sheet.assessor, sheet.version] & due
        found[key] = Rekeyed(sheet.entered_by, len(done), len(due))
    return found


def _due(standard: Standard, step_id: str, category_id: str) -> Iterable[str]:
    """The lines that a person has to type: not what the ballot fills, nor what the village's
    考核类别 leaves out."""
    step = standard.step(step_id)
    category = next((item for item in standard.categories if item.id == category_id), None)
    left_out = frozenset(category.not_applicable) if category is not None else frozenset()
    for star in stars_of_step(standard, step_id):
        if step is not None and step.depth is Depth.STAR:
            yield star.id
            continue
        for indicator in star.indicators:
            typed = any(clause.kind is not ClauseKind.BALLOT for clause in indicator.clauses)
            by_points = step is not None and step.depth is Depth.INDICATOR
            if (typed or by_points) and indicator.id not in left_out:
                yield indicator.id


def ballot_content(reader: Reader, round_id: str, item: ProofItem) -> BallotContent | None:
    """The signed count of an item."""
    ballot = latest_ballot(reader, round_id, item.row.id, item.step.id)
    if ballot is None:
        return None
    where = {"round": round_id, "village": item.row.id, "version": ballot.version}
    return BallotContent(
        ballot, reader.find(ChannelCount, **where), reader.find(OptionCount, **where)
    )

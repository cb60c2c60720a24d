"""What stands on the score sheets of a round: every star and indicator with its scores.

Read from the register once, so that the pages can be made without it. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.numbers import Score, show
from evaluation.ports import Reader
from evaluation.reports.entry_words import clause_lines, record_words, state_words
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Star,
    Step,
    StepKind,
    for_category,
)
from evaluation.stars.ballots import BallotResult, count_ballot
from evaluation.stars.outcome import VillageInputs
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    Surroundings,
    score_sheet_star,
    stars_of_step,
)
from evaluation.stars.sheets import Sheet
from evaluation.views import VillageRow, YearBoard, YearHead

__all__ = ["ScoreLine", "ScoreSheet", "SheetForm", "StarBlock", "score_sheets"]


class SheetForm(StrEnum):
    """Which sheet: of which step, to be filled in with ink or as it was filled."""

    OWN_BLANK = "own_blank"  # 自评表, 空白
    OWN = "own"  # 自评表, 已填
    ASSESSMENT_BLANK = "assessment_blank"  # 初评打分表, 空白
    ASSESSMENT = "assessment"  # 初评打分表, 已填

    @property
    def blank(self) -> bool:
        return self in (SheetForm.OWN_BLANK, SheetForm.ASSESSMENT_BLANK)

    @property
    def own(self) -> bool:
        return self in (SheetForm.OWN_BLANK, SheetForm.OWN)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator. Scores as shown, "" where there is none; `by_ink`: the score is still to
    be written in by hand. `record`: 考评记载; `remark`: 备注."""

    code: str
    text: str
    points: str
    rules: str
    evidence: str
    own: str
    assessed: str
    reviewed: str
    record: str
    remark: str
    by_ink: bool


@dataclass(frozen=True, slots=True)
class StarBlock:
    """A star with its subtotals and its indicators; `word`: what is written about the star.
    `by_ink`: its score as a whole is written in by hand (每星得分)."""

    title: str
    points: str
    own: str
    assessed: str
    reviewed: str
    word: str
    by_ink: bool
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One paper: a village in one step. `sheet`: what it shows, None for a blank one.
    left_out: names of the stars that this step does not score."""

    head: YearHead
    row: VillageRow
    form: SheetForm
    step: Step
    blocks: tuple[StarBlock, ...]
    totals: tuple[str, str, str, str]
    left_out: tuple[str, ...]
    sheet: Sheet | None = None

    @property
    def reviewed(self) -> bool:
        return any(block.reviewed for block in self.blocks)

    def texts(self) -> tuple[str, ...]:
        """What was written in by people, for the search for missing characters."""
        texts = [text for block in self.blocks for text in (block.word, block.title)]
        texts += [
            text
            for block in self.blocks
            for line in block.lines
            for text in (line.text, line.rules, line.evidence, line.record)
        ]
        if self.sheet is not None:
            texts += [self.sheet.signed_by, self.sheet.entered_by, self.sheet.assessor]
        return tuple(texts)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sheet with the score of every star it scores, and of every indicator."""

    content: SheetContent
    stars: Mapping[str, Score | None]
    lines: Mapping[str, IndicatorScore]


def score_sheets(reader: Reader, board: YearBoard, form: SheetForm) -> tuple[ScoreSheet, ...]:
    """The sheets of the board's 参评 villages, in its order; of several assessors one each.

    The newest version of every sheet counts, drafts included. Raises RatingFault when the
    standard has no such step, and when nothing has been entered that a filled one could show.
    """
    standard = board.head.standard
    step = standard.step_of_kind(StepKind.SELF if form.own else StepKind.ASSESSMENT)
    if step is None:
        what = "自评" if form.own else "初评"
        raise RatingFault(f"评定标准“{standard.name}”没有{what}这一步，不能打印这种打分表。")
    gathered = gather(reader, board.head.round, standard, drafts=True)
    inputs = {item.village: item for item in gathered.villages}
    rows = [
        row for row in board.rows if row.status is ParticipationStatus.RATED and row.id in inputs
    ]
    if not rows:
        raise RatingFault("没有可以打印的打分表：没有参评的嘎查村。请先在名册里登记。")
    sheets = tuple(
        sheet
        for row in rows
        for sheet in _Village(board.head, row, inputs[row.id], gathered.shared).sheets(form, step)
    )
    if not sheets:
        raise RatingFault(f"没有可以打印的打分表：还没有录入{step.short}。可以先打印空白表。")
    return sheets


class _Village:
    """One village with what its sheets are scored by."""

    def __init__(
        self,
        head: YearHead,
        row: VillageRow,
        inputs: VillageInputs,
        shared: Mapping[str, int],
    ) -> None:
        self.head = head
        self.row = row
        self.inputs = inputs
        self.standard: Standard = for_category(head.standard, inputs.category)
        category = next(
            (item for item in head.standard.categories if item.id == inputs.category), None
        )
        self.around = Surroundings(shared, self._ballot(), category)

    def _ballot(self) -> BallotResult | None:
        content = self.inputs.ballot
        if content is None or self.standard.ballot is None:
            return None
        return count_ballot(self.standard, content.ballot, content.channels, content.counts)

    def sheets(self, form: SheetForm, step: Step) -> Iterator[ScoreSheet]:
        own_step = self.standard.step_of_kind(StepKind.SELF)
        own = None
        if own_step is not None and self.inputs.own is not None:
            own = self._scored(self.inputs.own, own_step)
        if form is SheetForm.OWN_BLANK:
            yield self._sheet(form, step, None, None, None)
        elif form is SheetForm.OWN:
            if own is not None:
                yield self._sheet(form, step, own, None, None)
        elif form is SheetForm.ASSESSMENT_BLANK:
            yield self._sheet(form, step, own, None, None)
        else:
            for content in self.inputs.assessments:
                assessed = self._scored(content, step)
                yield self._sheet(form, step, own, assessed, self._reviewed(content, step))

    def _scored(
        self, content: SheetContent, step: Step, replaced: Mapping[str, Score] | None = None
    ) -> _Scored:
        stars: dict[str, Score | None] = {}
        lines: dict[str, IndicatorScore] = {}
        for star in stars_of_step(self.standard, step.id):
            score, found = score_sheet_star(
                self.standard, star, step, content, self.around, replaced
            )
            stars[star.id] = score
            lines.update({line.indicator.id: line for line in found})
        return _Scored(content, stars, lines)

    def _reviewed(self, content: SheetContent, step: Step) -> _Scored | None:
        """The assessment with the values of the 组织部's review in their places."""
        review = self.inputs.review
        if review is None:
            return None
        replaced: dict[str, Score] = {
            item: mark.score for item, mark in review.marks.items() if mark.score is not None
        }
        found = self._scored(content, step, replaced)
        stars = {star: replaced.get(star, score) for star, score in found.stars.items()}
        return _Scored(review, stars, found.lines)

    def _show(self, score: Score | None) -> str:
        return "" if score is None else show(score, self.head.decimals)

    def _sheet(
        self,
        form: SheetForm,
        step: Step,
        own: _Scored | None,
        assessed: _Scored | None,
        reviewed: _Scored | None,
    ) -> ScoreSheet:
        numbers = {star.id: number for number, star in enumerate(self.standard.stars, start=1)}
        scored = stars_of_step(self.standard, step.id)
        blocks = tuple(
            self._block(form, step, numbers[star.id], star, (own, assessed, reviewed))
            for star in scored
        )
        shown = own if form.own else assessed
        return ScoreSheet(
            head=self.head,
            row=self.row,
            form=form,
            step=step,
            blocks=blocks,
            totals=(
                self._show_points(sum(star.points for star in scored)),
                self._total(own),
                self._total(assessed),
                self._total(reviewed),
            ),
            left_out=tuple(star.name for star in self.standard.stars if star not in scored),
            sheet=None if shown is None or form.blank else shown.content.sheet,
        )

    def _total(self, scored: _Scored | None) -> str:
        scores = [] if scored is None else list(scored.stars.values())
        known = [score for score in scores if score is not None]
        return self._show(sum(known)) if known and len(known) == len(scores) else ""

    @staticmethod
    def _show_points(points: int) -> str:
        return show(points, 2).removesuffix("00").removesuffix(".")

    def _block(
        self,
        form: SheetForm,
        step: Step,
        number: int,
        star: Star,
        scored: tuple[_Scored | None, _Scored | None, _Scored | None],
    ) -> StarBlock:
        own, assessed, reviewed = scored
        word = ""
        if assessed is not None and star.id in assessed.content.marks:
            word = assessed.content.marks[star.id].fact
        sign = "★" if self.head.counted else ""
        changed = reviewed is not None and self._is_changed(star, reviewed)
        return StarBlock(
            title=f"{sign}{number}　{star.name}",
            points=self._show_points(star.points),
            own=self._show(own.stars.get(star.id)) if own is not None else "",
            assessed=self._show(assessed.stars.get(star.id)) if assessed is not None else "",
            reviewed=self._show(reviewed.stars.get(star.id)) if changed and reviewed else "",
            word=word,
            by_ink=form.blank and step.depth is Depth.STAR,
            lines=tuple(
                self._line(form, step, indicator, own, assessed, reviewed)
                for indicator in star.indicators
            ),
        )

    @staticmethod
    def _is_changed(star: Star, reviewed: _Scored) -> bool:
        """Whether the review re-scored the star or an indicator of it."""
        items = (star.id, *(indicator.id for indicator in star.indicators))
        marks = reviewed.content.marks
        return any(item in marks and marks[item].score is not None for item in items)

    def _line(
        self,
        form: SheetForm,
        step: Step,
        indicator: Indicator,
        own: _Scored | None,
        assessed: _Scored | None,
        reviewed: _Scored | None,
    ) -> ScoreLine:
        shown = own if form.own else assessed
        line = None if shown is None else shown.lines.get(indicator.id)
        record: tuple[str, ...] = ()
        remark = ""
        excluded = self.around.not_applicable(indicator)
        by_ballot = any(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses)
        if shown is not None and line is not None and not form.blank:
            marks = shown.content.marks
            entered = tuple(shown.content.deductions.get(indicator.id, ()))
            record = record_words(line, marks.get(indicator.id), entered)
            remark = state_words(line)
        elif excluded:
            record = ("不涉及。",)
        elif by_ballot and step.depth is Depth.CLAUSE:
            record = ("由测评结果带入，不用填写。",)
        again = None if reviewed is None else reviewed.content.marks.get(indicator.id)
        if again is not None and again.score is not None and again.fact:
            record = (*record, f"复核：{again.fact.rstrip('。')}。")
        return ScoreLine(
            code=indicator.code,
            text=indicator.text + ("（底线指标）" if indicator.bottom_line else ""),
            points=self._show_points(indicator.points),
            rules=clause_lines(indicator),
            evidence=indicator.evidence,
            own=self._line_score(own, indicator),
            assessed=self._line_score(assessed, indicator),
            reviewed="" if again is None else self._show(again.score),
            record="\n".join(record),
            remark=remark,
            by_ink=form.blank
            and not excluded
            and step.depth is not Depth.STAR
            and not (by_ballot and step.depth is Depth.CLAUSE),
        )

    def _line_score(self, scored: _Scored | None, indicator: Indicator) -> str:
        line = None if scored is None else scored.lines.get(indicator.id)
        return self._show(None if line is None else line.score)

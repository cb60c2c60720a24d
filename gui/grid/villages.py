"""The sheets of all villages as the grid shows them, and one of them read again.

All are read at once when the grid opens; after an entry only the village it belongs to.
Scores are reckoned for the cells that are looked at, by the rating itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.gathering import gather, names_on
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.standard.model import Depth, Indicator, Standard, Star, Step, for_category
from evaluation.stars.ballots import count_ballot
from evaluation.stars.outcome import VillageInputs
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    Surroundings,
    depth_of,
    score_indicator,
    score_of_lines,
    stars_of_step,
)
from evaluation.stars.sheets import MarkState, Purpose, Sheet, SheetState
from evaluation.views import YearHead
from gui.desk.sheet_view import IndicatorView, Subject

__all__ = ["GridVillage", "SheetsReader"]


@dataclass(frozen=True)
class GridVillage:
    """One village's sheet of one step. `begun`: something was entered already.

    `group`: the village's own assessment group. `assessors`: who has a sheet of it. `assessed`:
    the 初评 beside a review.
    """

    id: str
    name: str
    group: str
    year: YearHead
    standard: Standard
    step: Step
    content: SheetContent
    begun: bool
    around: Surroundings
    assessors: tuple[str, ...] = ()
    assessed: SheetContent | None = None
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    _rows: dict[str, IndicatorView] = field(default_factory=dict, compare=False)

    @property
    def sheet(self) -> Sheet:
        return self.content.sheet

    @property
    def depth(self) -> Depth:
        return depth_of(self.step, self.sheet.purpose)

    @property
    def review(self) -> bool:
        return self.sheet.purpose is Purpose.REVIEW

    @property
    def signed(self) -> bool:
        return self.sheet.state is SheetState.SEALED

    @property
    def subject(self) -> Subject:
        sheet = self.sheet
        return Subject(sheet.round, self.id, sheet.step, sheet.purpose, sheet.assessor)

    @property
    def arguments(self) -> dict[str, str]:
        """What every action about the sheet takes."""
        return self.subject.arguments

    @property
    def closed(self) -> str:
        """Why nothing goes into the sheet, "" where entries are taken."""
        if self.year.published:
            return "本年度已经定评封存，不能再改。"
        if self.signed:
            return f"{self.name}的这张表已经签字。要改动，请先退回，退回后生成新的一版。"
        return ""

    def row(self, item: str) -> IndicatorView:
        """The line of an indicator, or of a star where the depth is 每星得分."""
        if item not in self._rows:
            self._rows[item] = (
                self._star_row(item) if self.depth is Depth.STAR else self._indicator_row(item)
            )
        return self._rows[item]

    def star_score(self, star: Star) -> Score | None:
        """The score of a star on this sheet; None while it cannot be scored."""
        own = self.standard.star(star.id)
        assert own is not None, "a category changes clauses, never stars"
        lines = [self.row(item.id).line for item in own.indicators]
        return score_of_lines(
            self.standard, own.points, [line for line in lines if line is not None]
        )

    def done(self, item: str) -> bool:
        """Whether an item is not 未查 (on a review: scored again); reckons nothing."""
        if self.depth is Depth.STAR or self.review:
            mark = self.content.marks.get(item)
            return mark is not None and mark.score is not None
        indicator = self.indicators[item]
        if self.by_ballot(item) or self.around.not_applicable(indicator):
            return True
        mark = self.content.marks.get(item)
        if mark is None:
            return False
        if self.depth is Depth.CLAUSE:
            return mark.state is not MarkState.UNCHECKED
        waived = mark.state in (MarkState.AWAITING, MarkState.NOT_APPLICABLE)
        return mark.score is not None or waived

    def by_ballot(self, item: str) -> bool:
        """Whether the ballot fills an item, so that nothing is entered."""
        return self.depth is not Depth.STAR and self._only_ballot(self.indicators[item])

    def unchecked(self) -> int:
        """How many items of the whole sheet are still 未查; of a review how many are on it."""
        items = self.items()
        done = sum(1 for item in items if self.done(item))
        return done if self.review else len(items) - done

    def items(self) -> tuple[str, ...]:
        """The ids of everything the sheet holds, in order."""
        stars = stars_of_step(self.standard, self.step.id)
        if self.depth is Depth.STAR:
            return tuple(star.id for star in stars)
        return tuple(indicator.id for star in stars for indicator in star.indicators)

    @staticmethod
    def _only_ballot(indicator: Indicator) -> bool:
        return all(clause.ballot is not None for clause in indicator.clauses)

    def _star_row(self, item: str) -> IndicatorView:
        star = self.standard.star(item)
        assert star is not None, "the columns come from the same standard"
        number = [known.id for known in self.standard.stars].index(item) + 1
        mark = self.content.marks.get(item)
        typed = mark is not None and mark.score is not None
        return IndicatorView(
            item=item,
            code=f"★{number}",
            text=star.name,
            points=star.points,
            indicator=None,
            mark=mark,
            state=MarkState.CHECKED if typed else MarkState.UNCHECKED,
            score=None if mark is None else mark.score,
            typed=typed,
        )

    def _indicator_row(self, item: str) -> IndicatorView:
        indicator = self.indicators[item]
        mark = self.content.marks.get(item)
        deductions = tuple(self.content.deductions.get(item, ()))
        line = self._line(indicator, self.content, self.depth)
        state = line.state
        if self.depth is not Depth.CLAUSE and mark is not None and not line.typed:
            # By points, 已查 means that they were typed; 待数据 and 不涉及 are as marked.
            state = mark.state if mark.state is not MarkState.CHECKED else state
        before = None
        if self.review and self.assessed is not None:
            before = self._line(indicator, self.assessed, self.step.depth).score
        return IndicatorView(
            item=item,
            code=indicator.code,
            text=indicator.text,
            points=indicator.points,
            indicator=indicator,
            mark=mark,
            state=state,
            score=line.score,
            deductions=deductions,
            line=line,
            before=before,
            typed=mark is not None and mark.score is not None,
        )

    def _line(self, indicator: Indicator, content: SheetContent, depth: Depth) -> IndicatorScore:
        return score_indicator(
            indicator,
            content.marks.get(indicator.id),
            content.deductions.get(indicator.id, ()),
            self.around,
            depth,
            self.standard.decimals,
        )


class SheetsReader:
    """Reads the sheets of one step. `assessor` None: each village's own group, or whoever
    began; else the sheets of that assessor."""

    def __init__(
        self,
        reader: Reader,
        year: YearHead,
        step: str,
        purpose: Purpose,
        assessor: str | None = None,
    ) -> None:
        self._reader = reader
        self._year = year
        self._step = step
        self._purpose = purpose
        self._assessor = assessor
        self._standards: dict[str, tuple[Standard, Mapping[str, Indicator]]] = {}

    def all_villages(self) -> list[GridVillage]:
        """参评 villages in the office's own order."""
        year = self._year
        found = gather(self._reader, year.round, year.standard, drafts=True)
        names = names_on(self._reader, f"{year.year}-12-31")
        members = self._reader.find(Participation, round=year.round.id)
        groups = {member.village: member.assessment_group for member in members}
        return [
            self._village(
                inputs,
                found.shared,
                names[inputs.village].name if inputs.village in names else inputs.village,
                groups.get(inputs.village, ""),
            )
            for inputs in found.villages
            if inputs.status is ParticipationStatus.RATED
        ]

    def again(self, village: GridVillage) -> GridVillage:
        """One village as it stands now; its name and group are kept."""
        year = self._year
        found = gather(self._reader, year.round, year.standard, drafts=True, village=village.id)
        return self._village(found.villages[0], found.shared, village.name, village.group)

    def _village(
        self, inputs: VillageInputs, shared: Mapping[str, int], name: str, group: str
    ) -> GridVillage:
        standard, indicators = self._standard(inputs.category)
        step = standard.step(self._step)
        assert step is not None, f"the standard has no step {self._step}"
        result = None
        if inputs.ballot is not None and standard.ballot is not None:
            ballot = inputs.ballot
            result = count_ballot(standard, ballot.ballot, ballot.channels, ballot.counts)
        category = next((item for item in standard.categories if item.id == inputs.category), None)
        content, assessors = self._content(inputs, group)
        begun = content is not None
        if content is None:
            content = SheetContent(
                Sheet(
                    self._year.round.id,
                    inputs.village,
                    self._step,
                    self._purpose,
                    self._begin_as(group),
                    1,
                )
            )
        return GridVillage(
            id=inputs.village,
            name=name,
            group=group,
            year=self._year,
            standard=standard,
            step=step,
            content=content,
            begun=begun,
            around=Surroundings(shared, result, category),
            assessors=assessors,
            assessed=inputs.assessments[0] if inputs.assessments else None,
            indicators=indicators,
        )

    def _begin_as(self, group: str) -> str:
        """Whose sheet a first entry begins."""
        if self._purpose is not Purpose.ASSESSMENT:
            return ""
        return group if self._assessor is None else self._assessor

    def _content(
        self, inputs: VillageInputs, group: str
    ) -> tuple[SheetContent | None, tuple[str, ...]]:
        """The sheet shown, and who has one."""
        if self._purpose is Purpose.OWN:
            return inputs.own, ()
        if self._purpose is Purpose.REVIEW:
            return inputs.review, ()
        begun = {content.sheet.assessor: content for content in inputs.assessments}
        wanted = self._assessor
        if wanted is None:
            # A sheet that is there comes before one that nobody has begun.
            wanted = group if not begun or group in begun else min(begun)
        return begun.get(wanted), tuple(sorted(begun))

    def _standard(self, category: str) -> tuple[Standard, Mapping[str, Indicator]]:
        if category not in self._standards:
            standard = for_category(self._year.standard, category)
            indicators = {item.id: item for item in standard.indicators}
            self._standards[category] = standard, indicators
        return self._standards[category]

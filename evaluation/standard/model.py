"""The frozen Standard: one version of an office's 评定标准 as plain records.

The file form and its faults are in `reading.py` and `writing.py`; nothing here checks or
computes. All points, pass lines, targets and bounds are hundredths (see numbers.py); all
ids are stable across versions and independent of position.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class AwardKind(StrEnum):
    """How a standard turns scores into stars (domain: 定星方式)."""

    COUNTED = "counted"  # separate awards, each won on its own (十星)
    GRADED = "graded"  # one total mapped to a number of stars (百分制定星)
    NONE = "none"  # classes without stars (社区四型)


class ClauseKind(StrEnum):
    """How one clause loses points (计分办法)."""

    OCCURRENCE = "occurrence"  # 扣分: points for each occurrence, missing item …
    STEP = "step"  # 扣分: points for each started step below or above a target
    LADDER = "ladder"  # 分档: points by the rung an entered figure stands on
    PROPORTION = "proportion"  # 比例: points × value ÷ target, at most full
    YES_NO = "yes_no"  # 是否: all or nothing
    BALLOT = "ballot"  # 引用: taken from the ballot
    DISCRETION = "discretion"  # 酌情: a free amount with an obligatory reason


FIGURE_KINDS = frozenset(
    {ClauseKind.STEP, ClauseKind.LADDER, ClauseKind.PROPORTION, ClauseKind.YES_NO}
)
"""Clauses that need an entered figure (YES_NO: 100 = 是, 0 = 否)."""


class FigureSource(StrEnum):
    """Where the figure of a clause comes from."""

    TYPED = "typed"  # the figure itself
    GROWTH = "growth"  # (figure − base) ÷ base in percent; a base ≤ 0 makes it 酌情
    SHARE = "share"  # figure ÷ base in percent


class BallotSource(StrEnum):
    """What a BALLOT clause takes."""

    SCORE = "score"  # overall ballot score × factor
    PARTICIPATION = "participation"  # 有效 ÷ 应到 in percent, against target by proportion


class Depth(StrEnum):
    """Depth of entry of a step."""

    CLAUSE = "clause"  # 逐条
    INDICATOR = "indicator"  # 每项得分
    STAR = "star"  # 每星得分


class StepKind(StrEnum):
    """What is done in a step; code asks for the kind, never for the number."""

    SELF = "self"
    BALLOT = "ballot"
    ASSESSMENT = "assessment"
    DELIBERATION = "deliberation"
    NOTICE = "notice"


class NotApplicable(StrEnum):
    """What 不涉及 does to a star."""

    FULL = "full"  # full points, marked
    RESCALE = "rescale"  # full × got ÷ applicable points


class EffectKind(StrEnum):
    """Effects of a veto case (domain §6)."""

    LOWEST_CLASS = "E1"  # lowest class and no stars this year
    CAP = "E2"  # class capped
    STARS = "E3"  # named stars removed
    ONE_LOWER = "E4"  # one class lower


class Measure(StrEnum):
    """What class conditions and ranking keys read."""

    STARS = "stars"  # stars held (a whole number, not hundredths)
    TOTAL = "total"
    TOTAL_AND_BONUS = "total_and_bonus"
    SATISFACTION = "satisfaction"  # 满意率, hundredths of a percent
    BALLOT = "ballot"  # ballot score
    ASSESSMENT = "assessment"  # 初评 total


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure a clause reads: its name and unit as printed, and how it is derived.

    `shared_base` names a shared figure of the year (旗县平均 …) as base; empty: the base is
    typed beside the figure, and `base_name` is what it is called there (上年收入, 总户数).
    """

    name: str
    unit: str
    source: FigureSource = FigureSource.TYPED
    shared_base: str = ""
    base_name: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of a ladder: from `lower` (inclusive; None for the last) it gives `points`."""

    lower: int | None
    points: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to lose points within an indicator.

    points: per occurrence or step (OCCURRENCE, STEP); the full points that the figure can
        earn (LADDER: its highest rung; PROPORTION, YES_NO, BALLOT). 0 for DISCRETION.
    cap: most that this clause takes away; None for no cap of its own.
    at_most: most occurrences that can be entered (1 for "无…扣"); None for any number.
    target, step, above, whole_steps: STEP: each started `step` below (`above`: over) the
        target costs `points`; whole_steps is the wording 每满. PROPORTION and BALLOT
        participation: the target that earns full points. `shared_target` names a shared
        figure of the year instead of `target`.
    factor: BALLOT score: hundredths of a point that one point of the ballot earns (60 = 0.6).
    """

    id: str
    kind: ClauseKind
    text: str
    points: int = 0
    cap: int | None = None
    at_most: int | None = None
    figure: Figure | None = None
    target: int | None = None
    shared_target: str = ""
    step: int | None = None
    above: bool = False
    whole_steps: bool = False
    rungs: tuple[Rung, ...] = ()
    ballot: BallotSource | None = None
    factor: int | None = None
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """考评指标. `bottom_line`: at 0 its star is not won (底线). `veto`: wording of its own
    veto, by which the star is lost; empty for none."""

    id: str
    code: str
    text: str
    points: int
    clauses: tuple[Clause, ...]
    department: str = ""
    evidence: str = ""
    bottom_line: bool = False
    veto: str = ""
    same_as: str = ""

    @property
    def figure_clause(self) -> Clause | None:
        """The clause whose figure is entered; at most one of each indicator."""
        for clause in self.clauses:
            if clause.kind in FIGURE_KINDS:
                return clause
        return None

    def clause(self, clause_id: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


@dataclass(frozen=True, slots=True)
class Star:
    """One of the separate awards (or headings, where the award kind is not COUNTED).

    `weights`: own weights by step id; None for the standard's. A step that is absent or 0
    does not score this star.
    """

    id: str
    name: str
    indicators: tuple[Indicator, ...]
    weights: tuple[tuple[str, int], ...] | None = None
    same_as: str = ""

    @property
    def points(self) -> int:
        """Full score in hundredths; 10000 where the award kind is COUNTED."""
        return sum(indicator.points for indicator in self.indicators)


@dataclass(frozen=True, slots=True)
class Part:
    """One body's turn within a deliberation (4a 镇党委会, 4b 组织部审核)."""

    id: str
    name: str
    level: str  # "town" or "county": whose sign-off it is
    result: str  # name of the result it makes: 拟定, 评定


@dataclass(frozen=True, slots=True)
class Step:
    """One of the 五步. `opens`/`closes`: month-day of the plan as "MM-DD"; from July on it
    is in the rated year, before July in the year after. `signatories`: who signs, in order."""

    id: str
    kind: StepKind
    name: str
    short: str
    who: str = ""
    depth: Depth = Depth.CLAUSE
    weight: int = 0
    opens: str = ""
    closes: str = ""
    signatories: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    drop_extremes: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the ballot. `overall` (总体) gives the overall score and 满意率;
    `star` names the star that uses this question instead of the overall score."""

    id: str
    text: str
    overall: bool = False
    star: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer. `value`: points in hundredths, None where it expresses no opinion
    (不了解, 未填). `satisfied`: counts into 满意率's numerator."""

    id: str
    name: str
    value: int | None = None
    satisfied: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """How papers were given out (会议, 入户, 流动票箱). Those who take part outside the
    meeting count for turnout with the papers that came back."""

    id: str
    name: str
    at_meeting: bool = False


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """党员, 群众代表 … where the standard weighs them apart."""

    id: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class BallotRules:
    """测评: questions, options, channels, groups (none: one undivided count) and the
    turnout that sealing asks for, as turnout[0] / turnout[1] of 应到."""

    questions: tuple[Question, ...]
    options: tuple[Option, ...]
    channels: tuple[Channel, ...]
    groups: tuple[VoterGroup, ...] = ()
    turnout: tuple[int, int] = (2, 3)


@dataclass(frozen=True, slots=True)
class Condition:
    """`measure` ≥ `at_least` (STARS: a whole number of stars, else hundredths)."""

    measure: Measure
    at_least: int


@dataclass(frozen=True, slots=True)
class RatingClass:
    """One of the 三类, from the top. `name` is the inner wording (一类（先进）), `short` the
    word of tables and charts (先进), `outward` the wording on what leaves the office (一类)."""

    id: str
    name: str
    short: str
    outward: str
    conditions: tuple[Condition, ...] = ()
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """Share of a class: `share` in hundredths of a percent. `lower`: counts up (⌈⌉) as for
    lower classes instead of down. `per_town` or over the round. Guideline unless enforced."""

    rating_class: str
    share: int
    per_town: bool = False
    enforced: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """GRADED: from `at_least` (hundredths) a total earns `stars`."""

    at_least: int
    stars: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a veto item does. `stars`: ids for E3; `cap`: class id for E2, empty for the
    second class from the top."""

    kind: EffectKind
    stars: tuple[str, ...] = ()
    cap: str = ""


@dataclass(frozen=True, slots=True)
class VetoItem:
    """一票否决事项. `authority` is the document that authorises it (设定依据): without one
    here or in the year the item is off. `last_year`: not offered after that year (0: always)."""

    id: str
    text: str
    effects: tuple[Effect, ...]
    authority: str = ""
    last_year: int = 0
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class BonusRules:
    """加分: most per star and in all (hundredths); `counted`: added to the star score."""

    per_star: int = 500
    in_all: int = 1000
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """考核类别 (农区, 牧区 …): own parameters, 不适用 indicators, own ranking and quota."""

    id: str
    name: str
    not_applicable: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()  # replacing the clause of the same id


@dataclass(frozen=True, slots=True)
class SharedFigure:
    """A figure of the year that is typed once for all villages (旗县平均 …)."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """公示期: `days` working or calendar days."""

    days: int = 5
    working_days: bool = True


@dataclass(frozen=True, slots=True)
class Certificate:
    """发放范围 (class ids), the title and the wording.

    Fields in the text stand in braces: {year} {unit} {stars} {class}. Words between ⟨ and ⟩
    are emphasised on paper.
    """

    classes: tuple[str, ...]
    title: str
    text: str
    closing: str


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a 评定标准.

    decimals: of every level (逐级保留); None is exact mode.
    ranking: measures in their order, all descending.
    document: 文号 of the office's own 《办法》 (`basis`); empty: formal papers stay 草稿.
    template: a preset or example that is not anybody's official list (模板).
    """

    id: str
    name: str
    version: int
    unit: str
    award: AwardKind
    stars: tuple[Star, ...]
    steps: tuple[Step, ...]
    classes: tuple[RatingClass, ...]
    basis: str = ""
    document: str = ""
    dated: str = ""
    valid_from: int = 0
    template: bool = False
    note: str = ""
    decimals: int | None = 2
    pass_line: int = 8000
    not_applicable: NotApplicable = NotApplicable.FULL
    ballot: BallotRules | None = None
    quotas: tuple[Quota, ...] = ()
    grades: tuple[Grade, ...] = ()
    ranking: tuple[Measure, ...] = (
        Measure.STARS,
        Measure.TOTAL_AND_BONUS,
        Measure.BALLOT,
        Measure.ASSESSMENT,
    )
    vetoes: tuple[VetoItem, ...] = ()
    bonus: BonusRules | None = None
    categories: tuple[Category, ...] = ()
    shared_figures: tuple[SharedFigure, ...] = ()
    notice: NoticeRules = NoticeRules()
    certificate: Certificate | None = None
    explained_difference: int = 1000  # 初评 against 自评 per star, beyond it a word is due

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for star in self.stars for indicator in star.indicators)

    @property
    def most_stars(self) -> int:
        """Stars a village can hold; 0 where the standard gives none."""
        if self.award is AwardKind.COUNTED:
            return len(self.stars)
        if self.award is AwardKind.GRADED:
            return max((grade.stars for grade in self.grades), default=0)
        return 0

    @property
    def shown_decimals(self) -> int:
        return 2 if self.decimals is None else self.decimals

    def star(self, star_id: str) -> Star | None:
        return next((star for star in self.stars if star.id == star_id), None)

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def step_of_kind(self, kind: StepKind) -> Step | None:
        """The first step of that kind; a standard has at most one of each."""
        return next((step for step in self.steps if step.kind is kind), None)

    def rating_class(self, class_id: str) -> RatingClass | None:
        return next((item for item in self.classes if item.id == class_id), None)

    def veto_item(self, item_id: str) -> VetoItem | None:
        return next((item for item in self.vetoes if item.id == item_id), None)

    def weights_of(self, star: Star) -> tuple[tuple[str, int], ...]:
        """(step id, weight) of the steps that score this star."""
        if star.weights is not None:
            return tuple(pair for pair in star.weights if pair[1] > 0)
        return tuple((step.id, step.weight) for step in self.steps if step.weight > 0)


def for_category(standard: Standard, category_id: str) -> Standard:
    """The standard as it holds for one 考核类别: the category's clauses in their places.

    Its 不适用 indicators stay and are scored as 不涉及. The standard itself when it has no
    such category.
    """
    category = next((item for item in standard.categories if item.id == category_id), None)
    if category is None:
        return standard
    own = {clause.id: clause for clause in category.clauses}
    stars = tuple(
        replace(
            star,
            indicators=tuple(
                replace(
                    indicator,
                    clauses=tuple(own.get(clause.id, clause) for clause in indicator.clauses),
                )
                for indicator in star.indicators
            ),
        )
        for star in standard.stars
    )
    return replace(standard, stars=stars)

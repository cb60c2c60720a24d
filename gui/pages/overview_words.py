"""What the overview says of the steps, of the next action and at its foot, in words.

Reads a YearBoard; the page only shows what is made here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from evaluation.boards import open_villages, step_counts
from evaluation.checks import Finding, Severity, counts
from evaluation.numbers import show
from evaluation.standard.model import Step, StepKind
from evaluation.steps.deadlines import days_left
from evaluation.steps.records import ObjectionState
from evaluation.steps.year_plan import StepPlan, YearPlan
from evaluation.views import VillageRow, YearBoard
from gui.pages.overview_plan import posted_until
from gui.widgets.step_dots import StepMark
from gui.wording import step_number

__all__ = [
    "NextStep",
    "StepNote",
    "check_words",
    "current_step",
    "foot_words",
    "next_step",
    "plan_sentences",
    "step_notes",
    "working_step",
]

_DOT = " · "
_BUTTONS: dict[StepKind, str] = {
    StepKind.SELF: "开始录入",
    StepKind.BALLOT: "录入测评",
    StepKind.ASSESSMENT: "开始录入",
    StepKind.DELIBERATION: "去审核",
    StepKind.NOTICE: "去公示",
}
_SIDE_BY_SIDE = frozenset({StepKind.SELF, StepKind.BALLOT, StepKind.ASSESSMENT})
"""Steps that need not wait for each other."""


@dataclass(frozen=True, slots=True)
class StepNote:
    """What a step's card shows. `told`: all there is to know, for the tooltip; `warning`:
    whether a grave sentence about the plan is among it."""

    name: str
    done: int
    total: int
    words: str
    mark: StepMark
    current: bool
    urgent: bool
    warning: bool
    told: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one next action: a step, at one village or for all; else a page by its key, at
    `village` if there is one."""

    title: str = ""
    note: str = ""
    button: str = ""
    step: Step | None = None
    village: str = ""
    page: str = ""


def current_step(board: YearBoard) -> Step | None:
    """The earliest step that is not done everywhere, None after the last."""
    return next(iter(_open_steps(board)), None)


def working_step(board: YearBoard, plan: YearPlan) -> Step | None:
    """The step to work on: of the open ones that wait for nothing the one due first.

    The earlier in the standard's order where two are due on one day; None after the last.
    """
    waiting = _open_steps(board)
    ready = [step for step in waiting if step.kind in _SIDE_BY_SIDE] or waiting[:1]
    return min(ready, key=lambda step: plan.step(step.id).closes or date.max, default=None)


def step_notes(
    board: YearBoard, plan: YearPlan, today: date, *, narrow: bool = False
) -> tuple[StepNote, ...]:
    """The cards of all steps as of `today`; `narrow` leaves all but the first words out."""
    counts = step_counts(board)
    working = working_step(board, plan)
    before = ""
    notes: list[StepNote] = []
    for place, step in enumerate(board.head.standard.steps):
        done, total = counts[step.id]
        finished = total > 0 and done == total
        mark = _mark(board, place, done, finished)
        here = working is not None and step.id == working.id and not board.head.published
        words, urgent = _when(board, plan, step, today, finished, here, before)
        graves = () if finished else _graves(plan, step, today)
        notes.append(
            StepNote(
                f"{step_number(place)} {step.name}",
                done,
                total,
                words.partition(_DOT)[0] if narrow else words,
                mark,
                here,
                urgent,
                bool(graves),
                _told(plan, step, today, finished),
            )
        )
        if not finished and not before and step.kind is not StepKind.NOTICE:
            before = step.short
    return tuple(notes)


def plan_sentences(board: YearBoard, plan: YearPlan, today: date) -> tuple[str, ...]:
    """What does not fit in the plan, of the steps that are not done yet."""
    if board.head.published:
        return ()
    found = [item.text for item in plan.warnings if item.grave and not item.step]
    for step in _open_steps(board):
        found.extend(_graves(plan, step, today))
    return tuple(found)


def _open_steps(board: YearBoard) -> list[Step]:
    counts = step_counts(board)
    return [step for step in board.head.standard.steps if counts[step.id][0] < counts[step.id][1]]


def _graves(plan: YearPlan, step: Step, today: date) -> tuple[str, ...]:
    """Once its last day is over, how a step was planned no longer matters: it is late."""
    closes = plan.step(step.id).closes
    if closes is not None and closes < today:
        return ()
    return tuple(item.text for item in plan.warnings_of(step.id) if item.grave)


def _mark(board: YearBoard, place: int, done: int, finished: bool) -> StepMark:
    states = {row.progress[place].state for row in board.rows}
    if finished:
        return StepMark.DONE
    if "fault" in states:
        return StepMark.FAULT
    return StepMark.DOING if done or states - {"none"} else StepMark.EMPTY


def _when(
    board: YearBoard,
    plan: YearPlan,
    step: Step,
    today: date,
    finished: bool,
    here: bool,
    before: str,
) -> tuple[str, bool]:
    """(words under a step's name, whether they are urgent)."""
    dates = plan.step(step.id)
    closes, urgent, first = dates.closes, False, ""
    ends = "定评" if step.kind is StepKind.NOTICE else "截止"
    if step.kind is StepKind.NOTICE and not finished:
        closes = posted_until(board.notices) or closes
        ends = ends if closes == dates.closes else "公示期满"
    if step.kind is StepKind.NOTICE and board.head.round.decided_on:
        closes = date.fromisoformat(board.head.round.decided_on)
    if finished:
        first = "已完成"
    elif step.kind is StepKind.DELIBERATION and before:
        first = f"待{before}签字"
    elif closes is None:
        return "未定截止日", False
    elif dates.opens is not None and today < dates.opens and not here:
        first = f"{_day(dates.opens)}起"
    else:
        left = (closes - today).days
        urgent = left <= 0 or (here and left <= 7)
        first = _left_words(left)
    return _joined(first, f"{_day(closes)}{ends}" if closes else ""), urgent


def _left_words(left: int) -> str:
    if left < 0:
        return f"已过 {-left} 天"
    return f"还有 {left} 天" if left else "今天截止"


def _told(plan: YearPlan, step: Step, today: date, finished: bool) -> str:
    """The tooltip of a card: its days, what is left of them, and what does not fit."""
    dates = plan.step(step.id)
    lines = [_span_words(dates)]
    if not finished and dates.closes is not None:
        left = days_left(dates.closes, today, plan.calendar)
        if left.days >= 0:
            lines.append(f"{_left_words(left.days)}，其中工作日 {left.working} 天")
        else:
            lines.append(_left_words(left.days))
    lines += [f"{part.name}：到{_day(part.closes)}" for part in dates.parts]
    if not finished:
        lines += [item.text for item in plan.warnings_of(step.id)]
    return "\n".join(line for line in lines if line)


def _span_words(dates: StepPlan) -> str:
    if dates.opens is None or dates.closes is None:
        return f"到{_day(dates.closes)}" if dates.closes is not None else "还没有定日期"
    if dates.kind is StepKind.NOTICE:
        return f"{_day(dates.opens)}张贴，{_day(dates.closes)}定评"
    return f"{_day(dates.opens)}至{_day(dates.closes)}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _joined(*parts: str) -> str:
    return _DOT.join(part for part in parts if part)


def next_step(
    board: YearBoard, plan: YearPlan, today: date, reported: Collection[str] = ()
) -> NextStep:
    """What to do now: a fault first, else the first open village of the step to work on.

    `reported`: villages with a veto case that waits for a decision.
    """
    head = board.head
    if head.published:
        return NextStep("已定评", "可以打印证书和年度评定表。", "打印证书", page="print")
    faulty = next((row for row in board.rows if row.urgent), None)
    if faulty is not None:
        return _mend(board, faulty, reported)
    step = working_step(board, plan)
    if step is None:
        return NextStep("定评", "各步都已完成，等待定评封存。", "去定评", page="notice")
    button = _BUTTONS[step.kind]
    waiting = open_villages(board, step.kind)
    if step.kind is StepKind.DELIBERATION:
        return NextStep(step.name, f"{len(waiting)} 个{head.unit}待审", button, step)
    row = waiting[0]
    state = next(item.state for item in row.progress if item.step == step.id)
    if state == "draft" and button == "开始录入":
        button = "继续录入"
    opens = plan.step(step.id).opens
    begins = f"{_day(opens)}开始" if opens is not None and today < opens else ""
    note = "，".join(part for part in (begins, _known(board, row)) if part)
    return NextStep(f"{row.name}{_DOT}{step.name}", note, button, step, row.id)


def _mend(board: YearBoard, row: VillageRow, reported: Collection[str]) -> NextStep:
    """The way to a village's fault: an objection, a veto case, or its assessment sheet."""
    title = f"{row.name}{_DOT}{row.todo[0]}"
    disputed = any(
        item.village == row.id and item.state is not ObjectionState.CLOSED
        for item in board.objections
    )
    if disputed or row.id in reported:
        page = "notice" if disputed else "veto"
        return NextStep(title, "", "去处理", village=row.id, page=page)
    step = board.head.standard.step_of_kind(StepKind.ASSESSMENT)
    return NextStep(title, "", "去处理", step, row.id)


def _known(board: YearBoard, row: VillageRow) -> str:
    """What is known of the village already, for whoever starts on it."""
    standard, shown = board.head.standard, row.shown
    parts: list[str] = []
    own = standard.step_of_kind(StepKind.SELF)
    if own is not None:
        scores = [score for star in shown.stars if (score := star.step_score(own.id)) is not None]
        if scores:
            total = show(sum(scores[1:], start=scores[0]), board.head.decimals)
            parts.append(f"自评 {total.rstrip('0').rstrip('.') if '.' in total else total} 分")
    if shown.satisfaction is not None:
        parts.append(f"测评满意率 {show(shown.satisfaction, 2)}%")
    if len(board.head.towns) > 1:
        parts.append(row.town_name)
    if row.category:
        parts.append(row.category)
    return "，".join(parts)


def check_words(findings: Iterable[Finding]) -> tuple[str, bool]:
    """(what 数据校核 leaves to be done, whether something is wrong); "" when nothing is."""
    open_ = counts(findings)
    if open_[Severity.MUST]:
        return f"数据校核：{open_[Severity.MUST]} 处要处理 ›", True
    if open_[Severity.EXPLAIN]:
        return f"数据校核：{open_[Severity.EXPLAIN]} 处请说明 ›", False
    return "", False


def foot_words(board: YearBoard) -> str:
    """Classes and star rate of those that are rated, with what they are counted over."""
    totals, head = board.totals, board.head
    taking_part = totals.villages - totals.excluded
    classes = " · ".join(f"{item.short} {item.count}" for item in totals.classes)
    words = f"已签 {totals.rated}/{taking_part}：{classes}"
    if totals.undetermined:
        words += f" · 待定 {totals.undetermined}"
    if head.standard.most_stars:
        share = f"{totals.stars_won}/{totals.stars_possible}"
        if not totals.rated:
            words += "　　获星率 —"
        elif totals.pending:
            words += f"　　获星率 {totals.star_rate}%（{share}，按已签村计）"
        else:
            words += f"　　获星率 {totals.star_rate}%（{share}）"
    if totals.excluded:
        words += f"　　不参评 {totals.excluded}"
    return words

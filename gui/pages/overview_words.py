"""What the overview says of the steps, of the next action and at its foot, in words.

Reads a YearBoard; the page only shows what is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evaluation.boards import open_villages, step_counts
from evaluation.numbers import show
from evaluation.standard.model import Step, StepKind
from evaluation.steps.calendar import planned_day
from evaluation.views import VillageRow, YearBoard
from gui.widgets.step_dots import StepMark
from gui.wording import step_number

__all__ = ["NextStep", "StepNote", "current_step", "foot_words", "next_step", "step_notes"]

_DOT = " · "
_BUTTONS: dict[StepKind, str] = {
    StepKind.SELF: "开始录入",
    StepKind.BALLOT: "录入测评",
    StepKind.ASSESSMENT: "开始录入",
    StepKind.DELIBERATION: "去审核",
    StepKind.NOTICE: "去公示",
}


@dataclass(frozen=True, slots=True)
class StepNote:
    """What a step's card shows."""

    name: str
    done: int
    total: int
    words: str
    mark: StepMark
    current: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one next action: a step, at one village or for all; else a page by its key."""

    title: str = ""
    note: str = ""
    button: str = ""
    step: Step | None = None
    village: str = ""
    page: str = ""


def current_step(board: YearBoard) -> Step | None:
    """The earliest step that is not done everywhere, None after the last."""
    counts = step_counts(board)
    return next(
        (step for step in board.head.standard.steps if counts[step.id][0] < counts[step.id][1]),
        None,
    )


def step_notes(board: YearBoard, today: date, *, narrow: bool = False) -> tuple[StepNote, ...]:
    """The cards of all steps as of `today`; `narrow` leaves the dates of deadlines out."""
    counts = step_counts(board)
    current = current_step(board)
    before = ""
    notes: list[StepNote] = []
    for place, step in enumerate(board.head.standard.steps):
        done, total = counts[step.id]
        finished = total > 0 and done == total
        states = {state.state for row in board.rows for state in [row.progress[place]]}
        if finished:
            mark = StepMark.DONE
        elif "fault" in states:
            mark = StepMark.FAULT
        elif done or states - {"none"}:
            mark = StepMark.DOING
        else:
            mark = StepMark.EMPTY
        here = current is not None and step.id == current.id and not board.head.published
        words, urgent = _when(board, step, today, finished, here, before)
        if narrow:
            words = words.partition(_DOT)[0]
        notes.append(
            StepNote(f"{step_number(place)} {step.name}", done, total, words, mark, here, urgent)
        )
        if not finished and not before and step.kind is not StepKind.NOTICE:
            before = step.short
    return tuple(notes)


def _when(
    board: YearBoard, step: Step, today: date, finished: bool, here: bool, before: str
) -> tuple[str, bool]:
    """(words under a step's name, whether they are urgent)."""
    due = _due(board, step)
    deadline = f"{due.month}月{due.day}日截止" if due else ""
    if finished:
        return _joined("已完成", deadline), False
    if step.kind is StepKind.DELIBERATION and before:
        return f"待{before}全部签字", False
    if step.kind is StepKind.NOTICE and not here:
        rules = board.head.standard.notice
        return f"{rules.days} 个{'工作日' if rules.working_days else '自然日'}", False
    if due is None:
        return "未定截止日", False
    left = (due - today).days
    if left < 0:
        return _joined(f"已过 {-left} 天", deadline), True
    if left == 0:
        return _joined("今天到期", deadline), True
    return _joined(f"还有 {left} 天", deadline), here and left <= 7


def _due(board: YearBoard, step: Step) -> date | None:
    return planned_day(board.head.year, step.closes)


def _joined(*parts: str) -> str:
    return _DOT.join(part for part in parts if part)


def next_step(board: YearBoard) -> NextStep:
    """The first open village of the earliest open step, or what remains for the whole year."""
    head = board.head
    if head.published:
        return NextStep("已定评", "可以打印证书和年度评定表。", "打印证书", page="print")
    step = current_step(board)
    if step is None:
        return NextStep("定评", "各步都已完成，等待定评封存。", "去定评", page="notice")
    button = _BUTTONS[step.kind]
    waiting = open_villages(board, step.kind)
    if not waiting:
        return NextStep(step.name, "", button, step)
    if step.kind is StepKind.DELIBERATION:
        return NextStep(step.name, f"{len(waiting)} 个{head.unit}待审", button, step)
    row = waiting[0]
    state = next(item.state for item in row.progress if item.step == step.id)
    if state == "draft" and button == "开始录入":
        button = "继续录入"
    return NextStep(f"{row.name} · {step.name}", _known(board, row), button, step, row.id)


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

"""What the cards of 审核定级 say: results, changes, minutes, reasons against submitting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from evaluation.boards import open_villages
from evaluation.classes.totals import distribution
from evaluation.numbers import show_plain
from evaluation.standard.model import Part, Quota, Standard, Step, StepKind
from evaluation.stars.outcome import OutcomeState
from evaluation.steps import guards
from evaluation.steps.records import Meeting, SignOff, SignOffState
from evaluation.vetoes.cases import VetoCase
from evaluation.views import YearBoard
from gui.dialogs.override_dialog import change_words
from gui.office_bridge import OfficeBridge
from gui.pages.deliberation_rows import DeliberationRow, stage_outcome
from gui.pages.overview import PAGE_OF_STEP
from gui.widgets.typed_dates import date_words

__all__ = [
    "Hindrance",
    "NamedChange",
    "hindrances",
    "meeting_pairs",
    "named_changes",
    "result_pairs",
    "signed_pairs",
]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hindrance:
    """A sentence, and the word of a link with what it does; "" for none."""

    sentence: str
    link: str = ""
    go: Callable[[], None] | None = None


@dataclass(frozen=True)
class NamedChange:
    """One change: `title` such as 西岭嘎查：二类 → 一类, and its grounds as pairs."""

    village: str
    title: str
    grounds: Pairs


def result_pairs(board: YearBoard, part: Part, town: str) -> tuple[str, Pairs, str]:
    """(title, name and figures of each class and the star rate, footnote) after a body.

    `town`: code, "" for the whole round.
    """
    standard = board.head.standard
    step = standard.step_of_kind(StepKind.DELIBERATION)
    parts = [item.id for item in step.parts] if step is not None else []
    outcomes = [stage_outcome(row, parts, part.id) for row in board.rows if town in ("", row.town)]
    counted = distribution(standard, outcomes, ())
    outward = {item.id: item.outward for item in standard.classes}
    pairs = [
        (
            f"{outward[item.id]}{_quota_words(standard, item.id)}",
            f"{item.count} 个 · {item.share}%" if item.share != "—" else f"{item.count} 个",
        )
        for item in counted.classes
    ]
    if standard.most_stars:
        share = counted.star_rate
        shown = "—" if share == "—" else f"{share}%（{counted.stars_won}/{counted.stars_possible}）"
        pairs.append(("获星率", shown))
    name = dict(board.head.towns).get(town, "")
    single = "本镇结果" if len(board.head.towns) <= 1 else "全部结果"
    return (f"{name}结果" if name else single), tuple(pairs), counted.note


def _quota_words(standard: Standard, class_id: str) -> str:
    quota = next((item for item in standard.quotas if item.rating_class == class_id), None)
    if quota is None:
        return ""
    kind = "名额" if quota.enforced else "参考"
    return f" {kind}{_quota_sign(standard, quota)}{show_plain(quota.share)}%"


def _quota_sign(standard: Standard, quota: Quota) -> str:
    """The lowest class is never limited from above: its quota is the least number."""
    return "≥" if quota.rating_class == standard.classes[-1].id else "≤"


def named_changes(
    standard: Standard, part: Part, rows: Sequence[DeliberationRow]
) -> list[NamedChange]:
    """Every change of this body among the rows."""
    return [
        NamedChange(
            row.village.id,
            f"{row.village.name}：{change_words(standard, row.before, change)}",
            (
                ("理由", change.reason),
                ("依据", change.document),
                ("提出", part.name),
                ("日期", _day(change.act_date)),
            ),
        )
        for row in rows
        for change in row.changes
    ]


def _day(iso: str) -> str:
    return date_words(date.fromisoformat(iso)) if iso else ""


def meeting_pairs(board: YearBoard, meeting: Meeting | None) -> Pairs:
    """The minutes as pairs; () when none are recorded."""
    if meeting is None:
        return ()
    towns = dict(board.head.towns)
    pairs = [
        ("应到 / 实到", f"{meeting.expected} / {meeting.present}"),
        ("回避", meeting.recused or "无"),
        ("纪要号", meeting.minutes),
        ("日期", _day(meeting.held_on)),
    ]
    if meeting.town and len(towns) > 1:
        pairs.insert(0, ("范围", towns.get(meeting.town, meeting.town)))
    if meeting.opinion:
        pairs.append(("意见", meeting.opinion))
    return tuple(pairs)


def signed_pairs(rows: Sequence[DeliberationRow], signed: Sequence[SignOff]) -> Pairs:
    """How many of the rows are signed, by whom and when; () before the first."""
    shown = {row.village.id for row in rows}
    among = [item for item in signed if item.village in shown]
    if not among:
        return ()
    last = max(among, key=lambda item: item.act_date)
    return (
        ("已审签", f"{len(among)} / {len(shown)}"),
        ("签字人", last.signed_by),
        ("签字日期", _day(last.act_date)),
    )


def hindrances(
    bridge: OfficeBridge,
    board: YearBoard,
    part: Part,
    waiting: Sequence[DeliberationRow],
    open_page: Callable[[str, str], None],
    choose_part: Callable[[str], None],
    edit_meeting: Callable[[], None],
    change_village: Callable[[str], None],
) -> list[Hindrance]:
    """What the office would refuse now, each with a way to it; the office itself decides."""
    standard = board.head.standard
    step = standard.step_of_kind(StepKind.DELIBERATION)
    assert step is not None
    found = _unfinished(board, step, open_page)
    for row in waiting:
        cases = bridge.reader.find(VetoCase, round=bridge.round, village=row.village.id)
        for _sentence in guards.veto_cases_decided(cases):
            found.append(
                Hindrance(
                    f"{row.village.name}有一票否决线索未认定",
                    "去处理",
                    partial(open_page, "veto", row.village.id),
                )
            )
            break
    for earlier in step.parts[: step.parts.index(part)]:
        signed = {
            item.village
            for item in bridge.reader.find(
                SignOff, round=bridge.round, step=step.id, part=earlier.id
            )
            if item.state is SignOffState.SIGNED
        }
        lacking = [row for row in waiting if row.village.id not in signed]
        if lacking:
            found.append(
                Hindrance(
                    f"{earlier.name}还有 {len(lacking)} 个没有审签",
                    "去看",
                    partial(choose_part, earlier.id),
                )
            )
    meetings = [item for item in board.meetings if item.part == part.id]
    if any(all(item.town not in ("", row.village.town) for item in meetings) for row in waiting):
        found.append(Hindrance(f"还没有登记{part.name}的会议纪要", "去登记", edit_meeting))
    for row in waiting:
        if row.outcome.state is OutcomeState.UNDETERMINED:
            found.append(
                Hindrance(
                    f"{row.village.name}因名额并列，类别待定",
                    "去裁定",
                    partial(change_village, row.village.id),
                )
            )
    return found


def _unfinished(
    board: YearBoard, step: Step, open_page: Callable[[str, str], None]
) -> list[Hindrance]:
    """参评 villages that lack an earlier step, one line for each step."""
    found: list[Hindrance] = []
    for earlier in board.head.standard.steps[: board.head.standard.steps.index(step)]:
        page = PAGE_OF_STEP.get(earlier.kind)
        lacking = open_villages(board, earlier.kind)
        if page is None or not lacking:
            continue
        names = "、".join(row.name for row in lacking[:3])
        more = f"等 {len(lacking)} 个" if len(lacking) > 3 else ""
        found.append(
            Hindrance(
                f"{names}{more}还没有完成{earlier.short}",
                "去处理",
                partial(open_page, page, lacking[0].id),
            )
        )
    return found

"""A register in memory with sheets and ballots of made-up villages, for the working papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from evaluation.rounds import Participation
from evaluation.standard.model import (
    ClauseKind,
    Depth,
    FigureSource,
    Indicator,
    Standard,
    Step,
    StepKind,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet, SheetState
from evaluation.views import YearBoard

FACT = "查阅会议记录，缺 7 月、8 月两次"


class MemoryReader:
    """Reads records from a list."""

    def __init__(self, records: Iterable[Any]) -> None:
        self.records = list(records)

    def get(self, kind: type[Any], /, *key: Any) -> Any:
        named = dict(zip(kind.KEY, key, strict=True))
        return next(iter(self.find(kind, **named)), None)

    def find(self, kind: type[Any], /, **equal: Any) -> tuple[Any, ...]:
        found = [
            record
            for record in self.records
            if type(record) is kind
            and all(getattr(record, name) == value for name, value in equal.items())
        ]
        return tuple(sorted(found, key=lambda record: _key(record, kind.KEY)))

    def find_columns(self, kind: type[Any], leading: int, /, **equal: Any) -> list[Any]:
        groups: dict[tuple[Any, ...], list[Any]] = {}
        for record in self.find(kind, **equal):
            groups.setdefault(_key(record, kind.KEY[:leading]), []).append(record)
        rest = [field.name for field in fields(kind) if field.name not in kind.KEY[:leading]]
        return [
            (key, tuple(tuple(getattr(record, name) for record in rows) for name in rest))
            for key, rows in groups.items()
        ]

    def blob(self, sha256: str) -> bytes | None:
        return None


def _key(record: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def entered_year(
    board: YearBoard,
    *,
    assessors: tuple[str, ...] = ("",),
    state: SheetState = SheetState.SEALED,
    review: bool = True,
    fact: str = FACT,
    category: str = "",
) -> MemoryReader:
    """Every village of the board with 自评, ballot, 初评 of each assessor and a 复核."""
    standard = board.head.standard
    records: list[Any] = []
    for row in board.rows:
        records.append(
            Participation(
                board.head.round.id, row.id, row.position, row.town, row.status, "", category
            )
        )
        for step in standard.steps:
            if step.kind is StepKind.SELF:
                records += _sheet(board, row.id, step, Purpose.OWN, "", state, fact)
            elif step.kind is StepKind.BALLOT:
                records += _ballot(board, row.id, step)
            elif step.kind is StepKind.ASSESSMENT:
                for assessor in assessors:
                    records += _sheet(
                        board, row.id, step, Purpose.ASSESSMENT, assessor, state, fact
                    )
                if review:
                    records += _review(board, row.id, step)
    return MemoryReader(records)


def _sheet(
    board: YearBoard,
    village: str,
    step: Step,
    purpose: Purpose,
    assessor: str,
    state: SheetState,
    fact: str,
) -> list[Any]:
    key = (board.head.round.id, village, step.id, purpose, assessor, 2)
    sheet = replace(
        Sheet(*key),
        state=state,
        act_date="2027-01-08",
        signed_by="、".join(step.signatories),
        entered_by="录入员甲",
        village_consents=None if purpose is Purpose.OWN else 1,
    )
    records: list[Any] = [sheet]
    for star in stars_of_step(board.head.standard, step.id):
        if step.depth is Depth.STAR:
            records.append(Mark(*key, star.id, MarkState.CHECKED, star.points - 350))
            continue
        for place, indicator in enumerate(star.indicators):
            records += _entries(key, indicator, place, step.depth, fact)
    return records


def _entries(
    key: tuple[Any, ...], indicator: Indicator, place: int, depth: Depth, fact: str
) -> list[Any]:
    mark = replace(_mark(key, indicator.id), state=MarkState.CHECKED)
    if depth is Depth.INDICATOR:
        return [replace(mark, score=indicator.points - place * 50)]
    clause = indicator.figure_clause
    figure = base = None
    if clause is not None and clause.figure is not None:
        figure = (clause.target or 2000) - 250
        base = None if clause.figure.source is FigureSource.TYPED else 2000
    records: list[Any] = [replace(mark, figure=figure, base=base)]
    counted = [item for item in indicator.clauses if item.kind is ClauseKind.OCCURRENCE]
    if counted and place % 2 == 0:
        chosen = counted[-1]
        whole_key: tuple[Any, ...] = (*key, indicator.id, chosen.id)
        records.append(
            replace(
                Deduction(*whole_key),
                count=1 if chosen.at_most == 1 else 2,
                fact=fact,
                outward="有缺项",
                evidence="会议记录",
            )
        )
    return records


def _mark(key: tuple[Any, ...], item: str) -> Mark:
    whole_key: tuple[Any, ...] = (*key, item)
    return Mark(*whole_key)


def _review(board: YearBoard, village: str, step: Step) -> list[Any]:
    """复核 of the first indicator (or star) that the step scores."""
    key = (board.head.round.id, village, step.id, Purpose.REVIEW, "", 1)
    star = stars_of_step(board.head.standard, step.id)[0]
    item, points = star.id, star.points
    if step.depth is not Depth.STAR:
        item, points = star.indicators[0].id, star.indicators[0].points
    mark = replace(
        Mark(*key, item), state=MarkState.CHECKED, score=points - 700, fact="抽查档案，少一份"
    )
    return [replace(Sheet(*key), state=SheetState.SEALED, entered_by="录入员乙"), mark]


def _ballot(board: YearBoard, village: str, step: Step) -> list[Any]:
    standard: Standard = board.head.standard
    rules = standard.ballot
    if rules is None:
        return []
    key = (board.head.round.id, village, step.id, 1)
    ballot = replace(
        Ballot(*key),
        state=SheetState.SEALED,
        expected=72,
        present=62,
        act_date="2026-12-26",
        entered_by="录入员甲",
    )
    channel = ChannelCount(*key, rules.channels[0].id, "", 62, 62, 61)
    counts = [50, 8, 2, 1, 0, *[0] * 9]
    options = [
        OptionCount(*key, question.id, "", option.id, count)
        for question in rules.questions
        for option, count in zip(rules.options, counts, strict=False)
    ]
    return [ballot, channel, *options]

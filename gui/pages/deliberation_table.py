"""The columns of the table of 审核定级; its rows come from `deliberation_rows`."""

from __future__ import annotations

from evaluation.numbers import Score, show
from evaluation.standard.model import Part, StepKind
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.override_dialog import change_words
from gui.pages.deliberation_rows import DeliberationRow, stage_outcome
from gui.tables.base import Column, Row, RowMark
from gui.theme import Colour, ToneName
from gui.wording import outcome_tag

__all__ = ["deliberation_columns", "row_key", "row_mark"]

_LAST = 10**6
_ARROWS = {1: " ↑", -1: " ↓", 0: ""}


def row_key(row: Row) -> str:
    """The village's id."""
    entry: DeliberationRow = row[0]
    return entry.village.id


def row_mark(row: Row) -> RowMark:
    """Villages within two points of a line stand on their own ground."""
    entry: DeliberationRow = row[0]
    return "near" if entry.near else ""


def deliberation_columns(
    board: YearBoard, part_id: str, *, in_town: bool, signed: bool, changed: bool
) -> list[Column]:
    """Columns for one body. `in_town`: ranks are those within the town; `signed`, `changed`:
    some villages are signed or changed by this body, so that a column says which."""
    standard = board.head.standard
    decimals = standard.shown_decimals
    most = standard.most_stars

    def rank(row: Row) -> int | None:
        entry: DeliberationRow = row[0]
        return entry.outcome.rank_in_town if in_town else entry.outcome.rank

    columns = [
        Column(
            "名次",
            lambda row: None if rank(row) is None else str(rank(row)),
            "figure",
            48,
            sort_key=lambda row: rank(row) or _LAST,
        ),
        Column(
            board.head.unit,
            lambda row: row[0].village.name,
            "name",
            "stretch",
            sort_key=lambda row: row[0].village.position,
            tooltip=lambda row: _village_words(row[0].village),
        ),
    ]
    if most:
        columns.append(
            Column(
                "十星" if most == 10 else "星",
                lambda row: _stars(row[0], most),
                "stars",
                most * 13 + 24,
                sort_key=lambda row: -row[0].outcome.stars_held,
            )
        )
    columns += [
        Column(
            "总分",
            lambda row: _figure(row[0].outcome.total, decimals),
            "figure",
            88,
            sort_key=lambda row: -(row[0].outcome.total or 0),
        ),
        Column(
            "满意率",
            lambda row: _percent(row[0].outcome.satisfaction),
            "figure",
            94,
            sort_key=lambda row: -(row[0].outcome.satisfaction or 0),
        ),
        Column(
            "一票否决",
            lambda row: _veto_codes(row[0].village) or "—",
            "note",
            76,
            colour=lambda row: Colour.FAULT if row[0].village.vetoes else None,
            tooltip=lambda row: "\n".join(row[0].village.vetoes),
        ),
    ]
    columns += _stage_columns(board, part_id)
    if changed:
        columns.append(
            Column(
                "",
                lambda _: "",
                "note",
                34,
                icon=lambda row: "edit" if row[0].changes else None,
                colour=lambda _: Colour.ACCENT,
                tooltip=lambda row: "\n".join(
                    f"{change_words(standard, row[0].before, change)}：{change.reason}"
                    for change in row[0].changes
                ),
            )
        )
    if signed:
        columns.append(
            Column(
                "签",
                lambda _: "",
                "note",
                36,
                icon=lambda row: "check" if row[0].signed else None,
                colour=lambda _: Colour.DONE,
                tooltip=lambda row: "已审签" if row[0].signed else "未审签",
            )
        )
    columns.append(
        Column(
            "上年",
            lambda row: _last_year(row[0].village),
            "note",
            88,
            colour=lambda row: Colour.DONE if row[0].village.trend > 0 else None,
        )
    )
    return columns


def _stage_columns(board: YearBoard, part_id: str) -> list[Column]:
    """初评建议, then the result of each body up to this one."""
    standard = board.head.standard
    step = standard.step_of_kind(StepKind.DELIBERATION)
    parts = step.parts if step is not None else ()
    ids = [part.id for part in parts]
    shorts = {item.id: item.outward for item in standard.classes}
    order = {item.id: place for place, item in enumerate(standard.classes)}

    def column(header: str, part: Part | None) -> Column:
        def outcome(row: Row) -> tuple[str, ToneName]:
            village: VillageRow = row[0].village
            found = village.computed if part is None else stage_outcome(village, ids, part.id)
            return outcome_tag(found.state, found.rating_class, shorts)

        def place(row: Row) -> int:
            village: VillageRow = row[0].village
            found = village.computed if part is None else stage_outcome(village, ids, part.id)
            return order.get(found.rating_class or "", _LAST)

        return Column(header, outcome, "tag", 80, sort_key=place)

    shown = parts[: ids.index(part_id) + 1] if part_id in ids else ()
    return [column("初评建议", None), *(column(part.result, part) for part in shown)]


def _stars(row: DeliberationRow, most: int) -> tuple[int | tuple[bool, ...], int]:
    return row.outcome.stars_held, most


def _figure(score: Score | None, decimals: int) -> str | None:
    return None if score is None else show(score, decimals)


def _percent(score: Score | None) -> str | None:
    return None if score is None else f"{show(score, 2)}%"


def _veto_codes(village: VillageRow) -> str:
    return "、".join(words.split(" ", 1)[0] for words in village.vetoes)


def _last_year(village: VillageRow) -> str:
    return f"{village.last_year}{_ARROWS[village.trend]}" if village.last_year else "—"


def _village_words(village: VillageRow) -> str:
    parts = (village.official_name or village.name, village.town_name, village.code)
    return "　".join(part for part in parts if part)

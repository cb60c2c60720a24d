"""Which kind of table a file is, told by its head, its columns and its name.

Looks at tables that are open already: no file and no register is touched. Where it cannot be
told for certain the official is asked; what a table really holds is read in db.exchange.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from db.exchange.ballots import BALLOT_NEEDS, ballot_headings, ballot_rules
from db.exchange.facts import FACT_HEADINGS, FACT_NEEDS
from db.exchange.feedback import FEEDBACK_NEEDS, feedback_headings
from db.exchange.folders import FolderFile
from db.exchange.form_layout import Items, form_layout
from db.exchange.headings import (
    CODE,
    COUNTY,
    NAME,
    NUMBER,
    TOWN,
    Headings,
    Layout,
    find_layout,
    title_of,
)
from db.exchange.identity import DEPARTMENT, Identity, read_identity
from db.exchange.members import Members
from db.exchange.results import RESULT_HEADINGS, RESULT_NEEDS
from db.exchange.roster import ROSTER_HEADINGS, ROSTER_NEEDS
from db.exchange.scores import SCORE_NEEDS, score_headings
from db.exchange.tables import Cell, Sheet, Table, turned
from db.exchange.vetoes import VETO_HEADINGS, VETO_NEEDS
from evaluation.faults import RatingFault
from evaluation.places import compact
from evaluation.standard.model import Standard, StepKind

__all__ = ["SHEETS", "Recognised", "kinds_of_files", "recognise"]

SHEETS = "sheets"
"""Score sheets of one village each, which are read together: no kind of `importing`."""

_PLACES = frozenset({CODE, COUNTY, NAME, NUMBER, TOWN})
_HINTS = (
    ("反馈", "feedback"),
    ("否决", "vetoes"),
    ("基本情况", "facts"),
    ("名册", "roster"),
    ("测评", "ballots"),
    ("自评", "scores"),
    ("得分", "scores"),
    ("评定结果", "results"),
    ("往年", "results"),
)
_LEAST_INDICATORS = 3
_HEAD_ROWS = 12

Needs = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """`kind`: SHEETS or a kind of `importing.KINDS`, "" where it cannot be told.
    likely: the kinds whose columns are there, to be named first when asking."""

    kind: str
    likely: tuple[str, ...] = ()


def recognise(table: Table, standard: Standard, members: Members) -> Recognised:
    """What a table is. members: the villages of the round."""
    several = any(
        _most_villages(form, members) > 1
        for sheet in table.sheets
        for form in (sheet, turned(sheet))
    )
    if not several:
        return Recognised(SHEETS if _speaks_of_indicators(table, standard) else "")
    layouts = _layouts(table, standard)
    heads = [read_identity(sheet, min(_HEAD_ROWS, sheet.rows + 1)) for sheet in table.sheets]
    if "feedback" in layouts and any(_names_department(head) for head in heads):
        return Recognised("feedback", ("feedback",))
    likely = tuple(layouts)
    words = compact(" ".join([table.file_name, *(sheet.name for sheet in table.sheets)]))
    titles = compact(" ".join(title_of(layout) for layout in layouts.values()))
    for said in (titles, words):
        hinted = {kind for word, kind in _HINTS if word in said and kind in layouts}
        if len(hinted) == 1:
            return Recognised(hinted.pop(), likely)
    # A roster asks for nothing but names: whatever else fits says more.
    others = [kind for kind in likely if kind != "roster"]
    if len(others) == 1:
        return Recognised(others[0], likely)
    if not others and "roster" in layouts and layouts["roster"].has(CODE):
        return Recognised("roster", likely)
    return Recognised("", likely)


def kinds_of_files(
    files: Sequence[FolderFile],
    standard: Standard,
    members: Members,
    ask: Callable[[str, Sequence[str]], str],
) -> dict[str, str]:
    """Name of each file → its kind, "" where the official takes none.

    ask: called with the name and the likely kinds where a file cannot be told. A file that is
    no table goes with the score sheets, whose preview says what is wrong with it.
    """
    kinds: dict[str, str] = {}
    for file in files:
        found = Recognised(SHEETS)
        if file.table is not None:
            found = recognise(file.table, standard, members)
        kinds[file.name] = found.kind or ask(file.name, found.likely)
    return kinds


def _names_department(head: Identity) -> bool:
    return bool(compact(head.text(DEPARTMENT)))


def _most_villages(sheet: Sheet, members: Members) -> int:
    """The most villages named below each other; one by its code and its name counts once."""
    most = 0
    for column in range(1, sheet.columns + 1):
        told: list[set[str]] = []
        for row in range(1, sheet.rows + 1):
            cell = sheet.cell(row, column)
            if not members.is_named_by(cell):
                continue
            by_code = members.by_code(compact(cell.text))
            found = [by_code] if by_code is not None else members.named(cell.text, "")
            villages = {member.id for member in found}
            if all(villages.isdisjoint(known) for known in told):
                told.append(villages)
        most = max(most, len(told))
    return most


def _most_in_a_column(sheet: Sheet, speaks: Callable[[Cell], bool]) -> int:
    """The most cells below each other that speak, over all columns."""
    return max(
        (
            sum(speaks(sheet.cell(row, column)) for row in range(1, sheet.rows + 1))
            for column in range(1, sheet.columns + 1)
        ),
        default=0,
    )


def _speaks_of_indicators(table: Table, standard: Standard) -> bool:
    """Whether a sheet goes indicator by indicator, as a score sheet of one village does."""
    items = [
        Items(standard, step)
        for step in standard.steps
        if step.kind in (StepKind.SELF, StepKind.ASSESSMENT)
    ]

    def known(cell: Cell) -> bool:
        return not cell.empty and any(item.known(cell.text) for item in items)

    return any(
        form_layout(sheet, table.file_name) is not None
        or _most_in_a_column(sheet, known) >= _LEAST_INDICATORS
        for sheet in table.sheets
    )


def _layouts(table: Table, standard: Standard) -> Mapping[str, Layout]:
    """The kinds whose columns the table has."""
    kinds: dict[str, tuple[Headings, Needs]] = {
        "feedback": (feedback_headings(standard), FEEDBACK_NEEDS),
        "scores": (score_headings(standard), SCORE_NEEDS),
        "vetoes": (VETO_HEADINGS, VETO_NEEDS),
        "results": (RESULT_HEADINGS, RESULT_NEEDS),
        "facts": (FACT_HEADINGS, FACT_NEEDS),
        "roster": (ROSTER_HEADINGS, ROSTER_NEEDS),
    }
    # A standard without a ballot has no table of ballots.
    with suppress(RatingFault):
        kinds["ballots"] = (ballot_headings(ballot_rules(standard)[1]), BALLOT_NEEDS)
    found: dict[str, Layout] = {}
    for kind, (headings, needs) in kinds.items():
        try:
            layout = find_layout(table, headings, needs)
        except RatingFault:
            continue
        if kind == "roster" or any(key not in _PLACES for key in layout.columns):
            found[kind] = layout
    return found

"""Many rows as columns: the same values, in the same order, as the records have."""

from __future__ import annotations

from dataclasses import astuple, replace
from itertools import groupby
from typing import Any

import pytest

from db.errors import DamagedRegisterFault
from db.register import SqliteRegister
from evaluation.stars.sheets import Deduction, Mark, MarkState, Sheet
from tests.db.conftest import ROUND, SHEET_KEY, enter, fill

LEADING = len(Sheet.KEY)


@pytest.fixture
def with_marks(register: SqliteRegister) -> SqliteRegister:
    fill(register)
    own = (ROUND, "v2", *SHEET_KEY[2:])
    enter(
        register,
        Sheet(*own),
        *(Mark(*own, item, MarkState.AWAITING, fact=f"“{item}”\\") for item in ("9", "10", "1.2")),
        Mark(*SHEET_KEY, "0.9", MarkState.NOT_APPLICABLE, 7, vetoed=1),
        replace(Deduction(*SHEET_KEY, "1.1", "1"), fact="事实\n两行"),
    )
    return register


@pytest.mark.parametrize("kind", [Mark, Deduction])
@pytest.mark.parametrize("where", [{}, {"round": ROUND}, {"round": ROUND, "village": "v1"}])
def test_columns_hold_what_the_records_hold(
    with_marks: SqliteRegister, kind: type[Any], where: dict[str, str]
) -> None:
    rows = [astuple(record) for record in with_marks.find(kind, **where)]
    expected = [
        (key, tuple(zip(*(row[LEADING:] for row in group), strict=True)))
        for key, group in groupby(rows, key=lambda row: row[:LEADING])
    ]

    found = list(with_marks.find_columns(kind, LEADING, **where))

    assert found == expected
    assert [[list(map(type, column)) for column in columns] for _, columns in found] == [
        [list(map(type, column)) for column in columns] for _, columns in expected
    ]


def test_nothing_found_is_nothing(with_marks: SqliteRegister) -> None:
    assert list(with_marks.find_columns(Mark, LEADING, round="1999/嘎查村")) == []


def test_a_word_that_is_no_state_is_damage(with_marks: SqliteRegister) -> None:
    with_marks.connection.execute("PRAGMA ignore_check_constraints = ON")
    with_marks.connection.execute("UPDATE mark SET state = 'odd'")
    with pytest.raises(DamagedRegisterFault):
        list(with_marks.find_columns(Mark, LEADING))

"""A few kills in every run of the checks; `python -m tests.campaigns.kills` does 200."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.campaigns.kills import run


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_program_loses_at_most_the_field_being_typed(tmp_path: Path) -> None:
    result = run(4, seed=7, folder=tmp_path)
    assert result.faults == ()
    assert result.entered > 0

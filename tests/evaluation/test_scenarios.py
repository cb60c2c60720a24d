"""Every scenario under scenarios/: entries of a small year in, results and reasons out."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.exchange.standards import preset_names
from tests.evaluation.scenario_runner import SCENARIOS, run

_FILES = sorted(SCENARIOS.glob("*/*.json"))


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_scenario(path: Path, tmp_path: Path) -> None:
    run(path, tmp_path)


def test_every_preset_has_a_scenario() -> None:
    assert {path.parent.name for path in _FILES} == set(preset_names())

"""A made-up year on a real register, for the tests that go through the actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evaluation.year import Year


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    """An open year under the default standard, without villages; shared figures are there."""
    made = Year(tmp_path / "示例镇.xjdb")
    for figure in made.standard.shared_figures:
        made.share(figure.id, "100")
    yield made
    made.close()

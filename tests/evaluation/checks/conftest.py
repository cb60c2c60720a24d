"""A careful year with the year before it, made once: every check passes it in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evaluation.checks.careful_year import careful_year
from tests.evaluation.year import Year


@pytest.fixture(scope="session")
def careful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Nobody may write to it."""
    made = careful_year(tmp_path_factory.mktemp("careful") / "示例镇.xjdb")
    yield made
    made.close()

"""Runs main.main in this process, on copies of a sample that is written once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import registers
from tests.commands.running import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """run("rate", path, "--year", 2012): exit code and what was written, as text."""

    def execute(*arguments: object) -> Run:
        capfd.readouterr()
        code = registers.code_of(*arguments)
        out, err = capfd.readouterr()
        return Run(code, out, err)

    return execute


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as `main.py sample` writes it; for reading only."""
    path = tmp_path_factory.mktemp("published") / "样本.xjdb"
    assert registers.code_of("sample", path) == 0
    return path


@pytest.fixture(scope="session")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample before 审核; for reading only."""
    return registers.write_unpublished(tmp_path_factory.mktemp("unpublished") / "样本.xjdb")


@pytest.fixture(scope="session")
def one_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town's year of one village, by a script alone; for reading only."""
    return registers.write_one_year(tmp_path_factory.mktemp("one-year") / "一年.xjdb")


@pytest.fixture
def sample(published: Path, tmp_path: Path) -> Path:
    """A copy of the sample, to be changed."""
    return Path(shutil.copy(published, tmp_path / "样本.xjdb"))

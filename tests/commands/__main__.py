"""Writes the stored results anew: `python -m tests.commands`, then read the difference.

Every line of it is to be explained by a rule before it is kept.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.commands.registers import EDITS, EXPECTED, code_of, write_unpublished
from tests.commands.results import difference_text, differences, result_lines


def _rated(path: Path) -> Any:
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        code = code_of("rate", path, "--year", 2012, "--json")
    assert code == 0
    return json.loads(written.getvalue())


def write_expected() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample.xjdb"
        assert code_of("sample", sample) == 0
        lines = "\n".join(result_lines(_rated(sample)))
        (EXPECTED / "sample-2012.txt").write_text(f"{lines}\n", encoding="utf-8")
        base = write_unpublished(folder / "base.xjdb")
        before = _rated(base)
        for script in sorted(EDITS.glob("*.jsonl")):
            edited = Path(shutil.copy(base, folder / "edited.xjdb"))
            assert code_of("act", edited, "--year", 2012, "--as", "复核员乙", script) == 0
            text = difference_text(differences(before, _rated(edited)))
            script.with_suffix(".diff.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_expected()

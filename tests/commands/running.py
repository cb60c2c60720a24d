"""What a command gave, and what every refusal must look like."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Run:
    """Exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        """The one JSON object on standard output; anything beside it fails."""
        value, end = json.JSONDecoder().raw_decode(self.out)
        assert isinstance(value, dict)
        assert self.out[end:] == "\n"
        return value

    def refused(self) -> str:
        """The sentence of a refusal: exit 1, Chinese, nothing on standard output, no traceback."""
        assert self.code == 1, (self.out, self.err)
        assert self.out == ""
        assert "Traceback" not in self.err
        assert self.err.endswith("\n")
        first = self.err.splitlines()[0]
        assert _CHINESE.search(first), self.err
        assert first.endswith(("。", "：")), first
        # What follows the sentence are the places it speaks of.
        assert all(line.startswith("  ") for line in self.err.splitlines()[1:]), self.err
        return self.err

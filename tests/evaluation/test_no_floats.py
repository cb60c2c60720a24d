"""No float in evaluation: no literal, no `float`, no division that is not of a Fraction.

The papers in evaluation/reports draw with coordinates and are left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_FILES = [
    path
    for path in sorted((_ROOT / "evaluation").rglob("*.py"))
    if "reports" not in path.relative_to(_ROOT).parts
]
_FRACTIONS = {
    # Both are sums of Fractions, made as such two lines above.
    "score / weights",
    "satisfaction / weights",
}


def floats(tree: ast.AST) -> Iterator[str]:
    """Each place where a float is written or may arise, as source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"line {node.lineno}: {node.value!r}"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield f"line {node.lineno}: float"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            source = ast.unparse(node)
            if "Fraction(" not in source and source not in _FRACTIONS:
                yield f"line {node.lineno}: {source}"
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            yield f"line {node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("math", "statistics", "decimal"):
            yield f"line {node.lineno}: from {node.module}"
        elif isinstance(node, ast.Import) and {item.name for item in node.names} & {
            "math",
            "statistics",
        }:
            yield f"line {node.lineno}: import of floating functions"


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(_ROOT)))
def test_no_float(path: Path) -> None:
    assert list(floats(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    ["x = 0.5", "x = float(y)", "x = a / b", "x /= 2", "import math", "from math import floor"],
)
def test_a_float_is_found(source: str) -> None:
    assert len(list(floats(ast.parse(source)))) == 1

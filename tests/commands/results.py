"""The object of `rate --json` as lines a person can read, and two such objects compared."""

from __future__ import annotations

import json
from typing import Any


def result_lines(record: dict[str, Any]) -> list[str]:
    """One line for each village: code, name, stars, total, computed → final class, ranks."""
    return [
        " ".join(
            (
                village["code"],
                village["name"],
                f"{village['star_count']}★",
                village["total"] or "—",
                f"{village['class_computed'] or '—'}→{village['class'] or '—'}",
                f"第{village['rank'] or '—'}名",
                f"镇内第{village['rank_in_town'] or '—'}名",
                *village["vetoes"],
                village["state"],
            )
        )
        for village in record["villages"]
    ]


def _flat(value: Any, path: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return {
            inner: leaf
            for key, item in value.items()
            for inner, leaf in _flat(item, f"{path}.{key}" if path else key).items()
        }
    if isinstance(value, list):
        # The lists of a result are short sets of ids; one word shows them whole.
        return {path: "、".join(str(item) for item in value)}
    return {path: value}


def _by_place(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    places = {village["name"]: _flat(village, "") for village in record["villages"]}
    assert len(places) == len(record["villages"])
    places["合计"] = _flat(record["totals"], "")
    places["评定"] = _flat({key: record[key] for key in ("year", "unit", "standard")}, "")
    return places


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Every path that differs, as {"village", "path", "old", "new"}, villages in their order.

    What belongs to no village stands under 合计 (the totals) and 评定 (the head).
    """
    old_places, new_places = _by_place(before), _by_place(after)
    found: list[dict[str, Any]] = []
    for place in dict.fromkeys((*old_places, *new_places)):
        old, new = old_places.get(place, {}), new_places.get(place, {})
        found.extend(
            {"village": place, "path": path, "old": old.get(path), "new": new.get(path)}
            for path in dict.fromkeys((*old, *new))
            if old.get(path) != new.get(path)
        )
    return found


def difference_text(found: list[dict[str, Any]]) -> str:
    """The differences as JSON, one on a line, as they are stored."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in found)
    return f"[\n{lines}\n]\n"

"""Whatever is done to a standard's file, it is read or refused in words."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from db.exchange.standards import preset_text
from evaluation.standard.compare import compare
from evaluation.standard.reading import StandardFault, StandardFaults, read_standard
from evaluation.standard.writing import write_standard
from tests.evaluation.standard.test_reading import example

_TEXTS = [json.dumps(example()), preset_text("shequ-sixing"), preset_text("wuxing-henan")]
_STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 300),
    st.floats(allow_nan=False, width=32),
    st.sampled_from(
        ["", " ", "x", "s1", "i1.1", "stars", "E3", "12-31", "8.5", "１２", "\ud800", "{", "⟨"]
    ),
    st.sampled_from([[], {}, [[]], [{}], [1, 2], {"id": 1}, [{"id": "x"}]]),
)  # fmt: skip


def places_in(node: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every (container, key) of a tree."""
    pairs = list(node.items() if isinstance(node, dict) else enumerate(node))
    for key, value in pairs:
        found.append((node, key))
        if isinstance(value, dict | list):
            places_in(value, found)
    return found


def mutate(tree: Any, data: st.DataObject) -> None:
    places = places_in(tree, [])
    around, key = places[data.draw(st.integers(0, len(places) - 1))]
    deed = data.draw(st.sampled_from(["delete", "replace", "swap", "repeat", "rename"]))
    if deed == "delete":
        del around[key]
    elif deed == "replace":
        around[key] = data.draw(_STRANGE)
    elif deed == "swap":
        other, other_key = places[data.draw(st.integers(0, len(places) - 1))]
        copies = json.loads(json.dumps([around[key], other[other_key]]))
        around[key], other[other_key] = copies[1], copies[0]
    elif isinstance(around, list):
        around.append(json.loads(json.dumps(around[key])))
    else:
        around[f"{key}_"] = around.pop(key)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_TEXTS), st.integers(1, 4), st.data())
def test_a_mutated_standard_is_read_or_refused(text: str, deeds: int, data: st.DataObject) -> None:
    tree = json.loads(text)
    for _ in range(deeds):
        if tree:
            mutate(tree, data)
    standard = None
    faults: tuple[StandardFault, ...] = ()
    try:
        standard = read_standard(json.dumps(tree))
    except StandardFaults as refusal:
        faults = refusal.faults
    if standard is None:
        assert faults
        assert all(fault.place and fault.message.endswith("。") for fault in faults)
        "".join(map(str, faults)).encode("utf-8")
        return
    canonical = write_standard(standard)
    assert read_standard(canonical) == standard
    assert write_standard(read_standard(canonical)) == canonical
    assert compare(standard, standard).is_same
    compare(read_standard(text), standard)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(_TEXTS), st.integers(0, 8000), st.integers(0, 30), st.text(max_size=5))
def test_a_torn_file_is_refused_in_words(text: str, start: int, length: int, put_in: str) -> None:
    torn = text[:start] + put_in + text[start + length :]
    try:
        read_standard(torn)
    except StandardFaults as refusal:
        str(refusal).encode("utf-8")

"""Text on paper: widths, fitting, and that nothing else draws characters."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import evaluation.reports
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.line_breaking import closes
from evaluation.reports.page import Paper
from evaluation.reports.text import (
    Span,
    Style,
    draw_fitted,
    draw_paragraph,
    draw_right,
    draw_spaced,
    fitted,
    lines_of,
    measure,
    noting_unfit,
)
from tests.evaluation.reports.reading import characters, page_text
from tests.evaluation.reports.samples import LONG_NAME

SONG = Style(Face.SONG, 20)


def test_full_width_characters_are_as_wide_as_high():
    assert measure("嘎查村", SONG) == pytest.approx(60)
    assert measure("", SONG) == 0


def test_neighbouring_marks_move_together():
    assert measure("（先进），", SONG) == pytest.approx(5 * 20 - 10)
    assert measure("》（", SONG) == pytest.approx(30)
    assert measure("，定", SONG) == pytest.approx(40)


def test_variant_selectors_take_no_room():
    assert measure("嘎\ufe00查\U000e0100", SONG) == pytest.approx(40)
    assert measure("嘎\t查", SONG) == measure("嘎 查", SONG)


def test_only_the_text_module_draws_characters():
    drawing = re.compile(r"drawString|drawCentredString|drawRightString|beginText|textOut|drawText")
    folder = Path(evaluation.reports.__file__).parent
    users = {path.name for path in folder.glob("*.py") if drawing.search(path.read_text("utf-8"))}
    assert users == {"text.py"}


def test_text_is_first_made_smaller_then_wrapped():
    small = fitted("月亮泡嘎查", SONG, 90, 40, smallest=6)
    assert small.lines == ("月亮泡嘎查",)
    assert small.style.size == pytest.approx(18)
    wrapped = fitted("月亮泡嘎查党支部", SONG, 90, 60, smallest=6)
    assert "".join(wrapped.lines) == "月亮泡嘎查党支部"
    assert len(wrapped.lines) == 2
    assert wrapped.fits


def test_wrapped_lines_are_of_nearly_equal_length():
    made = fitted("一二三四五六七八九十", SONG, 125, 60, smallest=10)
    assert [len(line) for line in made.lines] == [5, 5]


@pytest.mark.parametrize(("width", "height"), [(200, 20), (90, 30), (40, 12), (12, 100)])
def test_a_long_name_never_leaves_its_box(width, height):
    paper = Paper("框", "示例")
    box = Box(100, 400, 100 + width, 400 + height)
    with paper.new_page() as canvas:
        draw_fitted(canvas, box, LONG_NAME, SONG)
    data = paper.finish()
    assert page_text(data) == LONG_NAME
    for _, left, bottom, right, top in characters(data):
        assert box.left - 0.5 <= left
        assert right <= box.right + 0.5
        assert box.bottom - 1 <= bottom
        assert top <= box.top + 1


def test_what_becomes_illegible_is_noted():
    paper = Paper("框", "示例")
    with paper.new_page() as canvas, noting_unfit() as unfit:
        draw_fitted(canvas, Box(0, 0, 40, 10), LONG_NAME, SONG)
        draw_fitted(canvas, Box(0, 0, 200, 30), "红石村", SONG)
    assert unfit == [LONG_NAME]


def test_justified_lines_end_at_the_margin():
    text = "在2026年度嘎查村级组织星级评定中，经自评、测评、初评、审核和公示，获得九颗星。" * 2
    paper = Paper("段", "示例")
    lines = lines_of([Span(text, SONG)], 400, indent=40)
    with paper.new_page() as canvas:
        draw_paragraph(canvas, 100, 500, 400, lines, 30, indent=40)
    rows: dict[int, list[tuple[float, float]]] = {}
    for _, left, bottom, right, _top in characters(paper.finish()):
        rows.setdefault(round((500 - bottom) / 30), []).append((left, right))
    ends = [max(right for _, right in row) for _, row in sorted(rows.items())]
    starts = [min(left for left, _ in row) for _, row in sorted(rows.items())]
    assert len(lines) > 3
    # A closing mark at the end hangs by its blank half and still leaves ink near the margin.
    assert all(485 <= end <= 500.5 for end in ends[: len(lines) - 1])
    assert 138 <= starts[0] <= 143
    assert all(99 <= start <= 104 for start in starts[1 : len(lines)])


@pytest.mark.parametrize("width", [70.0, 113.0, 260.0])
def test_lines_are_as_full_as_their_own_widths_allow(width):
    text = "东泉嘎查（示例）、“先进”，见《办\ufe00法》第3条：得92.50分；𠮷村、新月村均为二类。" * 2
    lines = ["".join(span.text for span in line) for line in lines_of([Span(text, SONG)], width)]
    assert "".join(lines) == text
    for line, after in pairwise(lines):
        hanging = SONG.size / 2 if closes(line[-1]) else 0
        assert measure(line, SONG) - hanging <= width + 1e-6
        # What is missing to the margin is never more than a figure and its marks.
        assert measure(line + after[:7], SONG) > width


def test_right_and_spaced_text_stand_where_they_should():
    paper = Paper("位", "示例")
    with paper.new_page() as canvas:
        draw_right(canvas, 300, 500, "2027", SONG)
        draw_spaced(canvas, 300, 400, "星级评定证书", SONG, 15)
    found = characters(paper.finish())
    digits = [box for box in found if box[0].isdigit()]
    title = [box for box in found if not box[0].isdigit()]
    assert max(box[3] for box in digits) == pytest.approx(300, abs=1.5)
    middle = (min(box[1] for box in title) + max(box[3] for box in title)) / 2
    assert middle == pytest.approx(300, abs=1.5)
    gaps = [after[1] - before[1] for before, after in pairwise(title)]
    assert all(gap == pytest.approx(35, abs=2.5) for gap in gaps)

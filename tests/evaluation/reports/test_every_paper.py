"""What holds of every paper: golden text, fonts, bytes, marks, and nothing off the page."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

from evaluation.reports.geometry import MM
from tests.evaluation.reports.papers import GOLDEN, golden_text, papers_of, small_year
from tests.evaluation.reports.reading import (
    characters,
    fonts_not_embedded,
    page_size,
    page_text,
    pages_of,
)
from tests.evaluation.reports.samples import preset, year_board

NAMES = tuple(papers_of(small_year()))


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return papers_of(small_year())


@pytest.fixture(scope="module")
def marked() -> dict[str, bytes]:
    standard = preset(document="", basis="")
    return papers_of(year_board(6, towns=2, standard=standard, sample=True, draft=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_the_golden_one(papers, name):
    assert golden_text(papers[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_all_fonts_are_embedded(papers, name):
    assert fonts_not_embedded(papers[name]) == set()


def test_the_same_data_gives_the_same_bytes(papers):
    assert papers_of(small_year()) == papers


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_off_the_page(marked, name):
    data = marked[name]
    for page in range(pages_of(data)):
        width, height = page_size(data, page)
        for character, left, bottom, right, top in characters(data, page):
            where = f"{character} on page {page + 1}"
            assert left >= 5 * MM, where
            assert bottom >= 5 * MM, where
            assert right <= width - 5 * MM, where
            assert top <= height - 5 * MM, where


@pytest.mark.parametrize("name", NAMES)
def test_a_fictional_year_is_marked_on_every_page(papers, marked, name):
    for page in range(pages_of(marked[name])):
        assert "示例示例" in page_text(marked[name], page).replace("草稿", "")
    assert "草稿" not in page_text(papers[name])
    assert "示例示例" not in page_text(papers[name])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "charts"])
def test_a_formal_paper_without_document_number_is_a_draft(marked, name):
    for page in range(pages_of(marked[name])):
        assert "草稿" in page_text(marked[name], page)


@pytest.mark.parametrize("name", NAMES)
def test_the_title_is_chinese_and_no_clock_was_read(papers, name):
    reader = pypdf.PdfReader(BytesIO(papers[name]))
    assert reader.metadata is not None
    assert "2026年度" in str(reader.metadata.title)
    assert "2000" in str(reader.metadata.get("/CreationDate"))
    assert str(reader.root_object["/Lang"]) == "zh-CN"

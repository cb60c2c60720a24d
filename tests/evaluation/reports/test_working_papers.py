"""The papers of the scoring season as the window and the command line ask for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.faults import RatingFault
from evaluation.reports.printing import (
    PAPER_NAMES,
    RESULT_PAPERS,
    PaperKind,
    build_paper,
    paper_named,
    paper_problems,
    print_papers,
    read_paper,
)
from evaluation.reports.progress import Cancelled
from evaluation.reports.working_papers import WorkingPaperKind
from tests.evaluation.reports.entered import MemoryReader, entered_year
from tests.evaluation.reports.reading import pages_of, whole_text
from tests.evaluation.reports.samples import LONG_NAME, preset, year_board

BOARD = year_board(6, towns=2)
READER = entered_year(BOARD)
WORKING = tuple(PaperKind(kind.value) for kind in WorkingPaperKind)


def test_every_kind_is_known_by_both_names():
    for kind in PaperKind:
        assert paper_named(kind.value) is kind
        assert paper_named(PAPER_NAMES[kind]) is kind
    assert set(RESULT_PAPERS) | set(WORKING) == set(PaperKind)
    assert not set(RESULT_PAPERS) & set(WORKING)


@pytest.mark.parametrize("kind", WORKING)
def test_a_paper_is_the_same_however_it_is_asked_for(kind):
    read = read_paper(READER, BOARD, kind)
    assert read.build(None) == build_paper(READER, BOARD, kind)
    assert read.problems() == paper_problems(READER, BOARD, kind) == ()
    name, part = read.parts[0]
    assert name in ("月亮泡嘎查", "纪检部门")
    assert pages_of(part()) < pages_of(read.build(None))


@pytest.mark.parametrize("kind", WORKING)
def test_progress_is_told_and_stops_it(kind):
    seen: list[tuple[int, int]] = []
    read = read_paper(READER, BOARD, kind)

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 2

    with pytest.raises(Cancelled):
        read.build(progress)
    assert [done for done, _ in seen] == [0, 1, 2]


def test_a_town_is_printed_into_one_file(tmp_path):
    (path,) = print_papers(READER, BOARD, "self-blank", tmp_path, town="西泉苏木")
    assert path.name == "2026年度西泉苏木自评表（空白）.pdf"
    words = whole_text(path.read_bytes())
    assert "柳树屯村" in words
    assert "月亮泡嘎查" not in words


def test_a_stopped_batch_leaves_no_file(tmp_path: Path):
    stopped = print_papers(
        READER, BOARD, "proof-self", tmp_path, progress=lambda done, total: done < 2
    )
    assert stopped == ()
    assert list(tmp_path.iterdir()) == []


def test_all_means_the_papers_of_the_result(tmp_path):
    written = print_papers(READER, BOARD, "all", tmp_path)
    names = {path.name for path in written}
    assert "2026年度汇总表.pdf" in names
    assert not any("校对单" in name or "自评表" in name for name in names)


def test_what_was_never_entered_is_refused_in_words(tmp_path):
    with pytest.raises(RatingFault, match="还没有录入自评"):
        print_papers(entered_nothing(), BOARD, "proof-self", tmp_path)
    assert list(tmp_path.iterdir()) == []


def entered_nothing() -> MemoryReader:
    return MemoryReader(item for item in READER.records if type(item).__name__ == "Participation")


def test_problems_name_the_village_and_the_character():
    reader = entered_year(BOARD, fact="缺会议记录\ue123")
    kind = PaperKind.ASSESSMENT
    problems = paper_problems(reader, BOARD, kind)
    assert len(problems) == len(BOARD.rows)
    assert problems[0].startswith("月亮泡嘎查：字体里没有“\ue123”（U+E123）")


def test_a_draft_and_a_text_beyond_all_bounds_are_named():
    standard = replace(preset(document="", basis=""), name=LONG_NAME * 4)
    board = year_board(1, standard=standard, draft=True)
    problems = paper_problems(entered_year(board), board, PaperKind.ASSESSMENT_BLANK)
    assert any("没有文号" in problem for problem in problems)
    assert any("太长，缩小后仍看不清" in problem for problem in problems)


def test_a_village_without_result_is_no_problem():
    rows = tuple(
        replace(row, outcome=replace(row.outcome, rating_class=None)) for row in BOARD.rows
    )
    board = replace(BOARD, rows=rows)
    assert paper_problems(READER, board, PaperKind.OWN_BLANK) == ()

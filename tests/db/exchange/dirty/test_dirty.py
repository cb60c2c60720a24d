"""Each defective sheet: every defect is named with its cell, and no value changes silently."""

from __future__ import annotations

import pytest

from db.exchange.folders import answered_folder, apply_folder, preview_folder
from db.exchange.sheet_forms import sheet_form, write_sheet_form
from evaluation.boards import year_board
from evaluation.faults import RatingFault
from tests.db.exchange.conftest import ROUND
from tests.db.exchange.dirty.workbooks import CLAUSES, DIRTY, make
from tests.db.exchange.stored import stored_words


@pytest.fixture
def form(office, tmp_path):
    """Write the form of the first village for a step."""

    def write(step):
        board = year_board(office.register, ROUND)
        path = tmp_path / f"{step}.xlsx"
        write_sheet_form(sheet_form(office.register, board, board.rows[0].id, step), path)
        return path

    return write


def by_cell(findings, sheet):
    """address without the sheet's name → all that is said of it."""
    told: dict[str, str] = {}
    for finding in findings:
        place = finding.address.removeprefix(f"{sheet}!")
        told[place] = told.get(place, "") + finding.message
    return told


def test_there_are_thirty_of_every_kind_of_file():
    assert len(DIRTY) == 30
    assert len({dirty.name for dirty in DIRTY}) == 30
    kinds = [dirty.file for dirty in DIRTY]
    assert {"xlsx", "xls", "gb18030", "utf-8", "utf-8-sig"} == set(kinds)


@pytest.mark.parametrize("dirty", DIRTY, ids=lambda dirty: dirty.name)
def test_a_defect_is_named_with_its_cell_and_nothing_changes_silently(
    dirty, form, office, tmp_path
):
    folder = tmp_path / "收表"
    folder.mkdir()
    path, grid = make(dirty, form(dirty.step), folder)
    before = office.register.path.read_bytes()
    preview = preview_folder(folder, office.register, ROUND)
    (file,) = preview.files
    assert (file.file, preview.folder) == (path.name, "收表")
    said = {
        "faults": by_cell(file.faults, grid.name),
        "notices": by_cell(file.notices, grid.name),
    }
    for kind, expected in (("faults", dirty.faults), ("notices", dirty.notices)):
        for at, words in expected.items():
            assert words in said[kind].get(grid.address(at), ""), (kind, at, said[kind])
    assert len(said["faults"]) == len(dirty.faults), said["faults"]
    answers = answers_to(dirty, grid, preview)
    assert office.register.path.read_bytes() == before
    if dirty.faults:
        given: dict[str, str]
        for given in ({}, answers):
            with pytest.raises(RatingFault, match="没有导入"):
                apply_folder(office, preview, given)
        assert office.register.path.read_bytes() == before
        return
    if answers:
        with pytest.raises(RatingFault, match="要您确认"):
            apply_folder(office, preview)
    settled = answered_folder(preview, office.register, answers)
    assert settled.ready, settled
    assert office.register.path.read_bytes() == before
    promised = {
        difference.what: difference.after
        for file in settled.files
        for row in file.rows
        for difference in row.differences
    }
    entries = len(office.register.history())
    apply_folder(office, settled)
    (first, *_) = office.register.history()
    assert len(office.register.history()) == entries + 1
    assert first.document == f"{path.name}（SHA-256 {file.sha256}）"
    assert stored_words(office.register, ROUND, file.village, file.step) == promised
    again = preview_folder(folder, office.register, ROUND, answers)
    assert not again.ready
    assert again.changes == 0


def answers_to(dirty, grid, preview):
    """The answer to every question, after each of them was found where it is expected."""
    answers = {}
    expected = {grid.address(at): words for at, words in dirty.questions.items()}
    chosen = {grid.address(at): key for at, key in dirty.answers.items()}
    assert len(preview.questions) == len(expected), preview.questions
    for question in preview.questions:
        assert question.address.startswith(preview.files[0].file)
        place = question.address.removeprefix(f"{preview.files[0].file} ")
        place = place.removeprefix(f"{grid.name}!")
        place = place if place in expected else ""
        assert expected[place] in question.sentence, question
        answers[question.id] = chosen.get(place, question.choices[0][0])
    return answers


def test_the_same_defects_in_both_old_and_new_files():
    """What .xls hides from the reader of workbooks is found as in .xlsx."""
    for word in ("公式", "出错", "隐藏的行", "隐藏的列", "合并", "百分比", "日期"):
        kinds = {dirty.file for dirty in DIRTY if word in dirty.name}
        assert {"xls", "xlsx"} <= kinds, word


def test_a_clean_form_by_clauses_is_taken_whole(form, office, tmp_path):
    folder = tmp_path / "收表"
    folder.mkdir()
    clean = next(dirty for dirty in DIRTY if dirty.step == CLAUSES and dirty.notices)
    make(clean, form(clean.step), folder)
    preview = preview_folder(folder, office.register, ROUND)
    assert preview.ready
    assert "2.1 第 1 条 次数" in {
        difference.what for row in preview.files[0].rows for difference in row.differences
    }

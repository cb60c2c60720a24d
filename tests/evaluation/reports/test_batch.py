"""Writing papers to files: whole or not at all, named, reported, stopped."""

from __future__ import annotations

import pytest

from evaluation.faults import RegisterFault
from evaluation.reports.batch import PaperFile, file_name, save, write_apart, write_together
from evaluation.reports.certificate import build_certificates
from evaluation.reports.progress import Progress
from tests.evaluation.reports.reading import pages_of
from tests.evaluation.reports.samples import entries_of, year_board


def always(done: int, total: int) -> bool:
    return True


def test_all_in_one_file(tmp_path):
    board = year_board(4)

    def build(progress: Progress) -> bytes:
        return build_certificates(board, entries_of(board), progress=progress)

    path = write_together(tmp_path / "新文件夹" / "证书.pdf", build, always)
    assert path is not None
    assert pages_of(path.read_bytes()) == 4
    assert [file.name for file in path.parent.iterdir()] == ["证书.pdf"]


def test_a_stopped_run_leaves_nothing(tmp_path):
    board = year_board(4)

    def build(progress: Progress) -> bytes:
        return build_certificates(board, entries_of(board), progress=progress)

    assert write_together(tmp_path / "证书.pdf", build, lambda done, total: done < 2) is None
    assert list(tmp_path.iterdir()) == []


def test_one_file_for_each_village_and_equal_names_numbered(tmp_path):
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    papers = [PaperFile(name, name.encode) for name in ("红星村", "红石村", "红星村")]
    paths = write_apart(tmp_path, papers, progress)
    assert [path.name for path in paths] == ["红星村.pdf", "红石村.pdf", "红星村（2）.pdf"]
    assert [path.read_bytes().decode() for path in paths] == ["红星村", "红石村", "红星村"]
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_stopping_keeps_what_is_written(tmp_path):
    papers = [PaperFile(f"村{number}", lambda: b"paper") for number in range(5)]
    paths = write_apart(tmp_path, papers, lambda done, total: done < 2)
    assert [path.name for path in paths] == ["村0.pdf", "村1.pdf"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["村0.pdf", "村1.pdf"]


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path):
    (tmp_path / "证书.pdf").mkdir()
    with pytest.raises(RegisterFault, match="没有写成"):
        save(tmp_path / "证书.pdf", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["证书.pdf"]


def test_saving_replaces_a_file_as_a_whole(tmp_path):
    path = tmp_path / "证书.pdf"
    save(path, b"old")
    save(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("红星村", "红星村"),
        ('a/b\\c:d*e?"f<g>h|', "a_b_c_d_e__f_g_h_"),
        (" . ", "_"),
        ("con", "_con"),
        ("LPT1.x", "_LPT1.x"),
        ("村" * 200, "村" * 80),
        ("名称. ", "名称"),
    ],
)
def test_names_are_allowed_on_every_system(text, name):
    assert file_name(text) == name

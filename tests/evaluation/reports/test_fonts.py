"""The typefaces: coverage, falling back, fonts of the PC, and what is copied from the PDF."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfbase import ttfonts

from evaluation.faults import RatingFault
from evaluation.reports.fonts import (
    Face,
    check_font_file,
    face_name,
    faces_of,
    missing_characters,
    to_unicode_map,
    use_bundled_font,
    use_font_file,
)
from evaluation.reports.page import Paper
from evaluation.reports.text import Style, draw
from resources import resource_path
from tests.evaluation.reports.reading import fonts_not_embedded, page_text

RARE = "苏尼特𠳐嘎查"


@pytest.fixture
def bundled_again() -> Iterator[None]:
    yield
    use_bundled_font(Face.FANGSONG)


def paper_with(text: str, face: Face) -> bytes:
    paper = Paper("字体", "示例")
    with paper.new_page() as canvas:
        draw(canvas, 100, 500, text, Style(face, 20))
    return paper.finish()


@pytest.mark.parametrize("face", list(Face))
def test_rare_characters_are_copied_as_they_are(face):
    data = paper_with(RARE, face)
    assert page_text(data) == RARE
    assert pypdf.PdfReader(BytesIO(data)).pages[0].extract_text().strip() == RARE
    assert not fonts_not_embedded(data)


def test_our_map_writes_surrogates_in_blocks_of_a_hundred():
    subset = [0, *range(0x4E00, 0x4E00 + 204), 0x20CD0]
    lines = to_unicode_map("AAAAAA+Song", subset).splitlines()
    assert "<CD> <D843DCD0>" in lines
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "5 beginbfchar",
    ]


def test_the_library_still_needs_our_map():
    source = Path(ttfonts.__file__).read_text(encoding="utf-8")
    assert '"<%02X> <%04X>" % (i,v)' in source, "reportlab has changed its map: ours may go"


@pytest.mark.parametrize("face", list(Face))
def test_every_face_has_the_common_characters(face):
    check_font_file(resource_path("fonts", "XingjiSong-Bold.ttf"))
    text = "嘎查村级组织星级评定★☆〇，。；：（）《》〔〕％×÷≥—…“”①"
    assert missing_characters(text, face) == ()


def test_missing_characters_are_named_once_and_in_order():
    assert missing_characters("红\ue001石 \ue000\ue001村\n", Face.SONG) == ("\ue001", "\ue000")


def test_a_face_falls_back_run_by_run():
    runs = faces_of("龘村", Face.TITLE)
    assert runs == ((Face.SONG, "龘"), (Face.TITLE, "村"))
    assert faces_of("共15个", Face.KAI) == ((Face.KAI, "共"), (Face.SONG, "15"), (Face.KAI, "个"))


def test_a_face_is_registered_once():
    assert face_name(Face.SONG) == face_name(Face.SONG)
    assert face_name(Face.KAI) == face_name(Face.FANGSONG) != face_name(Face.SONG)


def test_a_font_of_the_pc_takes_the_place_of_the_bundled_one(bundled_again, tmp_path):
    other = tmp_path / "仿宋.ttf"
    other.write_bytes(resource_path("fonts", "XingjiHei-Regular.ttf").read_bytes())
    before = face_name(Face.FANGSONG)
    use_font_file(Face.FANGSONG, other)
    assert face_name(Face.FANGSONG) != before
    assert faces_of("共15个", Face.FANGSONG) == ((Face.FANGSONG, "共15个"),)
    use_bundled_font(Face.FANGSONG)
    assert face_name(Face.FANGSONG) == before


def table_of(data: bytes | bytearray, tag: bytes) -> tuple[int, int]:
    """(place of the table's entry in the directory, offset of its data)."""
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        place = 12 + 16 * number
        if data[place : place + 4] == tag:
            return place, struct.unpack_from(">I", data, place + 8)[0]
    raise AssertionError(tag)


@pytest.mark.parametrize(
    ("rights", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x100, False)]
)
def test_embedding_rights_are_kept(tmp_path, rights, allowed):
    data = bytearray(resource_path("fonts", "XingjiSong-Bold.ttf").read_bytes())
    _, offset = table_of(data, b"OS/2")
    struct.pack_into(">H", data, offset + 8, rights)
    path = tmp_path / "rights.ttf"
    path.write_bytes(data)
    if allowed:
        check_font_file(path)
    else:
        with pytest.raises(RatingFault, match="不允许嵌入"):
            check_font_file(path)


def test_a_variable_font_is_refused(tmp_path):
    data = bytearray(resource_path("fonts", "XingjiSong-Bold.ttf").read_bytes())
    place, _ = table_of(data, b"post")
    data[place : place + 4] = b"fvar"
    path = tmp_path / "variable.ttf"
    path.write_bytes(data)
    with pytest.raises(RatingFault, match="可变字体"):
        check_font_file(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"not a font at all", "不是 TrueType 字体"), (b"OTTO" + bytes(60), "不是 TrueType 轮廓")],
)
def test_other_files_are_refused(tmp_path, content, reason):
    path = tmp_path / "other.ttf"
    path.write_bytes(content)
    with pytest.raises(RatingFault, match=reason):
        check_font_file(path)


def test_a_font_without_the_common_characters_is_refused():
    with pytest.raises(RatingFault, match="缺 6763 个常用汉字"):
        use_font_file(Face.FANGSONG, resource_path("fonts", "XingjiMongolian.ttf"))


def test_a_font_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RatingFault, match="打不开"):
        check_font_file(tmp_path / "none.ttf")

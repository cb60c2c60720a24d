"""The typefaces of the papers: registered once when first needed, checked for characters.

Only bundled, embedded fonts are used, and for 仿宋 (or any other role) a font file of this PC
where the office names one that may be embedded. Nothing here draws or measures lines.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from evaluation.faults import RatingFault, RegisterFault
from resources import resource_path

__all__ = [
    "Face",
    "character_width",
    "check_font_file",
    "face_name",
    "faces_of",
    "missing_characters",
    "to_unicode_map",
    "use_bundled_font",
    "use_font_file",
]


class Face(StrEnum):
    """A typeface by its role on paper."""

    SONG = "song"  # 宋体: tables, certificates
    TITLE = "title"  # 宋体加粗, in place of 小标宋
    HEI = "hei"  # 黑体
    HEI_BOLD = "hei-bold"
    KAI = "kai"  # 楷体
    FANGSONG = "fangsong"  # 仿宋: body of 公文; 楷体 unless a font of this PC is named


_FILES = {
    Face.SONG: "XingjiSong-Regular.ttf",
    Face.TITLE: "XingjiSong-Bold.ttf",
    Face.HEI: "XingjiHei-Regular.ttf",
    Face.HEI_BOLD: "XingjiHei-Bold.ttf",
    Face.KAI: "XingjiKai-Regular.ttf",
    Face.FANGSONG: "XingjiKai-Regular.ttf",
}

_FALL_BACK = {
    Face.SONG: (Face.KAI, Face.HEI),
    Face.TITLE: (Face.SONG, Face.KAI, Face.HEI),
    Face.HEI: (Face.SONG, Face.KAI),
    Face.HEI_BOLD: (Face.HEI, Face.SONG, Face.KAI),
    Face.KAI: (Face.SONG, Face.HEI),
    Face.FANGSONG: (Face.KAI, Face.SONG, Face.HEI),
}

# Digits and Latin letters of a brush face look handwritten in a table of figures; official
# documents set them in an upright face.
_UPRIGHT_LATIN = frozenset({Face.KAI, Face.FANGSONG})

_lock = threading.RLock()
_named: dict[Face, Path] = {}
_fonts: dict[Path, TTFont] = {}
_of_face: dict[Face, TTFont] = {}


def to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of one subset of a font: what is copied from and found in the PDF.

    `subset`: the code point for each one-byte code. reportlab 5.1 writes a character beyond
    the BMP with five hexadecimal digits, which readers take for another character, and one
    block of 256 where the format allows 100 (PDF 32000-1, 9.10.3): this writes UTF-16BE in
    blocks of 100.
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    blocks: list[str] = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({fontname}) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _path(face: Face) -> Path:
    return _named.get(face) or resource_path("fonts", _FILES[face])


def _font(face: Face) -> TTFont:
    known = _of_face.get(face)
    if known is not None:
        return known
    with _lock:
        path = _path(face)
        font = _fonts.get(path)
        if font is None:
            font = _loaded(path)
            ttfonts.makeToUnicodeCMap = to_unicode_map
            pdfmetrics.registerFont(font)
            _fonts[path] = font
        _of_face[face] = font
    return font


def _loaded(path: Path) -> TTFont:
    # Fonts in different folders may share a file name; the folder is kept out of the papers.
    name = f"Xingji{len(_fonts)}-{path.stem}"
    try:
        return TTFont(name, str(path))
    except (OSError, TTFError) as error:
        raise RegisterFault(
            f"打不开字体文件“{path.name}”，没有它不能打印。"
            "请重新安装本程序，或在设置里换回随附字体。"
        ) from error


def face_name(face: Face) -> str:
    """The name under which reportlab knows the face; registers it when first asked for.

    Raises RegisterFault when the font file is missing or damaged.
    """
    return str(_font(face).fontName)


def _has(face: Face, character: str) -> bool:
    return ord(character) in _font(face).face.charToGlyph


@lru_cache(maxsize=8192)
def _face_for(face: Face, character: str) -> Face | None:
    """The face that draws `character`; None where no face has it."""
    if face in _UPRIGHT_LATIN and character.isascii() and face not in _named:
        return Face.SONG
    return next((one for one in (face, *_FALL_BACK[face]) if _has(one, character)), None)


def faces_of(text: str, face: Face) -> tuple[tuple[Face, str], ...]:
    """`text` in runs, each with the face that draws it: falls back from Song to Kai and so on.

    A character that no face has stays in `face`; `missing_characters` names it beforehand.
    """
    runs: list[tuple[Face, str]] = []
    for character in text:
        used = _face_for(face, character) or face
        if runs and runs[-1][0] is used:
            runs[-1] = (used, runs[-1][1] + character)
        else:
            runs.append((used, character))
    return tuple(runs)


def missing_characters(text: str, face: Face) -> tuple[str, ...]:
    """The characters of `text` that neither `face` nor a face in its place can draw, each
    once, in order. Blanks and line ends are never missing."""
    found = (
        character
        for character in text
        if not character.isspace() and _face_for(face, character) is None
    )
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16384)
def character_width(face: Face, character: str) -> float:
    """Advance width in thousandths of the size."""
    widths = _font(face).face
    return float(widths.charWidths.get(ord(character), widths.defaultWidth))


def _forget() -> None:
    """What was looked up in the fonts before one of them was changed."""
    _face_for.cache_clear()
    character_width.cache_clear()


def use_font_file(face: Face, path: Path) -> None:
    """Draw `face` with a font file of this PC from now on; raises RatingFault when the file
    cannot be used (see check_font_file)."""
    check_font_file(path)
    with _lock:
        _named[face] = path
        _of_face.pop(face, None)
        _forget()


def use_bundled_font(face: Face) -> None:
    """Draw `face` with the bundled font again."""
    if face not in _named:
        return
    with _lock:
        _named.pop(face, None)
        _of_face.pop(face, None)
        _forget()


def check_font_file(path: Path) -> None:
    """Raise RatingFault unless the font can be embedded and has every character of GB2312.

    Embedding follows the OpenType field OS/2.fsType: 2 forbids embedding, 0x0100 forbids
    subsets, 0x0200 allows bitmaps only.
    """
    name = f"字体文件“{path.name}”"
    advice = "请换一个字体文件，或使用随附字体。"
    try:
        tables = _tables(path.read_bytes())
    except OSError as error:
        raise RatingFault(f"打不开{name}。{advice}") from error
    except (struct.error, ValueError) as error:
        raise RatingFault(f"{name}不是 TrueType 字体，不能嵌入打印文件。{advice}") from error
    if "glyf" not in tables:
        raise RatingFault(f"{name}不是 TrueType 轮廓，不能嵌入打印文件。{advice}")
    if "fvar" in tables:
        raise RatingFault(f"{name}是可变字体，打印出来会太细。{advice}")
    rights = struct.unpack_from(">H", tables.get("OS/2", b"").ljust(10, b"\0"), 8)[0]
    if rights & 0x000E == 0x0002 or rights & 0x0300:
        raise RatingFault(f"{name}的许可不允许嵌入文件。{advice}")
    try:
        glyphs = TTFont(f"check-{path.stem}", str(path)).face.charToGlyph
    except TTFError as error:
        raise RatingFault(f"{name}已损坏，不能使用。{advice}") from error
    lacking = [character for character in _gb2312() if ord(character) not in glyphs]
    if lacking:
        raise RatingFault(
            f"{name}缺 {len(lacking)} 个常用汉字（如“{''.join(lacking[:5])}”），"
            f"打印会出现空白。{advice}"
        )


def _tables(data: bytes) -> dict[str, bytes]:
    """The tables of a TrueType file or of the first font of a collection."""
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    if data[start : start + 4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        raise ValueError("not an sfnt file")
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables: dict[str, bytes] = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _gb2312() -> str:
    """All 6,763 Chinese characters of GB2312 (rows 16 to 87)."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    # The last five cells of row 55 are empty.
    return "".join(pair.decode("gb2312", "ignore") for pair in pairs)

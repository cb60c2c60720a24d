"""附件 in: what is kept of photos and scans, what is refused in words, whose a file may be."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from db.exchange import evidence_files
from db.exchange.evidence_files import (
    copy_name,
    day_in_name,
    files_within,
    guess_village,
    read_evidence,
    read_evidence_file,
    save_evidence,
)
from db.exchange.members import Members
from evaluation.evidence import LARGEST
from evaluation.faults import RatingFault, RegisterFault
from evaluation.gathering import round_of
from evaluation.office import Office
from tests.db.exchange.conftest import CODES, ROUND
from tests.db.exchange.pictures import exif_of, jpeg, pdf, png, tiff, view

RED, GREY = (200, 0, 0), (120, 120, 120)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


# What is kept


def test_a_photo_stands_upright_and_tells_only_its_day():
    """Held upright (orientation 6), the red left half of the sensor is the upper half."""
    photo = jpeg(view(), exif=exif_of(orientation=6), comment=b"SN 4711")
    kept = read_evidence("现场.jpg", photo)
    picture = opened(kept.data)
    assert picture.size == (300, 400)
    assert near(picture.getpixel((150, 20)), RED)
    assert near(picture.getpixel((150, 380)), GREY)
    assert (kept.taken_on, kept.taken_at) == ("2026-12-20", "2026-12-20T10:42:00")
    assert (kept.name, kept.media, kept.scaled, kept.pages) == ("现场.jpg", "image/jpeg", False, 1)
    assert not picture.getexif()
    assert not [key for key in picture.info if "jfif" not in str(key)]
    for trace in (b"Fictional Phones", b"SN 4711", b"GPS", b"Exif"):
        assert trace not in kept.data


def test_a_large_photo_is_made_small_and_says_so():
    kept = read_evidence("大.jpg", jpeg(view((4032, 3024))))
    assert opened(kept.data).size == (2000, 1500)
    assert kept.scaled
    assert not read_evidence("小.jpg", jpeg(view((2000, 1500)))).scaled


def test_a_screenshot_stays_sharp_and_what_is_transparent_becomes_white():
    clear = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 20, 30))
    kept = read_evidence("截图.png", png(clear))
    picture = opened(kept.data)
    assert (kept.media, picture.mode) == ("image/png", "RGB")
    assert picture.getpixel((5, 5)) == RED
    assert picture.getpixel((35, 5)) == (255, 255, 255)
    assert read_evidence("长图.png", png(view((2400, 100)))).media == "image/jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_every_kind_of_colours_is_taken(mode):
    grey = Image.new("L", (40, 30), 200)
    source = Image.new("I;16", (40, 30), 200 * 256) if mode == "I;16" else grey.convert(mode)
    form = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    out = io.BytesIO()
    source.save(out, form)
    kept = read_evidence(f"灰.{form.lower()}", out.getvalue())
    pixel = opened(kept.data).getpixel((20, 15))
    wanted = (255, 255, 255) if mode == "1" else (200, 200, 200)
    assert near(pixel, wanted), pixel


@pytest.mark.parametrize("form", ["BMP", "WEBP", "GIF", "MPO"])
def test_other_forms_become_jpeg(form):
    out = io.BytesIO()
    how = {"save_all": True, "append_images": [view(shade=9)]} if form == "MPO" else {}
    view().save(out, form, **how)
    name = {"BMP": "a.bmp", "WEBP": "a.webp", "GIF": "a.jpg", "MPO": "a.JPG"}[form]
    kept = read_evidence(name, out.getvalue())
    assert (kept.media, kept.pages) == ("image/jpeg", 1)
    assert near(opened(kept.data).getpixel((20, 20)), RED)


def test_all_pages_of_a_scan_are_kept_as_a_pdf():
    pages = [view((600, 800), shade) for shade in (0, 40, 80)]
    kept = read_evidence("签到册.tif", tiff(*pages))
    assert (kept.media, kept.pages, kept.name) == ("application/pdf", 3, "签到册.tif")
    assert len(PdfReader(io.BytesIO(kept.data)).pages) == 3
    assert kept.data == read_evidence("签到册.tif", tiff(*pages)).data
    assert b"CreationDate" not in kept.data
    one = read_evidence("单页.tiff", tiff(view((600, 800))))
    assert (one.media, one.pages) == ("image/jpeg", 1)


def test_a_scan_of_very_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(evidence_files, "_MOST_PAGES", 2)
    with pytest.raises(RatingFault, match="有 3 页，超过 2 页"):
        read_evidence("册.tif", tiff(view(), view(), view()))


def test_a_pdf_is_kept_as_it_came_also_with_a_password():
    plain = pdf(2)
    assert read_evidence("纪要.pdf", plain).data == plain
    locked = PdfWriter(clone_from=io.BytesIO(plain))
    locked.encrypt("1234", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    kept = read_evidence("密.pdf", out.getvalue())
    assert (kept.data, kept.media) == (out.getvalue(), "application/pdf")
    assert read_evidence("前.pdf", b"\n\n" + plain).media == "application/pdf"
    assert read_evidence("后.pdf", plain + b"\0" * 5000).media == "application/pdf"


def test_the_same_photo_has_the_same_checksum():
    one, two = (read_evidence(name, jpeg(exif=exif_of())) for name in ("甲.jpg", "乙.jpg"))
    assert one.sha256 == two.sha256 == hashlib.sha256(one.data).hexdigest()
    assert one.sha256 != read_evidence("丙.jpg", jpeg(view(shade=90))).sha256


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "昨天", "", "2026:13:40 10:00:00", "2026"]
)
def test_a_day_that_is_none_is_left_out(taken):
    assert read_evidence("a.jpg", jpeg(exif=exif_of(taken))).taken_on == ""


def test_a_day_without_a_time_is_a_day():
    kept = read_evidence("a.jpg", jpeg(exif=exif_of("2026:12:20")))
    assert (kept.taken_on, kept.taken_at) == ("2026-12-20", "2026-12-20T00:00:00")


def test_broken_details_do_not_lose_the_photo():
    photo = jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff garbage")
    kept = read_evidence("a.jpg", photo)
    assert (opened(kept.data).size, kept.taken_on) == ((400, 300), "")


# What is refused


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "a.heif"])
def test_heic_is_refused_with_a_way_out(name):
    with pytest.raises(RatingFault, match="兼容性最佳"):
        read_evidence(name, b"\0" * 100)


def test_heic_under_another_name_is_known():
    with pytest.raises(RatingFault, match="HEIC"):
        read_evidence("IMG_0001.JPG", b"\0\0\0\x18ftypheic" + b"\0" * 64)


@pytest.mark.parametrize("name", ["表.xlsx", "录像.mp4", "无后缀", "说明.docx", "."])
def test_other_kinds_are_named(name):
    with pytest.raises(RatingFault, match="能添加的是照片和扫描件"):
        read_evidence(name, b"data")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
@pytest.mark.parametrize("form", ["jpg", "png", "tif", "pdf"])
def test_what_was_not_sent_whole_is_refused(form, share):
    noise = Image.effect_noise((300, 200), 60).convert("RGB")
    whole = {"jpg": jpeg(noise), "png": png(noise), "tif": tiff(noise), "pdf": pdf(3)}[form]
    with pytest.raises(RatingFault, match=r"没有传完|不是完整的 PDF"):
        read_evidence(f"断.{form}", whole[: int(len(whole) * share)])


@pytest.mark.parametrize("data", [b"", b"\0" * 4096])
def test_an_empty_file_is_refused(data):
    with pytest.raises(RatingFault, match="是空文件"):
        read_evidence("空.jpg", data)


def test_no_broken_byte_brings_anything_but_a_sentence():
    for form, whole in (("jpg", jpeg(exif=exif_of())), ("png", png()), ("tif", tiff())):
        for place in range(0, min(len(whole), 700), 7):
            broken = bytearray(whole)
            broken[place : place + 3] = b"\xff\x00\x7f"
            with suppress(RatingFault):
                assert opened(read_evidence(f"坏.{form}", bytes(broken)).data).size


@pytest.mark.parametrize("side", [11_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    """A picture of very many pixels in a few bytes."""
    head = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 1000)
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (head, body, b"IEND")
    )
    with pytest.raises(RatingFault, match="像素太多"):
        read_evidence("弹.png", bomb)


def test_what_is_too_large_to_be_kept_is_refused(monkeypatch):
    whole = pdf()
    heavy = whole.replace(b"%%EOF", b"%" + b"x" * LARGEST + b"\n%%EOF")
    with pytest.raises(RatingFault, match=r"有 20 MB，超过每个 20 MB"):
        read_evidence("重.pdf", heavy)


# Files on disks and sticks


def test_a_file_that_is_gone_is_the_machines_fault(tmp_path):
    with pytest.raises(RegisterFault, match=r"找不到了.*U 盘") as caught:
        read_evidence_file(tmp_path / "没有.jpg")
    assert caught.value.places == (str(tmp_path / "没有.jpg"),)


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError(13, "locked"), "占用"), (OSError(5, "I/O"), "坏道")]
)
def test_a_locked_or_failing_file_is_the_machines_fault(tmp_path, monkeypatch, error, words):
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg())

    def refuse(_path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(RegisterFault, match=words):
        read_evidence_file(path)


def test_what_is_no_file_is_not_waited_for(tmp_path):
    (tmp_path / "夹.jpg").mkdir()
    os.mkfifo(tmp_path / "管.jpg")
    for name in ("夹.jpg", "管.jpg"):
        with pytest.raises(RatingFault, match="不是文件"):
            read_evidence_file(tmp_path / name)


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "录像.jpg"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(RatingFault, match="超过 200 MB"):
        read_evidence_file(path)


def test_odd_names_can_be_kept_and_shown(tmp_path):
    long = "东泉嘎查现场照片" * 25
    assert len(read_evidence(f"{long}.jpeg", jpeg()).name) == 100
    assert read_evidence(f"{long}.jpeg", jpeg()).name.endswith("….jpeg")
    assert read_evidence(" a\u202eb\u200bc\n.jpg", jpeg()).name == "a_b_c_.jpg"
    assert read_evidence("e\u0301.jpg", jpeg()).name == "\u00e9.jpg"
    path = tmp_path / os.fsdecode(b"\xff\xfe.jpg")
    path.write_bytes(jpeg())
    kept = read_evidence_file(path)
    assert kept.name == "__.jpg"
    kept.name.encode("utf-8")
    (path.parent / os.fsdecode(b"\xff.txt")).write_bytes(b"x")
    with pytest.raises(RatingFault) as caught:
        read_evidence_file(path.parent / os.fsdecode(b"\xff.txt"))
    str(caught.value).encode("utf-8")


def test_folders_are_opened_in_order(tmp_path):
    for name in ("西岭嘎查/2.jpg", "西岭嘎查/1.JPG", "东泉嘎查/里/3.png", "东泉嘎查/说明.txt",
                 ".缓存/4.jpg", "东泉嘎查/.5.jpg", "6.HEIC"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = files_within([tmp_path, tmp_path / "6.HEIC", tmp_path / "别的.xlsx"])
    assert [path.name for path in found] == ["6.HEIC", "3.png", "1.JPG", "2.jpg", "别的.xlsx"]


def test_a_whole_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_files, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.jpg").write_bytes(b"x")
    with pytest.raises(RatingFault, match="一次最多添加 3 个文件"):
        files_within([tmp_path])


def test_a_copy_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "副本.jpg"
    save_evidence(path, b"bytes")
    assert path.read_bytes() == b"bytes"

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(RegisterFault, match="磁盘已满"):
        save_evidence(path, b"other")
    assert [item.name for item in tmp_path.iterdir()] == ["副本.jpg"]
    assert path.read_bytes() == b"bytes"


@pytest.mark.parametrize(
    ("name", "media", "wanted"),
    [
        ("a.jpg", "image/jpeg", "a.jpg"),
        ("a.JPEG", "image/jpeg", "a.JPEG"),
        ("a.bmp", "image/jpeg", "a.jpg"),
        ("a.png", "image/jpeg", "a.jpg"),
        ("签到册.tif", "application/pdf", "签到册.pdf"),
        ("a", "image/png", "a.png"),
        ("a.xyz", "application/octet-stream", "a.xyz"),
    ],
)
def test_a_copy_has_the_suffix_of_what_it_is(name, media, wanted):
    assert copy_name(name, media) == wanted


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("IMG_20270106_104200.jpg", "2027-01-06"),
        ("微信图片_20270106104200.jpg", "2027-01-06"),
        ("2027-01-06 10.42.00.jpg", "2027-01-06"),
        ("2027年01月06日.jpg", "2027-01-06"),
        ("mmexport1799206920000.jpg", "2027-01-06"),
        ("IMG_20271306.jpg", ""),
        ("IMG_20270230.jpg", ""),
        ("159901100201.jpg", ""),
        ("现场.jpg", ""),
    ],
)
def test_the_day_in_a_name(name, day):
    assert day_in_name(name) == day


# Whose a file may be

ROOT = Path("/u/照片")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("东泉嘎查1.jpg", 0),
        ("东泉嘎查/IMG_0001.jpg", 0),
        ("现场照片-西岭嘎查-4.1.jpg", 1),
        ("西岭嘎查/复查/IMG_0001.jpg", 1),
        ("示例镇东泉嘎查 垃圾.jpg", 0),
        ("东泉.jpg", 0),
        ("西岭_02.jpg", 1),
        ("柳树沟/1.jpg", 4),
        (f"{CODES[1]}_1.jpg", 1),
        (f"{CODES[4]}/1.jpg", 4),
        ("西岭嘎查/东泉嘎查1.jpg", 0),
        ("照片东泉嘎查.jpg", 0),
        ("月亮苏木红星村.jpg", 3),
        ("月亮苏木/红星村/1.jpg", 3),
    ],
)
def test_the_village_is_guessed(office: Office, path, place):
    members = Members(office.register, round_of(office.register, ROUND))
    expected = next(item.id for item in members.all if item.code == CODES[place])
    assert guess_village(ROOT / path, members) == expected


@pytest.mark.parametrize(
    "path",
    [
        "IMG_20270106104200.jpg",
        "红星村.jpg",
        "东泉嘎查和西岭嘎查.jpg",
        "北山嘎查/1.jpg",
        "159901100999.jpg",
        "村.jpg",
        "a.jpg",
    ],
)
def test_no_village_is_guessed_where_none_or_several_are_meant(office: Office, path):
    members = Members(office.register, round_of(office.register, ROUND))
    assert guess_village(ROOT / path, members) is None

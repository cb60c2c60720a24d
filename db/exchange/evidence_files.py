"""附件 in: photos, scans and PDFs from outside, made fit to be kept, and whose they may be.

Photos are turned upright, made at most 2,000 pixels long and written anew, so that the place
and the telephone that took them do not travel with the register; the day stays. What is no
picture and no PDF is refused in words. Nothing is written to the register here.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.exchange.members import Members
from evaluation.evidence import LARGEST
from evaluation.faults import RatingFault, RegisterFault

if TYPE_CHECKING:
    from PIL import Image

__all__ = [
    "SUFFIXES",
    "EvidenceFile",
    "copy_name",
    "day_in_name",
    "files_within",
    "guess_village",
    "read_evidence",
    "read_evidence_file",
    "save_evidence",
]

SUFFIXES = (".jpg", ".jpeg", ".jfif", ".png", ".pdf", ".bmp", ".webp", ".tif", ".tiff")
"""What can be attached."""

MOST_FILES = 500
"""Files taken from folders at once: more is a whole disk dropped by mistake."""

_UNREADABLE_HERE = (".heic", ".heif")
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP", "TIFF", "GIF")
_LONGEST_SIDE = 2000
_MOST_PIXELS = 100_000_000
"""An A3 sheet at 600 dpi has 70 million; a picture opened takes three bytes for each."""
_MOST_PIXELS_JPEG = 178_000_000
"""A JPEG is made smaller while it is opened; beyond this the library opens none."""
_MOST_PAGES = 60
_LARGEST_READ = 200 * 1024 * 1024
_QUALITY = 85
_LONGEST_NAME = 100
_TAKEN = (0x9003, 0x9004, 0x0132)
"""EXIF tags of the time: taken, made digital, file written."""
_SUFFIX_OF = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-_.年]?(?P<month>0[1-9]|1[0-2])[-_.月]?(?P<day>[0-2]\d|3[01])"
)
_MILLISECONDS = re.compile(r"(?<!\d)1\d{12}(?!\d)")
"""Time since 1970 in the names that messengers give: mmexport1767839520000."""
_CODE = re.compile(r"(?<![0-9A-Za-z])(?:L?\d{12})(?!\d)")
_WORDS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_FOLDERS_ASKED = 3


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as it will be kept. `taken_on`: ISO day, "" when the picture does not say;
    `taken_at`: the same with the time, for the order. `scaled`: the picture was made smaller;
    `pages`: of a scan of several pages, which is kept as a PDF."""

    name: str
    media: str
    data: bytes
    taken_on: str = ""
    scaled: bool = False
    taken_at: str = ""
    pages: int = 1

    @property
    def sha256(self) -> str:
        """The checksum under which the register keeps it."""
        return hashlib.sha256(self.data).hexdigest()


def read_evidence_file(path: Path) -> EvidenceFile:
    """The file at `path`; raises RatingFault for what cannot be attached, RegisterFault where
    the machine cannot read it."""
    name = _clean(path.name)
    _require_kind(name)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise RatingFault(f"“{name}”不是文件，不能作为附件。")
        if found.st_size > _LARGEST_READ:
            raise RatingFault(f"“{name}”超过 200 MB，没有读取。请核对文件。")
        data = path.read_bytes()
    except OSError as error:
        raise RegisterFault(_not_read(name, error), places=(_shown(path),)) from error
    return read_evidence(name, data)


def read_evidence(name: str, data: bytes) -> EvidenceFile:
    """The file of that name with those bytes; raises RatingFault as `read_evidence_file`."""
    name = _clean(name)
    _require_kind(name)
    if not data.strip(b"\0"):
        raise RatingFault(f"“{name}”是空文件，没有添加。请核对文件。")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise _unreadable_here(name)
    if b"%PDF-" in data[:1024]:
        return _pdf(name, data)
    if name.lower().endswith(".pdf"):
        raise RatingFault(f"“{name}”不是完整的 PDF 文件，没有添加。请重新扫描。")
    return _picture(name, data)


def save_evidence(path: Path, data: bytes) -> None:
    """Write a copy of a kept file; raises RegisterFault where it cannot be written."""
    beside = path.with_name(f"{path.name}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RegisterFault(
            f"“{_clean(path.name)}”没有存成，可能磁盘已满、没有写入的权限或 U 盘已拔出。"
            "请换一个地方再存。",
            places=(_shown(path),),
        ) from error


def copy_name(name: str, media: str) -> str:
    """What a copy of a kept file is called: a photo of another kind has become a JPG, a scan
    of several pages a PDF."""
    wanted = _SUFFIX_OF.get(media, "")
    stem, suffix = _parted(name)
    same = suffix.lower() == wanted or (suffix.lower() in (".jpeg", ".jfif") and wanted == ".jpg")
    return name if same or not wanted else f"{stem}{wanted}"


def files_within(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: folders are opened, in the order of their names, and what is
    in them and can be no attachment is left out. Raises RatingFault for more than 500, and
    RegisterFault where a folder cannot be read."""
    found: dict[Path, None] = {}
    for path in paths:
        for file in _within(path) if path.is_dir() else (path,):
            found[file] = None
            if len(found) > MOST_FILES:
                raise RatingFault(f"一次最多添加 {MOST_FILES} 个文件。请分几次添加。")
    return tuple(found)


def day_in_name(name: str) -> str:
    """The day that a telephone or messenger wrote into the name (IMG_20270106_1042.jpg,
    mmexport1767839520000.jpg) as ISO text, "" where there is none. A hint for the order only:
    what was sent on is named by the day on which it was sent."""
    for match in _DAY_IN_NAME.finditer(name):
        try:
            return date(*(int(match[part]) for part in ("year", "month", "day"))).isoformat()
        except ValueError:
            continue
    for match in _MILLISECONDS.finditer(name):
        return datetime.fromtimestamp(int(match[0]) / 1000).date().isoformat()  # noqa: DTZ006
    return ""


def guess_village(path: Path, members: Members) -> str | None:
    """Id of the village that a file is of by its name, else by the folders it lies in; None
    where none is named or several could be meant."""
    folders = [folder.name for folder in path.parents[:_FOLDERS_ASKED]]
    around = "/".join((*reversed(folders), path.name))
    for text in (_parted(path.name)[0], *folders):
        found = _villages_in(text, around, members)
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def _villages_in(text: str, around: str, members: Members) -> set[str]:
    """Ids of the villages that a name speaks of: by code, by whole name, by name without 村."""
    codes = (members.by_code(match[0].upper()) for match in _CODE.finditer(text))
    found = {member.id for member in codes if member is not None}
    if found:
        return found
    named, doubtful = members.mentioned(text, around)
    if named or doubtful:
        return {member.id for member in (*named, *doubtful)}
    for word in _WORDS.findall(text):
        found |= {member.id for member in members.named(word, "")}
    return found


def _within(folder: Path) -> Iterator[Path]:
    """Files of a folder and its folders that can be attachments, hidden ones left out."""

    def refuse(error: OSError) -> None:
        raise RegisterFault(_not_read(_clean(folder.name), error), places=(_shown(folder),))

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith((*SUFFIXES, *_UNREADABLE_HERE)):
                yield Path(place) / name


def _require_kind(name: str) -> None:
    if name.lower().endswith(_UNREADABLE_HERE):
        raise _unreadable_here(name)
    if not name.lower().endswith(SUFFIXES):
        raise RatingFault(
            f"“{name}”不能作为附件。能添加的是照片和扫描件：JPG、PNG、BMP、WebP、TIFF、PDF。"
        )


def _unreadable_here(name: str) -> RatingFault:
    return RatingFault(
        f"“{name}”是 HEIC 格式的手机照片，本程序不能处理。"
        "请在手机的相机设置里改为“兼容性最佳”（JPG），或转成 JPG 后再添加。"
    )


def _not_read(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"“{name}”找不到了，可能已经移走，或 U 盘、手机已经拔出。请接好后再添加。"
    if isinstance(error, PermissionError):
        return f"“{name}”打不开，可能正被别的程序占用，或没有读它的权限。请关闭那个程序后再添加。"
    return f"“{name}”读不出来，可能存储设备已拔出或有坏道。请复制到电脑上再添加。"


def _clean(name: str) -> str:
    """A file name as it can be kept and shown: no signs that cannot be seen or stored, and not
    longer than 100 characters, the suffix included."""
    text = unicodedata.normalize("NFC", name)
    seen = "".join(
        "_" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else sign
        for sign in text
    ).strip()
    stem, suffix = _parted(seen)
    if len(seen) <= _LONGEST_NAME:
        return seen
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}…{suffix}"


def _parted(name: str) -> tuple[str, str]:
    """(stem, suffix) of a name; a suffix is short, what follows a dot in a sentence is none."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not suffix.isalnum() or len(suffix) > 5:
        return name, ""
    return stem, f".{suffix}"


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _pdf(name: str, data: bytes) -> EvidenceFile:
    """A PDF as it came, also one with a password; one whose end is missing is refused."""
    if b"%%EOF" not in data[-4096:] and b"%%EOF" not in data.rstrip(b"\0\r\n ")[-4096:]:
        raise RatingFault(f"“{name}”不完整，可能没有传完，没有添加。请重新传一次。")
    return _fitting(EvidenceFile(name, "application/pdf", data))


def _fitting(file: EvidenceFile) -> EvidenceFile:
    megabytes = len(file.data) // 1024 // 1024
    if len(file.data) > LARGEST:
        raise RatingFault(
            f"“{file.name}”有 {megabytes} MB，超过每个 20 MB 的限制，没有添加。"
            "请用较低的分辨率重新扫描，或分成几个文件。"
        )
    return file


def _picture(name: str, data: bytes) -> EvidenceFile:
    # The library takes 60 ms to import and most sessions attach nothing.
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # They are of damaged details, which are thrown away, and of a size that has a
            # limit of our own below.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                return _kept(name, opened)
    except RatingFault:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except Exception as error:  # a decoder raises nearly anything on broken bytes
        raise RatingFault(
            f"“{name}”不是能打开的图片，可能没有传完或已损坏。请重新拍摄或传一次。"
        ) from error


def _too_large(name: str) -> RatingFault:
    return RatingFault(f"“{name}”的像素太多，没有读取。请用较低的分辨率重新拍摄或扫描。")


def _kept(name: str, opened: Image.Image) -> EvidenceFile:
    """A picture in the form in which it is kept."""
    taken = _taken(opened)
    pages = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
    if pages > 1:
        return _scan(name, opened, pages, taken)
    size = opened.size
    lossless = opened.format == "PNG"
    picture = _upright(name, opened)
    scaled = max(size) > _LONGEST_SIDE
    out = io.BytesIO()
    if lossless and not scaled:
        picture.save(out, "PNG")
        if out.tell() <= LARGEST:
            day = taken[:10]
            return EvidenceFile(name, "image/png", out.getvalue(), day, taken_at=taken)
        out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return EvidenceFile(name, "image/jpeg", out.getvalue(), taken[:10], scaled, taken)


def _scan(name: str, opened: Image.Image, pages: int, taken: str) -> EvidenceFile:
    """All pages of a scan as one PDF, the same bytes for the same scan."""
    if pages > _MOST_PAGES:
        raise RatingFault(
            f"“{name}”有 {pages} 页，超过 {_MOST_PAGES} 页，没有添加。请分成几个文件。"
        )
    pictures = []
    scaled = False
    for number in range(pages):
        opened.seek(number)
        scaled = scaled or max(opened.size) > _LONGEST_SIDE
        pictures.append(_upright(name, opened))
    out = io.BytesIO()
    pictures[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pictures[1:],
        quality=_QUALITY,
        resolution=150,
        creationDate=None,
        modDate=None,
    )
    return _fitting(
        EvidenceFile(name, "application/pdf", out.getvalue(), taken[:10], scaled, taken, pages)
    )


def _upright(name: str, opened: Image.Image) -> Image.Image:
    """A page turned as it was held, in colour on white, small enough, with nothing beside it."""
    from PIL import Image, ImageOps

    most = _MOST_PIXELS_JPEG if opened.format in ("JPEG", "MPO") else _MOST_PIXELS
    if opened.width * opened.height > most:
        raise _too_large(name)
    opened.draft(None, (_LONGEST_SIDE, _LONGEST_SIDE))
    opened.load()
    try:
        upright = ImageOps.exif_transpose(opened)
    except Exception:  # noqa: BLE001  broken details say nothing about the picture itself
        upright = opened.copy()
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256).convert("L")
    if upright.has_transparency_data:
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    picture = upright.convert("RGB")
    picture.info.clear()
    if max(picture.size) > _LONGEST_SIDE:
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture


def _taken(opened: Image.Image) -> str:
    """When a picture was taken, ISO local time, "" where its details do not say or are broken."""
    from PIL import ExifTags

    try:
        exif = opened.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
    except Exception:  # noqa: BLE001  as above
        return ""
    for tag in _TAKEN:
        text = str(details.get(tag) or exif.get(tag) or "").strip("\0 ")
        for form, length in (("%Y:%m:%d %H:%M:%S", 19), ("%Y:%m:%d", 10)):
            try:
                return datetime.strptime(text[:length], form).isoformat()  # noqa: DTZ007
            except ValueError:
                continue
    return ""

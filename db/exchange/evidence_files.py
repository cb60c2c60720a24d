"""附件 in: a photo, scan or PDF from outside, made fit to be kept.

Photos are turned upright, made at most 2,000 pixels long and written anew, so that the place
and the telephone that took them do not travel with the register; the day stays. What is no
picture and no PDF is refused. Nothing is written to the register here.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluation.faults import RatingFault, RegisterFault

__all__ = ["SUFFIXES", "EvidenceFile", "read_evidence_file"]

SUFFIXES = (".jpg", ".jpeg", ".png", ".pdf", ".bmp", ".webp", ".tif", ".tiff")
"""What can be attached."""

_LONGEST_SIDE = 2000
_MOST_PIXELS = 200_000_000
_LARGEST = 200 * 1024 * 1024
_QUALITY = 85
_TAKEN = (0x9003, 0x0132)
"""EXIF tags of the day: when the picture was taken, when the file was written."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as it will be kept. `taken_on`: ISO day, "" when the picture does not say.
    `scaled`: the picture was made smaller."""

    name: str
    media: str
    data: bytes
    taken_on: str = ""
    scaled: bool = False


def read_evidence_file(path: Path) -> EvidenceFile:
    """The file at `path`; raises RatingFault for what cannot be attached, RegisterFault where
    the machine cannot read it."""
    suffix = path.suffix.lower()
    if suffix in (".heic", ".heif"):
        raise RatingFault(
            f"“{path.name}”是 HEIC 格式的手机照片，本程序不能处理。"
            "请在手机的相机设置里改为“兼容性最佳”（JPG），或转成 JPG 后再添加。"
        )
    if suffix not in SUFFIXES:
        raise RatingFault(
            f"“{path.name}”不能作为附件。能添加的是照片和扫描件：JPG、PNG、BMP、WebP、TIFF、PDF。"
        )
    try:
        if path.stat().st_size > _LARGEST:
            raise RatingFault(f"“{path.name}”超过 200 MB，没有读取。请核对文件。")
        data = path.read_bytes()
    except OSError as error:
        raise RegisterFault(
            f"“{path.name}”读不出来，可能被别的程序占用或存储设备已拔出。",
            places=(str(path),),
        ) from error
    if not data:
        raise RatingFault(f"“{path.name}”是空文件，没有添加。请核对文件。")
    if data[:5] == b"%PDF-":
        return EvidenceFile(path.name, "application/pdf", data)
    if suffix == ".pdf":
        raise RatingFault(f"“{path.name}”不是完整的 PDF 文件，没有添加。请重新扫描。")
    return _picture(path, data)


def _picture(path: Path, data: bytes) -> EvidenceFile:
    # The library takes 60 ms to import and most sessions attach nothing.
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Our own limit stands below; the library's is a warning at another number.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise RatingFault(
                        f"“{path.name}”有 {opened.width}×{opened.height} 个像素，太大，没有读取。"
                    )
                taken_on = _day(opened.getexif())
                upright = ImageOps.exif_transpose(opened)
                picture = upright.convert("RGB")
    except RatingFault:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise RatingFault(
            f"“{path.name}”不是能打开的图片，可能没有传完或已损坏。请重新拍摄或传一次。"
        ) from error
    scaled = max(picture.size) > _LONGEST_SIDE
    if scaled:
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if path.suffix.lower() == ".png" and not scaled:
        picture.save(out, "PNG", optimize=False)
        return EvidenceFile(path.name, "image/png", out.getvalue(), taken_on)
    picture.save(out, "JPEG", quality=_QUALITY)
    return EvidenceFile(path.name, "image/jpeg", out.getvalue(), taken_on, scaled)


def _day(exif: object) -> str:
    """The day in a picture's EXIF data as ISO text, "" where there is none that is one."""
    from PIL import ExifTags, Image

    if not isinstance(exif, Image.Exif):
        return ""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    for tag in _TAKEN:
        text = details.get(tag) or exif.get(tag)
        try:
            return datetime.strptime(str(text)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    return ""

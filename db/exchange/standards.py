"""Standards as files: the presets that ship with the program, and an office's own file.

It opens files and says in words what is wrong with them; what the text means is decided in
evaluation.standard. It writes nothing.
"""

from __future__ import annotations

from pathlib import Path

from evaluation.faults import RatingFault
from evaluation.standard.model import Standard
from evaluation.standard.reading import read_standard
from evaluation.standard.writing import write_standard
from resources import resource_path

__all__ = ["preset_names", "preset_text", "read_preset", "read_standard_file"]

_LARGEST_FILE = 2 * 1024 * 1024
"""Bytes. The longest preset has 30,000; more is some other file."""

_ORDER = ("shixing-moren", "shixing-2012", "wuxing-henan", "baifenzhi", "shequ-sixing")


def preset_names() -> tuple[str, ...]:
    """Names of the shipped standards as `--standard` takes them, the default first."""
    found = {path.stem for path in resource_path("standards").glob("*.json")}
    known = tuple(name for name in _ORDER if name in found)
    return known + tuple(sorted(found.difference(known)))


def preset_text(name: str) -> str:
    """The canonical text of a shipped standard, by its file name or its Chinese name.

    Raises RatingFault for an unknown name.
    """
    names = preset_names()
    if name in names:
        return _text(resource_path("standards", f"{name}.json"))
    titles = []
    for known in names:
        text = _text(resource_path("standards", f"{known}.json"))
        title = read_standard(text).name
        if _plain(title) == _plain(name):
            return text
        titles.append(f"{known}（{title}）")
    raise RatingFault(f"没有名为“{name}”的预置标准。可以用的有：{'、'.join(titles)}。")


def read_preset(name: str) -> Standard:
    """A shipped standard by its name; raises RatingFault for an unknown one."""
    return read_standard(preset_text(name))


def read_standard_file(path: Path) -> tuple[Standard, str]:
    """The standard in a file, and its canonical text, which is what a year pins.

    Raises RatingFault where the file cannot be read and StandardFaults where the standard
    in it cannot be worked with.
    """
    standard = read_standard(_text(path))
    return standard, write_standard(standard)


def _plain(title: str) -> str:
    """A title as people type it: without blanks and the remark that it may be changed."""
    return "".join(title.split()).removesuffix("（可修改）").removesuffix("(可修改)")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise RatingFault(f"找不到文件“{path}”。请检查文件名和文件夹后再试。") from None
    except OSError as fault:
        raise RatingFault(
            f"打不开文件“{path}”（{fault.strerror}）。"
            "请确认它是一个文件、没有被别的程序占用、您有权读取，再试一次。"
        ) from fault
    if len(content) > _LARGEST_FILE:
        raise RatingFault(f"文件“{path}”超过 2 MB，不是评定标准文件。请检查是否选错了文件。")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RatingFault(
            f"文件“{path}”不是 UTF-8 编码的文字。请用记事本打开，另存为时把编码选为 UTF-8，再读入。"
        ) from None

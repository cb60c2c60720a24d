"""Codes and names of places: what a village code says, and what a village is called.

Codes follow the 统计用区划代码 of the National Bureau of Statistics: two digits each for
province, league and county, three each for township and village. Names on the official list
are those of the committees (新村村委会); people and papers use the tidy form (新村).

This module reads no file and knows no particular place; the official list itself is read by
`db.exchange.divisions`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from evaluation.faults import RatingFault

CodeClass = Literal["village", "community", "farm", "other"]
"""What the last three digits of an official code stand for; see `class_of_code`."""

VILLAGE_UNIT: Final = "嘎查村"
COMMUNITY_UNIT: Final = "社区"

SAMPLE_LEAGUE_CODE: Final = "1599"
"""Reserved for fictional places: no province of the official list has a league 99."""

SAMPLE_COUNTY_CODE: Final = "159901"
"""The first fictional county; its towns are 159901100, 159901101 …"""

_TEMPORARY_MARK: Final = "L"
_OFFICIAL = re.compile(r"[1-9][0-9]{11}")
_TEMPORARY = re.compile(r"L[1-9][0-9]{8}[0-9]{3}")
_TOWN = re.compile(r"[1-9][0-9]{8}")
_SCIENTIFIC = re.compile(r"[0-9.]+E\+?[0-9]+")

_OFFICIAL_LENGTH: Final = 12
_CLASSES: Final[tuple[CodeClass, ...]] = (
    "other",
    *("community",) * 199,
    *("village",) * 200,
    *("farm",) * 200,
    *("other",) * 400,
)


@dataclass(frozen=True, slots=True, order=True)
class VillageCode:
    """A checked village code: 12 digits, or a 临时编码 while the official one is awaited.

    A 临时编码 is `L`, the nine digits of the town and a running number from 001 to 999
    (`L159901100001`). It has thirteen characters and a letter, so no official code can ever
    equal it. Make codes with `parse` or `temporary`; the plain constructor checks nothing.
    Codes sort as text, which puts official codes in the official order.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> VillageCode:
        """Read a code as typed or pasted: blanks are dropped, full-width digits are taken.

        Raises RatingFault, with a sentence that says what is wrong with the text.
        """
        code = compact(text).upper()
        if _TEMPORARY.fullmatch(code):
            if code.endswith("000"):
                raise RatingFault(f"临时编码“{code}”的末三位应在 001 至 999 之间。请改正流水号。")
            return cls(code)
        fault = _fault_of_official(code)
        if fault:
            raise RatingFault(fault)
        return cls(code)

    @classmethod
    def temporary(cls, town_code: str, number: int) -> VillageCode:
        """Return the 临时编码 with this running number (1–999) within a town (nine digits).

        Raises RatingFault if the town code or the number is out of form.
        """
        town = compact(town_code)
        if not _TOWN.fullmatch(town):
            raise RatingFault(f"乡镇代码应为 9 位数字，“{town_code}”不是。请核对乡镇代码。")
        if not 1 <= number <= 999:
            raise RatingFault(f"临时编码的流水号应在 1 至 999 之间，现为 {number}。")
        return cls(f"{_TEMPORARY_MARK}{town}{number:03d}")

    def __str__(self) -> str:
        return self.text

    @property
    def is_temporary(self) -> bool:
        """True for a 临时编码, which is to be replaced by the official code."""
        return self.text.startswith(_TEMPORARY_MARK)

    @property
    def is_sample(self) -> bool:
        """True in the range reserved for fictional places."""
        return self.league_code == SAMPLE_LEAGUE_CODE

    @property
    def town_code(self) -> str:
        """The nine digits of the township (苏木、乡、镇、街道)."""
        return self._digits[:9]

    @property
    def county_code(self) -> str:
        """The six digits of the county (旗、县、市、区)."""
        return self._digits[:6]

    @property
    def league_code(self) -> str:
        """The four digits of the prefecture (盟、市)."""
        return self._digits[:4]

    @property
    def code_class(self) -> CodeClass:
        """The kind of unit; see `class_of_code`."""
        return class_of_code(self.text)

    @property
    def _digits(self) -> str:
        return self.text.removeprefix(_TEMPORARY_MARK)


@dataclass(frozen=True, slots=True)
class Division:
    """One village-level unit of the official list: its committee's name and its tidy name."""

    code: str
    official_name: str
    name: str
    town_code: str
    town_name: str
    county_code: str
    county_name: str
    league_name: str


def class_of_code(code: str) -> CodeClass:
    """Return the kind of unit by the last three digits, after the rule of the official list.

    001–199 community (居委会、社区), 200–399 village (嘎查、村), 400–599 farm (parks, farms and the
    like); anything else, and every 临时编码, is other. The code itself is not checked.
    """
    return "other" if code.startswith(_TEMPORARY_MARK) else _CLASSES[int(code[-3:])]


def _fault_of_official(code: str) -> str:
    """Return what is wrong with a compacted text as an official code; empty if nothing is."""
    if not code:
        return "区划代码是空的。请填 12 位统计用区划代码；还没有代码的，用临时编码。"
    if _SCIENTIFIC.fullmatch(code):
        return (
            f"区划代码“{code}”已被表格软件改成科学计数法，末几位丢失。"
            "请把该列设为文本格式后重新填写。"
        )
    if not (code.isascii() and code.isdigit()):
        return (
            f"区划代码“{code}”里有数字以外的字符。"
            "区划代码应为 12 位数字；临时编码应为字母 L 加 12 位数字。"
        )
    if len(code) < _OFFICIAL_LENGTH:
        kind = {9: "这是乡级代码", 6: "这是县级代码"}.get(
            len(code), f"少 {_OFFICIAL_LENGTH - len(code)} 位"
        )
        return f"区划代码“{code}”只有 {len(code)} 位，应为 12 位（{kind}）。请补全后再填。"
    if len(code) > _OFFICIAL_LENGTH:
        return (
            f"区划代码“{code}”有 {len(code)} 位，应为 12 位"
            f"（多 {len(code) - _OFFICIAL_LENGTH} 位）。请核对后再填。"
        )
    if not _OFFICIAL.fullmatch(code):
        return f"区划代码“{code}”以 0 开头，没有这样的省级代码。请核对后再填。"
    if code.endswith("000"):
        return (
            f"区划代码“{code}”末三位是 000，是乡级或乡级以上的代码，不是嘎查村、社区的代码。"
            "请填到村级。"
        )
    return ""


_WIDE_LETTERS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_BRACKETS = {ord(narrow): wide for narrow, wide in zip("()[]【】〔〕", "（）" * 4, strict=True)}
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def compact(text: str) -> str:
    """Return the text without blanks and invisible characters, full-width digits made plain.

    For codes and Chinese names only: traditional Mongolian needs its invisible characters.
    """
    seen = "".join(sign for sign in text if unicodedata.category(sign) not in _INVISIBLE)
    return unicodedata.normalize("NFC", seen).translate(_WIDE_LETTERS)


# A note behind the committee's ending tells places apart: 先丰村委会（双碾子）.
_NOTES = re.compile(r"(?P<head>.+?)(?P<notes>(?:（[^（）]*）)+)")
_ABOVE = re.compile(r"内蒙古自治区.+?[市盟].+?[旗县市区].+?(?:苏木|街道|[镇乡])(?P<rest>.+)")
_OF_GACHA = re.compile(r"(?P<stem>.+嘎查)(?:村|村?(?:人民|居民|牧民|村民)?(?:委员会|委会|居委会))")
_OF_VILLAGE = re.compile(
    r"(?P<stem>.+?)(?:村民委员会|村民委会|村（居）民委员会|村（居）委会|村委员会|村委会|村委)"
    r"(?P<community>社区)?"
)
_OF_COMMUNITY = re.compile(r"(?P<stem>.+?社区)(?:居民)*(?:委员会|委会|居委会)")
_OF_RESIDENTS = re.compile(r"(?P<stem>.+?)(?:(?:居民)+(?:委员会|委会|居委会)|居委会)")


def plain_name(text: str) -> str:
    """Return a Chinese name as written, freed of blanks, with full-width brackets."""
    return compact(text).translate(_BRACKETS)


def tidy_name(official: str) -> str:
    """Return the name as people use it: without the committee, never without its own 村.

    新村村委会 → 新村; 大梁村民委员会 → 大梁村 (村民委员会 had swallowed the 村); …嘎查村民委员会
    and the doubled …嘎查村 → …嘎查; …社区居委会 → …社区. A 居民委员会 without 社区 in its name
    keeps the common short form …居委会, because the bare stem (第一) names nothing.
    The endings are all those of the official list of 2023. A tidy name stays as it is.
    """
    name = plain_name(official)
    if above := _ABOVE.fullmatch(name):
        name = above["rest"]
    if noted := _NOTES.fullmatch(name):
        return _without_committee(noted["head"]) + noted["notes"]
    return _without_committee(name)


def _without_committee(name: str) -> str:
    if match := _OF_GACHA.fullmatch(name):
        return match["stem"]
    if match := _OF_VILLAGE.fullmatch(name):
        stem = match["stem"]
        village = stem if stem.endswith(("村", "嘎查")) else f"{stem}村"
        return village + (match["community"] or "")
    if match := _OF_COMMUNITY.fullmatch(name):
        return match["stem"]
    if match := _OF_RESIDENTS.fullmatch(name):
        return f"{match['stem']}居委会"
    return name


def without_notes(name: str) -> str:
    """Return a plain name without the notes in brackets that follow it."""
    noted = _NOTES.fullmatch(name)
    return noted["head"] if noted else name


def without_ending(name: str) -> str:
    """Return a tidy name without one ending that says what it is; never an empty name."""
    for ending in ("嘎查社区", "村社区", "嘎查", "村", "社区", "居委会"):
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return name

"""The official list of divisions that ships with the program: counties, towns, units, by name.

Offers the units of a town when an office sets up its year, and recognises the names of an
imported roster. The list is read on first use and kept; everything comes in the official order
of the codes. It is a reference of 2023 only: the villages of a register are the register's own,
and nothing here changes either.
"""

from __future__ import annotations

import csv
import lzma
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Final

from evaluation.faults import RatingFault, RegisterFault
from evaluation.places import (
    COMMUNITY_UNIT,
    VILLAGE_UNIT,
    CodeClass,
    Division,
    class_of_code,
    plain_name,
    tidy_name,
    without_ending,
    without_notes,
)
from resources import resource_path

__all__ = [
    "County",
    "TownChoice",
    "by_code",
    "counties",
    "find",
    "similar",
    "towns",
    "units",
]

_CLASS_OF_UNIT: Final[dict[str, CodeClass]] = {
    VILLAGE_UNIT: "village",
    COMMUNITY_UNIT: "community",
}
_COLUMNS: Final = ["code", "official_name", "name", "town", "county", "league"]
_PROVINCE_NAMES: Final = ("内蒙古自治区", "内蒙古")
_VILLAGE_ENDINGS: Final = ("村", "嘎查")
_LEAST_LIKENESS: Final = 0.5


@dataclass(frozen=True, slots=True)
class County:
    """One county-level unit (旗、县、市、区) with the number of its units by class."""

    code: str
    name: str
    league_name: str
    villages: int
    communities: int
    farms: int


@dataclass(frozen=True, slots=True)
class TownChoice:
    """One township-level unit (苏木、乡、镇、街道) with the number of its units by class."""

    code: str
    name: str
    county_code: str
    county_name: str
    villages: int
    communities: int
    farms: int


def counties(unit_type: str | None = None) -> tuple[County, ...]:
    """Return all county-level units, or only those that have units of this type.

    Raises RatingFault for a unit type the list does not know, RegisterFault if it is unreadable.
    """
    every = _all_counties()
    if unit_type is None:
        return every
    code_class = _class_of(unit_type)
    return tuple(county for county in every if _number(county, code_class))


def towns(county_code: str, unit_type: str | None = None) -> tuple[TownChoice, ...]:
    """Return the towns of a county (six digits), or only those with units of this type.

    An unknown county has none. Raises as `counties`.
    """
    every = _all_towns().get(county_code, ())
    if unit_type is None:
        return every
    code_class = _class_of(unit_type)
    return tuple(town for town in every if _number(town, code_class))


def units(town_code: str, unit_type: str, *, with_farms: bool = False) -> tuple[Division, ...]:
    """Return the units of a town (nine digits) that are of this type.

    嘎查村 are the codes 200–399, 社区 the codes 001–199; farms, parks and the like (400–599) are
    added only on request. An unknown town has none. Raises as `counties`.
    """
    wanted: set[CodeClass] = {_class_of(unit_type)}
    if with_farms:
        wanted.add("farm")
    return tuple(unit for unit in _units_of(town_code) if class_of_code(unit.code) in wanted)


def by_code(code: str) -> Division | None:
    """Return the unit with this official code (twelve digits), or None if it is not listed."""
    for unit in _units_of(code[:9]):
        if unit.code == code:
            return unit
    return None


def find(
    text: str, within_town_codes: Iterable[str], *, unit_type: str | None = None
) -> tuple[Division, ...]:
    """Return the units of these towns that a written name means, by the first rule that hits.

    The rules, strictest first: the official or the tidy name; the same behind the names of the
    places above it (乌兰浩特市乌兰哈达镇…); the name with its ending 村, 嘎查, 社区 or 居委会 left
    out or added; a village called 嘎查 for 村 or 村 for 嘎查. The last two overlook notes in
    brackets. One result is an answer, several are a question, none leaves `similar`. A unit
    type leaves out the other type, but keeps farms, which rosters may carry.
    Raises as `counties`.
    """
    written = plain_name(text)
    if not written:
        return ()
    known = [
        (unit, _name(unit.name), _tellings(written, unit))
        for unit in _scope(within_town_codes, unit_type)
    ]
    for rule in (_is_named, _is_named_below, _lacks_or_adds_ending, _has_other_ending):
        if found := tuple(unit for unit, name, told in known if rule(told, unit, name)):
            return found
    return ()


def similar(
    text: str,
    within_town_codes: Iterable[str],
    *,
    unit_type: str | None = None,
    limit: int = 5,
) -> tuple[Division, ...]:
    """Return at most `limit` units whose names resemble a written one, the closest first.

    For suggestions beside a question, never for an answer: transcriptions of one Mongolian name
    differ in a sign or two (宝力格, 宝拉格), and so do different names. Raises as `counties`.
    """
    written = plain_name(text)
    ranked: list[tuple[int, str, Division]] = []
    for unit in _scope(within_town_codes, unit_type):
        told = _tellings(written, unit)[1]
        likeness = SequenceMatcher(None, told.bare, _name(unit.name).bare).ratio()
        if likeness >= _LEAST_LIKENESS:
            ranked.append((-round(likeness * 1000), unit.code, unit))
    return tuple(unit for _, _, unit in sorted(ranked, key=lambda item: item[:2])[:limit])


@dataclass(frozen=True, slots=True)
class _Name:
    """A plain name in the forms that are compared."""

    plain: str
    tidy: str
    unnoted: str
    bare: str


@lru_cache(maxsize=65536)
def _name(plain: str) -> _Name:
    tidy = tidy_name(plain)
    unnoted = without_notes(tidy)
    return _Name(plain, tidy, unnoted, without_ending(unnoted))


def _tellings(written: str, unit: Division) -> tuple[_Name, _Name]:
    """Return the written name as it stands, and without the names of the unit's places above."""
    below = _below(written, unit.league_name, unit.county_name, unit.town_name)
    return _name(written), _name(below)


@lru_cache(maxsize=4096)
def _below(written: str, *above: str) -> str:
    rest = written
    for names in (_PROVINCE_NAMES, *((name,) for name in above)):
        for name in names:
            if rest.startswith(name) and rest != name:
                rest = rest.removeprefix(name)
                break
    return rest


# The rules of find(). Each gets the two tellings, the unit, and the forms of its name.


def _is_named(told: tuple[_Name, _Name], unit: Division, name: _Name) -> bool:
    as_written = told[0]
    return as_written.plain == unit.official_name or name.plain in (
        as_written.plain,
        as_written.tidy,
    )


def _is_named_below(told: tuple[_Name, _Name], unit: Division, name: _Name) -> bool:
    return _is_named(told[1:] * 2, unit, name)


def _lacks_or_adds_ending(told: tuple[_Name, _Name], _: Division, name: _Name) -> bool:
    return any(
        telling.unnoted in (name.unnoted, name.bare) or telling.bare == name.unnoted
        for telling in told
    )


def _has_other_ending(told: tuple[_Name, _Name], unit: Division, name: _Name) -> bool:
    """村 and 嘎查 are mixed up in rosters; 太平社区 and 太平村 are two places."""
    return class_of_code(unit.code) != "community" and any(
        telling.bare == name.bare and telling.unnoted.endswith(_VILLAGE_ENDINGS) for telling in told
    )


def _scope(town_codes: Iterable[str], unit_type: str | None) -> list[Division]:
    wanted: set[CodeClass] = {"village", "community", "farm"}
    if unit_type is not None:
        wanted = {_class_of(unit_type), "farm"}
    return [
        unit
        for town_code in sorted(set(town_codes))
        for unit in _units_of(town_code)
        if class_of_code(unit.code) in wanted
    ]


def _class_of(unit_type: str) -> CodeClass:
    try:
        return _CLASS_OF_UNIT[unit_type]
    except KeyError:
        raise RatingFault(
            f"统计用区划名单里没有“{unit_type}”这一类单位，只有嘎查村和社区。"
            "请从名册表导入，或逐个录入。"
        ) from None


def _number(place: County | TownChoice, code_class: CodeClass) -> int:
    return place.villages if code_class == "village" else place.communities


# The list itself


@cache
def _rows_by_town() -> dict[str, list[list[str]]]:
    """Return the rows of the list under the code of their town, in the official order."""
    path = resource_path("divisions", "neimenggu.csv.xz")
    try:
        text = lzma.decompress(path.read_bytes()).decode("utf-8")
        header, *rows = csv.reader(text.splitlines())
    except (OSError, ValueError, lzma.LZMAError, csv.Error) as error:
        raise _unreadable() from error
    if header != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows):
        raise _unreadable()
    by_town: dict[str, list[list[str]]] = {}
    for row in rows:
        by_town.setdefault(row[0][:9], []).append(row)
    return by_town


def _unreadable() -> RegisterFault:
    return RegisterFault(
        "程序自带的区划名单读不出来，无法按名单选择嘎查村、社区，已有的数据不受影响。"
        "请重新安装程序；在此之前可从名册表导入。"
    )


@cache
def _units_of(town_code: str) -> tuple[Division, ...]:
    county_code = town_code[:6]
    return tuple(
        Division(code, official_name, name, town_code, town, county_code, county, league)
        for code, official_name, name, town, county, league in _rows_by_town().get(town_code, ())
    )


def _counted(rows: Iterable[list[str]]) -> Counter[CodeClass]:
    return Counter(class_of_code(row[0]) for row in rows)


@cache
def _all_towns() -> dict[str, tuple[TownChoice, ...]]:
    """Return the towns under the code of their county."""
    by_county: dict[str, list[TownChoice]] = {}
    for town_code, rows in _rows_by_town().items():
        numbers = _counted(rows)
        by_county.setdefault(town_code[:6], []).append(
            TownChoice(
                code=town_code,
                name=rows[0][3],
                county_code=town_code[:6],
                county_name=rows[0][4],
                villages=numbers["village"],
                communities=numbers["community"],
                farms=numbers["farm"],
            )
        )
    return {county_code: tuple(choices) for county_code, choices in by_county.items()}


@cache
def _all_counties() -> tuple[County, ...]:
    return tuple(
        County(
            code=county_code,
            name=choices[0].county_name,
            league_name=_rows_by_town()[choices[0].code][0][5],
            villages=sum(town.villages for town in choices),
            communities=sum(town.communities for town in choices),
            farms=sum(town.farms for town in choices),
        )
        for county_code, choices in _all_towns().items()
    )

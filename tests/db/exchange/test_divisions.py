"""The shipped list is whole and in order, and written names find the unit they mean."""

from __future__ import annotations

import csv
import lzma
from collections import Counter

import pytest

from db.exchange import divisions
from evaluation.faults import RatingFault, RegisterFault
from evaluation.places import SAMPLE_LEAGUE_CODE, VillageCode, tidy_name
from resources import resource_path
from scripts import build_divisions

ULANHOT = "152201"
ULAN_HADA_TOWN = "152201100"


def every_town():
    return [town for county in divisions.counties() for town in divisions.towns(county.code)]


def every_unit():
    return [
        unit
        for town in every_town()
        for unit in (
            *divisions.units(town.code, "社区"),
            *divisions.units(town.code, "嘎查村", with_farms=True),
        )
    ]


@pytest.fixture
def another_list(tmp_path, monkeypatch):
    """Let the reader read a file of the test's own, and forget it afterwards."""
    readers = (
        divisions._rows_by_town,
        divisions._units_of,
        divisions._all_towns,
        divisions._all_counties,
    )

    def put(content):
        path = tmp_path / "list.csv.xz"
        if content is not None:
            path.write_bytes(content)
        monkeypatch.setattr(divisions, "resource_path", lambda *parts: path)
        for reader in readers:
            reader.cache_clear()

    yield put
    monkeypatch.undo()
    for reader in readers:
        reader.cache_clear()


def test_the_whole_list_is_there():
    units = every_unit()
    assert Counter(VillageCode.parse(unit.code).code_class for unit in units) == {
        "village": 11_112,
        "community": 2_793,
        "farm": 687,
    }
    with_villages = {unit.county_code for unit in units if 200 <= int(unit.code[-3:]) < 400}
    assert len(with_villages) == 101
    assert len(divisions.counties()) == 108
    assert {county.code for county in divisions.counties("嘎查村")} == with_villages


def test_numbers_beside_counties_and_towns_are_those_of_their_units():
    counties = divisions.counties()
    assert sum(county.villages for county in counties) == 11_112
    assert sum(county.communities for county in counties) == 2_793
    assert sum(county.farms for county in counties) == 687
    for county in counties:
        towns = divisions.towns(county.code)
        assert sum(town.villages for town in towns) == county.villages
        assert sum(town.communities for town in towns) == county.communities
        assert sum(town.farms for town in towns) == county.farms


def test_everything_comes_in_the_official_order():
    county_codes = [county.code for county in divisions.counties()]
    assert county_codes == sorted(county_codes)
    town_codes = [town.code for town in every_town()]
    assert town_codes == sorted(town_codes)
    for town_code in town_codes:
        codes = [unit.code for unit in divisions.units(town_code, "嘎查村", with_farms=True)]
        assert codes == sorted(codes)


def test_no_two_units_of_a_town_share_a_name_and_every_name_is_the_tidy_one():
    units = every_unit()
    assert max(Counter((unit.town_code, unit.name) for unit in units).values()) == 1
    assert [unit for unit in units if unit.name != tidy_name(unit.official_name)] == []


def test_no_official_code_lies_in_the_range_of_the_samples():
    assert not [unit for unit in every_unit() if unit.code.startswith(SAMPLE_LEAGUE_CODE)]


def test_a_town_offers_its_villages_or_its_communities():
    villages = divisions.units(ULAN_HADA_TOWN, "嘎查村")
    assert len(villages) == 14
    assert villages[0].name == "合特嘎查"
    assert villages[3].official_name == "三合村委会"
    assert villages[3].name == "三合村"
    assert villages[3].town_name == "乌兰哈达镇"
    assert villages[3].county_name == "乌兰浩特市"
    assert villages[3].league_name == "兴安盟"
    communities = divisions.units(ULAN_HADA_TOWN, "社区")
    assert [unit.name for unit in communities] == ["哈达社区", "林海社区"]


def test_farms_come_only_on_request():
    park = next(town for town in divisions.towns(ULANHOT) if town.farms)
    assert divisions.units(park.code, "嘎查村") == ()
    assert len(divisions.units(park.code, "嘎查村", with_farms=True)) == park.farms


def test_towns_without_units_of_the_type_are_left_out_on_request():
    assert {town.name for town in divisions.towns(ULANHOT, "嘎查村")} == {
        "城郊街道",
        "新城街道",
        "乌兰哈达镇",
        "葛根庙镇",
        "太本站镇",
        "义勒力特镇",
    }
    assert "太本站镇" not in {town.name for town in divisions.towns(ULANHOT, "社区")}


def test_unknown_codes_have_nothing_and_unknown_types_are_refused():
    assert divisions.towns("159901") == ()
    assert divisions.units("159901100", "嘎查村") == ()
    assert divisions.by_code("159901100200") is None
    assert divisions.by_code(f"{ULAN_HADA_TOWN}299") is None
    with pytest.raises(RatingFault, match="没有“园区”这一类单位"):
        divisions.units(ULAN_HADA_TOWN, "园区")


def test_a_code_finds_its_unit():
    unit = divisions.by_code("152201100203")
    assert unit is not None
    assert unit.name == "三合村"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("三合村", ["三合村"]),
        ("三合村委会", ["三合村"]),
        ("三合村村民委员会", ["三合村"]),
        ("三合", ["三合村"]),
        (" 三 合\u3000村 ", ["三合村"]),
        ("乌兰哈达镇三合村", ["三合村"]),
        ("兴安盟乌兰浩特市乌兰哈达镇三合村委会", ["三合村"]),
        ("内蒙古自治区兴安盟乌兰浩特市乌兰哈达镇三合村", ["三合村"]),
        ("乌兰浩特市三合", ["三合村"]),
        ("三合村（部分）", ["三合村"]),
        ("三合嘎查", ["三合村"]),
        ("合特村", ["合特嘎查"]),
        ("合特嘎查村民委员会", ["合特嘎查"]),
        ("公主陵嘎查", ["公主陵嘎查"]),
        ("公主陵", ["公主陵嘎查"]),
        ("乌兰哈达", ["乌兰哈达嘎查"]),
        ("林海", ["林海社区"]),
        ("林海社区居委会", ["林海社区"]),
        ("葛根庙镇三合村", []),
        ("林海村", []),
        ("三合社区", []),
        ("村", []),
        ("  ", []),
    ],
)
def test_written_names_find_their_unit(written, names):
    found = divisions.find(written, [ULAN_HADA_TOWN])
    assert [unit.name for unit in found] == names


def test_a_bare_name_of_two_units_is_a_question_and_the_full_name_an_answer():
    named = {(unit.town_code, unit.name) for unit in every_unit()}
    town_code, village = min(
        (town_code, name)
        for town_code, name in named
        if name.endswith("村") and (town_code, f"{name.removesuffix('村')}社区") in named
    )
    bare = village.removesuffix("村")
    assert {unit.name for unit in divisions.find(bare, [town_code])} == {village, f"{bare}社区"}
    for name in (village, f"{bare}社区"):
        assert [unit.name for unit in divisions.find(name, [town_code])] == [name]
    of_villages = divisions.find(bare, [town_code], unit_type="嘎查村")
    assert [unit.name for unit in of_villages] == [village]


def test_one_name_in_two_towns_is_a_question_until_the_county_is_named():
    town_codes = [town.code for town in every_town()]
    found = divisions.find("三合村", town_codes, unit_type="嘎查村")
    assert len(found) > 1
    assert {unit.name for unit in found} == {"三合村"}
    assert [unit.code for unit in found] == sorted(unit.code for unit in found)
    assert [unit.code for unit in divisions.find("乌兰浩特市三合村", town_codes)] == [
        "152201100203"
    ]


def test_units_are_found_by_both_their_names_within_their_town():
    units = every_unit()[::7]
    assert len(units) > 2_000
    for unit in units:
        for name in (unit.official_name, unit.name):
            assert divisions.find(name, [unit.town_code]) == (unit,)


def test_resembling_names_are_only_suggested():
    assert divisions.find("混都楞嘎查", [ULAN_HADA_TOWN]) == ()
    suggested = divisions.similar("混都楞嘎查", [ULAN_HADA_TOWN])
    assert suggested[0].name == "混都冷嘎查"
    assert len(divisions.similar("公主陵", [ULAN_HADA_TOWN], limit=1)) == 1
    assert divisions.similar("林海", [ULAN_HADA_TOWN])[0].name == "林海社区"
    of_villages = divisions.similar("林海", [ULAN_HADA_TOWN], unit_type="嘎查村")
    assert "林海社区" not in {unit.name for unit in of_villages}
    assert divisions.similar("", [ULAN_HADA_TOWN]) == ()


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"code,name\n",
        lzma.compress(b""),
        lzma.compress(b"code,name\n"),
        lzma.compress(b"code,official_name,name,town,county,league\n152201100200,x\n"),
        lzma.compress("code,official_name,name,town,county,league\n".encode("utf-16")),
        lzma.compress(b"code,official_name,name,town,county,league\n" * 9)[:60],
    ],
)
def test_an_unreadable_list_is_a_fault_in_words(another_list, content):
    another_list(content)
    with pytest.raises(RegisterFault, match="程序自带的区划名单读不出来"):
        divisions.counties()


# The script that builds the list


def source_row(code, name, **changes):
    row = {
        "code": code,
        "name": name,
        "township_code": code[:9],
        "township": "示例镇",
        "county_code": code[:6],
        "county": "示例旗",
        "league_code": code[:4],
        "league": "示例盟",
    }
    return row | changes


def test_the_same_source_gives_the_same_bytes_in_code_order(tmp_path):
    rows = [source_row("158801100201", "西岭嘎查委会"), source_row("158801100200", "东泉村委会")]
    contents = []
    for order in (rows, rows[::-1]):
        path = tmp_path / "source.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(order)
        written, collisions = build_divisions.tidy_rows(build_divisions.read_source(path))
        assert collisions == []
        contents.append(build_divisions.packed(written))
    assert contents[0] == contents[1]
    assert lzma.decompress(contents[0]).decode("utf-8").splitlines() == [
        "code,official_name,name,town,county,league",
        "158801100200,东泉村委会,东泉村,示例镇,示例旗,示例盟",
        "158801100201,西岭嘎查委会,西岭嘎查,示例镇,示例旗,示例盟",
    ]


def test_tidy_names_stand_back_where_two_units_would_be_called_alike():
    rows = [
        source_row("158801100200", "东泉村委会"),
        source_row("158801100201", "东泉村村委会"),
        source_row("158801101200", "东泉村委会"),
    ]
    written, collisions = build_divisions.tidy_rows(rows)
    assert [row[2] for row in written] == ["东泉村委会", "东泉村村委会", "东泉村"]
    assert len(collisions) == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (source_row("15880110020", "东泉村"), "11 位"),
        (source_row("158801100200", "东泉村", county_code="158802"), "does not begin"),
        (source_row("159901100200", "东泉村"), "reserved for fictional places"),
        (source_row("158801100200", " "), "empty name"),
        (source_row("158801100201", "东泉村", township="别镇"), "has 2 names"),
        (source_row("158801100299", "东泉村"), "listed 2 times"),
    ],
)
def test_an_unfit_source_is_refused_with_its_fault(row, fault):
    faults = build_divisions.faults_of([source_row("158801100299", "西岭村"), row])
    assert any(fault in line for line in faults)


def test_the_shipped_file_is_what_the_script_writes():
    content = resource_path("divisions", "neimenggu.csv.xz").read_bytes()
    header, *rows = csv.reader(lzma.decompress(content).decode("utf-8").splitlines())
    assert tuple(header) == build_divisions.COLUMNS
    source = [
        source_row(code, official, township=town, county=county, league=league)
        for code, official, _, town, county, league in rows
    ]
    assert build_divisions.faults_of(source) == []
    written, _ = build_divisions.tidy_rows(source)
    assert written == [tuple(row) for row in rows]

"""Village codes are checked in words; tidy names lose the committee and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.faults import RatingFault
from evaluation.places import (
    SAMPLE_COUNTY_CODE,
    VillageCode,
    class_of_code,
    compact,
    tidy_name,
    without_ending,
    without_notes,
)


@pytest.mark.parametrize(
    "text",
    [
        "159901100200",
        " 159901100200\n",
        "１５９９０１１００２００",
        "159901\u3000100 200",
        "\ufeff159901100200",
    ],
)
def test_a_code_is_read_as_typed_or_pasted(text):
    assert VillageCode.parse(text).text == "159901100200"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "区划代码是空的"),
        ("　", "区划代码是空的"),
        ("15990110020", "只有 11 位，应为 12 位（少 1 位）"),
        ("159901100", "只有 9 位，应为 12 位（这是乡级代码）"),
        ("159901", "这是县级代码"),
        ("1599011002000", "有 13 位，应为 12 位（多 1 位）"),
        ("15990110020O", "数字以外的字符"),
        ("1599-01100200", "数字以外的字符"),
        ("1.59901E+11", "科学计数法"),
        ("1.59901e11", "科学计数法"),
        ("١٥٩٩٠١١٠٠٢٠٠", "数字以外的字符"),
        ("059901100200", "以 0 开头"),
        ("159901100000", "乡级或乡级以上的代码"),
        ("L159901100000", "末三位应在 001 至 999 之间"),
        ("L15990110001", "数字以外的字符"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(text, sentence):
    with pytest.raises(RatingFault) as caught:
        VillageCode.parse(text)
    assert sentence in caught.value.message


def test_a_code_knows_the_places_above_it():
    code = VillageCode.parse("159901100200")
    assert (code.town_code, code.county_code, code.league_code) == ("159901100", "159901", "1599")
    assert str(code) == "159901100200"


@pytest.mark.parametrize(
    ("number", "code_class"),
    [
        ("001", "community"),
        ("199", "community"),
        ("200", "village"),
        ("399", "village"),
        ("400", "farm"),
        ("599", "farm"),
        ("600", "other"),
        ("999", "other"),
    ],
)
def test_the_last_three_digits_tell_the_class(number, code_class):
    assert VillageCode.parse(f"159901100{number}").code_class == code_class
    assert class_of_code(f"159901100{number}") == code_class


def test_a_temporary_code_belongs_to_its_town_and_to_no_class():
    code = VillageCode.temporary("159901100", 7)
    assert code.text == "L159901100007"
    assert code.is_temporary
    assert code.town_code == "159901100"
    assert code.county_code == "159901"
    assert code.code_class == "other"
    assert VillageCode.parse("ｌ159901100007") == code
    assert not VillageCode.parse("159901100007").is_temporary


@pytest.mark.parametrize(
    ("town", "number", "sentence"),
    [
        ("15990110", 1, "9 位数字"),
        ("15990110A", 1, "9 位数字"),
        ("159901100", 0, "流水号"),
        ("159901100", 1000, "流水号"),
    ],
)
def test_a_temporary_code_out_of_form_is_refused(town, number, sentence):
    with pytest.raises(RatingFault, match=sentence):
        VillageCode.temporary(town, number)


@given(
    st.from_regex(r"[1-9][0-9]{8}", fullmatch=True).filter(str.isascii),
    st.integers(min_value=1, max_value=999),
)
def test_no_temporary_code_equals_an_official_one(town, number):
    temporary = VillageCode.temporary(town, number)
    assert temporary != VillageCode.parse(f"{town}{number:03d}")
    assert VillageCode.parse(temporary.text) == temporary


def test_sample_codes_lie_in_the_reserved_range():
    assert VillageCode.parse(f"{SAMPLE_COUNTY_CODE}100200").is_sample
    assert VillageCode.temporary(f"{SAMPLE_COUNTY_CODE}100", 1).is_sample
    assert not VillageCode.parse("152201100200").is_sample


def test_codes_sort_in_the_official_order_with_temporary_ones_last():
    codes = [VillageCode.parse(text) for text in ("L159901100001", "159901101200", "159901100201")]
    assert [str(code) for code in sorted(codes)] == [
        "159901100201",
        "159901101200",
        "L159901100001",
    ]


# Names on the official list, each with the name in use.
OFFICIAL_AND_TIDY = [
    ("新村村委会", "新村"),
    ("站村村委会", "站村"),
    ("三合村委会", "三合村"),
    ("一家村村民委员会", "一家村"),
    ("五家村村民委员会", "五家村"),
    ("一村村民委员会", "一村"),
    ("西庄一村村民委员会", "西庄一村"),
    ("后罗家营村民委员会", "后罗家营村"),
    ("二道河村民委员会", "二道河村"),
    ("官村沟村民委员会", "官村沟村"),
    ("中村堡村委会", "中村堡村"),
    ("镇村民委员会", "镇村"),
    ("二村委会", "二村"),
    ("鹿村委会", "鹿村"),
    ("新镇村委会", "新镇村"),
    ("崞县村委会", "崞县村"),
    ("苏木图村委会", "苏木图村"),
    ("七苏木村村民委员会", "七苏木村"),
    ("马河猎民村村民委员会", "马河猎民村"),
    ("三黄宝村村民委会", "三黄宝村"),
    ("花家夭村民委会", "花家夭村"),
    ("大圐圙村委", "大圐圙村"),
    ("新建村委", "新建村"),
    ("套白村", "套白村"),
    ("明水河镇蛤蟆沟村", "明水河镇蛤蟆沟村"),
    ("巴音温都尔嘎查村民委员会", "巴音温都尔嘎查"),
    ("乌审召嘎查村委员会", "乌审召嘎查"),
    ("梅林营子嘎查委员会", "梅林营子嘎查"),
    ("茂力格尔嘎查委会", "茂力格尔嘎查"),
    ("居日很扎拉嘎嘎查委会", "居日很扎拉嘎嘎查"),
    ("农场嘎查委会", "农场嘎查"),
    ("伊力特嘎查人民委员会", "伊力特嘎查"),
    ("脑敏塔拉嘎查村居委会", "脑敏塔拉嘎查"),
    ("莎茹塔拉嘎查村", "莎茹塔拉嘎查"),
    ("嘎查庙嘎查", "嘎查庙嘎查"),
    ("东苏嘎查", "东苏嘎查"),
    ("都呼木嘎查社区", "都呼木嘎查社区"),
    ("额很乌苏村委会社区", "额很乌苏村社区"),
    ("白泥井新村社区", "白泥井新村社区"),
    ("宝格达乌拉农村牧区社区居委会", "宝格达乌拉农村牧区社区"),
    ("机械生产队", "机械生产队"),
    ("公主府社区居委会", "公主府社区"),
    ("什拉门更社区居民委员会", "什拉门更社区"),
    ("佳和社区居民委会", "佳和社区"),
    ("万达社区委员会", "万达社区"),
    ("春蕾社区居民居委会", "春蕾社区"),
    ("内蒙党委社区居委会", "内蒙党委社区"),
    ("金地2008社区居委会", "金地2008社区"),
    ("世纪新村社区", "世纪新村社区"),
    ("第一居民委员会", "第一居委会"),
    ("西龙王庙居委会", "西龙王庙居委会"),
    ("水泉村居委会", "水泉村居委会"),
    ("跃进马场十一队居民委员会", "跃进马场十一队居委会"),
    ("良种场社区筹备处", "良种场社区筹备处"),
    (
        "内蒙古自治区鄂尔多斯市伊金霍洛旗阿勒腾席热镇水岸花园社区居民委员会",
        "水岸花园社区",
    ),
    ("土默特右旗新型工业园区管理委员会社区", "土默特右旗新型工业园区管理委员会社区"),
    ("五原强制隔离戒毒所一分场村生活区", "五原强制隔离戒毒所一分场村生活区"),
    ("一分场村委会", "一分场村"),
    ("十一分公司居委会", "十一分公司居委会"),
    ("坤库力屯生活区", "坤库力屯生活区"),
]


@pytest.mark.parametrize(("official", "tidy"), OFFICIAL_AND_TIDY)
def test_official_names_become_the_names_in_use(official, tidy):
    assert tidy_name(official) == tidy
    assert tidy_name(tidy) == tidy


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        (" 一家村\u3000村民委员会\n", "一家村"),
        ("一家村民委员会", "一家村"),
        ("张家村委会", "张家村"),
        ("张家村(居)委会", "张家村"),
        ("先丰村委会(双碾子)", "先丰村（双碾子）"),
        ("大（土郎）村民委员会", "大（土郎）村"),
        ("（土郎）头村民委员会", "（土郎）头村"),
        ("第１居民委员会", "第1居委会"),
        ("中村村村委会", "中村村"),
        ("村委会", "村委会"),
        ("村民委员会", "村民委员会"),
        ("嘎查委员会", "嘎查委员会"),
        ("社区居委会", "社区居委会"),
        ("居委会", "居委会"),
        ("", ""),
    ],
)
def test_names_with_dirt_brackets_and_nothing_before_the_ending(dirty, tidy):
    assert tidy_name(dirty) == tidy


@given(
    st.text("东西新民大梁村嘎查家一", min_size=1, max_size=6).filter(
        lambda stem: not stem.endswith(("村", "嘎查"))
    )
)
def test_every_form_of_one_village_has_one_tidy_name(stem):
    forms = ("村", "村委会", "村民委员会", "村村委会", "村村民委员会", "村委", "村委员会")
    assert {tidy_name(stem + form) for form in forms} == {f"{stem}村"}
    gacha = ("嘎查", "嘎查村", "嘎查委会", "嘎查委员会", "嘎查村委会", "嘎查村民委员会")
    assert {tidy_name(stem + form) for form in gacha} == {f"{stem}嘎查"}


@given(st.text("村嘎查民委员会社区居新（）() 一1", max_size=12))
def test_a_tidy_name_is_never_lost_and_never_grows(text):
    tidy = tidy_name(text)
    assert bool(tidy) == bool(compact(text))
    assert len(tidy) <= len(compact(text))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("三合村", "三合"),
        ("东苏嘎查", "东苏"),
        ("新村社区", "新"),
        ("第一居委会", "第一"),
        ("村", "村"),
        ("机械生产队", "机械生产队"),
    ],
)
def test_the_bare_name_is_never_empty(name, bare):
    assert without_ending(name) == bare


def test_only_notes_behind_a_name_are_left_out():
    assert without_notes("先丰村（双碾子）（新）") == "先丰村"
    assert without_notes("大（土郎）村") == "大（土郎）村"
    assert without_notes("（土郎）") == "（土郎）"

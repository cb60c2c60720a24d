"""Standards as files: what ships, and what is said of a file that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.exchange.standards import (
    preset_names,
    preset_text,
    read_preset,
    read_standard_file,
)
from evaluation.faults import RatingFault
from evaluation.standard.reading import StandardFaults


def test_the_default_comes_first() -> None:
    assert preset_names() == (
        "shixing-moren",
        "shixing-2012",
        "wuxing-henan",
        "baifenzhi",
        "shequ-sixing",
    )


def test_an_id_is_the_name_of_its_file() -> None:
    assert tuple(read_preset(name).id for name in preset_names()) == preset_names()


@pytest.mark.parametrize("name", ["十星默认标准", "十星默认标准(可修改)", "十星默认标准（可修改）"])
def test_a_preset_is_found_by_its_chinese_name(name: str) -> None:
    assert read_preset(name).id == "shixing-moren"
    assert read_preset("2012版十星").id == "shixing-2012"


@pytest.mark.parametrize("name", ["", "../standards/baifenzhi", "baifenzhi.json", "二十星"])
def test_an_unknown_preset_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(RatingFault, match="shixing-moren（十星默认标准（可修改））"):
        read_preset(name)


def test_a_file_gives_the_standard_and_its_canonical_text(tmp_path: Path) -> None:
    text = preset_text("baifenzhi")
    file = tmp_path / "标准.json"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n  ").encode("utf-8"))
    assert read_standard_file(file) == (read_preset("baifenzhi"), text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RatingFault, match="找不到文件"):
        read_standard_file(tmp_path / "没有.json")


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(RatingFault, match="打不开文件"):
        read_standard_file(tmp_path)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "标准.json"
    file.write_bytes(preset_text("baifenzhi").encode("gb18030"))
    with pytest.raises(RatingFault, match="UTF-8"):
        read_standard_file(file)


def test_a_file_too_large_to_be_a_standard(tmp_path: Path) -> None:
    file = tmp_path / "标准.json"
    file.write_bytes(preset_text("baifenzhi").encode("utf-8") + b" " * 2 * 1024 * 1024)
    with pytest.raises(RatingFault, match="超过 2 MB"):
        read_standard_file(file)


def test_a_faulty_file_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "标准.json"
    file.write_text(preset_text("baifenzhi").replace('"form": 1', '"form": 0'), encoding="utf-8")
    with pytest.raises(StandardFaults) as caught:
        read_standard_file(file)
    assert [fault.place for fault in caught.value.faults] == ["form"]

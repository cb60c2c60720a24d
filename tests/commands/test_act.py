"""Scripts of actions: what a line may say, and what is said of a line that is wrong."""

from __future__ import annotations

import inspect
import json
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

import main
from db.checking import check
from db.exchange.standards import preset_text
from db.store import open_register
from evaluation.actions import ACTIONS
from evaluation.faults import RatingFault
from evaluation.office import Office
from tests.commands import registers
from tests.commands.registers import ONE_YEAR_SCRIPT
from tests.commands.running import Run

VILLAGE = "159902100200"

BAD_LINES = {
    "not JSON": ("新增扣分", "不是 JSON"),
    "half a line": ('{"action": "clear_notice"', "不是 JSON"),
    "a list": ("[1, 2]", "每行要写成"),
    "no action": ('{"village": "159902100200"}', "每行要写成"),
    "action is no text": ('{"action": 5}', "每行要写成"),
    "unknown action": ('{"action": "erase_everything"}', "没有名为“erase_everything”的操作"),
    "unknown parameter": (
        '{"action": "enter_person", "name": "丙", "salary": 1}',
        "没有“salary”这些参数",
    ),
    "missing parameters": (
        f'{{"action": "enter_score", "village": "{VILLAGE}"}}',
        "缺少参数“item、score、step”",
    ),
    "unknown village": (
        '{"action": "set_participation", "village": "159902100999", "status": "rated"}',
        "没有代码为“159902100999”的嘎查村",
    ),
    "three decimals": (
        f'{{"action": "enter_score", "village": "{VILLAGE}", "step": "self", '
        '"item": "1.1", "score": "25.125"}',
        "两位小数",
    ),
    "three decimals as a number": (
        '{"action": "enter_shared_figure", "figure": "county-growth", "value": 6.125}',
        "两位小数",
    ),
    "a code of 11 digits": (
        '{"action": "add_villages", "villages": [{"code": "15990210020", "name": "半码嘎查", '
        '"town": "示例镇"}]}',
        "12 位",
    ),
    "a code twice": (
        '{"action": "add_villages", "villages": [{"code": "159902100201", "name": "甲嘎查", '
        '"town": "示例镇"}, {"code": "159902100201", "name": "乙嘎查", "town": "示例镇"}]}',
        "重复",
    ),
    "more points than there are": (
        f'{{"action": "enter_score", "village": "{VILLAGE}", "step": "self", '
        '"item": "1.1", "score": "31"}',
        "应在 0 到 30 分之间",
    ),
    "unknown indicator": (
        f'{{"action": "enter_score", "village": "{VILLAGE}", "step": "self", '
        '"item": "9.9", "score": "1"}',
        "没有编号为“9.9”的指标",
    ),
    "a day that is none": (
        '{"action": "enter_holidays", "days": [{"day": "2025-02-30", "kind": "holiday"}]}',
        "2025-02-30",
    ),
    "a kind of day that is none": (
        '{"action": "enter_holidays", "days": [{"day": "2025-02-28", "kind": "party"}]}',
        "enter_holidays",
    ),
    "unknown preset": (
        '{"action": "open_year", "year": 2030, "unit": "嘎查村", "standard": "@preset:没有"}',
        "没有名为“没有”的预置标准",
    ),
    "missing file of a standard": (
        '{"action": "open_year", "year": 2030, "unit": "嘎查村", "standard": "@file:没有.json"}',
        "没有.json",
    ),
    "no standard at all": (
        '{"action": "open_year", "year": 2030, "unit": "嘎查村", "standard": "随便"}',
        "评定标准",
    ),
}


def _clock() -> datetime:
    return datetime.fromisoformat("2025-01-31T09:00:00")


def _open_year(path: Path, run) -> Path:
    """A year with its roster and nothing scored: the script's first part."""
    lines = ONE_YEAR_SCRIPT.read_text(encoding="utf-8").split("# 第一步")[0]
    script = path.with_name("开始.jsonl")
    script.write_text(lines, encoding="utf-8")
    assert run("new", path, "--office", "中共示例镇委员会", "--level", "town").code == 0
    assert run("act", path, "--year", 2024, "--as", "录入员甲", script).code == 0
    script.unlink()
    return path


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register whose year has been opened; for reading only."""

    def run(*arguments: object) -> Run:
        return Run(registers.code_of(*arguments), "", "")

    return _open_year(tmp_path_factory.mktemp("begun") / "开始.xjdb", run)


@pytest.fixture
def register(begun, tmp_path) -> Path:
    """A copy of the register whose year has been opened."""
    return Path(shutil.copy(begun, tmp_path / "开始.xjdb"))


@pytest.fixture
def perform(register, run, tmp_path):
    """perform(lines…): the script carried out on the copy."""

    def carry_out(*lines: str, year: int = 2024) -> Run:
        script = tmp_path / "脚本.jsonl"
        script.write_text("\n".join(lines), encoding="utf-8")
        done = run("act", register, "--year", year, "--as", "录入员甲", script)
        assert isinstance(done, Run)
        return done

    return carry_out


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_is_refused_in_words(case, perform, register, run):
    line, words = BAD_LINES[case]
    good = '{"action": "enter_person", "name": "丙"}'
    before = run("rate", register, "--year", 2024, "--json").out
    refusal = perform("# 说明", good, "", line, good).refused()
    assert words in refusal
    assert "脚本“脚本.jsonl”第 4 行没有执行，前面 1 个操作已保存" in refusal
    assert run("rate", register, "--year", 2024, "--json").out == before
    assert run("check", register).code == 0


def test_comments_and_blank_lines_are_passed_over(perform):
    done = perform("# 一", "", '{"action": "enter_person", "name": "丙"}', "   ", "# 二")
    assert (done.code, done.out) == (0, "已执行 1 个操作。\n")


def test_a_script_as_notepad_saves_it(register, run, tmp_path):
    script = tmp_path / "记事本.jsonl"
    script.write_bytes('\ufeff{"action": "enter_person", "name": "丙"}\r\n'.encode())
    done = run("act", register, "--year", 2024, "--as", "录入员甲", script)
    assert done.code == 0


@pytest.mark.parametrize("content", [None, "示例".encode("gb18030")], ids=["missing", "GB18030"])
def test_a_script_that_cannot_be_read(content, begun, run, tmp_path):
    script = tmp_path / "脚本.jsonl"
    if content is not None:
        script.write_bytes(content)
    done = run("act", begun, "--year", 2024, "--as", "录入员甲", script)
    assert "UTF-8" in done.refused()


def test_an_unknown_year_is_named(perform):
    refusal = perform('{"action": "clear_notice"}', year=2031).refused()
    assert "没有 2031 年度的嘎查村评定" in refusal


def test_the_actor_stands_in_the_history(perform, register):
    assert perform('{"action": "enter_person", "name": "丙"}').code == 0
    opened = open_register(register, clock=_clock, program="test", read_only=True)
    with closing(opened) as reader:
        (entry,) = reader.history(limit=1)
    assert (entry.actor, entry.subject) == ("录入员甲", "丙")


def test_a_standard_by_file_is_looked_for_from_the_script(perform, tmp_path):
    (tmp_path / "我们的.json").write_text(preset_text("shequ-sixing"), encoding="utf-8")
    line = {"action": "open_year", "year": 2024, "unit": "社区", "standard": "@file:我们的.json"}
    assert perform(json.dumps(line, ensure_ascii=False)).code == 0


ODD_VALUES: list[object] = [
    *(None, True, 0, -1, 1.5, 10**30),
    *("", "一二三", "\ud800"),
    *([], [[]], [1], {}, {"a": 1}),
]


@pytest.mark.parametrize("name", ACTIONS)
def test_no_odd_value_ends_in_a_traceback(name, begun, tmp_path):
    """Every parameter of every action, with values that do not belong there."""
    path = Path(shutil.copy(begun, tmp_path / "开始.xjdb"))
    parameters = [
        key
        for key, parameter in inspect.signature(ACTIONS[name]).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and key != "round"
    ]
    refusals: list[RatingFault] = []
    with closing(open_register(path, clock=_clock, program="test")) as opened:
        office = Office(opened, _clock, "录入员甲")
        for odd in parameters:
            for value in ODD_VALUES:
                line = {"action": name, **{key: _usual(key) for key in parameters}, odd: value}
                try:
                    main._perform(office, "2024/嘎查村", json.dumps(line), tmp_path)
                except RatingFault as fault:
                    refusals.append(fault)
        assert refusals or not parameters
        assert all(fault.message.endswith(("。", "：")) for fault in refusals)
        assert check(opened) == ()


def _usual(parameter: str) -> object:
    """Something that belongs to a parameter of this name, as far as that can be said."""
    usual: dict[str, object] = {
        "village": VILLAGE,
        "villages": [VILLAGE],
        "step": "assessment",
        "item": "1.1",
        "clause": "3",
        "star": "1",
        "part": "town",
        "purpose": "",
        "assessor": "",
        "score": "1",
        "year": 2023,
        "unit": "嘎查村",
        "standard": "@preset:shixing-moren",
        "days": [{"day": "2025-01-01", "kind": "holiday"}],
        "results": [{"village": VILLAGE, "stars": 7, "class": "二类"}],
        "figure": "12",
        "figures": {"1.2": "40"},
        "deductions": [{"item": "1.1", "clause": "3", "fact": "事实"}],
        "scores": None,
        "explanations": {"1": "说明"},
        "channels": [{"channel": "meeting", "issued": 1, "returned": 1, "valid": 1}],
        "counts": [{"question": "q0", "option": "satisfied", "count": 1}],
        "count": 1,
        "level": "town",
        "status": "rated",
        "state": "checked",
        "not_applicable": [],
        "awaiting": [],
    }
    numbers = {"sample", "active", "expected", "present", "given", "number", "confirmed",
               "changes_result", "consents", "applies", "check_rest"}  # fmt: skip
    days = {"act_date", "held_on", "found_on", "starts", "ends", "decided_on", "lifted_on",
            "first_day", "last_day", "received_on", "closed_on", "dated", "cutoff"}  # fmt: skip
    if parameter in numbers:
        return 1
    if parameter in days:
        return "2024-12-31"
    return usual.get(parameter, "示例")

"""Runs a scenario: a small year in words an official uses, and the result it must give.

The entries go through the real actions into a real register; stars, classes, ranks and
reasons are then compared with what the file expects. What the keys mean is told in
scenarios/读我.md. The expected numbers are reckoned by hand, never copied from a run.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.exchange.standards import preset_text
from evaluation.actions import ACTIONS
from evaluation.faults import RatingFault
from evaluation.standard.model import Depth, Standard, StepKind
from evaluation.stars.scoring import stars_of_step
from tests.evaluation.scenario_results import compare, contains
from tests.evaluation.year import ALL_SATISFIED, Year

__all__ = ["SCENARIOS", "run"]

SCENARIOS = Path(__file__).with_name("scenarios")

_STATUS = {"不参评": "excluded", "仅结果": "result_only"}
_KNOWN = frozenset({"说明", "规则", "年度", "标准改动", "共用数据", "看草稿", "村", "结果", "合计"})
_VILLAGE_KEYS = frozenset(
    {
        "名称", "镇", "考核类别", "参评", "结果表", "自评", "测评", "初评", "复核", "加分", "否决",
        "审核", "裁定", "拒绝", "签字拒绝",
    }
)  # fmt: skip


def changed_standard(name: str, changes: Mapping[str, Any]) -> str:
    """The text of a preset with changes by path: steps/self/weight, indicators/1.1/points.

    A list is entered by id, by code, or by place (from 1; one more than it has appends).
    """
    raw = json.loads(preset_text(name))
    for path, value in changes.items():
        around: Any = raw
        *words, last = path.split("/")
        for word in words:
            if word == "indicators" and isinstance(around, dict) and "indicators" not in around:
                around = [item for star in around["stars"] for item in star["indicators"]]
            elif isinstance(around, dict):
                around = around.setdefault(word, {})
            else:
                around = around[_place(around, word)]
        if isinstance(around, list):
            place = _place(around, last)
            around[place : place + 1] = [] if value is None else [value]
        else:
            around[last] = value
    return json.dumps(raw, ensure_ascii=False)


def _place(items: list[Any], word: str) -> int:
    for number, item in enumerate(items):
        if word in (item.get("id"), item.get("code")):
            return number
    return int(word) - 1


@dataclass
class _Run:
    year: Year
    standard: Standard
    codes: dict[str, str]

    def part(self, name: str) -> str:
        step = self.standard.step_of_kind(StepKind.DELIBERATION)
        assert step is not None
        return next(part.id for part in step.parts if part.name == name)

    def scored_by(self, kind: StepKind) -> bool:
        step = self.standard.step_of_kind(kind)
        return step is not None and bool(stars_of_step(self.standard, step.id))


def run(path: Path, room: Path) -> None:
    """Carries out a scenario file in the folder `room`; raises AssertionError where it differs."""
    scenario = json.loads(path.read_text("utf-8"))
    assert not set(scenario) - _KNOWN, sorted(set(scenario) - _KNOWN)
    assert scenario["说明"], "a scenario says what it shows"
    assert scenario["规则"], "a scenario names its rule"
    text = changed_standard(path.parent.name, scenario.get("标准改动", {}))
    year = Year(room / "示例镇.xjdb", text=text, year=scenario.get("年度", 2026))
    try:
        for figure, value in scenario.get("共用数据", {}).items():
            year.share(figure, value)
        now = _Run(year, year.standard, {})
        if not scenario.get("共用数据"):
            for shared in now.standard.shared_figures:
                year.share(shared.id, "100")
        for village in scenario["村"]:
            _add(now, village)
        for village in scenario["村"]:
            _enter(now, village)
        for village in scenario["村"]:
            _deliberate(now, village)
        compare(now.year, now.standard, scenario)
    finally:
        year.close()


def _add(now: _Run, village: Mapping[str, Any]) -> None:
    assert not set(village) - _VILLAGE_KEYS, sorted(set(village) - _VILLAGE_KEYS)
    details = {}
    if "考核类别" in village:
        details["category"] = next(
            item.id for item in now.standard.categories if item.name == village["考核类别"]
        )
    (code,) = now.year.add(village["名称"], town=village.get("镇", 1), **details)
    now.codes[village["名称"]] = code
    if "参评" in village:
        now.year.do(
            "set_participation",
            village=code,
            status=_STATUS[village["参评"]],
            reason="当年新设立",
        )
    if "结果表" in village:
        result = village["结果表"]
        now.year.do(
            "enter_past_results",
            year=now.year.round.year,
            results=[
                {
                    "village": code,
                    "stars": result["星"],
                    "class": result["类别"],
                    "total": result.get("总分", ""),
                }
            ],
            source="年度汇总表",
        )


def _enter(now: _Run, village: Mapping[str, Any]) -> None:
    code = now.codes[village["名称"]]
    refused: Mapping[str, list[str]] = village.get("签字拒绝", {})
    silent = "参评" in village
    own = village.get("自评", None if silent or not now.scored_by(StepKind.SELF) else "全满")
    if own is not None:
        _own(now, code, own)
        _seal(now, code, StepKind.SELF, refused.get("自评"))
    ballot = village.get("测评", None if silent else ALL_SATISFIED)
    if ballot is not None:
        now.year.count(code, ballot)
        _seal(now, code, StepKind.BALLOT, refused.get("测评"))
    assessed = village.get("初评", None if silent else "全满")
    for sheet in assessed if isinstance(assessed, list) else [assessed]:
        if sheet is not None:
            _assess(now, code, {} if sheet == "全满" else sheet, refused.get("初评"))
    if "复核" in village:
        _review(now, code, village["复核"])
    for star, points, basis in village.get("加分", ()):
        now.year.do("enter_bonus", village=code, star=star, points=str(points), basis=basis)
    for number, case in enumerate(village.get("否决", ()), start=1):
        _veto(now, code, number, case)


def _own(now: _Run, code: str, own: Any) -> None:
    step = now.year.step(StepKind.SELF)
    entries = {} if own == "全满" else dict(own)
    if step.depth is Depth.CLAUSE:
        now.year.do(
            "fill_sheet",
            village=code,
            step=step.id,
            figures=now.year.best_figures(code, step),
            deductions=_deductions(entries.get("扣分", ())),
            check_rest=1,
        )
        return
    if step.depth is Depth.STAR:
        entries = {**{star.id: 100 for star in stars_of_step(now.standard, step.id)}, **entries}
    now.year.fill_own(code, entries)


def _deductions(rows: Any) -> list[dict[str, Any]]:
    """[指标, 第几条, 次数 or "酌情 3.5", 事实]."""
    found = []
    for item, clause, count, fact in rows:
        entry: dict[str, Any] = {"item": item, "clause": clause, "fact": fact}
        if isinstance(count, str):
            entry["amount"] = count.removeprefix("酌情").strip()
        else:
            entry["count"] = count
        found.append(entry)
    return found


def _assess(now: _Run, code: str, sheet: Mapping[str, Any], refused: list[str] | None) -> None:
    who = str(sheet.get("考评员", ""))
    step = now.year.step(StepKind.ASSESSMENT)
    scores = {item: str(score) for item, score in sheet.get("得分", {}).items()}
    if step.depth is Depth.STAR:
        scores = {**{star.id: "100" for star in stars_of_step(now.standard, step.id)}, **scores}
    now.year.fill_assessment(
        code,
        deductions=_deductions(sheet.get("扣分", ())),
        figures={
            item: [str(part) for part in value] if isinstance(value, list) else str(value)
            for item, value in sheet.get("数据", {}).items()
        },
        not_applicable=sheet.get("不涉及", ()),
        awaiting=sheet.get("待数据", ()),
        check_rest=0 if sheet.get("未查毕") else 1,
        explained=not sheet.get("不写说明"),
        scores=scores,
        assessor=who,
    )
    for item, fact in sheet.get("否决", ()):
        now.year.do(
            "veto_by_indicator",
            village=code,
            step=step.id,
            item=item,
            applies=1,
            fact=fact,
            assessor=who,
        )
    if not sheet.get("未查毕") or refused is not None:
        _seal(now, code, StepKind.ASSESSMENT, refused, assessor=who)


def _seal(now: _Run, code: str, kind: StepKind, refused: list[str] | None, **which: str) -> None:
    if refused is None:
        now.year.seal(code, kind, **which)
        return
    before = now.year.register.history()[0].number
    with pytest.raises(RatingFault) as caught:
        now.year.seal(code, kind, **which)
    contains(str(caught.value), refused)
    assert now.year.register.history()[0].number == before, "nothing may be written"


def _review(now: _Run, code: str, review: Mapping[str, Any]) -> None:
    step = now.year.step(StepKind.ASSESSMENT)
    for item, (score, reason) in review.items():
        now.year.do(
            "enter_score",
            village=code,
            step=step.id,
            item=item,
            score=str(score),
            reason=reason,
            purpose="review",
        )
    now.year.seal(code, StepKind.ASSESSMENT, purpose="review")


def _veto(now: _Run, code: str, number: int, case: Mapping[str, Any]) -> None:
    item = case["事项"]
    known = now.standard.veto_item(item)
    assert known is not None
    now.year.do("authorise_veto", item=item, document="示例旗委发〔2026〕3号")
    now.year.do(
        "record_veto",
        village=code,
        item=item,
        fact=case.get("事实", "有关部门通报的情形"),
        document="示例函〔2026〕5号",
        starts=case.get("起", ""),
        ends=case.get("止", ""),
    )
    decided = case.get("处理", "认定")
    if decided == "未处理":
        return
    now.year.do(
        "decide_veto",
        village=code,
        number=number,
        confirmed=0 if decided == "不予认定" else 1,
        approved_by="镇党委",
        decided_on="2027-01-06",
    )
    if decided == "解除":
        now.year.do(
            "lift_veto",
            village=code,
            number=number,
            lifted_on="2027-01-08",
            reason="复查不成立",
            document="示例函〔2027〕1号",
        )


def _deliberate(now: _Run, village: Mapping[str, Any]) -> None:
    code = now.codes[village["名称"]]
    grounds = {"reason": "集体研究", "document": "纪要〔2027〕2号"}
    if "裁定" in village:
        target = _class_id(now.standard, village["裁定"])
        now.year.do("decide_tie", village=code, rating_class=target, **grounds)
    for part, changes in village.get("审核", {}).items():
        for what, value in changes:
            arguments: dict[str, Any] = {"village": code, "part": now.part(part), **grounds}
            if what == "类别":
                now.year.do("override_class", rating_class=value, **arguments)
            else:
                given = {"给星": 1, "撤星": 0}[what]
                now.year.do("override_star", star=value, given=given, **arguments)
    for attempt in village.get("拒绝", ()):
        before = now.year.register.history()[0].number
        arguments = dict(attempt["参数"])
        if "village" in inspect.signature(ACTIONS[attempt["操作"]]).parameters:
            arguments["village"] = code
        if "part" in arguments:
            arguments["part"] = now.part(arguments["part"])
        with pytest.raises(RatingFault) as caught:
            now.year.do(attempt["操作"], **arguments)
        contains(str(caught.value), attempt["话含"])
        assert now.year.register.history()[0].number == before, "nothing may be written"


def _class_id(standard: Standard, word: str) -> str:
    return next(
        item.id
        for item in standard.classes
        if word in (item.id, item.name, item.short, item.outward)
    )

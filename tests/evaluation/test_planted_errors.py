"""校对 must show: typing errors planted among more than 150 values of a village's three papers
are each named by their place with both values, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from db.exchange.standards import read_preset
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.standard.model import Category, ClauseKind, Question, StepKind, VoterGroup
from evaluation.standard.writing import write_standard
from evaluation.stars.comparing import compared_counts, compared_values
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import ProofState, read_differences
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import Purpose
from tests.evaluation.test_proofs import SECOND, STEPS, as_, proof_of
from tests.evaluation.year import Year


@dataclass
class Papers:
    """What the three papers of a village say, as a person types it.

    scores: 自评 by indicator; counts: 初评 by (indicator, clause number); figures: figure and
    base; passed: 不涉及 and 待数据.
    """

    scores: dict[str, str]
    counts: dict[tuple[str, int], int]
    figures: dict[str, list[str]]
    not_applicable: list[str]
    awaiting: list[str]
    ballot: dict[str, Any] = field(default_factory=dict)

    def without(self, code: str) -> None:
        """Take everything from one line of the 初评."""
        self.counts = {key: value for key, value in self.counts.items() if key[0] != code}


def papers_of(year: Year, start: int) -> Papers:
    """Papers in which every line says something; `start` makes those of each village others."""
    own, assessment = year.step(StepKind.SELF), year.step(StepKind.ASSESSMENT)
    scores = {
        item.code: f"{item.points / 100 - 0.37 * ((start + place) % 7 + 1):.2f}"
        for star in stars_of_step(year.standard, own.id)
        for place, item in enumerate(star.indicators)
    }
    counts: dict[tuple[str, int], int] = {}
    figures: dict[str, list[str]] = {}
    for star in stars_of_step(year.standard, assessment.id):
        for item in star.indicators:
            for number, clause in enumerate(item.clauses, start=1):
                if clause.kind is ClauseKind.OCCURRENCE:
                    counts[item.code, number] = min(clause.at_most or 99, 12 + start + number)
            with_figure = item.figure_clause
            if with_figure is not None and with_figure.figure is not None:
                figures[item.code] = [f"{61.25 + start + len(figures)}"]
                if with_figure.figure.base_name:
                    figures[item.code].append(f"{120.5 + start + len(figures)}")
    papers = Papers(scores, counts, figures, ["4.3", "3.2"], ["10.3"])
    del papers.figures["3.2"], papers.figures["10.3"]
    for code in ("4.3", "4.5", "5.3"):  # not applicable, and two that lost nothing
        papers.without(code)
    papers.ballot = {
        "expected": 197 + start,
        "present": 141 + start,
        "channels": [
            {"channel": channel, "voters": voters, "issued": 71 + place, "returned": 68 + start,
             "valid": valid}
            for place, (channel, voters, valid) in enumerate(
                (("meeting", "members", 41), ("meeting", "people", 52), ("visit", "members", 13),
                 ("visit", "people", 27), ("box", "members", 6), ("box", "people", 8))
            )
        ],
        "counts": [
            {"question": question, "voters": voters, "option": option, "count": number}
            for question, voters, numbers in (
                ("q0", "members", (32 + start, 14, 9 - start, 4, 1)),
                ("q0", "people", (46 + start, 19, 12, 7, 3 - start)),
                ("q1", "members", (29, 17, 8, 4 - start, 2 + start)),
                ("q1", "people", (51, 16, 11, 6, 3)),
            )
            for option, number in zip(
                ("satisfied", "fairly", "dissatisfied", "unknown", "blank"), numbers, strict=True
            )
        ],
    }  # fmt: skip
    return papers


def type_papers(year: Year, code: str, papers: Papers, purpose: str = "") -> None:
    """Type 自评 and 初评 as the papers say."""
    fact = "见考评记载"
    year.do("fill_sheet", village=code, step="self", scores=papers.scores, purpose=purpose)
    year.do(
        "fill_sheet",
        village=code,
        step="assessment",
        figures={code: item if item[1:] else item[0] for code, item in papers.figures.items()},
        deductions=[
            {"item": item, "clause": str(number), "count": count, "fact": fact}
            for (item, number), count in papers.counts.items()
        ],
        not_applicable=papers.not_applicable,
        awaiting=papers.awaiting,
        explanations={star.id: fact for star in year.standard.stars},
        check_rest=1,
        consents=1,
        purpose=purpose,
    )


class Planted:
    """Villages whose papers one person typed; `read` has the papers typed anew by another and
    gives what is named."""

    def __init__(self, year: Year) -> None:
        self.year = year

    def type_first(self, name: str, papers: Papers) -> str:
        """The first person's entries, signed; the village's code."""
        year = self.year
        (code,) = year.add(name)
        type_papers(year, code, papers)
        year.do("count_ballot", village=code, **papers.ballot)
        year.seal(code, StepKind.BALLOT)
        for kind in (StepKind.SELF, StepKind.ASSESSMENT):
            year.seal(code, kind)
        return code

    def begin_second(self) -> None:
        self.year.do("set_round_details", second_check=1)
        as_(self.year, SECOND)

    def values(self, code: str) -> int:
        """How many values are compared over the three papers."""
        year, village = self.year, self.year.village_id(code)
        total = 0
        for kind, purpose in (
            (StepKind.SELF, Purpose.OWN),
            (StepKind.ASSESSMENT, Purpose.ASSESSMENT),
        ):
            step = year.step(kind)
            sheet = latest_sheet(year.register, year.round_id, village, step.id, purpose, "")
            assert sheet is not None
            content = sheet_content(year.register, sheet)
            total += len(compared_values(year.standard, step, content))
        inputs = next(item for item in year.inputs(drafts=True).villages if item.village == village)
        assert isinstance(inputs.ballot, BallotContent)
        assert year.standard.ballot is not None
        return total + len(compared_counts(year.standard.ballot, inputs.ballot))

    def read(self, code: str, papers: Papers) -> list[tuple[str, str, str]]:
        year = self.year
        type_papers(year, code, papers, purpose="rekey")
        for step in ("self", "assessment"):
            year.do("compare_rekey", village=code, step=step)
        year.do("rekey_ballot", village=code, **papers.ballot)
        return [
            (item.name, item.stored, item.second)
            for step in STEPS
            for item in read_differences(proof_of(year, code, step))
        ]

    def states(self, code: str) -> set[ProofState]:
        return {proof_of(self.year, code, step).state for step in STEPS}


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[Planted]:
    """Under the default standard, but with two groups of voters and two questions."""
    standard = read_preset("shixing-moren")
    assert standard.ballot is not None
    rules = replace(
        standard.ballot,
        groups=(VoterGroup("members", "党员", 40), VoterGroup("people", "群众代表", 60)),
        questions=(*standard.ballot.questions, Question("q1", "您对环境卫生是否满意？")),
    )
    made = Year(tmp_path / "示例镇.xjdb", text=write_standard(replace(standard, ballot=rules)))
    for figure in made.standard.shared_figures:
        made.share(figure.id, "100")
    yield Planted(made)
    made.close()


def _change(name: str, key: Any, value: Any) -> Callable[[Papers], None]:
    def change(papers: Papers) -> None:
        getattr(papers, name)[key] = value

    return change


def _neighbours(papers: Papers) -> None:
    papers.scores["4.3"], papers.scores["4.5"] = papers.scores["4.5"], papers.scores["4.3"]


def _left_out(papers: Papers) -> None:
    del papers.scores["6.3"]


def _deduction_left_out(papers: Papers) -> None:
    del papers.counts["6.1", 2]


def _all_left_out(papers: Papers) -> None:
    papers.without("9.2")


def _wrong_clause(papers: Papers) -> None:
    papers.counts["7.3", 1], papers.counts["7.3", 2] = papers.counts["7.3", 2], 13


def _nought(papers: Papers) -> None:
    papers.not_applicable.remove("3.2")
    papers.figures["3.2"] = ["0"]


def _not_applicable(papers: Papers) -> None:
    papers.not_applicable.append("5.3")


def _came_in(papers: Papers) -> None:
    papers.awaiting.remove("10.3")
    papers.figures["10.3"] = ["95"]


def _channel(place: int, **numbers: int) -> Callable[[Papers], None]:
    def change(papers: Papers) -> None:
        papers.ballot["channels"][place].update(numbers)

    return change


def _channel_left_out(papers: Papers) -> None:
    del papers.ballot["channels"][4]


def _options_changed_round(papers: Papers) -> None:
    papers.ballot["counts"][7]["count"], papers.ballot["counts"][8]["count"] = 7, 12


QUESTION = "您对本嘎查村党组织和村委会今年的工作总体上是否满意？"
ERRORS: dict[str, tuple[Callable[[Papers], None], list[tuple[str, str, str]]]] = {
    "one digit": (_change("scores", "1.1", "29.68"), [("1.1", "29.63", "29.68")]),
    "swapped digits": (_change("scores", "2.1", "26.93"), [("2.1", "29.63", "26.93")]),
    "decimal place": (_change("scores", "3.1", "1.46"), [("3.1", "14.63", "1.46")]),
    "neighbouring rows": (
        _neighbours, [("4.3", "13.89", "13.15"), ("4.5", "13.15", "13.89")],
    ),
    "row left out": (_left_out, [("6.3", "13.89", "")]),
    "count": (_change("counts", ("2.1", 1), 31), [("2.1 第 1 条", "13 次", "31 次")]),
    "deduction left out": (_deduction_left_out, [("6.1 第 2 条", "14 次", "")]),
    "all deductions left out": (_all_left_out, [("9.2", "第 1 条 13 次", "已查，不扣分")]),
    "extra deduction": (
        _change("counts", ("4.5", 1), 1), [("4.5", "已查，不扣分", "第 1 条 1 次")],
    ),
    "wrong clause": (
        _wrong_clause,
        [("7.3 第 1 条", "13 次", "14 次"), ("7.3 第 2 条", "14 次", "13 次")],
    ),
    "figure": (
        _change("figures", "8.2", ["62.95"]), [("8.2 医保参保率", "69.25%", "62.95%")],
    ),
    "base": (
        _change("figures", "3.4", ["66.25", "16.5"]), [("3.4 农牧户总数", "126.5", "16.5")],
    ),
    "base left out": (
        _change("figures", "3.3", ["65.25"]), [("3.3 上年集体经营性收入", "125.5", "")],
    ),
    "不涉及 typed as 0": (_nought, [("3.2", "不涉及", "集体经营性收入 0万元")]),
    "nothing lost typed as 不涉及": (_not_applicable, [("5.3", "已查，不扣分", "不涉及")]),
    "待数据 typed as a figure": (_came_in, [("10.3 群众诉求办结率", "待数据", "95%")]),
    "应到": (_change("ballot", "expected", 179), [("应到", "197", "179")]),
    "收回": (_channel(3, returned=86), [("群众代表 入户收回", "68", "86")]),
    "channel left out": (
        _channel_left_out,
        [("党员 流动票箱发出", "75", "0"), ("党员 流动票箱收回", "68", "0"),
         ("党员 流动票箱有效", "6", "0")],
    ),
    "options changed round": (
        _options_changed_round,
        [(f"群众代表 “{QUESTION}”不满意", "12", "7"), (f"群众代表 “{QUESTION}”不了解", "7", "12")],
    ),
}  # fmt: skip


def test_each_planted_error_is_named_with_both_values_and_nothing_else(planted):
    papers = papers_of(planted.year, 0)
    codes = {name: planted.type_first(f"{number} 号嘎查", papers)
             for number, name in enumerate(ERRORS, start=1)}  # fmt: skip
    planted.begin_second()
    wrong: dict[str, Any] = {}
    for name, (plant, expected) in ERRORS.items():
        assert planted.values(codes[name]) >= 150
        typed = deepcopy(papers)
        plant(typed)
        found = planted.read(codes[name], typed)
        if found != expected:
            wrong[name] = found
    assert not wrong


def test_all_errors_at_once_are_each_named_and_the_clean_papers_agree(planted):
    papers = papers_of(planted.year, 0)
    wrong, clean = (planted.type_first(name, papers) for name in ("东泉嘎查", "西岭嘎查"))
    planted.begin_second()
    typed = deepcopy(papers)
    for plant, _ in ERRORS.values():
        plant(typed)
    found = planted.read(wrong, typed)
    expected = [difference for _, differences in ERRORS.values() for difference in differences]
    assert sorted(found) == sorted(expected)
    assert planted.states(wrong) == {ProofState.DIFFERS}
    assert planted.read(clean, papers) == []
    assert planted.states(clean) == {ProofState.AGREED}


def test_swapped_villages_are_named(planted):
    own, other = papers_of(planted.year, 0), papers_of(planted.year, 1)
    code = planted.type_first("东泉嘎查", own)
    planted.type_first("西岭嘎查", other)
    planted.begin_second()
    whole = [item for item in planted.read(code, other) if item[0].startswith("整张")]
    assert whole == [
        ("整张表", "东泉嘎查的自评", "西岭嘎查的自评"),
        ("整张计票单", "东泉嘎查的测评", "西岭嘎查的测评"),
        ("整张表", "东泉嘎查的初评", "西岭嘎查的初评"),
    ]


def test_a_sheet_that_several_villages_could_have_is_called_nobody_s(year):
    codes = year.add("东泉嘎查", "西岭嘎查", "柳树沟村")
    for code in codes:
        lower = {} if code != codes[0] else {"1.1": "20", "2.1": "20", "3.1": "10", "4.1": "20"}
        year.fill_own(code, lower)
        year.seal(code, StepKind.SELF)
    year.do("set_round_details", second_check=1)
    as_(year, SECOND)
    year.do("fill_sheet", village=codes[0], step="self", check_rest=1, purpose="rekey")
    year.do("compare_rekey", village=codes[0], step="self")
    names = [item.name for item in read_differences(proof_of(year, codes[0], "self"))]
    assert names == ["1.1", "2.1", "3.1", "4.1"]


def test_a_single_difference_is_a_slip_even_where_a_neighbour_has_that_sheet(year):
    codes = year.add("东泉嘎查", "西岭嘎查")
    year.fill_own(codes[0], {"1.1": "20"})
    year.fill_own(codes[1])
    for code in codes:
        year.seal(code, StepKind.SELF)
    year.do("set_round_details", second_check=1)
    as_(year, SECOND)
    year.do("fill_sheet", village=codes[0], step="self", check_rest=1, purpose="rekey")
    year.do("compare_rekey", village=codes[0], step="self")
    names = [item.name for item in read_differences(proof_of(year, codes[0], "self"))]
    assert names == ["1.1"]


def test_what_the_category_of_a_village_leaves_out_is_not_compared(tmp_path):
    standard = read_preset("shixing-moren")
    left_out = next(item.id for item in standard.indicators if item.code == "3.5")
    category = Category("pasture", "牧区", not_applicable=(left_out,))
    year = Year(
        tmp_path / "示例镇.xjdb", text=write_standard(replace(standard, categories=(category,)))
    )
    (code,) = year.add("东泉嘎查", category="pasture")
    year.fill_own(code)
    year.seal(code, StepKind.SELF)
    year.do("set_round_details", second_check=1)
    as_(year, SECOND)
    scores = {
        item.code: f"{item.points / 100:g}"
        for star in stars_of_step(year.standard, "self")
        for item in star.indicators
        if item.id != left_out
    }
    sheet = {"village": code, "step": "self"}
    year.do("fill_sheet", **sheet, scores=scores, purpose="rekey")
    year.do("compare_rekey", **sheet)
    assert proof_of(year, code, "self").state is ProofState.AGREED
    year.close()

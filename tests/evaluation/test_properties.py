"""What holds for any year: more deductions never help, order never matters, every village is
counted once, and a returned sheet leaves all others alone."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.canonical import canonical_text
from evaluation.classes.totals import distribution
from evaluation.rating import RoundInputs, rate_round
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import ClauseKind, Standard, StepKind
from evaluation.standard.reading import read_standard
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import (
    BallotContent,
    Outcome,
    OutcomeState,
    VillageInputs,
    rate_stars,
)
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import (
    Deduction,
    Mark,
    MarkState,
    Purpose,
    Sheet,
    SheetState,
)
from evaluation.vetoes.cases import CaseState, VetoCase
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.year import Year

FEW = settings(max_examples=50, deadline=None, derandomize=True, database=None)
FEWEST = settings(FEW, max_examples=8, suppress_health_check=[HealthCheck.too_slow])

DEFAULT = read_standard(changed_standard("shixing-moren", {}))
OCCURRENCES = [
    (indicator, clause)
    for star in DEFAULT.stars
    if star.id != "s10"
    for indicator in star.indicators
    for clause in indicator.clauses
    if clause.kind is ClauseKind.OCCURRENCE
]
QUOTA = {"rating_class": "first", "share": 40, "enforced": True}
BY_STAR = read_standard(
    changed_standard(
        "shixing-moren",
        {
            "steps/assessment/depth": "star",
            "steps/self/weight": 0,
            "stars/s10/weights": {"ballot": 100},
            "quotas": [QUOTA, {"rating_class": "second", "share": 30, "enforced": True}],
        },
    )
)
KEY = ("2026/嘎查村", "v", "assessment", Purpose.ASSESSMENT, "", 1)


def ballot_of(village: str, satisfied: int, dissatisfied: int) -> BallotContent:
    key = ("2026/嘎查村", village, "ballot", 1)
    number = satisfied + dissatisfied
    return BallotContent(
        Ballot(*key, SheetState.SEALED, number, number),
        (ChannelCount(*key, "meeting", "", number, number, number),),
        (
            OptionCount(*key, "q0", "", "satisfied", satisfied),
            OptionCount(*key, "q0", "", "dissatisfied", dissatisfied),
        ),
    )


def assessed(rows: dict[int, int]) -> Outcome:
    """A village whose clauses of these numbers stand with these counts; its figures unread."""
    deductions: dict[str, list[Deduction]] = {}
    marks: dict[str, Mark] = {}
    for number, count in rows.items():
        indicator, clause = OCCURRENCES[number]
        marks[indicator.id] = Mark(*KEY, indicator.id, MarkState.CHECKED)
        deductions.setdefault(indicator.id, []).append(
            Deduction(*KEY, indicator.id, clause.id, count=count)
        )
    content = SheetContent(Sheet(*KEY, SheetState.SEALED), marks, deductions)
    own = SheetContent(
        Sheet("2026/嘎查村", "v", "self", Purpose.OWN, "", 1, SheetState.SEALED), {}, {}
    )
    inputs = VillageInputs(
        "v", "159901100", 1, own=own, assessments=(content,), ballot=ballot_of("v", 60, 0)
    )
    return rate_stars(DEFAULT, inputs, shared={}, cutoff="2026-12-31")


COUNTS = st.dictionaries(st.integers(0, len(OCCURRENCES) - 1), st.integers(1, 6), max_size=8)


@FEW
@given(COUNTS, st.integers(0, len(OCCURRENCES) - 1), st.integers(1, 4))
def test_a_further_deduction_never_raises_a_score(
    rows: dict[int, int], clause: int, more: int
) -> None:
    before = assessed(rows)
    after = assessed({**rows, clause: rows.get(clause, 0) + more})
    assert before.total is not None
    assert after.total is not None
    assert after.total <= before.total
    assert after.stars_held <= before.stars_held
    for old, new in zip(before.stars, after.stars, strict=True):
        assert old.score is not None
        assert new.score is not None
        assert 0 <= new.score <= old.score <= 10000


# A whole round ------------------------------------------------------------------------

VETOES = ("V1", "V6", "V7", "V8")
VILLAGE = st.fixed_dictionaries(
    {
        "scores": st.lists(st.sampled_from([5000, 6667, 8000, 10000]), min_size=9, max_size=9),
        "satisfied": st.sampled_from([60, 54, 48, 30]),
        "veto": st.sampled_from([None, None, None, *VETOES]),
        "status": st.sampled_from([ParticipationStatus.RATED] * 6 + list(ParticipationStatus)),
        "missing": st.sampled_from([False] * 6 + [True]),
        "town": st.sampled_from(["159901100", "159901101"]),
    }
)
ROUND = st.lists(VILLAGE, min_size=1, max_size=9)


def village_inputs(number: int, drawn: dict[str, Any]) -> VillageInputs:
    village = f"v{number}"
    key = ("2026/嘎查村", village, "assessment", Purpose.ASSESSMENT, "", 1)
    marks = {
        f"s{place}": Mark(*key, f"s{place}", MarkState.CHECKED, score)
        for place, score in enumerate(drawn["scores"], start=1)
    }
    cases: tuple[VetoCase, ...] = ()
    if drawn["veto"]:
        cases = (
            VetoCase(
                "2026/嘎查村", village, 1, drawn["veto"], "事实", "函", state=CaseState.CONFIRMED
            ),
        )
    return VillageInputs(
        village,
        drawn["town"],
        number,
        status=drawn["status"],
        assessments=(SheetContent(Sheet(*key, SheetState.SEALED), marks, {}),),
        ballot=None
        if drawn["missing"]
        else ballot_of(village, drawn["satisfied"], 60 - drawn["satisfied"]),
        cases=cases,
    )


def rated(villages: list[VillageInputs], standard: Standard = BY_STAR) -> dict[str, Outcome]:
    outcomes = rate_round(RoundInputs(standard, tuple(villages), {}, "2026-12-31"))
    return {outcome.village: outcome for outcome in outcomes}


@FEW
@given(ROUND)
def test_every_village_is_counted_once(drawn: list[dict[str, Any]]) -> None:
    outcomes = tuple(rated([village_inputs(*pair) for pair in enumerate(drawn)]).values())
    totals = distribution(BY_STAR, outcomes, ())
    in_classes = sum(item.count for item in totals.classes)
    assert in_classes + totals.pending + totals.undetermined + totals.excluded == len(drawn)
    assert totals.villages == len(drawn)
    assert totals.rated == in_classes + totals.undetermined
    assert sum(number for _stars, number in totals.with_stars) == totals.rated
    assert sum(stars * number for stars, number in totals.with_stars) == totals.stars_won
    for outcome in outcomes:
        assert (outcome.rating_class is None) == (outcome.state is not OutcomeState.RATED)
        assert (outcome.rank is None) == (not outcome.counts)


@FEW
@given(ROUND, st.randoms(use_true_random=False))
def test_the_order_of_villages_never_matters(drawn: list[dict[str, Any]], chance: Any) -> None:
    villages = [village_inputs(*pair) for pair in enumerate(drawn)]
    mixed = list(villages)
    chance.shuffle(mixed)
    assert rated(mixed) == rated(villages)


@FEW
@given(ROUND)
def test_a_quota_only_demotes_and_keeps_to_its_places(drawn: list[dict[str, Any]]) -> None:
    villages = [village_inputs(*pair) for pair in enumerate(drawn)]
    order = [item.id for item in BY_STAR.classes]
    free = rated(villages, replace(BY_STAR, quotas=()))
    limited = rated(villages)
    for village, outcome in limited.items():
        without = free[village].rating_class
        if outcome.rating_class is None or without is None:
            continue
        assert order.index(outcome.rating_class) >= order.index(without)
    counted = sum(1 for outcome in limited.values() if outcome.counts)
    first = [outcome for outcome in limited.values() if outcome.rating_class == "first"]
    assert len(first) <= counted * 40 // 100


@FEW
@given(ROUND)
def test_lifting_a_veto_never_lowers_its_village(drawn: list[dict[str, Any]]) -> None:
    villages = [village_inputs(*pair) for pair in enumerate(drawn)]
    standard = replace(BY_STAR, quotas=())
    order = [item.id for item in standard.classes]
    before = rated(villages, standard)
    after = rated([replace(village, cases=()) for village in villages], standard)
    for village, outcome in before.items():
        lifted = after[village]
        assert lifted.stars_held >= outcome.stars_held
        assert lifted.total == outcome.total
        if outcome.rating_class is not None and lifted.rating_class is not None:
            assert order.index(lifted.rating_class) <= order.index(outcome.rating_class)


# Through the register -----------------------------------------------------------------


def _entries(codes: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Entries of which none depends on another."""
    found: list[tuple[str, dict[str, Any]]] = []
    for code in codes:
        sheet = {"village": code, "step": "assessment"}
        found += [
            (
                "enter_deduction",
                {**sheet, "item": "1.1", "clause": "2", "count": 2, "fact": "缺员"},
            ),
            ("enter_deduction", {**sheet, "item": "1.1", "clause": "3", "fact": "无女性成员"}),
            ("enter_figure", {**sheet, "item": "3.2", "figure": "12.5"}),
            ("mark_indicator", {**sheet, "item": "8.1", "state": "not_applicable"}),
            ("enter_consent", {**sheet, "consents": 0, "remark": "有出入"}),
            ("explain_star", {**sheet, "star": "1", "text": "缺员未补"}),
            ("enter_score", {"village": code, "step": "self", "item": "1.1", "score": "28"}),
            ("enter_bonus", {"village": code, "star": "2", "points": "3", "basis": "文件"}),
            ("enter_facts", {"villages": [{"village": code, "population": "820"}]}),
        ]
    return found


def _entered(entries: list[tuple[str, dict[str, Any]]]) -> tuple[str, tuple[Outcome, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder) / "示例镇.xjdb")
        try:
            codes = year.add("东泉嘎查", "西岭嘎查")
            for code in codes:
                year.count(code)
            for name, arguments in entries:
                year.do(name, **arguments)
            drafts = year.inputs(drafts=True)
            return canonical_text(year.register, year.round_id), rate_round(drafts)
        finally:
            year.close()


def _codes() -> list[str]:
    return ["159901100200", "159901100201"]


@cache
def _in_order() -> tuple[str, tuple[Outcome, ...]]:
    return _entered(_entries(_codes()))


@FEWEST
@given(st.permutations(_entries(_codes())))
def test_the_order_of_entries_never_matters(entries: list[tuple[str, dict[str, Any]]]) -> None:
    """Same results and the same canonical export, which holds no times."""
    assert _entered(entries) == _in_order()


@FEWEST
@given(
    st.integers(0, 2),
    st.sampled_from([StepKind.SELF, StepKind.ASSESSMENT, StepKind.BALLOT]),
)
def test_returning_leaves_every_other_sealed_sheet_alone(place: int, kind: StepKind) -> None:
    with tempfile.TemporaryDirectory() as folder:
        year = Year(Path(folder) / "示例镇.xjdb")
        try:
            for figure in year.standard.shared_figures:
                year.share(figure.id, "100")
            codes = year.add("东泉嘎查", "西岭嘎查", "南湾嘎查")
            for code in codes:
                year.complete(code)
            year.deliberate()
            year.post()
            before = json.loads(canonical_text(year.register, year.round_id))
            if kind is StepKind.BALLOT:
                year.do("return_ballot", village=codes[place], reason="重新测评")
            else:
                step = year.step(kind).id
                year.do("return_sheet", village=codes[place], step=step, reason="记错")
            after = json.loads(canonical_text(year.register, year.round_id))
            returned = year.village_id(codes[place])
        finally:
            year.close()
    step_id = {StepKind.SELF: "self", StepKind.BALLOT: "ballot"}.get(kind, "assessment")
    for table, rows in before.items():
        if not isinstance(rows, list):
            continue
        for row in rows:
            mine = row.get("village") == returned
            if mine and table in ("sign_offs", "notices"):
                continue
            if mine and table in ("sheets", "ballots") and row["step"] == step_id:
                continue
            assert row in after[table], (table, row)
    others = {row["village"] for row in after["sign_offs"]}
    assert returned not in others
    assert len(others) == len(codes) - 1

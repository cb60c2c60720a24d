"""A made-up year on a real register, entered through the real actions.

All names and numbers are fictional; village codes are of the range reserved for that.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.exchange.standards import preset_text
from db.register import SqliteRegister
from db.store import create_register
from evaluation.actions import ACTIONS
from evaluation.actions.context import RoundContext
from evaluation.gathering import gather, pinned_standard, round_of
from evaluation.numbers import show_plain
from evaluation.office import Changes, Office
from evaluation.rating import RoundInputs, rate_round
from evaluation.rounds import Round
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Depth,
    FigureSource,
    Indicator,
    Standard,
    Step,
    StepKind,
    for_category,
)
from evaluation.stars.outcome import Outcome
from evaluation.stars.scoring import stars_of_step

ALL_SATISFIED: Mapping[str, Any] = {"应到": 60, "实到": 60, "满意": 60}
COUNTY = "159901"
SIGNED = {"signed_by": "签字人甲、签字人乙", "act_date": "2027-01-05"}


def village_code(number: int, town: int = 1) -> str:
    """The fictional code of the village with this number, from 1."""
    return f"{COUNTY}{99 + town}{199 + number}"


def figure_at_best(clause: Clause, shared: Mapping[str, int]) -> str | list[str]:
    """What to enter so that a figure clause takes nothing away."""
    figure = clause.figure
    assert figure is not None
    if clause.kind is ClauseKind.YES_NO:
        return "1"
    if figure.source is FigureSource.GROWTH:
        return ["200", "100"]
    if figure.source is FigureSource.SHARE:
        return show_plain(shared[figure.shared_base] * 2) if figure.shared_base else ["100", "100"]
    if clause.kind is ClauseKind.PROPORTION:
        target = shared[clause.shared_target] if clause.shared_target else clause.target
        assert target is not None
        return show_plain(target)
    top = clause.rungs[0].lower
    assert top is not None
    return show_plain(top)


class Year:
    """A register with one open round; `now` is what its clock says."""

    def __init__(
        self, path: Path, standard: str = "shixing-moren", *, text: str = "", year: int = 2026
    ) -> None:
        text = text or preset_text(standard)
        unit = json.loads(text)["unit"]
        self.now = datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 - local, as the clock tells it
        self.register: SqliteRegister = create_register(
            path, clock=lambda: self.now, program="star-rating"
        )
        self.office = Office(self.register, lambda: self.now, "录入员甲")
        self.round_id = f"{year}/{unit}"
        self.do("name_office", name="中共示例镇委员会", level="town")
        self.do("open_year", year=year, unit=unit, standard=text)
        self.shared: dict[str, int] = {}

    def close(self) -> None:
        self.register.close()

    def do(self, name: str, /, **arguments: Any) -> Changes:
        """An action by name; the round is filled in where the action has one."""
        if "round" in inspect.signature(ACTIONS[name]).parameters:
            arguments.setdefault("round", self.round_id)
        return self.office.perform(name, arguments)

    @property
    def round(self) -> Round:
        return round_of(self.register, self.round_id)

    @property
    def standard(self) -> Standard:
        return pinned_standard(self.register, self.round)

    def step(self, kind: StepKind) -> Step:
        step = self.standard.step_of_kind(kind)
        assert step is not None
        return step

    def village_id(self, code: str) -> str:
        return str(self.within(lambda context: context.village(code).id))

    def within(self, ask: Callable[[RoundContext], Any]) -> Any:
        """What `ask` finds in a unit of work that changes nothing."""
        with self.register.unit_of_work("录入员甲", self.now) as work:
            return ask(RoundContext.of(work, "录入员甲", self.now, self.round_id))

    def inputs(self, *, drafts: bool = False) -> RoundInputs:
        return gather(self.register, self.round, self.standard, drafts=drafts)

    def rate(self) -> tuple[Outcome, ...]:
        return rate_round(self.inputs())

    # What the villages do ------------------------------------------------------------

    def add(self, *names: str, town: int = 1, **details: str) -> list[str]:
        """Adds villages in one town and gives their codes."""
        start = len(self.inputs().villages)
        rows = [
            {
                "code": village_code(start + number, town),
                "name": name,
                "town": f"示例{'一二三四五'[town - 1]}镇",
                **details,
            }
            for number, name in enumerate(names, start=1)
        ]
        self.do("add_villages", villages=rows)
        return [row["code"] for row in rows]

    def share(self, figure: str, value: str) -> None:
        self.do("enter_shared_figure", figure=figure, value=value)
        self.shared = dict(self.inputs().shared)

    def fill_own(self, code: str, scores: Mapping[str, Any] | None = None) -> None:
        step = self.step(StepKind.SELF)
        self.do(
            "fill_sheet",
            village=code,
            step=step.id,
            scores={item: str(score) for item, score in (scores or {}).items()},
            check_rest=1,
        )

    def best_figures(
        self, code: str, step: Step, without: Sequence[str] = ()
    ) -> dict[str, str | list[str]]:
        """Entries for every figure that must be typed, at full points."""
        standard: Standard = self.within(lambda context: context.village(code).standard)
        found: dict[str, str | list[str]] = {}
        if step.depth is not Depth.CLAUSE:
            return found
        for star in stars_of_step(standard, step.id):
            for indicator in star.indicators:
                clause = _due(indicator)
                if clause is not None and indicator.code not in without:
                    found[indicator.code] = figure_at_best(clause, self.shared)
        return found

    def fill_assessment(
        self,
        code: str,
        *,
        figures: Mapping[str, Any] | None = None,
        not_applicable: Sequence[str] = (),
        awaiting: Sequence[str] = (),
        check_rest: int = 1,
        explained: bool = True,
        consents: int | None = 1,
        **entries: Any,
    ) -> None:
        """An assessment with full points but for what is named."""
        step = self.step(StepKind.ASSESSMENT)
        left_out = (*not_applicable, *awaiting)
        best = self.best_figures(code, step, left_out) if check_rest else {}
        standard = for_category(self.standard, "")
        self.do(
            "fill_sheet",
            village=code,
            step=step.id,
            figures={**best, **(figures or {})},
            not_applicable=list(not_applicable),
            awaiting=list(awaiting),
            explanations={star.id: "见考评记载" for star in standard.stars} if explained else {},
            check_rest=check_rest,
            consents=consents,
            **entries,
        )

    def count(self, code: str, ballot: Mapping[str, Any] = ALL_SATISFIED) -> None:
        """A ballot: 应到, 实到 and how many ticked what, on every question, or 计票 by question.

        票: by channel (with · and the group) 发出, 收回, 有效; without it, all at the meeting.
        """
        rules = self.standard.ballot
        assert rules is not None
        names = {option.name: option.id for option in rules.options}
        channels = {channel.name: channel.id for channel in rules.channels}
        groups = {group.name: group.id for group in rules.groups} or {"": ""}
        counts: list[dict[str, Any]] = []
        for question in rules.questions:
            for group, voters in groups.items():
                key = question.id if not group else f"{question.id}·{group}"
                ticked: Mapping[str, int] = ballot.get("计票", {}).get(
                    key, {name: ballot[name] for name in names if name in ballot}
                )
                counts.extend(
                    {
                        "question": question.id,
                        "voters": voters,
                        "option": names[name],
                        "count": number,
                    }
                    for name, number in ticked.items()
                )
        papers = ballot.get("票")
        if papers is None:
            valid = sum(
                item["count"] for item in counts if item["question"] == rules.questions[0].id
            )
            papers = {rules.channels[0].name: [ballot["实到"], ballot["实到"], valid]}
        rows = []
        for place, (issued, returned, valid) in papers.items():
            channel, _, group = place.partition("·")
            rows.append(
                {
                    "channel": channels[channel],
                    "voters": groups[group],
                    "issued": issued,
                    "returned": returned,
                    "valid": valid,
                }
            )
        self.do(
            "count_ballot",
            village=code,
            expected=ballot["应到"],
            present=ballot["实到"],
            channels=rows,
            counts=counts,
        )

    def seal(self, code: str, kind: StepKind, **which: str) -> None:
        if kind is StepKind.BALLOT:
            self.do("seal_ballot", village=code, **SIGNED)
        else:
            self.do("seal_sheet", village=code, step=self.step(kind).id, **SIGNED, **which)

    def complete(self, code: str, **entries: Any) -> None:
        """Steps 1 to 3, everything signed, full points but for what is named."""
        own = self.step(StepKind.SELF)
        if stars_of_step(self.standard, own.id):
            self.fill_own(code)
            self.seal(code, StepKind.SELF)
        self.count(code)
        self.seal(code, StepKind.BALLOT)
        self.fill_assessment(code, **entries)
        self.seal(code, StepKind.ASSESSMENT)

    # Steps 4 and 5 -------------------------------------------------------------------

    def deliberate(self, *codes: str) -> None:
        """Both bodies meet and sign the villages, else all."""
        for part in self.step(StepKind.DELIBERATION).parts:
            self.do(
                "record_meeting",
                part=part.id,
                minutes=f"纪要〔2027〕{part.id}号",
                held_on="2027-01-15",
                expected=9,
                present=8,
            )
            self.do("confirm_step", part=part.id, villages=list(codes), **SIGNED)

    def post(self, *codes: str, first_day: str = "2027-01-18") -> None:
        """Posts the villages, else all that are not posted; five working days by default."""
        self.do("open_notice", first_day=first_day, villages=list(codes), place="村务公开栏")

    def on(self, day: str) -> None:
        """Lets the clock stand at nine on that day."""
        self.now = datetime.fromisoformat(f"{day} 09:00")

    def publish(self, *, decided_on: str = "2027-01-25") -> None:
        """From three sealed steps to the decision."""
        self.deliberate()
        self.post()
        self.on(decided_on)
        self.do("clear_notice")
        self.do("publish_year", decision_number="示例镇发〔2027〕4号", decided_on=decided_on)


def _due(indicator: Indicator) -> Clause | None:
    clause = indicator.figure_clause
    if clause is None or clause.kind is ClauseKind.STEP:
        return None
    return clause

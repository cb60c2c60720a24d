"""What every action about a round starts from: the round, its standard, its villages.

Finds things by what an official calls them (village code, indicator code) or by their ids,
and says in a sentence when there is none such.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evaluation.faults import RatingFault
from evaluation.gathering import name_on, pinned_standard, round_of, village_by
from evaluation.ports import UnitOfWork
from evaluation.rounds import Participation, Round, RoundState
from evaluation.standard.model import (
    BallotRules,
    Indicator,
    Standard,
    Star,
    Step,
    StepKind,
    for_category,
)

__all__ = ["RoundContext", "VillageContext"]


@dataclass(frozen=True, slots=True)
class RoundContext:
    """A round that is at work, inside one unit of work."""

    work: UnitOfWork
    actor: str
    time: datetime
    round: Round

    @staticmethod
    def of(work: UnitOfWork, actor: str, time: datetime, round_id: str) -> RoundContext:
        return RoundContext(work, actor, time, round_of(work, round_id))

    @property
    def standard(self) -> Standard:
        return pinned_standard(self.work, self.round)

    def open_round(self) -> tuple[str, ...]:
        """The guard `round_open`."""
        if self.round.state is RoundState.PUBLISHED:
            return (
                f"{self.round.year} 年度已经定评封存，不能再改。"
                "定评后的变化请登记为年内事项，下一年度另行评定。",
            )
        return ()

    def require_open(self) -> None:
        reasons = self.open_round()
        if reasons:
            raise RatingFault(reasons[0])

    def village(self, code_or_id: str) -> VillageContext:
        """A village of the round by its code or id."""
        village = code_or_id
        member = self.work.get(Participation, self.round.id, village)
        if member is None:
            village = village_by(self.work, code_or_id) or ""
            member = self.work.get(Participation, self.round.id, village) if village else None
        if member is None:
            raise RatingFault(
                f"{self.round.year} 年度名册里没有代码为“{code_or_id}”的{self.round.unit}。"
                "请核对 12 位代码，或先在名册中加入。"
            )
        named = name_on(self.work, village, f"{self.round.year}-12-31")
        return VillageContext(self, member, named.name if named else village)


@dataclass(frozen=True, slots=True)
class VillageContext:
    """A village within the round at work; `name` is its tidy name that year."""

    within: RoundContext
    member: Participation
    name: str

    @property
    def id(self) -> str:
        return self.member.village

    @property
    def standard(self) -> Standard:
        return for_category(self.within.standard, self.member.category)

    def step(self, step_id: str) -> Step:
        step = self.standard.step(step_id)
        if step is None:
            raise RatingFault(f"评定标准里没有“{step_id}”这一步。")
        return step

    def ballot_step(self) -> tuple[Step, BallotRules]:
        """The step of 测评 and its rules; refuses where the standard has none."""
        step = self.standard.step_of_kind(StepKind.BALLOT)
        rules = self.standard.ballot
        if step is None or rules is None:
            raise RatingFault("本年度的评定标准没有测评这一步。")
        return step, rules

    def indicator(self, code_or_id: str) -> tuple[Star, Indicator]:
        """An indicator by its printed code or its id."""
        for star in self.standard.stars:
            for indicator in star.indicators:
                if code_or_id in (indicator.id, indicator.code):
                    return star, indicator
        raise RatingFault(f"评定标准里没有编号为“{code_or_id}”的指标。请核对编号，例如 2.3。")

    def star(self, number_or_id: str) -> Star:
        """A star by its number (from 1) or its id."""
        for number, star in enumerate(self.standard.stars, start=1):
            if number_or_id in (star.id, str(number)):
                return star
        raise RatingFault(f"评定标准里没有“{number_or_id}”这颗星。")

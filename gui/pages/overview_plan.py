"""Reads the plan of a year for the screen: what `year_plan` needs, gathered from the register."""

from __future__ import annotations

from datetime import date

from evaluation.ports import Reader
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.steps.deadlines import year_plan
from evaluation.steps.records import Holiday, Notice, NoticeState, StepDates
from evaluation.steps.year_plan import YearPlan
from evaluation.views import YearHead

__all__ = ["plan_of", "posted_until"]


def plan_of(
    reader: Reader,
    head: YearHead,
    *,
    until: date | None = None,
    planned_on: str | None = None,
    dates: tuple[StepDates, ...] | None = None,
) -> YearPlan:
    """The plan of a round as it is kept, or as it would be with other days.

    `until`: last day of the notice that hangs. `planned_on`, `dates`: instead of those kept.
    """
    round_ = head.round
    members = reader.find(Participation, round=round_.id)
    groups = {member.assessment_group for member in members} - {""}
    return year_plan(
        head.standard,
        round_.year,
        planned_on=round_.planned_on if planned_on is None else planned_on,
        dates=reader.find(StepDates, round=round_.id) if dates is None else dates,
        holidays=reader.find(Holiday),
        villages=sum(member.status is ParticipationStatus.RATED for member in members),
        teams=max(len(groups), len(head.towns), 1),
        posted_until=until,
    )


def posted_until(notices: tuple[Notice, ...]) -> date | None:
    """The last day of what hangs now, None where nothing does."""
    days = [item.last_day for item in notices if item.state is NoticeState.POSTED]
    return date.fromisoformat(max(days)) if days else None

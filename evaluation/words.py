"""The few Chinese words of the core's own codes that tables and reasons need."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.rounds import ParticipationStatus
from evaluation.stars.outcome import OutcomeState

__all__ = ["OUTCOME_STATES", "PARTICIPATION"]

PARTICIPATION: Mapping[ParticipationStatus, str] = {
    ParticipationStatus.RATED: "参评",
    ParticipationStatus.EXCLUDED: "不参评",
    ParticipationStatus.RESULT_ONLY: "仅结果",
}

OUTCOME_STATES: Mapping[OutcomeState, str] = {
    OutcomeState.RATED: "已评",
    OutcomeState.PENDING: "待评",
    OutcomeState.UNDETERMINED: "待定",
    OutcomeState.EXCLUDED: "不参评",
}

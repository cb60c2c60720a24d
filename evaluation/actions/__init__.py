"""One function for each thing an official can do; each leaves one history entry.

Every action takes the unit of work, the actor, the time, and keyword arguments that JSON
can carry; `ACTIONS` finds them by name for scripts. What is refused raises RatingFault and
nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

from evaluation.actions import (
    ballots,
    bonuses,
    checking,
    deliberation,
    evidence,
    imports,
    notices,
    planning,
    proofs,
    sheets,
    signing,
    undoing,
    vetoes,
    years,
)

__all__ = ["ACTIONS"]


def _exported(*modules: ModuleType) -> dict[str, Callable[..., None]]:
    return {name: getattr(module, name) for module in modules for name in module.__all__}


ACTIONS: Mapping[str, Callable[..., None]] = _exported(
    years,
    planning,
    sheets,
    signing,
    bonuses,
    ballots,
    undoing,
    proofs,
    checking,
    evidence,
    vetoes,
    deliberation,
    notices,
    imports,
)
"""name → action."""

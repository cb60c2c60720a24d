"""一票否决 cases: a finding about a village, its document, its effects and its lifting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from evaluation.standard.model import Effect, EffectKind, Standard

__all__ = ["CaseState", "Effects", "VetoCase", "acting_effects", "acts_on"]


class CaseState(StrEnum):
    """Where a case stands."""

    REPORTED = "reported"  # 线索, 未认定
    CONFIRMED = "confirmed"  # 已认定
    DISMISSED = "dismissed"  # 不予认定
    LIFTED = "lifted"  # 已解除


@dataclass(frozen=True, slots=True)
class VetoCase:
    """`number`: natural key within round and village. `found_on`: date of the finding;
    `starts`/`ends`: ISO days from and to which it acts (ends "" = open).

    The effects are those of the item in the round's standard.
    """

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "number")

    round: str
    village: str
    number: int
    item: str
    fact: str
    document: str
    found_on: str = ""
    body: str = ""
    starts: str = ""
    ends: str = ""
    state: CaseState = CaseState.REPORTED
    approved_by: str = ""
    decided_on: str = ""
    lifted_on: str = ""
    lift_reason: str = ""
    lift_document: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of all cases that act on a village, and the items that have them."""

    lowest: tuple[str, ...] = ()
    cap: tuple[tuple[str, str], ...] = ()  # (item, class id)
    stars: tuple[tuple[str, str], ...] = ()  # (item, star id)
    one_lower: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.items)


def acts_on(case: VetoCase, cutoff: str) -> bool:
    """A confirmed, unlifted case acts if its from–to contains the round's cut-off day."""
    return (
        case.state is CaseState.CONFIRMED
        and (not case.starts or case.starts <= cutoff)
        and (not case.ends or cutoff <= case.ends)
    )


def acting_effects(standard: Standard, cases: tuple[VetoCase, ...], cutoff: str) -> Effects:
    """Effects of the cases that act on the cut-off day (domain §3, §6)."""
    lowest: list[str] = []
    cap: list[tuple[str, str]] = []
    stars: list[tuple[str, str]] = []
    one_lower: list[str] = []
    items: list[str] = []
    for case in cases:
        item = standard.veto_item(case.item)
        if item is None or not acts_on(case, cutoff):
            continue
        items.append(item.id)
        for effect in item.effects:
            match effect.kind:
                case EffectKind.LOWEST_CLASS:
                    lowest.append(item.id)
                case EffectKind.CAP:
                    cap.append((item.id, _cap_class(standard, effect)))
                case EffectKind.STARS:
                    stars.extend((item.id, star) for star in effect.stars)
                case EffectKind.ONE_LOWER:
                    one_lower.append(item.id)
    return Effects(tuple(lowest), tuple(cap), tuple(stars), tuple(one_lower), tuple(items))


def _cap_class(standard: Standard, effect: Effect) -> str:
    """The class an E2 caps to: the named one, else the second from the top."""
    return effect.cap or standard.classes[min(1, len(standard.classes) - 1)].id

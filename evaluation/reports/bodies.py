"""Names of the bodies that sign papers, taken from the names of the town and the county."""

from __future__ import annotations

from evaluation.views import VillageRow, YearHead

__all__ = ["county_department", "issuer", "recipient"]


def county_department(county: str) -> str:
    """The organisation department in the wording of the county: 旗委组织部, 县委组织部 …"""
    kind = county[-1:] if county[-1:] in ("旗", "县", "市", "区") else "旗县"
    return f"{kind}委组织部"


def issuer(head: YearHead) -> str:
    """Who signs certificates: the year's issuer, else the county's organisation department."""
    if head.round.issuer:
        return head.round.issuer
    return f"中共{head.county}委组织部" if head.county else head.office


def recipient(row: VillageRow) -> str:
    """The party organisation by its full name; without one the village and 党组织."""
    return row.organisation or f"{row.name}党组织"

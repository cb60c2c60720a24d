"""多人评分对照 and 为什么 with several assessors, and with 整改建议 after the decision."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from evaluation.standard.model import StepKind
from gui.dialogs.assessors import AssessorsDialog
from gui.dialogs.why import WhyDialog
from gui.office_bridge import OfficeBridge
from tests.evaluation.several import assessed_by_several, year_of_several
from tests.evaluation.year import Year
from tests.screens.registry import screen

_LONG = "阿拉坦额莫勒苏木额尔敦乌拉查干淖尔布日敦宝力格嘎查"
_LONG_NAMES = ("阿拉坦其其格（组织委员）", "呼和巴特尔", "考评员丙", "考评员丁", "考评员戊")


@cache
def _year(kind: str) -> tuple[Year, str]:
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    year = year_of_several(folder)
    (code,) = year.add(_LONG if kind == "long" else "西岭嘎查")
    if kind == "one":
        year.fill_own(code)
        year.fill_assessment(code, deductions=[_missed(3)], assessor="考评员甲")
    elif kind == "long":
        assessed_by_several(year, code, names=_LONG_NAMES, signed=3)
    elif kind == "draft":
        assessed_by_several(year, code, signed=2)
    else:
        assessed_by_several(year, code)
    if kind == "published":
        year.publish()
    return year, year.village_id(code)


def _missed(count: int) -> dict[str, Any]:
    return {"item": "2.1", "clause": "1", "count": count, "fact": "缺 3、7、11 月"}


def _bridge(kind: str) -> tuple[OfficeBridge, str]:
    year, village = _year(kind)
    assert year.step(StepKind.ASSESSMENT).drop_extremes
    return OfficeBridge(year.office), village


@screen("dialog-assessors", whole=False)
def assessors() -> QWidget:
    """Four assessors, the extremes dropped."""
    return AssessorsDialog(*_bridge("signed"))


@screen("dialog-assessors-long", whole=False)
def assessors_long() -> QWidget:
    """Five assessors with long names, two of them still drafting."""
    return AssessorsDialog(*_bridge("long"))


@screen("dialog-assessors-one", whole=False)
def assessors_one() -> QWidget:
    """Nothing to compare."""
    return AssessorsDialog(*_bridge("one"))


@screen("dialog-why-several", whole=False)
def why_several() -> QWidget:
    """The reasons with four assessors."""
    bridge, village = _bridge("signed")
    return WhyDialog(bridge.card(village))


@screen("dialog-why-draft", whole=False)
def why_draft() -> QWidget:
    """Drafts of a year that does not show its results before signing."""
    bridge, village = _bridge("draft")
    return WhyDialog(bridge.card(village))


@screen("dialog-why-published", whole=False)
def why_published() -> QWidget:
    """After the decision, at the 整改建议."""
    bridge, village = _bridge("published")
    dialog = WhyDialog.show_for(bridge, village, None)
    dialog.area.verticalScrollBar().setValue(dialog.area.verticalScrollBar().maximum())
    return dialog

"""A village with several assessors who differ, entered through the real actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.exchange.standards import preset_text
from evaluation.standard.model import StepKind
from tests.evaluation.year import Year

__all__ = ["DIFFERENT", "NAMES", "assessed_by_several", "year_of_several"]

NAMES = ("考评员甲", "考评员乙", "考评员丙", "考评员丁")


def _row(item: str, clause: int, count: int, fact: str, evidence: str = "") -> dict[str, Any]:
    return {
        "item": item,
        "clause": str(clause),
        "count": count,
        "fact": fact,
        "evidence": evidence,
    }


_COMMON = (
    _row("9.1", 1, 3, "缺 3 项制度", "制度汇编"),
    _row("9.2", 1, 5, "缺 5 类档案", "档案柜"),
)
DIFFERENT: tuple[tuple[dict[str, Any], ...], ...] = (
    (_row("1.1", 2, 1, "缺妇联主席", "班子花名册"), _row("2.1", 1, 3, "缺 3、7、11 月"), *_COMMON),
    (_row("2.1", 1, 8, "全年缺 8 次", "会议记录簿"), *_COMMON),
    (
        _row("1.1", 2, 2, "缺妇联主席、民兵连长"),
        _row("2.1", 1, 3, "三月、七月、十一月没有开"),
        *_COMMON,
    ),
    (_row("1.3", 1, 1, "8 月未召开"), _row("9.1", 1, 3, "缺 3 项制度")),
    (_row("4.1", 1, 4, "村东口、河滩各两处脏乱"),),
)
"""What each assessor takes: on 2.1 two agree and word it differently, on 9.1 four agree."""


def year_of_several(folder: Path, *, drop_extremes: bool = True) -> Year:
    """An open year in which the extremes of four assessors fall out; without villages."""
    raw = json.loads(preset_text("shixing-moren"))
    step = next(item for item in raw["steps"] if item["kind"] == "assessment")
    step["drop_extremes"] = drop_extremes
    year = Year(folder / "示例镇.xjdb", text=json.dumps(raw, ensure_ascii=False))
    for figure in year.standard.shared_figures:
        year.share(figure.id, "100")
    return year


def assessed_by_several(
    year: Year, code: str, *, names: Sequence[str] = NAMES, signed: int | None = None
) -> None:
    """自评 and 测评 signed at full points, and one sheet for each name; the first `signed` of
    them are signed, all unless told otherwise."""
    year.fill_own(code)
    year.seal(code, StepKind.SELF)
    year.count(code, {"应到": 60, "实到": 60, "满意": 40, "基本满意": 12, "不满意": 8})
    year.seal(code, StepKind.BALLOT)
    for place, name in enumerate(names):
        year.fill_assessment(code, deductions=list(DIFFERENT[place]), assessor=name)
        if signed is None or place < signed:
            year.seal(code, StepKind.ASSESSMENT, assessor=name)

"""What 证书打印 says about the papers of a round and about the numbers of its certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSizeF

from evaluation.rounds import ParticipationStatus
from evaluation.views import YearBoard
from gui.widgets.grouped_list import GroupedItem
from gui.widgets.typed_dates import date_words

__all__ = [
    "WITHOUT_VILLAGES",
    "apart_words",
    "certificates_due",
    "number_pairs",
    "paper_items",
    "size_words",
]

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("定评之后", ("certificate", "annual")),
    ("评定过程", ("summary", "notice", "reasons", "reasons-outward")),
    ("打分", ("self-blank", "assessment-blank", "self", "assessment")),
    ("部门反馈", ("feedback-blank", "feedback")),
    ("校对", ("proof-self", "proof-ballot", "proof-assessment")),
    ("分析", ("charts",)),
)
_ONE_FOR_EACH = ("annual", "reasons", "reasons-outward")
_BLANK_FOR_EACH = ("self-blank", "assessment-blank")
WITHOUT_VILLAGES = ("summary", "notice", "charts", "feedback-blank", "feedback")
"""Papers that show all villages of a town or of the round together."""
_SIGNS = {"certificate": "star", "charts": "charts"}
_A3_FROM = 1000
"""Points of the longer side from which a sheet is called A3."""


def paper_items(board: YearBoard) -> list[GroupedItem]:
    """The papers under their headings; without certificates where the standard has none."""
    from evaluation.reports.printing import PAPER_NAMES, PaperKind

    rated = sum(1 for row in board.rows if row.outcome.detailed and row.outcome.counts)
    members = sum(1 for row in board.rows if row.status is ParticipationStatus.RATED)
    issued = sum(1 for item in board.certificates if not item.void)
    items: list[GroupedItem] = []
    for heading, keys in _GROUPS:
        items.append(GroupedItem("", heading))
        for key in keys:
            if key == "certificate" and board.head.standard.certificate is None:
                continue
            note = f"{rated} 份" if key in _ONE_FOR_EACH and rated else ""
            if key in _BLANK_FOR_EACH and members:
                note = f"{members} 份"
            if key == "certificate":
                note = f"{issued} 张" if issued else "样张"
            name = PAPER_NAMES[PaperKind(key)]
            items.append(GroupedItem(key, name, note, _SIGNS.get(key, "file")))
    return items


def apart_words(kind: str) -> str:
    """What a paper is divided into where each part has a file of its own."""
    return "每部门一个文件" if kind in ("feedback-blank", "feedback") else "每村一个文件"


def certificates_due(board: YearBoard) -> int:
    """Villages of a decided year that are to get a certificate and have none."""
    wording = board.head.standard.certificate
    if not board.head.published or wording is None:
        return 0
    holders = {item.village for item in board.certificates if not item.void}
    return sum(
        1
        for row in board.rows
        if row.final.rating_class in wording.classes and row.id not in holders
    )


def number_pairs(board: YearBoard) -> list[tuple[str, str]]:
    """Issuer, numbers, day and what was voided, as pairs."""
    from evaluation.reports.bodies import issuer

    valid = [item for item in board.certificates if not item.void]
    pairs = [("发证单位", issuer(board.head))]
    if valid:
        ordered = sorted(valid, key=lambda item: (len(item.number), item.number))
        first, last = ordered[0], ordered[-1]
        ending = f" 至 {last.number.rpartition('-')[2]}" if len(ordered) > 1 else ""
        pairs.append(("编号", f"{first.number}{ending}"))
        pairs.append(("日期", date_words(date.fromisoformat(last.dated))))
    else:
        pairs.append(("编号", "未编号" if board.head.published else "定评后编号"))
    if len(board.certificates) > len(valid):
        pairs.append(("已作废", f"{len(board.certificates) - len(valid)} 张"))
    return pairs


def size_words(sizes: Sequence[QSizeF]) -> str:
    """Size and direction of the first page, given in points: A4 横."""
    if not sizes:
        return ""
    size = sizes[0]
    name = "A3" if max(size.width(), size.height()) > _A3_FROM else "A4"
    return f"{name} {'横' if size.width() > size.height() else '竖'}"

"""Looks through what is to be printed and names each problem with its village beforehand.

A missing character is printed as an empty box without any error, so it must be found here.
Nothing is drawn and nothing is put right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from evaluation.reports.annual_sheet import unfit_in_sheet
from evaluation.reports.bodies import issuer, recipient
from evaluation.reports.certificate import CertificateEntry, text_overflows
from evaluation.reports.figures import class_of, state_text
from evaluation.reports.fonts import Face, missing_characters
from evaluation.reports.summary import unfit_in_summary
from evaluation.stars.outcome import OutcomeState
from evaluation.views import VillageCard, VillageRow, YearBoard, YearHead

__all__ = ["preflight", "preflight_of_texts"]

_NUMBER = re.compile(r"(.*?)(\d+)$")
_NAME_FACES = (Face.TITLE, Face.SONG, Face.FANGSONG)


def preflight(
    board: YearBoard,
    *,
    cards: Sequence[VillageCard] = (),
    entries: Sequence[CertificateEntry] = (),
) -> tuple[str, ...]:
    """Everything that would look wrong on paper, one sentence each; empty when all is well.

    `cards` and `entries`: what else than the board is to be printed.
    """
    problems = _head_problems(board.head)
    for row in board.rows:
        problems += _name_problems(row)
        if row.outcome.state is not OutcomeState.EXCLUDED and not entries:
            problems += _undecided(row)
    if not cards and not entries:
        problems += [
            f"汇总表里的“{text}”太长，缩小后仍看不清。请改用简称，或用 A3 纸打印。"
            for text in unfit_in_summary(board)
        ]
    for card in cards:
        problems += _card_problems(card)
    if entries:
        problems += _number_problems(entries)
    for entry in entries:
        problems += _entry_problems(board.head, entry)
    return tuple(dict.fromkeys(problems))


def preflight_of_texts(
    board: YearBoard, texts: Sequence[tuple[str, str]], unfit: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """`preflight` of a paper that shows what was entered, whether there is a result or not.

    texts: (village or department, text) of all that is printed; unfit: those too long.
    """
    problems = _head_problems(board.head)
    for row in board.rows:
        problems += _name_problems(row)
    for what, text in dict.fromkeys(texts):
        problems += _missing(what, text)
    problems += [f"{what}：“{text}”太长，缩小后仍看不清。请改短。" for what, text in unfit]
    return tuple(dict.fromkeys(problems))


def _head_problems(head: YearHead) -> list[str]:
    problems: list[str] = []
    if head.draft:
        problems.append(
            f"评定标准“{head.standard.name}”没有文号，打印件都带“草稿”字样。请在标准里填写文号。"
        )
    for what, text in (
        ("单位名称", head.office),
        ("发证单位", issuer(head)),
        ("评定依据", f"{head.standard.basis}{head.standard.document}"),
    ):
        problems += _missing(what, text)
    return problems


def _missing(what: str, text: str) -> list[str]:
    lacking = dict.fromkeys(
        character for face in _NAME_FACES for character in missing_characters(text, face)
    )
    if not lacking:
        return []
    marks = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in lacking)
    return [f"{what}：字体里没有{marks}，打印会是空白。请改用通用写法，或在设置里另选字体。"]


def _name_problems(row: VillageRow) -> list[str]:
    return [
        problem
        for what, text in (
            ("名称", row.name),
            ("全称", row.official_name),
            ("党组织名称", row.organisation),
            ("所属苏木镇名称", row.town_name),
        )
        for problem in _missing(f"{row.name}的{what}", text)
    ]


def _undecided(row: VillageRow) -> list[str]:
    if row.outcome.rating_class is not None:
        return []
    state = state_text(row.outcome) or "未定类"
    return [f"{row.name}：{state}，还没有评定结果。请完成评定，或先不打印这个村。"]


def _card_problems(card: VillageCard) -> list[str]:
    texts = [
        *((f"{card.row.name}的基本情况", text) for text in card.facts.values()),
        *((f"{card.row.name}的意见", text) for text in card.opinions.values()),
        *((f"{card.row.name}的扣分说明", line.text + line.source) for line in card.reasons),
    ]
    problems = [problem for what, text in texts for problem in _missing(what, text)]
    problems += [
        f"{card.row.name}：年度评定表里的“{text}”太长，缩小后仍看不清。请改短。"
        for text in unfit_in_sheet(card)
    ]
    return problems + _undecided(card.row)


def _number_problems(entries: Sequence[CertificateEntry]) -> list[str]:
    """Numbers that repeat or leave a gap; where no number ends in digits only repeats."""
    counts = Counter(entry.number for entry in entries)
    problems: list[str] = []
    for number, count in counts.items():
        if count > 1:
            names = "、".join(entry.row.name for entry in entries if entry.number == number)
            problems.append(f"证书编号 {number or '（空）'} 用了 {count} 次：{names}。请重新编号。")
    series: dict[str, list[int]] = {}
    for number in counts:
        if found := _NUMBER.fullmatch(number):
            series.setdefault(found[1], []).append(int(found[2]))
    for prefix, numbers in series.items():
        ordered = sorted(numbers)
        for before, after in pairwise(ordered):
            if after - before == 2:
                problems.append(f"证书编号缺 {prefix}{before + 1}。请核对是否漏印。")
            elif after - before > 2:
                gap = f"{prefix}{before + 1} 至 {prefix}{after - 1}"
                problems.append(f"证书编号缺 {gap}。请核对是否漏印。")
    return problems


def _entry_problems(head: YearHead, entry: CertificateEntry) -> list[str]:
    row = entry.row
    undecided = _undecided(row)
    if undecided:
        return undecided
    problems = _day_problems(entry)
    certificate = head.standard.certificate
    if certificate is None:
        return [f"评定标准“{head.standard.name}”没有证书内容，不能打印证书。请在标准里填写。"]
    held = class_of(head.standard, row.outcome)
    if held is None or held.id not in certificate.classes:
        name = held.outward if held is not None else "未知类别"
        problems.append(f"{row.name}：评定为{name}，不在标准规定的发证范围内。请核对。")
    problems += _missing(f"{row.name}的证书编号", entry.number)
    if text_overflows(head, row):
        problems.append(
            f"{row.name}：受证单位“{recipient(row)}”或证书正文太长，缩小后仍排不下。请改用简称。"
        )
    return problems


def _day_problems(entry: CertificateEntry) -> list[str]:
    try:
        day = date.fromisoformat(entry.dated)
    except ValueError:
        return [f"{entry.row.name}：证书日期“{entry.dated}”不是日期。请按 2027-02-03 的样子填。"]
    if day.weekday() >= 5:
        return [f"{entry.row.name}：证书日期 {entry.dated} 是周末。证书应署工作日，请核对。"]
    return []

"""The words at the head of a sheet: where it stands and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.numbers import show
from evaluation.standard.model import Standard, StepKind
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from gui.desk.sheet_view import SheetView
from gui.theme import ToneName
from gui.widgets.typed_dates import date_words
from gui.wording import outcome_tag, step_number, word

__all__ = [
    "COMPARE",
    "NEW_ASSESSOR",
    "HeadWords",
    "head_words",
    "step_key",
    "step_of_key",
    "step_segments",
]

NEW_ASSESSOR = "\n新增"
COMPARE = "\n对照"
"""Keys that no name can have."""
"""The key of the entry that asks for another assessor; no name contains a line break."""


@dataclass(frozen=True, slots=True)
class HeadWords:
    """`stars`: one truth for each star, () while they are not shown."""

    village: str
    steps: tuple[tuple[str, str], ...]
    step: str
    note: str
    grave: bool
    assessor: str
    assessor_key: str
    assessors: tuple[tuple[str, str], ...]
    version: str
    version_key: str
    versions: tuple[tuple[str, str], ...]
    stars: tuple[bool, ...]
    total_word: str
    total: str
    tag: str
    tone: ToneName
    sign_word: str
    may_sign: bool
    may_return: bool


def step_key(step: str, purpose: Purpose) -> str:
    """The key of a tab: "assessment/review"."""
    return f"{step}/{purpose}"


def step_of_key(key: str) -> tuple[str, Purpose]:
    """Step and purpose of a tab's key."""
    step, _, purpose = key.rpartition("/")
    return step, Purpose(purpose)


def step_segments(standard: Standard) -> tuple[tuple[str, str], ...]:
    """The sheets that are scored here, in order: 自评, 初评 and its 复核."""
    segments: list[tuple[str, str]] = []
    for step in standard.steps:
        if step.kind is StepKind.SELF:
            segments.append((step_key(step.id, Purpose.OWN), step.short))
        elif step.kind is StepKind.ASSESSMENT:
            segments.append((step_key(step.id, Purpose.ASSESSMENT), step.short))
            segments.append((step_key(step.id, Purpose.REVIEW), "复核"))
    return tuple(segments)


def _state_words(sheet: Sheet | None) -> str:
    if sheet is None:
        return "还没有录入"
    words = f"第 {sheet.version} 版"
    if sheet.state is SheetState.DRAFT:
        return f"{words}草稿"
    day = f" {date_words(date.fromisoformat(sheet.act_date))}" if sheet.act_date else ""
    signed = f"（{sheet.signed_by}{day}）" if sheet.signed_by else ""
    return f"{words} · {word(sheet.state)}{signed}"


def _reason(sheet: Sheet | None, versions: Sequence[Sheet]) -> str:
    """Why it was returned: of this version, or of the one before a draft."""
    if sheet is None:
        return ""
    if sheet.return_reason:
        return f"（退回：{sheet.return_reason}）"
    before = next((item for item in versions if item.version == sheet.version - 1), None)
    if before is None or sheet.state is not SheetState.DRAFT or not before.return_reason:
        return ""
    return f"（退回：{before.return_reason}）"


def _assessors(view: SheetView) -> tuple[tuple[str, str], ...]:
    """Who has a sheet of this village; several only at 初评."""
    if view.subject.purpose is not Purpose.ASSESSMENT:
        return ()
    known = list(dict.fromkeys((*view.assessors, view.subject.assessor)))
    compared = ((COMPARE, "多人评分对照…"),) if len(known) > 1 else ()
    return (
        *((name, name or "考评组") for name in known),
        *compared,
        (NEW_ASSESSOR, "新增考评人…"),
    )


def _assessor_word(view: SheetView) -> str:
    """Whose sheet it is; no word where there is only the common one."""
    name = view.subject.assessor
    alone = not name and len(set(view.assessors)) <= 1
    return "" if alone else name or "考评组"


def head_words(view: SheetView) -> HeadWords:
    """The head of a sheet as it stands."""
    sheet, decimals = view.sheet, view.head.decimals
    place = [step.id for step in view.standard.steps].index(view.step.id)
    if view.rekey:
        note = f"校对 · 重录{view.step.short}"
    elif view.rated:
        note = f"{step_number(place)} {_state_words(sheet)}"
        note += _reason(sheet, view.versions)
    else:
        note = "本年不参评，不录入"
    stars: tuple[bool, ...] = ()
    tag = ""
    tone: ToneName = "none"
    total_word, total = "复核后" if view.review else "本表", show(view.sheet_total, decimals)
    outcome = view.outcome
    if view.revealed and outcome is not None:
        if view.head.counted:
            stars = tuple(star.held for star in outcome.stars)
        shorts = {item.id: item.short for item in view.standard.classes}
        tag, tone = outcome_tag(outcome.state, outcome.rating_class, shorts)
        if outcome.total is not None:
            total_word, total = "", show(outcome.total, decimals)
    signed = sheet is not None and sheet.state is SheetState.SEALED
    newest = view.subject.version is None
    versions = tuple(
        (str(item.version), f"第 {item.version} 版 · {word(item.state)}")
        for item in sorted(view.versions, key=lambda item: -item.version)
    )
    return HeadWords(
        village=view.village_name,
        steps=() if view.rekey else step_segments(view.standard),
        step=step_key(view.subject.step, view.subject.purpose),
        note=note if newest else f"旧版本，只供查看　{note}",
        grave=not newest,
        assessor=_assessor_word(view),
        assessor_key=view.subject.assessor,
        assessors=_assessors(view),
        version=f"第 {sheet.version} 版" if sheet is not None else "",
        version_key=str(sheet.version) if sheet is not None else "",
        versions=versions,
        stars=stars,
        total_word=total_word,
        total=total,
        tag=tag,
        tone=tone,
        sign_word="录完比对" if view.rekey else "签字",
        may_sign=view.editable and sheet is not None,
        may_return=signed and newest and not view.head.published,
    )

"""What a photo can be when many are sorted, and the place that follows from what was chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.standard.model import Indicator, Standard, StepKind
from evaluation.stars.sheets import Purpose
from gui.desk.head_words import step_key
from gui.desk.sheet_choice import SheetChoice
from gui.evidence.places import Place, place_words
from gui.office_bridge import OfficeBridge

__all__ = ["HERE", "PHOTO", "Kind", "Sorted", "kinds_of", "place_of", "summary", "typed_code"]

HERE, PHOTO = "here", "photo"
"""Keys of the place the photos were dropped on, and of a photo of an indicator."""

_OF_YEAR = frozenset({SubjectKind.MINUTES, SubjectKind.NOTICE, SubjectKind.OTHER})
_ANYWHERE = _OF_YEAR | {SubjectKind.TALLY, SubjectKind.SIGN_IN}
"""Kinds that are the same at every village; a veto case or a deduction is of one."""

_CODE = re.compile(r"(?P<code>\d+(?:\.\d+)*)(?:\s*[-－—\s第]\s*(?P<clause>\d)\s*条?)?")


@dataclass(frozen=True, slots=True)
class Kind:
    """A choice in the menu. `subject`: what it becomes; for a photo without its indicator.
    `of_year`: it may belong to the whole year instead of a village; `only`: id of the village
    whose it is, "" for any."""

    key: str
    word: str
    subject: Subject
    of_year: bool = False
    only: str = ""

    @property
    def short(self) -> str:
        """The word without what it explains."""
        return self.word.partition("（")[0]

    @property
    def needs_code(self) -> bool:
        """Whether the indicator must be named."""
        return self.key == PHOTO


@dataclass(frozen=True, slots=True)
class Sorted:
    """What was chosen for one file. `village`: its id, "" for the whole year, None for not
    chosen yet; `guessed`: it was guessed from the name and nobody has looked yet; `code`: of
    the indicator, with the number of the clause behind it: 4.1, 4.1-2; `left_out`: why it is
    not attached, "" if it is."""

    village: str | None = None
    guessed: bool = False
    kind: str = ""
    code: str = ""
    left_out: str = ""


def kinds_of(standard: Standard, here: Place | None = None) -> tuple[Kind, ...]:
    """The kinds a standard has steps for; where the photos were dropped comes first."""
    kinds: list[Kind] = []
    if here is not None:
        words = place_words(standard, here.subject)
        only = "" if here.subject.kind in _ANYWHERE else here.village
        kinds.append(Kind(HERE, words, here.subject, here.subject.kind in _OF_YEAR, only))
    for step in standard.steps:
        if step.kind is StepKind.ASSESSMENT:
            subject = Subject(SubjectKind.INDICATOR, step.id, Purpose.ASSESSMENT)
            kinds.append(Kind(PHOTO, "现场照片（按指标）", subject))
            sheet = replace(subject, kind=SubjectKind.SHEET)
            kinds.append(Kind("assessment-sheet", place_words(standard, sheet), sheet))
        elif step.kind is StepKind.SELF:
            sheet = Subject(SubjectKind.SHEET, step.id, Purpose.OWN)
            kinds.append(Kind("own-sheet", place_words(standard, sheet), sheet))
        elif step.kind is StepKind.BALLOT:
            kinds.append(Kind("sign-in", "签到册", Subject(SubjectKind.SIGN_IN, step.id)))
            kinds.append(Kind("tally", "计票单", Subject(SubjectKind.TALLY, step.id)))
        elif step.kind is StepKind.DELIBERATION:
            for part in step.parts:
                minutes = Subject(SubjectKind.MINUTES, step.id, item=part.id)
                word = place_words(standard, minutes)
                kinds.append(Kind(f"minutes-{part.id}", word, minutes, of_year=True))
        elif step.kind is StepKind.NOTICE:
            notice = Subject(SubjectKind.NOTICE, step.id)
            kinds.append(Kind("notice", "公示照片", notice, of_year=True))
    kinds.append(Kind("other", "其他材料", Subject(SubjectKind.OTHER), of_year=True))
    first = [kind for kind in kinds if kind.key in (HERE, PHOTO)]
    taken = {str(kind.subject) for kind in first if kind.key == HERE}
    return (
        *first,
        *(kind for kind in kinds if kind not in first and str(kind.subject) not in taken),
    )


def typed_code(standard: Standard, text: str) -> tuple[Indicator, str]:
    """(indicator, id of its clause or "") of a typed 4.1, 4.1-2 or 4.1 2; raises RatingFault."""
    match = _CODE.fullmatch(text.strip().replace("．", "."))
    code = match["code"] if match else text.strip()
    found = next((item for item in standard.indicators if item.code == code), None)
    if match is None or found is None:
        raise RatingFault(f"没有编号为“{code}”的指标。请填评分表上的编号，如 4.1。")
    if not match["clause"]:
        return found, ""
    place = int(match["clause"])
    if not 1 <= place <= len(found.clauses):
        raise RatingFault(f"指标 {code} 没有第 {place} 条。")
    return found, found.clauses[place - 1].id


def place_of(
    bridge: OfficeBridge, standard: Standard, kinds: Sequence[Kind], chosen: Sorted
) -> Place:
    """The place that follows from what was chosen; raises RatingFault for what is missing."""
    kind = next((item for item in kinds if item.key == chosen.kind), None)
    if chosen.village is None:
        raise RatingFault("没有选嘎查村")
    if kind is None:
        raise RatingFault("没有选种类")
    if not chosen.village and not kind.of_year:
        raise RatingFault(f"{kind.word}要选嘎查村")
    if kind.only and chosen.village != kind.only:
        raise RatingFault(f"{kind.word}是别的村的，请改种类")
    subject = kind.subject
    if kind.needs_code:
        if not chosen.code:
            raise RatingFault("没有填指标编号")
        indicator, clause = typed_code(standard, chosen.code)
        shows = SubjectKind.DEDUCTION if clause else SubjectKind.INDICATOR
        subject = replace(subject, kind=shows, item=indicator.id, clause=clause)
    if subject.on_sheet and subject.purpose == Purpose.ASSESSMENT and kind.key != HERE:
        subject = replace(subject, assessor=_assessor(bridge, chosen.village, subject.step))
    return Place(chosen.village, subject)


def _assessor(bridge: OfficeBridge, village: str, step: str) -> str:
    """Whose sheet the desk would open for the village."""
    choice = SheetChoice(bridge)
    choice.step = step_key(step, Purpose.ASSESSMENT)
    sheet = choice.subject(village, bridge.head())
    return "" if sheet is None else sheet.assessor


def summary(villages: Sequence[str], unit: str = "张") -> str:
    """How many go where, in the order given: "12 张：东泉嘎查 5、西岭嘎查 7"."""
    counts = Counter(villages)
    parts = "、".join(f"{name} {count}" for name, count in counts.items())
    return f"{len(villages)} {unit}：{parts}"

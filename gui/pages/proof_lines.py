"""What is read aloud of a signed sheet or count: one line for each value, in its order.

The values are those that two typings are compared by, so that reading covers no less.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.gathering import latest_sheet, sheet_content
from evaluation.ports import Reader
from evaluation.standard.model import AwardKind, BallotRules, Indicator, StepKind
from evaluation.stars.comparing import ballot_places, compared_counts, compared_values
from evaluation.stars.outcome import BallotContent
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import Purpose
from gui.dialogs.proof_words import ReadingLine
from gui.pages.proof_items import ProofItem, ballot_content

__all__ = ["reading_lines"]


def reading_lines(reader: Reader, round_id: str, item: ProofItem) -> tuple[ReadingLine, ...]:
    """The lines of an item; empty where its paper is no longer there."""
    if item.of_ballot:
        content = ballot_content(reader, round_id, item)
        rules = item.standard.ballot
        if content is None or rules is None:
            return ()
        return tuple(_of_ballot(rules, content))
    return tuple(_of_sheet(reader, round_id, item))


def _of_sheet(reader: Reader, round_id: str, item: ProofItem) -> Iterator[ReadingLine]:
    own = item.step.kind is StepKind.SELF
    usual = Purpose.OWN if own else Purpose.ASSESSMENT
    purpose = Purpose.REVIEW if item.review else usual
    sheet = latest_sheet(reader, round_id, item.row.id, item.step.id, purpose, item.assessor)
    if sheet is None:
        return
    standard = item.standard
    values = compared_values(standard, item.step, sheet_content(reader, sheet))
    numbers = {star.id: number for number, star in enumerate(standard.stars, start=1)}
    sign = "★" if standard.award is AwardKind.COUNTED else ""
    for star in stars_of_step(standard, item.step.id):
        heading = f"{sign}{numbers[star.id]}　{star.name}"
        texts = {indicator.id: indicator for indicator in star.indicators}
        for (place, name), value in values.items():
            if place == star.id:
                yield ReadingLine(place, name, heading, star.name, "得分", f"{value} 分")
            elif place in texts:
                indicator = texts[place]
                points = name == indicator.code and value[:1].isdigit()
                shown = f"{value} 分" if points else value
                yield ReadingLine(
                    place, name, heading, indicator.code, _text(indicator, name), shown
                )


def _text(indicator: Indicator, name: str) -> str:
    """What the line is about: the clause where it is one, else the indicator."""
    for number, clause in enumerate(indicator.clauses, start=1):
        if name == f"{indicator.code} 第 {number} 条":
            return clause.text or indicator.text
    return indicator.text


def _of_ballot(rules: BallotRules, content: BallotContent) -> Iterator[ReadingLine]:
    """Every number that could stand on the 计票单, a 0 too; of a way of voting that was not
    used only that it was not."""
    counts = compared_counts(rules, content)
    headings = {channel.id: "票数" for channel in rules.channels}
    headings |= {question.id: question.text for question in rules.questions}
    texts = {question.id: f"“{question.text}”" for question in rules.questions}
    papers = ("发出", "收回", "有效")
    unused: set[str] = set()
    for place, name in ballot_places(rules):
        heading = headings.get(place, "人数")
        if headings.get(place) == "票数":
            way = next(name.removesuffix(paper) for paper in papers if name.endswith(paper))
            if not any((place, f"{way}{paper}") in counts for paper in papers):
                if way not in unused:
                    unused.add(way)
                    yield ReadingLine(place, way, heading, way, "发出、收回、有效", "没有用")
                continue
        unit = "人" if heading == "人数" else "张"
        value = counts.get((place, name), "0")
        spoken = name.replace(texts.get(place, "\0"), "")
        yield ReadingLine(place, name, heading, heading, "", f"{value} {unit}", spoken)

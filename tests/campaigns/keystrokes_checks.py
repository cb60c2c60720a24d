"""Stored = shown = printed: every value of the typed year in the register, on the desk, on paper.

What is reckoned from the values (star scores, 测评得分, totals) is reckoned here a second time by
the rule, from the typed figures and the printed scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pypdf

from evaluation.numbers import read_hundredths, show
from evaluation.ports import Reader
from evaluation.rounds import Round
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.sheets import Deduction, Mark, Sheet, SheetState
from evaluation.steps.records import Meeting, Notice, NoticeState, SignOff
from evaluation.villages import VillageName
from tests.campaigns.keystrokes_data import VillageData, YearData, occurrence_clause
from tests.campaigns.keystrokes_steps import ROUND, Typed

__all__ = ["compare"]

_SCORE = re.compile(r"\d+\.\d\d")
_CODE = re.compile(r"\d+\.\d+")
_STAR = re.compile(r"项目　★(\d+)　")
_YEARS = {"12": "2026", "1": "2027"}
Fragment = tuple[float, float, str]


class Comparison:
    """Counts what was compared, keeps what differs. `ids`: village code → id."""

    def __init__(self, reader: Reader, year: YearData, typed: Typed) -> None:
        self.reader, self.year, self.typed = reader, year, typed
        self.ids = {name.code: name.village for name in reader.find(VillageName)}
        self.values = 0
        self.faults: list[str] = []

    def same(self, what: str, found: object, wanted: object) -> None:
        self.values += 1
        if found != wanted:
            self.faults.append(f"{what}: {found!r} instead of {wanted!r}")

    def holds(self, what: str, text: str, part: str) -> None:
        """A text holds a part; a blank may go where a line is broken."""
        self.values += 1
        if "".join(part.split()) not in "".join(text.split()):
            self.faults.append(f"{what}: {part!r} is not in {text!r}")

    def has_number(self, what: str, text: str, number: str) -> None:
        """A text holds a number as a whole, not as a part of another one."""
        self.values += 1
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", text):
            self.faults.append(f"{what}: {number} is not in {text!r}")


def compare(reader: Reader, year: YearData, typed: Typed) -> tuple[int, tuple[str, ...]]:
    """(number of comparisons, what differs)."""
    found = Comparison(reader, year, typed)
    for village in year.villages:
        _stored_own(found, village)
        _stored_ballot(found, village)
        _stored_assessment(found, village)
        _shown(found, village)
    _stored_end(found)
    _printed_sheets(found)
    _printed_ballots(found)
    _printed_results(found)
    return found.values, tuple(found.faults)


# in the register


def _day(typed: str) -> str:
    month, day = typed.split(".")
    return f"{_YEARS[month]}-{int(month):02}-{int(day):02}"


def _marks(found: Comparison, village: VillageData, step: str) -> dict[str, Mark]:
    about = {"round": ROUND, "village": found.ids[village.code], "step": step}
    return {mark.item: mark for mark in found.reader.find(Mark, **about)}


def _item(found: Comparison, code: str) -> str:
    return next(item.id for item in found.year.standard.indicators if item.code == code)


def _stored_signing(found: Comparison, village: VillageData, step: str, name: str) -> None:
    (sheet,) = found.reader.find(Sheet, round=ROUND, village=found.ids[village.code], step=step)
    what = f"{village.name} {step}"
    found.same(what, sheet.state, SheetState.SEALED)
    found.same(what, (sheet.signed_by, sheet.act_date), (name, _day(village.days[step])))
    if step == "assessment":
        found.same(what, sheet.village_consents, 1)


def _stored_own(found: Comparison, village: VillageData) -> None:
    marks = _marks(found, village, "self")
    for code, points in village.own.items():
        stored = marks.get(_item(found, code))
        score = None if stored is None else stored.score
        found.same(f"{village.name} 自评 {code}", score, read_hundredths(points, code))
    found.same(f"{village.name} 自评", len(marks), len(village.own))
    _stored_signing(found, village, "self", village.secretary)


def _stored_ballot(found: Comparison, village: VillageData) -> None:
    about = {"round": ROUND, "village": found.ids[village.code]}
    (ballot,) = found.reader.find(Ballot, **about)
    (channel,) = found.reader.find(ChannelCount, **about)
    counts = {item.option: item.count for item in found.reader.find(OptionCount, **about)}
    rules = found.year.standard.ballot
    assert rules is not None
    stored = (
        ballot.expected, ballot.present, channel.issued, channel.returned, channel.valid,
        *(counts.get(option.id, 0) for option in rules.options[:4]),
    )  # fmt: skip
    for number, (value, wanted) in enumerate(zip(stored, village.ballot, strict=True)):
        found.same(f"{village.name} 测评 {number}", value, int(wanted or 0))
    what = f"{village.name} 测评"
    found.same(what, (channel.channel, ballot.state), ("meeting", SheetState.SEALED))
    found.same(what, ballot.signed_by, "、".join(found.year.tellers))
    found.same(what, ballot.act_date, _day(village.days["ballot"]))


def _stored_assessment(found: Comparison, village: VillageData) -> None:
    marks = _marks(found, village, "assessment")
    for code, (figure, base) in village.figures.items():
        mark = marks.get(_item(found, code))
        what = f"{village.name} 初评 {code}"
        stored = (None, None) if mark is None else (mark.figure, mark.base)
        wanted = (read_hundredths(figure, what), read_hundredths(base, what) if base else None)
        found.same(what, stored, wanted)
    stored_deductions = {
        (item.clause, item.count, item.fact)
        for item in found.reader.find(Deduction, round=ROUND, village=found.ids[village.code])
    }
    wanted_deductions = {
        (occurrence_clause(found.year.standard, item.code, item.clause), item.count, item.fact)
        for item in village.deductions
    }
    for one in wanted_deductions | stored_deductions:
        found.same(f"{village.name} 扣分 {one}", one in stored_deductions, one in wanted_deductions)
    words = {star.id: marks[star.id].fact for star in found.year.standard.stars if star.id in marks}
    found.same(f"{village.name} 说明", words, found.typed.words.get(village.code, {}))
    _stored_signing(found, village, "assessment", found.year.leader)


def _stored_end(found: Comparison) -> None:
    reader = found.reader
    meetings = [(item.minutes, item.held_on) for item in reader.find(Meeting, round=ROUND)]
    wanted = [("示例旗委组织部纪要3号", "2027-01-18"), ("示例镇党委纪要2号", "2027-01-14")]
    found.same("会议", sorted(meetings), sorted(wanted))
    signed = [item.signed_by for item in reader.find(SignOff, round=ROUND)]
    found.same("审签", signed, ["罗某丁"] * (2 * len(found.year.villages)))
    notices = [(item.state, item.first_day) for item in reader.find(Notice, round=ROUND)]
    found.same("公示", notices, [(NoticeState.CLEARED, "2027-01-20")] * len(found.year.villages))
    round_ = reader.get(Round, ROUND)
    assert round_ is not None
    decision = (round_.decision_number, round_.decided_on)
    found.same("定评", decision, ("示例旗组发〔2027〕3号", "2027-02-03"))


# on the desk


def _shown(found: Comparison, village: VillageData) -> None:
    own = found.typed.shown["self", village.code]
    assessed = found.typed.shown["assessment", village.code]
    for code, points in village.own.items():
        words = show(read_hundredths(points, code), 2)
        found.same(f"{village.name} 自评 {code} on the desk", own[code]["score"], words)
        found.same(f"{village.name} 自评 {code} beside 初评", assessed[code]["own"], words)
    for code, (figure, base) in village.figures.items():
        what = f"{village.name} 初评 {code} on the desk"
        for number in filter(None, (figure, base)):
            found.has_number(what, assessed[code]["losses"], number)
    for item in village.deductions:
        what = f"{village.name} 初评 {item.code} on the desk"
        found.holds(what, assessed[item.code]["losses"], f"×{item.count}")
        found.holds(what, assessed[item.code]["fact"], item.fact)
    # 入户 and 流动票箱 were not used, 未填 did not occur: nobody typed there.
    wanted = (*village.ballot[:5], *[""] * 6, *village.ballot[5:], "")
    found.same(f"{village.name} 测评 on the page", found.typed.ballots[village.code], wanted)


# on paper


def _fragments(page: Any) -> list[Fragment]:
    """(x, y, text) of each drawn line. A line whose characters are in several subsets of the
    font is drawn in pieces that have one place."""
    found: list[Fragment] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        text = text.strip("\n")
        if not text:
            return
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        if found and found[-1][:2] == (x, y):
            text = found.pop()[2] + text
        found.append((x, y, text))

    page.extract_text(visitor_text=visit)
    return [(x, y, text.strip()) for x, y, text in found if text.strip()]


def _pages(found: Comparison, path: Path) -> Iterator[tuple[VillageData, list[Fragment]]]:
    """Every page with the village whose name stands above its table or in its first row."""
    names = {village.name: village for village in found.year.villages}
    with path.open("rb") as file:
        for page in pypdf.PdfReader(file).pages:
            fragments = _fragments(page)
            village = next(
                names[name]
                for _, _, text in fragments
                for name in re.split("　", text)
                if name in names
            )
            yield village, fragments


def _lines(found: Comparison, path: Path) -> dict[str, dict[str, list[Fragment]]]:
    """Village code → code of an indicator (★1 for a star) → what stands in its row."""
    lines: dict[str, dict[str, list[Fragment]]] = {}
    for village, fragments in _pages(found, path):
        row: list[Fragment] = []
        for fragment in fragments:
            x, _, text = fragment
            star = _STAR.match(text)
            if star is not None:
                row = lines.setdefault(village.code, {}).setdefault(f"★{star[1]}", [])
            elif x < 80 and _CODE.fullmatch(text):
                row = lines.setdefault(village.code, {}).setdefault(text, [])
            elif text.startswith("合计"):
                row = []
            row.append(fragment)
    return lines


def _scores(row: list[Fragment]) -> list[str]:
    return [text for _, _, text in row if _SCORE.fullmatch(text)]


def _printed_sheets(found: Comparison) -> None:
    own_lines = _lines(found, found.typed.papers["self"])
    assessed_lines = _lines(found, found.typed.papers["assessment"])
    for village in found.year.villages:
        own, assessed = own_lines[village.code], assessed_lines[village.code]
        own_shown = found.typed.shown["self", village.code]
        shown = found.typed.shown["assessment", village.code]
        for code, points in village.own.items():
            words = show(read_hundredths(points, code), 2)
            found.same(f"{village.name} 自评表 {code}", _scores(own[code]), [words])
        for number, star in enumerate(found.year.standard.stars, start=1):
            what = f"{village.name} ★{number}"
            here = _scores(assessed[f"★{number}"])
            found.same(f"{what} 初评打分表", here[-1], shown[star.id]["score"])
            if star.id in own_shown:
                found.same(f"{what} 初评打分表, 自评", here[0], own_shown[star.id]["score"])
                on_own = _scores(own[f"★{number}"])
                found.same(f"{what} 自评表", on_own, [own_shown[star.id]["score"]])
            word = found.typed.words.get(village.code, {}).get(star.id, "")
            if word:
                found.holds(f"{what} 说明", _joined(assessed[f"★{number}"]), word)
            for indicator in star.indicators:
                row = assessed[indicator.code]
                what = f"{village.name} 初评打分表 {indicator.code}"
                found.same(what, _scores(row)[-1], shown[indicator.code]["score"])
                if indicator.code in village.own:
                    own_words = show(read_hundredths(village.own[indicator.code], what), 2)
                    found.same(f"{what}, 自评", _scores(row)[0], own_words)
        _printed_entries(found, village, assessed)


def _printed_entries(
    found: Comparison, village: VillageData, rows: Mapping[str, list[Fragment]]
) -> None:
    """考评记载: figures, counts and facts."""
    for code, (figure, base) in village.figures.items():
        for number in filter(None, (figure, base)):
            found.has_number(f"{village.name} 初评打分表 {code}", _joined(rows[code]), number)
    for item in village.deductions:
        what = f"{village.name} 初评打分表 {item.code}"
        record = _joined(rows[item.code])
        found.holds(what, record, f"：{item.fact}")
        if item.count > 1:
            found.holds(what, record, f"，{item.count} 次，")


def _joined(row: list[Fragment]) -> str:
    """The words of 考评记载, right of the scores, with their lines joined."""
    return "".join(text for x, _, text in row if x > 320)


def _printed_ballots(found: Comparison) -> None:
    pages = {
        village.code: fragments
        for village, fragments in _pages(found, found.typed.papers["proof-ballot"])
    }
    for village in found.year.villages:
        printed = [text for x, _, text in pages[village.code] if 395 < x < 460 and text.isdigit()]
        wanted = [figure for figure in village.ballot if figure]
        found.same(f"{village.name} 测评校对单", printed[: len(wanted)], wanted)


def _printed_results(found: Comparison) -> None:
    """年度评定表 and 汇总表: step scores as shown, star scores and totals by the rule."""
    annual = {
        village.code: fragments
        for village, fragments in _pages(found, found.typed.papers["annual"])
    }
    with found.typed.papers["summary"].open("rb") as file:
        pages = pypdf.PdfReader(file).pages
        summary = [text for page in pages for _, _, text in _fragments(page)]
    for village in found.year.villages:
        ballot, satisfaction = _reckoned(village)
        rows = _star_rows(annual[village.code])
        totals = Decimal(0)
        stars: list[str] = []
        for number, star in enumerate(found.year.standard.stars, start=1):
            what = f"{village.name} 年度评定表 ★{number}"
            assessed = found.typed.shown["assessment", village.code][star.id]["score"]
            own = found.typed.shown["self", village.code].get(star.id, {}).get("score", "")
            score = Decimal(assessed)
            if own:
                score = _half_up((Decimal(own) + 3 * Decimal(ballot) + 6 * score) / 10)
            steps = [own, ballot] if own else []
            found.same(what, _scores(rows[number]), [*steps, assessed, str(score)])
            totals += score
            stars.append(f"{score}{'★' if score >= 80 else '☆'}")
        words = " ".join(text for _, _, text in annual[village.code])
        found.holds(f"{village.name} 年度评定表", words, f"满意率{satisfaction}%")
        found.holds(f"{village.name} 年度评定表", words, str(totals))
        start = summary.index(village.name) + 1
        line = [*stars, str(totals), str(sum("★" in item for item in stars)), satisfaction]
        found.same(f"{village.name} 汇总表", summary[start : start + len(line)], line)


def _star_rows(fragments: list[Fragment]) -> dict[int, list[Fragment]]:
    rows: dict[int, list[Fragment]] = {}
    row: list[Fragment] = []
    for fragment in fragments:
        x, _, text = fragment
        if x < 110 and text.isdigit() and int(text) == len(rows) + 1:
            row = rows[int(text)] = []
        elif text == "合计":
            row = []
        row.append(fragment)
    return rows


def _reckoned(village: VillageData) -> tuple[str, str]:
    """测评得分 and 满意率 by the rule of the practice, from the typed counts."""
    satisfied, fairly, not_, _ = (Decimal(item or 0) for item in village.ballot[5:])
    opinions = satisfied + fairly + not_
    score = (100 * satisfied + 75 * fairly + 30 * not_) / opinions
    return str(_half_up(score)), str(_half_up(100 * (satisfied + fairly) / opinions))


def _half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

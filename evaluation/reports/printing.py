"""Which papers there are, and how each is made from a register.

The window and the command line ask here, so that both print the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Protocol

from evaluation.boards import restricted
from evaluation.cards import village_cards
from evaluation.faults import RatingFault
from evaluation.ports import Reader
from evaluation.reports.annual_sheet import build_annual_sheets
from evaluation.reports.batch import file_name, save
from evaluation.reports.certificate import CertificateEntry, CertificateForm, build_certificates
from evaluation.reports.charts import build_charts
from evaluation.reports.fonts import Face, use_bundled_font, use_font_file
from evaluation.reports.notice import build_notice, notice_form
from evaluation.reports.preflight import preflight
from evaluation.reports.progress import Cancelled, Progress
from evaluation.reports.reasons import build_reasons
from evaluation.reports.summary import build_summary
from evaluation.reports.working_papers import (
    WORKING_PAPER_NAMES,
    ReadPaper,
    WorkingPaperKind,
    read_working_paper,
)
from evaluation.rounds import Setting
from evaluation.stars.outcome import OutcomeState
from evaluation.views import VillageCard, VillageRow, YearBoard

__all__ = [
    "FONT_SETTINGS",
    "PAPER_NAMES",
    "RESULT_PAPERS",
    "PaperKind",
    "build_paper",
    "certificate_entries",
    "paper_named",
    "paper_problems",
    "print_papers",
    "printable_cards",
    "read_paper",
    "use_office_fonts",
]


class PaperKind(StrEnum):
    """The papers of the program, by the names of the command line: those of the result first,
    then those of the scoring season."""

    CERTIFICATE = "certificate"
    ANNUAL = "annual"
    SUMMARY = "summary"
    NOTICE = "notice"
    REASONS = "reasons"
    REASONS_OUTWARD = "reasons-outward"
    CHARTS = "charts"
    OWN_BLANK = WorkingPaperKind.OWN_BLANK.value
    OWN = WorkingPaperKind.OWN.value
    ASSESSMENT_BLANK = WorkingPaperKind.ASSESSMENT_BLANK.value
    ASSESSMENT = WorkingPaperKind.ASSESSMENT.value
    FEEDBACK_BLANK = WorkingPaperKind.FEEDBACK_BLANK.value
    FEEDBACK = WorkingPaperKind.FEEDBACK.value
    PROOF_OWN = WorkingPaperKind.PROOF_OWN.value
    PROOF_BALLOT = WorkingPaperKind.PROOF_BALLOT.value
    PROOF_ASSESSMENT = WorkingPaperKind.PROOF_ASSESSMENT.value


PAPER_NAMES = {
    PaperKind.CERTIFICATE: "星级评定证书",
    PaperKind.ANNUAL: "年度评定表",
    PaperKind.SUMMARY: "汇总表",
    PaperKind.NOTICE: "公示",
    PaperKind.REASONS: "扣分说明（对内）",
    PaperKind.REASONS_OUTWARD: "扣分说明（对外）",
    PaperKind.CHARTS: "分布图册",
    **{PaperKind(kind.value): name for kind, name in WORKING_PAPER_NAMES.items()},
}

RESULT_PAPERS = tuple(kind for kind in PaperKind if kind.value not in set(WorkingPaperKind))
"""What "all" prints: the papers of the result. Sheets to be filled in or proof-read belong to
the scoring season and are printed when they are wanted."""


def paper_named(text: str) -> PaperKind:
    """The paper by its English or Chinese name; raises RatingFault for another."""
    for kind, name in PAPER_NAMES.items():
        if text in (kind.value, name):
            return kind
    known = "、".join(f"{kind.value}（{name}）" for kind, name in PAPER_NAMES.items())
    raise RatingFault(f"没有“{text}”这种材料。可以打印：{known}，或 all（全部结果材料）。")


def certificate_entries(
    board: YearBoard, *, specimen: bool = False
) -> tuple[CertificateEntry, ...]:
    """The issued certificates of the board's villages, by number as issued.

    specimen: where nothing is issued yet, the villages that would get one, without number.
    """
    rows = {row.id: row for row in board.rows}
    issued = [item for item in board.certificates if not item.void and item.village in rows]
    if issued or not specimen:
        ordered = sorted(issued, key=lambda item: (len(item.number), item.number))
        return tuple(
            CertificateEntry(_published(rows[item.village]), item.number, item.dated)
            for item in ordered
        )
    wording = board.head.standard.certificate
    classes = wording.classes if wording is not None else ()
    day = board.head.round.decided_on or f"{board.head.year + 1}-01-31"
    return tuple(
        CertificateEntry(row, f"{board.head.round.certificate_prefix}{board.head.year}-×", day)
        for row in board.rows
        if row.outcome.rating_class in classes
    )


def _published(row: VillageRow) -> VillageRow:
    return replace(row, outcome=row.final)


def printable_cards(
    reader: Reader, board: YearBoard, *, outward: bool = False
) -> tuple[VillageCard, ...]:
    """Cards of the board's villages that have a result, in its order."""
    return tuple(
        card
        for card in village_cards(reader, board, outward=outward)
        if card.row.outcome.state is not OutcomeState.EXCLUDED and card.row.outcome.detailed
    )


def _require(items: Sequence[object], kind: PaperKind, why: str) -> None:
    if not items:
        raise RatingFault(f"{PAPER_NAMES[kind]}没有可以打印的内容：{why}")


FONT_SETTINGS = {"font_fangsong": Face.FANGSONG, "font_title": Face.TITLE}
"""Settings that may name a 仿宋 or 小标宋 file of the PC in place of the bundled face."""


def use_office_fonts(reader: Reader) -> None:
    """Draw papers with the font files that the office's settings name, else the bundled ones."""
    for name, face in FONT_SETTINGS.items():
        stored = reader.get(Setting, name)
        chosen = "" if stored is None else str(json.loads(stored.value))
        if chosen:
            use_font_file(face, Path(chosen))
        else:
            use_bundled_font(face)


def read_paper(
    reader: Reader,
    board: YearBoard,
    kind: PaperKind,
    *,
    form: CertificateForm | None = None,
    specimen: bool = False,
) -> ReadPaper:
    """The contents of one kind for all villages of the board (see `boards.restricted`), to be
    made without the register, in another thread if need be; the office's fonts are chosen.

    form, specimen: how certificates look, and whether those without a number are shown.
    Raises RatingFault when there is nothing to print, and why; also when a font file that
    the office has named cannot be used.
    """
    use_office_fonts(reader)
    match kind:
        case PaperKind.CERTIFICATE:
            entries = certificate_entries(board, specimen=specimen)
            _require(entries, kind, "还没有编号发证，或所选的嘎查村不在发放范围内。")
            look = form or CertificateForm()
            return ReadPaper(
                len(entries),
                lambda progress: build_certificates(board, entries, look, progress=progress),
                lambda: preflight(board, entries=certificate_entries(board, specimen=True)),
            )
        case PaperKind.ANNUAL:
            return _of_cards(reader, board, kind, build_annual_sheets)
        case PaperKind.REASONS | PaperKind.REASONS_OUTWARD:
            outward = kind is PaperKind.REASONS_OUTWARD
            return _of_cards(reader, board, kind, partial(build_reasons, outward=outward))
        case PaperKind.SUMMARY:
            _require(board.rows, kind, "名册里还没有嘎查村。")
            return _of_board(board, lambda progress: build_summary(board, progress=progress))
        case PaperKind.NOTICE:
            notice = notice_form(board)
            return _of_board(board, lambda _: build_notice(board, notice))
        case PaperKind.CHARTS:
            if board.totals.rated == 0:
                raise RatingFault("分布图册没有可以打印的内容：还没有评出结果的嘎查村。")
            return _of_board(board, lambda _: build_charts(board))
        case _:
            return read_working_paper(reader, board, WorkingPaperKind(kind.value))


def _of_board(board: YearBoard, build: Callable[[Progress | None], bytes]) -> ReadPaper:
    return ReadPaper(len(board.rows), build, lambda: preflight(board))


class _CardBuilder(Protocol):
    """Makes a paper of the cards of villages."""

    def __call__(
        self, cards: Sequence[VillageCard], /, *, progress: Progress | None = None
    ) -> bytes: ...


def _of_cards(reader: Reader, board: YearBoard, kind: PaperKind, build: _CardBuilder) -> ReadPaper:
    outward = kind is PaperKind.REASONS_OUTWARD
    cards = printable_cards(reader, board, outward=outward)
    _require(cards, kind, "没有参评的嘎查村。")
    return ReadPaper(
        len(cards),
        lambda progress: build(cards, progress=progress),
        lambda: preflight(board, cards=cards),
        tuple((card.row.name, partial(build, (card,))) for card in cards),
    )


def build_paper(
    reader: Reader,
    board: YearBoard,
    kind: PaperKind,
    *,
    form: CertificateForm | None = None,
    specimen: bool = False,
    progress: Progress | None = None,
) -> bytes:
    """The PDF of `read_paper`, which says what is raised; Cancelled where `progress` asks."""
    return read_paper(reader, board, kind, form=form, specimen=specimen).build(progress)


def paper_problems(reader: Reader, board: YearBoard, kind: PaperKind) -> tuple[str, ...]:
    """打印前检查 of one kind: everything that would look wrong on paper.

    Raises RatingFault when there is nothing to print, and why.
    """
    return read_paper(reader, board, kind, specimen=True).problems()


def print_papers(
    reader: Reader,
    board: YearBoard,
    kind: str,
    folder: Path,
    *,
    town: str = "",
    village: str = "",
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write one kind, or "all" of RESULT_PAPERS that have content, into `folder`; the files
    written.

    town: name or code; village: code or id. Each file is written whole or not at all. Where
    `progress`, told of each paper anew, asks to stop, the files written before are kept.
    """
    chosen = restricted(board, town=town, village=village)
    kinds = RESULT_PAPERS if kind == "all" else (paper_named(kind),)
    place = town or ""
    if village:
        place = chosen.rows[0].name
    elif town:
        place = chosen.rows[0].town_name
    written: list[Path] = []
    for one in kinds:
        try:
            data = build_paper(reader, chosen, one, progress=progress)
        except Cancelled:
            return tuple(written)
        except RatingFault:
            if kind != "all":
                raise
            continue
        paper = PAPER_NAMES[one].removeprefix("年度")
        name = file_name(f"{board.head.year}年度{place}{paper}")
        path = folder / f"{name}.pdf"
        save(path, data)
        written.append(path)
    if not written:
        raise RatingFault("没有可以打印的材料：还没有评出结果。")
    return tuple(written)

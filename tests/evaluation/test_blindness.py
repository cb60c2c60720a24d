"""背靠背: changing one assessor's unsigned marks changes no byte that another can see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.exchange.exporting import export_file
from db.exchange.folders import folder_record, preview_folder
from db.exchange.sheet_forms import sheet_forms, write_sheet_forms
from evaluation.blindness import BlindRegister, seen_by
from evaluation.boards import year_board
from evaluation.canonical import canonical_text
from evaluation.cards import village_card
from evaluation.faults import RatingFault
from evaluation.ports import Register
from evaluation.reports.printing import print_papers
from evaluation.standard.model import StepKind
from evaluation.stars.sheets import Deduction, Mark, Sheet
from evaluation.steps.records import Evidence
from tests.evaluation.year import Year

A, B = "考评员甲", "考评员乙"
PHOTO = {"kind": "deduction", "step": "assessment", "name": "照片.jpg", "media": "image/jpeg"}


def assess(year: Year, code: str, assessor: str, rows: list[dict[str, Any]]) -> None:
    year.office.actor = assessor
    year.fill_assessment(code, assessor=assessor, deductions=rows)


def row(item: str, count: int, fact: str) -> dict[str, Any]:
    return {"item": item, "clause": "1", "count": count, "fact": fact}


def write_year(path: Path, marks_of_a: list[dict[str, Any]], extra: int = 0) -> Year:
    """Two assessors at work on two villages; A's marks are given, entered `extra` times more."""
    year = Year(path)
    first, second = year.add("东泉嘎查", "西岭嘎查")
    year.do("set_round_details", blind=1)
    for figure in year.standard.shared_figures:
        year.share(figure.id, "100")
    for code in (first, second):
        year.fill_own(code)
        year.seal(code, StepKind.SELF)
        year.count(code)
        year.seal(code, StepKind.BALLOT)
    assess(year, first, B, [row("2.1", 2, "缺两次")])
    assess(year, first, A, marks_of_a)
    photo = {"village": first, "item": "2.1", "clause": "1", "assessor": A}
    year.do("attach_evidence", data=str(marks_of_a).encode(), **photo, **PHOTO)
    for number in range(extra):
        year.do(
            "enter_deduction",
            village=first,
            step="assessment",
            assessor=A,
            **row("9.1", 1 + number % 2, "又改一次"),
        )
    # B goes on after A, so that what B adds stands behind A's entries in the history.
    assess(year, second, B, [row("4.1", 1, "一处脏乱")])
    year.seal(second, StepKind.ASSESSMENT, assessor=B)
    return year


def everything_seen(year: Year, actor: str, folder: Path) -> dict[str, Any]:
    """Boards, cards, exports, every paper and the log, as `actor` may see them."""
    seen = seen_by(year.register, actor)
    board = year_board(seen, year.round_id)
    told: dict[str, Any] = {
        "board": repr(board),
        "canonical": canonical_text(seen, year.round_id),
        "log": repr([(e.time, e.actor, e.event, e.subject, e.changes) for e in seen.history()]),
        "chain": repr([(e.previous, e.digest) for e in seen.history()]),
    }
    for village in board.rows:
        card = village_card(seen, year.round_id, village.id, drafts=True)
        told[f"card {village.code}"] = repr(card)
    folder.mkdir()
    for kind in ("results", "scores"):
        path = folder / f"{kind}.xlsx"
        export_file(kind, seen, board, path)
        told[kind] = path.read_bytes()
    for kind in ("summary", "annual", "reasons", "charts"):
        for path in print_papers(seen, board, kind, folder / kind):
            told[f"{kind}/{path.name}"] = path.read_bytes()
    kinds: tuple[type[Any], ...] = (Sheet, Mark, Deduction, Evidence)
    for table in kinds:
        told[table.__name__] = repr(seen.find(table, round=year.round_id))
    columns = seen.find_columns(Mark, len(Sheet.KEY), round=year.round_id)
    told["columns"] = repr(list(columns))
    return told


@pytest.fixture
def years(tmp_path: Path) -> Iterator[tuple[Year, Year]]:
    """The same year twice, but for what A has marked and how often."""
    made = (
        write_year(tmp_path / "one.xjdb", [row("2.1", 1, "缺一次")]),
        write_year(tmp_path / "two.xjdb", [row("2.1", 9, "缺九次"), row("6.1", 2, "缺程序")], 5),
    )
    yield made
    for year in made:
        year.close()


@pytest.mark.parametrize("actor", [B, ""])
def test_no_byte_of_what_another_sees_changes(
    years: tuple[Year, Year], actor: str, tmp_path: Path
) -> None:
    one, two = (
        everything_seen(year, actor, tmp_path / f"seen-{number}")
        for number, year in enumerate(years)
    )
    assert one.keys() == two.keys()
    differing = [name for name in one if one[name] != two[name]]
    assert differing == []


def test_the_assessor_sees_his_own_and_after_signing_everybody_does(
    years: tuple[Year, Year], tmp_path: Path
) -> None:
    own = [everything_seen(year, A, tmp_path / f"own-{n}") for n, year in enumerate(years)]
    assert own[0]["Deduction"] != own[1]["Deduction"]
    (code, _) = (row.code for row in year_board(years[1].register, years[1].round_id).rows)
    years[1].office.actor = A
    years[1].seal(code, StepKind.ASSESSMENT, assessor=A)
    after = everything_seen(years[1], B, tmp_path / "after")
    assert "缺九次" in after["Deduction"]
    assert "又改一次" in after["log"]


def test_a_picture_of_another_is_not_given_out(years: tuple[Year, Year]) -> None:
    year = years[0]
    (kept,) = year.register.find(Evidence)
    assert seen_by(year.register, A).blob(kept.sha256) is not None
    assert seen_by(year.register, B).blob(kept.sha256) is None


def test_a_file_stays_hidden_when_its_sheet_is_taken_back(tmp_path: Path) -> None:
    year = Year(tmp_path / "示例镇.xjdb")
    (code,) = year.add("东泉嘎查")
    year.do("set_round_details", blind=1)
    year.office.actor = A
    at = {"village": code, "step": "assessment", "assessor": A}
    begun = year.do("enter_deduction", item="2.1", clause="1", fact="缺一次", **at)
    year.do("attach_evidence", item="2.1", clause="1", data=b"1", **{**PHOTO, **at})
    year.do("undo_entry", number=begun.entry)
    assert year.register.find(Sheet) == ()
    assert seen_by(year.register, B).find(Evidence) == ()
    assert len(seen_by(year.register, A).find(Evidence)) == 1
    year.close()


def test_nobody_writes_on_anothers_sheet(years: tuple[Year, Year]) -> None:
    year = years[0]
    code = year_board(year.register, year.round_id).rows[0].code
    year.office.actor = B
    entry = {"village": code, "step": "assessment", "item": "2.1", "clause": "1"}
    with pytest.raises(RatingFault, match="这是考评员甲的表，只能由本人录入和签字"):
        year.do("enter_deduction", assessor=A, **entry)
    with pytest.raises(RatingFault, match="每人一张表。请先在右上角选好本人"):
        year.do("enter_deduction", **entry)
    with pytest.raises(RatingFault, match="只能由本人录入和签字"):
        year.seal(code, StepKind.ASSESSMENT, assessor=A)


def test_a_year_that_is_not_marked_apart_is_read_as_it_is(tmp_path: Path) -> None:
    year = Year(tmp_path / "示例镇.xjdb")
    assert seen_by(year.register, B) is year.register
    year.do("set_round_details", blind=1)
    assert isinstance(year.office.seen, BlindRegister)
    year.do("set_round_details", blind=0)
    plain: Register = year.register
    assert year.office.seen is plain
    year.close()


def test_a_previewed_import_tells_nothing_of_a_hidden_sheet(
    years: tuple[Year, Year], tmp_path: Path
) -> None:
    """A form that names A, with other marks than A has entered."""
    entered, other = years
    board = year_board(other.register, other.round_id)
    (form, *_) = sheet_forms(other.register, board, "assessment", assessor=A)
    write_sheet_forms((form,), tmp_path / "收到的表")
    before = {
        actor: {
            change["before"]
            for file in folder_record(
                preview_folder(
                    tmp_path / "收到的表", seen_by(entered.register, actor), entered.round_id
                )
            )["files"]
            for row in file["rows"]
            for change in row["differences"]
        }
        for actor in (A, B, "")
    }
    assert any("缺一次" in text for text in before[A])
    assert before[B] == before[""] == {""}
    entered.office.actor = ""
    assert entered.office.seen.find(Deduction, assessor=A) == ()

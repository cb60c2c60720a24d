"""星级评定证书: wording, balance, long names, 套打, and the place of the seal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.faults import RatingFault
from evaluation.reports.certificate import (
    CertificateEntry,
    CertificateForm,
    build_certificates,
    certificate_text,
    text_overflows,
)
from evaluation.reports.certificate_ground import inner_frame
from evaluation.reports.geometry import A4_LANDSCAPE, MM
from evaluation.reports.progress import Cancelled
from tests.evaluation.reports.reading import characters, page_text, pages_of, picture
from tests.evaluation.reports.samples import (
    LONG_NAME,
    LONG_ORGANISATION,
    entries_of,
    pending,
    preset,
    village_row,
    year_board,
    year_head,
)

BOARD = year_board()
ENTRY = entries_of(BOARD)[0]


def one(entry: CertificateEntry = ENTRY, form: CertificateForm | None = None) -> bytes:
    return build_certificates(BOARD, [entry], form or CertificateForm())


def test_the_sentence_is_the_standards_with_its_fields_filled():
    words = certificate_text(BOARD.head, BOARD.rows[0])
    assert words == (
        ("在2026年度嘎查村级组织星级评定中，月亮泡嘎查获得", False),
        ("九颗星", True),
        ("，评定为", False),
        ("一类（先进）", True),
        ("嘎查村。", False),
    )


def test_the_lowest_class_goes_out_in_its_outward_wording():
    row = BOARD.rows[6]
    assert row.outcome.rating_class == "third"
    assert ("三类", True) in certificate_text(BOARD.head, row)


def test_a_village_without_class_gets_no_certificate():
    with pytest.raises(RatingFault, match="月亮泡嘎查还没有评定类别"):
        certificate_text(BOARD.head, pending(BOARD.rows[0]))


def test_a_standard_without_certificate_says_so():
    head = year_head(preset(certificate=None))
    with pytest.raises(RatingFault, match="没有证书内容"):
        certificate_text(head, BOARD.rows[0])


def test_all_of_it_can_be_read():
    text = page_text(one())
    for words in (
        "星级评定证书",
        "月亮泡嘎查党支部：",
        "在2026年度嘎查村级组织星级评定中，月亮泡嘎查获得九颗星，评定为一类（先进）嘎查村。特发此证。",
        "证书编号：XJ2026-1",
        "《示例旗嘎查村级组织星级管理办法》",
        "示例旗组发〔2026〕8号",
        "中共示例旗委组织部",
        "二〇二七年二月三日",
    ):
        assert words in text


def test_without_a_full_name_the_organisation_is_named_after_the_village():
    entry = replace(ENTRY, row=replace(ENTRY.row, organisation=""))
    assert "月亮泡嘎查党组织：" in page_text(one(entry))


def test_the_issuer_is_the_countys_department_unless_the_year_names_one():
    head = replace(BOARD.head, round=replace(BOARD.head.round, issuer=""))
    data = build_certificates(replace(BOARD, head=head), [ENTRY])
    assert "中共示例旗委组织部" in page_text(data)


def test_the_margins_are_equal():
    image = picture(one(), scale=2)
    width, height = image.size

    def inked(points: list[tuple[int, int]]) -> int:
        return next(
            number for number, at in enumerate(points) if image.getpixel(at) != (255, 255, 255)
        )

    middle, half = height // 2, width // 2
    left = inked([(x, middle) for x in range(width)])
    right = inked([(width - 1 - x, middle) for x in range(width)])
    top = inked([(half, y) for y in range(height)])
    bottom = inked([(half, height - 1 - y) for y in range(height)])
    assert max(left, right, top, bottom) - min(left, right, top, bottom) <= 1
    assert left / 2 == pytest.approx(9 * MM, abs=1)


def test_title_and_text_stand_in_the_middle():
    found = characters(one())
    title = [box for box in found if box[4] - box[2] > 30]
    assert "".join(box[0] for box in title) == "星级评定证书"
    middle = (title[0][1] + title[-1][3]) / 2
    assert middle == pytest.approx(A4_LANDSCAPE.width / 2, abs=3)
    text = [box for box in found if 170 < box[2] < 380]
    left = min(box[1] for box in text)
    right = A4_LANDSCAPE.width - max(box[3] for box in text)
    assert left == pytest.approx(38 * MM, abs=3)
    assert right == pytest.approx(left, abs=4)


@pytest.mark.parametrize(
    "issuer", ["中共示例旗委组织部", "中共" + "察哈尔右翼示例旗" * 2 + "委员会组织部"]
)
def test_long_names_never_leave_the_frame(issuer):
    assert len(LONG_NAME) >= 33
    assert len(LONG_ORGANISATION) >= 33
    head = replace(BOARD.head, round=replace(BOARD.head.round, issuer=issuer))
    row = village_row(head.standard, 2, name=LONG_NAME, organisation=LONG_ORGANISATION)
    entry = CertificateEntry(row, "XJ2026-1234", "2027-12-31")
    data = build_certificates(replace(BOARD, head=head), [entry])
    frame = inner_frame(A4_LANDSCAPE)
    text = page_text(data)
    assert LONG_ORGANISATION in text
    assert LONG_NAME in text
    assert issuer in text
    assert "二〇二七年十二月三十一日" in text
    assert not text_overflows(head, row)
    boxes = characters(data)
    for character, left, bottom, right, top in boxes:
        assert frame.left < left, character
        assert right < frame.right, character
        assert frame.bottom < bottom, character
        assert top < frame.top, character
    assert not overlapping(boxes)


def overlapping(boxes: list[tuple[str, float, float, float, float]]) -> list[str]:
    """Characters whose inked boxes cover one another by more than a point both ways."""
    return [
        first[0] + second[0]
        for number, first in enumerate(boxes)
        for second in boxes[number + 1 :]
        if min(first[3], second[3]) - max(first[1], second[1]) > 1
        and min(first[4], second[4]) - max(first[2], second[2]) > 1
    ]


def test_what_cannot_be_made_to_fit_is_known_beforehand():
    row = village_row(BOARD.head.standard, 1, organisation=LONG_ORGANISATION * 4)
    assert text_overflows(BOARD.head, row)


def test_the_place_of_the_seal_is_never_printed():
    assert "盖章处" not in page_text(one())
    assert "盖章处" not in page_text(one(form=CertificateForm(overprint=True)))
    assert "盖章处" in page_text(one(form=CertificateForm(preview=True)))


def test_overprint_has_the_words_only_and_shifts_them():
    plain = one(form=CertificateForm(overprint=True))
    shifted = one(form=CertificateForm(overprint=True, right=2.5, down=-1.0))
    assert "星级评定证书" not in page_text(plain)
    assert page_text(plain) == page_text(shifted)
    for before, after in zip(characters(plain), characters(shifted), strict=True):
        assert after[1] - before[1] == pytest.approx(2.5 * MM, abs=0.01)
        assert after[2] - before[2] == pytest.approx(1.0 * MM, abs=0.01)
    assert picture(plain).getpixel((40, 300)) == (255, 255, 255)


def test_overprint_stands_where_the_words_of_the_whole_paper_stand():
    words = characters(one(form=CertificateForm(overprint=True)))
    assert set(words) <= set(characters(one()))


def test_the_test_page_says_that_it_is_one():
    form = CertificateForm(overprint=True, test_page=True, right=1.5, down=-2.0)
    text = page_text(one(form=form))
    assert "套打测试页，不作证书使用向右1.5毫米，向上2.0毫米" in text
    assert "盖章处" in text


def test_one_page_for_each_entry_with_its_own_number():
    entries = entries_of(BOARD)[:3]
    data = build_certificates(BOARD, entries)
    assert pages_of(data) == 3
    for page, entry in enumerate(entries):
        assert f"编号：{entry.number}评" in page_text(data, page)


def test_a_wrong_day_is_named_with_the_village():
    with pytest.raises(RatingFault, match="月亮泡嘎查证书的日期填的是“2027-2-30”"):
        one(replace(ENTRY, dated="2027-2-30"))


def test_a_run_reports_and_can_be_stopped():
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 2

    with pytest.raises(Cancelled):
        build_certificates(BOARD, entries_of(BOARD)[:4], progress=progress)
    assert seen == [(0, 4), (1, 4), (2, 4)]


@pytest.mark.parametrize(
    ("name", "stars"), [("baifenzhi", "四星级"), ("wuxing-henan", "四颗星"), ("shequ-sixing", "")]
)
def test_other_standards_have_their_own_wording(name, stars):
    board = year_board(2, standard=preset(name))
    text = page_text(build_certificates(board, entries_of(board)[:1]))
    assert stars in text
    assert "⟨" not in text
    assert "{" not in text

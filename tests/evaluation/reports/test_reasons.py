"""扣分说明: every line of the card, inner and outward, over as many pages as it takes."""

from __future__ import annotations

from evaluation.reports.reasons import build_reasons
from evaluation.views import Reason
from tests.evaluation.reports.reading import characters, page_text, pages_of, whole_text
from tests.evaluation.reports.samples import REASONS, card_of, village_row, year_head

HEAD = year_head()
CARD = card_of(HEAD, village_row(HEAD.standard, 1))


def test_every_line_and_its_source_is_printed():
    text = whole_text(build_reasons([CARD], outward=False))
    for reason in REASONS:
        assert reason.text.replace(" ", "") in text
        assert reason.source.replace(" ", "") in text
    assert "2026年度嘎查村级组织星级评定扣分说明（对内）" in text
    assert "东山镇月亮泡嘎查" in text
    assert "总分911.789颗星一类" in text


def test_only_the_inner_version_forbids_passing_it_on():
    assert "不得张贴" in whole_text(build_reasons([CARD], outward=False))
    outward = whole_text(build_reasons([CARD], outward=True))
    assert "（对外）" in outward
    assert "不得张贴" not in outward


def test_long_explanations_run_on_and_each_village_begins_anew():
    lines = [
        Reason(f"s{number}", level, f"第{number}颗星的第{level}级说明，" + "事实和依据，" * 12)
        for number in range(20)
        for level in (0, 1, 2, 2)
    ]
    long = card_of(HEAD, village_row(HEAD.standard, 1), reasons=tuple(lines))
    data = build_reasons([long, CARD], outward=False)
    count = pages_of(data)
    assert count >= 4
    assert "扣分说明（对内）续" in page_text(data, 1)
    assert "第1页" in page_text(data, count - 1)
    for page in range(count):
        for character, _, bottom, _, _ in characters(data, page):
            assert bottom >= 22 / 25.4 * 72 - 22, (character, page)


def test_a_heading_never_stands_alone_at_the_foot():
    for filler in range(26, 36):
        lines = [Reason("s1", 1, f"第{number}行") for number in range(filler)]
        lines += [Reason("s2", 0, "★2 标题"), Reason("s2", 1, "它的说明")]
        card = card_of(HEAD, village_row(HEAD.standard, 1), reasons=tuple(lines))
        data = build_reasons([card], outward=False)
        page = next(p for p in range(pages_of(data)) if "★2标题" in page_text(data, p))
        assert "它的说明" in page_text(data, page), filler

"""Lines of Chinese text: marks, words and figures stay where they belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluation.reports.line_breaking import break_lines, is_allowed_break

CHARACTERS = "嘎查村评定星级，。、；：？！）》”（《“—…★％0123456789.%abXJ -"


def lines(text: str, width: float, **options: object) -> list[str]:
    cuts = break_lines(text, lambda start, end: float(end - start), width, **options)  # type: ignore[arg-type]
    return [text[start:end] for start, end in cuts]


def test_a_short_text_is_one_line():
    assert lines("月亮泡嘎查", 5) == ["月亮泡嘎查"]
    assert lines("", 5) == [""]


def test_closing_marks_never_begin_a_line():
    assert lines("评定为一类（先进），获得九颗星", 9) == ["评定为一类（先", "进），获得九颗星"]


def test_opening_marks_never_end_a_line():
    assert lines("现将结果（排名不分先后）公示", 5)[0] == "现将结果"


def test_words_and_figures_are_kept_whole():
    assert lines("满意率是95.40%以上", 7) == ["满意率是", "95.40%", "以上"]
    assert lines("证书编号是XJ2026-12号", 9) == ["证书编号是", "XJ2026-12", "号"]


def test_a_word_wider_than_the_line_is_divided():
    assert lines("ABCDEFGHIJ", 4) == ["ABCD", "EFGH", "IJ"]


def test_no_character_stands_alone_in_the_last_line():
    assert lines("一二三四五六七八九十甲", 10) == ["一二三四五六七八九", "十甲"]
    assert lines("一二三四五六七八九十甲。", 10) == ["一二三四五六七八九", "十甲。"]


def test_kept_positions_begin_no_line():
    assert lines("一二三四五六七八", 5, kept=frozenset({5, 4})) == ["一二三", "四五六七八"]


def test_what_is_kept_but_too_long_still_breaks_at_a_good_place():
    made = lines("依据：会议记录、档案柜", 7, kept=frozenset(range(1, 11)))
    assert made == ["依据：会议记", "录、档案柜"]


def test_the_first_line_is_indented_and_paragraphs_end():
    made = lines("一二三四五六七八\n九十甲乙丙丁", 5, indent=2)
    assert made == ["一二三", "四五六七八", "九十甲", "乙丙丁"]


@given(st.text(CHARACTERS, max_size=60), st.integers(3, 20))
def test_nothing_is_lost_and_every_line_fits(text, width):
    made = lines(text, width)
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in made)


@given(st.text(CHARACTERS, max_size=60), st.integers(3, 20))
def test_a_line_ends_badly_only_where_nothing_else_is_possible(text, width):
    cuts = break_lines(text, lambda start, end: float(end - start), width)
    for start, end in cuts[:-1]:
        if not is_allowed_break(text[end - 1], text[end]):
            assert not any(
                is_allowed_break(text[place - 1], text[place]) for place in range(start + 1, end)
            )

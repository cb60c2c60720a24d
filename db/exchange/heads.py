"""Checks the identity block of a form that came back: year, unit type, standard."""

from __future__ import annotations

from db.exchange.identity import CHECKSUM, STANDARD, UNIT, YEAR, Identity, short_checksum
from db.exchange.previews import Collector, Ground
from evaluation.numbers import normalise_digits
from evaluation.places import compact
from evaluation.standard.model import Standard

__all__ = ["check_head", "is_of_this_standard", "standard_words"]


def standard_words(standard: Standard) -> str:
    """A standard as forms name it."""
    return f"{standard.name} 第 {standard.version} 版"


def is_of_this_standard(identity: Identity, ground: Ground) -> bool:
    """Whether the form was made from the very standard that the round pins."""
    return compact(identity.text(CHECKSUM)).upper() == short_checksum(ground.round.standard)


def check_head(collector: Collector, identity: Identity, ground: Ground, what: str) -> None:
    """Tell what does not belong to the round; ask where the standard is another version.

    what: how the form is called in sentences. What is not written is not asked for.
    """
    round_ = ground.round
    year = normalise_digits(compact(identity.text(YEAR))).removesuffix("年度").removesuffix("年")
    if year and year != str(round_.year):
        collector.fault(
            identity.address(YEAR),
            f"这是 {year} 年度的{what}，现在导入的是 {round_.year} 年度。请核对文件。",
        )
    unit = compact(identity.text(UNIT))
    if unit and unit != round_.unit:
        collector.fault(
            identity.address(UNIT),
            f"这是{unit}的{what}，现在导入的是{round_.unit}。请核对文件。",
        )
    written = compact(identity.text(CHECKSUM)).upper()
    if not written or is_of_this_standard(identity, ground):
        return
    answer = collector.ask_for_all(
        f"standard:{written}",
        identity.address(CHECKSUM),
        f"{what}按“{identity.text(STANDARD)}”（校验码 {written}）印制，"
        f"本年度用的是“{standard_words(ground.standard)}”"
        f"（校验码 {short_checksum(round_.standard)}）。仍按编号对照读入吗？",
        (("read", "读入，逐项核对文字"), ("refuse", "不读，请用新表重填")),
    )
    if answer == "refuse":
        collector.fault(
            identity.address(CHECKSUM), f"这张{what}按另一版评定标准印制，请用新表重填。"
        )

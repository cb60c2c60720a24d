"""Rules of a standard as pairs of name and value, for reading."""

from __future__ import annotations

from evaluation.numbers import show_plain
from evaluation.standard.model import (
    AwardKind,
    Condition,
    EffectKind,
    Measure,
    Standard,
    Step,
    StepKind,
    VetoItem,
)
from gui.wording import step_number, word

__all__ = ["ballot_lines", "class_lines", "rule_lines", "step_lines", "veto_effects"]

Lines = tuple[tuple[str, str], ...]


def step_lines(standard: Standard) -> Lines:
    """Each step with who does it, its weight, when and who signs."""
    return tuple(
        (f"{step_number(place)} {step.name}", _step_words(step))
        for place, step in enumerate(standard.steps)
    )


def _step_words(step: Step) -> str:
    parts = [step.who]
    if step.weight:
        parts.append(f"权重 {step.weight}%")
    if step.kind in (StepKind.SELF, StepKind.ASSESSMENT):
        parts.append(f"按{word(step.depth)}录入")
    if step.parts:
        parts.append("、".join(f"{part.name}（{part.result}）" for part in step.parts))
    if step.signatories:
        parts.append(f"签字：{'、'.join(step.signatories)}")
    if step.opens or step.closes:
        parts.append(f"{_day(step.opens)}至{_day(step.closes)}")
    return "；".join(part for part in parts if part)


def _day(month_day: str) -> str:
    month, _, day = month_day.partition("-")
    return f"{int(month)}月{int(day)}日" if month and day else "未定"


def ballot_lines(standard: Standard) -> Lines:
    """Questions, options, channels and turnout of the ballot."""
    rules = standard.ballot
    if rules is None:
        return ()
    options = "、".join(
        option.name if option.value is None else f"{option.name} {show_plain(option.value)}"
        for option in rules.options
    )
    lines = [(f"第 {place} 题", question.text) for place, question in enumerate(rules.questions, 1)]
    lines += [
        ("选项与分值", options),
        ("发票方式", "、".join(channel.name for channel in rules.channels)),
        ("参加人数", f"不少于应到的 {rules.turnout[0]}/{rules.turnout[1]}"),
    ]
    if rules.groups:
        lines.append(
            ("参加人员", "、".join(f"{group.name} {group.weight}%" for group in rules.groups))
        )
    return tuple(lines)


def class_lines(standard: Standard) -> Lines:
    """Classes with their conditions, quotas and ranking keys."""
    shorts = {item.id: item.short for item in standard.classes}
    lines = [
        (item.name, "，且".join(_condition(each) for each in item.conditions) or "其余")
        for item in standard.classes
    ]
    lines += [
        (
            f"名额：{shorts.get(quota.rating_class, '')}",
            f"{show_plain(quota.share)}%，{'按镇' if quota.per_town else '按全年度'}，"
            f"{'硬性' if quota.enforced else '参考'}",
        )
        for quota in standard.quotas
    ]
    lines.append(("排名依据", " → ".join(word(measure) for measure in standard.ranking)))
    return tuple(lines)


def _condition(condition: Condition) -> str:
    if condition.measure is Measure.STARS:
        return f"{word(condition.measure)} ≥ {condition.at_least}"
    unit = "%" if condition.measure is Measure.SATISFACTION else ""
    return f"{word(condition.measure)} ≥ {show_plain(condition.at_least)}{unit}"


def rule_lines(standard: Standard) -> Lines:
    """Award, pass line, rounding, 不涉及, bonus, notice."""
    lines = [("定星方式", word(standard.award))]
    if standard.award is AwardKind.COUNTED:
        lines.append(("得星线", f"{show_plain(standard.pass_line)} 分"))
    lines.extend(
        (f"{grade.stars} 颗星", f"总分 ≥ {show_plain(grade.at_least)}") for grade in standard.grades
    )
    decimals = standard.decimals
    lines += [
        (
            "小数",
            "全程不舍入，只在显示时四舍五入" if decimals is None else f"逐级保留 {decimals} 位",
        ),
        ("不涉及", word(standard.not_applicable)),
        ("差异说明", f"初评与自评相差超过 {show_plain(standard.explained_difference)} 分要说明"),
    ]
    if standard.bonus is not None:
        bonus = standard.bonus
        counted = "计入星级得分" if bonus.counted else "不计入总分，只用于排名"
        lines.append(
            (
                "加分",
                f"每颗星最多 {show_plain(bonus.per_star)} 分，合计最多 "
                f"{show_plain(bonus.in_all)} 分，{counted}",
            )
        )
    days = "工作日" if standard.notice.working_days else "自然日"
    lines.append(("公示期", f"{standard.notice.days} 个{days}"))
    if standard.categories:
        lines.append(("考核类别", "、".join(item.name for item in standard.categories)))
    return tuple(lines)


def veto_effects(standard: Standard, item: VetoItem) -> str:
    """What a veto item does, with the stars and classes it names."""
    numbers = {star.id: f"★{place}" for place, star in enumerate(standard.stars, start=1)}
    words: list[str] = []
    for effect in item.effects:
        text = word(effect.kind)
        if effect.kind is EffectKind.STARS:
            text = f"取消{'、'.join(numbers.get(star, star) for star in effect.stars)}"
        elif effect.kind is EffectKind.CAP:
            place = min(1, len(standard.classes) - 1)
            top = standard.rating_class(effect.cap) or standard.classes[place]
            text = f"最高{top.short}"
        words.append(text)
    return "；".join(words)

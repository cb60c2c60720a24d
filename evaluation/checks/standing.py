"""Checks of what surrounds the sheets: roster, consent, bonus, vetoes, 校对."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evaluation.checks.findings import Hit
from evaluation.checks.material import RoundMaterial, VillageMaterial
from evaluation.checks.words import some_of
from evaluation.numbers import Score, show_plain
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Measure, StepKind
from evaluation.stars.proofs import Proof, ProofState, read_differences
from evaluation.stars.sheets import Purpose, SheetState
from evaluation.vetoes.cases import CaseState, acts_on

__all__ = [
    "bonus_without_effect",
    "category_missing",
    "consent_missing",
    "excluded_with_sheets",
    "excluded_without_reason",
    "group_missing",
    "proof_differs",
    "result_missing",
    "same_names",
    "unproofed",
    "veto_not_acting",
    "veto_undecided",
    "village_objects",
]

_PROOFED = frozenset({Purpose.OWN, Purpose.ASSESSMENT, Purpose.REVIEW})


def consent_missing(village: VillageMaterial) -> Iterator[Hit]:
    """The village's 负责人 signs □无异议 □有异议 on the 初评 (domain §5)."""
    for sheet in village.assessments:
        if not sheet.unchecked and sheet.sheet.village_consents is None:
            yield Hit(
                f"{sheet.step.short}还没有登记村负责人的意见（无异议或有异议），不能签字。"
                "请看纸质表上勾的是哪一个。",
                sheet.step.id,
                assessor=sheet.sheet.assessor,
            )


def village_objects(village: VillageMaterial) -> Iterator[Hit]:
    """有异议 on the sheet is heard before the meeting, not after the notice."""
    for sheet in village.assessments:
        if sheet.sheet.village_consents == 0 and not sheet.sheet.remark.strip():
            yield Hit(
                f"村负责人对{sheet.step.short}签了“有异议”，没有写异议是什么、怎么处理的。"
                "请在公示前核对，写明处理情况。",
                sheet.step.id,
                assessor=sheet.sheet.assessor,
            )


def bonus_without_effect(village: VillageMaterial) -> Iterator[Hit]:
    """A bonus counts into the star, or into the rank, as the standard says (domain §3.6)."""
    rules = village.within.standard.bonus
    stars = {star.id: star for star in village.within.standard.stars}
    for bonus in village.inputs.bonuses:
        star = stars.get(bonus.star)
        if star is None:
            continue
        reason = ""
        if rules is None:
            reason = "本年度的标准没有加分"
        elif rules.counted:
            if _full_already(village, bonus.star):
                reason = "这颗星已是满分"
        elif Measure.TOTAL_AND_BONUS not in village.within.standard.ranking:
            reason = "本年度的加分既不计入星的得分，也不参与排名"
        if reason:
            yield Hit(
                f"{village.within.star_word(star)}登记了加分 "
                f"{show_plain(bonus.points)} 分，{reason}，不起作用。请确认要不要保留。",
                place=bonus.star,
                facts=(bonus.points,),
            )


def _full_already(village: VillageMaterial, star_id: str) -> bool:
    """Whether every step scores the star in full, so that nothing can be added."""
    scores: list[tuple[Score | None, int]] = [
        (score, star.points)
        for sheet in village.scored
        for star, score, _lines in sheet.stars
        if star.id == star_id
    ]
    if village.result is not None:
        step = village.standard.step_of_kind(StepKind.BALLOT)
        star = village.standard.star(star_id)
        if (
            star is not None
            and step is not None
            and step.id in dict(village.standard.weights_of(star))
        ):
            scores.append((village.result.for_star(star_id), 10000))
    return bool(scores) and all(
        score is not None and Fraction(score) >= points for score, points in scores
    )


def veto_undecided(village: VillageMaterial) -> Iterator[Hit]:
    """Every veto case is decided before the deliberation (domain §5)."""
    for case in village.inputs.cases:
        if case.state is CaseState.REPORTED:
            yield Hit(
                f"一票否决线索 {case.item}（{case.fact[:20]}）还没有认定。"
                "认定前不能审核定级，请到“一票否决”页处理。",
                place=case.item,
                facts=(case.number,),
            )


def veto_not_acting(village: VillageMaterial) -> Iterator[Hit]:
    """A confirmed case acts only if its days contain the cut-off day (domain §3)."""
    cutoff = village.within.round.cutoff
    for case in village.inputs.cases:
        if case.state is CaseState.CONFIRMED and not acts_on(case, cutoff):
            span = f"{case.starts or '……'} 至 {case.ends or '……'}"
            yield Hit(
                f"一票否决 {case.item} 已认定，但起止日期（{span}）不含截止日 {cutoff}，"
                "本年度不起作用。请核对日期。",
                place=case.item,
                facts=(case.number, case.starts, case.ends),
            )


def excluded_without_reason(village: VillageMaterial) -> Iterator[Hit]:
    """不参评 is named in a footnote with its reason (domain §3)."""
    member = village.member
    if member.status is ParticipationStatus.EXCLUDED and not member.reason.strip():
        yield Hit("不参评，没有写原因。汇总表的脚注要印原因，请在名册里补写。")


def excluded_with_sheets(village: VillageMaterial) -> Iterator[Hit]:
    """What was entered for a village that is not rated is lost work, or the status is wrong."""
    if village.member.status is ParticipationStatus.RATED:
        return
    entered = len(village.sheets) + (village.ballot is not None)
    if entered:
        yield Hit(
            f"{_STATUS[village.member.status]}的村却录了 {entered} 份表，这些都不计算。"
            "请核对参评状态。",
            facts=(village.member.status, entered),
        )


_STATUS = {ParticipationStatus.EXCLUDED: "不参评", ParticipationStatus.RESULT_ONLY: "仅结果"}


def result_missing(village: VillageMaterial) -> Iterator[Hit]:
    """仅结果 lives by the imported 汇总表 (domain §3)."""
    if village.member.status is ParticipationStatus.RESULT_ONLY and village.inputs.past is None:
        yield Hit("标为仅结果，却没有导入结果，汇总时没有数。请导入汇总表，或改为参评。")


def category_missing(village: VillageMaterial) -> Iterator[Hit]:
    """Where a standard names 考核类别, each village has one (domain §3)."""
    known = {category.id: category.name for category in village.within.standard.categories}
    if (
        known
        and village.member.status is ParticipationStatus.RATED
        and village.member.category not in known
    ):
        yield Hit(
            f"还没有考核类别（{'、'.join(known.values())}）。类别不同，指标和排名也不同，"
            "请在名册里选定。"
        )


def group_missing(material: RoundMaterial) -> Iterator[Hit]:
    """Where villages have an assessment group, one without was forgotten in the roster."""
    without = material.compared.without_group
    if len(without) * 2 >= len(material.compared.assessors):
        return
    for village in without:
        yield Hit("名册里没有写考评组，其他村都有。请补上，打分表要印。", village=village)


def same_names(material: RoundMaterial) -> Iterator[Hit]:
    """Identity is the code, never the name: two of one name are mistaken for one another."""
    by_name: dict[str, list[str]] = {}
    for inputs in material.inputs.villages:
        name = material.names.get(inputs.village, inputs.village)
        by_name.setdefault(name, []).append(inputs.village)
    for name, villages in by_name.items():
        for village in villages[1:]:
            yield Hit(
                f"名册里有 {len(villages)} 个“{name}”。录入和打印时请看清所在的镇。",
                facts=(len(villages),),
                village=village,
            )


def unproofed(village: VillageMaterial) -> Iterator[Hit]:
    """Where the year asks for 校对, only what a second person confirmed counts."""
    if not village.within.round.second_check:
        return
    proofs = {_key(proof) for proof in village.proofs}
    for step_id, purpose, assessor, version in _signed_versions(village):
        if (step_id, purpose, assessor, version) not in proofs:
            step = village.within.standard.step(step_id)
            name = step.short if step is not None else step_id
            yield Hit(
                f"{name}{_WHAT.get(purpose, '表')}已签字，还没有校对，结果里不算。"
                "请另一名经办人校对。",
                step_id,
                facts=(purpose, version),
                assessor=assessor,
            )


def proof_differs(village: VillageMaterial) -> Iterator[Hit]:
    """不一致 goes to both; a correction is the next version and needs its own 校对."""
    standing = set(_signed_versions(village))
    for proof in village.proofs:
        if proof.state is ProofState.DIFFERS and _key(proof) in standing:
            differences = read_differences(proof)
            step = village.within.standard.step(proof.step)
            name = step.short if step is not None else proof.step
            places = some_of([item.name for item in differences], "处")
            yield Hit(
                f"{name}{_WHAT.get(proof.purpose, '表')}与 {proof.checked_by} 的校对不一致"
                f"{f'：{places}' if places else ''}。请两人对着纸质表核对，录错的退回改正。",
                proof.step,
                differences[0].place if differences else "",
                (proof.purpose, proof.version),
                assessor=proof.assessor,
            )


_WHAT = {"": "计票", Purpose.REVIEW.value: "复核表"}


def _key(proof: Proof) -> tuple[str, str, str, int]:
    return proof.step, str(proof.purpose), proof.assessor, proof.version


def _signed_versions(village: VillageMaterial) -> Iterator[tuple[str, str, str, int]]:
    """(step, purpose, assessor, version) of what 校对 is due on; a ballot has no purpose."""
    for sheet in village.sheets:
        if sheet.state is SheetState.SEALED and sheet.purpose in _PROOFED:
            yield sheet.step, sheet.purpose.value, sheet.assessor, sheet.version
    if village.ballot is not None and village.ballot.ballot.state is SheetState.SEALED:
        ballot = village.ballot.ballot
        yield ballot.step, "", "", ballot.version

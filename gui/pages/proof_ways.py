"""What can be done with one signed paper at 校对, each with its window: whether it was done."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from evaluation.actions.ballots import return_ballot
from evaluation.actions.proofs import compare_rekey, confirm_proof, report_differences
from evaluation.actions.signing import return_sheet
from evaluation.standard.model import StepKind
from evaluation.stars.proofs import Difference, read_differences
from gui.dialogs.ask import ask_text, ask_yes_no
from gui.dialogs.proof_ballot import RekeyBallotDialog
from gui.dialogs.proof_paper import PaperProofDialog
from gui.dialogs.proof_reading import ReadingDialog
from gui.dialogs.proof_words import differences_for
from gui.office_bridge import OfficeBridge
from gui.pages.proof_items import ProofItem
from gui.pages.proof_lines import reading_lines

__all__ = [
    "SLIPS",
    "PaperOutcome",
    "compare_typed",
    "read_aloud",
    "register_paper",
    "rekey_count",
    "return_paper",
]

SLIPS = {
    StepKind.SELF: "proof-self",
    StepKind.BALLOT: "proof-ballot",
    StepKind.ASSESSMENT: "proof-assessment",
}
"""The papers of 证书打印 that are the slips of each step."""


class PaperOutcome(Enum):
    """What the window of the slip was left with."""

    LEFT = auto()
    REGISTERED = auto()
    TO_PRINT = auto()


def _today(bridge: OfficeBridge) -> str:
    return bridge.office.clock().date().isoformat()


def rekey_count(bridge: OfficeBridge, item: ProofItem, parent: QWidget) -> bool:
    """Type the 计票单 anew; whether it was compared."""
    rules = item.standard.ballot
    if rules is None:
        return False
    title = f"{item.row.name} · {item.paper} · 重录"
    dialog = RekeyBallotDialog(bridge, item.row.id, title, rules, parent)
    done = bool(dialog.exec())
    dialog.deleteLater()
    return done


def compare_typed(bridge: OfficeBridge, item: ProofItem, parent: QWidget) -> bool:
    """Compare the second typing of a sheet, asking first where it is not finished."""
    left = item.rekeyed.total - item.rekeyed.done if item.rekeyed is not None else 0
    if left and not ask_yes_no(
        parent,
        f"还有 {left} 项没有重录，现在比对？",
        "没有重录的会列为不一致。录完再比对更省事。",
        yes="比对",
        no="先不比对",
        danger=True,
    ):
        return False
    arguments = {key: value for key, value in item.arguments.items() if key != "purpose"}
    return bridge.act(compare_rekey, round=bridge.round, **arguments)


def read_aloud(bridge: OfficeBridge, item: ProofItem, parent: QWidget) -> bool:
    """Go through the values line by line; whether the outcome was registered."""
    lines = reading_lines(bridge.reader, bridge.round, item)
    if not lines:
        return False

    def register(found: tuple[Difference, ...], checked_by: str, day: str) -> None:
        about = {
            "round": bridge.round,
            **item.arguments,
            "way": "read_back",
            "checked_by": checked_by,
            "act_date": day,
        }
        if found:
            bridge.attempt(report_differences, **about, differences=differences_for(found))
        else:
            bridge.attempt(confirm_proof, **about)

    dialog = ReadingDialog(
        f"{item.row.name} · {item.paper} · 唱校",
        lines,
        register,
        checked_by=bridge.actor,
        day=_today(bridge),
        parent=parent,
    )
    done = bool(dialog.exec())
    dialog.deleteLater()
    return done


def register_paper(bridge: OfficeBridge, item: ProofItem, parent: QWidget) -> PaperOutcome:
    """Register a slip that was signed on paper, or leave to print it."""
    to_print: list[bool] = []
    dialog = PaperProofDialog(
        bridge,
        f"{item.row.name} · {item.paper} · 纸质校对单",
        item.arguments,
        reading_lines(bridge.reader, bridge.round, item),
        lambda: to_print.append(True),
        checked_by="" if item.own_of(bridge.actor) else bridge.actor,
        day=_today(bridge),
        parent=parent,
    )
    done = dialog.exec()
    dialog.deleteLater()
    if done:
        return PaperOutcome.REGISTERED
    return PaperOutcome.TO_PRINT if to_print else PaperOutcome.LEFT


def return_paper(bridge: OfficeBridge, item: ProofItem, parent: QWidget) -> bool:
    """Return a signed sheet to be corrected, or have a count taken anew, with a reason."""
    empty = "另建一张空的计票单，照纸质计票单重新录入"
    following = empty if item.of_ballot else "生成下一版草稿"
    reason = ask_text(
        parent,
        f"退回 {item.row.name} 的{item.paper}？",
        f"{item.version_words}保留备查，{following}。该村的审核意见和公示随之撤下。"
        "改好签字以后，要重新校对。\n退回原因：",
        value=_reason(item),
        lines=3,
    )
    if reason is None:
        return False
    if item.of_ballot:
        return bridge.act(return_ballot, round=bridge.round, village=item.row.id, reason=reason)
    return bridge.act(return_sheet, round=bridge.round, **item.arguments, reason=reason)


def _reason(item: ProofItem) -> str:
    """The reason proposed for returning: the first differences, as the check has them."""
    assert item.proof is not None, "only what differs is returned from here"
    found = read_differences(item.proof)
    words = "；".join(each.sentence.rstrip("。") for each in found[:3])
    more = f"；等 {len(found)} 处" if len(found) > 3 else ""
    return f"校对不一致：{words}{more}。"

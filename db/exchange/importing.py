"""Foreign files into the register: read, preview, and only then one action.

`preview_file` reads a file and tells what an import would do; `answered` tells it anew with
other answers; `apply` carries it out as one action, which leaves one history entry with the
file's name and checksum. While faults or questions are left nothing is written at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from db.exchange.ballots import BALLOT_NEEDS, ballot_headings, ballot_rules, draft_ballots
from db.exchange.facts import FACT_HEADINGS, FACT_NEEDS, draft_facts
from db.exchange.feedback import (
    FEEDBACK_NEEDS,
    draft_feedback,
    feedback_headings,
    feedback_roles,
)
from db.exchange.headings import CODE, NAME, NUMBER, TOWN, Headings, Layout, find_layout
from db.exchange.mappings import Mapped, Roles, explain_columns, remembered, turned_layout
from db.exchange.members import Members
from db.exchange.previews import Answers, CellFault, Collector, Ground, Preview, RowState
from db.exchange.results import (
    RESULT_HEADINGS,
    RESULT_NEEDS,
    draft_results,
    year_of_results,
)
from db.exchange.roster import ROSTER_HEADINGS, ROSTER_NEEDS, draft_roster
from db.exchange.scores import (
    SCORE_NEEDS,
    draft_scores,
    score_headings,
    score_roles,
    step_of_scores,
)
from db.exchange.standards import read_standard_file
from db.exchange.tables import CellKind, Table, read_table
from db.exchange.vetoes import VETO_HEADINGS, VETO_NEEDS, draft_vetoes
from evaluation.faults import RatingFault
from evaluation.gathering import pinned_standard, round_of
from evaluation.office import Changes, Office
from evaluation.ports import Reader
from evaluation.rounds import RoundState
from evaluation.standard.findings import StandardFaults
from evaluation.standard.model import Standard

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "answered",
    "apply",
    "import_file",
    "preview_file",
    "preview_record",
]

KIND_NAMES: Mapping[str, str] = {
    "roster": "名册",
    "facts": "基本情况",
    "scores": "自评得分",
    "feedback": "部门反馈",
    "ballots": "测评结果",
    "vetoes": "一票否决",
    "results": "往年结果",
    "standard": "评定标准",
}
KINDS = tuple(KIND_NAMES)
"""What a file can be imported as; packages travel another way."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of table is read: what it cannot do without, and the action it ends in."""

    needs: tuple[tuple[str, ...], ...]
    draft: Callable[[Collector, Ground], dict[str, Any]]
    action: str


_TABLES: Mapping[str, _Kind] = {
    "roster": _Kind(ROSTER_NEEDS, draft_roster, "import_roster"),
    "facts": _Kind(FACT_NEEDS, draft_facts, "enter_facts"),
    "scores": _Kind(SCORE_NEEDS, draft_scores, "import_scores"),
    "feedback": _Kind(FEEDBACK_NEEDS, draft_feedback, "import_feedback"),
    "ballots": _Kind(BALLOT_NEEDS, draft_ballots, "import_ballots"),
    "vetoes": _Kind(VETO_NEEDS, draft_vetoes, "import_vetoes"),
    "results": _Kind(RESULT_NEEDS, draft_results, "enter_past_results"),
}
_ACROSS = ("scores", "facts", "feedback")
"""Kinds of tables that are also read with villages as columns."""
_FIXED_HEADINGS: Mapping[str, Headings] = {
    "roster": ROSTER_HEADINGS,
    "facts": FACT_HEADINGS,
    "vetoes": VETO_HEADINGS,
    "results": RESULT_HEADINGS,
}


def _headings(kind: str, standard: Standard) -> Headings:
    """The columns of a kind of table; some are named by the standard."""
    if kind == "scores":
        return score_headings(standard)
    if kind == "feedback":
        return feedback_headings(standard)
    if kind == "ballots":
        return ballot_headings(ballot_rules(standard)[1])
    return _FIXED_HEADINGS[kind]


def _about(kind: str, layout: Layout, ground: Ground) -> str:
    """The step or year that was read out of the table's title."""
    if kind == "scores":
        return step_of_scores(ground.standard, layout).name
    if kind == "results":
        return f"{year_of_results(layout, ground.round)} 年度"
    return ""


def preview_file(
    kind: str,
    path: Path,
    reader: Reader,
    round_id: str,
    *,
    choose_towns: Sequence[str] = (),
    answers: Answers | None = None,
) -> Preview:
    """Read a file and tell what importing it as `kind` into a round would do.

    choose_towns: nine-digit codes of the towns in which a roster's names are looked for; the
    towns of the round without it. answers: question id → key of the choice.
    Raises RatingFault where the file or the kind cannot be worked with at all, and
    RegisterFault where the machine cannot read it; what is wrong inside is in `faults`.
    """
    if kind == "standard":
        return _standard_preview(path)
    if kind not in _TABLES:
        raise RatingFault(f"不能导入“{kind}”。可以导入的有：{'、'.join(KINDS)}。")
    return _preview(kind, read_table(path), reader, round_id, tuple(choose_towns), answers or {})


def answered(preview: Preview, reader: Reader, answers: Answers) -> Preview:
    """The preview made anew with these answers, from the same bytes of the file."""
    if preview.table is None:
        return preview
    return _preview(
        preview.kind, preview.table, reader, preview.round, preview.towns, dict(answers)
    )


def apply(office: Office, preview: Preview, answers: Answers | None = None) -> Changes:
    """Carry a preview out as one action, after making it anew from the register as it is now.

    Raises RatingFault, with nothing written, while faults or questions are left or nothing
    would change.
    """
    current = checked(preview, office.seen, preview.answers if answers is None else answers)
    return office.perform(current.action, current.arguments)


def checked(preview: Preview, reader: Reader, answers: Answers) -> Preview:
    """The preview made anew, with nothing left that hinders it; raises as `apply`."""
    current = answered(preview, reader, answers)
    if current.kind == "standard":
        raise RatingFault("评定标准在新建年度时选用，不能导入已有的年度。")
    if current.faults:
        raise RatingFault(
            f"“{current.file_name}”有 {len(current.faults)} 处错误，没有导入。请改正后再导入：",
            places=tuple(fault.sentence for fault in current.faults),
        )
    if current.questions:
        raise RatingFault(
            f"“{current.file_name}”有 {len(current.questions)} 处要您确认，没有导入：",
            places=tuple(question.sentence for question in current.questions),
        )
    if not current.changes:
        raise RatingFault(f"“{current.file_name}”与档案里的内容完全相同，没有要导入的。")
    return current


def import_file(
    kind: str,
    path: Path,
    office: Office,
    round_id: str,
    *,
    dry_run: bool,
    choose_towns: Sequence[str] = (),
    answers: Answers | None = None,
) -> Preview:
    """Read a file and, unless `dry_run`, carry it out; the preview tells what was done.

    With faults or questions left, and where the register has all of it already, nothing is
    written: the caller looks at the preview. Raises as `preview_file`.
    """
    preview = preview_file(
        kind, path, office.seen, round_id, choose_towns=choose_towns, answers=answers
    )
    if not dry_run and preview.ready:
        apply(office, preview)
    return preview


def preview_record(preview: Preview) -> dict[str, Any]:
    """A preview as plain values for JSON."""
    return {
        "kind": preview.kind,
        "file": preview.file_name,
        "sha256": preview.sha256,
        "summary": preview.summary,
        "ready": preview.ready,
        "rows": [
            {
                "state": str(row.state),
                "address": row.address,
                "village": row.village,
                "differences": [asdict(item) for item in row.differences],
                "note": row.note,
            }
            for row in preview.rows
        ],
        "faults": [asdict(fault) for fault in preview.faults],
        "notices": [asdict(notice) for notice in preview.notices],
        "questions": [
            {
                "id": question.id,
                "address": question.address,
                "text": question.text,
                "choices": [{"key": key, "words": words} for key, words in question.choices],
            }
            for question in preview.questions
        ],
    }


def _preview(
    kind: str,
    table: Table,
    reader: Reader,
    round_id: str,
    towns: tuple[str, ...],
    answers: Answers,
) -> Preview:
    round_ = round_of(reader, round_id)
    if round_.state is RoundState.PUBLISHED:
        raise RatingFault(
            f"{round_.year} 年度已经定评封存，不能再导入。"
            "定评后的变化请登记为年内事项，下一年度另行评定。"
        )
    ground = Ground(reader, round_, pinned_standard(reader, round_), towns)
    how = _TABLES[kind]
    empty = Preview(
        kind=kind,
        file_name=table.file_name,
        sha256=table.sha256,
        answers=dict(answers),
        table=table,
        round=round_id,
        towns=towns,
    )
    layout, mapped = _layout(kind, table, ground, answers)
    if layout is None:
        assert mapped is not None, "without a layout there are questions about the columns"
        return replace(
            empty,
            faults=(CellFault("", mapped.fault),) if mapped.fault else (),
            questions=mapped.open,
            asked=mapped.questions,
            summary=f"{KIND_NAMES[kind]}：有 {len(mapped.open)} 列要您说明是什么。"
            if mapped.open
            else f"{KIND_NAMES[kind]}：按现在的列对照读不出来。",
        )
    collector = Collector(layout, answers, several_sheets=len(table.sheets) > 1)
    if table.hidden:
        collector.notice("", table.hidden_notice)
    if mapped is not None:
        collector.asked.extend(mapped.questions)
        collector.explained = frozenset(mapped.columns)
        collector.notice("", mapped.notice)
    if layout.sheet.turned:
        collector.notice("", "这张表以嘎查村为列、以指标为行，已按列逐村读入。")
    collector.settle_hidden_columns()
    arguments = how.draft(collector, ground)
    if not collector.rows and not collector.faults and not collector.open:
        collector.faults.append(CellFault("", "表头下面没有数据。请检查是否选错了工作表。"))
    if mapped is not None and mapped.new:
        arguments["mappings"] = {kind: {mapped.fingerprint: mapped.record()}}
    preview = replace(
        empty,
        rows=tuple(collector.rows),
        faults=tuple(collector.faults),
        questions=tuple(collector.open),
        action=how.action,
        arguments={**arguments, "source": table.source},
        asked=tuple(collector.asked),
        notices=tuple(collector.notices),
    )
    return _summarised(preview, _about(kind, layout, ground), layout)


def _layout(
    kind: str, table: Table, ground: Ground, answers: Answers
) -> tuple[Layout | None, Mapped | None]:
    """The columns of a table: by their names, across, or as the official explains them.

    Without a layout there are questions in what is mapped. Raises RatingFault where nothing
    in the table says which villages it is about.
    """
    headings, needs = _headings(kind, ground.standard), _TABLES[kind].needs
    names = _roles(kind, ground.standard)
    found: Layout | None = None
    refusal: RatingFault | None = None
    try:
        found = find_layout(table, headings, needs)
    except RatingFault as fault:
        refusal = fault
    if found is not None and not (names and _says_nothing(found, names)):
        return found, None
    members = Members(ground.reader, ground.round)
    for sheet in table.sheets if kind in _ACROSS else ():
        across = turned_layout(sheet, headings, NAME, members.is_named_by)
        if across is not None:
            return across, None
    if names:
        roles = Roles(names, headings, needs, frozenset({CODE, NAME}), members.is_named_by, 1)
        known = remembered(ground.reader, kind)
        for sheet in table.sheets:
            mapped = explain_columns(sheet, table.file_name, roles, known, answers)
            if mapped is not None and mapped.questions:
                return mapped.layout, mapped
    if found is None and refusal is not None:
        raise refusal
    return found, None


def _says_nothing(layout: Layout, names: Mapping[str, str]) -> bool:
    """Whether no column is one of the standard's, while numbers stand in columns unknown."""
    places = (CODE, NAME, TOWN, NUMBER)
    if any(key in names and key not in places for key in layout.columns):
        return False
    return any(
        layout.sheet.cell(row, heading.column).kind is CellKind.NUMBER
        for heading in layout.unknown
        for row in range(layout.last_row + 1, layout.sheet.rows + 1)
    )


def _roles(kind: str, standard: Standard) -> dict[str, str]:
    """What columns can be explained to be; empty for kinds whose names are always the same."""
    if kind == "scores":
        return score_roles(standard)
    return feedback_roles(standard) if kind == "feedback" else {}


def _summarised(preview: Preview, about: str, layout: Layout) -> Preview:
    head = KIND_NAMES[preview.kind] + (f"（{about}）" if about else "")
    parts = [
        f"{head}：新增 {preview.count(RowState.ADDED)} 行",
        f"变更 {preview.count(RowState.CHANGED)} 行",
        f"相同 {preview.count(RowState.SAME)} 行",
        f"忽略 {preview.count(RowState.IGNORED)} 行",
    ]
    if preview.faults:
        parts.append(f"错误 {len(preview.faults)} 处")
    if preview.questions:
        parts.append(f"待确认 {len(preview.questions)} 处")
    text = "，".join(parts) + "。"
    unread = [f"“{heading.text}”" for heading in layout.unknown]
    if unread:
        text += f"没有用到的列：{'、'.join(unread)}。"
    if layout.passed_over:
        text += f"没有读的工作表：{'、'.join(f'“{name}”' for name in layout.passed_over)}。"
    return replace(preview, summary=text)


def _standard_preview(path: Path) -> Preview:
    """What a standard's file holds, or every fault in it; it is chosen when a year is opened."""
    content = path.read_bytes() if path.is_file() else b""
    digest = hashlib.sha256(content).hexdigest()
    try:
        standard, _text = read_standard_file(path)
    except StandardFaults as found:
        faults = tuple(CellFault(fault.place, fault.message) for fault in found.faults)
        summary = f"评定标准有 {len(faults)} 处错误，不能用于新建年度。"
        return Preview("standard", path.name, digest, faults=faults, summary=summary)
    summary = (
        f"评定标准“{standard.name}”第 {standard.version} 版可以使用："
        f"{standard.unit}，{len(standard.stars)} 项、{len(standard.indicators)} 个指标。"
        "请在新建年度时选用。"
    )
    return Preview("standard", path.name, digest, summary=summary)

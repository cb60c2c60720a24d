"""A whole folder of filled score sheets: read, preview, and only then one action.

Files may have any names and be of any mix of .xlsx, .xls, .et, .ods and .csv. `read_folder` only
reads files (it may run beside the window); `preview_files` tells what an import would do, per
sheet: whose it is and how that was found, its faults, and what would change. `apply_folder`
carries it out as one action with one history entry that names every file and its checksum.
While faults or questions are left nothing at all is written.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.exchange.folder_files import (
    BLANK,
    FilePreview,
    FileState,
    FolderFile,
    FolderPreview,
    folder_record,
    in_file,
    read_folder,
)
from db.exchange.form_layout import FORM_ROLES, Items, form_layout
from db.exchange.form_reading import read_form
from db.exchange.headings import Layout
from db.exchange.heads import check_head, is_of_this_standard
from db.exchange.identity import ASSESSOR, REST, STEP, Identity, read_identity
from db.exchange.mappings import Mapped, Roles, explain_columns, remembered
from db.exchange.members import Member, Members
from db.exchange.ownership import Ownership, find_owner
from db.exchange.previews import (
    Answers,
    CellFault,
    Collector,
    Ground,
    Question,
)
from db.exchange.progress import Progress
from db.exchange.sheet_forms import REST_CHECKED
from db.exchange.tables import Sheet as TableSheet
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, pinned_standard, round_of, sheet_content
from evaluation.office import Changes, Office
from evaluation.places import compact
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus, RoundState
from evaluation.standard.model import Step, StepKind, for_category
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Purpose, Sheet, SheetState

__all__ = [
    "BLANK",
    "FilePreview",
    "FileState",
    "FolderFile",
    "FolderPreview",
    "answered_folder",
    "apply_folder",
    "folder_record",
    "preview_files",
    "preview_folder",
    "read_folder",
]

LEAVE_OUT = "leave_out"
FORMS = "sheets"
"""Under which name the columns of score sheets are remembered."""
_YES = "yes"


def preview_folder(
    path: Path,
    reader: Reader,
    round_id: str,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> FolderPreview:
    """Read a folder and tell what importing it into a round would do.

    answers: question id → key of the choice. Raises as `read_folder`, and RatingFault where the
    round takes no entries any more.
    """
    files = read_folder(path, progress)
    return preview_files(files, reader, round_id, answers, folder=path.name)


def preview_files(
    files: Sequence[FolderFile],
    reader: Reader,
    round_id: str,
    answers: Answers | None = None,
    *,
    folder: str = "",
) -> FolderPreview:
    """What importing files that were read would do; quick enough for the thread of the window."""
    round_ = round_of(reader, round_id)
    if round_.state is RoundState.PUBLISHED:
        raise RatingFault(
            f"{round_.year} 年度已经定评封存，不能再导入。"
            "定评后的变化请登记为年内事项，下一年度另行评定。"
        )
    ground = Ground(reader, round_, pinned_standard(reader, round_))
    return _Folder(ground, dict(answers or {})).preview(tuple(files), folder)


def answered_folder(preview: FolderPreview, reader: Reader, answers: Answers) -> FolderPreview:
    """The preview made anew with these answers, from the same bytes of the files."""
    return preview_files(preview.sources, reader, preview.round, answers, folder=preview.folder)


def apply_folder(office: Office, preview: FolderPreview, answers: Answers | None = None) -> Changes:
    """Carry a preview out as one action, after making it anew from the register as it is now.

    Raises RatingFault, with nothing written, while faults or questions are left or nothing
    would change.
    """
    current = answered_folder(preview, office.seen, preview.answers if answers is None else answers)
    if current.faults:
        raise RatingFault(
            f"文件夹“{current.folder}”里有 {len(current.faults)} 处错误，没有导入。"
            "请改正后再导入，或把有错误的文件选为不导入：",
            places=tuple(fault.sentence for fault in current.faults),
        )
    if current.questions:
        raise RatingFault(
            f"文件夹“{current.folder}”里有 {len(current.questions)} 处要您确认，没有导入：",
            places=tuple(question.sentence for question in current.questions),
        )
    if not current.changes:
        raise RatingFault(f"文件夹“{current.folder}”与档案里的内容完全相同，没有要导入的。")
    return office.perform(current.action, current.arguments)


class _Folder:
    """All files of a folder against one round."""

    def __init__(self, ground: Ground, answers: Answers) -> None:
        self.ground = ground
        self.answers = answers
        self.members = Members(ground.reader, ground.round)
        self.mapped: dict[tuple[str, str], Mapped] = {}
        self.known_mappings = remembered(ground.reader, FORMS)
        items = [
            Items(ground.standard, step)
            for step in ground.standard.steps
            if step.kind in (StepKind.SELF, StepKind.ASSESSMENT)
        ]
        self.roles = Roles(
            *FORM_ROLES, speaks=lambda cell: any(known.known(cell.text) for known in items)
        )
        self.asked: list[Question] = []

    def preview(self, sources: tuple[FolderFile, ...], folder: str) -> FolderPreview:
        files = [found for source in sources for found in self._file(source)]
        files = self._one_for_each_village(files)
        taken = [item for item in files if item.state in (FileState.READ, FileState.UNSETTLED)]
        came = {item.village for item in taken if item.reason != BLANK}
        missing = tuple(
            member.name
            for member in sorted(self.members.all, key=lambda item: item.participation.position)
            if member.participation.status is ParticipationStatus.RATED and member.id not in came
        )
        parts = [item for item in taken if item.argument]
        named = dict.fromkeys(f"{item.file}（SHA-256 {item.sha256}）" for item in parts)
        arguments: dict[str, Any] = {
            "round": self.ground.round.id,
            "sheets": [item.argument for item in parts],
            "source": "；".join(named),
        }
        used = {item.file for item in parts}
        mappings = {
            mapped.fingerprint: mapped.record()
            for (file, _), mapped in self.mapped.items()
            if file in used and mapped.new
        }
        if mappings:
            arguments["mappings"] = {FORMS: mappings}
        open_ids = {question.id for item in files for question in item.questions}
        made = FolderPreview(
            folder=folder,
            round=self.ground.round.id,
            files=tuple(files),
            missing=missing,
            questions=tuple(item for item in self.asked if item.id in open_ids),
            asked=tuple(self.asked),
            arguments=arguments,
            answers=dict(self.answers),
            sources=sources,
        )
        return replace(made, summary=_summary(made))

    def _file(self, source: FolderFile) -> list[FilePreview]:
        if source.table is None:
            if not source.problem:
                return [
                    FilePreview(source.name, "", "", FileState.NOT_A_FORM, reason=source.reason)
                ]
            faulty = FilePreview(
                source.name,
                "",
                "",
                FileState.UNREADABLE,
                faults=(CellFault("", source.reason),),
                reason=source.reason,
            )
            return [self._may_be_left_out(faulty)]
        found = [self._sheet(source, sheet) for sheet in source.table.sheets]
        forms = [item for item in found if item is not None]
        if forms:
            return forms
        return [
            FilePreview(
                source.name,
                "",
                source.sha256,
                FileState.NOT_A_FORM,
                reason="没有找到打分表的表头（编号、得分、次数等列），没有读",
            )
        ]

    def _sheet(self, source: FolderFile, sheet: TableSheet) -> FilePreview | None:
        """One sheet of a file; None where it is no score sheet of one village."""
        scope = f"{source.name}|{sheet.name}|"
        found = FilePreview(source.name, sheet.name, source.sha256, FileState.READ)
        layout = form_layout(sheet, source.name)
        if layout is None:
            mapped = self._explained(source, sheet)
            if mapped is None:
                return None
            self.mapped[source.name, sheet.name] = mapped
            if mapped.layout is None:
                return self._unexplained(found, mapped)
            layout = mapped.layout
        collector = Collector(layout, self.answers, several_sheets=sheet.typed, scope=scope)
        if source.table is not None and source.table.hidden:
            collector.notice("", source.table.hidden_notice)
        self._tell_mapping(collector, source, sheet)
        identity = read_identity(layout.sheet, layout.first_row)
        owner = find_owner(
            collector,
            self.members,
            identity,
            source.name,
            sheet.name if sheet.typed else "",
        )
        step = self._step(collector, identity, layout)
        check_head(collector, identity, self.ground, "打分表")
        sure = is_of_this_standard(identity, self.ground)
        if owner.member is not None and step is not None:
            found = self._read(collector, found, owner, step, identity, sure)
        return self._finished(collector, found)

    def _explained(self, source: FolderFile, sheet: TableSheet) -> Mapped | None:
        """A sheet of an office's own making that speaks of indicators in some column."""
        return explain_columns(sheet, source.name, self.roles, self.known_mappings, self.answers)

    def _tell_mapping(self, collector: Collector, source: FolderFile, sheet: TableSheet) -> None:
        mapped = self.mapped.get((source.name, sheet.name))
        if mapped is None:
            return
        collector.asked.extend(mapped.questions)
        if mapped.notice:
            collector.notice("", mapped.notice)

    def _unexplained(self, found: FilePreview, mapped: Mapped) -> FilePreview:
        self._asked(_of_file(mapped.questions, found))
        faults = (CellFault("", mapped.fault),) if mapped.fault else ()
        return self._may_be_left_out(
            replace(
                found,
                state=FileState.UNSETTLED,
                faults=faults,
                questions=_of_file(mapped.open, found),
            )
        )

    def _asked(self, questions: Sequence[Question]) -> None:
        known = {item.id for item in self.asked}
        self.asked += [item for item in questions if item.id not in known]

    def _read(
        self,
        collector: Collector,
        found: FilePreview,
        owner: Ownership,
        step: Step,
        identity: Identity,
        sure: bool,
    ) -> FilePreview:
        member = owner.member
        assert member is not None
        assessor = self._assessor(collector, identity, step)
        content = self._before(collector, member, step, assessor)
        standard = for_category(self.ground.standard, member.participation.category)
        collector.settle_hidden_columns()
        draft = read_form(
            collector,
            standard,
            step,
            content,
            member.name,
            sure=sure,
            check_rest=self._rest(collector, identity),
        )
        return replace(
            found,
            village=member.id,
            village_name=member.name,
            found_by=owner.found_by,
            step=step.id,
            step_name=step.short,
            assessor=assessor,
            reason="" if draft.entries or draft.check_rest else BLANK,
            argument={}
            if draft.empty
            else {
                "village": member.id,
                "step": step.id,
                "assessor": assessor,
                **draft.argument(),
            },
        )

    def _finished(self, collector: Collector, found: FilePreview) -> FilePreview:
        self._asked(_of_file(collector.asked, found))
        unsettled = bool(collector.faults or collector.open)
        found = replace(
            found,
            state=FileState.UNSETTLED if unsettled else FileState.READ,
            rows=tuple(collector.rows),
            faults=tuple(collector.faults),
            notices=tuple(collector.notices),
            questions=_of_file(collector.open, found),
        )
        return self._may_be_left_out(found)

    def _may_be_left_out(self, found: FilePreview) -> FilePreview:
        question = Question(
            f"{found.file}|{found.sheet}|{LEAVE_OUT}",
            found.place,
            f"不导入“{found.place}”？",
            ((_YES, "不导入"), ("no", "导入")),
        )
        found = replace(found, leave_out=question)
        if self.answers.get(question.id) != _YES:
            return found
        return replace(
            found, state=FileState.LEFT_OUT, questions=(), argument={}, reason="您选了不导入"
        )

    def _before(
        self, collector: Collector, member: Member, step: Step, assessor: str
    ) -> SheetContent | None:
        """The village's sheet as it is; a fault where it cannot be written on."""
        if member.participation.status is not ParticipationStatus.RATED:
            collector.fault("", f"{member.name}本年度不参评，不能导入打分表。")
            return None
        purpose = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
        reader = self.ground.reader
        sheet = latest_sheet(reader, self.ground.round.id, member.id, step.id, purpose, assessor)
        if sheet is None:
            return None
        if sheet.state is SheetState.SEALED:
            collector.fault(
                "",
                f"{member.name}的{step.short}已经签字，不能再导入。"
                "要改请先退回，或把这个文件选为不导入。",
            )
        return sheet_content(reader, sheet)

    def _assessor(self, collector: Collector, identity: Identity, step: Step) -> str:
        """Whose own sheet it is; a name that has none yet may only head the group's list."""
        name = identity.text(ASSESSOR).strip()
        if not name or step.kind is StepKind.SELF:
            return ""
        sheets = self.ground.reader.find(Sheet, round=self.ground.round.id, step=step.id)
        if any(sheet.assessor == name for sheet in sheets):
            return name
        answer = collector.ask_for_all(
            f"assessor:{name}",
            identity.address(ASSESSOR),
            f"考评人写的是“{name}”，本年度还没有他单独的打分表。这是单独的一份，还是考评组共同的一份？",
            (("common", "考评组共同的一份"), ("own", f"“{name}”单独的一份")),
        )
        return name if answer == "own" else ""

    def _rest(self, collector: Collector, identity: Identity) -> bool:
        text = compact(identity.text(REST))
        if not text:
            return False
        if text != REST_CHECKED:
            collector.fault(
                identity.address(REST),
                f"“{REST}”填的是“{identity.text(REST)}”，只能填“{REST_CHECKED}”或空着。",
            )
            return False
        return True

    def _step(self, collector: Collector, identity: Identity, layout: Layout) -> Step | None:
        """The step a form is about: named at its head or in its name, else asked about."""
        scored = [
            step
            for step in self.ground.standard.steps
            if step.kind in (StepKind.SELF, StepKind.ASSESSMENT)
        ]
        written = compact(identity.text(STEP))
        for words in (written, compact(identity.title), compact(layout.sheet.name)):
            named = [step for step in scored if words and step.short in words]
            if len(named) == 1:
                return named[0]
        if written:
            collector.fault(
                identity.address(STEP),
                f"步骤写的是“{written}”，打分的步骤只有{'、'.join(s.short for s in scored)}。",
            )
            return None
        answer = collector.ask(
            "step",
            "",
            "看不出这是哪一步的打分表，是哪一步？",
            tuple((step.id, step.name) for step in scored),
        )
        return self.ground.standard.step(answer) if answer else None

    def _one_for_each_village(self, files: list[FilePreview]) -> list[FilePreview]:
        """Where two sheets came for one village and step, which of them counts is asked."""
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for place, item in enumerate(files):
            if item.village and item.state in (FileState.READ, FileState.UNSETTLED):
                groups[item.village, item.step, item.assessor].append(place)
        for (village, step, assessor), places in groups.items():
            if len(places) < 2:
                continue
            several = [files[place] for place in places]
            question = Question(
                f"two:{village}:{step}:{assessor}",
                several[0].place,
                f"{several[0].village_name}的{several[0].step_name}来了 {len(several)} 份，"
                "用哪一份？",
                tuple((_key(item), item.place) for item in several),
            )
            self.asked.append(question)
            answer = self.answers.get(question.id)
            if answer not in [key for key, _ in question.choices]:
                first = files[places[0]]
                files[places[0]] = replace(
                    first,
                    state=FileState.UNSETTLED,
                    questions=(*first.questions, question),
                )
                continue
            for place in places:
                if _key(files[place]) != answer:
                    files[place] = replace(
                        files[place],
                        state=FileState.LEFT_OUT,
                        questions=(),
                        argument={},
                        reason="同村另有一份，您选了那一份",
                    )
        return files


def _of_file(questions: Sequence[Question], found: FilePreview) -> tuple[Question, ...]:
    """The questions with the file in their addresses."""
    return tuple(
        replace(item, address=in_file(found.file, item.address) if item.address else found.place)
        for item in questions
    )


def _key(item: FilePreview) -> str:
    return hashlib.sha256(f"{item.file}|{item.sheet}".encode()).hexdigest()[:12]


def _summary(preview: FolderPreview) -> str:
    def count(*states: FileState) -> int:
        return sum(item.state in states for item in preview.files)

    taken = [item for item in preview.files if item.state in (FileState.READ, FileState.UNSETTLED)]
    parts = [
        f"打分表 {len(taken)} 份",
        f"有变动 {sum(item.changes > 0 for item in taken)} 份",
        f"不是打分表 {count(FileState.NOT_A_FORM)} 个",
        f"没有交来 {len(preview.missing)} 个村",
    ]
    if count(FileState.LEFT_OUT):
        parts.append(f"不导入 {count(FileState.LEFT_OUT)} 份")
    if preview.faults:
        parts.append(f"错误 {len(preview.faults)} 处")
    if preview.questions:
        parts.append(f"待确认 {len(preview.questions)} 处")
    return f"文件夹“{preview.folder}”：{'，'.join(parts)}。"

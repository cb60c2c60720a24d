"""The front door: no arguments → the window; a sub-command → the same work without one.

Parses the command line and hands on; each command is one function below. Exit codes: 0 done,
1 the data or the file is at fault, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.faults import Fault, RatingFault, RegisterFault

if TYPE_CHECKING:
    from db.register import SqliteRegister
    from evaluation.office import Office
    from evaluation.ports import Register
    from evaluation.views import YearBoard
    from gui.dialogs.recovery import BackupChoice
    from gui.start import Doors

PROGRAM = "xingji 0.1.0"
_UNIT = "嘎查村"
_CLERK = "经办人"


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the office's own wall clock


def _open(path: str, *, writing: bool = False) -> SqliteRegister:
    from db.store import open_register

    return open_register(Path(path), clock=_now, program=PROGRAM, read_only=not writing)


def _office(register: SqliteRegister, actor: str = _CLERK) -> Office:
    from evaluation.office import Office

    def safeguard() -> None:
        from db.backup import back_up

        back_up(register)

    return Office(register, _now, actor, safeguard=safeguard)


def _board(register: Register, options: argparse.Namespace) -> YearBoard:
    from evaluation.boards import year_board
    from evaluation.rounds import round_id

    return year_board(register, round_id(options.year, options.unit))


def _say(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _json(value: object) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def _whole_or_not_at_all(register: SqliteRegister) -> Iterator[None]:
    """Close a new register at the end; one whose filling was broken off is not kept."""
    try:
        with closing(register):
            yield
    except BaseException:
        register.path.unlink(missing_ok=True)
        raise


def _write_sample(target: Path) -> None:
    from db.exchange.standards import read_preset
    from db.store import create_register
    from evaluation.sample import SampleClock, write_sample

    clock = SampleClock()
    register = create_register(target, clock=clock, program=PROGRAM)
    with _whole_or_not_at_all(register):
        write_sample(register, clock, read_preset("shixing-2012"))
        register.compact()


def run_sample(options: argparse.Namespace) -> int:
    """Write the fictional 2012 year."""
    _write_sample(Path(options.register))
    _say(f"示例档案已写好：{options.register}（61 个虚构嘎查村，2012 年度，五步已走完）。")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Create a register for an office."""
    from db.store import create_register
    from evaluation.actions import years

    register = create_register(Path(options.register), clock=_now, program=PROGRAM)
    with _whole_or_not_at_all(register):
        _office(register).act(years.name_office, name=options.office, level=options.level)
    _say(f"档案已新建：{options.register}")
    return 0


def run_year(options: argparse.Namespace) -> int:
    """Open a year under a preset or a standard file, with a roster if one is given."""
    from db.exchange.holidays import shipped_holidays
    from db.exchange.standards import preset_text, read_standard_file
    from evaluation.actions import years

    if Path(options.standard).exists():
        text = read_standard_file(Path(options.standard))[1]
    else:
        text = preset_text(options.standard)
    with closing(_open(options.register, writing=True)) as register:
        office = _office(register)
        office.act(years.open_year, year=options.year, unit=options.unit, standard=text)
        for shipped in shipped_holidays(options.year, options.year + 1):
            office.act(years.enter_holidays, days=shipped.days)
        _say(f"{options.year} 年度{options.unit}评定已建立。")
        if options.roster:
            return _import(office, "roster", options.roster, options)
    return 0


def run_import(options: argparse.Namespace) -> int:
    """Bring in a table after a preview."""
    if options.kind == "package":
        raise RatingFault("本版本还不能导入数据包。请用 roster、facts、scores 等种类导入表格。")
    with closing(_open(options.register, writing=not options.dry_run)) as register:
        office = _office(register)
        if options.kind == "sheets":
            return _import_sheets(office, options)
        return _import(office, options.kind, options.file, options)


def _import(office: Office, kind: str, file: str, options: argparse.Namespace) -> int:
    from db.exchange.importing import import_file, preview_record
    from evaluation.rounds import round_id

    preview = import_file(
        kind,
        Path(file),
        office,
        round_id(options.year, options.unit),
        dry_run=getattr(options, "dry_run", False),
        answers=_answers(options),
    )
    if getattr(options, "json", False):
        _json(preview_record(preview))
    else:
        _say("\n".join((preview.summary, *(notice.sentence for notice in preview.notices))))
    return _told(
        *(fault.sentence for fault in preview.faults),
        *(question.sentence for question in preview.questions),
    )


def _import_sheets(office: Office, options: argparse.Namespace) -> int:
    """Bring in a folder of filled score sheets."""
    from db.exchange.folders import FileState, apply_folder, folder_record, preview_folder
    from evaluation.rounds import round_id

    preview = preview_folder(
        Path(options.file),
        office.seen,
        round_id(options.year, options.unit),
        _answers(options),
    )
    if preview.ready and not options.dry_run:
        apply_folder(office, preview)
    if options.json:
        _json(folder_record(preview))
    else:
        _say(preview.summary)
        for item in preview.files:
            if item.state in (FileState.NOT_A_FORM, FileState.LEFT_OUT):
                _say(f"{item.place}：{item.reason}")
            elif item.village_name:
                _say(
                    f"{item.place}：{item.village_name} {item.step_name}（按{item.found_by}），"
                    + (item.reason or f"变动 {item.changes} 处")
                )
            for notice in item.notices:
                _say(f"  {notice.sentence}")
        if preview.missing:
            _say(f"没有交来的：{'、'.join(preview.missing)}")
    return _told(
        *(fault.sentence for fault in preview.faults),
        *(question.sentence for question in preview.questions),
    )


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """The answers to an import's questions: a JSON object of their ids and the chosen keys."""
    name = getattr(options, "answers", None)
    if not name:
        return {}
    try:
        found = json.loads(Path(name).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise RatingFault(f"回答文件“{Path(name).name}”读不出来，请确认是 JSON 文本。") from error
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found.values()):
        raise RatingFault(
            f'回答文件“{Path(name).name}”应写成 {{"问题编号": "选项"}} 的样子；'
            "问题编号和选项用 --dry-run --json 查看。"
        )
    return found


def _told(*sentences: str) -> int:
    """Say what hinders; 1 where anything does."""
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")
    return 1 if sentences else 0


def run_act(options: argparse.Namespace) -> int:
    """Carry out a script of actions, one JSON object a line, all or none of each."""
    script = Path(options.script)
    try:
        lines = script.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RatingFault(f"脚本“{script.name}”读不出来，请确认是 UTF-8 文本文件。") from error
    from evaluation.rounds import round_id

    key = round_id(options.year, options.unit)
    with closing(_open(options.register, writing=True)) as register:
        office = _office(register, options.actor)
        done = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            try:
                _perform(office, key, line, script.parent)
            except RatingFault as fault:
                raise RatingFault(
                    f"脚本“{script.name}”第 {number} 行没有执行，前面 {done} 个操作已保存。"
                    f"{fault.message}",
                    places=fault.places,
                ) from fault
            done += 1
    _say(f"已执行 {done} 个操作。")
    return 0


def _perform(office: Office, key: str, line: str, folder: Path) -> None:
    """Carry out one line of a script; files it names are looked for from the script's folder."""
    from sqlite3 import IntegrityError

    from evaluation.scripts import argument_fault, read_line

    name, arguments = read_line(line, key)
    if name == "open_year" and "standard" in arguments:
        arguments["standard"] = _standard_text(arguments["standard"], folder)
    files = arguments.get("files") if name == "attach_files" else [arguments]
    for file in files if name in ("attach_evidence", "attach_files") and files else ():
        if isinstance(file.get("file"), str):
            file.update(_evidence_file(folder / file.pop("file")))
    try:
        office.perform(name, arguments)
    except (TypeError, ValueError, LookupError, AttributeError, IntegrityError) as error:
        # Parameters are checked by read_line; what lies inside lists and objects is not.
        raise argument_fault(name, error) from error


def _evidence_file(path: Path) -> dict[str, Any]:
    """What `attach_evidence` takes of a file that a script names."""
    from db.exchange.evidence_files import read_evidence_file

    read = read_evidence_file(path)
    return {"name": read.name, "media": read.media, "data": read.data, "taken_on": read.taken_on}


def _standard_text(text: str, folder: Path) -> str:
    """The text of a standard that a script names as @preset:NAME or @file:PATH."""
    from db.exchange.standards import preset_text, read_standard_file

    if text.startswith("@preset:"):
        return preset_text(text.removeprefix("@preset:"))
    if text.startswith("@file:"):
        return read_standard_file(folder / text.removeprefix("@file:"))[1]
    return text


@contextmanager
def _reading(options: argparse.Namespace) -> Iterator[Register]:
    """The register for what is shown, printed or exported: under 背靠背 nobody in particular
    reads, so that no unsigned sheet of an assessor is in it."""
    from evaluation.blindness import seen_by

    with closing(_open(options.register)) as register:
        yield seen_by(register, "")


def run_rate(options: argparse.Namespace) -> int:
    """Every village's result and the totals."""
    from evaluation.numbers import show
    from evaluation.results import results_record

    with _reading(options) as register:
        board = _board(register, options)
    record = results_record(board)
    if options.json:
        _json(record)
        return 0
    for village in record["villages"]:
        row = next(item for item in board.rows if item.id == village["id"])
        total = "—" if row.outcome.total is None else show(row.outcome.total, board.head.decimals)
        _say(
            f"{village['rank'] or '—':>4} {village['name']}（{village['town']}） "
            f"{village['star_count']} 星 {total} {village['class'] or village['state']}"
        )
    totals = record["totals"]
    classes = "，".join(
        f"{name} {item['count']}（{item['share']}%）" for name, item in totals["classes"].items()
    )
    _say(
        f"名册 {totals['villages']} 个，已评 {totals['rated']} 个；{classes}；"
        f"获星率 {totals['star_rate']}%（{totals['stars_won']}/{totals['stars_possible']}）。"
        f"{totals['note']}"
    )
    return 0


def run_why(options: argparse.Namespace) -> int:
    """The reasons of one village in words."""
    from evaluation.cards import village_advice, village_card
    from evaluation.gathering import village_by
    from evaluation.rounds import round_id

    with _reading(options) as register:
        village = village_by(register, options.village)
        if village is None:
            raise RatingFault(
                f"本档案里没有代码为“{options.village}”的{options.unit}。请核对 12 位代码。"
            )
        card = village_card(register, round_id(options.year, options.unit), village)
        advice = village_advice(register, card)
    _say(f"{card.row.name}（{card.row.town_name}）{options.year} 年度")
    for reason in (*card.reasons, *advice):
        source = f"（依据：{reason.source}）" if reason.level == 2 and reason.source else ""
        _say("  " * reason.level + reason.text + source)
    return 0


def run_print(options: argparse.Namespace) -> int:
    """Write papers as PDF files into a folder."""
    from evaluation.reports.printing import print_papers

    with _reading(options) as register:
        board = _board(register, options)
        written = print_papers(
            register,
            board,
            options.kind,
            Path(options.out),
            town=options.town or "",
            village=options.village or "",
        )
    for path in written:
        _say(str(path))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write a round's data to a file."""
    if options.kind == "package":
        raise RatingFault("本版本还不能导出数据包。请用 canonical、results、scores 或 standard。")
    if options.kind in ("forms", "feedback"):
        return _export_forms(options)
    from db.exchange.exporting import export_file

    with _reading(options) as register:
        export_file(options.kind, register, _board(register, options), Path(options.out))
    _say(options.out)
    return 0


def _export_forms(options: argparse.Namespace) -> int:
    """Write score sheets or 部门反馈表 into a folder, to be filled in elsewhere."""
    from db.exchange.feedback_forms import feedback_forms, write_feedback_forms
    from db.exchange.sheet_forms import scored_steps, sheet_forms, write_sheet_forms

    folder, filled = Path(options.out), not options.blank
    with _reading(options) as register:
        board = _board(register, options)
        if options.kind == "feedback":
            written = write_feedback_forms(feedback_forms(register, board, filled=filled), folder)
        else:
            steps = scored_steps(board.head.standard, options.step or "")
            written = write_sheet_forms(
                [
                    form
                    for step in steps
                    for form in sheet_forms(register, board, step.id, filled=filled)
                ],
                folder,
            )
    for path in written:
        _say(str(path))
    return 0


def run_check(options: argparse.Namespace) -> int:
    """The whole register against itself; 1 and the place of each fault."""
    from db.checking import check
    from db.recounting import recount_seals

    with closing(_open(options.register)) as register:
        findings = check(register, (recount_seals,))
    if options.json:
        _json(
            {
                "clean": not findings,
                "findings": [
                    {
                        "table": item.table,
                        "key": list(item.key),
                        "village": item.village,
                        "round": item.round,
                        "step": item.step,
                        "message": item.message,
                    }
                    for item in findings
                ],
            }
        )
    elif not findings:
        _say("检查完毕，没有发现问题。")
    for item in findings:
        key = " / ".join(str(part) for part in item.key)
        place = "，".join(part for part in (item.table, key, item.village, item.step) if part)
        sys.stderr.write(f"{item.message}（{place}）\n")
    return 1 if findings else 0


def run_backup(options: argparse.Namespace) -> int:
    """Take a verified backup now."""
    from db.backup import back_up

    with closing(_open(options.register, writing=True)) as register:
        made = back_up(register, Path(options.out) if options.out else None)
    _say(f"备份已写好并核对：{made}")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Put a verified backup in the place of a register, which is kept aside."""
    from db.backup import restore

    aside = restore(Path(options.backup), Path(options.register), clock=_now)
    _say(f"已从备份恢复到 {options.register}。" + (f"原文件留作 {aside}。" if aside else ""))
    return 0


def run_selfcheck(_options: argparse.Namespace) -> int:
    """Fonts, plug-ins, SQLite, write access, a made-up year through all steps."""
    import sqlite3
    import tempfile

    from db.checking import check
    from db.recounting import recount_seals
    from evaluation.boards import rounds, year_board
    from evaluation.reports.printing import print_papers
    from gui.selfcheck import window_lines

    _say(f"✓ Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}")
    lines, well = window_lines()
    for line in lines:
        _say(line)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "自检 示例.xjdb"
            _write_sample(path)
            _say("✓ 写入：临时文件夹可以写，示例年度五步走完")
            with closing(_open(str(path))) as register:
                findings = check(register, (recount_seals,))
                board = year_board(register, rounds(register)[0].id)
                papers = print_papers(register, board, "all", Path(folder) / "材料")
            totals = board.totals
            right = (totals.stars_won, totals.stars_possible, totals.star_rate) == (
                443,
                610,
                "72.62",
            )
            well = well and right and not findings
            _say(
                f"{'✓' if right else '✗'} 计算：{totals.villages} 个嘎查村，"
                f"获星率 {totals.star_rate}%（{totals.stars_won}/{totals.stars_possible}）"
            )
            _say(f"{'✗' if findings else '✓'} 档案检查：{len(findings)} 处问题")
            _say(f"✓ 打印：{len(papers)} 种材料")
    except (Fault, OSError) as fault:
        _say(f"✗ {fault}")
        return 1
    _say("自检通过。" if well else "自检没有通过，请看上面标 ✗ 的各行。")
    return 0 if well else 1


def run_window(options: argparse.Namespace) -> int:
    """The window; without a display one sentence that names what works."""
    headless = (
        sys.platform.startswith("linux")
        and not os.environ.get("DISPLAY")
        and not os.environ.get("WAYLAND_DISPLAY")
        and not os.environ.get("QT_QPA_PLATFORM")
    )
    if headless:
        sys.stderr.write(
            "这台机器没有图形显示，窗口打不开；不用窗口的命令照常可用："
            "sample、new、year open、import、act、rate、why、print、export、check、backup、"
            "restore、selfcheck（加 --help 看用法）。\n"
        )
        return 1
    from gui.start import run

    return run(Path(options.register) if getattr(options, "register", None) else None, doors())


def _second_place(register: SqliteRegister) -> Path | None:
    """The second place for backups that the office has chosen in the settings."""
    from evaluation.rounds import Setting

    stored = register.get(Setting, "backup_place")
    chosen = "" if stored is None else str(json.loads(stored.value))
    return Path(chosen) if chosen else None


def _close(register: SqliteRegister) -> None:
    """Give a register back, with a backup in both places when something changed."""
    from db.backup import back_up, back_up_if_changed, backup_folder, tidy

    with closing(register):
        if back_up_if_changed(register) is None:
            return
        today = _now().date()
        tidy(backup_folder(register.path), register.path, today)
        second = _second_place(register)
        if second is None:
            return
        if not second.is_dir():
            raise RatingFault(
                f"旁边的备份已经写好；第二个地方“{second}”现在找不到，没有备份到那里。"
                "U 盘没有插上的，请插上后在下次有改动时关闭本程序，就会备份过去。"
            )
        back_up(register, second)
        tidy(second, register.path, today)


def _warning(path: Path) -> str:
    from db.location import location_warning, mounted

    return location_warning(path.resolve(), mounted())


def _damaged(fault: RegisterFault) -> bool:
    from db.errors import DamagedRegisterFault

    return isinstance(fault, DamagedRegisterFault)


def _backups(path: Path) -> tuple[BackupChoice, ...]:
    from db.recovery import find_recovery
    from gui.dialogs.recovery import BackupChoice

    return tuple(
        BackupChoice(item.path, item.taken, item.office, item.years, item.villages)
        for item in find_recovery(path).backups
    )


def _put_back(backup: Path, target: Path) -> None:
    from db.backup import restore

    restore(backup, target, clock=_now)


def doors() -> Doors:
    """The ways to registers that the window is handed."""
    from gui.start import Doors

    registers: dict[int, SqliteRegister] = {}

    def enter(register: SqliteRegister) -> Office:
        from evaluation.rounds import Person

        people = [person.name for person in register.find(Person) if person.active]
        office = _office(register, people[0] if people else _CLERK)
        registers[id(office)] = register
        return office

    def open_door(path: Path) -> Office:
        return enter(_open(str(path), writing=True))

    def create(path: Path, name: str, level: str) -> Office:
        from db.store import create_register
        from evaluation.actions import years

        office = enter(create_register(path, clock=_now, program=PROGRAM))
        office.act(years.name_office, name=name, level=level)
        return office

    def sample(path: Path) -> Office:
        _write_sample(path)
        return open_door(path)

    def close(office: Office) -> None:
        _close(registers.pop(id(office)))

    def health(office: Office) -> tuple[str, ...]:
        return registers[id(office)].health()

    def newest_copy(office: Office, folder: Path) -> datetime | None:
        from db.backup import last_taken

        return last_taken(folder, registers[id(office)].path)

    def copy_to(office: Office, folder: Path) -> datetime:
        from db.backup import back_up, taken_at, tidy

        path = registers[id(office)].path
        # A connection of its own: this runs beside the window that writes.
        with closing(_open(str(path))) as copied:
            made = back_up(copied, folder)
        tidy(folder, path, _now().date())
        named = taken_at(made.name)
        assert named is not None, "a backup bears the time in its name"
        return named[1]

    return Doors(
        create=create,
        open=open_door,
        sample=sample,
        close=close,
        health=health,
        warning=_warning,
        damaged=_damaged,
        backups=_backups,
        restore=_put_back,
        newest_copy=newest_copy,
        copy_to=copy_to,
    )


Command = Callable[[argparse.Namespace], int]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py", description="嘎查村级组织星级评定", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", metavar="命令")

    def add(name: str, command: Command, text: str, *, year: bool = False) -> Any:
        sub = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        sub.set_defaults(run=command)
        if year:
            sub.add_argument("--year", type=int, required=True, help="年度")
            sub.add_argument("--unit", default=_UNIT, help="单位类型，默认嘎查村")
        return sub

    add("open", run_window, "打开档案").add_argument("register")
    add("sample", run_sample, "写一份示例档案").add_argument("register")
    new = add("new", run_new, "新建档案")
    new.add_argument("register")
    new.add_argument("--office", required=True, help="单位全称")
    new.add_argument("--level", choices=("town", "county"), required=True, help="镇或旗县")
    year = commands.add_parser("year", help="年度", allow_abbrev=False)
    year_commands = year.add_subparsers(dest="year_command", required=True, metavar="open")
    opened = year_commands.add_parser("open", help="新建年度", allow_abbrev=False)
    opened.set_defaults(run=run_year)
    opened.add_argument("register")
    opened.add_argument("--year", type=int, required=True)
    opened.add_argument("--unit", default=_UNIT)
    opened.add_argument("--standard", required=True, help="标准文件或预置标准名")
    opened.add_argument("--roster", help="名册文件")
    imported = add("import", run_import, "导入表格", year=True)
    imported.add_argument(
        "kind",
        choices=(
            "roster",
            "facts",
            "scores",
            "sheets",
            "feedback",
            "ballots",
            "vetoes",
            "results",
            "standard",
            "package",
        ),
    )
    imported.add_argument("file", help="文件；sheets 写收到的打分表所在的文件夹")
    imported.add_argument("register")
    imported.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    imported.add_argument("--json", action="store_true")
    imported.add_argument("--answers", help="对问题的回答（JSON 文件）")
    act = add("act", run_act, "执行操作脚本", year=True)
    act.add_argument("register")
    act.add_argument("script")
    act.add_argument("--as", dest="actor", required=True, help="经办人")
    rate = add("rate", run_rate, "计算结果", year=True)
    rate.add_argument("register")
    rate.add_argument("--json", action="store_true")
    why = add("why", run_why, "说明理由", year=True)
    why.add_argument("register")
    why.add_argument("village", metavar="VILLAGE_CODE")
    printed = add("print", run_print, "打印成 PDF", year=True)
    printed.add_argument("kind")
    printed.add_argument("register")
    printed.add_argument("--out", required=True)
    printed.add_argument("--town")
    printed.add_argument("--village")
    exported = add("export", run_export, "导出", year=True)
    exported.add_argument(
        "kind",
        choices=("canonical", "results", "scores", "forms", "feedback", "package", "standard"),
    )
    exported.add_argument("register")
    exported.add_argument("--out", required=True, help="文件；forms 和 feedback 写文件夹")
    exported.add_argument("--step", help="forms：只要这一步（自评或初评）")
    exported.add_argument("--blank", action="store_true", help="forms、feedback：空白表")
    check = add("check", run_check, "检查档案")
    check.add_argument("register")
    check.add_argument("--json", action="store_true")
    backup = add("backup", run_backup, "备份")
    backup.add_argument("register")
    backup.add_argument("--out", help="备份到这个文件夹")
    restore = add("restore", run_restore, "从备份恢复")
    restore.add_argument("backup")
    restore.add_argument("register")
    add("selfcheck", run_selfcheck, "自检")
    parser.set_defaults(run=run_window)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; faults become sentences on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A file name that is no text must not stop the sentence that names it.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; nothing more can be written at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(
            f"文件或文件夹读写不成功：{error.filename or ''}（{error.strerror or error}）。"
            "请检查位置、权限和磁盘空间，再试一次。\n"
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已中断，没有做完。\n")
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())

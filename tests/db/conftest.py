"""A clock that stands still, an empty register, and one with a row in every table."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db.register import SqliteRegister
from db.store import create_register, open_register
from evaluation.history import HistoryEvent
from evaluation.ports import Clock
from evaluation.rounds import (
    OfficeRecord,
    Participation,
    PastResult,
    Person,
    PinnedStandard,
    Round,
    RoundState,
    Setting,
    SharedFigureValue,
    VetoAuthority,
    YearlyFact,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.proofs import Proof, ProofState, ProofWay
from evaluation.stars.sheets import Bonus, Deduction, Mark, MarkState, Purpose, Sheet
from evaluation.steps.records import (
    Certificate,
    DayKind,
    Evidence,
    FindingNote,
    Holiday,
    IssuedPaper,
    Meeting,
    Notice,
    NoticeState,
    Objection,
    Override,
    SignOff,
    SignOffState,
    StepDates,
    Tie,
)
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.villages import Town, Village, VillageName

NOW = datetime(2026, 11, 22, 10, 15)  # noqa: DTZ001 - local, as the clock tells it
PROGRAM = "star-rating 0.1.0"
ROUND = "2026/嘎查村"
SHEET_KEY = (ROUND, "v1", "assessment", Purpose.ASSESSMENT, "第一组", 1)
PAPER = b"%PDF issued"
PHOTO = b"photo"
TEXT = '{"name": "standard"}'

BallotKey = tuple[str, str, str, int]
BALLOT_KEY: BallotKey = (ROUND, "v1", "ballot", 1)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def early_records() -> list[Any]:
    """Of an office and its round, before anything is scored."""
    return [
        OfficeRecord("town", "示例镇", "town", 1),
        Person("录入员甲", "示例镇", "经办人", 1),
        Setting("wording", "{}"),
        Holiday("2026-10-01", DayKind.HOLIDAY, "国庆节"),
        Town("150000001", "示例镇", "示例旗", 1),
        Village("v1", "150000001"),
        Village("v2", "150000001"),
        VillageName("v1", "2020-01-01", "150000001201", "东泉嘎查"),
        VillageName("v2", "2020-01-01", "150000001202", "西岭嘎查"),
        PinnedStandard(digest(TEXT.encode()), "示例标准", 1, TEXT),
        Round(ROUND, 2026, "嘎查村", RoundState.OPEN, digest(TEXT.encode()), "2026-12-31"),
        Participation(ROUND, "v1", 1, "150000001"),
        Participation(ROUND, "v2", 2, "150000001"),
        YearlyFact(ROUND, "v1", "households", "120"),
        SharedFigureValue(ROUND, "income", 2130000),
        PastResult(2025, "嘎查村", "v1", 8, "先进", 90135, "2025 年汇总表"),
        VetoAuthority(ROUND, "V1", "示例发〔2026〕1 号"),
    ]


def late_records() -> list[Any]:
    """Of everything that is entered during the year."""
    return [
        Sheet(*SHEET_KEY, act_date="2027-01-05", signed_by="组长乙", village_consents=1),
        Mark(*SHEET_KEY, "1.1", MarkState.CHECKED, None, 1250, 1000, "缺员", 0),
        Deduction(*SHEET_KEY, "1.1", "2", 1, 0, "缺妇联主席", "缺员", "花名册"),
        Bonus(ROUND, "v1", "star-1", 200, "示例发〔2026〕9 号"),
        Ballot(*BALLOT_KEY, expected=60, present=50),
        ChannelCount(*BALLOT_KEY, "meeting", "", 50, 50, 49),
        OptionCount(*BALLOT_KEY, "overall", "", "satisfied", 40),
        VetoCase(ROUND, "v1", 1, "V6", "情况", "示例函 3 号", state=CaseState.CONFIRMED),
        Meeting(ROUND, "deliberation", "4a", "", "纪要 5 号", "2027-01-15", 9, 8),
        SignOff(ROUND, "v1", "deliberation", "4a", SignOffState.SIGNED, "书记丙"),
        Override(ROUND, "v1", "4a", "star-2", 1, "", "理由", "示例发〔2027〕2 号"),
        Tie(ROUND, "v1", "second", "并列", "纪要 6 号"),
        Notice(ROUND, "v1", 1, NoticeState.POSTED, "2027-01-21", "2027-01-27"),
        Objection(ROUND, 1, "v1", "2027-01-22", "来信", "匿名", "对得分有疑问"),
        Certificate(ROUND, "v1", "XJ2026-1", "2027-02-01", digest(PAPER)),
        IssuedPaper(digest(PAPER), "certificate", ROUND, "v1", "证书.pdf", len(PAPER)),
        StepDates(ROUND, "assessment", "2027-01-04", "2027-01-12"),
        Proof(
            *(ROUND, "v1", "assessment", "assessment", "考评组", 1),
            *(ProofWay.READ_BACK, ProofState.AGREED, "复核员乙", "2027-01-06"),
        ),
        FindingNote(ROUND, "self-full", "v1", "v1", "已核对"),
        Evidence(ROUND, "v1", "mark/1.1", digest(PHOTO), "照片.jpg", "image/jpeg", len(PHOTO)),
    ]


def enter(
    register: SqliteRegister,
    *records: Any,
    event: HistoryEvent = HistoryEvent.SETTING_CHANGED,
    keep: bytes | None = None,
) -> None:
    """One unit of work that puts the records, keeps the bytes and is logged."""
    with register.unit_of_work("录入员甲", NOW) as unit:
        for record in records:
            unit.put(record)
        if keep is not None:
            unit.keep(keep)
        unit.log(event)


def damage(path: Path, page: int) -> None:
    """Overwrite one page of a closed file."""
    content = bytearray(path.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def fill(register: SqliteRegister) -> None:
    """Three entries, after which every table has a row."""
    with register.unit_of_work("录入员甲", NOW) as unit:
        for record in early_records():
            unit.put(record)
        unit.log(HistoryEvent.REGISTER_CREATED, round=ROUND)
    with register.unit_of_work("录入员甲", NOW) as unit:
        for record in late_records():
            unit.put(record)
        unit.keep(PAPER)
        unit.keep(PHOTO)
        unit.log(HistoryEvent.SAMPLE_WRITTEN, round=ROUND, village="v1", subject="1.1")
    with register.unit_of_work("录入员甲", NOW) as unit:
        unit.put(Mark(*SHEET_KEY, "1.1", MarkState.CHECKED, None, 1300, 1000, "缺员一人", 0))
        unit.log(HistoryEvent.MARK_ENTERED, round=ROUND, village="v1", reason="更正")


@pytest.fixture
def clock() -> Clock:
    return lambda: NOW


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[SqliteRegister]:
    with create_register(tmp_path / "示例镇.xjdb", clock=clock, program=PROGRAM) as made:
        yield made


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed register with a row in every table; tests take copies."""
    path = tmp_path_factory.mktemp("filled") / "示例镇.xjdb"
    with create_register(path, clock=lambda: NOW, program=PROGRAM) as made:
        fill(made)
    return path


@pytest.fixture
def filled_copy(filled_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled_file, tmp_path / filled_file.name))


@pytest.fixture
def filled(filled_copy: Path, clock: Clock) -> Iterator[SqliteRegister]:
    with open_register(filled_copy, clock=clock, program=PROGRAM) as opened:
        yield opened


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 64 kB: writing fails as on a disk that is full or breaks."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)

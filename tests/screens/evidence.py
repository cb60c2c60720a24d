"""附件: a place with and without files, the viewer, and a dozen photos being sorted."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QWidget

from db.store import open_register
from evaluation.actions.evidence import attach_evidence
from evaluation.evidence import Subject, SubjectKind
from evaluation.office import Office
from evaluation.steps.records import Evidence
from gui.evidence.attachments import AttachmentsDialog
from gui.evidence.places import Place
from gui.evidence.sorting import SortPhotosDialog
from gui.evidence.viewer import EvidenceViewer
from gui.jobs import SynchronousRunner
from gui.office_bridge import OfficeBridge
from gui.window import OfficeWindow
from tests.db.exchange.pictures import exif_of, jpeg, pdf
from tests.gui.pages.rated_year import ACTOR, ROUND, VILLAGES, StandingClock, YearShelf
from tests.screens.registry import screen

_LONG = "示例苏木月亮泡北嘎查和红石崖东嘎查交界处东南侧垃圾点第三次现场查看照片（整改后）.jpg"


def _landscape(number: int) -> Image.Image:
    """A drawn view of fields under a sky, each a little different."""
    picture = Image.new("RGB", (1200, 900) if number % 3 else (900, 1200), "#9cc3de")
    width, height = picture.size
    draw = ImageDraw.Draw(picture)
    ground = height * (5 + number % 3) // 9
    draw.rectangle((0, ground, width, height), fill=("#8aa35a", "#b9a268", "#7c9a6b")[number % 3])
    for place in range(4 + number % 4):
        left = (place * 257 + number * 71) % width
        draw.rectangle((left, ground - 120, left + 160, ground + 40), fill="#b5533c")
        draw.polygon(
            ((left - 20, ground - 120), (left + 80, ground - 200), (left + 180, ground - 120)),
            fill="#6b3a2e",
        )
    draw.ellipse((width - 240, 60, width - 120, 180), fill="#f4d35e")
    return picture


@cache
def _photos() -> Path:
    """Twelve photos in folders as an official has them, a double, a broken one and a HEIC."""
    folder = Path(tempfile.mkdtemp(prefix="photos-"))
    for number in range(12):
        village = VILLAGES[number * 5 % 3].name
        name = (f"{village}/IMG_{number:04d}.jpg", f"IMG_2027010{number % 9 + 1}_1042.jpg", _LONG)
        path = folder / name[0 if number < 7 else 2 if number == 11 else 1]
        path.parent.mkdir(exist_ok=True)
        taken = f"2027:01:{number % 5 + 2:02d} 10:{number:02d}:00"
        details = {"exif": exif_of(taken)} if number < 8 else {}
        path.write_bytes(jpeg(_landscape(number), **details))
    (folder / "双份.jpg").write_bytes(jpeg(_landscape(1), exif=exif_of("2027:01:03 10:01:00")))
    (folder / "断.jpg").write_bytes(jpeg(_landscape(2))[:9000])
    (folder / "IMG_0099.HEIC").write_bytes(b"\0" * 100)
    return folder


@cache
def _bridge() -> OfficeBridge:
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    clock = StandingClock()
    path = YearShelf(Path(tempfile.mkdtemp(prefix="screens-"))).take(
        "assessed", folder / "示例镇.xjdb"
    )
    register = open_register(path, clock=clock, program="screens")
    office = Office(register, clock, ACTOR)
    bridge = OfficeBridge(office)
    village = bridge.board().rows[0].id
    files = [
        *((f"计票单第 {n + 1} 页.jpg", "image/jpeg", jpeg(_landscape(n))) for n in range(3)),
        (_LONG, "image/jpeg", jpeg(_landscape(5))),
        ("签到册扫描.pdf", "application/pdf", pdf(3)),
        ("密码.pdf", "application/pdf", b"%PDF-1.4 locked %%EOF"),
    ]
    for number, (name, media, data) in enumerate(files):
        office.act(
            attach_evidence, round=ROUND, village=village, kind="tally", step="ballot",
            name=name, media=media, data=data,
            taken_on=f"2026-12-2{number}" if number < 4 else "",
            note="村会议室，计票人现场签字" if number == 3 else "",
        )  # fmt: skip
    (broken,) = bridge.reader.find(Evidence, name="计票单第 2 页.jpg")
    register.connection.execute("DROP TRIGGER blob_no_update")
    register.connection.execute(
        "UPDATE blob SET data = zeroblob(size) WHERE sha256 = ?", (broken.sha256,)
    )
    bridge.choose_village(village)
    return bridge


_TALLY = Subject(SubjectKind.TALLY, "ballot")


def _attachments(place: int) -> AttachmentsDialog:
    row = _bridge().board().rows[place]
    return AttachmentsDialog(
        _bridge(), row.id, _TALLY, f"{row.name}　计票单", runner=SynchronousRunner()
    )


@screen("evidence", whole=False)
def evidence() -> QWidget:
    """Six files at a place, one of them damaged, one with a password."""
    return _attachments(0)


@screen("evidence-empty", whole=False)
def evidence_empty() -> QWidget:
    """Nothing attached yet."""
    return _attachments(1)


@screen("evidence-viewer", whole=False)
def evidence_viewer() -> QWidget:
    """A photo, as large as there is room."""
    dialog = _attachments(0)
    dialog.list.go_to(0)
    dialog.open_current()
    viewer = dialog.dialog
    assert isinstance(viewer, EvidenceViewer)
    viewer.hide()
    viewer.setParent(None)
    return viewer


def _sorting(here: Place | None = None) -> SortPhotosDialog:
    return SortPhotosDialog(_bridge(), [_photos()], here=here, runner=SynchronousRunner())


@screen("evidence-sorting", whole=False)
def evidence_sorting() -> QWidget:
    """Photos just dropped, villages guessed where a folder names one."""
    return _sorting()


@screen("evidence-sorting-done", whole=False)
def evidence_sorting_done() -> QWidget:
    """All have their place."""
    dialog = _sorting()
    dialog.show()
    rows = _bridge().board().rows
    for number in range(len(dialog.sorting.read)):
        village = rows[number % 3].id
        changed = {"kind": "photo", "code": ("4.1", "4.1-2", "8.1")[number % 3]}
        dialog.sorting.change([number], village=village, guessed=False, **changed)
    dialog.leave_out()
    dialog.list.go_to(3)
    return dialog


@screen("evidence-village", whole=False)
def evidence_village() -> QWidget:
    """Letters typed for a village."""
    dialog = _sorting(Place(_bridge().board().rows[2].id, _TALLY))
    dialog.show()
    dialog.village_field.type_on("b")
    dialog.village_field.matches.show()
    return dialog


@screen("evidence-ballot")
def evidence_ballot() -> QWidget:
    """The ballot page with its papers."""
    window = OfficeWindow(_bridge().office, saved_at=_bridge().office.clock())
    window.open_page("ballot")
    return window

"""审核定级, 公示异议, 证书打印, 图表分析 and their dialogs, over a made-up year."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.exchange.standards import read_preset
from db.store import create_register, open_register
from evaluation.actions.notices import issue_certificates
from evaluation.office import Office
from evaluation.sample import SampleClock, write_sample
from gui.dialogs.certificate_dialog import CertificateDialog
from gui.dialogs.objection_dialogs import AnswerObjectionDialog
from gui.dialogs.publish_dialog import PublishDialog
from gui.dialogs.sign_off_dialog import SignOffDialog
from gui.office_bridge import OfficeBridge
from gui.pages.deliberation import DeliberationPage
from gui.pages.notice import NoticePage
from gui.pages.printing import PrintingPage
from gui.window import OfficeWindow
from tests.gui.pages.rated_year import ACTOR, ROUND, Stage, StandingClock, YearShelf, act, code_of
from tests.screens.registry import screen


@cache
def _shelf() -> YearShelf:
    return YearShelf(Path(tempfile.mkdtemp(prefix="screens-")))


@cache
def _bridge(stage: Stage) -> OfficeBridge:
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    clock = StandingClock()
    path = _shelf().take(stage, folder / "示例镇.xjdb")
    return OfficeBridge(Office(open_register(path, clock=clock, program="screens"), clock, ACTOR))


def _window(key: str, bridge: OfficeBridge) -> OfficeWindow:
    window = OfficeWindow(bridge.office, saved_at=bridge.office.clock())
    window.open_page(key)
    return window


def _page(window: OfficeWindow) -> QWidget:
    page = window.page(window.current)
    assert page is not None
    return page


@screen("deliberation")
def deliberation() -> QWidget:
    """Before the town's meeting: a line for what is missing."""
    return _window("deliberation", _bridge("assessed"))


@screen("deliberation-signed")
def deliberation_signed() -> QWidget:
    """Both bodies have signed."""
    window = _window("deliberation", _bridge("deliberated"))
    page = _page(window)
    assert isinstance(page, DeliberationPage)
    page.open_subject(page.board.rows[6].id)
    return window


@screen("charts")
def charts() -> QWidget:
    """Two towns."""
    return _window("charts", _bridge("deliberated"))


@screen("charts-sample")
def charts_sample() -> QWidget:
    """The sample year: 61 villages in four towns."""
    return _window("charts", _sample())


@screen("deliberation-sample")
def deliberation_sample() -> QWidget:
    """The sample year, published."""
    return _window("deliberation", _sample())


@cache
def _sample() -> OfficeBridge:
    clock = SampleClock()
    path = Path(tempfile.mkdtemp(prefix="screens-")) / "示例.xjdb"
    register = create_register(path, clock=clock, program="screens")
    return OfficeBridge(write_sample(register, clock, read_preset("shixing-2012")))


@screen("charts-empty")
def charts_empty() -> QWidget:
    """Nothing rated yet."""
    return _window("charts", _bridge("opened"))


@screen("notice-posting")
def notice_posting() -> QWidget:
    """Signed, not posted yet."""
    return _window("notice", _bridge("deliberated"))


@screen("notice-posted")
def notice_posted() -> QWidget:
    """While the notice runs, ended too early."""
    window = _window("notice", _bridge("posted"))
    page = _page(window)
    assert isinstance(page, NoticePage)
    page.posting.clear()
    return window


@screen("notice-objections")
def notice_objections() -> QWidget:
    """Two objections, the first handed on."""
    window = _window("notice", _objected())
    page = _page(window)
    assert isinstance(page, NoticePage)
    page.open_tab("objections")
    return window


@screen("notice-decision")
def notice_decision() -> QWidget:
    """What stands against the decision."""
    window = _window("notice", _objected())
    page = _page(window)
    assert isinstance(page, NoticePage)
    page.open_tab("decision")
    return window


@screen("notice-published")
def notice_published() -> QWidget:
    """The seal."""
    return _window("notice", _bridge("published"))


@cache
def _objected() -> OfficeBridge:
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    clock = StandingClock()
    path = _shelf().take("posted", folder / "示例镇.xjdb")
    office = Office(open_register(path, clock=clock, program="screens"), clock, ACTOR)
    for place, channel, sender, content in (
        (6, "来访", "实名：村民甲", "反映西岭嘎查卫生评分偏高，垃圾清运不及时。"),
        (8, "电话", "匿名", "反映红石崖嘎查四季度没有公开账目。"),
    ):
        act(
            office,
            "receive_objection",
            round=ROUND,
            village=code_of(place),
            received_on="2027-01-20",
            channel=channel,
            from_whom=sender,
            content=content,
        )
    act(office, "assign_objection", round=ROUND, number=1, assigned_to="镇纪检委员乙")
    return OfficeBridge(office)


def _dialog(page: DeliberationPage | NoticePage) -> QWidget:
    dialog = page.dialog
    assert dialog is not None
    dialog.hide()
    dialog.setParent(None)
    return dialog


def _deliberation_page(stage: Stage) -> DeliberationPage:
    page = DeliberationPage(_bridge(stage))
    page.refresh()
    return page


@screen("dialog-meeting", whole=False)
def dialog_meeting() -> QWidget:
    """Minutes not recorded yet."""
    page = _deliberation_page("assessed")
    page.edit_meeting()
    return _dialog(page)


@screen("dialog-override", whole=False)
def dialog_override() -> QWidget:
    """A village with a veto."""
    page = _deliberation_page("assessed")
    page.change_village(page.board.rows[3].id)
    return _dialog(page)


@screen("dialog-sign-off", whole=False)
def dialog_sign_off() -> QWidget:
    """Refused because no meeting is recorded."""
    page = _deliberation_page("assessed")
    page.submit()
    dialog = _dialog(page)
    assert isinstance(dialog, SignOffDialog)
    dialog.form.set_values({"signed_by": "镇党委书记", "act_date": "2027-01-18"})
    dialog.try_to_submit()
    return dialog


def _notice_page(bridge: OfficeBridge) -> NoticePage:
    page = NoticePage(bridge)
    page.refresh()
    return page


@screen("dialog-objection", whole=False)
def dialog_objection() -> QWidget:
    """An objection comes in."""
    page = _notice_page(_objected())
    page.receive_objection()
    return _dialog(page)


@screen("dialog-objection-answer", whole=False)
def dialog_objection_answer() -> QWidget:
    """An objection that changes a result."""
    page = _notice_page(_objected())
    page.answer_objection(1)
    dialog = _dialog(page)
    assert isinstance(dialog, AnswerObjectionDialog)
    effect = dialog.form.field("changes_result")
    effect.set_value("1")
    effect.value_changed.emit("1")
    return dialog


@screen("dialog-publish", whole=False)
def dialog_publish() -> QWidget:
    """Refused while the notice runs."""
    page = _notice_page(_objected())
    page.open_tab("decision")
    page.publish()
    dialog = _dialog(page)
    assert isinstance(dialog, PublishDialog)
    dialog.form.set_values({"decision_number": "示例旗组发〔2027〕3 号"})
    dialog.try_to_submit()
    return dialog


@screen("printing")
def printing() -> QWidget:
    """Issued certificates."""
    return _window("print", _issued())


@screen("printing-specimen")
def printing_specimen() -> QWidget:
    """Before the decision."""
    return _window("print", _bridge("deliberated"))


@screen("printing-annual")
def printing_annual() -> QWidget:
    """The sheets of all villages."""
    window = _window("print", _issued())
    page = _page(window)
    assert isinstance(page, PrintingPage)
    page.open_subject("annual")
    return window


@screen("printing-nothing")
def printing_nothing() -> QWidget:
    """A paper that cannot be printed yet."""
    window = _window("print", _bridge("opened"))
    page = _page(window)
    assert isinstance(page, PrintingPage)
    page.open_subject("notice")
    return window


@cache
def _issued() -> OfficeBridge:
    bridge = _bridge("published")
    bridge.attempt(issue_certificates, round=ROUND)
    return bridge


@screen("dialog-certificates", whole=False)
def dialog_certificates() -> QWidget:
    """The day of the certificates."""
    return CertificateDialog(_bridge("published"))

"""The application object: style, palette, font, translations, wheel guard, fault window.

Everything that must be settled before the first widget is settled here, and nothing about
the rating. The scale of the screen is left to Qt and to the user's own settings.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QRectF, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
)

from gui import theme
from gui.dialogs.fault_window import FaultReporter
from gui.style_sheet import application_style_sheet
from resources import resource_path

__all__ = [
    "INTERFACE_FONT_FILES",
    "Application",
    "WheelGuard",
    "choose_input_method",
    "create_application",
]

INTERFACE_FONT_FILES = ("XingjiHei-Regular.ttf", "XingjiHei-Bold.ttf", "XingjiMongolian.ttf")


class WheelGuard(QObject):
    """Keeps the mouse wheel from changing a value.

    Scrolling past a form must never alter a score, so spin boxes, choices, sliders and tab
    rows let the wheel through to the page that scrolls, focused or not.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        guarded = isinstance(watched, (QAbstractSpinBox, QComboBox, QTabBar)) or (
            isinstance(watched, QAbstractSlider) and not isinstance(watched, QScrollBar)
        )
        if guarded:
            # Ignored and filtered: Qt then offers the same wheel turn to the parent.
            event.ignore()
        return guarded


class Application(QApplication):
    """The application as every window and every test of ours needs it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self.setApplicationName("xingji")
        self.setApplicationDisplayName("星级评定")
        self.setStyle("Fusion")
        self.setPalette(theme.light_palette())
        self._translators = self._load_translations()
        self.setFont(self._interface_font())
        self.setStyleSheet(application_style_sheet())
        self.setWindowIcon(QIcon(str(resource_path("icons", "program.svg"))))
        self._wheel_guard = WheelGuard(self)
        self.installEventFilter(self._wheel_guard)
        _paint_once()

    def set_text_scale(self, percent: int) -> None:
        """Set the size of all type, in percent of the usual size.

        Reaches what is built afterwards: call it before the first window.
        """
        chosen = QFont(self.font())
        chosen.setPointSizeF(theme.BASE_POINT_SIZE * percent / 100)
        self.setFont(chosen)
        self.setStyleSheet(application_style_sheet())

    def _load_translations(self) -> list[QTranslator]:
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if not translator.load("qtbase_zh_CN", folder):
            return []
        self.installTranslator(translator)
        return [translator]

    @staticmethod
    def _interface_font() -> QFont:
        families: list[str] = []
        for file_name in INTERFACE_FONT_FILES:
            path = resource_path("fonts", file_name)
            if path.exists():
                number = QFontDatabase.addApplicationFont(str(path))
                families.extend(QFontDatabase.applicationFontFamilies(number))
        chosen = QFont()
        if families:
            chosen.setFamilies(list(dict.fromkeys(families)))
        chosen.setPointSizeF(theme.BASE_POINT_SIZE)
        return chosen


def _paint_once() -> None:
    """Have PySide set up its painting calls while Python collects no garbage.

    A collection within the very first `fillRect` of a process ends it (PySide 6.9.3).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        image = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        painter.fillRect(QRectF(0, 0, 4, 4), QColor("#FFFFFF"))
        painter.end()
    finally:
        if collecting:
            gc.enable()


def choose_input_method(environment: MutableMapping[str, str]) -> None:
    """Fall back from fcitx to ibus where Qt brings no fcitx plug-in.

    The Qt that travels with the program has none, and asking for it silently leaves the
    official without Chinese input; fcitx itself answers on the ibus side. Must run before
    the application object is made.
    """
    if not environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if not any(plugins.glob("platforminputcontexts/*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"


def create_application(arguments: Sequence[str]) -> Application:
    """Return the ready application; unforeseen errors open the fault window from now on."""
    choose_input_method(os.environ)
    application = Application(arguments)
    reporter = FaultReporter(application)

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        reporter.report(kind, error, trace)

    def report_from_thread(arguments_of_hook: threading.ExceptHookArgs) -> None:
        error = arguments_of_hook.exc_value
        if error is not None:
            report(arguments_of_hook.exc_type, error, arguments_of_hook.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_from_thread
    return application

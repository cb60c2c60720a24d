"""Run in a process of its own: shows a window, says so on standard output, and ends.

python -m tests.benchmarks.first_paint program REGISTER
python -m tests.benchmarks.first_paint bare
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class _Paints(QObject):
    """Notices when a window was painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.seen = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def _wait_and_say(window: QWidget) -> None:
    paints = _Paints(window)
    while not paints.seen:
        QCoreApplication.processEvents()
    sys.stdout.write("painted\n")
    sys.stdout.flush()


def _show_program(register: Path) -> None:
    import main
    from gui.app import create_application
    from gui.start import Session

    application = create_application(sys.argv[:1])
    session = Session(main.doors())
    session.start(register)
    assert session.window is not None, "the register did not open"
    _wait_and_say(session.window)
    session.window.close()
    application.quit()


def _show_bare() -> None:
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QLabel, QMainWindow

    from resources import resource_path

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    for name in ("XingjiHei-Regular.ttf", "XingjiHei-Bold.ttf", "XingjiMongolian.ttf"):
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
    window = QMainWindow()
    window.setCentralWidget(QLabel("星级评定"))
    window.resize(1366, 768)
    window.show()
    _wait_and_say(window)


if __name__ == "__main__":
    if sys.argv[1] == "program":
        _show_program(Path(sys.argv[2]))
    else:
        _show_bare()

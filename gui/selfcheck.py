"""自检 of the window's part: Qt, its plug-ins, the fonts, the Chinese translations.

Runs without a display. Says in words what is missing; changes nothing.
"""

from __future__ import annotations

import os
import sys

__all__ = ["window_lines"]


def window_lines() -> tuple[list[str], bool]:
    """(one line for each thing looked at, whether all is well)."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from PySide6 import __version__ as version

        from gui.app import create_application
    except ImportError as error:
        return [
            f"✗ 窗口：缺少系统组件，窗口打不开（{error}）。"
            "请用管理员身份运行一次 bash scripts/start，或安装它列出的软件包。"
        ], False
    application = create_application(["selfcheck"])
    lines = [f"✓ 窗口组件：PySide6 {version}，{application.platformName()}"]
    from PySide6.QtGui import QFontInfo, QFontMetricsF
    from PySide6.QtWidgets import QDialogButtonBox

    font = application.font()
    family = QFontInfo(font).family()
    metrics = QFontMetricsF(font)
    covered = all(metrics.inFontUcs4(ord(sign)) for sign in "嘎查村星级评定★☆𠳐")
    lines.append(f"{'✓' if covered else '✗'} 界面字体：{family}")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    word = box.button(QDialogButtonBox.StandardButton.Cancel).text()
    translated = "取消" in word
    lines.append(f"{'✓' if translated else '✗'} 按钮文字：{word}")
    return lines, covered and translated

"""The tab 关于: versions and licences of what ships with the program."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart
from gui.theme import TextSize, units
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.paragraph import Paragraph

__all__ = ["AboutSettings"]

_LIBRARIES = (
    ("PySide6-Essentials", "窗口", "LGPL-3.0"),
    ("pyqtgraph", "屏幕图表", "MIT"),
    ("numpy", "屏幕图表", "BSD-3-Clause"),
    ("reportlab", "PDF", "BSD"),
    ("uharfbuzz", "蒙古文字形", "Apache-2.0"),
    ("pypdfium2", "打印预览", "BSD-3-Clause、Apache-2.0"),
    ("sqlite-utils", "档案升级", "Apache-2.0"),
    ("XlsxWriter", "写表格", "BSD-2-Clause"),
    ("python-calamine", "读表格", "MIT"),
    ("platformdirs", "设置的位置", "MIT"),
    ("segno", "二维码", "BSD-3-Clause"),
    ("pillow", "照片附件", "MIT-CMU"),
)
_FONTS = (
    ("宋体", "Noto Serif CJK SC 2.001，改名并取字"),
    ("黑体", "Noto Sans CJK SC 2.004，改名并取字"),
    ("楷体", "霞鹜文楷 1.250，改名并取字"),
    ("蒙古文", "Noto Sans Mongolian 3.002，改名"),
)
_DATA = (
    (
        "区划代码",
        "国家统计局统计用区划代码（截至 2023 年 6 月 30 日），"
        "经 china-division 2.7.0（MIT）整理，内蒙古 14,592 个村级单位",
    ),
    ("放假安排", "国务院办公厅公布的放假通知；没有公布的年份只有法定节假日"),
    ("图标", "本程序自绘"),
)


class AboutSettings(SettingsPart):
    """Three lists, to be read."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setMaximumWidth(units(760))
        program = Card("星级评定")
        program.add(
            Paragraph(
                "嘎查村级组织星级管理：十星管理、五步考评、三类定级、一票否决。\n"
                "数据只在本机的档案文件里，程序不联网。",
                TextSize.BODY,
            )
        )
        self.versions = KeyValueList(bold=False)
        program.add(self.versions)
        libraries = Card("程序库", "按各自的许可证使用，许可证全文随各程序库一起安装。")
        libraries.add(
            KeyValueList(
                [
                    (f"{name}　{purpose}", f"{_version_of(name)}　{licence}")
                    for name, purpose, licence in _LIBRARIES
                ],
                bold=False,
            )
        )
        fonts = Card("字体", "按 SIL 开放字体许可证 1.1 版使用，全文在程序的字体文件夹里。")
        fonts.add(KeyValueList(_FONTS, bold=False))
        data = Card("随带的数据")
        data.add(KeyValueList(_DATA, bold=False))
        for card in (program, libraries, fonts, data):
            self.column.addWidget(card)

    def refresh(self) -> None:
        """Read which program wrote the register last."""
        last = self._bridge.history(limit=1)
        self.versions.set_pairs(
            (
                ("最近写入本档案的程序", last[0].program if last else "—"),
                ("Qt", qVersion()),
                ("Python", platform.python_version()),
                ("系统", platform.platform(terse=True)),
            )
        )


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"

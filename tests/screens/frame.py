"""The frame round the pages with made-up content, in the manner of the drawings."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.frame import Frame
from gui.main_window import MainWindow
from gui.pages.base import Page, page_column
from gui.tables.base import Column, DataTable, Row, RowMark, RowsModel, Separator
from gui.theme import Colour, units
from gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.next_card import NextCard
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.split import Split
from gui.widgets.step_card import StepCard
from gui.widgets.step_dots import StepMark
from gui.widgets.village_list import VillageItem, VillageList
from tests.screens.registry import screen

DONE, DOING, FAULT, EMPTY = StepMark.DONE, StepMark.DOING, StepMark.FAULT, StepMark.EMPTY
ENTRIES = (
    ("overview", "总览", "overview", ""),
    ("scoring", "评分", "scoring", ""),
    ("ballot", "测评", "ballot", ""),
    ("veto", "一票否决", "veto", ""),
    ("deliberation", "审核定级", "deliberation", ""),
    ("notice", "公示异议", "notice", ""),
    ("print", "证书打印", "print", "成果"),
    ("charts", "图表分析", "charts", "成果"),
    ("followup", "整顿转化", "followup", "成果"),
    ("standard", "评定标准", "standard", "基础"),
    ("exchange", "数据交换", "exchange", "基础"),
    ("history", "日志", "history", "基础"),
    ("settings", "设置", "settings", "基础"),
)
FRAME = Frame(
    year="2026",
    years=(("2026", "2026 年度"), ("2025", "2025 年度")),
    year_word="2026 年度",
    office="示例镇 · 15 个嘎查村",
    standard="十星默认标准 第 3 版",
    person="a",
    persons=(("a", "录入员甲"), ("b", "录入员乙")),
    person_word="录入员甲",
    saved="已保存 10:42",
    badges={"scoring": 6},
)
VILLAGES: tuple[Row, ...] = (
    (1, "西岭嘎查", (DONE, DONE, DOING, EMPTY, EMPTY), 7, "812.40", ("一般", "middle"),
     "一般 6★", "与自评相差超 10 分未说明", True),
    (2, "月亮泡嘎查", (DONE, DONE, DONE, EMPTY, EMPTY), 9, "901.35", ("先进", "top"),
     "一般 7★ ↑", "—", False),
    (3, "东泉嘎查", (DONE, DONE, EMPTY, EMPTY, EMPTY), 0, None, ("待评", "middle"),
     "先进 8★", "初评未开始", False),
    (4, "柳树沟村", (DONE, DONE, DONE, EMPTY, EMPTY), 8, "866.20", ("先进", "top"),
     "先进 9★", "★3 差 0.80 分", False),
    (5, "芦花渡村", (DONE, DONE, DONE, EMPTY, EMPTY), 4, "655.10", ("后进", "low"),
     "后进 3★", "整顿台账 2 项到期", False),
    (6, "红石崖嘎查", (DONE, DONE, FAULT, EMPTY, EMPTY), 6, "781.95", ("一般", "middle"),
     "一般 6★", "扣分缺事实 1 处", True),
    (7, "白鹭湾村", (DONE, DONE, DONE, EMPTY, EMPTY), 10, "958.60", ("先进", "top"),
     "先进 10★", "—", False),
    (8, "向阳坡村", (DONE, DONE, DONE, EMPTY, EMPTY), 7, "820.00", ("一般", "middle"),
     "一般 7★", "—", False),
)  # fmt: skip


class DemoOverview(Page):
    """The overview of the drawings, from widgets."""

    title, icon = "总览", "overview"

    def __init__(self) -> None:
        super().__init__()
        column = page_column(self)
        cards = QHBoxLayout()
        cards.setSpacing(units(12))
        for name, done, note, mark in (
            ("① 嘎查村自评", 15, "12月15日截止 · 已签", DONE),
            ("② 党员群众测评", 15, "12月31日截止 · 已签", DONE),
            ("③ 镇党委初评", 9, "1月15日截止 · 还有 4 天", DOING),
            ("④ 审核定级", 0, "待初评全部签字", EMPTY),
            ("⑤ 公示定评", 0, "5 个工作日", EMPTY),
        ):
            card = StepCard()
            current = mark is DOING
            card.set_step(name, done, 15, note, mark, current=current, urgent=current)
            cards.addWidget(card)
        column.addLayout(cards)
        following = NextCard()
        following.set_next(
            "东泉嘎查 · 镇党委初评",
            "自评 962 分，测评满意率 93.1%，考评组二组",
            "开始录入",
            warning="数据校核 2 处要处理",
        )
        column.addWidget(following)
        self.table = DataTable(
            RowsModel(
                (
                    Column("", lambda row: row[0], "note", 38),
                    Column("嘎查村", lambda row: row[1], "name", 134, sort_key=lambda row: row[0]),
                    Column("五步", lambda row: row[2], "dots", 175),
                    Column("十星", lambda row: (row[3], 10), "stars", 250,
                           sort_key=lambda row: row[3]),
                    Column("总分", lambda row: row[4], "figure", 100,
                           sort_key=lambda row: row[4] or ""),
                    Column("目前类别", lambda row: row[5], "tag", 97),
                    Column("上年", lambda row: row[6], "note", 112),
                    Column("待办", lambda row: row[7], "note", "stretch",
                           colour=lambda row: Colour.FAULT if row[8] else Colour.TEXT,
                           icon=lambda row: "mark-warning" if row[8] else None),
                ),
                key_of=lambda row: str(row[1]),
            )
        )  # fmt: skip
        self.table.set_rows(VILLAGES)
        self.setFocusProxy(self.table)
        column.addWidget(self.table, 1)
        self.set_foot(
            "已签 9/15：先进 4 · 一般 4 · 后进 1　　获星率 71.11%（64/90，按已签村计）",
            (("↑↓", "选村"), ("Enter", "录入"), ("F4", "为什么")),
        )


class DemoDeliberation(Page):
    """The deliberation of the drawings, from widgets."""

    title, icon = "审核定级", "deliberation"

    def __init__(self) -> None:
        super().__init__()
        column = page_column(self)
        head = PageHead("④ 综合议评审核")
        head.add_left(SegmentBar((("a", "4a 镇党委会"), ("b", "4b 组织部审核"))))
        head.add_right(QuietButton("上会材料"))
        head.add_right(PrimaryButton("提交拟定结果"))
        column.addWidget(head)

        def mark_of(row: Row) -> RowMark:
            return "near" if row[1] in ("柳树沟村", "向阳坡村") else ""

        table = DataTable(
            RowsModel(
                (
                    Column("名次", lambda row: row[0], "number", 50),
                    Column("嘎查村", lambda row: row[1], "name", "stretch"),
                    Column("十星", lambda row: (row[3], 10), "stars", 190),
                    Column("总分", lambda row: row[4], "figure", 90,
                           sort_key=lambda row: row[4] or ""),
                    Column("初评建议", lambda row: row[5], "tag", 82),
                    Column("拟定", lambda row: row[5], "tag", 90),
                    Column("上年", lambda row: row[6], "note", 86),
                ),
                key_of=lambda row: str(row[1]),
                mark_of=mark_of,
            )
        )  # fmt: skip
        rated = [row for row in VILLAGES if row[4]]
        ordered = sorted(rated, key=lambda row: str(row[4]), reverse=True)
        rows: list[Row | Separator] = [
            (place, *row[1:]) for place, row in enumerate(ordered, start=1)
        ]
        rows.insert(3, Separator("一类线：8 颗星且满意率 ≥ 80%　　上下两分以内 2 个村标黄"))
        rows.insert(7, Separator("三类线：4 颗星及以下，或满意率 < 60%"))
        table.set_rows(rows)
        body = Split(table)
        result = Card("本镇结果")
        result.add(
            KeyValueList(
                (
                    ("一类", "5 个 · 33.33%"),
                    ("二类", "9 个 · 60.00%"),
                    ("三类", "1 个 · 6.67%"),
                    ("获星率", "70.67%（106/150）"),
                )
            )
        )
        hindrance = Card("还不能提交", urgent=True)
        hindrance.add(KeyValueList((("芦花渡村 V10 线索未认定", ""),)))
        hindrance.add(LinkButton("去处理"))
        meeting = Card("会议")
        meeting.add(
            KeyValueList((("应到 / 实到", "9 / 8"), ("回避", "1 人"), ("纪要号", "〔2027〕2 号")))
        )
        for card in (result, meeting, hindrance):
            body.add_side(card)
        column.addWidget(body, 1)
        self.set_foot("并列第 9 名 2 个村，不涉及分类线", (("Enter", "为什么"), ("F6", "改拟定")))


class DemoScoring(Page):
    """A page with the column of villages at its left edge."""

    title, icon = "评分", "scoring"

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        villages = VillageList()
        villages.set_items(
            [
                VillageItem(
                    str(entry[0]), entry[1], f"{entry[3]}★" if entry[3] else "—", entry[2][2]
                )
                for entry in VILLAGES
            ]
        )
        row.addWidget(villages)
        row.addStretch(1)


def _page_named(title: str, icon: str, section: str) -> type[Page]:
    return type("DemoPage", (Page,), {"title": title, "icon": icon, "section": section})


def demo_window(key: str) -> MainWindow:
    """Return the frame with every sidebar entry, opened at one page."""
    window = MainWindow()
    drawn = {
        "overview": DemoOverview,
        "deliberation": DemoDeliberation,
        "scoring": DemoScoring,
    }
    for name, title, icon, section in ENTRIES:
        window.add_page(name, drawn.get(name) or _page_named(title, icon, section))
    window.show_frame(FRAME)
    window.open_page(key)
    return window


@screen("frame-overview")
def overview() -> QWidget:
    """The overview."""
    return demo_window("overview")


@screen("frame-deliberation")
def deliberation() -> QWidget:
    """The deliberation, one row chosen."""
    window = demo_window("deliberation")
    for table in window.findChildren(DataTable):
        table.choose_key("石榴坡村")
    return window


@screen("frame-scoring")
def scoring() -> QWidget:
    """The column of villages."""
    return demo_window("scoring")

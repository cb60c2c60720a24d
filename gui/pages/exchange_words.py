"""What 数据交换 says of the tables, in words: what stands in each, how far the forms are.

Reads a YearBoard; the page only shows what is made here.
"""

from __future__ import annotations

from db.exchange.feedback_forms import departments
from db.exchange.sheet_forms import scored_steps
from evaluation.faults import RatingFault
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Step
from evaluation.views import YearBoard

__all__ = [
    "FEEDBACK_OUT",
    "RESULTS_OUT",
    "SHEETS_IN",
    "SHEETS_OUT",
    "TABLES",
    "WITHOUT_VILLAGES",
    "entered_words",
    "no_department",
]

SHEETS_OUT = (
    "自评表、初评表，每个{unit}一个 Excel 文件，空白的或带已有的数；也可以是 PDF，打印后手填。"
)
FEEDBACK_OUT = "每个牵头部门一个文件：全部{unit}，只有它那几项。"
RESULTS_OUT = "每个{unit}一行：各星得分、星数、总分、名次、类别。"
SHEETS_IN = "交回来的表放在一个文件夹里，一次全收；文件叫什么名字都行。先看改动，再导入。"
"""What each card says; `unit` is what the villages of the round are called."""

TABLES = (
    ("feedback", "部门反馈表", "填好的反馈表，可以几个一起选"),
    ("scores", "自评得分", "一村一行、一项一列的汇总表"),
    ("ballots", "测评结果", "应到、实到、发出、收回和各项票数"),
    ("roster", "名册", "嘎查村、代码、乡镇"),
    ("facts", "基本情况", "户数、人口、党员、集体收入"),
    ("results", "往年结果", "嘎查村、星数、类别"),
    ("vetoes", "一票否决", "嘎查村、事项、事实、认定文件"),
)
"""(kind, name, what stands in such a table) of what is taken in for all villages at once."""
WITHOUT_VILLAGES = frozenset({"roster"})
"""What can be taken in while the roster is empty."""


def entered_words(board: YearBoard) -> str:
    """Of how many villages something is entered in each scored step; "" without such steps."""
    rated = sum(row.status is ParticipationStatus.RATED for row in board.rows)
    return "　".join(
        f"{step.short}已录 {_entered(board, step.id)}/{rated}" for step in _scored(board)
    )


def no_department(board: YearBoard) -> str:
    """Why there are no tables of departments; "" where there are."""
    try:
        named = departments(board.head.standard)
    except RatingFault as fault:
        return fault.message
    return "" if named else "本年度的评定标准里没有写牵头部门。"


def _scored(board: YearBoard) -> tuple[Step, ...]:
    try:
        return scored_steps(board.head.standard)
    except RatingFault:
        return ()


def _entered(board: YearBoard, step: str) -> int:
    """Villages of which something is entered in a step."""
    return sum(
        any(part.step == step and part.state != "none" for part in row.progress)
        for row in board.rows
        if row.status is ParticipationStatus.RATED
    )

"""退回: before a signed sheet or ballot is opened again, why, and what falls with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.dialogs.boxes import TextBox

__all__ = ["ReturnDialog"]


class ReturnDialog(TextBox):
    """Asks for the reason; accepted only with one."""

    def __init__(
        self, village: str, paper: str, version: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            f"退回 {village} 的{paper}表？",
            f"退回后生成第 {version + 1} 版草稿，第 {version} 版保留备查。"
            "该村的审核意见和公示随之撤下，其他村不受影响。\n请写明退回原因：",
            lines=2,
            parent=parent,
        )
        self.yes_button.setText("退回")

    def reason(self) -> str:
        """The reason written."""
        return self.text()

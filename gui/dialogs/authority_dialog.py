"""登记设定依据: the document that authorises a veto item in the year looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluation.actions.years import authorise_veto
from evaluation.standard.model import VetoItem
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.text_field import TextField

__all__ = ["AuthorityDialog"]


class AuthorityDialog(FormDialog):
    """One field; an item without a document stays off."""

    def __init__(self, bridge: OfficeBridge, item: VetoItem, parent: QWidget | None = None) -> None:
        super().__init__(
            f"登记设定依据：{item.id}",
            f"{item.text}\n中央规定严格限制一票否决，没有设定依据的事项不启用。",
            accept="登记",
            parent=parent,
        )
        self._bridge = bridge
        self._item = item
        field = self.form.add(
            "document", "文件名称和文号", TextField("如 《……考评办法》（×党发〔2026〕3 号）"),
            required=True,
        )  # fmt: skip
        field.set_value(item.authority)
        field.setFocus()

    def required(self) -> dict[str, str]:
        """The document must be named."""
        return {} if self.value("document") else {"document": "请填写文件名称和文号。"}

    def submit(self) -> None:
        """Enter the document."""
        self._bridge.attempt(
            authorise_veto,
            round=self._bridge.round,
            item=self._item.id,
            document=self.value("document"),
        )

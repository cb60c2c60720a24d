"""Steps ① to ③ at the real widgets: 自评, 测评, 初评, key by key.

Nothing is called here that a key could not have done; reading what stands on the screen is no
call in this sense.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from evaluation.numbers import show_plain
from gui.dialogs.ballot_sign_dialog import BallotSignDialog
from gui.dialogs.boxes import TextBox
from gui.dialogs.sign_dialog import SignDialog
from gui.pages.ballot import BallotPage
from gui.pages.scoring import ScoringPage
from tests.campaigns.keystrokes_data import Deducted, VillageData
from tests.campaigns.keystrokes_steps import (
    BALLOT,
    DEDUCTIONS,
    FIGURES,
    OWN,
    OWN_REST,
    PASSING,
    SIGNING,
    WORDS,
    Steps,
)

__all__ = ["Entry"]

_STEPS = 4
"""So many indicators on, F3 is less than the code."""


class Entry(Steps):
    """What is entered for each village."""

    # ① 自评

    def self_assessment(self) -> None:
        clerk = self.clerk
        with clerk.task(OWN_REST):
            page: ScoringPage = self.page("scoring", ScoringPage)
            clerk.press(Qt.Key.Key_1, control=True)
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(OWN_REST, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
            with clerk.task(OWN, village.code):
                self._own_points(page, village)
            with clerk.task(OWN_REST, village.code):
                typed = "" if village.days["self"] == day else village.days["self"]
                self._sign_own(village.secretary, typed)
            day = village.days["self"]
            self.remember(page, village, "self")

    def _own_points(self, page: ScoringPage, village: VillageData) -> None:
        for code, points in village.own.items():
            row = page.panel.row
            assert row is not None
            assert row.code == code, f"{code} is not at work"
            if points == show_plain(row.points):
                self.clerk.write("+")
            else:
                self.clerk.write(points)
                self.clerk.enter()

    def _sign_own(self, name: str, day: str) -> None:
        def fill(_: SignDialog) -> None:
            self.clerk.write(name)
            if day:
                self.clerk.enter()
                self.clerk.write(day)
            self.clerk.sign()

        self.dialog(SignDialog, self.clerk.sign, fill)

    # ② 测评

    def count_ballots(self) -> None:
        clerk = self.clerk
        self.clock.go_to("2026-12-30")
        with clerk.task(BALLOT):
            page: BallotPage = self.page("ballot", BallotPage)
            villages = page.villages.findChild(QListView)
            assert villages is not None
            clerk.reach(villages, back=True)  # the village at work is the last one
            clerk.press(Qt.Key.Key_Home, Qt.Key.Key_Return)
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(BALLOT, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
                self._count(page, village, new_day=village.days["ballot"] != day)
            day = village.days["ballot"]

    def _count(self, page: BallotPage, village: VillageData, *, new_day: bool) -> None:
        clerk = self.clerk
        assert page.villages.current == self.ids[village.code], "another village is shown"
        for figure in village.ballot[:5]:
            clerk.write(figure)
            clerk.enter()
        clerk.press(Qt.Key.Key_Return, times=2)  # 入户 and 流动票箱 were not used
        options = village.ballot[5:]
        last = max(place for place, count in enumerate(options) if count)
        for place, count in enumerate(options[: last + 1]):
            if place:
                clerk.enter()
            clerk.write(count)

        def fill(dialog: BallotSignDialog) -> None:
            if not dialog.signing.names[0].value():
                for name in self.year.tellers:
                    clerk.write(name)
                    clerk.enter()
                clerk.write(village.days["ballot"])
            elif new_day:
                clerk.press(Qt.Key.Key_Return, times=2)
                clerk.write(village.days["ballot"])
            clerk.sign()

        self.dialog(BallotSignDialog, clerk.sign, fill)
        assert page.form is not None
        self.typed.ballots[village.code] = tuple(item.editor.text() for item in page.form.fields)

    # ③ 初评

    def figures(self) -> None:
        """The lists of the departments: one indicator down all villages, in the grid."""
        clerk, key = self.clerk, Qt.Key
        self.clock.go_to("2027-01-12")
        with clerk.task(FIGURES):
            page: ScoringPage = self.page("scoring", ScoringPage)
            clerk.press(key.Key_2, control=True)
            clerk.press(key.Key_G, control=True)
            clerk.press(key.Key_F4)
            clerk.press(key.Key_Home, control=True)
            grid = page.grid
            assert grid is not None
            codes = tuple(self.year.villages[0].figures)
            listed = [item.code for item in grid.choice.order]
            at = ""
            for code in sorted(codes, key=listed.index):
                on = listed.index(code) - listed.index(at) if at else 0
                if 0 < on <= _STEPS:
                    clerk.press(key.Key_F3, times=on)
                else:
                    if at:
                        clerk.press(key.Key_Left)  # off the column of facts, which takes words
                    clerk.jump(code)
                at = code
                column = grid.column
                while column is not None and column.kind.value != "figure":
                    clerk.press(key.Key_Right)
                    column = grid.column
                for part in range(2):
                    for village in self.year.villages:
                        if village.figures[code][part]:
                            with clerk.task(FIGURES, village.code):
                                clerk.write(village.figures[code][part])
                                clerk.enter()
            clerk.press(key.Key_Left)
            clerk.press(key.Key_G, control=True)

    def assessment(self) -> None:
        clerk = self.clerk
        page = self.window.page("scoring")
        assert isinstance(page, ScoringPage)
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(SIGNING, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
            view = page.panel.view
            assert view is not None
            assert view.village_name == village.name, "another village is on the desk"
            for star in [item.star.id for item in view.stars]:
                self._assess_star(page, village, star)
            with clerk.task(SIGNING, village.code):
                self._sign_assessment(village, new_day=village.days["assessment"] != day)
            day = village.days["assessment"]
            self.remember(page, village, "assessment")

    def _assess_star(self, page: ScoringPage, village: VillageData, star: str) -> None:
        clerk = self.clerk
        panel = page.panel
        assert panel.star is not None
        assert panel.star.id == star, f"{star} is not at work"
        codes = [row.code for row in panel.star.rows]
        with clerk.task(DEDUCTIONS, village.code):
            for item in village.deductions:
                if item.code in codes:
                    clerk.press(Qt.Key.Key_Down, times=codes.index(item.code) - panel.table.place)
                    self._deduct(page, item)
        if panel.star.difference and not panel.star.word:
            with clerk.task(WORDS, village.code):
                self._explain(village, star)
        with clerk.task(PASSING, village.code):
            clerk.press(Qt.Key.Key_F6)
        assert panel.view is not None
        found = panel.view.star(star)
        assert found is not None
        assert not found.open, f"{village.name} {star} was not passed"

    def _deduct(self, page: ScoringPage, item: Deducted) -> None:
        clerk = self.clerk
        row = page.panel.row
        assert row is not None
        assert row.code == item.code, f"{item.code} is not at work"
        clerk.choose(item.clause)
        if item.count > 1:
            clerk.write(str(item.count))
        clerk.press(Qt.Key.Key_F2)
        facts = [facts.fact for facts in page.panel.facts.editor.offered]
        if item.fact in facts:
            clerk.press(Qt.Key.Key_Down, times=facts.index(item.fact) + 1)
            self.typed.offered += 1
        else:
            clerk.write(item.fact)
        clerk.enter()

    def _explain(self, village: VillageData, star: str) -> None:
        words = self.typed.words.setdefault(village.code, {})
        word = self.year.words[len(self.typed.words) % len(self.year.words)]
        words[star] = word

        def write(box: TextBox) -> None:
            self.clerk.write(word)
            self.clerk.reach(box.yes_button)
            self.clerk.press(Qt.Key.Key_Space)

        self.dialog(TextBox, lambda: self.clerk.press(Qt.Key.Key_F7), write)

    def _sign_assessment(self, village: VillageData, *, new_day: bool) -> None:
        clerk = self.clerk

        def fill(dialog: SignDialog) -> None:
            if not dialog.signing.names[0].value():
                clerk.write(self.year.leader)
                clerk.enter()
                clerk.write(village.days["assessment"])
                clerk.enter()
            elif new_day:
                clerk.reach(dialog.signing.day, back=True)
                clerk.write(village.days["assessment"])
                clerk.enter()
            clerk.press(Qt.Key.Key_Space)  # 无异议
            clerk.sign()

        self.dialog(SignDialog, clerk.sign, fill)

"""An entry costs the same whether the round has three villages or six hundred."""

from __future__ import annotations

from collections import Counter

from evaluation.actions import years
from tests.gui.grid.grid_keys import deductions, keys, open_grid
from tests.gui.pages.desk_year import open_desk_year


class CountingReader:
    """The register, with every reading counted."""

    def __init__(self, register) -> None:
        self._register = register
        self.calls: Counter[str] = Counter()
        self.rows = 0

    def __getattr__(self, name):
        return getattr(self._register, name)

    def get(self, kind, /, *key):
        self.calls["get"] += 1
        return self._register.get(kind, *key)

    def find(self, kind, /, **equal):
        self.calls["find"] += 1
        found = self._register.find(kind, **equal)
        self.rows += len(found)
        return found

    def find_columns(self, kind, leading, /, **equal):
        self.calls["find"] += 1
        return self._register.find_columns(kind, leading, **equal)


def add_villages(year, count):
    year.act(
        years.add_villages,
        villages=[
            {
                "code": f"159901{101 + number // 100}{200 + number % 100}",
                "name": f"示例{number}号村",
                "town": f"示例{number // 100}镇",
            }
            for number in range(count)
        ],
    )


def entered(qtbot, folder, villages, monkeypatch):
    """What one count costs: (readings, rows read)."""
    folder.mkdir()
    year = open_desk_year(folder, villages=3)
    if villages > 3:
        add_villages(year, villages - 3)
    reader = CountingReader(year.register)
    monkeypatch.setattr(type(year.bridge), "reader", property(lambda _bridge: reader))
    grid = open_grid(qtbot, year, item="2.1")
    assert grid.table.grid.rowCount() == villages
    grid.table.go_to(1, 0)
    reader.calls.clear()
    reader.rows = 0
    keys(grid, "4⏎")
    cost = (dict(reader.calls), reader.rows)
    assert deductions(year, 2)["i2.1", "c2.1.1"].count == 4
    grid.close()
    year.register.close()
    return cost


def test_readings_do_not_grow_with_the_villages(qtbot, tmp_path, monkeypatch, qapp):
    few = entered(qtbot, tmp_path / "few", 3, monkeypatch)
    many = entered(qtbot, tmp_path / "many", 600, monkeypatch)
    assert few == many
    assert 0 < few[0]["find"] < 25


def test_turning_to_another_star_reads_nothing(qtbot, tmp_path, monkeypatch, qapp):
    year = open_desk_year(tmp_path, villages=3)
    reader = CountingReader(year.register)
    monkeypatch.setattr(type(year.bridge), "reader", property(lambda _bridge: reader))
    grid = open_grid(qtbot, year)
    reader.calls.clear()
    keys(grid, "③③")
    assert grid.choice.star == "s3"
    assert not reader.calls
    year.register.close()


def test_cells_are_made_only_when_they_are_looked_at(qtbot, tmp_path, qapp):
    year = open_desk_year(tmp_path, villages=3)
    add_villages(year, 597)
    grid = open_grid(qtbot, year)
    made = len(grid.table.grid._cells)
    assert made < 40 * len(grid.table.grid.columns)
    grid.table.scrollToBottom()
    grid.table.repaint()
    assert made < len(grid.table.grid._cells) < 80 * len(grid.table.grid.columns)
    year.register.close()

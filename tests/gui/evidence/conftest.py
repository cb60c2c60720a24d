"""A year with villages, and photos on the disk as telephones leave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.exchange.pictures import exif_of, jpeg, view
from tests.gui.pages.desk_year import DeskYear, open_desk_year


@pytest.fixture
def year(tmp_path: Path, qapp: object) -> Iterator[DeskYear]:
    """An open year of three villages: 西岭嘎查, 月亮泡嘎查, 东泉嘎查."""
    folder = tmp_path / "档案"
    folder.mkdir()
    made = open_desk_year(folder)
    yield made
    made.register.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Five of 东泉嘎查 by folder, three of 西岭嘎查 by name, four that tell nothing."""
    folder = tmp_path / "照片"
    names = (
        *(f"东泉嘎查/IMG_{number}.jpg" for number in range(5)),
        *(f"西岭嘎查 {number}.jpg" for number in range(3)),
        *(f"IMG_9{number}.jpg" for number in range(4)),
    )
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        taken = exif_of(f"2027:01:{number + 2:02d} 10:00:00")
        path.write_bytes(jpeg(view(shade=number * 10), exif=taken))
    return folder

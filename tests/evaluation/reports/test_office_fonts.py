"""A font file of the PC in the place of a bundled face, named by a setting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.store import create_register
from evaluation.actions.years import change_setting
from evaluation.faults import RatingFault
from evaluation.office import Office
from evaluation.reports.fonts import Face, face_name, use_bundled_font
from evaluation.reports.printing import use_office_fonts
from resources import resource_path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    def now() -> datetime:
        return datetime.fromisoformat("2027-01-08T09:00:00")

    with create_register(tmp_path / "档案.xjdb", clock=now, program="test") as register:
        yield Office(register, now, "录入员甲")
    use_bundled_font(Face.FANGSONG)
    use_bundled_font(Face.TITLE)


def test_a_named_file_is_used_and_given_up_again(office: Office) -> None:
    use_office_fonts(office.register)
    bundled = face_name(Face.FANGSONG)
    song = str(resource_path("fonts", "XingjiSong-Regular.ttf"))
    office.act(change_setting, name="font_fangsong", value=song)
    use_office_fonts(office.register)
    assert face_name(Face.FANGSONG) != bundled
    office.act(change_setting, name="font_fangsong", value="")
    use_office_fonts(office.register)
    assert face_name(Face.FANGSONG) == bundled


def test_a_file_that_cannot_be_used_is_refused_in_words(office: Office, tmp_path: Path) -> None:
    bad = tmp_path / "仿宋.ttf"
    bad.write_bytes(b"no font")
    office.act(change_setting, name="font_fangsong", value=str(bad))
    with pytest.raises(RatingFault, match=r"仿宋\.ttf"):
        use_office_fonts(office.register)

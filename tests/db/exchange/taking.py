"""What tests of imports share: take a file in, and look at what it did."""

from __future__ import annotations

import pytest

from db.exchange.importing import apply, import_file
from db.exchange.previews import RowState
from evaluation.faults import RatingFault
from tests.db.exchange.conftest import ROUND


def states(preview):
    return [row.state for row in preview.rows if row.state is not RowState.IGNORED]


def look(office, kind, path, **options):
    """The preview alone."""
    return import_file(kind, path, office, ROUND, dry_run=True, **options)


def take(office, kind, path, **options):
    """Carry the import out; the register has exactly one entry more, with the file's name."""
    before = len(office.register.history())
    preview = look(office, kind, path, **options)
    assert [fault.sentence for fault in preview.faults] == []
    assert [question.sentence for question in preview.questions] == []
    preview = import_file(kind, path, office, ROUND, dry_run=False, **options)
    entries = office.register.history()
    assert len(entries) == before + 1
    assert entries[0].document == f"{path.name}（SHA-256 {preview.sha256}）"
    return preview


def faults(office, kind, path, **options):
    """address → message of what is wrong, and that nothing of it can be applied."""
    before = office.register.path.read_bytes()
    entries = len(office.register.history())
    preview = look(office, kind, path, **options)
    assert preview.faults
    assert not preview.ready
    import_file(kind, path, office, ROUND, dry_run=False, **options)
    with pytest.raises(RatingFault):
        apply(office, preview)
    assert office.register.path.read_bytes() == before
    assert len(office.register.history()) == entries
    return {fault.address: fault.message for fault in preview.faults}

"""Builds resources/divisions/neimenggu.csv.xz from the official list as plain CSV.

Run from the repository's root: `python -m scripts.build_divisions SOURCE [--out FILE]`. The source
has the columns code, name, township_code, township, county_code, county, league_code, league.
The same source gives the same bytes. Nothing is fetched, and no official name is altered: the
tidy name goes in a column of its own, and stands back for the official one wherever two units of
one township would otherwise be called alike.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import sys
from collections import Counter
from pathlib import Path

from evaluation.faults import RatingFault
from evaluation.places import SAMPLE_LEAGUE_CODE, VillageCode, tidy_name
from resources import resource_path

COLUMNS = ("code", "official_name", "name", "town", "county", "league")


def read_source(path: Path) -> list[dict[str, str]]:
    """Return the rows of the source in code order."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sorted(csv.DictReader(stream), key=lambda row: row["code"])


def faults_of(rows: list[dict[str, str]]) -> list[str]:
    """Return everything that makes the source unfit, one line each."""
    faults = [f"{code}: listed {n} times" for code, n in _counted(rows, "code") if n > 1]
    for row in rows:
        try:
            code = VillageCode.parse(row["code"])
        except RatingFault as fault:
            faults.append(str(fault))
            continue
        above = (code.town_code, code.county_code, code.league_code)
        if above != (row["township_code"], row["county_code"], row["league_code"]):
            faults.append(f"{code}: does not begin with the codes of its row")
        if code.is_sample:
            faults.append(f"{code}: lies in {SAMPLE_LEAGUE_CODE}, reserved for fictional places")
        if not all(row[column].strip() for column in ("name", "township", "county", "league")):
            faults.append(f"{code}: has an empty name")
    for code_column, name_column in (
        ("township_code", "township"),
        ("county_code", "county"),
        ("league_code", "league"),
    ):
        pairs = {(row[code_column], row[name_column]) for row in rows}
        names = Counter(code for code, _ in pairs)
        faults.extend(f"{code}: has {n} names" for code, n in names.items() if n > 1)
    return faults


def tidy_rows(rows: list[dict[str, str]]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows to write, and a line for each tidy name that had to stand back."""
    tidy = [tidy_name(row["name"]) for row in rows]
    shared = Counter((row["township_code"], name) for row, name in zip(rows, tidy, strict=True))
    written: list[tuple[str, ...]] = []
    collisions: list[str] = []
    for row, name in zip(rows, tidy, strict=True):
        kept = name
        if shared[row["township_code"], name] > 1:
            kept = row["name"]
            collisions.append(f"{row['code']} {row['name']} ({name})")
        written.append(
            (row["code"], row["name"], kept, row["township"], row["county"], row["league"])
        )
    return written, collisions


def packed(rows: list[tuple[str, ...]]) -> bytes:
    """Return the compressed CSV: UTF-8, line feeds, one header line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return lzma.compress(text.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def _counted(rows: list[dict[str, str]], column: str) -> list[tuple[str, int]]:
    return list(Counter(row[column] for row in rows).items())


def main() -> int:
    """Build the file; returns 0, or 1 with every fault of the source on standard error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=resource_path("divisions", "neimenggu.csv.xz"))
    arguments = parser.parse_args()
    rows = read_source(arguments.source)
    faults = faults_of(rows)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    written, collisions = tidy_rows(rows)
    content = packed(written)
    arguments.out.write_bytes(content)
    print(f"{len(written)} units, {len(content)} bytes, {len(collisions)} tidy names stand back")
    print(*collisions, sep="\n", end="\n" if collisions else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())

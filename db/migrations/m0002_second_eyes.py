"""The second form: proof-reading, marking apart, planned days, words on findings, evidence.

Frozen, as every step. `evidence` is made anew: the first form had the table, but no action
ever wrote to it.
"""

from __future__ import annotations

import sqlite3

__all__ = ["STATEMENTS", "apply"]

STATEMENTS: tuple[str, ...] = (
    """
    ALTER TABLE "round" ADD COLUMN "second_check" INTEGER NOT NULL DEFAULT 0
        CHECK ("second_check" IN (0, 1))
    """,
    """
    ALTER TABLE "round" ADD COLUMN "blind" INTEGER NOT NULL DEFAULT 0
        CHECK ("blind" IN (0, 1))
    """,
    """
    ALTER TABLE "round" ADD COLUMN "evidence_due" INTEGER NOT NULL DEFAULT 0
        CHECK ("evidence_due" IN (0, 1))
    """,
    'ALTER TABLE "round" ADD COLUMN "planned_on" TEXT NOT NULL DEFAULT \'\'',
    """
    CREATE TABLE "step_dates" (
        "round" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "opens" TEXT NOT NULL,
        "closes" TEXT NOT NULL,
        PRIMARY KEY ("round", "step"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "proof" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "purpose" TEXT NOT NULL CHECK ("purpose" IN ('', 'own', 'assessment', 'review')),
        "assessor" TEXT NOT NULL,
        "version" INTEGER NOT NULL CHECK ("version" >= 1),
        "way" TEXT NOT NULL CHECK ("way" IN ('rekey', 'read_back', 'paper')),
        "state" TEXT NOT NULL CHECK ("state" IN ('agreed', 'differs')),
        "checked_by" TEXT NOT NULL,
        "act_date" TEXT NOT NULL,
        "differences" TEXT NOT NULL,
        "scan" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "step", "purpose", "assessor", "version"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "finding_note" (
        "round" TEXT NOT NULL,
        "check" TEXT NOT NULL,
        "subject" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "text" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        PRIMARY KEY ("round", "check", "subject"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    'DROP TABLE "evidence"',
    """
    CREATE TABLE "evidence" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "subject" TEXT NOT NULL,
        "sha256" TEXT NOT NULL CHECK (length("sha256") = 64),
        "name" TEXT NOT NULL,
        "media" TEXT NOT NULL,
        "size" INTEGER NOT NULL CHECK ("size" >= 0),
        "taken_on" TEXT NOT NULL,
        "note" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "subject", "sha256"),
        FOREIGN KEY ("sha256")
            REFERENCES "blob" ("sha256")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    'CREATE INDEX "evidence_by_blob" ON "evidence" ("sha256")',
    'CREATE INDEX "deduction_by_clause" ON "deduction" ("round", "clause")',
    "PRAGMA user_version = 2",
)


def apply(connection: sqlite3.Connection) -> None:
    """Run the statements one by one, inside the transaction of the caller."""
    for statement in STATEMENTS:
        connection.execute(statement)

"""The first form of the register, in SQL of its own.

Frozen: files of this form exist in offices. A change of form is a new step in a new file,
never an edit here. Imports nothing of this program, so that no later change elsewhere
reaches back into an old file.
"""

from __future__ import annotations

import sqlite3

__all__ = ["STATEMENTS", "apply"]

STATEMENTS: tuple[str, ...] = (
    "PRAGMA application_id = 1481262146",
    """
    CREATE TABLE "office" (
        "id" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "level" TEXT NOT NULL CHECK ("level" IN ('town', 'county')),
        "sample" INTEGER NOT NULL CHECK ("sample" IN (0, 1)),
        PRIMARY KEY ("id")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "person" (
        "name" TEXT NOT NULL,
        "office" TEXT NOT NULL,
        "role" TEXT NOT NULL,
        "active" INTEGER NOT NULL CHECK ("active" IN (0, 1)),
        PRIMARY KEY ("name")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "setting" (
        "name" TEXT NOT NULL,
        "value" TEXT NOT NULL,
        PRIMARY KEY ("name")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "holiday" (
        "day" TEXT NOT NULL,
        "kind" TEXT NOT NULL CHECK ("kind" IN ('holiday', 'workday')),
        "name" TEXT NOT NULL,
        PRIMARY KEY ("day")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "town" (
        "code" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "county" TEXT NOT NULL,
        "position" INTEGER NOT NULL,
        PRIMARY KEY ("code")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "village" (
        "id" TEXT NOT NULL,
        "town" TEXT NOT NULL,
        "merged_into" TEXT NOT NULL,
        "ended" TEXT NOT NULL,
        PRIMARY KEY ("id"),
        FOREIGN KEY ("town")
            REFERENCES "town" ("code")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "village_name" (
        "village" TEXT NOT NULL,
        "since" TEXT NOT NULL,
        "code" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "official_name" TEXT NOT NULL,
        "organisation" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        PRIMARY KEY ("village", "since"),
        FOREIGN KEY ("village")
            REFERENCES "village" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "pinned_standard" (
        "sha256" TEXT NOT NULL CHECK (length("sha256") = 64),
        "name" TEXT NOT NULL,
        "version" INTEGER NOT NULL,
        "text" TEXT NOT NULL,
        PRIMARY KEY ("sha256")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "round" (
        "id" TEXT NOT NULL,
        "year" INTEGER NOT NULL CHECK ("year" BETWEEN 1900 AND 2999),
        "unit" TEXT NOT NULL,
        "state" TEXT NOT NULL CHECK ("state" IN ('preparing', 'open', 'published')),
        "standard" TEXT NOT NULL,
        "cutoff" TEXT NOT NULL,
        "issuer" TEXT NOT NULL,
        "certificate_prefix" TEXT NOT NULL,
        "show_early" INTEGER NOT NULL CHECK ("show_early" IN (0, 1)),
        "decision_number" TEXT NOT NULL,
        "decided_on" TEXT NOT NULL,
        "seal" TEXT NOT NULL,
        PRIMARY KEY ("id"),
        UNIQUE ("year", "unit")
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "participation" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "position" INTEGER NOT NULL,
        "town" TEXT NOT NULL,
        "status" TEXT NOT NULL CHECK ("status" IN ('rated', 'excluded', 'result_only')),
        "reason" TEXT NOT NULL,
        "category" TEXT NOT NULL,
        "assessment_group" TEXT NOT NULL,
        PRIMARY KEY ("round", "village"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY ("village")
            REFERENCES "village" ("id")
            DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY ("town")
            REFERENCES "town" ("code")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "yearly_fact" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "fact" TEXT NOT NULL,
        "value" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "fact"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "shared_figure_value" (
        "round" TEXT NOT NULL,
        "figure" TEXT NOT NULL,
        "value" INTEGER NOT NULL,
        PRIMARY KEY ("round", "figure"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "past_result" (
        "year" INTEGER NOT NULL CHECK ("year" BETWEEN 1900 AND 2999),
        "unit" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "stars" INTEGER NOT NULL CHECK ("stars" >= 0),
        "rating_class" TEXT NOT NULL,
        "total" INTEGER,
        "source" TEXT NOT NULL,
        PRIMARY KEY ("year", "unit", "village"),
        FOREIGN KEY ("village")
            REFERENCES "village" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "veto_authority" (
        "round" TEXT NOT NULL,
        "item" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        PRIMARY KEY ("round", "item"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "sheet" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "purpose" TEXT NOT NULL
            CHECK ("purpose" IN
                ('own', 'assessment', 'review', 'rekey', 'spot_check', 'city_anchor')),
        "assessor" TEXT NOT NULL,
        "version" INTEGER NOT NULL CHECK ("version" >= 1),
        "state" TEXT NOT NULL CHECK ("state" IN ('draft', 'sealed', 'returned')),
        "act_date" TEXT NOT NULL,
        "signed_by" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        "remark" TEXT NOT NULL,
        "return_reason" TEXT NOT NULL,
        "village_consents" INTEGER CHECK ("village_consents" IN (0, 1)),
        PRIMARY KEY ("round", "village", "step", "purpose", "assessor", "version"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "mark" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "purpose" TEXT NOT NULL,
        "assessor" TEXT NOT NULL,
        "version" INTEGER NOT NULL,
        "item" TEXT NOT NULL,
        "state" TEXT NOT NULL
            CHECK ("state" IN ('unchecked', 'checked', 'awaiting', 'not_applicable')),
        "score" INTEGER,
        "figure" INTEGER,
        "base" INTEGER,
        "fact" TEXT NOT NULL,
        "vetoed" INTEGER NOT NULL CHECK ("vetoed" IN (0, 1)),
        PRIMARY KEY ("round", "village", "step", "purpose", "assessor", "version", "item"),
        FOREIGN KEY ("round", "village", "step", "purpose", "assessor", "version")
            REFERENCES "sheet" ("round", "village", "step", "purpose", "assessor", "version")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "deduction" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "purpose" TEXT NOT NULL,
        "assessor" TEXT NOT NULL,
        "version" INTEGER NOT NULL,
        "item" TEXT NOT NULL,
        "clause" TEXT NOT NULL,
        "count" INTEGER NOT NULL CHECK ("count" >= 0),
        "amount" INTEGER NOT NULL CHECK ("amount" >= 0),
        "fact" TEXT NOT NULL,
        "outward" TEXT NOT NULL,
        "evidence" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        "act_date" TEXT NOT NULL,
        PRIMARY KEY
            ("round", "village", "step", "purpose", "assessor", "version", "item", "clause"),
        FOREIGN KEY ("round", "village", "step", "purpose", "assessor", "version", "item")
            REFERENCES "mark" ("round", "village", "step", "purpose", "assessor", "version", "item")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "bonus" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "star" TEXT NOT NULL,
        "points" INTEGER NOT NULL CHECK ("points" >= 0),
        "basis" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "star"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "ballot" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "version" INTEGER NOT NULL CHECK ("version" >= 1),
        "state" TEXT NOT NULL CHECK ("state" IN ('draft', 'sealed', 'returned')),
        "expected" INTEGER NOT NULL CHECK ("expected" >= 0),
        "present" INTEGER NOT NULL CHECK ("present" >= 0),
        "act_date" TEXT NOT NULL,
        "signed_by" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        "remark" TEXT NOT NULL,
        "return_reason" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "step", "version"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "channel_count" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "version" INTEGER NOT NULL,
        "channel" TEXT NOT NULL,
        "voters" TEXT NOT NULL,
        "issued" INTEGER NOT NULL CHECK ("issued" >= 0),
        "returned" INTEGER NOT NULL CHECK ("returned" >= 0),
        "valid" INTEGER NOT NULL CHECK ("valid" >= 0),
        PRIMARY KEY ("round", "village", "step", "version", "channel", "voters"),
        FOREIGN KEY ("round", "village", "step", "version")
            REFERENCES "ballot" ("round", "village", "step", "version")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "option_count" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "version" INTEGER NOT NULL,
        "question" TEXT NOT NULL,
        "voters" TEXT NOT NULL,
        "option" TEXT NOT NULL,
        "count" INTEGER NOT NULL CHECK ("count" >= 0),
        PRIMARY KEY ("round", "village", "step", "version", "question", "voters", "option"),
        FOREIGN KEY ("round", "village", "step", "version")
            REFERENCES "ballot" ("round", "village", "step", "version")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "veto_case" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "number" INTEGER NOT NULL CHECK ("number" >= 1),
        "item" TEXT NOT NULL,
        "fact" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        "found_on" TEXT NOT NULL,
        "body" TEXT NOT NULL,
        "starts" TEXT NOT NULL,
        "ends" TEXT NOT NULL,
        "state" TEXT NOT NULL
            CHECK ("state" IN ('reported', 'confirmed', 'dismissed', 'lifted')),
        "approved_by" TEXT NOT NULL,
        "decided_on" TEXT NOT NULL,
        "lifted_on" TEXT NOT NULL,
        "lift_reason" TEXT NOT NULL,
        "lift_document" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "number"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "meeting" (
        "round" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "part" TEXT NOT NULL,
        "town" TEXT NOT NULL,
        "minutes" TEXT NOT NULL,
        "held_on" TEXT NOT NULL,
        "expected" INTEGER NOT NULL CHECK ("expected" >= 0),
        "present" INTEGER NOT NULL CHECK ("present" >= 0),
        "recused" TEXT NOT NULL,
        "opinion" TEXT NOT NULL,
        PRIMARY KEY ("round", "step", "part", "town"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "sign_off" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "step" TEXT NOT NULL,
        "part" TEXT NOT NULL,
        "state" TEXT NOT NULL CHECK ("state" IN ('open', 'signed')),
        "signed_by" TEXT NOT NULL,
        "act_date" TEXT NOT NULL,
        "entered_by" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "step", "part"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "override" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "part" TEXT NOT NULL,
        "subject" TEXT NOT NULL,
        "given" INTEGER CHECK ("given" IN (0, 1)),
        "rating_class" TEXT NOT NULL,
        "reason" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        "act_date" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "part", "subject"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "tie" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "rating_class" TEXT NOT NULL,
        "reason" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        "act_date" TEXT NOT NULL,
        PRIMARY KEY ("round", "village"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "notice" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "posting" INTEGER NOT NULL CHECK ("posting" >= 1),
        "state" TEXT NOT NULL CHECK ("state" IN ('posted', 'withdrawn', 'cleared')),
        "first_day" TEXT NOT NULL,
        "last_day" TEXT NOT NULL,
        "place" TEXT NOT NULL,
        "contact" TEXT NOT NULL,
        "reason" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "posting"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "objection" (
        "round" TEXT NOT NULL,
        "number" INTEGER NOT NULL CHECK ("number" >= 1),
        "village" TEXT NOT NULL,
        "received_on" TEXT NOT NULL,
        "channel" TEXT NOT NULL,
        "from_whom" TEXT NOT NULL,
        "content" TEXT NOT NULL,
        "state" TEXT NOT NULL CHECK ("state" IN ('received', 'assigned', 'found', 'closed')),
        "assigned_to" TEXT NOT NULL,
        "finding" TEXT NOT NULL,
        "effect" TEXT NOT NULL,
        "changes_result" INTEGER NOT NULL CHECK ("changes_result" IN (0, 1)),
        "reply" TEXT NOT NULL,
        "closed_on" TEXT NOT NULL,
        PRIMARY KEY ("round", "number"),
        FOREIGN KEY ("round")
            REFERENCES "round" ("id")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "certificate" (
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "number" TEXT NOT NULL,
        "dated" TEXT NOT NULL,
        "paper" TEXT NOT NULL,
        "void" INTEGER NOT NULL CHECK ("void" IN (0, 1)),
        "reason" TEXT NOT NULL,
        PRIMARY KEY ("round", "village", "number"),
        FOREIGN KEY ("round", "village")
            REFERENCES "participation" ("round", "village")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "blob" (
        "sha256" TEXT NOT NULL PRIMARY KEY CHECK (length("sha256") = 64),
        "size" INTEGER NOT NULL CHECK ("size" = length("data")),
        "data" BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "issued_paper" (
        "sha256" TEXT NOT NULL CHECK (length("sha256") = 64),
        "kind" TEXT NOT NULL,
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "size" INTEGER NOT NULL CHECK ("size" >= 0),
        PRIMARY KEY ("sha256"),
        FOREIGN KEY ("sha256")
            REFERENCES "blob" ("sha256")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "evidence" (
        "subject" TEXT NOT NULL,
        "sha256" TEXT NOT NULL CHECK (length("sha256") = 64),
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "name" TEXT NOT NULL,
        "size" INTEGER NOT NULL CHECK ("size" >= 0),
        PRIMARY KEY ("subject", "sha256"),
        FOREIGN KEY ("sha256")
            REFERENCES "blob" ("sha256")
            DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE "history" (
        "number" INTEGER NOT NULL PRIMARY KEY CHECK ("number" >= 1),
        "time" TEXT NOT NULL,
        "actor" TEXT NOT NULL,
        "event" TEXT NOT NULL,
        "round" TEXT NOT NULL,
        "village" TEXT NOT NULL,
        "subject" TEXT NOT NULL,
        "reason" TEXT NOT NULL,
        "document" TEXT NOT NULL,
        "program" TEXT NOT NULL,
        "changes" TEXT NOT NULL,
        "previous" TEXT NOT NULL CHECK (length("previous") = 64),
        "digest" TEXT NOT NULL CHECK (length("digest") = 64)
    ) STRICT
    """,
    'CREATE INDEX "village_by_town" ON "village" ("town")',
    'CREATE INDEX "participation_by_village" ON "participation" ("village")',
    'CREATE INDEX "participation_by_town" ON "participation" ("town")',
    'CREATE INDEX "past_result_by_village" ON "past_result" ("village")',
    'CREATE INDEX "objection_by_village" ON "objection" ("round", "village")',
    'CREATE INDEX "issued_paper_by_village" ON "issued_paper" ("round", "village")',
    'CREATE INDEX "evidence_by_village" ON "evidence" ("round", "village")',
    'CREATE INDEX "evidence_by_blob" ON "evidence" ("sha256")',
    'CREATE INDEX "history_by_round" ON "history" ("round")',
    'CREATE INDEX "history_by_village" ON "history" ("village")',
    "PRAGMA user_version = 1",
)
"""`application_id` spells "XJDB". Scores, points and figures are hundredths."""


def apply(connection: sqlite3.Connection) -> None:
    """Run the statements one by one, inside the transaction of the caller."""
    for statement in STATEMENTS:
        connection.execute(statement)

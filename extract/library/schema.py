"""The tables of a library, and how an older one becomes one of today: named steps, each taken once.

`file` has a row per input, `earlier` one per version of it that was replaced, `report` one per report in it (or for why
there is none), `section`, `fact`, `statement`, `triple` and `finding` what a report holds, in its order. `fact_kind`
holds what facts have in common, so that a fact takes some thirty bytes. The views `reports`, `facts`, `findings`,
`sections`, `narrative` and `triples` have the columns of the files that are written; of files with the same bytes they
show one. Text is exact; `facts.value` is a number, `exact` keeps its printed decimals. Findings have no `message` but
`wording` and `details`, of which it is made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple


class Migration(NamedTuple):
    """A step from one version of the tables to the next."""

    name: str
    script: str


APPLICATION = 0x676B6C62
"""By which a library tells that it is one, in its header: `application_id` of SQLite."""

_TABLES = """
CREATE TABLE library (generation INTEGER NOT NULL, settled INTEGER NOT NULL);
INSERT INTO library VALUES (0, 0);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    reader TEXT NOT NULL,
    found INTEGER NOT NULL,
    to_read INTEGER NOT NULL
);

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    stored_size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    given TEXT NOT NULL,
    reader TEXT NOT NULL,
    read_at TEXT NOT NULL,
    duplicate INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX file_copies ON file (sha256, file);
CREATE INDEX file_originals ON file (sha256, duplicate);

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES file,
    part INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    report_id TEXT NOT NULL,
    entity TEXT NOT NULL,
    agency TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    entity_kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    scope TEXT NOT NULL,
    year INTEGER,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    published TEXT NOT NULL,
    sections TEXT NOT NULL,
    facts INTEGER NOT NULL,
    unjudged TEXT NOT NULL,
    evidence TEXT NOT NULL,
    canonical INTEGER NOT NULL DEFAULT 1,
    unjudged_across TEXT NOT NULL DEFAULT '',
    UNIQUE (file_id, part)
);
CREATE INDEX report_entity ON report (entity_id, year);

CREATE TABLE section (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    origin TEXT NOT NULL,
    paragraphs TEXT NOT NULL
);
CREATE INDEX section_report ON section (report);

CREATE TABLE fact_kind (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    how TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (form, "table", "row", "column", state, how, unit)
);

CREATE TABLE fact (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES fact_kind,
    value,
    raw TEXT,
    origin TEXT NOT NULL,
    PRIMARY KEY (report, place)
) WITHOUT ROWID;

CREATE TABLE statement (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    concept TEXT NOT NULL,
    value,
    raw TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    approximate TEXT NOT NULL,
    state TEXT NOT NULL,
    sentence TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX statement_report ON statement (report);

CREATE TABLE finding (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    across INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    about TEXT NOT NULL,
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    expected TEXT NOT NULL,
    actual TEXT NOT NULL,
    concepts TEXT NOT NULL,
    origin TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    wording TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX finding_report ON finding (report);
CREATE INDEX finding_across ON finding (across) WHERE across;

CREATE TABLE own_column (name TEXT PRIMARY KEY, place INTEGER NOT NULL);

CREATE TABLE output (
    name TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    settings TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL
);
"""

_VIEWS = """
CREATE VIEW reports AS SELECT
    iif(duplicate, '', report_id) AS report_id,
    file,
    kind,
    iif(duplicate, 'skipped', status) AS status,
    iif(duplicate, 'duplicate', reason) AS reason,
    iif(duplicate, 'r' || substr(sha256, 1, 15), '') AS duplicate_of,
    iif(duplicate, '', entity) AS entity,
    iif(duplicate, '', entity_id) AS entity_id,
    iif(duplicate, '', entity_kind) AS entity_kind,
    iif(duplicate, '', parent) AS parent,
    iif(duplicate, '', scope) AS scope,
    iif(duplicate, NULL, year) AS year,
    iif(duplicate, '', form) AS form,
    iif(duplicate, '', title) AS title,
    iif(duplicate, '', published) AS published,
    iif(duplicate, '', sections) AS sections,
    iif(duplicate OR report_id = '', NULL, facts) AS facts,
    (
        SELECT iif(duplicate OR report_id = '', nullif(count(*), 0), count(*)) FROM finding
        WHERE finding.report = report.id AND severity = 'error' AND across >= duplicate
    ) AS errors,
    (
        SELECT iif(duplicate OR report_id = '', nullif(count(*), 0), count(*)) FROM finding
        WHERE finding.report = report.id AND severity = 'warning' AND across >= duplicate
    ) AS warnings,
    iif(
        duplicate OR report_id = '', NULL,
        iif(unjudged = '', 0, 1 + length(unjudged) - length(replace(unjudged, ';', '')))
    ) AS unjudged,
    part,
    canonical,
    report.id AS report_key
FROM file JOIN report ON report.file_id = file.id
WHERE NOT duplicate OR part = 1;

CREATE VIEW facts AS SELECT
    report_id,
    entity,
    entity_id,
    year,
    fact_kind.form AS form,
    "table",
    "row",
    "column",
    CAST(value AS NUMERIC) AS value,
    CAST(coalesce(raw, value, '') AS TEXT) AS raw,
    state,
    how,
    unit,
    origin,
    value AS exact,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN fact ON fact.report = report.id
JOIN fact_kind ON fact_kind.id = fact.kind
WHERE NOT duplicate;

CREATE VIEW findings AS SELECT
    iif(duplicate, '', report_id) AS report_id,
    file,
    entity,
    entity_id,
    year,
    rule,
    severity,
    about,
    message,
    expected,
    actual,
    concepts,
    origin,
    fingerprint,
    message_en,
    across,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN finding ON finding.report = report.id
WHERE across >= duplicate;

CREATE VIEW sections AS SELECT
    report_id,
    number,
    "key",
    section.title AS title,
    text,
    origin,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN section ON section.report = report.id
WHERE NOT duplicate;

CREATE VIEW narrative AS SELECT
    report_id,
    concept,
    CAST(value AS NUMERIC) AS value,
    raw,
    unit,
    period,
    approximate,
    state,
    sentence,
    origin,
    value AS exact,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN statement ON statement.report = report.id
WHERE NOT duplicate;
"""

_DECISIONS = """
CREATE TABLE decision (
    fingerprint TEXT PRIMARY KEY,
    conclusion TEXT NOT NULL,
    remark TEXT NOT NULL,
    decided TEXT NOT NULL
);

CREATE TABLE audited (year INTEGER PRIMARY KEY, at TEXT NOT NULL);

CREATE TABLE problem (
    year INTEGER NOT NULL REFERENCES audited,
    fingerprint TEXT NOT NULL,
    unit TEXT NOT NULL,
    rule TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (year, fingerprint)
);
"""

_TRIPLES = """
CREATE TABLE triple (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    source TEXT NOT NULL,
    label TEXT NOT NULL,
    heading TEXT NOT NULL,
    unit TEXT NOT NULL,
    value,
    raw TEXT NOT NULL,
    approximate TEXT NOT NULL,
    state TEXT NOT NULL,
    context TEXT NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX triple_report ON triple (report);

CREATE VIEW triples AS SELECT
    report_id,
    entity,
    entity_id,
    year,
    source,
    label,
    heading,
    unit,
    CAST(value AS NUMERIC) AS value,
    raw,
    approximate,
    state,
    context,
    origin,
    value AS exact,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN triple ON triple.report = report.id
WHERE NOT duplicate;
"""

_NO_SENTENCES = """
DROP VIEW findings;
CREATE TABLE finding_before AS
SELECT report, place, across, rule, severity, about, wording, details, expected, actual, concepts, origin, fingerprint
FROM finding;
DROP TABLE finding;

CREATE TABLE finding (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    across INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    about TEXT NOT NULL,
    wording TEXT NOT NULL,
    details TEXT NOT NULL,
    expected TEXT NOT NULL,
    actual TEXT NOT NULL,
    concepts TEXT NOT NULL,
    origin TEXT NOT NULL,
    fingerprint TEXT NOT NULL
);
INSERT INTO finding (
    report, place, across, rule, severity, about, wording, details, expected, actual, concepts, origin, fingerprint
)
SELECT report, place, across, rule, severity, about, wording, details, expected, actual, concepts, origin, fingerprint
FROM finding_before;
DROP TABLE finding_before;
CREATE INDEX finding_report ON finding (report);
CREATE INDEX finding_across ON finding (across) WHERE across;

CREATE VIEW findings AS SELECT
    iif(duplicate, '', report_id) AS report_id,
    file,
    entity,
    entity_id,
    year,
    rule,
    severity,
    about,
    wording,
    details,
    expected,
    actual,
    concepts,
    origin,
    fingerprint,
    form,
    across,
    place,
    report.id AS report_key
FROM report
JOIN file ON file.id = report.file_id
JOIN finding ON finding.report = report.id
WHERE across >= duplicate;

ALTER TABLE problem ADD COLUMN severity TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN wording TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN details TEXT NOT NULL DEFAULT '[]';
ALTER TABLE problem ADD COLUMN expected TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN actual TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN concepts TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN form TEXT NOT NULL DEFAULT '';
"""

_SETTLED_BY = """
ALTER TABLE library ADD COLUMN settled_by TEXT NOT NULL DEFAULT '';
"""

_UNMATCHED = """
CREATE TABLE unmatched (
    fingerprint TEXT PRIMARY KEY REFERENCES decision,
    file TEXT NOT NULL,
    year INTEGER,
    rule TEXT NOT NULL,
    expected TEXT NOT NULL,
    actual TEXT NOT NULL
);
"""

_ROUNDS = """
ALTER TABLE audited ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
ALTER TABLE problem ADD COLUMN since INTEGER NOT NULL DEFAULT 1;
ALTER TABLE problem ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
ALTER TABLE problem ADD COLUMN mended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE problem ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN status TEXT NOT NULL DEFAULT '';

CREATE TABLE handed_in (
    year INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    round INTEGER NOT NULL,
    PRIMARY KEY (year, sha256)
);
"""

_GONE = """
ALTER TABLE file ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
"""

_WRITTEN = f"""
CREATE TABLE written (sha256 TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION};
"""

_SAID = """
CREATE TABLE assigned (
    year INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    part INTEGER NOT NULL,
    unit TEXT NOT NULL,
    remark TEXT NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (year, sha256, part)
);

CREATE TABLE chosen (
    sha256 TEXT NOT NULL,
    part INTEGER NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (sha256, part)
);
"""

_FLAGS = """
ALTER TABLE fact ADD COLUMN flag TEXT;
CREATE INDEX fact_flagged ON fact (report) WHERE flag IS NOT NULL;

DROP VIEW facts;
CREATE VIEW facts AS SELECT
    report_id,
    entity,
    entity_id,
    year,
    fact_kind.form AS form,
    "table",
    "row",
    "column",
    CAST(value AS NUMERIC) AS value,
    CAST(coalesce(raw, value, '') AS TEXT) AS raw,
    state,
    how,
    unit,
    origin,
    value AS exact,
    place,
    report.id AS report_key,
    coalesce(flag, '') AS flag
FROM report
JOIN file ON file.id = report.file_id
JOIN fact ON fact.report = report.id
JOIN fact_kind ON fact_kind.id = fact.kind
WHERE NOT duplicate;

UPDATE library SET settled = -1;
"""

_RECEIVED = """
ALTER TABLE file ADD COLUMN received TEXT NOT NULL DEFAULT '';
UPDATE file SET received = read_at;

CREATE TABLE earlier (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    received TEXT NOT NULL,
    replaced TEXT NOT NULL,
    reader TEXT NOT NULL,
    record BLOB
);
CREATE INDEX earlier_file ON earlier (file, sha256);
"""

_RECEIPTS = """
ALTER TABLE library ADD COLUMN mark TEXT NOT NULL DEFAULT '';
UPDATE library SET mark = lower(hex(randomblob(8)));

CREATE TABLE receipt (
    sha256 TEXT NOT NULL,
    library TEXT NOT NULL,
    at TEXT NOT NULL,
    began TEXT NOT NULL,
    PRIMARY KEY (sha256, library)
) WITHOUT ROWID;
INSERT INTO receipt (sha256, library, at, began)
    SELECT sha256, mark, min(received), '' FROM library, (
        SELECT sha256, received FROM file UNION ALL SELECT sha256, received FROM earlier
    ) WHERE sha256 != '' GROUP BY sha256;
"""

_PAPERS = """
CREATE TABLE unit_number (
    year INTEGER NOT NULL,
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (year, unit),
    UNIQUE (year, number)
);

CREATE TABLE problem_number (
    year INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    unit TEXT NOT NULL,
    number INTEGER NOT NULL,
    first TEXT NOT NULL,
    PRIMARY KEY (year, fingerprint)
);

CREATE TABLE edition (
    number TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    at TEXT NOT NULL,
    written TEXT NOT NULL
);

CREATE TABLE note (
    year INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    was TEXT NOT NULL,
    text TEXT NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (year, sheet, "row", "column")
);
"""

_UNITS = """
ALTER TABLE report ADD COLUMN own_id TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN own_parent TEXT NOT NULL DEFAULT '';

CREATE TABLE units (
    entity_id TEXT PRIMARY KEY,
    entity TEXT NOT NULL,
    parent TEXT NOT NULL,
    kind TEXT NOT NULL,
    names TEXT NOT NULL,
    years TEXT NOT NULL,
    reports INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    standing TEXT NOT NULL,
    candidates TEXT NOT NULL
);

UPDATE library SET settled = -1;
"""

_RAN = """
CREATE TABLE ran_with (reader TEXT NOT NULL, machine TEXT NOT NULL, PRIMARY KEY (reader, machine)) WITHOUT ROWID;
"""

_ANSWERS = """
CREATE TABLE answer (
    year INTEGER NOT NULL,
    first TEXT NOT NULL,
    is_done INTEGER NOT NULL,
    measure TEXT NOT NULL,
    address TEXT NOT NULL,
    day TEXT NOT NULL,
    person TEXT NOT NULL,
    objection TEXT NOT NULL,
    round INTEGER NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (year, first)
);
"""

_LISTS = """
CREATE TABLE lists (name TEXT PRIMARY KEY, content TEXT NOT NULL, given TEXT NOT NULL);

CREATE TABLE sought (
    entity TEXT NOT NULL,
    code TEXT NOT NULL,
    parent TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (entity, code, parent, year)
);

ALTER TABLE audited ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
"""

_DESK = """
CREATE INDEX report_place ON report (parent, year);
CREATE INDEX report_named ON report (report_id);
CREATE INDEX finding_rule ON finding (rule, severity, report);
CREATE INDEX finding_print ON finding (fingerprint);

CREATE TABLE place_count (
    parent TEXT NOT NULL,
    year INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (parent, year)
);

CREATE TABLE rule_count (
    parent TEXT NOT NULL,
    year INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    about TEXT NOT NULL,
    findings INTEGER NOT NULL,
    PRIMARY KEY (parent, year, rule, severity, about)
);

CREATE TABLE decided (
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    was TEXT NOT NULL,
    remark_was TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    remark TEXT NOT NULL,
    takes_back TEXT NOT NULL,
    PRIMARY KEY (fingerprint, at, who)
);

UPDATE library SET settled = -1;
"""

_CORRECTIONS = """
CREATE TABLE correction (
    sha256 TEXT NOT NULL,
    part INTEGER NOT NULL,
    cell TEXT NOT NULL,
    raw TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    value TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (sha256, part, cell, raw, at, who)
) WITHOUT ROWID;

CREATE TABLE overlaid (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    kind INTEGER NOT NULL REFERENCES fact_kind,
    value,
    PRIMARY KEY (report, place)
) WITHOUT ROWID;

CREATE TABLE superseded (
    report INTEGER NOT NULL REFERENCES report,
    place INTEGER NOT NULL,
    across INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    about TEXT NOT NULL,
    wording TEXT NOT NULL,
    details TEXT NOT NULL,
    expected TEXT NOT NULL,
    actual TEXT NOT NULL,
    concepts TEXT NOT NULL,
    origin TEXT NOT NULL,
    fingerprint TEXT NOT NULL
);
CREATE INDEX superseded_report ON superseded (report);

CREATE VIEW cell AS SELECT
    fact.report AS report,
    fact.place AS place,
    coalesce(overlaid.kind, fact.kind) AS kind,
    iif(overlaid.kind IS NULL, fact.value, overlaid.value) AS value,
    iif(overlaid.kind IS NULL, raw, CAST(coalesce(raw, fact.value, '') AS TEXT)) AS raw,
    origin,
    flag
FROM fact LEFT JOIN overlaid ON overlaid.report = fact.report AND overlaid.place = fact.place;

DROP VIEW facts;
CREATE VIEW facts AS SELECT
    report_id,
    entity,
    entity_id,
    year,
    fact_kind.form AS form,
    "table",
    "row",
    "column",
    CAST(value AS NUMERIC) AS value,
    CAST(coalesce(raw, value, '') AS TEXT) AS raw,
    state,
    how,
    unit,
    origin,
    value AS exact,
    place,
    report.id AS report_key,
    coalesce(flag, '') AS flag
FROM report
JOIN file ON file.id = report.file_id
JOIN cell ON cell.report = report.id
JOIN fact_kind ON fact_kind.id = cell.kind
WHERE NOT duplicate;
"""

_REVIEWED = """
CREATE INDEX finding_grave ON finding (severity, report);

CREATE TABLE reviewed (
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    PRIMARY KEY (fingerprint, at, who)
);
"""

_KIN = """
ALTER TABLE report ADD COLUMN told_of TEXT NOT NULL DEFAULT '';
CREATE TABLE place_held (parent TEXT PRIMARY KEY, reports INTEGER NOT NULL);

CREATE TABLE two_agencies (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    of TEXT NOT NULL,
    are_two INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX two_agencies_other ON two_agencies (other);
"""

_CONFIRMED = """
DROP VIEW facts;

CREATE TABLE kind_of_fact (
    id INTEGER PRIMARY KEY,
    form TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    state TEXT NOT NULL,
    how TEXT NOT NULL,
    unit TEXT NOT NULL,
    confirmed TEXT NOT NULL,
    UNIQUE (form, "table", "row", "column", state, how, unit, confirmed)
);
INSERT INTO kind_of_fact (id, form, "table", "row", "column", state, how, unit, confirmed)
SELECT id, form, "table", "row", "column", state, how, unit, '' FROM fact_kind;
DROP TABLE fact_kind;
ALTER TABLE kind_of_fact RENAME TO fact_kind;

CREATE VIEW facts AS SELECT
    report_id,
    entity,
    entity_id,
    year,
    fact_kind.form AS form,
    "table",
    "row",
    "column",
    CAST(value AS NUMERIC) AS value,
    CAST(coalesce(raw, value, '') AS TEXT) AS raw,
    state,
    how,
    unit,
    origin,
    value AS exact,
    place,
    report.id AS report_key,
    coalesce(flag, '') AS flag,
    confirmed
FROM report
JOIN file ON file.id = report.file_id
JOIN cell ON cell.report = report.id
JOIN fact_kind ON fact_kind.id = cell.kind
WHERE NOT duplicate;
"""

_HELD = """
CREATE INDEX report_in_place ON report (parent);
ALTER TABLE library ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
"""

MIGRATIONS = (
    Migration("tables of files, reports and what they hold", _TABLES),
    Migration("views with the columns of the files that are written", _VIEWS),
    Migration("what persons decided about problems, and what there was when a year was last audited", _DECISIONS),
    Migration("figures with a label and a unit that no form has", _TRIPLES),
    Migration("findings and problems without sentences, but with all that they are made of", _NO_SENTENCES),
    Migration("by which version it was found out what several files tell together", _SETTLED_BY),
    Migration("decisions about problems that were not found again when their agency got another name", _UNMATCHED),
    Migration("in which round of an audit reports and problems came, and in which report a problem was", _ROUNDS),
    Migration("which files were no longer on disk when their folder was last read", _GONE),
    Migration("the digests of all files that were ever written, and whose this database is", _WRITTEN),
    Migration("which unit a file is of, and which version of a report counts, as persons said", _SAID),
    Migration("what speaks against a cell", _FLAGS),
    Migration("when versions of files were received, and those that were replaced", _RECEIVED),
    Migration("the numbers of units and problems, what was written into workbooks and what persons wrote", _PAPERS),
    Migration("when the bytes of files were first there, and when the run that brought them began", _RECEIPTS),
    Migration("the units of all reports, and as which each was read by itself", _UNITS),
    Migration("on what Python, and with which parsers, files were read", _RAN),
    Migration("what units answered about problems", _ANSWERS),
    Migration("tables of persons by which units are told, and what was sought in vain", _LISTS),
    Migration("how much there is of a place and year, and what was decided by whom, one after the other", _DESK),
    Migration("figures that persons laid over what is printed, and what speaks of the print no more", _CORRECTIONS),
    Migration("which decisions a second person has looked at, and findings by how grave they are", _REVIEWED),
    Migration("of which state of its kin it was found out what is told of a report", _KIN),
    Migration("what bears out figures that were recognised", _CONFIRMED),
    Migration("the reports of a place in their order, and changes that no decision makes", _HELD),
)
"""In the order in which they are taken; one that has been released is never changed."""


def statements_of(migration: Migration) -> Iterator[str]:
    """The statements of a step, one by one."""
    statement = ""
    for line in migration.script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

"""gongkai (公开): annual reports on government information disclosure as checked, comparable data.

>>> from extract import read_report
>>> report = read_report("samples/青禾镇2023.txt")
>>> report.entity, report.year, report.value("requests.received.total")
('临溪县青禾镇', 2023, Decimal('9'))
"""

from extract.batch import read_reading, read_report, read_reports
from extract.checks import check
from extract.errors import GongkaiError, OutputError, UnreadableFile, UsageError
from extract.forms import load_forms
from extract.frames import facts_frame, reports_frame
from extract.model import (
    Concept,
    Document,
    Evidence,
    Fact,
    Finding,
    Form,
    Grid,
    Identity,
    Match,
    Origin,
    Reading,
    Report,
    Section,
    Source,
    Statement,
    Verdict,
)

__version__ = "0.1.0"

__all__ = [
    "Concept",
    "Document",
    "Evidence",
    "Fact",
    "Finding",
    "Form",
    "GongkaiError",
    "Grid",
    "Identity",
    "Match",
    "Origin",
    "OutputError",
    "Reading",
    "Report",
    "Section",
    "Source",
    "Statement",
    "UnreadableFile",
    "UsageError",
    "Verdict",
    "check",
    "facts_frame",
    "load_forms",
    "read_reading",
    "read_report",
    "read_reports",
    "reports_frame",
]

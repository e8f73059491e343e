"""gongkai (公开): annual reports on government information disclosure as checked, comparable data.

>>> from extract import read_report
>>> report = read_report("samples/青禾镇2023.txt")
>>> report.entity, report.year, report.value("requests.received.total")
('临溪县青禾镇', 2023, Decimal('9'))
"""

from extract.batch import read_reading, read_report, read_reports
from extract.errors import GongkaiError, OutputError, UnreadableFile, UsageError
from extract.forms import load_forms
from extract.frames import facts_frame, reports_frame
from extract.model import Concept, Document, Fact, Form, Grid, Match, Origin, Reading, Report, Source

__version__ = "0.1.0"

__all__ = [
    "Concept",
    "Document",
    "Fact",
    "Form",
    "GongkaiError",
    "Grid",
    "Match",
    "Origin",
    "OutputError",
    "Reading",
    "Report",
    "Source",
    "UnreadableFile",
    "UsageError",
    "facts_frame",
    "load_forms",
    "read_reading",
    "read_report",
    "read_reports",
    "reports_frame",
]

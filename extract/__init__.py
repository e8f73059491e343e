"""gongkai (公开): annual reports on government information disclosure as checked, comparable data.

Every public name is loaded when it is first asked for, so that `gongkai --help` costs no more than it prints.

>>> from extract import read_report
>>> report = read_report("samples/青禾镇2023.txt")
>>> report.entity, report.year, report.value("requests.received.total")
('临溪县青禾镇', 2023, Decimal('9'))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extract.version import __version__ as __version__

if TYPE_CHECKING:
    from extract.checks import check as check
    from extract.errors import GongkaiError as GongkaiError
    from extract.errors import OutputError as OutputError
    from extract.errors import UnreadableFile as UnreadableFile
    from extract.errors import UsageError as UsageError
    from extract.forms import load_forms as load_forms
    from extract.frames import Library as Library
    from extract.frames import facts_frame as facts_frame
    from extract.frames import reports_frame as reports_frame
    from extract.jobs import read_reading as read_reading
    from extract.jobs import read_readings as read_readings
    from extract.jobs import read_report as read_report
    from extract.jobs import read_reports as read_reports
    from extract.model import Concept as Concept
    from extract.model import Document as Document
    from extract.model import Evidence as Evidence
    from extract.model import Fact as Fact
    from extract.model import Finding as Finding
    from extract.model import Form as Form
    from extract.model import Grid as Grid
    from extract.model import Identity as Identity
    from extract.model import Match as Match
    from extract.model import Origin as Origin
    from extract.model import Reading as Reading
    from extract.model import Report as Report
    from extract.model import Section as Section
    from extract.model import Source as Source
    from extract.model import Statement as Statement
    from extract.model import Triple as Triple
    from extract.model import Verdict as Verdict

_HOMES = {
    "jobs": "read_reading read_readings read_report read_reports",
    "checks": "check",
    "errors": "GongkaiError OutputError UnreadableFile UsageError",
    "forms": "load_forms",
    "frames": "Library facts_frame reports_frame",
    "model": "Concept Document Evidence Fact Finding Form Grid Identity Match Origin Reading Report Section Source "
    "Statement Triple Verdict",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]

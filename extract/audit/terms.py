"""What an audit goes by: a year, a profile, what persons decided, and what is known of rounds and years before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extract.audit.claims import Assigned
from extract.audit.rounds import Decision, Noted
from extract.checks.known import Known
from extract.checks.profile import Profile
from extract.checks.versions import PartKey
from extract.model import Report, Verdict

Filed = tuple[Report, Verdict]
"""A report with what was found about it."""


class Former(NamedTuple):
    """What a file held before, with what was found about it: since when it was there, until when, and whether it was
    read by what has read what is there now. Nothing tells until when a file was there that was taken away."""

    report: Report
    verdict: Verdict
    received: str
    replaced: str
    is_read_alike: bool


class Terms(NamedTuple):
    """What an audit goes by.

    `before` are the problems that were noted by fingerprint, `round` the number of this round, `first_seen` those in
    which reports came, by their SHA-256; `known` is what is known of files beside what they hold, `gone`
    are files that are no longer on disk; `year_before` the reports in which those of agencies that were merged are
    looked for. `other_years` are the reports of all other years, without what they hold; `assigned` whose files are,
    and `chosen` which versions count, as persons said, by SHA-256 and part; `is_drafted`: there is no roster but the
    agencies that were read. `received` is since when files hold what they hold, `formers` are what they held before, by
    their names.
    """

    year: int
    profile: Profile
    decisions: Mapping[str, Decision]
    before: Mapping[str, Noted]
    known: Known
    year_before: Sequence[Report] = ()
    round: int = 1
    first_seen: Mapping[str, int] = MappingProxyType({})
    gone: frozenset[str] = frozenset()
    other_years: Sequence[Report] = ()
    assigned: Mapping[PartKey, Assigned] = MappingProxyType({})
    chosen: frozenset[PartKey] = frozenset()
    is_drafted: bool = False
    received: Mapping[str, str] = MappingProxyType({})
    formers: Mapping[str, Sequence[Former]] = MappingProxyType({})

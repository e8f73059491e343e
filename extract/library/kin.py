"""Which reports of a library tell something of each other, and of which of them that has to be found out anew.

Reports are kin that are of one unit, of one name that may be that of several units, or of files with the same bytes.
What is told of a report depends on its kin, on what is known of their files beside what they hold, and on nothing else:
a digest of all that is kept with each, so that a file that comes or goes has its own kin looked at again, and no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from extract.library.identities import Identities

_STATES = (
    "SELECT report.id, told_of, entity_id, coalesce(nullif(own_id, ''), entity_id), sha256, "
    "file, part, status, reason, report_id, parent, own_id, own_parent, given, reader, duplicate, gone, "
    "EXISTS (SELECT 1 FROM chosen WHERE chosen.sha256 = file.sha256 AND chosen.part = report.part), "
    "(SELECT group_concat(place || '.' || kind || '.' || coalesce(value, '')) FROM overlaid "
    "WHERE overlaid.report = report.id), "
    "(SELECT group_concat(library || at || began) FROM receipt WHERE receipt.sha256 = file.sha256) "
    "FROM file JOIN report ON file_id = file.id ORDER BY file, part"
)
"""Every report with what its kin are known by, and all by which it tells something of them."""
_DIGEST = 8
"""Bytes of a digest."""


class Kin(Identities):
    """A library that knows which of its reports tell something of each other."""

    def names(self) -> dict[str, list[str]]:
        """The names of files that have the same bytes, by their SHA-256, where there are several."""
        same = "SELECT sha256, file FROM file WHERE sha256 IN (SELECT sha256 FROM file WHERE duplicate) ORDER BY file"
        names: dict[str, list[str]] = {}
        for sha256, file in self._sql.execute(same):
            names.setdefault(sha256, []).append(file)
        return names

    def touched(self, by: str) -> dict[int, str]:
        """The reports of which something else may be told than what was found out last, by their keys, each with the
        digest of its kin. `by` what it is found out."""
        unresolved, shared = self.unresolved(), self.names()
        dismissed = self.dismissed_about()
        groups, keys, told, digests = _Groups(), [], [], []
        for key, told_of, *state in self._sql.execute(_STATES):
            entity_id, name, sha256, *_ = state
            in_doubt = entity_id in unresolved
            links = (("", entity_id), ("name", name if in_doubt else ""), ("bytes", sha256 if sha256 in shared else ""))
            groups.add(link for link in links if link[1])
            keys.append(key)
            told.append(told_of)
            digests.append(_digest(b"", (*state, in_doubt, dismissed.get(key))))
        whole: dict[int, bytes] = {}
        for number, digest in enumerate(digests):
            group = groups.of(number)
            whole[group] = _digest(whole.get(group, by.encode()), digest)
        now = {group: digest.hex() for group, digest in whole.items()}
        changed = {groups.of(number) for number, before in enumerate(told) if before != now[groups.of(number)]}
        return {key: now[group] for number, key in enumerate(keys) if (group := groups.of(number)) in changed}

    def two_agencies(self) -> dict[tuple[int, int], tuple[str, bool]]:
        """Of which reports, by their keys, it was found out whether they are of two agencies, and by what."""
        rows = self._sql.execute("SELECT one, other, of, are_two FROM two_agencies")
        return {(one, other): (of, bool(are_two)) for one, other, of, are_two in rows}

    def keep_two_agencies(self, found: Mapping[tuple[int, int], tuple[str, bool]]) -> None:
        """Keeps whether reports are of two agencies. Within `writing()`."""
        rows = ((*keys, *told) for keys, told in found.items())
        self._sql.executemany("INSERT OR REPLACE INTO two_agencies (one, other, of, are_two) VALUES (?, ?, ?, ?)", rows)

    def _mark_touched(self, touched: Mapping[int, str]) -> None:
        """Lists in `touched` the reports of which is found out anew what is told of them, with the digests of their
        kin, and in `places` what is above them, or is above another number of reports than when they were last counted.
        Within `writing()`."""
        for table in ("touched (report INTEGER PRIMARY KEY, told_of TEXT)", "places (parent TEXT PRIMARY KEY)"):
            self._sql.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}")
            self._sql.execute(f"DELETE FROM temp.{table.split()[0]}")
        self._sql.executemany("INSERT INTO temp.touched VALUES (?, ?)", touched.items())
        held = "SELECT parent, count(*) FROM report JOIN file ON file.id = file_id WHERE NOT duplicate GROUP BY parent"
        self._sql.execute(
            "INSERT INTO temp.places SELECT parent FROM report JOIN temp.touched ON report.id = touched.report "
            f"UNION SELECT parent FROM (SELECT parent, reports FROM place_held EXCEPT {held})"
        )
        self._sql.execute("DELETE FROM place_held")
        self._sql.execute(f"INSERT INTO place_held (parent, reports) {held}")


class _Groups:
    """Numbers from 0 on that belong together because they share a link."""

    def __init__(self) -> None:
        self._above: list[int] = []
        self._first: dict[tuple[str, str], int] = {}

    def add(self, links: Iterable[tuple[str, str]]) -> None:
        """Adds the next number."""
        number = len(self._above)
        self._above.append(number)
        for link in links:
            self._above[self.of(self._first.setdefault(link, number))] = self.of(number)

    def of(self, number: int) -> int:
        """The one number by which all that belong together are known."""
        above = self._above
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number


def _digest(before: bytes, state: Collection[object]) -> bytes:
    return blake2b(before + repr(state).encode(), digest_size=_DIGEST).digest()

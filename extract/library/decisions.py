"""What persons decided about problems, and the account of it: who said what when, in place of what.

The last that was said counts, and stands in `decision`; `decided` keeps all that was ever said, so that it can be
looked up and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extract.library.flags import FlaggedCells
from extract.library.store import insertion, moment, named, now


class Decided(NamedTuple):
    """What somebody said about a problem, when, and what had been said before. `who` is empty for a workbook;
    `takes_back`: when that was said which is taken back by it."""

    fingerprint: str
    at: str
    who: str
    was: str
    remark_was: str
    conclusion: str
    remark: str
    takes_back: str = ""


class Readers(NamedTuple):
    """Who has decided about a problem, and who has looked at that and agrees; empty where nobody has."""

    first: str
    second: str


class Decisions(FlaggedCells):
    """A library that keeps what persons decided."""

    def decisions(self) -> dict[str, tuple[str, str]]:
        """What was decided about problems, and remarks, by their fingerprints."""
        rows = self._sql.execute("SELECT fingerprint, conclusion, remark FROM decision")
        return {fingerprint: (conclusion, remark) for fingerprint, conclusion, remark in rows}

    def decision(self, fingerprint: str) -> tuple[str, str]:
        """What was decided about a problem, and the remark; empty where nobody has said anything."""
        row = self._sql.execute("SELECT conclusion, remark FROM decision WHERE fingerprint = ?", (fingerprint,))
        return row.fetchone() or ("", "")

    def decide(self, decisions: Iterable[tuple[str, str, str]], who: str = "", takes_back: str = "") -> None:
        """Keeps conclusions and remarks by fingerprint, in place of earlier ones, and that somebody said so. Within
        `writing()`."""
        before, was_settled = self.dismissed(), self._single_value("SELECT generation = settled FROM library")
        columns = ("fingerprint", "conclusion", "remark", "decided")
        for fingerprint, conclusion, remark in decisions:
            was = self.decision(fingerprint)
            if was != (conclusion, remark):
                told = Decided(fingerprint, moment(), who, *was, conclusion, remark, takes_back)
                self._sql.execute(insertion("decided", Decided._fields, "OR IGNORE"), told)
            self._sql.execute(insertion("decision", columns, "OR REPLACE"), (fingerprint, conclusion, remark, now()))
        if changed := self.dismissed() ^ before:
            self._changed(is_decision=True)
            if was_settled:
                self._flag_cells_about(sorted(changed))
                self._sql.execute("UPDATE library SET settled = generation")

    def decide_unless_changed(self, fingerprint: str, seen: tuple[str, str], said: tuple[str, str], who: str) -> bool:
        """Keeps what somebody says about a problem who has `seen` what was decided about it before; not where that is
        another by now. Whether it was kept."""
        with self.writing():
            if self.decision(fingerprint) != seen:
                return False
            self.decide([(fingerprint, *said)], who)
            return True

    def take_back(self, who: str) -> Decided | None:
        """Takes back what somebody said last and has not taken back yet; what that was. None where there is nothing, or
        somebody has said something else since."""
        with self.writing():
            own = self._decided("WHERE who = ? ORDER BY at DESC", (who,))
            gone = {told.takes_back for told in own}
            told = next((each for each in own if not each.takes_back and each.at not in gone), None)
            if told is None or self.decision(told.fingerprint) != (told.conclusion, told.remark):
                return None
            self.decide([(told.fingerprint, told.was, told.remark_was)], who, told.at)
            return told

    def review(self, fingerprint: str, seen: tuple[str, str], who: str) -> bool:
        """Keeps that somebody agrees with what somebody else has decided about a problem, who has `seen` that; not
        where it is another by now, or his own. Whether it was kept."""
        with self.writing():
            first = self.readers_of(fingerprint).first
            if not seen[0] or self.decision(fingerprint) != seen or who == first:
                return False
            columns = ("fingerprint", "at", "who", "conclusion")
            self._sql.execute(insertion("reviewed", columns, "OR IGNORE"), (fingerprint, moment(), who, seen[0]))
            return True

    def readers_of(self, fingerprint: str) -> Readers:
        """Who has decided about a problem, and who agrees."""
        conclusion, _ = self.decision(fingerprint)
        account = [told for told in self.decided_about(fingerprint) if told.conclusion != told.was]
        if not conclusion or not account:
            return Readers("", "")
        agrees = "SELECT who FROM reviewed WHERE fingerprint = ? AND conclusion = ? AND at > ? ORDER BY at DESC LIMIT 1"
        second = self._single_value(agrees, (fingerprint, conclusion, account[-1].at))
        return Readers(account[-1].who, second or "")

    def decided_about(self, fingerprint: str) -> list[Decided]:
        """All that was said about a problem, in the order in which it was."""
        return self._decided("WHERE fingerprint = ? ORDER BY at, who", (fingerprint,))

    def decided_last(self, count: int) -> list[Decided]:
        """What was said last, the last first."""
        return self._decided("ORDER BY at DESC LIMIT ?", (count,))

    def _decided(self, which: str, values: tuple[object, ...] = ()) -> list[Decided]:
        return [Decided(*row) for row in self._sql.execute(f"{_DECIDED} {which}", values)]

    def _decided_follows(self, before: str, fingerprint: str) -> None:
        """What was said about a problem is told of it under its other fingerprint, too. Within `writing()`."""
        rows = [told._replace(fingerprint=fingerprint) for told in self.decided_about(before)]
        self._sql.executemany(insertion("decided", Decided._fields, "OR IGNORE"), rows)

    def _take_over_decided(self, other: Decisions) -> None:
        """Keeps the account of another library. Within `writing()`."""
        self._sql.executemany(insertion("decided", Decided._fields, "OR IGNORE"), other._decided(""))
        columns = ("fingerprint", "at", "who", "conclusion")
        reviewed = other._sql.execute(f"SELECT {', '.join(columns)} FROM reviewed").fetchall()
        self._sql.executemany(insertion("reviewed", columns, "OR IGNORE"), reviewed)


TO_REVIEW = (
    "SELECT fingerprint FROM (SELECT fingerprint, who, conclusion, max(at) AS at FROM decided WHERE conclusion != was "
    "GROUP BY fingerprint) AS last WHERE who != ? AND NOT EXISTS (SELECT 1 FROM reviewed WHERE "
    "reviewed.fingerprint = last.fingerprint AND reviewed.conclusion = last.conclusion AND reviewed.at > last.at)"
)
"""The fingerprints of problems about which somebody else has decided, and nobody has looked at that."""
_DECIDED = f"SELECT {', '.join(map(named, Decided._fields))} FROM decided"

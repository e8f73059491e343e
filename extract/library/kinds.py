"""What facts have in common, numbered once: a fact takes some thirty bytes by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.library.records import KIND_COLUMNS
from extract.library.schema import MIGRATIONS, Migration
from extract.library.store import Access, Store, insertion, named


class FactKinds(Store):
    """A library that numbers the kinds of its facts."""

    def __init__(self, path: Path, migrations: tuple[Migration, ...] = MIGRATIONS, access: Access = "write") -> None:
        self._kinds: dict[tuple[str, ...], int] = {}
        super().__init__(path, migrations, access)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """As of every store. What a transaction that failed has numbered is forgotten with it."""
        try:
            with super().writing():
                yield
        except BaseException:
            self._kinds.clear()
            raise

    def _kind(self, kind: tuple[str, ...]) -> int:
        """The number of a kind. Within `writing()`."""
        if kind not in self._kinds:
            self._sql.execute(insertion("fact_kind", KIND_COLUMNS, "OR IGNORE"), kind)
            same = " AND ".join(f"{column} = ?" for column in map(named, KIND_COLUMNS))
            self._kinds[kind] = int(self._single_value(f"SELECT id FROM fact_kind WHERE {same}", kind))
        return self._kinds[kind]

"""Files in a store, at URLs: `s3://bucket/2024`, and whatever else fsspec knows.

Comes in: addresses. Goes out: inputs, named by their URLs, each with its size and a mark by which a change shows; and
the files themselves, brought into a folder on this machine, since whatever reads files has no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from extract.errors import UsageError
from extract.jobs.archives import HEAD, LARGEST_FILE
from extract.jobs.containers import may_be_container
from extract.jobs.inputs import At, Input, is_passed_over, shown_name, told_apart
from extract.steps import step

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MARKS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "created")
"""What stores tell of a file that is another when its content is; it is compared, and never taken for a digest."""
_AT_ONCE = 16
"""Files that are brought at once: a store answers slowly, and many at a time."""


class StoreListing(NamedTuple):
    """What was looked through in stores: below which URLs, and the names of all files that are there."""

    roots: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def lacks(self, name: str) -> bool:
        """Whether a file would have been found, were it still there."""
        below = any(name == root or name.startswith(f"{root.rstrip('/')}/") for root in self.roots)
        return below and name not in self.names


NOTHING_LISTED = StoreListing()


def is_url(path: str) -> bool:
    """Whether a path is the address of something in a store. A `file:` is none: it is a path, written otherwise.

    >>> is_url("s3://reports/2024"), is_url("C:/reports"), is_url("a.zip!/b"), is_url("file:///reports")
    (True, False, False, False)
    """
    return bool(_URL.match(path)) and not path.startswith("file://")


def local_path(path: str) -> Path:
    """A path, also where it is written as a URL.

    >>> local_path("file:///reports/%E9%9D%92.txt").as_posix(), local_path("a/b").as_posix()
    ('/reports/青.txt', 'a/b')
    """
    return Path(url2pathname(urlsplit(path).path) if path.startswith("file://") else path)


def root_of(url: str) -> str:
    """How the names of all that lies below a URL begin. UsageError where no store is known for it."""
    store, root = _store_of(url)
    return shown_name(store.unstrip_protocol(root))


def looked_through(urls: Iterable[str], inputs: Iterable[Input]) -> StoreListing:
    """What was looked through, by the URLs that were given and the inputs that were found."""
    return StoreListing(tuple(map(root_of, urls)), frozenset(shown_name(file.at.url) for file in inputs if file.at))


def inputs_at(urls: Iterable[str], folder: Path) -> list[Input]:
    """The files at URLs and below them, sorted by name, each once. Those that may be archives are brought into a
    folder, to be looked into. UsageError names a URL where nothing is, or that cannot be reached, and why."""
    found: dict[str, Input] = {}
    with step("searching"):
        for url in urls:
            for file in _found_at(url, folder):
                found.setdefault(file.file, file)
            _bring_archives([file for file in found.values() if not file.path.exists()], url)
    return told_apart(found.values())


def _found_at(url: str, folder: Path) -> Iterator[Input]:
    store, root = _store_of(url)
    try:
        found: Mapping[str, Mapping[str, Any]] = store.find(root, detail=True)
    except Exception as error:  # each kind of store has errors of its own
        raise UsageError("no_store", url=url, why=str(error) or type(error).__name__) from error
    if not found:
        raise UsageError("no_such_path", path=url)
    for name, told in sorted(found.items()):
        below = PurePosixPath(name.removeprefix(root)).parts
        if not any(map(is_passed_over, below)):
            address = store.unstrip_protocol(name)
            at = At(address, int(told.get("size") or 0), _mark(told))
            yield Input(shown_name(address), place_in(folder, address), at=at)


def _bring_archives(files: Sequence[Input], url: str) -> None:
    store, _ = _store_of(url)
    paths = {store._strip_protocol(file.at.url): file for file in files if file.at}
    heads = store.cat_ranges(list(paths), [0] * len(paths), [HEAD] * len(paths), on_error="return")
    archives = [file for file, head in zip(paths.values(), heads, strict=True) if _is_archive(head)]
    bring({file.at.url: file.path for file in archives if file.at})


def _is_archive(head: object) -> bool:
    return isinstance(head, bytes) and may_be_container(head)


def _mark(told: Mapping[str, Any]) -> int:
    """A number that is another where the content is, as far as the store tells; 0 where it tells nothing."""
    mark = next((str(told[name]) for name in _MARKS if told.get(name)), "")
    return int(sha256(mark.encode()).hexdigest()[:15], 16) if mark else 0


def place_in(folder: Path, url: str) -> Path:
    """Where in a folder a file from a store is put: a place of its own, that ends as its name does."""
    return folder / f"{sha256(url.encode()).hexdigest()[:16]}{PurePosixPath(url).suffix[:12]}"


def bring(places: Mapping[str, Path]) -> None:
    """Brings files from a store to places on this machine; one that is gone, or that may not be read, is not there
    afterwards. Any other error of the store is raised as it is: it tells nothing of the files."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_bring, places.items()))


def _bring(place: tuple[str, Path]) -> None:
    url, path = place
    store, there = _store_of(url)
    try:
        store.get_file(there, str(path))
    except (FileNotFoundError, PermissionError):
        path.unlink(missing_ok=True)


def why_not_brought(file: Input) -> str:
    """The reason why a file is not even brought, by what its store says of it; "" where there is none."""
    return "too_large" if file.at and not file.inside and file.at.size > LARGEST_FILE else ""


def _store_of(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise UsageError("no_cluster_part", module="fsspec") from None
    try:
        store, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError("no_store", url=url, why=str(error)) from error
    return store, path

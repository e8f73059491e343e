"""What `bench.mutants` breaks is known by tests that there are."""

from __future__ import annotations

from bench.mutants import KEEPING, ROOT, TESTS, places


def test_all_that_keeps_and_writes_has_tests_that_know_it() -> None:
    kept = {path for pattern in KEEPING for path in ROOT.glob(pattern)}
    rooms = {path for room in ("export", "jobs", "library") for path in (ROOT / "extract" / room).rglob("*.py")}
    assert rooms <= kept
    named = {path for path in kept if path.relative_to(ROOT).as_posix() in TESTS}
    assert [path for path in sorted(kept - named) if places(path.read_text(encoding="utf-8"))] == []


def test_tests_and_modules_are_where_they_are_named() -> None:
    assert [name for name in TESTS if not (ROOT / name).is_file()] == []
    assert [name for tests in TESTS.values() for name in tests if not (ROOT / f"tests/test_{name}.py").is_file()] == []

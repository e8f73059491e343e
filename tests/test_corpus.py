"""What fuzzing found is read again: nothing but our own errors comes of it."""

from __future__ import annotations

import pytest

from tests.corpus import KINDS, cases, file_of, harm_of


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_cases_that_were_kept_do_no_harm(kind: str) -> None:
    kept = list(cases(kind))
    assert len(kept) >= 5
    for case in kept:
        assert harm_of(file_of(kind, case)) == "", case

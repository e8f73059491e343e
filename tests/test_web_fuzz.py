"""Whatever is asked of the desk, by whomever: no fault of ours, and nothing that is not theirs to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.library import OpenLibrary
from tests.made.counties import OURS, THEIRS, Office, Person, token_in
from tests.test_web import ODD, PARAMETERS, records  # noqa: F401 - a fixture
from tests.test_web_attacks import NAMES, OUT, REVIEWER
from tests.test_web_people import LEAST, made, of_county, office, seen_marks  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = st.one_of(st.sampled_from((*ODD, OURS, THEIRS, *NAMES, *OUT)), st.text(max_size=30))
FORMS = ("fingerprint", "was", "remark_was", "remark", "sha256", "part", "unit", "paper", "place", "name", "password")
FIELDS = (*PARAMETERS, *FORMS, "names")
Asked = tuple[Any, str, dict[str, str], bytes, bool]
PEOPLE = (
    None,
    Person("viewer", ()),
    Person("viewer", (OURS,)),
    REVIEWER,
    Person("reviewer", ()),
    Person("admin", None),
)


@st.composite
def requests(draw: st.DrawFn, routes: Sequence[Any], ids: Sequence[str]) -> Asked:
    """A route or none, a path that fits or does not, what is asked or sent, a body that is no form, and whether the
    token fits."""
    route = draw(st.sampled_from([*routes, None]))
    path = route.path if route else "/" + draw(TEXTS)
    values = st.one_of(st.sampled_from(ids), TEXTS.map(lambda text: text.replace("/", "") or "x"))
    path = re.sub(r"\{\w+:int\}", lambda _: str(draw(st.integers(0, 10**25))), path)
    path = re.sub(r"\{\w+\}", lambda _: draw(values), path)
    asked = draw(st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.sampled_from(ids), TEXTS), max_size=6))
    return route, path, asked, draw(st.binary(max_size=60)), draw(st.booleans())


@pytest.mark.slow
def test_nothing_that_anybody_asks_is_a_fault_of_ours_or_shows_what_is_not_theirs(office: Office) -> None:  # noqa: F811
    office.desk.inbox.read = lambda retries=False: None  # type: ignore[method-assign]
    office.door.requests.most = office.door.attempts.most = office.door.attempts_from.most = 10**9
    office.accounts.logged_in = lambda name, password: None  # type: ignore[method-assign]
    routes = [route for route in office.app.routes if hasattr(route, "right") and route.path != "/take"]
    ids = [part for place in (OURS, THEIRS) for pair in of_county(office.desk.library, place)[:3] for part in pair]
    browsers = {person: office.browser(person) if person else office.stranger() for person in PEOPLE}
    tokens = {
        person: token_in(browser.get("/login" if not person else "/").text) for person, browser in browsers.items()
    }
    codes: set[int] = set()

    @settings(max_examples=250, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(PEOPLE), requests(routes, ids))
    def asked(person: Person | None, request: Asked) -> None:
        route, path, said, body, fits = request
        browser = browsers[person]
        try:
            built = browser.build_request("GET", path, params=said)
        except Exception:  # noqa: BLE001 - what no browser can send
            return
        if route is None or "GET" in route.methods:
            answer = browser.send(built)
        elif fits:
            answer = browser.post(
                path,
                data={**said, "token": tokens[person]},
                files=[("files", (said.get("names", "x"), body))] if "upload" in path else None,
            )
        else:
            answer = browser.post(path, content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
        codes.add(answer.status_code)
        assert answer.status_code < 500, (path, said)
        if route is not None and LEAST[route.right] > (LEAST[person.role] if person else 0):
            assert answer.status_code in (303, 403), (path, said)
        if person is None or not person.sees(THEIRS):
            assert not [mark for mark in seen_marks(answer) if mark not in str(request)], (path, said)

    asked()
    assert codes >= {200, 303, 403, 404}
    with OpenLibrary.reading(office.desk.library) as opened:
        opened.check_whole()

"""Search: the sections of all reports that hold some words; two characters suffice."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from extract.jobs.text_index import MOST_COUNTED, FoundText, marked_text
from extract.web.rendering import desk_of, number_of, page

_ON_A_PAGE = 20
_AROUND = 40
"""Characters that are shown in front of what was found; three times as many behind it."""
_LONGEST = 200


def search(request: Request) -> Response:
    """What was looked for, and what was found."""
    desk, asked = desk_of(request), request.query_params
    words, region = asked.get("q", "").strip()[:_LONGEST], asked.get("region", "")
    year, at = number_of(asked.get("year", "")), max(number_of(asked.get("page", ""), 1), 1)
    found = FoundText((), 0)
    with desk.reading() as library:
        places, years = library.places_and_years()
    if words:
        found = desk.texts().find(words, region, year, (at - 1) * _ON_A_PAGE, _ON_A_PAGE)
    hits = [(each, marked_text(each.text, words, _AROUND)) for each in found.sections]
    return page(
        request, "search.html", words=words, region=region, year=year, places=places, years=years, hits=hits,
        count=found.number, most=MOST_COUNTED, at=at, is_last=at * _ON_A_PAGE >= found.number,
    )  # fmt: skip

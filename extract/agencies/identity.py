"""Document → whose report it is and of when, with everything that says so.

Comes in: a `Document`, and what the user says of the file. Goes out: an `Identity`. Read are the lines up to the first
section heading (title, metadata, preamble, period), the opening of section one, the last lines (signature), and the
file's name and folders. Which place is believed first stands in `mentions`; all of section one tells the year where
none of them does; a page that says 我镇 is not taken for its county's. Years of posting, of cited plans and of document
numbers are no evidence. What a name says is left to `names`, whether evidence disagrees to `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from extract.agencies.labels import (
    date_of_title,
    head_mentions,
    iso_date,
    metadata_mentions,
    red_head_mentions,
    signature_mentions,
    title_in_words,
    titles_of_head,
)
from extract.agencies.likeness import bare_name, same_agency
from extract.agencies.lines import opening_of, pieces_of, prose_of, section_one_of
from extract.agencies.mentions import Answer, Mention, answer_of, dated, named
from extract.agencies.names import (
    chain_and_name,
    entity_id_of,
    given_kind,
    has_other_words,
    kind_of,
    place_of,
    unit_ends,
    without_tail,
)
from extract.agencies.paths import path_mentions
from extract.agencies.printed_years import years_in
from extract.agencies.sentences import is_of_two_years, mentions_in, mentions_in_opening, year_in_section
from extract.agencies.title import UNTITLED, TextLine, Title, is_value
from extract.agencies.titles import is_about_reports, titles_in
from extract.model import NOTHING_GIVEN, Block, Document, Evidence, Given, Identity, Where
from extract.text import compiled, squeeze

_BEFORE_A_NAME = r"[与由在向于将布址:,.;(|](?![本我该各全])"
"""What stands in front of a name in prose: a sign, or a word that leads to it."""
_LEADING = r"^(?:以?下?简?称|(?:请|可)?(?:与|向|直接)?(?:联系|致电|咨询|垂询)|请[与向]|地址|[由系在至到](?=\p{Han}{3}))"
"""Words that lead from a sign to a name. Of 于, 将, 和 none can tell: 于都县."""
_OF_CENTRE = r"^(?:国家税务总局|国家统计局|中华人民共和国|国家)"
"""What bodies of the centre print in front of their place."""
_LONGEST_CHAIN = 40
_OWN_WORD = r"我(镇|乡|街道|街|苏木|办事处|县|区|市|旗|州|盟|省|局|委|厅|中心|院)(?![\p{Han}]{0,2}(?:政府网|门户))"

_SENTENCES = ("opening", "section")
"""Where the sentences of section one tell a year."""
_SCHOOL_YEAR = "学年"
_REGIONS = frozenset("县区市旗州盟省")
_QUOTED = r"“[^“”]*”|「[^「」]*」|‘[^‘’]*’|\"[^\"]*\""
"""What others say, and how things are called."""


def identity_of(document: Document, given: Given = NOTHING_GIVEN) -> Identity:
    """The agency as printed, the year it reports on, the day of publication, and the evidence for each.

    `entity_id` is the given code, else `place/name` by the given parent, the printed chain, or that of a fuller name or
    an address; `?/name` where none of them tells a place. Folders tell none: a collection may be kept in any. What
    other reports tell of an agency is `units`' business.
    """
    path = PurePath(document.source.name)
    lines, heading = opening_of(document.blocks)
    titles = _titles_of(document.blocks, lines, heading)
    prose = prose_of(lines, titles[0].last + 1, titles[1:])
    own_word = own_word_in(squeeze("|".join(compiled(_QUOTED).sub("", line.text) for line in prose.lines)))
    mentions = [
        *_given_mentions(given),
        *_title_mentions(titles, lines, heading),
        *mentions_in(prose),
        *metadata_mentions(lines[:heading]),
        *red_head_mentions(lines[:heading]),
        *(date_of_title(lines, titles[0]) if titles[0] is not UNTITLED else ()),
        *mentions_in_opening(prose_of(lines, heading + 1)),
        *_below(lines[:heading] if heading < len(lines) else [], signature_mentions(document.blocks)),
        *head_mentions(document.head),
        *path_mentions(path, own_word),
    ]
    whose = answer_of(mentions, "entity", own_word, document.is_recognised)
    published = answer_of(_unrepeated(mentions), "published")
    posted = int(published.chosen.evidence.value[:4]) if published.chosen else 0
    year = _year_of(mentions, document, lines, posted)
    agency = whose.chosen.agency if whose.chosen else ""
    entity = without_tail(agency)
    chain, name = chain_and_name(entity)
    elsewhere = _parent_elsewhere(entity, whose.mentions) or _parent_in(prose.text, name)
    parent = compiled(_OF_CENTRE).sub("", chain) or given.parent or elsewhere
    return Identity(
        entity=entity,
        agency=agency,
        entity_id=given.code or entity_id_of(name, place_of(parent, given.parent)),
        kind=given_kind(given.kind) or kind_of(entity, parent),
        scope=titles[0].scope or _fullest(titles).scope,
        parent=parent,
        year=int(year.chosen.evidence.value) if year.chosen else None,
        published=published.chosen.evidence.value if published.chosen else "",
        title=titles[0].text,
        evidence=tuple(mention.evidence for answer in (whose, year, published) for mention in answer.mentions),
    )


def own_word_in(text: str) -> str:
    """The word by which a text calls its own agency: 镇 of 我镇; empty where it does not. A town and an office speak of
    their county as 我县, too, but no county says 我镇.

    >>> own_word_in("我县高度重视，我镇认真贯彻"), own_word_in("访问我县政府网站")
    ('镇', '')
    """
    words = [match[1] for match in compiled(_OWN_WORD).finditer(text)]
    return next((word for word in words if word not in _REGIONS), "".join(words[:1]))


def is_called_report(document: Document, given: Given) -> bool:
    """Whether the file's name, the head of a page or the user call a document an annual report of an agency and year,
    whatever it prints."""
    if given.entity and given.year:
        return True
    stem = PurePath(document.source.name).stem
    return any(title.is_full for title in (*titles_of_head(document.head), *title_in_words(stem)))


def is_called_otherwise(document: Document) -> bool:
    """Whether the title of a document calls it a paper about annual reports: 通报, 通知."""
    return is_about_reports(opening_of(document.blocks)[0])


def _parent_elsewhere(entity: str, mentions: Sequence[Mention]) -> str:
    """The chain of places in front of a fuller form of the name, the longest that is printed."""
    own = bare_name(entity)
    chains = [
        chain_and_name(mention.evidence.value)[0]
        for mention in mentions
        if own and mention.evidence.origin and bare_name(mention.evidence.value).endswith(own)
    ]
    return max(chains, key=len, default="")


def _parent_in(text: str, name: str) -> str:
    """The places that prose, squeezed, prints in front of a name, as an address does."""
    key = squeeze(name)
    return next(filter(None, map(_places_at_end, text.split(key)[:-1])), "") if key else ""


def _places_at_end(text: str) -> str:
    """The chain of places that a text ends with, behind a sign or a word that leads to a name."""
    for match in compiled(_BEFORE_A_NAME).finditer(text, max(len(text) - _LONGEST_CHAIN, 0)):
        chain = compiled(_LEADING).sub("", text[match.end() :])
        if chain and unit_ends(chain)[-1:] == [len(chain)]:
            return chain
    return ""


def _below(opening: Sequence[TextLine], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions that stand below the lines above the first heading: a short page has them among its last lines, too."""
    above = {line.origin for line in opening}
    return (mention for mention in mentions if mention.evidence.origin not in above)


def _unrepeated(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Without a second day on one printed line: a date below the title may be the metadata's."""
    seen = set()
    for mention in mentions:
        key = (mention.evidence.about, mention.evidence.origin)
        if not mention.evidence.origin or key not in seen:
            seen.add(key)
            yield mention


def _year_of(mentions: Sequence[Mention], document: Document, lines: Sequence[TextLine], posted: int) -> Answer:
    """What is believed of the year; where nothing tells it, the sentences of section one do, if the report is not said
    to be of more than a year. Of a school year the sentences tell none."""
    heads = [squeeze(title.text) for title in titles_of_head(document.head)]
    named_as = "|".join([squeeze(PurePath(document.source.name).stem), *heads, *(line.key for line in lines)])
    if _SCHOOL_YEAR in named_as:
        mentions = [mention for mention in mentions if mention.evidence.where not in _SENTENCES]
    told = answer_of(_without_earlier_years(mentions, posted), "year")
    if told.mentions or is_of_two_years(named_as):
        return told
    return answer_of(_without_earlier_years(year_in_section(section_one_of(document.blocks)), posted), "year")


def _without_earlier_years(mentions: Iterable[Mention], posted: int) -> Iterator[Mention]:
    """Without the years of sentences in section one that lie further back than the year before the day of posting: they
    tell with what is compared."""
    for mention in mentions:
        if mention.evidence.where not in _SENTENCES or not posted or mention.evidence.value >= str(posted - 1):
            yield mention


def _given_mentions(given: Given) -> Iterator[Mention]:
    if given.entity:
        yield named(given.by, given.entity)
    if years := years_in(squeeze(given.year)):
        yield dated(given.by, years[0], given.year)
    if published := iso_date(squeeze(given.published)):
        yield Mention(Evidence("published", given.by, published, given.published))


def _title_mentions(titles: Sequence[Title], lines: Sequence[TextLine], heading: int) -> Iterator[Mention]:
    """What the titles above the first heading say: the document's own, and what repeats it in full; others are the
    page's word for some report."""
    title, *others = titles
    yield from _said_by(title, lines, "title")
    if (fullest := _fullest(titles)) is not title:
        yield from (mention for mention in _said_by(fullest, lines, "title") if mention.agency)
    for other in others:
        if other.role in _BESIDE and not has_other_words(other.agency):
            yield from _said_by(other, lines, "metadata")


def _said_by(title: Title, lines: Sequence[TextLine], where: Where) -> Iterator[Mention]:
    if title.agency:
        yield named(where, title.agency, title.agency, lines[title.first].origin)
    if len(title.years) == 1:
        yield dated(where, title.years[0], title.text, lines[title.first].origin)


# ── The document's own title ─────────────────────────────────────────────────────────────────────────────────────────

_NO_TITLE = ("sentence", "neighbour")
_BESIDE = ("line", "value")
"""Roles of titles that are the page's word for the report; what a sentence says is read with the prose."""
_PUNCTUATION = r"[,;]|\.(?!\d)"
_LONGEST_LINK = 30
_FEWEST_LINKS = 3
"""Titles of different years or agencies that make a page without any sentence a list of links."""


def _titles_of(blocks: Sequence[Block], lines: Sequence[TextLine], heading: int) -> list[Title]:
    """The titles above the first heading, the document's own in front; UNTITLED for a page that only lists reports.

    A page prints its title again in its metadata, over the metadata, or as one of many links. The document's own is
    the last above the body of those that tell most, or one below it that says the same in short.
    """
    titles = titles_in(lines[:heading])
    if not titles or (heading == len(lines) and _is_list(blocks, titles)):
        return [UNTITLED]
    if all(title.role in _NO_TITLE for title in titles):
        return [UNTITLED, *(title for title in titles if title.role == "neighbour")]
    pool = [title for title in titles if title.role == "line"] or [t for t in titles if t.role == "value"]
    own_title = _last_of(pool, lines, heading) if pool else _own_title_of_links(titles, lines, heading)
    return [own_title, *(title for title in titles if title is not own_title)]


def _last_of(titles: Sequence[Title], lines: Sequence[TextLine], heading: int) -> Title:
    most = max(title.completeness for title in titles)
    best = [title for title in titles if title.completeness == most]
    body = next((at for at in range(best[0].last + 1, heading) if _is_prose(lines, at)), heading)
    last = [title for title in best if title.first < body][-1]
    return [title for title in titles if title.first < body and title.repeats(last)][-1]


def _own_title_of_links(titles: Sequence[Title], lines: Sequence[TextLine], heading: int) -> Title:
    """Where even the document's own title stands among links: that of the agency and the year that the body reports on,
    or the first without a date behind it; UNTITLED where they are several agencies' and the body names none of them."""
    prose = prose_of(lines, titles[-1].last + 1)
    body = [mention.evidence for mention in (*mentions_in(prose), *mentions_in_opening(prose_of(lines, heading + 1)))]
    fullest = max((title.agency for title in titles), key=len)
    if not all(same_agency(title.agency, fullest) for title in titles):
        named_agencies = [evidence.value for evidence in body if evidence.about == "entity"]
        titles = [title for title in titles if any(same_agency(title.agency, name) for name in named_agencies)]
        own_names = {chain_and_name(name)[1] for name in named_agencies}
        exact = [title for title in titles if chain_and_name(without_tail(title.agency))[1] in own_names]
        titles = exact or titles
    titles = [title for title in titles if title.role == "link"]
    if not titles or not all(same_agency(title.agency, titles[0].agency) for title in titles):
        return UNTITLED
    years = {evidence.value for evidence in body if evidence.about == "year"}
    reported = [title for title in titles if years.intersection(map(str, title.years))]
    if reported:
        return reported[-1]
    if years:
        return _of_no_year(titles[0])
    own = next((title for title in titles if not title.tail), titles[0])
    return own if own.tail != titles[-1].tail or len({title.years for title in titles}) == 1 else _of_no_year(own)


def _of_no_year(title: Title) -> Title:
    """What links to the reports of several years tell: whose they are."""
    return title._replace(text="", years=())


def _fullest(titles: Sequence[Title]) -> Title:
    """The title that prints the name of the first one in full."""
    repeated = (title for title in titles if title.repeats(titles[0]) and title.role != "sentence")
    return max((titles[0], *repeated), key=lambda title: len(title.agency))


def _is_prose(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is a sentence, and not the value of a label."""
    key = lines[at].key
    return len(key) > _LONGEST_LINK and bool(compiled(_PUNCTUATION).search(key)) and not is_value(lines, at)


def _is_list(blocks: Sequence[Block], titles: Sequence[Title]) -> bool:
    """Whether a page without headings has links to several reports, or only the menu's word for them, and no
    sentence."""
    links = {(title.agency, title.years) for title in titles}
    if len(links) < _FEWEST_LINKS and any(title.completeness for title in titles):
        return False
    return not any("。" in text and len(text) > _LONGEST_LINK for text, _ in pieces_of(blocks))

"""What the reports of a year have in common with each other and with earlier ones, and who had it first.

Comes in: texts. Goes out: likenesses, clusters and templates (`copied`). Which paragraphs are the same is found in
`similar`. Who had a paragraph in an earlier year had it first, and of two of one year who was certainly published
before the other; who left the other's name in it has copied it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from extract.agencies.roster import is_renamed
from extract.checks.copied import COMPARED, Cluster, Copied, Likeness, Passage, Template, Text, TextParagraph
from extract.checks.similar import LEAST, PARAGRAPH, PIECE, Alike, Prose, alike, pieces_of
from extract.text import squeeze

ENOUGH = PARAGRAPH - PIECE + 1
"""Pieces of its own, those of eighty characters, that a text must have in common with another."""
_OWN_YEARS = 0.6
"""The part of a section's own paragraphs that may be those of an earlier year of the agency."""


class _Link(NamedTuple):
    """Blocks that a text has in common with another: how many pieces of its own they have, and whether the other
    certainly had them first."""

    one: int
    other: int
    blocks: tuple[int, ...]
    weight: int
    is_later: bool


Fetched = Callable[[Collection[str]], Mapping[str, Text]]
"""Texts of earlier years by the ids of their reports."""


def copied_in(asked: Sequence[Text], earlier: Iterable[Text], fetched: Fetched) -> Copied:
    """What the texts of a year have copied. Of the `earlier` ones only those that are in question are kept: these are
    fetched once more."""
    heads: list[Text] = [*asked]

    def heard() -> Iterator[Prose]:
        for text in earlier:
            heads.append(text._replace(paragraphs=()))
            yield text.prose

    proses = [text.prose for text in asked]
    found = alike(proses, heard())
    return _Copying(heads, proses, found, fetched).copied()


class _Copying:
    """What was found, in the light of whose the texts are and when they were written; by numbers of texts."""

    def __init__(self, heads: Sequence[Text], proses: Sequence[Prose], found: Alike, fetched: Fetched) -> None:
        self._heads, self._proses, self._own, self._fetched = heads, proses, found.own, fetched
        self._shared_by_most = found.shared_by_most
        self._matches: list[dict[int, list[int]]] = [defaultdict(list) for _ in proses]
        for match in found.matches:
            self._matches[match.text][match.other].append(match.block)
        self._years: dict[str, set[int]] = defaultdict(set)
        for head in heads:
            self._years[head.unit].add(head.year)

    def copied(self) -> Copied:
        """All that there is to tell."""
        links = [link for one in range(len(self._proses)) for link in self._links(one)]
        naming = {(link.one, link.other) for link in links if self._is_name_left(link)}
        naming -= {(other, one) for one, other in naming}
        links = [link for link in links if link.is_later or (link.other, link.one) not in naming]
        chosen = [*self._best(links, naming), *self._of_own_years()]
        texts = self._with_texts(chosen)
        likenesses = [self._likeness(link, number, naming, texts) for link, number in chosen]
        return Copied(tuple(likenesses), tuple(self._clusters(links, likenesses)), tuple(self._templates()))

    # ── With other agencies ──────────────────────────────────────────────────────────────────────────────────────

    def _links(self, one: int) -> Iterator[_Link]:
        """With every other agency the report that shares most of what it did not certainly have first."""
        own, matches = self._heads[one], self._matches[one]
        since: dict[int, int] = {}
        by_unit: dict[str, list[int]] = defaultdict(list)
        for other, blocks in matches.items():
            if self._is_own(own, self._heads[other]):
                for block in blocks:
                    since[block] = min(since.get(block, own.year), self._heads[other].year)
            else:
                by_unit[self._heads[other].unit].append(other)
        for others in by_unit.values():
            links = [self._link(one, other, others, since) for other in others]
            best = max(links, key=lambda link: (link.weight, link.is_later, -self._heads[link.other].year, -link.other))
            if best.weight >= ENOUGH:
                yield best

    def _link(self, one: int, other: int, of_unit: Sequence[int], since: Mapping[int, int]) -> _Link:
        """What a text has in common with one of those of another agency, less what it certainly had first. That it had
        nothing of it before is known where its agency's report of that year is there."""
        own, theirs = self._heads[one], self._heads[other]
        later: list[int] = []
        unknown: list[int] = []
        for block in self._matches[one][other]:
            had = min(self._heads[each].year for each in of_unit if block in self._matches[one].get(each, ()))
            has = since.get(block, own.year)
            days = (own.published, theirs.published) if had == has == theirs.year else ("", "")
            if had < has:
                (later if any(had in self._years[unit] for unit in own.line) else unknown).append(block)
            elif had == has and theirs.year == own.year and not (all(days) and days[0] < days[1]):
                (later if all(days) and days[1] < days[0] else unknown).append(block)
        blocks = tuple(sorted((*later, *unknown)))
        return _Link(one, other, blocks, sum(self._own[one][block] for block in blocks), bool(later) and not unknown)

    def _is_own(self, own: Text, other: Text) -> bool:
        """Whether a text of another year is of the same agency, under whatever name, or may be."""
        if other.year == own.year:
            return other.unit == own.unit
        may_be_renamed = other.parent == own.parent and own.year not in self._years[other.unit]
        return other.unit in own.line or (may_be_renamed and is_renamed(own.names[0], other.names[0]))

    def _is_name_left(self, link: _Link) -> bool:
        """Whether the other agency's name stands in what a text has in common with it."""
        own, name = self._heads[link.one], self._heads[link.other].own_name
        if len(name) <= 2 or name == own.own_name:
            return False
        paragraphs = {self._proses[link.one].blocks[block].paragraph for block in link.blocks}
        return any(name in squeeze(own.paragraphs[paragraph].text) for paragraph in paragraphs)

    def _best(self, links: Iterable[_Link], naming: Set[tuple[int, int]]) -> Iterator[tuple[_Link, int]]:
        """Of every section of every text the link that says most."""
        for one, of_text in groupby(links, key=lambda link: link.one):
            by_section: dict[int, list[tuple[float, _Link]]] = defaultdict(list)
            for link in of_text:
                for number in self._sections(one, link.blocks):
                    by_section[number].append((self._share(one, link.blocks, number), link))
            for number, shared in sorted(by_section.items()):
                best = min(shared, key=lambda each: ((one, each[1].other) not in naming, *self._rank(*each)))
                yield best[1], number

    def _rank(self, share: float, link: _Link) -> tuple[float, bool, int, str, str]:
        other = self._heads[link.other]
        return -share, not link.is_later, other.year, other.published or "~", other.names[0]

    # ── With earlier years ───────────────────────────────────────────────────────────────────────────────────────

    def _of_own_years(self) -> Iterator[tuple[_Link, int]]:
        """Of every section of every text the earlier report of its agency that has most of it, where that is much."""
        for one, matches in enumerate(self._matches):
            own = self._heads[one]
            earlier = [other for other in matches if self._heads[other].year < own.year]
            earlier = [other for other in earlier if self._is_own(own, self._heads[other])]
            for number in COMPARED:
                links = [self._own_link(one, other, number) for other in earlier]
                shares = [(self._share(one, link.blocks, number), self._heads[link.other].year, link) for link in links]
                if shares:
                    share, _, link = max(shares, key=lambda each: (each[0], each[1], -each[2].other))
                    if share >= _OWN_YEARS and link.weight >= ENOUGH:
                        yield link, number

    def _own_link(self, one: int, other: int, number: int) -> _Link:
        blocks = [block for block in self._matches[one][other] if self._number(one, block) == number]
        return _Link(one, other, tuple(blocks), sum(self._own[one][block] for block in blocks), is_later=True)

    # ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────

    def _number(self, one: int, block: int) -> int:
        """The section in which a block stands."""
        return self._heads[one].paragraphs[self._proses[one].blocks[block].paragraph].number

    def _sections(self, one: int, blocks: Iterable[int]) -> set[int]:
        return {self._number(one, block) for block in blocks}

    def _share(self, one: int, blocks: Collection[int], number: int) -> float:
        """The part that blocks make up of what is compared of a section, by characters."""
        lengths = {
            at: len(block.masked)
            for at, (block, own) in enumerate(zip(self._proses[one].blocks, self._own[one], strict=True))
            if own and self._number(one, at) == number
        }
        return sum(lengths.get(block, 0) for block in blocks) / max(1, sum(lengths.values()))

    def _with_texts(self, chosen: Iterable[tuple[_Link, int]]) -> Callable[[int], Text]:
        asked = len(self._proses)
        ids = {self._heads[link.other].report_id for link, _ in chosen if link.other >= asked}
        earlier = self._fetched(ids) if ids else {}
        return lambda at: self._heads[at] if at < asked else earlier[self._heads[at].report_id]

    def _likeness(
        self,
        link: _Link,
        number: int,
        naming: Set[tuple[int, int]],
        text: Callable[[int], Text],
    ) -> Likeness:
        one, other = text(link.one), text(link.other)
        blocks = [block for block in link.blocks if self._number(link.one, block) == number]
        paragraphs = sorted({self._proses[link.one].blocks[block].paragraph for block in blocks})
        passages = tuple(_passages(one, other, paragraphs))
        share = self._share(link.one, blocks, number)
        total = sum(paragraph.number == number for paragraph in one.paragraphs)
        left = other.own_name if (link.one, link.other) in naming else ""
        is_own = self._is_own(one, other)
        return Likeness(one, other, number, passages, total, share, is_own, link.is_later, left)

    def _clusters(self, links: Iterable[_Link], likenesses: Iterable[Likeness]) -> Iterator[Cluster]:
        """The texts that are linked put together, the largest clusters first."""
        cluster_of: dict[int, set[int]] = {}
        for link in links:
            members = cluster_of.get(link.one, {link.one}) | cluster_of.get(link.other, {link.other})
            cluster_of |= dict.fromkeys(members, members)
        shown: dict[str, list[Likeness]] = defaultdict(list)
        for likeness in likenesses:
            if not likeness.is_own:
                shown[likeness.one.report_id].append(likeness)
        different = {id(members): members for members in cluster_of.values()}
        clusters = [self._cluster(sorted(members), shown) for members in different.values()]
        return iter(sorted(clusters, key=lambda cluster: (-len(cluster.texts), cluster.texts[0].names[0])))

    def _cluster(self, members: Sequence[int], shown: Mapping[str, Sequence[Likeness]]) -> Cluster:
        texts = [self._heads[member] for member in members]
        texts.sort(key=lambda text: (text.year, text.published, text.names[0], text.file))
        first_year = [text for text in texts if text.year == texts[0].year]
        days = sorted(text.published for text in first_year)
        is_first = len(days) == 1 or (all(days) and days[0] < days[1])
        links = tuple(likeness for text in texts for likeness in shown.get(text.report_id, ()))
        return Cluster(tuple(texts), texts[0] if is_first else None, links)

    # ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────

    def _templates(self) -> Iterator[Template]:
        """Of every county the paragraphs that most of its agencies have, as the one has them that has most."""
        having: dict[str, list[tuple[int, list[TextParagraph]]]] = defaultdict(list)
        filed: dict[str, int] = defaultdict(int)
        for number, prose in enumerate(self._proses):
            own = self._heads[number]
            filed[own.parent] += 1
            shared = {
                block.paragraph: len(block.masked)
                for block, part in zip(prose.blocks, self._shared_by_most[number], strict=False)
                if part * LEAST[1] >= LEAST[0] and len(block.masked) >= PARAGRAPH
            }
            if shared:
                paragraphs = [own.paragraphs[paragraph] for paragraph in shared]
                having[own.parent].append((sum(shared.values()), paragraphs))
        for parent, shared_by in sorted(having.items()):
            if 2 * len(shared_by) > filed[parent]:
                _, paragraphs = max(shared_by, key=lambda each: each[0])
                yield Template(parent, len(shared_by), filed[parent], tuple(paragraphs))


def _passages(one: Text, other: Text, paragraphs: Iterable[int]) -> Iterator[Passage]:
    """Paragraphs of a text, each with the one of another in which most of it stands."""
    theirs = [(frozenset(pieces_of(each.text, other.names)), each) for each in other.paragraphs]
    for number in paragraphs:
        own = pieces_of(one.paragraphs[number].text, one.names)
        _, nearest = max(theirs, key=lambda each: sum(piece in each[0] for piece in own))
        yield Passage(one.paragraphs[number], nearest)

"""The pages of a release for people: README after the template of the social science data editors, the methods for the
data section of a paper, how to cite it, and what has changed since the last one.

Comes in: a library, what the release was made with, and the tables that were written. Goes out: text; nothing is
counted here that is not in the tables.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import NamedTuple

import regex as re

from extract.diff import DifferenceRow
from extract.export.formats.texts import PACKAGE_FILE, Resource
from extract.export.release.terms import LOCK_FILE, ReleaseTerms
from extract.library import OpenLibrary
from extract.library.records import given_of
from extract.model import Form
from extract.panels.codebook_page import markdown_codebook
from extract.panels.methods import methods_of
from extract.words.export_labels import COLUMN_LABELS, MISSING_VALUES, WHY_USED
from extract.words.languages import Lang, Pair, in_language
from extract.words.messages import sentence
from extract.words.phrases import joined

README, METHODS, CODEBOOK, CITATION, CHANGES, SUMS = (
    "README.md", "METHODS.md", "codebook.md", "CITATION.cff", "CHANGES.md", "SHA256SUMS"
)  # fmt: skip
_ABOUT = {
    README: "readme",
    METHODS: "methods",
    CODEBOOK: "codebook",
    CHANGES: "changes",
    CITATION: "citation",
    PACKAGE_FILE: "package",
    LOCK_FILE: "lock",
    SUMS: "sums",
}
"""What the README says of every page, by its sentences."""
_LISTED = 30
"""Variables of a table that the README lists one by one; of a wider one those that are no series."""
_WIDTH = 79
_CHINESE = re.compile(r"\p{Han}")
_WEB = ("http://", "https://")


class Corpus(NamedTuple):
    """What was counted of a library: files, reports, agencies and years; by site how many files were got from it, and
    on which first and last day; the same of all whose source or time is known."""

    files: int
    reports: int
    units: int
    years: str
    sources: Mapping[str, tuple[int, str, str]]
    captured: tuple[int, str, str]


def corpus_of(library: OpenLibrary) -> Corpus:
    """What is counted of a library."""
    times: dict[str, list[str]] = {}
    for account in library.accounts():
        if account.part == 1:
            said = given_of(account.given)
            times.setdefault(_host_of(said.url), []).append(said.retrieved_at[:10])
    sources = {host: (len(days), *_ends(days)) for host, days in sorted(times.items())}
    known = [day for host, days in times.items() for day in days if host or day]
    reports, units, first, last, _ = library.reach()
    files = library.count("file")
    return Corpus(files, reports, units, f"{first}–{last}", sources, (len(known), *_ends(known)))


def _host_of(url: str) -> str:
    """The site of an address; an address that names none as it is.

    >>> _host_of("https://www.example.gov.cn/a/b.html"), _host_of("")
    ('www.example.gov.cn', '')
    """
    return url.partition("://")[2].partition("/")[0] or url


def _ends(days: Sequence[str]) -> tuple[str, str]:
    known = sorted(filter(None, days)) or [""]
    return known[0], known[-1]


# ── Methods ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def methods_page(
    library: OpenLibrary, corpus: Corpus, terms: ReleaseTerms, reached: Mapping[str, int], more: Sequence[str]
) -> str:
    """The paragraphs for the data section of a paper. `reached`: how many agencies and years are expected, and how far
    they come; `more`: paragraphs on how often cells are wrong."""
    lang = terms.settings.lang
    paragraphs = list(methods_of(library, terms.program, lang))
    count, first, last = corpus.captured
    if first:
        paragraphs.append(sentence("methods.captured", lang, count=count, first=first, last=last))
    if expected := reached["agencies"]:
        by = sentence("methods.expected.roster" if terms.settings.roster else "methods.expected.filed", lang)
        share = f"{reached['canonical'] / expected:.1%}"
        counts = {name: f"{reached[name]:,}" for name in ("collected", "readable", "canonical")}
        paragraphs.append(sentence("methods.coverage", lang, expected=f"{expected:,}", share=share, by=by, **counts))
    return _page(sentence("readme.methods", lang), [[*paragraphs, *more]])


# ── README ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def readme(
    corpus: Corpus, terms: ReleaseTerms, written: Sequence[Resource], others: Sequence[str], forms: Sequence[Form]
) -> str:
    """The page that tells all that others need to use and rebuild the data. `others`: the files beside the tables."""
    settings, lang = terms.settings, terms.settings.lang

    def said(code: str, **details: object) -> str:
        return sentence(f"readme.{code}", lang, **details)

    def heading(code: str, level: int = 2) -> str:
        return f"{'#' * level} {said(code)}"

    title = said("title", title=title_of(terms), name=settings.name)
    counts = {"files": f"{corpus.files:,}", "reports": f"{corpus.reports:,}", "units": f"{corpus.units:,}"}
    licence = settings.licence or said("licence.none")
    blocks: list[list[str]] = [
        [heading("overview"), said("overview.text", program=terms.program, years=corpus.years, **counts)],
        [heading("availability"), said("availability.text")],
        [heading("sources", 3), *_listed(_sources(corpus, lang))],
        [heading("licence", 3), licence, said("masked" if settings.is_masked else "unmasked")],
        [heading("files"), *_listed(_files(written, others, settings.lang)), said("encoding")],
        [heading("requirements"), *_listed(_requirements(terms)), said("hardware"), said("random")],
        [heading("instructions"), *_instructions(terms)],
        [heading("variables"), said("variables.text")],
        *([f"### {resource.table.name}.csv", *_listed(_variables(resource, lang))] for resource in written),
        [heading("missing"), said("missing.text"), *_listed(_coded(MISSING_VALUES, lang))],
        [heading("why"), said("why.text"), *_listed(_coded(WHY_USED, lang))],
        [heading("methods"), METHODS],
        [heading("references"), *_listed(sorted({form.notice for form in forms if form.notice}))],
    ]
    return _page(title, blocks)


def title_of(terms: ReleaseTerms) -> str:
    """What a release is called."""
    return terms.settings.title or sentence("release.title", terms.settings.lang)


def _sources(corpus: Corpus, lang: Lang) -> Iterator[str]:
    for host, (count, first, last) in corpus.sources.items():
        if not host:
            continue
        when = sentence("readme.when", lang, first=first, last=last) if first else sentence("readme.when.unknown", lang)
        yield sentence("readme.source", lang, host=host, count=f"{count:,}", when=when)
    if unknown := corpus.sources.get(""):
        yield sentence("readme.source.unknown", lang, count=f"{unknown[0]:,}")


def _files(written: Sequence[Resource], others: Sequence[str], lang: Lang) -> Iterator[str]:
    for resource in written:
        label, rows = in_language(resource.table.label, lang), f"{resource.rows:,}"
        yield sentence("readme.file.rows", lang, file=f"{resource.table.name}.csv", rows=rows, label=label)
    for file in others:
        label = sentence(f"readme.paper.{_ABOUT.get(file) or file.partition('.')[0]}", lang)
        yield sentence("readme.file", lang, file=file, label=label)


def _requirements(terms: ReleaseTerms) -> Iterator[str]:
    lang = terms.settings.lang
    yield sentence("readme.software", lang, program=terms.program, source=terms.source)
    machines = {json.dumps(machine) for reader in terms.readers for machine in reader.machines}
    for machine in map(json.loads, sorted(machines)):
        words = joined((f"{name} {version}" for name, version in machine.items()), lang)
        yield sentence("readme.python", lang, machine=words)
    if not machines:
        yield sentence("readme.no_machine", lang)


def _instructions(terms: ReleaseTerms) -> Iterator[str]:
    lang = terms.settings.lang
    for step, command in (
        ("install", "gongkai --version"),
        ("check", "gongkai verify ."),
        ("inputs", "gongkai verify . --inputs inputs"),
    ):
        yield sentence(f"readme.instructions.{step}", lang, program=terms.program)
        yield f"```sh\n{command}\n```"


def _variables(resource: Resource, lang: Lang) -> Iterator[str]:
    fields = resource.table.fields
    listed = [field for field in fields if len(fields) <= _LISTED or field.name in COLUMN_LABELS]
    for field in listed:
        kind, label = sentence(f"readme.kind.{field.kind}", lang), in_language(field.label, lang)
        yield sentence("readme.variable", lang, name=field.name, kind=kind, label=label)
    if others := len(fields) - len(listed):
        yield sentence("readme.variables.others", lang, count=others)


def _coded(codes: Mapping[str, Pair], lang: Lang) -> Iterator[str]:
    return (f"`{code}`: {in_language(words, lang)}" for code, words in codes.items())


# ── Other pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def codebook_page(forms: tuple[Form, ...], lang: Lang) -> str:
    """The data dictionary for reading."""
    return "\n".join(markdown_codebook(forms, lang)) + "\n"


def citation(terms: ReleaseTerms) -> str:
    """`CITATION.cff`; what a text holds is quoted as JSON has it, which YAML reads."""
    settings = terms.settings

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    names = [f"  - name: {quoted(author)}" for author in settings.authors]
    nobody = ["  - alias: " + quoted(sentence("release.nobody", settings.lang))]
    licence = "license-url" if settings.licence.startswith(_WEB) else "license"
    lines = [
        "cff-version: 1.2.0",
        f"message: {quoted(sentence('citation.message', settings.lang))}",
        "type: dataset",
        f"title: {quoted(title_of(terms))}",
        f"version: {quoted(settings.name)}",
        "authors:",
        *(names or nobody),
        *([f"{licence}: {quoted(settings.licence)}"] if settings.licence else []),
    ]
    return "\n".join(lines) + "\n"


def changes_page(rows: Sequence[DifferenceRow], terms: ReleaseTerms) -> str:
    """How much is otherwise than in the last release, by cause and kind."""
    lang = terms.settings.lang
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.cause, Counter())[row.what] += 1
    lines = []
    for cause, kinds in sorted(counts.items()):
        whats = (
            sentence("changes.count", lang, what=sentence(f"changes.what.{what}", lang), count=count)
            for what, count in sorted(kinds.items())
        )
        causes = joined((sentence(f"changes.cause.{each}", lang) for each in cause.split(";")), lang, "and")
        lines.append(sentence("changes.line", lang, cause=causes, counts=joined(whats, lang)))
    said = [sentence("changes.intro", lang), *_listed(lines)] if lines else [sentence("changes.none", lang)]
    return _page(sentence("changes.title", lang, since=terms.settings.since), [said])


def _listed(lines: Sequence[str] | Iterator[str]) -> list[str]:
    """Lines as a list, which is one block."""
    return ["\n".join(f"- {line}" for line in lines)]


def _page(title: str, blocks: Sequence[Sequence[str]]) -> str:
    """A page in Markdown."""
    paragraphs = (paragraph for block in blocks for paragraph in block if paragraph)
    return f"# {title}\n\n" + "\n\n".join(_wrapped(paragraph) for paragraph in paragraphs) + "\n"


def _wrapped(paragraph: str) -> str:
    """A paragraph without Chinese wrapped for a terminal; Markdown would put a blank where a Chinese line ends."""
    if paragraph.startswith(("#", "```")) or _CHINESE.search(paragraph):
        return paragraph
    lines = paragraph.split("\n")
    return "\n".join(
        fill(
            line, _WIDTH, subsequent_indent="  " * line.startswith("- "), break_long_words=False, break_on_hyphens=False
        )
        for line in lines
    )

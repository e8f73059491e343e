"""How the words of a report are laid out, and where its year and its day are printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.whose.evidence import LAW, NOTICE, PERIOD, REPORT, page_title
from bench.whose.page import Page, chinese_day
from bench.whose.titles import titled
from tests.made.printing import Part
from tests.made.sheets import Sheet

Kind = Callable[[Page, Random], Page]
Parts = list[Part | Sheet]


def _with_words(page: Page, random: Random) -> Page:
    """With a title, or only an announcement, above a preamble."""
    page = titled(page, random) if random.random() < 0.6 else page
    text = f"根据{LAW}和{NOTICE}要求，现公布{{agency}}{{year}}年{REPORT}。{PERIOD}"
    contact = "如有疑问，请与{agency}联系，电话：{phone}。"
    lines = [page.words(text, random), page.words(contact, random)]
    return page.adding(preamble=lines).saying("announcement").saying("contact")


def _joined(parts: Parts, gap: str, roles: frozenset[str]) -> Parts:
    joined: Parts = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Part) and isinstance(last, Part) and part.role in roles and last.role in roles:
            joined[-1] = Part("body", last.text + gap + part.text)
        else:
            joined.append(part)
    return joined


def on_one_line(page: Page, random: Random) -> Page:
    """Preamble, headings and prose follow each other on one line, up to the next table."""
    gap = random.choice((" ", "  ", "　", "　　"))
    roles = frozenset(("heading", "body"))
    return replace(_with_words(page, random), after=(*page.after, lambda parts: _joined(parts, gap, roles)))


def title_on_the_line(page: Page, random: Random) -> Page:
    """The title stands on that line, too."""
    gap = random.choice((" ", "  ", "　"))
    roles = frozenset(("title", "heading", "body"))
    return replace(_with_words(page, random), after=(*page.after, lambda parts: _joined(parts, gap, roles)))


def heading_before_its_text(page: Page, random: Random) -> Page:
    """Each heading stands on the line of the text behind it."""
    gap = random.choice((" ", "。", "　", ""))

    def change(parts: Parts) -> Parts:
        changed: Parts = []
        for part in parts:
            last = changed[-1] if changed else None
            if isinstance(part, Part) and isinstance(last, Part) and (last.role, part.role) == ("heading", "body"):
                changed[-1] = Part("body", last.text + gap + part.text)
            else:
                changed.append(part)
        return changed

    return replace(_with_words(page, random), after=(*page.after, change))


def broken_by_width(page: Page, random: Random) -> Page:
    """All prose is broken into lines of equal width."""
    width = random.randint(20, 44)

    def change(parts: Parts) -> Parts:
        return [
            part._replace(text="\n".join(re.findall(rf".{{1,{width}}}", part.text)))
            if isinstance(part, Part) and part.role in ("body", "title")
            else part
            for part in parts
        ]

    return replace(_with_words(page, random), after=(*page.after, change))


def with_contents(page: Page, random: Random) -> Page:
    """A table of contents stands behind the title."""
    dots = random.choice(("……{}", "…………………{}", "\t{}", "{}", ""))

    def change(parts: Parts) -> Parts:
        headings = [part.text for part in parts if isinstance(part, Part) and part.role == "heading"]
        contents = [Part("body", heading + dots.format(n)) for n, heading in enumerate(headings, 1)]
        start = next((n for n, part in enumerate(parts) if isinstance(part, Sheet) or part.role != "title"), 0)
        return [*parts[:start], Part("note", "目　录"), *contents, *parts[start:]]

    return replace(_with_words(page, random), after=(*page.after, change))


def plain(page: Page, random: Random) -> Page:
    """Title or announcement, preamble, headings and prose in paragraphs of their own."""
    return _with_words(page, random)


LAID: dict[str, Kind] = {
    "plain": plain,
    "on_one_line": on_one_line,
    "title_on_the_line": title_on_the_line,
    "heading_before_its_text": heading_before_its_text,
    "broken_by_width": broken_by_width,
    "with_contents": with_contents,
}


# ── Pages without tables ─────────────────────────────────────────────────────────────────────────────────────────────


def _left_out(page: Page, *roles: str) -> Page:
    """The page without its tables and without what else stands in some roles."""

    def change(parts: Parts) -> Parts:
        return [part for part in parts if isinstance(part, Part) and part.role not in roles]

    return replace(page, after=(*page.after, change)).allowing("C-01", "C-02", "C-03", "R-05", "B-07")


def headings_alone(page: Page, random: Random) -> Page:
    """Only its headings say that it is a report."""
    return _left_out(page)


def file_alone(page: Page, random: Random) -> Page:
    """Only its file's name does; the prose has no headings."""
    name = page.words("{full}{year}年[度|]政府信息公开[工作年度报告|年度报告|年报]", random)
    return _left_out(replace(page, file=name).saying("file"), "heading")


def head_alone(page: Page, random: Random) -> Page:
    """Only the head of the web page does."""
    return _left_out(page_title(page, random, page.agency), "heading")


def title_alone(page: Page, random: Random) -> Page:
    """Title and prose."""
    return _left_out(titled(page, random), "heading")


TABLELESS: dict[str, Kind] = {
    "headings_alone": headings_alone,
    "file_alone": file_alone,
    "head_alone": head_alone,
    "title_alone": title_alone,
}

# ── Parents ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _short(page: Page, random: Random) -> Page:
    """The title names the agency without its places."""
    short = page.agency.named(0) + random.choice((page.agency.tail, ""))
    return titled(page, random, f"{short}{{year}}年政府信息公开工作年度报告", f"{{year}}年{short}政府信息公开年报")


def in_contact(page: Page, random: Random) -> Page:
    """In the contact alone."""
    text = "如有疑问，请与{full}[人民政府|]联系，电话：{phone}。"
    if page.agency.kind == "street":
        text = "如有疑问，请与{full}[办事处|]联系，电话：{phone}。"
    return _short(page, random).adding(preamble=[page.words(text, random)]).saying("contact")


def in_address(page: Page, random: Random) -> Page:
    """In the address alone."""
    text = "如有疑问，请与我们联系。地址：{government}，电话：{phone}。"
    return _short(page, random).adding(preamble=[page.words(text, random)]).saying("contact")


def in_report(page: Page, random: Random) -> Page:
    """In the announcement alone."""
    text = f"现公布{{government}}{{year}}年{REPORT}。{PERIOD}"
    page = _short(page, random).adding(preamble=[page.words(text, random)]).allowing("B-07")
    return page.saying("announcement")


def in_signature(page: Page, random: Random) -> Page:
    """In the signature alone."""
    lines = [page.agency.government, chinese_day(page.day)]
    return _short(page, random).adding(signature=lines).saying("signature").dated("signature")


PARENTS: dict[str, Kind] = {
    "in_contact": in_contact,
    "in_address": in_address,
    "in_report": in_report,
    "in_signature": in_signature,
}

# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def in_han(day: str) -> str:
    """
    >>> in_han("2025-01-20"), in_han("2025-01-15")
    ('二〇二五年一月二十日', '二〇二五年一月十五日')
    """
    year, month, number = day.split("-")
    tens, ones = divmod(int(number), 10)
    digits = " 一二三四五六七八九"
    spoken = (digits[tens] if tens > 1 else "") + "十" * (tens > 0) + (digits[ones] if ones else "")
    return f"{year.translate(_NUMERALS)}年{digits[int(month)]}月{spoken}日"


def below_title(page: Page, random: Random) -> Page:
    """In brackets below the title."""
    day = random.choice((chinese_day(page.day), page.day, in_han(page.day)))
    return titled(page, random).adding(under=[f"（{day}）"]).dated("under the title")


def posted(page: Page, random: Random) -> Page:
    """In a line about the page, below the title."""
    template = random.choice(
        (
            "发布时间：{day} 10:11　来源：{agency}　浏览次数：12",
            "发布日期：{day}",
            "日期：{day} 字体：大 中 小",
            "{day} 09:30 来源：{agency}",
        )
    )
    rank = "metadata" if "：{day}" in template else "under the title"
    return titled(page, random).adding(under=[page.words(template, random)]).dated(rank)


def written_and_posted(page: Page, random: Random) -> Page:
    """Among facts above the title, beside the day on which it was written."""
    written = f"{page.year + 1}-01-03"
    lines = [f"成文日期：{written}", f"发布日期：{page.day}", "有效性：有效"]
    return titled(page.adding(above=random.sample(lines, 3)), random).dated("metadata")


def signed(page: Page, random: Random) -> Page:
    """Below the signature."""
    day = random.choice((chinese_day(page.day), page.day, in_han(page.day), page.day.replace("-", ".")))
    page = titled(page, random).adding(signature=[page.agency.printed(random), day])
    return page.saying("signature").dated("signature")


def posted_and_signed(page: Page, random: Random) -> Page:
    """In a line about the page and, with an earlier day, below the signature."""
    page = titled(page, random).adding(under=[f"发布日期：{page.day}"]).dated("metadata")
    signed_on = f"{page.year + 1}-01-04"
    page = page.adding(signature=[page.agency.printed(random), chinese_day(signed_on)])
    return page.saying("signature").dated("signature", signed_on)


def in_tag(page: Page, random: Random) -> Page:
    """Only in the tag PubDate."""
    tag = f'<meta name="PubDate" content="{page.day}{random.choice(("", " 10:30", " 10:30:00"))}">'
    return replace(titled(page, random), head=(tag,)).dated("head")


def other_days(page: Page, random: Random) -> Page:
    """Only days of other things."""
    page = titled(page, random).adding(
        preamble=[f"根据2019年5月15日起施行的条例编制。统计期限为{page.year}年1月1日至{page.year}年12月31日。"],
        opening=[f"{page.year}年5月20日，召开政务公开工作会议；{page.year}年11月3日，组织业务培训。"],
    )
    return page.allowing("B-07")


DAYS: dict[str, Kind] = {
    "below_title": below_title,
    "posted": posted,
    "written_and_posted": written_and_posted,
    "signed": signed,
    "posted_and_signed": posted_and_signed,
    "in_tag": in_tag,
    "other_days": other_days,
}

# ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _yearless(page: Page, random: Random) -> Page:
    return titled(page, random, "{agency}政府信息公开工作年度报告", "{agency}政府信息公开年报")


def in_title(page: Page, random: Random) -> Page:
    """In the title; the preamble names years of notices and plans."""
    text = f"根据{LAW}和{NOTICE}以及《{page.year - 1}年政务公开工作要点》编制。"
    return titled(page, random).adding(preamble=[page.words(text, random)]).allowing("B-07")


def in_period(page: Page, random: Random) -> Page:
    """In the period alone; the title has none."""
    text = f"根据{NOTICE}编制。{PERIOD}"
    return _yearless(page, random).adding(preamble=[page.words(text, random)]).allowing("B-07")


def in_announcement(page: Page, random: Random) -> Page:
    """In the announcement alone."""
    text = f"根据{LAW}规定，现公布{{agency}}{{year}}年{REPORT}。"
    page = _yearless(page, random).adding(preamble=[page.words(text, random)]).allowing("B-07")
    return page.saying("announcement")


def in_opening(page: Page, random: Random) -> Page:
    """In section one alone, where no title stands."""
    return page.adding(opening=[page.words("{year}年，{spoken}严格按照条例要求公开信息。", random)]).saying("opening")


def in_file(page: Page, random: Random) -> Page:
    """In the name of the file, beside the day of posting."""
    page = _yearless(page, random)
    return replace(page, file=f"{page.agency.full}{page.year}年报（{page.day}上传）").saying("file")


def against_period(page: Page, random: Random) -> Page:
    """In the title, while the period is that of another year."""
    year = str(page.year - 1)
    page = titled(page, random).adding(preamble=[page.words(f"根据{NOTICE}编制。{PERIOD}", random, year=year)])
    return page.allowing("B-02", "B-07")


def against_file(page: Page, random: Random) -> Page:
    """In the title, while the file is named by another year."""
    return replace(titled(page, random), file=f"{page.agency.full}{page.year - 1}年报").saying("file").allowing("B-02")


YEARS: dict[str, Kind] = {
    "in_title": in_title,
    "in_period": in_period,
    "in_announcement": in_announcement,
    "in_opening": in_opening,
    "in_file": in_file,
    "against_period": against_period,
    "against_file": against_file,
}

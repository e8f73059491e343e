"""Web pages: decoded HTML → paragraphs and tables in printed order.

Comes in: the decoded text of a page. Goes out: a `Document` of paragraphs, one for each line a browser breaks, and of
tables with every cell at its place in the grid, or the reason why a page holds no report. `page` parses the page and
takes it apart (open it next), `looks` tells what of it is seen, `sheets` what its style sheets declare. What scripts
and other files do is not known. Menus, search boxes and footers stay: leaving them out is left to those who know what
a report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.errors import UnreadableFile
from extract.model import Block, Document, Paragraph, Source, Table
from extract.readers.cells import DataRows, blocks_of
from extract.readers.decoding import Decoded
from extract.readers.html.page import REPORTED, WebPage, page_of, printed, title_of
from extract.text import GENERATOR, compiled, squeeze

_HEAD = 20_000
"""Bytes in which a page says what it is."""
_CHARSET = r"(?i)(?:charset|<\?xml[^>]{0,40}\sencoding)\s*=\s*[\"']?\s*([\w-]+)"
_ERROR_NUMBER = r"(?<![\d.])(?:40[0134]|50[0234])(?![\d.,条件份个元年次项万人篇期%])"
_ERROR = (
    r"(?i)notfound|forbidden|badgateway|internalservererror|unavailable|accessdenied|unauthorized|timedout"
    r"|(?:页面?|网页|文件|内容|栏目|信息|文章)(?:已经?)?(?:被?删除|不存在|找不到|未找到)|找不到"
    r"|无法(?:访问|找到|打开|显示)|(?:拒绝|禁止)访问|访问(?:已?被(?:拒绝|拦截|阻断)|过于频繁|太频繁)|没有(?:访问)?权限"
    r"|出错[了啦]|(?:服务器|系统|程序)(?:内部)?(?:错误|异常|繁忙)|防火墙|安全验证|验证码|(?:启用|开启|打开|支持)javascript"
    r"|^登录$|登录(?:超时|失效|密码)|(?:请先?|重新|用户|账号)登录|统一身份认证|用户名|输入密码"
)
_LONGEST_ERROR = 500
"""Characters of a page that has nothing to say but that it is not there."""
_HEADING = r"\s*(?:[一二三四五六七八九十]{1,3}[、，.．]|[（(][一二三四五六七八九十]{1,3}[）)])"
_SCRIPT = r"(?is)<script\b[^<>]*>(.*?)</script"
_ESCAPED = r"(?:\\u|%u)([0-9a-fA-F]{4})"
_WORDS_OF_A_REPORT = 4
"""Different words of a report that a script with the text of one holds; a list of reports has fewer."""
_WRITES = (
    r"<script\b[^<>]*\ssrc\s*=|innerHTML|document\.write|insertAdjacent|\.html\(|createElement|XMLHttpRequest|fetch\("
    r"|\$\.(?:ajax|get|post)|axios|JSON\.parse"
)
"""How a page fetches and writes what it shows."""


def declared_encoding(data: bytes) -> str:
    """The encoding that a page says it is in, in small letters; "" where it says none.

    >>> declared_encoding(b"<meta charset=GB2312>"), declared_encoding(b"<meta charset='utf-8'>")
    ('gb2312', 'utf-8')
    """
    match = compiled(_CHARSET).search(data[:_HEAD].decode("latin-1"))
    return match[1].lower() if match else ""


def document_of(decoded: Decoded, source: Source) -> Document:
    """The page as paragraphs and tables. UnreadableFile tells why it has none, or none of its own."""
    page = page_of(decoded.text)
    blocks, gaps = blocks_of(source.kind, printed(page))
    if reason := _reason_of(page, blocks, decoded.text):
        raise UnreadableFile(reason, kind=source.kind)
    head = tuple((name, value) for name, value in (("title", title_of(page)), *page.metas) if value.strip())
    return Document(source, blocks, decoded.encoding, decoded.replaced, gaps, decoded.declared, head=head)


def pieces_within(text: str, tables: int) -> tuple[list[str | DataRows], int]:
    """What a page prints that stands in a file of another kind, behind so many tables; and how many it is then."""
    page = page_of(text, tables)
    return list(printed(page)), page.tables + page.drawn


# ── Pages that hold no report ────────────────────────────────────────────────────────────────────────────────────────


def _reason_of(page: WebPage, blocks: tuple[Block, ...], text: str) -> str:
    """Why a page holds nothing to read; "" where it may. A page of ours shows reports, and is none."""
    if ("generator", GENERATOR) in page.metas:
        return "not_a_report"
    if _is_error_page(page, blocks):
        return "html_error_page"
    if any(
        _holds_figures(block) if isinstance(block, Table) else compiled(_HEADING).match(block.text) for block in blocks
    ):
        return ""
    if _is_in_scripts(text):
        return "html_by_script"
    if any(isinstance(block, Table) for block in blocks):
        return ""
    short = sum(map(len, _texts(blocks))) <= _LONGEST_ERROR
    if page.frames and (short or page.annexed):
        return "html_in_frame"
    if blocks:
        return ""
    return "html_by_script" if compiled(_WRITES).search(text) else "empty"


def _holds_figures(table: Table) -> bool:
    """Whether a figure stands in a cell of a table, as in none that lays out a menu."""
    return any(cell.text.isdecimal() for row in table.rows for cell in row)


def _is_in_scripts(text: str) -> bool:
    """Whether the scripts of a page hold the words of a report."""
    scripts = "".join(compiled(_SCRIPT).findall(text))
    written = compiled(_ESCAPED).sub(lambda match: chr(int(match[1], 16)), scripts)
    return len(set(compiled(REPORTED).findall(written))) >= _WORDS_OF_A_REPORT


def _is_error_page(page: WebPage, blocks: tuple[Block, ...]) -> bool:
    """Whether a page says shortly that it is not there, or asks for a password, and has no word of a report."""
    room = _LONGEST_ERROR
    texts = [title_of(page)]
    for text in _texts(blocks):
        room -= 1 + len(text)
        if room < 0:
            return False
        texts.append(text)
    lines = [squeeze(text) for text in texts]
    if any(map(compiled(REPORTED).search, lines)):
        return False
    figures = any(isinstance(block, Table) for block in blocks)
    return any(map(compiled(_ERROR).search, lines)) or (not figures and any(map(compiled(_ERROR_NUMBER).search, lines)))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)

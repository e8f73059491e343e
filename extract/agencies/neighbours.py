"""Words above a title, or in front of it → whether they say that it is a link to another report.

Comes in: squeezed lines, the nearest last. Goes out: how far the words reach. A name that follows a link may be that of
the page again; what the page is, `identity` tells.
"""

from __future__ import annotations

from typing import Literal

from extract.text import compiled

Reach = Literal["one", "list", ""]
"""Whether words lead to one link, to a list of them, or to none."""

_ONE = r"[上下前后]一(?:篇|条|则|页)"
_LIST = (
    r"(?:相关|推荐|延伸|往期|热点|热门|最新|更多)(?:链接|阅读|报道|信息|新闻|文章|文件|内容|文档|资讯|稿件|推荐)"
    r"|(?:友情|相关)链接|猜你喜欢"
)
_FETCHED = r"(?:点击|附件|文件|全文|电子版)?(?:下载|查看)"
_OF_EARLIER_YEARS = r"(?:历年|往年|历史|以往)(?:\p{Han}{0,6}公开)?(?:工作)?(?:年度)?(?:年报|报告)"
_ENDS = r"[\])]?[:|]*"


def reach_of(above: str) -> Reach:
    """How far a line above titles leads to links.

    >>> [reach_of(line) for line in ("上一篇", "(下一条):", "相关链接:", "相关单位", "信息公开")]
    ['one', 'one', 'list', '', '']
    """
    if compiled(rf"[\[(]?(?:{_ONE}){_ENDS}").fullmatch(above):
        return "one"
    return "list" if compiled(rf"[\[(]?(?:{_LIST}){_ENDS}").fullmatch(above) else ""


def is_link(line: str) -> bool:
    """Whether a line is a link behind words that lead to it, or a row of such links.

    >>> [is_link(line) for line in ("上一篇:青禾镇年报", "正文上一篇:青禾镇年报", "下载:青禾镇年报", "地址:青禾镇")]
    [True, True, True, False]
    >>> is_link("历年年报2022年政府信息公开年报"), is_link("历年年报"), is_link("2022年政府信息公开年报")
    (True, False, False)
    """
    led = compiled(
        rf"[\[(]?(?:{_ONE}|{_LIST}|{_FETCHED})[\])]?[:|](?=.)|{_OF_EARLIER_YEARS}[\])]?[:|]?(?:19|20)\d\d年"
    ).match(line)
    return bool(led or ("." not in line and compiled(rf"(?:{_ONE})[\])]?:").search(line)))


def is_led_to(title: str) -> bool:
    """Whether the line of a title begins with words that say it is a link.

    >>> is_led_to("(上一篇)青禾镇2023年政府信息公开年报"), is_led_to("相关阅读青禾镇2023年年报"), is_led_to("附件")
    (True, True, False)
    """
    return bool(compiled(rf"[\[(]?(?:{_ONE}|{_LIST})").match(title))


def is_of_earlier_years(above: str) -> bool:
    """Whether a line heads the reports of earlier years.

    >>> is_of_earlier_years("历年年报"), is_of_earlier_years("政府信息公开年报")
    (True, False)
    """
    return bool(compiled(_OF_EARLIER_YEARS + _ENDS).fullmatch(above))

"""Sections → the figures that their prose states, each with its sentence.

Comes in: the sections of a report, and the year it is of. Goes out: `Statement`s. A sentence is rewritten as symbols,
one for every word that matters here (`_WORDS`); what says nothing vanishes, what is not known becomes `x`. Symbols that
make up one meaning become one key (`_REDUCTIONS`: 收到 … 申请 → ρ), and a figure belongs to a key only when nothing
unknown stands between them. What fits no pattern is not stated; what fits two is ambiguous. Whether the figures agree
with the tables is the checks' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex as re

from extract.model import Origin, Paragraph, Section, Statement
from extract.text import CHINESE_DIGITS, chinese_number, squeeze

Period = Literal["this_year", "last_year", "cumulative"]

# ── The words that matter ────────────────────────────────────────────────────────────────────────────────────────────

_CONCEPTS = {
    "τ": "narrative.proactive_total",
    "σ": "narrative.proactive_total",
    "κ": "narrative.proactive_total",
    "W": "narrative.channel.website",
    "c": "narrative.channel.wechat",
    "B": "narrative.channel.weibo",
    "v": "narrative.channel.video",
    "j": "narrative.channel.board",
    "y": "narrative.channel.gazette",
    "E": "narrative.channel.other",
    "ρ": "requests.received.total",
    "π": "requests.received.total",
    "ι": "requests.carried_in.total",
    "η": "requests.handled.total",
    "ω": "requests.carried_out.total",
    "1": "requests.granted.total",
    "2": "requests.partially_granted.total",
    "3": "requests.denied",
    "4": "requests.unable",
    "5": "requests.rejected",
    "6": "requests.other",
    "P": "requests.received.natural_person",
    "w": "narrative.request_channel.online",
    "k": "narrative.request_channel.in_person",
    "l": "narrative.request_channel.letter",
    "o": "narrative.request_channel.other",
    "V": "disputes.review.total",
    "X": "disputes.review.corrected",
    "S": "disputes.suit",
    "ν": "proactive.normative_documents.issued",
    "ζ": "proactive.normative_documents.repealed",
    "ε": "proactive.normative_documents.in_force",
    "α": "proactive.licences.decisions",
    "β": "proactive.penalties.decisions",
    "γ": "proactive.coercion.decisions",
    "φ": "proactive.fees.amount",
    "ψ": "narrative.processing_fee_yuan",
}
"""Keys with a concept. `τ` total of what was published by 主动公开, `σ` by another verb, `κ` without its noun; `π` is
办理 or 处理 of requests, which may be either received or handled."""
_TOTAL = "narrative.proactive_total"
_ASKED_BY = {"W": "w", "E": "o"}
"""Channels that are channels of requests where requests are the topic."""

_COUNT = (
    r"(?:件次|条次|篇次|条\(次\)|件\(次\)|件|份|条|宗|项|起|例|个(?!工作日|自然日|月|部门|单位|村|"
    r"社区|乡镇|街道|小时)|篇|次|期|则)"
)
_ABOUT = r"(?:约|近|逾|超过?|超出|将近|接近|大约|不少于|至少|突破)?"
_DIGITS = rf"{_ABOUT}(?:\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+(?:\.\d+)?)[余多几]?(?:百万|千万|[万亿千百])?[余多几]?"
_IN_WORDS = (
    rf"{_ABOUT}(?<![第{CHINESE_DIGITS}])[一二三四五六七八九两零十廿壹贰叁肆伍陆柒捌玖][0{CHINESE_DIGITS}]*[余多]?"
)
_COUNTED = r"(?:总数量|总件数|总条数|总数|总量|数量|数目|件数|条数|篇数|数(?=[为共是:达\d]))?"
_OF_DISPUTE = (
    r"(?:(?:因|由|涉及|关于|有关|针对|对|与)[^,;:|()\d]{0,24}?(?:引发|引起|导致|而?产生|而?发生|"
    r"而?提起|而?被)(?:申请|提起)?的?"
    r"|(?:涉及?|有关|关于)?(?:政府信息|依申请|政务|信息)公开(?:工作|申请|答复|类|相关|有关)*(?:所|而)?"
    r"(?:引发|引起|导致|产生|发生|提起|被提起|被申请|方面|领域)?的?)?(?:被(?:申请|提起)|提起)?的?"
)
_OF_ALL = (
    "(?:公民|自然人|社会公众|群众)[|和或及与]*(?:企业)?[|]?法人(?:组织)?[|]?(?:和|及|或者?|"
    "与)?(?:其他|其它|社会)(?:社会)?组织"
)
_NOT_YET = (
    r"(?:因|由于)?(?:尚|仍|还|均|都)*(?:未(?:到|满|超过?|届)|在|处于)(?:法定|规定)?的?"
    r"(?:答复|办理|处理|办结|回复)的?(?:期限|时限|期)(?:届满|范围内|之内|内)?"
    r"|(?:因|由于)?(?:尚|暂|仍|还|均)*(?:未(?:办结|答复|到期)|正?在(?:办理|处理)(?:过程)?中?|正在审查)"
    r"(?=,(?:已|将|均|依法|按规定)*结转)"
)
_GENERIC = "(?:各类别?|各项|各种|各领域|各方面|多类|多项|大量|相关|有关|全部|所有|主动公开|应公开|应主动公开|应当公开)"
_PUBLIC = "(?:政府信息公开|政务信息公开|政府公开|政务公开|政府|政务|公共|党务)"
_NEWS = "信息(?!处理|公开|化|员|系统|平台|中心|科|栏|网|技术|安全|管理)(?:内容|事项|数据)?"

_WORDS: tuple[tuple[str, str], ...] = (
    # What only looks like a figure or a word of ours.
    (
        "x",
        r"《[^《》]*》|第[一二三四五六七八九十百\d]+[条项款章届次号季批]|[\[(]\d{4}[\])]第?\d*号?|\d+号|"
        r"12345(?:热线)?",
    ),
    (
        "",
        r"\([一二三四五六七八九十\d]{1,2}\)|^\d{1,2}[.|,](?!\d)|^[一二三四五六七八九十]{1,2}[|,.]|"
        r"[一二三四五六七八九十]是",
    ),
    ("", r"\((?![^()]*(?:\d|[无零未没]|[一二两三四五六七八九十]+[件条份宗起例项]))[^()]*\)"),
    # Years.
    ("!", r"\d+(?:19|20)\d\d年(?!\d{0,2}月)"),
    (
        "C",
        r"历年(?:来)?|历史上?|多年来|近[一二三四五六七八九十\d]+年(?:来)?|(?:19|20)\d\d年?(?:至|到|"
        r"-+)(?:19|20)\d\d年(?!\d)",
    ),
    ("Y", r"(?:今年|本年度?|一年)以?来(?!自)"),
    ("Z", r"截[至止][^,;:|()]{0,12}?(?:日|底|末|目前|现在|年[底末]?|时)|累计|自[^,;:|()]{0,14}以来"),
    (
        "",
        r"(?:在|与)?(?:20\d\d年|去年|上一?年度?)(?:的)?(?:工作)?(?:的)?基础上|(?:20\d\d年度?)(?=[^,;:|"
        r"()\d]{0,12}(?:要点|方案|通知|计划))",
    ),
    (
        "year",
        r"(?:19|20)\d\d(?:年度?|度)(?:末|底|初|内)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?|"
        r"[一二][0零九][0零一二三四五六七八九]{2}年度?",
    ),
    ("year", rf"(?:19|20)\d\d(?=\p{{Han}})(?![万亿千百余多年月]|{_COUNT}|元)"),
    ("", r"\d{1,2}月(?:份|底|末)?(?:\d{1,2}[日号])?|\d{1,2}[日号]|[一二三四五六七八九十]{1,3}(?:月份?|日)"),
    ("%", r"\d{3,}[月日]\d*[月日]?"),
    ("L", r"上年同期|去年同期|上一?年度?|前一?年|去年|往年|同期"),
    ("Y", r"今年|本年度?|全年|当年|年内|年度内"),
    ("N", r"下一?年度?|次年度?|明年|来年"),
    # Figures.
    ("", r"(?:\d+|[一二三四五六七八九十]+)[余多]?(?:大类|个?类别?|个领域)"),
    ("$", rf"(?:{_DIGITS}|{_IN_WORDS})(?:万|千|百|亿)?元(?!化)"),
    ("#", rf"(?:{_DIGITS}|{_IN_WORDS}){_COUNT}(?:[余多](?=[,;|)]|$))?(?:以上|左右)?"),
    ("=", rf"{_DIGITS}(?=[,;|()]|其中|分别)"),
    ("%", rf"{_DIGITS}[%‰人张天家名户]?"),
    ("0", r"(?:为|是|有)?(?:无|零|没有|零发生|零申请)(?=[,;|)]|$)"),
    (
        "0",
        r"(?:未|没有)(?:发生|产生|收到|涉及|出现|受理|接到)(?:过)?(?:此类|相关|该类)?(?:情况|情形|问题|"
        r"案件)?(?=[,;]|$)",
    ),
    # Structure.
    (",", r",|\.(?!\d)"),
    (";", r";"),
    (":", r":"),
    ("(", r"\("),
    (")", r"\)"),
    ("+", r"并且|且|并(?!未|无|没)"),
    ("p", r"其中|包括|包含|内含|含|另有"),
    (
        "d",
        r"等(?:多种|多个|多元化?|各类|各种|各个|线上|线下|主要|多|各)*(?:渠道|平台|方式|载体|媒介|媒体|"
        r"形式|途径|新媒体)+|多(?:种|个)?(?:渠道|平台|方式)|"
        r"(?:各类|各种|各个)(?:公开|发布|信息|线上|线下)?(?:渠道|平台|方式|载体|媒介|媒体|途径)",
    ),
    (
        "U",
        rf"等{_GENERIC}{{1,3}}的?{_PUBLIC}*的?{_NEWS}{_COUNTED}|等{_PUBLIC}*{_NEWS}(?=共|总计|合计|累计|"
        rf"{_COUNTED}为?\d)",
    ),
    (
        "-",
        r"(?:同比|环比|相比|对比|净)?(?:增加|增长|增多|增幅|减少|下降|降幅|降低|上升|提高|提升|翻了?|多出|"
        r"少了)了?|同比|环比|相比|[较比](?=上|去|前|20|同|往)",
    ),
    ("e", r"均(?!已公开)|皆|都|各(?!类|项|种|级|部|单|镇|乡|街|股|站|科|处|个|领|方|村|有关)"),
    ("s", r"分别|依次"),
    ("", r"以任何(?:形式|方式)"),
    (
        "g",
        r"通过|依托|利用|借助|运用|采用|采取|以(?=[^,;|\d]{1,8}(?:方式|形式))|在(?=[^,;|\d]{1,14}(?:发布|公开|公示|公布|更新|推送|上传))",
    ),
    ("T", r"共计|总计|合计|总共|一共|共有|总数|总量|共(?!同|享|产|和|建|治|青|振|性)"),
    (
        "^",
        r"(?:尚|暂|均|从|并|都|也)?(?:未(?!来|成年|经|办结)|没有?(?!收)|无(?!法|正当|需|误|障|线|锡|序|偿|"
        r"论|关|故|效|缝|纸|人|不))|没(?=收)",
    ),
    # Requests.
    ("", _NOT_YET),
    ("×", r"未办结的?"),
    ("t", r"(?:结转|转结|接转|顺延|延续|延至|转入|转至)(?:到|至|入|为)?(?:的)?"),
    ("A", rf"(?:对)?(?:依申请公开(?:的)?)?(?:政府|政务)?信息(?:依申请)?公开的?申请(?:事项|件|书|表)?{_COUNTED}"),
    (
        "A",
        rf"依申请公开(?:的)?(?:政府信息|政务信息|信息)?(?:公开)?(?:申请(?!人)(?:书|表)?|事项|办件|件(?!数)|"
        rf"案件){_COUNTED}|公开申请(?:事项|件)?{_COUNTED}",
    ),
    ("A", rf"(?:要求公开(?:政府|政务)?|公开(?:政府|政务))信息的?申请{_COUNTED}"),
    ("A", rf"(?:公民)?申请公开(?:政府|政务)?信息(?:事项)?{_COUNTED}"),
    ("Q", rf"依申请公开(?!的?(?:政府)?信息处理费)(?:的)?(?:政府信息|政务信息|信息(?!公开|处理)|类)?{_COUNTED}"),
    ("3", r"不予公开(?:的|类|答复|决定|情形|信息|处理|申请)*|不同意公开(?:答复|的)*"),
    ("2", r"(?:予以|同意)?部分公开(?:的|类|答复|决定|情形|信息|处理|申请)*"),
    ("1", r"(?:予以|同意)公开(?!栏)(?:的|类|答复|决定|情形|信息|处理|申请)*"),
    ("4", r"无法提供(?:的|类|答复|决定|情形|信息|处理|申请)*"),
    ("5", r"不予处理(?:的|类|答复|决定|情形|申请)*"),
    ("6", r"其[他它]处理(?:的|类|答复|决定|情形|申请)*"),
    ("r", r"收到|(?:登记|(?<!不)(?<!不予))受理(?!点|窗口)|接收到?|接到|新收到?|收悉|新增(?=[^,;:|()\d]{0,8}申请)"),
    ("h", r"办结|答复|办复|回复|办理完毕|处理完毕"),
    ("b", r"办理|处理(?!费)"),
    (
        "",
        _OF_ALL + "|任何(?:单位|组织|公民|个人)?(?:[和或及|]个人|[和或及|]组织)?|单位[和或]个人|社会各界|社会公众|广大",
    ),
    ("P", r"(?:自然人|公民个人|公民(?!申请公开)|个人)(?:提出|提交|的|类|申请)*"),
    (
        "λ",
        r"(?:企业)?法人(?:组织)?(?:或者?|和|及|与)?(?:(?:其他|其它)组织)?(?:提出|提交|的|类|申请)*|"
        r"商业企业|科研机构|社会公益组织|法律服务机构",
    ),
    # Channels.
    ("o", r"(?:传真|电子邮件|电子邮箱|邮箱|邮件|电话|口头)(?:申请|方式|渠道|提交|的|形式)*"),
    ("w", r"(?:网上|网络|在线|线上|互联网)(?:平台|系统)?(?:申请|方式|渠道|提交|提出|递交|受理|形式|的)*"),
    ("l", r"(?:信函|信件|邮寄|邮政|书信|挂号信|邮递|快递|EMS)(?:申请|方式|渠道|提交|寄送|邮寄|形式|的|类)*"),
    ("k", r"(?:当面|现场|窗口|到场|面对面|上门)(?:申请|方式|渠道|提交|递交|形式|的)*"),
    ("v", r"(?:微信)?视频号|抖音号?|快手号?|短视频(?:平台|账号)?"),
    ("c", r"(?:政务|官方)?微信(?:公众号|公众平台|平台|订阅号|服务号)?(?!群|小程序|视频)|(?:政务)?公众号"),
    ("B", r"(?:政务|官方|新浪)?微博(?:平台|账号)?"),
    ("u", r"(?:政务)?新媒体(?:平台|账号|矩阵)?"),
    ("j", r"(?:政府信息|政务|村务|党务|政府)?(?:公开|公示|公告|宣传|信息)栏(?!目)|公示牌"),
    ("y", r"(?:人民)?政府公报|公报"),
    (
        "E",
        r"(?:报纸|报刊|电视台?|广播|电台|今日头条|头条号?|学习强国|新闻媒体|主流媒体|各级媒体|客户端|"
        r"电子(?:显示)?屏|LED屏?|大喇叭|"
        r"其[他它](?:渠道|方式|途径|平台|媒体|形式))(?:平台|号)?",
    ),
    (
        "W",
        r"(?:[县市区省镇乡州旗局]|街道)?(?:人民)?(?:政府|政务|官方|部门|单位)?(?:信息公开|政务公开|"
        r"政府信息公开)?(?:门户)?(?:网站|官网|门户网|政府网)(?:群)?"
        r"(?:政府|政务)?(?:信息)?(?:公开)?(?:专栏|专题|栏目|平台|专区)?|(?:政府信息|政务信息|政务|"
        r"信息)公开(?:专栏|平台|网站?|专区)",
    ),
    # Disputes.
    (
        "f",
        r"(?:办理|审理|受理|审结|承办|应诉|参与|代理|办结|接收)(?:各类|涉企)?(?:的)?(?:行政复议|行政诉讼|"
        r"行政应诉)(?:申请|案件)*|复议[后前机法委]|规章制度",
    ),
    ("X", rf"{_OF_DISPUTE}(?:(?:行政)?复议(?:案件|结果|决定|中)*)?(?:被)?(?:依法)?(?:结果)?(?:纠正|纠错)的?"),
    ("V", rf"{_OF_DISPUTE}(?:行政)?复议(?!后|前|机|法|委|决定|答复)(?:申请|案件|事项|案|的)*{_COUNTED}"),
    ("S", rf"{_OF_DISPUTE}(?:行政)?诉讼(?:案件|事项|案|的)*{_COUNTED}"),
    # Documents, decisions, money.
    ("m", r"(?:政府|部门)?规章(?!制度)"),
    ("n", rf"(?:政府|部门|行政)?规范性文件{_COUNTED}"),
    ("F", r"现行(?:有效)?(?:的)?"),
    ("z", r"废止(?:的)?|失效(?:的)?"),
    (
        "i",
        r"(?:新?制发|新?制定|新?出台|印发|新增|新?制作|颁布|发布(?=(?:行政)?规范性文件))(?:出台|印发|发布|"
        r"并|公开|了|的)*",
    ),
    ("α", r"行政许可(?:处理|决定|书|案件|办件|办理|办结|的)*" + _COUNTED),
    ("β", r"行政处罚(?:处理|决定|书|案件|办件|办理|办结|的)*" + _COUNTED),
    ("γ", r"行政强制(?:措施|执行)?(?:处理|决定|书|案件|办理|办结|的)*" + _COUNTED),
    ("φ", r"行政事业性收费(?:项目)?(?:总)?(?:金额|收入|总额|额)*"),
    ("f", r"减免[^,;:|()\d]{0,12}费用?"),
    (
        "ψ",
        r"(?:政府信息公开|依申请公开)?(?:的)?信息处理费(?!收费通知|通知|缴)(?:用)?(?:收取|收费|总|金额|"
        r"总额|实际|情况|记录)*",
    ),
    ("€", r"(?:任何|相关)*(?:费用|实际收取总?金额|收费)"),
    # Publishing.
    (
        "f",
        r"解读|培训|会议|建议|提案|议案|信访|投诉|举报|留言|咨询|热线|工单|来信|来电|来访|发布会|访谈|"
        r"问卷|征集|意见|舆情|检查|访问|浏览|点击|阅读"
        r"|粉丝|关注|转发|栏目|目录|指南|采购|开放日|账号|答记者",
    ),
    ("M", rf"主动(?:向社会|向公众)?(?:公开|发布|公示|公布)(?:发布|公示|公布)?类?{_COUNTED}"),
    ("O", rf"{_GENERIC}{{0,3}}的?{_PUBLIC}{{0,3}}的?{_NEWS}{_COUNTED}"),
    ("σ", rf"(?:政府|政务)信息公开(?:{_COUNTED})(?=共|总计|合计|累计|为|约|\d)"),
    ("", r"(?:政府|政务)?信息公开|政务公开|政府公开"),
    ("G", r"(?:公开发布|公开|发布|更新|上传|推送|公布|公示)"),
    # What says nothing.
    (
        "",
        r"为|是|有效|有关|有|达到?|了|已|的|按时|按期|及时|依法|依规|全部|予以|作出|实施|发放|下达|"
        r"(?:总)?(?:金额|件数|数量)|案件|情况|事项|情形"
        r"|继续办理|发生|产生|引发|出现|提起|提出|提交|递交|发来|收取|收费|人民币|向(?:任何)?申请[人者]|由(?=我|本)|年[底末](?!前)|征收(?=行政事业性)|相关|涉及|各类|各项|各种|网民|"
        r"群众|市民|村民|居民|公众|申请人|申请者|过"
        r"|我(?:镇|乡|局|街道|办|委|县|区|市|单位|中心|所|院|旗|苏木|厅|处|站|队)|本(?:机关|单位|镇|乡|局|"
        r"街道|办|级|委|县|区|市|部门|行政机关)"
        r"|全(?:镇|乡|局|县|区|市|街道|旗|系统|委|办|省|州)|在?(?:法定|规定)的?(?:期限|时限|时间)内|\?",
    ),
    ("a", r"申请(?!人|表|书|条件|流程|渠道|方式|平台)" + _COUNTED),
    ("&", r"[|和与及或]|以及|或者"),
)

"""What the symbols stand for; "" says nothing.

Periods: `Y` this year, `L` last, `N` next, `D` another, `C` many years, `Z` 累计 and 截至. Figures: `#` with a unit
that counts, `=` without any, `$` money, `0` a word for none, `!` glued to a year, `%` of something else.
Structure: `,` `;` `:` `(` `)`, `&` 和, `+` 并, `p` 其中, `d` and other channels, `-` compared, `e` each, `s` in this
order, `g` by way of, `T` total, `^` not. Requests: `A` an application, `Q` 依申请公开, `a` 申请, `r` received,
`h` handled, `b` either, `t` carried over, `λ` of an organisation. Publishing: `M` 主动公开, `G` published, `O`
information, `U` … and other information, `u` new media. Documents: `m` rules, `n` normative ones, `i` issued, `z`
repealed, `F` in force. `€` any fee, `f` not ours, `x` unknown, `×` much unknown; the rest are keys of `_CONCEPTS`.
"""

_LONGEST_UNKNOWN = 12
_LISTS = str.maketrans("、﹑。！", "||;;")
_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɡ]+\)")

# ── Symbols that make up one meaning ─────────────────────────────────────────────────────────────────────────────────

_CHANNEL = "WcBvjyEuwlkoPλ"
_KEY = "".join(_CONCEPTS) + "rhAQMGizFmλu€"
_FIGURE = "#=$0!"
_STILL = "[TZ_]*"
_UNCOUNTED = rf"(?![TZ_e:]*[{_FIGURE}])"


def _last(letter: str) -> Callable[[re.Match[str]], str]:
    return lambda match: "_" * (len(match[0]) - 1) + letter


def _around(letter: str) -> Callable[[re.Match[str]], str]:
    """A verb, its figure and its noun: the key stands before the figure."""
    return lambda match: letter + match[1] + "_"


_REDUCTIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"Y?_*t_*N(?:_*b)?(?:_*[AQa])?", _last("ω")),
        (r"L(_*\^_*)t(?:_*[AQa])?", lambda match: "_" + match[1] + "_" * (len(match[0]) - len(match[1]) - 2) + "ι"),
        (r"L_*x?t_*(?:Y_*)?(?:b_*)?[AQa]?|t_*[LY]_*(?:b_*)?[AQa]?", _last("ι")),
        (rf"[rhb](?=_*#_*[AQa]_*ω{_UNCOUNTED})", _last("_")),
        (rf"(?<=#_*)[AQa](?=_*ω{_UNCOUNTED})", _last("_")),
        (rf"(?<=(?:^|[,;(])[pZ_]*#_*)[AQa]_*,(?=_*ω{_UNCOUNTED})", _last("_")),
        (r"r(?=_*&_*ι)", _last("ρ")),
        (r"(?<=ι_*&_*)Y", _last("_")),
        (rf"r({_STILL}[#=]_*)[AQa]{_UNCOUNTED}", _around("ρ")),
        (rf"h({_STILL}[#=]_*)[AQa]{_UNCOUNTED}", _around("η")),
        (rf"M({_STILL}[#=]_*)O{_UNCOUNTED}", _around("τ")),
        (rf"G({_STILL}[#=]_*)O{_UNCOUNTED}", _around("σ")),
        (rf"i({_STILL}#_*)n{_UNCOUNTED}", _around("ν")),
        (rf"z({_STILL}#_*)n{_UNCOUNTED}", _around("ζ")),
        (rf"r{_STILL}\+_*h{_STILL}[AQa]", lambda match: "ρ+" + "_" * (len(match[0]) - 3) + "η"),
        (rf"r{_STILL}[AQa]|[AQ]{_STILL}r", _last("ρ")),
        (rf"h{_STILL}[AQa]|[AQ]{_STILL}h", _last("η")),
        (rf"b{_STILL}[AQa]|[AQ]{_STILL}b", _last("π")),
        (r"i(_*m_*&_*)n", lambda match: "_" + match[1] + "ν"),
        (rf"i{_STILL}n|n{_STILL}i|(?<=i_*m{_STILL}[#=0]_*[&,]_*)n", _last("ν")),
        (rf"z{_STILL}n|n{_STILL}z", _last("ζ")),
        (rf"F{_STILL}n|n{_STILL}F", _last("ε")),
        (rf"M[xTZ_&GO]*U|M[TZ_G]*O|[MG]_*[&+]_*[MG]{_STILL}O", _last("τ")),
        (rf"G{_STILL}O|G[xTZ_&]*U", _last("σ")),
        (r"(?<=(?:^|[,;(&])[YL_]*)[TZ](?=[TZ_:]*[#=](?!_*[AQaρω]))", _last("κ")),
        (rf"(?<=[{_CHANNEL}]_*&_*[{_CHANNEL}][TZ_e]*s[TZ_e]*)[τσMGO]", _last("_")),
        (
            rf"(?<![{_CHANNEL}]_*&_*)([{_CHANNEL}])([TZ_sYe]*x?[TZ_se]*)([GO_]*[τσMGOρrηAQa])",
            lambda match: "_" + match[2] + "_" * (len(match[3]) - 1) + match[1],
        ),
        (rf"(?<![{_CHANNEL}]_*&_*)([{_CHANNEL}])(,[YTZ_]*)[τσ]", lambda match: "_" + match[2] + match[1]),
    )
)
_BOUND = re.compile(
    rf"(?P<keys>[{_KEY}](?:_*(?:[&+]|,(?!_*κ))_*[{_KEY}])*)(?P<between>(?:[TZ_es:κ]|,(?=[TZκ]))*)"
    rf"(?P<figures>[{_FIGURE}](?:_*&_*[{_FIGURE}](?!_*[123456VSωι]))*)"
)
_LED = re.compile(rf"(?P<figures>#)_*(?P<keys>[123456VSωι]|(?<=(?:^|[,;:(])[pYTZ_]*#_+)ρ){_UNCOUNTED}")
_DENIED_KEYS = "ριηωνζVSX3456αβγφψPAQa€"
_DENIED = re.compile(
    rf"\^(?:[x×r](?=_*[VS])|[bh](?=_*[αβγ]))?(?P<keys>_*[{_DENIED_KEYS}](?:_*[&+]_*[{_DENIED_KEYS}])*)(?=_*(?:[,;()&e]|$))"
)
_CHANGED = re.compile(r"[^,;()]*-[^,;()]*[,;(]|\([^()]*\)")
_CLAUSE = re.compile(r"[,;()]")
_NEGATION = re.compile(
    "(?:尚|暂|均|从|并|都|也)?(?:未|没有?|无)(?:向(?:任何)?申请人)?(?:收到|受理|接收到?|接到|发生|产生|出现|"
    "引发|制发|制定|出台|印发|废止|作出|办理|办结|实施|收取|征收|涉及)?"
)
_APPROXIMATELY = re.compile(_ABOUT)
_PRINTED_FIGURE = re.compile(
    rf"(?P<about>{_ABOUT})(?P<number>.*?)(?P<unit>[百千万亿]?元|{_COUNT})?(?P<more>[余多])?(?P<so>以上|左右)?"
)

_TOPICS = dict.fromkeys("τσM", "proactive") | dict.fromkeys("AQρηπ", "requests") | dict.fromkeys("VSX", "disputes")
_TOPICS |= dict.fromkeys("mnνζεαβγ", "documents")
_TOPIC_OF_SECTION = {2: "proactive", 3: "requests", 4: "disputes"}
_NEEDED_TOPIC = dict.fromkeys("123456Pwlkorha", "requests") | dict.fromkeys("Gκ", "proactive")
_ALONE = {"r": "ρ", "A": "ρ", "Q": "ρ", "a": "ρ", "h": "η", "M": "τ", "G": "κ", "i": "ν", "z": "ζ", "F": "ε", "€": "ψ"}
"""What words mean that stand without the verb or noun that would make them a key."""
_UNKNOWN = "x×"
_UNKNOWN_BEFORE = re.compile("[x×^]_*$")
_PUBLISHED_BY = "WcBvjyEu"
_NOT_BEHIND = (
    dict.fromkeys("123456PAQa", "x×fOGMhb-")
    | dict.fromkeys("αβγφ", "x×fOGMr-")
    | dict.fromkeys("VSwklo", "x×fbh")
    | dict.fromkeys(_PUBLISHED_BY, _PUBLISHED_BY)
)
"""What must not stand before a key: it would belong to something more than the key says."""
_NOT_BEFORE = dict.fromkeys(_PUBLISHED_BY + "rhMGκiFz", "x×fnmαβγVSA")
"""What must not stand behind the figure of a key that names nothing that could be counted."""
_TOLD_ONCE = "τσκρπMGrAQ"
_WHOLE = frozenset(_TOLD_ONCE)
_FIGURE_FOLLOWS = re.compile(r"f[^,;()]*[#%=$]")
_OF_LAST_YEAR = re.compile(r"(?:(?:^|[,;])[_-]*L[_:]*|L_*\(|\(_*L[_:]*)#")
_PART_OF_PUBLISHED = re.compile("[τσM][^;]*p[^;]*$")
_OF_CARRIED_IN = re.compile(r"[ιt][^#=$&+]*$")
_DECIDED = re.compile("(?:作出|办理|办结|实施)(?:各类|各项)?的?$")
_OF_REQUESTS = re.compile("公开的?申请|申请公开")
_NEW = re.compile("新收|新增")
_OF_DISCLOSURE = re.compile("公开|针对|对(?:本|我)")
_TOTALLED = re.compile("[共总合]计|总数|总量|累计|共(?!同|享|产|和|建)")


class _Sentence(NamedTuple):
    """A sentence as symbols, where in its squeezed text the words stand that they stand for, and what it follows."""

    text: str
    symbols: str
    spans: tuple[tuple[int, int], ...]
    topic: str
    section: int

    def words(self, first: int, last: int) -> str:
        """What stands between two symbols, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def before(self, at: int) -> str:
        """The symbol before one; "" at the start."""
        return self.symbols[:at].rstrip("_")[-1:]

    def clause(self, at: int) -> str:
        """The symbols of the clause up to one."""
        return _CLAUSE.split(self.symbols[:at])[-1]

    def topic_at(self, at: int) -> str:
        """What was spoken of last before a symbol."""
        for place in range(at - 1, -1, -1):
            letter = self.symbols[place]
            if letter in _TOPICS:
                return _TOPICS[letter]
            if (letter == "f" and _FIGURE_FOLLOWS.match(self.symbols, place)) or (
                letter == "a" and self.before(place) in _UNKNOWN
            ):
                return "foreign"
        return self.topic

    def period(self, at: int) -> Period | None:
        """The period that a figure is of; None for another year than this and the last."""
        told = _CHANGED.sub(",", self.symbols[:at])
        marks = [letter for letter in told if letter in "YLNDC"]
        last = marks[-1] if marks else "Y"
        if last in "ND":
            return None
        if last == "L":
            return "last_year"
        return "cumulative" if last == "C" or ("Z" in told and "Y" not in marks) else "this_year"


def _squeezed(printed: str) -> str:
    text = squeeze(printed.translate(_LISTS))
    return _PINYIN.sub("", text) if "(" in text else text


_WORDS_FROM: dict[str, tuple[tuple[str, Callable[..., re.Match[str] | None]], ...]] = {}
"""The words that may begin with a character, for every character met so far."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compiled when the first sentence is read: commands that read none should start at once."""
    return tuple((symbol, re.compile(pattern)) for symbol, pattern in _WORDS)


def _starting_with(character: str) -> tuple[tuple[str, Callable[..., re.Match[str] | None]], ...]:
    return tuple((symbol, row.match) for symbol, row in _patterns() if row.match(character, partial=True))


def _words_in(text: str) -> Iterator[tuple[str, int, int]]:
    after = 0
    for at, character in enumerate(text):
        if at < after:
            continue
        try:
            words = _WORDS_FROM[character]
        except KeyError:
            words = _WORDS_FROM[character] = _starting_with(character)
        for symbol, matching in words:
            match = matching(text, at)
            if match and match.end() > at:
                after = match.end()
                yield symbol, at, after
                break


def _spelt(text: str, year: int | None, topic: str, section: int) -> _Sentence:
    symbols: list[str] = []
    spans: list[tuple[int, int]] = []
    known = 0
    for symbol, start, end in _words_in(text):
        unknown = end if symbol == "x" else start
        if unknown > known:
            if symbols and symbols[-1] in _UNKNOWN:
                symbols.pop()
                known = spans.pop()[0]
            symbols.append("x" if unknown - known <= _LONGEST_UNKNOWN else "×")
            spans.append((known, unknown))
        known = end
        if symbol == "year":
            symbol = _symbol_of_year(text[start:end], year)
        elif symbol == "Z" and year and any(int(told) != year for told in _YEAR.findall(text[start:end])):
            symbol = "C"
        if symbol and symbol != "x":
            symbols.append(symbol)
            spans.append((start, end))
    if known < len(text):
        symbols.append("x")
        spans.append((known, len(text)))
    return _Sentence(text, _reduced("".join(symbols)), tuple(spans), topic, section)


def _symbol_of_year(words: str, year: int | None) -> str:
    stated = chinese_number(words[:4])
    if year is None or stated is None:
        return "D"
    return {0: "Y", -1: "L", 1: "N"}.get(int(stated) - year, "D")


def _reduced(symbols: str) -> str:
    for pattern, replacement in _REDUCTIONS:
        symbols = pattern.sub(replacement, symbols)
    return symbols


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Figure(NamedTuple):
    """A printed figure: `value` is None for one that is glued to another, `state` none for one without any digit."""

    value: Decimal | None
    unit: str
    approximate: bool
    state: Literal["number", "none"]


_NONE = _Figure(Decimal(0), "", False, "none")


@lru_cache(maxsize=1024)
def _figure(symbol: str, printed: str) -> _Figure:
    if symbol == "0":
        return _NONE
    match = _PRINTED_FIGURE.fullmatch(printed)
    if symbol == "!" or not match:
        return _Figure(None, "", False, "number")
    number, unit = match["number"], re.sub("[()]", "", match["unit"] or "")
    if unit == "元" and number[-1] in "万亿":
        number, unit = number[:-1], number[-1] + unit
    about = bool(match["about"] or match["more"] or match["so"] or set(number) & set("余多几"))
    return _Figure(chinese_number(number), unit, about, "none" if number == "零" else "number")


# ── What a sentence states ───────────────────────────────────────────────────────────────────────────────────────────


class _Claim(NamedTuple):
    """A figure of a sentence with its meaning: `key` is the word it belongs to, `start` and `end` are its place."""

    key: str
    concept: str
    period: Period
    figure: _Figure | None
    words: str
    clause: str
    start: int
    end: int


def _claims(sentence: _Sentence) -> Iterator[_Claim]:
    symbols = sentence.symbols
    taken: set[int] = set()
    bound: list[tuple[int, _Claim]] = []
    for match in _BOUND.finditer(symbols):
        figures = [at for at in range(*match.span("figures")) if symbols[at] in _FIGURE]
        taken.update(figures)
        for key, own in _pairs(sentence, match, figures):
            claim = _claim(sentence, key, own)
            if claim:
                bound.append((own[0], claim))
    for match in _LED.finditer(symbols):
        at = match.start()
        if at not in taken and "^" not in sentence.clause(at):
            claim = _claim(sentence, match.start("keys"), [at])
            if claim:
                taken.add(at)
                bound.append((at, claim))
    yield from (claim for _, claim in bound)
    yield from _negated(sentence)
    for match in _OF_LAST_YEAR.finditer(symbols):
        at = match.end() - 1
        earlier = [(place, claim) for place, claim in bound if place < at and claim.period == "this_year"]
        if at not in taken and earlier:
            place, claim = earlier[-1]
            figure = _figure(symbols[at], sentence.words(at, at))
            if figure.value is not None and [other for other, _ in earlier].count(place) == 1:
                start, end = sentence.spans[at]
                words = sentence.text[start:end]
                yield claim._replace(period="last_year", figure=figure, words=words, start=start, end=end)


def _pairs(sentence: _Sentence, match: re.Match[str], figures: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Every key of a group with its figure, or with all of them where it cannot be told which is its own."""
    symbols = sentence.symbols
    keys = [at for at in range(*match.span("keys")) if symbols[at] in _KEY]
    between = match["between"]
    in_order = "s" in between
    each = "e" in between or "+" in match["keys"]
    if "," in match["keys"] and not each and not in_order:
        comma = match.start("keys") + match["keys"].rindex(",")
        keys = [at for at in keys if at > comma]
    grouped = in_order and any("," in sentence.words(at, at) for at in figures)
    if len(figures) == 1:
        value = _figure(symbols[figures[0]], sentence.words(figures[0], figures[0])).value
        alone = len(keys) == 1 or each or value == 0
        for key in keys:
            yield key, figures if alone else figures * 2
    elif len(keys) == len(figures) and in_order and not grouped:
        for key, at in zip(keys, figures, strict=True):
            yield key, [at]
    else:
        for key in keys:
            yield key, figures


def _claim(sentence: _Sentence, key: int, figures: list[int]) -> _Claim | None:
    """What a key and its figures claim; None when they are not ours. Several figures, or one twice, are in doubt."""
    first = figures[0]
    symbol = sentence.symbols[first]
    read = _figure(symbol, sentence.words(first, first))
    letter = _meaning(sentence, key, first, figures[-1], read)
    if not letter or not _fits(letter, symbol, read):
        return None
    clause = sentence.clause(first)
    period = sentence.period(first)
    if letter == "ε" and period == "cumulative" and "C" not in sentence.symbols[:first]:
        period = "this_year"
    if "-" in clause or ("^" in clause and symbol != "0") or period is None:
        return None
    start, end = sentence.spans[first][0], sentence.spans[figures[-1]][1]
    about = _APPROXIMATELY.match(sentence.text, start)
    start = about.end() if about else start
    doubtful = len(figures) > 1 or read.value is None or _may_include_carried_in(sentence, letter, key, first, read)
    words = " ".join(dict.fromkeys(sentence.words(at, at) for at in figures)) if doubtful else sentence.text[start:end]
    told = sentence.words(first - len(clause), first)
    return _Claim(letter, _CONCEPTS[letter], period, None if doubtful else read, words, told, start, end)


def _meaning(sentence: _Sentence, key: int, first: int, last: int, read: _Figure) -> str:
    """The letter of the concept that a key stands for where it stands; "" for none of ours."""
    symbols, letter, left = sentence.symbols, sentence.symbols[key], sentence.before(key)
    behind = symbols[last + 1 :].lstrip("_")[:1]
    words = sentence.words(key, max(key, first - 1))
    topic = "requests" if letter in _CHANNEL and "申请" in words else sentence.topic_at(key)
    if topic == "requests":
        letter = _ASKED_BY.get(letter, letter)
    if topic != _NEEDED_TOPIC.get(letter, topic):
        return ""
    if letter in "ρπrAQa" and _OF_CARRIED_IN.search(sentence.clause(key)):
        return ""
    if letter in _PUBLISHED_BY and topic in ("requests", "disputes", "foreign"):
        return ""
    if left and left in _NOT_BEHIND.get(letter, "") and not (letter in "VS" and "公开" in words):
        return ""
    if behind and behind in _NOT_BEFORE.get(letter, ""):
        return ""
    if letter in "τσκMGν" and _is_of_one_channel(sentence.clause(key)):
        return ""
    if letter == "X" and "复议" not in words and not re.search("V[^S]*$", symbols[:key]):
        return ""
    if letter in "ιω" and topic in ("disputes", "documents", "foreign") and not _names_requests(sentence, key):
        return ""
    if letter in "αβγ" and (_PART_OF_PUBLISHED.search(symbols[:key]) or (topic == "proactive" and read.unit == "条")):
        return ""
    if letter in "αβγ" and read.unit == "项" and read.value and not _is_decided(sentence, key):
        return ""
    if letter in "izF" and not _is_of_documents(symbols[:key], read.value == 0):
        return ""
    if letter == "Q" and ("信息" in words or re.search("[τM]", symbols[:key])):
        return ""
    if letter == "€" and "ψ" not in symbols[:key]:
        return ""
    _, part, scope = symbols[:key].rpartition(";")[2].partition("p")
    if part and letter not in _CHANNEL and not _NEW.search(words):
        of_part = letter in _TOLD_ONCE or (left and left in _UNKNOWN) or not _WHOLE.isdisjoint(scope)
        letter = "" if of_part else letter
    letter = _ALONE.get(letter, letter)
    return letter if letter and letter in _CONCEPTS else ""


def _is_of_one_channel(clause: str) -> bool:
    """Whether a clause names a single channel, or one that is not known: what follows is said of this channel only."""
    channels = sum(letter in _PUBLISHED_BY for letter in clause)
    return "d" not in clause and (channels == 1 or (channels == 0 and "g" in clause))


def _names_requests(sentence: _Sentence, key: int) -> bool:
    """Whether a clause itself says that it is of requests for information, whatever was spoken of before."""
    clause = sentence.clause(key)
    told = sentence.words(key - len(clause), key)
    return bool(_OF_REQUESTS.search(told)) and not re.search("[VSXf]", clause)


def _is_decided(sentence: _Sentence, key: int) -> bool:
    """Whether a clause begins with the verb of a decision: what is counted are no kinds of matters."""
    before = sentence.symbols[:key].rstrip("_bh")[-1:]
    return (not before or before in "YTZ,;:(") and bool(_DECIDED.search(sentence.text[: sentence.spans[key][0]]))


def _is_of_documents(before: str, none: bool) -> bool:
    """Whether the documents spoken of last are normative ones, and no others unless there are none."""
    told = re.findall("m_*&_*[nνζε]|[nνζε]_*&_*m|[mnνζε]", before)
    return bool(told) and told[-1] != "m" and ("m" not in told[-1] or none)


def _fits(letter: str, symbol: str, figure: _Figure) -> bool:
    """Whether a figure is of the kind that is counted so: money, requests, documents."""
    if symbol == "!":
        return True
    if letter in "φψ":
        return symbol in "$0" or (symbol == "=" and figure.value == 0)
    if symbol == "$":
        return False
    if letter in "αβγ" and figure.value:
        return figure.unit in ("件", "宗", "起", "份", "例", "条", "项")
    if letter in _PUBLISHED_BY and figure.value:
        return figure.unit not in ("个", "次", "宗", "起", "例")
    return True


def _may_include_carried_in(sentence: _Sentence, letter: str, key: int, at: int, received: _Figure) -> bool:
    """Whether requests carried in may be among those said to be received: parts follow, they are one of them, and the
    others alone do not make up the figure."""
    follow = re.match("[^;]*p[^;]*?ι", sentence.symbols[at:])
    if letter != "ρ" or not follow or _NEW.search(sentence.words(key, at)):
        return False
    others = [place for place in range(at + 1, at + follow.end()) if sentence.symbols[place] in "#="]
    values = [_figure("#", sentence.words(place, place)).value or Decimal(0) for place in others]
    return sum(values, Decimal(0)) != received.value


def _negated(sentence: _Sentence) -> Iterator[_Claim]:
    symbols = sentence.symbols
    for match in _DENIED.finditer(symbols):
        period = sentence.period(match.start())
        start = sentence.spans[match.start()][0]
        printed = _NEGATION.match(sentence.text, start)
        for at in range(*match.span("keys")):
            letter = symbols[at]
            if letter in _DENIED_KEYS and period and _is_denied(sentence, letter, match.start(), at):
                letter = _ALONE.get(letter, letter)
                end = max(sentence.spans[match.start()][1], printed.end() if printed else 0)
                yield _Claim(letter, _CONCEPTS[letter], period, _NONE, sentence.text[start:end], "", start, end)


def _is_denied(sentence: _Sentence, letter: str, negation: int, at: int) -> bool:
    topic = sentence.topic_at(negation)
    if letter == "η":
        printed = sentence.words(negation, negation)
        return printed in ("没有", "无") and _UNKNOWN_BEFORE.search(sentence.clause(negation)) is None
    if letter in "AQρ" and "p" in sentence.symbols[:negation].rpartition(";")[2]:
        return False
    if letter in "P3456a":
        return topic == "requests"
    if sentence.symbols[negation + 1] in _UNKNOWN and not _OF_DISCLOSURE.search(sentence.words(negation, at)):
        return False
    if letter == "€":
        return sentence.section == 6 or topic == "requests" or "ψ" in sentence.symbols
    return True


# ── From sentences to sections ───────────────────────────────────────────────────────────────────────────────────────

_SENTENCES = re.compile(r"[^。！？]+[。！？]?")
_DIGIT = re.compile(r"[0-9０-９](?!(?:[ \u3000\xa0]*[0-9０-９]){0,3}[ \u3000\xa0]*[年月日号])")
_NUMERAL = re.compile(rf"[件份条條宗项項起例个個篇次期元](?<=[{CHINESE_DIGITS}][余多]?.)")
_NOTHING = re.compile("[未没沒无無零]")
_MAY_BE_NONE = (
    "申请",
    "复议",
    "诉讼",
    "性文件",
    "许可",
    "处罚",
    "强制",
    "收费",
    "理费",
    "费用",
    "结转",
    "申請",
    "複議",
    "復議",
    "訴訟",
    "許可",
    "處罰",
    "強制",
    "收費",
    "理費",
    "費用",
    "結轉",
)
_MAY_BE_COUNTED = (
    "公开",
    *_MAY_BE_NONE,
    "公開",
    "发布",
    "發佈",
    "發布",
    "更新",
    "推送",
    "受理",
    "收到",
    "办结",
    "答复",
    "办理",
    "网站",
    "網站",
    "微信",
    "微博",
    "公众号",
    "辦結",
    "答復",
    "答覆",
    "辦理",
    "公眾號",
    "共计",
    "总计",
    "共計",
    "總計",
)
_THIS_YEAR = re.compile(r"20\d\d|[二２]|[全本今当當]年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_ENUMERATED = re.compile(r"\s*[(（]?[一二三四五六七八九十\d]{1,3}(?:[)）、.．]|是)")
_HEADED = (("主动公开", "proactive"), ("依申请", "requests"), ("复议", "disputes"), ("诉讼", "disputes"))
_ENDS = "。！？；：!?;:.|"
_SHORTEST_BROKEN = 20
_LONGEST_SENTENCE = 200
_LONGEST_READ = 1500
"""Characters between two full stops; what is longer is no sentence, and would take long to read."""


class _Flow(NamedTuple):
    """Paragraphs that one text runs through, and where each begins in it."""

    text: str
    parts: tuple[tuple[int, Paragraph], ...]

    def origin(self, start: int, end: int) -> Origin:
        """The place of characters `start` up to `end`; of their first part where they stand in two paragraphs."""
        offset, paragraph = [part for part in self.parts if part[0] <= start][-1]
        return paragraph.origin.part(start - offset, min(end - offset, len(paragraph.text)))


def _flows(paragraphs: Sequence[Paragraph]) -> Iterator[_Flow]:
    """Paragraphs, those that a reader of printed lines has cut inside a sentence put together again."""
    text = ""
    parts: list[tuple[int, Paragraph]] = []
    for paragraph in paragraphs:
        last = parts[-1][1].text.rstrip() if parts else ""
        if parts and (len(last) < _SHORTEST_BROKEN or last[-1] in _ENDS or _ENUMERATED.match(paragraph.text)):
            yield _Flow(text, tuple(parts))
            text, parts = "", []
        parts.append((len(text), paragraph))
        text += paragraph.text
    if parts:
        yield _Flow(text, tuple(parts))


class _Found(NamedTuple):
    """A statement, what it was made from, and in which sentence it stands."""

    statement: Statement
    claim: _Claim
    sentence: tuple[int, int]


def narrative_of(sections: Sequence[Section], year: int | None) -> tuple[Statement, ...]:
    """The figures that the prose states, in printed order; a figure that is repeated is stated once.

    >>> from extract.model import TextOrigin
    >>> text = "本年度共收到政府信息公开申请2件，未发生行政复议。"
    >>> section = Section(1, "overview", "", TextOrigin(1, 1, 1), (Paragraph(text, TextOrigin(2, 1, len(text))),))
    >>> for statement in narrative_of([section], 2024):
    ...     print(statement.concept, statement.value, statement.raw, statement.state, statement.origin)
    requests.received.total 2 2件 number txt:L2:15-16
    disputes.review.total 0 未发生 none txt:L2:18-20
    """
    if year is None:
        year = _only_year(sections)
    found = [one for section in sections for one in _decided(_found(section, year))]
    if any(one.claim.key == "ρ" or (one.claim.key in "ιω" and one.statement.value) for one in found):
        found = [one for one in found if one.claim.key != "π"]
    stated: dict[tuple[str, str, Decimal | None], Statement] = {}
    for one in found:
        statement = one.statement
        stated.setdefault((statement.concept, statement.period, statement.value), statement)
    clear = {key[:2] for key in stated if key[2] is not None}
    return tuple(statement for key, statement in stated.items() if key[2] is not None or key[:2] not in clear)


def _only_year(sections: Sequence[Section]) -> int | None:
    years = {year for section in sections for part in section.paragraphs for year in _YEAR.findall(part.text)}
    return int(years.pop()) if len(years) == 1 else None


def _found(section: Section, year: int | None) -> Iterator[_Found]:
    topic = _TOPIC_OF_SECTION.get(section.number, "")
    for number, flow in enumerate(_flows(section.paragraphs)):
        text = flow.text
        if "|" in text or "\t" in text:
            continue
        if _ENUMERATED.match(text):
            topic = next((topic for word, topic in _HEADED if word in text[:20]), "")
        if not (_DIGIT.search(text) or _NUMERAL.search(text) or _NOTHING.search(text)):
            continue
        for match in _SENTENCES.finditer(text):
            printed = match[0]
            if len(printed) > _LONGEST_READ or not _is_promising(printed):
                topic = "" if _DIGIT.search(printed) else topic
                continue
            if section.number == 5 and not _THIS_YEAR.search(printed):
                continue
            sentence = _spelt(_squeezed(printed), year, topic, section.number)
            topic = sentence.topic_at(len(sentence.symbols))
            if section.number != 5 or "Y" in sentence.symbols:
                claims = sorted(_claims(sentence), key=lambda claim: claim.start)
                kept = _kept(printed, len(sentence.text)) if claims else ()
                for claim in claims:
                    yield _Found(_statement(claim, flow, printed, match.start(), kept), claim, (number, match.start()))


def _is_promising(printed: str) -> bool:
    """Whether a sentence may state a figure, by a cheap look at its characters."""
    if _DIGIT.search(printed) or _NUMERAL.search(printed):
        return any(word in printed for word in _MAY_BE_COUNTED)
    return bool(_NOTHING.search(printed)) and any(word in printed for word in _MAY_BE_NONE)


def _kept(printed: str, length: int) -> Sequence[int]:
    """The places of a sentence that its squeezed text keeps; empty where markup was taken out of it."""
    if length == len(printed):
        return range(length)
    dropped = {character for character in set(printed) if not (character.isalnum() or squeeze(character))}
    kept = [at for at, character in enumerate(printed) if character not in dropped]
    return kept if len(kept) == length else ()


def _statement(claim: _Claim, flow: _Flow, printed: str, offset: int, kept: Sequence[int]) -> Statement:
    start, end = (kept[claim.start], kept[claim.end - 1] + 1) if kept else (0, len(printed))
    figure = claim.figure
    shown = printed.strip()
    if len(shown) > _LONGEST_SENTENCE:
        shown = printed[max(0, end - _LONGEST_SENTENCE) :][:_LONGEST_SENTENCE].strip()
    return Statement(
        claim.concept,
        figure.value if figure else None,
        printed[start:end] if kept and figure else claim.words,
        figure.unit if figure else "",
        claim.period,
        bool(figure and figure.approximate),
        figure.state if figure else "ambiguous",
        shown,
        flow.origin(offset + start, offset + end),
    )


def _decided(found: Iterable[_Found]) -> list[_Found]:
    """One statement for every concept and period of a sentence; of the section, where it is the total published."""
    groups: dict[tuple[str, Period, tuple[int, int] | None], list[_Found]] = {}
    for one in found:
        concept = one.claim.concept
        groups.setdefault((concept, one.claim.period, one.sentence if concept != _TOTAL else None), []).append(one)
    return [_choice(_strongest(group) if concept == _TOTAL else group) for (concept, _, _), group in groups.items()]


def _strongest(group: list[_Found]) -> list[_Found]:
    """Of what may be the total published: 主动公开 before other verbs, what is said to be a total before the rest."""
    named = [one for one in group if one.claim.key == "τ"]
    totals = [one for one in group if _TOTALLED.search(one.claim.clause)]
    highest = max((one.statement.value or Decimal(0) for one in named), default=Decimal(0))
    if named and any((one.statement.value or Decimal(0)) > highest for one in totals):
        return group
    best = named or group
    totals = [one for one in best if one in totals]
    return totals if len({one.statement.value for one in totals}) == 1 else best


def _choice(group: list[_Found]) -> _Found:
    """The first of a group that says one thing; else that it is in doubt, with every figure."""
    group = [one for one in group if one.claim.key != "π"] or group
    group = [one for one in group if _NEW.search(one.claim.clause)] or group
    first = group[0]
    values = {one.statement.value for one in group}
    if len(group) == 1 or (len(values) == 1 and (first.claim.key in _TOLD_ONCE or values == {Decimal(0)})):
        return first
    raw = " ".join(one.statement.raw for one in group)
    doubtful = first.statement._replace(value=None, raw=raw, unit="", approximate=False, state="ambiguous")
    return first._replace(statement=doubtful)

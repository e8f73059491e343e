"""What stands unknown beside a figure, and whether the figure is still what it seems.

Comes in: a `Sentence` and the place of a figure. Goes out: whether all that the lexicon does not know, in the clause of
the figure and in clauses before that have no figures, only says how, where or why something is done. Of figures that
are rightly bound hardly one has another unknown word beside it, so that one that has is in doubt.
"""

from __future__ import annotations

from extract.prose.phrases import OUTCOMES, REQUESTED_BY
from extract.prose.remarks import is_taken_back
from extract.prose.sentences import Sentence
from extract.prose.symbols import SYMBOL, over
from extract.text import compiled

_HARMLESS = (
    r"(?:而?且|现将|一?年|但|因此|所以|故|则|即|既|虽然?|尽管|同时|此外|另外|并|连同|加上?|以及|至于"
    r"|亦|也|还|仍|尚|已经?|曾|仅|只|便|实际|目前|至今|当前|连续[两二三四五六七八九十\d]+年"
    r"|直接|自行|本身|自身|主动|同步|充分|认真|严格|积极|持续|不断|如期|如实|具体|逐一|扎实|全力|稳步|深入|切实|高效|妥善|公开透明|统一|集中|共同|顺利"
    r"|(?:做好|推进|推动|抓好|落实|开展|强化|加强|深化|规范|加大|推行)(?:了|好)?"
    r"|向(?:社会|公众|群众)|面向(?:社会|公众)|对|在|于|从|向|就|因|经|被(?:上级|申请|提起)?|按(?:照)?(?:程序|规定|要求|条例|标准)|依(?:程序|规定|职权|职责)|规定时限"
    r"|监督保障|平台建设|信息管理|组织领导|工作|方面|领域|年度|本报告期|报告期|期|内|中|上|下|里|后|等|端|校|总体|基本|结果|渠道|方式|统计|汇总|如下|线[上下]|多渠道|全方位|全过程"
    r"|完成|登记|清理|上缴(?:[县区市]?财政|国库)?|个(?:行政)?(?:村|社区)|共有|维持|按(?:渠道|方式|平台|载体)(?:分|看|划分|统计))+"
)
"""What may stand unknown in the clause of a figure and changes nothing of it: how, where and when something is done.
With any other word there, nobody knows what the figure is of."""
_HEADING = r"\p{Han}{1,8}(?:管理|建设|统计|渠道|方式|结果|如下|情况)"
"""The same right before a colon."""
_INTRODUCES = (
    r"申请人|审结|结案|主要(?:是|为|涉及|集中|包括|用于)|不(?:承担|具有|具备)|[一另]方面|此外|另外|同时|据此|首先|其次|再次|最后|第[一二三四五六]|[一二三四五六]是|经|据|依据|从|本着|始终|我们|过去|一直|报告期|年初|工作|把|将|以(?!\p{Han}{1,8}为(?:主题|专题|重点))|让|使|做到|确保"
    "|高度|高质量|积极|扎实|严格|认真|持续|加[强大]|强化|落实|推[进动]|规范|按照|根据|坚持|深入|全[面力]|切实|进一步|及时|充分|主动|大力|不断|着力|紧"
    "|(?:围绕|聚焦)(?:[^,;]*(?:等|重点)|中心|大局|群众|社会|公众|企业|民生|重点|法定|[省市县区]|上级|党)"
    "|结合|采[取用]|通过|创新|建[立成]|健全|完善|[做抓]好|稳步|统筹|牵头|立足|突出|依[法规托]|利用|承担|负责|履行|梳理|明确|打造|搭建|拓[宽展]"
    "|优化|提[升高]|丰富|安排|部署|深化|贯彻|学习|重视|畅通|细化|压实|严把|狠抓|用好|发挥|方便|回应|接受|保障|促进|实行|构建|力求|努力|不存在|没有|未|无"
    "|取得|对照|遵[循照]|秉[承持]|注重|着眼|瞄准|多渠道|多形式|全方位"
)
"""How a clause begins that says what is done, by which rule or for what, and narrows nothing of what follows."""
_REASON = "(?:因|由于|属于|涉及|经|本机关|所?申请|不|作)[^,;:|()]*"
"""Why a request had an outcome, which narrows nothing."""
_HARMLESS_OF = {
    **dict.fromkeys(OUTCOMES.split(), _REASON),
    "carried_out": "(?:剩余|其余|余下)的?",
    "fees": r"\p{Han}{2,8}费",
    "carried_in": "承接|接",
    **dict.fromkeys(("norms_issued", "norms_repealed"), "修[改订]"),
}
"""The same of some figures only: what is carried over is the rest, and no more than a part of anything else."""
_NEVER = "(?!)"
_NARROWING = "对于|就"
_CAUSE = "(?:因|由于|涉及)(?![^,;]*公开)[^,;]*,"
"""因征地补偿争议，发生行政复议5件: a clause that says what disputes came of."""
_TOLD_BY = (
    r"[据按]?\p{Han}{0,6}(?:记者|媒体|群众|网[友民]|律师|专家|第三方)\p{Han}{0,4}"
    "(?:统计|报道|反映|称|测算|估算|介绍|透露),"
)
"""记者统计，公开信息5条: whoever says so, it is not the agency."""
_DISPUTES = frozenset(("review", "suit", "corrected"))
"""What is harmless beside a figure, and not in a clause before."""
_LEADS = r"在[\p{Han}|]{0,24}?(?:领导|指导|支持|帮助|关心|配合|努力|部署|推动|基础)[之]?[下上]"
"""A whole clause of that kind."""
_STRANGE = "[unknown long_unknown]"
_ITEM = f"{_STRANGE} [unknown long_unknown document item news information foreign]* FIGURE"
"""党委文件3件、规范性文件2件: an unknown thing with a figure of its own."""
_DONE_TO = """
    (?<! [and by_way_of]) foreign STILL this_year? STILL by_way_of?
    (?: KEY | publish | receive | handle | issue | repeal) [^ comma]* $
"""
"""检查公开信息5条, 转发信息3条: something is done to what has been made public or received."""
_INTRODUCTION = rf"""
    (?<= (?: ^ | [comma semicolon close]) [this_year so_far year_end]*)
    (?P<first> {_STRANGE} | foreign) [^ CLAUSE_END FIGURE other_figure]* comma
"""
_ASKED_FOR = "(?:根据|依据|按照?|应)[^,;]*(?:申请|投诉|举报|诉求|需求|报道|来信|来访),"
"""根据群众申请，公开信息5条: a clause that says on whose asking something is done, and is none of the above."""
_OF_ANOTHER = f"""
    (?: ^ | [comma semicolon]) [^ CLAUSE_END FIGURE]* (?: {_STRANGE} | foreign) [^ CLAUSE_END FIGURE]*
    (?P<figure> counted) comma $
"""
"""审核稿件3条，公开信息5条: the figure right before is of a thing that is not known."""
_AMONG_OTHERS = (
    f"{_OF_ANOTHER} | other_figure [^ semicolon]* comma $ | counted {_STRANGE} [^ CLAUSE_END FIGURE]* comma $"
)
"""3个部门设点，受理申请5件; 公开流程3个，受理申请5件: something else is counted before."""
_SAYS_ALL = "主动|政府|政务|各类|[共总]|累计|新增|[全本当]年"
_SAYS_OF_WHAT = {"total_published": _SAYS_ALL, "total_unnamed": _SAYS_ALL, "received": f"公开|{_SAYS_ALL}"}
"""Words without which a figure behind such a one, counted alike, may be of the same thing."""
_OF_REQUESTS = {
    **dict.fromkeys(REQUESTED_BY.split(), "公开"),
    **dict.fromkeys(("carried_in", "carried_out"), "公开|申请"),
}
"""受理工单9件，网上申请5件: words without which such a figure is of what came before, where that is not known."""
_REQUESTS = "asking | application | carried_in | carried_out | ^ [^ receive unknown long_unknown foreign]* handle"
_NEWLY = "新(?:发布|公开|上传)"
"""补发信息5条，全年新发布3条: what is new beside that."""
_OF_SERVICES = "[各多]类|各种|服务中心|大厅|窗口|便民|群众(?:申请|诉求)|(?<!人)民政|社保|执法"
_OF_DISCLOSURE = "公开|信息"
"""Of requests and answers: words of an office that deals with any, and those that tell which ones are meant."""
_ASKED_FOR_OF = frozenset(f"received received_or_handled handled {REQUESTED_BY}".split())


def is_understood(sentence: Sentence, name: str, at: int) -> bool:
    """Whether no word is unknown that may change what a figure is of that seems to be of `name`."""
    clause = sentence.clause(at)
    start = at - len(clause)
    clause = over(_ITEM).sub(lambda item: SYMBOL["bare"] * len(item[0]), clause)
    places = (start + word.start() for word in over(_STRANGE).finditer(clause))
    if not all(_is_harmless(sentence, name, place) for place in places) or over(_DONE_TO).search(clause):
        return False
    if name in _ASKED_FOR_OF and not sentence.topic and _is_of_services(sentence, at):
        return False
    if _goes_on_with_another(sentence, name, start, at):
        return False
    if not _is_introduced(sentence, name, start, at) or not _is_said_of_all(sentence, name, at):
        return False
    return not is_taken_back(sentence, name, at)


def _is_of_services(sentence: Sentence, at: int) -> bool:
    """Whether requests of any kind may be meant: 服务中心受理各类申请5件."""
    return bool(
        compiled(_OF_SERVICES).search(sentence.text, 0, sentence.spans[at][1])
        and not compiled(_OF_DISCLOSURE).search(sentence.text)
    )


def _is_harmless(sentence: Sentence, name: str, at: int) -> bool:
    words = sentence.words(at, at)
    if compiled(_HARMLESS).fullmatch(words) or compiled(_HARMLESS_OF.get(name, _NEVER)).fullmatch(words):
        return True
    return sentence.symbols[at + 1 : at + 2] == SYMBOL["colon"] and bool(compiled(_HEADING).fullmatch(words))


def _is_said_of_all(sentence: Sentence, name: str, at: int) -> bool:
    """Whether what is said behind a figure and its word, in their clause, is known: 公开信息5条被扣分 is of some."""
    behind = over(f"[counted bare money] KEY? (?P<word> {_STRANGE} | foreign)").match(sentence.symbols, at)
    return not behind or _is_harmless(sentence, name, behind.start("word"))


def _goes_on_with_another(sentence: Sentence, name: str, start: int, at: int) -> bool:
    """Whether the figure right before is of something unknown, and this one may be of the same."""
    printed = sentence.words(start, at)
    if name in _OF_REQUESTS and not compiled(_OF_REQUESTS[name]).search(printed):
        topic = sentence.topic_at(start)
        is_of_requests = topic in ("requests", "proactive") or (
            not topic and over(_REQUESTS).search(sentence.symbols, 0, start)
        )
        return not is_of_requests and SYMBOL["counted"] in sentence.symbols[:start]
    words = _SAYS_OF_WHAT.get(name)
    if not words or sentence.names_ours(start, at):
        return False
    if compiled(words).search(printed) and not compiled(_NEWLY).search(printed):
        return False
    if name == "received":
        is_counted = SYMBOL["counted"] == sentence.symbols[at]
        return is_counted and bool(over(_AMONG_OTHERS).search(sentence.symbols, 0, start))
    before = over(_OF_ANOTHER).search(sentence.symbols, 0, start)
    return before is not None and sentence.figure(before.start("figure")).unit == sentence.figure(at).unit


def _is_introduced(sentence: Sentence, name: str, start: int, at: int) -> bool:
    """Whether the clauses before that of a figure, which have none, narrow nothing; behind them a year, or whose the
    figure is, may be named anew."""
    first = sentence.symbols.rfind(SYMBOL["semicolon"], 0, start) + 1
    for clause in over(_INTRODUCTION).finditer(sentence.symbols, first, start):
        place = clause.start("first")
        begins = sentence.spans[place][0]
        if name in _DISPUTES and compiled(_CAUSE).match(sentence.text, begins):
            return False
        if compiled(_TOLD_BY).match(sentence.text, begins):
            return False
        is_harmless = compiled(f"(?!{_NARROWING}){_HARMLESS}").fullmatch(sentence.words(place, place))
        is_harmless = is_harmless or compiled(f"(?!{_ASKED_FOR})(?:{_INTRODUCES}|{_LEADS})").match(
            sentence.text, begins
        )
        is_anew = over("YEAR").search(sentence.symbols, clause.end(), at) or sentence.names_ours(clause.end(), at)
        if not (is_harmless or is_anew):
            return False
    return True

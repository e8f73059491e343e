"""What is remarked behind a figure, and whether the figure is then still what it seems.

Comes in: a `Sentence` and the place of a figure. Goes out: whether a bracket or a clause behind it says that it is of
another agency, of another time, of something else, planned, or not right.
"""

from __future__ import annotations

from extract.numbers import CHINESE_DIGITS
from extract.prose.grammar import OF_A_DAY
from extract.prose.lexicon import COUNT
from extract.prose.sentences import Sentence
from extract.text import compiled

_NOT_REACHED = (
    "(?:增加?|增长|上?升|下?降|减少?|提[高升])[到至为]"
    "|(?:未[被获予]?|不予)(?:受理|立案)"
    "|的?(?:年度|全年|既定|预期|总体?|工作)*(?:目标|任务|计划|指标|预期|标准)(?!书|性)"
)
"""公开信息5条的目标; 由3条增加到5条; 复议5件未被受理."""
_UP_TO_REMARK = r"[^,;:()]*"
_BRACKETED = r"\((?P<inside>[^()]*)\)"
_COUNTED = rf"[\d{CHINESE_DIGITS}]{COUNT}|[\d%倍]$"
"""A figure of its own, in what is remarked."""
_TELLS_OF = (
    r"(?:其|均|都|皆|全部?|此|该|这些?|上述|以上|前述|数[据字]?|统计|时间|主要|实际|大多)*"
    r"(?P<verb>为|是|系|属于?|非|由|来自|出自|源[自于]|发生[在于]|集中[在于]|含|包[含括]|不[含是属]于?|(?<=均|都|全部?)(?:涉及|被退))"
    r"(?P<complement>[^,;()]*)"
)
"""均为县级统计数, 由县政府办统一办理, 发生在2023年: a clause that says of what a figure is."""
_ABOVE = "[省市县区州旗](?!域)|上级|[各有相]?关?(?:村|社区|部门)"
_OTHER_PLACES = (
    r"(?:^|(?<!不)[含括])(?:[全各](?:[省市县区州旗]|部门|乡镇|村)|[省市县区州旗][级属直域]|上级|(?:行政)?村[级务]"
    r"|社区|村居|\p{Han}{2}[镇乡])"
)
_OF_OTHERS = (
    rf"{_OTHER_PLACES}|去年|上年|20\d\d年|往年|前年|历[年史](?![最新])|近\p{{Han}}年|\p{{Han}}年(?:来|合计|总和|累计)"
    r"|[上下]半年|季度|\d月|月份|遗留|累计|总和|汇总|统计数|口径|重复|误|计划|目标|任务|退回|预[计期]"
)
_NOT_SO = r"(?:后|后来)?(?:经)?(?:核[实查对]|复核)|(?:数[据字]|统计)\p{Han}{0,4}(?:误|重复|不准)|应为|实为"
"""A clause that takes back what was said."""
_IN_DOUBT = (
    r"(?<!接)待\p{Han}{0,4}(?:核|确认)|估[算计]|参考|作废|笔误|应为|自20\d\d年|不含(?:[上下]半年|第?[一二三四]季度|\d+月)"
    r"|截[至止]到?(?:20\d\d年)?(?:[1-9]|1[01])月|(?:主体|单位|部门|项)[为是](?:[省市县区州旗]|\p{Han}{2}[镇乡])"
    r"|[仅只]为\p{Han}{0,4}(?:目标|任务|计划)"
)
"""The same anywhere in a clause: 尚待核实, 统计截至11月, 责任单位为县局."""
_PASSED_ON = r"(?:均|都|已|全部)*(?:转|移[交送]|交)(?:给|至|由)?(?:[省市县区州旗]|上级)"
"""均转县局办理: what was received is so all the same."""
_CAUSED = "(?:均|都|皆|全部)*(?:与|因|由)(?!.*(?:公开|信息))[^,;]*(?:有关|相关|引[发起])"
"""均与征地有关: what disputes came of."""
_GOALS = "目标|任务|计划|[均都]?与[^,;]*无关"
"""The same of what was only a goal, where no other figure follows."""
_OURS_AMONG = rf"[^,;()]*[,(]其中[^,;()\d]*[我本](?:[镇乡街]|街道)[^,;()]*?[\d{CHINESE_DIGITS}]+{COUNT}"
"""全县网站发布信息5条，其中我镇3条: what is ours is a part of the figure."""
_DISPUTES = frozenset(("review", "suit", "corrected"))
_OF_DISCLOSURE = "公开|信息|申请|答复|维持|纠正|驳回|撤|[结审]|终|[胜败]诉|[我本]|最"
"""What disputes may be said to be of."""
_JUDGED = "法院|复议|[审判]"
"""Who decides disputes, whose they are not."""
_REQUESTS = frozenset(("received", "received_or_handled"))
_WITHOUT = "不含"
"""What is not among a figure takes nothing from it."""
_COMES_FROM = frozenset(("来自", "出自", "源自", "源于"))


def is_taken_back(sentence: Sentence, name: str, at: int) -> bool:
    """Whether what stands behind a figure that seems to be of `name` takes it away."""
    behind = sentence.text[sentence.spans[at][1] :].partition(";")[0]
    if compiled(_NOT_REACHED).match(behind):
        return True
    if compiled(_OURS_AMONG).match(behind):
        return True
    remark = compiled(_UP_TO_REMARK).sub("", behind, count=1)
    bracket = compiled(_BRACKETED).match(remark)
    if bracket:
        has_figure = compiled(_COUNTED).search(bracket["inside"])
        if compiled(_OTHER_PLACES if has_figure else _OF_OTHERS).search(bracket["inside"]):
            return True
        remark = remark[bracket.end() :]
    return remark.startswith(",") and _says_otherwise(
        remark[1:].partition(",")[0], name, "公开" in sentence.text[: sentence.spans[at][0]]
    )


def _says_otherwise(clause: str, name: str, says_why: bool) -> bool:
    """Whether a clause says of a figure that it is not the agency's of the year; `says_why`: disclosure is named before
    it."""
    if compiled(_NOT_SO).match(clause) or compiled(_IN_DOUBT).search(clause):
        return True
    if name in _DISPUTES and not says_why and compiled(_CAUSED).match(clause):
        return True
    if name not in _REQUESTS and compiled(_PASSED_ON).match(clause):
        return True
    has_figure = compiled(_COUNTED).search(clause)
    told = compiled(_TELLS_OF).match(clause)
    if not told:
        return not has_figure and bool(compiled(_GOALS).match(clause))
    complement, verb = told["complement"], told["verb"]
    if verb == _WITHOUT:
        return False
    if has_figure:
        return "含" in verb and bool(compiled(_OTHER_PLACES).search(complement))
    if verb.startswith(("非", "不", "被")):
        return True
    if verb in _COMES_FROM and name in _REQUESTS:
        return False
    if name in _DISPUTES and not says_why and not compiled(_OF_DISCLOSURE).search(complement):
        return True
    if verb == "由" and not (name in _DISPUTES and compiled(_JUDGED).search(complement)):
        return bool(compiled(_ABOVE).match(complement))
    return bool(compiled(_OTHER_PLACES if name in OF_A_DAY else _OF_OTHERS).search(complement))

"""The names of other agencies as which a report speaks: left where its prose was taken from another's.

Comes in: a `Case`. Goes out: the names of agencies of its kind that are the subject of a sentence on disclosure, or
stand alone below the last section as a signature does. Who visits, helps, orders or is looked up to is no subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex as re

from extract.agencies.likeness import bare_name, is_generic, same_agency, standing_of
from extract.agencies.names import chain_and_name, group_of, is_whole_name
from extract.checks.case import Case
from extract.model import Origin, Section
from extract.text import simplified, squeeze

_TIME = (
    r"(?:(?:19|20)\d\d年度?(?:以?来)?|一年来|过去一年|今年(?:以来)?|全年|本年度|年内|截至[^,，。]{1,10}|目前|下一?步"
    r"|今后|来年|针对上述问题|为此)"
)
_HEAD = r"[（(]?[一二三四五六七八九十\d]+[）)、.．是]+\p{Han}{0,12}[。：:]"
_BEFORE = rf"(?:{_HEAD})?(?:{_TIME}[,，]?)?(?:在[^,，。]{{2,30}}(?:下|中)[,，])*"
_BODY = r"(?:[镇乡局委]|街道|苏木|委员会|中心)(?:人民政府|办事处|政府)?"
_IS_DISCLOSING = (
    r"(?=,|，|严格|认真|按照|根据|依据|坚持|深入|高度|紧[紧扣密]|围绕|不断|切实|积极|全面|始终|贯彻|落实|进一步|扎实|着力|主动|持续"
    r"|的?(?:政府信息|政务|信息)公开|依申请|全年|共|健全|完善|将|未|没有|无其他|虽|仍|还|通过|依托|及时)"
)
_SUBJECT = re.compile(rf"(?:^|(?<=[。；;！\n]))\s*{_BEFORE}(?P<name>\p{{Han}}{{2,16}}?{_BODY}){_IS_DISCLOSING}")
_MAY_BE_SUBJECT = re.compile(rf"(?<=\p{{Han}}\p{{Han}}){_BODY}{_IS_DISCLOSING}")
_OF_DISCLOSURE = re.compile(r"公开|信息|栏目|申请|条例|收[取费]")
_OF_ITSELF = re.compile(
    r"高度重视|认真(?:贯彻|落实|执行)|严格(?:按照|执行|落实)|(?:政府信息|政务|信息)公开工作|将(?:继续|进一步|加[强大]|强化|完善)|无其他|健全|不足|问题|未收取|扎实推进"
)
"""What an agency says of itself alone; of an office beside it a report may tell much else."""
_BESIDE = re.compile(
    r"[到来对向与同和给为]我|我[镇乡街局委县区市办院校]|本[镇乡街局委县区市机单]|交流|学习|参观|考察|调研|经验|合作|联合|协作|协同|对口|结对"
    r"|帮扶|相邻|接壤|毗邻|获评|表彰|被评|划入|并入|合并|撤销|更名|改[设为]|原|转[来办送交]|移送"
)
_ABOVE = re.compile(
    r"备案|监督|指导|督[查办导]|督促|通报|考核|印发|下发|转发|组织|要求|负责|牵头|审[查核批]|案|诉|复议|各(?:镇|乡|街|村|单位|部门)|所属|下属|辖"
)
"""Words of a sentence that tells what another agency did beside the report's own, or as one above it."""
_NO_NAME = re.compile(
    r"[的和与及等了为在对各是将以向被由把从按到其中年月日全我本]|推动|促进|提升|推进|加强|强化|做好|开展|组织|干部|坚持|完善|健全|落实|发挥"
    r"|(?:^|[我本该小城集村古重特色下返家回入进离山水])[镇乡]$"
)
_LONGEST_TOWN, _PEOPLE = 5, "族乡"
"""Characters of a town's own name, but for those that name their people."""
_ABOVE_OFFICE = frozenset("省市县区旗州盟")
_PUBLISHES = re.compile(r"政务|数据|审批|融媒体|信息|网信|司法|政府办|宣传|档案|图书")
"""Offices that do for others what has to do with disclosure."""
_LINKS = re.compile(r"链接|上一篇|下一篇|主办|承办|版权|来源|抄送|主送")
_FIRST_OF_THE_END = 5


class Left(NamedTuple):
    """A name as it is printed, where, and in which section."""

    printed: str
    origin: Origin
    section: Section


def names_left_inside(case: Case) -> list[Left]:
    """Each agency that is not the report's own and as which it speaks, once."""
    report = case.report
    if not report.entity:
        return []
    found: dict[str, Left] = {}
    for section in report.sections:
        for left in (*_subjects(case, section), *_signatures(case, section)):
            found.setdefault(bare_name(left.printed), left)
    return list(found.values())


def _subjects(case: Case, section: Section) -> Iterator[Left]:
    own = squeeze(chain_and_name(case.report.entity)[1])
    is_town = group_of(own) == "town"
    for paragraph in section.paragraphs:
        text = simplified(paragraph.text)
        for match in _SUBJECT.finditer(text) if _MAY_BE_SUBJECT.search(text) else ():
            name, rest = match["name"], re.split("[。；;\n]", text[match.end("name") :], maxsplit=1)[0]
            of_itself = _OF_ITSELF.search(rest) or (_OF_DISCLOSURE.search(rest) and not _PUBLISHES.search(name))
            beside = _BESIDE.search(rest) or own in rest or (not is_town and _ABOVE.search(rest))
            if of_itself and not beside and _is_another(case, name):
                yield Left(name, paragraph.origin.part(match.start("name"), match.end("name")), section)


def _signatures(case: Case, section: Section) -> Iterator[Left]:
    """A line of a late section that is a name and nothing else, if it is the only one: several are links."""
    if section.number < _FIRST_OF_THE_END or any(_LINKS.search(paragraph.text) for paragraph in section.paragraphs):
        return
    alone = [paragraph for paragraph in section.paragraphs if is_whole_name(squeeze(paragraph.text))]
    if len(alone) == 1 and _is_another(case, alone[0].text.strip()):
        yield Left(alone[0].text.strip(), alone[0].origin, section)


def _is_another(case: Case, name: str) -> bool:
    """Whether a name is that of another agency of the report's kind, in full."""
    report = case.report
    own = squeeze(name)
    chain, bare = chain_and_name(own)
    is_town = group_of(own) == "town"
    is_short = len(bare_name(bare)) <= _LONGEST_TOWN or bare_name(bare).endswith(_PEOPLE)
    return (
        not _NO_NAME.search(bare_name(bare))
        and (is_short if is_town else bool(chain) or own[0] in _ABOVE_OFFICE)
        and is_whole_name(own)
        and not is_generic(own)
        and standing_of(own, report.entity, report.identity.parent) == "other"
        and not any(same_agency(piece.value, own) for piece in report.identity.evidence if piece.about == "entity")
    )

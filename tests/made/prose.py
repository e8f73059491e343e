"""The words of a whole report: agency, title, preamble, six headings and their prose, page furniture.

Comes in: a `Draft`, every decision that makes one report. Goes out: a `Story`, whose `Told` is what a reader must find
in it. Tables, serialisations and faults are the business of `whole`.

A wording is a line of `_WORDINGS`: `[a|b|]` is a choice, `<name>` any wording of that name, `{field}` a figure or a
word, `{no_field}` prints nothing and says that the figure is 0, `{field_last}` and `{field_ever}` are the figures of
last year and of all years. No two kinds of sentence share random numbers: a changed figure changes its own sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from random import Random
from typing import NamedTuple

from extract.model import Concept, Form
from tests.made.sheets import Filled, Sheet, cells

# ── Agencies ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Agency(NamedTuple):
    """A made-up agency: `name` is `printed` less 人民政府 or 办事处; `level` is the word in 全镇, 我镇."""

    name: str
    printed: str
    parent: str
    kind: str
    level: str


_FIRST, _MIDDLE, _LAST = (
    "青云石柳松梅溪桐兰枫荷竹雁鹿霞岚芦枣葛橙九",
    "麻萝苇柏藤杏蒲榆槐茶",
    "桥湾坪岭塘渡埠峪垭汊畈碾",
)
_THEMES = ("水利", "农业农村", "民政", "财政", "审计", "统计", "教育和体育", "交通运输", "应急管理", "医疗保障")
_ENDINGS = {  # ending: kind, level, what may follow, how often
    "镇": ("township", "镇", "人民政府", 8),
    "乡": ("township", "乡", "人民政府", 4),
    "回族乡": ("township", "乡", "人民政府", 1),
    "苗族乡": ("township", "乡", "人民政府", 1),
    "苏木": ("township", "苏木", "人民政府", 1),
    "街道": ("subdistrict", "街道", "办事处", 4),
    "局": ("department", "局", "", 4),
    "委员会": ("department", "委", "", 1),
    "县": ("county", "县", "人民政府", 1),
}


def agency_of(random: Random) -> Agency:
    """An agency of any level, in a county that is printed before its name or not."""
    ending = random.choices(tuple(_ENDINGS), [often for *_, often in _ENDINGS.values()])[0]
    kind, level, more, _ = _ENDINGS[ending]
    county = random.choice(_FIRST) + random.choice(_LAST) + ("旗" if ending == "苏木" else random.choice("县县县区市"))
    name = random.choice(_FIRST) + random.choice(_MIDDLE) + random.choice(_LAST) + ending
    parent = county if random.random() < 0.5 else ""
    if kind == "department":
        name, parent = (random.choice(_THEMES) if ending == "局" else "卫生健康") + ending, county
    if kind == "county":
        parent = ""
    name = parent + name
    return Agency(name, name + (more if random.random() < 0.5 or kind == "county" else ""), parent, kind, level)


# ── Figures ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CHANNELS = {
    "website": "[政府网站|门户网站|政府信息公开平台|网站信息公开专栏]",
    "wechat": "[微信公众号|政务微信|微信公众平台]",
    "weibo": "[政务微博|微博]",
    "video": "[抖音号|短视频平台|视频号]",
    "board": "[政务公开栏|公示栏|宣传栏]",
    "gazette": "政府公报",
    "elsewhere": "其他[渠道|途径]",
}
OUTCOMES = {
    "granted": "予以公开",
    "partial": "部分公开",
    "denied": "不予公开",
    "unable": "无法提供",
    "rejected": "不予处理",
    "misc": "其他处理",
}
REQUEST_CHANNELS = {
    "online": "[网络|网上|互联网]申请",
    "in_person": "[当面|现场]申请",
    "letter": "[信函|邮寄]申请",
    "otherwise": "其他方式申请",
}
FIELDS = {
    "total": "narrative.proactive_total",
    **{field: f"narrative.channel.{field.replace('elsewhere', 'other')}" for field in CHANNELS},
    "received": "requests.received.total",
    "natural": "requests.received.natural_person",
    "carried_in": "requests.carried_in.total",
    "handled": "requests.handled.total",
    "granted": "requests.granted.total",
    "partial": "requests.partially_granted.total",
    **{field: f"requests.{field.replace('misc', 'other')}" for field in ("denied", "unable", "rejected", "misc")},
    "carried_out": "requests.carried_out.total",
    **{field: f"narrative.request_channel.{field.replace('otherwise', 'other')}" for field in REQUEST_CHANNELS},
    "review": "disputes.review.total",
    "corrected": "disputes.review.corrected",
    "suit": "disputes.suit",
    **{field: f"proactive.normative_documents.{field}" for field in ("issued", "repealed", "in_force")},
    **{field: f"proactive.{field}.decisions" for field in ("licences", "penalties", "coercion")},
    "fees": "proactive.fees.amount",
    "fee": "narrative.processing_fee_yuan",
}
"""Which concept a field of a wording states; other fields are figures of no interest."""

_RESTS_ON = dict.fromkeys((*REQUEST_CHANNELS, "orgs"), "requests.received.total")


@cache
def summed(form: Form, name: str) -> tuple[Concept, ...]:
    """The cells of the form that a narrative concept is the sum of: itself, or the totals of its group."""
    whole = tuple(concept for concept, _ in cells(form))
    own = tuple(concept for concept in whole if str(concept) == name)
    return own or tuple(c for c in whole if re.match(re.escape(name) + "[._]", str(c)) and c.column == "total")


def _sources(form: Form, field: str) -> tuple[Concept, ...]:
    return summed(form, _RESTS_ON.get(field, FIELDS.get(field, "-")))


def figures_of(draft: Draft) -> dict[str, Decimal]:
    """Every figure that the prose may state: those of the tables, and made-up ones that agree with them."""
    form, values = draft.report.form, draft.report.values
    random = draft.stream("figures")
    told = {f: sum((values[c] for c in own), Decimal(0)) for f, name in FIELDS.items() if (own := summed(form, name))}
    told["orgs"] = told["received"] - told["natural"]
    told["total"] = Decimal(random.randrange(20, 10 ** random.randint(2, 4)))
    told |= _split(told["total"], random.sample(list(CHANNELS), random.randint(2, 4)), random)
    told |= _split(told["received"], random.sample(list(REQUEST_CHANNELS), random.randint(1, 3)), draft.stream("parts"))
    told["fee"] = Decimal(random.choice((0, 0, 0, 0, 0, 100, 240)))
    told |= {name: Decimal(random.randrange(2, 60)) for name in "abc"}
    for field in ("total", "received"):
        last = told[field] + random.randint(1, 30)
        told |= {f"{field}_last": last, f"{field}_ever": told[field] + last + random.randint(50, 900)}
    return told


def _split(whole: Decimal, names: Sequence[str], random: Random) -> dict[str, Decimal]:
    """The whole in random parts that add up to it."""
    cuts = [0, *sorted(random.randint(0, int(whole)) for _ in names[1:]), int(whole)]
    return {name: Decimal(end - start) for name, start, end in zip(names, cuts, cuts[1:], strict=False)}


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def numeral(value: Decimal, style: str) -> str:
    """A figure as it is printed in the prose.

    >>> [numeral(Decimal(n), s) for n, s in ((1234, "commas"), (12, "wide"), (12, "han"), (2, "han"), (40, "han"))]
    ['1,234', '１２', '十二', '两', '四十']
    """
    if style == "commas":
        return f"{value:,}"
    if style == "wide":
        return str(value).translate(_WIDE)
    if style == "han" and value == int(value) and 0 < value < 100:
        tens, ones = divmod(int(value), 10)
        digits = "零一二三四五六七八九"
        head = digits[tens] * (tens > 1) + "十" * (tens > 0)
        return "两" if value == 2 else head + (digits[ones] if ones else "")
    return str(value)


# ── Wordings ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_WORDINGS = """
# words
in: [{year}年|{year}年度|全年|本年度|一年来|年内]
when: [<in>，|<in>|]
we: [{we}|本机关|]
infos: [各类|][政府信息|政务信息|信息]
items: [条|条|件|份|篇]
apps: [政府信息公开申请|政府信息公开申请|信息公开申请|依申请公开申请|依申请公开政府信息申请]
why: [因政府信息公开|因信息公开工作|因政府信息公开工作][引发|产生|发生]
topic: [财政预决算|惠农补贴|社会救助|乡村振兴|住房安置]、[道路养护|医保缴费|河道整治|防汛抗旱|就业培训]

# figures: a kind named like a field states this one figure and no other
total: <when><we>[主动公开|主动发布|公开|公开发布]<infos>[共|共计|总共|]{total}<items>
total: <in>[，|]<we>[累计|共|总计][主动公开|主动发布|公开|公开发布]<infos>{total}<items>
total: [通过|依托][各类渠道|多种载体|线上线下平台]，<in>[主动公开|公开]<infos>{total}<items>
total: <in>主动公开[政府|]信息[总量|总数|数量][为|达到|达]{total}<items>
total: <in><we>[通过|依托][政府网站等渠道|各类平台][公开|公开发布]<infos>[共|]{total}<items>
total_channels: <total>，其中[，|：|]<channels>
total_channels: <total>。从[发布|公开]渠道看，<channels>
total_last: [上年|上年度|{last}年][主动公开|公开]<infos>{total_last}<items>
total_last: [与|同][上年|{last}年][主动|]公开的{total_last}<items>[政府|]信息相比，[总量有所变化|结构更趋合理|数量大体稳定]
total_ever: [截至年底|截至{year}年底|建站以来]，历年累计[主动公开|公开|公开发布]<infos>{total_ever}<items>
documents: <when><we>[制发|制定|印发|出台][行政|]规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件
documents: <in>[新|]制发行政规范性文件{issued}件、废止{repealed}件，[年末|目前]现行有效{in_force}件
issued: <when><we>[制发|制定|印发|出台][行政|]规范性文件[共|]{issued}[件|份]
issued: <in>[新|]制发的行政规范性文件[有|为|共]{issued}件
issued_none: <when><we>[未制发|没有制发|未制定|未出台|没有出台][行政|]规范性文件{no_issued}
repealed: <when>[清理|]废止[行政|]规范性文件{repealed}[件|份]
repealed: <in>[经清理，|]废止的[行政|]规范性文件[有|为|共]{repealed}件
in_force: [目前|年末|]现行有效的[行政|]规范性文件[共|有|为]{in_force}[件|份]
in_force: [截至年底|截至{year}年底]，[行政|]规范性文件现行有效[的有|]{in_force}件
licences: <when><we>[作出|办理|办结]行政许可[决定|]{licences}[件|宗|项]
licences: <in>行政许可[处理|]决定{licences}件
licences: <when>办理各类行政许可[事项|]{licences}[件|项]
licences_none: <when><we>[没有|未][作出|办理]行政许可[决定|]{no_licences}
penalties: <when><we>[作出|办理]行政处罚[决定|]{penalties}[件|宗]
penalties: <in>行政处罚[处理|]决定{penalties}件
penalties: <when>[依法|]实施行政处罚[共|]{penalties}[件|起]
penalties_none: <when><we>[没有|未]作出行政处罚[决定|]{no_penalties}
coercion: <when><we>[实施|作出]行政强制[决定|]{coercion}[件|宗]
coercion: <in>行政强制[处理|]决定{coercion}件
coercion_none: <when><we>[没有|未][实施|作出]行政强制[决定|]{no_coercion}
fees: <when>[收取|征收]行政事业性收费[共|]{fees}万元
fees: <in>行政事业性收费[总额|金额][为|共]{fees}万元
fees_none: <when><we>[没有|未][收取|征收]行政事业性收费{no_fees}
received: <when><we>[共|总共|][收到|受理|接收|新收]<apps>{received}{unit}
received: <in>，<we>[收到|受理|新收][群众提交的|申请人提交的|公民、法人和其他组织提出的|]<apps>[共|共计|]{received}{unit}
received: <in>[收到|受理|新收][的|]<apps>[数量|总数]为{received}{unit}
received: [{year}年1月至12月|1月1日至12月31日]，<we>[共|]收到<apps>{received}{unit}
received: <in>[共|]有{received}{unit}<apps>由{we}[受理|登记受理]
received_none: <when><we>[未收到|没有收到|未接到|没有接到]<apps>{no_received}
received_none: <when><we>[未收到|没有收到][公民、法人或其他组织提出的|群众提交的|任何]<apps>{no_received}
received_parts: <received>，其中[，|]自然人[申请|]{natural}{unit}、法人[或|和]其他组织[申请|]{orgs}{unit}
received_channels: <received>，其中[，|]<request_channels>
received_channels: <received>。从[申请|提交]方式看，<request_channels>
received_last: [上年|上年度|{last}年][收到|受理]<apps>{received_last}{unit}
received_ever: [截至年底|自受理以来]，历年累计[收到|受理]<apps>{received_ever}{unit}
carried_in: [上年|上年度|{last}年|{last}年度]结转[的|]<apps>{carried_in}{unit}
carried_in: [上年|上年度]结转[至|到]本年[继续|]办理[的|]<apps>[有|共|]{carried_in}{unit}
carried_in_none: [无|没有]上年[度|]结转[的|]<apps>{no_carried_in}
carried_in_none: 上年[度|]没有结转[的|]<apps>{no_carried_in}
handled: <when><we>[共|依法|按期|按时|][办结|答复]<apps>{handled}{unit}
handled: <in>[共|依法|已]办结[的|]<apps>[总数为|共|]{handled}{unit}
handled: <when>[依法|按期|]办结的<apps>[有|共]{handled}{unit}
handled_none: <when>[没有|无]办结的<apps>{no_handled}
handled_outcomes: <handled>，其中[，|：|]<outcomes>
handled_outcomes: <handled>。[办理结果|答复结果]为：<outcomes>
carried_out: 结转[下年|下年度|下一年度|{next}年]继续办理[的|]<apps>{carried_out}{unit}
carried_out: [年末|另|]有{carried_out}{unit}<apps>结转[下年|下年度|下一年度][继续|]办理
carried_out: [另有|]{carried_out}{unit}<apps>[因未到答复期限|尚在办理期限内]，结转[下年|下年度][继续|]办理
carried_out_none: [无|没有]结转[下年|下年度|下一年度]继续办理的<apps>{no_carried_out}
review: <when><why>[的|]行政复议[案件|]{review}[件|起|宗]
review: <when>涉及政府信息公开的行政复议[案件|]{review}件
review: <when>[被申请|收到]政府信息公开[类|]行政复议[案件|]{review}[件|起]
review_none: <when>[未发生|没有发生|没有]<why>的行政复议[案件|]{no_review}
review_corrected: <when><why>[的|]行政复议[案件|]{review}件，其中[结果|被]纠正{corrected}件
suit: <when><why>[的|]行政诉讼[案件|]{suit}[件|起|宗]
suit: <when>涉及政府信息公开的行政诉讼[案件|]{suit}件
suit: <when>[发生|被提起]政府信息公开[类|]行政诉讼[案件|]{suit}[件|起]
suit_none: <when>[未发生|没有发生|没有]<why>的行政诉讼[案件|]{no_suit}
disputes: <when><why>[的|]行政复议{review}[件|起]、行政诉讼{suit}[件|起]
disputes_none: <when>[未发生|没有发生|没有]<why>的行政复议[、|和|或]行政诉讼[案件|]{no_review}{no_suit}
fee: <in>，<we>[发出收费通知{notices}件，|][收取|实际收取][依申请公开|政府信息公开|][的|]信息处理费[共|]{fee}元
fee: 按照信息处理费[管理|收取]有关规定，<in>收取信息处理费{fee}元
fee: <in>[实际|]收取信息处理费[用|]的[总|]金额为{fee}元
fee_none: {year}年[，|]<we>[未收取|没有收取|未产生][依申请公开[的|]|政府信息公开|]信息处理费[用|]{no_fee}
fee_none: [全年|本年度][没有|未]向[任何|]申请人收取[政府信息公开|]信息处理费[用|]{no_fee}
fee_none: {year}年[度|][无|没有]信息处理费收取[情况|记录]{no_fee}

# section one: what is said beside the figures, by aspect
aspect0: [围绕|聚焦|紧扣]<topic>等[群众关心的|社会关注的|重点]领域，[及时|主动|分类]公开[政策文件|办事指南|工作进展]，[方便群众查询|让群众看得懂、用得上|回应社会期待]
aspect0: [坚持|落实]“公开为常态、不公开为例外”[的|]原则，[梳理|细化|完善]<topic>等[方面|领域]的[公开事项|公开清单|公开目录]
aspect0: [按照|落实]政务公开[标准化|规范化]要求，[调整栏目{a}个|更新公开目录{a}项|制作图解{b}期|召开专题会议{c}次]，[把|将]<topic>等内容[放在显著位置|逐项公开|集中展示]
aspect1: [规范|优化|完善]依申请公开[工作流程|办理程序|答复文书]，[落实|明确][登记、审核、办理、答复|受理、转办、审核、答复]各环节[责任|要求]，[依法保障公众知情权|确保答复有据可查|加强与申请人的沟通]
aspect1: [畅通|拓宽][当面、信函、网络|线上线下]依申请公开渠道，[安排专人|指定专人]负责，[做到件件有登记、事事有回音|依法依规办理]
aspect1: [修订|更新]依申请公开[指南|须知]，[公布|标明]受理[地点、电话和时间|方式和时限]，[就近解答群众咨询{b}次|主动做好解释说明]
aspect2: [健全|完善|严格]政府信息[发布审核|公开审查|保密审查]机制，[落实|执行][三审三校|先审后发|逐级审核]制度，[确保内容准确|防止涉密信息公开]
aspect2: [开展|组织]政府信息[清理|自查|排查]{a}次，[更新|调整]过期内容{b}处，[规范|统一]信息[格式|标题|分类]
aspect2: [建立|完善]政府信息管理台账，[明确|压实][各科室|各站所|各岗位]责任，对<topic>等信息[动态更新|分类归档|定期核对]
aspect3: [加强|做好|强化]政府信息公开平台[建设|维护|管理]，[优化栏目设置|完善检索功能|调整页面布局]，[提高|提升][查阅便利度|访问体验]
aspect3: [规范|加强]政务新媒体管理，[关停闲置账号{c}个|定期检查账号内容|落实内容保障责任]，[推动|促进][线上线下平台|各类平台]协同[发布|公开]
aspect3: [用好|建好][便民服务大厅|图书室|办事窗口]公开专区，[配备查询设备{c}台|摆放资料{a}份|方便老年人查阅]，[信息公开平台|公开平台]运行[平稳|正常]
aspect4: [强化|加强|落实]监督保障，<exam>，<opinion>，<blame>
aspect4: <exam>；<opinion>；<blame>
aspect4: [召开|组织]政务公开[培训|业务培训]{c}次、[参训|培训]{b}人次。<exam>，<opinion>，<blame>
exam: [把|将]政务公开工作纳入[年度|绩效|目标][考核|工作考核]，[按季通报|年底评分|考核结果全部合格]
opinion: [开展|组织][了|]社会评议[{c}次|]，[群众满意度较高|评议结果良好|收集意见并逐条改进]
blame: [全年|本年度|][没有|未发生|未出现|无]责任追究[情形|事项|的情形|的情况]
level: [推动|促进]全{level}政务公开工作[再上台阶|提质增效|规范运行]
level: 我{level}[主要领导|分管领导][定期听取|多次听取]政务公开工作汇报
level: 全{level}[上下|各条战线][形成|营造]了[重视|支持]公开的[良好氛围|工作格局]

# section five
weak: <in>，<we>政府信息公开工作[取得一定成效|有了新的进步]，但[还|仍|依然]存在[一些不足|以下问题]
next: [下一步|今后|{next}年]，[{we}|本机关]将[重点做好以下工作|从以下方面改进|有针对性地加以解决]
problem0: [信息更新不够及时|部分内容发布偏慢|个别栏目更新间隔较长]，[时效性有待提高|与群众期待有差距]
measure0: [明确|压实][更新|发布]时限，[实行专人跟踪|建立提醒制度|每月核对一次]，[让信息早公开|提高发布时效]
problem1: [政策解读形式偏少|解读材料不够通俗|解读与文件不同步]，[群众理解有难度|吸引力不强]
measure1: [丰富|创新]解读[形式|方式]，[多用图表和问答|邀请业务骨干讲解|同步起草解读材料]，[让群众看得懂|贴近群众需求]
problem2: [工作人员业务不熟|人员变动较频繁|经办人员多为兼职]，[业务能力需要加强|工作衔接不够顺畅]
measure2: [加强业务培训|组织专题学习|开展跟班锻炼]，[提升|提高][队伍素质|经办水平]，[做好|保证]工作[交接|衔接]
problem3: [公开渠道利用不充分|新媒体运用不够|线下公开点偏少]，[覆盖面有待扩大|部分群众知晓率不高]
measure3: [拓展|整合]公开渠道，[用好村级公示栏|增设线下查阅点|发挥新媒体作用]，[扩大|提高][覆盖面|知晓率]

# section six and the tables' sections
rest: [没有|无]其他需要[报告|说明]的事项
rest: 其他[方面|]没有需要[报告|说明]的[情况|内容]
lead: [具体情况|有关数据|详细数据][见下表|如下表]
lead: [该部分|本部分]以表格形式[报告|列示]

# preamble
basis: [本报告|本年度报告][依据|根据|按照]<law>[要求|的规定][编制|编写]。[现将|现把]{named}{named_year}年政府信息公开工作年度报告[予以公布|向社会公布]
basis: [依据|根据|按照]<law>[要求|的规定]，[现公布|特向社会公布]{named}{named_year}年[度|]政府信息公开工作年度报告
basis: [依据|根据|按照]<law>[要求|的规定]，[{named}|由{named}][编制|组织编制]了{named_year}年政府信息公开工作年度报告
law: 《中华人民共和国政府信息公开条例》[（国务院令第711号）|][和|及|以及]《{form_title}》（{notice}）
outline: [本报告|全文][由<parts>六[个|]部分组成|包括<parts>六[个|]部分|共分六[个|]部分：<parts>]
parts: 总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项
period: [本报告|报告][所列|中|][数据|各项数据]的[统计期限|统计时间][自|从]{period_year}年1月1日[起|]至{period_year}年12月31日止
period: [数据统计期限|报告期限|统计期限][为|：]{period_year}年1月1日[至|—]{also_year}12月31日
download: [本报告|报告][的|]电子版[可在|可从]本级[政府|人民政府][门户网站|网站]“政府信息公开年报”栏目[下载|查阅|下载查阅]
contact: 如对本报告[有疑问|有意见建议]，请与{agency}联系（地址：[文化|建设|解放|胜利]路{street}号，[联系|]电话：{phone}[，邮编：000000|]）

# titles, headings and furniture
title: {agency}/{year}年政府信息公开工作年度报告
title: {agency}{year}年/政府信息公开工作年度报告
title: {agency}{year}年度政府信息公开工作年度报告
title: {year}年{agency}政府信息公开工作年度报告
title: {year}年度{agency}政府信息公开工作年度报告
title: {agency}{year}年政府信息公开[年度报告|工作年报|年报]
title: {agency}{year}年政务信息公开[工作|]年度报告
heading1: [总体概述|概述|工作基本情况|政府信息公开工作的基本情况|{year}年政务公开总体情况]
heading2: [行政机关主动公开政府信息情况|主动公开信息情况]
heading3: [行政机关收到和处理政府信息公开申请情况|收到和处理政府信息公开申请的情况]
heading4: [因政府信息公开工作被申请行政复议、提起行政诉讼情况|政府信息公开行政复议[及|和|]行政诉讼情况]
heading5: [政府信息公开工作存在的主要问题及改进情况|存在[的主要|的|]问题[及改进情况|和改进措施|及改进措施]]
heading6: [其它报告事项|其他报告事项|其他事项|其他需要报告的事项]
name0: 主动公开[|情况|政府信息|政府信息情况]
name1: 依申请公开[|情况|政府信息情况]
name2: 政府信息[管理|管理情况|资源管理]
name3: [政府信息公开平台建设|平台建设|平台建设情况|信息公开平台建设]
name4: [监督保障|监督保障情况|监督和保障]
crumbs: [当前位置：|您现在所在的位置：|]首页 > [政务公开|政府信息公开] > [政府信息公开年报|法定主动公开内容 > 年报]
posted: 发布时间：{date}[  来源：{agency}|][  浏览次数：{hits}|][  字体：[ 大 中 小 ]|]
posted: 发布日期：{date}
buttons: 【打印】【关闭】
buttons: 打印本页 关闭窗口
buttons: 打印 关闭
rights: 版权所有：{agency}
rights: 主办单位：{agency} [网站地图|联系我们]
rights: Copyright © {agency} 版权所有
"""  # noqa: E501


def _by_name(text: str) -> dict[str, tuple[str, ...]]:
    """The templates of lines `name: template` by name; blank lines and comments are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for name, template in re.findall(r"^(\w+): (.*)$", text, re.MULTILINE):
        found[name] = (*found.get(name, ()), template)
    return found


WORDINGS = _by_name(_WORDINGS)

_CALL = re.compile(r"<(\w+)>")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_SYNTAX = re.compile(r"<\w+>|[\[\]|]")


def worded(template: str, random: Random, lists: Mapping[str, str] | None = None) -> str:
    """A template with every call and choice decided; fields stay. `lists` are templates made for one report."""
    while call := _CALL.search(template):
        options = [lists[call[1]]] if lists and call[1] in lists else WORDINGS[call[1]]
        template = template[: call.start()] + random.choice(options) + template[call.end() :]
    while "[" in template:
        template = _CHOICE.sub(lambda choice: random.choice(choice[1].split("|")), template)
    return template


@cache
def variety(template: str) -> int:
    """In how many ways a template can be worded.

    >>> variety("[a|b|]c[d|[e|f]]")
    9
    """
    sums: list[int] = []
    products = [1]
    for sign in _SYNTAX.findall(template):
        if sign == "[":
            sums.append(0)
            products.append(1)
        elif sign in "|]":
            sums[-1] += products.pop()
            if sign == "|":
                products.append(1)
            else:
                products[-1] *= sums.pop()
        else:
            products[-1] *= sum(map(variety, WORDINGS.get(sign[1:-1], ("",))))
    return products[0]


# ── The decisions that make one report ───────────────────────────────────────────────────────────────────────────────


class Added(NamedTuple):
    """A sentence more at the end of an aspect of section one, with other figures and words than the report's."""

    aspect: int
    kind: str
    figures: tuple[tuple[str, Decimal], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


class Planted(NamedTuple):
    """What the checks must find: a rule, the cells or narrative concepts and the section concerned, the text at fault.

    `follows` are rules that this fault must offend as well, `doubts` such as it must once blanks are read as 0, `may`
    such as it may.
    """

    rule: str
    concepts: tuple[str, ...] = ()
    section: int | None = None
    text: str = ""
    follows: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Draft(NamedTuple):
    """Everything that makes one report; a fault is a draft changed in one place.

    No sentence states a cell of `silent`. `words` replace words of the wordings, `printed` what cells show; `missing`
    are sections left out, `without` is a column of table three left out, `reshaped` changes the printed tables,
    `rewritten` the words.
    """

    seed: int
    report: Filled
    agency: Agency
    silent: frozenset[Concept] = frozenset()
    added: tuple[Added, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    missing: frozenset[int] = frozenset()
    printed: tuple[tuple[Concept, str], ...] = ()
    without: str = ""
    reshaped: Callable[[tuple[Sheet, ...]], tuple[Sheet, ...]] = tuple
    rewritten: Callable[[Story], Story] = lambda story: story

    def stream(self, key: str) -> Random:
        """Random numbers of their own for every part of the report."""
        return Random(f"{self.seed}:{key}")


# ── The story ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Said(NamedTuple):
    """A figure stated in the prose; `period` is this_year, last_year or cumulative."""

    concept: str
    value: Decimal
    period: str


class Sentence(NamedTuple):
    """A sentence without its full stop, what it states, and the cells of the tables that this rests on."""

    text: str
    said: tuple[Said, ...] = ()
    cells: frozenset[Concept] = frozenset()


class Told(NamedTuple):
    """What a reader must find in the words of a report, as printed.

    `parent` is the county printed before the agency's name, `published` an ISO date, "" where none is printed.
    `sections` holds the prose by number (0 for the preamble), paragraphs on lines, tables and signature left out.
    """

    entity: str
    agency: str
    parent: str
    kind: str
    year: int
    published: str
    title: str
    sections: dict[int, str]
    statements: tuple[Said, ...]


class Story(NamedTuple):
    """A report in words: what it tells, its lines in order, and the rules that its own wording may offend.

    `title` has one line or two; `before` stands above it, `under` between it and the body, `after` below the signature.
    """

    told: Told
    before: tuple[str, ...]
    title: tuple[str, ...]
    under: tuple[str, ...]
    headings: dict[int, str]
    signature: tuple[str, ...]
    after: tuple[str, ...]
    odd: frozenset[str]


_HAN = "一二三四五六"
_NUMBERING = ("{han}、{title}",) * 9 + ("{han}、 {title}", "{han} 、{title}", "{han}.{title}", "{n}.{title}")
_ASPECTS = (
    "（{han}）{name}\n",
    "（{han}）{name}。",
    "（{han}）{name}：",
    "({han}) {name}: ",
    "{n}.{name}。",
    "在{name}方面，",
    "",
)
_ORDINALS = (("一是", "二是", "三是"), ("第一，", "第二，", "第三，"), ("首先，", "其次，", "此外，"))


def story(draft: Draft) -> Story:
    """The words of a draft."""
    random, missing = draft.stream("story"), draft.missing
    words, told = words_of(draft), figures_of(draft)
    numbering = random.choice(_NUMBERING)
    official = random.random() < 0.6
    figures = _figures(draft, told, words)
    aspects, subheads = _aspects(draft, told, words, figures)
    fee = [sentence(draft, "fee" if told["fee"] or random.random() < 0.4 else "fee_none", told, words)]
    rest = [sentence(draft, "rest", told, words)] * random.randint(0, 1)
    leads = {n: [sentence(draft, "lead", told, words, f"lead{n}")] * (random.random() < 0.2) for n in (2, 3, 4)}
    paragraphs = {
        0: _preamble(draft, words),
        1: aspects,
        **{number: [_joined(lead)] for number, lead in leads.items()},
        5: _problems(draft, words),
        6: [_joined([*fee, *rest])],
    }
    kept = {number: lines for number, lines in paragraphs.items() if number not in missing and (number or lines)}
    headings = {}
    for section in draft.report.form.sections:
        title = section.title if official else _filled(f"<heading{section.number}>", draft.stream(section.key), words)
        headings[section.number] = numbering.format(han=_HAN[section.number - 1], n=section.number, title=title)
    standard = random.random() < 0.5
    title = "{agency}{year}年政府信息公开工作年度报告" if standard else "<title>"
    lines = tuple(_filled(title, draft.stream("title"), words).split("/"))
    posted, signed, framed = (random.random() < 0.5 for _ in range(3))
    agency, year = draft.agency, draft.report.year
    stating = [*(one for aspect in figures for one in aspect)] * (1 not in missing) + fee * (6 not in missing)
    whole = Story(
        told=Told(
            entity=agency.name,
            agency=agency.printed,
            parent=agency.parent,
            kind=agency.kind,
            year=year,
            published=words["iso"] if posted or signed else "",
            title="".join(lines),
            sections={number: "\n".join(texts) for number, texts in kept.items()},
            statements=tuple(said for one in stating for said in one.said),
        ),
        before=tuple(_some(draft, words, "crumbs")) if framed else (),
        title=lines,
        under=tuple(_some(draft, words, *["posted"] * posted, *["buttons"] * framed)),
        headings={number: heading for number, heading in headings.items() if number not in missing},
        signature=(agency.printed, words["date"]) if signed else (),
        after=tuple(_some(draft, words, "buttons", "rights")) if framed else (),
        odd=frozenset(
            rule
            for rule, found in {
                "B-01": not standard,
                "B-07": "电话" not in "".join(kept.get(0, [])),
                "C-02": not numbering.startswith("{han}、") or subheads.startswith("{n}"),
                "C-03": not subheads,
                "C-08": 0 not in kept,
                "C-09": any(value for cell, value in draft.report.values.items() if cell.column == "corrected"),
                "D-12": not any(draft.report.values.values()),
                "D-13": bool(told["misc"]),
            }.items()
            if found
        ),
    )
    return draft.rewritten(whole)


def words_of(draft: Draft) -> dict[str, str]:
    """The words that the wordings of a draft may ask for."""
    random, year, agency = draft.stream("words"), draft.report.year, draft.agency
    day = random.randint(5, 28)
    notice = ("试行" if year < 2021 else "", "〔2019〕60号" if year < 2021 else "〔2021〕30号")
    words = {
        "year": str(year),
        "last": str(year - 1),
        "next": str(year + 1),
        "agency": agency.printed,
        "level": agency.level,
        "we": random.choice("我本") + agency.level,
        "unit": random.choices("件份条宗项", (10, 2, 2, 1, 1))[0],
        "numerals": random.choices(("plain", "commas", "wide", "han"), (14, 2, 2, 2))[0],
        "form_title": f"中华人民共和国政府信息公开工作年度报告格式{f'（{notice[0]}）' if notice[0] else ''}",
        "notice": f"国办公开办函{notice[1]}",
        "named": agency.printed,
        "named_year": str(year),
        "period_year": str(year),
        "iso": f"{year + 1}-01-{day:02}",
        "date": random.choice((f"{year + 1}年1月{day}日", f"{year + 1}-01-{day:02}")),
        "street": str(random.randint(1, 300)),
        "phone": f"0000-{random.randrange(10**6, 10**7)}",
        "hits": str(random.randrange(1, 3000)),
        "notices": str(random.randint(1, 3)),
        **dict(draft.words),
    }
    return words | {"also_year": random.choice(("", words["period_year"] + "年"))}


def sentence(draft: Draft, kind: str, told: Mapping[str, Decimal], words: Mapping[str, str], key: str = "") -> Sentence:
    """A sentence of a kind in a wording drawn for it; `key` tells it from another sentence of the same kind."""
    random = draft.stream(key or kind)
    lists = {
        "channels": _listed(CHANNELS, told, random, random.choice(("#", "通过#公开", "#发布", "在#发布"))),
        "outcomes": _listed(OUTCOMES, told, random, random.choice(("#", "#的"))),
        "request_channels": _listed(REQUEST_CHANNELS, told, random, "#"),
    }
    text = worded(f"<{kind}>", random, lists)
    fields = [
        (name.removeprefix("no_").removesuffix("_last").removesuffix("_ever"), name) for name in _FIELD.findall(text)
    ]
    return Sentence(
        _FIELD.sub(lambda field: _shown(field[1], told, words), text),
        tuple(
            Said(FIELDS[field], Decimal(0) if name.startswith("no_") else told[name], _period(name))
            for field, name in fields
            if field in FIELDS
        ),
        frozenset(concept for field, _ in fields for concept in _sources(draft.report.form, field)),
    )


def _listed(names: Mapping[str, str], told: Mapping[str, Decimal], random: Random, around: str) -> str:
    """A template that lists figures which add up to a whole; zeros may be left out."""
    zeros = random.random() < 0.3 and all(name in told for name in names)
    unit = "{unit}" if names is not CHANNELS else "条"
    shown = [name for name in names if name in told and (told[name] or zeros)]
    return "、".join(f"{around.replace('#', names[name])}{{{name}}}{unit}" for name in shown)


def _shown(field: str, told: Mapping[str, Decimal], words: Mapping[str, str]) -> str:
    if field.startswith("no_"):
        return ""
    return words[field] if field in words else numeral(told[field], words["numerals"])


def _period(name: str) -> str:
    return "last_year" if name.endswith("_last") else "cumulative" if name.endswith("_ever") else "this_year"


def _figures(draft: Draft, told: Mapping[str, Decimal], words: Mapping[str, str]) -> list[list[Sentence]]:
    """The sentences with figures by aspect of section one: none that states a silent cell, and the added ones."""
    aspects = [[sentence(draft, kind, told, words) for kind in kinds] for kinds in _kinds(draft, told)]
    spoken = [[one for one in sentences if not one.cells & draft.silent] for sentences in (*aspects, [], [], [])]
    for added in draft.added:
        one = sentence(draft, added.kind, {**told, **dict(added.figures)}, {**words, **dict(added.words)}, "added")
        spoken[added.aspect].append(one)
    return spoken


def _kinds(draft: Draft, told: Mapping[str, Decimal]) -> tuple[list[str], list[str]]:
    """Which figures aspects one and two state, and whether zeros are said in words."""

    def stated(kind: str, often: float = 1.0) -> list[str]:
        random = draft.stream("whether " + kind)
        if kind not in told or random.random() >= often:
            return []
        return [kind + "_none" if not told[kind] and random.random() < 0.6 and kind + "_none" in WORDINGS else kind]

    def either(field: str, *kinds: str) -> list[str]:
        return [draft.stream("how " + field).choice(kinds)] if told[field] else stated(field, 0.8)

    def more(kind: str, often: float) -> list[str]:
        return [kind] * (draft.stream("whether " + kind).random() < often)

    singly = [
        kind
        for field, often in (("issued", 0.8), ("repealed", 0.5), ("in_force", 0.6))
        for kind in stated(field, often)
    ]
    documents = draft.stream("documents").choice((["documents"], singly)) if "issued" in told else []
    acts = [kind for field in ("licences", "penalties", "coercion", "fees") for kind in stated(field, 0.4)]
    disputes = (
        ["disputes" if told["review"] or told["suit"] else "disputes_none"]
        if draft.stream("disputes").random() < 0.5
        else [*(["review_corrected"] if told["corrected"] else stated("review")), *stated("suit")]
    )
    return (
        [
            *either("total", "total", "total_channels"),
            *more("total_last", 0.2),
            *more("total_ever", 0.15),
            *documents,
            *acts,
        ],
        [
            *(either("received", "received", "received_parts", "received_channels") or ["received"]),
            *more("received_last", 0.15),
            *more("received_ever", 0.1),
            *stated("carried_in", 0.7),
            *either("handled", "handled", "handled_outcomes"),
            *stated("carried_out", 0.7),
            *disputes,
        ],
    )


def _aspects(
    draft: Draft, told: Mapping[str, Decimal], words: Mapping[str, str], aspects: list[list[Sentence]]
) -> tuple[list[str], str]:
    """Section one in paragraphs, and how its aspects are headed."""
    random = draft.stream("aspects")
    style = random.choice(_ASPECTS)
    lines: list[str] = []
    for number, figures in enumerate(aspects):
        filler = [sentence(draft, f"aspect{number}", told, words)]
        filler += [sentence(draft, "level", told, words)] * (number == 4 and random.random() < 0.5)
        name = _filled(f"<name{number}>", draft.stream(f"name{number}"), words)
        name = name.removesuffix("情况") if "方面" in style else name
        head = style.format(han=_HAN[number], n=number + 1, name=name)
        first, second = (figures, filler) if number < 2 and random.random() < 0.3 else (filler, figures)
        lines += (head + _joined([*first, *second])).split("\n")
    return lines, style


def _problems(draft: Draft, words: Mapping[str, str]) -> list[str]:
    random = draft.stream("problems")
    chosen = random.sample(range(4), random.randint(2, 3))
    sides = []
    for opening, kind in (("weak", "problem"), ("next", "measure")):
        items = [_filled(f"<{kind}{n}>", random, words) for n in chosen]
        marks = random.choice(_ORDINALS)
        listed = "；".join(mark + item for mark, item in zip(marks, items, strict=False))
        sides.append(_filled(f"<{opening}>", random, words) + random.choice(("：", "。")) + listed + "。")
    heads = random.choice(
        (("", ""), ("", ""), ("（一）存在的主要问题\n", "（二）改进措施\n"), ("（一）主要问题。", "（二）改进情况。"))
    )
    return "\n".join(head + side for head, side in zip(heads, sides, strict=True)).split("\n")


def _preamble(draft: Draft, words: Mapping[str, str]) -> list[str]:
    random = draft.stream("preamble")
    often = {"basis": 1.0, "outline": 0.6, "period": 0.8, "download": 0.4, "contact": 0.6}
    pieces = [f"{_filled(f'<{kind}>', random, words)}。" for kind, much in often.items() if random.random() < much]
    if random.random() < 0.2:
        return []
    return pieces if random.random() < 0.3 else ["".join(pieces)]


def _some(draft: Draft, words: Mapping[str, str], *kinds: str) -> Iterable[str]:
    return (_filled(f"<{kind}>", draft.stream("page " + kind), words) for kind in kinds)


def _filled(template: str, random: Random, words: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: words[field[1]], worded(template, random))


def _joined(sentences: Iterable[Sentence]) -> str:
    return "".join(one.text + "。" for one in sentences)

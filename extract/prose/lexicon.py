r"""The words by which prose tells its figures: knowledge, and no code that reads. What they mean together: `phrases`.

Every entry of `LEXICON` is a word of our own: its name and what it means, and below it the wordings that stand for it,
as regular expressions over squeezed text; `<count>` is a piece of `PIECES`. Where several entries match, the first one
counts. `nothing` says nothing and vanishes; what no entry matches is `unknown`.
"""

from __future__ import annotations

from extract.text import CHINESE_DIGITS, SIZE, bases_of

# ── What words mean ──────────────────────────────────────────────────────────────────────────────────────────────────

CONCEPTS = {
    "total_proactive": "narrative.proactive_total",
    "total_published": "narrative.proactive_total",
    "total_unnamed": "narrative.proactive_total",
    "website": "narrative.channel.website",
    "wechat": "narrative.channel.wechat",
    "weibo": "narrative.channel.weibo",
    "video": "narrative.channel.video",
    "board": "narrative.channel.board",
    "gazette": "narrative.channel.gazette",
    "elsewhere": "narrative.channel.other",
    "received": "requests.received.total",
    "received_or_handled": "requests.received.total",
    "natural_person": "requests.received.natural_person",
    "carried_in": "requests.carried_in.total",
    "handled": "requests.handled.total",
    "granted": "requests.granted.total",
    "partial": "requests.partially_granted.total",
    "denied": "requests.denied",
    "unable": "requests.unable",
    "rejected": "requests.rejected",
    "other_outcome": "requests.other",
    "carried_out": "requests.carried_out.total",
    "online": "narrative.request_channel.online",
    "in_person": "narrative.request_channel.in_person",
    "letter": "narrative.request_channel.letter",
    "otherwise": "narrative.request_channel.other",
    "review": "disputes.review.total",
    "corrected": "disputes.review.corrected",
    "suit": "disputes.suit",
    "norms_issued": "proactive.normative_documents.issued",
    "norms_repealed": "proactive.normative_documents.repealed",
    "norms_in_force": "proactive.normative_documents.in_force",
    "licences": "proactive.licences.decisions",
    "penalties": "proactive.penalties.decisions",
    "coercion": "proactive.coercion.decisions",
    "fees": "proactive.fees.amount",
    "processing_fee": "narrative.processing_fee_yuan",
}
"""The words that a figure can belong to, and the concept that it then states."""

# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

ABOUT = "(?:约|近|逾|超过?|超出|将近|接近|大约|不少于|至少|突破)?"
_NO_CASES = "个(?:工作日|自然日|月|部门|单位|村|社区|乡镇|街道|小时)"
COUNT = rf"(?:(?!{_NO_CASES})(?:[条件]\(次\)|{bases_of('cases')}))"
PIECES = {
    "about": ABOUT,
    "count": COUNT,
    "other_unit": f"(?:{bases_of('others')})",
    "size": SIZE,
    "year": r"(?:20\d\d年)",
    "to": "(?:至|到|[-—–~]+)",
    "digits": (rf"{ABOUT}(?:\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+)(?:\.\d+)?[余多几]?(?:百万|千万|[万亿千百])?[余多几]?"),
    "numeral": (
        rf"{ABOUT}(?<![第{CHINESE_DIGITS}])[一二三四五六七八九两零十廿壹贰叁肆伍陆柒捌玖][0{CHINESE_DIGITS}]*[余多]?"
    ),
    "how_many": r"(?:总数量|总件数|总条数|总数|总量|数量|数目|件数|条数|篇数|数(?=[为共是均分:达\d]))?",
    "kinds": (
        "(?:各类别?|各项|各种|各领域|各方面|多类|多项|大量|相关|有关|全部|所有|主动公开|应公开|应主动公开|应当公开)"
    ),
    "public": "(?:政府信息公开|政务信息公开|政府公开|政务公开|政府|政务|公共)",
    "news": "信息(?!处理|公开|化|员|系统|平台|中心|科|栏|网|技术|安全|管理)(?:内容|事项|数据)?",
    "decided": "(?:的|类|答复|决定|情形|信息|处理|申请)",
    "whose": "(?:[县市区省镇乡州旗局]|街道)?(?:人民)?(?:政府|政务|官方|部门|单位)?",
    "site": "(?:信息公开|政务公开|政府信息公开)?(?:门户)?(?:网站|官网|门户网|政府网)(?:群)?",
    "who": "(?:任何)?(?:公民|自然人|个人|企业|单位|社会组织|组织|法人(?:组织)?|群众|社会公众|公众)",
    "until": "(?:期限|时限|期)(?:届满|范围内|之内|内)?",
    "then_carried": "(?=,?(?:已|将|均|依法|按规定)*结转)",
    "about_disclosure": (
        r"(?:(?:(?:由于|因为|因|由|涉及|涉|关于|有关|针对|对|与|就)不?服?"
        r"\p{Han}{1,6}(?:镇|乡|街道|[局县区市])(?:人民政府|政府|办事处)?(?:的|作出的|有关|相关)*"
        r"|(?:由于|因为|因|由|涉及|涉|关于|有关|针对|对|与|就)?不?服?(?:[我本]\p{Han}{1,4}?(?:的|作出的|有关|相关)*)?)"
        r"(?:政府信息依申请公开|政府信息公开|政务信息公开|政务公开|信息公开|依申请公开|政府信息|公开(?=引发|引起|产生))"
        r"(?:工作|申请|答复|办理|事务|事项|行为|问题|案件|公开|类|相关|有关|方面|领域|的)*|(?:针对|对)[我本]\p{Han}{1,4}?的)"
    ),
    "dispute": "(?:行政)?(?:复议|诉讼)(?:申请|案件|案|的)*",
    "brought": (
        r"(?:(?:所|而|并)?(?:引发|引起|导致|产生|发生|出现|造成|提起|申请|提出"
        r"|被(?:[^,;:|()\d]{0,12}?(?:申请|提起|提出))?)的?)*"
    ),
    "caused": "(?:<about_disclosure>?<brought>的?)",
}
"""Parts of wordings. `caused`: that a dispute came of disclosure, or no word of what it came of."""

LEXICON = r"""
nothing: by which law
    (?:按照|根据|依据|依照)《[^《》]*》(?:第[^,;:|()\d]{1,5}条)?(?:的?(?:规定|要求))?
website: a website that is named
    《[^《》]*(?:政府|政务)[^《》]*网站?》
unknown: what only looks like a figure or a word of ours
    (?:党务|村务|财务|三务|校务|厂务|警务)公开(?!栏|牌|墙)(?:专栏|平台|网站?|专区)?
    《[^《》]*》
    每[件份页条张次][^,;:|()]*
    第[一二三四五六七八九十百\d]+(?:[条项款章届次号批]|季(?!度))
    [\[(]\d{4}[\])]第?\d*号?
    \d+号
    12345(?!\d|<count>)(?:热线)?
unknown: what is only about to be published, or was made since another year
    (?:对|将)?20\d\d年以来(?:制定|印发|出台|制发)的
    拟(?:对外|主动)*(?:公开|发布)的?(?:政府)?信息
nothing: how an account is called, and where on a site
    某+
    (?:专栏|栏目|板块|专题|专区)(?=[共累]?计?(?:发布|公开|更新))
    处理决定数量?(?=[为:\d])
nothing: enumerators, and brackets without any figure
    \([一二三四五六七八九十\d]{1,2}\)
    ^\d{1,2}[.|,](?!\d)
    ^[一二三四五六七八九十]{1,2}[|,.]
    [一二三四五六七八九十]是
    \((?![^()]*(?:\d|[零未没]|无(?!正当|理由|法律|关)|[一二两三四五六七八九十]+[件条份宗起例项]))[^()]*\)

# Years and days.
glued: a figure glued to a year
    \d+(?:19|20)\d\d年(?!\d{0,2}月)
many_years: several years together
    历年(?:来)?
    历史上?
    多年来
    近[一二两三四五六七八九十几\d]+年(?:来)?
    往年(?!同期)
    [二两三四五六七八九十几]年(?:来|间)
    十[一二三四五六七]五(?:期间|时期|以来)
    (?:19|20)\d\d年?<to>(?:19|20)\d\d年(?!\d)
this_year: the year reported on
    (?:今年|本年度?|一年)以?来(?!自)
year_end: up to the end of a year
    (?:截?[至止]到?|到)(?:<year>?12月(?:份|底|末|31日)?|(?:<year>年?|年)[底末])止?
part_of_year: since a month of it
    自<year>?\d{1,2}月(?!\d)[^,;:|()]{0,12}以来
so_far: up to a day
    截[至止]到?<year>?\d{1,2}月(?:份|底|末)?(?:\d{1,2}[日号])?止?
    截[至止][^,;:|()]{0,12}?(?:日|底|末|目前|现在|年[底末]?|时)
    累计
    自[^,;:|()]{0,14}以来
    [自从][^,;:|()]{0,24}至今
    20\d\d年度?以来
this_year: all of the year reported on, by its months
    (?:自|从)?<year>?1月(?:份|1日)?(?:起)?<to><year>?12月(?:份|31日|底|末)?(?:止|期间)?
    (?:自|从)?<year>?1<to>12月(?:份)?
nothing: the end of a year, by which something was done
    (?:于|在)?<year>?12月31日(?:之?前|止)
part_of_year: a part of a year, whose figures are no figures of the year
    [上下]?半年(?:起|以来|开始)?
    [本该](?:季度|月(?!\d))
    (?:去年|上年)(?:此时|同月|年?[底末初])
    自<year>?\d{1,2}月(?:份|\d{1,2}日)?起(?!至)
    前(?:\d{1,2}|[一二三四五六七八九十]+)个月
    年初[至到](?!今)[^,;:|()]{1,6}[月底末]
    年[中末](?=集中|突击)
    (?:前|第)?[一二三四]季度(?:起|以来|开始)?
    (?:每|平均每|月均|日均|季均|周均)(?:个?[月日天周年季]度?)?
    <year>?年初(?!以?来)
    (?<!报告|统计|本|年度)期间
    <year>?\d{1,2}(?:月份?)?(?:\d{1,2}日)?<to>\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?
    <year>?\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)?(?:\d{1,2}[日号])?(?!\d*<count>)
    [一二三四五六七八九十]{1,2}月份?(?:[一二三四五六七八九十]{1,3}日)?
nothing: years that no figure is of
    (?:在|与)?(?:20\d\d年|去年|上一?年度?)(?:的)?(?:工作)?(?:的)?基础上
    (?:20\d\d年度?)(?=[^,;:|()\d]{0,12}(?:要点|方案|通知|计划(?!主动|公开|发布)))
year: a year, whichever it is
    (?:19|20)\d\d(?:年度?|度)(?:末|底|初|内|全年)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?
    [一二][0零九][0零一二三四五六七八九]{2}年度?
    (?:19|20)\d\d(?=\p{Han})(?![万亿千百余多年月]|<count>|元)
nothing: months and days
    \d{1,2}月(?:份|底|末)?(?:\d{1,2}[日号])?
    \d{1,2}[日号]
    [一二三四五六七八九十]{1,3}(?:月份?|日)
other_figure: a date that lost something
    \d{3,}[月日]\d*[月日]?
last_year: the year before
    上年同期
    去年同期
    (?:上一?年度?|前一?年|去年)(?:全年)?
    同期
this_year: the year reported on
    今年
    本年度?
    全年
    当年
    年内
    年度内
next_year: the year after, and what is only planned or asked for
    每年(?!度)
    每个?(?:单位|部门|村|社区|站所|乡|镇|人)
    (?:目标|任务)(?:为|是)
    [到至]下一?年度?
    计划(?=(?:主动)?(?:公开|发布)(?:各类)?(?:政府|政务)?信息\d)
    预计
    力争
    下一?年度?
    次年度?
    明年
    来年

# Figures.
nothing: in how many kinds
    (?:\d+|[一二三四五六七八九十]+)[余多]?(?:大类|个?类别?|个领域|[个种大](?:渠道|平台|方式|载体))
money: a sum of money
    (?:<digits>|<numeral>)<size>?元(?!化)
other_figure: how many accounts or boards something was published on
    <digits>个(?=,(?:[共累总]计?)?(?:发布|推送|公开|更新))
counted: a figure with a unit that counts
    (?:<digits>|<numeral>)<count>(?:[余多](?=[,;|)]|$))?(?:以上|左右)?
bare: a figure without any unit
    <digits>(?=[,;|()]|其中|分别)
other_figure: a figure of something else
    更新了?<digits>[次期](?=[,;])
    <digits>(?:<other_unit>|[%‰张天家名户笔])?
none: a word for no figure at all
    (?:为|是|有)?(?:无|零|没有|零发生|零申请|零受理)(?=[,;|)]|$)
    (?:未|没有)(?:发生|产生|收到|涉及|出现|受理|接到)(?:过)?(?:此类|相关|该类)?(?:情况|情形|问题|案件)?(?=[,;]|$)

# What holds a sentence together.
comma: ,
    ,
    \.(?!\d)
semicolon: ;
    ;
colon: :
    :
open: (
    \(
close: )
    \)
as_well: and, of verbs
    并且
    且
    并(?!未|无|没)
of_which: parts follow
    其中
    包括
    包含
    内含
    含
    另有
and_other_channels: the channels named are not the only ones
    等(?:[一二两三四五六七八\d]+[个种类大]|多种|多个|多元化?|各类|各种|各个|线上|线下|主要|多|各)*(?:渠道|平台|方式|载体|媒介|媒体|形式|途径|新媒体)+
    多(?:种|个)?(?:渠道|平台|方式)
    各[类种个大级]?(?:公开|发布|信息|线上|线下)?(?:渠道|平台|方式|载体|媒介|媒体|途径)
and_other_information: what is named is not all that was published
    等(?:<kinds>|重点|方面|领域|内容|类别?|事项|的)+<public>*的?<news><how_many>
    等<public>*<news>(?=共|总计|合计|累计|<how_many>为?\d)
    等(?:共计?|总计|合计)?(?=\d+余?条)
nothing: to how much a figure grew
    (?:增加|增长|增多|减少|下降|降低|上升|提高|提升)(?:[到至]了?|为)(?=\d)
    [增减降升][至到](?=\d)
compared: by how much a figure differs from another
    (?:同比|环比|相比|对比|净)?(?:增加|增长|增多|增幅|减少|下降|降幅|降低|上升|提高|提升|翻了?|多出|少了)了?
    同比
    环比
    相比
    [较比](?=上|去|前|20|同|往)
    持平
each: every word before has this figure
    均(?!已公开)
    皆
    都
    各(?!类|项|种|级|部|单|镇|乡|街|股|站|科|处|个|领|方|村|有关)
in_order: as many figures as words, in their order
    分别
    依次
nothing: by whatever means
    (?:以|通过)(?:(?:书面|当面|现场|网络|网上|信函|邮寄|传真|电子邮件|口头)[|和或及]?){2,}等?(?:形式|方式|渠道|途径)(?:提交|提出|递交)的?
    任何(?:(?:书面|当面|现场|网络|网上|信函|口头)[|和或及]?)+(?:形式|方式)?的?(?=申请)
    (?:以|通过)?(?:(?:书面|当面|现场|网络|网上|信函|邮寄|传真|电子邮件|口头)[|和或及]?)*等?任何(?:形式|方式|渠道)
by_way_of: a channel follows
    通过
    依托
    利用
    借助
    运用
    采用
    采取
    以(?=[^,;|\d]{1,8}(?:方式|形式))
    在(?=[^,;\d]{1,40}(?:发布|公开|公示|公布|更新|推送|上传|刊[登发载]|播[发出放]|登载|张贴))
in_total: the figure is a total
    共计
    总计
    合计
    总共
    一共
    共有
    总数
    总量
    计(?=\d)
    共(?!同|享|产[党主]|和|建|治|青|振|性)
not: not
    (?:尚|暂|均|从|并|都|也)?(?:未|没有|无)(?:发生|出现|收到|产生|有)?(?:过)?一[例起件宗个次条]
    无人(?=申请)
    (?:尚|暂|均|从|并|都|也)?(?:未(?!来|成年|经|办结)[有曾]?|没有?(?!收))
    不存在(?=[^,;:|()\d]{0,24}(?:复议|诉讼|收费|申请))
    不涉及(?=行政|复议|诉讼)
    零(?=(?:行政)?(?:复议|诉讼))
    (?:尚|暂|均|从|并|都|也)?无(?!法|正当|需|误|障|线|锡|序|偿|论|关|故|效|缝|纸|人|不(?!予))
    没(?=收)

# Requests.
nothing: why something is carried over
    (?:因|由于)?(?:尚|仍|还|均|都)*(?:未(?:到|满|超过?|届)|在|处于)(?:法定|规定)?的?(?:答复|办理|处理|办结|回复)的?<until>
    (?:因|由于)?(?:尚|暂|仍|还|均)*(?:未(?:办结|答复|到期)|正?在(?:办理|处理)(?:过程)?中?|正在审查)<then_carried>
long_unknown: not handled, or not in time
    未办结的?
    (?:超期|逾期|超时|延期)(?:未)?(?:办结|答复|办理|回复)*的?
carry_over: from one year to another
    (?:结转|转结|接转|顺延|延续|延至|转入|转至)(?:到|至|入|为)?(?:的)?(?:件(?!次|数))?
processing_fee: fees for answering requests
    与(?:政府)?信息公开(?:相|有)关的(?:费用|收费)
    依申请公开的?(?:任何|相关)*费用
    因(?:政府)?信息公开而?收取的?(?:任何|相关)*费用
    (?:政府)?信息公开费用?(?=\d|为|共|[;,]|$)
    (?:依申请(?:公开|提供)(?:政府)?信息|政府信息公开)(?:工作)?的?(?:实际)?(?:收取|收费)的?(?:总)?(?:费用|金额|情况)?
application: an application for information
    (?:对)?(?:依申请公开(?:的)?)?(?:政府|政务)?信息(?:依申请)?公开(?:方面|类)?的?申请(?:办理)?(?:事项|件|书(?!面)|表|量)?<how_many>
    (?:政府信息|政务信息|信息)?依申请公开(?:的)?(?:政府信息|政务信息|信息)?(?:公开)?的?(?:申请(?!人)(?:书(?!面)|表|量|件)?|(?:办理)?事项(?:办理件)?|办理件|办件量?|件(?!数)|案件)<how_many>
    (?:政府|政务)?信息依申请公开<how_many>
    依申请公开(?:的)?(?:政府|政务)?信息(?=为?(?:零|无|0件))
    公开申请(?:事项|件)?<how_many>
    申请(?:总数量?|总量|总件数)
    申请公开(?:的?(?:政府|政务)?信息|的?事项|件)<how_many>
    依申请(?:政府|政务)?信息公开(?:申请)?(?:件|事项|书)?<how_many>
    依申请公开(?:办理|受理)(?=[;,]|$)
    依申请公开(?:工作|方面)(?=零)
    (?:公民|群众|个人)申请公开(?=[;,]|$)
    (?:政府|政务)?信息公开(?=零(?:申请|受理))
    (?:要求(?:公开|获取)(?:政府|政务)?|(?:公开|获取)(?:政府|政务))信息的?申请<how_many>
    (?:公民)?申请(?:公开(?:政府|政务)?信息|(?:政府|政务)?信息公开(?!的?(?:行政)?(?:复议|诉讼)))(?:事项)?<how_many>
on_request: 依申请公开
    依申请公开(?!的?(?:政府)?信息处理费|(?:办理|申请)?(?:系统|平台))(?:的)?(?:政府信息|政务信息|信息(?!公开|处理)|类)?<how_many>
denied: refused
    不予公开<decided>*
    不同意公开(?:答复|的)*
partial: granted in part
    (?:予以|同意)?部分公开<decided>*
granted: granted
    (?:予以|同意)公开(?!栏)<decided>*
    全部公开(?=\d)
unable: cannot be provided
    无法提供<decided>*
rejected: not dealt with
    不予处理(?:的|类|答复|决定|情形|申请)*
other_outcome: dealt with otherwise
    其[他它]处理(?:的|类|答复|决定|情形|申请)*
foreign: disputes of others, that are only dealt with
    (?:办理|审理|受理|审结|承办|应诉|参与|代理|办结|接收)(?:各类|涉企)?(?:的)?(?:行政复议|行政诉讼|行政应诉)(?:申请|案件)*
    审[理结](?:涉及|有关|关于)?(?:政府)?信息公开(?:的|类)?(?:行政复议|行政诉讼)(?:申请|案件)*
outcomes: what follows are outcomes of requests, or the ways in which they came
    (?:对)?依申请提供的?(?:政府)?信息
    (?:以上|上述|前述)(?:依)?申请(?:件|事项)?
    (?:从)?(?:申请|提交|接收|受理)(?:渠道|方式|途径|形式|类型|人(?:类[型别]|性质|身份|构成|情况)?)(?:上|来)?(?:看|分|为|如下)?(?=[,:])
    (?<=^|[,;:从]|申请)(?:办理|答复|处理)(?:结果|情况)(?:中|看|为|如下)?(?=[,:]?(?:其中)?[,:]?(?:予以|部分|不予)公开)
receive: to receive
    收到
    收(?=(?:政府|政务)?信息公开申请|依申请公开)
    (?:登记|(?<!不)(?<!不予))受理(?!点|窗口)(?:量(?=[为共是:达\d]))?
    接收到?
    接受(?=(?:政府|政务)?信息公开申请|依申请)
    接到
    新收到?
    收悉
    新增(?=[^,;:|()\d]{0,8}申请)
    登记(?=(?:各类)?(?:依申请公开|(?:政府|政务)?信息公开的?申请))
handle: to answer
    办结(?:总?[量数](?=[为共达:\d]))?
    答复(?:总?[量数](?=[为共达:\d]))?
    办复
    回复
    办理完毕
    处理完毕
deal: to receive or to answer
    办理
    处理(?!费)
nothing: by whomever, and to whom
    来自[^,;:|()\d]{1,12}?的(?=(?:政府|政务)?信息|依申请|申请)
    (?=(?:<who>|[|和与及或者以其他它])*(?:公民|自然人|个人|群众|公众))<who>(?:(?:[|和与及或]|以及|或者)+(?:其[他它])?<who>)+(?!分别|各\d|均为)(?:依法)?(?:提出|提交|递交)?的?
    公民(?=向|通过|以|要求|提出的|提交的|依|(?:政府|政务)?信息公开申请)
    [向对][^,;:|()\d]{1,16}?(?:提出|提交|递交|发出)的?
    [向对][^,;:|()\d依]{1,12}?(?=申请公开)
    向[^,;:|()\d依]{1,8}?(?=收取)
    (?:任何)?(?:公民|自然人|社会公众|群众)[|和或及与]*(?:企业)?[|]?法人(?:组织)?[|]?(?:和|及|或者?|与)?(?:其他|其它|社会)(?:社会)?组织
    任何(?:单位|组织|公民|个人)?(?:[和或及与|]+(?:个人|法人|其[他它]组织|组织|企业))*(?:提出|提交)?的?
    向[^,;:|()\d]{1,14}?(?=(?:申请|提起|提出)(?:行政)?(?:复议|诉讼))
    单位[和或]个人
    社会各界
    社会公众
    广大
natural_person: natural persons
    (?:自然人|公民个人|公民(?!申请公开)|个人(?!隐私|信息|利益))(?:提出|提交|的|类|申请)*
organisation: organisations
    (?:企业)?法人(?:组织)?(?:或者?|和|及|与)?(?:(?:其他|其它)组织)?(?:提出|提交|的|类|申请)*
    商业企业
    科研机构
    社会公益组织
    法律服务机构

# Channels.
otherwise: requests by fax, mail and telephone
    (?:传真|电子邮件|电子邮箱|邮箱|邮件|电话|口头)(?:申请|方式|渠道|提交|的|形式)*
online: requests online
    (?:网上|网络|在线|线上|互联网)(?:平台|系统)?(?:申请|方式|渠道|提交|提出|递交|受理|形式|的|件(?=\d))*
letter: requests by letter
    (?:信函|信件|邮寄|邮政|书信|挂号信|邮递|快递|EMS)(?:申请|方式|渠道|提交|寄送|邮寄|形式|的|类|件(?=\d))*
in_person: requests in person
    (?:当面|现场|窗口|到场|面对面|上门)(?:申请|方式|渠道|提交|递交|形式|的|件(?=\d))*
on_paper: requests on paper, whichever way they came
    (?:纸质|书面)(?:申请|材料|方式|渠道|形式|件(?=\d)|提交|的)*
online: the system through which requests are made
    依申请公开(?:办理|申请)?(?:系统|平台)
video: short videos
    (?:微信)?视频号
    抖音(?:号|平台|账号)?
    快手(?:号|平台|账号)?
    短视频(?:平台|账号)?
wechat: WeChat
    (?:政务|官方)?微信(?:公众号|公众账号|公众平台|平台|订阅号|服务号)?(?!群|小程序|视频)
    (?:政务)?公众(?:号|账号|平台)
weibo: Weibo
    (?:政务|官方|新浪)?微博(?:平台|账号)?
new_media: new media in general
    (?:政务)?新媒体(?:平台|账号|矩阵)?
    (?:微信|QQ|钉钉|网格)(?:工作|业主)?群
    (?:村级|各村|村居|村社)[^,;:|()\d]{0,6}?公[开示]栏
board: notice boards
    (?:政府信息|政务|村务|党务|政府)?(?:公开|公示|公告|宣传|信息)栏(?!目)
    公示牌
gazette: the official gazette
    (?:人民)?政府公报
    公报
elsewhere: other channels
    (?:报纸|报刊|电视台?|广播|电台|今日头条|头条号?|学习强国|新闻媒体|主流媒体|各级媒体|客户端)(?:平台|号)?
    (?:电子(?:显示)?屏|LED屏?|大喇叭|其[他它](?:渠道|方式|途径|平台|媒体|形式))(?:平台|号)?
website: websites of agencies
    <whose><site>(?:(?:政府|政务)?(?:信息)?(?:公开)?(?:专栏|专题|栏目|平台|专区))?
    (?:政府信息|政务信息|政务|信息)公开(?:专栏|平台|网站?|专区)(?!建设)

# Disputes.
foreign: the reviewing agency, and rules of conduct
    复议[后前机法委](?!关(?:依法)?(?:纠正|纠错))
    规章制度
corrected: reviews that corrected the agency
    <caused>(?:(?:行政)?复议(?:机关|案件|结果|决定|中)*)?(?:被)?(?:依法)?(?:结果)?(?:纠正|纠错)的?
review: reviews
    <caused>(?:行政)?复议(?!后|前|机|法|委|决定|答复)(?:申请|案件|事项|案|的)*<how_many>
suit: suits
    <caused>(?:行政)?诉讼(?:案件|事项|案|的)*<how_many>

other_dispute: disputes of another cause, or of a narrower one
    (?:由于|因为|因|由|涉及|涉(?!及)|关于|有关|针对|对|与|就|不服)(?!行政?(?:复议|诉讼))[^,;:|()\d]{1,24}?<dispute>(?:[|和与及或]<dispute>)*<how_many>

of_disclosure: those of several disputes that came of disclosure
    (?:(?:涉及|属于|关于|有关)(?:政府)?信息公开(?:类|领域|方面)?|(?:政府)?信息公开(?:类|领域|方面))的?(?:有|为|共)?(?=\d)

# Documents, decisions, money.
rules: rules, which are no normative documents
    (?:政府|部门)?规章(?!制度)
norms: normative documents
    (?:政府|部门|行政)?规范性文件<how_many>
current: in force
    现行(?:有效)?(?:的)?
    (?:目前|现|继续)有效(?:的)?
repeal: to repeal
    废止(?:[|和及或]*(?:宣布)?失效)?(?:的)?
    失效(?:的)?
nothing: as little as 公开 alone
    新增(?=(?:主动)?(?:公开|发布))
issue: to issue
    (?:新?制发|新?制定|新?出台|印发|新增|新?制作|颁布)(?:出台|印发|发布|并|公开|了|的)*(?:数(?=[为共是均分:达\d]))?
    发布(?=(?:行政)?规范性文件)(?:出台|印发|发布|并|公开|了|的)*
licences: licences
    许可决定书?<how_many>
    行政许可(?:处理|决定|书|案件|办件量?|办理|办结|的)*<how_many>
penalties: penalties
    处罚决定书?<how_many>
    行政处罚(?:处理|决定|书|案件|办件量?|办理|办结|的)*<how_many>
coercion: coercive measures
    行政强制(?:措施|执行)?(?:处理|决定|书|案件|办理|办结|的)*<how_many>
fees: fees for services
    等?行政事业性收费(?:项目)?(?:总)?(?:金额|收入|总额|额)*
foreign: fees that were waived or paid back
    (?:减免|免除|退回|退还)[^,;:|()\d]{0,12}费用?
processing_fee: fees for answering requests
    (?:政府信息公开|依申请公开)?(?:的)?信息处理费(?!收费通知|通知|缴)(?:用)?(?:收取|收费|总|金额|总额|实际|情况|记录)*
any_fee: a fee, whatever for
    (?:任何|相关)*(?:费用|实际收取总?金额|收费)

# Publishing.
foreign: what is counted, too, but is not of this report's figures
    解读|培训|会议|建议|提案|议案|信访|投诉|举报|留言|咨询|热线|工单|来信|来电|来访
    现有(?=信息|各类|政府)
    (?:清理|删除|下架|撤回|纠正|更正|排查)(?=[^,;:|()\d]{0,6}(?:网站|平台|公众号|信息))
    发布会|访谈|问卷|征集|意见|舆情|检查|访问|浏览|点击|阅读|粉丝|关注|转发
    栏目|目录|指南|(?:政府)?采购|开放日|账号|答记者|双公示|信用|错别字|错敏|链接|采用|归集|上报
document: documents, whatever for
    公文|文件|发文(?![共约]?\d)
marking: how documents may be made public, which is decided when they are written
    公开(?:属性|方式|类别)
news: what a channel publishes, by its kind
    (?:政务|工作|部门|最新|热点)*(?:动态|资讯|消息|新闻)(?!类|更新|调整|管理|监测)
    (?:通知公告|通知|公告)(?=\d)
item: what a channel publishes
    (?:推文|图文|文章|微文|博文|稿件|作品|视频(?!号|平台))(?:信息|内容|消息)?<how_many>
    公开(?:材料|资料)(?=\d)
proactive: 主动公开
    主动(?:向社会|向公众)?(?:公开|发布|公示|公布)(?:发布|公示|公布)?类?<how_many>
information: information
    <kinds>{0,3}的?<public>{0,3}的?<news><how_many>
total_published: how much was published
    (?:政府|政务)信息公开<how_many>(?=共|总计|合计|累计|为|达|约|\d)
nothing: 信息公开, where no figure follows
    (?:政府|政务)?信息公开(?:工作)?
    政务公开(?:工作)?
    政府公开
publish: to publish
    公开发布
    (?:公开|发布|更新|推送)总?量(?=[为共达约是:]|\d)
    公开(?:总)?数(?=[为共是均分:达\d])
    发文(?=[共约]?\d)
    公开
    发布[|和与及]?转发
    发布
    更新
    上传
    推送
    公布
    公示
    刊[登发载]
    播[发出放]
    出[刊版]
    登载
    张贴

nothing: what says nothing
    在(?=<year>)
    为|是|有效|有关|直接|准确|规范(?!性)|全面|对外|完成(?=(?:主动)?公开(?!申请))|制作[|]?(?=公开|发布)|新(?=公开|发布)|不仅|有|达到?|了|已|的|按时|按期|及时|依法|依规|全部|予以|作出|实施|执行|发放|下达
    (?:总)?(?:金额|件数|数量)
    件(?=[,;])
    等(?:情况|情形|案件|问题|现象|事项)?(?=[,;]|$)
    (?:实现|做到|保持)了?(?=(?:依申请|(?:政府)?信息公开))
    案件|情况|事项|情形|继续办理|发生|产生|引发|出现|提起|提出|提交|递交|发来|收取|收费|人民币
    向(?:任何)?申请[人者]
    由
    年[底末](?!前)
    占(?=\d)
    征收(?=行政事业性)
    相关|涉及|各类|各项|各种|网民|群众|市民|村民|居民|公众|申请人|申请者|过
    在?(?:法定|规定)的?(?:期限|时限|时间)内
    中(?=,)
    \?
asking: 申请
    申请(?!人|表|书|条件|流程|渠道|方式|平台|内容|理由|材料|事项)<how_many>
and: and
    以及
    或者
    [|和与及或]
    /(?=\p{Han})
"""

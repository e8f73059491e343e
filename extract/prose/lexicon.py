r"""The words by which prose tells its figures: knowledge, and no code that reads. What they mean together: `phrases`.

Every entry of `LEXICON` is a word of our own: its name and what it means, and below it the wordings that stand for it,
as regular expressions over squeezed text; `<count>` is a piece of `PIECES`. Where several entries match, the first one
counts. `nothing` says nothing and vanishes; what no entry matches is `unknown`.
"""

from __future__ import annotations

from extract.measures import SIZE, bases_of
from extract.numbers import CHINESE_DIGITS

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
    "how_many": (
        r"(?:的(?=总|数[量目]|[件条]数))?"
        r"(?:总数量|总件数|总条数|总数|总量|数量|数目|件数|条数|篇数|数(?=[为共是均分:达\d]|(?!十)<numeral>))?"
    ),
    "kinds": (
        "(?:各类别?|各项|各种|各领域|各方面|多类|多项|大量|法定|相关|有关|全部|所有|主动公开|应公开|应主动公开|应当公开)"
    ),
    "public": "(?:政府信息公开|政务信息公开|政府公开|政务公开|政府|政务|公共)",
    "news": "信息(?!处理|公开|化|员|系统|平台|中心|科|栏|网|技术|安全|管理)(?:内容|事项|数据)?",
    "decided": "(?:的|类|答复|决定|情形|信息|处理|申请)",
    "whose": "(?:[县市区省镇乡州旗局]|街道|校园|线[上下])?级?<body>",
    "whose_account": "(?:[镇乡局]|街道|校园|线[上下])?级?<body>",
    "body": "(?:人民)?(?:政府|政务|官方|(?<!有关|相关|下属|直属|所属)(?:部门|单位))?",
    "site": "(?:信息公开|政务公开|政府信息公开)?(?:门户)?(?:网站|官网|门户网|政府网)(?:群|集约化平台)?",
    "who": "(?:任何)?(?:公民|自然人|个人|企业|单位|社会组织|组织|法人(?:组织)?|群众|社会公众|公众)",
    "offices": "各?(?:级各?)?(?:职能|有关|相关|[省市县区州旗]直)?(?:行政机关|部门|单位)",
    "towns": r"各?(?:乡镇|镇街|街道)(?:[|]?街道|\(街道\))?",
    "until": "(?:期限|时限|期)(?:届满|范围内|之内|内)?",
    "then_carried": "(?=,?(?:已|将|均|依法|按规定)*结转)",
    "about_disclosure": (
        r"(?:(?:(?:由于|因为|因|由|涉及|涉|关于|有关|针对|对|与|就)不?服?"
        r"\p{Han}{1,6}(?:镇|乡|街道|[局县区市])(?:人民政府|政府|办事处)?(?:的|作出的|有关|相关)*"
        r"|(?:由于|因为|因|由|涉及|涉|关于|有关|针对|对|与|就)?不?服?(?:[我本]\p{Han}{1,4}?(?:的|作出的|有关|相关)*)?)"
        r"(?:政府信息依申请公开|政府信息公开|政务信息公开|政务公开|信息公开|依申请公开|政府信息|公开(?=引发|引起|产生))"
        r"(?:工作|申请|答复|办理|事务|事项|行为|问题|案件|公开|类|相关|有关|方面|领域|不服|的|等|[|和与及](?=申请|答复|办理))*|(?:针对|对)[我本]\p{Han}{1,4}?的)"
    ),
    "dispute": "(?:行政)?(?:复议|诉讼)(?:申请|案件|案|的)*",
    "brought": (
        r"(?:(?:向\p{Han}{1,10}?|对[我本]\p{Han}{1,4}?)(?=提起|申请|提出))?(?:(?:所|而|并|因此|由此)?(?:引发|引起|导致|产生|发生|出现|造成|成为|提起|申请|提出"
        r"|被(?:[^,;:|()\d]{0,12}?(?:申请|提起|提出))?)的?)*"
    ),
    "caused": "(?:<about_disclosure>?<brought>的?)",
}
"""Parts of wordings. `caused`: that a dispute came of disclosure, or no word of what it came of."""

LEXICON = r"""
nothing: by which law
    (?:按照|根据|依据|依照)《[^《》]*》(?:第[^,;:|()\d]{1,5}条)?(?:的?(?:规定|要求))?
unknown: all of a place that is not the agency's, before its websites
    [全各](?:省|市|县|区|州|旗)(?=(?:各级)?(?:人民)?(?:政府|政务)?(?:门户)?网站)
website: a website that is named
    《[^《》]*(?:政府|政务)[^《》]*网站?》
nothing: examples of documents
    (?:《[^《》]*》[|]?)+等(?=(?:行政)?规范性文件)
unknown: what only looks like a figure or a word of ours
    (?:党务|村务|财务|三务|校务|厂务|警务)公开(?!栏|牌|墙)(?:专栏|平台|网站?|专区)?
    《[^《》]*》
    每[件份页条张次][^,;:|()]*
    最[多少高低](?:的?一[次天日月条])
    第[一二三四五六七八九十百\d]+(?:[条项款章届次号批]|季(?!度))
    [\[(]\d{4}[\])]第?\d*号?
    \d+号
    12345(?!\d|<count>)(?:热线)?
unknown: what is only about to be published, or was made since another year
    (?:对|将)?20\d\d年以来(?:制定|印发|出台|制发)的
    拟(?:对外|主动)*(?:公开|发布)的?(?:政府)?信息
nothing: how an account is called, and where on a site
    某+
    (?:专栏|栏目|板块|专区)(?=[共累]?计?(?:主动)?(?:发布|公开|更新))
    专栏(?=(?:全年|本年度?|今年|<year>度?)[共累]?计?(?:主动)?(?:发布|公开|更新))
    (?:页面|子站)(?=(?:全年|本年|今年)?[共累]?计?(?:发布|公开|更新))
    处理决定数量?(?=[为:\d]|分别|均)
unknown: brackets that say that ours is a part of what stands before, or what kind is meant
    \([^()\d]*含[我本][^()\d]*\)
    \([^()\d]{1,10}类\)(?=推送|发布|公开|更新|收到|受理)
nothing: headings, enumerators, signs, and brackets without any figure
    [★☆●○◆◇■□▲△※►▶•]
    [—-]{2}(?=\d)
    (?<=^|[,;])(?:(?:存在的?)?(?:主要|突出)?(?:问题|不足)|(?:主要|重点)工作|其[他它]需要报告的事项)(?=:)
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
    历史(?:上|(?=[累共收]))
    多年来
    近[一二两三四五六七八九十几\d]+年(?:来)?
    (?:近|这)(?:些)?年来
    往年(?!同期)
    [二两三四五六七八九十几]年(?:来|间|(?=[共合累]))
    十[一二三四五六七]五(?:期间|时期|以来)
    (?:19|20)\d\d年?<to>(?:19|20)\d\d年(?!\d)
this_year: the year reported on
    (?:今年|本年度?|一年)以?来(?!自)
last_year: up to the end of the year before
    截[至止]到?(?:上一?年度?|去年)年?[底末]
year_end: up to the end of a year
    (?:截?[至止]到?|到)(?:<year>?12月(?:份|底|末|31日)?|(?:<year>年?|年)[底末])止?
part_of_year: since a month of it
    自<year>?\d{1,2}月(?!\d)[^,;:|()]{0,12}以来
part_of_year: up to a day before the last of a year
    截[至止]到?<year>?(?:[1-9]|1[01])月(?:份|底|末)?(?:\d{1,2}[日号])?止?
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
    (?:自|从)?<year>?一月?<to>十二月份?
nothing: the end of a year, by which something was done
    (?:于|在)?<year>?12月31日(?:之?前|止)
holiday: a time about which a whole sentence tells
    (?:元旦|春节|清明|五一|端午|中秋|国庆|双节|两节|两会|汛期|暑期|寒假|暑假)(?:假期|长假)?(?:前后|前夕|期间|以来|前|后)
    (?<=^|活动|行动|整治)(?:中|期间)(?=,)
    当[天日](?!下)
    (?<=^|[,;])(?:第\d+个)?\p{Han}{2,12}(?:之际|时节|(?<![一二三四五六七八九十])[日周月节季])(?=,)
    (?:宣传|活动|开放|服务|体验)[日周月](?:活动)?(?:上|中|期间|当天)?(?=[,公发推张])
    (?<!报告|统计|本|年度|全年)期间(?=,)
    (?:改版|上线|开通|成立|合并|启用|实施|施行)[以之]?后(?=,)
last_year: its end, from which requests are carried over
    (?:去年|上年)年?[底末](?=结转|未办结)
part_of_year: a part of a year, whose figures are no figures of the year
    [上下]?半年(?:起|以来|开始)?
    当[月周季](?!下)
    (?:[最头首末][后先初]?|某|任一|[上下]|第?[一二三四两几\d]+)个?(?:季度|旬|星期|周(?![年岁知边到]))
    [本该](?:季度|月(?!\d))
    报告期[前后]
    (?:去年|上年)(?:此时|同月|年?[底末初])
    自<year>?\d{1,2}月(?:份|\d{1,2}日)?起(?!至)
    前(?:\d{1,2}|[一二三四五六七八九十]+)个月
    年初[至到](?!今)[^,;:|()]{1,6}[月底末]
    (?<![一全本当])年中(?![央国])
    年末(?=集中|突击)
    (?:前|第)?[一二三四]季度(?:起|以来|开始)?
    (?:每|平均每|月均|日均|季均|周均)(?:个?[月日天周年季]度?)?
    (?:20\d\d)?年?年初(?!以?来)
    (?<!报告|统计|本|年度)期间
    <year>?\d{1,2}(?:月份?)?(?:\d{1,2}日)?<to><year>?\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?
    <year>?\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)?(?:\d{1,2}[日号])?(?:起|以来|至今)?(?!\d*<count>)
    [一二三四五六七八九十]{1,2}月份?(?:[一二三四五六七八九十]{1,3}日)?
so_far: since something that was at no time of the year
    (?<=^|[,;])(?!年初|开年|长期|一直)\p{Han}{2,12}以来
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
    全年度?
    当年
    年内
    年度内
    本报告(?:年度|期)内?
    (?<=^|(?:计划|目标)[^;]*)实际(?=(?:主动)?公开|发布|收到|受理|办结)
next_year: the year after, and what is only planned or asked for
    每年(?!度)
    每个?(?:单位|部门|村|社区|站所|乡|镇|人)
    (?:目标|任务)(?:为|是)
    [到至]下一?年度?
    计划(?=(?:主动)?(?:公开|发布)(?:各类)?(?:政府|政务)?信息\d)
    预计
    力争
    下一?年度?
    下一?(?:步|阶段|步骤)(?:工作)?
    今后
    次年度?
    明年
    来年

# Figures.
other_figure: in how many kinds, and how many of them
    (?:<digits>|<numeral>)(?:大类|个?类别?|个领域)(?:<digits>|<numeral>)(?:小?项|个)
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
    <numeral>(?<=..)[张家名户笔]
    <numeral>%
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
    (?:多(?:种|个|类)?|不同)(?:渠道|平台|方式|形式|途径|载体)(?:[|和与及](?:渠道|平台|方式|形式|途径|载体))?
    各[类种个大级]?(?:公开|发布|信息|线上|线下)?(?:渠道|平台|方式|形式|载体|媒介|媒体|途径)
and_other_information: what is named is not all that was published
    等(?:<kinds>|重点|方面|领域|内容|类别?|事项|的)+<public>*的?<news><how_many>
    等<public>*<news>(?=共|总计|合计|累计|<how_many>为?\d)
    等(?:共计?|总计|合计)?(?=\d+余?条)
nothing: how a figure compares, before the figure
    (?:[较比与和同](?:上一?年度?|去年|20\d\d年度?)?(?:同期)?(?:相比)?(?:同比)?)(?:有所|略有|大幅|明显)?(?:增加|增长|增多|上升|提高|减少|下降|持平)了?(?:\d+(?:\.\d+)?%)?,(?=[达共为]到?\d)
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
    各(?!类|项|种|级|部|职|单|镇|乡|街|股|站|科|处|个|领|方|村|有关)
in_order: as many figures as words, in their order
    分别
    依次
nothing: what is spoken of, said again in a clause of its own
    方面[,:]?(?:全年|本年度?|今年|20\d\d年度?)?(?:[共累总]计?)?(?:(?:作出|办理)(?:处理)?决定)?(?=(?!20\d\d年)\d|零)
nothing: that a figure is low
    (?:仅|只)(?:[为有]?(?=\d)|(?=公开|发布|推送|收到|受理))
nothing: by whatever means
    (?:以|通过)(?:(?:书面|当面|现场|网络|网上|信函|邮寄|传真|电子邮件|口头)[|和或及]?){2,}等?(?:形式|方式|渠道|途径)(?:提交|提出|递交)的?
    任何(?:(?:书面|当面|现场|网络|网上|信函|口头)[|和或及]?)+(?:形式|方式)?的?(?=申请)
    (?:以|通过)?(?:(?:书面|纸质|当面|现场|网络|网上|信函|邮寄|传真|电子邮件|口头)[|和或及]?)*等?任何(?:形式|方式|渠道)
and_other_channels: the channel is the main one
    为(?:主(?:阵地|渠道|平台|要(?:阵地|渠道|平台))|依托|载体|抓手)
by_way_of: a channel follows
    经(?=[^,;|\d]{2,16}(?:网站|平台|栏目|系统|渠道|邮箱))
    通过
    依托
    利用
    借助
    运用
    采[用取](?=[^,;\d]{1,24}(?:方式|形式|渠道|手段|途径))
    以(?=[^,;|\d]{1,8}(?:方式|形式))
    (?<!存)在(?=[^,;:\d]{1,40}(?:发布|公开|公示|公布|更新|推送|上传|刊[登发载]|播[发出放]|登载|张贴))
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
    (?<!公)共(?!同|享|产[党主]|和|建|治|青|振|性)
not: not
    (?:尚|暂|均|从|并|都|也|亦)?(?:未|没有|无)(?:发生|出现|收到|产生|有)?(?:过)?一[例起件宗个次条]
    无人(?:(?:以|通过)[^,;:()\d]{2,16}(?:形式|方式|渠道|途径))?(?=(?:向[^,;:|()\d]{1,8})?申请)
    (?:尚|暂|均|从|并|都|也|亦)?(?:未(?!来|成年|经|办结)[有曾]?|没有?(?!收))
    不存在(?=[^,;:|()\d]{0,24}(?:复议|诉讼|收费|申请))
    不涉及(?=行政|复议|诉讼)
    零(?=(?:行政)?(?:复议|诉讼))
    (?:尚|暂|均|从|并|都|也|亦)?无(?!法|正当|需|误|障|线|锡|序|偿|论|关|故|效|缝|纸|人|不(?!予))
    没(?=收[到取])
"""
"""Words for time, figures and what holds a sentence together; those of what is reported, `MATTERS`, come behind."""

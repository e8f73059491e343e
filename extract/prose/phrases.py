r"""The phrases by which prose tells its figures: what words of the lexicon mean together, and alone.

`PHRASES` make one word out of several: the first line of an entry says what they become, with an example, and below it
stands what becomes it. Names in capitals are `GROUPS`; the rest is the syntax of regular expressions, `[a b]` being a
or b. A part in brackets is kept where the first line has its number; a new word covers what stood in its place.
"""

from __future__ import annotations

from extract.prose.lexicon import CONCEPTS

PUBLISHED_BY = "website wechat weibo video board gazette elsewhere new_media"
REQUESTED_BY = "online in_person letter otherwise on_paper natural_person organisation"
OUTCOMES = "granted partial denied unable rejected other_outcome"
DECISIONS = "licences penalties coercion"
ALONE = {
    "receive": "received",
    "application": "received",
    "on_request": "received",
    "asking": "received",
    "handle": "handled",
    "proactive": "total_proactive",
    "publish": "total_unnamed",
    "issue": "norms_issued",
    "repeal": "norms_repealed",
    "current": "norms_in_force",
    "any_fee": "processing_fee",
}
"""What words mean that stand without the verb or noun that would make them a phrase."""
KEYS = (*CONCEPTS, *(word for word in ALONE if word != "asking"), "rules", "organisation", "new_media", "on_paper")
"""Words that figures belong to; the last four lead to no concept, and keep their figures from other words."""

TOPICS = {
    "proactive": "total_proactive total_published proactive",
    "requests": "application on_request outcomes received handled received_or_handled",
    "disputes": "review corrected suit",
    "documents": f"rules norms norms_issued norms_repealed norms_in_force {DECISIONS}",
}
"""What is spoken of from a word on."""

_FIGURE = "[counted bare money none glued]"
_APPLICATION = "[application on_request asking]"
GROUPS = {
    "FIGURE": _FIGURE,
    "APPLICATION": _APPLICATION,
    "KEY": f"[{' '.join(KEYS)}]",
    "CHANNEL": f"[{PUBLISHED_BY} {REQUESTED_BY}]",
    "OUTCOME": f"[{OUTCOMES}]",
    "DECIDED": f"(?: counted [{DECISIONS}] and | [{DECISIONS}] counted and)*",
    "YEAR": "[this_year year_end last_year next_year other_year many_years carried_in carried_out]",
    "CLAUSE_END": "[comma semicolon open close]",
    "STARTS": "(?:^ | [comma semicolon open])",
    "LISTED": f"[unknown news in_total so_far and publish information foreign document item norms {DECISIONS}]",
    "STILL": "[in_total so_far]*",
    "UNCOUNTED": f"(?! [in_total so_far each colon]* {_FIGURE})",
}
"""Names for parts of patterns. UNCOUNTED: no figure follows that the word before might belong to."""

_PUBLISHED = "[total_proactive total_published proactive publish information]"
PHRASES = rf"""
# From one year to another.
carried_out \1: 结转3件至下年
    carry_over (counted) next_year
carried_out: 结转下年继续办理的申请
    this_year? carry_over next_year [deal handle]? APPLICATION?
carried_out: 结转2025年继续办理的申请, where nothing tells which year is reported on
    (?<! YEAR) carry_over other_year deal APPLICATION?
\1 carried_in: 上年没有结转的申请
    last_year (not) carry_over this_year? APPLICATION?
\1 carried_out: 没有申请结转下年
    (not) [received handled application on_request] carried_out
handled: 新收2件，(办理)3件，结转下年1件
    (?<= [received receive carried_in] APPLICATION? FIGURE comma this_year?) deal
    (?= STILL counted comma [carried_out carry_over])
carried_out: 办结2件，结转3件
    (?<= [handle handled {OUTCOMES}] FIGURE (?: open [^ close]* close)? [comma and]) carry_over (?= counted UNCOUNTED)
carried_in: 上年结转至本年办理的申请
    last_year unknown? carry_over this_year? deal? APPLICATION?
carried_in: 结转至本年办理的申请
    carry_over [last_year this_year] deal? APPLICATION?
nothing: (受理)3件申请结转下年
    [receive handle deal] (?= counted APPLICATION carried_out UNCOUNTED)
nothing: 3件(申请)结转下年
    (?<= counted) APPLICATION (?= carried_out UNCOUNTED)
nothing: ，3件(申请，)结转下年
    (?<= STARTS [of_which so_far]* counted) APPLICATION comma (?= carried_out UNCOUNTED)
received: (收到)和上年结转的申请
    receive (?= and carried_in)
nothing: 上年结转和(本年)收到的申请
    (?<= carried_in and) this_year

# A figure between its verb and its noun.
received \1: 收到2件申请
    receive (STILL [counted bare]) APPLICATION UNCOUNTED
received \1: 共有2件政府信息公开申请
    (?<= STARTS this_year?) in_total (counted) application UNCOUNTED
received \1: 2件申请均已答复
    (?<= STARTS this_year?) (counted) [application on_request] (?= each? handle UNCOUNTED)
handled \1: 办结2件申请
    handle (STILL [counted bare]) APPLICATION UNCOUNTED
total_proactive \1: 主动公开2条信息
    proactive (STILL [counted bare]) information UNCOUNTED
total_published \1: 发布2条信息
    publish (STILL [counted bare]) information UNCOUNTED
norms_in_force \1: 现行有效的2件规范性文件
    current (STILL counted) norms UNCOUNTED
norms_issued \1: 制发2件规范性文件
    issue (STILL counted) norms UNCOUNTED
norms_repealed \1: 废止2件规范性文件
    repeal (STILL counted) norms UNCOUNTED
licences \1: 作出2件行政许可决定
    (?<= STARTS [this_year in_total so_far]* DECIDED) (counted) licences UNCOUNTED
penalties \1: 作出2件行政处罚决定
    (?<= STARTS [this_year in_total so_far]* DECIDED) (counted) penalties UNCOUNTED
coercion \1: 作出2件行政强制决定
    (?<= STARTS [this_year in_total so_far]* DECIDED) (counted) coercion UNCOUNTED

# Verb and noun, in either order.
received \1 handled: 受理并办结申请
    receive STILL ([as_well not and]) [handle deal] STILL APPLICATION
received: 收到申请, 申请共收到
    receive STILL APPLICATION | [application on_request] STILL receive
handled: 办结申请, 申请共办结
    handle STILL APPLICATION | [application on_request] STILL handle
received_or_handled: 办理申请, 申请共办理
    deal STILL APPLICATION | [application on_request] STILL deal
\1 norms_issued: 制定规章和规范性文件
    issue (rules and) norms
norms_issued: 制发规范性文件, 规范性文件制发, 制定规章2件、规范性文件
    issue STILL norms | norms STILL issue
    | issue (?= counted [and comma] norms_repealed)
    | (?<= issue rules STILL [counted bare none] [and comma]) norms
    | (?<= issue (?: [unknown document information]+ counted [and comma])+) norms (?= counted)
norms_repealed: 废止规范性文件, 规范性文件废止
    repeal STILL norms | norms STILL repeal
norms_in_force: 现行有效的规范性文件, 规范性文件现行有效
    current STILL norms | norms STILL current

norms_in_force \1: 共有2件现行有效的规范性文件
    (?<= STARTS [this_year in_total so_far]*) (counted) (?: norms_in_force | norms current) UNCOUNTED

norms_issued: 制发、废止、现行有效的规范性文件
    issue (?= (?: and [repeal current])* and [norms_repealed norms_in_force])
norms_repealed: 废止、现行有效的规范性文件
    repeal (?= and norms_in_force)

# How much was published.
total_proactive: 主动公开通知公告、工作动态等各类信息
    proactive LISTED* and_other_information
total_proactive: 主动公开信息
    proactive [in_total so_far publish]* information
total_proactive: 主动公开并更新信息
    [proactive publish] [and as_well] [proactive publish] STILL information
total_published: 发布信息, 发布通知公告等各类信息
    publish STILL information | publish LISTED* and_other_information
total_published: 公开9条：网站2条
    publish (?= STILL counted [colon open comma] of_which? colon? [{PUBLISHED_BY}] STILL counted)
total_unnamed: (共)2条
    (?<= (?:^ | [comma semicolon open and]) [this_year last_year]*)
    [in_total so_far] (?= [in_total so_far colon]* [counted bare] (?! [APPLICATION received carried_out review suit]))

granted: 答复3件，其中(公开)1件、不予公开2件
    (?<= [received handled handle received_or_handled] FIGURE comma? of_which colon?) publish
    (?= counted [and comma] [partial denied unable rejected])

granted: 其中(公开)1件、不予公开2件
    (?<= (?: ^ of_which | outcomes) colon?) publish (?= counted [and comma] [partial denied unable rejected])
organisation: 法律服务机构、(其他申请)分别
    (?<= organisation and) unknown asking? (?= in_order)
application: (申请)共5件：网上3件
    (?<= STARTS this_year?) asking (?= STILL counted [colon comma open] of_which? colon? [{REQUESTED_BY}] STILL counted)
outcomes: 5件(申请中，)网上3件
    (?<= counted) [asking application] (?= comma [{REQUESTED_BY} {OUTCOMES}])

total_proactive \1: 在2条主动公开信息中
    (?<= STARTS [unknown this_year]*) (counted) total_proactive (?= comma)
received: 收到书面申请
    receive on_paper APPLICATION (?! FIGURE [and comma]? [{REQUESTED_BY}])
review: 行政复议9件，其中因政府信息公开2件
    (?<= review FIGURE [comma open]? of_which) of_disclosure (?= counted)
suit: 行政诉讼9件，其中涉及政府信息公开2件
    (?<= suit unknown? FIGURE [comma open]? of_which) of_disclosure (?= counted)
fees: 行政事业性收费项目3项，(收费金额)2万元
    (?<= fees counted comma) any_fee (?= money)

# What stands between a word and its figure.
nothing: 申请(全年)2件
    (?<= application) this_year (?= FIGURE)
nothing: 行政许可(：本年)2件
    (?<= [norms_issued norms_repealed norms_in_force fees {DECISIONS}]) colon this_year (?= FIGURE)
nothing: 行政许可、行政处罚(本年)分别为2件、3件
    (?<= [norms_issued norms_repealed norms_in_force {DECISIONS} {PUBLISHED_BY}]) this_year (?= in_order)
nothing: 对2件(申请)予以公开
    (?<= counted) APPLICATION (?= OUTCOME UNCOUNTED)
nothing: 信息处理费(2笔，)合计150元
    (?<= [processing_fee fees]) [counted other_figure] [comma and]? (?= in_total? money)
\1 video: 抖音发布短视频, 抖音短视频
    video (STILL this_year? STILL) (?: publish STILL)? video
\2 \1: 微信公众号发布推文
    ([wechat weibo website board video]) (STILL this_year? STILL) (?: publish STILL [item wechat weibo] | item)
gazette: 公报刊登文件
    gazette STILL publish STILL document

# By way of a channel: the figure is of the channel.
website: 县政府网站石桥镇信息公开专栏
    website website+
nothing: 网站(（)3条）、
    (?<= KEY) open (?= counted close (?: [and comma semicolon] | $))
nothing: 微信公众号(（1个）)发布信息
    (?<= CHANNEL) open counted close (?= STILL {_PUBLISHED})
nothing: 网站、微信(上)分别
    (?<= CHANNEL and CHANNEL) unknown (?= STILL in_order)
nothing: 网站、微信分别(公开信息)2条、3条
    (?<= CHANNEL and CHANNEL [in_total so_far each]* in_order [in_total so_far each]*) {_PUBLISHED}
nothing: 网站、微信(公开信息，)分别为2条、3条
    (?<= CHANNEL and CHANNEL) {_PUBLISHED}+ comma? (?= in_order FIGURE)
\1: 网站发布惠民政策、民生资讯
    (?<! CHANNEL and) (CHANNEL) STILL this_year? STILL publish [unknown news]+ (?: and [unknown news]+)+
    (?= counted (?! [and comma] [unknown publish information news item document]* counted))
\1: 发布微信推文2篇
    publish STILL ([wechat weibo video]) STILL [item information]* (?= counted)
\1: 政务新媒体2个，发布信息
    (new_media) counted comma STILL total_published
\1: 网站发布动态信息
    (?<! CHANNEL and) (CHANNEL) STILL publish publish?
    (?: news information? (?: and news)? | unknown? information and [unknown news])
    (?= counted (?! [and comma] [by_way_of unknown publish information news item document total_published]* counted))
\2 \1: 网站共公开信息
    (?<! CHANNEL and) (CHANNEL)
    ([in_total so_far in_order this_year each]* (?: unknown (?! STILL information STILL FIGURE))?
    [in_total so_far in_order each]*)
    [publish information]* (?: [{_PUBLISHED} receive APPLICATION received_or_handled]
    | received? (?: [received_or_handled deal] as_well)? handled | received)
\2 \1: 微信公众号关注人数2人，发布信息
    (?<! CHANNEL and) ([{PUBLISHED_BY}])
    ((?: [this_year in_total so_far unknown foreign issue compared last_year]*
    (?: other_figure | foreign [information unknown]? counted | part_of_year publish counted) comma)+
    STILL this_year? STILL)
    (?: total_published | publish item | (?<= this_year) publish (?= counted))
\2 \1: 微信公众号发挥作用，发布信息
    (?<! CHANNEL and) (CHANNEL) (unknown comma [this_year in_total so_far]*) total_published
\2 \1: 通过网站，共公开信息
    (?<! CHANNEL and) (CHANNEL) (comma [this_year in_total so_far]*) [total_proactive total_published]
"""

"""The grammar of what a sentence states, as tables: of when a figure is, of what, and how it is counted.

Whose it is stands in `subjects`. All patterns are over words (`lexicon`, `symbols`); `bindings` reads the tables.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.prose.phrases import DECISIONS, KEYS, OUTCOMES, PUBLISHED_BY, REQUESTED_BY

# ── Period ───────────────────────────────────────────────────────────────────────────────────────────────────────────

YEARS = ("this_year", "last_year", "next_year", "other_year", "many_years")
"""Words that say which year the figures behind them are of."""
OF_PART = """
    part_of_year [^ comma semicolon YEAR]* $
    | (?: ^ | CLAUSE_END) [of_which so_far in_total and this_year]* part_of_year [^ unknown long_unknown YEAR]* $
    | part_of_year [^ CLAUSE_END FIGURE YEAR]* comma [^ semicolon YEAR]* $
    | holiday [^ semicolon YEAR]* $
    | narrowed [comma colon] [^ semicolon narrowed]* $
"""
"""12月收到2件; 5月15日，收到2件; 5月12日防灾日，收到2件: a figure of a part of the year, named in its clause or by one
of its own. 惠农补贴方面，公开2条: of a part of what the year has."""
OF_A_DAY = frozenset(("carried_in", "carried_out"))
"""What there is on one day, whatever part of the year it is from."""
COMPARISON = "[^ CLAUSE_END]* compared [^ CLAUSE_END]* [comma semicolon open] | open [^ open close]* close"
"""What says nothing of the period of the figures behind it."""

REASONS = (
    "不掌握|信息不存在|主动公开范围|现成信息|需要另行制作|补正|国家秘密|内部事务信息|过程性信息|第三方合?法?权益|执法案卷|查询事项"
    "|信访举报|重复申请|反复申请|公开出版物|重新出具"
)
"""Why requests are refused, in the words of the form: with one of them, requests are spoken of."""

# ── What stands unknown ──────────────────────────────────────────────────────────────────────────────────────────────

NARROWS = (
    r"(?:关于|就|对于|针对|有关|涉及)(?!.*公开)\p{Han}{2,}"
    r"|(?!围绕|聚焦|紧|坚持|突出|针对|不存在|按|根据)"
    r"(?!.*(?:监督保障|平台建设|信息管理|组织领导|制度建设|队伍建设|工作|执法|处罚|许可|收费|文件|渠道|结果|等))"
    r"\p{Han}{2,}(?:方面|领域|[门种大]?类|板块|事宜|问题|条线)"
)
"""Unknown words right before a comma or a colon by which a clause of its own says what part of all is spoken of."""

# ── Object ───────────────────────────────────────────────────────────────────────────────────────────────────────────

PUBLISHED = "total_proactive total_published total_unnamed proactive publish"
RECEIVED = "received received_or_handled receive application on_request"
CARRIED = "carried_in carried_out"
_UNKNOWN = "unknown long_unknown document marking item news"
_DOCUMENT = "[norms norms_issued norms_repealed norms_in_force]"

ONLY_OF = {
    "requests": f"{OUTCOMES} {REQUESTED_BY} receive handle",
    "proactive": "publish total_unnamed",
}
"""Words that mean what they do only where this is spoken of: 网上2件 is of requests, 公开2件 of what was published."""
NOT_OF = {
    "requests": PUBLISHED_BY,
    "disputes": f"{PUBLISHED_BY} {CARRIED}",
    "documents": CARRIED,
    "foreign": f"{PUBLISHED_BY} {CARRIED}",
}
"""Words that mean something else where this is spoken of: 网站2件 are then requests, 上年结转2件 reviews."""
SAYS_PUBLISHED = (
    "发布|发文|推送|更新|上传|公布|刊[登发载]|张贴|播[发放]|(?<!依申请)公[开示](?!栏|牌|平台|网|专|的?申请)"
)
"""A channel with one of these words before its figure names what it counts, whatever was spoken of before."""
SAYS_REQUESTS = "申请|收到|受理"
"""The same of words that are of requests only with one of these."""
OF_REQUESTS = {"website": "online", "elsewhere": "otherwise", "total_unnamed": "received"}
"""What words mean where requests are spoken of."""
SUM_OF_REQUESTS = f"""
    [received application on_request] [^ FIGURE semicolon]* $
    | [{REQUESTED_BY}] [in_total each]* FIGURE [and comma semicolon]* $
    | part_of_year [in_total so_far]* [received receive handle] FIGURE [comma semicolon]* this_year $
"""
"""网上3件，信函2件，合计5件: the sum is of the ways in which requests came, or of requests that no figure followed;
下半年收到3件，全年共5件: of what came in parts of the year."""
SUM_OF_OUTCOMES = f"[{OUTCOMES}] [in_total each]* FIGURE [and comma semicolon]* $"
"""予以公开3件，不予公开2件，总计5件: the sum is of what was answered."""
SUM_OF_CHANNELS = f"""
    [{PUBLISHED_BY}] [in_total each]* FIGURE .*
    [{PUBLISHED_BY}] [in_total each]* FIGURE [and comma semicolon]* in_total* $
"""
"""网站3条，微信2条，合计公开5条: the sum is of what was published."""


class Refusal(NamedTuple):
    """What keeps a figure from the word that it stands at, and to which words that applies.

    All that is given must hold: `before` of the words in front of the word, `behind` of those behind the figure, as
    patterns over words; `words`, and not `unless`, of what is printed from the word to the figure; not `unless_behind`
    of what is printed before; the `topic` is spoken of; the figure is counted in one of `units`, is `above_zero`.
    """

    keys: str
    before: str = ""
    behind: str = ""
    words: str = ""
    unless: str = ""
    unless_behind: str = ""
    topic: str = ""
    units: str = ""
    above_zero: bool = False


_NEW = "新收|新增"
_OF_MANY_THINGS = r"(?:诉求|事项|信访|咨询|投诉|来信来访|群众申请|各类申请)\d+[件条个],?其中$"
"""Things of which requests are a kind, and no part."""
_FOREIGN = f"{_UNKNOWN} foreign"
_NO_OTHER_OWNER = r"(?:[省市县区州旗]|大厅|线[上下]|完成|集约化|[即上中内端]|(?:专栏|菜单|年度|今日)\p{Han}{0,4})$"
"""What may stand unknown before a channel, or between it and its verb, and names nobody whose channel it is."""
_NO_INFORMATION = f"foreign rules norms review suit application {DECISIONS}"
_THINGS = f"{_FOREIGN} information publish proactive"
_OWN_CHANNELS = " ".join(channel for channel in PUBLISHED_BY.split() if channel != "elsewhere")
REFUSALS = (
    # What stands next to the two: the figure is of more, or of less, than the word says.
    # 受县水利局委托，作出行政处罚2件
    Refusal(" ".join(KEYS), "entrusted [^ semicolon]*"),
    # 纠正行政处罚2件
    Refusal(" ".join(KEYS), "corrected"),
    # 内部信息不予公开2件
    Refusal(f"{OUTCOMES} natural_person application on_request", f"[{_THINGS} handle deal compared]"),
    # 公开行政许可2件
    Refusal(f"{DECISIONS} fees", f"[{_THINGS} {REQUESTED_BY} receive carry_over compared]", unless="^等"),
    # 县卫生系统行政复议2件
    Refusal("review suit", f"[{_FOREIGN} {DECISIONS} deal handle]", unless="公开"),
    # 不予公开2件政府信息
    Refusal("granted partial denied", behind="information"),
    # 答复申请9件，其中网上答复2件
    Refusal("handle handled", "of_which [^ semicolon]* [online in_person letter otherwise on_paper]"),
    # 按时答复9件，延期答复2件
    Refusal(
        "handle handled",
        behind="[and comma] long_unknown [asking application]? counted",
        unless_behind="(?<!按[时期]|按规定|及时|[期时]限内|当场)$",
    ),
    # 答复9件，其中按时答复2件
    Refusal("handle handled", "[handle handled] FIGURE [comma open]* of_which [^ semicolon]*"),
    # 收到服务申请9件，其中网上申请2件; 受理服务事项9件，其中网上受理2件
    Refusal(
        f"{REQUESTED_BY} {OUTCOMES}",
        "(?: [unknown long_unknown] asking | [receive handle deal] [unknown long_unknown foreign]) FIGURE [comma open]*"
        " of_which [^ semicolon]*",
    ),
    # 受理申请窗口2个
    Refusal(REQUESTED_BY, words="窗口|系统|平台|渠道", units="个"),
    # 处理网上2件
    Refusal("online in_person letter otherwise on_paper", f"[{_FOREIGN} deal handle]"),
    # 建议提案办理完毕，结果在网站公开2件
    Refusal(PUBLISHED_BY, "by_way_of", topic="foreign", unless="信息|推文|文章|视频"),
    # 行政处罚案件主动公开2件
    Refusal("proactive publish total_unnamed", f"[{DECISIONS} norms norms_issued document rules] [so_far in_total]*"),
    # 目录中主动公开2项
    Refusal("proactive publish", units="项", unless="信息"),
    # 行政复议9件中，政府信息公开2件
    Refusal("total_published", "[review suit other_dispute] [^ semicolon]*", words="^(?:政府|政务)?信息公开"),
    # 编制申请表2份
    Refusal("application", words="申请表", unless_behind="(?:收到|受理|接收到?)$"),
    # 主动公开事项2项、依申请公开事项3项、不予公开事项1项
    Refusal(
        f"{PUBLISHED} {OUTCOMES} application on_request",
        words="事项",
        unless="收到|受理|办理|答复|等.*事项",
        units="项",
    ),
    # 答复留言9条，政府信息公开申请2件
    Refusal("application on_request", "[handle deal] [unknown long_unknown foreign]+ FIGURE [and comma]"),
    # 编制目录9条，其中依申请公开2条
    Refusal("on_request", "foreign [^ semicolon]*", units="条 项"),
    # 主动公开事项清单2项、依申请公开事项3项
    Refusal("application", "[proactive total_proactive] unknown .*", units="项"),
    # 办结2件申请中，1件为上年结转
    Refusal("carried_in", "[handle handled] FIGURE [^ semicolon]* counted"),
    # 受理申请9件，其中生育登记2件
    Refusal(
        "received",
        behind="[comma open]* of_which [unknown long_unknown]",
        words="受理",
        unless="公开|信息",
        unless_behind="公开|信息",
    ),
    # 收到群众申请9件，其中信息公开申请2件
    Refusal("received", behind="comma of_which [application on_request]", unless="公开"),
    # 镇小学网站2条
    Refusal(PUBLISHED_BY, "[unknown long_unknown]", unless_behind=_NO_OTHER_OWNER),
    # 推送公众号2期，发布信息9条
    Refusal(PUBLISHED_BY, behind="[and comma]? STILL [publish total_published information]* counted", units="期"),
    # 清理网站信息2条
    Refusal(PUBLISHED_BY, "foreign", unless=SAYS_PUBLISHED),
    # 网站微信2条
    Refusal(PUBLISHED_BY, f"[{PUBLISHED_BY}]"),
    # 网站2件规范性文件
    Refusal(PUBLISHED_BY, behind=f"[unknown long_unknown document marking {_NO_INFORMATION}]"),
    # 收到2篇文章
    Refusal(
        "receive handle proactive publish total_unnamed issue repeal current",
        behind=f"[{_UNKNOWN} {_NO_INFORMATION}]",
    ),
    # What is only a part, or of one channel.
    # 其中主动公开2条
    Refusal(PUBLISHED, "of_which [^ semicolon]*", unless=_NEW, unless_behind=f"(?:{_NEW})$"),
    # 收到5件，其中办理2件
    Refusal(
        RECEIVED,
        f"(?: ^ | semicolon) (?: [^ semicolon of_which {PUBLISHED}]* | [^ semicolon of_which]* [{RECEIVED}]"
        " [^ semicolon of_which]*) of_which (?: [^ semicolon comma] | comma (?! this_year))*",
        unless=_NEW,
        unless_behind=_OF_MANY_THINGS,
    ),
    # 其中县政府行政诉讼2件
    Refusal(
        " ".join(key for key in KEYS if key not in f"{PUBLISHED} {RECEIVED} {PUBLISHED_BY} {REQUESTED_BY}".split()),
        f"of_which [^ semicolon]* (?: [{_UNKNOWN}] | [{PUBLISHED} {RECEIVED}] [^ semicolon]*)",
        unless=_NEW,
    ),
    # 办结申请9件，其中本年新收2件
    Refusal("receive received", "[handle handled] FIGURE [comma open]* of_which [^ semicolon]*"),
    # 当面、网络各收到申请2件
    Refusal(RECEIVED, f"[{REQUESTED_BY}] each in_total*"),
    # 以自然人为主，共2件，占9%
    Refusal("total_unnamed received", behind="comma? share"),
    # 当天发布的占9%，共2条
    Refusal("total_unnamed", "share other_figure comma STILL"),
    # 通过平台收到申请2件
    Refusal(RECEIVED, "(?: ^ | CLAUSE_END) this_year? by_way_of [^ CLAUSE_END and and_other_channels]*"),
    # 上年结转的申请2件
    Refusal(RECEIVED, "[carried_in carry_over] [^ CLAUSE_END counted bare money and as_well]*"),
    # 通过网站公开信息2条
    Refusal(
        f"{PUBLISHED} norms_issued",
        f"(?: ^ | CLAUSE_END) (?: [^ CLAUSE_END {PUBLISHED_BY} and_other_channels]* [{PUBLISHED_BY}]"
        f" | [^ CLAUSE_END {PUBLISHED_BY} and_other_channels]* by_way_of)"
        f" [^ CLAUSE_END {PUBLISHED_BY} and_other_channels]*",
    ),
    # 网站与微信共公开信息2条
    Refusal(
        PUBLISHED,
        f"(?: ^ | CLAUSE_END) [^ CLAUSE_END by_way_of]* [{PUBLISHED_BY}] and [{PUBLISHED_BY}] [in_total this_year]*",
    ),
    # 网站公开2条、三务平台公开信息1条
    Refusal(PUBLISHED, f"[{PUBLISHED_BY}] FIGURE and unknown"),
    # 网站日均发布信息2条，全年发布9条
    Refusal(
        "publish total_published",
        f"(?: ^ | semicolon) [^ semicolon and_other_channels {PUBLISHED_BY}]* [{PUBLISHED_BY}]"
        f" [^ semicolon and_other_channels {PUBLISHED_BY}]*",
    ),
    # 下架信息2条，更新信息9条
    Refusal("publish total_published", "foreign [^ CLAUSE_END]* [counted bare] comma STILL", words="^更新"),
    # 县级平台公开信息2条
    Refusal(
        "total_published total_unnamed publish",
        "(?: ^ | CLAUSE_END | colon) [^ CLAUSE_END colon by_way_of and]* [unknown long_unknown] [^ CLAUSE_END colon]*",
    ),
    # 编发简报2期，刊发信息9条
    Refusal(PUBLISHED, words="刊[登发载]|播[发出放]"),
    # 在电视台、报刊等媒体发布信息2条
    Refusal(
        PUBLISHED,
        f"(?: ^ | CLAUSE_END) [^ CLAUSE_END {_OWN_CHANNELS}]* elsewhere [^ CLAUSE_END {_OWN_CHANNELS}]*",
    ),
    # 利用公开栏、广播等载体公开信息2条
    Refusal(
        PUBLISHED,
        "by_way_of [^ CLAUSE_END website wechat weibo new_media]* [board elsewhere] (?: and unknown)*"
        " and_other_channels [in_total so_far]*",
    ),
    # 依托微信、视频号等平台，发布信息2条
    Refusal(
        "total_published total_unnamed publish",
        "by_way_of [wechat weibo video new_media and]+ and_other_channels"
        " comma [^ semicolon website board gazette elsewhere proactive]*",
    ),
    # 县级媒体刊发信息2条
    Refusal("elsewhere", "(?: ^ | CLAUSE_END) [^ by_way_of CLAUSE_END]*", words="[刊播]"),
    # 召开发布会3场，发布信息2条
    Refusal(
        "publish total_published total_unnamed",
        "foreign [counted other_figure] unknown? comma STILL",
        words="发布",
        unless_behind=r"^(?!.*(?:发布会|访谈)\d+[场次期],)",
    ),
    # 公开招聘9人，公开信息2条
    Refusal("total_published publish", unless_behind=r"^(?!.*公开(?:招聘|招考|选拔|遴选|竞聘|招标))"),
    # Disputes.
    # 行政处罚9件，其中申请行政复议2件
    Refusal(
        "review suit",
        f"[{DECISIONS} norms_issued document item information] [^ semicolon close]* of_which [^ CLAUSE_END]*",
        unless="公开",
    ),
    # 行政复议9件（征地类3件、信息公开类2件）
    Refusal("review suit", behind="open [^ close]* of_disclosure", unless="公开"),
    # 纠正2件
    Refusal("corrected", "(?<! review [^ suit]*)", unless="复议"),
    # 因征地引发的行政复议2件、行政诉讼1件
    Refusal("review suit", "other_dispute FIGURE? [and comma]*", unless="公开"),
    # 行政诉讼2件，其中信息公开类1件
    Refusal(
        "review suit",
        behind="[comma open]? of_which (?: [review suit] | [^ semicolon close]* of_disclosure)",
        unless="公开|(?<!被)申请|答复|信息",
    ),
    # 行政处罚9件，被申请复议2件
    Refusal("review suit", f"[{DECISIONS}] .*", words="申请|提起", unless="公开", above_zero=True),
    # 受理信访9件，行政复议2件
    Refusal("review suit", "foreign [^ semicolon]*", unless="公开", unless_behind="^(?!.*(?:信访|纠纷|仲裁))"),
    # 行政调解2件、行政复议1件
    Refusal(
        "review suit", "[unknown long_unknown] FIGURE [and comma]", unless="公开", unless_behind="公开", above_zero=True
    ),
    # Documents and decisions.
    # 建议废止2件
    Refusal("issue repeal norms_issued norms_repealed", "foreign"),
    # 全县制发规范性文件9件，其中县政府制发2件
    Refusal("issue norms_issued", "[issue norms_issued] [^ semicolon]* of_which [^ semicolon]*"),
    # 制发文件2件
    Refusal("issue repeal current", f"^ [^ rules {_DOCUMENT}]*"),
    # 制定规章2件，废止1件
    Refusal(
        "issue repeal current",
        f"(?<! {_DOCUMENT} and) rules (?! and {_DOCUMENT}) [^ rules {_DOCUMENT}]*",
    ),
    # 制定规章和规范性文件2件，废止1件
    Refusal(
        "issue repeal current",
        f"(?: rules and {_DOCUMENT} | {_DOCUMENT} and rules) [^ rules {_DOCUMENT}]*",
        above_zero=True,
    ),
    # 主动公开信息，其中行政许可2件
    Refusal(
        DECISIONS,
        "[total_proactive total_published proactive] [^ semicolon]* of_which [^ semicolon]*",
    ),
    # 公示信息9条，其中行政许可2件
    Refusal(
        DECISIONS, f"[information foreign publish item {PUBLISHED_BY}] FIGURE [comma open]* of_which [^ semicolon]*"
    ),
    # 通知公告9条（其中行政处罚2条）
    Refusal(DECISIONS, "[unknown long_unknown] FIGURE [comma open]* of_which [^ semicolon]*", units="条"),
    # 主动公开信息9条，行政许可2条
    Refusal(DECISIONS, topic="proactive", units="条"),
    # 可办理行政许可2项
    Refusal(
        DECISIONS,
        "(?<! (?: ^ | [YEAR so_far in_total comma semicolon colon open]) [handle deal]*)",
        units="项",
        above_zero=True,
    ),
    # 行政许可事项2项
    Refusal(
        DECISIONS, units="项", above_zero=True, unless="决定", unless_behind="(?:作出|办理|办结|实施)(?:各类|各项)?的?$"
    ),
    # 申请执行行政处罚2件
    Refusal(DECISIONS, "asking STILL"),
    # 行政许可公开2件
    Refusal(DECISIONS, words="公开"),
    # 双公示：行政许可2件
    Refusal(DECISIONS, "foreign [unknown long_unknown]? colon [^ CLAUSE_END]*"),
    # 公示双公示行政许可2件
    Refusal(
        DECISIONS,
        "[publish information total_proactive total_published foreign] [^ CLAUSE_END colon]*"
        f" | [{PUBLISHED_BY}] [^ CLAUSE_END colon FIGURE]*",
    ),
    # How documents are marked when they are written.
    # 主动公开信息2条，依申请公开3条
    Refusal("on_request", "[total_proactive proactive] .*"),
    # 依申请公开信息3条
    Refusal("on_request", words="信息", above_zero=True),
    # 公开属性：主动公开2件
    Refusal(
        "proactive publish on_request granted partial denied",
        "[document marking] [^ application received total_proactive total_published]*",
    ),
    # 主动公开2件、依申请公开1件
    Refusal("proactive", behind="[and comma] on_request [counted bare]", units="件 份"),
    # 主动公开2件、依申请公开1件、不予公开3件
    Refusal(
        "granted partial denied",
        "proactive FIGURE [and comma] on_request FIGURE [and comma]",
    ),
    # 依申请公开信息2条，不予公开1条
    Refusal("granted partial denied", "on_request FIGURE [and comma]", units="条 份 篇"),
    # Money.
    # 缴纳费用2元
    Refusal("any_fee", "^ [^ processing_fee]*"),
)
"""Why a figure does not belong to the word that it stands at, each with an example."""

# ── Count ────────────────────────────────────────────────────────────────────────────────────────────────────────────

MONEY = frozenset(("fees", "processing_fee", "any_fee"))
"""Words that are counted in money, and nothing else is."""
_CASES = frozenset(("件次", *"件宗起份例条项"))
COUNTED_IN = dict.fromkeys(DECISIONS.split(), _CASES) | {"coercion": _CASES | {"次"}}
"""Units of a figure above zero; any where a word does not stand here or below."""
NOT_COUNTED_IN = dict.fromkeys(PUBLISHED_BY.split(), frozenset("个次宗起例")) | {"board": frozenset("个次宗起例期")}
SAYS_HOW_MANY = "数"
"""What makes a figure without any unit one of such a word: 行政许可决定数2."""
PIECES_OF = {"video": "个"}
"""A unit that counts accounts, and what is published only where the words say so: 抖音号2个, 发布短视频2个."""
SAYS_PIECES = rf"{SAYS_PUBLISHED}|\p{{Han}}短视频(?!平台|账号)"
"""These words, 抖音短视频2个 among them."""

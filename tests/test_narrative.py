"""Figures stated in prose: sentences of many wordings, and what they must and must not state.

What is stated is written in one short line for each: the concept, the value (`?` for one in doubt, `none` for 0 in
words), then `last` or `cumulative` where it is not of this year, and `~` where it is approximate.
"""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from extract.model import Paragraph, ParagraphOrigin, Section, Statement, TextOrigin
from extract.prose.narrative import CONCEPTS, narrative_of
from extract.prose.phrases import ALONE, DECISIONS, OUTCOMES, PUBLISHED_BY, REQUESTED_BY, TOPICS
from extract.prose.symbols import NAME, SYMBOL, phrases, wordings

YEAR = 2023
SHORT = {
    "narrative.proactive_total": "total",
    "requests.received.total": "received",
    "requests.carried_in.total": "carried_in",
    "requests.handled.total": "handled",
    "requests.carried_out.total": "carried_out",
    "requests.granted.total": "granted",
    "requests.partially_granted.total": "partial",
    "requests.received.natural_person": "natural",
    "disputes.review.total": "review",
    "disputes.review.corrected": "corrected",
    "disputes.suit": "suit",
    "proactive.normative_documents.issued": "issued",
    "proactive.normative_documents.repealed": "repealed",
    "proactive.normative_documents.in_force": "in_force",
    "proactive.licences.decisions": "licences",
    "proactive.penalties.decisions": "penalties",
    "proactive.coercion.decisions": "coercion",
    "proactive.fees.amount": "fees",
    "narrative.processing_fee_yuan": "processing_fee",
}


def section(*paragraphs: str, number: int = 1) -> Section:
    printed = (Paragraph(text, TextOrigin(line, 1, len(text))) for line, text in enumerate(paragraphs, start=2))
    return Section(number, "overview", "一、总体情况", TextOrigin(1, 1, 6), tuple(printed))


def short(concept: str) -> str:
    return SHORT.get(concept, concept.replace("narrative.", "").replace("requests.", ""))


def shown(statement: Statement) -> str:
    told = {"number": str(statement.value), "none": "none", "ambiguous": "?"}[statement.state]
    period = {"this_year": "", "last_year": " last", "cumulative": " cumulative"}[statement.period]
    return f"{short(statement.concept)} {told}{period}{' ~' if statement.approximate else ''}"


def stated(*paragraphs: str, number: int = 1, year: int | None = YEAR, agency: tuple[str, str] = ("", "")) -> set[str]:
    statements = narrative_of([section(*paragraphs, number=number)], year, agency)
    found = [shown(statement) for statement in statements]
    assert len(found) == len(set(found))
    for statement in statements:
        assert (statement.value is None) == (statement.state == "ambiguous")
        assert statement.state != "none" or statement.value == 0
        assert len(statement.sentence) <= 200 and statement.sentence == statement.sentence.strip()
    return set(found)


CASES = {
    # What was published in total.
    "本年度累计主动公开政务信息 473 条。": "total 473",
    "2023 年度，青禾镇主动公开各类政府信息共计１，２３４条。": "total 1234",
    "全年主动公开政府信息二十三件，其中规划信息十件。": "total 23",
    "主动公开政府信息两百零五条。": "total 205",
    "全年公开各类信息100余条。": "total 100 ~",
    "我镇主动公开政府信息约3.5万条次。": "total 35000 ~",
    "全年公开政府信息超过九百条。": "total 900 ~",
    "我局共主动公开了473条政府信息。": "total 473",
    "主动公开政府信息数量为 473 条（件）。": "total 473",
    "主动公开政府信息12大类473条。": "total 473",
    "主动公开通知公告、财政预决算、工作动态等各类信息共473条。": "total 473",
    "全县政府信息公开总数473条。": "total 473",
    "主动公开政府信息304，群众满意。": "total 304",
    "主动公开财政信息19条、工作动态信息328条。": "",
    "主动公开政府信息   条。": "",
    "主动公开政府信息的数量条，内容涉及民生。": "",
    "主动公开目录12个，公开栏目5项。": "",
    "我镇主动公开政府信息120条。第二季度又主动公开政府信息353条。": "total ?",
    "主动公开政府信息130条，更新信息23条。": "total 130",
    "依托政府门户网站、公开栏等多种渠道推进工作，2023年度累计主动公开信息473条。": "total 473",
    "通过政府网站、微信公众号、公示栏等渠道主动公开信息359条。": "total 359",
    # Parts, and by way of which channel.
    "主动公开信息63条，其中网站16条、微信公众号36条、公示栏11条。": (
        "total 63; channel.website 16; channel.wechat 36; channel.board 11"
    ),
    "通过政府网站主动公开信息359条。": "channel.website 359",
    "在县政府门户网站发布信息120条，微博发布12条，抖音发布9条，政府公报公开2期。": (
        "channel.website 120; channel.weibo 12; channel.video 9; channel.gazette 2"
    ),
    "网站公开120条，微信公众号推送80条，共计公开信息200条。": "channel.website 120; channel.wechat 80; total 200",
    "网站、微信公众号分别发布信息584条、267条。": "channel.website 584; channel.wechat 267",
    "县政府网站公开信息44条，本局网站公开信息45条。": "channel.website ?",
    "通过工作群发布信息30条。": "",
    "微信公众号粉丝3000人，网站开设栏目12个，微信公众号2个，网站访问量12万次。": "",
    "主动公开信息473条，其中主动公开规划信息12条，主动公开信息40条为首次发布。": "total 473",
    # What is not ours.
    "政策解读12篇，举办培训3次、会议2次，办理建议提案5件，办结5件。": "",
    "制定规章制度2件，修订考核办法1项。": "",
    "受理公租房申请35件，办结35件；办理行政复议案件12件。": "",
    "公开行政许可信息92条，行政许可事项33项，公示行政处罚31条。": "",
    "根据2022年政务公开工作要点，我镇主动公开信息44条。": "total 44",
    "落实《关于2019年主动公开信息12条的通知》，严格审核。": "",
    # Applications.
    "2023年收到政府信息公开申请2份。": "received 2",
    "受理依申请公开事项壹佰贰拾宗。": "received 120",
    "收到2件政府信息公开申请。": "received 2",
    "政府信息公开申请共受理5件。": "received 5",
    "收到公民、法人或其他组织提出的政府信息公开申请 2 件。": "received 2",
    "收到政府信息公开申请3259件，答复3278件。": "received 3259; handled 3278",
    "2023年共受理政府信息公开申请16件，上年结转1件，办结16件，结转至2024年1件。": (
        "received 16; carried_in 1; handled 16; carried_out 1"
    ),
    "共处理申请17件（新收政府信息公开申请16件，上年结转1件），办结16件，1件结转下年度。": (
        "received 16; carried_in 1; handled 16; carried_out 1"
    ),
    "共受理政府信息公开申请16件，其中上年结转1件。": "received ?; carried_in 1",
    "收到政府信息公开申请5件，其中自然人3件、法人2件，上年结转1件。": "received 5; natural 3; carried_in 1",
    "收到和上年结转的政府信息公开申请共17件。": "received ?; carried_in ?",
    "受理并办结政府信息公开申请3件。": "received 3; handled 3",
    "办理政府信息公开申请5件。": "received ?",
    "收到政府信息公开申请4件，办理政府信息公开申请5件。": "received 4",
    "收到政府信息公开申请5件，其中自然人3件、法人2件。": "received 5; natural 3",
    "收到政府信息公开申请44件，其中网上申请42件，当面申请0件，信函申请2件，其他方式0件。": (
        "received 44; request_channel.online 42; request_channel.in_person 0; request_channel.letter 2; "
        "request_channel.other 0"
    ),
    "通过网站、信函等方式收到政府信息公开申请5件。": "received 5",
    "以信函方式收到政府信息公开申请3件。": "request_channel.letter 3",
    "收到申请6件，予以公开1件，部分公开1件，不予公开1件，无法提供1件，不予处理1件，其他处理1件。": (
        "received 6; granted 1; partial 1; denied 1; unable 1; rejected 1; other 1"
    ),
    "收到政府信息公开申请4件，3件予以公开，1件不予公开。": "received 4; granted 3; denied 1",
    "收到政府信息公开申请84件，予以公开或部分公开84件。": "received 84; granted ?; partial ?",
    "收到政府信息公开申请9件，因涉及秘密不予公开1件，属于内部信息不予公开2件。": "received 9",
    "收到政府信息公开申请3件，不予处理32024年继续办理。": "received 3; rejected ?",
    "收到政府信息公开申请3件，不予公开、无法提供共3件。": "received 3; denied ?; unable ?",
    "全市共收到政府信息公开申请44件，其中市政府收到12件、办结10件。": "received 44",
    "收到重复申请2件，收到信访件5件。": "",
    "收到政府信息公开申请人咨询12次。": "",
    "主动公开信息473条，依申请公开0件。": "total 473",
    "公开0件，不予公开0件。": "",
    "收到政府信息公开申请9件，予以公开1件，告知其他途径3件，不予受理4件，正在办理1件。": "received 9; granted 1",
    "依申请公开政府信息2件，均予以公开。": "",
    "未收到要求公开政府信息的申请。": "received none",
    "全年共收到政府信息公开申请17件，其中，上年度结转2件，本年新收15件。": "received 15; carried_in 2",
    "无上年结转申请，无结转下年度继续办理申请。": "carried_in none; carried_out none",
    # Of other periods.
    "收到政府信息公开申请22起（2022年31起），较上年减少9起。": "received 22; received 31 last",
    "2022年收到政府信息公开申请3件，办结3件；2023年收到政府信息公开申请5件。": (
        "received 3 last; handled 3 last; received 5"
    ),
    "收到政府信息公开申请5件，比上年增加3件，同比增长150%。": "received 5",
    "与上年相比，收到的政府信息公开申请增加3件。": "",
    "2023年收到政府信息公开申请5件，去年同期8件。": "received 5; received 8 last",
    "截至12月31日，累计主动公开信息592条。": "total 592",
    "历年累计主动公开信息592条，2023年主动公开44条。": "total 592 cumulative; total 44",
    "2021年至2023年主动公开信息900条。": "total 900 cumulative",
    "2019年主动公开信息900条。": "",
    "二〇二三年主动公开信息90条。": "total 90",
    # None.
    "全年未收到政府信息公开申请。": "received none",
    "未收到公民、法人和其他组织提出的政府信息公开申请，未发生因政府信息公开申请引发的行政复议、行政诉讼。": (
        "received none; review none; suit none"
    ),
    "没有收到以任何形式提出的政府信息公开申请。": "received none",
    "没有收到公民申请公开政府信息的情况。": "received none",
    "依申请公开：无。": "received none",
    "无政府信息公开行政复议和行政诉讼案件发生。": "review none; suit none",
    "政府信息公开行政复议、行政诉讼案件均为零。": "review none; suit none",
    "行政复议、行政诉讼均未发生。": "review none; suit none",
    "行政复议、行政诉讼0件。": "review 0; suit 0",
    "未收到相关投诉举报事项。": "",
    "未收到对政府信息公开申请答复的异议。": "",
    "无正当理由的申请不予处理。": "",
    "有无申请均应报告，无法提供的说明理由。": "",
    # Disputes.
    "行政复议1件，行政诉讼0件。": "review 1; suit 0",
    "因政府信息公开引发的行政复议1件，被纠错0件。": "review 1; corrected 0",
    "全年因政府信息公开申请引发的行政复议 1 件。": "review 1",
    "发生1起行政复议、2起行政诉讼。": "review 1; suit 2",
    "行政复议3件（维持2件，结果纠正1件），行政诉讼2件。": "review 3; corrected 1; suit 2",
    "行政复议和行政诉讼分别为3件、1件。": "review 3; suit 1",
    "行政复议、行政诉讼各1件。": "review 1; suit 1",
    "行政复议、行政诉讼案件2件。": "review ?; suit ?",
    "未收到行政复议申请。": "review none",
    "行政复议案件共2件，其中上年结转1件，本年新收1件。": "review 2",
    "复议后起诉1件，行政复议维持2件。": "",
    "行政复议2件，行政诉讼1件（上年结转1件）。": "review 2; suit 1",
    "没有发生针对本单位政府信息公开事务的行政复议、诉讼案件。": "review none; suit none",
    # Documents, decisions, money.
    "制发行政规范性文件2件，废止1件，现行有效5件。": "issued 2; repealed 1; in_force 5",
    "制定规章0件、规范性文件2件。": "issued 2",
    "规章、规范性文件制发2件。": "issued ?",
    "未制发规范性文件，现行有效的行政规范性文件3件。": "issued none; in_force 3",
    "在网站公开规范性文件12件，制发文件64件。": "",
    "受理行政许可423件，主动公开信息20条，其中行政许可8条、行政处罚12条。": "total 20",
    "作出行政许可决定423件，行政处罚31宗，行政强制0件。": "licences 423; penalties 31; coercion 0",
    "行政许可、行政处罚、行政强制均为0。": "licences 0; penalties 0; coercion 0",
    "行政许可事项33项，行政处罚罚款12万元。": "",
    "行政事业性收费18.6198万元。": "fees 18.6198",
    "收取信息处理费0元。": "processing_fee 0",
    "未收取信息处理费。": "processing_fee none",
    "发出收费通知1件，总金额400元，实际收取信息处理费380元。": "processing_fee 380",
    "减免信息处理费300元。": "",
    "收取依申请公开信息处理费共计人民币400元。": "processing_fee 400",
    "办理各类行政许可事项36项，作出行政强制决定5件。": "licences 36; coercion 5",
    "可办理行政许可事项33项。": "",
    "未办理行政许可，未征收行政事业性收费。": "licences none; fees none",
    "征收行政事业性收费共4.2万元。": "fees 4.2",
    "未收取依申请公开的信息处理费用。": "processing_fee none",
    "全年未向任何申请人收取政府信息公开信息处理费。": "processing_fee none",
    "2023年无信息处理费收取记录。": "processing_fee none",
}

CARRIED_OVER = {
    # From the year before.
    "上年结转到本年办理的政府信息公开申请1,863份。": "carried_in 1863",
    "上年度结转至本年办理的依申请公开政府信息申请共0条。": "carried_in 0",
    "上年结转至本年继续办理的信息公开申请有54件。": "carried_in 54",
    "上年度结转的依申请公开申请1,598件。": "carried_in 1598",
    "2022年度结转的信息公开申请57件。": "carried_in 57",
    "没有上年度结转依申请公开申请。": "carried_in none",
    "上年度没有结转的政府信息公开申请。": "carried_in none",
    "上年结转和本年收到的申请共17件。": "received ?; carried_in ?",
    # To the next year.
    "另有1,053件信息公开申请结转下年继续办理。": "carried_out 1053",
    "年末有12件依申请公开政府信息申请结转下年度办理。": "carried_out 12",
    "当年受理的3件申请结转下年办理。": "carried_out 3",
    "66件信息公开申请因未到答复期限，结转下年度办理。": "carried_out 66",
    "另有2份政府信息公开申请尚在办理期限内，结转下年办理。": "carried_out 2",
    "收到申请5件，办结3件，另有2件申请正在办理，结转下年度。": "received 5; handled 3; carried_out 2",
    "结转下年度继续办理的依申请公开申请0件。": "carried_out 0",
    "无结转下年继续办理的申请。": "carried_out none",
    "全年共5件申请，结转下年1件。": "carried_out 1",
    "行政复议2件。上年结转信息公开申请9件。另有3件公开申请结转下年办理。": "review 2; carried_in 9; carried_out 3",
    "行政复议2件，上年结转1件，结转下年1件。": "review 2",
    # Received, handled or not.
    "共有168份政府信息公开申请由我委受理。": "received 168",
    "全年有2件依申请公开申请由我镇登记受理，其中自然人1件。": "received 2; natural 1",
    "2023年，无办结的依申请公开申请。": "handled none",
    "没有未办结的申请，未办结的政府信息公开申请2件。": "",
    "不存在未答复的政府信息公开申请。": "",
    # What is in force is counted at the end of the year.
    "截至2023年底，规范性文件现行有效14件。": "in_force 14",
    "截至年底，行政规范性文件现行有效的有2件。": "in_force 2",
    "截至2022年底，规范性文件现行有效14件。": "",
    # By way of channels that are not named.
    "依托各类平台公开政务信息共92份。": "total 92",
}

TRADITIONAL = {
    "本鎮沒有制發行政規範性文件，廢止的行政规范性文件有0件。": "issued none; repealed 0",
    "截至2023年底，行政規范性文件現行有效的有5件。": "in_force 5",
    "沒有發生因政府信息公開引發的行政復議、行政訴訟。": "review none; suit none",
    "上年度結轉的政府信息公開申請1件，另有3件信息公開申請結轉下一年度辦理。": "carried_in 1; carried_out 3",
    "主動公開信息63條，其中微信公眾號52條、公示欄11條。": "total 63; channel.wechat 52; channel.board 11",
    "全年沒有向任何申請人收取信息處理費。": "processing_fee none",
}


# ── Wordings that the reader had not seen when they were written ─────────────────────────────────────────────────────

UNSEEN = {
    "全年政府信息公开工作未产生任何费用。": "processing_fee none",
    "2023年，榆林桥镇通过各类渠道主动公开政府信息1286条。": "total 1286",
    "一年来，我街道共主动公开政府信息六百余条，政策类信息占三成。": "total 600 ~",
    "全年累计在各平台发布政务信息近2000条，其中县政府网站312条、“云上榆林桥”微信公众号1654条。": (
        "total 2000 ~; channel.website 312; channel.wechat 1654"
    ),
    "本年度我局门户网站共发布信息４５６条，政务微博发布信息７８９条，抖音号发布短视频６２条。": (
        "channel.website 456; channel.weibo 789; channel.video 62"
    ),
    "截至2023年12月31日，我镇累计公开各类信息3120条，2023年新增公开信息418条。": "total 3120 cumulative; total 418",
    "2023年我乡主动公开政府信息205条，较2022年的188条增长9%。": "total 205; total 188 last",
    "全年主动公开政府信息342条，去年同期为310条。": "total 342; total 310 last",
    "2022年主动公开政府信息298条，2023年主动公开政府信息356条，同比增长19.5%。": "total 298 last; total 356",
    "全年公开政府信息88条，其中机构职能类3条、财政预决算类12条、乡村振兴类73条。": "total 88",
    "我镇通过县政府门户网站公开信息156篇，通过村务公开栏公开信息240余份。": "channel.website 156; channel.board 240 ~",
    "全镇16个村（社区）公开栏共公开信息1920条。": "channel.board 1920",
    "全年在政府公报刊登信息5篇，在县电视台播发信息31条。": "channel.gazette 5; channel.other ?",
    "本年度主动公开信息数量达到1,024条，比上年多56条。": "total 1024",
    "2023年，我办在区政府网站、政务微信、宣传栏分别公开信息120条、86条、45条。": (
        "channel.website 120; channel.wechat 86; channel.board 45"
    ),
    "全年主动公开政府信息总数为五十六条。": "total 56",
    "我单位主动公开政府信息的总量为1.2万条。": "total 12000",
    "2023年，我镇共收到群众依申请公开件7件，均已按期答复。": "received 7",
    "本年度我局收到依申请公开政府信息申请十一件，其中网上提交八件，信函三件。": (
        "received 11; request_channel.online 8; request_channel.letter 3"
    ),
    "全年受理公民、法人及其他组织的信息公开申请共计29宗，其中自然人申请27宗，法人申请2宗。": "received 29; natural 27",
    "2023年度，本机关共接收政府信息公开申请15例，答复15例，答复率100%。": "received 15; handled 15",
    "今年以来，我委共收到信息公开申请36份，比去年减少4份。": "received 36",
    "收到政府信息公开申请12件（去年9件）。": "received 12; received 9 last",
    "2023年全年我街道共受理申请公开政府信息4项。": "received 4",
    "依申请公开方面，全年收到申请3件，其中线上2件、线下1件。": "received 3; request_channel.online 2",
    "全县各级行政机关共收到政府信息公开申请214件，其中县政府办收到56件，各乡镇收到158件。": "received 214",
    "全年共登记政府信息公开申请18件。": "received 18",
    "2023年共收到依申请公开18件，其中当面申请1件、网络申请12件、邮寄申请5件。": (
        "received 18; request_channel.in_person 1; request_channel.online 12; request_channel.letter 5"
    ),
    "我局2023年度未接到任何公民、法人或者其他组织的政府信息公开申请。": "received none",
    "2023年度，我镇收到的政府信息公开申请数为零。": "received none",
    "本年度收到政府信息公开申请0件，上年结转政府信息公开申请0件。": "received 0; carried_in 0",
    "历年累计受理政府信息公开申请1089份，2023年受理74份。": "received 1089 cumulative; received 74",
    "2023年新收政府信息公开申请21件，2022年结转2件，全年共办结22件，结转2024年办理1件。": (
        "received 21; carried_in 2; handled 22; carried_out 1"
    ),
    "共答复政府信息公开申请10件：予以公开5件，不予公开2件，无法提供3件。": "handled 10; granted 5; denied 2; unable 3",
    "答复的20件申请中，同意公开11件，不同意公开2件，无法提供6件，不予处理1件。": (
        "handled 20; granted 11; denied 2; unable 6; rejected 1"
    ),
    "办理结果中，予以公开占9件，无法提供占3件，不予处理占1件。": "granted 9; unable 3; rejected 1",
    "依法对5件申请作出予以公开决定，对2件申请作出不予公开决定。": "granted 5; denied 2",
    "当年办结申请14件，其中予以公开、部分公开、不予公开分别为6件、5件、3件。": (
        "handled 14; granted 6; partial 5; denied 3"
    ),
    "收到申请1件，答复为予以公开。": "received 1",
    "已办结政府信息公开申请33件，还有2件正在办理中。": "handled 33",
    "上一年度结转至本年度办理的申请3件，本年度新收申请10件，均在年内办结。": "carried_in 3; received 10",
    "有4件申请因尚在办理期限内，结转到下年度继续办理。": "carried_out 4",
    "2022年转入2件，2023年收到申请25件，办结26件，转入2024年1件。": (
        "carried_in 2; received 25; handled 26; carried_out 1"
    ),
    "无上年度结转件，也无结转下年度办理的申请。": "carried_in none; carried_out none",
    "上年度结转申请1件已于2023年1月办结，本年度结转到下一年度0件。": "carried_in 1; carried_out 0",
    "因政府信息公开被申请行政复议2件，其中维持1件、结果纠正1件；被提起行政诉讼1件。": "review 2; corrected 1; suit 1",
    "全年未发生因信息公开申请而引起的行政复议及行政诉讼案件。": "review none; suit none",
    "2023年涉及政府信息公开的行政复议案件4宗，行政诉讼案件两宗。": "review 4; suit 2",
    "本年度我镇政府信息公开工作行政复议、行政诉讼均为0件。": "review 0; suit 0",
    "全年收到因不服政府信息公开答复提起的行政复议3起，行政诉讼0起。": "review 3; suit 0",
    "2023年没有因政府信息公开工作被申请行政复议，被提起行政诉讼1件。": "review none; suit 1",
    "全年政府信息公开类行政复议5件（上年7件）。": "review 5; review 7 last",
    "行政复议机关纠正1件，全年行政诉讼零件。": "corrected 1; suit none",
    "2023年我县政府出台行政规范性文件9件，修改2件，废止4件，截至年底现行有效76件。": (
        "issued 9; repealed 4; in_force 76"
    ),
    "本年度制定规范性文件2份，废止规范性文件零份，现行有效规范性文件11份。": "issued 2; repealed none; in_force 11",
    "我局未制定行政规范性文件，也未废止规范性文件。": "issued none; repealed none",
    "全年共作出行政许可决定1,208件、行政处罚决定96件、行政强制措施3件。": "licences 1208; penalties 96; coercion 3",
    "行政处罚、行政强制均为零，行政许可14件。": "penalties none; coercion none; licences 14",
    "全年办理行政许可二十六件，实施行政处罚4起。": "licences 26; penalties 4",
    "2023年我镇未实施行政处罚和行政强制。": "penalties none; coercion none",
    "全年行政事业性收费合计32.65万元。": "fees 32.65",
    "2023年度收取行政事业性收费12600元。": "fees 12600",
    "我单位无行政事业性收费。": "fees none",
    "2023年共收取政府信息公开信息处理费2笔，合计150元。": "processing_fee 150",
    "本年度未向申请人收取信息处理费，也未减免费用。": "processing_fee none",
    "依申请提供政府信息收取费用0元。": "processing_fee 0",
    "开展政务公开培训2次，参训86人次，发布解读稿件15篇，回应网民留言47条。": "",
    "受理12345热线工单1320件，办结1318件，办理人大代表建议6件、政协提案4件。": "",
    "县档案馆接待查询政府信息群众120人次。": "",
    "审核发布稿件前严格落实三审三校，退回修改23篇。": "",
    "2023年，松岭乡坚持应公开尽公开，全年在省政务公开平台发布各类政府信息731条。": "channel.website 731",
    "截至2023年年底，我街道共公开政府信息1,560余条，其中通过“柳河发布”微信号推送902条。": (
        "total 1560 ~; channel.wechat 902"
    ),
    "2023年共主动公开政府信息叁佰贰拾件。": "total 320",
    "本年度县政府网站公开信息2.3万余条，县政府公报出刊12期。": "channel.website 23000 ~; channel.gazette 12",
    "全年主动公开信息总量1 345条，同比上升三成。": "total 1345",
    "2023年我局通过门户网站、官方微博、官方微信三个平台公开信息，分别为204条、98条、376条。": (
        "channel.website 204; channel.weibo 98; channel.wechat 376"
    ),
    "我镇2023年公开信息96条（上年为120条），主要涉及惠农政策。": "total 96; total 120 last",
    "年内累计公开各类政务信息约七百件。": "total 700 ~",
    "全年编发政务信息简报24期，制作公开栏展板18块。": "",
    "各行政村利用村务公开栏公开信息五百余条，依托广播播发信息60条。": "channel.board ?; channel.other ?",
    "本机关2023年受理的依申请公开事项为零。": "received none",
    "全年共收到政府信息依申请公开件24件，较上年度的30件减少6件。": "received 24; received 30 last",
    "2023年，全区共新收政府信息公开申请1,032件，加上上年结转的25件，共需办理1,057件。": "received 1032; carried_in 25",
    "全市共收到政府信息公开申请863件，其中市本级112件、县（市、区）751件。": "received 863",
    "年度内我单位共接到申请人提交的信息公开申请两件，均以信函方式提交。": "received 2",
    "共收到依申请公开申请5件，全部来自自然人。": "received 5",
    "2023年收到政府信息公开申请6件，申请人均为自然人，其中在线申请4件、邮寄申请2件。": (
        "received 6; request_channel.online 4; request_channel.letter 2"
    ),
    "收到政府信息公开申请三十七件，其中公民三十五件、法人两件。": "received 37; natural 35",
    "全年没有收到书面、当面、网络等任何形式的政府信息公开申请。": "received none",
    "我镇2023年未受理依申请公开政府信息。": "received none",
    "2023年收到申请9件，上年结转1件，全年应办10件，已办结9件，剩余1件结转下年办理。": (
        "received 9; carried_in 1; handled 9; carried_out 1"
    ),
    "2023年共答复政府信息公开申请45件（含上年结转3件），结转2024年度2件。": "handled 45; carried_in 3; carried_out 2",
    "无上年结转及结转下年的政府信息公开申请。": "carried_in none; carried_out none",
    "依申请公开答复中，同意公开16件，占比64%；部分公开4件，占比16%；无法提供5件，占比20%。": (
        "granted 16; partial 4; unable 5"
    ),
    "办结政府信息公开申请7件，均为予以公开。": "handled 7",
    "全年未发生针对我局的行政复议和行政诉讼案件。": "review none; suit none",
    "2023年，因政府信息公开申请行政复议1件、提起行政诉讼0件，复议结果为维持。": "review 1; suit 0",
    "全县政府信息公开行政复议案件11件，维持6件，纠正2件，其他结果3件；行政诉讼案件5件。": (
        "review 11; corrected 2; suit 5"
    ),
    "本年度被提起政府信息公开行政诉讼三件，行政复议无。": "suit 3; review none",
    "行政复议0件、诉讼0件。": "review 0; suit 0",
    "2023年我市制定行政规范性文件16件，废止和失效7件，现行有效113件。": "issued 16; repealed 7; in_force 113",
    "全年未制定出台规章和规范性文件。": "issued none",
    "全年办结行政许可3.6万件，行政处罚案件512宗，行政强制21宗。": "licences 36000; penalties 512; coercion 21",
    "本年度行政许可、行政处罚、行政强制分别为18件、6件、0件。": "licences 18; penalties 6; coercion 0",
    "全年收取行政事业性收费约1,260.5万元，比上年减少120万元。": "fees 1260.5 ~",
    "2023年全区各单位共收取信息处理费3件、1,240元。": "processing_fee 1240",
    "举办新闻发布会3场，发布政策图解28个，网站总访问量达到35万次，信息公开专栏访问量2万次。": "",
    "我县政府网站全年发布信息5216条，其中概况类信息12条、政务动态信息4030条、信息公开目录信息1174条。": (
        "channel.website 5216"
    ),
    "已答复18件，其中全部公开10件、部分公开3件、不予公开1件、无法提供4件。": (
        "handled 18; granted 10; partial 3; denied 1; unable 4"
    ),
    "今年我局处理依申请公开7件，按时办结率100%。": "received ?",
    "2023年度收到政府信息公开申请书面件8件、网上件11件，合计19件。": "received 19; request_channel.online 11",
    "无因政府信息公开引发的举报、行政复议、行政诉讼。": "review none; suit none",
}

TRAPS = {
    "依申请公开情况：年末有10件政府信息公开申请结转下一年度继续办理。": "carried_out 10",
    "受理不动产登记申请35件，办结35件。": "",
    "全年登记失业人员申请120人，登记备案申请5件。": "",
    "新增公开栏目12个，新增公开目录事项3项。": "",
    "主动公开信息200条，网站新增信息30条，新增微信公众号1个。": "total 200",
    "由县纪委处理的举报5件，由镇司法所办理的调解申请12件。": "",
    "投诉举报办理结果：予以公开3件。": "",
    "县融媒体中心播发新闻120条，张贴公告30份。": "",
    "在电视台播出公益广告15条。": "",
    "全县共受理信访事项120件，其中网上信访80件、来信10件，办结118件。": "",
    "我镇收到上级转来的12345工单88件，答复88件。": "",
    "收到政府信息公开申请5件，其中要求公开征地信息3件、拆迁信息2件。": "received 5",
    "收到政府信息公开申请咨询电话20次，收到申请表5份。": "",
    "复议机关受理行政复议申请30件，审结28件，纠正3件。": "",
    "收到重复申请3件，转办信访3件，告知作出更改补充2件。": "",
    "全面公开信息，全部公开12个部门的权责清单。": "",
    "三个平台累计公开信息300条。": "total 300 cumulative",
    "通过微信公众号等三个平台公开信息200条。": "total 200",
    "全年行政许可办理时限压缩60%，行政处罚罚没收入12.5万元。": "",
    "财政部门收取行政事业性收费3项，减免收费20万元。": "",
    "印发工作方案2份，制定规范性文件公开目录1个。": "",
    "2024年计划主动公开信息500条。": "",
    "预计明年收到政府信息公开申请10件。": "",
    "依申请公开件办理时限由20个工作日压缩至15个工作日。": "",
    "全镇有5个村被列为政务公开示范点，占12%。": "",
    "政府公报出版12期，每期发行300份。": "channel.gazette 12",
    "上年结转件均已办结。": "",
    "县法院审理政府信息公开行政诉讼案件12件，判决纠正2件。": "",
    "本县法制办办理行政复议案件40件，其中涉及信息公开2件。": "",
    "全区各镇共收到申请86件，我镇收到12件。": "received 12",
    "县政府办公室收到申请20件，各部门收到申请45件。": "received ?",
    "2021年以来我镇累计收到申请32件。": "received 32 cumulative",
    "近三年共主动公开信息2100条。": "total 2100 cumulative",
    "2023年1月至6月主动公开信息120条，7月至12月主动公开信息180条。": "total ?",
    "上半年收到申请3件，下半年收到申请5件。": "received ?",
    "第四季度公开信息25条。": "total ?",
    "共办理人大建议12件、政协提案9件、依申请公开3件。": "received 3",
    "全年信息公开申请量较去年下降12件，为35件。": "",
    "公开行政处罚决定31件、行政许可决定120件。": "",
    "全年行政许可信息公开120条，行政处罚信息公开31条。": "",
    "因征地拆迁引发行政复议5件，因政府信息公开引发行政复议1件。": "review 1",
    "全年行政诉讼12件，其中信息公开类1件。": "suit 1",
    "政府信息公开行政复议1件，土地征收行政复议3件。": "review 1",
    "未按期答复的申请0件，超期办结0件。": "",
    "不存在逾期答复政府信息公开申请的情况。": "",
    "未收到政府信息公开申请的投诉举报。": "",
    "修改规范性文件3件，清理规范性文件40件，废止2件。": "repealed 2",
    "通过合法性审核的规范性文件12件，备案规范性文件5件。": "",
    "解读规范性文件6件，公开规范性文件9件。": "",
    "网站公开信息2023条，微信公开信息2022条。": "channel.website 2023; channel.wechat 2022",
    "2023年网站发布2023条。": "channel.website 2023",
    "按照《条例》第十条公开信息18条。": "total 18",
    "主动公开信息由2022年的300条增加到2023年的450条。": "",
    "主动公开政府信息从上年的120条增至180条。": "",
    "答复中予以公开的占80%，不予公开的占20%。": "",
    "收到申请10件，同比减少2件，减少16.7%，办结率100%。": "received 10",
    "信息处理费标准为每件100元，超过10件的每件加收100元。": "",
    "共退回信息处理费200元。": "",
}
"""Figures of something else, beside words of ours, and what is ours among them."""

BOUND = {
    # Whose it is.
    "县政府制发规范性文件10件，我镇未制发。": "issued none",
    "县政府制发规范性文件10件，废止2件。": "issued ?; repealed ?",
    "配合县局答复申请4件，我镇收到政府信息公开申请3件。": "received 3; handled ?",
    "派出所、税务所等驻镇单位收到政府信息公开申请2件。": "received ?",
    "以县政府名义制发规范性文件2件，以镇政府名义制发规范性文件1件。": "issued 1",
    "全县共受理申请8件，其中我镇受理1件。": "received 1",
    "县政府未收到政府信息公开申请。": "received ?",
    "受县政府委托办理政府信息公开申请4件。": "received ?",
    "县委、县政府高度重视，石桥镇政府信息公开办公室共受理政府信息公开申请4件。": "received 4",
    "在县政务公开办的指导下，收到政府信息公开申请3件。": "received 3",
    "县水利局作出行政处罚9件，我镇综合行政执法队作出行政处罚2件。": "penalties 2",
    "各村公开村务信息90条，镇级公开政府信息64条。": "total 64",
    "我镇及各站所共公开政府信息64条。": "total 64",
    "青山镇收到政府信息公开申请3件（石桥镇2件），石桥镇办结2件。": "received ?; handled 2",
    # Of when.
    "2023年1月至11月收到申请5件，全年收到申请6件。": "received 6",
    "12月收到政府信息公开申请2件。": "received ?",
    "5月15日，我镇收到政府信息公开申请1件，办结1件。": "received ?; handled ?",
    "1月1日至12月31日，收到政府信息公开申请6件。": "received 6",
    "3月召开会议，全年收到申请6件，均于12月31日前办结。": "received 6",
    "平均每月主动公开政府信息12条。": "total ?",
    "上半年无行政复议。": "review ?",
    "截至2023年12月31日，我镇收到政府信息公开申请6件。": "received 6",
    "截至11月底，收到政府信息公开申请6件。": "received ?",
    "到2024年底公开信息500条。": "",
    # Of what.
    "确定文件公开属性：主动公开35件、依申请公开12件、不予公开9件。": "",
    "全年制作公文30份，主动公开10份，依申请公开8份，不予公开12份。": "",
    "主动公开35件，依申请公开12件。": "",
    "依申请公开系统收到3件，纸质2件，总计5件。": "received 5",
    "网站3条、微信2条，合计公开5条。": "channel.website 3; channel.wechat 2; total 5",
    "在省级以上报刊、电视台等媒体发布信息9篇。": "",
    "公示双公示信息9条，微信公众号粉丝90人。": "",
    "没有因答复超期引发的行政复议。": "",
    "未发生因未按期答复引起的行政复议、行政诉讼。": "",
    "因未按期答复引起的行政复议2件，行政诉讼1件。": "",
    "未收到法人和其他组织的政府信息公开申请。": "",
    # What a clause names itself, whatever was spoken of before.
    "发布政策解读35条。微信公众号发布信息224条。": "channel.wechat 224",
    "公开政府采购信息9条，召开会议3次，微信公众号关注人数300人，发布信息224条。": "channel.wechat 224",
    # Ways of saying it.
    "收到依申请公开办理事项7件，受理量为8件。": "received ?",
    "受理公民向镇政府提出的政府信息公开申请5件。": "received 5",
    "全年政府信息公开零申请。": "received none",
    "未收到公民、法人和其他组织依申请公开情况。": "received none",
    "未收到也未办理政府信息公开申请。": "received none",
    "没有发生因政府信息公开申请行政复议和提起行政诉讼的情况。": "review none; suit none",
    "未收到政府信息公开行政复议、行政诉讼案件。": "review none; suit none",
    "政府信息公开行政复议、行政诉讼案件数均为5件。": "review 5; suit 5",
    "主动公开涉及社会救助、安全生产等方面信息423条。": "total 423",
    "规范性文件未出台、未废止。": "issued none; repealed none",
    "未出台、未废止规范性文件。": "issued none; repealed none",
    "制发、废止、现行有效的规范性文件分别为3件、1件、9件。": "issued 3; repealed 1; in_force 9",
    "收到申请12件，其中12件属于本机关不掌握相关政府信息而无法提供。": "received 12; unable 12",
    "石桥镇微信公众号“石桥发布”发布推文29篇，抖音号发布作品9个。": "channel.wechat 29; channel.video 9",
    "办结5件，结转2件至下年。": "carried_out 2",
    "石桥镇办理行政许可2项，可办理行政许可9项，行政处罚事项8项。": "licences 2",
    "石桥镇15个村的便民服务站办理申请45件。": "received ?",
    "我镇干部个人公众号发布信息50条。": "channel.wechat ?",
    "县水利局高度重视，收到政府信息公开申请9件。": "received ?",
    "县水利局高度重视，我镇收到政府信息公开申请9件。": "received 9",
    "各村（社区）规范村务公开，主动公开信息30条。": "total ?",
    "石桥镇党委、政府高度重视，主动公开信息30条。": "total 30",
    "财政预决算方面，主动公开信息30条。": "total ?",
    "主动公开方面，全年公开信息30条。": "total 30",
    "在土地征收领域，未收到政府信息公开申请。": "received ?",
    "在创建全国文明城市工作中，发布信息59条。": "total ?",
    "在县水利局指导下，主动公开信息59条。": "total 59",
    "政务公开日当天发放资料26份，公开信息28条。": "total ?",
    "没有应制定而未制定的规范性文件。": "issued ?",
    "作出行政处罚64件，其中35件申请行政复议。": "penalties 64",
    "推送双公示数据：行政许可17条、行政处罚44条。": "",
    "县政府网站公开信息29条中，涉及我镇7条。": "channel.website ?",
    "我镇通过云溪县人民政府门户网站公开各类政府信息12条。": "channel.website 12",
    "未收到公民、法人或其他组织关于政府信息公开的申请。": "received none",
    "复议机关均予以维持；被提起行政诉讼5件。": "suit 5",
    "下架失效信息7条，更新信息59条。": "",
    "利用镇村公开栏、广播等载体公开信息34条。": "",
    "上年结转政府信息公开申请4件，本年度新收9件，本年度办理8件，结转下年度5件。": (
        "carried_in 4; received 9; handled 8; carried_out 5"
    ),
    "共办理依申请公开9件，其中公开5件，部分公开2件，无法提供2件。": "received ?; granted 5; partial 2; unable 2",
    "截至目前，我镇未发生因政府信息公开引发的行政复议。": "review none",
    "县水利局以我镇名义答复申请52件。": "handled ?",
    "未收取政府信息公开处理费。": "processing_fee none",
    "全县政务公开考核中，我镇公开信息46条被扣分。": "total ?",
    "检查公开信息46条。": "total ?",
    "公开行政审批流程47个，受理申请34件。": "received ?",
    "召开会议27次，全年收到申请34件。": "received 34",
    "审核稿件27篇，发布信息35篇。": "total ?",
    "审核稿件27篇，我镇公开信息35篇。": "total 35",
    "召开会议27次，全年公开信息35条。": "total 35",
    "收到部门推送信息27条，公开35条。": "total ?",
    "根据群众申请，公开信息38条。": "total ?",
    "根据县政府要求，公开信息38条。": "total ?",
    "根据县政府要求，全年公开信息38条。": "total 38",
    # What a sentence does not say itself.
    "全年发布信息38条。": "total ?",
    "全年发布政府信息38条。": "total 38",
    "全年，政务动态栏目公开信息38条。": "total ?",
    "推行网上办事，网上受理申请38件。": "request_channel.online ?",
    "推行网上办事，全年网上受理政府信息公开申请38件。": "request_channel.online 38",
    "网站专题发布信息38条。": "channel.website ?",
    "县政府网站石桥镇专栏发布信息38条。": "channel.website 38",
    "在“云溪融媒”公众号刊发我镇信息38条。": "channel.wechat ?",
    "头条号发布信息38条。": "channel.other ?",
    "县政府网站发布信息38条，其中采用我镇信息9条。": "channel.website ?",
    "报送县政府网站信息38条。": "",
    "我镇组织各站所公开信息38条。": "total ?",
    "调处行政争议38件，其中行政复议9件。": "review ?",
    "发生政府信息公开行政争议38件，其中行政复议9件。": "review 9",
    "我镇村民提起行政诉讼9件。": "suit ?",
    "未发生败诉的政府信息公开行政诉讼。": "",
    "按时答复申请38件，延期答复申请9件。": "",
    "最后一个季度，收到政府信息公开申请9件。": "received ?",
    "截至2024年9月，现行有效规范性文件9件。": "in_force ?",
    "38件行政复议经调解结案。": "review ?",
    "受理申请窗口38个。": "",
    "2024年4月至2024年12月，收到申请9件。": "received ?",
    "2024年1月至2024年12月，收到申请9件。": "received 9",
    "公开招聘9人，公开信息38条。": "",
    # What it does.
    "收到申请38件，办理36件，结转2件。": "received 38; handled 36; carried_out 2",
    "收到政府信息公开申请38件，不含上级转办9件。": "received 38",
    "收到申请38件，其中29件为自然人，9件为企业。": "received 38; natural 29",
    "申请公开数量：38件。": "received 38",
    "全年无人向我镇申请政府信息公开。": "received none",
    "提供政府信息未收取任何费用。": "processing_fee none",
    "其余申请5件办结。": "",
    "行政处罚35件撤销。": "penalties ?",
    "环保，行政处罚35件。": "penalties ?",
    "收到申请6件，又收到申请2件。": "received ?",
}
"""Figures of 云溪县石桥镇, of others, of parts of the year and of other things."""

GAPS = {
    "收到申请15件，已全部答复，其中予以公开8件，部分公开2件，不予公开1件，本机关不掌握无法提供3件，其他处理1件。": (
        "received 15; granted 8; partial 2; denied 1; unable ?; other 1"
    ),
}
"""What is stated and not found; never is anything else stated for it."""


def wanted(line: str) -> set[str]:
    return {part.strip() for part in line.split(";") if part.strip()}


@pytest.mark.parametrize(("sentence", "expected"), (CASES | CARRIED_OVER | TRADITIONAL | UNSEEN | TRAPS).items())
def test_sentence(sentence: str, expected: str) -> None:
    assert stated(sentence) == wanted(expected)


@pytest.mark.parametrize(("sentence", "expected"), BOUND.items())
def test_a_figure_is_of_the_agency_the_year_and_its_object(sentence: str, expected: str) -> None:
    assert stated(sentence, agency=("云溪县", "石桥镇")) == wanted(expected)


def test_the_agency_of_a_county_or_a_department_is_not_taken_for_another() -> None:
    county, bureau = ("", "云溪县"), ("云溪县", "水利局")
    assert stated("县政府制发规范性文件2件，省政府制发规范性文件9件。", agency=county) == {"issued 2"}
    assert stated("全县收到政府信息公开申请9件，省政府收到3件。", agency=county) == {"received 9"}
    assert stated("我局收到申请9件，县政府收到申请3件。", agency=bureau) == {"received 9"}
    assert stated("县水利局收到申请9件，市水利局收到申请3件。", agency=bureau) == {"received 9"}


@pytest.mark.parametrize(("sentence", "expected"), GAPS.items())
def test_a_gap_is_no_wrong_figure(sentence: str, expected: str) -> None:
    assert stated(sentence) < wanted(expected)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("（二）依申请公开", "2023年共收到2件，办结2件。"), "received 2; handled 2"),
        (("（二）依申请公开：全年共收到2件，予以公开2件。",), "received 2; granted 2"),
        (("（一）主动公开", "2023年共公开473条。"), "total 473"),
        (("（二）依申请公开。收到2件。办理建议提案5件。办结5件。",), "received 2"),
        (("（二）依申请公开。收到2件。接待群众5批。办结5件。",), "received 2"),
        (("（一）主动公开。全年公开0条，不予公开0条。",), "total 0"),
        (("规章\t2\t0\t2", "行政许可 | 423 |"), ""),
        (("一、本年新收政府信息公开申请数量 7 1 8",), ""),
        (("主动公开信息473条。", "全年主动公开信息473条。"), "total 473"),
        (("收到政府信息公开申请2件。", "收到政府信息公开申请3件。"), "received 2; received 3"),
    ],
)
def test_paragraphs(paragraphs: tuple[str, ...], expected: str) -> None:
    assert stated(*paragraphs) == wanted(expected)


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        (2, "2023年共主动公开473条。", "total 473"),
        (
            3,
            "2023年新收2件，上年结转0件，办结2件，结转下年度0件。",
            "received 2; carried_in 0; handled 2; carried_out 0",
        ),
        (4, "2023年无行政复议、行政诉讼。", "review none; suit none"),
        (5, "收到政府信息公开申请3件。", ""),
        (5, "2023年收到政府信息公开申请3件，数量偏少。", "received 3"),
        (6, "2023年本机关未向申请人收取任何费用。", "processing_fee none"),
        (6, "依据《政府信息公开信息处理费管理办法》，2023年收取信息处理费总金额为380元。", "processing_fee 380"),
        (6, "无", ""),
    ],
)
def test_other_sections(number: int, text: str, expected: str) -> None:
    assert stated(text, number=number) == wanted(expected)


def test_every_concept_has_a_word_or_a_phrase() -> None:
    words = {entry.name for entry in wordings()}
    made = {NAME[part] for _, becomes in phrases() for part in becomes if isinstance(part, str)}
    assert len(words) > 60 and len(made) > 10
    assert CONCEPTS.keys() <= words | made | set(ALONE.values())
    assert set(" ".join((PUBLISHED_BY, REQUESTED_BY, OUTCOMES, DECISIONS, *TOPICS.values())).split()) <= SYMBOL.keys()


def test_a_report() -> None:
    """The facts of a small report as offices write it, with blanks around its figures."""
    statements = narrative_of(
        [
            section(
                "(一) 主动公开: 依托网站、公开栏等多元载体推进工作, 2025 年度累计主动公开政务信息 473 条。",
                "(二) 依申请公开: 2025 年, 青禾镇受理政府信息公开申请 2 份; "
                "全年因政府信息公开申请引发的行政复议 1 件, 未收到相关投诉举报事项。",
            )
        ],
        2025,
    )
    assert [(s.concept, s.value, s.raw, s.unit, str(s.origin)) for s in statements] == [
        ("narrative.proactive_total", 473, "473 条", "条", "txt:L2:48-52"),
        ("requests.received.total", 2, "2 份", "份", "txt:L3:34-36"),
        ("disputes.review.total", 1, "1 件", "件", "txt:L3:58-60"),
    ]
    assert statements[1].sentence.startswith("(二) 依申请公开") and statements[1].sentence.endswith("事项。")


@pytest.mark.parametrize(
    ("text", "value", "raw", "unit"),
    [
        ("微信公众号发布信息3.5万条。", "35000", "3.5万条", "条"),
        ("行政事业性收费18.6万元。", "18.6", "18.6万元", "万元"),
        ("行政事业性收费十二万元。", "12", "十二万元", "万元"),
        ("主动公开政府信息约 1 200 余 条。", "1200", "1 200 余 条", "条"),
        ("收到政府信息公开申请零件。", "0", "零件", "件"),
        ("收到政府信息公开申請２件次。", "2", "２件次", "件次"),
    ],
)
def test_print(text: str, value: str, raw: str, unit: str) -> None:
    (statement,) = narrative_of([section(text)], YEAR)
    assert (statement.value, statement.raw, statement.unit) == (Decimal(value), raw, unit)
    assert text[statement.origin.start - 1 : statement.origin.end] == raw  # type: ignore[union-attr]


def test_candidates_of_an_ambiguous_statement() -> None:
    (statement,) = narrative_of([section("县政府网站公开信息44条，本局网站公开信息45条。")], YEAR)
    assert (statement.state, statement.value, statement.raw) == ("ambiguous", None, "44条 45条")


def test_lines_cut_inside_a_sentence() -> None:
    """Readers of printed lines hand over every line; a figure may stand in the next one."""
    statements = narrative_of(
        [section("2023年，青禾镇认真落实各项要求，全年共收到政府信息公", "开申请12件，均按时答复。")], YEAR
    )
    assert [(s.value, str(s.origin)) for s in statements] == [(12, "txt:L3:4-6")]


@pytest.mark.parametrize("indent", ["", "　　", "  "])
def test_a_short_part_is_broken_as_the_whole_page_is(indent: str) -> None:
    """No line of section six tells how wide the page is; those of section one do."""
    lines = ["全镇认真落实各项要求，及时公开", "群众关心的各类信息，不断优化平", "台建设，方便群众查询与监督，并"]
    last = ["2023年没有收取依申请公开", "信息处理费。没有其他事项。"]
    parts = [section(*(indent + line for line in each), number=n) for n, each in ((1, lines), (6, last))]
    assert [short(s.concept) for s in narrative_of(parts, YEAR)] == ["processing_fee"]


def test_year_unknown() -> None:
    assert stated("2023年收到政府信息公开申请2件。", year=None) == {"received 2"}
    assert stated("2022年收到申请2件，2023年收到政府信息公开申请3件。", year=None) == set()
    assert stated("全年公开信息5条。2022年收到政府信息公开申请2件。", year=None) == {"total 5"}
    assert stated("结转2024年继续办理的政府信息公开申请2件。", year=None) <= {"carried_out 2"}
    assert stated("同2022年公开的3条相比，更趋合理。2022年收到政府信息公开申请2件。", year=None) == set()


@pytest.mark.parametrize("carried", ["结转", "结转至", "转入", "延至", "顺延至", "延续到", "接转", "結轉至", "结转（"])
@pytest.mark.parametrize(
    "sentence",
    ["{}2024年继续办理2件。", "{}2024年办理的申请2件。", "2件申请{}2024年继续办理。", "办结3件，{}2024年继续办理2件。"],
)
def test_the_year_that_something_is_carried_to_is_not_the_one_reported_on(carried: str, sentence: str) -> None:
    assert stated(sentence.format(carried), year=None) <= {"carried_out 2", "handled 3"}


def test_the_year_of_plans_is_not_the_one_reported_on() -> None:
    parts = [section("结转2024年的申请2件。"), section("2024年，我镇将加强公开。", number=5)]
    assert {shown(statement) for statement in narrative_of(parts, None)} <= {"carried_out 2"}


def test_paragraphs_of_files_without_lines() -> None:
    printed = (Paragraph("主动公开信息&nbsp;12&nbsp;条。", ParagraphOrigin("html", 7)),)
    (statement,) = narrative_of([Section(1, "overview", "", ParagraphOrigin("html", 6), printed)], YEAR)
    assert (statement.value, statement.raw, str(statement.origin)) == (12, "12条", "html:p7")


@pytest.mark.parametrize(
    "text",
    ["", "。", "（", "1", "条", "主动公开", "0" * 3000, "未" * 3000, "（（（（", "公开1,2,3条。", "\ufffd?1340條?"],
)
def test_odd_input(text: str) -> None:
    stated(text)


# ── Compositions ─────────────────────────────────────────────────────────────────────────────────────────────────────

NUMERALS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    if number < 10:
        return NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def printed(chance: random.Random, number: int) -> str:
    way = chance.randrange(8)
    if way == 0:
        return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    if way == 1 and number < 100 and number not in (0, 2):
        return in_words(number)
    if way == 2:
        return f"{number:,}"
    return f" {number} " if way == 3 else str(number)


TOTALS = (
    "{s}主动公开{k}信息{t}{n}{u}",
    "{s}{t}主动公开{k}信息{n}{u}",
    "{s}依法公开{k}信息{t}{n}{u}",
    "{s}{t}发布{k}信息{n}{u}",
    "{s}主动公开的{k}信息{t}为{n}{u}",
    "{s}主动公开{n}{u}{k}信息",
)
RECEIVED = (
    "{s}收到政府信息公开申请{n}{u}",
    "{s}共受理依申请公开事项{n}{u}",
    "{s}新收政府信息公开申请数量为{n}{u}",
    "{s}收到公民、法人和其他组织的政府信息公开申请{t}{n}{u}",
    "{s}接到{n}{u}政府信息公开申请",
    "{s}政府信息公开申请共收到{n}{u}",
)
HANDLED = ("办结{n}{u}", "已办结{n}{u}", "按时答复{n}{u}", "答复政府信息公开申请{n}{u}")
CARRIED_IN = ("上年结转{n}{u}", "上年度结转申请{n}{u}", "2022年结转{n}{u}")
CARRIED_OUT = ("结转下年度继续办理{n}{u}", "结转至2024年{n}{u}", "{n}{u}结转至下一年", "顺延至下年{n}{u}")
GRANTED = ("予以公开{n}{u}", "{n}{u}予以公开")
DENIED = ("不予公开{n}{u}", "{n}{u}不予公开")
REVIEW = ("因政府信息公开引发的行政复议{n}{u}", "发生行政复议{n}{u}", "行政复议案件{t}{n}{u}", "被申请行政复议{n}{u}")
SUIT = ("行政诉讼{n}{u}", "提起行政诉讼案件{n}{u}", "因政府信息公开引发行政诉讼{n}{u}")
ISSUED = ("制发行政规范性文件{n}件", "出台规范性文件{n}件", "{s}制定规范性文件{t}{n}件")
CHANNELS = {
    "narrative.channel.website": ("政府网站{n}条", "政府门户网站公开信息{n}条", "通过门户网站发布{n}条"),
    "narrative.channel.wechat": ("微信公众号{n}条", "在微信公众号推送信息{n}条", "政务微信发布{n}条"),
    "narrative.channel.weibo": ("微博{n}条", "政务微博发布{n}条"),
    "narrative.channel.board": ("公示栏{n}条", "政务公开栏公开{n}条"),
}
NATURAL = ("自然人{n}{u}", "自然人申请{n}{u}")
ASKED = {
    "narrative.request_channel.online": ("网上申请{n}{u}", "通过网络申请{n}{u}", "在线申请{n}{u}"),
    "narrative.request_channel.in_person": ("当面申请{n}{u}", "现场提交{n}{u}"),
    "narrative.request_channel.letter": ("信函申请{n}{u}", "邮寄{n}{u}"),
}
NEIGHBOURS = (
    *("政策解读{n}篇", "举办培训{n}次", "回应群众留言{n}条", "办理建议提案{n}件", "新媒体账号{n}个", "满意率{n}%"),
    *(
        "较上年增加{n}件",
        "召开会议{n}次",
        "接待来访{n}人次",
        "开展检查{n}次",
        "同比增长{n}%",
        "信访件{n}件",
        "接受咨询{n}人",
    ),
    *(
        "受理低保申请{n}件",
        "完善规章制度{n}项",
        "通过工作群转发通知{n}条",
        "公开栏目{n}个",
        "发放宣传单{n}份",
        "民生信息{n}条",
    ),
)
NOT_RECEIVED = (
    "全年未收到政府信息公开申请。",
    "2023年没有收到依申请公开事项。",
    "本年度政府信息公开申请为零。",
    "我局无政府信息公开申请。",
)
NOT_DISPUTED = (
    "未发生行政复议、行政诉讼。",
    "无政府信息公开行政复议和行政诉讼案件。",
    "行政复议、行政诉讼均为0件。",
    "没有因政府信息公开引发的行政复议、行政诉讼。",
)
SUBJECTS = ("", "我镇", "全年", "2023年", "2023年，青禾镇", "2023年度，我局", "本年度")
COUNTED = {
    "received": RECEIVED,
    "handled": HANDLED,
    "carried_in": CARRIED_IN,
    "carried_out": CARRIED_OUT,
    "granted": GRANTED,
    "denied": DENIED,
}


class Composition:
    """A section with planted figures: `text`, and what each concept may be said to be."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.planted: dict[tuple[str, str], int] = {}
        self.text = "".join(self.sentences())

    def clause(self, concept: str, patterns: tuple[str, ...], units: str = "件", period: str = "this_year") -> str:
        number = self.chance.choice((0, 1, 3, 12, 31, 86, 473, 1340))
        self.planted[concept, period] = number
        return self.fill(self.chance.choice(patterns), number, units)

    def fill(self, pattern: str, number: int, units: str = "件") -> str:
        return pattern.format(
            s=self.chance.choice(SUBJECTS),
            k=self.chance.choice(("", "各类", "政府", "政务", "各类政府")),
            t=self.chance.choice(("", "共计", "共", "总计")),
            n=printed(self.chance, number),
            u=self.chance.choice(units),
        )

    def neighbour(self) -> str:
        return self.fill(self.chance.choice(NEIGHBOURS), self.chance.randrange(1, 99))

    def sentences(self) -> list[str]:
        told = [self.published(), self.requested()]
        if self.chance.random() < 0.6:
            told.append(self.disputed())
        if self.chance.random() < 0.4:
            told.append(self.clause("proactive.normative_documents.issued", ISSUED) + "。")
        if self.chance.random() < 0.3:
            told.append("（三）政府信息管理。严格执行三审制度，" + self.neighbour() + "。")
        return told

    def published(self) -> str:
        clauses = []
        if self.chance.random() < 0.15:
            clauses.append(self.clause("narrative.proactive_total", ("2022年主动公开信息{n}{u}",), "条件", "last_year"))
            clauses.append("2023年" + self.clause("narrative.proactive_total", ("主动公开信息{n}{u}",), "条件份"))
        else:
            clauses.append(self.clause("narrative.proactive_total", TOTALS, "条件份项篇"))
        if self.chance.random() < 0.2:
            clauses.append("较上年" + self.chance.choice(("增加", "减少")) + f"{self.chance.randrange(2, 99)}条")
        if self.chance.random() < 0.6:
            channels = self.chance.sample(sorted(CHANNELS), self.chance.randrange(1, 4))
            parts = [self.clause(concept, CHANNELS[concept]) for concept in channels]
            clauses.append("其中" + self.chance.choice(("、", "，")).join(parts))
        if self.chance.random() < 0.3:
            clauses.append(self.neighbour())
        return "（一）主动公开。" + "，".join(clauses) + "。"

    def requested(self) -> str:
        units = self.chance.choice("件份条宗项起例")
        heading = self.chance.choice(("（二）依申请公开。", "（二）依申请公开情况：", ""))
        if self.chance.random() < 0.2:
            self.planted["requests.received.total", "this_year"] = 0
            return heading + self.chance.choice(NOT_RECEIVED)
        clauses = [self.clause("requests.received.total", RECEIVED, units)]
        if self.chance.random() < 0.2:
            clauses.append(f"比去年{self.chance.choice(('增加', '减少'))}{self.chance.randrange(2, 99)}{units}")
        if self.chance.random() < 0.3:
            clauses[-1] += f"，其中{self.clause('requests.received.natural_person', NATURAL, units)}、法人1{units}"
        elif self.chance.random() < 0.4:
            asked = self.chance.sample(sorted(ASKED), self.chance.randrange(1, 4))
            parts = "、".join(self.clause(concept, ASKED[concept], units) for concept in asked)
            clauses[-1] += self.chance.choice(("，其中{}", "（其中{}）", "（{}）")).format(parts)
        for name in ("carried_in", "handled", "granted", "denied", "carried_out"):
            if self.chance.random() < 0.5:
                concept = "requests.denied" if name == "denied" else f"requests.{name}.total"
                clauses.append(self.clause(concept, COUNTED[name], units))
        return heading + self.chance.choice(("，", "；")).join(clauses) + "。"

    def disputed(self) -> str:
        if self.chance.random() < 0.4:
            self.planted["disputes.review.total", "this_year"] = self.planted["disputes.suit", "this_year"] = 0
            return self.chance.choice(NOT_DISPUTED)
        review = self.clause("disputes.review.total", REVIEW, "件起")
        return review + self.chance.choice("，、；") + self.clause("disputes.suit", SUIT, "件起") + "。"


@pytest.mark.slow
def test_compositions() -> None:
    """No figure is ever a wrong one, every planted one is found or in doubt, hardly any is in doubt."""
    found = doubtful = 0
    for seed in range(2000):
        composition = Composition(seed)
        statements = narrative_of([section(composition.text)], YEAR)
        told = {(s.concept, s.period): s for s in statements}
        assert len(told) == len(statements), composition.text
        for key, statement in told.items():
            assert statement.value in (composition.planted.get(key), None), (key, composition.text)
        for key in composition.planted:
            assert key in told, (key, composition.text)
            found += told[key].value is not None
            doubtful += told[key].value is None
    assert doubtful <= 0.03 * found


@pytest.mark.parametrize("width", range(14, 30, 3))
def test_sentences_that_the_width_of_the_page_breaks(width: int) -> None:
    text = (
        "本年度共收到政府信息公开申请36件，其中自然人申请32件。上年度结转到本年办理的政府信息公开申请4件，均已办结。"
        "本年度没有结转下年度继续办理的政府信息公开申请。"
    )
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    paragraphs = tuple(Paragraph(line, TextOrigin(n, 1, len(line))) for n, line in enumerate(lines, start=1))
    stated = narrative_of([Section(1, "overview", "", TextOrigin(1, 1, 1), paragraphs)], YEAR)
    values = {statement.concept: statement.value for statement in stated}
    assert values["requests.received.total"] == 36
    assert values["requests.carried_in.total"] == 4

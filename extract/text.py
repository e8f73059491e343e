"""Chinese text as agencies print it: widths, blanks, variant characters, enumerators, labels, furniture of pages.

Comes in: pieces of text. Goes out: keys that can be compared. Positions in the source are the reader's business;
nothing here changes what is stored as `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import unescape
from unicodedata import normalize

import regex as re

from extract.measures import IN_TABLES, units_of

compiled: Callable[[str], re.Pattern[str]] = cache(re.compile)
"""A pattern, compiled when it is first used: commands that read no report should start at once."""
GENERATOR = "gongkai"
"""The name by which our pages say who has made them; such pages are no reports."""
COMMON_WORDS = ("政府", "信息", "公开", "年度", "报告", "总计", "行政", "申请")
"""Words that hardly any report is without; they tell a right decoding from a wrong one."""
# Full forms of the characters that occur in labels, headings, units and names of places, as mirror sites print them.
_TRADITIONAL = dict(
    zip(
        "條項規範發製數廢現許處罰強開費總計單額購關機構會團體請結轉複復訴訟維糾審業執檔屬於國類務內過後補護權穩報導統無題應對"
        "為與濟產黨億萬隻祇據網還鎮鄉縣區門號時間標農實際採學況進動並減廣東龍義從經個書舉訪確認獲繳繼續辦給決議頁圖劃別餘約"
        "勞術聯財資負責組織專員點擊瀏覽發佈説說擇廳環貿質鐵電衛長臺灣創設備選違親屆陸險類驗變營問難點該單華國圍領導幹師長達運連陽陰雲嶺鳳鳴鄧劉張陳楊黃趙吳鄭馮韓歐蘇衛蘭麗寧齊濱灣灘溝澗詢沒當納徵錄評貫獨異證鄰滿舊誤讓歷釋簽"
        "訂節讀這級論眾們記態欄戶視頻傳場絡紙習郵遞載頒終徑種則僅測詞誌線聽協隊氣話錢調試識課談謝譯譽"
        "橋銀鶴馬豐興廟樓壩莊羅蔣園鋪舖樹樺遠鵝鷄雞鴨魚鳥爾瑪薩倉嶼島峽礦鹽爐窯塢壟墳壽慶榮葉萊蓮蓋藍蘆櫻棗楓柵樂歸淺湯淵澤濰瀘瀋灤潁瀾鄔鄒鄆鄖鄲酈閆閩闊隴隨雙韋頓順顧飛騰驛鮑鯉鷹麥齡龐龔賀賈賴軍輝邊郟鍾鐘錦鋼"
        "錫鎖鏡閘閣聖聶肅臨蔭蕩蕭薊薌蘄虛覺觀譚貢貴賓贊贛車遷遼醬釣鈞銅鋒牆獅瑩瓊甕畢監盧磯礎禮稅籃糧紅紀純綏綠綿縉翹岡崗嶗巒巖帶廈彎彌恆揚撫攔斷曉棟楨檢欒欽歡渦溫滬漁潯潤潛煉煙燈狹盤硯磚窩窪筍築粵絲綱緒績脈膠"
        "臘蒼藥藝蝦蠶蠻裏裡見訓誠謙譙貨賽將輸綜醫館"
        "編繫雙樣寫闊斷償優緊擴寬係賬檢覺歸簡準畫冊貼賴啟價諮戰績獎懲夠較層緻遲滯礎紛爭駐幾漲薦嚴謹鬆輿熱響隨兩稅籌齡殘貧災掃碼鏈閱訊曉樓鐘彙匯輯",
        "条项规范发制数废现许处罚强开费总计单额购关机构会团体请结转复复诉讼维纠审业执档属于国类务内过后补护权稳报导统无题应对"
        "为与济产党亿万只只据网还镇乡县区门号时间标农实际采学况进动并减广东龙义从经个书举访确认获缴继续办给决议页图划别余约"
        "劳术联财资负责组织专员点击浏览发布说说择厅环贸质铁电卫长台湾创设备选违亲届陆险类验变营问难点该单华国围领导干师长达运连阳阴云岭凤鸣邓刘张陈杨黄赵吴郑冯韩欧苏卫兰丽宁齐滨湾滩沟涧询没当纳征录评贯独异证邻满旧误让历释签"
        "订节读这级论众们记态栏户视频传场络纸习邮递载颁终径种则仅测词志线听协队气话钱调试识课谈谢译誉"
        "桥银鹤马丰兴庙楼坝庄罗蒋园铺铺树桦远鹅鸡鸡鸭鱼鸟尔玛萨仓屿岛峡矿盐炉窑坞垄坟寿庆荣叶莱莲盖蓝芦樱枣枫栅乐归浅汤渊泽潍泸沈滦颍澜邬邹郓郧郸郦闫闽阔陇随双韦顿顺顾飞腾驿鲍鲤鹰麦龄庞龚贺贾赖军辉边郏钟钟锦钢"
        "锡锁镜闸阁圣聂肃临荫荡萧蓟芗蕲虚觉观谭贡贵宾赞赣车迁辽酱钓钧铜锋墙狮莹琼瓮毕监卢矶础礼税篮粮红纪纯绥绿绵缙翘冈岗崂峦岩带厦弯弥恒扬抚拦断晓栋桢检栾钦欢涡温沪渔浔润潜炼烟灯狭盘砚砖窝洼笋筑粤丝纲绪绩脉胶"
        "腊苍药艺虾蚕蛮里里见训诚谦谯货赛将输综医馆"
        "编系双样写阔断偿优紧扩宽系账检觉归简准画册贴赖启价咨战绩奖惩够较层致迟滞础纷争驻几涨荐严谨松舆热响随两税筹龄残贫灾扫码链阅讯晓楼钟汇汇辑",
        strict=True,
    )
)
_WIDTHS = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_RADICALS = {chr(radical): normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⼾⺁⺄⺈⺊⺎⺒⺓⺜⺝⺟⺠⺩⺬⺻⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "户厂乙刀卜兀巳幺日月母民王示聿月臼虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Code points of radicals that some programs write into a PDF in place of the characters they look like."""
_VARIANTS = dict(zip("〔〕【】、。－−–‐‑﹣━─―〇∕╱∶", "[][],.------———0//:", strict=True))
NOTHING = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000 \t\n\r\v\f\0"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
QUOTES_AND_MARKUP = "\"'“”‘’「」『』`*\\＂＇"
_COMPACT = str.maketrans({**_WIDTHS, **_VARIANTS, **dict.fromkeys(NOTHING + INVISIBLE + QUOTES_AND_MARKUP, "")})
_SQUEEZE = _COMPACT | str.maketrans(_TRADITIONAL)
_CHARACTERS = str.maketrans(_RADICALS)
_SIMPLIFIED = str.maketrans(_TRADITIONAL | {wide: sign for wide, sign in _WIDTHS.items() if sign.isalnum()})
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_BLANKS = re.compile(rf"[{NOTHING}{INVISIBLE}]*")
_MAY_BE_BLANK = frozenset(NOTHING + INVISIBLE + "&")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#(?:9|32|160|819[4-9]|820[12]|12288)(?!\d));?", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,80})?/?>")


@lru_cache(maxsize=2048)
def squeeze(text: str) -> str:
    """Text without widths, blanks, quotes, markup and variant characters: the form in which print is compared.

    >>> squeeze("３．危及“三安全一穩定”")
    '3.危及三安全一稳定'
    """
    return _without_markup(text).translate(_SQUEEZE)


def without_radicals(text: str) -> str:
    """Text with the characters that code points of radicals stand for, as long as it was: programs that know a
    character by its glyph alone write them into PDF files, and whoever copies from these into others.

    >>> without_radicals("\u2f00、⻚⾯")
    '一、页面'
    """
    return text.translate(_CHARACTERS) if _RADICAL.search(text) else text


@lru_cache(maxsize=2048)
def simplified(text: str) -> str:
    """Text in simplified characters and narrow digits, as long as it was: what checks look for words in.

    >>> simplified("國辦公開辦函〔２０１９〕60號")
    '国办公开办函〔2019〕60号'
    """
    return text.translate(_SIMPLIFIED)


def compact(text: str) -> str:
    """Text without widths, blanks, quotes and markup but in its own characters; as long as `squeeze` makes it.

    >>> compact("３．危及“三安全一穩定”")
    '3.危及三安全一穩定'
    """
    return _without_markup(text).translate(_COMPACT)


def _without_markup(text: str) -> str:
    if "&" in text:
        text = unescape(_ENTITY.sub("", text))
    return _TAG.sub("", text) if "<" in text else text


def is_blank(text: str) -> bool:
    """Whether nothing visible is printed.

    >>> is_blank(" \\u3000\\u200b"), is_blank("&nbsp;"), is_blank("0")
    (True, True, False)
    """
    bare = text.strip()
    if not bare or bare[0] not in _MAY_BE_BLANK:
        return not bare
    return bool(_BLANKS.fullmatch(_ENTITY.sub("", bare)))


def with_blanks(text: str) -> str:
    """Text with blanks in the place of entities that stand for one, as long as it was.

    >>> with_blanks("规章&nbsp;0"), with_blanks("A&B")
    ('规章      0', 'A&B')
    """
    return _ENTITY.sub(lambda entity: " " * len(entity[0]), text) if "&" in text else text


_ARTICLE = re.compile(r"(第二十条)第?[(\[]([一二三四五六七八九十])[)\]]项?")
_ENUMERATOR = re.compile(
    r"(?:[#>|•·]+|表[一二三四五六](?=[:.,])[:.,]|[(\[][一二三四五六七八九十\d]{1,3}[)\]][,.]?|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[,.:](?!\d)|\d{1,2}[.,):](?!\d))"
)
_NOTE = re.compile(r"\([^()]*\)")
_NOTE_END = re.compile(r"^[^()]*\)")
_NOTE_START = re.compile(r"\([^()]*$")
_NO_WORD = re.compile(r"[^\p{L}\p{N}]+")


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """A printed label as a key: without enumerator, bracketed notes and punctuation; "" when nothing else is printed.

    >>> label_key("（二） 部分公开（区分处理的，只计这一情形，不计其他情形）")
    '部分公开'
    >>> label_key("3.其他"), label_key("規(guī)范性文件"), label_key("（三）")
    ('其他', '规范性文件', '')
    >>> label_key("第二十条 第(五)项"), label_key("第二十条（五）项")
    ('第二十条第五项', '第二十条第五项')
    >>> label_key("本年增/减/件"), label_key("本年增/减")
    ('本年增减', '本年增减')
    """
    key = _UNIT_BEHIND.sub("", squeeze(text))
    key = _ARTICLE.sub(r"\1第\2项", key)
    while match := _ENUMERATOR.match(key):
        key = key[match.end() :]
    if "(" in key or ")" in key:
        key = _NOTE_START.sub("", _NOTE_END.sub("", _NOTE.sub("", key)))
    return _NO_WORD.sub("", key).replace("其它", "其他")


@lru_cache(maxsize=16384)
def words_only(text: str) -> str:
    """Text squeezed to its letters and digits, bracketed notes included.

    >>> words_only("（二）部分公开（区分处理的，只计这一情形）")
    '二部分公开区分处理的只计这一情形'
    """
    return _NO_WORD.sub("", squeeze(text))


_LEADING_ORDINAL = re.compile(
    r"[#>|•· ]*(?:[(\[]([一二三四五六七八九十])[)\]]|([一二三四五六七八九])[,.]|[(]?(\d{1,2})[.,)](?!\d(?!0\d\d年)))"
)
_NUMERALS = "一二三四五六七八九十"


_MOST_DIGITS = 18


def number_of_digits(digits: str) -> int:
    """The number that digits write; what has more of them than any that counts is the largest, for Python reads no
    number of thousands of digits.

    >>> number_of_digits("007"), number_of_digits("9" * 8000) == 10**18
    (7, True)
    """
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


@lru_cache(maxsize=16384)
def ordinal(text: str) -> str:
    """The enumerator a label starts with, as kind and number; "" without one.

    >>> ordinal("（七）总计"), ordinal("3.其他"), ordinal("四、结转下年度继续办理"), ordinal("总计")
    ('(7)', '3.', '4,', '')
    """
    match = _LEADING_ORDINAL.match(squeeze(text))
    if not match:
        return ""
    bracketed, chinese, arabic = match.groups()
    if bracketed:
        return f"({_NUMERALS.index(bracketed) + 1})"
    return f"{_NUMERALS.index(chinese) + 1}," if chinese else f"{int(arabic)}."


DIGIT = re.compile(r"\d")
_UNIT_BEHIND = re.compile(rf"(?<=.)/(?:{units_of(*IN_TABLES)})$")
"""A unit behind a label."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What readers put for a character that is drawn, but not known."""
_NUMBERED_PAGE = re.compile(
    r"[|]*(?:第\d{1,3}页(?:[,/]?共\d{1,3}页)?|共\d{1,3}页[,/]?第\d{1,3}页|\d{1,3}/\d{1,3}页?"
    r"|[Pp](?:age|AGE)?\.?\d{1,3}(?:of\d{1,3})?)[|]*"
)
_DASHED_PAGE = re.compile(r"[\s|]*([-—–－~～·•]{1,3})[ \u3000]*\d{1,3}[ \u3000]*[-—–－~～·•]{1,3}[\s|]*")
_LONGEST_FURNITURE = 40
_FOOT_OF_SITE = re.compile(
    r"[上下]一[篇条]|相关(?:链接|阅读|信息|文档|附件|文章|稿件)|扫一扫|扫描二维码|用微信|分享(?:到)?[:]?|\[?打印|\[?关闭|\[返回"
    r"|返回(?:顶部|首页|列表)|版权所有|主办(?:单位)?:|主管(?:单位)?:|承办(?:单位)?:|网站(?:标识码|地图|声明)|联系我们|技术支持"
    r"|友情链接|.{0,30}ICP备|.{0,12}公网安备|[Cc]opyright|©|责任编辑|编辑:|来源:|\[字体|政府网站找错"
)


def is_furniture(line: str) -> bool:
    """Whether a whole line is a page number, be its digits known or not: recognised by its shape and by standing alone.

    >>> [is_furniture(t) for t in ("— 3 —", "第 4 页 共 6 页", "P. 9", "第 \ufffd 页", "3", "-3", "- 7 7 -")]
    [True, True, True, True, False, False, False]
    """
    line = line.replace(UNKNOWN, "0")
    if len(line) > _LONGEST_FURNITURE or line.isdigit() or not DIGIT.search(line):
        return False
    return bool(_DASHED_PAGE.fullmatch(line) or _NUMBERED_PAGE.fullmatch(squeeze(line)))


def is_foot_of_site(line: str) -> bool:
    """Whether a line begins what a web page prints below its text: buttons, neighbours, links, who runs the site.

    >>> [is_foot_of_site(line) for line in ("上一篇：青禾镇年报", "主办：溪口县人民政府", "溪口县人民政府")]
    [True, True, False]
    """
    return bool(_FOOT_OF_SITE.match(squeeze(line[:_LONGEST_FURNITURE])))


def listed(parts: Iterable[str]) -> str:
    """Names, labels or figures as they stand in a report, in a row: the same in every language.

    >>> listed(["3", "12"])
    '3、12'
    """
    return "、".join(parts)

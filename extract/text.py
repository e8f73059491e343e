"""Chinese text as agencies print it: widths, blanks, variant characters, enumerators, labels, numbers.

Comes in: pieces of text. Goes out: keys that can be compared, and numbers. Positions in the source are the reader's
business; nothing here changes what is stored as `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache
from html import unescape
from typing import Literal, NamedTuple
from unicodedata import normalize

import regex as re

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
_NOTHING = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000 \t\n\r\v\f\0"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_QUOTES_AND_MARKUP = "\"'“”‘’「」『』`*\\＂＇"
_COMPACT = str.maketrans({**_WIDTHS, **_VARIANTS, **dict.fromkeys(_NOTHING + _INVISIBLE + _QUOTES_AND_MARKUP, "")})
_SQUEEZE = _COMPACT | str.maketrans(_TRADITIONAL)
_CHARACTERS = str.maketrans(_RADICALS)
_SIMPLIFIED = str.maketrans(_TRADITIONAL | {wide: sign for wide, sign in _WIDTHS.items() if sign.isalnum()})
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_BLANKS = re.compile(rf"[{_NOTHING}{_INVISIBLE}]*")
_MAY_BE_BLANK = frozenset(_NOTHING + _INVISIBLE + "&")
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


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────────────────────

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


# ── Units ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Measure = Literal["money", "cases", "others", "things"]


class UnitOfMeasure(NamedTuple):
    """A unit of figures: what is measured in it, and how many of a `base` it is.

    `cases` are what reports count in tables and in prose; `others` stand in tables, but in prose a figure with one of
    them is none of the report's; `things` are counted only in tables that agencies made up.
    """

    measures: Measure
    base: str
    factor: int


_SIZES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_BASES: dict[Measure, str] = {
    "money": "元",
    "cases": "件次 条次 篇次 件 条 项 份 个 次 宗 起 例 篇 期 则",
    "others": "人次 人 批 封",
    "things": "场次 名 家 处 台 部 本 册 户 张 场 种 版 页 所 间 块",
}
UNITS = {base: UnitOfMeasure(measures, base, 1) for measures, bases in _BASES.items() for base in bases.split()}
"""Every unit that is known: where figures are read, where they are compared, and where a form declares one."""
UNITS |= {f"{size}元": UnitOfMeasure("money", "元", factor) for size, factor in _SIZES.items()}
UNITS |= {f"万{base}": UnitOfMeasure("cases", base, 10**4) for base in ("件", "条")}

SIZE = "[百千万亿]"
"""A pattern of what stands before 元, and behind a figure in prose, to make it so many times as much."""


def units_of(*measures: Measure) -> str:
    """A pattern of the units that some things are measured in."""
    return _any_of(unit for unit, definition in UNITS.items() if definition.measures in measures)


def bases_of(*measures: Measure) -> str:
    """The same without those that have a size in them, such as 万件, which prose reads as part of the number."""
    return _any_of(
        unit for unit, definition in UNITS.items() if definition.measures in measures and definition.factor == 1
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def converted(value: Decimal, unit: str, into: str) -> Decimal | None:
    """A figure in another unit; None where they are not both of one base.

    >>> converted(Decimal("12.5"), "百元", "元"), converted(Decimal(300), "元", "万元")
    (Decimal('1250.0'), Decimal('0.03'))
    >>> converted(Decimal(3), "件", "元")
    """
    if unit == into:
        return value
    one, other = UNITS.get(unit), UNITS.get(into)
    return value * one.factor / other.factor if one and other and one.base == other.base else None


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_IN_TABLES: tuple[Measure, ...] = ("money", "cases", "others")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    rf"(?P<sign>[+-]{{0,2}}|增加?|减少?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?"
    rf"(?P<unit>{units_of(*_IN_TABLES)}|[条件]\(次\))?"
)
_NUMERAL = re.compile(
    rf"(?P<words>[0零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+)(?P<unit>{units_of(*_IN_TABLES)})?"
)
_DOUBTFUL_DIGITS = re.compile(r"\d(?: / |\^)\d|\d[…\u0336]")
_MARK = re.compile(
    r"[-—_/\\~×—]+|空|没有|暂?无(?:数据|[此该][项类])?|不适用|不涉及|未(?:统计|发生|产生)|[Nn]/?[Aa]|[.…·]{2,}"
)
_STROKES = re.compile(r"\s*[\\＼﹨╲]+\s*")
"""Strokes that fall the other way, which `squeeze` takes for markup."""
_LONGEST_SIGN = 6
"""Characters, blanks around them included."""
_ONE_SIGN_NUMBERS = "Ⅰ-ↈ①-⓿❶-➓㈠-㈩㊀-㊉"
_SIGN = re.compile(rf"[○●◯◎□■☐☑√✓✔★☆*＊·•#＃?？!！ØøA-Za-zＡ-Ｚａ-ｚ{_ONE_SIGN_NUMBERS}]{{1,4}}")
_SPLIT_DIGITS = re.compile(rf"\d[{_NOTHING}]+\d")
APART, CUT = " / ", "…"
"""What readers write between two figures that nobody may take for one, and behind digits that may be a part of a
number, or more than one: with either, no text is a number."""
_THOUSANDS_APART = re.compile(rf"^[^\d]*[1-9１-９]\d{{0,2}}(?:[{_NOTHING}]+\d{{3}})+(?!\d)(?![^\d]*[{_NOTHING}]\d)")
"""Digits with blanks before every three of them, and nowhere else."""
_MARKED_APART = re.compile(rf"\d[^\d]*[>{re.escape(_QUOTES_AND_MARKUP)}][^\d]*\d")
"""Digits with quotes or markup between them."""
_UNIT_IN_LABEL = re.compile(
    rf"[(（](?:单位[:：])?\s*(?:({units_of('money')})|({units_of('cases', 'others')})(?=数|\P{{Han}}|$))"
)


_UNIT_BEHIND = re.compile(rf"(?<=.)/(?:{units_of(*_IN_TABLES)})$")
"""A unit behind a label."""


class Number(NamedTuple):
    """A printed number: its value, and the unit printed with it."""

    value: Decimal
    unit: str


@lru_cache(maxsize=16384)
def read_number(text: str) -> Number | None:
    """The number that a cell prints and nothing else beside its unit; None for anything else.

    Separators, a leading `+` and leading zeros go, printed decimals stay. `减3` and `--253` are negative. Two numbers
    in one cell are no number, nor are digits with blanks between them that do not part thousands: nobody can tell them.

    >>> read_number("１，２３４"), read_number("160.5964万元")
    (Number(value=Decimal('1234'), unit=''), Number(value=Decimal('160.5964'), unit='万元'))
    >>> read_number("减3").value, read_number("--253").value, read_number("007").value
    (Decimal('-3'), Decimal('-253'), Decimal('7'))
    >>> read_number("0 0"), read_number("约10"), read_number("12、345"), read_number("1*2"), read_number("")
    (None, None, None, None, None)
    >>> [number and int(number.value) for number in map(read_number, ("3 456", "12 345 678件", "3 4", "12 34", "1 2"))]
    [3456, 12345678, None, None, None]
    """
    if text.isascii() and text.isdecimal():
        return Number(Decimal(text.lstrip("0") or "0"), "")
    match = _DIGIT.search(text) and _NUMBER.fullmatch(squeeze(text))
    if not match or "、" in text or _MARKED_APART.search(text):
        return None
    digits = match["digits"].replace(",", "")
    if _SPLIT_DIGITS.search(text) and not _THOUSANDS_APART.search(text):
        return None
    value = Decimal((digits.lstrip("0") or "0") + (match["decimals"] or ""))
    negative = "-" in match["sign"] or match["sign"].startswith("减")
    return Number(-value if negative else value, unit_named(match["unit"] or ""))


def unit_named(printed: str) -> str:
    """A unit by its name: 件(次) is 件次."""
    return printed.replace("(", "").replace(")", "")


UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What readers put for a character that is drawn, but not known."""


def has_doubtful_digits(text: str) -> bool:
    """Whether it holds digits that are of two numbers, raised, struck or cut, as readers tell them.

    >>> [has_doubtful_digits(text) for text in ("12 / 3", "5^1", "12…", "4\u03362", "12", "/ 3", "12 3")]
    [True, True, True, True, False, False, False]
    """
    return bool(_DOUBTFUL_DIGITS.search(text))


def as_cut(text: str) -> str:
    """Digits marked as cut, once: a row of dots is a mark of its own.

    >>> as_cut("12"), as_cut("12…"), as_cut("")
    ('12…', '12…', '…')
    """
    return text if text.endswith(CUT) else text + CUT


_COLUMN_NUMBER = re.compile(r"[第栏列(\[]{0,2}(\d{1,2})[栏列)\]]{0,2}")


def column_number(text: str) -> int | None:
    """The number of a column, as it is printed below its head; None for anything else.

    >>> column_number("(3)"), column_number("栏12"), column_number("3件")
    (3, 12, None)
    """
    match = _COLUMN_NUMBER.fullmatch(squeeze(text))
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a cell prints a sign that stands for "nothing to report".

    >>> [is_mark(t) for t in ("/", "\\\\", "——", "无", "-", "0", "")]
    [True, True, True, True, True, False, False]
    """
    return bool(_MARK.fullmatch(squeeze(text)) or _STROKES.fullmatch(text))


@lru_cache(maxsize=4096)
def is_sign(text: str) -> bool:
    """Whether it is nothing but a sign or a few letters: in the place of a figure, nobody knows what they say.

    >>> [is_sign(text) for text in ("○", "*", "O", "nil", "④", "\ufeff Ⅻ", "/", "0", "）", "其他", "")]
    [True, True, True, True, True, True, False, False, False, False, False]
    """
    bare = text.strip(_NOTHING + _INVISIBLE) if len(text) <= _LONGEST_SIGN else ""
    return bool(_SIGN.fullmatch(bare)) and not is_mark(text)


def is_unit(key: str) -> bool:
    """Whether a word is a unit that stands in a cell of its own."""
    return key in UNITS and UNITS[key].measures in _IN_TABLES


@lru_cache(maxsize=4096)
def unit_in_label(label: str) -> str:
    """The unit a header prints in brackets; "" without one.

    >>> unit_in_label("采购总金额(万元，保留四位小数)"), unit_in_label("本年收费金额（单位：元）")
    ('万元', '元')
    >>> unit_in_label("受理（件次）"), unit_in_label("其他（个人）")
    ('件次', '')
    """
    match = _UNIT_IN_LABEL.search(label)
    return match[1] or match[2] if match else ""


# ── Page furniture ───────────────────────────────────────────────────────────────────────────────────────────────────

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
    if len(line) > _LONGEST_FURNITURE or line.isdigit() or not _DIGIT.search(line):
        return False
    return bool(_DASHED_PAGE.fullmatch(line) or _NUMBERED_PAGE.fullmatch(squeeze(line)))


def is_foot_of_site(line: str) -> bool:
    """Whether a line begins what a web page prints below its text: buttons, neighbours, links, who runs the site.

    >>> [is_foot_of_site(line) for line in ("上一篇：青禾镇年报", "主办：溪口县人民政府", "溪口县人民政府")]
    [True, True, False]
    """
    return bool(_FOOT_OF_SITE.match(squeeze(line[:_LONGEST_FURNITURE])))


# ── Chinese numerals ─────────────────────────────────────────────────────────────────────────────────────────────────

CHINESE_DIGITS = "〇零一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖十百千万亿廿卅拾佰仟"
"""The characters of numbers in words."""
_ONES = dict(zip("〇零一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖", (0, *range(10), 2, 2, *range(1, 10)), strict=True))
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LONGEST_COUNT = 24
"""Characters of the largest number that a sentence states; longer rows of digits are no numbers, nor exact in sums."""
_SCALED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)[余多几来]?([百千]?)([万亿]?)[余多几来]?")


def read_numeral(text: str) -> Number | None:
    """The number that a cell prints in Chinese numerals, with its unit; None for anything else.

    >>> [str(found.value) for t in ("三", "十二", "一百零五件", "壹拾贰", "〇", "零") if (found := read_numeral(t))]
    ['3', '12', '105', '12', '0', '0']
    >>> [read_numeral(t) for t in ("（三）", "三、", "两", "十余", "三五", "第三", "")]
    [None, None, None, None, None, None, None]
    """
    match = None if _DIGIT.search(text) else _NUMERAL.fullmatch(squeeze(text))
    value = chinese_number(match["words"]) if match else None
    return None if value is None or not match else Number(value, unit_named(match["unit"] or ""))


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal | None:
    """A number in words, or in digits and a word for its size; None for anything else.

    `余`, `多`, `几` and `来` behind it change nothing. A row of digits is read digit by digit.

    >>> [int(chinese_number(t)) for t in ("二十三", "两百零五", "十一", "廿三", "壹佰贰拾", "二〇二三", "零")]
    [23, 205, 11, 23, 120, 2023, 0]
    >>> [str(chinese_number(t)) for t in ("1.7万", "3万余", "900余万", "一百多", "一万二", "12,077", "3千")]
    ['17000', '30000', '9000000', '100', '12000', '12077', '3000']
    >>> [chinese_number(t) for t in ("1" * 30, "", "二三十", "三五", "百", "进一步", "十十")]
    [None, None, None, None, None, None, None]
    """
    scaled = _SCALED.fullmatch(text)
    if scaled and len(scaled[1]) <= _LONGEST_COUNT:
        number = Decimal(scaled[1].replace(",", "")) * _PLACES.get(scaled[2], 1) * _MYRIADS.get(scaled[3], 1)
        return number.quantize(Decimal(1)) if number == number.to_integral() else number
    words = text.rstrip("余多几来").replace("廿", "二十").replace("卅", "三十")
    if not words:
        return None
    if all(word in _ONES or word == "0" for word in words) and (len(words) != 2 or set(words) & set("〇零0")):
        return Decimal("".join(str(_ONES.get(word, 0)) for word in words))
    return _number_in_words(words)


def _number_in_words(words: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    smallest = last = 10**9
    for at, word in enumerate(words):
        if word in _ONES or word == "0":
            if digit:
                return None
            digit = _ONES.get(word, 0)
        elif word in _PLACES:
            if _PLACES[word] >= smallest or not (digit or (at == 0 and _PLACES[word] == 10)):
                return None
            smallest = last = _PLACES[word]
            section += (digit or 1) * smallest
            digit = None
        elif word in _MYRIADS and (section or digit):
            last = _MYRIADS[word]
            total += (section + (digit or 0)) * last
            section, digit, smallest = 0, None, 10**9
        else:
            return None
    if digit and len(words) > 2 and words[-2] in _PLACES | _MYRIADS and words[-2] not in "十拾":
        digit *= last // 10
    return Decimal(total + section + (digit or 0))


def listed(parts: Iterable[str]) -> str:
    """Names, labels or figures as they stand in a report, in a row: the same in every language.

    >>> listed(["3", "12"])
    '3、12'
    """
    return "、".join(parts)

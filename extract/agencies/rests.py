"""Squeezed words → whether they are the rest of a name that was broken over lines, and nothing else.

Comes in: words that end as a name does. Goes out: whether some name must have begun in front of them. A name that may
be whole is none of these, even if a longer one ends with it: 市财政局 is how a city speaks of its own.
"""

from __future__ import annotations

from extract.text import compiled

MIDDLE = (
    r"(?:\p{Han}(?<![城都])市(?![市区镇乡场集口街坪桥巷坝])|\p{Han}省(?![市镇乡]))\p{Han}{3}|[督育批据境障输险疾役构]\p{Han}"
    r"|[理务业源管康展护资]{1,2}(?:局|所|处|委员会|中心)(?=$|\()|场监督|会办公室|员会|民政府|府办|公室|治[区州县旗]"
)
"""What stands in the middle of names: of a place, as no city's name has one character, of what offices do, of words for
what they are."""
_OF_PLACES = (
    r"[省市]\p{Han}{2,8}[市县区旗]\p{Han}{2}|市\p{Han}{2,4}(?<!新)[县区旗]$|[省市县区旗州盟]人民政府$"
    r"|[省市县区旗州盟](?![直属辖])\p{Han}{2,8}(?<![城关])(?:镇|乡|街道|苏木)(?:人民政府|办事处)?$"
    r"|自治[区州县旗]\p{Han}{2,12}(?:镇|乡|街道|苏木)(?:人民政府|办事处)?$|(?!新)\p{Han}?区管(?:理委员会|委会)$"
)
_OF_TOWNS = r"\p{Han}(?:镇|乡|街道|苏木|调查总?队|监管分?局|税务分局|分局|大队|监管办公室)(?:人民政府|办事处)?$"
"""Towns and districts of one character are seldom."""
_OF_CENTRE = (
    r"(?:银行)?保险监督|\p{Han}{0,3}总局\p{Han}{2}|家(?:税务|统计|金融|能源|矿山|外汇|粮食|邮政|烟草|移民)"
    r"|国(?:证券|银行|人民银行|民用航空)\p{Han}"
    r"|[华人民]{0,3}共和国|部\p{Han}{2,4}监管局"
)
"""国家税务总局, 中国证券监督管理委员会, 中华人民共和国 and 财政部 are what bodies of the centre begin with."""
_OF_CORPS = r"[一二三四五六七八九]?团$|[一二三四五六七八九十]?师(?!宗)\p{Han}{2,4}市\p{Han}{2}"
_OF_OFFICES = (
    r"[局厅署]\p{Han}|[分支大总]?[局队所站行]$|编?制委员会|(?:监?督)?管?理?委员会(?:$|\p{Han}{2})|海事局$"
    r"|监?督?管理[局所站处厅](?:$|\()|(?:专?科|中心)?(?:卫生院|[小中]?学校?|幼儿园)$|(?:投资)?(?:集团|股份|控股)?有?限?(?:责任)?公司$"
)
_REST = rf"^(?:{MIDDLE}|{_OF_PLACES}|{_OF_TOWNS}|{_OF_CENTRE}|{_OF_CORPS}|{_OF_OFFICES})"

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲"
    "|门巴|珞巴|基诺"
)
_ENDS_OF_PEOPLES = "|".join(
    sorted({people[start:] for people in _PEOPLES.split("|") for start in range(1, len(people))})
)
_PLACE_OF_PEOPLES = (
    rf"^(?:\p{{Han}}?(?:{_PEOPLES})|{_ENDS_OF_PEOPLES})?族(?:\p{{Han}}{{1,4}}族)*(?:自治[州县旗区]|[乡镇区])"
)
"""Less than two characters of a place in front of its peoples: no such place is called by so few."""
_WHOLE = r"^(?:鄂温克族自治旗|东乡族自治县|民族[乡镇区])"
"""The counties that are called by their people alone, and towns for all of them."""


def is_rest_of_peoples(key: str) -> bool:
    """Whether squeezed words begin within the name of a place of some peoples, or with them alone.

    >>> [is_rest_of_peoples(key) for key in ("族自治县青禾镇", "苗族自治县", "土家族乡", "木仫族自治县")]
    [True, True, True, False]
    >>> is_rest_of_peoples("鄂温克族自治旗")
    False
    """
    return bool(compiled(_PLACE_OF_PEOPLES).search(key)) and not compiled(_WHOLE).search(key)


def is_rest_of_name(key: str) -> bool:
    """Whether squeezed words are the rest of a broken name and nothing else: the end of a word, or of the name of a
    place above a town, or of a body of the centre.

    >>> [is_rest_of_name(key) for key in ("员会办公室", "市霞溪街道办事处", "局兰桥调查队", "市财政局", "霞溪街道")]
    [True, True, True, False, False]
    >>> [is_rest_of_name(key) for key in ("塘镇", "塘调查队", "石塘镇", "溪口县塘镇", "总局溪口县税务局")]
    [True, True, False, False, True]
    """
    return bool(compiled(_REST).search(key)) or is_rest_of_peoples(key)

"""Agencies of seldom kinds, names that hold words for something else, and wordings beside the usual ones."""

from __future__ import annotations

import pytest

from extract.agencies.identity import identity_of
from extract.agencies.names import chain_and_name, is_whole_name
from extract.agencies.rests import is_rest_of_name
from extract.model import NOTHING_GIVEN
from tests.test_identity import BODY, PLACES_OF_EVIDENCE, document, read


@pytest.mark.parametrize("text", PLACES_OF_EVIDENCE)
@pytest.mark.parametrize(
    "name",
    [
        "溪口县投资促进局", "澄湾市老干部局", "溪口县精神卫生中心", "溪口县社会组织管理局", "溪口县中西医结合医院",
        "全椒县水库管理处", "全州县司法局城关司法所", "于都县实验幼儿园", "魏县公安局城关派出所", "北岭省第二监狱",
        "第十二师一〇四团", "第三师澄湾市一〇〇团", "澄湾市双溪风景名胜区管理局", "溪口县桑河灌区管理处",
        "叶县政府路街道", "公安县公安镇", "溪口县国营柳汀渔场", "溪口县双溪良种场", "在平县文化馆", "将乐县建设镇",
    ],
)  # fmt: skip
def test_seldom_names_are_read_whole_wherever_they_stand(name: str, text: str) -> None:
    assert read(text.format(name)).entity == name


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("澄湾市双溪风景名胜区管理局", "澄湾市"),
        ("溪口县桑河灌区管理处", "溪口县"),
        ("澄湾市双溪物流区管理委员会", "澄湾市"),
        ("魏县青禾镇", "魏县"),
        ("叶县政府路街道", "叶县"),
    ],
)
def test_areas_that_are_no_places_stand_in_the_name(name: str, chain: str) -> None:
    assert chain_and_name(name)[0] == chain


@pytest.mark.parametrize(
    "key", ["坡市八十二团岚坪镇", "湾省澄湾市溪口县", "督管理所", "会办公室", "理局", "育局青禾中心学校"]
)
def test_the_middle_of_a_name_is_no_name(key: str) -> None:
    assert not is_whole_name(key)
    assert is_rest_of_name(key)


@pytest.mark.parametrize("key", ["沙市区青禾镇", "新市街道", "津市市青禾镇", "理塘县", "城市管理局", "菜市口街道"])
def test_names_that_begin_as_the_middle_of_one_are_whole(key: str) -> None:
    assert not is_rest_of_name(key)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一师澄", "湾市八十二团岚坪镇2023年政府信息公开年报"),
        ("溪口县委机", "构编制委员会办公室2023年政府信息公开年报"),
        ("附件：溪口县通信管理局2023年政府信息公开年度", "报告"),
        ("溪口县市场监督管理局青禾市场监", "督管理所2023年政府信息公开工作年度报告"),
        ("标题：溪口县中西医结合医院2023年政府信息", "公开工作年度报告"),
        ("【年报】溪口县青禾镇2023年政府信息公开工", "作年度报告"),
    ],
)
def test_a_title_may_be_broken_behind_a_label_and_far_behind_its_place(first: str, second: str) -> None:
    name = (first + second).partition("2023")[0]
    for label in ("标题：", "【年报】", "附件："):
        name = name.removeprefix(label)
    assert read(f"{first}\n{second}").entity == name


@pytest.mark.parametrize(
    "title",
    [
        "溪口县青禾镇\n政府信息公开\n年度报告\n（2023年）",
        "溪口县青禾镇\n政府信息公开工作年度报告\n2023年度",
        "【2023年年报】溪口县青禾镇政府信息公开工作年度报告",
        "2023年度政府信息公开工作年度报告——溪口县青禾镇",
        "2023年度政府信息公开工作年度报告——溪口县\n青禾镇",
        "溪口县青禾镇2023年政府信息公开工作年度报告 Annual Report on Government Information Disclosure",
    ],
)
def test_titles_beside_the_usual_ones(title: str) -> None:
    identity = read(title)
    assert (identity.entity, identity.year) == ("溪口县青禾镇", 2023)


@pytest.mark.parametrize("years", ["2024年\n2023年\n2022年", "2024"])
def test_a_list_of_years_below_a_column_is_no_part_of_its_name(years: str) -> None:
    assert read(f"青禾镇\n政府信息公开工作年度报告\n{years}\n编制本报告。").year is None


@pytest.mark.parametrize(
    ("lines", "entity"),
    [
        (
            "澄湾市\n2023年度\n政府信息公开工作年度报告\n澄湾市双溪旅游度假区管理委员会",
            "澄湾市双溪旅游度假区管理委员会",
        ),
        ("溪口县\n2023年政府信息公开年报\n双溪技师学院", ""),
        ("溪口县\n2023年政府信息公开年报\n溪口县人民政府办公室", "溪口县"),
        ("溪口县\n新疆生产建设兵团第八师澄湾市2023年政府信息公开年报", "新疆生产建设兵团第八师澄湾市"),
    ],
)
def test_a_place_above_a_title_may_be_the_site_s(lines: str, entity: str) -> None:
    assert read(lines).entity == entity


def test_two_titles_that_one_line_prints_are_a_doubt() -> None:
    line = "溪口县青禾镇2023年度政府信息公开工作年报溪口县河桥镇2023年政府信息公开工作年度"
    assert read(f"{line}\n报告").entity == ""


@pytest.mark.parametrize(
    ("lines", "entity"),
    [
        ("叶县文化\n广电和旅游局2023年政府信息公开年报", ""),
        ("叶县政务公开\n广电和旅游局2023年政府信息公开年报", "广电和旅游局"),
        ("岩冈强\n制隔离戒毒所2023年政府信息公开年报", ""),
        ("附件\n制隔离戒毒所2023年政府信息公开年报", "制隔离戒毒所"),
        ("双溪苗族彝族自\n治县青禾镇2023年政府信息公开年报", "双溪苗族彝族自治县青禾镇"),
        ("县直部门\n溪口县卫生院\n葛坪乡\n岚畈街道\n政府信息公开年报", ""),
        ("内容\n和县公安局2023年政府信息公开年报", "和县公安局"),
        ("溪口县青禾镇人民政府文件\n溪口县青禾镇2023年政府信息公开年报", "溪口县青禾镇"),
    ],
)
def test_what_stands_above_a_name_may_be_its_beginning_or_a_column(lines: str, entity: str) -> None:
    assert read(lines).entity == entity


@pytest.mark.parametrize(
    "sentence",
    [
        "青禾镇2023年政府信息公开工作年度报告由总体情况、主动公开政府信息情况等六个部分组成。",
        "《青禾镇2023年政府信息公开工作年度报告》根据条例编制。",
        "本报告为青禾镇2023年政府信息公开工作年度报告。",
        "根据条例要求，青禾镇特向社会公布2023年度政府信息公开工作年度报告。",
        "根据条例要求，结合青禾镇2023年政府信息公开工作实际，编制本报告。",
        "现将本机关（青禾镇）2023年度政府信息公开工作情况公布如下。",
        "联系单位为青禾镇，电话：0571-1。",
        "欢迎向青禾镇提出意见建议，电话：0571-1。",
    ],
)
def test_sentences_beside_the_usual_ones(sentence: str) -> None:
    assert read(sentence).entity == "青禾镇"


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年青禾镇共公开政府信息56条。",
        "过去的一年，青禾镇扎实推进政务公开工作。",
        "2023年是全面落实规划的重要一年，青禾镇坚持公开为常态。",
        "根据县委、县政府部署，青禾镇扎实推进政府信息公开工作。",
    ],
)
def test_first_sentences_beside_the_usual_ones(sentence: str) -> None:
    body = ("一、总体情况", sentence, *BODY[1:])
    assert (
        identity_of(document("统计期限为2023年1月1日至2023年12月31日。", body=body), NOTHING_GIVEN).entity == "青禾镇"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "对答复不服的，可向溪口县司法局提出行政复议申请。",
        "举报投诉请向溪口县纪律检查委员会反映，电话：0571-1。",
        "监督电话：0571-1，由此可与溪口县审计局联系。",
    ],
)
def test_to_whom_one_complains_is_no_author(sentence: str) -> None:
    assert read(sentence).entity == ""


def test_who_fills_in_a_form_is_left_out_of_the_signature() -> None:
    assert read("", end="填报单位：青禾镇　填报人：李某\n填报日期：2024年1月5日").entity == "青禾镇"


@pytest.mark.parametrize(
    ("sentence", "parent"),
    [
        ("如有疑问，请联系葛桥市青禾镇人民政府，电话：0571-1。", "葛桥市"),
        ("按照条例，由北岭省溪口县青禾镇编制。", "北岭省溪口县"),
        ("位于于都县青禾镇。", "于都县"),
        ("如有疑问，请与公安县青禾镇联系。", "公安县"),
        ("现将本镇（以下简称葛桥旗青禾镇）情况公布。", "葛桥旗"),
    ],
)
def test_words_that_lead_to_a_name_are_no_part_of_its_place(sentence: str, parent: str) -> None:
    assert read(f"青禾镇2023年政府信息公开年报\n{sentence}").parent == parent


@pytest.mark.parametrize(
    "name", ["副本溪口县青禾镇2023年年报.txt", "青禾镇公开年报2023final.txt", "附件3 青禾镇2023年年度报告.txt"]
)
def test_file_names_as_people_type_them(name: str) -> None:
    identity = read("编制本报告。", name)
    assert (identity.entity.removeprefix("溪口县"), identity.year) == ("青禾镇", 2023)


def test_a_regiment_may_have_a_zero_in_the_name_of_a_file() -> None:
    assert read("编制本报告。", "2023年度政府信息公开年报-第七师澄湾市一〇四团.txt").entity == "第七师澄湾市一〇四团"


@pytest.mark.parametrize(
    ("office", "agency"),
    [
        ("国家能源局双溪监管办公室办公室", "国家能源局双溪监管办公室"),
        ("溪口县人民政府办公室办公室", "溪口县人民政府办公室"),
        ("本溪县人民防空办公室办公室", "本溪县人民防空办公室"),
        ("溪口县委机构编制委员会办公室综合科", "溪口县委机构编制委员会办公室"),
        ("溪口县卫生健康委员会办公室综合科", "溪口县卫生健康委员会"),
        ("青禾镇党政办公室信息科", "青禾镇"),
    ],
)
def test_an_office_within_an_office_leads_to_it(office: str, agency: str) -> None:
    assert read("编制本报告。", end=f"{office}\n2024年1月5日").entity == agency

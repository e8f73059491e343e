"""What stands beside a statement, of every kind: whether its figure is then still the agency's, and stated.

Usage: python -m bench.sentences.beside [KIND…] [--show]

Every statement is put into every context that takes its figure from the agency, or from the year, where nothing may be
stated of it, and into every context that leaves it, where it should be.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bench.sentences.__main__ import REPORT
from extract.pipeline import reading_of

_FIGURE = 617
_STATEMENTS = {
    "published": "主动公开政府信息N条/公开信息N条/发布政务信息N条",
    "channels": "在政府网站公开信息N条/微信公众号发布信息N条/在公开栏公开信息N条",
    "requests": "收到政府信息公开申请N件/受理依申请公开N件/新收申请N件",
    "answers": "办结政府信息公开申请N件/答复政府信息公开申请N件",
    "disputes": "因政府信息公开被申请行政复议N件/因政府信息公开被提起行政诉讼N件",
    "norms": "制发行政规范性文件N件/废止行政规范性文件N件",
    "decisions": "作出行政许可决定N件/作出行政处罚决定N件",
    "money": "收取信息处理费N元",
    "things": "政府信息公开申请N件/依申请公开事项N件/行政规范性文件N件/行政许可N件/行政处罚N件/行政强制N件"
    "/政府信息N条/公开信息N条/网站信息N条/微信公众号信息N条/行政复议N件",
}
"""What a clause states, with N for its figure, by kind; `things` are what something may be done to."""
_TAKEN = {
    "another's": (
        "2024年|{}。",
        "县里 市里 省里 上级 县级有关部门 兄弟乡镇 邻镇 镇辖各村 石桥镇中心卫生院 县档案局 镇供电所"
        " 石桥镇农商行 镇办企业 驻镇企业 青山镇 柳河街道"
        " 法院 县检察院 派出所 全县 全市 各地 各乡镇 其他乡镇 多数乡镇 部分乡镇 周边乡镇 各试点镇 石桥村"
        " 村民小组 老年协会 第三方机构 评估机构"
        " 县政府办 县政务服务局 联通公司 镇自来水厂 县林业站 国土所 县纪委监委 团县委 县供销社"
        " 县融媒体中心 云溪县 中心校 幼儿园 开发区管委会"
        " 县水务集团 企业 记者 县人大 县政协 巡察组 某村 各社区 物业公司 消防站 烟草站 税务分局"
        " 市场监管所 交警中队 林场 水库管理处 国有企业"
        " 合作社 县直机关 县委 市直部门 原青山乡 县财政局与县审计局 县政府及其部门 在县交通局指导下，各村",
    ),
    "part of the year": (
        "|{}。",
        "一季度 上半年 8月 8月份 1至6月 6月底前 春节期间 “两会”期间 汛期 暑期 七月份 去年底 当月 每月"
        " 月均 平均每天 每周 截至6月底 截至9月30日"
        " 前三季度 年初 年中 活动期间 宣传周期间 2023年 2022年 前年 5月12日 9月以来 下半年起 2025年"
        " 半年内 三个月内 一周内 首批 当天 会上 国庆前"
        " 防火期 换届期间 合并前 10月改版后 上年末 2024年春节前后 2024年第二季度 2024年3月 2024年汛期"
        " 今年上半年 全年各季度平均"
        " 5月，我镇组织集中整治， 国庆节前， 6月1日起，",
    ),
    "planned": (
        "|{}。",
        "计划 拟 将 预计 力争 争取 确保 要求 需 必须 目标是 任务是 明年将 下一步 下一步将 今后将 下阶段"
        " 原计划 准备 打算 有望 可 可以 能够 还需"
        " 假如 如 若 按要求应 理应 即将 有待 着手 计划全年 下一步，我镇将 今后，将 2025年，计划 年度任务为",
    ),
    "narrowed": (
        "2024年|{}。",
        "在教育领域， 就业方面， 关于低保工作， 针对拆迁问题， 围绕春耕， 以防汛为主题， 对征地信息，"
        " 民政条线 党建板块 财政类 重点领域 在乡村振兴方面"
        " 涉农 疫情防控方面 专题 党务 部分 约半数， 剩余 此前 重复 错误 逾期 协助 配合县局 指导各村"
        " 帮助村民 督促企业 监督 检查 抽查 核查 审核"
        " 比上年多 较上年减少 同比增加 少 超额 人均 日均 单日最高 最多一次 未及时 应当",
    ),
    "another's, behind": (
        "2024年{}|。",
        "，均为上年数据 ，系全县数据 ，为县级统计数 ，全部为青山镇上报 ，由县政府办统一办理"
        " ，均由县局答复 ，均为往年遗留 ，均系历年累计 ，此为五年合计数"
        " ，该数据为全县汇总 ，我镇占2件 ，涉及我镇2件 的目标 的任务 的计划 ，目标已完成 （全县）"
        " （全县合计） （含青山镇） （截至6月） （上半年）"
        " （2023年） （历年累计） （上年数） （计划数） （目标数） （村级） （县级） ，属于县级权限"
        " ，均非本机关办理 ，均不属于本机关 ，均为误报"
        " ，后经核实为0 ，经核实应为2件 ，数据有误 ，系重复统计 ，为上半年数 ，时间为5月至8月"
        " ，均发生在2023年 ，为近三年总和 ，是2023年的数据"
        " ，是全县乡镇的总数 ，此数为全市口径 ，含青山镇2件 ，其中我镇2件 ，我镇仅2件"
        " ，尚待核实 ，有待上级确认 ，数据仅供参考 ，系估算 ，已作废 ，实际应为3件 ，统计截至11月 ，时间截至10月底"
        " ，不含下半年 ，自2019年累计 ，责任单位为县局 ，该项为青山镇数据 ，仅为年度目标",
    ),
    "done to": (
        "2024年，我镇|{}。",
        "转办 交办 协办 会办 督办 代办 催办 移交 移送 抽查 评查 报送 上报 归档 补录 整改 撤回 清理 修改 评估 审查"
        " 备案 报备 解读 转发 转载 采用 收集 编辑 打印 预审 初审 复核 核查 审核 审批 起草 送审 学习 宣传 存档 调研"
        " 回访 跟踪 监督 检查 指导 协调 参与 配合 反馈 通报 点评 评选 征集 摘录 补正 延期 终止 中止 暂停 取消 驳回"
        " 撤销 纠正 更正 修订 论证 会签 传达 摸排 承接 下放 申报 报批 拟办 待办 漏报 误报",
    ),
}
"""Contexts that take a figure away: where they stand, and what may stand there."""
_LEFT = {
    "before": (
        "|{}。",
        "2024年，我镇 本年度共 全年，全镇共 按照《条例》要求，2024年我镇共 在县政府办的指导下，全年"
        " 认真贯彻落实上级部署，全年共"
        " 我镇高度重视政务公开工作，2024年累计 2024年，石桥镇坚持以人民为中心，全年"
        " 截至2024年12月31日，我镇 一年来，我镇共"
        " 石桥镇人民政府2024年度 2024年1月1日至12月31日， 报告期内，我镇 今年以来，我镇 （二）2024年，"
        " 1.全年共 一是全年共"
        " 我镇严格执行条例规定，规范工作流程，提升工作质效，全年",
    ),
    "behind": (
        "2024年，我镇{}|。",
        "，同比增长12.5% ，比上年增加3件 ，较2023年减少2条 ，与上年持平 ，工作成效明显"
        " ，较好地保障了群众的知情权 ，未发生泄密事件 ，做到应公开尽公开"
        " ；其他工作有序推进 ，进一步提升了政府公信力 （详见附表） ，有效回应了社会关切 ，受到群众好评"
        " ，为历年最高 ，比去年同期有所增加"
        " ，工作做到规范有序 （同比增长5%） ，全部按规定完成",
    ),
    "requests behind": (
        "2024年，我镇{}|。",
        "，均在法定期限内答复 ，已全部办结 ，均按期办结 ，按时答复率100% ，均为自然人申请"
        " ，全部为网上申请 ，主要涉及征地拆迁、宅基地等方面"
        " ，内容主要为惠农补贴 ，无结转下年度办理 ，未收取任何费用 ，均已依法答复申请人 （均为信函申请）"
        " ，全部依法依规予以答复",
    ),
    "published behind": (
        "2024年，我镇{}|。",
        "，内容涵盖财政预决算、社会救助等 ，主要包括机构信息、政策文件等 ，涉及民生保障、乡村振兴等领域"
        " ，其中政策文件3条、工作动态5条"
        " ，信息质量明显提高 ，更新及时、内容准确 ，均经过保密审查 ，严格执行“三审三校”",
    ),
}
"""Contexts that leave it; of some statements only where their first word names the kind."""
_ONLY = {"requests behind": ("requests",), "published behind": ("published", "channels"), "done to": ("things",)}
_SAID = tuple(group for group in _STATEMENTS if group != "things")


class Placed(NamedTuple):
    """A statement in a context of a kind: whether the context takes its figure."""

    kind: str
    context: str
    group: str
    text: str
    is_taken: bool

    @property
    def is_stated(self) -> bool:
        """Whether its figure is read without doubt, as one of the year."""
        report = reading_of(REPORT.format(agency="云溪县石桥镇", text=self.text).encode(), "report.txt").report
        return any(one.value == _FIGURE and one.period == "this_year" for one in report.narrative)


def placed() -> Iterator[Placed]:
    """Every statement in every context."""
    for is_taken, table in ((True, _TAKEN), (False, _LEFT)):
        for kind, (frame, contexts) in table.items():
            for context in contexts.split():
                for group in _ONLY.get(kind, _SAID):
                    for statement in _STATEMENTS[group].replace("N", str(_FIGURE)).split("/"):
                        text = frame.replace("|", context).format(statement)
                        yield Placed(kind, context, group, text, is_taken)


def main(kinds: list[str], show: bool) -> None:
    """Prints by kind of context how many figures are stated that are taken, or not stated that are left."""
    wrong: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for one in placed():
        if kinds and one.kind not in kinds:
            continue
        seen[one.kind] += 1
        if one.is_stated == one.is_taken:
            wrong[one.kind, one.context] += 1
            if show:
                print(one.text)
    for kind, count in seen.items():
        contexts = {context: number for (other, context), number in wrong.items() if other == kind}
        word = "stated, though taken" if kind in _TAKEN else "left, and not stated"
        print(f"{kind}: {count} statements, {sum(contexts.values())} {word}: {contexts or 'none'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    main(given.kinds, given.show)

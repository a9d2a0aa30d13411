"""Damage of copied texts: each rule finds what is damaged and leaves alone what is sound; read once, and fast."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showcase.kept import Kept
from showcase.model.documents import Text
from showcase.proofreading import checking, conflicts, findings, fingerprint, near_duplicates, proofread, proofread_line
from showcase.proofreading.numbering import number_of
from showcase.proofreading.prose import prose_of
from tests import site
from tests.bench import damage
from tests.conftest import REPOSITORY

MISPRINTS = {"攻府": ("政府", "严重错别字", True), "蓝球": ("篮球", "", False), "文明委": ("文明委员会", "", False)}

DAMAGED = {
    "masked-words": [
        "**年以来，在市文明办指导下，**按照标准，结合**工作和**实际，开展创建。",
        "成立以***为组长的小组。",
        "开展“********”主题实践活动。",
        "2012年*月1日起到2012年*月31日。",
        "*派出所的同志来了。",
        "先后有××人次参加。",
        "感谢到XX镇验收。",
        "泸州分院xx站办理业务。",
        "19xx年至20xx年连续获奖。",
        "20__年创建成功，__市很满意。",
        "钱物总值20__0余元。",
        "○○镇的做法。",
        "于X月X日开会。",
        "110KVXX变电站正在建设。",
        r"修订完善《\*\*管理制度》。",
        "德公积金发[XX]05号文件。",
    ],
    "lost-quotes": [
        "以?三个代表?重要思想为指导。",
        "?好婆婆??好媳妇?这些东西。",
        "获得第?届文明单位。",
        "开展?两年?建设活动，即支持发展服务年。",
        "贯彻？两手抓？的方针。",
    ],
    "lost-digits": [
        "投资万元，新建公厕。",
        "给予一次性奖励元；",
        "年产仔猪头以上，",
        "月日，检查组来了。",
        "拟在月中旬召开会议。",
        "今年月份开展比赛。",
        "火化率达.%，占全市第位，",
        "比去年火化率%有了进步。",
        "全区个乡镇、街道参加。",
        "公安局等个部门参加。",
        "已获市级标兵家，",
        "清扫街路万多平方米，杂草多吨。",
        "全长公里的路。",
        "公示时间：年1月12日至18日。",
    ],
    "broken-paragraph": [
        "提出了工作目标要求，在机关内部形成争先创优的氛围， 1\n\n努力提升实效。",
        "全市经济社会发展提供了坚强的保证，也得到了群众的支持。 8",
        "二是在全局范围内开展了文明单位、文明个人、文明科室、文明楼院和文\n\n明家庭竞赛活动。",
        "五、深化实践活动和创建工作的开展 根据我区要求，制定了实施方案。",
        "使建设活动有章可循。确保创建经费到位 年初，镇党委将经费列入预算。",
    ],
    "copied-remains": [
        "今年，原創：我區繼續開展活動。",
        "完成義務教(來源:文秘站 )育任务。",
        "坚持立党为公，千方1 2 下一页",
        "第一篇：工作汇报\n\n正文。\n\n第二篇：工作总结\n\n正文。",
        "时间:2022-01-28 01:24:13\n\n正文。",
        "村(cūn)里的工（gōng）作。",
        "请联系[email protected]。",
        "可随时联系我们的客服老师。",
    ],
    "odd-characters": [
        "二00五年九月十二日",
        "二○○五年",
        "优秀共 产 党员",
        "㈠加强领导；⑴开会。",
        "云文明委[2024]3号",
        "乒乓球、#9@k、跳棋比赛",
        "发布日期?019-03-12",
        "我們創建文明單位。",
        "锟斤拷",
        "第一段\n\n\u00a0\n\n第二段",
    ],
    "half-width-punctuation": ["巡河,护河;每周六(上午)。", "时间:周六"],
    "cut-words": [
        "贯彻落实党的和二中、三中全会精神。",
        "紧密团结在以同志为核心的党中央周围。",
        "团结在以为核心的党中央周围。",
        "学习同志的“报告”精神，按照同志重要讲话办。",
        "坚决反对形式主义、，集中整治。",
        "连续三年被、公安部授予先进。",
        "党支部“”资料。",
        "学习贯彻十精神。",
        "党的中全会以来。",
        "以“xxxx”重要思想为指导，贯彻党的xx大精神。",
        "反对邪教FLG。",
        "学习《中国共产党中央关于加强建设的决议》。",
        "以新时代中国特色社会主义思想为指导。",
        "获一等奖。，成功创建。",
    ],
    "numbering-gap": [
        "一、开头\n\n二、经过\n\n四、结果",
        "## （一）开头\n\n## （三）结果",
        "1、甲\n\n2、乙\n\n5、丙",
        "一是巡河。二是捡垃圾。四是守灯。",
        "我们采取了五项措施：（一）甲；（二）乙；（三）丙；（四）丁；（五）戊；（六）己。",
    ],
    "wrong-sum": [
        "共有教师182人，其中165人本科毕业，本科率94.5%。",
        "现有61名在编职工中，大专以上58人，占职工人数96.6%，有职称的28人，占职工人数46.6%。",
        "创建10家，占新申报122家的9.2%。",
        "归集额达74.69亿元，比统一管理时的6.5亿元增加了11.5倍。",
        "志愿者从200人增加到600人，增长了3倍。",
        "志愿者由200人增加到300人，增长了60%。",
        "队员30人，其中男18人、女10人。",
        "共投入500万元，其中财政300万元，自筹250万元。",
    ],
    "grave-misprint": ["镇攻府大院"],
    "likely-misprint": ["一场蓝球赛"],
}
SOUND = [
    "**年度**计划写在前面，**荣誉：**都有出处。**一是加强领导。**成立小组，这是*强调*，也是***重点***。",
    "* 第一条\n* 第二条\n\n***\n\n面积3*4米，长12×8米，2024—2026年，尺码XXL。",
    "- **校对**（正文）：**结对**帮扶，**日期。** 另写。\n- **面向**“群众”。",
    "__重点__，写在下面。",
    "`**代码** ?甲? 20xx`\n\n```\n党的和二中全会 FLG ××\n```\n\n<!-- XX镇 -->",
    "[网页](https://example.org/a?b=xx&c=1)和 https://example.org/?q=20xx 都在。",
    "| 项目 | 元 | % |\n|---|--:|--:|\n| 投资 | 30 | 50 |\n| 、元 | 1 | 2 |",
    "河灯什么时候亮？谁来管？居民说：“为什么不早修?”后来修了。行不行?大家说行。好不好?",
    "投资近万元，捐款数万元，人均2万元；万元户不少，单元门、元旦、公元前都有。投资30万元，奖励2,000元。",
    "满意率达98.5%，占三分之一；有个村民问，每个单位、逐个部门、整个社区都去。",
    "截至11月30日，每月中旬、本月底各一次，正月日历，全年12月份。第一位、第3批、名列第二位，",
    "全长8公里，面积1.2万平方米，五公里以上，十亩以上，企业家、老人家，单位家属院。",
    "一、二年级用小勺，三、四年级用大勺。两种：一、二年级的和三、四年级的。",
    "一、开头\n\n（一）甲\n\n（二）乙\n\n二、经过\n\n（一）丙\n\n1. 丁\n1. 戊",
    "抓好三项工作：一是巡河，二是捡垃圾，三是守灯。",
    "一是巡河。具体做法：一是分组，二是记录。二是守灯。三是总结。",
    "共有教师182人，其中165人本科毕业，占90.7%。满意率达98%以上，同比增长12%，共办件41580件，平均每天424件，占全年的7.3%。",
    "志愿者从200人增加到600人，增长了2倍。全镇182人，党员34人，本科37人，本科率20.3%，比上年提高5%。",
    "学习习近平新时代中国特色社会主义思想，贯彻党的二十大和二十届三中全会精神。中国共产党中央委员会。",
    "捐赠棉被、棉衣和被、褥。他以同志为镜。红十字精神、五四精神。",
    "云文办〔2024〕3号、（2024）年度报告、川文[1]。二〇〇五年九月，2005年，20年。",
    "以“原创、传唱”为主题。（来源：云川日报）\n\n白氹（dàng）村在河边。第一篇章。",
    "白鹭镇人民政府\n\n2026年11月18日",
    "志愿者每周六上午巡河一次，\n捡拾垃圾，劝导钓鱼的人离开深水区，\n中午回到桥头。",
    "时间 9:30，比例 3:1，共12,000人，English (text), ok; done! A:B。",
    "附件：1.名单，2.说明，以及各单位在规定的时间内报送的全部材料和照片\n\n落款",
    "这里的文明委员会常开会。",
    "第一条 目的。\n\n### 一、2024年的工作\n\n组  长：办公室主任",
    "“村村通”“户户亮”，《指南》《手册》，省略……破折号——都对。",
]


@pytest.mark.parametrize(("rule", "words"), [(rule, words) for rule, all_ in DAMAGED.items() for words in all_])
def test_damage_is_found(rule, words):
    assert rule in {found.rule for found in findings(words, MISPRINTS)}, words


@pytest.mark.parametrize("words", SOUND)
def test_sound_words_are_left_alone(words):
    assert [(found.rule, found.message) for found in findings(words, MISPRINTS)] == []


@pytest.mark.parametrize("words", DAMAGED["cut-words"][:-2])
def test_a_misstatement_is_an_error(words):
    assert any(found.is_error for found in findings(words) if found.rule == "cut-words")


def test_only_misstatements_are_errors():
    others = (words for rule, all_ in DAMAGED.items() if rule not in ("cut-words", "grave-misprint") for words in all_)
    assert [found for words in others for found in findings(words) if found.is_error] == []


def test_places_are_those_of_the_file():
    text = Text("第一行没有问题。\n\n```\nXX镇\n```\n\n感谢到XX镇来。", 9)
    (remark,) = proofread(text)
    assert (remark.line, remark.column, remark.rule) == (15, 4, "masked-words")


def test_a_flood_is_told_in_ten():
    remarks = [r for r in proofread(Text("感谢到XX镇来。\n\n" * 52)) if r.rule == "masked-words"]
    assert len(remarks) == 10
    assert remarks[-1].message.endswith("本篇还有 42 处同类问题没有列出")


def test_errors_are_all_told():
    remarks = proofread(Text("反对邪教FLG。\n\n" * 30))
    assert len(remarks) == 30


def test_half_width_marks_are_one_finding():
    (found,) = findings("巡河,护河,守灯,捡垃圾。")
    assert found.count == 3
    assert "3 处半角标点" in found.message


def test_titles_are_read_too():
    assert [found.rule for found in proofread_line("XX镇的经验", MISPRINTS)] == ["masked-words"]
    assert proofread_line("河灯为什么亮了？", MISPRINTS) == ()


@given(st.text(alphabet="一二十年月日的和同志党*_?？×Xx`<>[]()|#.,，。、：“”《》0123456789% \n", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text):
    """Whatever the text is: places lie in it, and what is blanked keeps its length and lines."""
    lines = text.split("\n")
    for remark in proofread(Text(text), MISPRINTS):
        assert 1 <= remark.line <= len(lines)
        assert 1 <= remark.column <= len(lines[remark.line - 1]) + 1
        assert "\n" not in remark.message
    blank = prose_of(text)
    assert len(blank) == len(text)
    assert [n for n, sign in enumerate(blank) if sign == "\n"] == [n for n, sign in enumerate(text) if sign == "\n"]


@pytest.mark.parametrize(
    "unit",
    "* ** _ __ × X x ? ？ 一 的 年 月日 。 、， ( （ [ ]( ]: ` < & # % 1 1% 1个 占1% 一是 一、 （一） 三项：1. 甲 同志 党的 “” 原创: 共  "
    "从1增加到2， 第一篇： \u00a0 創 **的 *年 个 元 村(cūn) 甲乙丙丁戊己庚， http:// ```\n ?甲 ~~~a\n 共1元，其中1元、".split(
        " "
    ),
)
def test_a_hostile_text_is_read_in_time(unit):
    """A megabyte of the same, in one line where it has none: the time grows with the text and not with its square."""
    if not unit:
        return
    short, long = (unit * (size // len(unit)) for size in (100_000, 1_000_000))
    used = []
    for text in (short, long):
        before = time.process_time()
        findings(text, MISPRINTS)
        fingerprint(text)
        used.append(time.process_time() - before)
    assert used[1] < 40 * used[0] + 2, used  # ten times the text; a hundred times if it were squared


BODY = [
    "周六一早志愿者在桥头集合", "队长点名以后分成三个小组", "一组沿着左岸往上游走", "二组沿着右岸往下游走", "三组坐船清理水面漂浮物",
    "每组带一个本子记录看到的情况", "中午回到桥头把本子交给河长办", "河长办当天下午整理成清单", "清单上的问题第二天派人去看",
    "能当场解决的当场就解决掉", "不能解决的写明由哪个部门去办", "部门办完以后拍照片发回群里", "照片和清单一起装进档案盒",
    "月底把一个月的清单放在一起比", "看哪些河段的问题反复出现", "反复出现的河段多派一组人去", "沿河的住户也慢慢加入进来",
    "有人专门负责提醒钓鱼的人", "有人专门负责看护河边的灯", "学校组织学生画了河道地图", "地图挂在桥头的公示栏里面", "谁家门口的河段谁来照看",
    "年底评出十户爱河的家庭", "颁奖的时候全镇的人都来看", "大家都说河水比以前清了", "来河边散步的人也越来越多", "镇里把做法写成了一本小册子",
    "册子发给沿河的每一户人家", "外地的人也来看这一条河",
]  # fmt: skip
FULL = "，".join(BODY) + "。基地面积12000亩，奖励每户2000元。"


def test_a_copy_is_found_with_its_figures():
    smaller = FULL.replace("12000", "1").replace("2000", "").replace("周六一早志愿者在桥头集合，", "XX")
    other = "，".join(f"{n:02d}号河段的{words[::-1]}" for n, words in enumerate(BODY))
    (match,) = near_duplicates([fingerprint(text) for text in (other, smaller, FULL)])
    assert (match.smaller, match.fuller) == (1, 2)
    assert match.share > 0.95
    shown, count = conflicts(FULL, smaller)
    assert count == 2
    assert "“基地面积”12000亩／1亩" in shown[0]
    assert "2000元／（无数字）元" in shown[1]


def test_one_text_in_many_units_is_found():
    matches = list(near_duplicates([fingerprint(FULL)] * 40))
    assert [(match.smaller, match.fuller) for match in matches] == [(n, 0) for n in range(1, 40)]


def test_short_texts_are_not_compared():
    assert list(near_duplicates([fingerprint("按照要求开展创建活动。" * 20)] * 3)) == []


def test_numbers_are_read():
    assert [number_of(word) for word in "一 九 十 十一 二十 三十二 两 7 12".split()] == [1, 9, 10, 11, 20, 32, 2, 7, 12]


def article(body, **more):
    head = "".join(f"{key}: {value}\n" for key, value in {"title": "巡河一年", **more}.items())
    return f"---\ntype: 经验\ndate: 2023-09-15\n{head}---\n{body}\n"


def test_an_error_stops_the_build_and_a_warning_does_not(build):
    result = build({"units/bailu-town/x.md": article("感谢到XX镇来。")})
    assert result.code == 0
    assert "units/bailu-town/x.md:6:4" in result.output
    assert build({"units/bailu-town/x.md": article("感谢到XX镇来。")}, "--strict").code == 1
    result = build({"units/bailu-town/x.md": article("反对邪教FLG。")})
    assert result.code == 1
    assert "(cut-words)" in result.output


def test_a_warning_is_accepted_and_an_error_is_not(check):
    accepted = "[{rule: masked-words, reason: 原文如此}, {rule: cut-words, reason: 原文如此}]"
    result = check({"units/bailu-town/x.md": article("感谢到XX镇来，反对邪教FLG。", accepted=accepted)})
    assert [re.search(r"\(([a-z-]+)\)$", line)[1] for line in result.problems()] == ["unused-acceptance", "cut-words"]


def test_titles_summaries_and_captions_are_read(check):
    result = check(
        {
            "units/bailu-town/x.md": article("正文。", title="XX镇一年", summary="感谢××人次"),
            "units/bailu-town/photos/02-XX村的河.jpg": site.photo(colour="#123456"),
            "content/notices/2026-11.md": site.NOTICE.replace("公示正文。", "于X月X日公示。"),
        }
    )
    places = [line.rpartition(": ")[0].split(": ")[0] for line in result.problems()]
    assert [place.rsplit(":", 2)[0] for place in places] == [
        "content/notices/2026-11.md", "content/notices/2026-11.md", "units/bailu-town/photos/02-XX村的河.jpg",
        "units/bailu-town/x.md", "units/bailu-town/x.md",
    ]  # fmt: skip


def test_what_did_not_change_is_not_read_again(tmp_path, monkeypatch):
    """Once read, a text is known by what it says; what is told is the same as of a build without a cache."""
    texts = {f"units/bailu-town/x{n}.md": article(f"第{n}篇写到XX镇。", title=f"巡河{n}") for n in range(4)}
    site.write(tmp_path, {**site.base_files(), **texts})
    read = []
    real = checking._read
    monkeypatch.setattr(checking, "_read", lambda copy, known: read.append(copy.path) or real(copy, known))

    def told(kept):
        from showcase.diagnostics import Diagnostics
        from showcase.loading import Folders, load_collection

        folders = Folders(tmp_path, tmp_path / "units", tmp_path / "content", tmp_path / "site_config")
        return checking.check_proofs(load_collection(folders, Diagnostics()), kept)

    kept = Kept(tmp_path / "kept.sqlite")
    first = told(kept)
    assert len(first) == 4
    assert len(read) > 4
    read.clear()
    assert told(kept) == first
    assert read == []
    site.write(tmp_path, {"units/bailu-town/x2.md": article("再也没有了。")})
    assert told(kept) == told(Kept(None))
    assert read[0] == "units/bailu-town/x2.md"
    read.clear()
    assert told(kept) == told(Kept(None))


def test_the_real_texts_are_read(capsys):
    """Read beside the repository, else skipped: what DOMAIN.md counts is found, nearly all of it."""
    if not damage.SOURCES.is_dir():
        pytest.skip("旁边没有 shared/sources，不测真实文本")
    figures = damage.main([])
    assert figures["D09 lost quotes"] >= 200
    assert figures["D10 page numbers"] == 12
    assert figures["D12 spaces in words"] == 8
    assert figures["D20, D21 cut words"] >= 5
    assert figures["D22 lost digits"] >= 50
    assert figures["D28 arithmetic"] == 4
    assert figures["D25 copies"] == 2
    assert "12000亩／1亩" in capsys.readouterr().out


def test_every_pattern_is_listed():
    """plugins/showcase/proofreading/README.md says of each D01–D30 which rule covers it, or why none does."""
    table = (REPOSITORY / "plugins/showcase/proofreading/README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (D\d\d)", table, re.MULTILINE)
    assert listed == [f"D{n:02d}" for n in range(1, 31)]
    for rule in DAMAGED:
        assert f"`{rule}`" in table


def test_where_no_texts_are_nothing_is_measured(tmp_path: Path, capsys):
    assert damage.main([str(tmp_path)]) == {}
    assert "nothing is measured" in capsys.readouterr().out

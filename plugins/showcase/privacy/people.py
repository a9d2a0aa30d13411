"""Names of persons in running text: a surname, one or two signs more, and a boundary; cautious, for it only warns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.privacy.values import Finding, Kind

__all__ = ["NAME", "find_persons", "is_name", "surname_only"]

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路"
    "游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
)
_DOUBLE: Final = "欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|长孙|端木"
_NOT_GIVEN: Final = (
    "某的一是在和与及或等之了我你他她们这那有无不为以于由从到对向个×·人员户者家属各该院科室区县市镇乡村们性率间内外"
)
_FORMS_OF_ADDRESS: Final = (
    "先生|女士|大爷|大妈|奶奶|爷爷|阿姨|叔叔|婆婆|老师|同学|大姐|大哥|师傅|医生|主任|护士|院"
    "长|书记|局长|校长|某某|老汉|伯伯|大娘|嫂子|站长|所长"
)
_NO_NAMES: Final = frozenset(
    (
        "万元 万家 严密 严格 严禁 严肃 严重 乔木 付出 付费 任何 任务 任意 何地 何时 余名 党员 党委 党建 党支 党组 "
        "全家 兰花 关于 关心 关怀 关注 关爱 关系 关节 关键 农业 农户 农村 农民 冬季 冷暖 冷静 包保 包括 华人 华侨 "
        "华夏 卓越 单亲 单位 单元 单独 单纯 单项 卫健 卫士 卫生 古稀 古老 古镇 史上 右手 司机 司法 吉祥 向上 向前 "
        "向好 向导 向来 向阳 周到 周围 周末 周边 和谐 夏令 夏季 孔雀 季度 季节 宁可 安全 安宁 安心 安排 安置 安装 "
        "安静 宗旨 宫颈 尚可 尚有 尚未 尤其 尹氏 岳母 岳父 左侧 左右 左手 左邻 席位 席地 常年 常见 平均 庄园 庄稼 "
        "应急 康复 成为 成人 成功 成员 成年 成本 成立 成绩 成长 房子 房屋 文书 文件 文体 文凭 文化 文字 文明 文艺 "
        "方便 方向 方式 方案 方法 方言 方面 施工 施教 施行 时刻 时常 时间 易于 易地 景区 曲线 林业 林地 柏树 桂花 "
        "梅花 欧洲 武术 段时 毕业 毕竟 毛巾 江苏 江西 汤药 温度 温情 温暖 温馨 游客 满意 牛奶 甘于 田间 申报 申请 "
        "申领 白天 白班 白色 盛夏 盛赞 石化 石头 石板 祝福 祝贺 秋季 程序 程度 章程 童年 童心 简单 简报 简易 管家 "
        "管床 管护 管理 米面 聂家 艾滋 苗木 莫名 莫大 解决 解困 解答 解读 解释 计划 许可 许多 谢意 谢谢 谷雨 费用 "
        "贺信 路上 路口 路灯 路面 车位 车辆 车间 连同 连心 连续 金牌 金秋 金色 金融 金额 阳光 陈旧 陈述 雷锋 "
        "项下 项目 项链 顾客 顾虑 颜色 马上 马桶 马路 高兴 高危 高度 高效 高质 高龄 鲁班 黄牌 黄色 龙头"
    ).split()
)
NAME: Final = rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}](?!{_FORMS_OF_ADDRESS})[\u4e00-\u9fff]{{1,2}})"
_LEFT: Final = r"(?<![\u4e00-\u9fff])"
_RIGHT: Final = (
    r"(?=$|[\s，,。；;：:、（(）)《》〈〉“”‘’!！?？|｜<>*_\]\[/]"
    r"|[的在说是和与因患家今年告来到被从收领获得拿住有也就还已]|一家|同学|小朋友|老人|女士|先生|等\d)"
)
VULNERABLE: Final = (
    "患者|病人|病号|特困|低保|五保|贫困户|贫困生|贫困学生|贫困家庭|贫困母亲|建档立卡|未成年|孤儿|留守儿童|"
    "留守老人|困境儿童|残疾|精神障碍|精神病|艾滋|白血病|尿毒症|癌症|抑郁症|社区矫正|刑满释放|吸毒|戒毒|受助学生|受助儿童|服刑"
)
_TAIL: Final = r"(?:户|人员|对象|家庭|供养(?:人员|对象)?|边缘户|人|儿童|老人|学生|少年|青少年|者|患者|妇女|女孩|男孩)?"
_BEFORE: Final = re.compile(rf"(?P<word>{VULNERABLE}){_TAIL}[:：]?[ “\"]?(?P<name>{NAME}){_RIGHT}")
_AFTER: Final = re.compile(
    rf"(?:{_LEFT}|(?<=[村民组居老童生名年里有为户]))(?P<name>{NAME})(?:[（(，,、：:\s]{{1,2}}|是|系|为)"
    rf"(?:[男女][，, ]?)?(?:\d{{1,3}}岁[，, ]?)?(?:[是系为属患]|身患|确诊|本村|本组|一名|一位|一户|我村|我镇){{0,2}}"
    rf"(?P<word>{VULNERABLE})"
)


def is_name(text: str) -> bool:
    """Whether the whole text is a person's name, as in a cell."""
    return bool(re.fullmatch(NAME, text)) and _can_be(text)


def surname_only(name: str) -> str:
    """``王某``: how the field writes persons who are not to be named."""
    return f"{name[:2] if re.match(_DOUBLE, name) else name[:1]}某"


def _can_be(name: str) -> bool:
    given = name[2:] if re.match(_DOUBLE, name) else name[1:]
    return name[:2] not in _NO_NAMES and not any(sign in _NOT_GIVEN for sign in given)


def find_persons(text: str) -> Iterator[Finding]:
    """Names beside illness, poverty or minority (DOMAIN.md §4, D29)."""
    seen: set[int] = set()
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if start not in seen and _can_be(match["name"]):
                seen.add(start)
                yield Finding(Kind.PERSON, start, end, surname_only(match["name"]), match["word"])

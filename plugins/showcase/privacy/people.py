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
_NOT_GIVEN: Final = "某的一是在和与及或等之了我你他她们这那有无不为以于由从到对向个×·人员户者家属各该院科室区县市镇乡村们性率间内外"
_FORMS_OF_ADDRESS: Final = (
    "先生|女士|大爷|大妈|奶奶|爷爷|阿姨|叔叔|婆婆|老师|同学|大姐|大哥|师傅|医生|主任|护士|院长|书记|局长|校长|某某|老汉|伯伯|大娘|嫂子|站长|所长"
)
_NO_NAMES: Final = frozenset(
    "高兴 高度 高危 高龄 高效 高质 满意 安全 安心 安置 安排 康复 平均 周围 周边 周到 周末 严重 严格 方便 方面 方式 文明 文化 文书 时间 时刻 时常"
    " 成为 成功 成员 成长 成立 成绩 管理 管护 关爱 关心 关怀 关于 关注 关系 金额 金融 华人 项目 程序 施行 施工 解决 解困 解答 向上 向前 向来 向好"
    " 任务 任何 任意 连续 连同 包括 包保 路上 白天 常见 常年 温暖 温馨 古稀 农村 农民 农业 章程 马上 何时 何地 应急 单位 单亲 单独 万元 易地 盛赞"
    " 阳光 房屋 房子 简易 简单 车辆 曲线 冷暖 席位 米面 尤其 宁可 全家 和谐 江苏 江西 金秋 余名 许多 许可 田间 石头 石板 毛巾 党员 党委 党支 景区"
    " 卫生 卫健 贺信 温情 文艺 游客 管家 管床 华夏 万家 夏令 夏季 秋季 冬季 向阳 陈旧 陈述 付出 付费 尚未 尚有 尚可 严禁 史上 段时 欧洲 左右 左邻"
    " 古镇 桂花 柏树 季度 甘于 武术 梅花 盛夏 谷雨 祝福 祝贺 毕业 毕竟 苗木 乔木 席地 成人 成年 成本 关节 关键 方案 方法 方向 方言 左手 右手 颜色"
    " 聂家 龙头 石化 金牌 金色 白班 白色 黄色 黄牌 程度 林业 林地 顾虑 顾客 施教 雷锋 童年 童心 路口 路面 路灯 连心 解读 解释 谢谢 谢意 计划 温度"
    " 司机 司法 党建 党组 农户 简报 车间 车位 吉祥 安装 安静 安宁 申请 申报 申领 汤药 易于 艾滋 卓越 卫士 莫大 莫名 孔雀 季节 宗旨 宫颈 费用 冷静"
    " 鲁班 华侨 文字 文件 文体 文凭 马路 马桶 牛奶 项链 项下 古老 向导 尹氏 庄稼 庄园 严肃 严密 左侧 邓小 兰花 岳父 岳母 单纯 单项 单元".split()
)
NAME: Final = rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}](?!{_FORMS_OF_ADDRESS})[\u4e00-\u9fff]{{1,2}})"
_LEFT: Final = r"(?<![\u4e00-\u9fff])"
_RIGHT: Final = (
    r"(?=$|[\s，,。；;：:、（(）)《》〈〉“”‘’!！?？|｜<>*_\]\[/]|[的在说是和与因患家今年告来到被从收领获得拿住有也就还已]|一家|同学|小朋友|老人|女士|先生|等\d)"
)
VULNERABLE: Final = (
    "患者|病人|病号|特困|低保|五保|贫困户|贫困生|贫困学生|贫困家庭|贫困母亲|建档立卡|未成年|孤儿|留守儿童|留守老人|困境儿童|残疾|精神障碍|精神病"
    "|艾滋|白血病|尿毒症|癌症|抑郁症|社区矫正|刑满释放|吸毒|戒毒|受助学生|受助儿童|服刑"
)
_TAIL: Final = r"(?:户|人员|对象|家庭|供养(?:人员|对象)?|边缘户|人|儿童|老人|学生|少年|青少年|者|患者|妇女|女孩|男孩)?"
_BEFORE: Final = re.compile(rf"(?P<word>{VULNERABLE}){_TAIL}[:：]?[ “\"]?(?P<name>{NAME}){_RIGHT}")
_AFTER: Final = re.compile(
    rf"(?:{_LEFT}|(?<=[村民组居老童生名年里有为户]))(?P<name>{NAME})(?:[（(，,、：:\s]{{1,2}}|是|系|为)"
    rf"(?:[男女][，, ]?)?(?:\d{{1,3}}岁[，, ]?)?(?:[是系为属患]|身患|确诊|本村|本组|一名|一位|一户|我村|我镇){{0,2}}(?P<word>{VULNERABLE})"
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

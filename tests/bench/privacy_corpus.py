"""Texts with and without personal data, made from a seed: nobody's numbers, for the region codes begin with 99.

Positives are written as people write them, hard ones included that the gate is known to miss; negatives are what
an office's texts have that looks alike.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Sample", "identity", "make_corpus", "mobile", "payment_card"]

_SURNAMES = "王李张刘陈杨赵吴周徐孙朱胡郭林何罗郑梁谢宋唐韩冯邓曹彭曾肖田"
_GIVEN = "小明 桂芳 建国 秀英 志强 丽华 文杰 玉兰 海涛 春梅 晓东 淑珍 国庆 佳怡 子轩 芳 伟 磊 静 洋".split()
_RARE = ("逯海燕", "禚建军", "呼延朔", "亓桂花")
_PLACES = ("白鹭镇", "云溪乡", "望山街道", "清源区河东街道", "望山县青石镇")
_VILLAGES = ("柳湾村", "松坪村", "渔浦村", "石桥社区")
_WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


@dataclass(frozen=True)
class Sample:
    """One text; ``kind`` is what is in it, or for a negative what looks alike."""

    kind: str
    text: str
    is_positive: bool
    suffix: str = ".md"
    is_hard: bool = False
    """Written so that the gate is not expected to see it."""


def identity(rng: random.Random, *, wrong: bool = False) -> str:
    """18 signs with the check digit of GB 11643, or with another one."""
    head = f"99{rng.randrange(1, 100):02d}{rng.randrange(1, 30):02d}{rng.randrange(1935, 2020)}"
    head += f"{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}{rng.randrange(1000):03d}"
    weights = [2 ** (17 - n) % 11 for n in range(17)]
    rest = sum(int(d) * w for d, w in zip(head, weights, strict=True)) % 11
    place = (rest + (rng.randrange(1, 11) if wrong else 0)) % 11
    return head + "10X98765432"[place]


def mobile(rng: random.Random) -> str:
    """Eleven digits of a range in use, of which the middle four are noughts."""
    return f"{rng.choice('133 135 138 139 150 158 166 173 177 180 185 189 191 198 199'.split())}0000{rng.randrange(10_000):04d}"


def payment_card(rng: random.Random, length: int = 19, head: str = "6299") -> str:
    """Luhn's check digit behind an invented bank."""
    body = head + "".join(str(rng.randrange(10)) for _ in range(length - len(head) - 1))
    total = sum(n if k % 2 else n * 2 - 9 * (n > 4) for k, n in enumerate(map(int, reversed(body))))
    return body + str(-total % 10)


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


def _cut(number: str, *sizes: int, by: str = " ") -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return by.join([*parts, number[at:]] if at < len(number) else parts)


Maker = Callable[[random.Random], str]


def _identities() -> list[Maker]:
    return [
        lambda r: f"申请人{_name(r)}，身份证号：{identity(r)}，已审核。",
        lambda r: f"{_name(r)} {identity(r)}",
        lambda r: f"身份证号码为{identity(r).translate(_WIDE)}。",
        lambda r: f"身份证 {_cut(identity(r), 6, 8)}",
        lambda r: f"证件号{_cut(identity(r), 6, 4, 4)}",
        lambda r: f"公民身份号码：{_cut(identity(r), 6, 8, by='-')}",
        lambda r: f"{_cut(identity(r), 3, 3, 4, 4)}（{_name(r)}）",
        lambda r: f"<!-- 核对用：{identity(r)} -->\n名单如下。",
        lambda r: f"| 姓名 | 身份证号 |\n|---|---|\n| {_name(r)} | {identity(r)} |\n",
        lambda r: f"---\ntitle: 名单\nsummary: {_name(r)}（{identity(r)}）\n---\n正文\n",
        lambda r: f"![{_name(r)}{identity(r)}](photos/01.jpg)",
        lambda r: f"[表](https://example.org/cx?idcard={identity(r)})",
        lambda r: f"名单：{_name(r)}{identity(r).lower()}、{_name(r)}{identity(r).lower()}",
        lambda r: f"户主证件号码 {' '.join(identity(r))}",
        lambda r: f"系统导出：id={identity(r)};",
        lambda r: f"{identity(r)}\t{_name(r)}\t女",
        lambda r: f"（{identity(r)}）经公示无异议",
        lambda r: f"身份证号：{(n := identity(r))[:6]}{r.randrange(30, 99)}{n[10:17]}",
        lambda r: f"身份证尾号不全：{identity(r)}/补",
    ]  # fmt: skip


def _mistyped() -> list[Maker]:
    """A sign wrong, missing or too many; and the numbers of fifteen digits that were given out until 1999."""
    return [
        lambda r: f"身份证号：{identity(r, wrong=True)}",
        lambda r: f"{_name(r)}，{identity(r, wrong=True)}，白鹭镇",
        lambda r: f"身份证号：{identity(r)[:17]}",
        lambda r: f"银行卡号{payment_card(r)[:-1]}{r.choice('0123456789')}1",
        lambda r: f"{_name(r)}，{(n := identity(r))[:6]}{r.randrange(30, 99)}{n[10:17]}",
        lambda r: f"旧证 {(n := identity(r))[:6]}{r.randrange(30, 99)}{n[10:17]}，已换领",
    ]  # fmt: skip


def _mobiles() -> list[Maker]:
    return [
        lambda r: f"联系人：{_name(r)}，手机：{mobile(r)}",
        lambda r: f"咨询请拨打{mobile(r)}。",
        lambda r: f"{_name(r)}{mobile(r)}",
        lambda r: f"电话 {_cut(mobile(r), 3, 4)}",
        lambda r: f"电话：{_cut(mobile(r), 3, 4, by='-')}（{_name(r)}）",
        lambda r: f"+86 {mobile(r)}",
        lambda r: f"+86{mobile(r)}",
        lambda r: f"+86-{_cut(mobile(r), 3, 4, by='-')}",
        lambda r: f"0086{mobile(r)}",
        lambda r: f"微信同号{mobile(r).translate(_WIDE)}",
        lambda r: f"报名：tel:{mobile(r)}",
        lambda r: f"[打电话](tel:+86{mobile(r)})",
        lambda r: f"邮箱 {mobile(r)}@example.org",
        lambda r: f"---\ncontact: {{person: {_name(r)}, phone: {mobile(r)}}}\n---\n",
        lambda r: f"# 联系 {mobile(r)}\nname: 白鹭镇",
        lambda r: f"<!-- {_name(r)} {mobile(r)} -->",
        lambda r: f"| 联系人 | 电话 |\n|--|--|\n| {_name(r)} | {mobile(r)} |",
        lambda r: f"值班电话：000-55510000/{mobile(r)}",
        lambda r: f"{_cut(mobile(r), 3, 4, by='.')}",
        lambda r: f"{_cut(mobile(r), 4, 3)}，{_name(r)}",
        lambda r: f"联系电话：{mobile(r)}、{mobile(r)}",
        lambda r: f"拨打 {mobile(r)}转小{_name(r)[0]}",
        lambda r: f"{_cut(mobile(r), 3, 4, by='　')}",
        lambda r: f"手机\u200b{_cut(mobile(r), 3, by=chr(0x200B))}",
    ]  # fmt: skip


def _cards() -> list[Maker]:
    return [
        lambda r: f"开户行清源支行，卡号{payment_card(r)}",
        lambda r: f"银行卡：{_cut(payment_card(r), 4, 4, 4, 4)}",
        lambda r: f"{_name(r)} {payment_card(r)}",
        lambda r: f"补贴发放至{payment_card(r, 16)}",
        lambda r: f"账号 {_cut(payment_card(r, 16), 4, 4, 4)}",
        lambda r: f"银行卡号：{payment_card(r).translate(_WIDE)}",
        lambda r: f"信用卡 {_cut(payment_card(r, 16, '4999'), 4, 4, 4)}",
        lambda r: f"储蓄卡号{payment_card(r, 19, '9558')}",
        lambda r: f"{_cut(payment_card(r), 6)}（工资卡）",
        lambda r: f"| 姓名 | 银行卡号 |\n|--|--|\n| {_name(r)} | {payment_card(r)} |",
        lambda r: f"<!-- 打款：{_cut(payment_card(r), 4, 4, 4, 4, by='-')} -->",
    ]  # fmt: skip


def _addresses() -> list[Maker]:
    def village(r: random.Random) -> str:
        return r.choice(_PLACES) + r.choice(_VILLAGES)

    return [
        lambda r: f"住址：{village(r)}{r.randrange(1, 9)}组{r.randrange(1, 99)}号",
        lambda r: f"家庭住址：{r.choice(_PLACES)}人民路{r.randrange(1, 99)}号{r.randrange(1, 9)}幢{r.randrange(101, 999)}室",
        lambda r: f"{_name(r)}家住{village(r)}。",
        lambda r: f"{_name(r)}，现住{village(r)}{r.choice('一二三四')}组",
        lambda r: f"户籍地址为{village(r)}",
        lambda r: f"户籍：{village(r)}{r.randrange(1, 99)}号",
        lambda r: f"{_name(r)}，女，住{village(r)}三组",
        lambda r: f"{_name(r)}（{r.choice(_PLACES)}河滨路{r.randrange(1, 99)}号{r.randrange(1, 9)}单元{r.randrange(101, 999)}室）",
        lambda r: f"| 姓名 | 住址 |\n|--|--|\n| {_name(r)} | {village(r)}{r.randrange(1, 9)}组 |",
        lambda r: f"| 姓名 | 地址 |\n|--|--|\n| {_name(r)} | 人民路{r.randrange(1, 99)}号{r.randrange(1, 9)}栋 |",
        lambda r: f"户口所在地：{village(r)}{r.randrange(1, 9)}社",
        lambda r: f"居住在{r.choice(_PLACES)}清水巷{r.randrange(1, 99)}号",
        lambda r: f"<!-- 慰问：{_name(r)} 住址 {village(r)}{r.randrange(1, 99)}号 -->",
    ]  # fmt: skip


def _persons() -> list[Maker]:
    return [
        lambda r: f"患者{_name(r)}，经救治好转。",
        lambda r: f"看望低保户{_name(r)}，送去米和油。",
        lambda r: f"特困户{_name(r)}的房子漏雨。",
        lambda r: f"{_name(r)}（低保户）领到补助",
        lambda r: f"村民{_name(r)}是特困供养人员。",
        lambda r: f"未成年人{_name(r)}在河边玩耍。",
        lambda r: f"留守儿童{_name(r)}说，阿姨每周来。",
        lambda r: f"| 姓名 | 备注 |\n|--|--|\n| {_name(r)} | 低保 |",
        lambda r: f"残疾人{_name(r)}、{_name(r)}",
        lambda r: f"五保老人{_name(r)}今年八十岁。",
        lambda r: f"{_name(r)}，患白血病三年",
        lambda r: f"贫困学生{_name(r)}收到助学金",
    ]  # fmt: skip


def _missed() -> list[tuple[str, Maker]]:
    """What a program that reads lines does not see, and what its lists of words do not have."""
    return [
        ("mobile", lambda r: f"电话：{''.join('〇一二三四五六七八九'[int(d)] for d in mobile(r))}"),
        ("mobile", lambda r: f"电话：{(n := mobile(r))[:7]}\n{n[7:]}"),
        ("mobile", lambda r: f"| {(n := mobile(r))[:3]} | {n[3:7]} | {n[7:]} |"),
        ("mobile", lambda r: f"{(n := mobile(r))[:3]}（{n[3:7]}）{n[7:]}"),
        ("identity", lambda r: f"身份证：{(n := identity(r))[:6]}\n{n[6:]}"),
        ("identity", lambda r: f"前六位{(n := identity(r))[:6]}，生日{n[6:14]}，后四位{n[14:]}"),
        ("card", lambda r: f"尾号{(n := payment_card(r))[10:]}，前面是{n[:10]}"),
        ("address", lambda r: f"{_name(r)}就在{r.choice(_VILLAGES)}东头第三家。"),
        ("address", lambda r: f"记者来到{r.choice(_VILLAGES)}，走进{_name(r)}家，门牌是{r.randrange(1, 99)}号。"),
        ("person", lambda r: f"患者{r.choice(_RARE)}，已出院。"),
        ("person", lambda r: f"{_name(r)}身患重病，家里没有收入。"),
        ("person", lambda r: f"低保户老{_name(r)[0]}，名叫{_name(r)[1:]}。"),
    ]  # fmt: skip


def _look_alikes() -> list[tuple[str, Maker]]:
    return [*_number_look_alikes(), *_word_look_alikes()]


def _digits(r: random.Random, count: int) -> str:
    return "".join(str(r.randrange(10)) for _ in range(count))


def _sha(r: random.Random) -> str:
    return hashlib.sha256(r.randbytes(8)).hexdigest()


def _day(r: random.Random) -> str:
    return f"{r.randrange(1998, 2027)}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"


def _number_look_alikes() -> list[tuple[str, Maker]]:
    return [
        ("office phone", lambda r: f"联系电话：0{r.randrange(10, 999)}-{_digits(r, 8)}"),
        ("office phone", lambda r: f"电话 000-{_digits(r, 8)} 转 {_digits(r, 3)}，传真 000-{_digits(r, 8)}"),
        ("office phone", lambda r: f"（000）{_digits(r, 4)} {_digits(r, 4)}"),
        ("office phone", lambda r: f"热线 400-{_digits(r, 3)}-{_digits(r, 4)}、12345、12388"),
        ("document number", lambda r: f"云文明委〔{r.randrange(2008, 2027)}〕{r.randrange(1, 200)}号，{_day(r)}印发"),
        ("credit code", lambda r: f"统一社会信用代码：12990100{_digits(r, 9)}{r.choice('0123456789ABCDEFGHX')}"),
        ("credit code", lambda r: f"社会信用代码 91990{_digits(r, 3)}{_digits(r, 9)}X"),
        ("site code", lambda r: f"网站标识码：{_digits(r, 10)}　ICP备{_digits(r, 8)}号"),
        ("site code", lambda r: f"公网安备 {_digits(r, 14)}号"),
        ("money", lambda r: f"总投资{_digits(r, 3)}{_digits(r, 8)}元"),
        ("money", lambda r: f"合计 1{r.randrange(3, 10)}{_digits(r, 9)} 元，其中财政 {_digits(r, 8)}.{_digits(r, 2)} 元"),
        ("money", lambda r: f"￥1{r.randrange(3, 10)}{_digits(r, 9)}.00"),
        ("money", lambda r: f"累计 1{r.randrange(3, 10)}{_digits(r, 9)} 人次"),
        ("date", lambda r: f"{_day(r)} {r.randrange(24):02d}:{r.randrange(60):02d}，{_day(r)} 至 {_day(r)}"),
        ("date", lambda r: f"{_day(r)} {_day(r)} {_day(r)}"),
        ("date", lambda r: f"期次 {_day(r).replace('-', '')}-{_day(r).replace('-', '')}"),
        ("date", lambda r: f"导出时间{_day(r).replace('-', '')}{r.randrange(24):02d}{r.randrange(60):02d}{r.randrange(60):02d}"),
        ("digest", lambda r: f"SHA-256：{_sha(r)}"),
        ("digest", lambda r: f"{_sha(r)}  名单.xlsx"),
        ("address of a page", lambda r: f"https://example.org/art/{_day(r)[:7]}/art_{_digits(r, 5)}_1{r.randrange(3, 10)}{_digits(r, 9)}.html"),
        ("address of a page", lambda r: f"[原文](https://example.org/p/{_digits(r, 18)})"),
        ("address of a page", lambda r: f"https://example.org/s?id=62{_digits(r, 17)}&t=1{_digits(r, 12)}"),
        ("ISBN", lambda r: f"ISBN 978-7-{_digits(r, 4)}-{_digits(r, 4)}-{_digits(r, 1)}"),
        ("ISBN", lambda r: f"书号 978{_digits(r, 10)}，定价 {_digits(r, 2)}.00 元"),
        ("order", lambda r: f"订单号：{_day(r).replace('-', '')}{_digits(r, 10)}"),
        ("order", lambda r: f"快递单号 SF{_digits(r, 13)}"),
        ("order", lambda r: f"受理编号 1{r.randrange(3, 10)}{_digits(r, 9)}"),
        ("order", lambda r: f"流水号：62{_digits(r, 17)}"),
        ("order", lambda r: f"发票代码 {_digits(r, 12)}，发票号码 {_digits(r, 8)}"),
        ("order", lambda r: f"事项 {_digits(r, 20)}"),
        ("order", lambda r: f"办件 {_digits(r, 18)} 已办结"),
        ("order", lambda r: f"批次{_digits(r, 16)}"),
        ("coordinates", lambda r: f"坐标 {r.randrange(80, 130)}.{_digits(r, 11)},{r.randrange(20, 50)}.{_digits(r, 11)}"),
        ("coordinates", lambda r: f"东经 {r.randrange(80, 130)}°{_digits(r, 2)}′，北纬 {r.randrange(20, 50)}.{_digits(r, 6)}"),
        ("masked", lambda r: f"电话 138****{_digits(r, 4)}，证件 99*************{_digits(r, 3)}"),
        ("masked", lambda r: f"身份证号 990101********{_digits(r, 4)}"),
        ("figures", lambda r: f"{_digits(r, 4)} {_digits(r, 4)} {_digits(r, 2)} {_digits(r, 3)} {_digits(r, 1)}"),
        ("figures", lambda r: f"| {_digits(r, 3)} | {_digits(r, 4)} | {_digits(r, 4)} |"),
        ("figures", lambda r: f"2021 年 {_digits(r, 3)} 件、2022 年 {_digits(r, 4)} 件、2023 年 {_digits(r, 4)} 件"),
        ("figures", lambda r: f"1 2 3 4 5 6 7 8 9 10 11 12 13 {_digits(r, 2)}"),
    ]  # fmt: skip


def _word_look_alikes() -> list[tuple[str, Maker]]:
    return [
        ("office address", lambda r: f"地址：云川市人民路{r.randrange(1, 99)}号政务中心{r.randrange(2, 9)}楼"),
        ("office address", lambda r: f"来信来访：{r.choice(_PLACES)}河滨路{r.randrange(1, 99)}号{r.randrange(2, 9)}幢办公室"),
        ("office address", lambda r: f"单位地址 {r.choice(_PLACES)}{r.choice(_VILLAGES)}村委会旁"),
        ("office address", lambda r: f"户籍窗口设在{r.choice(_PLACES)}便民中心{r.randrange(1, 9)}号台"),
        ("township", lambda r: f"{_name(r)}家住{r.choice(_PLACES)}。"),
        ("township", lambda r: f"住址：{r.choice(_PLACES)}"),
        ("township", lambda r: "家住农村的孩子放学以后有地方去，居住在老旧小区的老人也有人管"),
        ("name alone", lambda r: f"{_name(r)}家庭等{r.randrange(10, 99)}户家庭，{r.choice(_VILLAGES)}{_name(r)}家庭"),
        ("name alone", lambda r: f"主任{_name(r)}，志愿者{_name(r)}、{_name(r)}"),
        ("vulnerable", lambda r: f"走访低保户 {r.randrange(10, 99)} 户，患者满意度 {r.randrange(90, 99)}%"),
        ("vulnerable", lambda r: "患者高兴地说，患者安全是第一位；患者周围有家属，患者平均等候八分钟"),
        ("vulnerable", lambda r: f"低保户{r.choice(_SURNAMES)}某、特困户{r.choice(_SURNAMES)}大爷、患者{r.choice(_SURNAMES)}先生"),
        ("vulnerable", lambda r: "未成年人思想道德建设，残疾人康复中心，低保金按月发放，孤儿成年后"),
        ("vulnerable", lambda r: f"留守儿童之家由{_name(r)}管理"),
    ]  # fmt: skip


def _made(rng: random.Random, makers: list[tuple[str, Maker]], rounds: int, **how: bool) -> Iterator[Sample]:
    for _ in range(rounds):
        for kind, make in makers:
            yield Sample(kind, make(rng), **how)


def make_corpus(seed: int = 1, rounds: int = 10) -> list[Sample]:
    """``rounds`` samples of each way of writing; with 10 there are some 950 positives and 550 negatives."""
    rng = random.Random(seed)
    kinds = {
        "identity": _identities(), "mistyped or old": _mistyped(), "mobile": _mobiles(), "card": _cards(), "address": _addresses(), "person": _persons(),
    }  # fmt: skip
    seen = [(kind, make) for kind, makers in kinds.items() for make in makers]
    return [
        *_made(rng, seen, rounds, is_positive=True),
        *_made(rng, _missed(), rounds, is_positive=True, is_hard=True),
        *_made(rng, _look_alikes(), rounds, is_positive=False),
    ]

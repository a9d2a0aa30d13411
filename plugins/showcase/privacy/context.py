"""What stands before a number on its line, and says what it is."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

__all__ = ["Context", "Role"]


class Role(Enum):
    """What a number is said to be."""

    ID = auto()
    PHONE = auto()
    CARD = auto()
    OTHER = auto()
    """Something that is nobody's secret: an order, a unit's code, a sum."""


_WINDOW: Final = 24
"""Signs before a number in which a word is looked for."""
_WORDS: Final = re.compile(
    r"(?i)(?P<OTHER>订单|单号|运单|快递|编号|编码|流水|批次|条码|案号|文号|证书|信用代码|机构代码|标识码|税号|识别号|许可证|备案"
    r"|学号|工号|考号|准考证|(?:会员|借书|借阅|公交|饭|门禁|市民|社保|读者|市政|一卡通)卡号?|ISBN|ISSN|CN\s|货号|型号|坐标|经度|纬度|经纬"
    r"|金额|合计|共计|资金|投资|预算|受理号|工单|热线编|设备号|IMEI|SN|序列号|发票|合同号|项目号|档号|SHA|MD5|哈希|校验码|对公账[号户])"
    r"|(?P<ID>身份证|身份号|公民身份|证件号|居民证|\bsfz|idcard|id_?card)"
    r"|(?P<PHONE>手机|电话|联系|微信|致电|短信|(?<![a-z])tel|phone|mobile|拨打|shouji|\bsj=)"
    r"|(?P<CARD>银行卡|储蓄卡|借记卡|信用卡|工资卡|一卡(?!通)|卡号|账号|帐号|账户|帐户|bank_?card)"
)
_STRICT: Final = re.compile(r"银行卡|储蓄卡|借记卡|信用卡|工资卡|卡号")
_URL_SPAN: Final = 300
_URL: Final = re.compile(r"https?://[^\s\u3000-\u9fff，。；（）<>\"']*$", re.IGNORECASE)


class Context:
    """Words before a number; the nearest counts."""

    def __init__(self, text: str, start: int, head: str = "") -> None:
        """:param head: what stands over the text; counts where the line says nothing"""
        self._text, self._start, self._head = text, start, head

    def role(self) -> Role | None:
        """What the number is said to be."""
        match = self._nearest()
        return Role[match.lastgroup] if match and match.lastgroup else None

    def is_strict(self) -> bool:
        """Whether a bank's card is meant; 账号 may be a unit's account."""
        match = self._nearest()
        return match is not None and bool(_STRICT.match(match[0]))

    def is_in_url(self) -> bool:
        """Numbers of pages and articles are as long as any."""
        return bool(_URL.search(self._text[max(0, self._start - _URL_SPAN) : self._start]))

    def _nearest(self) -> re.Match[str] | None:
        window = self._text[max(0, self._start - _WINDOW) : self._start].rpartition("\n")[2]
        found = None
        for found in _WORDS.finditer(window):  # noqa: B007 – the last one
            pass
        return found or next(_WORDS.finditer(self._head), None)

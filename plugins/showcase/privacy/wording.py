"""What is said of a finding: where, what, what to do, and never the secret."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.privacy.values import MOST, Kind, Seen

__all__ = ["told"]

_MOST: Final = 20
"""Findings of one rule told of one file: a list of ten thousand people says no more than its first twenty rows."""
_RULES: Final = {
    Kind.ID: ("privacy-id", Severity.ERROR),
    Kind.MOBILE: ("privacy-mobile", Severity.ERROR),
    Kind.CARD: ("privacy-card", Severity.ERROR),
    Kind.ADDRESS: ("privacy-address", Severity.ERROR),
    Kind.SUSPECT_ID: ("privacy-suspect", Severity.WARNING),
    Kind.SUSPECT_CARD: ("privacy-suspect", Severity.WARNING),
    Kind.OLD_ID: ("privacy-suspect", Severity.WARNING),
    Kind.PERSON: ("privacy-person", Severity.WARNING),
    Kind.UNREAD: ("privacy-unread", Severity.WARNING),
}
_ACCEPT: Final = "确认无误就把理由写入 accepted"
_LEAK: Final = f"写错了也会泄露，请删去，{_ACCEPT}"
_FAULTS: Final = {"check": "校验码不对", "date": "出生日期不对", "length": "位数不对"}
_MESSAGES: Final = {
    Kind.ID: "身份证号码不能公开，请删去，或写成“{shown}”",
    Kind.MOBILE: "手机号码不能公开，请换成办公电话，或写成“{shown}”",
    Kind.CARD: "银行卡号不能公开，请删去，或写成“{shown}”",
    Kind.ADDRESS: "住址只能写到乡镇、街道，请删去后面的部分",
    Kind.SUSPECT_ID: f"像是身份证号码“{{shown}}”，但{{fault}}；{_LEAK}",
    Kind.SUSPECT_CARD: f"像是银行卡号“{{shown}}”，但校验码不对；{_LEAK}",
    Kind.OLD_ID: f"像是 15 位的旧身份证号码“{{shown}}”，请删去，{_ACCEPT}",
    Kind.PERSON: "“{what}”与姓名写在一起，请写成“{shown}”；本人同意公开的，把理由写入 accepted",
    Kind.UNREAD: "看不到里面有没有身份证号码等：{what}；请换成能查的文件，人工看过的把理由写入 accepted",
}


def told(path: str, seen: Iterable[Seen]) -> Iterator[Diagnostic]:
    """Diagnostics of one file, in the order of its places; those that are many are counted."""
    left: Counter[str] = Counter()
    for found in sorted(dict.fromkeys(seen), key=_order):
        rule, severity = _RULES[found.kind]
        left[rule] += 1
        if left[rule] <= _MOST:
            yield Diagnostic(_location(path, found), f"{_where(found)}{_message(found)}", rule, severity)
    total = left.total()
    for rule, count in left.items():
        if count > _MOST:
            severity = next(severity for name, severity in _RULES.values() if name == rule)
            message = (
                f"这样的问题本文件共 {count} 处{'以上' * (total >= MOST)}，只列出前 {_MOST} 处；请整份处理后再放进来"
            )
            yield Diagnostic(Location(path), message, rule, severity)


def _order(found: Seen) -> tuple[str, int, int, str]:
    return found.place.sheet, found.place.line, found.place.column, found.kind


def _location(path: str, found: Seen) -> Location:
    place = found.place
    return Location(f"{path}[{place.sheet}]" if place.sheet else path, place.line, place.column)


def _where(found: Seen) -> str:
    return f"{found.place.label}：" if found.place.label else ""


def _message(found: Seen) -> str:
    if found.kind is Kind.ADDRESS and found.shown:
        return f"住址只能写到乡镇、街道，请只写“{found.shown}”"
    return _MESSAGES[found.kind].format(shown=found.shown, what=found.what, fault=_FAULTS.get(found.what, ""))

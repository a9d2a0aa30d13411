"""Terms of titles as they are written: 8, 八届, 第8届 and 第八届 are one term (DOMAIN §3.2)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["han_number", "term_number", "term_of"]

_HAN: Final = "〇一二三四五六七八九"
_TERM: Final = re.compile(r"第?(?:(\d{1,2})|([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]))届?")


def term_of(text: str) -> str:
    """``第八届`` for every way to write it; anything else (第二批, 2019—2021年度) as it is written."""
    number = term_number(text)
    return f"第{han_number(number)}届" if number else text


def term_number(text: str) -> int | None:
    """8 of 第八届 or of another way to write it, 1 to 99; ``None`` when it is no 第N届."""
    match = _TERM.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None:
        return None
    return (int(match[1]) if match[1] else _number(match[2])) or None


def _number(han: str) -> int:
    tens, ten, ones = han.rpartition("十")
    return (_HAN.index(tens or "一") * 10 if ten else 0) + (_HAN.index(ones) if ones else 0)


def han_number(number: int) -> str:
    """1 → 一, 12 → 十二, 35 → 三十五; larger ones stay digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[ones] if ones else "")

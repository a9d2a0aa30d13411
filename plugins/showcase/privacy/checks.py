"""Whether a number can be what it looks like: check digits, dates, regions, prefixes."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Final

__all__ = ["is_card", "is_day", "is_mobile", "is_region", "is_right_id", "is_short_day", "is_unit_code"]

_REGIONS: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
    " 99".split()
)
"""First two digits of ID numbers (GB/T 2260); 99 is nobody's: the samples of this project begin with it."""


def is_region(digits: str) -> bool:
    """Whether the number begins with a province. Finer tables age: stdnum's refuses half of all valid numbers."""
    return digits[:2] in _REGIONS


def is_right_id(digits: str) -> bool:
    """The check digit alone (GB 11643); 18 signs."""
    from stdnum.cn.ric import calc_check_digit  # here and below: few texts have any such number

    return digits[:17].isdigit() and bool(calc_check_digit(digits) == digits[17])  # it takes all 18


def is_day(digits: str) -> bool:
    """``YYYYMMDD``, a date on which somebody who is alive may have been born."""
    return digits.isdigit() and 1900 <= int(digits[:4]) <= 2049 and _exists(digits)


def is_short_day(digits: str) -> bool:
    """``YYMMDD`` of the old numbers, which were given out until 1999."""
    return digits.isdigit() and _exists(f"19{digits}")


def _exists(digits: str) -> bool:
    with suppress(ValueError):
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        return True
    return False


def is_mobile(digits: str) -> bool:
    """Eleven digits in a range that is given out, as phonenumbers knows them."""
    import phonenumbers

    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(digits))
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE


def is_card(digits: str) -> bool:
    """Luhn's check digit (GB/T 14504)."""
    from stdnum import luhn

    return digits.isdigit() and bool(luhn.is_valid(digits)) and len(set(digits)) > 2


def is_unit_code(digits: str) -> bool:
    """统一社会信用代码 (GB 32100), which has 18 signs too."""
    from stdnum.cn import uscc

    return bool(uscc.is_valid(digits))

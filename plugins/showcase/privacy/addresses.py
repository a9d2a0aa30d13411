"""Home addresses finer than township (DOMAIN.md §3.6: 家庭住址只到乡镇、街道)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.privacy.people import NAME, is_name
from showcase.privacy.values import Finding, Kind

__all__ = ["HOME", "find_addresses", "is_fine_address", "is_home_head"]

_PART: Final = r"[\u4e00-\u9fffA-Za-z0-9０-９#\-－—]"
_NUM: Final = r"[0-9０-９A-Za-z一二三四五六七八九十百零〇]"
HOME: Final = (
    r"家庭住址|家庭地址|住址|现住址?|家住|居住地址?|户籍所在地|户籍地址?|户籍[:：]"
    r"|户口所在地|户口地址|租住在?|居住于|居住在|暂住"
)
_HOME: Final = re.compile(
    rf"(?P<word>{HOME})[\s:：为是在于“\"'（(*|]{{0,4}}(?P<place>{_PART}{{2,40}}(?: {_PART}{{1,12}}){{0,3}})"
)
_NAMED: Final = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{NAME})[，,、（(：:\s]{{1,2}}(?:[男女][，,、\s]{{1,2}})?(?:\d{{1,3}}岁[，,、\s]{{1,2}})?"
    rf"(?P<lives>(?:现|家|租)?住(?:址|在|于)?[:：]?)?(?P<place>{_PART}{{4,40}}(?: {_PART}{{1,12}}){{0,2}})"
)
_HOUSE: Final = re.compile(
    rf"{_NUM}+(?:号楼|号院|栋|幢|单元|室|弄)|(?:村|组|社|路|街|巷|弄|里|道|区|苑|园|坊){_NUM}+(?:-{_NUM}+)?(?:号|组|社|队)"
)
_NUMBERED: Final = re.compile(
    rf"(?:[\u4e00-\u9fff]|^){_NUM}+(?:号|组|队|社)(?!召|称|线|文|令|角|织|会|区|长|员|保|工|建|团)"
)
_FINE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,10}?)(?:村(?!镇)|社区|小区|花园|公寓|家园|新苑|家属院|宿舍|巷|弄|胡同|路|街(?!道)|大道|屯(?!镇)|寨(?!镇)|庄(?!镇|园))"
)
_GENERIC: Final = re.compile(
    r"(?:农|乡|山|本|我|我们|咱|同|同一|邻|邻近|外|该|全|各|某|×|这个|那个|哪个|新|旧|老|老旧|附近|所在|自然|偏远|中心|城中|隔壁|城乡|一个|一|同个|周边"
    r"|不同|商品房|各个|当地|异地|一条|条|地|的|在|网格|美丽|示范|文明|行政|贫困|移民|安置)$"
)
_TOWNSHIP: Final = re.compile(r"^[\u4e00-\u9fff]{0,20}?(?:镇|乡(?!村)|街道)")
_OFFICE: Final = re.compile(
    r"(?:委员会|办公室|政务|中心|派出所|窗口|服务站|大厅|公司|学校|医院|社区居|村委|居委|工作站|登记|办理|管理|人口|变更|证明)"
)


def is_home_head(head: str, others: str) -> bool:
    """Whether a column has homes: by its own head, or 地址 beside a column of persons."""
    if re.search(r"住址|家庭地址|户籍|居住|家住|户口", head):
        return True
    return bool(re.search(r"地址|住处", head) and re.search(r"姓名|户主|申请人|村民|居民|学生|家长", others))


def is_fine_address(place: str) -> bool:
    """Whether it tells more than the township."""
    rest = _TOWNSHIP.sub("", place, count=1)
    if _HOUSE.search(rest) or _NUMBERED.search(rest):
        return True
    return any(not _GENERIC.search(match["name"]) for match in _FINE.finditer(rest))


def find_addresses(text: str) -> Iterator[Finding]:
    """Beside a word for home, or beside a person's name."""
    taken = 0
    for match in _HOME.finditer(text):
        place = match["place"]
        if place[0] not in "的等" and is_fine_address(place) and not _OFFICE.search(place):
            taken = match.end()
            yield _finding(match, place, match["word"])
    for match in _NAMED.finditer(text):
        place, lives = match["place"], match["lives"]
        is_home = is_fine_address(place) if lives else _HOUSE.search(place)
        if match.end() > taken and is_home and is_name(match["name"]) and not _OFFICE.search(place):
            yield _finding(match, place, "住")


def _finding(match: re.Match[str], place: str, word: str) -> Finding:
    return Finding(Kind.ADDRESS, *match.span("place"), shown=coarse(place), what=word.rstrip(":："))


def coarse(place: str) -> str:
    """The address down to the township, as far as it has one."""
    match = _TOWNSHIP.match(place)
    return match[0] if match and not re.search(r"\d", match[0]) else ""

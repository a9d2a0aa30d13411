"""Names of files and folders: what no author put there, and what is no name on every system.

Windows keeps some names for devices, drops dots and spaces at the end, and like macOS takes names for the same
that differ in case alone (Microsoft, “Naming Files, Paths, and Namespaces”); macOS stores Chinese and accented
letters decomposed. A folder that breaks on one of them cannot be handed from one office to the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["INVISIBLE", "UNSHOWN", "folded_name", "hidden_words", "is_hidden", "is_litter", "name_fault", "name_oddity"]

INVISIBLE: Final = "\u200b\u2028\u2029\u202a-\u202e\u2060\ufeff\ufffe\uffff"
"""What copying from web pages and slides leaves behind: zero width, own line ends, direction."""
UNSHOWN: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{INVISIBLE}]")
"""Besides, bytes of a name that are no UTF-8 (a ZIP packed under a Chinese Windows), and what breaks a line."""
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".keep"})
"""What Windows and macOS leave in every folder that is looked at, without anybody's doing; what keeps one."""
_NOT_ON_WINDOWS: Final = re.compile(r'[<>:"|?*\\]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def is_litter(name: str) -> bool:
    """Never an author's: passed over without a word. ``~$…`` is the mark of a document that is open."""
    return name.startswith(("~$", ".git")) or name.lower() in _LITTER


def is_hidden(name: str) -> bool:
    """Never published either, but somebody may have meant it: told. ``__MACOSX`` is what macOS packs beside a ZIP."""
    return name.startswith(".") or name.upper() == "__MACOSX"


def hidden_words(names: Iterable[str]) -> str:
    """Of a folder's hidden files, in one message: a ZIP from a Mac has one beside every file."""
    found = sorted(UNSHOWN.sub("?", name) for name in names)
    shown = "、".join(name if len(name) <= 40 else f"{name[:39]}…" for name in found[:3])
    return f"这里有 {len(found)} 个隐藏的文件或文件夹（{shown}{'等' if len(found) > 3 else ''}），不会发布，可以删去"


def folded_name(name: str) -> str:
    """The same for names that Windows or macOS cannot keep apart."""
    return unicodedata.normalize("NFC", name).casefold()


def name_oddity(name: str) -> str:
    """Why a name that does no harm here cannot be copied to Windows; empty for one that can."""
    sign = _NOT_ON_WINDOWS.search(name)
    return f"文件名里有 Windows 不许用的字符“{sign[0]}”，复制过去会出错，请改名" if sign else ""


def name_fault(name: str, limit: int) -> str:
    """Why nobody should have to handle a name; empty for a good one.

    :param limit: characters that a name may have
    """
    if UNSHOWN.search(name):
        return "文件名里有乱码或看不见的字符（常见于 Windows 压缩包），请重新命名"
    if len(name) > limit:
        return f"文件名有 {len(name)} 个字，超过 {limit} 个字，请改短"
    if name != name.strip(" \u3000").rstrip("."):
        return "文件名开头、末尾不能是空格，末尾也不能是点，Windows 会把它去掉，请改名"
    if _DEVICE.fullmatch(name):
        return f"“{name}”在 Windows 上是设备的名字，打不开，请改名"
    return ""

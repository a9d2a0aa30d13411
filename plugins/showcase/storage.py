"""Writing files that others may be reading."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

__all__ = ["unwritable", "write_whole"]

_UNWRITABLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM})


def unwritable(error: BaseException) -> str:
    """What to tell of a disk that takes no more; empty of any other error."""
    if not isinstance(error, OSError) or error.errno not in _UNWRITABLE:
        return ""
    where = f"“{error.filename}”" if error.filename else "文件"
    return f"{where}写不进去（{os.strerror(error.errno)}）；请看磁盘是否已满、文件夹能否写入"


def write_whole(file: Path, content: bytes) -> None:
    """Written beside and renamed: a kill leaves no half of a file, two builds at once do not mix."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

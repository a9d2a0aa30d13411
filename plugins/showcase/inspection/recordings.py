"""Video and audio: what a camera or a program wrote beside what is seen and heard.

The readers are those of loading, so that the gate and ``showcase check`` never disagree; the gate also
sees what did not come through them: attachments, the theme, files inside archives.
"""

from __future__ import annotations

from typing import BinaryIO

from showcase.inspection.profiles import names_person
from showcase.inspection.values import Finding, Findings, Inner, Kind
from showcase.loading.media import BrokenMediaError, read_media

__all__ = ["inspect_recording"]


def inspect_recording(stream: BinaryIO, inner: Inner) -> Findings:
    """Position and device, who is named in the tags, and the pictures inside."""
    try:
        facts = read_media(stream)
    except BrokenMediaError as error:
        yield Finding(Kind.OPAQUE, f"音像文件读不全（{error}）")
        return
    yield from (Finding(Kind.RECORDING, what) for what in facts.private)
    fields = dict.fromkeys(field for field, name in facts.persons if names_person(name))
    yield from (Finding(Kind.TAGGED, field) for field in fields)
    for count, picture in enumerate(facts.pictures, 1):
        yield from inner(f"第 {count} 张内嵌图片", picture)

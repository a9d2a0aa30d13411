"""What is said of findings: what is wrong, and how the office gets rid of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.inspection.values import Finding, Kind

__all__ = ["told"]


def told(path: str, found: Iterable[Finding], copies: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """One diagnostic a file and kind of problem; ``copies`` are originals and where inside they are."""
    problems = sorted(set(found))
    place = Location(path)
    for kind, say in _SENTENCES.items():
        of_kind = [problem for problem in problems if problem.kind is kind]
        if of_kind:
            rule, severity = _RULES[kind]
            yield Diagnostic(place, say(of_kind), rule, severity)
    for original, where in copies:
        inside = f"里面的 {where} " if where else ""
        message = f"{inside}与 {original} 的原图完全一样，原图不能公开；请改用不带信息、缩小过的图片"
        yield Diagnostic(place, message, "published-original")


def _metadata(found: list[Finding]) -> str:
    inside = _places(found)
    what = _listed(problem.what for problem in found)
    if inside:
        return f"里面的图片（{inside}）带有{what}，公开就会泄露；请把图片另存为不带信息的（或改用截图）再插入"
    return f"图片带有{what}，公开就会泄露；请另存为不带信息的图片（或改用截图）再放"


def _unreadable(found: list[Finding]) -> str:
    inside = _places(found)
    subject = f"里面的图片（{inside}）" if inside else "图片"
    return f"{subject}读不懂：{_listed(problem.what for problem in found)}；不知道带有什么信息，不能公开，请换一张"


def _person(found: list[Finding]) -> str:
    inside = _places(found)
    subject = f"里面的文件（{inside}）" if inside else "文件"
    fields = _listed(problem.what for problem in found)
    return f"{subject}的属性里填了{fields}；若是个人姓名，请在“文件—信息—检查文档”里删去个人信息再放"


def _recording(found: list[Finding]) -> str:
    inside = _places(found)
    subject = f"里面的音像文件（{inside}）" if inside else "音像文件"
    what = _listed(problem.what for problem in found)
    return f"{subject}带有{what}，公开就会泄露；可用 ffmpeg -map_metadata -1 -c copy 去掉，不会重新压缩"


def _tagged(found: list[Finding]) -> str:
    inside = _places(found)
    subject = f"里面的音像文件（{inside}）" if inside else "音像文件"
    fields = _listed(problem.what for problem in found)
    return f"{subject}的标签里填了{fields}；若是个人姓名，请用 ffmpeg -map_metadata -1 -c copy 去掉再放，不会重新压缩"


def _opaque(found: list[Finding]) -> str:
    inside = _places(found)
    reasons = _listed(problem.what for problem in found)
    return f"没法检查{f'里面的 {inside} ' if inside else '这个文件里'}有没有带信息的图片：{reasons}；请自行核对"


_SENTENCES = {
    Kind.METADATA: _metadata,
    Kind.RECORDING: _recording,
    Kind.UNREADABLE: _unreadable,
    Kind.PERSON: _person,
    Kind.TAGGED: _tagged,
    Kind.OPAQUE: _opaque,
}
_RULES = {
    Kind.METADATA: ("published-metadata", Severity.ERROR),
    Kind.RECORDING: ("published-metadata", Severity.ERROR),
    Kind.UNREADABLE: ("published-unreadable", Severity.ERROR),
    Kind.PERSON: ("published-author", Severity.WARNING),
    Kind.TAGGED: ("published-author", Severity.WARNING),
    Kind.OPAQUE: ("published-opaque", Severity.WARNING),
}


def _places(found: Iterable[Finding]) -> str:
    places = list(dict.fromkeys(problem.where for problem in found if problem.where))
    shown = "、".join(_plain(place) for place in places[:3])
    return f"{shown} 等 {len(places)} 个" if len(places) > 3 else shown


def _listed(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))


def _plain(name: str) -> str:
    """A name inside an archive is foreign: control signs would write into a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:80]

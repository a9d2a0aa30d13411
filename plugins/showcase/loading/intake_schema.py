"""The shape of ``limits`` in ``site.yml``: how large what is handed in may be, and between which bounds."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from showcase.loading.values import whole

__all__ = ["IntakeSchema"]

_MB = " MB"


class IntakeSchema(BaseModel):
    """What is not written is as :class:`~showcase.model.limits.Intake` has it; so are the names.

    The upper bounds are what the program itself can hold: 80 megapixels decode within the memory of a worker,
    100 aliases unfold to less than a second.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    media: Annotated[int | None, whole(1, 10_000, _MB)] = None
    file: Annotated[int | None, whole(1, 300, _MB)] = None
    photo: Annotated[int | None, whole(1, 300, _MB)] = None
    pixels: Annotated[int | None, whole(1, 80, "百万像素")] = None
    files: Annotated[int | None, whole(1, 1_000_000, "个")] = None
    text: Annotated[int | None, whole(1, 10_000, " KB")] = None
    front_matter: Annotated[int | None, whole(100, 10_000_000, "字")] = None
    article: Annotated[int | None, whole(100, 10_000_000, "字")] = None
    links: Annotated[int | None, whole(1, 100_000, "个")] = None
    depth: Annotated[int | None, whole(2, 50, "层")] = None
    aliases: Annotated[int | None, whole(0, 100, "处")] = None
    name: Annotated[int | None, whole(10, 200, "字")] = None

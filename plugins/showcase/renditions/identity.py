"""What decides about the bytes of renditions: whoever has the same makes the same of a photo."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Final

import pillow_heif
from PIL import Image, __version__, features

from showcase.loading.pictures import header_of, open_picture
from showcase.model.renditions import plan_everything
from showcase.model.units import Photo
from showcase.renditions.decoding import upright
from showcase.renditions.making import make_sizes

__all__ = ["Identity", "differences", "identity"]

Identity = tuple[tuple[str, str], ...]
"""Names and versions."""
_PACKAGE: Final = Path(__file__).parents[1]
_LIBRARIES: Final = {"libwebp": "webp", "libjpeg-turbo": "libjpeg_turbo", "libavif": "avif", "LittleCMS": "littlecms2"}
_SIZE: Final = (640, 480)


@cache
def identity() -> Identity:
    """Of this process: 0.1 s the first time."""
    libraries = {name: features.version(feature) or "没有" for name, feature in _LIBRARIES.items()}
    return (
        ("showcase 的代码", _code()),
        ("Pillow", __version__),
        *libraries.items(),
        ("libheif", pillow_heif.libheif_version()),
        ("试做的照片", _trial()),
    )


def differences(there: Identity, here: Identity) -> str:
    """In words; empty when both make the same."""
    known = dict(here)
    return "、".join(f"{name} {found}（本机 {known.get(name)}）" for name, found in there if known.get(name) != found)


def _code() -> str:
    """Of the whole package: its version number does not change with every commit."""
    code = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*.py")):
        code.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return code.hexdigest()[:12]


def _trial() -> str:
    """Digest of all sizes of a picture: the same version of a library may have been built in another way."""
    ramp, disc = Image.linear_gradient("L"), Image.radial_gradient("L")
    picture = Image.merge("RGB", (ramp, disc, ramp.transpose(Image.Transpose.ROTATE_90))).resize(_SIZE)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=90)
    made = hashlib.sha256()
    photo = Photo(path="", file="", number=0, caption="", width=_SIZE[0], height=_SIZE[1], digest="")
    try:
        with open_picture(stream) as opened:
            image = upright(opened, header_of(opened), _SIZE)
        make_sizes(image, plan_everything(photo, avif=True), lambda _, content: made.update(content))
    except Exception as error:  # noqa: BLE001 – a Pillow without one of the formats
        return f"做不出（{error}）"
    return made.hexdigest()[:12]

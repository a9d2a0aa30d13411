"""Colour of pictures: whatever a camera, a scanner or an office programme wrote → sRGB, 8 bits, no transparency."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageChops, ImageCms

__all__ = ["brightness_of", "is_plain", "to_plain", "to_srgb"]

_PAPER: Final = (255, 255, 255)
_PLAIN: Final = ("L", "RGB", "CMYK")
_SPACES: Final = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
_WHITES: Final = (255, 1023, 4095, 16383, 65535)
"""Scanners and cameras leave 10, 12 or 14 bits in 16: divided by 256 they would be black."""


def is_plain(image: Image.Image) -> bool:
    """Whether a picture has 8 bits a channel and neither palette nor transparency."""
    return image.mode in _PLAIN and "transparency" not in image.info


def _is_deep(image: Image.Image) -> bool:
    return image.mode.startswith("I") or image.mode == "F"


def brightness_of(image: Image.Image, bands: Iterable[Image.Image]) -> tuple[float, float]:
    """The values that stand for black and white in a picture of more than 8 bits; of others nothing is asked."""
    if not _is_deep(image):
        return 0.0, 255.0
    if image.format == "PNG":  # here 16 bits are always 16 bits
        return 0.0, 65535.0
    extremes = [_deep(band).getextrema() for band in bands]
    low = min(float(low) for low, _ in extremes)  # type: ignore[arg-type]
    high = max(float(high) for _, high in extremes)  # type: ignore[arg-type]
    if image.mode == "F" and low >= 0 and high <= 1:
        return 0.0, 1.0
    white = next((white for white in _WHITES if high <= white), None)
    return (0.0, float(white)) if white and low >= 0 else (low, max(high, low + 1))


def to_plain(image: Image.Image, brightness: tuple[float, float]) -> Image.Image:
    """L, RGB or CMYK, with paper where the picture is transparent."""
    if _is_deep(image):
        return _to_grey(_deep(image), brightness)
    if image.mode == "LAB":
        return _from_lab(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return _on_paper(image)
    if image.mode in _PLAIN:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _deep(image: Image.Image) -> Image.Image:
    """Of the many modes of 16 bits only these two can be reckoned with."""
    return image if image.mode in ("I", "F") else image.convert("I")


def _to_grey(image: Image.Image, brightness: tuple[float, float]) -> Image.Image:
    """Left alone, all above 255 would become white."""
    black, white = brightness
    scale = 255 / (white - black)
    return image.point(lambda value: value * scale - black * scale).convert("L")


def _from_lab(image: Image.Image) -> Image.Image:
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB") or image.convert("RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    """Left alone, transparent would become black."""
    if image.mode == "La":
        image = image.convert("LA")
    layered = image.convert("RGBA")
    paper = Image.new("RGB", image.size, _PAPER)
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


def to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """From the colours that the profile describes; a broken or foreign one is ignored, as browsers do."""
    if isinstance(profile, bytes) and profile:
        try:
            converted = _by_profile(image, profile)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _by_profile(image: Image.Image, content: bytes) -> Image.Image | None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
    base = _SPACES.get(profile.profile.xcolor_space.strip())
    if base is None or (base == "CMYK") != (image.mode == "CMYK") or (base == "L" and not _is_grey(image)):
        return None
    if ImageCms.getProfileDescription(profile).startswith("sRGB"):
        return None
    source = image if image.mode == base else image.convert(base)
    return ImageCms.profileToProfile(source, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")


def _is_grey(image: Image.Image) -> bool:
    """A profile for grey in a picture with colours is a mistake: by it the colours would go."""
    if image.mode == "L":
        return True
    red, green, blue = image.split()
    return not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()

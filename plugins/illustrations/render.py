"""From a look and a scene to a JPEG file."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from .kit.shapes import FLIP_MARK, H, W, moved, rect
from .look import Look
from .scenes import SCENES

WIDTH, QUALITY = 2400, 82
FOCUS_Y = 680  # the camera comes nearer towards the people, not towards the sky
SHEET_COLUMNS, THUMB = 4, (480, 320)


class MissingTool(RuntimeError):
    """A program or a font the drawing needs is not installed; the message says what to install."""


def check_tools() -> None:
    """Complain now, in words, rather than with boxes for letters later."""
    _tool("rsvg-convert", "librsvg2-bin")
    fonts = _run([_tool("fc-list", "fontconfig"), ":lang=zh-cn", "family"])
    if not fonts.strip():
        raise MissingTool("没有中文字体，画面上的字会变成方框。请安装 fonts-noto-cjk。")


def _tool(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        raise MissingTool(f"找不到 {name}。请安装 {package}（Debian/Ubuntu：apt install {package}）。")
    return found


def _run(command: list[str], text: str = "") -> bytes:
    # The command is ours, only its input comes from plans, and no shell reads it.
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout  # noqa: S603


def page(scene: str, look: Look) -> str:
    """The whole SVG: the scene, mirrored if the look says so, under a thin veil of the season's colour."""
    body = SCENES[scene](look)
    if look.mirror:
        body = body.replace(FLIP_MARK, 'transform="scale(-1 1)"')
        body = f'<g transform="translate({W} 0) scale(-1 1)">{body}</g>'
    body = moved(body.replace(f" {FLIP_MARK}", ""), 800 * (1 - look.zoom), FOCUS_Y * (1 - look.zoom), look.zoom)
    colour, strength = look.theme.veil
    veil = rect(0, 0, W, H, colour, o=strength)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}">{body}{veil}</svg>'


def raster(svg: str, width: int = WIDTH) -> Image.Image:
    png = _run([_tool("rsvg-convert", "librsvg2-bin"), "-w", str(width), "-f", "png"], svg)
    return Image.open(io.BytesIO(png)).convert("RGB")


def photo(scene: str, look: Look) -> Image.Image:
    """The picture at its published size, exactly 3:2."""
    image = raster(page(scene, look))
    return image.crop((0, 0, WIDTH, WIDTH * 2 // 3))


def save_jpeg(image: Image.Image, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=False)


def save_sheet(images: list[Image.Image], target: Path) -> None:
    """A contact sheet."""
    wide, high = THUMB
    rows = -(-len(images) // SHEET_COLUMNS)
    sheet = Image.new("RGB", (SHEET_COLUMNS * (wide + 8), rows * (high + 8)), "#f7f1e5")
    for k, image in enumerate(images):
        at = (k % SHEET_COLUMNS * (wide + 8) + 4, k // SHEET_COLUMNS * (high + 8) + 4)
        sheet.paste(image.resize(THUMB, Image.Resampling.LANCZOS), at)
    save_jpeg(sheet, target)

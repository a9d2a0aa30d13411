"""Photos from the camera to what is published: upright, in the right colours, private, made once, in bounds."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from showcase.diagnostics import Diagnostics
from showcase.kept import kept_in
from showcase.loading.digests import Digests
from showcase.loading.files import Root
from showcase.loading.photos import probe_photo, probe_photos
from showcase.loading.pictures import header_of, open_picture
from showcase.model.renditions import plan_everything, plan_fallback, plan_placeholder, plan_published, plan_renditions
from showcase.progress import PhotoProgress
from showcase.renditions import Progress, clean_cache, make_renditions, read_placeholders, rendition_file
from showcase.renditions.memory import Allowance, available_memory
from tests import rich, site
from tests.bench import photos as bench_photos
from tests.conftest import REPOSITORY

CORPUS = REPOSITORY.parent / "shared/corpus/images"


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def probed(folder: Path, content: bytes, name: str = "01-照片.jpg"):
    (folder / name).write_bytes(content)
    diagnostics = Diagnostics()
    photo = probe_photo(Root(folder), folder / name, None, diagnostics)
    assert photo is not None, [str(d) for d in diagnostics]
    return photo


def made(folder: Path, content: bytes, **options: object) -> Image.Image:
    """The JPEG that comes out, decoded."""
    photo = probed(folder, content)
    assert make_renditions([photo], folder / "cache", **options) == ()
    with Image.open(rendition_file(plan_fallback(photo), folder / "cache")) as image:
        assert image.size == (plan_fallback(photo).width, plan_fallback(photo).height)
        return image.convert("RGB")


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 4) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


# --- what is published ---------------------------------------------------------------------------


def test_sizes_of_a_large_photo(tmp_path):
    photo = probed(tmp_path, site.photo(2000, 3000))
    assert [(r.width, r.height) for r in plan_renditions(photo)] == [(267, 400), (533, 800), (1067, 1600)]
    assert [r.name.rpartition("-")[2] for r in plan_published(photo)] == [
        *("400.webp", "800.webp", "1600.webp", "1600.jpg")
    ]
    assert len(plan_published(photo, avif=True)) == 7
    assert make_renditions([photo], tmp_path / "cache", avif=True) == ()
    for rendition in plan_published(photo, avif=True):
        with Image.open(rendition_file(rendition, tmp_path / "cache")) as image:
            assert image.size == (rendition.width, rendition.height)
            assert {"WEBP": "webp", "JPEG": "jpg", "AVIF": "avif"}[image.format] == rendition.spec.format


def test_a_placeholder_is_a_few_fields_of_colour(tmp_path):
    image = Image.new("RGB", (900, 600), "#c04020")
    image.paste("#2040c0", (0, 300, 900, 600))
    photo = probed(tmp_path, saved(image, "PNG"))
    assert make_renditions([photo], tmp_path / "cache") == ()
    found = read_placeholders([photo], tmp_path / "cache")[photo.digest]
    assert (found.columns, len(found.colours)) == (4, 12)
    assert (found.colours[0], found.colours[-1]) == ("b42", "24b")
    kept = rendition_file(plan_placeholder(photo), tmp_path / "cache")
    for damaged in (b"", b"\xff\xfe", b"4 abc <script>"):
        kept.write_bytes(damaged)
        assert read_placeholders([photo], tmp_path / "cache") == {}


def test_nothing_is_enlarged(tmp_path):
    photo = probed(tmp_path, site.photo(300, 200))
    assert [(r.width, r.height) for r in plan_published(photo)] == [(300, 200), (300, 200)]


def test_names_follow_from_bytes_alone(tmp_path):
    names = [plan.name for plan in plan_everything(probed(tmp_path, site.photo(900, 600)))]
    (tmp_path / "b").mkdir()
    assert [
        plan.name for plan in plan_everything(probed(tmp_path / "b", site.photo(900, 600), "07-别名.jpeg"))
    ] == names
    other = probed(tmp_path, site.photo(900, 600, "#102030"))
    assert not set(names) & {plan.name for plan in plan_everything(other)}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_every_photo_stands_upright(tmp_path, form, orientation):
    upright = Image.new("RGB", (90, 60), "#00ff00")
    upright.paste("#ff0000", (0, 0, 30, 30))  # the corner that is above and left
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what turns it as the camera held it
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    if form == "HEIF":
        stream = io.BytesIO()
        pillow_heif.from_pillow(stored).save(stream, exif=exif.tobytes(), quality=90)
        content = stream.getvalue()
    else:
        content = saved(stored, form, exif=exif)
    image = made(tmp_path, content)
    assert image.size == (90, 60)
    assert near(image.getpixel((10, 10)), (255, 0, 0), 30)
    assert near(image.getpixel((80, 50)), (0, 255, 0), 30)
    assert near(image.getpixel((10, 50)), (0, 255, 0), 30)


def test_exif_behind_the_pixels_of_a_png(tmp_path):
    plain = saved(Image.new("RGB", (90, 60)), "PNG")
    exif = Image.Exif()
    exif[0x0112] = 6
    body = b"eXIf" + exif.tobytes()[6:]
    late = plain[:-12] + struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) + plain[-12:]
    assert made(tmp_path, late).size == (60, 90)


def test_transparent_is_paper(tmp_path):
    clear = Image.new("RGBA", (60, 40), (200, 0, 0, 0))
    clear.paste((0, 0, 200, 255), (0, 0, 30, 40))
    clear.paste((0, 0, 0, 128), (40, 0, 50, 40))
    palette = Image.new("P", (60, 40), 1)
    palette.putpalette([0, 0, 200, 0, 0, 0])
    palette.paste(0, (0, 0, 30, 40))
    grey = Image.new("LA", (60, 40), (0, 0))
    for content in (saved(clear, "PNG"), saved(clear, "WEBP", lossless=True), saved(palette, "PNG", transparency=1)):
        image = made(tmp_path, content)
        assert near(image.getpixel((55, 20)), (255, 255, 255))
        assert near(image.getpixel((10, 20)), (0, 0, 200), 8)
    assert near(made(tmp_path, saved(clear, "TIFF")).getpixel((45, 20)), (127, 127, 127), 8)
    assert near(made(tmp_path, saved(grey, "PNG")).getpixel((5, 5)), (255, 255, 255))


def deep(mode: str, *values: float) -> Image.Image:
    """Stripes of these values."""
    image = Image.new("F", (20 * len(values), 20))
    for number, value in enumerate(values):
        image.paste(value, (20 * number, 0, 20 * number + 20, 20))
    return image if mode == "F" else image.convert("I").convert(mode)


@pytest.mark.parametrize(
    ("form", "mode", "values", "wanted"),
    [
        ("PNG", "I;16", (0, 30000, 65535), (0, 117, 255)),
        ("PNG", "I;16", (0, 1000, 4000), (0, 4, 16)),
        ("TIFF", "I;16", (0, 30000, 65535), (0, 117, 255)),
        ("TIFF", "I;16B", (0, 30000, 65535), (0, 117, 255)),
        ("TIFF", "I;16", (0, 2000, 4095), (0, 125, 255)),
        ("TIFF", "I", (0, 30000, 65535), (0, 117, 255)),
        ("TIFF", "I", (-100, 0, 100), (0, 127, 255)),
        ("TIFF", "F", (0, 0.5, 1), (0, 127, 255)),
        ("TIFF", "F", (0, 128, 255), (0, 128, 255)),
    ],
)
def test_more_than_eight_bits_are_not_white(tmp_path, form, mode, values, wanted):
    content = saved(deep(mode, *values), form) if mode != "I;16B" else big_endian(values)
    found = made(tmp_path, content)
    for number, value in enumerate(wanted):
        assert near(found.getpixel((20 * number + 10, 10)), (value,) * 3), (
            number,
            found.getpixel((20 * number + 10, 10)),
        )


def big_endian(values: tuple[int, ...]) -> bytes:
    """A TIFF of 16 bits as Motorola wrote them."""
    width, height = 20 * len(values), 20
    row = b"".join(struct.pack(">H", value) * 20 for value in values)
    tags = [
        (256, width),
        (257, height),
        (258, 16),
        (259, 1),
        (262, 1),
        (273, 134),
        (277, 1),
        (278, height),
        (279, len(row) * 20),
    ]
    entries = b"".join(struct.pack(">HHII", tag, 4, 1, value) for tag, value in tags)
    return (b"MM\0*" + struct.pack(">IH", 8, len(tags)) + entries + bytes(4)).ljust(134, b"\0") + row * height


def swapped_profile() -> bytes:
    """An RGB profile in which red is green: sRGB with the names of two of its tags exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)
    name = "sRGB built-in".encode("utf-16-be")
    assert name in swapped
    return swapped.replace(name, "Ours built-in".encode("utf-16-be"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_colours_are_as_the_profile_says(tmp_path, form):
    red = Image.new("RGB", (60, 40), "#f01010")
    assert near(made(tmp_path, saved(red, form, icc_profile=swapped_profile())).getpixel((9, 9)), (16, 240, 16), 12)
    for broken in (b"no profile", swapped_profile()[:200], bytes(500)):
        assert near(made(tmp_path, saved(red, form, icc_profile=broken)).getpixel((9, 9)), (240, 16, 16), 12)


def test_a_profile_counts_with_transparency_and_palette_too(tmp_path):
    clear = Image.new("RGBA", (60, 40), (240, 16, 16, 255))
    assert near(made(tmp_path, saved(clear, "PNG", icc_profile=swapped_profile())).getpixel((9, 9)), (16, 240, 16), 12)
    palette = Image.new("RGB", (60, 40), (240, 16, 16)).quantize(4)
    assert near(
        made(tmp_path, saved(palette, "PNG", icc_profile=swapped_profile())).getpixel((9, 9)), (16, 240, 16), 12
    )


def test_print_colours_and_grey(tmp_path):
    cmyk = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    for content in (
        saved(cmyk, "JPEG", quality=95),
        saved(cmyk, "TIFF"),
        saved(cmyk, "JPEG", icc_profile=swapped_profile()),
    ):
        assert near(made(tmp_path, content).getpixel((9, 9)), (255, 0, 0), 8)
    for image in (Image.new("L", (60, 40), 90), Image.new("L", (60, 40), 90).convert("P")):
        assert near(made(tmp_path, saved(image, "PNG")).getpixel((9, 9)), (90, 90, 90))
    assert near(made(tmp_path, saved(Image.new("1", (60, 40), 1), "PNG")).getpixel((9, 9)), (255, 255, 255))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_profile_for_grey_takes_no_colours(tmp_path, form):
    ours = swapped_profile()
    grey = (ours[:16] + b"GRAY" + ours[20:]).replace(b"gTRC", b"kTRC", 1)
    assert ImageCms.ImageCmsProfile(io.BytesIO(grey)).profile.xcolor_space == "GRAY"
    colours = Image.new("RGB", (60, 40), "#f01010")
    assert near(made(tmp_path, saved(colours, form, icc_profile=grey)).getpixel((9, 9)), (240, 16, 16), 6)


def test_large_odd_pictures_are_put_together_from_bands(tmp_path):
    """Palette, wide, higher than a band: compared with what Pillow makes of it at once."""
    ramp = Image.merge(
        "RGB", [Image.linear_gradient("L").resize((3000, 2000)), *[Image.radial_gradient("L").resize((3000, 2000))] * 2]
    )
    palette = ramp.quantize(200)
    found = made(tmp_path, saved(palette, "PNG"))
    plain = palette.convert("RGB").resize(found.size, Image.Resampling.LANCZOS)
    assert max(ImageStat.Stat(ImageChops.difference(found, plain)).mean) < 2


def test_nothing_private_is_left(tmp_path):
    secret = rich.SECRET.encode()
    photo = probed(tmp_path, rich.private_photo())
    assert secret in Path(photo.file).read_bytes()
    make_renditions([photo], tmp_path / "cache", avif=True)
    for rendition in plan_everything(photo, avif=True):
        content = rendition_file(rendition, tmp_path / "cache").read_bytes()
        assert secret not in content
        assert not any(
            mark in content for mark in (b"Exif", b"EXIF", b"ICC", b"xmp", b"XMP", b"Photoshop", b"mp_", b"MPF")
        )


def test_a_photo_of_a_telephone(tmp_path):
    image = Image.new("RGB", (120, 80), "#2060a0")
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = rich.SECRET
    pillow_heif.from_pillow(image).save(stream, quality=90, exif=exif.tobytes())
    photo = probed(tmp_path, stream.getvalue(), "01-手机照.HEIC")
    assert make_renditions([photo], tmp_path / "cache") == ()
    for rendition in plan_published(photo):
        content = rendition_file(rendition, tmp_path / "cache").read_bytes()
        assert rich.SECRET.encode() not in content
        with Image.open(io.BytesIO(content)) as found:
            assert near(found.convert("RGB").getpixel((50, 50)), (0x20, 0x60, 0xA0), 10)


def test_two_photos_in_one_file(tmp_path):
    first, second = Image.new("RGB", (60, 40), "#c00000"), Image.new("RGB", (60, 40), "#00c000")
    content = saved(first, "MPO", save_all=True, append_images=[second])
    diagnostics = Diagnostics()
    (tmp_path / "01-照片.jpg").write_bytes(content)
    assert probe_photo(Root(tmp_path), tmp_path / "01-照片.jpg", None, diagnostics)
    assert list(diagnostics) == []
    assert near(made(tmp_path, content).getpixel((9, 9)), (0xC0, 0, 0), 8)


# --- probing -------------------------------------------------------------------------------------


def test_headers_alone_are_decoded(tmp_path, monkeypatch):
    """Whatever is probed, no pixel is asked for."""

    def load(self):
        raise AssertionError("decoded")

    for kind in (
        Image.Image,
        *(type(Image.open(io.BytesIO(site.photo(8, 8, format=f)))) for f in ("JPEG", "PNG", "TIFF", "WEBP", "AVIF")),
    ):
        monkeypatch.setattr(kind, "load", load)
    for form in ("JPEG", "PNG", "TIFF", "WEBP", "AVIF"):
        (tmp_path / "01-照片.jpg").write_bytes(FORMS[form])
        assert probe_photo(Root(tmp_path), tmp_path / "01-照片.jpg", None, Diagnostics())


FORMS = {form: site.photo(8, 8, format=form) for form in ("JPEG", "PNG", "TIFF", "WEBP", "AVIF")}


def test_a_unit_of_many_photos(tmp_path):
    """Enough bytes for threads: the order is that of the numbers, and each file is told once."""
    for number in range(12):
        (tmp_path / f"{12 - number:02}-照片{number}.jpg").write_bytes(site.photo(60 + number, 40) + bytes(900_000))
    diagnostics = Diagnostics()
    photos = probe_photos(Root(tmp_path), sorted(tmp_path.iterdir(), reverse=True), {}, diagnostics)
    assert [photo.number for photo in photos] == list(range(1, 13))
    assert list(diagnostics) == []


def test_a_file_that_nobody_touched_is_not_read_again(tmp_path):
    """Its headers are; a file of the same size, name and date is read, for it was written since."""
    (tmp_path / "01-照片.jpg").write_bytes(site.photo(60, 40) + bytes(9))
    path, root = tmp_path / "01-照片.jpg", Root(tmp_path)

    def digest() -> str:
        kept = kept_in(tmp_path / "cache")
        digests = Digests(kept)
        (photo,) = probe_photos(root, (path,), {}, Diagnostics(), digests)
        digests.save()
        kept.close()
        return photo.digest

    first = digest()
    memory = kept_in(tmp_path / "cache")
    assert memory.keys("digest") == set(), "a file as new as this may change once more within its time"
    time.sleep(2.1)
    assert digest() == first
    ((name, value),) = memory.get_many("digest", memory.keys("digest")).items()
    memory.put("digest", {name: value.replace(first.encode(), b"0" * 64)})
    assert digest() == "0" * 64, "it was read though nothing changed"
    facts = path.stat()
    path.write_bytes(site.photo(60, 40) + b"123456789")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert digest() == hashlib.sha256(path.read_bytes()).hexdigest() != first
    memory.close()
    next((tmp_path / "cache").iterdir()).write_bytes(b"damaged" * 1000)
    assert digest() == hashlib.sha256(path.read_bytes()).hexdigest()


# --- the cache -----------------------------------------------------------------------------------


def test_nothing_is_made_twice(tmp_path):
    photos = [probed(tmp_path, site.photo(900, 600)), probed(tmp_path, site.photo(900, 600), "02-同一张.jpg")]
    told: list[Progress] = []
    make_renditions(photos, tmp_path / "cache", tell=told.append)
    assert told == [Progress(done=1, total=1, files=4)]
    before = {file: file.stat().st_ino for file in (tmp_path / "cache/photos").iterdir()}
    assert make_renditions(photos, tmp_path / "cache", tell=told.append) == ()
    assert len(told) == 1
    assert {file: file.stat().st_ino for file in (tmp_path / "cache/photos").iterdir()} == before
    next(iter(before)).unlink()
    make_renditions(photos, tmp_path / "cache", tell=told.append)
    assert told[1:] == [Progress(done=1, total=1, files=1)]
    assert len(list((tmp_path / "cache/photos").iterdir())) == len(plan_everything(photos[0]))


def test_a_photo_that_changes_meanwhile_is_not_kept_under_the_old_name(tmp_path):
    photo = probed(tmp_path, site.photo(900, 600))
    Path(photo.file).write_bytes(site.photo(900, 600, "#000000"))
    (found,) = make_renditions([photo], tmp_path / "cache")
    assert str(found) == "01-照片.jpg:1:1: 照片在建站时被改动了，请再建一次 (photo-changed)"
    assert list((tmp_path / "cache/photos").iterdir()) == []


def test_a_photo_that_goes_meanwhile_is_not_called_broken(tmp_path):
    photo = probed(tmp_path, site.photo(900, 600))
    Path(photo.file).unlink()
    assert [d.rule for d in make_renditions([photo], tmp_path / "cache")] == ["photo-changed"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_is_no_broken_photo(tmp_path, monkeypatch, code):
    """It is said once, and the rest is not tried."""

    def fail(file: Path, content: bytes) -> None:
        raise OSError(code, os.strerror(code))

    photos = [probed(tmp_path, site.photo(90 + n, 60), f"{n:02}-照片.jpg") for n in range(9)]
    monkeypatch.setattr("showcase.renditions.making.write_whole", fail)
    (found,) = make_renditions(photos, tmp_path / "cache", workers=1)
    assert (found.rule, os.strerror(code) in str(found)) == ("cache-unwritable", True)


def test_a_cache_that_cannot_be_made_is_told(tmp_path):
    photo = probed(tmp_path, site.photo(90, 60))
    (tmp_path / "cache").write_bytes(b"a file")
    assert [d.rule for d in make_renditions([photo], tmp_path / "cache")] == ["cache-unwritable"]


def test_an_empty_file_in_the_cache_is_made_again(tmp_path):
    """What a loss of power leaves."""
    photo = probed(tmp_path, site.photo(90, 60))
    make_renditions([photo], tmp_path / "cache")
    file = rendition_file(plan_fallback(photo), tmp_path / "cache")
    content = file.read_bytes()
    file.write_bytes(b"")
    make_renditions([photo], tmp_path / "cache")
    assert file.read_bytes() == content


def test_what_is_missing_is_made_as_if_all_were(tmp_path):
    """A build that was killed leaves some of the sizes of a photo."""
    bench_photos.make_photos(tmp_path, 1, 1800)
    (photo,) = probe_photos(Root(tmp_path), sorted(tmp_path.glob("*.jpg")), {}, Diagnostics())
    make_renditions([photo], tmp_path / "cache")
    before = {file: file.read_bytes() for file in (tmp_path / "cache/photos").iterdir()}
    for rendition in plan_everything(photo):
        if rendition.spec.long_edge < 1600:
            rendition_file(rendition, tmp_path / "cache").unlink()
    make_renditions([photo], tmp_path / "cache")
    assert {file: file.read_bytes() for file in (tmp_path / "cache/photos").iterdir()} == before


def test_a_broken_photo_hides_no_other(tmp_path):
    broken = probed(tmp_path, site.photo(900, 600)[:-2000], "01-损坏.jpg")
    good = probed(tmp_path, site.photo(900, 600, "#123456"), "02-完好.jpg")
    assert [d.rule for d in make_renditions([broken, good], tmp_path / "cache")] == ["bad-photo"]
    assert len(list((tmp_path / "cache/photos").iterdir())) == len(plan_everything(good))


def test_cleaning_takes_only_what_is_old_and_unused(tmp_path):
    used, gone = probed(tmp_path, site.photo(900, 600)), probed(tmp_path, site.photo(800, 600, "#111111"), "02-旧.jpg")
    cache = tmp_path / "cache"
    make_renditions([used, gone], cache, avif=True)
    old = time.time() - 7200
    for file in (cache / "photos").iterdir():
        os.utime(file, (old, old))
    (cache / "photos/young.tmp").write_bytes(b"x")
    for other in (cache / "data/x.json", cache / "photos/folder/x.webp", tmp_path / "elsewhere.webp"):
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(b"x")
        os.utime(other, (old, old))
    (cache / "photos/link.webp").symlink_to(tmp_path / "elsewhere.webp")
    make_renditions([gone], cache)  # a build that runs meanwhile
    freed = {rendition_file(r, cache) for r in plan_everything(used, avif=True) if r.spec.format == "avif"}
    freed |= {rendition_file(r, cache) for r in plan_everything(gone, avif=True) if r.spec.format == "avif"}
    size = sum(file.stat().st_size for file in freed)
    cleaned = clean_cache([used], cache, avif=False)
    assert (cleaned.files, cleaned.size) == (len(freed), size)
    assert not any(file.exists() for file in freed)
    left = {path.relative_to(cache).as_posix() for path in cache.rglob("*") if not path.is_dir()}
    assert {"data/x.json", "photos/folder/x.webp", "photos/young.tmp", "photos/link.webp"} < left
    assert len(left) == 4 + len(plan_everything(used)) + len(plan_everything(gone))
    assert (tmp_path / "elsewhere.webp").exists()
    assert clean_cache([used], tmp_path / "nothing", avif=False).files == 0


# --- the site ------------------------------------------------------------------------------------


def test_a_build_says_what_it_made_and_a_second_makes_nothing(build):
    config = site.MKDOCS.replace("{today: 2026-11-18}", "{today: 2026-11-18, photos: {avif: true}}")
    first = build({"mkdocs.yml": config, "units/bailu-town/photos/02-新.jpg": site.photo(900, 600)})
    assert first.code == 0, first.output
    assert "制作了 2 张照片的 10 个尺寸，用时" in first.output
    assert len(list(first.site.glob("assets/photos/*.avif"))) == 4
    assert len(list(first.site.glob("assets/photos/*.jpg"))) == 2
    again = build({"mkdocs.yml": config, "units/bailu-town/photos/02-新.jpg": site.photo(900, 600)})
    assert again.code == 0
    assert "制作" not in again.output
    assert "\r" not in first.output


def test_the_cache_is_cleaned_by_command(build):
    result = build({"units/bailu-town/photos/02-旧.jpg": site.photo(900, 600)})
    cache = result.root / ".cache/showcase/photos"
    assert len(list(cache.iterdir())) == 8
    old = time.time() - 7200
    for file in cache.iterdir():
        os.utime(file, (old, old))
    (result.root / "units/bailu-town/photos/02-旧.jpg").unlink()
    cleaned = site.run(result.root, "showcase", "photos", "--gc")
    assert (cleaned.code, cleaned.output.startswith("删去 5 个文件，共 0.0 MB；留下 3 个。")) == (0, True), (
        cleaned.output
    )
    assert len(list(cache.iterdir())) == 3
    site.write(result.root, {"units/bailu-town/heyan.md": "没有文件头"})
    refused = site.run(result.root, "showcase", "photos", "--gc")
    assert refused.code == 1
    assert "没有清理缓存" in refused.output
    assert site.run(result.root, "showcase", "photos").code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_and_elsewhere(monkeypatch):
    clock = iter(range(0, 10_000, 8))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    terminal, quiet = Terminal(), io.StringIO()
    shown, hidden = PhotoProgress(terminal), PhotoProgress(quiet)
    assert shown.close() == ""
    for done in (1, 2, 3, 4):
        shown.tell(Progress(done, 4, done * 4))
        hidden.tell(Progress(done, 4, done * 4))
    assert shown.close().startswith("制作了 4 张照片的 16 个尺寸，用时 ")
    assert hidden.close().startswith("制作了 4 张照片的 16 个尺寸，用时 ")
    assert re.fullmatch(
        r"(制作照片 [24]/4，每秒 0\.\d 张\n){2}", quiet.getvalue()
    )  # not more often than each half minute
    assert f"制作照片 {'█' * 12}{'░' * 12} 2/4，每秒" in terminal.getvalue()
    assert "\n" not in terminal.getvalue()


# --- bounds --------------------------------------------------------------------------------------


def test_memory_is_what_the_container_has(tmp_path):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 8000 kB\nMemAvailable: 4000 kB\n")
    assert available_memory(tmp_path, meminfo) == 4000 * 1024
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("1000\n")
    assert available_memory(tmp_path, meminfo) == 4000 * 1024
    (tmp_path / "memory.max").write_text("3000000\n")
    assert available_memory(tmp_path, meminfo) == 2999000
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory/memory.limit_in_bytes").write_text("500000")
    (tmp_path / "memory/memory.usage_in_bytes").write_text("600000")
    assert available_memory(tmp_path, meminfo) == 0
    assert available_memory(tmp_path / "none", tmp_path / "none") > 0


def test_large_photos_wait_for_each_other():
    allowance = Allowance(100)
    entered, leave = threading.Event(), threading.Event()

    def large() -> None:
        with allowance.taking(500):  # alone even what is too much goes on
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=large)
    thread.start()
    assert entered.wait(10)
    second = threading.Thread(target=lambda: allowance.taking(60).__enter__())
    second.start()
    second.join(0.2)
    assert second.is_alive()
    leave.set()
    thread.join(10)
    second.join(10)
    assert not second.is_alive()


def run_apart(cache: Path, *files: Path) -> tuple[list[dict[str, object]], float]:
    """What became of each file, and the megabytes it took at most, in a process of its own."""
    command = [sys.executable, "-m", "tests.pictures", str(cache), *map(str, files)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=600, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[:-1], lines[-1]["megabytes"]


LARGE = {
    "a baseline JPEG": (("RGB", "JPEG", {}), 150),
    "a progressive JPEG": (("RGB", "JPEG", {"progressive": True, "subsampling": 0}), 400),
    "PNG": (("RGB", "PNG", {"compress_level": 1}), 400),
    "PNG with transparency": (("RGBA", "PNG", {"compress_level": 1}), 400),
    "CMYK": (("CMYK", "JPEG", {"progressive": True}), 400),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux")
@pytest.mark.parametrize("name", LARGE)
def test_memory_of_fifty_megapixels(tmp_path, name):
    (mode, form, options), limit = LARGE[name]
    file = tmp_path / "01-照片.jpg"
    Image.new(mode, (8600, 5800), (90, 60, 200, 128)[: len(mode)]).save(file, form, **options)
    (found,), megabytes = run_apart(tmp_path / "cache", file)
    assert found["made"], found["problems"]
    assert 5 < megabytes < limit


def in_separate_scans(jpeg: bytes) -> bytes:
    """Only the head of one: what comes first tells that the channels follow each other."""
    start = jpeg.index(b"\xff\xda")
    return jpeg[:start] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + jpeg[start + 14 :]


def test_a_baseline_jpeg_of_three_scans_is_kept_as_a_whole():
    jpeg = saved(Image.new("RGB", (4000, 3000)), "JPEG")
    whole, apart = (header_of(open_picture(io.BytesIO(data))).memory for data in (jpeg, in_separate_scans(jpeg)))
    assert whole < 90_000_000 < 100_000_000 < apart  # measured at 50 megapixels: 89 and 301 MB


@pytest.mark.parametrize("edge", [128, 60_000])
def test_tiles_larger_than_their_picture(tmp_path, edge):
    """Each is unpacked as a whole: 100 × 100 pixels would take 3.6 GB."""
    tags = [
        *[(256, 100), (257, 100), (258, 8), (259, 5), (262, 1), (277, 1), (322, edge), (323, edge)],
        *[(324, 134), (325, 1)],
    ]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    (tmp_path / "01-照片.tif").write_bytes(b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(1000))
    diagnostics = Diagnostics()
    photo = probe_photo(Root(tmp_path), tmp_path / "01-照片.tif", None, diagnostics)
    assert (photo is None, [d.rule for d in diagnostics]) == (edge > 128, ["photo-too-large"] if edge > 128 else [])


JPEG, PNG, GIF = (site.photo(format=form) for form in ("JPEG", "PNG", "GIF"))
PIXELS = GIF.index(b",", 13)
SWARMS = {
    "segments": JPEG[:2] + b"\xff\xe5\0\2" * 30_000 + JPEG[2:],
    "fill": JPEG[:2] + b"\xff" * 30_000 + JPEG[2:],
    "no segments": JPEG[:20] + b"a" * 30_000 + JPEG[20:],
    "chunks before": PNG[:33] + (bytes(4) + b"abCd" + struct.pack(">I", zlib.crc32(b"abCd"))) * 30_000 + PNG[33:],
    "chunks behind": PNG[:-12] + (bytes(4) + b"abCd" + struct.pack(">I", zlib.crc32(b"abCd"))) * 30_000 + PNG[-12:],
    "comments": GIF[:PIXELS] + b"!\xfe\1a\0" * 30_000 + GIF[PIXELS:],
    "one comment": GIF[:PIXELS] + b"!\xfe" + b"\1a" * 30_000 + b"\0" + GIF[PIXELS:],
    "no blocks": GIF[:PIXELS] + b"a" * 30_000 + GIF[PIXELS:],
    "pixels": GIF[: PIXELS + 11] + b"\1\0" * 500_000 + b"\0;",
}


@pytest.mark.parametrize("name", SWARMS)
def test_a_picture_of_a_million_parts_is_not_opened(tmp_path, monkeypatch, name):
    """At 60 MB these took Pillow more than a minute, or 2 GB."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Image, "open", fail)
    with pytest.raises(ValueError, match="too many parts"):
        open_picture(io.BytesIO(SWARMS[name]))


def test_a_picture_of_many_parts_is_opened(tmp_path):
    """As many as there may be: a profile in 200 segments, small chunks, a film."""
    film = [Image.new("P", (200, 200), number % 7) for number in range(90)]
    contents = (
        JPEG[:2] + b"\xff\xe5\0\x0aabcdefgh" * 200 + JPEG[2:],
        PNG[:33] + (b"\0\0\0\1abCda" + struct.pack(">I", zlib.crc32(b"abCda"))) * 9000 + PNG[33:],
        saved(film[0], "GIF", save_all=True, append_images=film[1:], comment=b"a" * 9000),
    )
    for content in contents:
        with open_picture(io.BytesIO(content)) as image:
            image.load()


def many_scans(count: int, tail: bytes = b"") -> bytes:
    """A progressive JPEG of 2000 × 2000 in which each scan of 30 bytes says that nothing is changed."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content

    one_code = bytes([1, *[0] * 15])
    runs = "".join(f"0{32767 - 16384:014b}" for _ in range(2))
    scan = segment(0xDA, b"\1\1\0\1\x3f\0") + int(f"{runs:1<32}", 2).to_bytes(4, "big").replace(b"\xff", b"\xff\0")
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xDB, b"\0" + b"\1" * 64),
            segment(0xC2, struct.pack(">BHHB", 8, 2000, 2000, 1) + b"\1\x11\0"),
            segment(0xC4, b"\0" + one_code + b"\0"),
            segment(0xC4, b"\x10" + one_code + b"\xe0"),
            segment(0xDA, b"\1\1\0\0\0\0") + bytes(250 * 250 // 8 + 1),
            scan * count,
            b"\xff\xd9",
            tail,
        )
    )


@pytest.mark.parametrize(("count", "tail", "rules"), [(90, b"\xff\xda" * 999, []), (200, b"", ["bad-photo"])])
def test_a_jpeg_of_many_scans_is_not_decoded(tmp_path, count, tail, rules):
    """Each is a walk over all pixels; what stands behind the end (a film) is none."""
    photo = probed(tmp_path, many_scans(count, tail))
    assert [d.rule for d in make_renditions([photo], tmp_path / "cache")] == rules


CHUNKS = 8


def reference(path: Path) -> Image.Image | None:
    """The picture as plain Pillow sees it, upright and on paper; ``None`` for what plain Pillow gets wrong."""
    try:
        with path.open("rb") as stream, open_picture(stream) as opened:
            if opened.mode.startswith(("I", "F")) or opened.info.get("icc_profile") or header_of(opened).type == "HEIC":
                return None
            image = ImageOps.exif_transpose(opened)
            if image.mode == "La":
                return None
            if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
                layered = image.convert("RGBA")
                return Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered).convert("RGB")
            return image.convert("RGB")
    except Exception:  # noqa: BLE001 – plain Pillow may fail where we do not
        return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux")
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_file_of_the_corpus_gets_a_verdict(tmp_path, chunk):
    """A rendition that looks like the file, or a reason; within 10 s and 400 MB each, under its own name."""
    if not CORPUS.is_dir():
        pytest.skip("旁边没有 shared/corpus/images，不测这些图片")
    files = [path for path in sorted(CORPUS.iterdir())[chunk::CHUNKS] if path.is_file()]
    found, megabytes = run_apart(tmp_path / "cache", *files)
    assert [f["name"] for f in found] == [path.name for path in files]
    assert megabytes < 400
    compared = 0
    for path, result in zip(files, found, strict=True):
        assert bool(result["made"]) != bool(result["problems"]), result
        assert result["seconds"] < 10, result
        plain = reference(path) if result["made"] else None
        if plain is not None and min(plain.size) >= 32:
            with Image.open(tmp_path / "cache/photos" / str(result["made"])) as image:
                wanted, coarse = plain.resize(image.size).reduce(4), image.reduce(4)  # noise is nothing a JPEG keeps
                assert max(ImageStat.Stat(ImageChops.difference(wanted, coarse)).mean) < 6, path.name
            compared += 1
    assert compared > 20


def test_damage_inside_is_found(tmp_path):
    """Cut anywhere behind its header, a photo is told as damaged; it is never half published."""
    for form in ("JPEG", "PNG", "WEBP", "AVIF"):
        image = Image.effect_mandelbrot((300, 200), (-2, -1, 1, 1), 50).convert("RGB")
        content = saved(image, form)
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        (tmp_path / "01-照片.jpg").write_bytes(content[: len(content) * 3 // 4])
        diagnostics = Diagnostics()
        photo = probe_photo(Root(tmp_path), tmp_path / "01-照片.jpg", None, diagnostics)
        if photo is None:
            assert [d.rule for d in diagnostics.errors] == ["bad-photo"]
        else:
            assert [d.rule for d in make_renditions([photo], tmp_path / "cache")] == ["bad-photo"]

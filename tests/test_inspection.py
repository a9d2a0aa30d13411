"""Nothing but pixels leaves the office: every published file is inspected, and a build with a leak does not happen."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import json
import struct
import zipfile
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject

from showcase.inspection import Kind, inspect_content
from showcase.inspection import content as content_module
from showcase.kept import kept_in
from tests import site
from tests.conftest import REPOSITORY

CORPUS = REPOSITORY.parent / "shared/corpus/images"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
OTHER = SRGB.replace(b"sRGB", b"P3xx").replace("sRGB".encode("utf-16-be"), "P3xx".encode("utf-16-be"))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF/></x:xmpmeta>'


def gps() -> bytes:
    """EXIF with a position."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def camera() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    return exif.tobytes()


def picture(form: str, **save: object) -> bytes:
    return site.photo(**{"format": form, **save})


def saved(image: Image.Image, form: str, **save: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **save)
    return stream.getvalue()


def text_chunks() -> PngImagePlugin.PngInfo:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Author", "someone")
    return chunks


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def with_chunk(name: bytes, content: bytes) -> bytes:
    png = picture("PNG")
    return png[:33] + chunk(name, content) + png[33:]


def with_segment(marker: int, content: bytes) -> bytes:
    jpeg = site.photo()
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def gif(extension: bytes) -> bytes:
    plain = picture("GIF")
    start = 13 + (3 << (plain[10] & 7) + 1 if plain[10] & 0x80 else 0)
    return plain[:start] + extension + plain[start:]


def mpo() -> bytes:
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    return saved(first, "MPO", save_all=True, append_images=[second])


def svg(inside: str, head: str = "") -> bytes:
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


def data_url(content: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def docx_of_one(image: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("word/media/image1.jpeg", image)
    return stream.getvalue()


LEAKY_JPEG = site.photo(exif=gps())
CODED = base64.b64encode(LEAKY_JPEG).decode()
CLEAN = {
    "a.jpg": site.photo(),
    "progressive.jpg": site.photo(400, 300, progressive=True),
    "srgb.jpg": site.photo(icc_profile=SRGB),
    "padded.jpg": site.photo() + bytes(100),
    "cmyk.jpg": saved(Image.new("CMYK", (9, 9)), "JPEG"),
    "a.png": picture("PNG"),
    "srgb.png": picture("PNG", icc_profile=SRGB),
    "dpi.png": picture("PNG", dpi=(72, 72)),
    "a.webp": picture("WEBP"),
    "lossless.webp": picture("WEBP", lossless=True),
    "moving.webp": picture("WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]),
    "a.gif": picture("GIF"),
    "loop.gif": picture("GIF", loop=0, save_all=True, append_images=[Image.new("RGB", (60, 40), "red")]),
    "a.avif": picture("AVIF"),
    "a.bmp": picture("BMP"),
    "a.ico": picture("ICO"),
    "a.svg": svg("<path d='M0 0'/>"),
    "typed.svg": svg("", '<?xml version="1.0"?>\n<!-- drawn --><!DOCTYPE svg PUBLIC "a" "b">\n'),
    "inline.svg": svg(f"<image href='{data_url(site.photo())}'/>"),
    "page.html": f"<html><img src='{data_url(site.photo())}'></html>".encode(),
    "script.js": b'x="data:image/png;base64,"+y;e({data:a,b:"iVBORw0KGgo"})',
    "font.css": b"a{src:url(data:font/woff2;base64," + base64.b64encode(bytes(300)) + b")}",
    "drawn.html": b"<p><svg><metadata/></svg></p>",
    "plain.bin": b"anything",
}  # fmt: skip
LEAKY = {
    "gps.jpg": (LEAKY_JPEG, "拍摄位置（GPS）"),
    "exif.jpg": (site.photo(exif=camera()), "拍摄信息（EXIF）"),
    "xmp.jpg": (site.photo(xmp=XMP), "XMP 信息"),
    "comment.jpg": (site.photo(comment=b"110101199003070000"), "注释"),
    "profile.jpg": (site.photo(icc_profile=OTHER), "sRGB 以外的色彩配置（ICC）"),
    "iptc.jpg": (with_segment(0xED, b"Photoshop 3.0\0" + b"8BIM" * 4), "标题、作者等信息（IPTC）"),
    "thumbnail.jpg": (with_segment(0xE0, b"JFXX\0\x10" + site.photo()), "内嵌的缩略图"),
    "app.jpg": (with_segment(0xE4, b"maker"), "相机或软件的数据（APP4）"),
    "two.jpg": (mpo(), "藏在末尾的另一张图片"),
    "behind.jpg": (site.photo() + b"<script>", "图片末尾之后的数据"),
    "after.jpg": (site.photo()[:-2] + b"\xff\xfe\0\4hi\xff\xd9", "注释"),
    "named.bin": (LEAKY_JPEG, "拍摄位置（GPS）"),
    "page.html": (LEAKY_JPEG, "拍摄位置（GPS）"),
    "exif.png": (picture("PNG", exif=camera()), "拍摄信息（EXIF）"),
    "gps.png": (picture("PNG", exif=gps()), "拍摄位置（GPS）"),
    "text.png": (picture("PNG", pnginfo=text_chunks()), "文字说明"),
    "ztext.png": (with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x")), "文字说明"),
    "xmp.png": (with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), "XMP 信息"),
    "time.png": (with_chunk(b"tIME", bytes(7)), "修改时间"),
    "profile.png": (picture("PNG", icc_profile=OTHER), "sRGB 以外的色彩配置（ICC）"),
    "own.png": (with_chunk(b"prVW", b"preview"), "软件的数据（prVW）"),
    "behind.png": (picture("PNG") + site.photo(), "藏在末尾的另一张图片"),
    "gps.webp": (picture("WEBP", exif=gps()), "拍摄位置（GPS）"),
    "xmp.webp": (picture("WEBP", xmp=XMP), "XMP 信息"),
    "profile.webp": (picture("WEBP", icc_profile=OTHER), "sRGB 以外的色彩配置（ICC）"),
    "behind.webp": (picture("WEBP") + b"more", "图片末尾之后的数据"),
    "comment.gif": (picture("GIF", comment=b"hello"), "注释"),
    "xmp.gif": (gif(b"\x21\xff\x0bXMP DataXMP\3abc\0"), "XMP 信息"),
    "text.gif": (gif(b"\x21\x01\x0c" + bytes(12) + b"\2hi\0"), "文字说明"),
    "gps.avif": (picture("AVIF", exif=gps()), "拍摄信息（EXIF）"),
    "xmp.avif": (picture("AVIF", xmp=XMP), "XMP 信息"),
    "profile.avif": (picture("AVIF", icc_profile=OTHER), "sRGB 以外的色彩配置（ICC）"),
    "a.tif": (picture("TIFF"), "TIFF 格式的信息"),
    "metadata.svg": (svg("<metadata>x</metadata>"), "作者等信息（metadata）"),
    "rdf.svg": (svg('<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'), "作者等信息（metadata）"),
    "path.svg": (
        svg('<g xmlns:i="http://inkscape" i:export-filename="C:\\Users\\wang\\a.png"/>'),
        "作者电脑里的文件名",
    ),
    "inline.svg": (svg(f"<image href='{data_url(LEAKY_JPEG)}'/>"), "拍摄位置（GPS）"),
    "inline.html": (f"<html><img src={data_url(LEAKY_JPEG)}></html>".encode(), "拍摄位置（GPS）"),
    "inline.css": (f"a{{background:url({data_url(LEAKY_JPEG)})}}".encode(), "拍摄位置（GPS）"),
    "upper.html": (f"<img src='{data_url(LEAKY_JPEG).replace('data:i', 'DATA:I')}'>".encode(), "拍摄位置（GPS）"),
    "named.html": (b"<img src='" + data_url(LEAKY_JPEG, 'jpeg; name="a b.jpg"').encode() + b"'>", "拍摄位置（GPS）"),
    "untyped.xhtml": (f"<img src='data:;base64,{CODED}'/>".encode(), "拍摄位置（GPS）"),
    "document.html": (data_url(docx_of_one(LEAKY_JPEG), "x").replace("image/x", "x/y").encode(), "拍摄位置（GPS）"),
    "escaped.json": (json.dumps(data_url(LEAKY_JPEG)).replace("/", "\\/").encode(), "拍摄位置（GPS）"),
    "mail.mht": (b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(LEAKY_JPEG), "拍摄位置（GPS）"),
    "nested.css": (
        f'a{{b:url("data:image/svg+xml,{quote(svg(f"<image href={data_url(LEAKY_JPEG)!r}/>"))}")}}'.encode(),
        "拍摄位置（GPS）",
    ),
    "drawing.xml": (svg("<metadata>x</metadata>", "<?xml version='1.0'?>"), "作者等信息（metadata）"),
    "linked.svg": (svg("<image href='file:///C:/Users/wang/a.jpg'/>"), "作者电脑里的文件名"),
    "whole.svg": (svg('<i:pgf xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/"/>'), "Illustrator 的原稿"),
    "reserved.jpg": (with_segment(0xF3, b"hidden"), "软件的数据"),
    "hidden.avif": (picture("AVIF") + box(b"free", b"hidden"), "软件的数据"),
    "stray.avif": (picture("AVIF") + box(b"mdat", LEAKY_JPEG), "拍摄位置（GPS）"),
    "stray.bmp": (picture("BMP") + LEAKY_JPEG, "拍摄位置（GPS）"),
    "camera.cr3": (box(b"ftyp", b"crx " + bytes(4)) + box(b"moov", box(b"uuid", b"x")), "XMP 等信息"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + LEAKY_JPEG, "拍摄位置（GPS）"),
    "cover.mp3": (b"ID3" + bytes(9) + LEAKY_JPEG, "拍摄位置（GPS）"),
}
UNREADABLE = {
    "cut.jpg": site.photo(300, 200)[:500],
    "cut.png": picture("PNG")[:50],
    "cut.webp": picture("WEBP")[:40],
    "cut.gif": picture("GIF")[:-3],
    "cut.avif": picture("AVIF")[:60],
    "empty.jpg": b"",
    "words.jpg": b"not a picture",
    "new.jxl": b"\xff\x0a123",
    "entity.svg": svg("&a;", '<!DOCTYPE svg [<!ENTITY a "b">]>'),
    "wrong.svg": b"<svg><p></svg>",
    "photoshop.bin": b"8BPS\0\1",
    "camera.raf": b"anything",
    "camera.txt": b"FUJIFILMCCD-RAW ",
    "effect.wdp": b"II\xbc\1",
}


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def properties(creator: str = "", modified: str = "") -> bytes:
    return f"<cp:coreProperties><dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{modified}</cp:lastModifiedBy></cp:coreProperties>".encode()


def docx(image: bytes = b"", creator: str = "", modified: str = "") -> bytes:
    inside = {"[Content_Types].xml": b"<Types/>", "docProps/core.xml": properties(creator, modified)}
    inside["word/document.xml"] = b"<w:document/>"
    return archive({**inside, **({"word/media/image1.jpeg": image} if image else {})})


def pdf(image: bytes = b"", author: str = "", *, deflated: bool = False, password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    if image:
        stream = StreamObject()
        stream.set_data(zlib.compress(image) if deflated else image)
        filters = ["/FlateDecode", "/DCTDecode"] if deflated else ["/DCTDecode"]
        size = {NameObject("/Width"): NumberObject(60), NameObject("/Height"): NumberObject(40)}
        stream.update({NameObject("/Subtype"): NameObject("/Image"), **size})
        stream[NameObject("/Filter")] = ArrayObject(map(NameObject, filters))
        shown = DictionaryObject({NameObject("/Im0"): writer._add_object(stream)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    writer.add_metadata({"/Author": author} if author else {})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def found(name: str, content: bytes) -> list[tuple[Kind, str]]:
    return [(item.kind, item.what) for item in inspect_content(name, content) if item.kind is not Kind.INNER]


@pytest.mark.parametrize("name", CLEAN)
def test_pixels_alone_pass(name):
    assert found(name, CLEAN[name]) == []


@pytest.mark.parametrize("name", LEAKY)
def test_what_a_picture_carries_is_named(name):
    content, what = LEAKY[name]
    assert (Kind.METADATA, what) in found(name, content)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_no_clean_picture(name):
    assert Kind.UNREADABLE in {kind for kind, _ in found(name, UNREADABLE[name])}


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx", "odt", "epub", "ofd", "zip"])
def test_pictures_in_office_files_are_inspected(suffix):
    assert found(f"a.{suffix}", docx(site.photo())) == []
    (problem,) = (item for item in inspect_content(f"a.{suffix}", docx(LEAKY_JPEG)) if item.kind is not Kind.INNER)
    assert (problem.kind, problem.what, problem.where) == (Kind.METADATA, "拍摄位置（GPS）", "word/media/image1.jpeg")


def test_people_in_properties_are_told_without_their_names():
    assert found("a.docx", docx(creator="张三", modified="Li Si")) == [
        (Kind.PERSON, "作者"),
        (Kind.PERSON, "最后修改者"),
    ]
    assert found("a.docx", docx(creator="openpyxl", modified="云川市文明办公室")) == []
    odt = b"<office:meta><meta:initial-creator>a b</meta:initial-creator></office:meta>"
    assert found("a.odt", archive({"meta.xml": odt})) == [(Kind.PERSON, "作者")]


def test_archives_in_archives_are_opened_to_a_depth():
    leak = docx(LEAKY_JPEG)
    (problem,) = (i for i in inspect_content("a.zip", archive({"a.docx": leak})) if i.kind is not Kind.INNER)
    assert problem.where == "a.docx → word/media/image1.jpeg"
    deep = leak
    for _ in range(5):
        deep = archive({"a.zip": deep})
    assert (Kind.OPAQUE, "一层套一层，太深了") in found("a.zip", deep)


def test_a_bomb_is_not_unpacked():
    assert found("a.zip", archive({"a.png": bytes(150_000_000)})) == [(Kind.OPAQUE, "里面的文件太多或太大")]


def test_many_bombs_in_one_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(content_module, "_Budget", functools.partial(content_module._Budget, 20_000_000))
    bomb = archive({f"{number}.bin": bytes(8_000_000) for number in range(4)})
    nested = archive({f"{number}.zip": bomb for number in range(9)})
    assert (Kind.OPAQUE, "里面的文件太多或太大") in found("a.zip", nested)


def test_hostile_lengths_end():
    """Each would take minutes were a sign read more than once."""
    head = site.photo()[: site.photo().index(b"\xff\xda") + 14]
    assert found("a.jpg", head + b"\xff" * 3_000_000) == [(Kind.UNREADABLE, "文件不完整")]
    assert (Kind.UNREADABLE, "结构异常复杂") in found("a.jpg", b"\xff\xd8" + b"\xff\xe5\0\2" * 3_000_000)
    assert found("a.bin", b"Exif\0\0II*\0" * 3_000_000) == [(Kind.METADATA, "拍摄信息（EXIF）")] * 1000
    assert found("a.css", b"data:image/png," * 100_000) == []
    two = f"<img srcset={data_url(site.photo())} 1x, {data_url(LEAKY_JPEG)} 2x>".encode()
    assert (Kind.METADATA, "拍摄位置（GPS）") in found("a.html", two)


def test_a_size_that_lies_is_not_believed():
    packed = archive({"a.jpg": site.photo() * 500}).replace(
        struct.pack("<I", len(site.photo()) * 500), struct.pack("<I", 10)
    )
    assert found("a.zip", packed) != []


@pytest.mark.parametrize("deflated", [False, True])
def test_pictures_in_a_pdf_are_inspected(deflated):
    assert found("a.pdf", pdf(site.photo(), deflated=deflated)) == []
    assert found("a.pdf", pdf(LEAKY_JPEG, deflated=deflated)) == [(Kind.METADATA, "拍摄位置（GPS）")]


def test_what_is_said_of_a_pdf():
    assert found("a.pdf", pdf(author="张三")) == [(Kind.PERSON, "作者")]
    assert found("a.pdf", pdf(author="云川市精神文明建设委员会")) == []
    assert found("a.pdf", pdf(LEAKY_JPEG, password="x")) == [(Kind.OPAQUE, "PDF 加了密码或限制")]
    assert {kind for kind, _ in found("a.pdf", b"%PDF-1.7\nnothing")} == {Kind.OPAQUE}


def test_files_attached_to_a_pdf_are_inspected():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("a.docx", docx(LEAKY_JPEG))
    out = io.BytesIO()
    writer.write(out)
    assert (Kind.METADATA, "拍摄位置（GPS）") in found("a.pdf", out.getvalue())


def test_files_attached_to_a_pdf_need_not_say_so():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("a.docx", docx(LEAKY_JPEG))
    out = io.BytesIO()
    writer.write(out)
    assert (Kind.METADATA, "拍摄位置（GPS）") in found(
        "a.pdf", out.getvalue().replace(b"/EmbeddedFile", b"/EmbeddedFilm")
    )


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_picture_within_the_drawing_of_a_page(is_packed):
    writer = PdfWriter()
    drawing = DecodedStreamObject()
    drawing.set_data(b"BI /W 60 /H 40 /CS /RGB /BPC 8 /F /DCT ID " + LEAKY_JPEG + b"\nEI")
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Contents")] = writer._add_object(drawing.flate_encode() if is_packed else drawing)
    out = io.BytesIO()
    writer.write(out)
    assert (Kind.METADATA, "拍摄位置（GPS）") in found("a.pdf", out.getvalue())


def test_an_earlier_state_of_a_pdf_is_in_the_file_still():
    writer = PdfWriter(io.BytesIO(pdf(LEAKY_JPEG)), incremental=True)
    numbers = range(1, len(writer._objects) + 1)
    (number,) = (n for n in numbers if (o := writer.get_object(n)) and "/Subtype" in o and o["/Subtype"] == "/Image")
    replaced = StreamObject()
    replaced.update(writer.get_object(number))
    replaced.set_data(site.photo())
    writer._replace_object(number, replaced)
    out = io.BytesIO()
    writer.write(out)
    assert found("a.pdf", out.getvalue()) == [(Kind.METADATA, "拍摄位置（GPS）")]


def test_a_pdf_that_only_forbids_printing_is_opened():
    for image, problems in ((site.photo(), []), (LEAKY_JPEG, [(Kind.METADATA, "拍摄位置（GPS）")])):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(image))))
        writer.encrypt("", "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        assert found("a.pdf", out.getvalue()) == problems


def test_a_forgotten_entry_of_an_archive():
    """It stands in the file but not in its directory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("gone.jpg", LEAKY_JPEG)
        packed.writestr("a.jpg", site.photo())
        packed.filelist.pop(0)
    assert found("a.zip", stream.getvalue()) == [(Kind.METADATA, "拍摄位置（GPS）")]


def test_a_film_without_a_head():
    """QuickTime's old form begins with any box."""
    film = box(b"wide", b"") + box(b"moov", box(b"udta", b"\xa9xyz+30+104/"))
    assert "拍摄位置（GPS）" in {what for _, what in found("a.mov", film)}


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt"])
def test_rich_text_is_said_to_be_closed(name):
    assert found(name, b"{\\rtf1 }") == [(Kind.OPAQUE, "RTF 格式看不到里面")]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "b.xls"])
def test_old_office_files_are_said_to_be_closed(name):
    ((kind, what),) = found(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert (kind, "另存为 .docx" in what) == (Kind.OPAQUE, True)


SEEDS = {
    **CLEAN, **UNREADABLE, **{name: content for name, (content, _) in LEAKY.items()},
    "a.docx": docx(LEAKY_JPEG, "a b"), "a.pdf": pdf(LEAKY_JPEG, "a b"), "deflated.pdf": pdf(LEAKY_JPEG, deflated=True),
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.floats(0, 1), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255))))
def test_damage_never_raises(name, share, changes):
    """Cut anywhere, with bytes changed anywhere: findings, and an end."""
    data = bytearray(SEEDS[name])
    for place, value in changes:
        if data:
            data[int(place * (len(data) - 1))] = value
    cut = bytes(data[: round(len(data) * share)])
    assert all(item.what for item in inspect_content(name, cut))
    assert all(item.what for item in inspect_content(name, bytes(data)))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of odd pictures here")
def test_odd_pictures_of_the_world():
    """None raises; what Pillow finds in a JPEG, a PNG, a GIF or a WebP is found here too."""
    missed = []
    for path in sorted(CORPUS.iterdir()):
        data = path.read_bytes()
        problems = found(path.name, data)
        if path.suffix in (".jpg", ".png", ".gif", ".webp") and not problems and carries(data):
            missed.append(path.name)
    assert missed == []


def carries(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return any(image.info.get(key) for key in ("exif", "comment", "xmp", "photoshop")) or bool(
                getattr(image, "text", None)
            )
    except Exception:  # noqa: BLE001 – Pillow does not open it: nothing to compare with
        return False


# --- real builds ---------------------------------------------------------------------------------

ATTACHED = site.NOTICE.replace("lists:", "attachments: [名单.docx]\nlists:")


def attached(content: bytes) -> site.Files:
    return {"content/notices/2026-11.md": ATTACHED, "content/notices/名单.docx": content}


def test_a_leak_in_an_attachment_stops_the_build(build):
    first = build()
    before = first.text("sitemap.xml")
    failed = build(attached(docx(LEAKY_JPEG, "张三")))
    assert failed.code == 1
    assert failed.problems() == [
        "content/notices/名单.docx:1:1: 文件的属性里填了作者；若是个人姓名，请在“文件—信息—检查文档”里删去个人信息再放 (published-author)",
        "content/notices/名单.docx:1:1: 里面的图片（word/media/image1.jpeg）带有拍摄位置（GPS），公开就会泄露；"
        "请把图片另存为不带信息的（或改用截图）再插入 (published-metadata)",
    ]
    assert "Traceback" not in failed.output
    assert (failed.site / "sitemap.xml").read_text(encoding="utf-8") == before
    assert not (failed.site / "notices/名单.docx").exists()
    assert [path.name for path in failed.root.iterdir() if path.name.startswith(".site")] == []
    passed = build(attached(docx(site.photo(colour="#123456"))), "--strict")
    assert (passed.code, passed.problems()) == (0, []), passed.output
    assert (passed.site / "notices/名单.docx").exists()


def test_a_name_in_the_properties_stops_only_a_strict_build(build):
    files = attached(docx(creator="张三"))
    assert build(files).code == 0
    strict = build(files, "--strict")
    assert (strict.code, "Aborted with 1 warning" in strict.output) == (1, True)
    assert [problem.rpartition(" ")[2] for problem in strict.problems()] == ["(published-author)"]


def test_what_cannot_be_looked_into_is_a_warning(build):
    notice = ATTACHED.replace("名单.docx", "名单.doc")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    result = build({"content/notices/2026-11.md": notice, "content/notices/名单.doc": old})
    assert result.code == 0
    assert [problem.rpartition(" ")[2] for problem in result.problems()] == [
        "(privacy-unread)",
        "(published-opaque)",
    ]


@pytest.mark.parametrize("where", ["", "inside"])
def test_an_original_is_never_published(build, where):
    """Not under another name, not inside a document, and though nothing is in it but pixels."""
    content = docx(site.photo()) if where else archive({"a.jpg": site.photo()})
    files = attached(content) if where else {"content/files/pic.bin": site.photo()}
    failed = build(files)
    assert failed.code == 1
    ((problem),) = failed.problems()
    assert "与 units/bailu-town/photos/01-镇政府大院.jpg 的原图完全一样" in problem
    assert problem.endswith("(published-original)")


def test_a_picture_of_the_theme_is_inspected(build):
    theme = site.MKDOCS.replace("language: zh,", "language: zh, custom_dir: site_config/theme,")
    failed = build(
        {
            "mkdocs.yml": theme,
            "site_config/theme/assets/a.svg": svg("<metadata/>"),
            "site_config/theme/assets/b.jxl": b"?",
        }
    )
    assert [(p.partition(":")[0], p.rpartition(" ")[2]) for p in failed.problems()] == [
        ("site_config/theme/assets/a.svg", "(published-metadata)"),
        ("site_config/theme/assets/b.jxl", "(published-unreadable)"),
    ]
    assert not failed.site.exists()


def test_an_unchanged_file_is_not_opened_again(build):
    """Shown by a planted verdict: it is believed as long as the content and the version are the same."""
    files = attached(docx(site.photo(colour="#123456")))
    first = build(files)
    digest = hashlib.sha256((first.site / "notices/名单.docx").read_bytes()).hexdigest()
    kept = kept_in(first.root / ".cache/showcase")
    (version,) = kept.keys("verdict")
    verdicts = json.loads(kept.get("verdict", version) or b"")
    assert f"{digest}.docx" in verdicts
    verdicts[f"{digest}.docx"] = [["metadata", "记住的话", ""]]
    kept.put("verdict", {version: json.dumps(verdicts).encode()})
    files = {**files, "content/about.md": "---\ntitle: 关于\n---\n改了一句。\n"}  # else nothing would be built
    assert ["记住的话" in problem for problem in build(files).problems()] == [True]
    full = site.run(first.root, "showcase", "check", "--site", "site")
    assert (full.code, full.output) == (0, "没有发现问题\n"), "the full inspection remembers nothing"
    kept.put("verdict", {"-1": kept.get("verdict", version) or b""})
    kept.drop("verdict", [version])
    files = {**files, "content/about.md": "---\ntitle: 关于\n---\n又改了一句。\n"}
    assert build(files).problems() == [], "another version's verdicts are worth nothing"
    build({"content/notices/2026-11.md": site.NOTICE, "content/notices/名单.docx": None})
    assert f"{digest}.docx" not in json.loads(kept.get("verdict", version) or b""), "what is gone is forgotten"
    kept.close()


def test_a_finished_site_is_inspected_in_full(build):
    root = build().root
    (root / "site/leak.jpg").write_bytes(LEAKY_JPEG)
    (root / "site/copy.jpg").write_bytes(site.photo())
    (root / "site/named.docx").write_bytes(docx(creator="张三"))
    (root / "site/loop").symlink_to(".")
    result = site.run(root, "showcase", "check", "--site", "site")
    assert result.code == 1
    assert [(p.partition(":")[0], p.rpartition(" ")[2]) for p in result.problems()] == [
        ("site/copy.jpg", "(published-original)"),
        ("site/leak.jpg", "(published-metadata)"),
        ("site/named.docx", "(published-author)"),
    ]
    assert result.output.endswith("2 个错误、1 个警告\n")
    rows = json.loads(site.run(root, "showcase", "check", "--site", "site", "--format", "json").output)
    assert [row["path"] for row in rows] == ["site/copy.jpg", "site/leak.jpg", "site/named.docx"]
    for name in ("leak.jpg", "copy.jpg"):
        (root / "site" / name).unlink()
    assert site.run(root, "showcase", "check", "--site", "site").code == 0
    assert site.run(root, "showcase", "check", "--site", "site", "--strict").code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--site", "nowhere"), "没有“nowhere”这个文件夹"), (("--site", "site", "units"), "--site 检查整个网站")],
)
def test_wrong_calls_are_told(tmp_path, options, said):
    (tmp_path / "site").mkdir()
    result = site.check(tmp_path, {}, *options)
    assert (result.code, said in result.output) == (2, True), result.output

"""Video and audio of a unit, from the file to the page; and what they must not carry out of the office."""

from __future__ import annotations

import hashlib
import io
import struct

import pytest

from showcase.inspection import inspect_content
from showcase.loading.media import BrokenMediaError, is_recording, read_media
from tests import site
from tests.recordings import (
    SOUND,
    VIDEO,
    attached,
    box,
    element,
    frame,
    mp3,
    mp4,
    tag,
    track,
    udta,
    webm,
)
from tests.test_inspection import LEAKY_JPEG

M = "units/bailu-town/media/"
UNIT = "units/bailu-town/"


def note(title: str = "巡河短片的解说词", more: str = "") -> str:
    return f"---\ntype: 活动\ntitle: {title}\ndate: 2026-09\n{more}---\n船走在前头，人跟在岸上。\n"


def address(content: bytes, suffix: str) -> str:
    return f"assets/media/{hashlib.sha256(content).hexdigest()[:20]}{suffix}"


FILM, TALK, LIVE = mp4(), mp3(), webm(live=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    files = {
        f"{M}01-巡河.mp4": FILM,
        f"{M}01-巡河.md": note(more="slug: xunhe\n"),
        f"{M}01-巡河.jpg": site.photo(1600, 900, "#335577"),
        f"{UNIT}archive/思想建设类/02-座谈.mp3": TALK,
        f"{UNIT}archive/思想建设类/02-座谈.md": note(
            "座谈的内容提要", "slug: zuotan\naccepted: [{rule: archive-gap, reason: 01 是纸质的}]\n"
        ),
        f"{M}03-集市.webm": LIVE,
        f"{UNIT}heyan.md": site.ARTICLE + "\n[看短片](media/01-巡河.mp4)\n",
        f"{UNIT}index.md": site.UNIT.replace(
            "region: 清源区\n",
            "region: 清源区\nphotos: {media/01-巡河.jpg: {alt: 两人划船}}\n"
            "accepted: [{rule: media-note, reason: 还在整理}]\n",
        ),
    }
    result = site.build(tmp_path_factory.mktemp("media"), files, "--strict")
    assert result.code == 0, result.output
    return result


def players(built, url: str = UNIT):
    return {tag["aria-label"]: tag for tag in built.page(url).find_all(["video", "audio"])}


def test_bytes_are_published_unchanged(built):
    for content, suffix in ((FILM, ".mp4"), (TALK, ".mp3"), (LIVE, ".webm")):
        assert (built.site / address(content, suffix)).read_bytes() == content
    assert len(list((built.site / "assets/media").iterdir())) == 3


def test_the_browser_plays_each(built):
    found = players(built)
    assert list(found) == ["视频：巡河", "音频：座谈", "视频：集市"]
    for label, content, suffix, media_type in (
        ("视频：巡河", FILM, ".mp4", "video/mp4"),
        ("音频：座谈", TALK, ".mp3", "audio/mpeg"),
        ("视频：集市", LIVE, ".webm", "video/webm"),
    ):
        player = found[label]
        assert player.has_attr("controls")
        assert not player.has_attr("autoplay")
        assert player.source["src"] == f"../../{address(content, suffix)}"
        assert player.source["type"] == media_type
        assert player.a["href"] == player.source["src"], "without a player it is a file to download"
    film = found["视频：巡河"]
    assert (film["width"], film["height"], film["preload"]) == ("1280", "720", "none")
    assert film.has_attr("playsinline")
    assert (found["视频：集市"]["width"], found["视频：集市"]["height"]) == ("640", "360")


def test_what_each_is_stands_beside_it(built):
    words = [figure.figcaption.get_text(" ", strip=True) for figure in built.page(UNIT).select("#s-media figure")]
    assert words[0].startswith("巡河 文字说明 ：巡河短片的解说词 视频 · 3 分 20 秒 · 1 KB · 下载")
    assert "音频 · 1 秒 · 21 KB · 思想建设类" in words[1]
    assert "视频 · 1 KB ·" in words[2], "a live recording tells no length"
    assert "文字说明" not in words[2]
    assert built.page(UNIT).find("a", href="#s-media").get_text() == "音像3"


def test_the_poster_is_a_rendition_and_no_photo_of_the_album(built):
    poster = players(built)["视频：巡河"]["poster"]
    assert poster.startswith("../../assets/photos/")
    assert (built.site / poster.removeprefix("../../")).is_file()
    assert "两人划船" not in built.text(UNIT)
    original = site.photo(1600, 900, "#335577")
    assert not [path for path in built.site.rglob("*.jpg") if path.read_bytes() == original]


def test_the_note_is_a_page_with_the_player(built):
    link = built.page(UNIT).select_one("#s-media figure a.words")
    assert link["href"] == f"../../{UNIT}xunhe/"
    page = built.page(f"{UNIT}xunhe/")
    (player,) = page.select("video")
    assert player.source["src"] == f"../../../{address(FILM, '.mp4')}"
    assert "船走在前头" in built.main(f"{UNIT}xunhe/")
    assert list(players(built, f"{UNIT}zuotan/")) == ["音频：座谈"]
    assert players(built, f"{UNIT}heyan/") == {}


def test_a_text_may_link_to_it(built):
    link = built.page(f"{UNIT}heyan/").find("a", string="看短片")
    assert link["href"] == f"../../../{address(FILM, '.mp4')}"


def test_a_unit_without_recordings_has_no_section(tmp_path):
    result = site.build(tmp_path)
    assert result.page(UNIT).find(id="s-media") is None
    assert not (result.site / "assets/media").exists()


@pytest.fixture(scope="module")
def plain_photos(tmp_path_factory):
    """Names of what is published of the base site's photo."""
    result = site.build(tmp_path_factory.mktemp("plain"))
    return {path.name for path in (result.site / "assets/photos").iterdir()}


@pytest.mark.parametrize(
    "files",
    [
        {f"{M}01-巡河.md": note(more="draft: true\n")},
        {f"{M}01-巡河.md": note(more="publish: 2027-01-01T09:00\n")},
        {f"{M}01-巡河.md": note(more="withdrawn: {date: 2026-11-05}\n")},
        {
            f"{M}01-巡河.md": note(),
            f"{UNIT}index.md": site.UNIT.replace("region", "withdrawn: {date: 2026-11-05}\nregion", 1),
        },
    ],
    ids=["draft", "not yet", "withdrawn", "with its unit"],
)
def test_what_is_held_back_is_not_published(tmp_path, plain_photos, files):
    """The note speaks for the recording: neither it nor its poster leaves the office."""
    poster = site.photo(900, 600, "#335577")
    result = site.build(tmp_path, {f"{M}01-巡河.mp4": FILM, f"{M}01-巡河.jpg": poster, **files})
    assert result.code == 0, result.output
    assert not (result.site / "assets/media").exists()
    assert "<video" not in result.text(UNIT)
    assert {path.name for path in (result.site / "assets/photos").glob("*")} <= plain_photos


def test_the_size_limit_is_a_setting(tmp_path):
    large = mp4(played=1_200_000)
    files = {f"{M}01-巡河.mp4": large, f"{M}01-巡河.md": note()}
    assert site.check(tmp_path, files).problems() == []
    (problem,) = site.check(tmp_path, {"site_config/site.yml": f"{site.SITE}limits: {{media: 1}}\n"}).problems()
    assert "文件有 1.2 MB，超过 1 MB" in problem


def test_a_position_stops_the_check_and_the_build(tmp_path):
    told = {f"{M}01-巡河.mp4": mp4(told=udta(b"\xa9xyz", "+30.6586+104.0648/")), f"{M}01-巡河.md": note()}
    result = site.build(tmp_path, told)
    assert result.code == 1
    assert [line.rpartition(" ")[2] for line in result.problems()] == ["(media-metadata)"]
    assert not result.site.exists()


def test_the_gate_names_the_source_of_a_tagged_sound(tmp_path):
    """Who is named in a tag is told when it is published, by the file that the author knows."""
    tagged = mp3(frame(b"TPE1", b"\3" + "张三".encode()))
    result = site.build(tmp_path, {f"{M}02-座谈.mp3": tagged, f"{M}02-座谈.md": note()})
    assert result.code == 0, result.output
    assert result.problems() == [
        f"{M}02-座谈.mp3:1:1: 音像文件的标签里填了表演者；若是个人姓名，"
        "请用 ffmpeg -map_metadata -1 -c copy 去掉再放，不会重新压缩 (published-author)"
    ]


def test_the_gate_sees_a_video_that_nobody_loaded(tmp_path):
    phone = mp4(told=udta(b"\xa9xyz", "+30.6586+104.0648/"), brand=b"qt  ")
    result = site.build(tmp_path, {"content/films/a.mov": phone, "content/films/b.bin": mp4()})
    assert result.code == 1
    assert result.problems() == [
        "content/films/a.mov:1:1: 音像文件带有拍摄位置（GPS），公开就会泄露；"
        "可用 ffmpeg -map_metadata -1 -c copy 去掉，不会重新压缩 (published-metadata)"
    ]


# --- readers ---------------------------------------------------------------------------------------

PLACE, DEVICE = "拍摄位置（GPS）", "拍摄设备"
META = box(b"udta", box(b"meta", bytes(4), b"com.apple.quicktime.location.ISO6709\0+30.6586+104.0648+500/"))
LEAKY = {
    "quicktime": (mp4(told=META), PLACE),
    "3gp": (mp4(told=box(b"udta", box(b"loci", bytes(20)))), PLACE),
    "gopro": (mp4(VIDEO, track(b"meta", b"gpmd")), PLACE),
    "xmp": (mp4() + box(b"uuid", bytes(16), b"<exif:GPSLatitude>30,39N</exif:GPSLatitude>"), PLACE),
    "freed": (mp4() + box(b"free", b"\xa9xyz\0\x12\x15\xc7+30.6586+104.0648/"), PLACE),
    "behind": (mp4(slow=True, told=META), PLACE),
    "sony": (mp4() + box(b"meta", b'<Device manufacturer="Sony" serialNo="1"/>'), DEVICE),
    "android": (mp4(told=box(b"meta", bytes(4), b"com.android.model\0Phone")), DEVICE),
    "exif": (mp4(told=box(b"udta", box(b"CNTH", b"Exif\0\0II*\0" + bytes(20)))), "拍摄信息（EXIF）"),
    "mkv": (webm(tag("LOCATION", "+30.6586+104.0648/"), doc_type=b"matroska"), PLACE),
    "webm": (webm(tag("COMMENT", "30N"), tag("RECORDING_LOCATION", "+30.6586+104.0648/")), PLACE),
    "void": (webm(element(0xEC, b"GPSLatitude")), PLACE),
    "live": (webm(tag("LOCATION", "+30.6586+104.0648/"), live=True), PLACE),
    "geob": (mp3(frame(b"GEOB", b"\0application/json\0\0\0{'latitude': 30.6}")), PLACE),
    "utf-16": (mp3(frame(b"TXXX", b"\1" + "GPSLatitude\0 30.65".encode("utf-16"))), PLACE),
    "ape": (mp3(end=b"APETAGEX" + bytes(24) + b"Location\0+30.6586+104.0648/"), PLACE),
}


@pytest.mark.parametrize("name", LEAKY)
def test_what_a_recording_carries_is_named(name):
    content, what = LEAKY[name]
    assert what in read_media(io.BytesIO(content)).private
    assert [(f.kind.value, f.what) for f in inspect_content(f"{name}.bin", content)] == [("recording", what)]


PERSONS = {
    "itunes": mp4(told=box(b"udta", box(b"meta", bytes(4), box(b"\xa9ART", box(b"data", bytes(8), "张三".encode()))))),
    "quicktime": mp4(told=udta(b"\xa9aut", "张三")),
    "key": mp4(told=box(b"meta", bytes(4), b"com.apple.quicktime.author\0", "张三".encode())),
    "webm": webm(tag("ARTIST", "张三")),
    "id3v1": mp3(end=b"TAG" + bytes(30) + "张三".encode("gbk").ljust(30, b"\0") + bytes(65)),
    "id3v2": mp3(frame(b"TCOM", b"\1" + "张三".encode("utf-16"))),
}


@pytest.mark.parametrize("name", PERSONS)
def test_who_is_named_in_a_tag_is_told(name):
    assert [found.kind.value for found in inspect_content("a.bin", PERSONS[name])] == ["tagged"]


def test_an_office_is_no_person():
    assert list(inspect_content("a.mp3", mp3(frame(b"TPE1", b"\3" + "云川市融媒体中心".encode())))) == []
    assert list(inspect_content("a.mp3", mp3(frame(b"TENC", b"\0Lavf60.3.100")))) == []


def cover(picture: bytes) -> dict[str, bytes]:
    return {
        "mp4": mp4(
            told=box(b"udta", box(b"meta", bytes(4), box(b"ilst", box(b"covr", box(b"data", bytes(8), picture)))))
        ),
        "webm": webm(attached(picture)),
        "mp3": mp3(frame(b"APIC", b"\0image/jpeg\0\3\0" + picture)),
    }


@pytest.mark.parametrize("name", ["mp4", "webm", "mp3"])
def test_the_cover_inside_is_inspected(name):
    found = [(f.kind.value, f.what) for f in inspect_content("a.bin", cover(LEAKY_JPEG)[name])]
    assert ("metadata", PLACE) in found
    plain = [f.kind.value for f in inspect_content("a.bin", cover(site.photo())[name])]
    assert set(plain) == {"inner"}, "a picture without anything is only compared with the originals"


def test_what_is_known_of_each():
    film = read_media(io.BytesIO(mp4(track(b"vide", b"avc1", 1280, 720, turned=True), SOUND, seconds=61, slow=True)))
    assert (film.width, film.height, film.seconds, film.is_slow) == (720, 1280, 61, True)
    heard = read_media(io.BytesIO(mp4(SOUND)))
    assert (heard.is_video, heard.codecs) == (False, ())
    clip = read_media(io.BytesIO(webm(codec=b"V_MPEG4/ISO/AVC")))
    assert (clip.type, clip.width, clip.height, clip.seconds) == ("WebM", 640, 360, 65)
    assert clip.codecs == ("MPEG4/ISO/AVC",)
    assert read_media(io.BytesIO(mp3(frames=100))).seconds == pytest.approx(2.6, abs=0.05)
    counted = bytearray(mp3(frames=3))
    counted[36:48] = b"Xing" + struct.pack(">II", 1, 3828)
    assert read_media(io.BytesIO(bytes(counted))).seconds == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("content", [FILM, LIVE, webm(), TALK, mp3(frame(b"TIT2", b"\3" + b"x" * 40))], ids=range(5))
def test_any_damage_is_no_exception(content):
    """Cut anywhere, and any byte changed: a fault that is told, or a recording; never a traceback nor a hang."""
    samples = [content[:n] for n in range(0, len(content), 7)]
    samples += [
        content[:n] + bytes((content[n] ^ flip,)) + content[n + 1 :] for n in range(200) for flip in (0x80, 0xFF)
    ]
    told = 0
    for sample in samples:
        list(inspect_content("a.bin", sample))
        try:
            told += bool(read_media(io.BytesIO(sample)).fault)
        except BrokenMediaError:
            told += 1
    assert told


@pytest.mark.parametrize(
    "content",
    [
        mp4(told=b"".join(struct.pack(">I", 8 * n) + b"trak" for n in range(20_000, 0, -1))),
        webm(element(0x1254C367, b"".join(b"\x67\xc8\x01" + (9 * n).to_bytes(7, "big") for n in range(20_000, 0, -1)))),
        mp3(*[b"TIT2" + bytes(6)] * 100_000),
    ],
    ids=["boxes in boxes", "tags in tags", "fields without end"],
)
def test_a_hostile_file_is_read_to_its_end(content):
    read_media(io.BytesIO(content))


@pytest.mark.parametrize("text", [b"ID3 is a tag", b"<html>", b"", b"\xff\xfe<\0", site.photo()])
def test_other_files_are_no_recordings(text):
    assert not is_recording(text)

"""This repository's own content keeps the promises that its about page makes."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image
from stdnum import cn

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, unrecorded
from showcase.model.archive import archived
from showcase.model.ledger import honor_states
from showcase.model.notice_life import NoticeState, states_of
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.pipeline import check
from tests.conftest import REPOSITORY

TODAY = dt.date(2026, 11, 18)
REAL = {"yutang-town", "jinshui-shizheng", "heilongjiang-zhijian"}


@pytest.fixture(scope="module")
def checked():
    folders = Folders(REPOSITORY, REPOSITORY / "units", REPOSITORY / "content", REPOSITORY / "site_config")
    diagnostics = Diagnostics()
    found = check(folders, dt.datetime(2026, 11, 18), diagnostics)
    assert [str(d) for d in diagnostics] == []
    return found


@pytest.fixture(scope="module")
def collection(checked):
    return checked.collection


def han(text: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", text))


def test_enough_units_of_enough_kinds(collection):
    assert len(collection.units) >= 14
    assert len({unit.region.name for unit in collection.units}) >= 4
    assert len({unit.kind.name for unit in collection.units}) >= 5
    assert len({honor.level.name for unit in collection.units for honor in unit.honors}) >= 3
    assert any(unit.parent for unit in collection.units)


def test_every_unit_is_complete(collection):
    for unit in collection.units:
        assert len(unit.facts) >= 3, unit.slug
        assert len(unit.honors) >= 2, unit.slug
        assert 2 <= sum(article.number is None for article in unit.articles) <= 5, unit.slug
        assert len(unit.photos) >= 5, unit.slug
        assert han(unit.text.markdown) >= 150, unit.slug


def test_articles_are_articles(collection):
    """What lies in an archive may be short: it is material, or the note of a document."""
    shown = [(a.source.path, a.number, len(re.sub(r"\s", "", a.text.markdown))) for a in collection.articles]
    assert sum(number is None for _, number, _ in shown) >= 36
    assert [told for told in shown if not (600 if told[1] is None else 80) <= told[2] <= 2000] == []


def test_archives_are_archives(collection):
    """Three units show what an archive looks like: categories, documents, the assessment system's own folders."""
    units = {unit.slug: archived(unit) for unit in collection.units}
    rich = {slug: pieces for slug, pieces in units.items() if sum(p.number is not None for p in pieces) >= 6}
    assert len(rich) >= 3
    assert {f.suffix for unit in collection.units for f in unit.files} >= {".pdf", ".xlsx", ".csv"}
    assert all(f.size < 100_000 for unit in collection.units for f in unit.files)
    assert any(len({p.folder for p in pieces if p.category is None}) >= 3 for pieces in rich.values())


def test_office_texts(collection):
    assert len(collection.compilations) >= 2
    assert len(collection.decisions) >= 2
    now = dt.datetime.combine(TODAY, dt.time())
    states = set(states_of(collection.notices, collection.decisions, now).values())
    assert states >= {NoticeState.BEFORE, NoticeState.OPEN, NoticeState.DECIDED}


def test_enough_honors_and_events(collection):
    assert sum(len(unit.honors) for unit in collection.units) >= 60
    assert len(collection.decisions) >= 6
    assert sum(len(lst.entries) for decision in collection.decisions for lst in decision.lists) >= 25


def decided(collection, event: Event) -> list[tuple[Decision, DecisionList, DecisionEntry]]:
    """Everything of one event, in order of time."""
    decisions = sorted(collection.decisions, key=lambda decision: decision.date)
    return [(d, lst, entry) for d in decisions for lst in d.lists for entry in lst.entries if lst.event is event]


def test_a_title_of_one_term_is_followed_by_the_next(collection):
    given = [(entry.term, entry.unit) for _, lst, entry in decided(collection, Event.AWARD) if lst.level.name == "市级"]
    seventh, eighth = ({slug for term, slug in given if term == wanted} for wanted in ("第七届", "第八届"))
    assert len(seventh & eighth) >= 6


def test_one_decision_takes_titles_of_two_levels(collection):
    levels: dict[tuple[str, str], set[str]] = {}
    for decision, lst, entry in decided(collection, Event.REVOKE):
        levels.setdefault((decision.number, entry.unit), set()).add(lst.level.name)
    assert any(len(found) >= 2 for found in levels.values())


def test_a_yellow_card_is_followed_by_its_end(collection):
    ends = [(d.date, entry.title, entry.unit) for d, _, entry in decided(collection, Event.RESTORE)]
    ended = [
        lst
        for d, lst, entry in decided(collection, Event.YELLOW)
        if any((title, slug) == (entry.title, entry.unit) and day > d.date for day, title, slug in ends)
    ]
    assert any(lst.reason and lst.publish_reason for lst in ended)


def test_a_renamed_unit_is_confirmed(collection):
    confirmed = decided(collection, Event.CONFIRM)
    assert confirmed
    for decision, _, entry in confirmed:
        ends = [former.until.latest for former in collection.unit(entry.unit).former_names if former.until]
        assert decision.date.year in {end.year for end in ends if end}, entry.unit


def test_claims_follow_claims(collection):
    """What a title follows is an earlier title of the same unit; some cross jurisdictions."""
    crossings = 0
    for unit in collection.units:
        for honor in unit.honors:
            if honor.follows:
                before = [other for other in unit.honors if other.title == honor.follows and other is not honor]
                assert before, (unit.slug, honor.follows)
                crossings += before[0].jurisdiction != honor.jurisdiction
    assert crossings >= 5


def test_real_names_only_claim(collection):
    """No decision, notice, document number or contact in the name of a real body."""
    states = honor_states(collection, TODAY)
    for slug in REAL:
        unit = collection.unit(slug)
        assert unit is not None
        assert not unit.region.code.startswith("99")
        assert not any(state.is_verified for state in states[slug])
        assert not any(honor.document or honor.evidence for honor in unit.honors)
        assert unit.contact.phone == unit.contact.email == ""
    named = [entry.unit for d in collection.decisions for lst in d.lists for entry in lst.entries]
    named += [word for notice in collection.notices for lst in notice.lists for word in lst.units]
    assert REAL.isdisjoint(named)


def test_invented_places_are_invented(collection):
    """No current or former county, city or province bears the name of a region of code 99…"""
    table = (Path(cn.__file__).parent / "loc.dat").read_text(encoding="utf-8")
    invented = [region.name for region in collection.config.regions.all if region.code.startswith("99")]
    assert len(invented) >= 8
    assert [name for name in invented if name != "市直单位" and re.search(rf'[\]"]{name}["(,]', table)] == []


def test_unfavourable_events_stay_in_the_invented_place(collection):
    for decision in collection.decisions:
        for decided in decision.lists:
            for entry in decided.entries:
                unit = collection.unit(entry.unit)
                assert unit is not None
                assert unit.region.code.startswith("99"), (decision.slug, entry.unit)


def texts() -> list[tuple[str, str]]:
    places = ("units", "content", "site_config")
    files = (p for place in places for p in (REPOSITORY / place).rglob("*") if p.suffix in (".md", ".yml", ".csv"))
    return [(str(path.relative_to(REPOSITORY)), path.read_text(encoding="utf-8")) for path in sorted(files)]


def test_telephones_and_mail_cannot_reach_anybody():
    for name, text in texts():
        for number in re.findall(r"(?<![\d.-])(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)", text):
            assert number.startswith("000-"), (name, number)
        for address in re.findall(r"[\w.+-]+@(?!v\d)[\w.-]+", text):
            assert address.endswith("@example.org"), (name, address)


def test_every_address_from_a_name_is_recorded(collection):
    """site_config/urls.yml keeps them for life: ``showcase urls`` has nothing to add."""
    assert unrecorded(collection) == {}
    assert len(collection.config.urls) >= len(collection.articles)


def test_no_official_numbers(collection):
    site = collection.config.site
    assert (site.site_code, site.icp, site.police_record) == ("", "", "")
    assert site.demo
    assert "演示数据" in site.demo_note
    assert "演示数据" in (REPOSITORY / "content/about.md").read_text(encoding="utf-8")


def test_no_id_numbers():
    for name, text in texts():
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text), name


def test_pictures_are_drawn_and_different(collection):
    photos = [photo for unit in collection.units for photo in unit.photos]
    assert len({photo.digest for photo in photos}) == len(photos)
    assert all(photo.credit == "插画示意" and photo.alt for photo in photos)
    for photo in photos:
        with Image.open(photo.file) as image:
            assert image.size == (2400, 1600)
            assert "exif" not in image.info
            assert "comment" not in image.info
    covers = Counter(unit.cover.digest for unit in collection.units if unit.cover)
    assert max(covers.values()) == 1


def test_recordings_are_small_and_told_in_words(collection):
    recordings = [recording for unit in collection.units for recording in unit.recordings]
    assert recordings
    for recording in recordings:
        assert recording.size < 700_000, recording.path
        assert recording.seconds, recording.path
        assert recording.poster, recording.path
        assert recording.poster.credit == "插画示意"
        assert recording.poster.alt
    notes = {article.source.path: article for article in collection.articles}
    assert all(han(notes[recording.note].text.markdown) >= 200 for recording in recordings)


def test_sources_are_not_copied(checked):
    """No run of 25 signs (a list of three team names has 24) of the sources stands in our texts; read beside the repository, else skipped."""
    sources = REPOSITORY.parent / "shared" / "sources"
    if not sources.is_dir():
        pytest.skip("没有来源文本，跳过")
    seen = set()
    for path in sources.glob("*.txt"):
        words = re.sub(r"[^\u4e00-\u9fff]", "", path.read_text(encoding="utf-8"))
        seen |= {hashlib.blake2b(words[n : n + 25].encode(), digest_size=8).digest() for n in range(len(words) - 24)}
    found = []
    for path, manuscript in checked.texts.manuscripts.items():
        words = re.sub(r"[^\u4e00-\u9fff]", "", manuscript.text.markdown)
        runs = (words[n : n + 25] for n in range(len(words) - 24))
        found += [(path, run) for run in runs if hashlib.blake2b(run.encode(), digest_size=8).digest() in seen]
    assert found == []


def test_the_template_is_sound(tmp_path):
    """Copied as units/README.md says, and no longer a draft, it has no fault of its own."""
    for name in ("site_config", "units/_template"):
        target = tmp_path / name.replace("_template", "shili-town")
        shutil.copytree(REPOSITORY / name, target, ignore=shutil.ignore_patterns("theme"))
    (tmp_path / "content").mkdir()
    for path in (tmp_path / "units/shili-town").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "draft: true" in text
        path.write_text(text.replace("draft: true", "draft: false"), encoding="utf-8")
    diagnostics = Diagnostics()
    folders = Folders(tmp_path, tmp_path / "units", tmp_path / "content", tmp_path / "site_config")
    assert check(folders, dt.datetime(2026, 11, 18), diagnostics) is not None
    assert [str(found) for found in diagnostics] == []

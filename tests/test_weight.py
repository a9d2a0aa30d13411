"""What a phone has to fetch before anybody scrolls, as a web server with gzip sends it (DOMAIN.md §3.4: phones first)."""

from __future__ import annotations

import random

import pytest

from showcase.assets import name_assets
from showcase.demo.pictures import draw_picture

from . import site
from .browser import browser, served  # noqa: F401 – a fixture
from .conftest import REPOSITORY

PAGE_LIMIT, SCRIPT_LIMIT = 350_000, 120_000
THEME = f"language: zh, custom_dir: {REPOSITORY}/site_config/theme, favicon: assets/seal.svg,"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A unit with six photos of 2,400 × 1,800 with a camera's grain."""
    styles = next(line for line in (REPOSITORY / "mkdocs.yml").read_text().splitlines() if line.startswith("extra_css"))
    settings = site.MKDOCS.replace("language: zh,", THEME) + f"{styles}\nextra_javascript: [assets/showcase.js]\n"
    photos = {f"units/bailu-town/photos/{n:02}-巡河.jpg": draw_picture(random.Random(n), 2400) for n in range(1, 7)}
    files = {"mkdocs.yml": settings, "units/bailu-town/photos/01-镇政府大院.jpg": None, **photos}
    root = tmp_path_factory.mktemp("weight")
    found = site.build(root, files)
    assert found.code == 0, found.output
    return found


@pytest.fixture
def fetched(browser):  # noqa: F811
    """What the browser fetched for a page of an address, by its type: (address, bytes with headers)."""
    sizes: dict[str, list] = {}
    message = browser._message

    def note():
        said = message()
        params = said.get("params", {})
        if said.get("method") == "Network.responseReceived":
            sizes[params["requestId"]] = [params["type"], params["response"]["url"], 0]
        elif said.get("method") == "Network.loadingFinished" and params["requestId"] in sizes:
            sizes[params["requestId"]][2] = int(params["encodedDataLength"])
        return said

    def fetch(url: str, density: int) -> list[tuple[str, str, int]]:
        sizes.clear()
        browser.size(390, 844, deviceScaleFactor=density, mobile=True)
        browser.open(url)
        browser.run("new Promise(done => setTimeout(done, 700))")
        return [tuple(found) for found in sizes.values()]

    browser._message = note
    browser.call("Network.enable")
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    yield fetch
    browser.call("Network.disable")
    browser._message = message
    browser.size(1440, 900)


@pytest.mark.browser
@pytest.mark.parametrize("density", [2, 3])
def test_a_unit_with_six_photos_is_light(built, fetched, density):
    with served(built.site, policy="", gzipped=True) as base:
        found = fetched(f"{base}/units/bailu-town/", density)
    total = sum(size for *_, size in found)
    scripts = sum(size for kind, _, size in found if kind == "Script")
    pictures = [size for kind, _, size in found if kind == "Image"]
    print(f"{density}×: {total:,} bytes in {len(found)} requests, scripts {scripts:,}, pictures {sum(pictures):,}")
    assert total < PAGE_LIMIT
    assert 0 < scripts < SCRIPT_LIMIT
    assert len(pictures) >= 2  # the cover was there, and the sign
    assert all(size > 0 for *_, size in found)
    assert {kind for kind, *_ in found} <= {"Document", "Stylesheet", "Script", "Image", "Other"}


def test_all_scripts_together_are_light():
    """Even a page that had every one of them, uncompressed."""
    folders = (REPOSITORY / "plugins/showcase/templates/assets", REPOSITORY / "site_config/theme/assets")
    scripts = {path.name: path.read_bytes() for folder in folders for path in folder.glob("*.js")}
    assert len(scripts) >= 5
    assert sum(len(asset.content) for asset in name_assets(scripts)) < SCRIPT_LIMIT

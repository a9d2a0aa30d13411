"""A site of what is seldom and still must look right: the longest names, rare signs, nothing and far too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rich import article, decided, decision, honor, notice, page, unit
from tests.site import MKDOCS, Files, Result, base_files, build, photo

LONG = "川岭省云川市清源区白鹭镇白鹭河流域生态环境综合治理与历史文化名镇名村保护利用工作联合指挥部办公室驻第十二片区综合服务总站"
"""60 characters, as some names of offices are."""
RARE = "𠮷䶮村"
"""Beyond the 20,902 of the first Unicode, one of them beyond 16 bits."""
SPEECH = "白鹭河两岸的志愿者每周六上午沿着河堤走一遍把看到的事情一件一件记下来交给村里办" * 80
"""Over 3,000 characters without any stop."""
REGIONS = """\
regions:
  - code: "99"
    name: 川岭省
    children:
      - code: "9900"
        name: 云川市
        children:
          - {code: "9901", name: 清源区}
          - {code: "9902", name: 望山县}
          - {code: "9903", name: 云岭县}
"""
SITE = """\
name: 文明单位创建成果展
place: 云川市
chop: [云川, 文明]
motto: [看得见的文明，, 查得到的荣誉]
sponsor: 云川市文明办
demo: true
demo_note: 演示数据
phone: 000-55510000
email: wmb@example.org
"""
PICTURES = 40
REPOSITORY = Path(__file__).resolve().parent.parent
THEME = REPOSITORY / "site_config/theme"


@pytest.fixture(scope="session")
def hard_site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Built once."""
    built = build(tmp_path_factory.mktemp("hard"), hard_files())
    assert built.code == 0, built.output
    return built


def hard_files() -> Files:
    """As a dict of files; the fonts of the machine draw the previews."""
    assert len(LONG) == 60
    text = f"{SPEECH[:3000]}\n\n{'A' * 300}\n"
    shown = "\n\n".join(f"![第{n}张](photos/{n + 10}-第{n}张照片里的河岸.jpg)" for n in range(1, PICTURES + 1))
    album = {f"units/bailu-town/photos/{n + 10}-第{n}张照片里的河岸.jpg": _photo(n) for n in range(1, PICTURES + 1)}
    of_nation = {
        **decided("授予", "文明村镇", ["chang", "rare"]),
        "title": "全国文明村镇",
        "level": "全国级",
        "jurisdiction": "全国",
    }
    return {
        **base_files(),
        "mkdocs.yml": _settings(),
        **{file.relative_to(REPOSITORY).as_posix(): file.read_bytes() for file in THEME.rglob("*") if file.is_file()},
        "site_config/site.yml": SITE,
        "site_config/regions.yml": REGIONS,
        "site_config/taxonomies.yml": _taxonomies(),
        "units/chang/index.md": unit(LONG, LONG, "文明村镇", "清源区", honors=[honor("市级文明村镇", "2021-05", "文明村镇")], former_names=[{"name": LONG[:-1], "until": 2011}], summary=LONG, contact={"office": LONG, "phone": "000-55512345 转 8001", "address": LONG}),
        "units/chang/changwen.md": article(LONG, "2026-05-01", topics=["志愿服务"], summary=LONG).partition("## 做法")[0] + text,
        "units/rare/index.md": unit(f"清源区{RARE}村民委员会", RARE, "文明村镇", "清源区", cover="photos/01-村口.jpg"),
        "units/rare/photos/01-村口.jpg": photo(900, 600, "#5b8f9a"),
        "units/rare/jingyan.md": article(f"{RARE}的做法", "2026-03-02"),
        "units/kong/index.md": page("", name="清源区空空如也服务站", short_name="空空服务站", kind="文明单位", region="清源区"),
        "units/bailu-town/liang-zhao.md": article("四十张照片", "2026-06-01", type="活动").partition("## 做法")[0] + f"照片很多。\n\n{shown}\n",
        **album,
        "content/decisions/2025-01.md": decision(f"关于命名{LONG}等全国文明村镇的决定", "国文明委〔2025〕1号", "2025-03-01", of_nation, by=["中央精神文明建设指导委员会"]),
        "content/notices/2026-12.md": notice(f"关于拟命名{LONG}等单位的公示", "2026-11-12", "2026-11-13", "2026-11-19", by=["云川市文明办"], lists=[{"title": "拟命名", "application": "新申报", "units": ["chang", "rare", f"{LONG}二站"]}]),
    }  # fmt: skip


def _settings() -> str:
    """With the house's own styles."""
    theme = MKDOCS.replace(
        "language: zh,", "language: zh, custom_dir: site_config/theme, palette: {scheme: default, primary: custom},"
    )
    style = "extra_css: [assets/showcase.css]\nextra_javascript: [assets/showcase.js]\n"
    return theme.replace("today: 2026-11-18", "today: 2026-11-18, social: true") + style


def _photo(number: int) -> bytes:
    """All different, some upright."""
    size = (300, 400) if number % 7 == 0 else (400, 300)
    return photo(*size, f"#{(number * 37) % 200 + 40:02x}{(number * 91) % 160 + 60:02x}8c")


def _taxonomies() -> str:
    known = base_files()["site_config/taxonomies.yml"]
    assert isinstance(known, str)
    nation = "  - {name: 全国, level: 全国级, term_years: 3, ladders: [[文明单位], [文明村镇]]}\n"
    return known.replace("jurisdictions:\n", f"jurisdictions:\n{nation}")

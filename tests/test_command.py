"""The command ``showcase``: what it prints for people and machines, and its exit codes."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.reports import FORMATS
from tests import site
from tests.site import ARTICLE, NOTICE, UNIT
from tests.test_bad import BAD, expected

ENGLISH = re.compile(r"\b(?:Usage|Options|Commands|Error|Try|Show|Missing|Invalid|Got|No such|Traceback)\b")
BAD_TERM = {"units/bailu-town/index.md": UNIT.replace("文明村镇", "文明乡镇")}
WARNED = {"content/notices/2026-11.md": NOTICE.replace("working_days: 5", "working_days: 6")}
ACCEPTED = {
    "content/notices/2026-11.md": NOTICE.replace(
        "working_days: 5", "working_days: 6\naccepted: [{rule: working-days, reason: 含调休的星期日}]"
    )
}
MIXED = {**BAD_TERM, **WARNED}
TERM = "units/bailu-town/index.md:4:7: 类别没有“文明乡镇”，是否想写“文明村镇”？ (unknown-term)"
DAYS = (
    "content/notices/2026-11.md:6:15: 写的是 6 个工作日，从日期算是 5 个（从当日起算），请核对；"
    "确实无误可写入 accepted (working-days)"
)


def showcase(root, *arguments: str, **env: str) -> site.Result:
    result = site.run(root, "showcase", *arguments, env=env)
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def root(tmp_path):
    site.write(tmp_path, site.base_files())
    return tmp_path


def test_text_is_for_people(check):
    result = check(MIXED)
    assert result.output == f"警告　{DAYS}\n错误　{TERM}\n1 个错误、1 个警告\n"
    assert result.code == 1


def test_nothing_wrong_is_said_too(check):
    result = check()
    assert (result.code, result.output) == (0, "没有发现问题\n")


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ({}, [], 0),
        ({}, ["--strict"], 0),
        (WARNED, [], 0),
        (WARNED, ["--strict"], 1),
        (BAD_TERM, [], 1),
        (BAD_TERM, ["--strict"], 1),
        (ACCEPTED, ["--strict"], 0),
        (MIXED, ["content"], 0),
        (MIXED, ["content", "--strict"], 1),
        (MIXED, ["units/bailu-town"], 1),
        (MIXED, ["site_config"], 0),
        (MIXED, ["--format", "json"], 1),
        (WARNED, ["--format", "github"], 0),
    ],
)
def test_exit_codes(check, files, options, code):
    assert check(files, *options).code == code


def test_json(check):
    rows = json.loads(check(MIXED, "--format", "json").output)
    assert rows == [
        {
            "path": "content/notices/2026-11.md",
            "sheet": "",
            "line": 6,
            "column": 15,
            "severity": "warning",
            "rule": "working-days",
            "message": DAYS.split(": ", 1)[1].removesuffix(" (working-days)"),
        },
        {
            "path": "units/bailu-town/index.md",
            "sheet": "",
            "line": 4,
            "column": 7,
            "severity": "error",
            "rule": "unknown-term",
            "message": "类别没有“文明乡镇”，是否想写“文明村镇”？",
        },
    ]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machines_get_one_document_even_of_nothing(check, form):
    document = json.loads(check(None, "--format", form, "--accepted").output)
    assert document == [] or document["runs"][0]["results"] == []


def test_sarif_shape(check):
    log = json.loads(check(MIXED, "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "showcase"
    assert re.fullmatch(r"\d+\.\d+\.\d+", driver["version"])
    assert [rule["id"] for rule in driver["rules"]] == ["unknown-term", "working-days"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("working-days", "warning"),
        ("unknown-term", "error"),
    ]
    for result in run["results"]:
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["region"]["startLine"] >= 1
        assert physical["region"]["startColumn"] >= 1
        assert re.fullmatch(r"[!-~]+", physical["artifactLocation"]["uri"])


SHEET = Diagnostic(Location("units/甲/honors.xlsx[荣誉 一]", 3, 2), "日期：“x”不是日期", "bad-date", Severity.ERROR)


def test_a_sheet_is_no_file():
    """Machines open the workbook; the sheet is told beside."""
    (row,) = json.loads(FORMATS["json"]([SHEET]))
    assert (row["path"], row["sheet"]) == ("units/甲/honors.xlsx", "荣誉 一")
    (result,) = json.loads(FORMATS["sarif"]([SHEET]))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == "units/甲/honors.xlsx"
    assert uri.isascii()
    assert result["message"]["text"] == "工作表“荣誉 一”：日期：“x”不是日期"
    assert FORMATS["github"]([SHEET]).startswith("::error file=units/甲/honors.xlsx,line=3,col=2,")
    assert FORMATS["text"]([SHEET]) == ("错误　units/甲/honors.xlsx[荣誉 一]:3:2: 日期：“x”不是日期 (bad-date)\n")


def test_brackets_in_a_name_are_no_sheet(check):
    result = check({"units/bailu-town/稿[一].md": "---\n---\n"}, "units/bailu-town/稿[一].md", "--format", "json")
    assert {row["path"] for row in json.loads(result.output)} == {"units/bailu-town/稿[一].md"}


def test_github_lines(check):
    assert check(MIXED, "--format", "github").output.splitlines() == [
        "::warning file=content/notices/2026-11.md,line=6,col=15,title=working-days::"
        + DAYS.split(": ", 1)[1].removesuffix(" (working-days)"),
        "::error file=units/bailu-town/index.md,line=4,col=7,title=unknown-term::"
        "类别没有“文明乡镇”，是否想写“文明村镇”？",
    ]


def test_github_escapes():
    found = Diagnostic(Location("a:b,c%/d.md", 1, 2), "一行\n又一行，50%::set-env", "bad-value", Severity.ERROR)
    assert FORMATS["github"]([found]) == (
        "::error file=a%3Ab%2Cc%25/d.md,line=1,col=2,title=bad-value::一行%0A又一行，50%25::set-env\n"
    )


def test_a_line_of_output_is_a_diagnostic_whatever_the_author_wrote(check):
    """No value can forge a line of its own, or a command to GitHub."""
    forged = UNIT.replace("kind: 文明村镇", 'kind: "甲\\n::error file=x::伪造\\n乙"')
    for form in ("text", "github"):
        result = check({"units/bailu-town/index.md": forged}, "--format", form)
        assert not any(line.startswith("::error file=x") for line in result.output.splitlines())
        assert len(result.output.splitlines()) == (2 if form == "text" else 1)


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        (["units"], [TERM]),
        (["content"], [DAYS]),
        (["."], [DAYS, TERM]),
        (["content", "units"], [DAYS, TERM]),
        (["units/bailu-town/index.md"], [TERM]),
        (["./units/../units/bailu-town/"], [TERM]),
        (["units/bailu-town/heyan.md"], []),
        (["units/bailu-town/photos"], []),
    ],
)
def test_only_what_was_asked_for(check, paths, shown):
    result = check(MIXED, *paths)
    assert result.problems() == shown
    assert result.code == int(TERM in shown)


def test_a_path_from_another_folder(root):
    site.write(root, BAD_TERM)
    result = showcase(root / "units/bailu-town", "check", "index.md", "-f", "../../mkdocs.yml")
    assert result.problems() == [TERM]


def test_a_sheet_belongs_to_its_workbook(check):
    workbook = "units/bailu-town/honors.xlsx"
    files = {workbook: (BAD / "honors-xlsx/files" / workbook).read_bytes()}
    assert check(files, workbook).problems() == expected("honors-xlsx")


def test_accepted_warnings_are_listed(check):
    result = check(ACCEPTED, "--accepted")
    assert result.output == ("接受　content/notices/2026-11.md:7:12: working-days：含调休的星期日\n没有发现问题\n")
    assert check(ACCEPTED, "--accepted", "units").output == "没有发现问题\n"
    assert check(ACCEPTED).output == "没有发现问题\n"


def test_today_decides_what_is_public(check):
    files = {
        "units/bailu-town/heyan.md": ARTICLE.replace("date: 2023", "publish: 2026-12-01\ndate: 2023"),
        "units/bailu-town/index.md": UNIT + "看[材料](heyan.md)。\n",
    }
    assert "还没有发布" in check(files).output
    assert check(files, "--today", "2026-12-01").code == 0
    assert check(files, "--today", "2026-11-30 23:59").code == 1


def test_source_date_epoch_stands_for_today(root):
    site.write(root, {"mkdocs.yml": site.MKDOCS.replace(": {today: 2026-11-18}", "")})
    hidden = ARTICLE.replace("date: 2023", "publish: 2026-12-01\ndate: 2023")
    site.write(
        root, {"units/bailu-town/heyan.md": hidden, "units/bailu-town/index.md": UNIT + "看[材料](heyan.md)。\n"}
    )
    assert showcase(root, "check", SOURCE_DATE_EPOCH="1795000000").code == 1  # 2026-11-18
    assert showcase(root, "check", SOURCE_DATE_EPOCH="1797000000").code == 0  # 2026-12-11


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["urls", "--help"]])
def test_help_is_chinese(root, arguments):
    result = showcase(root, *arguments)
    assert result.code == 0
    assert result.output.startswith("用法：")
    assert "选项：" in result.output
    assert not ENGLISH.search(result.output)


def test_no_command_is_help(root):
    result = showcase(root)
    assert result.code == 2
    assert "命令：" in result.output
    assert not ENGLISH.search(result.output)


def test_version(root):
    assert re.fullmatch(r"showcase \d+\.\d+\.\d+\n", showcase(root, "--version").output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "没有命令“chekc”，是否想写“check”？"),
        (["check", "--formt", "json"], "没有选项“--formt”"),
        (["check", "--format", "jsn"], "“--format”只能是：text、json、sarif、github"),
        (["check", "--format"], "选项“--format”缺少值或多了值"),
        (["check", "--strict=yes"], "选项“--strict”缺少值或多了值"),
        (["check", "--today", "昨天"], "“昨天”不是日期，应形如 2026-11-18 或 2026-11-18T09:30"),
        (["check", "nowhere"], "没有“nowhere”这个文件或文件夹"),
        (["check", "/etc"], "“/etc”不在网站文件夹里"),
        (["check", "units/../.."], "“units/../..”不在网站文件夹里"),
        (["check", "-f", "nix.yml"], "没有 nix.yml 这个文件；请到网站文件夹里运行，或用 -f 写明它的位置"),
        (["check", "-f", "units"], "没有 units 这个文件；请到网站文件夹里运行，或用 -f 写明它的位置"),
        (["urls", "甲", "乙"], "多余的参数：甲 乙"),
    ],
)
def test_wrong_calls(root, arguments, message):
    result = showcase(root, *arguments)
    assert (result.code, result.output) == (2, f"用法错误：{message}\n运行 showcase --help 看帮助。\n")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "mkdocs.yml 的设置不对，原因见上"),
        ("site_name: [", "读不了 mkdocs.yml"),
        ("site_name: x\ndocs_dir: content\nplugins: []\n", "mkdocs.yml 的 plugins 里没有 showcase"),
        ("site_name: x\ndocs_dir: nix\nplugins: [showcase]\n", "mkdocs.yml 的设置不对，原因见上"),
        ("site_name: x\ndocs_dir: content\nplugins: [nix]\n", "mkdocs.yml 的设置不对，原因见上"),
        ("site_name: x\ndocs_dir: content\nplugins: [{showcase: {units_dir: 5}}]\n", "原因见上"),
        ("site_name: x\ndocs_dir: content\nplugins: [{showcase: {today: soon}}]\n", "“soon”不是日期"),
    ],
)
@pytest.mark.parametrize("command", ["check", "urls"])
def test_wrong_settings_are_a_wrong_call(root, command, settings, message):
    site.write(root, {"mkdocs.yml": settings})
    result = showcase(root, command)
    assert result.code == 2
    assert message in result.output


def test_settings_that_are_no_text(root):
    site.write(root, {"mkdocs.yml": b"\xff\xfe\x00"})
    assert showcase(root, "check").code == 2


def test_no_units_at_all(root):
    site.write(root, {"mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2026-11-18, units_dir: nix")})
    assert showcase(root, "check").problems() == ["nix:1:1: 没有这个文件夹 (missing-file)"]


# --- urls ----------------------------------------------------------------------------------------

URLS = "site_config/urls.yml"
WORDS = ("类别/文明单位", "类别/文明村镇", "类别/文明校园", "级别/全国级", "级别/省级", "级别/市级", "级别/县级",
         "话题/志愿服务", "话题/移风易俗")  # fmt: skip
NAMED = [
    "届次/云川市/第八届: yun-chuan-shi-di-ba-jie",
    "授予机关/云川市精神文明建设委员会: yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui",
]


def urls(root) -> str:
    return (root / URLS).read_text(encoding="utf-8")


def test_urls_are_written_once(root):
    result = showcase(root, "urls")
    assert (result.code, result.output) == (0, "新写入 12 个网址，共 12 个。\n")
    lines = [line for line in urls(root).splitlines() if not line.startswith(("#", *WORDS))]
    assert lines == ["units/bailu-town/heyan.md: heyan", *NAMED]
    before = (root / URLS).stat().st_mtime_ns
    assert showcase(root, "urls").output == "没有新的网址，共 12 个。\n"
    assert (root / URLS).stat().st_mtime_ns == before


def test_urls_never_change(root):
    """Neither the slug of a file that is there, nor the line of one that is gone."""
    site.write(root, {URLS: "units/bailu-town/gone.md: jiu-gao\nunits/bailu-town/heyan.md: hechang\n"})
    site.write(root, {"units/bailu-town/志愿河.md": ARTICLE.replace("一条河", "两条河")})
    assert showcase(root, "urls").output == "新写入 12 个网址，共 14 个。\n"
    assert [line for line in urls(root).splitlines() if not line.startswith(("#", *WORDS))] == [
        "units/bailu-town/gone.md: jiu-gao",
        "units/bailu-town/heyan.md: hechang",
        "units/bailu-town/志愿河.md: zhi-yuan-he",
        *NAMED,
    ]
    result = site.run(root, "mkdocs", "build")
    assert result.code == 0, result.output
    assert (result.site / "units/bailu-town/hechang/index.html").exists()
    assert not (result.site / "units/bailu-town/heyan").exists()


def test_addresses_of_words_are_recorded(root):
    """A recorded address outlives a change of the reading; ``slug`` of taxonomies.yml stands over it, unrecorded."""
    site.write(root, {URLS: "类别/文明村镇: cun-zhen\n级别/市级: shi\n话题/志愿服务: zhiyuan\n"})
    own = site.TAXONOMIES.replace("省级, 市级,", "省级, {name: 市级, slug: shiji},").replace(
        "移风易俗]", "{name: 移风易俗, slug: yf}]"
    )
    site.write(root, {"site_config/taxonomies.yml": own})
    assert showcase(root, "urls").code == 0
    words = [line for line in urls(root).splitlines() if line.startswith(WORDS)]
    assert words == [
        "类别/文明单位: wen-ming-dan-wei", "类别/文明村镇: cun-zhen", "类别/文明校园: wen-ming-xiao-yuan",
        "级别/全国级: quan-guo-ji", "级别/县级: xian-ji", "级别/市级: shi", "级别/省级: sheng-ji", "话题/志愿服务: zhiyuan",
    ]  # fmt: skip
    result = site.run(root, "mkdocs", "build")
    assert result.code == 0, result.output
    for url in ("honors/kinds/cun-zhen", "honors/levels/shiji", "topics/zhiyuan", "topics/yf"):
        assert (result.site / url / "index.html").exists(), url


def test_urls_survive_words_that_yaml_knows(root):
    site.write(root, {f"units/bailu-town/{name}.md": ARTICLE for name in ("2024", "null", "on", "1e3")})
    assert showcase(root, "urls").code == 0
    result = showcase(root, "check")
    assert (result.code, result.output) == (0, "没有发现问题\n")
    assert showcase(root, "urls").output == "没有新的网址，共 16 个。\n"


def test_a_draft_has_no_address_yet(root):
    site.write(root, {"units/bailu-town/gao.md": ARTICLE.replace("date:", "draft: true\ndate:")})
    showcase(root, "urls")
    assert "gao" not in urls(root)


def test_a_conflict_is_told_and_nothing_written(root):
    site.write(root, {"units/bailu-town/experiences/heyan.md": ARTICLE})
    result = showcase(root, "urls")
    assert result.problems() == [
        "units/bailu-town/heyan.md:1:1: 网址“/units/bailu-town/heyan/”已属于"
        " units/bailu-town/experiences/heyan.md，请用 slug 另定 (duplicate-url)"
    ]
    assert result.output.endswith("1 个错误，没有写入网址；请先改正。\n")
    assert result.code == 1
    assert not (root / URLS).exists()


def test_a_published_address_cannot_be_written_over(root):
    showcase(root, "urls")
    site.write(root, {"units/bailu-town/heyan.md": ARTICLE.replace("date:", "slug: hechang\ndate:")})
    result = showcase(root, "urls")
    assert result.problems() == [
        "units/bailu-town/heyan.md:4:7: 这篇材料的网址已发布为“heyan”，不能再改；请删去 slug (changed-url)"
    ]
    assert "units/bailu-town/heyan.md: heyan\n" in urls(root)


def test_a_broken_list_of_addresses_is_not_overwritten(root):
    site.write(root, {URLS: "units/bailu-town/heyan.md：heyan\n"})
    assert showcase(root, "urls").code == 1
    assert urls(root) == "units/bailu-town/heyan.md：heyan\n"


def test_a_fault_of_the_settings_is_told_whatever_is_asked_for(check):
    result = check({"site_config/taxonomies.yml": "kinds：[文明单位]\n"}, "units/bailu-town")
    assert result.code == 1
    assert [line.partition(":")[0] for line in result.problems()] == ["site_config/taxonomies.yml"]


def test_a_fault_of_the_site_hides_no_other(check):
    faults = {
        "site_config/site.yml": site.SITE + "demo: 是\n",
        "units/bailu-town/index.md": site.UNIT.replace("文明村镇", "文明村振"),
    }
    result = check(faults)
    assert result.code == 1
    assert {line.partition(":")[0] for line in result.problems()} == set(faults)


def test_what_windows_leaves_behind_is_passed_over(check):
    litter = {"units/bailu-town/Thumbs.db": b"x", "units/bailu-town/~$honors.xlsx": b"x", "content/desktop.ini": b"x"}
    result = check(litter, "--strict")
    assert (result.code, result.problems()) == (0, [])


def test_a_build_reminds_of_addresses_that_are_not_recorded(tmp_path):
    built = site.build(tmp_path)
    assert "有 12 个网址还没有记入 site_config/urls.yml；发布前请运行 showcase urls" in built.output
    assert site.run(tmp_path, "showcase", "urls").code == 0
    again = site.run(tmp_path, "mkdocs", "build", "--strict")
    assert (again.code, "urls.yml" in again.output) == (0, False)

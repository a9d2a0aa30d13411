"""The house keeps its own rules: layers, types, style, size of functions, documents."""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from showcase import command, demo, differences

PACKAGES = ("plugins/showcase", "plugins/illustrations")


def tool(repository: Path, *command: str) -> None:
    """Run one of the venv's tools; its own output is the message."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        command, cwd=repository, capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_layers_hold(repository):
    tool(repository, "lint-imports", "--no-cache")


def test_types_are_strict(repository):
    tool(repository, "mypy")


@pytest.mark.parametrize("command", [("ruff", "check"), ("ruff", "format", "--check")])
def test_style_is_clean(repository, command):
    tool(repository, *command, "plugins", "tests")


def functions(repository: Path) -> list[tuple[str, int]]:
    """Every function of the packages with its number of lines, docstring included."""
    found = []
    for package in PACKAGES:
        for path in (repository / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or 0) - node.lineno + 1
                    found.append((f"{path.relative_to(repository)}:{node.lineno} {node.name}", lines))
    return found


def test_functions_are_small(repository):
    sizes = functions(repository)
    lines = sorted(size for _, size in sizes)
    assert statistics.median(lines) <= 8
    assert lines[int(len(lines) * 0.9)] <= 25
    assert [name for name, size in sizes if size > 60] == []


def test_modules_are_small(repository):
    long = {
        str(path.relative_to(repository)): lines
        for package in PACKAGES
        for path in (repository / package).rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 500
    }
    assert long == {}


def test_core_has_no_module_level_state(repository):
    """Only constants: a lower-case name bound in a module is state that builds would share."""
    found = []
    for path in (repository / "plugins/showcase").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            found += [f"{path.name}: {name}" for name in names if name.islower() and not name.startswith("__")]
    allowed = {
        "building.py: _log",
        "telling.py: _log",
        "command.py: _config_option",
    }  # a logger, and a decorator of click
    assert set(found) <= allowed, set(found) - allowed


def test_every_dependency_has_its_reason(repository):
    """plugins/README.md says why each dependency is there, and names no other."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    items = (
        *project["dependencies"],
        *(one for extra in ("cluster", "s3") for one in project["optional-dependencies"][extra]),
    )
    declared = {re.split(r"[<>=\[]", item)[0].lower() for item in items}
    document = (repository / "plugins/README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([\w.-]+)`", document.partition("## 依赖")[2], re.MULTILINE)
    assert {name.lower() for name in table} == declared


HEAVY = (
    "PIL", "comrak", "feedgen", "lxml", "openpyxl", "pillow_heif", "pydantic", "pypdf", "pypinyin", "xlsxwriter",
    "distributed", "showcase.demo", "showcase.differences", "showcase.exports", "showcase.pipeline", "showcase.views",
)  # fmt: skip


def loaded(code: str, *among: str) -> list[str]:
    """Which of the modules a fresh interpreter has after running the code."""
    told = f"import sys\n{code}\nprint(*(name for name in {among} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return done.stderr.split()


@pytest.mark.parametrize(
    ("code", "unused"),
    [
        ("import showcase.plugin", HEAVY),
        ("import showcase.command", (*HEAVY, "mkdocs", "yaml")),
        ("from showcase.command import commands; commands.main(['--help'], standalone_mode=False)", (*HEAVY, "mkdocs")),
        ("import showcase.loading", HEAVY[:-5]),
        ("import showcase.pipeline", ("openpyxl", "pydantic", "pypinyin", "showcase.exports", "showcase.views")),
    ],
)
def test_a_start_loads_only_what_it_uses(code, unused):
    assert loaded(code, *unused) == []
    assert [name for name in unused if name != "distributed" and find_spec(name) is None] == []  # none is misspelt


def test_what_help_says_is_true():
    """The command says these itself, for it loads neither package until it is asked to."""
    assert tuple(differences.FORMATS) == command.DIFF_FORMATS
    assert demo.MAX_UNITS == command.MAX_UNITS


def test_lock_files_hold_no_address(repository):
    for name in ("requirements.lock", "requirements-test.lock"):
        lock = (repository / name).read_text(encoding="utf-8")
        assert "://" not in lock
        assert lock.count("==") > 20
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock.strip()))


def test_map_of_folders_is_true(repository):
    """What README's map names exists."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^([\w./-]+)\s{2,}\S", readme.partition("## 文件夹")[2].partition("```\n\n")[0], re.MULTILINE)
    assert len(named) >= 8
    assert [name for name in named if not (repository / name).exists()] == []


def test_nothing_tells_of_this_machine(repository):
    """No absolute path of a developer's machine, no registry address."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=True)
    pattern = re.compile(r"(?<![\w.~$}])/(?:home|root|tmp|work)/\w|https?://\S+(?:/simple/|\.whl|\.tgz)")
    found = []
    for name in filter(None, tracked.stdout.split("\0")):
        path = repository / name
        if name.startswith("tests/bad/"):  # in any encoding
            continue
        if path.suffix in (".py", ".md", ".yml", ".toml", ".lock", ".html", ".css", ".js") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")  # some fixtures are broken on purpose
            found += [f"{name}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "sheet",
    [
        "site_config/theme/assets/showcase.css",
        "site_config/theme/assets/elder.css",
        "plugins/showcase/serving/assets/notice.css",
    ],
)
def test_a_stylesheet_closes_what_it_opens(repository, sheet):
    """A browser says nothing of a missing brace, and drops what follows."""
    depth = 0
    css = re.sub(r"/\*.*?\*/", "", (repository / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    for sign in re.findall(r"[{}]", re.sub(r'"[^"\n]*"', "", css)):
        depth += 1 if sign == "{" else -1
        assert 0 <= depth <= 2, "rules stand at the top or in one @-rule"
    assert depth == 0

"""What the program is made from, and that it asks nobody while it builds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import rich, site
from tests.conftest import REPOSITORY
from tests.supply.__main__ import main
from tests.supply.advisories import known_against
from tests.supply.bill import bill_of
from tests.supply.lock import Pin, pins_in

LOCKS = ("requirements.lock", "requirements-test.lock")
PIN = Pin("alpha-beta", "1.5", "", ("0" * 64,))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_by_its_hash(name):
    pins = pins_in(REPOSITORY / name)
    names = {pin.name for pin in pins}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {word.split(">")[0].split("=")[0].lower().replace("_", "-") for word in project["dependencies"]}
    assert declared <= names
    assert all(len(pin.hashes) == len(set(pin.hashes)) for pin in pins)


@pytest.mark.parametrize("line", ["alpha", "alpha>=1 \\\n    --hash=sha256:" + "0" * 64, "alpha==1", "alpha==1 \\\n    --hash=md5:00", "-e .", "alpha @ file:a.whl"])  # fmt: skip
def test_what_is_not_locked_is_noticed(tmp_path, line):
    (tmp_path / "a.lock").write_text(f"{line}\n")
    with pytest.raises(ValueError, match="not pinned"):
        pins_in(tmp_path / "a.lock")


def advisory(**affected: object) -> dict[str, object]:
    package = {"name": "Alpha_Beta", "ecosystem": "PyPI"}
    return {"id": "PYSEC-1", "aliases": ["CVE-1"], "summary": "bad", "affected": [{"package": package, **affected}]}


def events(*found: dict[str, str]) -> dict[str, object]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(found)}]}


@pytest.mark.parametrize(
    ("affected", "holds"),
    [
        ({"versions": ["1.5"]}, True),
        ({"versions": ["1.4"]}, False),
        (events({"introduced": "0"}, {"fixed": "1.5"}), False),
        (events({"introduced": "0"}, {"fixed": "1.10"}), True),
        (events({"introduced": "1.5"}, {"last_affected": "1.5"}), True),
        (events({"introduced": "0"}, {"last_affected": "1.4.9"}), False),
        (events({"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "1.2"}), True),
        (events({"introduced": "2"}), False),
        ({"package": {"name": "alpha-beta", "ecosystem": "npm"}, "versions": ["1.5"]}, False),
    ],
)
def test_advisories_hold_for_the_versions_they_name(tmp_path, affected, holds):
    (tmp_path / "a.json").write_text(json.dumps(advisory(**affected)))
    found, count = known_against((PIN,), tmp_path)
    assert (bool(found), count) == (holds, 1)
    assert not holds or str(found[0]).startswith("alpha-beta 1.5: PYSEC-1 (CVE-1) bad")


def test_the_check_fails_on_what_is_known_and_on_nothing_to_look_at(tmp_path, capsys):
    (tmp_path / "none").mkdir()
    assert main(["--advisories", str(tmp_path / "none")]) == 1
    name = pins_in(REPOSITORY / LOCKS[0])[0].name
    bad = advisory(package={"name": name, "ecosystem": "PyPI"}, **events({"introduced": "0"}))
    (tmp_path / "a.yaml").write_text(json.dumps(bad))
    assert main(["--advisories", str(tmp_path)]) == 1
    assert f"{name} " in capsys.readouterr().out
    (tmp_path / "a.yaml").write_text(json.dumps({**bad, "withdrawn": "2026-01-01T00:00:00Z"}))
    assert main(["--advisories", str(tmp_path)]) == 0


def test_the_bill_lists_all_and_is_the_same_each_time(tmp_path):
    assert main(["--bill", str(tmp_path / "bill.json")]) == 0
    text = (tmp_path / "bill.json").read_text(encoding="utf-8")
    pins = pins_in(REPOSITORY / LOCKS[0])
    found = json.loads(text)
    assert [c["name"] for c in found["components"]] == sorted(pin.name for pin in pins)
    assert "timestamp" not in text
    own = next(d for d in found["dependencies"] if d["ref"].startswith("pkg:pypi/showcase@"))
    assert any(ref.startswith("pkg:pypi/nh3@") for ref in own["dependsOn"])
    assert bill_of(reversed(pins), "1") == bill_of(pins, "1") != bill_of(pins[1:], "1")


def test_the_bill_is_valid(tmp_path):
    """By the schema that CycloneDX' own library carries."""
    json_validator = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    validate = json_validator.JsonStrictValidator(schema.SchemaVersion.V1_6).validate_str
    text = bill_of(pins_in(REPOSITORY / LOCKS[0]), "1")
    assert validate(text) is None
    assert validate(text.replace('"library"', '"book"', 1)) is not None


CUT = """\
import socket
def refuse(self, address, *rest):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        raise SystemExit(f"asked the network for {address}")
    return connect(self, address, *rest)
connect = socket.socket.connect
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
def lookup(*a, **k):
    raise SystemExit(f"asked for the address of {a[0]}")
socket.getaddrinfo = socket.gethostbyname = lookup
"""


def namespace() -> list[str]:
    """A network of nobody, where the system allows it."""
    command = ["unshare", "--map-root-user", "--net"]
    is_there = (
        shutil.which("unshare") and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    )
    return command if is_there else []


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nobody_is_asked_while_a_site_is_built(tmp_path):
    """A site with one of everything, with the network and without: the same bytes."""
    files = rich.rich_files()  # once: its workbooks hold the time at which they were made
    for name in ("open", "cut"):
        site.write(tmp_path / name, files)
    (tmp_path / "sitecustomize.py").write_text(CUT)
    first = site.run(tmp_path / "open", "mkdocs", "build")
    env = {"PYTHONPATH": f"{tmp_path}:{REPOSITORY / 'plugins'}", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    env |= {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    cut = subprocess.run([sys.executable, "-c", probe], env=env, capture_output=True, text=True, check=False)
    assert "asked" in cut.stderr, "the trap is set"
    command = [*namespace(), sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=tmp_path / "cut", env=env, capture_output=True, text=True, check=False)
    assert first.code == 0, first.output
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(tmp_path / "cut/site") == files_of(tmp_path / "open/site")

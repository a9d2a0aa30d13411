"""Publishing again and again, killed now and then, under a real nginx with our configuration and under load."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest
import yaml

from tests import nginx, site
from tests.publishing import back, marked_site, publish, stamped_copy

PUBLISHES = 52
READERS = 3
MARKER = re.compile(rb"marker-(\d+)")
ASSET = re.compile(rb'(?:href|src)="(/assets/mark[^"]+)"')
OTHER = re.compile(rb'(?:href|src)="((?:\.\./)*assets/[^"]+)"')


class Reader(threading.Thread):
    """Reads pages and the assets they name, as a browser does, and compares their markers."""

    def __init__(self, port: int, pages: list[str], seed: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.pages, self.stop = port, pages, stop
        self.chance = random.Random(seed)
        self.counted: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.seen: set[bytes] = set()

    def run(self) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            while not self.stop.is_set():
                try:
                    self.read(connection)
                except (OSError, http.client.HTTPException) as error:
                    self.wrong.append(repr(error))
                    return

    def get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        self.counted["requests"] += 1
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {path}")
        return content

    def read(self, connection: http.client.HTTPConnection) -> None:
        page = f"/{self.chance.choice(self.pages)}"
        content = self.get(connection, page)
        markers, assets = set(MARKER.findall(content)), ASSET.findall(content)
        self.seen |= markers
        for asset in assets:
            markers |= set(MARKER.findall(self.get(connection, asset.decode())))
        if len(markers) != 1 or len(assets) != 1:
            self.wrong.append(f"{page} mixes {sorted(markers)}")
        if others := OTHER.findall(content):
            self.get(connection, f"/{self.chance.choice(others).decode().lstrip('./')}")
        json.loads(self.get(connection, "/release.json"))
        self.counted["rounds"] += 1


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Path:
    result = site.build(tmp_path_factory.mktemp("base"))
    assert result.code == 0, result.output
    return result.site


def generator(port: int, path: str) -> subprocess.Popen[str]:
    """Apache's ``ab``: as many requests as the server answers; it counts every answer that is no 2xx."""
    command = [nginx.needed("ab"), "-q", "-k", "-l", "-c", "2", "-t", "120", "-n", "100000000"]
    return subprocess.Popen(
        [*command, f"http://127.0.0.1:{port}/{path}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def counted(load: subprocess.Popen[str]) -> tuple[int, int]:
    """Requests, and those that failed."""
    load.send_signal(signal.SIGINT)
    told = load.communicate(timeout=30)[0]
    number = {name: int(value) for name, value in re.findall(r"^([A-Z][\w -]+):\s+(\d+)", told, re.MULTILINE)}
    assert "Complete requests" in number, told
    return number["Complete requests"], number["Failed requests"] + number.get("Non-2xx responses", 0)


def published_many(target: Path, sites: Path, readers: list[Reader]) -> dict[str, int]:
    """Publish all the sites, from one to the next when each reader has ended a round.

    A browser that takes longer for a page than three publishes has lost its assets; on a busy machine a thread may.
    """
    command = [sys.executable, "-m", "tests.publishing", "many", str(target), str(sites), "9"]
    driver = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    )
    assert driver.stdin is not None
    assert driver.stdout is not None
    with driver:
        line = "\n"
        while line == "\n":
            before = [reader.counted["rounds"] for reader in readers]
            while any(r.counted["rounds"] < n + 2 and r.is_alive() for r, n in zip(readers, before, strict=True)):
                time.sleep(0.005)
            with suppress(BrokenPipeError):
                driver.stdin.write("\n")
                driver.stdin.flush()
            line = driver.stdout.readline()
    assert driver.returncode == 0
    return json.loads(line)


def test_publishing_under_load_loses_no_response(base, fast_folder, figures):
    sites, target, room = fast_folder / "sites", fast_folder / "live", fast_folder / "nginx"
    sites.mkdir()
    room.mkdir()
    nginx.needed("nginx")
    nginx.needed("ab")
    copy = fast_folder / "base"
    subprocess.run(["cp", "-r", base, copy], check=True)  # hard links do not leave a file system
    for number in range(PUBLISHES):
        stamped_copy(copy, sites / f"{number:03}", number + 1)
    publish(target, stamped_copy(copy, fast_folder / "first", 0))
    pages = sorted(path.relative_to(copy).as_posix().removesuffix("index.html") for path in copy.rglob("index.html"))
    stop = threading.Event()
    with nginx.running(room, target) as port:
        readers = [Reader(port, pages, seed, stop) for seed in range(READERS)]
        load = generator(port, "")
        for reader in readers:
            reader.start()
        told = published_many(target, sites, readers)
        stop.set()
        for reader in readers:
            reader.join(30)
        by_load, failed = counted(load)
    wrong = [one for reader in readers for one in reader.wrong]
    requests = sum(reader.counted["requests"] for reader in readers) + by_load
    failures = len(wrong) + failed
    for name in ("publishes", "rollbacks", "kills"):
        figures(f"publishing under load: {name}", told[name])
    figures("publishing under load: requests", requests)
    figures("publishing under load: failures", failures)
    assert told["publishes"] >= 50
    assert told["kills"] >= 5
    assert wrong == []
    assert failures == 0
    assert len({marker for reader in readers for marker in reader.seen}) > told["publishes"] // 2, "releases were seen"
    assert (room / "error.log").read_text() == ""


def test_the_configuration(tmp_path):
    """Headers, caching, compression, fallback, what is not there."""
    target = tmp_path / "live"
    first, second, third, fourth = (marked_site(tmp_path / f"s{n}", n) for n in range(4))
    (first / "404.html").write_text("<p>nowhere</p>")
    (first / "data").mkdir()
    (first / "data/old.json").write_text("{}")
    (first / "index.html").write_bytes((first / "index.html").read_bytes() + b"<p>x</p>" * 400)
    assets = [next(s.glob("assets/mark*")).name for s in (first, second, third, fourth)]
    publish(target, first)
    with nginx.running(tmp_path, target) as port, closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:

        def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
            connection.request("GET", path, headers={name.replace("_", "-"): v for name, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

        status, headers, _ = get("/")
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert headers["cache-control"] == "no-cache"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert get("/", If_None_Match=headers["etag"])[0] == 304
        assert get("/", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"
        assert "immutable" in get(f"/assets/{assets[0]}")[1]["cache-control"]
        assert get("/release.json")[1]["cache-control"] == "no-cache"
        status, headers, content = get("/nothing/")
        assert (status, content) == (404, b"<p>nowhere</p>")
        assert "content-security-policy" in headers, "errors too"
        assert get("/assets/mark.00000000.css")[1].get("cache-control") is None, "what is not there is not kept"
        status, _, content = get("/.well-known/security.txt")
        assert status == 200
        assert b"Contact: mailto:" in content
        assert b"Expires: " in content
        for path in ("/.git/config", "/../lock", "/manifest.json", "/..%2fmanifest.json"):
            assert get(path)[0] in (400, 404), path

        for later in (second, third):
            publish(target, later)
        assert [get(f"/assets/{name}")[0] for name in assets[:3]] == [200, 200, 200]
        assert get("/data/old.json")[0] == 404, "only assets are asked of releases before"
        publish(target, fourth)
        assert [get(f"/assets/{name}")[0] for name in assets] == [404, 200, 200, 200]
        back(target)
        assert [get(f"/assets/{name}")[0] for name in assets] == [404, 200, 200, 200]
        publish(target, first, keep=1)
        assert [get(f"/assets/{name}")[0] for name in assets] == [200, 404, 404, 404], "gone at once"


def test_the_sample_is_sound_as_it_stands(tmp_path):
    """With its own TLS lines and a certificate of ours."""
    openssl, binary = nginx.needed("openssl"), nginx.needed("nginx")
    key = ["-keyout", tmp_path / "showcase.key", "-out", tmp_path / "showcase.pem"]
    new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=showcase.example.org", *key]
    subprocess.run([openssl, *new], check=True, capture_output=True)
    config, _ = nginx.configured(tmp_path, tmp_path, tls=True)
    done = subprocess.run([binary, "-t", "-c", config], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_timer_and_service_are_sound(tmp_path):
    verify = nginx.needed("systemd-analyze")
    for name in ("showcase-publish.service", "showcase-publish.timer"):
        text = (nginx.SAMPLES / name).read_text(encoding="utf-8")
        script = nginx.SAMPLES / "publish-when-due.sh"
        text = re.sub(r"ExecStart=\S+", f"ExecStart={script}", text)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [verify, "verify", "--man=no", *map(str, tmp_path.glob("*.timer")), *map(str, tmp_path.glob("*.service"))],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert ours == []


def test_the_scripts_publish_when_something_is_due(tmp_path):
    """The script of the timer, then the question that the CI workflow asks."""
    root, target, programs = tmp_path / "source", tmp_path / "live", tmp_path / "bin"
    site.write(root, {**site.base_files(), "mkdocs.yml": site.MKDOCS.replace("showcase/\n", "\n")})
    site.write(programs, {"showcase": f'#!/bin/sh\nexec "{sys.executable}" -m showcase "$@"\n'})
    (programs / "showcase").chmod(0o755)
    env = {**os.environ, "SHOWCASE_BIN": str(programs), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    (root / ".cache").mkdir()

    def run() -> subprocess.CompletedProcess[str]:
        command = [nginx.SAMPLES / "publish-when-due.sh", root, target]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env)

    assert "已发布到" in run().stdout
    assert int((root / ".cache/next-change").read_text()) > time.time()
    assert run().stdout == "", "nothing is due"

    workflow = yaml.safe_load((nginx.SAMPLES / "ci-publish.yml").read_text(encoding="utf-8"))
    due, last = workflow["jobs"]["publish"]["steps"][-2:]
    assert "showcase publish" in last["run"]
    (root / ".venv").mkdir()
    (root / ".venv/bin").symlink_to(programs)
    outcome = {**env, "TARGET": str(target), "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["sh", "-eu", "-c", due["run"]], cwd=root, check=True, env=outcome)
    assert (tmp_path / "output").read_text() == "wait=yes\n"

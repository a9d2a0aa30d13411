"""Small sites with a marker in every page and asset, and publishing that is killed at a chosen step.

``python -m tests.publishing to PLACE SITE`` publishes once, to any kind of place.
``python -m tests.publishing every ROOM OLD NEW OTHER`` publishes one site after another and is killed before each step.
Steps are what Python audits: opening, renaming, linking, removing. So every moment between two can be met.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from showcase.publishing.archive import ArchiveTarget
from showcase.publishing.directory import DirectoryTarget
from showcase.publishing.manifests import manifest_of
from showcase.publishing.places import place_named
from showcase.publishing.releasing import put_live, roll_back
from showcase.publishing.target import Target

AT = dt.datetime(2026, 11, 18, 9, 30)
STEPS = frozenset({
    "open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.utime",
    "os.truncate", "fcntl.flock",
})  # fmt: skip
UNCHANGED = {
    "assets/same.0123abcd.css": b"body { color: black }\n",
    "about/index.html": b"<!doctype html><p>about</p>\n",
}


def marked_site(folder: Path, marker: int, pages: int = 3) -> Path:
    """Pages that name an asset with their own marker in it; the asset's name holds its hash."""
    asset = f"/* marker-{marker} */\n".encode()
    name = f"assets/mark.{hashlib.sha256(asset).hexdigest()[:8]}.css"
    page = '<!doctype html><link rel="stylesheet" href="/{}"><link rel="stylesheet" href="/{}"><p>marker-{}</p>\n'
    html = page.format(name, next(iter(UNCHANGED)), marker).encode()
    paths = ["index.html", *(f"units/u{number}/index.html" for number in range(1, pages))]
    files = {**UNCHANGED, name: asset, f"only-{marker % 3}/index.html": html, **dict.fromkeys(paths, html)}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def stamped_copy(base: Path, folder: Path, marker: int) -> Path:
    """A real site whose pages bear a marker and name an asset that bears it too; all else is the same files."""
    asset = f"/* marker-{marker} */\n".encode()
    name = f"assets/mark.{hashlib.sha256(asset).hexdigest()[:8]}.css"
    stamp = f'<link rel="stylesheet" href="/{name}"><i>marker-{marker}</i></body>'.encode()
    shutil.copytree(base, folder, copy_function=os.link)
    for page in folder.rglob("*.html"):
        content = page.read_bytes()
        page.unlink()
        page.write_bytes(content.replace(b"</body>", stamp))
    (folder / name).write_bytes(asset)
    return folder


def publish(target: Path, site: Path, keep: int = 3, at: dt.datetime = AT) -> None:
    """As the command does after its gates, into a directory."""
    publish_to(DirectoryTarget(target), site, keep, at)


def publish_to(place: Target, site: Path, keep: int = 3, at: dt.datetime = AT) -> None:
    """The same to any kind of place."""
    with place.lock("test@here", at):
        put_live(place, site, manifest_of(site), at, "test@here", lambda sent: None, keep)


def publish_named(written: str, site: Path) -> None:
    """To the place that a person writes so."""
    publish_to(place_named(written), site)


def back(target: Path) -> None:
    back_at(DirectoryTarget(target))


def back_at(place: Target) -> None:
    with place.lock("test@here", AT):
        roll_back(place, AT, "test@here")


def names_of_trouble(folder: Path, seed: int) -> Path:
    """A site whose files have names that shells, archives and addresses trip over; another one for each seed."""
    chance = random.Random(seed)
    names = [
        "-rf", "a b", "'", '"', "$(touch here)", "`x`", "反斜杠\\n", "*", "#", "%2e", "a&b;c", "é", "+", "长" * 60, "?q=1",
        ".well-known", "~", "!", "{a,b}",
    ]  # fmt: skip
    files = {"index.html": f"<p>{seed}</p>", "about/index.html": "<p>about</p>", "data/units.json": '{"rows": []}'}
    files |= {f"assets/{name}.0123abcd.css": f"/* {name} */" for name in names if chance.random() < 0.7}
    files |= {
        f"units/{name}/index.html": f"<p>{name} {chance.randint(0, 1)}</p>" for name in names if chance.random() < 0.7
    }
    files["switch" if seed % 2 else "switch/index.html"] = "a file, then a folder"
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return folder


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a folder but the one that knows the time."""
    found = {path: (site / path).read_bytes() for path in _paths(site)}
    found.pop("release.json", None)
    return found


def die_at(step: int, steps: frozenset[str] = STEPS) -> None:
    """This process kills itself before its ``step``-th step."""
    left = step

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in steps:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    if step:
        sys.addaudithook(count)


def in_child(step: int, *what: Any, steps: frozenset[str] = STEPS) -> int:
    """Run a function in a fork that dies at a step; 0 when it came to its end, the signal when it was killed."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            die_at(step, steps)
            what[0](*what[1:])
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(process, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def every_step(room: Path, old: Path, new: Path, other: Path) -> dict[str, Any]:
    """Kill publishing, then going back, before each of its steps; what was not as it should be is told."""
    wrong: list[str] = []
    live = room / "start"
    publish(live, other)
    publish(live, old)
    told: dict[str, Any] = {"wrong": wrong}
    for name, goal, act in (("publish", new, (publish, new)), ("back", other, (back,))):
        step, code = 0, 9
        while code:
            step += 1
            place = room / f"{name}-{step}"
            shutil.copytree(live, place, symlinks=True)  # times too, so that files are known as untouched
            code = in_child(step, act[0], place, *act[1:])
            wrong += [f"{name} {step}: {found}" for found in _wrong(place, (old, goal) if code else (goal,))]
            if code:
                publish(place, new)
                wrong += [f"{name} {step}, again: {found}" for found in _wrong(place, (new,), is_tidy=True)]
            shutil.rmtree(place)
        told[name] = step
    return told


def _wrong(place: Path, allowed: tuple[Path, ...], *, is_tidy: bool = False) -> list[str]:
    found = {path: (place / "current/site" / path).read_bytes() for path in _paths(place / "current/site")}
    found.pop("release.json", None)
    sites = [{path: (site / path).read_bytes() for path in _paths(site)} for site in allowed]
    wrong = [] if found in sites else [f"shows {sorted(found)}"]
    if is_tidy:
        wrong += [str(path) for path in place.rglob(".*") if path.name.startswith((".new", ".old", ".part"))]
        entries = DirectoryTarget(place).history()
        wrong += (
            [] if entries[-1].release == DirectoryTarget(place).live().id else ["the log does not say what is live"]
        )
    return wrong


def archive_steps(room: Path, old: Path, new: Path) -> dict[str, Any]:
    """Kill the making of an archive before each of its steps; what was not as it should be is told."""
    start, wrong, step, code = room / "start", [], 0, 9
    publish_to(ArchiveTarget(start / "x.zip"), old)
    sums = {(start / "x.zip").read_bytes()}
    while code:
        step += 1
        place = room / str(step)
        shutil.copytree(start, place)
        target = ArchiveTarget(place / "x.zip")
        code = in_child(step, publish_to, target, new)
        found = target.live()
        if found is None or found.manifest not in (manifest_of(old), manifest_of(new)):
            wrong.append(f"{step}: neither")
        whole = (place / "x.zip").read_bytes()
        sums.add(whole)
        beside = place / "x.zip.sha256"
        if beside.exists() and hashlib.sha256(whole).hexdigest() not in beside.read_text():
            wrong.append(f"{step}: another's hash")
        publish_to(target, new)
        left = sorted(path.name for path in place.rglob("*"))
        history = target.history()
        kept = f"{target.live().previous}.zip"
        if left != sorted(["lock", "published.jsonl", "x.releases", "x.zip", "x.zip.sha256", kept]):
            wrong.append(f"{step}, again: {left}")
        if target.live().manifest != manifest_of(new) or history[-1].release != target.live().id:
            wrong.append(f"{step}, again: {history}")
        shutil.rmtree(place)
    return {"steps": step, "wrong": wrong, "archives": len(sums)}


def store_kills(written: str, sites: Path, seed: int, check: Any) -> dict[str, Any]:
    """Publish all sites to a store; before each a process is killed at a random request, first ones and last ones too.

    :param check: what is wrong with what readers see, given the old site, the new one, and whether it is whole
    """
    chance, told, old = random.Random(seed), {"publishes": 0, "kills": 0, "wrong": []}, None
    requests = frozenset({"http.client.send"})
    for site in sorted(sites.iterdir()):
        if old is not None:
            step = chance.randint(1, 45)
            told["kills"] += in_child(step, publish_named, written, site, steps=requests) == signal.SIGKILL
            told["wrong"] += [f"{site.name} killed at {step}: {one}" for one in check(old, site, False)]
        publish_to(place_named(written), site)
        told["publishes"] += 1
        told["wrong"] += [f"{site.name}: {one}" for one in check(old, site, True)]
        old = site
    return told


def _paths(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def many(target: Path, sites: Path, seed: int) -> dict[str, int]:
    """Publish all the sites one after another; some are killed at a random step and run again, some taken back.

    Each change of what is live waits for a line of input, and is answered by one: whoever reads the site sees them all.
    """
    chance = random.Random(seed)
    names = sorted(sites.iterdir())
    doomed = set(chance.sample(range(1, len(names)), len(names) // 4))
    taken_back = set(chance.sample(range(3, len(names)), 4))
    told = {"publishes": 0, "kills": 0, "rollbacks": 0}
    for number, site in enumerate(names):
        sys.stdin.readline()
        if number in doomed:
            told["kills"] += in_child(chance.randint(1, 400), publish, target, site) == signal.SIGKILL
            time.sleep(0.05)
        if in_child(0, publish, target, site):
            raise SystemExit(f"{site} could not be published")
        told["publishes"] += 1
        print(flush=True)
        if number in taken_back:
            sys.stdin.readline()
            back(target)
            told["rollbacks"] += 1
            print(flush=True)
    return told


if __name__ == "__main__":
    if sys.argv[1] == "to":
        publish_named(sys.argv[2], Path(sys.argv[3]))
    if sys.argv[1] == "many":
        print(json.dumps(many(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))))
    if sys.argv[1] == "archive":
        json.dump(archive_steps(*map(Path, sys.argv[2:])), sys.stdout)
    if sys.argv[1] == "every":
        json.dump(every_step(*map(Path, sys.argv[2:])), sys.stdout)

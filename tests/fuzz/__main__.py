"""``python -m tests.fuzz [TARGET …] --seconds N``: every reader against bytes that atheris finds, for so long each.

Without atheris (``pip install atheris``; it is no part of the build or of the tests) real samples are damaged at
random instead, which finds less. What fails is kept in ``tests/fuzz/found/TARGET/``, and from then on is an example
of ``tests/test_fuzz.py``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

FOUND = Path(__file__).parent / "found"
MAX_BYTES = 4096


def main() -> int:
    """Runs each target in a process of its own: atheris ends the one it is in."""
    known = sorted(_targets())
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(known)}; all when none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = [name for name in given.targets if name not in known]
    if unknown:
        parser.error(f"no target {unknown[0]}; there are {', '.join(known)}")
    if given.here:
        return _run(given.targets[0], given.seconds)
    command = [sys.executable, "-m", "tests.fuzz", "--here", "--seconds", str(given.seconds)]
    failed = [name for name in given.targets or known if subprocess.run([*command, name], check=False).returncode]
    print(f"failed: {', '.join(failed)}" if failed else "nothing found")
    return int(bool(failed))


def _targets() -> list[str]:
    from tests.fuzz.targets import TARGETS  # in the child atheris must come first

    return list(TARGETS)


def _run(name: str, seconds: int) -> int:
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    return _with_atheris(name, seconds) if find_spec("atheris") else _at_random(name, seconds)


def _with_atheris(name: str, seconds: int) -> int:
    import atheris

    for module in [found for found in sys.modules if found.startswith(("showcase", "tests.fuzz.targets"))]:
        del sys.modules[module]
    with atheris.instrument_imports(include=["showcase"]):
        from tests.fuzz.targets import SAMPLES, run_target
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(SAMPLES[name]):
            Path(folder, str(number)).write_bytes(sample)
        limits = [f"-max_total_time={seconds}", f"-max_len={MAX_BYTES}", "-timeout=15", "-rss_limit_mb=2048"]
        options = [*limits, f"-artifact_prefix={FOUND / name}/", "-print_final_stats=1", "-verbosity=1"]
        atheris.Setup([name, *options, folder, str(FOUND / name)], lambda data: run_target(name, data))
        atheris.Fuzz()
    return 0


def _at_random(name: str, seconds: int) -> int:
    from tests.fuzz.targets import SAMPLES, run_target

    chance, end, runs = random.Random(0), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = damaged(chance.choice(SAMPLES[name]), chance)
        runs += 1
        try:
            run_target(name, data)
        except Exception as error:  # noqa: BLE001 – that is what is looked for
            (FOUND / name / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            print(f"{name}: {error!r} after {runs} runs")
            return 1
    print(f"{name}: {runs} runs")
    return 0


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, some left out or doubled."""
    data = bytearray(sample)
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(3)
        if kind == 0:
            data[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            data[place : place + chance.randrange(20)] = b""
        else:
            data[place:place] = data[place : place + chance.randrange(40)]
    return bytes(data[:MAX_BYTES])


if __name__ == "__main__":
    sys.exit(main())

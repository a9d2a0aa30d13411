"""``python -m tests.supply --advisories FOLDER`` and ``python -m tests.supply --bill FILE``.

The first compares ``requirements.lock`` with known vulnerabilities and ends with 1 when there are some; with a
network, ``uvx pip-audit -r requirements.lock --require-hashes --disable-pip`` does the same. The second writes what
a release is made of.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import showcase
from tests.supply.advisories import known_against
from tests.supply.bill import bill_of
from tests.supply.lock import pins_in

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"


def main(arguments: list[str] | None = None) -> int:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.supply", description=__doc__)
    parser.add_argument("--advisories", type=Path, help="folder of advisories in OSV's form")
    parser.add_argument("--bill", type=Path, help="file to write, CycloneDX as JSON")
    parser.add_argument("--lock", type=Path, default=LOCK)
    given = parser.parse_args(arguments)
    pins = pins_in(given.lock)
    if given.bill:
        given.bill.write_text(bill_of(pins, showcase.__version__), encoding="utf-8")
        print(f"{given.bill}: {len(pins)} packages")
    return _check(pins, given.advisories) if given.advisories else 0


def _check(pins: tuple, folder: Path) -> int:
    found, count = known_against(pins, folder)
    for known in found:
        print(known)
    print(f"{len(pins)} packages, {count} advisories, {len(found)} hold")
    if not count:
        print(f"no advisories in {folder}", file=sys.stderr)
    return int(bool(found) or not count)


if __name__ == "__main__":
    sys.exit(main())

"""Every reader of what is handed in, against bytes as nobody would write them: an answer, in time, and no traceback.

``python -m tests.fuzz`` looks longer and cleverer (atheris); what it found stands in ``tests/fuzz/found``.
"""

from __future__ import annotations

import random
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from tests.fuzz.__main__ import damaged
from tests.fuzz.targets import SAMPLES, TARGETS, run_target

FOUND = sorted(path for path in (REPOSITORY / "tests/fuzz/found").rglob("*") if path.is_file())
EXAMPLES = 120


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_is_raised(name, figures):
    """Damaged samples, which get further into a reader, and any bytes."""
    runs = 0

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.one_of(st.integers(0, 10**9).map(lambda seed: spoilt(name, seed)), st.binary(max_size=300)))
    def run(data):
        nonlocal runs
        runs += 1
        run_target(name, data)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # readers of damaged files complain; the program hides it likewise
        for sample in SAMPLES[name]:
            run_target(name, sample)
        run()
    figures("fuzzed inputs", runs)


def spoilt(name: str, seed: int) -> bytes:
    chance = random.Random(seed)
    return damaged(chance.choice(SAMPLES[name]), chance)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_is_mended(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run_target(path.parent.name, path.read_bytes())

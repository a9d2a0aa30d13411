"""Fixtures: a small site in a fresh folder."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import site
from tests.figures import figures, pytest_terminal_summary

__all__ = ["figures", "pytest_terminal_summary"]  # a fixture and a hook for all tests

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """The same examples each time, unless others are asked for: a change must not fail by what a run happens to find.

    What is started in a background job ignores Ctrl-C, and so would all that tests start and interrupt.
    """
    settings.register_profile("same", derandomize=True)
    settings.register_profile("random")
    settings.load_profile("random" if os.environ.get("HYPOTHESIS_PROFILE") == "random" else "same")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., site.Result]:
    """``build({file: text, …}, "--strict")`` → a real build of the base site with these files changed."""
    return lambda files=None, *options, **env: site.build(tmp_path, files, *options, **env)


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., site.Result]:
    """``check({file: text, …})`` → ``showcase check`` of the same."""
    return lambda files=None, *options: site.check(tmp_path, files, *options)


@pytest.fixture(scope="session")
def repository() -> Path:
    """This repository."""
    return REPOSITORY

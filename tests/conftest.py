"""Fixtures: a small site in a fresh folder."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import site

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """What is started in a background job ignores Ctrl-C, and so would all that tests start and interrupt."""
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

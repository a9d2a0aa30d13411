"""An emulator of an S3 store (moto), a process of its own on loopback; no real store. It checks conditional puts, but
accepts any credentials (MEASURED.md §8).

``python -m tests.s3_emulator WRITTEN SITES SEED`` publishes there again and again and is killed now and then.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.nginx import free_ports
from tests.publishing import contents, store_kills

BUCKET = "showcase-test"


def environment(port: int) -> dict[str, str]:
    """What a user sets, or has in ``~/.aws``."""
    return {
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}", "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true",
    }  # fmt: skip


def client() -> Any:
    import boto3

    return boto3.session.Session().client("s3")


@contextmanager
def running() -> Iterator[int]:
    """The port of a store that is empty but for one bucket's name."""
    pytest.importorskip("boto3")
    pytest.importorskip("moto.server")
    port = free_ports(1)[0]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def readable(prefix: str) -> dict[str, bytes]:
    """All objects that readers get, but the one that knows the time."""
    store, found = client(), {}
    for page in store.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"{prefix}/"):
        for one in page.get("Contents", ()):
            path = one["Key"].removeprefix(f"{prefix}/")
            if not path.startswith(".showcase/") and path != "release.json":
                found[path] = store.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read()
    return found


def wrong(prefix: str, old: Path | None, new: Path, whole: bool) -> list[str]:
    """Each page is that of one of the two sites, and what it names is there; when it is done all are the new one's."""
    found, wanted = readable(prefix), contents(new)
    told = []
    for path, content in found.items():
        sites = [contents(site).get(path) for site in (old, new) if site]
        if path.endswith(".html") and content not in sites:
            told.append(f"{path} is of neither")
        told += [f"{path} names {a}" for a in re.findall(r'href="/([^"]+)"', content.decode()) if a not in found]
    if whole:
        told += [f"{path} is not the new one" for path in wanted if found.get(path) != wanted[path]]
        told += [f"{path} is left" for path in found if path.endswith(".html") and path not in wanted]
    return told


if __name__ == "__main__":
    place, sites, seed = sys.argv[1:]
    prefix = place.removeprefix(f"s3://{BUCKET}/")
    print(json.dumps(store_kills(place, Path(sites), int(seed), lambda *what: wrong(prefix, *what))))

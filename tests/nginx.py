"""A real nginx on loopback with our own sample configuration, for tests; Debian's, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "site_config/deploy"
MAIN = """\
{user}
worker_processes 2;
pid {room}/nginx.pid;
error_log {room}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {room}/body;
    proxy_temp_path {room}/proxy;
    fastcgi_temp_path {room}/fastcgi;
    uwsgi_temp_path {room}/uwsgi;
    scgi_temp_path {room}/scgi;
    include {room}/showcase.conf;
}}
"""


def needed(command: str) -> str:
    """Where a program of Debian's is; the test is skipped where it is not."""
    found = shutil.which(command) or shutil.which(command, path="/usr/sbin:/sbin:/usr/bin")
    if found is None:
        pytest.skip(f"there is no {command} here")
    return found


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def configured(room: Path, target: Path, *, tls: bool = False) -> tuple[Path, int]:
    """The sample as it is, but for the folder, the ports, and the certificate (none without ``tls``)."""
    plain, secure = free_ports(2)
    text = (SAMPLES / "nginx.conf").read_text(encoding="utf-8").replace("/srv/showcase/", f"{target}/")
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    if tls:
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{secure} ")
        text = re.sub(r"/etc/ssl/(?:certs|private)/", f"{room}/", text)
    else:
        text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{secure};")
        text = re.sub(r"(?m)^ *ssl_.*\n", "", text)
    assert "443" not in text.replace(str(secure), ""), "a port of the sample is left"
    (room / "showcase.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    (room / "nginx.conf").write_text(MAIN.format(room=room, user=user), encoding="utf-8")
    return room / "nginx.conf", secure


@contextmanager
def running(room: Path, target: Path) -> Iterator[int]:
    """The port where the target is served."""
    nginx = needed("nginx")
    config, port = configured(room, target)
    server = subprocess.Popen([nginx, "-c", config, "-e", room / "error.log", "-g", "daemon off;"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (room / "error.log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(20)

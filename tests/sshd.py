"""A real sshd on loopback with keys of its own, for tests; Debian's, in a folder of its own, as root or not."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.nginx import free_ports, needed

SERVER = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {room}/host
PidFile {room}/pid
AuthorizedKeysFile {room}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
SetEnv PATH={path} HOME={room}
LogLevel ERROR
"""
CLIENT = """\
Host *
    IdentityFile {room}/client
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile {room}/known
    GlobalKnownHostsFile /dev/null
    LogLevel ERROR
"""


@dataclass(frozen=True)
class Server:
    """What a test needs to know."""

    port: int
    config: Path
    """For ``ssh -F``."""
    room: Path

    def place(self, folder: Path) -> str:
        """As a person writes it."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{folder}"


def _key(file: Path) -> str:
    subprocess.run([needed("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", file], check=True)
    return file.with_suffix(".pub").read_text()


@contextmanager
def running(room: Path) -> Iterator[Server]:
    """Keys, configuration and a server that knows one key; the user's own are not touched."""
    sshd = needed("sshd")
    needed("rsync")
    port = free_ports(1)[0]
    host, client = _key(room / "host"), _key(room / "client")
    (room / "authorized").write_text(client)
    (room / "known").write_text(f"[127.0.0.1]:{port} {host}")
    path = f"{Path(shutil.which('rsync') or '/usr/bin/rsync').parent}:/usr/bin:/bin"
    (room / "sshd").write_text(SERVER.format(port=port, room=room, path=path))
    (room / "ssh").write_text(CLIENT.format(room=room))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # privilege separation wants it
    with (room / "log").open("wb") as log:
        server = subprocess.Popen([sshd, "-D", "-e", "-f", room / "sshd"], stderr=log)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (room / "log").read_text()
            time.sleep(0.05)
        yield Server(port, room / "ssh", room)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


@contextmanager
def short_room() -> Iterator[Path]:
    """A folder with a short name: the user's own folder may be too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="sshd-") as folder:
        yield Path(folder)

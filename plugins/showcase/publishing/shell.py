"""A server that is reached by ssh: short scripts are run there, and one long one that holds a lock.

Nothing is needed there but ``sh``, coreutils and, for the files, ``rsync``. Keys, ports and known hosts are those of
the user's own ssh configuration; ``SHOWCASE_SSH_CONFIG`` names another. Nothing is ever asked for (``BatchMode``), and
an unknown host is refused, as ssh is set up to do.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.parse import unquote, urlsplit

from showcase.publishing.values import PublishError

__all__ = ["Address", "Shell", "address_of", "reason_of"]

_SHORT: Final = re.compile(r"(?P<user>[\w.][\w.-]*)@(?P<host>[\w.][\w.-]*|\[[0-9a-fA-F:.]+\]):(?P<path>[^\0]+)")
_NAME: Final = re.compile(r"[\w.:][\w.:-]*")
"""Of users and hosts: none begins with ``-``, which ssh would take for an option."""
_BEAT: Final = 20.0
"""Seconds between two signs of life to whoever holds the lock there (:data:`showcase.publishing.scripts.HOLD`)."""
_OPTIONS: Final = (
    "-T",
    "-oBatchMode=yes",
    "-oConnectTimeout=20",
    "-oServerAliveInterval=15",
    "-oServerAliveCountMax=8",
)
_REASONS: Final = (
    ("connection refused", "服务器拒绝连接：地址、端口对不对，ssh 服务开了没有"),
    ("host key verification failed", "不认识这台服务器：先用 ssh 手工连一次，核对指纹并记下"),
    ("remote host identification has changed", "服务器的指纹变了：先向管理员问明原因"),
    ("permission denied (", "服务器不认我们的密钥：把公钥加进它的 authorized_keys"),
    ("could not resolve hostname", "找不到这台服务器：地址写对了没有"),
    ("timed out", "连不上：等了很久没有回答"),
    ("no route to host", "连不上：网络不通"),
    ("network is unreachable", "连不上：网络不通"),
    ("no space left", "服务器的磁盘满了"),
    ("disk quota exceeded", "服务器给这个用户的空间用完了"),
    ("read-only file system", "服务器的磁盘只能读"),
    ("rsync: command not found", "服务器上没有 rsync，请管理员安装"),
    ("rsync: not found", "服务器上没有 rsync，请管理员安装"),
    ("permission denied", "服务器上没有写这个文件夹的权限"),
    ("lost-lock", "中途断线太久，别人已经接着发布；请再运行一次"),
    ("broken pipe", "连接断了"),
    ("connection closed", "连接断了"),
    ("connection reset", "连接断了"),
    ("connection unexpectedly closed", "连接断了"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where on which server."""

    user: str
    host: str
    path: str
    """Absolute, or relative to the user's home."""
    port: int = 0
    """0 for what ssh is set up to use."""

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        return f"ssh://{self.login}{port}/{self.path.lstrip('/')}" if port else f"{self.login}:{self.path}"

    @property
    def login(self) -> str:
        """``user@host`` as ssh and rsync both read it, but for the brackets of an IPv6 address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}" if self.user else host


def address_of(written: str) -> Address | None:
    """``user@host:/path`` or ``ssh://user@host:port/path``; ``None`` when it is neither.

    :raises PublishError: it is one, and wrong
    """
    if written.startswith("ssh://"):
        parts = urlsplit(written)
        with suppress(ValueError):
            if parts.hostname and len(parts.path) > 1:
                path = unquote(parts.path).removeprefix("/~/")
                return _sound(Address(unquote(parts.username or ""), parts.hostname, path, parts.port or 0), written)
        raise PublishError(f"“{written}”写得不对；照 ssh://用户@服务器:端口/文件夹 写")
    if short := _SHORT.fullmatch(written):
        path = short["path"].removeprefix("~/")
        return _sound(Address(short["user"], short["host"].strip("[]"), path), written)
    return None


def _sound(address: Address, written: str) -> Address:
    names = [name for name in (address.user, address.host) if name]
    if not all(map(_NAME.fullmatch, names)) or not address.path.isprintable() or not address.path.strip("/"):
        raise PublishError(f"“{written}”写得不对；照 用户@服务器:/文件夹 写，不要是根目录")
    return address


def reason_of(told: str, code: int) -> str:
    """What ssh or rsync said → what to do about it, with its own last line."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    for sign, reason in _REASONS:
        for line in lines:
            if sign in line.lower():
                return f"{reason}（{line}）"
    own = [line for line in lines if not line.startswith("rsync error:")] or lines
    return f"服务器报错（{own[-1]}）" if own else f"服务器报错（代号 {code}）"


class Shell:
    """Runs scripts at one address; while the lock is held all of them go through its one connection."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._socket = ""

    def command(self) -> list[str]:
        """How ssh is called, without the host: for rsync too."""
        shared = ["-S", self._socket, "-oControlMaster=no"] if self._socket else ["-oControlPath=none"]
        return [*self._base(), *shared]

    def _base(self) -> list[str]:
        config = os.environ.get("SHOWCASE_SSH_CONFIG", "")
        port = ["-p", str(self.address.port)] if self.address.port else []
        return ["ssh", *(["-F", config] if config else []), *_OPTIONS, *port]

    def run(self, script: str, *arguments: str, told: bytes = b"") -> bytes:
        """Run a script there, and what it printed.

        :param told: its standard input
        :raises PublishError: it failed, or the server cannot be reached
        """
        done = self.tried(script, *arguments, told=told)
        if done.returncode:
            raise PublishError(f"“{self.address}”{reason_of(done.stderr.decode('utf-8', 'replace'), done.returncode)}")
        return done.stdout

    def tried(self, script: str, *arguments: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """The same, whatever came of it."""
        command = [*self.command(), "--", *self._far(script, arguments)]
        try:
            return subprocess.run(command, check=False, input=told, capture_output=True)  # noqa: S603 – a list, no shell
        except FileNotFoundError:
            raise PublishError("本机没有 ssh，请先安装（Debian：openssh-client）") from None

    def _far(self, script: str, arguments: tuple[str, ...]) -> tuple[str, str]:
        """ssh hands one line to a shell there: each word is quoted, so none of them can be anything but a word."""
        login = self.address.login.replace("[", "").replace("]", "")
        return login, shlex.join(["sh", "-c", script, "showcase", self.address.path, *arguments])

    @contextmanager
    def held(self, script: str, *arguments: str) -> Iterator[str]:
        """Run a script until this is left, and its first line; it is told every now and then that we live."""
        with tempfile.TemporaryDirectory(prefix="showcase-ssh-") as folder:
            master = [*self._base(), "-oControlMaster=yes", "-oControlPersist=no", "-S", str(Path(folder, "s"))]
            command = [*master, "--", *self._far(script, arguments)]
            with Path(folder, "said").open("w+b") as said, _started(command, said) as process:
                stop = threading.Event()
                beats = threading.Thread(target=_beat, args=(process.stdin, stop), daemon=True)
                try:
                    line = process.stdout.readline().decode("utf-8", "replace").strip() if process.stdout else ""
                    if not line:
                        process.wait(30)
                        said.seek(0)
                        told = said.read().decode("utf-8", "replace")
                        raise PublishError(f"“{self.address}”{reason_of(told, process.returncode)}")
                    beats.start()
                    self._socket = str(Path(folder, "s"))
                    yield line
                finally:
                    self._socket = ""
                    stop.set()
                    with suppress(OSError):
                        process.communicate(timeout=30)


def _started(command: list[str], said: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)  # noqa: S603
    except FileNotFoundError:
        raise PublishError("本机没有 ssh，请先安装（Debian：openssh-client）") from None


def _beat(stream: IO[bytes], stop: threading.Event) -> None:
    while not stop.wait(_BEAT):
        with suppress(OSError, ValueError):
            stream.write(b"\n")
            stream.flush()

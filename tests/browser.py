"""A real browser with real keys: Chromium driven through its pipe, and a strict server for it."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import functools
import gzip
import http.server
import json
import os
import select
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60
"""Seconds that the browser may be silent."""
STRICT = "default-src 'self'; script-src 'self'; style-src 'self'"
# The browser reads from descriptor 3 and writes to 4.
START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"
)
KEYS = {"ArrowLeft": 37, "ArrowRight": 39, "End": 35, "Enter": 13, "Escape": 27, "Home": 36, "Tab": 9}


PACKED = {
    ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
    ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip


class Browser:
    """Chromium's DevTools protocol over a pipe: JSON ended by a zero byte, nothing but the standard library."""

    def __init__(self, chromium: str, profile: Path) -> None:
        ends = (*os.pipe(), *os.pipe())
        there, self._out, self._in, back = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
        for end in ends:
            os.close(end)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        options += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        options += ["--remote-debugging-pipe", f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, str(there), str(back), chromium, *options, "about:blank"],
            pass_fds=(there, back), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(there)
        os.close(back)
        self._buffer, self._number, self._session, self.events = b"", 0, "", []
        self.heard: list[dict[str, Any]] | None = None
        """Everything that the browser tells unasked, while it is a list."""
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self.call("Page.enable")

    def close(self) -> None:
        self._session = ""
        with contextlib.suppress(OSError, EOFError):
            self.call("Browser.close")
        self._process.wait(20)
        os.close(self._in)
        os.close(self._out)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], PATIENCE)[0]:
                self._process.kill()
                raise TimeoutError("the browser says nothing any more")
            if not (more := os.read(self._in, 1 << 20)):
                raise EOFError("the browser is gone")
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if self.heard is not None and "method" in message:
            self.heard.append(message)
        return message

    def call(self, method: str, **params: Any) -> Any:
        self._number += 1
        sent = {"id": self._number, "method": method, "params": params}
        os.write(
            self._out, json.dumps({**sent, **({"sessionId": self._session} if self._session else {})}).encode() + b"\0"
        )
        while (answer := self._message()).get("id") != self._number:
            self.events.append(answer.get("method"))
        assert "error" not in answer, (method, answer)
        return answer["result"]

    def run(self, script: str) -> Any:
        """The value of an expression, awaited."""
        said = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def until(self, script: str) -> None:
        """Wait for a condition, for as long as a busy machine may need."""
        wait = f"new Promise(done => {{ const start = Date.now(), look = () => ({script}) ? done(true) : Date.now() - start > 30000 ? done(false) : setTimeout(look, 20); look(); }})"
        assert self.run(wait), script

    def open(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self.events.append(self._message().get("method"))

    def size(self, width: int, height: int, **more: Any) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            **{"deviceScaleFactor": 1, "mobile": False, **more},
        )

    def press(self, *keys: str, modifiers: int = 0) -> None:
        for key in keys:
            both: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": modifiers}
            self.call("Input.dispatchKeyEvent", type="keyDown", **both, **({"text": "\r"} if key == "Enter" else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **both)

    def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def swipe(self, start: int, end: int, y: int) -> None:
        """A finger from right to left."""
        for kind, x in (("touchStart", start), *(("touchMove", x) for x in range(start - 10, end, -20))):
            self.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on PATH")
    found = Browser(chromium, tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


@contextlib.contextmanager
def served(root: Path, policy: str = STRICT, *, gzipped: bool = False) -> Iterator[str]:
    """The address of a folder, served under a strict Content-Security-Policy.

    :param policy: of the header; none when empty
    :param gzipped: what is text is packed, at nginx's usual level with ``gzip_comp_level 5``
    """

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Nothing: pytest shows what matters."""

        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def do_GET(self) -> None:
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() and self.path.endswith("/") else file
            if not gzipped or file.suffix not in PACKED or not file.is_file():
                return super().do_GET()
            packed = gzip.compress(file.read_bytes(), 5, mtime=0)
            self.send_response(200)
            self.send_header("Content-Type", PACKED[file.suffix])
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(packed)))
            self.send_header("Cache-Control", "max-age=31536000, immutable" if file.suffix != ".html" else "no-cache")
            self.end_headers()
            self.wfile.write(packed)
            return None

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()

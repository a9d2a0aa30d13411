"""HTTP for one person at this machine: answers are made on demand, one waits until there is something new."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from showcase.serving.answering import OWN, Answer, Answers
from showcase.serving.preview import Preview

__all__ = ["PreviewServer"]

_PATIENCE: Final = 30.0
"""Seconds after which a waiting browser is answered though nothing changed; it asks again."""


class PreviewServer(ThreadingHTTPServer):
    """Its threads end with the program."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], preview: Preview, answers: Answers) -> None:
        """:raises OSError: the port is taken"""
        self.preview, self.answers = preview, answers
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def do_GET(self) -> None:
        """A page, a file, or word of something new."""
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        if path == f"{OWN}live":
            epoch = parse_qs(parts.query).get("epoch", ["0"])[0]
            now = self.server.preview.wait(int(epoch) if epoch.isdecimal() else 0, _PATIENCE)
            self._send(Answer(str(now).encode(), "text/plain; charset=utf-8"))
            return
        self._send(self.server.answers.answer(path))

    do_HEAD = do_GET

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-cache")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for what is wrong with the content."""

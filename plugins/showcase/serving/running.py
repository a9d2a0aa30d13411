"""The preview's one thread of work: wait for changes, show them, and look at everything when all is quiet."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from showcase.serving.answering import Answers
from showcase.serving.preview import Preview, Site, read_site
from showcase.serving.server import PreviewServer
from showcase.serving.watching import Watcher, changed_since, watch_limit

__all__ = ["serve"]

_TEMPLATES: Final = Path(__file__).parents[1] / "templates"
_REST: Final = 0.4
"""Seconds without a change before everything is checked: the browser fetches its page in that time."""
_RARELY: Final = (200_000, 20, 100)
"""Of the garbage collector: a page of 20,000 units makes 100,000 objects that all are needed."""
_BURST: Final = 60_000_000_000
"""Nanoseconds that a storm of changes may last which the system does not tell one by one."""
_LONGEST_REST: Final = 5.0
"""Seconds after a change from which on the checks give way to no reader any more."""
_TICK: Final = 2_000_000_000
"""Nanoseconds that clocks of file systems may be behind."""


def serve(config_file: Path, host: str, port: int, tell: Callable[[str], None], *, livereload: bool = True) -> None:
    """Until it is interrupted.

    :raises OSError: the port is taken, or the system watches no more folders
    :raises Exception: whatever MkDocs raises for mistakes in its settings
    """
    start, since = time.monotonic(), time.time_ns() - _TICK
    site = read_site(config_file)
    preview = Preview(site, tell)
    answers = Answers(preview, tell, livereload=livereload)
    server = PreviewServer((host, port), preview, answers)  # first of all: a port that is taken is told at once
    watcher = Watcher(_trees(site), (site.config_file,))
    try:
        tell("正在读入……")
        gc.disable()  # nothing of what is loaded is garbage, and to look through it takes as long as loading
        preview.load()
        gc.enable()
        gc.freeze()
        gc.set_threshold(*_RARELY)
        _watch(watcher, site, preview, since, tell)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told = f"http://{host}:{server.server_port}{answers.mount}"
        tell(f"用了 {time.monotonic() - start:.1f} 秒。预览在 {told} ，改动保存后自动刷新；按 Ctrl-C 结束")
        _work(preview, answers, watcher)
    except KeyboardInterrupt:
        tell("结束")
    finally:
        watcher.close()
        preview.close()


def _trees(site: Site) -> Iterable[Path]:
    folders = site.folders
    theme = (Path(site.config.theme.custom_dir),) if site.config.theme.custom_dir else ()
    found = (folders.units, folders.content, folders.site_config, _TEMPLATES, *theme, *map(Path, site.config.watch))
    plain = dict.fromkeys(path.absolute() for path in found)
    return [path for path in plain if not any(other in path.parents for other in plain)]


def _watch(watcher: Watcher, site: Site, preview: Preview, since: int, tell: Callable[[str], None]) -> None:
    """What changed while everything was loaded, before there was anybody to tell, is loaded again."""
    watcher.start()
    missed, folders = changed_since(_trees(site), since)
    limit = watch_limit()
    if limit is not None and folders > limit:
        tell(
            f"警告　系统只允许监视 {limit} 个文件夹，这里有 {folders} 个，有些改动会看不到；"
            f"请让管理员运行 sysctl fs.inotify.max_user_watches={folders * 2}"
        )
    if missed:
        preview.change(missed)


def _work(preview: Preview, answers: Answers, watcher: Watcher) -> None:
    is_checked, quiet, end = False, time.time_ns(), 0.0

    def is_interrupted() -> bool:
        """A page that somebody waits for has the machine to itself, for a while."""
        return watcher.has_news or (answers.is_busy and time.monotonic() < end)

    while True:
        changed = watcher.wait(None if is_checked else _REST)
        if changed is None:
            changed, _ = changed_since(_trees(preview.site), quiet - _TICK)
        if changed:
            quiet, end = time.time_ns() - _BURST, time.monotonic() + _LONGEST_REST
            preview.change(changed)
            is_checked = False
        elif not is_checked and not is_interrupted():
            is_checked = preview.check(is_interrupted)
            gc.collect()

"""Makes renditions of files given by name, and prints what became of each: run in a process of its own.

``python -m tests.pictures CACHE FILE…`` prints a JSON object a line: name, verdict, name of the JPEG, and seconds;
at last the peak memory in megabytes that the work took besides the interpreter. The peak is ``VmHWM``, for
``ru_maxrss`` of a child begins with that of its parent.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.photos import probe_photo
from showcase.loading.schema import PhotoSchema
from showcase.model.renditions import plan_fallback
from showcase.renditions import make_renditions


def peak() -> float:
    status = Path("/proc/self/status").read_text()
    match = re.search(r"VmHWM:\s+(\d+)", status)
    return int(match[1]) / 1024 if match else 0.0


def verdict(path: Path, cache: Path) -> dict[str, object]:
    start = time.monotonic()
    diagnostics = Diagnostics()
    photo = probe_photo(Root(path.parent), path, PhotoSchema(caption="照片"), diagnostics)
    found = list(diagnostics.errors) if photo is None else list(make_renditions([photo], cache, workers=1))
    return {
        "name": path.name,
        "problems": [str(d) for d in found],
        "warnings": [d.rule for d in diagnostics if d not in found],
        "made": plan_fallback(photo).name if photo and not found else None,
        "seconds": time.monotonic() - start,
    }


def main(cache: str, *names: str) -> None:
    before = peak()
    for name in names:
        print(json.dumps(verdict(Path(name), Path(cache))))
    print(json.dumps({"megabytes": peak() - before}))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""One form of ``tests.bench.books``, in a process of its own: its peak memory is then its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench.books import measure

if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2])))

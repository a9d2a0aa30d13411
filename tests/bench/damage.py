"""What the rules find in real damaged texts, beside what was counted by hand in DOMAIN.md §4.

``python -m tests.bench.damage FOLDER`` prints found and expected places by pattern, and what reading costs. Without
a folder the ``shared/sources`` beside the repository is read; where there is none, that is said and nothing is done.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from showcase.proofreading import conflicts, findings, fingerprint, near_duplicates

SOURCES = Path(__file__).resolve().parents[3] / "shared/sources"
PATTERNS = (
    ("D01–D08 masks", ("masked-words",), None, (80, 23, 25)),
    ("D09 lost quotes", ("lost-quotes",), None, (215, 0, 0)),
    ("D10 page numbers", ("broken-paragraph",), "页码", (8, 0, 4)),
    ("D11 broken paragraphs", ("broken-paragraph",), "断开了，请和下一段“", (22, 2, 8)),
    ("D12 spaces in words", ("odd-characters",), "中间有空格", (8, 0, 0)),
    ("D13 glued headings", ("broken-paragraph",), "粘在一起", (2, 0, 9)),
    ("D14, D15 remains", ("copied-remains",), None, (2, 5, 6)),
    ("D16 half-width", ("half-width-punctuation",), None, None),
    ("D18 年份", ("odd-characters",), "年份里的零", (1, 0, 0)),
    ("D20, D21 cut words", ("cut-words",), "严重表述错误", (0, 3, 2)),
    ("D22 lost digits", ("lost-digits",), None, (3, 70, 5)),
    ("D24 script", ("odd-characters",), "繁体", (0, 1, 0)),
    ("D26 NBSP", ("odd-characters",), "不换行空格", (1, 0, 0)),
    ("D27 numbering", ("numbering-gap",), None, (1, 1, 1)),
    ("D28 arithmetic", ("wrong-sum",), None, (1, 0, 3)),
)
"""Name, rules, words of the message, and places that DOMAIN.md counts in S0, S1 and S2."""


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Print the table; the figures by name of the pattern."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SOURCES)
    parser.add_argument("--show", default="", help="print the findings of this rule")
    options = parser.parse_args(arguments)
    files = sorted(options.folder.glob("*.txt"))
    if not files:
        print("no texts there, nothing is measured")
        return {}
    texts = [file.read_text(encoding="utf-8") for file in files]
    before = time.process_time()
    found = [findings(text) for text in texts]
    seconds = time.process_time() - before
    figures = {"ms a text of 2,000 signs": seconds / sum(map(len, texts)) * 2_000_000}
    for name, rules, words, expected in PATTERNS:
        counts = [sum(f.count for f in of if f.rule in rules and (words is None or words in f.message)) for of in found]
        figures[name] = sum(counts)
        print(f"{name:24} found {counts!s:20} expected {expected or 'many'}")
    figures["D25 copies"] = _copies(texts)
    print(Counter(f.rule for of in found for f in of), f"{figures['ms a text of 2,000 signs']:.2f} ms a text")
    for text, of in zip(texts, found, strict=True):
        for one in (f for f in of if f.rule == options.show):
            print(text.count("\n", 0, one.offset) + 1, one.message)
    return figures


def _copies(texts: list[str]) -> int:
    """The parts of each file, as if each were a text of its own."""
    parts = [part for text in texts for part in re.split(r"(?m)^第.篇[:：]", text) if part.strip()]
    matches = list(near_duplicates([fingerprint(part) for part in parts]))
    for match in matches:
        shown, count = conflicts(parts[match.fuller], parts[match.smaller])
        print(
            f"D25 copy: {len(parts[match.smaller])} of {len(parts[match.fuller])} signs, {match.share:.3f}",
            shown,
            count,
        )
    return len(matches)


if __name__ == "__main__":
    main()

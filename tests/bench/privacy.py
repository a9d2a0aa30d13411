"""What the privacy gate finds and what it takes: ``python -m tests.bench.privacy``.

Precision and recall by kind and overall on a corpus of our own making (``privacy_corpus``), then the cost of texts of
2,000 signs in which nothing is to be found. ``--show`` prints what was missed and what was found in vain.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from showcase.model.privacy import Masks
from showcase.privacy.reading import look_into
from showcase.privacy.values import Kind
from tests.bench.privacy_corpus import Sample, make_corpus
from tests.conftest import REPOSITORY

KINDS = {
    "identity": {Kind.ID},
    "mistyped or old": {Kind.SUSPECT_ID, Kind.SUSPECT_CARD, Kind.OLD_ID},
    "mobile": {Kind.MOBILE},
    "card": {Kind.CARD},
    "address": {Kind.ADDRESS},
    "person": {Kind.PERSON},
}


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    corpus = make_corpus(options.seed, options.rounds)
    figures = _measured(corpus, show=options.show) | _cost(options.texts)
    for name, figure in figures.items():
        print(f"{name:40} {figure:10.3f}")
    return figures


def _measured(corpus: list[Sample], *, show: bool) -> dict[str, float]:
    hits: Counter[str] = Counter()
    for sample in corpus:
        found = {seen.kind for seen in look_into(f"x{sample.suffix}", sample.text.encode(), Masks())}
        hits[f"{sample.kind} all"] += sample.is_positive
        if sample.is_positive and found & KINDS[sample.kind]:
            hits[f"{sample.kind} found"] += 1
            hits["found"] += 1
            hits["easy found"] += not sample.is_hard
        for kind, members in KINDS.items():
            wrong = bool(found & members) and kind != sample.kind
            hits[f"{kind} wrong"] += wrong
        hits["false alarms"] += bool(found) and not sample.is_positive
        if show and sample.is_positive and found - KINDS[sample.kind]:
            print("otherwise", sample.kind, repr(sample.text), *found)
        if show and sample.is_positive != bool(found):
            print(
                "missed" if sample.is_positive else "in vain",
                "hard" * sample.is_hard,
                sample.kind,
                repr(sample.text),
                *found,
            )
    return _figures(corpus, hits)


def _figures(corpus: list[Sample], hits: Counter[str]) -> dict[str, float]:
    positives = [sample for sample in corpus if sample.is_positive]
    figures: dict[str, float] = {"positives": len(positives), "negatives": len(corpus) - len(positives)}
    for kind in KINDS:
        found, wrong = hits[f"{kind} found"], hits[f"{kind} wrong"]
        figures[f"{kind}, recall"] = found / hits[f"{kind} all"]
        figures[f"{kind}, precision"] = found / max(found + wrong, 1)
    figures["overall, recall"] = hits["found"] / len(positives)
    figures["overall, recall without the hard ones"] = hits["easy found"] / sum(not s.is_hard for s in positives)
    figures["overall, precision"] = hits["found"] / (hits["found"] + hits["false alarms"])
    return figures


def _cost(texts: int) -> dict[str, float]:
    """Milliseconds of CPU a text, out of the materials of this repository, in which nothing is to be found."""
    words = "".join(file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "units").rglob("*.md")))
    samples = [words[(at := n * 1237 % (len(words) - 2000)) : at + 2000].encode() for n in range(texts)]
    start = time.process_time()
    found = sum(1 for sample in samples for _ in look_into("x.md", sample, Masks()))
    assert found == 0
    return {"milliseconds of CPU a text of 2,000 signs": (time.process_time() - start) / texts * 1000}


if __name__ == "__main__":
    main()

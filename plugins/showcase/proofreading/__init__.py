"""校对：damage of copied texts – masks, lost figures and quotes, cut words, copies (DOMAIN.md §4, D01–D30)."""

from __future__ import annotations

from showcase.proofreading.checking import check_proofs
from showcase.proofreading.duplicates import Match, conflicts, fingerprint, near_duplicates
from showcase.proofreading.reading import RULES, Misprints, findings, proofread, proofread_line
from showcase.proofreading.values import Finding, Prose, Remark

__all__ = [
    "RULES",
    "Finding",
    "Match",
    "Misprints",
    "Prose",
    "Remark",
    "check_proofs",
    "conflicts",
    "findings",
    "fingerprint",
    "near_duplicates",
    "proofread",
    "proofread_line",
]

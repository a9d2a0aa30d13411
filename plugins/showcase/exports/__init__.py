"""Datasets → bytes of files for machines: CSV, JSON, XLSX and their description."""

from __future__ import annotations

from showcase.exports.csv_file import to_csv

__all__ = ["to_csv"]

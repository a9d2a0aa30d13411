"""This project beside Hugo, Pelican and plain mkdocs-material, on the same texts and in one run."""

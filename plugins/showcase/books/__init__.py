"""Volumes as books: PDF and EPUB."""

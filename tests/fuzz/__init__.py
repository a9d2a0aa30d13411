"""Bytes as nobody would write them, for every reader of what is handed in; see ``__main__``."""

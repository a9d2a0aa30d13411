"""``python -m showcase`` is the command ``showcase``."""

from showcase.command import main

main()

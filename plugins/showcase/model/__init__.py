"""The things of the showcase and their relations: frozen values, no I/O."""

"""Drawn illustrations standing in for photographs: a kit, a scene library and a generator."""

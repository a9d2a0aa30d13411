"""Publishing a built site: gates, releases, and the places where readers see them (requirement R36; DESIGN.md §8)."""

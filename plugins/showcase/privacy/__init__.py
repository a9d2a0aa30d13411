"""The privacy gate (requirement R75, DOMAIN.md §3.6): what is nobody's business stops the build, wherever it stands."""

from __future__ import annotations

from showcase.privacy.gate import check_privacy

__all__ = ["check_privacy"]

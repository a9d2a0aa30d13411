"""``showcase serve``: everything is loaded once and kept in memory; a page is made when somebody asks for it.

On a change only what changed is loaded anew. The page comes first, the rules over all units after it.
"""

from __future__ import annotations

from showcase.serving.running import serve

__all__ = ["serve"]

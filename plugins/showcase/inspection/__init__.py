"""What published files carry beyond what is seen: nothing of it may leave the office (DOMAIN §3.6).

Own readers of the structure of each format, without decoding: Pillow hides what it does not know, and
decodes what is hostile. Bytes in, findings out; only ``site`` and ``verdicts`` touch the disk.
"""

from showcase.inspection.content import inspect_content
from showcase.inspection.site import inspect_site, originals_of, recordings_of, source_in
from showcase.inspection.values import Finding, Kind

__all__ = ["Finding", "Kind", "inspect_content", "inspect_site", "originals_of", "recordings_of", "source_in"]

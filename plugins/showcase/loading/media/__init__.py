"""What video and audio files are and tell, from their heads alone: MP4, WebM, MP3.

One reader, two users: loading tells an author early, the gate before publishing looks again
(``inspection/recordings.py``). Nothing is decoded, and what is played is skipped, however long it is.
"""

from showcase.loading.media.facts import BrokenMediaError, MediaFacts
from showcase.loading.media.reading import is_recording, read_media

__all__ = ["BrokenMediaError", "MediaFacts", "is_recording", "read_media"]

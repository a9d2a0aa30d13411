"""What a person writes for a place → the place."""

from __future__ import annotations

from pathlib import Path

from showcase.publishing.target import Target
from showcase.publishing.values import PublishError

__all__ = ["place_named"]


def place_named(written: str, endpoint: str = "") -> Target:
    """The place that ``showcase publish`` was told; each kind is imported when it is asked for.

    :param endpoint: address of the store, of ``s3://`` only
    :raises PublishError: nothing of that kind is known
    """
    if written.startswith("s3://"):
        from showcase.publishing.s3 import s3_target

        return s3_target(written, endpoint)
    from showcase.publishing.shell import address_of

    if address := address_of(written):
        from showcase.publishing.ssh import SshTarget

        return SshTarget(address)
    if "://" in written:
        raise PublishError(f"不认识“{written}”；请写文件夹、用户@服务器:/文件夹、名称.zip 或 s3://桶/前缀")
    if written.lower().endswith(".zip"):
        from showcase.publishing.archive import ArchiveTarget

        return ArchiveTarget(Path(written))
    from showcase.publishing.directory import DirectoryTarget

    return DirectoryTarget(Path(written))

"""Objects of one prefix of an S3-compatible store. Whatever goes wrong there is said in Chinese.

Credentials, region and addressing are those of the usual places (environment, ``~/.aws``); none is ever read from our
files. Checksums are sent only where S3 wants them: stores of other makers refuse boto3's newer ones; each body is sent
with its MD5 instead, which all of them check.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, BinaryIO, Final

from showcase.publishing.values import PublishError

__all__ = ["Found", "Store"]

_REASONS: Final = {
    "NoSuchBucket": "没有这个存储桶",
    "AccessDenied": "没有权限",
    "InvalidAccessKeyId": "不认这个访问密钥",
    "SignatureDoesNotMatch": "访问密钥不对",
    "RequestTimeTooSkewed": "本机的时间不准",
    "QuotaExceeded": "存储空间用完了",
    "XMinioStorageFull": "存储空间用完了",
}
_ABSENT: Final = frozenset({"NoSuchKey", "404", "NotFound"})
_REFUSED: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})


@dataclass(frozen=True, slots=True)
class Found:
    """An object as it was read."""

    content: bytes
    etag: str
    age: float
    """Seconds, by the clock of the store."""


class Store:
    """A bucket and a prefix; keys are relative to it."""

    def __init__(self, bucket: str, prefix: str, endpoint: str = "") -> None:
        self._bucket, self._endpoint = bucket, endpoint
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    @property
    def name(self) -> str:
        """``s3://bucket/prefix``."""
        return f"s3://{self._bucket}/{self._prefix}".rstrip("/")

    @cached_property
    def _client(self) -> Any:
        try:
            import boto3  # an optional package, and 0.3 s to import
            from botocore.config import Config
        except ImportError:
            raise PublishError('要发布到 S3，先安装：pip install -e ".[s3]"') from None
        config = Config(
            connect_timeout=20, read_timeout=60, retries={"max_attempts": 4, "mode": "standard"},
            max_pool_connections=16, request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )  # fmt: skip
        with self._told():
            return boto3.session.Session().client("s3", endpoint_url=self._endpoint or None, config=config)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError

        try:
            yield
        except NoCredentialsError:
            told = "没有访问密钥，请设好 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY"
            raise PublishError(f"“{self.name}”：{told}") from None
        except EndpointConnectionError as error:
            raise PublishError(f"“{self.name}”：连不上（{error}）") from None
        except ClientError as error:
            raise PublishError(f"“{self.name}”：{_REASONS.get(_code(error), '存储服务报错')}（{error}）") from None
        except (BotoCoreError, ValueError) as error:  # of a wrong endpoint it is a ValueError
            raise PublishError(f"“{self.name}”：存储服务用不了（{error}）") from None

    def _key(self, path: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{path}"}

    def found(self, path: str) -> Found | None:
        """An object, with what a lock needs to know."""
        client = self._client
        with self._told():
            try:
                answer = client.get_object(**self._key(path))
            except client.exceptions.ClientError as error:
                if _code(error) in _ABSENT:
                    return None
                raise
            content = answer["Body"].read()
        now = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        age = (parsedate_to_datetime(now) - answer["LastModified"]).total_seconds() if now else 0.0
        return Found(content, answer["ETag"], age)

    def get(self, path: str) -> bytes | None:
        """Its content; ``None`` where there is none."""
        found = self.found(path)
        return found.content if found else None

    def put(self, path: str, content: bytes, kind: str = "application/json", cache: str = "no-store") -> None:
        """Write an object, whole or not at all."""
        self._put(path, content, kind, cache)

    def put_if(self, path: str, content: bytes, etag: str) -> str:
        """Write it if it is still that, or with ``""`` if there is none: its new tag, or ``""`` when it is not."""
        condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        client = self._client
        with self._told():
            try:
                return self._put(path, content, "application/json", "no-store", **condition)
            except client.exceptions.ClientError as error:
                if _code(error) in _REFUSED or _code(error) in _ABSENT:
                    return ""
                raise

    def _put(self, path: str, content: bytes, kind: str, cache: str, **more: str) -> str:
        client = self._client
        digest = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        about = {"ContentType": kind, "CacheControl": cache, "ContentMD5": digest, **more}
        if more:
            return str(client.put_object(**self._key(path), Body=content, **about)["ETag"])
        with self._told():
            return str(client.put_object(**self._key(path), Body=content, **about)["ETag"])

    def put_file(self, path: str, stream: BinaryIO, md5: bytes, kind: str, cache: str) -> None:
        """Write an object from a file, which the store compares with its MD5."""
        digest = base64.b64encode(md5).decode()
        client = self._client
        with self._told():
            client.put_object(**self._key(path), Body=stream, ContentType=kind, CacheControl=cache, ContentMD5=digest)

    def copy(self, old: str, new: str, kind: str, cache: str) -> None:
        """A copy inside the store: nothing is sent."""
        client = self._client
        with self._told():
            client.copy_object(
                **self._key(new), CopySource=self._key(old), MetadataDirective="REPLACE", ContentType=kind,
                CacheControl=cache,
            )  # fmt: skip

    def delete(self, path: str) -> None:
        """Remove an object; there may be none."""
        client = self._client
        with self._told():
            client.delete_object(**self._key(path))

    def paths(self, under: str = "", most: int = 1000) -> Iterator[str]:
        """Keys below the prefix.

        :param most: asked for at once
        """
        client = self._client
        with self._told():
            pages = client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=f"{self._prefix}{under}", PaginationConfig={"PageSize": most}
            )
            for page in pages:
                yield from (one["Key"].removeprefix(self._prefix) for one in page.get("Contents", ()))


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))

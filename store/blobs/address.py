"""Reads BATON_FILES_URL: which folder, or which bucket of which store.

Never: an address that is half right; what can't be meant is refused in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

REGION: Final = "us-east-1"
FORMS: Final = "s3://bucket/prefix?endpoint=https://host&region=name, or file:///folder"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9._/-]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a bucket is."""

    endpoint: str
    """`https://host`."""
    root: str
    """`/bucket/` where the host is shared, else `/`."""
    prefix: str = ""
    """What stands before each name."""
    region: str = REGION

    @property
    def host(self) -> str:
        return self.endpoint.partition("://")[2]

    def path(self, name: str) -> str:
        return f"{self.root}{self.prefix}{name}"


def read_url(url: str) -> Path | Address:
    """Raises ValueError with a sentence."""
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return Path(unquote(parts.path))
    if parts.scheme != "s3":
        raise ValueError(f"It must be {FORMS}")
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    region, endpoint = said.pop("region", REGION), said.pop("endpoint", None)
    if said:
        raise ValueError(f"It knows no {min(said)!r}; it must be {FORMS}")
    prefix = parts.path.strip("/")
    if not _BUCKET.fullmatch(parts.netloc):
        raise ValueError(f"{parts.netloc!r} can't be a bucket")
    if not _PREFIX.fullmatch(prefix) or ".." in prefix:
        raise ValueError("Its prefix may have letters, digits, points, _, - and /")
    if not re.fullmatch(r"[a-z0-9-]+", region):
        raise ValueError(f"{region!r} can't be a region")
    return _address(parts.netloc, f"{prefix}/" if prefix else "", endpoint, region)


def _address(bucket: str, prefix: str, endpoint: str | None, region: str) -> Address:
    if endpoint is not None:
        there = urlsplit(endpoint)
        if there.scheme not in ("http", "https") or not there.netloc or there.path.strip("/"):
            raise ValueError("Its endpoint must be http(s)://host, and no more")
        return Address(f"{there.scheme}://{there.netloc}", f"/{bucket}/", prefix, region)
    if "." in bucket:
        # A certificate for one level of names does not cover it.
        return Address(f"https://s3.{region}.amazonaws.com", f"/{bucket}/", prefix, region)
    return Address(f"https://{bucket}.s3.{region}.amazonaws.com", "/", prefix, region)

"""Signs requests to a store that speaks S3: AWS Signature Version 4, in headers.

Known answers of AWS's documentation are among its tests. Never: a secret key in what is sent, or a
request whose body is not part of the signature.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

ALGORITHM: Final = "AWS4-HMAC-SHA256"
_SERVICE = "s3"
_END = "aws4_request"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks, and where."""

    access_key: str
    secret_key: str = field(repr=False)
    region: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as far as it is signed."""

    method: str
    host: str
    path: str
    """As it is sent: each part percent-encoded once."""
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Those that are to be signed too."""
    body: bytes = b""


def signed(asked: Asked, credentials: Credentials, now: datetime) -> dict[str, str]:
    """The headers to send."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{credentials.region}/{_SERVICE}/{_END}"
    digest = hashlib.sha256(asked.body).hexdigest()
    headers = {name.lower(): " ".join(given.split()) for name, given in asked.headers.items()}
    headers |= {"host": asked.host, "x-amz-content-sha256": digest, "x-amz-date": moment}
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = "\n".join([asked.method, asked.path, spelled(asked.query), lines, names, digest])
    wanted = "\n".join([ALGORITHM, moment, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, wanted.encode(), "sha256").hex()
    headers["authorization"] = (
        f"{ALGORITHM} Credential={credentials.access_key}/{scope},"
        f"SignedHeaders={names},Signature={signature}"
    )
    return headers


def spelled(query: Mapping[str, str]) -> str:
    """A query as it is signed, and so as it is sent."""
    pairs = sorted((quote(name, safe="~"), quote(given, safe="~")) for name, given in query.items())
    return "&".join(f"{name}={given}" for name, given in pairs)

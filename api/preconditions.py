"""If-Match and If-None-Match: what the sender believes is there (RFC 9110, 13.1).

Never: a weak tag taken for the very text; whoever has one may have another text.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from fastapi import Header

from api.errors import invalid

ANY = "*"
_TAGS = re.compile(r'\s*(?:(?:W/)?"[\x21\x23-\x7e]*"\s*(?:,\s*|$))+')
_STRONG = re.compile(r'(?<!/)"([\x21\x23-\x7e]*)"')

IfMatch: TypeAlias = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=1000,
        description="The ETag, or the hash, of what you have changed; `*` for whatever is there.",
    ),
]
IfNoneMatch: TypeAlias = Annotated[str | None, Header(alias="If-None-Match", max_length=1000)]


def etag(tag: str) -> dict[str, str]:
    """The header of an answer."""
    return {"ETag": f'"{tag}"'}


def base_of(if_match: str | None, if_none_match: str | None) -> tuple[str, ...] | None:
    """The tags of which one must be there; none where nothing may be; None: all the same."""
    if if_none_match is not None:
        if if_match is not None or if_none_match.strip() != ANY:
            raise invalid(
                "If-None-Match can only be * here, and not beside If-Match.",
                "Send If-None-Match: * for what must be new, else If-Match with an ETag.",
            )
        return ()
    return None if if_match is None else tags(if_match)


def tags(header: str) -> tuple[str, ...]:
    if header.strip() == ANY:
        return (ANY,)
    if not _TAGS.fullmatch(header):
        raise invalid(
            "The header holds no ETags.", 'Send them in quotes as they came, like "3f2a…", or *.'
        )
    return tuple(_STRONG.findall(header))

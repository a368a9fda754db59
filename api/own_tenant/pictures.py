"""What a picture is, by its first bytes: PNG, JPEG or WebP.

Never: by what its sender calls it; and never SVG, which can hold programs.
"""

from __future__ import annotations

from api.errors import ApiError

MOST_BYTES = 256 * 1024
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_JPEG = b"\xff\xd8\xff"
_FEWEST = 32


def kind_of(body: bytes) -> str:
    """Its media type."""
    if len(body) > MOST_BYTES:
        raise ApiError(
            413,
            "too-large",
            f"The picture has more than {MOST_BYTES // 1024} KB.",
            "Make it smaller; it is shown no higher than 40 pixels.",
        )
    if len(body) >= _FEWEST:
        if body.startswith(_PNG):
            return "image/png"
        if body.startswith(_JPEG) and body.rstrip(b"\x00").endswith(b"\xff\xd9"):
            return "image/jpeg"
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            return "image/webp"
    raise ApiError(
        415,
        "unsupported-media-type",
        "This is no PNG, JPEG or WebP picture.",
        "Save it as one of these; SVG is not taken, because it can hold programs.",
    )

"""The kinds of files that are known: by which bytes, which are never taken, which could act.

Never: a guess. What no row of a table fits is `UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"
HTML: Final = "text/html"
SVG: Final = "image/svg+xml"
XML: Final = "application/xml"
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
PROGRAM: Final = "application/x-executable"
SCRIPT: Final = "text/x-script"
JAVA: Final = "application/java-archive"
ANDROID: Final = "application/vnd.android.package-archive"

NEVER: Final = frozenset({PROGRAM, SCRIPT, JAVA, ANDROID})
"""Programs: whoever opens one runs it."""

ACTIVE: Final = frozenset({HTML, SVG, XML, "application/xhtml+xml"})
"""A browser would run what is in them, so they leave as bytes of no kind."""

PREFIXES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"OggS\x00", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"{\\rtf", "application/rtf"),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\x00asm", PROGRAM),
    (b"dex\n", PROGRAM),
    # A shortcut of Windows, which may start anything.
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"#!", SCRIPT),
    (b"\xef\xbb\xbf#!", SCRIPT),
)
"""How a file begins, and what it then is."""

RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
"""What stands at the ninth byte behind `RIFF`."""

FTYP: Final = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
"""What stands at the ninth byte behind `ftyp`; all else there is an MP4."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
OFFICE: Final = (
    ("word/", f"{_OFFICE}.wordprocessingml.document"),
    ("xl/", f"{_OFFICE}.spreadsheetml.sheet"),
    ("ppt/", f"{_OFFICE}.presentationml.presentation"),
)
"""Folders in a package of Office, and what it then is."""

MACROS: Final = {
    f"{_OFFICE}.wordprocessingml.document": "application/vnd.ms-word.document.macroEnabled.12",
    f"{_OFFICE}.spreadsheetml.sheet": "application/vnd.ms-excel.sheet.macroEnabled.12",
    f"{_OFFICE}.presentationml.presentation": (
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12"
    ),
}
"""The same with programs in them."""

MIMETYPES: Final = frozenset(
    {f"{_OPEN}.text", f"{_OPEN}.spreadsheet", f"{_OPEN}.presentation", "application/epub+zip"}
)
"""What an archive may say of itself in its first part, and is believed."""

OLD_OFFICE: Final = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
"""Streams in a file of older Office, and what it then is."""

PLAIN: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "md": "text/markdown",
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "svg": SVG,
    "xml": XML,
    "yaml": "application/yaml",
    "yml": "application/yaml",
}
"""Endings that say which kind of text a text is; nothing else in a name is believed."""

NEVER_NAMED: Final = frozenset(
    {
        *("apk", "app", "appref-ms", "bat", "chm", "cmd", "com", "cpl", "desktop", "dll", "exe"),
        *("gadget", "hta", "inf", "ins", "iso", "jar", "js", "jse", "lnk", "mjs", "msc", "msi"),
        *("msix", "msp", "pif", "ps1", "ps2", "psm1", "reg", "scf", "scr", "sct", "sh", "sys"),
        *("url", "vb", "vbe", "vbs", "ws", "wsc", "wsf", "wsh", "xll"),
    }
)
"""Endings by which some system runs a file when somebody opens it, whatever its bytes are."""


def accepted(media_type: str, patterns: Iterable[str]) -> bool:
    """By `image/png`, `image/*` or `*/*`, as a field of a form says it; none takes everything."""
    wanted = [one.strip().lower() for one in patterns]
    if not wanted or "*/*" in wanted or media_type in wanted:
        return True
    return f"{media_type.partition('/')[0]}/*" in wanted

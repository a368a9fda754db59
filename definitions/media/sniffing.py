"""Tells what a file is while it passes: by its beginning, its end, and whether all of it is text.

Never: more of it kept than a beginning and an end, and never an archive unpacked.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Final

from definitions.media import kinds
from definitions.media.names import ending

HEAD: Final = 65_536
TAIL: Final = 131_072
"""The list of an archive's parts stands at its end."""

FEWEST: Final = 512
"""After so many bytes it is known whether it is a program."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PART = re.compile(rb"PK\x01\x02.{24}(..).{16}", re.DOTALL)
_FIRST = re.compile(rb"PK\x03\x04.{14}(.{4}).{4}\x08\x00(..)mimetype", re.DOTALL)
_HTML = re.compile(
    r"<(!doctype html|html|head|body|script|iframe|style|title|meta|link|base|img|object|embed)\b"
)
_HEADER = re.compile(
    r"(return-path|received|from|to|cc|subject|date|mime-version|message-id|delivered-to"
    r"|dkim-signature|content-type|reply-to|x-[\w-]+): ?",
)
_FOR_SURE = re.compile(r"^(from|return-path|received|message-id): ?", re.MULTILINE)


class Sniffer:
    """Of one file: fed with all of it, then asked once."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._size = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = True

    def feed(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if len(self._head) < HEAD:
            self._head += chunk[: HEAD - len(self._head)]
        self._tail += chunk
        if len(self._tail) > 2 * TAIL:
            del self._tail[:-TAIL]
        if self._text:
            self._text = self._reads(chunk)

    def program(self) -> bool:
        """Known from its beginning, so that nobody has to send the rest."""
        return self._size >= FEWEST and self._by_head() in kinds.NEVER

    def kind(self, name: str) -> str:
        """Its media type, at its end; of the name only which kind of text it is."""
        whole = self._text and self._reads(b"", final=True)
        found = self._by_head()
        if found == kinds.ZIP:
            return self._in_archive()
        if found == kinds.OLE:
            return self._in_storage()
        if found is not None:
            return found
        return self._of_text(name) if whole and self._size else kinds.UNKNOWN

    def _reads(self, chunk: bytes, *, final: bool = False) -> bool:
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            return False
        return _CONTROLS.search(chunk) is None

    def _by_head(self) -> str | None:
        head = bytes(self._head)
        for prefix, kind in kinds.PREFIXES:
            if head.startswith(prefix):
                return kind
        if head.startswith(b"MZ") and _CONTROLS.search(head) is not None:
            return kinds.PROGRAM
        return _by_place(head)

    def _in_archive(self) -> str:
        """By the names of its parts."""
        said = self._said_of_itself()
        if said is not None:
            return said
        names = self._parts()
        if "META-INF/MANIFEST.MF" in names:
            return kinds.ANDROID if "AndroidManifest.xml" in names else kinds.JAVA
        if "[Content_Types].xml" in names:
            for folder, kind in kinds.OFFICE:
                if any(one.startswith(folder) for one in names):
                    macros = f"{folder}vbaProject.bin" in names
                    return kinds.MACROS[kind] if macros else kind
        return kinds.ZIP

    def _said_of_itself(self) -> str | None:
        found = _FIRST.match(self._head)
        if found is None:
            return None
        size = int.from_bytes(found[1], "little")
        begin = found.end() + int.from_bytes(found[2], "little")
        said = bytes(self._head[begin : begin + min(size, 200)]).decode("latin-1")
        return said if said in kinds.MIMETYPES else None

    def _parts(self) -> list[str]:
        tail = bytes(self._tail)
        found: list[str] = []
        for part in _PART.finditer(tail):
            size = int.from_bytes(part[1], "little")
            found.append(tail[part.end() : part.end() + size].decode("utf-8", "replace"))
        return found

    def _in_storage(self) -> str:
        for where in (bytes(self._head), bytes(self._tail)):
            for stream, kind in kinds.OLD_OFFICE:
                if stream.encode("utf-16-le") in where:
                    return kind
        return kinds.OLE

    def _of_text(self, name: str) -> str:
        text = self._head.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n\f")
        start = text[:4096].lower()
        marked = _markup(start)
        if marked is not None:
            return marked
        if start.startswith("begin:vcalendar"):
            return "text/calendar"
        if start.startswith("begin:vcard"):
            return "text/vcard"
        if _HEADER.match(start) and _FOR_SURE.search(start):
            return "message/rfc822"
        if start[:1] in {"{", "["} and self._is_json(text):
            return "application/json"
        return kinds.PLAIN.get(ending(name), kinds.TEXT)

    def _is_json(self, text: str) -> bool:
        """A long one is believed by how it begins and ends."""
        if self._size > HEAD:
            return bytes(self._tail).rstrip()[-1:] == (b"}" if text[0] == "{" else b"]")
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return False
        return True


def _by_place(head: bytes) -> str | None:
    """What is known by more than how it begins."""
    if head.startswith(b"RIFF"):
        return kinds.RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return kinds.FTYP.get(head[8:12], "video/mp4")
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    return "application/x-tar" if head[257:262] == b"ustar" else None


def _markup(start: str) -> str | None:
    if not start.startswith("<"):
        return None
    if re.match(r"<svg\b", start) or (start.startswith(("<?xml", "<!")) and "<svg" in start):
        return kinds.SVG
    if _HTML.match(start) or "<html" in start or "<script" in start:
        return kinds.HTML
    return kinds.XML if start.startswith("<?xml") else None

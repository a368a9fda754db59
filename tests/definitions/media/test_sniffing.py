"""What a file is, by its bytes, however they come and whatever it is called."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from definitions.media import kinds
from definitions.media.sniffing import HEAD, TAIL, Sniffer

OFFICE = "application/vnd.openxmlformats-officedocument"


def archive(*names: str, first: tuple[str, str] | None = None, filler: int = 0) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        if first is not None:
            package.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            package.writestr(name, "x" * 50)
        if filler:
            package.writestr(zipfile.ZipInfo("media/big"), bytes(filler))
    return made.getvalue()


def told(content: bytes, name: str = "", size: int = 1000) -> str:
    sniffer = Sniffer()
    for begin in range(0, len(content), size):
        sniffer.feed(content[begin : begin + size])
    return sniffer.kind(name)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CASES: dict[str, tuple[bytes, str]] = {
    "pdf": (b"%PDF-1.7\n\x93\x8c", "application/pdf"),
    "pdf behind a mark": (b"\xef\xbb\xbf%PDF-1.7\n\x93\x8c", "application/pdf"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00", "image/jpeg"),
    "gif": (b"GIF89a\x00", "image/gif"),
    "webp": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    "wav": (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav"),
    "another riff": (b"RIFF\x00\x00\x00\x00ACON", kinds.UNKNOWN),
    "tiff": (b"II*\x00", "image/tiff"),
    "bmp": (b"BM\x10\x00\x00\x00\x00\x00\x00\x00", "image/bmp"),
    "heic": (b"\x00\x00\x00\x18ftypheic", "image/heic"),
    "mp4": (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
    "mov": (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
    "mp3": (b"ID3\x03\x00", "audio/mpeg"),
    "mp3 without a head": (b"\xff\xfb\x90\x00", "audio/mpeg"),
    "zip": (archive("a.txt"), kinds.ZIP),
    "an empty zip": (archive(), kinds.ZIP),
    "docx": (
        archive("[Content_Types].xml", "word/document.xml"),
        f"{OFFICE}.wordprocessingml.document",
    ),
    "xlsx": (archive("xl/workbook.xml", "[Content_Types].xml"), f"{OFFICE}.spreadsheetml.sheet"),
    "pptx": (
        archive("[Content_Types].xml", "ppt/presentation.xml"),
        f"{OFFICE}.presentationml.presentation",
    ),
    "a large docx": (
        archive("[Content_Types].xml", "word/document.xml", filler=3 * TAIL),
        f"{OFFICE}.wordprocessingml.document",
    ),
    "docm": (
        archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        "application/vnd.ms-word.document.macroEnabled.12",
    ),
    "no docx without its list": (archive("word/document.xml"), kinds.ZIP),
    "odt": (
        archive("content.xml", first=("mimetype", "application/vnd.oasis.opendocument.text")),
        "application/vnd.oasis.opendocument.text",
    ),
    "what says that it is html": (archive("a", first=("mimetype", "text/html")), kinds.ZIP),
    "jar": (archive("META-INF/MANIFEST.MF", "A.class"), kinds.JAVA),
    "apk": (archive("META-INF/MANIFEST.MF", "AndroidManifest.xml"), kinds.ANDROID),
    "doc": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "application/msword"),
    "xls": (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
    "another storage": (OLE + bytes(600), kinds.OLE),
    "tar": (b"a".ljust(257, b"\0") + b"ustar\x0000", "application/x-tar"),
    "gzip": (b"\x1f\x8b\x08\x00", "application/gzip"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00", "application/x-7z-compressed"),
    "rtf": (b"{\\rtf1 hello}", "application/rtf"),
    "text": ("Grüße, العالم\r\n\tund mehr\n".encode(), kinds.TEXT),
    "latin-1": ("Grüße".encode("latin-1"), kinds.UNKNOWN),
    "text that is cut off": ("Grüß".encode()[:-1], kinds.UNKNOWN),
    "text with a NUL": (b"a\x00b", kinds.UNKNOWN),
    "text with an escape": (b"a\x1b[31mb", kinds.UNKNOWN),
    "json": (b' {"a": [1, 2]}\n', "application/json"),
    "no json": (b"{a: 1}", kinds.TEXT),
    "a long json": (json.dumps(["x" * 100] * 1000).encode(), "application/json"),
    "a bottomless json": (b"[" * 60_000, kinds.TEXT),
    "xml": (b'<?xml version="1.0"?>\n<order/>', kinds.XML),
    "html": (b"\n <!DOCTYPE html><p>", kinds.HTML),
    "html without a head": (b"<script>alert(1)</script>", kinds.HTML),
    "html behind a comment": (b"<!-- x --><html>", kinds.HTML),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x">', kinds.SVG),
    "svg behind xml": (b'<?xml version="1.0"?><!-- a --><svg>', kinds.SVG),
    "eml": (b"Received: by x\r\nFrom: a@b.example\r\nSubject: c\r\n\r\nd", "message/rfc822"),
    "a letter": (b"Subject: the weather\n\nIt rains.", kinds.TEXT),
    "ics": (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
    "exe": (b"MZ\x90\x00\x03\x00\x00", kinds.PROGRAM),
    "a text about mz": (b"MZ is a tank", kinds.TEXT),
    "elf": (b"\x7fELF\x02\x01", kinds.PROGRAM),
    "java": (b"\xca\xfe\xba\xbe\x00", kinds.PROGRAM),
    "a script": (b"#!/bin/sh\nrm -rf /\n", kinds.SCRIPT),
    "a shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00\x00", kinds.PROGRAM),
    "noise": (bytes(range(256)), kinds.UNKNOWN),
    "nothing": (b"", kinds.UNKNOWN),
}


@pytest.mark.parametrize("what", CASES)
@pytest.mark.parametrize("size", [7, 4096, 10_000_000])
def test_by_its_bytes(what, size):
    content, kind = CASES[what]
    if size == 7 and len(content) > HEAD:
        size = 10_001
    assert told(content, "invoice.pdf", size) == kind
    assert told(content, "", size) == kind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"a;b\n1;2\n", "text/csv"),
        ("a.CSV", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.csv", b"MZ\x90\x00", kinds.PROGRAM),
        ("a.csv", b"\x00\x01", kinds.UNKNOWN),
        ("a.csv", b"<script>", kinds.HTML),
        ("a.md", b"# Hello", "text/markdown"),
        # A browser that opens it from the disk goes by that.
        ("a.html", b"hello", kinds.HTML),
        ("a.png", b"hello", kinds.TEXT),
    ],
)
def test_a_name_says_which_kind_of_text_and_nothing_else(name, content, kind):
    assert told(content, name) == kind


def test_a_character_over_two_chunks():
    assert told("€".encode() * 999, size=1) == kinds.TEXT


def test_a_program_is_known_before_it_has_come():
    sniffer = Sniffer()
    sniffer.feed(b"\x7fELF")
    assert not sniffer.program()
    sniffer.feed(bytes(1000))
    assert sniffer.program()

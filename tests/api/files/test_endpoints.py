"""Files over HTTP: brought, told by their bytes, and refused in words."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
import structlog

from tests.api.conftest import Browsing
from tests.api.files.bringing import FILES, MOST, PDF, bring, code


class TestBringing:
    async def test_what_it_is_is_found_by_its_bytes(self, member):
        answer = await bring(member, name="picture.png", purpose="expense")
        assert answer.status_code == 201
        file = answer.json()
        assert answer.headers["location"] == f"{FILES}/{file['id']}"
        assert file["mediaType"] == "application/pdf"
        assert (file["name"], file["size"], file["purpose"]) == ("picture.png", len(PDF), "expense")
        assert file["sha256"] == hashlib.sha256(PDF).hexdigest()
        assert file["madeBy"] == member.headers["X-Person"]
        assert file["attachedAt"] is None
        assert (await member.get(f"{FILES}/{file['id']}")).json() == file

    async def test_whatever_the_header_says(self, member):
        answer = await bring(member, headers={"Content-Type": "application/json"})
        assert answer.json()["mediaType"] == "application/pdf"

    async def test_piece_by_piece(self, member):
        async def pieces() -> AsyncIterator[bytes]:
            for begin in range(0, len(PDF), 999):
                yield PDF[begin : begin + 999]

        file = (await bring(member, pieces())).json()
        assert file["size"] == len(PDF)
        assert (await member.get(f"{FILES}/{file['id']}/content")).content == PDF

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\a\\b.pdf", "b.pdf"),
            ("تقرير ☃.pdf", "تقرير ☃.pdf"),
            ("a\r\nX: y.pdf", "aX_ y.pdf"),
            ("\x00", "file"),
            ("x" * 1000, "x" * 255),
        ],
    )
    async def test_names(self, member, given, kept):
        file = (await bring(member, name=given)).json()
        assert file["name"] == kept
        answer = await member.get(f"{FILES}/{file['id']}/content")
        assert quote(kept, safe="") in answer.headers["content-disposition"]
        assert "\n" not in answer.headers["content-disposition"]

    async def test_two_same_at_once_are_two(self, member, rows):
        one, two = await asyncio.gather(bring(member), bring(member))
        assert one.json()["id"] != two.json()["id"]
        assert one.json()["sha256"] == two.json()["sha256"]
        assert rows() == 2

    async def test_from_a_page(self, browsing: Browsing):
        browser = await browsing("member")
        answer = await browser.ask("POST", "/files?name=a.pdf", content=PDF)
        assert answer.status_code == 201

    async def test_not_from_another_site(self, browsing: Browsing):
        browser = await browsing("member")
        headers = {"Origin": "https://elsewhere.example", "X-Baton": "0"}
        answer = await browser.http.post(f"{FILES}?name=a", content=PDF, headers=headers)
        assert answer.status_code == 403

    async def test_what_is_told_of_it(self, admin):
        file = (await bring(admin)).json()
        page = (await admin.get("/api/v1/audit", params={"subject": f"file:{file['id']}"})).json()
        (line,) = page["items"]
        assert line["action"] == "file.upload"
        assert line["details"] == {
            "name": "a.pdf",
            "mediaType": "application/pdf",
            "size": len(PDF),
        }


REFUSED: dict[str, tuple[bytes, dict[str, str], int, str]] = {
    "empty": (b"", {}, 422, "empty-file"),
    "one byte over": (bytes(MOST + 1), {}, 413, "too-large"),
    "a program": (b"\x7fELF" + bytes(1000), {}, 415, "file-never-taken"),
    "a script": (b"#!/bin/sh\n", {"name": "a.txt"}, 415, "file-never-taken"),
    "a name that is run": (b"hello", {"name": "invoice.pdf.exe"}, 415, "file-never-taken"),
    "another kind": (PDF, {"name": "a.png", "accept": "image/*"}, 415, "file-kind"),
    "a purpose that is none": (PDF, {"purpose": "Not One"}, 422, "invalid"),
    "no name": (PDF, {"name": ""}, 422, "invalid"),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    async def test_and_nothing_is_left(self, member, nothing_left, what):
        content, params, status, told = REFUSED[what]
        answer = await bring(member, content, **{"name": "a.pdf", **params})
        assert (answer.status_code, code(answer)) == (status, told)
        assert nothing_left()

    async def test_as_large_as_it_may_be(self, member):
        assert (await bring(member, bytes(MOST))).status_code == 201

    async def test_too_large_while_it_comes(self, member, nothing_left):
        sent = 0

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal sent
            for _ in range(100):
                sent += 100_000
                yield bytes(100_000)

        answer = await bring(member, pieces())
        assert (answer.status_code, code(answer)) == (413, "too-large")
        assert sent <= MOST + 200_000
        assert nothing_left()

    @pytest.mark.parametrize("length", ["1", "999999"])
    async def test_a_length_that_lies(self, member, nothing_left, length):
        answer = await bring(member, headers={"Content-Length": length})
        assert (answer.status_code, code(answer)) == (400, "length")
        assert nothing_left()

    async def test_the_kind_is_told(self, member):
        answer = await bring(member, accept=["image/*", "text/csv"])
        assert answer.json()["mediaType"] == "application/pdf"
        assert "image/*, text/csv" in answer.json()["detail"]
        assert (await bring(member, accept=["image/*", "application/pdf"])).status_code == 201

    async def test_a_disk_that_is_full(self, member, nothing_left, monkeypatch):
        def full(_descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch, structlog.testing.capture_logs() as logs:
            patch.setattr(os, "fsync", full)
            answer = await bring(member)
        assert (answer.status_code, code(answer)) == (503, "files-away")
        assert answer.headers["retry-after"]
        assert [one["why"] for one in logs if one["event"] == "files.away"]
        assert nothing_left()

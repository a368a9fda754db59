"""Files are handed out as downloads, whole or in parts, and what is lost says so."""

from __future__ import annotations

import os

import pytest
import structlog

from tests.api.files.bringing import FILES, PDF, bring, code


class TestHandingOut:
    @pytest.fixture
    async def content(self, member) -> str:
        return f"{FILES}/{(await bring(member)).json()['id']}/content"

    async def test_as_a_download_and_nothing_else(self, member, content):
        answer = await member.get(content)
        headers = answer.headers
        assert headers["content-type"] == "application/pdf"
        assert headers["content-length"] == str(len(PDF))
        assert headers["content-disposition"].startswith('attachment; filename="a.pdf"')
        assert headers.get_list("x-content-type-options") == ["nosniff"]
        assert headers.get_list("cache-control") == ["no-store"]
        (policy,) = headers.get_list("content-security-policy")
        assert policy.startswith("sandbox;")

    @pytest.mark.parametrize(
        "active", [b"<html><script>alert(1)</script>", b"<svg onload='x'>", b"<?xml version='1'?>"]
    )
    async def test_what_could_act_has_no_kind(self, member, active):
        file = (await bring(member, active, "a.html")).json()
        assert file["mediaType"] != "application/octet-stream"
        answer = await member.get(f"{FILES}/{file['id']}/content")
        assert answer.headers["content-type"] == "application/octet-stream"

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [
            ("bytes=0-0", 0, 0),
            ("bytes=5-", 5, len(PDF) - 1),
            ("bytes=-7", len(PDF) - 7, len(PDF) - 1),
            ("bytes=70000-140000", 70000, 140000),
            (f"bytes=9-{10**17}", 9, len(PDF) - 1),
            (f"bytes=-{10**17}", 0, len(PDF) - 1),
        ],
    )
    async def test_a_part(self, member, content, asked, first, last):
        answer = await member.get(content, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(PDF)}"
        assert answer.content == PDF[first : last + 1]

    @pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "bytes=-", "lines=1-2", "bytes=9-2", "x"])
    async def test_all_of_it_where_no_one_part_is_asked_for(self, member, content, asked):
        answer = await member.get(content, headers={"Range": asked})
        assert (answer.status_code, answer.content) == (200, PDF)

    @pytest.mark.parametrize("asked", [f"bytes={len(PDF)}-", "bytes=999999999-", "bytes=-0"])
    async def test_what_lies_beyond(self, member, content, asked):
        answer = await member.get(content, headers={"Range": asked})
        assert (answer.status_code, code(answer)) == (416, "range")
        assert answer.headers["content-range"] == f"bytes */{len(PDF)}"

    @pytest.mark.parametrize("how", ["missing", "changed"])
    async def test_what_is_lost(self, member, content, tmp_path, how):
        (path,) = (one for one in (tmp_path / "files").rglob("*") if one.is_file())
        if how == "missing":
            path.unlink()
        else:
            path.write_bytes(b"\x01" + os.urandom(path.stat().st_size - 1))
        with structlog.testing.capture_logs() as logs:
            answer = await member.get(content)
        assert (answer.status_code, code(answer)) == (500, "file-lost")
        assert str(tmp_path) not in answer.text
        assert [one for one in logs if one["event"] == "files.lost"]

    async def test_what_is_lost_further_on_breaks_the_connection(self, member, content, tmp_path):
        (path,) = (one for one in (tmp_path / "files").rglob("*") if one.is_file())
        path.write_bytes(path.read_bytes()[:100_000])
        with structlog.testing.capture_logs(), pytest.raises(Exception, match=r"changed|cut off"):
            await member.get(content)

"""Files over HTTP: brought, looked at, handed out to who may, and refused in words."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import quote
from uuid import uuid4

import httpx
import psycopg
import pytest
import structlog

from api.services import Services
from store import files, limits, usage
from store.blobs.folder import Folder
from store.limits import Limits
from store.session import Database, as_installation
from tests.api.conftest import Browsing, Somebody

FILES = "/api/v1/files"
PDF = b"%PDF-1.7\n" + os.urandom(200_000)
MOST = 2_000_000
KEY = {"Idempotency-Key": "order-4711"}


async def bring(
    client: httpx.AsyncClient, content: object = PDF, name: str = "a.pdf", **more: object
) -> httpx.Response:
    headers = more.pop("headers", {})
    return await client.post(FILES, content=content, params={"name": name, **more}, headers=headers)


def code(answer: httpx.Response) -> str:
    problem = answer.json()
    assert problem["remedy"]
    return str(problem["type"]).rpartition(":")[2]


@pytest.fixture
async def member(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant, "member")


@pytest.fixture
def rows(database_urls, tenant: str) -> Callable[[], int]:
    def count() -> int:
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT count(*) FROM files WHERE tenant_id = %s"
            return admin.execute(query, [tenant]).fetchone()[0]

    return count


@pytest.fixture
def lies(tmp_path) -> Callable[[], int]:
    return lambda: sum(len(names) for _, _, names in os.walk(tmp_path / "files"))


@pytest.fixture
def nothing_left(rows, lies) -> Callable[[], bool]:
    return lambda: rows() == lies() == 0


@pytest.fixture
async def attach(database: Database, tenant: str) -> Callable[[str, str], Awaitable[None]]:
    async def to(file: str, run: str) -> None:
        async with database.tenant(tenant) as session:
            await files.attach(session, [file], run)

    return to


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


class TestRoom:
    async def test_full(self, member, database: Database, tenant: str, nothing_left):
        async with database.shared() as session, as_installation(session):
            await limits.put(session, tenant, Limits(bytes=len(PDF) - 1))
        answer = await bring(member)
        assert (answer.status_code, code(answer)) == (409, "limit-reached")
        assert f"{len(PDF) - 1} bytes stored" in answer.json()["detail"]
        assert f"room for {len(PDF) - 1}" in answer.json()["detail"]
        assert nothing_left()

    async def test_full_where_no_length_is_told(
        self, member, database: Database, tenant: str, nothing_left
    ):
        async def pieces() -> AsyncIterator[bytes]:
            yield PDF

        async with database.shared() as session, as_installation(session):
            await limits.put(session, tenant, Limits(bytes=len(PDF) - 1))
        assert (await bring(member, pieces())).status_code == 409
        assert nothing_left()

    async def test_given_back(self, member, database: Database, tenant: str):
        file = (await bring(member)).json()["id"]
        assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        async with database.tenant(tenant) as session:
            assert (await usage.now(session)).bytes == 0


class TestOnce:
    async def test_again_is_the_same_file(self, member, rows, lies):
        first, again = [await bring(member, headers=KEY) for _ in range(2)]
        assert first.json() == again.json()
        assert again.status_code == 201
        assert again.headers["idempotency-replayed"] == "true"
        assert rows() == lies() == 1

    async def test_at_once_is_once(self, member, rows, lies):
        both = await asyncio.gather(*(bring(member, headers=KEY) for _ in range(4)))
        assert len({one.json()["id"] for one in both}) == 1
        assert rows() == lies() == 1

    @pytest.mark.parametrize("other", [{"content": PDF + b"x"}, {"name": "b.pdf"}])
    async def test_another_file_is_refused(self, member, rows, lies, other):
        await bring(member, headers=KEY)
        answer = await bring(member, headers=KEY, **other)
        assert answer.status_code == 422
        assert "new key" in answer.json()["remedy"]
        assert rows() == lies() == 1

    async def test_of_a_file_that_is_gone(self, member):
        file = (await bring(member, headers=KEY)).json()["id"]
        await member.delete(f"{FILES}/{file}")
        assert (await bring(member, headers=KEY)).status_code == 404


class TestWhoReads:
    async def test_who_brought_it_alone(self, member, somebody: Somebody, admin, tenant: str):
        file = (await bring(member)).json()["id"]
        for client in (admin, await somebody(tenant, "member")):
            for path in (f"{FILES}/{file}", f"{FILES}/{file}/content"):
                assert (await client.get(path)).status_code == 404
            assert (await client.post(f"{FILES}/{file}/link")).status_code == 404
            assert (await client.delete(f"{FILES}/{file}")).status_code == 404
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_who_sees_the_data_of_its_run(
        self, member, admin, somebody: Somebody, tenant: str, hello: str, attach
    ):
        run = (await member.post("/api/v1/runs", json={"workflow": hello})).json()["id"]
        file = (await bring(member)).json()["id"]
        await attach(file, run)
        for role, status in {
            "supervisor": 200,
            "admin": 200,
            # They see the run, without its data.
            "operator": 404,
            "designer": 404,
            "member": 404,
        }.items():
            client = await somebody(tenant, role)
            assert (await client.get(f"{FILES}/{file}/content")).status_code == status, role
        # Whoever reads the data of another's run is told of, of which a file is a part.
        found = (await admin.get("/api/v1/audit", params={"subject": f"run:{run}"})).json()
        assert "run.read-data" in [line["action"] for line in found["items"]]

    async def test_who_started_its_run(self, member, admin, hello: str, attach):
        run = (await member.post("/api/v1/runs", json={"workflow": hello})).json()["id"]
        file = (await bring(admin)).json()["id"]
        await attach(file, run)
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_nobody_of_another_tenant(self, member, somebody: Somebody, other_tenant: str):
        file = (await bring(member)).json()["id"]
        theirs = await somebody(other_tenant, "admin")
        for method, path in (("GET", ""), ("GET", "/content"), ("POST", "/link"), ("DELETE", "")):
            answer = await theirs.request(method, f"{FILES}/{file}{path}")
            assert answer.status_code == 404

    @pytest.mark.parametrize(
        "name", ["nothing", "01a20253-7bd4-78b9-8207-3b4074e73a94", "%00", "A" * 90]
    )
    async def test_what_is_not_there(self, member, name):
        assert (await member.get(f"{FILES}/{name}/content")).status_code == 404


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


class TestRemoving:
    async def test_it_is_gone(self, member, nothing_left):
        file = (await bring(member)).json()["id"]
        assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        assert (await member.delete(f"{FILES}/{file}")).status_code == 404
        assert nothing_left()

    async def test_not_what_is_attached(self, member, attach):
        file = (await bring(member)).json()["id"]
        await attach(file, str(uuid4()))
        answer = await member.delete(f"{FILES}/{file}")
        assert (answer.status_code, code(answer)) == (409, "file-attached")
        assert (await member.get(f"{FILES}/{file}/content")).content == PDF

    async def test_later_where_the_place_is_away(
        self, member, services: Services, monkeypatch, rows, nothing_left
    ):
        file = (await bring(member)).json()["id"]

        async def away(_self: Folder, _name: str) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(Folder, "remove", away)
            assert (await member.delete(f"{FILES}/{file}")).status_code == 204
        assert rows() == 1
        assert (await member.get(f"{FILES}/{file}")).status_code == 404
        await services.files.drop((await member.get("/api/v1/me")).json()["tenant"]["id"], file)
        assert nothing_left()

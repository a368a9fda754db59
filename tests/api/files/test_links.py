"""Links: they open a file for whoever has them, for a while, and say clearly when no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
import structlog

from tests.api.conftest import Somebody
from tests.api.files.bringing import FILES, PDF, bring, code

PAGE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture
async def file(admin: httpx.AsyncClient) -> str:
    return str((await bring(admin)).json()["id"])


@pytest.fixture
async def link(admin: httpx.AsyncClient, file: str) -> str:
    made = (await admin.post(f"{FILES}/{file}/link")).json()
    return urlsplit(made["url"]).path


@pytest.fixture
def over(database_urls):
    def end() -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE file_links SET expires_at = '2026-01-02T03:04:05Z'")

    return end


class TestMaking:
    async def test_for_a_quarter_of_an_hour(self, admin, file):
        answer = await admin.post(f"{FILES}/{file}/link")
        assert answer.status_code == 201
        made = answer.json()
        assert made["url"].startswith("http://localhost:8080/files/")
        until = datetime.fromisoformat(made["expiresAt"]) - datetime.now(UTC)
        assert timedelta(minutes=14) < until <= timedelta(minutes=15, seconds=5)

    async def test_for_a_week_at_most(self, admin, file):
        week = 7 * 86_400
        for seconds, status in ((1, 201), (week, 201), (week + 1, 422), (0, 422), (-5, 422)):
            answer = await admin.post(f"{FILES}/{file}/link", json={"seconds": seconds})
            assert answer.status_code == status

    async def test_it_is_told_of(self, admin, file, link):
        page = (await admin.get("/api/v1/audit", params={"subject": f"file:{file}"})).json()
        assert [one["action"] for one in page["items"]] == ["file.link", "file.upload"]
        assert link.rpartition("/")[2] not in str(page)


class TestOpening:
    async def test_without_signing_in(self, stranger, link):
        answer = await stranger.get(link)
        assert (answer.status_code, answer.content) == (200, PDF)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-security-policy"].startswith("sandbox")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"

    async def test_in_parts(self, stranger, link):
        answer = await stranger.get(link, headers={"Range": "bytes=3-5"})
        assert (answer.status_code, answer.content) == (206, PDF[3:6])

    async def test_it_is_told_of_once(self, stranger, admin, file, link):
        for _ in range(3):
            await stranger.get(link)
        page = (await admin.get("/api/v1/audit", params={"subject": f"file:{file}"})).json()
        assert [one["action"] for one in page["items"]].count("file.open-link") == 1

    async def test_the_log_does_not_open_it(self, stranger, link):
        with structlog.testing.capture_logs() as logs:
            await stranger.get(link)
        assert logs
        assert link.rpartition("/")[2] not in str(logs)

    async def test_over(self, stranger, link, over):
        over()
        answer = await stranger.get(link)
        assert (answer.status_code, code(answer)) == (410, "link-expired")
        assert "2026-01-02T03:04:05Z" in answer.json()["detail"]

    @pytest.mark.parametrize("change", ["forged", "short", "long", "of nothing"])
    async def test_forged(self, stranger, link, change):
        forged = {
            "forged": link[:-1] + ("a" if link[-1] != "a" else "b"),
            "short": link[:-1],
            "long": f"{link}a",
            "of nothing": "/files/%00",
        }[change]
        answer = await stranger.get(forged)
        assert (answer.status_code, code(answer)) == (404, "link-unknown")

    async def test_the_id_is_no_link(self, stranger, file):
        assert (await stranger.get(f"/files/{file}")).status_code == 404

    async def test_of_a_file_that_was_removed(self, stranger, admin, file, link):
        await admin.delete(f"{FILES}/{file}")
        assert (await stranger.get(link)).status_code == 404

    async def test_it_opens_nothing_else(self, stranger, admin, link):
        other = (await bring(admin)).json()["id"]
        token = {"Authorization": f"Bearer {link.rpartition('/')[2]}"}
        for path in (f"{FILES}/{other}/content", "/api/v1/me"):
            assert (await stranger.get(path, headers=token)).status_code == 401

    async def test_of_a_tenant_that_rests(self, stranger, link, database_urls, tenant):
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = now() WHERE id = %s", [tenant])
        assert (await stranger.get(link)).status_code == 403

    async def test_by_somebody_of_another_tenant(self, somebody: Somebody, other_tenant: str, link):
        """It works for whoever has it: that is what it is for."""
        theirs = await somebody(other_tenant, "member")
        assert (await theirs.get(link)).content == PDF


class TestPages:
    @pytest.mark.parametrize(
        ("language", "words", "direction"),
        [("en", "expired", "ltr"), ("ar-EG,ar;q=0.9", "انتهت", "rtl"), ("fr", "expired", "ltr")],
    )
    async def test_for_who_reads(self, stranger, link, over, language, words, direction):
        over()
        answer = await stranger.get(link, headers={**PAGE, "Accept-Language": language})
        assert answer.status_code == 410
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text
        assert f'dir="{direction}"' in answer.text

    async def test_of_one_that_is_none(self, stranger):
        answer = await stranger.get("/files/nothing", headers=PAGE)
        assert answer.status_code == 404
        assert "leads to no file" in answer.text

    async def test_whatever_else_is_wrong(self, stranger, link, tmp_path):
        for path in (tmp_path / "files").rglob("*"):
            if path.is_file():
                path.unlink()
        with structlog.testing.capture_logs():
            answer = await stranger.get(link, headers=PAGE)
        assert answer.status_code == 500
        assert "now" in answer.text

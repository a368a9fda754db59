"""The pages: one page for every address, assets for ever, nothing outside the build."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest

from api.web import WebApplication

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Baton</title>")
    (folder / "assets" / "app-1a2b3c.js").write_text("export const a = 1;\n" * 200)
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("not for the web")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


def client(folder: Path) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(WebApplication(folder))
    return httpx.AsyncClient(transport=transport, base_url="http://baton.test")


class TestPage:
    @pytest.mark.parametrize("path", ["/", "/runs", "/runs/0190/trace", "/definitions/a/b/1.0.0"])
    async def test_every_address_is_the_page(self, build: Path, path: str):
        answer = await client(build).get(path, headers=HTML)
        assert answer.status_code == 200
        assert "<title>Baton</title>" in answer.text
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].startswith("text/html")

    async def test_unchanged_is_not_sent_again(self, build: Path):
        first = await client(build).get("/", headers=HTML)
        etag = first.headers["etag"]
        again = await client(build).get("/", headers={**HTML, "If-None-Match": etag})
        assert again.status_code == 304
        assert again.content == b""

    async def test_a_new_build_is_noticed(self, build: Path):
        pages = client(build)
        await pages.get("/", headers=HTML)
        (build / "index.html").write_text("<!doctype html><title>Newer</title>")
        assert "Newer" in (await pages.get("/", headers=HTML)).text

    async def test_not_built_is_said(self, tmp_path: Path):
        answer = await client(tmp_path / "nothing").get("/", headers=HTML)
        assert answer.status_code == 503
        assert "make run" in answer.text

    async def test_head_has_no_body(self, build: Path):
        answer = await client(build).head("/", headers=HTML)
        assert answer.status_code == 200
        assert answer.content == b""
        assert int(answer.headers["content-length"]) > 0

    async def test_pages_take_no_post(self, build: Path):
        answer = await client(build).post("/runs", headers=HTML)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert answer.json()["remedy"]


class TestAssets:
    async def test_hashed_assets_are_kept_for_ever(self, build: Path):
        answer = await client(build).get("/assets/app-1a2b3c.js")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-type"].startswith("application/javascript")

    async def test_packed_for_who_takes_it(self, build: Path):
        async with client(build) as pages:
            request = pages.build_request("GET", "/assets/app-1a2b3c.js")
            answer = await pages.send(request, stream=True)
            raw = b"".join([chunk async for chunk in answer.aiter_raw()])
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(raw).startswith(b"export const")
        assert answer.headers["vary"] == "Accept-Encoding"

    @pytest.mark.parametrize("offer", ["identity", "gzip;q=0", ""])
    async def test_plain_for_who_does_not(self, build: Path, offer: str):
        headers = {"Accept-Encoding": offer}
        answer = await client(build).get("/assets/app-1a2b3c.js", headers=headers)
        assert "content-encoding" not in answer.headers
        assert answer.text.startswith("export const")

    async def test_other_files_are_asked_for_again(self, build: Path):
        answer = await client(build).get("/favicon.svg")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-cache"

    async def test_a_missing_asset_is_no_page(self, build: Path):
        answer = await client(build).get("/assets/gone.js", headers=HTML)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        "path",
        [
            "/../secret.txt",
            "/assets/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/link.txt",
            "/%2fetc/passwd",
        ],
    )
    async def test_nothing_outside_the_build(self, build: Path, path: str):
        answer = await client(build).get(path, headers={"Accept": "*/*"})
        assert answer.status_code == 404
        assert "not for the web" not in answer.text

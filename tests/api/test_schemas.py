"""The schema of the language over HTTP: for everybody, and kept by whoever has it."""

from __future__ import annotations

import httpx
import pytest

from definitions.language_schema import language_schema

ADDRESS = "/api/v1/schemas/workflow/1.0.3"


async def test_anybody_may_read_it(stranger: httpx.AsyncClient):
    answer = await stranger.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.headers["cache-control"].startswith("public")
    assert answer.json() == language_schema()


async def test_who_has_it_gets_it_once(stranger: httpx.AsyncClient):
    tag = (await stranger.get(ADDRESS)).headers["etag"]
    again = await stranger.get(ADDRESS, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    other = await stranger.get(ADDRESS, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("version", ["1.0.2", "latest", "%00", "..%2f", "☃", "1" * 31])
async def test_other_versions(stranger: httpx.AsyncClient, version: str):
    answer = await stranger.get(f"/api/v1/schemas/workflow/{version}")
    assert answer.status_code in (404, 422)
    assert answer.json()["remedy"]

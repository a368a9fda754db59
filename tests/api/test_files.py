"""A file's whole way over HTTP; each part of it is tried in tests/api/files/."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

FILES = "/api/v1/files"
CSV = "name;sum\nZoë;7\n".encode()


async def test_brought_looked_at_read_linked_and_removed(
    admin: httpx.AsyncClient, stranger: httpx.AsyncClient
):
    made = await admin.post(FILES, params={"name": "sums.csv"}, content=CSV)
    assert made.status_code == 201
    place = made.headers["location"]
    assert (await admin.get(place)).json()["mediaType"] == "text/csv"
    assert (await admin.get(f"{place}/content")).content == CSV
    assert (await stranger.get(f"{place}/content")).status_code == 401
    link = urlsplit((await admin.post(f"{place}/link", json={})).json()["url"]).path
    assert (await stranger.get(link)).content == CSV
    assert (await admin.delete(place)).status_code == 204
    for answer in (await admin.get(place), await stranger.get(link)):
        assert answer.status_code == 404

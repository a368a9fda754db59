"""One's own organisation: its brand, what it may have, and its file."""

from __future__ import annotations

import pytest

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


class TestBrand:
    async def test_colour_and_name(self, admin, somebody, tenant):
        body = {"name": "  New   name ", "colour": "#0B5FFF", "language": "ar"}
        changed = await admin.patch("/api/v1/tenant", json=body)
        assert changed.status_code == 200, changed.text
        member = await somebody(tenant, "member")
        shown = (await member.get("/api/v1/tenant")).json()
        assert (shown["name"], shown["colour"]) == ("New name", "#0b5fff")
        assert (await member.get("/api/v1/me")).json()["tenant"]["colour"] == "#0b5fff"
        cleared = await admin.patch("/api/v1/tenant", json={"colour": None})
        assert cleared.json()["colour"] is None
        assert cleared.json()["language"] == "ar"

    @pytest.mark.parametrize(
        "bad",
        [
            {"colour": "#ffff00"},
            {"colour": "red"},
            {"colour": "#12345"},
            {"colour": 7},
            {"name": None},
            {"name": ""},
            {"name": "x" * 201},
            {"language": "xx"},
            {"timeZone": "Mars/Olympus"},
            {"slug": "other"},
            {"suspended_at": None},
            {"limits": {}},
        ],
    )
    async def test_what_is_no_setting(self, admin, bad):
        assert (await admin.patch("/api/v1/tenant", json=bad)).status_code == 422


class TestLogo:
    @pytest.mark.parametrize(
        ("body", "kind"), [(PNG, "image/png"), (WEBP, "image/webp"), (JPEG, "image/jpeg")]
    )
    async def test_a_picture(self, admin, body, kind):
        # What it is called does not matter.
        put = await admin.put(
            "/api/v1/tenant/logo", content=body, headers={"Content-Type": "text/html"}
        )
        assert put.status_code == 200, put.text
        shown = await admin.get("/api/v1/tenant/logo")
        assert (shown.content, shown.headers["content-type"]) == (body, kind)
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert (await admin.delete("/api/v1/tenant/logo")).status_code == 204
        assert (await admin.get("/api/v1/tenant/logo")).status_code == 404

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (b"", 415),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 415),
            (b"GIF89a" + b"\0" * 40, 415),
            (b"<html>" + PNG, 415),
            (PNG + b"\0" * 300_000, 413),
        ],
    )
    async def test_what_is_none(self, admin, body, status):
        assert (await admin.put("/api/v1/tenant/logo", content=body)).status_code == status

    async def test_of_ones_own_alone(self, admin, somebody, other_tenant):
        await admin.put("/api/v1/tenant/logo", content=PNG)
        theirs = await somebody(other_tenant, "admin")
        assert (await theirs.get("/api/v1/tenant/logo")).status_code == 404

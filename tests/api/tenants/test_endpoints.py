"""Tenants, as the people who run the installation make, limit, suspend and delete them."""

from __future__ import annotations

import pytest

from store import mails, tenants
from store.people import ADMIN
from tests.api.tenants.conftest import T, wanted


class TestMaking:
    async def test_a_new_one(self, root, acme, database, keyring):
        assert acme["state"] == "active"
        assert acme["limits"] == {
            "runsADay": 7,
            "runsAtOnce": None,
            "definitions": None,
            "people": None,
            "bytes": None,
        }
        found = await root.get(f"{T}?search={acme['slug']}")
        assert [one["id"] for one in found["items"]] == [acme["id"]]
        async with database.tenant(acme["id"]) as session:
            assert (await tenants.get(session)).name == "Acme"
        with_mail = await posted(database, keyring, acme["id"])
        assert any("invitation#" in one.mail.text for one in with_mail)

    async def test_a_short_name_is_there_once(self, root, acme):
        again = await root.ask("POST", T, json={**wanted(), "slug": acme["slug"]})
        assert (again.status_code, again.json()["type"][-10:]) == (409, "slug-taken")

    @pytest.mark.parametrize(
        "bad",
        [
            {"slug": "Über"},
            {"slug": "a" * 64},
            {"slug": "-a"},
            {"name": " "},
            {"name": 7},
            {"administrator": None},
            {"limits": {"runsADay": -1}},
            {"limits": {"runsADay": "many"}},
            {"installation": True},
        ],
    )
    async def test_what_is_no_tenant(self, root, bad):
        assert (await root.ask("POST", T, json={**wanted(), **bad})).status_code == 422

    async def test_nobody_else_invites_where_somebody_administers(self, root, acme, browsing):
        body = {"email": "me@install.example", "name": "Me"}
        path = f"{T}/{acme['id']}/invitation"
        assert (await root.ask("POST", path, json=body)).status_code == 200
        await browsing(ADMIN, of=acme["id"])
        refused = await root.ask("POST", path, json=body)
        assert refused.json()["type"].endswith("administered")


async def posted(database, keyring, tenant):
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        rows = (await session.execute(mails.mails.select())).mappings().all()
        found = [await mails.get(session, keys, str(row["id"])) for row in rows]
    return [one for one in found if one is not None]


class TestWhoMay:
    @pytest.mark.parametrize("roles", [("admin",), ("installation",), ("admin", "installation")])
    async def test_no_role_gives_it_in_another_tenant(self, browsing, roles):
        browser = await browsing(*roles)
        assert (await browser.ask("GET", T)).status_code == 403
        assert "tenants:read" not in (await browser.get("/me"))["permissions"]

    async def test_a_key_of_a_super_admin_gives_it_neither(self, root, app):
        made = await root.ask("POST", "/keys", json={"name": "k", "scopes": ["*"]})
        assert made.status_code == 201, made.text
        root.http.cookies.clear()
        root.http.headers["Authorization"] = f"Bearer {made.json()['key']}"
        assert (await root.ask("GET", T)).status_code == 403

    async def test_the_installation_itself_is_out_of_reach(self, root, database):
        own = (await root.get("/me"))["tenant"]["id"]
        for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/suspend")):
            answer = await root.ask(method, f"{T}/{own}{path}", json={"reason": "x"})
            assert answer.status_code == 404

    async def test_a_page_at_a_time(self, root, acme):
        await root.ask("POST", T, json=wanted())
        first = await root.get(f"{T}?limit=1")
        second = await root.get(f"{T}?limit=1&cursor={first['next']}")
        assert first["items"][0]["slug"] < second["items"][0]["slug"]
        assert (await root.ask("GET", f"{T}?search=%25_%5C")).json()["items"] == []


class TestSuspending:
    async def test_nobody_gets_in_until_it_is_resumed(
        self, root, browsing, somebody, tenant, hello, services
    ):
        ada = await browsing()
        machine = await somebody(tenant, "admin")
        why = {"reason": "The bill was not paid."}
        suspended = await root.ask("POST", f"{T}/{tenant}/suspend", json=why)
        assert (suspended.status_code, suspended.json()["state"]) == (200, "suspended")
        assert (await ada.ask("GET", "/me")).status_code == 401
        refused = await ada.sign_in()
        assert (refused.status_code, refused.json()["type"][-16:]) == (403, "tenant-suspended")
        # Whoever does not know the password hears what they always hear.
        assert (await ada.sign_in("wrong")).status_code == 401
        by_key = await machine.post("/api/v1/runs", json={"workflow": hello})
        assert (by_key.status_code, by_key.json()["type"][-16:]) == (403, "tenant-suspended")
        resumed = await root.ask("POST", f"{T}/{tenant}/resume", json={})
        assert resumed.json()["state"] == "active"
        assert (await ada.sign_in()).status_code == 200
        started = await machine.post("/api/v1/runs", json={"workflow": hello, "input": {}})
        assert started.status_code == 201, started.text

    async def test_both_trails_tell_of_it(self, root, admin, tenant):
        await root.ask("POST", f"{T}/{tenant}/suspend", json={"reason": "Because."})
        await root.ask("POST", f"{T}/{tenant}/resume", json={})
        theirs = (await admin.get("/api/v1/audit?action=tenant.suspend")).json()["items"]
        ours = (await root.get("/audit?action=tenant.suspend"))["items"]
        assert [one["reason"] for one in theirs] == ["Because."]
        assert ours[0]["reason"] == "Because."

    async def test_a_reason_is_needed(self, root, tenant):
        assert (await root.ask("POST", f"{T}/{tenant}/suspend", json={})).status_code == 422

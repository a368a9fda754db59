"""Service accounts over HTTP: nobody makes one that may more than they may, and none signs in."""

from __future__ import annotations

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher

PATH = "/api/v1/service-accounts"


@pytest.fixture
async def made(admin: httpx.AsyncClient) -> dict[str, object]:
    answer = await admin.post(PATH, json={"name": "deployer", "roles": ["designer"]})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
async def limited(admin, somebody, tenant, database_urls):
    """May manage accounts, but not all that an administrator may."""
    answer = await admin.post(
        "/api/v1/keys", json={"name": "limited", "scopes": ["service-accounts:write", "runs:*"]}
    )
    admin.headers["Authorization"] = f"Bearer {answer.json()['key']}"
    return admin


class TestMaking:
    async def test_listed_with_its_owner(self, admin, made):
        (one,) = (await admin.get(PATH)).json()["items"]
        assert one == made
        assert one["owner"] == admin.headers["X-Person"]
        assert one["ownerName"] == "Some Body"

    async def test_a_name_is_taken_once(self, admin, made):
        answer = await admin.post(PATH, json={"name": "deployer"})
        assert answer.status_code == 409

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"name": ""},
            {"name": "Deployer"},
            {"name": "a b"},
            {"name": "-a"},
            {"name": "a" * 64},
            {"name": "a", "roles": ["root"]},
            {"name": "a", "roles": "admin"},
            {"name": "a", "owner": "nobody"},
            {"name": "a", "owner": "00000000-0000-4000-8000-000000000000"},
            {"name": "a", "password": "x"},
        ],
    )
    async def test_hostile(self, admin, body):
        assert (await admin.post(PATH, json=body)).status_code == 422

    async def test_an_account_owns_none(self, admin, made):
        answer = await admin.post(PATH, json={"name": "another", "owner": made["id"]})
        assert answer.status_code == 422

    async def test_with_no_more_than_one_has(self, limited):
        answer = await limited.post(PATH, json={"name": "strong", "roles": ["admin"]})
        assert answer.status_code == 403


class TestChanging:
    async def test_roles_owner_and_end(self, admin, made, somebody, tenant):
        other = (await somebody(tenant)).headers["X-Person"]
        path = f"{PATH}/{made['id']}"
        change = {"roles": ["operator"], "owner": other, "disabled": True}
        after = (await admin.patch(path, json=change)).json()
        assert (after["roles"], after["owner"]) == (["operator"], other)
        assert after["disabledAt"]
        assert (await admin.patch(path, json={})).json() == after

    async def test_nobody_gives_more_than_they_have(self, made, limited):
        path = f"{PATH}/{made['id']}"
        assert (await limited.patch(path, json={"roles": ["admin"]})).status_code == 403
        assert (await limited.patch(path, json={"disabled": True})).status_code == 200
        assert (await limited.patch(path, json={"disabled": False})).status_code == 403

    async def test_another_tenants_is_not_there(self, made, somebody, other_tenant):
        stranger = await somebody(other_tenant, "admin")
        answer = await stranger.patch(f"{PATH}/{made['id']}", json={"disabled": True})
        assert answer.status_code == 404
        assert (await stranger.get(PATH)).json() == {"items": []}

    async def test_a_person_is_no_account(self, admin):
        answer = await admin.patch(f"{PATH}/{admin.headers['X-Person']}", json={"roles": []})
        assert answer.status_code == 404

    @pytest.mark.parametrize("account", ["x", "00000000-0000-4000-8000-000000000000"])
    async def test_of_what_is_not_there(self, admin, account):
        assert (await admin.patch(f"{PATH}/{account}", json={})).status_code == 404


class TestNoPerson:
    async def test_it_does_not_sign_in(self, made, stranger, database_urls):
        hashed = PasswordHasher(time_cost=1, memory_cost=64).hash("secret words here")
        with psycopg.connect(database_urls.admin) as connection:
            connection.execute(
                "UPDATE people SET password_hash = %s WHERE id = %s", [hashed, made["id"]]
            )
        body = {"email": "deployer@service.invalid", "password": "secret words here"}
        assert (await stranger.post("/api/v1/session", json=body)).status_code == 401

    async def test_it_is_no_colleague(self, admin, made):
        assert made["id"] not in (await admin.get("/api/v1/people")).text

    async def test_only_for_who_may(self, somebody, tenant):
        developer = await somebody(tenant, "developer")
        assert (await developer.get(PATH)).status_code == 403
        assert (await developer.post(PATH, json={"name": "mine"})).status_code == 403

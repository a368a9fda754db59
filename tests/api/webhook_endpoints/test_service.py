"""Endpoints over the API: written, their secrets shown once, and nowhere else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.api.webhook_endpoints.conftest import PATH

WANTED = {
    "url": "https://hooks.example/in?token=very-secret",
    "description": "Ours",
    "types": ["approval.*"],
    "processes": ["sales/*"],
}


class TestCreate:
    async def test_its_secret_once_and_nowhere_else(self, admin):
        made = await admin.post(PATH, json=WANTED)
        assert made.status_code == 201
        shown = made.json()
        secret = shown.pop("secret")
        assert secret.startswith("whsec_")
        assert made.headers["location"] == f"{PATH}/{shown['id']}"
        assert (await admin.get(f"{PATH}/{shown['id']}")).json() == shown
        listed = (await admin.get(PATH)).json()
        assert listed["items"] == [shown]
        assert listed["most"] == 20
        assert "notice.asked" in listed["types"]
        for answer in (await admin.get(PATH), await admin.get("/api/v1/audit")):
            assert secret not in answer.text
        trail = (await admin.get("/api/v1/audit")).text
        assert "webhook-endpoint.create" in trail
        assert "https://hooks.example" in trail
        assert "very-secret" not in trail

    async def test_repeated_with_its_key(self, admin):
        headers = {"Idempotency-Key": "k1"}
        first = await admin.post(PATH, json=WANTED, headers=headers)
        again = await admin.post(PATH, json=WANTED, headers=headers)
        assert again.status_code == 201
        assert again.headers["idempotency-replayed"] == "true"
        assert again.json() == first.json() | {"secret": None}
        assert len((await admin.get(PATH)).json()["items"]) == 1
        other = await admin.post(PATH, json=WANTED | {"types": ["*"]}, headers=headers)
        assert other.status_code == 422

    async def test_not_without_end(self, admin, monkeypatch):
        monkeypatch.setattr("api.webhook_endpoints.service.MOST", 1)
        assert (await admin.post(PATH, json=WANTED)).status_code == 201
        refused = await admin.post(PATH, json=WANTED)
        assert refused.status_code == 409
        assert refused.headers["content-type"] == "application/problem+json"


class TestChange:
    async def test_as_it_shall_be(self, admin):
        made = (await admin.post(PATH, json=WANTED)).json()
        wanted = WANTED | {"description": "Theirs", "enabled": False, "url": "https://b.example/x"}
        changed = await admin.put(f"{PATH}/{made['id']}", json=wanted)
        assert changed.status_code == 200
        shown = changed.json()
        assert (shown["description"], shown["status"], shown["offWhy"]) == ("Theirs", "off", None)
        assert shown["url"] == "https://b.example/x"
        assert "secret" not in shown

    @pytest.mark.parametrize("id_", [str(uuid4()), "x"], ids=["unknown", "none"])
    async def test_one_that_is_not_there(self, admin, id_):
        assert (await admin.put(f"{PATH}/{id_}", json=WANTED)).status_code == 404
        assert (await admin.get(f"{PATH}/{id_}")).status_code == 404
        assert (await admin.delete(f"{PATH}/{id_}")).status_code == 404


class TestRemove:
    async def test_with_what_was_sent(self, admin, endpoint):
        await admin.post(f"{endpoint}/test")
        assert (await admin.delete(endpoint)).status_code == 204
        assert (await admin.get(f"{endpoint}/deliveries")).status_code == 404
        assert (await admin.get(PATH)).json()["items"] == []


class TestRotate:
    async def test_both_hold_for_the_grace(self, admin, endpoint, receiver):
        old = receiver.secret
        made = await admin.post(f"{endpoint}/secret", json={"graceHours": 1})
        assert made.status_code == 201
        assert made.json()["oldSecretUntil"] is not None
        for secret in (old, made.json()["secret"]):
            receiver.secret = secret
            await admin.post(f"{endpoint}/test")
        assert [came.faults for came in receiver.came] == [[], []]
        assert made.json()["secret"] not in (await admin.get("/api/v1/audit")).text

    async def test_at_once(self, admin, endpoint, receiver):
        made = await admin.post(f"{endpoint}/secret", json={"graceHours": 0})
        assert made.json()["oldSecretUntil"] is None
        await admin.post(f"{endpoint}/test")
        assert [came.faults for came in receiver.came] == [["signature"]]

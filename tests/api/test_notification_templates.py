"""Templates of what people are told: saved, looked at, tried, restored, deleted."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from store.session import Database
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/notification-templates"
EN = {"subject": "{{ laptop }} is ordered", "body": "It comes on **{{ day }}**."}
AR = {"subject": "طُلب {{ laptop }}", "body": "يصل يوم {{ day }}."}
SAMPLE = {"laptop": "X1", "day": "Thursday"}
WANTED = {"base": 0, "texts": {"en": EN, "ar": AR}, "sample": SAMPLE, "note": "First"}
PROCESS = """
document: { dsl: '1.0.3', namespace: tests, name: tells, version: '1.0.0' }
do:
- tell:
    call: notify:1.0.0@default
    with: { to: [a@b.example], templateName: ordered }
"""


async def publish(admin: httpx.AsyncClient) -> list[dict[str, str]]:
    headers = {"Content-Type": "application/yaml"}
    await admin.post("/api/v1/definitions", content=PROCESS, headers=headers)
    answer = await admin.post("/api/v1/definitions/tests/tells/1.0.0/publish")
    assert answer.status_code == 200
    return answer.json()["warnings"]


async def saved(admin: httpx.AsyncClient, **more: object) -> dict[str, object]:
    answer = await admin.put(f"{ADDRESS}/ordered", json={**WANTED, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestSave:
    async def test_each_is_a_version(self, admin: httpx.AsyncClient):
        first = await saved(admin)
        assert (first["version"], first["languages"], first["note"]) == (1, ["en", "ar"], "First")
        assert first["savedByName"] == "Some Body"
        await saved(admin, base=1, texts={"ar": AR})
        [listed] = (await admin.get(ADDRESS)).json()["items"]
        assert (listed["name"], listed["version"]) == ("ordered", 2)
        assert listed["subject"] == AR["subject"]
        kept = (await admin.get(f"{ADDRESS}/ordered", params={"version": 1})).json()
        assert (kept["texts"], kept["sample"], kept["current"]) == (WANTED["texts"], SAMPLE, 2)
        versions = (await admin.get(f"{ADDRESS}/ordered/versions")).json()["items"]
        assert [one["version"] for one in versions] == [2, 1]

    async def test_not_over_what_one_has_not_seen(self, admin: httpx.AsyncClient):
        await saved(admin)
        await saved(admin, base=1, note="Theirs")
        refused = await admin.put(f"{ADDRESS}/ordered", json={**WANTED, "base": 1})
        assert refused.status_code == 409
        said = refused.json()
        assert (said["base"], said["newest"]["version"], said["newest"]["note"]) == (1, 2, "Theirs")
        assert "version 2 by Some Body, and yours is of 1" in said["detail"]

    async def test_two_at_once(self, admin: httpx.AsyncClient):
        put = [admin.put(f"{ADDRESS}/ordered", json=WANTED) for _ in range(4)]
        answers = await asyncio.gather(*put)
        assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]

    async def test_what_can_not_be_read_is_not_kept(self, admin: httpx.AsyncClient):
        texts = {"en": {"subject": "a", "body": "b\n{% if %}"}, "ar": AR}
        refused = await admin.put(f"{ADDRESS}/ordered", json={**WANTED, "texts": texts})
        assert refused.status_code == 422
        [fault] = refused.json()["errors"]
        assert (fault["pointer"], fault["line"]) == ("/texts/en/body", 2)
        assert (await admin.get(f"{ADDRESS}/ordered")).status_code == 404

    async def test_a_name_that_the_sample_lacks_is_no_reason(self, admin: httpx.AsyncClient):
        await saved(admin, sample={})

    @pytest.mark.parametrize(
        "more",
        [
            {"texts": {}},
            {"texts": {"fr": EN}},
            {"texts": {"en": {"subject": ""}}},
            {"texts": {"en": {"subject": "a\0"}}},
            {"sample": {"a": "\0"}},
            {"sample": {"a": "x" * 66_000}},
            {"sample": []},
            {"base": -1},
            {"extra": 1},
        ],
        ids=["none", "language", "empty", "zero", "zero within", "large", "list", "base", "field"],
    )
    async def test_refused(self, admin: httpx.AsyncClient, more: dict[str, object]):
        answer = await admin.put(f"{ADDRESS}/ordered", json={**WANTED, **more})
        assert answer.status_code == 422

    @pytest.mark.parametrize("name", [".hidden", "a b", "ä", "a" * 101, "-x"])
    async def test_strange_names(self, admin: httpx.AsyncClient, name: str):
        assert (await admin.put(f"{ADDRESS}/{name}", json=WANTED)).status_code == 422


class TestRestore:
    async def test_as_a_version_of_its_own(self, admin: httpx.AsyncClient):
        await saved(admin)
        await saved(admin, base=1, texts={"ar": AR})
        answer = await admin.post(f"{ADDRESS}/ordered/restore", json={"version": 1, "base": 2})
        assert (answer.json()["version"], answer.json()["restored"]) == (3, 1)
        assert answer.json()["texts"] == WANTED["texts"]

    async def test_refusals(self, admin: httpx.AsyncClient):
        await saved(admin)
        unknown = await admin.post(f"{ADDRESS}/ordered/restore", json={"version": 9, "base": 1})
        assert unknown.status_code == 404
        moved = await admin.post(f"{ADDRESS}/ordered/restore", json={"version": 1, "base": 7})
        assert moved.status_code == 409


class TestPreview:
    async def test_of_what_is_being_written(self, admin: httpx.AsyncClient):
        wanted = {"texts": WANTED["texts"], "values": {"laptop": "<b>X</b>", "day": "Monday"}}
        shown = (await admin.post(f"{ADDRESS}/preview", json=wanted)).json()
        assert shown["en"]["subject"] == "<b>X</b> is ordered"
        assert shown["en"]["text"] == "It comes on Monday."
        assert "&lt;b&gt;X&lt;/b&gt;" in shown["en"]["html"]
        assert "<strong>Monday</strong>" in shown["en"]["html"]
        assert 'dir="rtl"' in shown["ar"]["html"]

    async def test_of_a_saved_one(self, admin: httpx.AsyncClient):
        await saved(admin)
        await saved(admin, base=1, texts={"en": {"subject": "Second", "body": ""}}, sample={})
        first = {"name": "ordered", "version": 1}
        shown = (await admin.post(f"{ADDRESS}/preview", json=first)).json()
        assert shown["en"]["subject"] == "X1 is ordered"
        shown = (await admin.post(f"{ADDRESS}/preview", json={"name": "ordered"})).json()
        assert shown == {
            "en": {**shown["en"], "subject": "Second", "text": "", "faults": []},
        }
        other = {**first, "values": {"laptop": "Y", "day": "Z"}}
        shown = (await admin.post(f"{ADDRESS}/preview", json=other)).json()
        assert shown["ar"]["subject"] == "طُلب Y"

    @pytest.mark.parametrize(
        ("text", "part", "line", "words"),
        [
            ({"subject": "{{ a", "body": ""}, "subject", 1, "can't be read in line 1"),
            ({"subject": "a", "body": "\n\n{{ b }}"}, "body", 3, "names `b`"),
            ({"subject": "a", "body": "{{ ''.__class__ }}"}, "body", 1, "closed to templates"),
            ({"subject": " ", "body": ""}, "subject", None, "is empty"),
            (
                {"subject": "a", "body": "{% for i in range(10**8) %}{% endfor %}"},
                "body",
                None,
                "",
            ),
        ],
        ids=["syntax", "undefined", "attributes", "empty", "endless"],
    )
    async def test_says_what_is_wrong_and_where(
        self, admin: httpx.AsyncClient, text: object, part: str, line: int | None, words: str
    ):
        answer = await admin.post(f"{ADDRESS}/preview", json={"texts": {"en": text}})
        [fault] = answer.json()["en"]["faults"]
        assert fault["part"] == part
        assert words in fault["message"]
        assert line is None or fault["line"] == line

    @pytest.mark.parametrize("wanted", [{}, {"name": "a", "texts": {"en": EN}}])
    async def test_one_of_both(self, admin: httpx.AsyncClient, wanted: object):
        assert (await admin.post(f"{ADDRESS}/preview", json=wanted)).status_code == 422


class TestRemove:
    async def test_one_that_is_named_stays_unless_anyway(self, admin: httpx.AsyncClient):
        [warning] = await publish(admin)
        assert warning["code"] == "unknown-template"
        await saved(admin)
        refused = await admin.delete(f"{ADDRESS}/ordered")
        assert refused.status_code == 409
        assert "tests/tells 1.0.0" in refused.json()["detail"]
        shown = (await admin.get(f"{ADDRESS}/ordered")).json()
        assert shown["definitions"] == refused.json()["definitions"]
        gone = await admin.delete(f"{ADDRESS}/ordered", params={"anyway": True})
        assert gone.status_code == 204
        assert (await admin.get(f"{ADDRESS}/ordered")).status_code == 404
        assert (await admin.delete(f"{ADDRESS}/ordered")).status_code == 404
        assert (await saved(admin))["version"] == 2

    async def test_publishing_says_nothing_of_one_that_is_there(self, admin: httpx.AsyncClient):
        await saved(admin)
        assert await publish(admin) == []


class TestTrail:
    async def test_who_did_what(self, admin: httpx.AsyncClient):
        await saved(admin)
        await admin.post(f"{ADDRESS}/ordered/restore", json={"version": 1, "base": 1})
        await admin.delete(f"{ADDRESS}/ordered")
        said = (await admin.get("/api/v1/audit", params={"subject": "template:ordered"})).json()
        told = [(one["action"], one["details"]) for one in said["items"]]
        assert told == [
            ("template.delete", {"definitions": []}),
            ("template.restore", {"restored": 1, "version": 2}),
            ("template.save", {"version": 1}),
        ]


async def test_another_organisation_sees_nothing(
    admin: httpx.AsyncClient, somebody: Somebody, database: Database, other_tenant: str
):
    await saved(admin)
    stranger = await somebody(other_tenant, "admin")
    assert (await stranger.get(ADDRESS)).json() == {"items": []}
    assert (await stranger.get(f"{ADDRESS}/ordered")).status_code == 404

"""Every route that changes something is declared with its line in the trail, and leaves it."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher
from fastapi.routing import iter_route_contexts

from api.app import create_api
from api.audit.actions import AUDITED, CHANGING_NOTHING
from store import people
from tests.api.conftest import HELLO, Stage

READING = {"GET", "HEAD", "OPTIONS"}
API = "/api/v1"
YAML = {"Content-Type": "application/yaml"}
ANSWER = {"accepted": True}


def changing() -> set[str]:
    return {
        f"{method} {context.path}"
        for context in iter_route_contexts(create_api().routes)
        for method in (context.methods or set()) - READING
    }


class TestDeclared:
    def test_every_route_that_may_change_something(self):
        assert changing() == set(AUDITED) | CHANGING_NOTHING
        assert not set(AUDITED) & CHANGING_NOTHING

    @pytest.mark.parametrize("action", sorted(AUDITED.values()))
    def test_as_thing_and_verb(self, action):
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+", action)


@pytest.fixture
async def trail(admin, services):
    """What stands in it, the newest last."""

    async def trail(**sought: str) -> list[dict]:
        await services.background.finish(5)
        page = (await admin.get(f"{API}/audit", params={"limit": 200, **sought})).json()
        return page["items"][::-1]

    return trail


class TestFamilies:
    """Each by hand: what is done, then what the trail says of it."""

    async def test_definitions(self, admin, trail):
        draft = HELLO.replace("1.0.0", "2.0.0")
        for content in (draft, draft, draft.replace("Hello", "Bye")):
            await admin.post(f"{API}/definitions", content=content, headers=YAML)
        place = f"{API}/definitions/tests/hello/2.0.0"
        for _ in range(2):
            await admin.post(f"{place}/publish")
        await admin.post(f"{place}/deprecate")
        await admin.put(f"{API}/definitions/tests/hello/layout", json={"positions": {}})
        await admin.delete(place)
        said = await trail()
        assert [one["action"] for one in said] == [
            "definition.save",
            "definition.save",
            "definition.publish",
            "definition.deprecate",
            "layout.save",
            "definition.archive",
        ]
        first, second, published, *_, archived = said
        assert first["details"]["before"] is None
        assert second["details"]["before"] == first["details"]["after"]
        assert published["subject"] == "definition:tests/hello/2.0.0"
        assert published["details"]["after"]["state"] == "published"
        assert archived["details"]["before"]["state"] == "deprecated"

    async def test_definitions_that_are_refused(self, admin, hello, trail):
        other = HELLO.replace("Hello", "Bye")
        assert (
            await admin.post(f"{API}/definitions", content=other, headers=YAML)
        ).status_code == 409
        (refused,) = await trail(outcome="refused")
        assert (refused["action"], refused["outcome"]) == ("definition.save", "refused")
        assert "published" in refused["details"]["refused"]

    async def test_runs(self, admin, hello, stage: Stage, trail):
        stage.answers = ANSWER
        started = await admin.post(f"{API}/runs", json={"workflow": hello})
        run = started.json()["id"]
        for command in ("suspend", "resume", "cancel"):
            await admin.post(f"{API}/runs/{run}/{command}", json={"reason": command})
        settled = {"outcome": "happened", "output": 1, "visit": "v", "reason": "r"}
        await admin.post(f"{API}/runs/{run}/settle", json=settled)
        skipped = {"visit": "v", "output": {"salary": 7}, "reason": "r"}
        await admin.post(f"{API}/runs/{run}/skip", json=skipped)
        await admin.post(f"{API}/runs/{run}/data", json={"context": {"salary": 7}, "reason": "r"})
        again = await admin.post(f"{API}/runs/{run}/again", json={"reason": "r"})
        said = await trail(subject=f"run:{run}")
        assert [one["action"].removeprefix("run.") for one in said] == [
            "start",
            "suspend",
            "resume",
            "cancel",
            "settle",
            "skip",
            "change",
            "again",
        ]
        assert said[0]["details"] == {"process": hello, "version": "1.0.0"}
        assert said[-1]["details"]["run"] == again.json()["id"]
        assert {one["outcome"] for one in said} == {"done"}
        assert "salary" not in str(said)

    async def test_a_start_twice_is_one_line(self, admin, hello, trail):
        for _ in range(2):
            headers = {"Idempotency-Key": "k"}
            await admin.post(f"{API}/runs", json={"workflow": hello}, headers=headers)
        assert len(await trail(action="run.start")) == 1

    async def test_a_start_that_is_refused(self, admin, hello, trail):
        await admin.delete(f"{API}/definitions/tests/hello/1.0.0")
        wanted = {"workflow": hello, "version": "1.0.0"}
        assert (await admin.post(f"{API}/runs", json=wanted)).status_code == 409
        (refused,) = await trail(action="run.start")
        assert (refused["subject"], refused["outcome"]) == (f"process:{hello}", "refused")

    async def test_secrets_without_their_value(self, admin, trail):
        wanted = {"value": "hunter2", "processes": ["a/*"], "hosts": ["a.example"]}
        await admin.put(f"{API}/secrets/api", json=wanted)
        await admin.put(f"{API}/secrets/api", json=wanted | {"hosts": ["b.example"]})
        lines = await trail(subject="secret:api")
        assert [one["action"] for one in lines].count("secret.write") == 2
        bound = [one["details"] for one in lines if one["action"] == "secret.grant"]
        assert "a.example" in str(bound[0])
        assert "b.example" in str(bound[1])
        assert "hunter2" not in str(lines)

    async def test_events_once(self, admin, trail):
        event = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t", "data": "private"}
        headers = {"Content-Type": "application/cloudevents+json"}
        for _ in range(2):
            answer = await admin.post(f"{API}/events", json=event, headers=headers)
            assert answer.status_code == 202
        (said,) = await trail(action="event.publish")
        assert said["details"] == {"id": "1", "source": "/s", "type": "t"}

    async def test_schedules(self, admin, trail):
        timed = HELLO + "schedule:\n  every:\n    hours: 1\n"
        await admin.post(f"{API}/definitions", content=timed, headers=YAML)
        await admin.post(f"{API}/definitions/tests/hello/1.0.0/publish")
        for how in ("pause", "resume"):
            assert (await admin.post(f"{API}/schedules/tests/hello/{how}")).status_code == 200
        said = await trail(subject="schedule:tests/hello")
        assert [one["action"] for one in said] == ["schedule.pause", "schedule.resume"]
        assert said[0]["details"] == {"before": {"paused": False}, "after": {"paused": True}}


class TestRefusalsAtTheDoor:
    async def test_of_a_change(self, somebody, tenant, admin, trail):
        member = await somebody(tenant, "member")
        for _ in range(2):
            assert (await member.put(f"{API}/secrets/a", json={})).status_code == 403
        first, second = await trail(outcome="refused")
        assert first["action"] == second["action"] == "secret.write"
        assert first["subject"] == "route:PUT /api/v1/secrets/{name}"
        assert first["details"]["permission"] == "secrets:write"
        assert first["actor"] == member.headers["X-Person"]

    async def test_of_reading_once_a_minute(self, somebody, tenant, admin, trail):
        member = await somebody(tenant, "member")
        for _ in range(3):
            assert (await member.get(f"{API}/audit")).status_code == 403
        said = await trail(outcome="refused", actor=member.headers["X-Person"])
        assert 1 <= len(said) <= 2
        assert said[0]["action"] == "audit.read"


class TestDataRead:
    async def test_by_somebody_else_once_an_hour(self, somebody, tenant, admin, hello, trail):
        operator = await somebody(tenant, "supervisor")
        run = (await admin.post(f"{API}/runs", json={"workflow": hello})).json()["id"]
        for address in ("", "/trace", "/facts", "/events", ""):
            for client in (admin, operator):
                answer = await client.get(f"{API}/runs/{run}{address}")
                assert answer.status_code == 200
        said = await trail(action="run.read-data")
        assert 1 <= len(said) <= 2
        assert {one["actor"] for one in said} == {operator.headers["X-Person"]}
        assert said[0]["details"] == {"process": hello}


class TestSignIn:
    PASSWORD = "a long password"

    @pytest.fixture
    async def ada(self, database, tenant, services):

        hashed = PasswordHasher(time_cost=1, memory_cost=64).hash(self.PASSWORD)
        email = f"ada@{tenant}.example"
        async with database.tenant(tenant) as session:
            await people.add(session, email, "Ada", ["member"], password_hash=hashed)
            return (await people.by_email(session, email))[0]

    async def test_begun_ended_and_refused(self, stranger, ada, trail):
        wanted = {"email": ada.email, "password": self.PASSWORD}
        own = {"X-Baton": "1"}
        wrong = {**wanted, "password": "wrong"}
        assert (await stranger.post(f"{API}/session", json=wrong, headers=own)).status_code == 401
        assert (await stranger.post(f"{API}/session", json=wanted, headers=own)).status_code == 200
        assert (await stranger.delete(f"{API}/session", headers=own)).status_code == 204
        refused, begun, ended = await trail(subject=f"person:{ada.id}")
        assert (refused["actor"], refused["outcome"]) == ("nobody", "refused")
        assert (begun["actor"], begun["action"]) == (ada.id, "session.begin")
        assert (ended["actor"], ended["action"]) == (ada.id, "session.end")
        assert {one["address"] for one in (refused, begun, ended)} == {"127.0.0.1"}

    async def test_of_strangers_nothing_is_told(self, stranger, trail):
        wanted = {"email": "nobody@nowhere.example", "password": "x"}
        answer = await stranger.post(f"{API}/session", json=wanted, headers={"X-Baton": "1"})
        assert answer.status_code == 401
        assert await trail() == []

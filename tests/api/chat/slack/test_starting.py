"""A process that is started in Slack: by its form, once, by who may."""

from __future__ import annotations

import pytest

from api.chat.slack import handling, starting
from tests.api.approvals.conftest import person
from tests.api.chat.slack.conftest import texts

SOURCE = """\
document: {{ dsl: '1.0.3', namespace: tests, name: {name}, version: '1.0.0', title: {title} }}
input: {{ schema: {{ format: json, document: {schema} }} }}
do:
  - greet: {{ set: {{ done: true }} }}
"""
FORM = (
    "{ type: object, required: [days], properties: { days: { type: integer, title: Days,"
    " maximum: 30 }, kind: { enum: [paid, unpaid] }, why: { type: string } } }"
)


@pytest.fixture
def publishes(admin):
    async def publish(name: str, schema: str, title: str = "Vacation") -> None:
        source = SOURCE.format(name=name, title=title, schema=schema)
        kind = {"Content-Type": "application/yaml"}
        made = await admin.post("/api/v1/definitions", content=source, headers=kind)
        assert made.status_code == 201, made.text
        await admin.post(f"/api/v1/definitions/tests/{name}/1.0.0/publish")

    return publish


async def runs(client) -> list[dict]:
    return (await client.get("/api/v1/runs")).json()["items"]


class TestStart:
    async def test_by_its_form(self, desk, publishes, ann):
        await publishes("vacation", FORM)
        acting = await desk.seat(ann)
        sent = await acting.command("vacation")
        assert sent.answer == b""
        [view] = acting.views
        view.values["field/0"] = {"value": {"type": "number_input", "value": "99"}}
        await acting.submit(view)
        assert [*acting.errors] == ["field/0"]
        assert await runs(ann) == []
        view.values["field/0"] = {"value": {"type": "number_input", "value": "3"}}
        sent = await acting.submit(view)
        [run] = await runs(ann)
        assert run["startedBy"]["id"] == person(ann) if isinstance(run["startedBy"], dict) else True
        shown = texts(acting.views[0].content["blocks"])
        assert "Vacation has been started." in shown
        assert f"/runs/{run['id']}" in shown
        whole = (await ann.get(f"/api/v1/runs/{run['id']}")).json()
        assert whole["input"] == {"days": 3}
        await desk.standin.delivery.replays(sent)
        assert len(await runs(ann)) == 1
        assert run["id"] in desk.services.delivery.delivered

    async def test_without_a_form_it_is_asked_once(self, desk, hello, ann):
        acting = await desk.seat(ann)
        await acting.command("start tests/hello")
        assert "Nothing has to be filled in." in texts(acting.views[0].content["blocks"])
        await acting.submit(acting.views[0])
        assert len(await runs(ann)) == 1

    async def test_a_form_that_needs_more(self, desk, publishes, ann):
        await publishes("big", "{ type: object, properties: { rows: { type: array } } }")
        acting = await desk.seat(ann)
        await acting.command("big")
        assert acting.views == []
        assert "/processes/tests/big/start" in desk.told(acting)[-1]

    async def test_who_may_not(self, desk, hello, ann, admin):
        told = {"restricted": True, "grants": []}
        closed = await admin.put("/api/v1/processes/tests/hello/access", json=told)
        assert closed.status_code == 200, closed.text
        acting = await desk.seat(ann)
        await acting.command("hello")
        assert "There is no process" in desk.told(acting)[-1]
        assert await runs(ann) == []

    async def test_taken_away_meanwhile(self, desk, hello, ann, admin):
        acting = await desk.seat(ann)
        await acting.command("hello")
        told = {"restricted": True, "grants": []}
        await admin.put("/api/v1/processes/tests/hello/access", json=told)
        await acting.submit(acting.views[0])
        assert "can't be started now" in texts(acting.views[0].content["blocks"])
        assert await runs(ann) == []

    async def test_slow_and_nobody_is_invited_to_start_twice(self, desk, hello, ann, monkeypatch):
        acting = await desk.seat(ann)
        await acting.command("hello")
        [view] = acting.views
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        sent = await acting.submit(view)
        told = texts(view.content["blocks"])
        assert "may have started" in told
        assert "/runs" in told
        assert len(await runs(ann)) == 1
        await desk.standin.delivery.replays(sent)
        await desk.services.background.finish(60)
        assert len(await runs(ann)) == 1

    async def test_by_the_home(self, desk, publishes, ann):
        await publishes("big", "{ type: object, properties: { rows: { type: array } } }")
        acting = await desk.seat(ann)
        await acting.open_home()
        await acting.click(acting.home, "start/0")
        assert "/processes/tests/big/start" in texts(acting.views[-1].content["blocks"])


class TestFields:
    def test_what_is_no_object_has_no_fields(self):
        assert starting._fields({"type": "string"}) is None
        assert starting._fields(None) == []
        assert starting._fields(True) == []
        assert [
            one.name for one in starting._fields({"properties": {"a": {"type": "string"}}})
        ] == ["a"]

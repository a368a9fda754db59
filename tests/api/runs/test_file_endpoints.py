"""Runs leave as files and come back from them, with their values or without."""

from __future__ import annotations

import asyncio
from dataclasses import replace as with_parts

import httpx
import pytest

from definitions import errors
from definitions.contracts import Outcome
from definitions.run_file import (
    MEDIA_TYPE,
    Above,
    Child,
    Intent,
    Published,
    RunFile,
    Told,
    read_run_file,
    write,
)
from store import hearing, messages, run_files, runs
from store.runs import new_id
from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import Slow
from workflows.simulator.simulation import Mocked

RUNS = "/api/v1/runs"
SECRET = "Ada Lovelace"
POST = "{ call: http, with: { method: post, endpoint: 'https://x.example' } }"
TWO_CALLS = f"  - a: {POST}\n  - b: {POST}\n"
LISTENS = """\
  - a: { emit: { event: { with: { source: /s, type: t, data: 1 } } } }
  - b: { listen: { to: { one: { with: { type: u } } } } }
"""
STARTS = "  - a: { run: { workflow: { namespace: n, name: b, version: 1.0.0 } } }\n"


def file_of(tasks: str = TWO_CALLS, given: object = SECRET, calls: int = 99) -> RunFile:
    """Of a run whose calls are answered, so many of them."""
    left = iter(range(calls))
    slow = Slow(
        program_of(tasks),
        lambda _: None if next(left, None) is None else Mocked({"said": SECRET}),
        run=new_id(),
    )
    slow.run(given)
    return slow.file()


async def revive(client: httpx.AsyncClient, file: RunFile | bytes, **query: str) -> httpx.Response:
    content = file if isinstance(file, bytes) else write(file)
    headers = {"Content-Type": MEDIA_TYPE}
    return await client.post(f"{RUNS}/revive", content=content, headers=headers, params=query)


async def export(client: httpx.AsyncClient, run: str, **query: str) -> RunFile:
    answer = await client.get(f"{RUNS}/{run}/export", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(MEDIA_TYPE)
    return read_run_file(answer.content)


class TestRevive:
    async def test_an_open_run_goes_on(self, admin, stage):
        file = file_of(calls=1)
        answer = await revive(admin, file)
        assert answer.status_code == 201, answer.text
        shown = answer.json()
        assert (shown["id"], shown["status"], shown["execution"]) == (file.run.id, "running", 2)
        assert shown["input"] == SECRET
        assert [one["code"] for one in shown["warnings"]] == ["outcome-unknown"]
        assert "/do/1/b" in shown["warnings"][0]["message"]
        assert stage.delivered == [file.run.id]

    async def test_a_call_under_way_is_nobodys_to_make(self, admin, database, keyring, tenant):
        file = file_of(calls=1)
        file.intents.append(Intent(f"{file.run.id}:/do/0/a:0", Outcome({"said": SECRET})))
        assert (await revive(admin, file)).status_code == 201
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            kept = await run_intents(session, keys, file.run.id)
        assert kept == {
            f"{file.run.id}:/do/0/a:0": Outcome({"said": SECRET}),
            f"{file.run.id}:/do/1/b:0": None,
        }

    async def test_what_came_of_a_call_is_known_though_no_fact_holds_it(self, admin):
        file = file_of(calls=1)
        known = Outcome(problem=errors.runtime("No."))
        file.intents.append(Intent(f"{file.run.id}:/do/1/b:0", known))
        assert (await revive(admin, file)).json()["warnings"] == []

    async def test_comes_back_whole(self, admin):
        file = file_of(LISTENS)
        file.events.append(Published(new_id(), 3))
        await revive(admin, file)
        again = await export(admin, file.run.id, values="true")
        assert again.facts == file.facts
        assert again.trace == file.trace
        assert again.text == file.text
        assert again.events == file.events
        assert again.run.created_at.startswith("2026-09-21T14:13:20")
        events = (await admin.get(f"{RUNS}/{file.run.id}/events")).json()["items"]
        assert [one["data"] for one in events if one["type"] == "t"] == [1]

    async def test_it_listens_again_and_hears_its_own_no_more(
        self, admin, database, keyring, tenant
    ):
        file = file_of(LISTENS)
        await revive(admin, file)
        keys = await keyring.of(tenant)
        await admin.post("/api/v1/events", json=event("u"), headers=CLOUD)
        handing, done = True, 0
        while handing and done < 20:
            async with database.tenant(tenant) as session:
                handing, done = await hearing.hand_out(session, keys), done + 1
        async with database.tenant(tenant) as session:
            told = await messages.undelivered(session, keys, file.run.id)
        assert [one.data["event"]["type"] for one in told] == ["u"]

    async def test_what_was_not_answered_is_told_again(self, admin, database, keyring, tenant):
        file = file_of(calls=1)
        file.messages.append(Told("m1", 7, "run.cancel", {"reason": "now"}))
        await revive(admin, file)
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            waiting = await messages.undelivered(session, keys, file.run.id)
            row = await runs.get(session, file.run.id)
        assert [(one.id, one.sequence) for one in waiting] == [("m1", 7)]
        assert row.last_message == 7

    async def test_one_that_has_not_begun(self, admin):
        file = file_of()
        file.facts, file.trace = [], []
        answer = await revive(admin, file)
        assert (answer.status_code, answer.json()["status"]) == (201, "pending")

    async def test_a_child_that_has_begun_is_not_begun_twice(self, admin):
        file = file_of(STARTS, calls=0)
        child = new_id()
        file.children.append(Child(child, f"{file.run.id}:/do/0/a:0"))
        answer = (await revive(admin, file)).json()
        assert answer["status"] == "waiting"
        assert child in answer["warnings"][0]["message"]

    async def test_keeps_who_started_it(self, admin):
        file, parent = file_of(calls=1), new_id()
        file.run.parent = Above(parent, "/do/0/x", awaited=True, depth=2)
        shown = (await revive(admin, file)).json()
        assert shown["parent"] == {"id": parent, "task": "/do/0/x"}

    async def test_its_definition_is_archived(self, admin):
        file = file_of(calls=1)
        await revive(admin, file)
        found = (await admin.get("/api/v1/definitions/test/case/1.0.0")).json()
        assert (found["state"], found["hash"]) == ("archived", file.run.hash)
        started = await admin.post(RUNS, json={"workflow": "test/case", "input": None})
        assert started.status_code in (404, 409)

    async def test_repeated_it_is_one(self, admin):
        content = write(file_of(calls=1))
        headers = {"Content-Type": MEDIA_TYPE, "Idempotency-Key": "once"}
        first, second = [
            await admin.post(f"{RUNS}/revive", content=content, headers=headers) for _ in range(2)
        ]
        assert first.status_code == second.status_code == 201
        assert first.json()["id"] == second.json()["id"]
        assert second.headers["idempotency-replayed"] == "true"

    async def test_at_once_it_is_one(self, admin):
        content = write(file_of(calls=1))
        answers = await asyncio.gather(*(revive(admin, content) for _ in range(3)))
        assert sorted(one.status_code for one in answers) == [201, 409, 409]


class TestRefusals:
    async def test_one_that_is_there(self, admin):
        file = file_of(calls=1)
        await revive(admin, file)
        answer = await revive(admin, file)
        assert answer.status_code == 409
        assert file.run.id in answer.json()["detail"]

    async def test_one_that_another_tenant_has(self, admin, somebody, other_tenant):
        file = file_of(calls=1)
        await revive(await somebody(other_tenant, "admin"), file)
        assert (await revive(admin, file)).status_code == 409
        assert (await admin.get(f"{RUNS}/{file.run.id}")).status_code == 404

    async def test_one_of_the_same_cause(self, admin):
        one, other = file_of(calls=1), file_of(calls=1)
        one.run.cause = other.run.cause = "schedule/x"
        assert (await revive(admin, one)).status_code == 201
        assert (await revive(admin, other)).status_code == 409

    async def test_one_that_has_ended_but_as_a_record(self, admin, stage):
        file = file_of()
        assert (await revive(admin, file)).status_code == 422
        answer = await revive(admin, file, record="true")
        assert answer.status_code == 201, answer.text
        assert answer.json()["status"] == "completed"
        assert answer.json()["execution"] == 1
        assert answer.json()["endedAt"] is not None

    async def test_an_open_one_as_a_record(self, admin):
        assert (await revive(admin, file_of(calls=1), record="true")).status_code == 422

    async def test_another_definition_of_that_version(self, admin):
        await revive(admin, file_of(calls=1))
        answer = await revive(admin, file_of("  - a: " + POST + "\n", calls=0))
        assert answer.status_code == 409
        assert "another definition" in answer.json()["detail"]

    @pytest.mark.parametrize(
        "harm",
        [
            lambda file: setattr(file.run, "hash", "0" * 64),
            lambda file: setattr(file.run, "name", "other"),
            lambda file: setattr(file.run, "id", "no-uuid"),
            lambda file: setattr(file.run, "created_at", "yesterday"),
            lambda file: setattr(file.run, "input", "other"),
            lambda file: setattr(file.run, "started_by", "x" * 2000),
            lambda file: setattr(file.run, "package", "lab") or setattr(file, "text", None),
            lambda file: setattr(file, "values", "masked"),
            lambda file: file.facts.pop(0),
            lambda file: file.facts[0].body.pop("steps"),
            lambda file: file.facts[1].body.update(steps="many"),
            lambda file: file.facts[1].body.update(effect=[]),
            lambda file: setattr(file.facts[1], "kind", "unknown.kind"),
            lambda file: setattr(file.facts[0], "at", 2**80),
            lambda file: file.intents.extend([Intent("k"), Intent("k")]),
            lambda file: file.messages.extend([Told("a", 1, "k"), Told("b", 1, "k")]),
            lambda file: file.events.append(Published("no-uuid", 1)),
            lambda file: setattr(file.text, "source", "do: ["),
            lambda file: setattr(file.text, "source", "\0"),
            lambda file: file.messages.append(Told("a", 2**40, "k")),
            lambda file: setattr(file.run, "cause", "nul\0"),
        ],
        ids=[str(number) for number in range(21)],
    )
    async def test_what_does_not_fit(self, admin, harm):
        file = file_of(calls=1)
        harm(file)
        answer = await revive(admin, file)
        assert answer.status_code == 422, answer.text
        assert (await admin.get(f"{RUNS}/{file.run.id}")).status_code == 404

    @pytest.mark.parametrize("content", [b"", b"{}", b"[1]\n", b"\xff", b"no", b'{"run":1}\n{}'])
    async def test_no_file_at_all(self, admin, content):
        assert (await revive(admin, content)).status_code == 422

    async def test_a_piece_and_a_changed_one(self, admin):
        content = write(file_of(calls=1))
        assert (await revive(admin, content[: len(content) // 2])).status_code == 422
        changed = content.replace(SECRET.encode(), b"Eve Lovelace", 1)
        assert (await revive(admin, changed)).status_code == 422

    async def test_a_run_without_an_end_is_given_up(self, admin, monkeypatch):
        monkeypatch.setattr("api.runs.reviving.SECONDS", 0.2)
        file = file_of("  - a: { wait: { seconds: 1 } }\n", calls=0)
        endless = program_of("  - a: { set: { n: 1 }, then: a }\n")
        file.text.document = endless.document
        file = with_parts(file, facts=file.facts[:1])
        file.run.hash = endless.hash
        answer = await revive(admin, file)
        assert answer.status_code == 422
        assert "too long" in answer.json()["detail"]

    async def test_another_content_type(self, admin):
        answer = await admin.post(f"{RUNS}/revive", content=b"{}")
        assert answer.status_code == 415

    @pytest.mark.parametrize("role", ["operator", "developer", "designer", "member"])
    async def test_only_administrators(self, somebody, tenant, role):
        answer = await revive(await somebody(tenant, role), file_of(calls=1))
        assert answer.status_code == 403


class TestExport:
    @pytest.fixture
    async def run(self, admin) -> str:
        file = file_of(calls=1)
        file.messages.append(Told("m1", 1, "run.cancel", {"reason": SECRET}))
        file.intents.append(Intent("key", Outcome(SECRET)))
        await revive(admin, file)
        return file.run.id

    async def test_masked_it_holds_no_value(self, admin, run):
        answer = await admin.get(f"{RUNS}/{run}/export")
        assert SECRET.encode() not in answer.content
        file = read_run_file(answer.content)
        assert file.masked
        assert file.run.input == f"<text of {len(SECRET)}>"
        assert file.facts[1].body["output"] == {"said": f"<text of {len(SECRET)}>"}
        assert file.facts[1].body["effect"] == 1

    async def test_with_values_it_is_complete(self, admin, run):
        file = await export(admin, run, values="true")
        assert not file.masked
        assert file.run.input == SECRET
        assert file.messages == [Told("m1", 1, "run.cancel", {"reason": SECRET})]
        assert [one.key for one in file.intents] == [f"{run}:/do/1/b:0", "key"]

    @pytest.mark.parametrize(
        ("role", "status"), [("supervisor", 200), ("operator", 403), ("designer", 403)]
    )
    async def test_values_need_a_permission(self, somebody, tenant, run, role, status):
        client = await somebody(tenant, role)
        answer = await client.get(f"{RUNS}/{run}/export", params={"values": "true"})
        assert answer.status_code == status

    async def test_somebody_elses(self, somebody, tenant, other_tenant, run):
        member = await somebody(tenant, "member")
        stranger = await somebody(other_tenant, "admin")
        for client in (member, stranger):
            assert (await client.get(f"{RUNS}/{run}/export")).status_code == 404

    async def test_who_took_values_is_kept(self, admin, run):
        for values in ("false", "true"):
            await admin.get(f"{RUNS}/{run}/export", params={"values": values})
        deeds = (await admin.get(f"{RUNS}/{run}/audit")).json()
        said = [one["action"] for one in deeds["items"]]
        said = [action for action in said if action != "run.read-data"]
        assert said == ["run.export", "run.revive"]

    async def test_many_pages(self, admin, monkeypatch):
        monkeypatch.setattr("api.runs.exporting.PAGE", 3)
        file = file_of(TWO_CALLS * 1 + "".join(f"  - c{n}: {POST}\n" for n in range(8)), calls=9)
        await revive(admin, file)
        again = await export(admin, file.run.id, values="true")
        assert again.facts == file.facts
        assert again.trace == file.trace


CLOUD = {"Content-Type": "application/cloudevents+json"}


def event(kind: str) -> dict[str, object]:
    return {"specversion": "1.0", "id": new_id(), "source": "/s", "type": kind}


async def run_intents(session, keys, run) -> dict[str, Outcome | None]:
    return {one.key: one.outcome for one in await run_files.intents_of(session, keys, run)}

"""Files that a form names: checked, attached to the run, and shown to who is asked about them."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest

from api.approvals import service
from api.approvals.service import Actor
from api.errors import ApiError
from definitions.approvals import DECIDE, Act, Who
from store.runs import new_id
from tests.api.approvals.conftest import APPROVALS, RUNS, ann, asks, bob, dora, person
from tests.api.files.bringing import FILES, KEY, bring, code

__all__ = ["ann", "asks", "bob", "dora"]

CLAIM = """\
document: { dsl: '1.0.3', namespace: tests, name: claim, version: '1.0.0' }
input:
  schema:
    format: json:2020-12
    document:
      type: object
      required: [receipt]
      properties:
        receipt: { type: string, format: file, contentMediaType: 'application/pdf, image/*' }
        more: { type: array, items: { type: string, format: file } }
        other: { anyOf: [{ type: string, format: file }, { type: string }] }
        words: { type: string }
do:
  - hold: { wait: PT1H }
"""
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
SCHEMA = "{ properties: { receipt: { type: string, format: file } } }"
FORM = "{ properties: { proof: { format: file, contentMediaType: image/* }, note: {} } }"


def wants(*clients, more: str = "") -> str:
    people = ", ".join(person(one) for one in clients)
    return f"{{ subject: Taxi, approvers: [{people}]{more} }}"


ATTACHED = ", attachments: '${ [.receipt] }'"


@pytest.fixture
async def claim(admin) -> str:
    kind = {"Content-Type": "application/yaml"}
    await admin.post("/api/v1/definitions", content=CLAIM, headers=kind)
    await admin.post("/api/v1/definitions/tests/claim/1.0.0/publish")
    return "tests/claim"


@pytest.fixture
def start(claim):
    async def do(client, headers=None, **given):
        body = {"workflow": claim, "input": given}
        return await client.post(RUNS, json=body, headers=headers or {})

    return do


@pytest.fixture
def bound(database_urls, tenant):
    """The runs of a file."""

    def of(file: str) -> list[str]:
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT run_id::text FROM file_runs WHERE file_id = %s ORDER BY run_id"
            return [row[0] for row in admin.execute(query, [file]).fetchall()]

    return of


@pytest.fixture
def runs(database_urls, tenant):
    def count() -> int:
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT count(*) FROM runs WHERE tenant_id = %s"
            return admin.execute(query, [tenant]).fetchone()[0]

    return count


async def brought(client, content=PNG, name="a.png", **more) -> str:
    answer = await bring(client, content, name, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def faults(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(one["code"], one["pointer"]) for one in answer.json()["errors"]]


class TestStarts:
    async def test_it_belongs_to_the_run(self, dora, start, bound):
        receipt, more = await brought(dora), await brought(dora, b"words", "a.txt")
        answer = await start(dora, receipt=receipt, more=[more, more], words=receipt)
        assert answer.status_code == 201, answer.text
        run = answer.json()["id"]
        assert bound(receipt) == bound(more) == [run]
        assert (await dora.get(f"{FILES}/{receipt}")).json()["attachedAt"] is not None

    async def test_asked_again_it_is_the_same_run(self, dora, start, bound):
        receipt = await brought(dora)
        first = await start(dora, KEY, receipt=receipt)
        again = await start(dora, KEY, receipt=receipt)
        assert first.json()["id"] == again.json()["id"]
        assert bound(receipt) == [first.json()["id"]]

    async def test_two_runs_may_have_one_file(self, dora, start, bound):
        receipt = await brought(dora)
        made = [(await start(dora, receipt=receipt)).json()["id"] for _ in range(2)]
        assert bound(receipt) == sorted(made)

    async def test_a_run_like_another_has_its_files(self, dora, start, bound):
        receipt = await brought(dora)
        run = (await start(dora, receipt=receipt)).json()["id"]
        again = await dora.post(f"{RUNS}/{run}/again", json={"reason": "once more"})
        assert again.status_code == 201, again.text
        assert bound(receipt) == sorted([run, again.json()["id"]])

    async def test_a_text_elsewhere_attaches_nothing(self, dora, start, bound):
        receipt, loose = await brought(dora), await brought(dora)
        assert (await start(dora, receipt=receipt, words=loose)).status_code == 201
        assert bound(loose) == []

    async def test_what_may_be_a_file_or_a_text(self, dora, bob, start, bound):
        receipt, other = await brought(dora), await brought(dora)
        run = (await start(dora, receipt=receipt, other=other)).json()["id"]
        assert bound(other) == [run]
        assert (await start(dora, receipt=receipt, other="words")).status_code == 201
        theirs = await brought(bob)
        refused = await start(dora, receipt=receipt, other=theirs)
        assert faults(refused) == [("file-unknown", "/input/other")]

    async def test_what_nobody_has_brought(self, dora, start, runs):
        mine = await brought(dora)
        for one in ("x", "", new_id(), str(uuid4()).upper(), "../etc/passwd", f"{mine} ", "☃"):
            assert faults(await start(dora, receipt=one)) == [("file-unknown", "/input/receipt")]
        assert runs() == 0

    async def test_each_place_is_named(self, dora, start, runs):
        text = await brought(dora, b"words", "a.txt")
        refused = await start(dora, receipt=text, more=[text, "x"])
        assert faults(refused) == [
            ("file-kind", "/input/receipt"),
            ("file-unknown", "/input/more/1"),
        ]
        assert code(refused) == "file-kind"
        assert "text/plain" in refused.json()["detail"]
        assert refused.json()["files"] == ["x"]
        assert runs() == 0

    async def test_another_persons(self, dora, bob, start, runs, bound):
        theirs = await brought(bob)
        assert faults(await start(dora, receipt=theirs)) == [("file-unknown", "/input/receipt")]
        assert (runs(), bound(theirs)) == (0, [])

    async def test_another_tenants(self, dora, somebody, other_tenant, start, runs, bound):
        theirs = await brought(await somebody(other_tenant))
        assert faults(await start(dora, receipt=theirs)) == [("file-unknown", "/input/receipt")]
        assert (runs(), bound(theirs)) == (0, [])

    async def test_one_that_was_removed(self, dora, start):
        receipt = await brought(dora)
        assert (await dora.delete(f"{FILES}/{receipt}")).status_code == 204
        assert faults(await start(dora, receipt=receipt)) == [("file-unknown", "/input/receipt")]

    async def test_one_that_is_being_swept(self, dora, start, database_urls):
        receipt = await brought(dora)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE files SET going_at = now() WHERE id = %s", [receipt])
        assert faults(await start(dora, receipt=receipt)) == [("file-unknown", "/input/receipt")]

    async def test_a_thousand(self, dora, start, runs):
        receipt = await brought(dora)
        refused = await start(dora, receipt=receipt, more=[new_id() for _ in range(1000)])
        assert (refused.status_code, code(refused)) == (422, "too-many-files")
        endless = await start(dora, receipt=receipt, more=["x"] * 30_000)
        assert (endless.status_code, code(endless)) == (422, "too-many-files")
        assert runs() == 0

    async def test_the_same_a_thousand_times(self, dora, start, bound):
        receipt = await brought(dora)
        answer = await start(dora, receipt=receipt, more=[receipt] * 1000)
        assert answer.status_code == 201
        assert bound(receipt) == [answer.json()["id"]]

    async def test_removed_while_it_is_given(self, dora, start, runs):
        """One of the two is told that it was too late, whichever it is."""
        for _ in range(5):
            before, receipt = runs(), await brought(dora)
            started, removed = await asyncio.gather(
                start(dora, receipt=receipt), dora.delete(f"{FILES}/{receipt}")
            )
            assert (started.status_code, removed.status_code) in ((201, 409), (422, 204))
            assert runs() == before + (started.status_code == 201)


class TestApprovals:
    async def test_who_is_asked_opens_what_is_attached(
        self, asks, ann, bob, dora, somebody, tenant, other_tenant
    ):
        receipt = await brought(dora)
        await asks(dora, wants(ann, more=ATTACHED), schema=SCHEMA, given={"receipt": receipt})
        shown = await ann.get(f"{FILES}/{receipt}/content")
        assert (shown.status_code, shown.content) == (200, PNG)
        assert (await bob.get(f"{FILES}/{receipt}")).status_code == 404
        away = await somebody(other_tenant, "admin")
        assert (await away.get(f"{FILES}/{receipt}")).status_code == 404

    async def test_who_was_asked_still_does(self, asks, ann, dora):
        receipt = await brought(dora)
        more = ATTACHED
        clerk = await asks(dora, wants(ann, more=more), schema=SCHEMA, given={"receipt": receipt})
        said = {"decision": "approve"}
        assert (await ann.post(f"{APPROVALS}/{clerk.approval}/decision", json=said)).is_success
        assert (await ann.get(f"{FILES}/{receipt}/content")).status_code == 200

    async def test_what_the_approval_does_not_name_stays_closed(self, asks, ann, dora):
        receipt = await brought(dora)
        await asks(dora, wants(ann), schema=SCHEMA, given={"receipt": receipt})
        assert (await ann.get(f"{FILES}/{receipt}")).status_code == 404

    async def test_naming_is_not_enough(self, asks, ann, bob, dora, bound):
        """A text that happens to be the id of somebody else's file opens nothing."""
        theirs = await brought(bob)
        await asks(dora, wants(ann, more=f", attachments: [{theirs}]"))
        assert bound(theirs) == []
        for one in (ann, dora):
            assert (await one.get(f"{FILES}/{theirs}")).status_code == 404

    async def test_a_deputy_while_somebody_is_away(self, asks, ann, bob, dora):
        receipt = await brought(dora)
        await asks(dora, wants(ann, more=ATTACHED), schema=SCHEMA, given={"receipt": receipt})
        assert (await bob.get(f"{FILES}/{receipt}")).status_code == 404
        away = {"until": "2027-01-01T00:00:00Z", "deputyId": person(bob)}
        made = await ann.post("/api/v1/me/absences", json=away)
        assert made.status_code == 201, made.text
        assert (await bob.get(f"{FILES}/{receipt}/content")).status_code == 200
        gone = await ann.delete(f"/api/v1/me/absences/{made.json()['id']}")
        assert gone.is_success, gone.text
        assert (await bob.get(f"{FILES}/{receipt}")).status_code == 404


class TestAnswers:
    async def test_a_file_with_a_decision(self, asks, ann, dora, bound):
        proof = await brought(ann)
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        said = {"decision": "approve", "fields": {"proof": proof}}
        address = f"{APPROVALS}/{clerk.approval}/decision"
        first = await ann.post(address, json=said, headers=KEY)
        assert first.status_code == 200, first.text
        again = await ann.post(address, json=said, headers=KEY)
        assert again.status_code == 200, again.text
        assert bound(proof) == [clerk.run]
        assert (await dora.get(f"{FILES}/{proof}/content")).status_code == 200

    async def test_one_that_is_not_theirs(self, asks, ann, bob, dora, bound):
        theirs, text = await brought(bob), await brought(ann, b"words", "a.txt")
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        address = f"{APPROVALS}/{clerk.approval}/decision"
        for file, why in ((theirs, "file-unknown"), (text, "file-kind")):
            said = {"decision": "approve", "fields": {"proof": file}}
            assert faults(await ann.post(address, json=said)) == [(why, "/fields/proof")]
        assert bound(theirs) == bound(text) == []
        assert clerk.machine.state.status == "waiting"

    async def test_a_rejection_needs_no_file(self, asks, ann, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        said = {"decision": "reject", "comment": "No", "fields": {"proof": "x"}}
        answer = await ann.post(f"{APPROVALS}/{clerk.approval}/decision", json=said)
        assert answer.status_code == 200, answer.text

    async def test_corrected_with_another_file(self, asks, ann, dora, bound):
        old, new = await brought(dora), await brought(dora)
        more = f", form: {FORM}, values: '${{ {{ proof: .receipt }} }}'"
        clerk = await asks(dora, wants(ann, more=more), schema=SCHEMA, given={"receipt": old})
        address = f"{APPROVALS}/{clerk.approval}"
        await ann.post(f"{address}/send-back", json={"comment": "Blurred"})
        said = {"fields": {"proof": new}}
        assert (await dora.post(f"{address}/resubmission", json=said)).status_code == 200
        assert bound(new) == [clerk.run]
        # What was there before the correction is shown beside it.
        for file in (old, new):
            assert (await ann.get(f"{FILES}/{file}")).status_code == 200

    async def test_what_is_left_as_it_is_is_not_asked_about(self, asks, ann, bob, dora, bound):
        """It came from elsewhere, such as an event, and is nobody's who decides."""
        theirs = await brought(bob)
        more = f", form: {FORM}, values: {{ proof: {theirs} }}"
        clerk = await asks(dora, wants(ann, more=more))
        said = {"decision": "approve", "fields": {"proof": theirs, "note": "fine"}}
        answer = await ann.post(f"{APPROVALS}/{clerk.approval}/decision", json=said)
        assert answer.status_code == 200, answer.text
        assert bound(theirs) == []
        assert (await ann.get(f"{FILES}/{theirs}")).status_code == 404

    async def test_a_link_of_a_mail_gives_no_file(self, services, asks, ann, dora, tenant, bound):
        mine = await brought(ann)
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        by_link = Actor(tenant, Who(person(ann), "Ann"), "email")
        said = Act("", by_link.who, decision="approve", fields={"proof": mine})
        with pytest.raises(ApiError) as refused:
            await service.act(services, by_link, clerk.approval, DECIDE, said)
        assert (refused.value.status_code, refused.value.code) == (422, "files-need-portal")
        assert bound(mine) == []

"""`notify`: people and addresses, each once for a call."""

from __future__ import annotations

import pytest

from activities.functions.notify import Notices, Notify
from activities.functions.template import Templates
from definitions.errors import ProblemError, same_type
from definitions.functions.authoring import Caller
from store import mails, notices
from store.runs import new_id
from tests.asking import Office


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
async def call(database, keyring, tenant, office):
    templates = Templates()
    notify = Notify(Notices(database, keyring), templates)
    run = await office.run()

    async def one(to, key: str = "k", **more):
        arguments = {"to": to, "subject": "Hello", "body": "Come **in**.", **more}
        caller = Caller(tenant, run, "n/m", "/do/0/tell", f"{run}:{key}")
        return await notify.notify(arguments, caller)

    one.run = run
    yield one
    await templates.close()


def told(office):
    return office.rows("SELECT person_id::text, kind FROM notices WHERE tenant_id = %s")


async def posted(office):
    keys = await office.keyring.of(office.tenant)
    ids = office.rows("SELECT id::text FROM mails WHERE tenant_id = %s ORDER BY id")
    async with office.database.tenant(office.tenant) as session:
        return [(await mails.get(session, keys, one)).mail for (one,) in ids]


class TestNotify:
    async def test_people_once_for_a_call(self, office, call):
        ann = await office.person("Ann")
        for _ in range(2):
            done = await call([ann.id, {"role": "member"}])
        assert done == {
            "people": [{"id": ann.id, "name": "Ann"}],
            "addresses": [],
            "nobody": [],
        }
        assert told(office) == [(ann.id, "message")]
        await call([ann.id], key="another")
        assert len(told(office)) == 2

    async def test_an_address_that_is_nobodys_once(self, office, call):
        for _ in range(2):
            done = await call(["Orders@Example.com", "orders@shop.example"])
        assert done["addresses"] == ["Orders@Example.com", "orders@shop.example"]
        sent = await posted(office)
        assert len(sent) == 2
        assert "<strong>in</strong>" in sent[0].html
        assert "Come in." in sent[0].text
        states = "SELECT channel, state FROM deliveries WHERE tenant_id = %s"
        assert office.rows(states) == [("email", "queued")] * 2

    async def test_the_address_of_a_person_is_the_person(self, office, call, database):
        ann = await office.person("Ann")
        [(email,)] = office.rows("SELECT email FROM people WHERE tenant_id = %s")
        assert (await call([email.upper()]))["people"] == [{"id": ann.id, "name": "Ann"}]

    async def test_who_has_left_is_not_written_to(self, office, call):
        await office.person("Ann")
        office.do("UPDATE people SET disabled_at = now() WHERE tenant_id = %s")
        [(email,)] = office.rows("SELECT email FROM people WHERE tenant_id = %s")
        done = await call([email, "orders@shop.example"])
        assert done["addresses"] == ["orders@shop.example"]
        assert done["nobody"] == [f"There is no active person {email}."]

    async def test_nobody_at_all(self, call):
        with pytest.raises(ProblemError) as raised:
            await call([{"role": "gardener"}])
        assert same_type(raised.value.problem.type, "configuration")
        assert "gardener" in str(raised.value)

    async def test_by_a_template(self, office, call):
        await call(["a@shop.example"], template="Dear {{ name }}", values={"name": "<b>Ada</b>"})
        [mail] = await posted(office)
        assert "Dear <b>Ada</b>" in mail.text
        assert "&lt;b&gt;Ada&lt;/b&gt;" in mail.html

    async def test_files_of_the_run_go_with_mails(self, office, call):
        ann = await office.person("Ann")
        one, two = await office.file(call.run), await office.file(call.run)
        await call([ann.id, "orders@shop.example"], attachments=[two, one, two])
        [mail] = await posted(office)
        assert mail.attachments == [two, one]
        keys = await office.keyring.of(office.tenant)
        async with office.database.tenant(office.tenant) as session:
            [(notice,)] = office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")
            [row] = await notices.untold(session, [notice])
        assert row.opened(keys)["attachments"] == [two, one]

    @pytest.mark.parametrize("which", ["another's run", "nobody's", "none", "removed"])
    async def test_no_other_file(self, office, call, which):
        file = {"nobody's": new_id(), "none": "../x"}.get(which)
        if file is None:
            run = call.run if which == "removed" else await office.run()
            file = await office.file(run)
        if which == "removed":
            office.do("UPDATE files SET going_at = now() WHERE tenant_id = %s")
        with pytest.raises(ProblemError) as raised:
            await call(["orders@shop.example"], attachments=[file])
        assert same_type(raised.value.problem.type, "validation")
        assert repr(file) in str(raised.value)
        assert office.rows("SELECT id FROM mails WHERE tenant_id = %s") == []

    async def test_no_more_than_a_mail_takes(self, office, call):
        large = [await office.file(call.run, size=5_000_000) for _ in range(2)]
        await call(["orders@shop.example"], attachments=large)
        more = [*large, await office.file(call.run, size=500_000)]
        with pytest.raises(ProblemError) as raised:
            await call(["orders@shop.example"], key="more", attachments=more)
        assert "have 10.5 MB together, and a mail takes 10 MB" in str(raised.value)

    async def test_outside_of_a_run(self):
        templates = Templates()
        with pytest.raises(ProblemError):
            await Notify(None, templates).notify(
                {"to": ["a@b.example"], "subject": "s"}, Caller("t", "r", "n/m", "/do/0", "k")
            )
        await templates.close()

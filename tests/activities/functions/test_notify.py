"""`notify`: people and addresses, each once for a call."""

from __future__ import annotations

import pytest

from activities.functions.notify import Notices, Notify
from activities.functions.template import Templates
from definitions.errors import ProblemError, same_type
from definitions.functions.authoring import Caller
from store import mails, notices, notification_templates, tenants
from store.notification_templates import NewVersion
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
        given = {name: value for name, value in arguments.items() if value is not None}
        return await notify.notify(given, caller)

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

    async def test_a_subject_is_one_line(self, office, call):
        await call(["a@shop.example"], subject="Hello\r\nBcc: b@shop.example")
        [mail] = await posted(office)
        assert mail.subject == "Hello Bcc: b@shop.example"

    async def test_without_a_subject(self, call):
        with pytest.raises(ProblemError) as raised:
            await call(["a@shop.example"], subject=None)
        assert same_type(raised.value.problem.type, "validation")
        assert "templateName" in str(raised.value)

    async def test_outside_of_a_run(self):
        templates = Templates()
        with pytest.raises(ProblemError):
            await Notify(None, templates).notify(
                {"to": ["a@b.example"], "subject": "s"}, Caller("t", "r", "n/m", "/do/0", "k")
            )
        await templates.close()


TEXTS = {
    "en": {"subject": "{{ laptop }} is\n ordered", "body": "It comes on **{{ day }}**."},
    "ar": {"subject": "طُلب {{ laptop }}", "body": "يصل يوم {{ day }}."},
}
VALUES = {"laptop": "X1", "day": "Thursday"}


@pytest.fixture
async def save(database, tenant):
    async def one(texts=TEXTS, name: str = "ordered"):
        new = NewVersion(texts=texts, sample={}, note=None)
        async with database.tenant(tenant) as session:
            return await notification_templates.save(session, name, new, "me", None)

    return one


@pytest.fixture
def by_name(call):
    async def one(to, name: str = "ordered", **more):
        given = {"subject": None, "body": None, "values": VALUES, **more}
        return await call(to, templateName=name, **given)

    return one


class TestTemplateOfTheOrganisation:
    async def test_everyone_in_their_language(self, office, save, by_name):
        await save()
        ann = await office.person("Ann")
        mona = await office.person("Mona", language="ar")
        ole = await office.person("Ole", language="no")
        await by_name([{"role": "member"}])
        assert await said(office, ann) == ("X1 is ordered", "It comes on **Thursday**.")
        assert await said(office, mona) == ("طُلب X1", "يصل يوم Thursday.")
        assert await said(office, ole) == await said(office, ann)

    async def test_the_other_language_where_there_is_no_english(self, office, save, by_name):
        await save({"ar": TEXTS["ar"]})
        ann = await office.person("Ann", language="en")
        await by_name([ann.id])
        assert (await said(office, ann))[0] == "طُلب X1"

    @pytest.mark.parametrize(
        ("language", "subject", "direction"),
        [(None, "X1 is ordered", "ltr"), ("ar", "طُلب X1", "rtl")],
        ids=["nothing is said", "ar"],
    )
    async def test_outside_in_the_language_of_the_organisation(
        self, office, save, by_name, database, tenant, language, subject, direction
    ):
        await save()
        async with database.tenant(tenant) as session:
            await tenants.change(session, {"language": language})
        await by_name(["a@shop.example"])
        [mail] = await posted(office)
        assert mail.subject == subject
        assert f'dir="{direction}"' in mail.html

    async def test_who_has_no_language_has_that_of_the_organisation(
        self, office, save, by_name, database, tenant
    ):
        await save()
        ann = await office.person("Ann")
        async with database.tenant(tenant) as session:
            await tenants.change(session, {"language": "ar"})
        await by_name([ann.id])
        assert (await said(office, ann))[0] == "طُلب X1"

    async def test_the_current_version_or_the_one_that_is_named(self, office, save, by_name):
        await save()
        await save({"en": {"subject": "Second", "body": ""}})
        ann = await office.person("Ann")
        await by_name([ann.id])
        assert (await said(office, ann))[0] == "Second"
        ben = await office.person("Ben")
        await by_name([ben.id], templateVersion=1)
        assert (await said(office, ben))[0] == "X1 is ordered"

    @pytest.mark.parametrize(
        ("name", "more", "kind", "words"),
        [
            ("other", {}, "configuration", "There is no template 'other'"),
            ("ordered", {"templateVersion": 9}, "configuration", "no version 9; the current one"),
            ("ordered", {"body": "x"}, "validation", "leave out body"),
            ("ordered", {"values": {}}, "validation", "names `laptop`"),
            ("ordered", {"values": {"laptop": " "}}, "validation", "`day`"),
        ],
        ids=["unknown", "no such version", "both", "a name is missing", "in the text"],
    )
    async def test_refusals(self, office, save, by_name, name, more, kind, words):
        await save({"en": {"subject": "T {{ laptop }}", "body": "{{ day }}"}})
        ann = await office.person("Ann")
        with pytest.raises(ProblemError) as raised:
            await by_name([ann.id], name, **more)
        assert same_type(raised.value.problem.type, kind)
        assert words in str(raised.value)
        assert told(office) == []

    async def test_an_empty_subject(self, office, save, by_name):
        await save({"en": {"subject": "{{ laptop }}", "body": ""}})
        ann = await office.person("Ann")
        with pytest.raises(ProblemError, match="is empty"):
            await by_name([ann.id], values={"laptop": "\n "})

    @pytest.mark.parametrize(
        "body",
        [
            "{{ ''.__class__.__mro__ }}",
            "{{ x.__init__.__globals__ }}",
            "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
            "{{ 'x' * 900000000 }}",
            "{% for i in range(999) %}{{ 'x' * 9999 }}{% endfor %}",
            "{% include 'a' %}",
        ],
        ids=["attributes", "globals", "time", "memory", "output", "another template"],
    )
    async def test_hostile(self, office, save, by_name, body):
        await save({"en": {"subject": "Hello", "body": body}})
        ann = await office.person("Ann")
        with pytest.raises(ProblemError):
            await by_name([ann.id], values={"x": "y"})
        assert told(office) == []


async def said(office, who) -> tuple[str, str]:
    keys = await office.keyring.of(office.tenant)
    [(body,)] = office.rows(
        f"SELECT body FROM notices WHERE person_id = '{who.id}' AND tenant_id = %s"  # noqa: S608
    )
    opened = keys.open_json(body, "notice")
    return opened["subject"], opened["body"]

"""Mails that went to nobody: read by administrators of their tenant, and that is told."""

from __future__ import annotations

import pytest

from store import mails, people
from store.installation import SUPER_ADMIN
from store.mail_folder import MailFolder
from store.mails import Mail
from tests.store.test_mails import take
from worker.carriers import Folder
from worker.mailer import Mailer

MAILBOX, AUDIT = "/api/v1/mailbox", "/api/v1/audit"
ADDRESS = "ada@example.com"
NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def folder(services, tmp_path):
    """Where there is no mail server."""
    services.mails = MailFolder(tmp_path / "mail")
    return services.mails


@pytest.fixture
def post(database, keyring, folder):
    """As the relay does it."""

    async def send(tenant: str, subject: str = "Welcome", to: str = ADDRESS) -> None:
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await mails.post(session, keys, Mail(to, subject, "Come in.\n", "<p>Come in.</p>"))
        mailer = Mailer(database, keyring, Folder(folder.path), "Baton <baton@example.org>")
        while await mailer.round():
            pass

    return send


class TestListed:
    async def test_the_newest_first_and_on(self, admin, post, tenant):
        for number in range(3):
            await post(tenant, f"No {number}")
        first = (await admin.get(MAILBOX, params={"limit": 2})).json()
        rest = (await admin.get(MAILBOX, params={"limit": 2, "cursor": first["next"]})).json()
        assert [one["subject"] for one in [*first["items"], *rest["items"]]] == [
            "No 2",
            "No 1",
            "No 0",
        ]
        assert (first["items"][0]["to"], rest["next"]) == (ADDRESS, None)

    async def test_not_those_of_other_tenants(self, admin, post, other_tenant):
        await post(other_tenant)
        assert (await admin.get(MAILBOX)).json() == {"items": [], "next": None}

    async def test_nor_what_has_not_left_or_whose_file_is_gone(
        self, admin, post, tenant, folder, database, keyring
    ):
        await post(tenant)
        for file in folder.path.iterdir():
            file.unlink()
        async with database.tenant(tenant) as session:
            await mails.post(session, await keyring.of(tenant), Mail(ADDRESS, "x", "x", "x"))
        assert (await admin.get(MAILBOX)).json()["items"] == []
        await take(database, tenant)

    async def test_a_cursor_of_somebody_elses(self, admin):
        assert (await admin.get(MAILBOX, params={"cursor": "eA"})).status_code == 422


class TestWhole:
    async def test_with_both_its_parts_and_a_line_in_the_trail(self, admin, post, tenant):
        await post(tenant)
        [line] = (await admin.get(MAILBOX)).json()["items"]
        for _ in range(2):
            mail = (await admin.get(f"{MAILBOX}/{line['id']}")).json()
        assert mail["text"].strip() == "Come in."
        assert mail["html"].strip() == "<p>Come in.</p>"
        assert {"name": "Subject", "value": "Welcome"} in mail["headers"]
        told = (await admin.get(AUDIT, params={"action": "mail.read"})).json()["items"]
        assert [one["subject"] for one in told] == [f"mail:{line['id']}"]

    async def test_not_one_of_another_tenant(self, admin, post, other_tenant, somebody):
        await post(other_tenant)
        theirs = await somebody(other_tenant, "admin")
        [line] = (await theirs.get(MAILBOX)).json()["items"]
        assert (await theirs.get(f"{MAILBOX}/{line['id']}")).status_code == 200
        assert (await admin.get(f"{MAILBOX}/{line['id']}")).status_code == 404

    @pytest.mark.parametrize("mail", ["x", NOBODY, "..%2Fmaster.key"])
    async def test_what_there_is_not(self, admin, mail):
        assert (await admin.get(f"{MAILBOX}/{mail}")).status_code == 404

    async def test_nor_the_links_of_somebody_who_may_do_more(self, admin, post, tenant, database):
        async with database.tenant(tenant) as session:
            await people.add(session, "root@example.com", "Root", SUPER_ADMIN)
        await post(tenant, to="root@example.com")
        [line] = (await admin.get(MAILBOX)).json()["items"]
        refused = await admin.get(f"{MAILBOX}/{line['id']}")
        assert refused.status_code == 403, refused.text
        assert "Come in" not in refused.text
        told = (await admin.get(AUDIT, params={"action": "mail.read"})).json()["items"]
        assert [one["outcome"] for one in told] == ["refused"]

"""The addresses of the mailbox: for whom they are there, and where they are not."""

from __future__ import annotations

import pytest

from store.mail_folder import MailFolder

MAILBOX, ME = "/api/v1/mailbox", "/api/v1/me"
NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def folder(services, tmp_path):
    """Where there is no mail server."""
    services.mails = MailFolder(tmp_path / "mail")


class TestMailServer:
    async def test_where_there_is_one_nothing_is_kept(self, admin, services):
        assert (await admin.get(ME)).json()["mailbox"] is True
        services.mails = None
        for address in (MAILBOX, f"{MAILBOX}/{NOBODY}"):
            answer = await admin.get(address)
            assert answer.status_code == 404
            assert answer.json()["type"].endswith("mails-are-sent")
            assert answer.json()["remedy"]
        assert (await admin.get(ME)).json()["mailbox"] is False

    async def test_who_may_not_read_is_not_led_there(self, somebody, tenant):
        operator = await somebody(tenant, "operator")
        assert (await operator.get(ME)).json()["mailbox"] is False
        assert (await operator.get(MAILBOX)).status_code == 403

"""Settings of mail: what can't be right is refused, and no password is shown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from worker.mail_settings import MailSettings


class TestMailSettings:
    @pytest.mark.parametrize(
        "url",
        ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:x", "smtp://h:99999"],
    )
    def test_no_mail_server(self, url: str):
        with pytest.raises(ValidationError, match="must begin with smtp"):
            MailSettings(smtp_url=url)

    def test_a_password_is_not_shown(self):
        assert "hunter2" not in repr(MailSettings(smtp_url="smtps://me:hunter2@h"))
        with pytest.raises(ValidationError) as refused:
            MailSettings(smtp_url="http://me:hunter2@h")
        assert "hunter2" not in str(refused.value)

    @pytest.mark.parametrize("sender", ["", "Baton", "a@b\r\nBcc: c@d"])
    def test_no_sender(self, sender: str):
        with pytest.raises(ValidationError, match="BATON_MAIL_FROM"):
            MailSettings(mail_from=sender)

    def test_none_is_none(self):
        assert MailSettings(smtp_url="").smtp_url is None

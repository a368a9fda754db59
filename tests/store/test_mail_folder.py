"""Mails as files: read again as they were written, and nothing else by any name."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from store.mail_folder import MailFolder
from store.mails import Mail, Posted
from worker.carriers import Folder
from worker.mailer import message

MAIL = Mail(
    "Ada <ada@example.com>", "Welcome ☃", "Come in — now.\n", "<p>Come in — <b>now</b>.</p>"
)


@pytest.fixture
def write(tmp_path):
    def make(mail: Mail = MAIL) -> str:
        posted = Posted(str(uuid4()), datetime(2026, 5, 4, 9, 0, tzinfo=UTC), mail)
        made = message(posted, "Baton <baton@example.org>")
        asyncio.run(Folder(tmp_path).carry(posted.id, made))
        return posted.id

    return make


def test_as_the_mailer_wrote_it(write, tmp_path):
    one = write()
    kept = MailFolder(tmp_path).read(one)
    assert kept is not None
    assert (kept.to, kept.address) == ("Ada <ada@example.com>", "ada@example.com")
    assert kept.subject == "Welcome ☃"
    assert kept.text.strip() == "Come in — now."
    assert kept.html is not None
    assert kept.html.strip() == "<p>Come in — <b>now</b>.</p>"
    headers = dict(kept.headers)
    assert headers["From"] == "Baton <baton@example.org>"
    assert headers["Message-ID"] == f"<{one}@example.org>"
    assert "Content-Type" not in headers


def test_heads_of_those_that_are_here(write, tmp_path):
    one, missing = write(), str(uuid4())
    heads = MailFolder(tmp_path).heads([missing, one])
    assert [*heads] == [one]
    assert (heads[one].to, heads[one].subject) == ("Ada <ada@example.com>", "Welcome ☃")


def test_where_there_is_no_folder(tmp_path):
    assert MailFolder(tmp_path / "none").read(str(uuid4())) is None


def test_what_is_no_mail(tmp_path):
    one = str(uuid4())
    (tmp_path / f"{one}.eml").write_bytes(os.urandom(2000))
    kept = MailFolder(tmp_path).read(one)
    assert kept is not None
    assert kept.to == ""
    assert kept.html is None


def test_a_name_that_is_no_id(tmp_path):
    with pytest.raises(ValueError, match="UUID"):
        MailFolder(tmp_path).read("../secret")

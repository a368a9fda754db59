"""People who decide by two doors while parts of the stack are down, and the mails that they get.

Never: an answer taken for another than it says; only its own words count.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from aiosmtpd.smtp import SMTP, Envelope, Session

from api.decide.words import WORDS
from tests.chaos.local_stack import TRUSTS_NONE, LocalStack, pause
from tests.worker.mailbox import Mailbox

PATIENCE_SECONDS = 240
COUNTS = WORDS["en"]["accepted"].partition("{")[0]
RECORDED = WORDS["en"]["not-counted"].partition("{")[0]
TRY_AGAIN = WORDS["en"]["try-again"]
LINK = re.compile(r"/decide/([\w-]+)\?d=")
PORTAL, EMAIL = "portal", "email"


@dataclass
class Box(Mailbox):
    """A mail server that takes a mail and is told to keep its sender waiting for the answer."""

    free: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.free.set()

    def hold(self) -> None:
        self.free.clear()
        self.held.clear()

    async def handle_DATA(  # noqa: N802 (a name of aiosmtpd)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        said = await super().handle_DATA(server, session, envelope)
        if not self.free.is_set():
            self.held.set()
            await self.free.wait()
        return said

    def tokens(self) -> dict[tuple[str, str], str]:
        """By address and subject, of the mails that decide."""
        found: dict[tuple[str, str], str] = {}
        for mail in self.came:
            link = LINK.search(mail.get_body(("plain",)).get_content())
            if link is not None:
                found[str(mail["To"]), str(mail["Subject"])] = link[1]
        return found


@dataclass(frozen=True)
class Somebody:
    """Who is asked."""

    id: str
    name: str
    email: str
    key: str


@dataclass(frozen=True)
class Click:
    """What somebody has clicked, by which door."""

    run: str
    approval: str
    who: Somebody
    door: str
    decision: str


@dataclass
class Clicks:
    """Each is clicked again and again, as people do who are told to try again."""

    stack: LocalStack
    said: dict[Click, str] = field(default_factory=dict)
    """The last word: counted, recorded or refused."""
    invited: Counter[int | str] = field(default_factory=Counter)
    """Answers in between, by status; 0: there was none."""

    async def click(self, one: Click, token: str, after: float) -> None:
        await pause(after)
        deadline = time.monotonic() + PATIENCE_SECONDS
        key = str(uuid4())
        async with httpx.AsyncClient(
            base_url=self.stack.url, timeout=20, verify=TRUSTS_NONE
        ) as http:
            while True:
                try:
                    if one.door == PORTAL:
                        answer = await self._portal(http, one, key)
                    else:
                        answer = await self._email(http, one, token)
                except httpx.HTTPError:
                    self.invited[0] += 1
                else:
                    if answer.status_code < 500:
                        break
                    self.invited[answer.status_code] += 1
                    assert answer.status_code == 503, answer.text
                    assert one.door == PORTAL or TRY_AGAIN in answer.text
                    assert answer.headers["retry-after"]
                assert time.monotonic() < deadline, f"{one} never got an answer"
                await pause()
        self.said[one] = last_word(one, answer)

    async def _portal(self, http: httpx.AsyncClient, one: Click, key: str) -> httpx.Response:
        return await http.post(
            f"/api/v1/approvals/{one.approval}/decision",
            headers={"authorization": f"Bearer {one.who.key}", "idempotency-key": key},
            json={"decision": one.decision, "comment": f"by {one.door}"},
        )

    async def _email(self, http: httpx.AsyncClient, one: Click, token: str) -> httpx.Response:
        form = {"decision": one.decision, "comment": f"by {one.door}"}
        return await http.post(f"/decide/{token}", data=form)


def last_word(one: Click, answer: httpx.Response) -> str:
    if one.door == PORTAL:
        if answer.is_success:
            told = answer.json()
            assert told["recorded"] is True
            assert (answer.status_code == 200) is told["counted"]
            return "counted" if told["counted"] else "recorded"
        assert answer.status_code == 409, answer.text
        return "refused"
    if COUNTS in answer.text:
        return "counted"
    if RECORDED in answer.text:
        return "recorded"
    # Of a form that is sent once more the page says how it stands.
    assert answer.status_code in (200, 409, 410), answer.text
    return "refused"

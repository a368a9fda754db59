"""Where Teams is written to: a conversation, with the address of the service that keeps it.

Both are one text, so that what is kept is enough to write there. Never: an address outside of
Teams' own hosts, whoever has said it; the app's token would go there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

HOSTS: Final = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
"""https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
(global service URLs, and those of governments)."""

CONVERSATIONS: Final = "/v3/conversations/"
_THREAD: Final = ";messageid="


class ForeignError(Exception):
    """No address of Teams."""


@dataclass(frozen=True, slots=True)
class Where:
    """One conversation."""

    service: str
    """The address of the service, without a slash at its end."""
    conversation: str

    def write(self, below: str = CONVERSATIONS) -> str:
        return f"{self.service}{below}{quote(self.conversation, safe='')}"

    @property
    def is_shared(self) -> bool:
        """Many read it: a channel or a group."""
        return self.conversation.startswith("19:")

    @property
    def is_channel(self) -> bool:
        return self.conversation.partition(";")[0].endswith(".tacv2")

    def under(self, thread: str | None) -> Where:
        """Channels have threads; elsewhere messages follow each other."""
        if thread is None or not self.is_channel or _THREAD in self.conversation:
            return self
        return Where(self.service, f"{self.conversation}{_THREAD}{thread}")


def read(text: str) -> Where:
    """Raises ForeignError for what `write` has not written."""
    service, path, conversation = text.partition(CONVERSATIONS)
    if not path or not conversation or "/" in conversation:
        raise ForeignError
    return Where(service, unquote(conversation))


def of(service_url: str, conversation: str) -> Where:
    return Where(service_url.rstrip("/"), conversation)


def checked(service: str, more: frozenset[str]) -> str:
    """The address, if it is one of Teams'; `more` are hosts that may be called besides."""
    try:
        parts = urlsplit(service)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ForeignError from error
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    own = parts.scheme == "https" and port in (None, 443) and host in HOSTS
    besides = parts.scheme in ("http", "https") and host in more
    if not (plain and (own or besides)):
        raise ForeignError
    return service

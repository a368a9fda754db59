"""`outlook-event`, `outlook-events`, `outlook-mail`: mailboxes of the organisation.

By Microsoft Graph, as the organisation's Teams app. An event that was made already is not made
again: Microsoft knows it by the call's id. A mail it knows by nothing, so one of which nobody knows
is not sent twice. Never: a token in what a process sees, or a file of another run.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast
from zoneinfo import ZoneInfo

from activities.functions.vendor_problems import Patience, not_let_in, told
from activities.functions.vendors import Vendors, call_id
from channels import graph
from channels.graph import NOBODY, Attached, Event, NewEvent, NewMail
from definitions import errors, prose
from definitions.errors import Problem, ProblemError
from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject

MOST_BYTES: Final = 3_000_000
"""https://learn.microsoft.com/en-us/graph/api/user-sendmail: 4 MB with all, in base64."""

_NO_MAILBOX = errors.configuration(
    "The organisation has no such mailbox at Microsoft: correct `mailbox`."
)
_UNFIT = errors.validation("Microsoft does not take it: look at the addresses and the moments.")
WORDS: Final[Mapping[str, Problem]] = {
    **dict.fromkeys(NOBODY, _NO_MAILBOX),
    **dict.fromkeys(
        (
            "ErrorInvalidRecipients",
            "ErrorInvalidProperty",
            "ErrorPropertyValidationFailure",
            "ErrorInvalidRequest",
            "RequestBodyRead",
            "BadRequest",
            "TimeRangeTooLarge",
        ),
        _UNFIT,
    ),
    "ErrorMessageSizeExceeded": errors.validation("The mail is too large: attach less."),
    **dict.fromkeys(
        (
            "invalid_client",
            "invalid_tenant",
            "unauthorized_client",
            "InvalidAuthenticationToken",
            "401",
        ),
        not_let_in("Microsoft"),
    ),
}


class Outlook:
    """One for a worker; without `vendors` there is nobody to speak to."""

    def __init__(self, vendors: Vendors | None) -> None:
        self._vendors = vendors

    async def event(self, arguments: JsonObject, caller: Caller) -> Json:
        vendors, start, end = self._there(), *_span(arguments, "start", "end")
        new = NewEvent(
            subject=str(arguments["subject"]),
            html=prose.to_html(str(arguments.get("body", ""))),
            start=_plain(start),
            end=_plain(end),
            attendees=_list(arguments, "attendees"),
            location=str(arguments.get("location", "")),
            online=arguments.get("teamsMeeting") is True,
        )
        client, mailbox = await vendors.client(caller.tenant), str(arguments["mailbox"])
        with told(graph.GRAPH, WORDS):
            made = await Patience().ask(
                lambda: vendors.graph.make_event(client, mailbox, new, call_id(caller))
            )
        return {"id": made.id, "link": made.web_link, "meeting": made.meeting}

    async def events(self, arguments: JsonObject, caller: Caller) -> Json:
        vendors, start, end = self._there(), *_span(arguments, "from", "to")
        client, mailbox = await vendors.client(caller.tenant), str(arguments["mailbox"])
        most = cast("int", arguments.get("limit", 50))
        with told(graph.GRAPH, WORDS):
            found = await Patience().ask(
                lambda: vendors.graph.events(
                    client, mailbox, _plain(start) + "Z", _plain(end) + "Z", most
                )
            )
        events: list[Json] = [_shown(one) for one in found.value]
        return {"events": events, "more": found.more is not None}

    async def mail(self, arguments: JsonObject, caller: Caller) -> Json:
        vendors = self._there()
        subject, text = str(arguments["subject"]), str(arguments.get("body", ""))
        new = NewMail(
            subject=" ".join(subject.split()),
            html=prose.to_html(text),
            to=_list(arguments, "to"),
            copies=_list(arguments, "cc"),
            blind=_list(arguments, "bcc"),
            answers_to=_list(arguments, "replyTo"),
            files=await _attached(arguments, caller),
            kept=arguments.get("keep") is not False,
        )
        client, mailbox = await vendors.client(caller.tenant), str(arguments["mailbox"])
        with told(graph.GRAPH, WORDS, counts=True):
            await Patience().ask(
                lambda: vendors.graph.send_mail(client, mailbox, new, call_id(caller))
            )
        return {"recipients": len({*new.to, *new.copies, *new.blind})}

    def _there(self) -> Vendors:
        if self._vendors is None:
            raise ProblemError(errors.configuration("Outlook is spoken to from a run only."))
        return self._vendors


def _span(arguments: JsonObject, first: str, last: str) -> tuple[datetime, datetime]:
    zone = str(arguments.get("timeZone", "UTC"))
    try:
        zoned = ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        detail = f"There is no time zone {zone[:80]!r}: write one such as Europe/Berlin."
        raise ProblemError(errors.validation(detail)) from None
    start, end = (_moment(str(arguments[name]), zoned, name) for name in (first, last))
    if end <= start:
        raise ProblemError(errors.validation(f"`{last}` must be after `{first}`."))
    return start, end


def _moment(text: str, zone: ZoneInfo, name: str) -> datetime:
    """In UTC. One that says its own offset needs no zone."""
    try:
        read = datetime.fromisoformat(text)
        zoned = read if read.tzinfo is not None else read.replace(tzinfo=zone)
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        detail = f"`{name}` is no moment: write one such as 2026-11-23T09:00:00."
        raise ProblemError(errors.validation(detail)) from None


def _plain(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _shown(event: Event) -> JsonObject:
    attendees: list[Json] = [
        one.email_address.address for one in event.attendees if one.email_address.address
    ]
    organizer = None if event.organizer is None else event.organizer.email_address.address
    return {
        "id": event.id,
        "subject": event.subject or "",
        "start": _utc(event.start.date_time),
        "end": _utc(event.end.date_time),
        "allDay": event.is_all_day,
        "cancelled": event.is_cancelled,
        "organizer": organizer,
        "attendees": attendees,
        "location": event.location.display_name or "",
        "link": event.web_link,
        "meeting": event.meeting,
    }


def _utc(text: str) -> str:
    """2026-11-23T09:00:00.0000000, as Microsoft writes it, whose seven digits nobody needs."""
    return f"{text.partition('.')[0]}Z"


async def _attached(arguments: JsonObject, caller: Caller) -> tuple[Attached, ...]:
    """Files of the run, bounded before they are read."""
    ids = dict.fromkeys(_list(arguments, "attachments"))
    if not ids:
        return ()
    if caller.files is None:
        raise ProblemError(errors.configuration("Files are there in a run only."))
    about = [await caller.files.about(one) for one in ids]
    size = sum(one.size for one in about)
    if size > MOST_BYTES:
        detail = (
            f"The attachments have {size / 1_000_000:.3g} MB together, and such a mail takes "
            f"{MOST_BYTES / 1_000_000:.3g} MB. Attach less, or send a link to where they are found."
        )
        raise ProblemError(errors.validation(detail))
    return tuple(
        [
            Attached(
                name=one.name,
                media_type=one.media_type,
                base64=base64.b64encode(await caller.files.read(one.id)).decode(),
            )
            for one in about
        ]
    )


def _list(arguments: JsonObject, name: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", arguments.get(name, [])))

"""Whose requests count: the published example, and each way in which one is not right."""

from __future__ import annotations

import pytest

from channels.slack.signature import SKEW_SECONDS, proves, sign

# https://docs.slack.dev/authentication/verifying-requests-from-slack
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
AT = 1_531_420_618
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_the_published_example():
    assert sign(SECRET, AT, BODY) == SIGNATURE
    assert proves(SECRET, str(AT), SIGNATURE, BODY, AT + 1)


@pytest.mark.parametrize(
    ("secret", "timestamp", "signature", "body", "now"),
    [
        ("", str(AT), sign("", AT, BODY), BODY, AT),
        (SECRET, None, SIGNATURE, BODY, AT),
        (SECRET, str(AT), None, BODY, AT),
        (SECRET, str(AT), SIGNATURE, BODY + b" ", AT),
        (SECRET, str(AT), SIGNATURE.upper(), BODY, AT),
        (SECRET, str(AT), SIGNATURE[3:], BODY, AT),
        (SECRET, str(AT), "v0=ß☃", BODY, AT),
        (SECRET, str(AT), "v0=\ud800", BODY, AT),
        (SECRET, str(AT), SIGNATURE, BODY, AT + SKEW_SECONDS + 1),
        (SECRET, str(AT), SIGNATURE, BODY, AT - SKEW_SECONDS - 1),
        (SECRET, f"+{AT}", SIGNATURE, BODY, AT),
        (SECRET, f" {AT}", SIGNATURE, BODY, AT),
        (SECRET, "²", SIGNATURE, BODY, AT),
        (SECRET, "9" * 5_000, SIGNATURE, BODY, AT),
        (SECRET, str(AT + 1), SIGNATURE, BODY, AT),
        ("other", str(AT), SIGNATURE, BODY, AT),
    ],
    ids=[
        *("no secret", "no time", "no signature", "other body", "capitals", "no version"),
        *("odd signs", "half a sign", "old", "from the future", "plus", "space", "raised"),
        *("huge", "other time", "other secret"),
    ],
)
def test_what_proves_nothing(secret, timestamp, signature, body, now):
    assert not proves(secret, timestamp, signature, body, now)

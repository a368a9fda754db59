"""Signatures as the standard publishes them, and against an implementation that is not ours."""

from __future__ import annotations

import base64
import time

import pytest

from definitions.standard_webhooks import headers, secret_of, signature
from tests.webhook_receiver import faults
from worker.local.settings import ROOT

# The examples of the specification and of its reference libraries.
PUBLISHED = [
    (
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "msg_loFOjxBNrRLzqYUf",
        1731705121,
        b'{"event_type":"ping","data":{"success":true}}',
        "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    ),
    (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
]


class TestSignature:
    @pytest.mark.parametrize(
        ("secret", "message", "at", "body", "said"), PUBLISHED, ids=["specification", "libraries"]
    )
    def test_the_published_examples(self, secret, message, at, body, said):
        assert signature(secret, message, at, body) == said
        sent = {"webhook-id": message, "webhook-timestamp": str(at), "webhook-signature": said}
        # The first one's secret is shorter than the standard asks for by now.
        assert set(faults(secret, sent, body, now=at)) <= {"secret"}

    def test_what_is_no_secret(self):
        with pytest.raises(ValueError, match="whsec_"):
            signature("whsec_%%%", "m", 1, b"")


class TestHeaders:
    def test_any_of_several_secrets_is_enough(self):
        new, old = secret_of(b"n" * 32), secret_of(b"o" * 24)
        sent = headers([new, old], "m1", 1_000_000, "é☃".encode())
        assert sent["webhook-signature"].count("v1,") == 2
        for one in (new, old):
            assert faults(one, sent, "é☃".encode(), now=1_000_100) == []

    def test_what_a_receiver_refuses(self):
        secret = secret_of(b"s" * 32)
        sent = headers([secret], "m1", 1_000_000, b"{}")
        assert faults(secret, sent, b"{ }", now=1_000_000) == ["signature"]
        assert faults(secret, sent, b"{}", now=1_000_301) == ["timestamp"]
        assert faults(secret, sent | {"webhook-id": "m2"}, b"{}", now=1_000_000) == ["signature"]
        later = sent | {"webhook-timestamp": "1000001"}
        assert faults(secret, later, b"{}", now=1_000_000) == ["signature"]
        assert faults(secret_of(b"x" * 32), sent, b"{}", now=1_000_000) == ["signature"]


class TestWhatReceiversAreTold:
    """The function that verifies, as the page on outgoing webhooks has it."""

    def test_it_verifies(self):
        page = (ROOT / "docs" / "outgoing-webhooks.md").read_text()
        code = page.partition("```python\n")[2].partition("```")[0]
        known: dict[str, object] = {}
        exec(code, known)  # noqa: S102 (our own page)
        verified = known["verified"]
        secret, now = secret_of(b"s" * 32), int(time.time())
        sent = headers([secret_of(b"o" * 32), secret], "m1", now, b"{}")
        assert verified(secret, sent, b"{}")
        assert not verified(secret, sent, b"{ }")
        assert not verified(secret, headers([secret], "m1", now - 600, b"{}"), b"{}")


class TestSecret:
    @pytest.mark.parametrize("size", [24, 32, 64])
    def test_as_long_as_the_standard_says(self, size):
        assert len(base64.b64decode(secret_of(b"x" * size).removeprefix("whsec_"))) == size

    @pytest.mark.parametrize("size", [0, 23, 65])
    def test_not_shorter_or_longer(self, size):
        with pytest.raises(ValueError, match="24 to 64"):
            secret_of(b"x" * size)

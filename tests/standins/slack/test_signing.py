"""The published signature, and the wrong ones."""

from __future__ import annotations

import hmac

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.standins.slack.examples import SIGNED, SIGNED_AT, SIGNED_BODY, SIGNED_SECRET
from tests.standins.slack.signing import Forged, signature, signed

NOW = int(SIGNED_AT)


class _Still:
    def now(self) -> float:
        return NOW


VERIFIER = SignatureVerifier(SIGNED_SECRET, _Still())  # type: ignore[arg-type]


def test_the_pages_example() -> None:
    assert hmac.compare_digest(signature(SIGNED_SECRET, SIGNED_AT, SIGNED_BODY), SIGNED)


def test_what_is_signed_is_taken_by_the_vendors_own_check() -> None:
    headers, body = signed(SIGNED_SECRET, NOW, SIGNED_BODY)
    assert VERIFIER.is_valid_request(body, headers)


@pytest.mark.parametrize("forged", list(Forged), ids=lambda one: one.name)
def test_what_is_forged_is_not(forged: Forged) -> None:
    headers, body = signed(SIGNED_SECRET, NOW, SIGNED_BODY, forged)
    assert not VERIFIER.is_valid_request(body, headers)

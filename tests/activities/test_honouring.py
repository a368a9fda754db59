"""Who honours an idempotency key: exactly the services that are declared."""

from __future__ import annotations

import pytest

from activities.honouring import Honouring
from activities.http_connections import Origin


class TestHonouring:
    @pytest.mark.parametrize(
        ("text", "host", "port", "honours"),
        [
            ("", "pay.example", 443, False),
            ("pay.example", "pay.example", 443, True),
            ("pay.example", "Pay.Example", 8443, True),
            ("PAY.example.", "pay.example", 443, True),
            ("pay.example:8443", "pay.example", 8443, True),
            ("pay.example:8443", "pay.example", 443, False),
            ("pay.example", "x.pay.example", 443, False),
            ("pay.example", "pay.example.evil.test", 443, False),
            (" a.example ,, pay.example ", "pay.example", 80, True),
            ("[::1]:80", "::1", 80, True),
        ],
    )
    def test_by(self, text: str, host: str, port: int, *, honours: bool) -> None:
        assert Honouring.parse(text).by(Origin("https", host, port)) is honours

    @pytest.mark.parametrize(
        "text",
        ["https://pay.example", "pay.example/x", "pay.example:0", "pay.example:99999", "*", "a b"],
    )
    def test_nonsense_is_named(self, text: str) -> None:
        with pytest.raises(ValueError, match="BATON_HTTP_HONOURS_KEY"):
            Honouring.parse(text)

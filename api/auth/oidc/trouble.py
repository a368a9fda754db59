"""Why a sign-in by a provider went no further: a code for the person, a sentence for the log.

Never: a sentence on the sign-in page that tells a stranger who has an account.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Code: TypeAlias = Literal[
    "unknown-provider",
    "sign-in-over",
    "refused-by-provider",
    "provider-unreachable",
    "provider-answer",
    "no-account",
    "groups-missing",
    "too-many-guesses",
]


class SignInTroubleError(Exception):
    """`code` has words on the sign-in page; `detail` and `remedy` are for administrators."""

    def __init__(self, code: Code, detail: str, remedy: str = "") -> None:
        super().__init__(detail)
        self.code: Code = code
        self.detail = detail
        self.remedy = remedy
        self.tenant: str | None = None
        """The slug of the one whose sign-in it was, where that is known."""


def unreachable(detail: str) -> SignInTroubleError:
    return SignInTroubleError(
        "provider-unreachable",
        detail,
        "Check the issuer's address, and that this installation may reach it.",
    )


def wrong(detail: str, remedy: str) -> SignInTroubleError:
    """The provider has answered what must not be believed."""
    return SignInTroubleError("provider-answer", detail, remedy)


def over(detail: str) -> SignInTroubleError:
    return SignInTroubleError("sign-in-over", detail, "Begin again.")

"""What a vendor of chats has said, in words with a remedy.

Never: a text of the vendor's, a token or an address of a webhook; the code is enough.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from math import ceil

from api.errors import ApiError
from channels.vendor import AwayError, LimitedError, RefusedError


@contextmanager
def in_words(vendor: str) -> Generator[None]:
    """Around whatever is asked of a vendor."""
    try:
        yield
    except LimitedError as error:
        seconds = ceil(error.seconds)
        raise ApiError(
            429,
            "chat-busy",
            f"{vendor} takes no more for now.",
            f"Try again in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        ) from error
    except RefusedError as error:
        raise refused(vendor, error) from error
    except AwayError as error:
        raise ApiError(
            502,
            "chat-away",
            f"{vendor} can't be reached, or answers what can't be read.",
            "Try again in a minute; if it goes on, ask whether this installation may reach it.",
        ) from error


def refused(vendor: str, error: RefusedError) -> ApiError:
    if error.code == "missing_scope":
        return ApiError(
            409,
            "scope-missing",
            f"The app may not do this at {vendor}.",
            "Paste the manifest anew at api.slack.com/apps, and install the app once more.",
        )
    if error.lost in ("place", "tokens"):
        return ApiError(
            409,
            "chat-place-lost",
            f"{vendor} does not take the app's token any more.",
            "Install the app once more.",
        )
    if error.lost == "person":
        return ApiError(
            409,
            "nobody-there",
            f"The account at {vendor} is there no more.",
            "Ask an administrator there, or use another address.",
        )
    if error.lost is not None:
        return ApiError(
            409,
            "conversation-unknown",
            f"There is no such conversation at {vendor}, or the app is not in it.",
            "Check its name or id, and invite the app there: /invite @Baton.",
        )
    return ApiError(
        409,
        "chat-refuses",
        f"{vendor} refuses: {error.code[:100]}.",
        "Look the code up at the vendor's, or install the app once more.",
    )

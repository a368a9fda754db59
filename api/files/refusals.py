"""What is wrong with a file, or with the place where it lies, as answers with a remedy.

Never: where the bytes lie, or what the place says, in an answer; that goes to the log.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog

from api.errors import ApiError, invalid
from api.shapes import moment
from definitions.values import Json, JsonObject
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.sealing import DamagedError
from store.file_bytes import EmptyError, NeverTakenError, TooLargeError
from store.files import AttachedError, NotThereError

MOST_TOLD = 100
_log = structlog.stdlib.get_logger()


@contextmanager
def told(file: str) -> Generator[None]:
    try:
        yield
    except TooLargeError as error:
        raise too_large(error.most) from error
    except EmptyError as error:
        raise ApiError(422, "empty-file", str(error), "Choose a file that holds something.") from (
            error
        )
    except NeverTakenError as error:
        remedy = "Send what it is about as a document, a picture or a table."
        raise ApiError(415, "file-never-taken", str(error), remedy) from error
    except NotThereError as error:
        raise unknown(error.ids) from error
    except AttachedError as error:
        remedy = "It goes when the data of its run does."
        raise ApiError(409, "file-attached", str(error), remedy) from error
    except BlobTroubleError as error:
        _log.warning("files.away", file=file, why=str(error))
        raise _away() from error
    except (BlobMissingError, DamagedError) as error:
        _log.error("files.lost", file=file, why=str(error))
        raise _lost() from error


def too_large(most: int) -> ApiError:
    detail = f"A file may have at most {most} bytes, and this one has more."
    return ApiError(413, "too-large", detail, "Send a smaller one, or where it can be found.")


def wrong_kind(media_type: str, wanted: Sequence[str]) -> ApiError:
    return ApiError(
        415,
        "file-kind",
        f"This is {media_type}, by what is in it; taken are {', '.join(wanted)}.",
        "Choose a file of such a kind. What it is called makes no difference.",
        more={"mediaType": media_type},
    )


def unknown(ids: Sequence[str]) -> ApiError:
    """Of files that somebody names; those of others are not there for them."""
    return invalid(
        f"There is no file {ids[0]} that you could give.",
        "Bring it once more; one that nothing has attached goes after 24 hours.",
        more={"files": [*ids]},
    )


def unfit(faults: Sequence[JsonObject]) -> ApiError:
    """Of the file fields of a form: each with its place; the first one is told in full."""
    missing = [fault["file"] for fault in faults if fault["code"] == "file-unknown"]
    first = str(faults[0]["message"])
    more = f" And {len(faults) - 1} more." if len(faults) > 1 else ""
    remedy = "Choose a file of such a kind. What it is called makes no difference."
    if missing:
        remedy = "Bring it once more; one that nothing has attached goes after 24 hours."
    errors: list[Json] = [*faults[:MOST_TOLD]]
    return ApiError(
        422,
        str(faults[0]["code"]),
        first + more,
        remedy,
        more={"errors": errors, "files": missing[:MOST_TOLD]},
    )


def too_many(most: int) -> ApiError:
    return ApiError(
        422,
        "too-many-files",
        f"At most {most} files can be given at once.",
        "Leave some out, or put them into one archive.",
    )


def by_portal_only() -> ApiError:
    """Of who has come by a link in a mail: nothing says whose files they may read."""
    return ApiError(
        422,
        "files-need-portal",
        "A file can't be given by the link of a mail.",
        "Sign in, and decide in the portal.",
    )


def cut_short(announced: int, size: int) -> ApiError:
    return ApiError(
        400,
        "length",
        f"The request announces {announced} bytes, and {size} came.",
        "Send the file once more.",
    )


def link_unknown() -> ApiError:
    return ApiError(
        404,
        "link-unknown",
        "This link leads to no file: it is incomplete, or the file was removed.",
        "Open it as you have got it, or ask whoever sent it for another one.",
    )


def link_over(expired_at: datetime) -> ApiError:
    return ApiError(
        410,
        "link-expired",
        f"This link has expired at {moment(expired_at)}.",
        "Ask whoever sent it for another one, or sign in and look at the file there.",
    )


def _away() -> ApiError:
    return ApiError(
        503,
        "files-away",
        "The place where files lie can't be used now.",
        "Try again in a moment, with the same Idempotency-Key if you sent one.",
        headers={"Retry-After": "5"},
    )


def _lost() -> ApiError:
    return ApiError(
        500,
        "file-lost",
        "The file is known, but its bytes are missing or damaged.",
        "Ask whoever runs this installation to bring them back from a backup.",
    )

"""What is wrong with a file, or with the place where it lies, as answers with a remedy.

Never: where the bytes lie, or what the place says, in an answer; that goes to the log.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog

from api.errors import ApiError
from api.shapes import moment
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.sealing import DamagedError
from store.file_bytes import EmptyError, NeverTakenError, TooLargeError
from store.files import AttachedError

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

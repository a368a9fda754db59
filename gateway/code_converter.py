"""Conversion for the worker of a package: JSON becomes the types that its author has chosen.

What isn't of its type, or can't be said in JSON, faults the run: trying again would not mend it.
Never: encryption (the codec does that) or I/O.
"""

from __future__ import annotations

from typing import Any  # pyright: ignore[reportExplicitAny]  (the SDK's own signature)

from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    BinaryNullPayloadConverter,
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    EncodingPayloadConverter,
)
from temporalio.exceptions import ApplicationError

from definitions.code.types import MisfitError, read, write
from definitions.values import decode
from gateway.codec import SealingCodec
from gateway.converter import JSON_ENCODING
from store.keys import Keyring
from store.session import Database


class TypedJsonConverter(EncodingPayloadConverter):
    """JSON from and to pydantic models, dataclasses, msgspec structs and plain values."""

    @property
    def encoding(self) -> str:
        return JSON_ENCODING

    def to_payload(self, value: object) -> Payload | None:
        try:
            text = write(value)
        except MisfitError as error:
            raise ApplicationError(
                f"What the code gives is no JSON: {error}.", type="runtime", non_retryable=True
            ) from error
        return Payload(metadata={"encoding": JSON_ENCODING.encode()}, data=text)

    def from_payload(
        self,
        payload: Payload,
        type_hint: type[Any] | None = None,  # pyright: ignore[reportExplicitAny]
    ) -> object:
        if type_hint is None:
            return decode(payload.data)
        try:
            return read(payload.data, type_hint)
        except MisfitError as error:
            raise ApplicationError(
                f"The code refuses what it was given: {error}.",
                {"status": 400},
                type="validation",
                non_retryable=True,
            ) from error


class CodePayloadConverter(CompositePayloadConverter):
    """What the code of a package takes and gives."""

    def __init__(self) -> None:
        super().__init__(BinaryNullPayloadConverter(), TypedJsonConverter())


def plain_converter() -> DataConverter:
    """For tests: nothing is sealed, since no tenant's values come there."""
    return DataConverter(payload_converter_class=CodePayloadConverter)


def code_converter(database: Database, keyring: Keyring) -> DataConverter:
    """Also the words of an error are sealed: they may quote what the code was given."""
    return DataConverter(
        payload_converter_class=CodePayloadConverter,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
        payload_codec=SealingCodec(database, keyring),
    )

"""JSON and the types of a package's author."""

from __future__ import annotations

import pytest
from pydantic import BaseModel
from temporalio.converter import DefaultFailureConverterWithEncodedAttributes
from temporalio.exceptions import ApplicationError

from gateway.code_converter import CodePayloadConverter, code_converter, plain_converter
from gateway.codec import SealingCodec

CONVERTER = CodePayloadConverter()


class Person(BaseModel):
    name: str


def there_and_back(value: object, kind: type | None):
    return CONVERTER.from_payloads(CONVERTER.to_payloads([value]), [kind] if kind else None)


class TestCodePayloadConverter:
    def test_there_and_back(self):
        assert there_and_back(Person(name="☃"), Person) == [Person(name="☃")]
        assert there_and_back(Person(name="☃"), None) == [{"name": "☃"}]
        assert there_and_back(None, None) == [None]

    def test_what_is_of_another_type_faults(self):
        with pytest.raises(ApplicationError, match="refuses what it was given") as raised:
            there_and_back({"name": 7}, Person)
        assert (raised.value.type, raised.value.non_retryable) == ("validation", True)

    def test_what_is_no_json_faults(self):
        with pytest.raises(ApplicationError, match="no JSON") as raised:
            CONVERTER.to_payloads([float("nan")])
        assert raised.value.non_retryable


class TestCodeConverter:
    def test_errors_are_sealed_as_values_are(self, database, keyring):
        made = code_converter(database, keyring)
        assert made.failure_converter_class is DefaultFailureConverterWithEncodedAttributes
        assert isinstance(made.payload_codec, SealingCodec)
        assert plain_converter().payload_codec is None

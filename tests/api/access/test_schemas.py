"""What comes from outside is checked before anybody looks at it."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from api.access.schemas import PermissionPattern, ProcessPattern

PROCESS = TypeAdapter(ProcessPattern)
PERMISSION = TypeAdapter(PermissionPattern)


@pytest.mark.parametrize("given", ["a/b", "a/*", "*/*", "a-1/b-2"])
def test_processes(given: str):
    assert PROCESS.validate_python(given) == given


@pytest.mark.parametrize("given", ["", "a", "*", "*/b", "a/b/c", "A/b", "a/ b", "a/b\n", "é/b"])
def test_no_processes(given: str):
    with pytest.raises(ValidationError):
        PROCESS.validate_python(given)


@pytest.mark.parametrize("given", ["*", "runs:*", "runs:start"])
def test_permissions(given: str):
    assert PERMISSION.validate_python(given) == given


@pytest.mark.parametrize("given", ["", "runs", "run:*", "runs:fly", "**", "runs:**", "x" * 65])
def test_no_permissions(given: str):
    with pytest.raises(ValidationError):
        PERMISSION.validate_python(given)

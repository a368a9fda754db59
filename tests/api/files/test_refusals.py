"""What is wrong with a file that somebody names."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.files.refusals import told
from store.files import NotThereError


def test_which_are_not_there():
    with pytest.raises(ApiError) as refused, told("a"):
        raise NotThereError(["a", "b"])
    assert (refused.value.status_code, refused.value.more) == (422, {"files": ["a", "b"]})
    assert "24 hours" in refused.value.remedy

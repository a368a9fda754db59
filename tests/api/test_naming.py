"""What names a thing is told as its shape says."""

from __future__ import annotations

from api.naming import Naming, naming_shown
from store.secret_naming import NamingRow


def test_as_the_shape_says():
    row = NamingRow("shop", "order", "1.0.0", "published")
    assert Naming.model_validate(naming_shown(row)).model_dump() == naming_shown(row)

"""White words on a colour."""

from __future__ import annotations

import pytest

from api.own_tenant.colours import LEAST, contrast_with_white


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0)])
def test_the_ends(colour: str, contrast: float):
    assert contrast_with_white(colour) == pytest.approx(contrast)


@pytest.mark.parametrize(("colour", "fits"), [("#767676", True), ("#777777", False)])
def test_the_bound(colour: str, fits: bool):  # noqa: FBT001
    assert (contrast_with_white(colour) >= LEAST) is fits

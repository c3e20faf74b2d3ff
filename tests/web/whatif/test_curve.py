"""Neighbours along the curve are neighbours on the ground."""

from __future__ import annotations

import numpy as np

from sociale_kaart.web.whatif.curve import along_a_curve


def test_the_curve_goes_through_every_square_once_and_never_jumps() -> None:
    across, along = (one.ravel().astype(np.float64) for one in np.meshgrid(np.arange(32), np.arange(32)))
    ordered = np.argsort(along_a_curve(across * 20 + 3, along * 20 + 7), kind="stable")
    steps = np.abs(np.diff(across[ordered])) + np.abs(np.diff(along[ordered]))
    assert (steps == 1).all()

"""QR codes are those that segno draws, which scanners are known to read."""

from __future__ import annotations

import io

import pytest
import segno

from sociale_kaart.web.qr import qr_svg


@pytest.mark.parametrize("length", [2, 8, 15, 16, 27, 40, 60, 90, 150, 300])
def test_a_code_is_the_one_that_segno_draws(length: int) -> None:
    for code in ("23wp", "kq8v", "x7mr", "c9tn"):
        address = f"https://{'kaart' * (length // 5 + 1)}.nl/en/p/{code}"
        drawn = io.BytesIO()
        segno.make(address, error="m", micro=False).save(
            drawn,
            kind="svg",
            xmldecl=False,
            svgclass=None,
            lineclass=None,
            omitsize=True,
            border=4,
            light="#ffffff",
        )
        assert qr_svg(address) == drawn.getvalue().decode().strip()

"""An answer in a form that we cannot use: which field, and a sentence for beside it."""

from __future__ import annotations

from http import HTTPStatus

from sociale_kaart.web.faults import Refused


class Unusable(Refused):
    """One field of a question; a page with a form shows the sentence beside the field, everything else refuses."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, sentence)
        self.field = field

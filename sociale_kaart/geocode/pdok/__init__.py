"""The live backend: PDOK's Locatieserver v3_1. Its field names and its query language are known here only.

documents reads its answers, questions writes what we ask it, backend asks. How it behaves, from its wiki and recorded
answers: undeclared parameters are refused with a 400; `fq` values need quotes (a bare hyphen splits them); an empty
query returns an arbitrary hit; free text ranks a street above its own addresses ("Dam 1 Amsterdam"); `huisletter` and
`huisnummertoevoeging` are left out where empty; `suggest` and `free` put the nearest first where lat and lon are given.
"""

from sociale_kaart.geocode.pdok.backend import PdokBackend, keep_for, match_document
from sociale_kaart.geocode.pdok.documents import FIELDS, candidate, candidates
from sociale_kaart.geocode.pdok.questions import MOST_REQUESTS, escape_text, filter_on

__all__ = [
    "FIELDS",
    "MOST_REQUESTS",
    "PdokBackend",
    "candidate",
    "candidates",
    "escape_text",
    "filter_on",
    "keep_for",
    "match_document",
]

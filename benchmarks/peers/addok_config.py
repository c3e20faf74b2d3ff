"""How addok is set up for Dutch addresses: run by addok itself (ADDOK_CONFIG_MODULE), not imported.

Its own defaults, as far as they are not French: the house number stands behind the street, a postcode has two letters,
and the keyboard is qwerty. `type` is a filter, so that only documents with the house number asked for come back.
"""

QUERY_PROCESSORS_PYPATHS = [
    "addok.helpers.text.check_query_length",
    "benchmarks.peers.addok_dutch.glue_postcode",
    "benchmarks.peers.addok_dutch.glue_housenumber",
]
PROCESSORS_PYPATHS = [
    "addok.helpers.text.tokenize",
    "addok.helpers.text.normalize",
    "benchmarks.peers.addok_dutch.flag_housenumber",
    "benchmarks.peers.addok_dutch.spell_out",
]
SEARCH_RESULT_PROCESSORS_PYPATHS = [
    "addok.helpers.results.match_housenumber",
    "benchmarks.peers.addok_dutch.make_labels",
    "addok.helpers.results.score_by_importance",
    "addok.helpers.results.score_by_autocomplete_distance",
    "addok.helpers.results.score_by_ngram_distance",
    "addok.helpers.results.score_by_geo_distance",
    "addok.helpers.results.adjust_scores",
]
FIELDS = [
    {"key": "name", "boost": 4, "null": False},
    {"key": "postcode"},
    {"key": "city"},
    {"key": "housenumbers"},
]
FILTERS = ["type", "postcode", "city"]
LICENCE = "invented"
ATTRIBUTION = "benchmarks.national"

# The keys around each on a Dutch (qwerty) keyboard; addok's own map is French.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_AT = {key: (x + y / 2, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
FUZZY_KEY_MAP = {
    key: "".join(
        other for other, (u, v) in _AT.items() if other != key and abs(u - x) <= 1 and abs(v - y) <= 1
    )
    for key, (x, y) in _AT.items()
}

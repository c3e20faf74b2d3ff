"""What hands do to names: slips of the keyboard, abbreviations, other names for a place."""

from __future__ import annotations

import re
from random import Random

# Beside each other on a QWERTY keyboard, above and below included.
_NEAR = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "o",
    "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil", "l": "ko",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_SOUNDS = (
    ("ij", "ei"), ("ei", "ij"), ("ij", "y"), ("y", "ij"), ("ou", "au"), ("au", "ou"), ("ch", "g"), ("g", "ch"),
    ("c", "k"), ("k", "c"), ("dt", "t"), ("d", "t"), ("t", "d"), ("z", "s"), ("s", "z"), ("v", "f"), ("f", "v"),
    ("ie", "i"), ("ks", "x"), ("x", "ks"), ("th", "t"), ("ph", "f"), ("ae", "aa"), ("oe", "u"),
)  # fmt: skip
# How often each kind of slip is made; a wrong letter is most often the one beside it.
_KINDS = (("near", 24), ("swapped", 22), ("left out", 22), ("doubled", 12), ("undoubled", 8), ("sound", 12))
# A first letter is seldom wrong, and seen at once when it is.
_FIRST = 0.25
TWO_SLIPS = 0.25


def mistyped(name: str, rng: Random) -> str:
    """The name with one slip of the hand in it, or two; never the same name."""
    slips = 2 if rng.random() < TWO_SLIPS else 1
    changed = name
    for _ in range(slips):
        changed = _slip(changed, rng)
    return changed if changed.casefold() != name.casefold() else mistyped(name, rng)


def _slip(name: str, rng: Random) -> str:
    (kind,) = rng.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])
    if kind == "sound":
        return _as_it_sounds(name, rng)
    if kind == "undoubled":
        twice = [i for i in range(1, len(name)) if name[i] == name[i - 1] and name[i].isalpha()]
        return _without(name, rng.choice(twice)) if twice else _slip(name, rng)
    at = _position(name, rng)
    letter = name[at]
    if kind == "doubled":
        return name[:at] + letter + name[at:]
    if kind == "left out":
        return _without(name, at)
    if kind == "swapped" and at + 1 < len(name) and name[at + 1].isalpha() and name[at + 1] != letter:
        swapped = name[:at] + name[at + 1] + letter + name[at + 2 :]
        return swapped.capitalize() if at == 0 and name.isalpha() else swapped
    beside = _NEAR.get(letter.lower())
    if beside is None:
        return _without(name, at)
    wrong = rng.choice(beside)
    return name[:at] + (wrong.upper() if letter.isupper() else wrong) + name[at + 1 :]


def _position(name: str, rng: Random) -> int:
    letters = [i for i, c in enumerate(name) if c.isalpha()]
    weights = [_FIRST if i == 0 else 1.0 for i in letters]
    return rng.choices(letters, weights)[0]


def _without(name: str, at: int) -> str:
    return name[:at] + name[at + 1 :]


def _as_it_sounds(name: str, rng: Random) -> str:
    fitting = [(a, b) for a, b in _SOUNDS if a in name[1:]]
    if not fitting:
        return _without(name, _position(name, rng))
    heard, written = rng.choice(fitting)
    at = rng.choice(
        [found.start() for found in re.finditer(heard, name) if found.start()] or [name.index(heard, 1)]
    )
    return name[:at] + written + name[at + len(heard) :]


# As people cut words short; of a word that has more than one way, either.
_WORDS = {
    "burgemeester": ("Burg.", "Burgem.", "burg", "Bgm."),
    "doctor": ("Dr.", "dr"),
    "dokter": ("Dr.", "dr"),
    "professor": ("Prof.", "prof"),
    "sint": ("St.", "st"),
    "dominee": ("Ds.", "ds"),
    "generaal": ("Gen.", "gen."),
    "kardinaal": ("Kard.",),
    "meester": ("Mr.", "mr"),
    "minister": ("Min.",),
    "monseigneur": ("Mgr.",),
    "pastoor": ("Past.",),
    "president": ("Pres.",),
    "prins": ("Pr.",),
    "prinses": ("Pr.",),
    "koningin": ("Kon.",),
    "koning": ("Kon.",),
    "wethouder": ("Weth.",),
    "admiraal": ("Adm.",),
    "ingenieur": ("Ir.", "Ing."),
    "jonkheer": ("Jhr.",),
    "gebroeders": ("Gebr.",),
    "luitenant": ("Lt.",),
    "kolonel": ("Kol.",),
    "nieuwe": ("Nw.", "Nwe."),
    "oude": ("O.",),
    "groot": ("Gr.",),
    "grote": ("Gr.",),
    "verlengde": ("Verl.",),
    "eerste": ("1e",),
    "tweede": ("2e",),
    "derde": ("3e",),
    "noord": ("N.",),
    "zuid": ("Z.",),
    "noordzijde": ("NZ", "N.Z."),
    "zuidzijde": ("ZZ", "Z.Z."),
    "oostzijde": ("OZ", "O.Z."),
    "westzijde": ("WZ", "W.Z."),
}
_ENDINGS = {
    "straat": ("str", "str."),
    "laan": ("ln", "ln."),
    "plein": ("pln", "pl.", "pln."),
    "weg": ("wg", "wg."),
    "singel": ("sngl", "sngl."),
    "gracht": ("gr", "gr."),
    "steeg": ("stg", "stg."),
    "kade": ("kd",),
    "dijk": ("dk",),
    "plantsoen": ("plnts.", "plants."),
    "park": ("pk", "prk"),
}  # fmt: skip
_OF_THE = {
    "van der": ("v.d.", "vd", "v/d"),
    "van den": ("v.d.", "vd"),
    "van de": ("v.d.", "vd"),
    "van": ("v.",),
}


def abbreviations(name: str) -> list[str]:
    """Every way to cut this name short in one place, and in all of them; none where there is nothing to cut."""
    words = name.split(" ")
    found: list[str] = []
    for i, word in enumerate(words):
        shorts = _WORDS.get(word.casefold(), ()) if len(words) > 1 else ()
        found += [" ".join((*words[:i], short, *words[i + 1 :])) for short in shorts]
    for ending, shorts in _ENDINGS.items():
        if name.endswith(ending) and len(name) > len(ending) + 2:
            found += [name.removesuffix(ending) + short for short in shorts]
    for full, shorts in _OF_THE.items():
        pattern = re.compile(rf"\b{full}\b", re.IGNORECASE)
        if pattern.search(name):
            found += [pattern.sub(short, name, count=1) for short in shorts]
            break
    return found


def abbreviated(name: str, rng: Random) -> str:
    """The name cut short, sometimes in two places; the name itself where there is nothing to cut."""
    ways = abbreviations(name)
    if not ways:
        return name
    once = rng.choice(ways)
    again = abbreviations(once)
    return rng.choice(again) if again and rng.random() < 0.4 else once

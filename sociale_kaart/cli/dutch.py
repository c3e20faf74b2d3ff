"""What click says by itself, in Dutch: whoever keeps a map reads Dutch, whatever language the computer speaks.

Click takes its sentences from gettext, and gettext goes by the language of the computer. Our commands are Dutch on any
computer, so click looks its sentences up here while one of them runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

_SPEAKING: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)
# Click's own sentence -> ours. A blank may be left out: names of types are English.
SENTENCES: Mapping[str, str] = {
    # a page of help
    "Usage:": "Gebruik:",
    "Options": "Opties",
    "Positional arguments": "Argumenten",
    "Commands": "Opdrachten",
    "Show this message and exit.": "Toon deze uitleg.",
    "default: {default}": "anders: {default}",
    "required": "verplicht",
    "env var: {var}": "instelling: {var}",
    "(dynamic)": "(hangt ervan af)",
    "deprecated": "verouderd",
    # how a command ends that was used wrongly
    "Error: {message}": "Fout: {message}",
    "Try '{command} {option}' for help.": "Typ '{command} {option}' voor uitleg.",
    "Aborted!": "Afgebroken.",
    "unknown error": "onbekende fout",
    # what is missing
    "Missing command.": "Er staat geen opdracht.",
    "Missing argument": "Er ontbreekt een argument:",
    "Missing option": "Er ontbreekt een optie:",
    "Missing parameter": "Er ontbreekt iets:",
    "Missing {param_type}": "Er ontbreekt iets:",
    "Missing parameter: {param_name}": "Er ontbreekt iets: {param_name}",
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    # what is not there
    "No such option {name!r}.": "De optie {name!r} is er niet.",
    "No such command {name!r}.": "De opdracht {name!r} is er niet.",
    # what does not fit
    "Invalid value: {message}": "Dit klopt niet: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} klopt niet: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} is hier geen goed getal.",
    "{value} is not in the range {range}.": "{value} is te klein of te groot: {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} is geen ja of nee. Kies uit: {states}",
    "Argument {name!r} takes {nargs} values.": "Bij {name!r} horen {nargs} waarden.",
    "Option {name!r} does not take a value.": "Bij de optie {name!r} hoort geen waarde.",
    # files and folders
    "Could not open file {filename!r}: {message}": "Het bestand {filename!r} gaat niet open: {message}",
    "{name} {filename!r} does not exist.": "{filename!r} is er niet.",
    "{name} {filename!r} is a file.": "{filename!r} is een bestand; hier hoort een map.",
    "{name} {filename!r} is a directory.": "{filename!r} is een map; hier hoort een bestand.",
    "{name} {filename!r} is not readable.": "{filename!r} kan niet gelezen worden: u mag dat niet.",
    "{name} {filename!r} is not writable.": "{filename!r} kan niet geschreven worden: u mag dat niet.",
}
# The same of those with a number: for one, and for more.
COUNTED: Mapping[str, tuple[str, str]] = {
    "Did you mean {possibility}?": ("Bedoelt u {possibility}?", "Bedoelt u een van: {possibilities}?"),
    "Got unexpected extra argument ({args})": ("Dit is te veel: {args}", "Dit is te veel: {args}"),
    "Takes {nargs} values but 1 was given.": (
        "Hier horen {nargs} waarden; er staat er 1.",
        "Hier horen {nargs} waarden; er staan er {len}.",
    ),
    "Option {name!r} requires an argument.": (
        "Bij de optie {name!r} hoort een waarde.",
        "Bij de optie {name!r} horen {nargs} waarden.",
    ),
    "{value!r} is not {choice}.": ("{value!r} is niet {choice}.", "{value!r} is geen van: {choices}."),
    "{value!r} does not match the format {format}.": (
        "{value!r} is geen datum zoals 2026-12-31.",
        "{value!r} is geen datum zoals een van: {formats}.",
    ),
    "{len_type} values are required, but {len_value} was given.": (
        "Hier horen {len_type} waarden; er staat er {len_value}.",
        "Hier horen {len_type} waarden; er staan er {len_value}.",
    ),
}


@contextmanager
def in_dutch() -> Iterator[None]:
    """Let click speak Dutch meanwhile; a sentence that is not known here stays English."""
    with ExitStack() as afterwards:
        for module in _SPEAKING:
            for name, ours in (("_", _said), ("ngettext", _said_counted)):
                if hasattr(module, name):
                    afterwards.callback(setattr, module, name, getattr(module, name))
                    setattr(module, name, ours)
        yield


def _said(sentence: str) -> str:
    return SENTENCES.get(sentence, sentence)


def _said_counted(one: str, many: str, count: int) -> str:
    in_singular, in_plural = COUNTED.get(one, (one, many))
    return in_singular if count == 1 else in_plural

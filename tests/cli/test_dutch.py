"""A command that is used wrongly, and every page of help, speak Dutch: also what click itself says."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file

from sociale_kaart.cli import main
from sociale_kaart.cli.dutch import COUNTED, SENTENCES, in_dutch
from tests.commandline import MAPS, sociale_kaart

KAART = MAPS / "overijssel"
CLICK = Path(click.__file__).parent
# What no command of ours can make click say.
_OF_WHO_WRITES_COMMANDS = {
    "Value must be an iterable.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
        "Did you mean to pass '--{name}'?"
    ),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Invalid start character for option ({option})",
    "Choice({choices})",
    "{value!r} is not a valid UUID.",
    "{name} {filename!r} is not executable.",
    # the names of types of files stand in no sentence of ours
    "file",
    "directory",
    "path",
}


def commands(command: click.Command = main, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command, and every command below it, with what somebody types for it."""
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, *path, name)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("check",), "Er ontbreekt een argument: 'KAART'."),
        (("example", "uit"), "Er ontbreekt een optie: '--places'."),
        (("chek", KAART), "De opdracht 'chek' is er niet. Bedoelt u 'check'?"),
        (("check", KAART, "--formaat", "csv"), "De optie '--formaat' is er niet. Bedoelt u '--format'?"),
        (
            ("check", KAART, "--format", "pdf"),
            "'--format' klopt niet: 'pdf' is geen van: 'table', 'json', 'csv', 'html'.",
        ),
        (("check", KAART, "--format"), "Bij de optie '--format' hoort een waarde."),
        (("check", KAART, "--hours=ja"), "Bij de optie '--hours' hoort geen waarde."),
        (("check", KAART, "nog", "meer"), "Dit is te veel: nog meer"),
        (("serve", KAART, "--port", "x"), "'--port' klopt niet: 'x' is hier geen goed getal."),
        (("serve", KAART, "--port", "70000"), "70000 is te klein of te groot: 0<=x<=65535."),
        (
            ("report", KAART, "--on", "gisteren"),
            "'--on' klopt niet: 'gisteren' is geen datum zoals 2026-12-31.",
        ),
        (("hsds", "import", "weg.zip", "uit"), "'weg.zip' is er niet."),
        (("check", KAART, "--output", MAPS), "is een map; hier hoort een bestand."),
        (("register", "bouw"), "De opdracht 'bouw' is er niet."),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_command_used_wrongly_is_told_so_in_dutch(typed: tuple[object, ...], said: str) -> None:
    result = sociale_kaart(*typed)
    assert result.exit_code == 2
    fault = result.stderr[result.stderr.index("Fout: ") :]
    assert said in fault
    assert not re.search(r"\b(Error|Usage|Try|Missing|Invalid|No such|Did you mean|OPTIONS)\b", result.stderr)


def test_a_line_of_use_comes_first() -> None:
    assert sociale_kaart("check").stderr.splitlines()[:2] == [
        "Gebruik: main check [OPTIES] KAART",
        "Typ 'main check --help' voor uitleg.",
    ]


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_page_of_help_is_dutch(path: tuple[str, ...]) -> None:
    told = sociale_kaart(*path, "--help").output
    assert told.startswith("Gebruik: ")
    assert "Toon deze uitleg." in told
    assert not re.search(r"\b(Usage|Options|OPTIONS|Commands|COMMAND|ARGS|Show|default|required)\b", told)


@pytest.mark.parametrize(
    "path", [path for path, one in commands() if isinstance(one, click.Group)], ids=" ".join
)
def test_a_list_of_commands_says_each_in_a_whole_sentence(path: tuple[str, ...]) -> None:
    """Also in a window of eighty columns, where click cuts a longer one short."""
    listed = sociale_kaart(*path, "--help").output.partition("Opdrachten:\n")[2].splitlines()
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []
    assert [len(line) for line in listed if len(line) > 80] == []


def test_every_day_is_asked_in_the_way_that_the_fault_shows() -> None:
    days = [
        one.type
        for _, command in commands()
        for one in command.params
        if isinstance(one.type, click.DateTime)
    ]
    assert days
    assert {tuple(one.formats) for one in days} == {("%Y-%m-%d",)}


def click_says() -> Iterator[str | tuple[str, ...]]:
    """Every sentence in the modules of click that speak while a command runs."""
    for name in ("core", "exceptions", "formatting", "parser", "types"):
        for _, message, _, _ in extract_from_file(
            "python", CLICK / f"{name}.py", keywords={"_": None, "ngettext": (1, 2)}
        ):
            yield message


def test_click_says_nothing_else() -> None:
    """A newer click may say more, or the same in other words: then this list wants a line."""
    said = {one if isinstance(one, str) else one[0] for one in click_says()}
    assert said - _OF_WHO_WRITES_COMMANDS - SENTENCES.keys() - COUNTED.keys() == set()
    assert said >= _OF_WHO_WRITES_COMMANDS
    assert COUNTED.keys() <= said
    assert SENTENCES.keys() - said == {"Show this message and exit."}, "which stands in click.decorators"


def test_a_sentence_fills_in_nothing_that_click_does_not_say() -> None:
    blank = re.compile(r"\{(\w+)")
    counted = [(" ".join(one), COUNTED[one[0]]) for one in click_says() if isinstance(one, tuple)]
    assert all({*blank.findall(ours)} <= {*blank.findall(theirs)} for theirs, ours in SENTENCES.items())
    assert all({*blank.findall(" ".join(ours))} <= {*blank.findall(theirs)} for theirs, ours in counted)


def test_other_programs_keep_their_language() -> None:
    with pytest.raises(click.MissingParameter), in_dutch():
        raise click.MissingParameter(param_type="argument")
    assert click.MissingParameter(param_type="argument").format_message() == "Missing argument."
    assert vars(click.exceptions)["_"] is gettext.gettext

"""Model records to flat rows and back: how a frozen dataclass looks as one line of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

Record = TypeVar("Record")
Row = dict[str, Any]
LIST_SEPARATOR = "|"


def to_row(record: Any) -> Row:
    """A dataclass as column -> plain value; a nested dataclass's columns carry its field's name before theirs.

    Lists become one text with | between; dates ISO text; an absent nested record leaves its columns out.
    """
    row: Row = {}
    for name, (held, nested) in _columns(type(record)).items():
        value = getattr(record, name)
        if nested is None:
            row[name] = float(value) if held is float and value is not None else _plain(value)
        elif value is not None:
            row |= {f"{name}_{column}": inner for column, inner in to_row(value).items()}
    return row


def columns_of(kind: type[Any]) -> dict[str, type]:
    """Column -> what it holds (str, int, float or bool), nested records flattened."""
    columns: dict[str, type] = {}
    for name, (held, nested) in _columns(kind).items():
        if nested is None:
            columns[name] = held
        else:
            columns |= {f"{name}_{column}": inner for column, inner in columns_of(nested).items()}
    return columns


def from_rows(kind: type[Record], rows: Iterable[Mapping[str, Any]]) -> tuple[Record, ...]:
    """Records again, validated; raises pydantic's ValidationError on a row that cannot be one."""
    return TypeAdapter(tuple[kind, ...]).validate_python([_nest(kind, row) for row in rows])  # type: ignore[valid-type]


def _nest(kind: type[Any], row: Mapping[str, Any]) -> Row | None:
    nested_row: Row = {}
    for name, (_, nested) in _columns(kind).items():
        if nested is not None:
            inner = {column: row.get(f"{name}_{column}") for column in columns_of(nested)}
            value = _nest(nested, inner) if any(one is not None for one in inner.values()) else None
        else:
            value = row.get(name)
        nested_row[name] = value
    lists = _list_fields(kind)
    return {
        name: tuple(value.split(LIST_SEPARATOR))
        if name in lists and value
        else ()
        if name in lists
        else value
        for name, value in nested_row.items()
    }


def _plain(value: Any) -> Any:
    if value is None or type(value) is str:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(str(one).replace(LIST_SEPARATOR, "/") for one in value)
    return value


# Not functools.cache: mypy does not take type[Any] for hashable.
_COLUMNS: dict[type[Any], dict[str, tuple[type, type[Any] | None]]] = {}
_LIST_FIELDS: dict[type[Any], frozenset[str]] = {}


def _columns(kind: type[Any]) -> dict[str, tuple[type, type[Any] | None]]:
    if kind not in _COLUMNS:
        hints = get_type_hints(kind)
        _COLUMNS[kind] = {field.name: _held(hints[field.name]) for field in fields(kind)}
    return _COLUMNS[kind]


def _list_fields(kind: type[Any]) -> frozenset[str]:
    if kind not in _LIST_FIELDS:
        hints = get_type_hints(kind)
        _LIST_FIELDS[kind] = frozenset(n for n in hints if getattr(hints[n], "__origin__", None) is tuple)
    return _LIST_FIELDS[kind]


def _held(hint: Any) -> tuple[type, type[Any] | None]:
    for option in (hint, *get_args(hint)):
        if is_dataclass(option) and isinstance(option, type):
            return str, option
        if option in (int, float, bool):
            return option, None
    return str, None

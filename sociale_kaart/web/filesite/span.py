"""From which day to which a site of files tells how places stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from flask import current_app

from sociale_kaart.hours.schedule import AMSTERDAM

EXTENSION = "sociale_kaart_span"
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """From midnight of `first` up to midnight of `end`, on Amsterdam's clock."""

    first: date
    end: date

    def days(self) -> Iterator[date]:
        """Each day."""
        yield from (self.first + timedelta(days=number) for number in range((self.end - self.first).days))

    def minute(self, moment: datetime) -> int:
        """Minutes on the clock of the wall from the beginning to a moment: a night that loses an hour has 24 too."""
        local = moment.astimezone(AMSTERDAM)
        return (local.date() - self.first).days * DAY_MINUTES + local.hour * 60 + local.minute

    def moment(self, minute: int) -> datetime:
        """The other way around."""
        day, rest = divmod(minute, DAY_MINUTES)
        return datetime.combine(self.first + timedelta(days=day), time(rest // 60, rest % 60), AMSTERDAM)


def current_span() -> Span:
    """That of the running app."""
    return cast(Span, current_app.extensions[EXTENSION])

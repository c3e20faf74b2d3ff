"""From phrases to items: what stands before times says when they hold, what stands after them limits them.

Days gather as pending until times come; those make it an item. What is left pending at the end of a clause
("niet in juli", "oneven weken") says something of the items before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sociale_kaart.hours.reader import (
    appointments,
    clauses,
    closedtimes,
    closures,
    dates,
    days,
    elsewhere,
    holidays,
    periods,
    times,
    weeks,
)
from sociale_kaart.hours.reader.phrase import Phrase
from sociale_kaart.hours.reader.reading import Reading
from sociale_kaart.hours.reader.unread import leave_unread

# Kinds that say nothing about when by themselves: names, prices, numbers, signs, and words between others. What stands
# beside a time among them is left over (unread.py).
SAY_NOTHING = frozenset(
    {
        "address", "and", "between", "bullet", "clock", "compact", "counted", "empty", "from", "join", "mail",
        "noise", "noon", "numbered", "ofmonth", "only", "saidtime", "schoolyear", "slash", "tariff", "telephone",
        "until", "upto", "weekly", "word",
    }
)  # fmt: skip
# What to do with a phrase of each other kind.
HANDLERS: Mapping[str, Callable[[Reading, Phrase], None]] = MappingProxyType(
    {
        "days": days.read_days,
        "ordinal": days.read_ordinal,
        "zonen": days.read_zonen,
        "partword": days.read_partword,
        "dates": dates.read_dates,
        "start": dates.read_start,
        "period": periods.read_period,
        "months": periods.read_months,
        "tax": periods.read_tax,
        "restyear": periods.read_restyear,
        "after": periods.read_after,
        "parity": weeks.read_parity,
        "every": weeks.read_every,
        "xmonth": weeks.read_xmonth,
        "ofquarter": weeks.read_ofquarter,
        "evenmonths": weeks.read_evenmonths,
        "times": times.read_times,
        "allday": times.read_allday,
        "sevendays": times.read_sevendays,
        "wholeday": times.read_wholeday,
        "except": closures.read_except,
        "not": closures.read_not,
        "closed": closures.read_closed,
        "closedtimes": closedtimes.read_closedtimes,
        "otherdays": days.read_otherdays,
        "public": holidays.read_public,
        "named": holidays.read_named,
        "shifted": holidays.read_shifted,
        "notholiday": holidays.read_notholiday,
        "changedholidays": holidays.read_changedholidays,
        "school": holidays.read_school,
        "schoolnames": holidays.read_schoolnames,
        "schoolweeks": holidays.read_schoolweeks,
        "needed": appointments.read_needed,
        "possible": appointments.read_possible,
        "none": appointments.read_none,
        "rest": appointments.read_rest,
        "tocall": appointments.read_tocall,
        "visiting": appointments.read_visiting,
        "phoning": appointments.read_phoning,
        "libraryhours": elsewhere.read_libraryhours,
        "elsewhere": elsewhere.read_elsewhere,
        "varying": elsewhere.read_varying,
        "limit": elsewhere.read_limit,
        "weekslong": elsewhere.read_weekslong,
        "comma": clauses.read_comma,
        "colon": clauses.read_colon,
        "open": clauses.read_open,
        "close": clauses.read_close,
        "semi": clauses.read_semi,
        "stop": clauses.read_stop,
        "pipe": clauses.read_pipe,
        "also": clauses.read_also,
        "dash": clauses.read_dash,
        "newline": clauses.read_newline,
    }
)


def read_phrases(reading: Reading) -> None:
    """Read all phrases of a text, in order."""
    while (phrase := reading.take()) is not None:
        handler = HANDLERS.get(phrase.kind)
        if handler is not None:
            handler(reading, phrase)
    clauses.end_clause(reading, "end", len(reading.text))
    leave_unread(reading)

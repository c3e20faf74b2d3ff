"""opening_hours texts as the specification allows them, for tests of laws that hold for all of them.

Left out is what evaluators are known to take in two ways: holidays with weekdays (`PH Mo`), nights that another rule
cuts short, and school holidays, which the engine to compare with does not know.
"""

from __future__ import annotations

from hypothesis import strategies as st

from sociale_kaart.hours.reader.osm.tokens import MONTHS, WEEKDAYS

weekday = st.sampled_from(WEEKDAYS)
weekday_range = st.tuples(weekday, weekday).map("-".join)
counted = st.tuples(weekday, st.sampled_from(("[1]", "[-1]", "[1,3]", "[2-4]", "[5]"))).map("".join)
weekdays = st.lists(st.one_of(weekday, weekday_range, counted), min_size=1, max_size=3).map(",".join)
with_holidays = st.one_of(weekdays.map(lambda days: f"{days},PH"), st.sampled_from(("PH", "Mo-Su,PH")))

month = st.sampled_from(MONTHS)
day = st.integers(1, 28).map(lambda number: f"{number:02}")
month_day = st.tuples(month, day).map(" ".join)
year = st.integers(2025, 2028).map(str)
dated = st.tuples(year, month_day).map(" ".join)
wide = st.one_of(
    month,
    st.tuples(month, month).map("-".join),
    month_day,
    st.tuples(month_day, month_day).map("-".join),
    st.tuples(month_day, month_day).map(",".join),
    dated,
    st.tuples(dated, dated).filter(lambda pair: pair[0][:4] < pair[1][:4]).map("-".join),
    st.tuples(dated, dated).map(",".join),
    dated.map(lambda first: f"{first}+"),
    year,
    st.tuples(year, month).map(" ".join),
    st.sampled_from(("2026-2027", "2026+", "2025-2027/2", "2026-2027 Mar-Apr", "2026 week 10-20")),
    st.sampled_from(("week 01-53/2", "week 02-52/2", "week 10", "week 05,10-20", "Mar-Aug week 01-53/2")),
    st.sampled_from(("easter", "easter +1 day", "easter +39 days", "easter,easter +1 day")),
)
span = st.tuples(st.integers(7, 15), st.sampled_from((0, 15, 30, 45)), st.integers(1, 8)).map(
    lambda at: f"{at[0]:02}:{at[1]:02}-{at[0] + at[2]:02}:{at[1]:02}"
)
times = st.lists(span, min_size=1, max_size=2).map(",".join)
selectors = st.one_of(weekdays, with_holidays, wide, st.tuples(wide, weekdays).map(" ".join))
rules = st.tuples(selectors, st.one_of(times, times, times, st.just("off"))).map(" ".join)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Weekdays with times, and up to three rules that replace, add or close."""
    text = f"{draw(weekdays)} {draw(times)}"
    for _ in range(draw(st.integers(0, 3))):
        text += f"{draw(st.sampled_from(('; ', '; ', ', ')))}{draw(rules)}"
    return text

"""What is known of a gemeente, and of a whole area, in its final words: a page shows it, and a press sets it as PDF.

Whoever shows it adds no words of their own. Names and what else the coordinator wrote stand in fields of their own,
so that they can be marked as theirs on a page in another language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarFigures:
    """One pillar in one gemeente.

    pillar : its id; name : what it is called
    reach : own, neighbour, gap, empty or unknown, for a colour and a pattern; verdict : the same in words
    cells : the figures, in the order of the headings
    sure : how sure that is, in a sentence or two
    """

    pillar: str
    name: str
    reach: str
    verdict: str
    cells: tuple[str, ...]
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When somebody gives some kind of help; `language` that of the text, "" where it is the page's."""

    help: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """One organisation at one place.

    place : what the building is called, "" where that says nothing more
    presences : per pillar yes, no or unknown
    checked : when that was last checked, and by whom
    """

    listing_id: str
    location_id: str
    name: str
    place: str
    presences: tuple[str, ...]
    times: tuple[Times, ...]
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """An organisation that says it works here without a place here; one of its places elsewhere, if any."""

    name: str
    website: str = ""
    listing_id: str = ""
    location_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderPlace:
    """A place in another gemeente; distance and persons in words."""

    listing_id: str
    location_id: str
    name: str
    gemeente: str
    distance: str
    persons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderPlaces:
    """The nearest places over the border for one pillar; `said` where none is known."""

    name: str
    places: tuple[BorderPlace, ...]
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLine:
    """One area in a distance profile: its name, the shares in words, and as numbers for the chart (0..1, None unknown).

    heading : the name in a table, where it also says whether the shares are at least so much
    says : one share, in a sentence
    """

    area: str
    heading: str
    says: str
    cells: tuple[str, ...]
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTable:
    """The distance profile of one pillar: a line per area, the gemeente first; a chart of it and what that shows.

    chart : "" where there is no room for one
    """

    name: str
    lines: tuple[ProfileLine, ...]
    chart: str
    chart_says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoLine:
    """One thing to do: about whom, what is the matter, and where to write it.

    about : what it is about, in the map's own words. is_own : whether `what` is in the map's own language
    write : lines to copy into the file
    """

    name: str
    what: str
    where: str
    about: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    listing_id: str = ""
    location_id: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoGroup:
    """Things to do of one kind; advice : what to write; count : how many there are, shown or not."""

    kind: str
    title: str
    count: str
    advice: str
    lines: tuple[TodoLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """A short sentence, and the kinds of help that it is about, in the map's own words."""

    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GemeenteReport:
    """All that is known of one gemeente.

    lead : provincie, inhabitants and what they are counted by
    conclusions : the judgement on each pillar in short sentences
    here : said where no organisation is known; who_in_all : how many there are, shown or not
    complete_lists : what an unknown presence means of kinds of help whose list is complete
    cut : said where lists are cut short
    profile_key : which line of a chart is which area. has_charts : whether the profiles are drawn too
    also : organisations that say they work here without a place here
    no_figures : what to install where the figures could not be reckoned; "" where they could
    """

    code: str
    name: str
    lead: str
    conclusions: tuple[Conclusion, ...]
    figures: tuple[PillarFigures, ...]
    who: tuple[Who, ...]
    complete_lists: tuple[Conclusion, ...]
    here: str
    also: tuple[Also, ...]
    borders: tuple[BorderPlaces, ...]
    profiles: tuple[ProfileTable, ...]
    profile_key: str
    has_charts: bool
    no_profile: str
    todos: tuple[TodoGroup, ...]
    nothing_to_do: str
    who_in_all: int
    no_figures: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendLine:
    """What a kind of area on the map means; `reach` as in PillarFigures."""

    reach: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarMap:
    """A map of one pillar, as SVG, what it shows in words, and the sentences under it."""

    name: str
    svg: str
    says: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The area at a glance: a map and a row per pillar, and each gemeente with its judgement per pillar."""

    maps: tuple[PillarMap, ...]
    legend: tuple[LegendLine, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    pillars: tuple[str, ...]
    gemeenten: tuple[tuple[str, tuple[LegendLine, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReport:
    """A report as it is set on paper.

    language, own_language, hours_language : of our sentences, of what the coordinator wrote, and of hours
    example : said on a map whose places are invented; "" on any other
    lead : what the report is, on its title page
    about : label and text: the map, its sources, dates and parameters
    summary : None where the report is about one gemeente alone
    words : headings and labels, by name
    """

    language: str
    own_language: str
    hours_language: str
    title: str
    subtitle: str
    publisher: str
    example: str
    lead: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    foot: str
    summary: Summary | None
    gemeenten: tuple[GemeenteReport, ...]
    figure_headings: tuple[str, ...]
    limits: tuple[str, ...]
    pillars: tuple[str, ...]
    notes: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)

"""What check says of hours: what it cannot read, what can mean two things, and what the calendar does to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from makers import wide_toml
from sociale_kaart.cli import main
from sociale_kaart.errors import KaartConfigError, SourceNotFound, SourceUnreadable
from sociale_kaart.hours.reading import read
from sociale_kaart.hours.schedule import SchoolPolicy
from sociale_kaart.kaart import open_kaart
from sociale_kaart.problems import Problem, Severity
from sociale_kaart.sources.check import CheckResult, check

TODAY = date(2026, 11, 22)
COLUMNS = {
    "id": "Nr",
    "organisation": "Naam",
    "gemeente": "Gemeente",
    "checked": "Gezien",
    "website": "Site",
    "opening_hours": "Gebouw",
    "schedule": "Tijden",
    "monday": "Ma",
    "tuesday": "Di",
    "wednesday": "Wo",
}
HEADINGS = ";".join(COLUMNS.values())


def sheet_toml(hours: str = "") -> str:
    return wide_toml(area='provincies = ["Utrecht"]', settings=hours, **COLUMNS)


def checked(
    folder: Path,
    *rows: str,
    hours: str = "",
    today: date = TODAY,
    confirm: bool = False,
    corrections: tuple[str, ...] = (),
) -> CheckResult:
    """The check of one wide sheet; a row is what follows the name: gemeente up to and including Wednesday."""
    (folder / "kaart.toml").write_text(sheet_toml(hours), encoding="utf-8")
    lines = (f"R{number};Hulp {number};{row}" for number, row in enumerate(rows, start=1))
    (folder / "bron.csv").write_text("\n".join((HEADINGS, *lines)), encoding="utf-8")
    if corrections:
        headings = "bron;record;veld;oud;nieuw;reden;datum;door"
        (folder / "correcties.csv").write_text("\n".join((headings, *corrections)), encoding="utf-8")
    return check(open_kaart(folder), today, confirm_hours=confirm)


def row(
    tijden: str = "", *, ma: str = "", di: str = "", wo: str = "", gebouw: str = "", gemeente: str = "Utrecht"
) -> str:
    return f"{gemeente};;https://example.org;{gebouw};{tijden};{ma};{di};{wo}"


def about_hours(result: CheckResult) -> list[Problem]:
    codes = ("hours_", "odd_", "school_")
    return [problem for problem in result.problems if problem.code.startswith(codes)]


def test_words_that_are_not_understood_are_named_and_the_row_is_used(tmp_path: Path) -> None:
    result = checked(tmp_path, row("di 10-12 uur als er genoeg vrijwilligers zijn"))
    (problem,) = about_hours(result)
    assert (problem.code, problem.severity) == ("hours_not_understood", Severity.WARNING)
    assert (problem.row, problem.column) == (2, "Tijden")
    assert '"als er genoeg vrijwilligers' in problem.message
    assert "maandag 10.00-12.00 uur" in problem.remedy
    assert (result.rows_used, result.rows_reported) == (1, 0)


def test_hours_with_two_readings_are_asked_back_in_plain_dutch(tmp_path: Path) -> None:
    (problem,) = about_hours(checked(tmp_path, row("ma/do 10-12 uur")))
    assert problem.code == "hours_doubtful"
    assert 'maandag en donderdag" of "' in problem.message
    assert 'maandag tot en met donderdag"' in problem.message
    assert "'en' of 't/m'" in problem.remedy


def test_a_cell_has_one_problem_however_many_doubts_it_raises(tmp_path: Path) -> None:
    (problem,) = about_hours(checked(tmp_path, row("ma/do 7-9 uur")))
    assert problem.message.count("Het kan betekenen") == 2


@pytest.mark.parametrize(
    "text", ["di/do 10-12 uur", "1e maandag van de maand 14-16 uur", "op afspraak", "wisselend"]
)
def test_what_is_read_in_one_way_is_no_problem(tmp_path: Path, text: str) -> None:
    assert about_hours(checked(tmp_path, row(text))) == []


def test_written_in_so_many_words_a_doubt_is_gone(tmp_path: Path) -> None:
    (asked,) = about_hours(checked(tmp_path, row("ma/do 10-12 uur")))
    assert asked.code == "hours_doubtful"
    assert about_hours(checked(tmp_path, row("ma en do 10-12 uur"))) == []


def test_a_confirmation_in_correcties_csv_sticks_until_the_sheet_says_something_else(tmp_path: Path) -> None:
    confirmed = (
        "bron;R1;Tijden;ma/do 10-12 uur;maandag en donderdag 10-12 uur;Nagevraagd;2026-11-01;Coördinator"
    )
    assert about_hours(checked(tmp_path, row("ma/do 10-12 uur"), corrections=(confirmed,))) == []
    result = checked(tmp_path, row("ma/vr 10-12 uur"), corrections=(confirmed,))
    assert [problem.code for problem in about_hours(result)] == ["hours_doubtful"]
    assert "correction_old_value" in {problem.code for problem in result.problems}


def test_readings_are_offered_back_where_somebody_asks_for_them(tmp_path: Path) -> None:
    texts = (row("ma 9-12 uur", gebouw="ma-vr 9-17 uur"), row("ma/do 10-12 uur"))
    assert [one.code for one in about_hours(checked(tmp_path, *texts))] == ["hours_doubtful"]
    found = about_hours(checked(tmp_path, *texts, confirm=True))
    said = {(one.code, one.row, one.column) for one in found}
    assert said == {("hours_read", 2, "Tijden"), ("hours_read", 2, "Gebouw"), ("hours_doubtful", 3, "Tijden")}
    (reading,) = (one for one in found if one.column == "Tijden" and one.row == 2)
    assert "Elke maandag van 9.00 tot 12.00 uur." in reading.message
    assert reading.severity is Severity.HINT


class TestAColumnPerWeekday:
    def test_becomes_one_schedule_that_names_its_days(self, tmp_path: Path) -> None:
        result = checked(
            tmp_path, row("niet in de schoolvakanties", ma="9-12", di="-", wo="10.00 - 12.00 uur")
        )
        (listing,) = result.inventory.listings
        assert listing.schedule is not None
        assert listing.schedule.text == "maandag 9-12; woensdag 10.00 - 12.00 uur; niet in de schoolvakanties"
        assert [one for one in about_hours(result) if one.severity is Severity.WARNING] == []

    @pytest.mark.parametrize("nobody", ["", "-", "x", "dicht", "Gesloten"])
    def test_says_nothing_of_a_day_on_which_nobody_is_there(self, tmp_path: Path, nobody: str) -> None:
        (listing,) = checked(tmp_path, row(ma="9-12", di=nobody)).inventory.listings
        assert listing.schedule is not None
        assert listing.schedule.text == "maandag 9-12"

    def test_keeps_a_day_of_which_nobody_knows(self, tmp_path: Path) -> None:
        (listing,) = checked(tmp_path, row(ma="9-12", di="?")).inventory.listings
        assert listing.schedule is not None
        assert listing.schedule.text == "maandag 9-12; dinsdag onbekend"

    def test_takes_a_cell_that_names_its_day_itself(self, tmp_path: Path) -> None:
        (listing,) = checked(tmp_path, row(ma="ma 9-12", di="Dinsdag 10-12")).inventory.listings
        assert listing.schedule is not None
        assert listing.schedule.text == "ma 9-12; Dinsdag 10-12"

    def test_that_kaart_toml_forgot_is_pointed_at(self, tmp_path: Path) -> None:
        toml = sheet_toml().partition("monday")[0]
        (tmp_path / "kaart.toml").write_text(toml, encoding="utf-8")
        (tmp_path / "bron.csv").write_text(f"{HEADINGS};do.\nR1;Hulp;{row(ma='9-12')};", encoding="utf-8")
        problems = check(open_kaart(tmp_path), TODAY).problems
        (problem,) = (one for one in problems if one.code == "weekdays_unmapped")
        assert problem.severity is Severity.HINT
        assert 'monday = "Ma", tuesday = "Di", wednesday = "Wo", thursday = "do."' in problem.remedy

    def test_names_the_very_column_of_what_it_cannot_read(self, tmp_path: Path) -> None:
        (problem,) = about_hours(checked(tmp_path, row(ma="9-12", wo="7-9 uur")))
        assert (problem.code, problem.row, problem.column) == ("hours_doubtful", 2, "Wo")


class TestWhatOneCellSays:
    """Two rows, or two columns, are two people's words: a remark in one says nothing of the other."""

    def rules(self, result: CheckResult) -> set[tuple[int, SchoolPolicy]]:
        (listing,) = result.inventory.listings
        assert listing.schedule is not None
        return {
            (int(rule.days.weekdays[0]), rule.school) for rule in read(listing.schedule, "nl").hours.rules
        }

    def test_stays_with_its_weekday(self, tmp_path: Path) -> None:
        result = checked(tmp_path, row(ma="9-12 (niet in de schoolvakanties)", di="9-12"))
        assert self.rules(result) == {(0, SchoolPolicy.CLOSED), (1, SchoolPolicy.IGNORE)}

    def test_and_what_stands_beside_the_weekdays_holds_for_all(self, tmp_path: Path) -> None:
        result = checked(tmp_path, row("niet in de schoolvakanties", ma="9-12", di="9-12"))
        assert self.rules(result) == {(0, SchoolPolicy.CLOSED), (1, SchoolPolicy.CLOSED)}

    def test_stays_with_its_row(self, tmp_path: Path) -> None:
        (tmp_path / "kaart.toml").write_text(sheet_toml(), encoding="utf-8")
        lines = (
            HEADINGS,
            "R1;Hulp;Utrecht;;https://example.org;;ma 9-12 uur, niet in de schoolvakanties;;;",
            "R2;Hulp;Utrecht;;https://example.org;;di 9-12 uur;;;",
        )
        (tmp_path / "bron.csv").write_text("\n".join(lines), encoding="utf-8")
        result = check(open_kaart(tmp_path), TODAY)
        assert self.rules(result) == {(0, SchoolPolicy.CLOSED), (1, SchoolPolicy.IGNORE)}


class TestTheCalendar:
    def test_odd_weeks_that_meet_twice_in_a_row_are_told_once_for_all_rows(self, tmp_path: Path) -> None:
        odd = row("di 10-12 uur (oneven weken)")
        (problem,) = about_hours(checked(tmp_path, odd, row("wo 10-12 uur (even weken)"), odd))
        assert (problem.code, problem.row, problem.severity) == ("odd_weeks_twice", 0, Severity.HINT)
        assert "2 rijen (rij 2, 4)" in problem.message
        assert "Week 53 van 2026 en week 1 van 2027" in problem.message
        assert "week van 28-12-2026" in problem.message

    @pytest.mark.parametrize(
        ("today", "told"),
        [
            (date(2025, 12, 27), False),
            (date(2025, 12, 28), True),
            (date(2027, 1, 10), True),
            (date(2027, 1, 11), False),
        ],
    )
    def test_they_are_told_in_the_year_before_and_not_after(
        self, tmp_path: Path, today: date, told: bool
    ) -> None:
        # 2025 and 2027 have 52 weeks; 28 December 2026 is the Monday of week 53,
        # and 10 January 2027 the last day of week 1.
        result = checked(tmp_path, row("di 10-12 uur (oneven weken)"), today=today)
        assert ("odd_weeks_twice" in {problem.code for problem in result.problems}) is told

    def test_school_holidays_that_nobody_has_told_yet_are_told(self, tmp_path: Path) -> None:
        rows = (row("di 10-12 uur, niet in de schoolvakanties"), row("wo 10-12 uur"))
        (problem,) = about_hours(checked(tmp_path, *rows))
        assert problem.code == "school_holidays_unknown"
        assert "1 rij (rij 2)" in problem.message
        assert "Na 22-8-2027" in problem.message  # the first region to go back to school

    def test_a_region_for_the_whole_map_counts_alone(self, tmp_path: Path) -> None:
        text = row("di 10-12 uur, niet in de schoolvakanties")
        (problem,) = about_hours(checked(tmp_path, text, hours='[hours]\nschool_region = "midden"'))
        assert "Na 29-8-2027" in problem.message

    def test_a_gemeente_whose_region_is_not_known_is_named(self, tmp_path: Path) -> None:
        text = "di 10-12 uur, niet in de schoolvakanties"
        found = about_hours(
            checked(tmp_path, row(text, gemeente="De Ronde Venen"), row(text), today=date(2026, 1, 5))
        )
        (problem,) = (one for one in found if one.code == "school_region_unknown")
        assert (problem.file, problem.severity) == ("kaart.toml", Severity.HINT)
        assert "in De Ronde Venen hangen" in problem.message


HEADS = "schooljaar,vakantie,regio,van,tot_en_met,bron"


class TestSchoolHolidaysOfOnesOwn:
    HOURS = '[hours]\nschool_holidays = "vakanties.csv"'
    TEXT = "di 10-12 uur, niet in de schoolvakanties"

    def test_are_refused_in_dutch_where_one_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "vakanties.csv").write_text(
            f"{HEADS}\n2027-2028,kerstvakantie,noord,2027-12-25,2028-01-09,x"
        )
        with pytest.raises(
            SourceUnreadable, match=r"vakanties\.csv: deze tabel met schoolvakanties klopt niet"
        ):
            checked(tmp_path, row(self.TEXT), hours=self.HOURS)

    def test_must_be_there_once_kaart_toml_names_them(self, tmp_path: Path) -> None:
        with pytest.raises(SourceNotFound, match=r"Verbeter .school_holidays. in kaart\.toml"):
            checked(tmp_path, row(self.TEXT), hours=self.HOURS)


@pytest.mark.parametrize(
    ("hours", "fault"),
    [
        ('school_region = "oost"', "'hours.school_region' is 'oost'; verwacht 'noord', 'midden' of 'zuid'"),
        ('language = "fr"', "'hours.language' is 'fr'; verwacht 'nl' of 'en'"),
        ('school_holidays = "../x.csv"', "het bestand moet in de map van de kaart staan"),
        ('regio = "noord"', "onbekende sleutel 'hours.regio'"),
    ],
)
def test_a_wrong_key_for_hours_is_told_in_dutch(tmp_path: Path, hours: str, fault: str) -> None:
    with pytest.raises(KaartConfigError) as caught:
        checked(tmp_path, row(), hours=f"[hours]\n{hours}")
    assert fault in str(caught.value)


def test_hours_in_english_are_read_as_english(tmp_path: Path) -> None:
    result = checked(tmp_path, row("every Tuesday 10am-12pm"), hours='[hours]\nlanguage = "en"', confirm=True)
    (problem,) = about_hours(result)
    assert "Elke dinsdag van 10.00 tot 12.00 uur." in problem.message


def test_two_rows_that_differ_on_when_a_building_is_open_are_reported(tmp_path: Path) -> None:
    (tmp_path / "kaart.toml").write_text(sheet_toml(), encoding="utf-8")
    lines = (
        HEADINGS,
        "R1;Hulp;Utrecht;;https://example.org;ma-vr 9-17 uur;;;;",
        "R2;Hulp;Utrecht;;https://example.org;ma-do 9-17 uur;;9-12;;",
    )
    (tmp_path / "bron.csv").write_text("\n".join(lines), encoding="utf-8")
    result = check(open_kaart(tmp_path), TODAY)
    (problem,) = (one for one in result.problems if one.code == "contradiction")
    assert problem.column == "Gebouw"
    assert "ma-vr 9-17 uur" in problem.message


def test_the_command_line_offers_readings_back(tmp_path: Path) -> None:
    checked(tmp_path, row("ma 9-12 uur"))
    said = CliRunner().invoke(main, ["check", str(tmp_path), "--hours", "--format", "csv"])
    assert said.exit_code == 0
    assert "Elke maandag van 9.00 tot 12.00 uur." in said.output
    assert "hours_read" not in CliRunner().invoke(main, ["check", str(tmp_path), "--format", "csv"]).output

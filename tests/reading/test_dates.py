"""Dates as people write them: what is read, how it is kept and shown, what is refused and why."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.date_words import NoDate, read
from reading.dates import PATTERN, WrittenDate, lasting

READ = [  # typed, EDTF, shown
    # a day
    ("14 March 2026", "2026-03-14", "14 March 2026"),
    ("14th of March 2026", "2026-03-14", "14 March 2026"),
    ("the 14th of March, 2026", "2026-03-14", "14 March 2026"),
    ("March 14, 2026", "2026-03-14", "14 March 2026"),
    ("march the 1st 2026", "2026-03-01", "1 March 2026"),
    ("2nd  APRIL 2026", "2026-04-02", "2 April 2026"),
    ("Thursday 14 March 2026", "2026-03-14", "14 March 2026"),
    ("Thu, 14 Mar 2026", "2026-03-14", "14 March 2026"),
    ("14-Mar-2024", "2024-03-14", "14 March 2024"),
    ("2024 March 14", "2024-03-14", "14 March 2024"),
    ("14 Mawrth 2026", "2026-03-14", "14 March 2026"),
    ("29 February 2024", "2024-02-29", "29 February 2024"),
    ("14-03-2024", "2024-03-14", "14 March 2024"),
    ("14/3/2024", "2024-03-14", "14 March 2024"),
    ("14.3.2024", "2024-03-14", "14 March 2024"),
    ("03/04/2024", "2024-04-03", "3 April 2024"),  # British
    ("04/14/2024", "2024-04-14", "14 April 2024"),  # can only be American
    ("04-14-2024", "2024-04-14", "14 April 2024"),
    ("2024-03-14", "2024-03-14", "14 March 2024"),
    ("2024/3/4", "2024-03-04", "4 March 2024"),
    ("20240314", "2024-03-14", "14 March 2024"),
    ("2024-03-14T10:30:00Z", "2024-03-14", "14 March 2024"),
    ("14/03/2024 00:00", "2024-03-14", "14 March 2024"),
    ("on 14 March 2026.", "2026-03-14", "14 March 2026"),
    # a month
    ("March 2024", "2024-03", "March 2024"),
    ("Mar. 2024", "2024-03", "March 2024"),
    ("Sept. 2024", "2024-09", "September 2024"),
    ("Sept 2024", "2024-09", "September 2024"),
    ("June, 2024", "2024-06", "June 2024"),
    ("in the March of 2024", "2024-03", "March 2024"),
    ("Hydref 2024", "2024-10", "October 2024"),
    ("03/2024", "2024-03", "March 2024"),
    ("3.2024", "2024-03", "March 2024"),
    ("2024-03", "2024-03", "March 2024"),
    ("2024-3", "2024-03", "March 2024"),
    ("2011-12", "2011-12", "December 2011"),
    ("2024-03-XX", "2024-03", "March 2024"),
    # a season
    ("Spring 2024", "2024-21", "Spring 2024"),
    ("in the spring of 2024", "2024-21", "Spring 2024"),
    ("summer, 2024", "2024-22", "Summer 2024"),
    ("Fall 2024", "2024-23", "Autumn 2024"),
    ("Winter 2024", "2024-24", "Winter 2024"),
    ("Winter 2023/24", "2023-24", "Winter 2023–24"),
    ("winter of 2023–2024", "2023-24", "Winter 2023–24"),
    ("2024-21", "2024-21", "Spring 2024"),
    # a year, a decade, a century
    ("2024", "2024", "2024"),
    ("in 2024", "2024", "2024"),
    ("the year 2024", "2024", "2024"),
    ("２０２４", "2024", "2024"),
    ("2024-XX", "2024", "2024"),
    ("1990s", "199X", "1990s"),
    ("the 1990's", "199X", "1990s"),
    ("199X", "199X", "1990s"),
    ("199-", "199X", "1990s"),
    ("199?", "199X", "1990s"),
    ("2000s", "200X", "2000s"),
    ("190X", "190X", "1900–1909"),
    ("1900s", "19XX", "1900s"),
    ("18XX", "18XX", "1800s"),
    ("20XX", "20XX", "21st century"),
    ("19th century", "18XX", "19th century"),
    ("the nineteenth century", "18XX", "19th century"),
    ("C20th", "19XX", "20th century"),
    ("c. 19th-century", "18XX~", "c. 19th century"),
    # a part of one
    ("early 2020", "2020", "early 2020"),
    ("early in 2020", "2020", "early 2020"),
    ("mid-2019", "2019", "mid-2019"),
    ("Mid 2019", "2019", "mid-2019"),
    ("probably late 2020", "2020?", "late 2020?"),
    ("at the end of 2018", "2018", "end of 2018"),
    ("end 2018", "2018", "end of 2018"),
    ("Start March 2020", "2020-03", "start of March 2020"),
    ("end 1980s", "198X", "end of the 1980s"),
    ("beginning of 2021", "2021", "beginning of 2021"),
    ("end 2018", "2018", "end of 2018"),
    ("end-2018", "2018", "end of 2018"),  # not until then
    ("Start 2018", "2018", "start of 2018"),
    ("middle March 2018", "2018-03", "middle of March 2018"),
    ("the first half of 2020", "2020", "first half of 2020"),
    ("2nd half 2020", "2020", "second half of 2020"),
    ("H1 2020", "2020", "H1 2020"),
    ("2020-H2", "2020", "H2 2020"),
    ("Q3 2021", "2021", "Q3 2021"),
    ("2021Q3", "2021", "Q3 2021"),
    ("3rd quarter of 2021", "2021", "third quarter of 2021"),
    ("mid-March 2020", "2020-03", "mid-March 2020"),
    ("early Spring 2020", "2020-21", "early spring 2020"),
    ("late 1980s", "198X", "late 1980s"),
    ("end of the 1980s", "198X", "end of the 1980s"),
    ("mid-20th century", "19XX", "mid-20th century"),
    ("last quarter of the 19th century", "18XX", "last quarter of the 19th century"),
    # with more around it
    ("14 March 2026 at 10:30", "2026-03-14", "14 March 2026"),
    ("Mon 14/03/2024 9:05 am", "2024-03-14", "14 March 2024"),
    ("14Mar2024", "2024-03-14", "14 March 2024"),
    ("1 st March 2020", "2020-03-01", "1 March 2020"),
    ("March (2024)", "2024-03", "March 2024"),
    ("Autumn term 2024", "2024-23", "Autumn 2024"),
    ("started in March 2019", "2019-03", "March 2019"),
    ("sometime in 2019", "2019", "2019"),
    ("AD 1890", "1890", "1890"),
    ("1890ish", "1890~", "c. 1890"),
    # not for certain
    ("c. 1890", "1890~", "c. 1890"),
    ("c.1890", "1890~", "c. 1890"),
    ("c1890", "1890~", "c. 1890"),
    ("ca. 1890", "1890~", "c. 1890"),
    ("circa 1890", "1890~", "c. 1890"),
    ("about 1890", "1890~", "c. 1890"),
    ("[c. 1890]", "1890~", "c. 1890"),
    ("~1890", "1890~", "c. 1890"),
    ("1890~", "1890~", "c. 1890"),
    ("1890 (approx.)", "1890~", "c. 1890"),
    ("c. March 1890", "1890-03~", "c. March 1890"),
    ("c. 1990s", "199X~", "c. 1990s"),
    ("1890?", "1890?", "1890?"),
    ("1890 (?)", "1890?", "1890?"),
    ("probably March 1890", "1890-03?", "March 1890?"),
    ("c. 1890?", "1890%", "c. 1890?"),
    ("1890%", "1890%", "c. 1890?"),
]
SPANS = [
    ("2019-2021", "2019/2021", "2019–2021"),
    ("2019–2021", "2019/2021", "2019–2021"),
    ("2019 — 2021", "2019/2021", "2019–2021"),
    ("2019/2021", "2019/2021", "2019–2021"),
    ("2019 to 2021", "2019/2021", "2019–2021"),
    ("from 2019 until 2021", "2019/2021", "2019–2021"),
    ("between 2019 and 2021", "2019/2021", "2019–2021"),
    ("2019-21", "2019/2021", "2019–2021"),
    ("2019–21", "2019/2021", "2019–2021"),
    ("1998–9", "1998/1999", "1998–1999"),
    ("2011–12", "2011/2012", "2011–2012"),
    ("2023/24", "2023/2024", "2023–2024"),
    ("1999/00", "1999/2000", "1999–2000"),
    ("c. 1890–1900", "1890~/1900", "c. 1890–1900"),
    ("1890~/1900?", "1890~/1900?", "c. 1890–1900?"),
    ("from March 2019 to May 2021", "2019-03/2021-05", "March 2019 to May 2021"),
    ("March–May 2021", "2021-03/2021-05", "March to May 2021"),
    ("Mar-May 2021", "2021-03/2021-05", "March to May 2021"),
    ("between March and May 2021", "2021-03/2021-05", "March to May 2021"),
    ("December 2023 - January 2024", "2023-12/2024-01", "December 2023 to January 2024"),
    ("2004-06/2006", "2004-06/2006", "June 2004 to 2006"),
    ("01/2019-03/2020", "2019-01/2020-03", "January 2019 to March 2020"),
    ("14–16 March 2024", "2024-03-14/2024-03-16", "14 to 16 March 2024"),
    ("14th-16th March 2024", "2024-03-14/2024-03-16", "14 to 16 March 2024"),
    ("14 March – 2 April 2024", "2024-03-14/2024-04-02", "14 March to 2 April 2024"),
    ("14/03/2024-16/03/2024", "2024-03-14/2024-03-16", "14 to 16 March 2024"),
    ("2024-03-14/2025-03-16", "2024-03-14/2025-03-16", "14 March 2024 to 16 March 2025"),
    ("Autumn/Winter 2023", "2023-23/2023-24", "Autumn to Winter 2023"),
    ("Summer 2021 to Spring 2022", "2021-22/2022-21", "Summer 2021 to Spring 2022"),
    ("since 2019", "2019/..", "since 2019"),
    ("from 2019", "2019/..", "since 2019"),
    ("2019 to date", "2019/..", "since 2019"),
    ("2019–present", "2019/..", "since 2019"),
    ("2019 to the present", "2019/..", "since 2019"),
    ("2019 until now", "2019/..", "since 2019"),
    ("2019 onwards", "2019/..", "since 2019"),
    ("2019 ongoing", "2019/..", "since 2019"),
    ("2019–", "2019/..", "since 2019"),
    ("2019+", "2019/..", "since 2019"),
    ("2019/..", "2019/..", "since 2019"),
    ("since 14th March 2019", "2019-03-14/..", "since 14 March 2019"),
    ("since c. 1990", "1990~/..", "since c. 1990"),
    ("since winter 2023/24", "2023-24/..", "since Winter 2023–24"),
    ("late 2019/early 2020", "2019/2020", "late 2019 to early 2020"),
    ("Q4 2021 – Q1 2022", "2021/2022", "Q4 2021 to Q1 2022"),
    ("since the end of 2018", "2018/..", "since the end of 2018"),
    ("mid-2019 onwards", "2019/..", "since mid-2019"),
    ("academic year 2023/24", "2023/2024", "2023–2024"),
    ("the 2023–24 financial year", "2023/2024", "2023–2024"),
    ("May 3rd-5th, 2023", "2023-05-03/2023-05-05", "3 to 5 May 2023"),
    ("June 30 – July 2, 2024", "2024-06-30/2024-07-02", "30 June to 2 July 2024"),
    ("March & April 2024", "2024-03/2024-04", "March to April 2024"),
    ("2019 up to 2021", "2019/2021", "2019–2021"),
    ("2019…2021", "2019/2021", "2019–2021"),
    ("2010 – to date", "2010/..", "since 2010"),
    ("2010, ongoing", "2010/..", "since 2010"),
    ("ongoing since 2010", "2010/..", "since 2010"),
    ("from 2010 on", "2010/..", "since 2010"),
    ("2010 → present", "2010/..", "since 2010"),
]


@pytest.mark.parametrize(("typed", "edtf", "shown"), READ + SPANS, ids=lambda value: str(value))
def test_a_date_is_read_as_people_write_it(typed, edtf, shown):
    found = read(typed)
    assert (found.words, found.edtf, str(found)) == (typed, edtf, shown)
    assert found.is_span == ("/" in edtf)
    assert re.match(PATTERN, edtf)


@pytest.mark.parametrize(("typed", "edtf", "shown"), READ + SPANS, ids=lambda value: str(value))
def test_what_is_shown_can_be_typed_again(typed, edtf, shown):
    if edtf != "190X":  # which a span says better
        assert (read(shown).edtf, str(read(shown))) == (edtf, shown)


REFUSED = [  # typed, what is said beside “is not a date we can read”
    ("13/25/2024", "There is no month 25."),
    ("2024-13", "There is no month 13."),
    ("0000-00-00", "There is no month 0."),
    ("00/05/2024", "There is no day 0."),
    ("31 February 2024", "February 2024 has 29 days."),
    ("29/2/2025", "February 2025 has 28 days."),
    ("14/3/24", "with all four figures"),
    ("Mar 24", "with all four figures"),
    ("'24", "with all four figures"),
    ("summer '24", "with all four figures"),
    ("1 Jan 99", "with all four figures"),
    ("14 March", "Write the year with it"),
    ("Spring", "Write the year with it"),
    ("3/4", "Write the year with it"),
    ("before 1900", "roughly when it was, for example c. 1890"),
    ("until 2021", "roughly when it was"),
    ("early next year", "the season, the months or the year alone"),
    ("late 14 March 2024", "the season, the months or the year alone"),
    ("pre-1990", "roughly when it was"),
    ("the eighties", "for example 1980s"),
    ("'80s", "for example 1980s"),
    ("undated", "the field is left empty"),
    ("TBC", "the field is left empty"),
    ("15th century", "between 1500 and 2200"),
    ("since the 19th century", "for example since 1990"),
    ("H3 2020", "Write it like 14 March 2026"),
    ("Q2 March 2020", "Write it like 14 March 2026"),
    ("FY2023", "Write it like 14 March 2026"),
    ("ongoing", "the field is left empty"),
    ("present", "the field is left empty"),
    ("n/a", "the field is left empty"),
    ("2021–2019", "It ends before it begins."),
    ("May 2020 to March 2020", "It ends before it begins."),
    ("since the 1990s", "for example since 1990"),
    ("winter 2023/25", "from one year into the next"),
    ("12 March 1066", "between 1500 and 2200"),
    ("2201", "between 1500 and 2200"),
    ("Easter 2024", "Write it like 14 March 2026"),
    ("the week after Easter", "Write it like 14 March 2026"),
    ("in 2019, I think", "Write it like 14 March 2026"),
    ("in 12 days", "Write it like 14 March 2026"),
    ("2019, 2020", "Write it like 14 March 2026"),
    ("2024-2025-2026", "Write it like 14 March 2026"),
    ("14 15 March 2024", "Write it like 14 March 2026"),
    ("14 Spring 2024", "Write it like 14 March 2026"),
    ("20244", "Write it like 14 March 2026"),
    ("٢٠٢٤", "Write it like 14 March 2026"),
    ("Ma 2024", "Write it like 14 March 2026"),
    ("?", "Write it like 14 March 2026"),
    ("/", "Write it like 14 March 2026"),
    ("since", "Write it like 14 March 2026"),
    ("20191500", "There is no month 15"),  # two years without the dash are no day
    ("20192019", "There is no month 20"),
    ("20240230", "February 2024 has 29 days"),
    ("0000", "The year has to lie between 1500 and 2200"),
    ("March 0000", "The year has to lie between 1500 and 2200"),
    ("31 March 0000", "The year has to lie between 1500 and 2200"),
    ("Winter 9999", "The year has to lie between 1500 and 2200"),
    ("c. 0000", "The year has to lie between 1500 and 2200"),
    ("0000-29", "Write it like 14 March 2026"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_what_cannot_be_read_is_told_with_a_way_out(typed, said):
    with pytest.raises(NoDate) as refused:
        read(typed)
    assert str(refused.value).startswith(f"“{typed}” is not a date we can read. ")
    assert said in str(refused.value)


@settings(max_examples=300, derandomize=True, database=None)
@given(
    st.text(st.sampled_from("0123456789 -–/.~?%XcMarchspringtosinceQHlyhalf&,()[]’'"))
    | st.from_regex(r"(winter |early |mid-|end of the |Q3 |first quarter )?[0-9]{4}-?[0-9]{0,4}", fullmatch=True)
    | st.text(max_size=30)
)
def test_nothing_that_is_typed_breaks_it(typed):
    try:
        found = read(typed)
    except NoDate:
        return
    assert re.match(PATTERN, found.edtf)
    assert str(WrittenDate(typed, found.edtf)) == str(found)


@pytest.mark.parametrize(
    ("typed", "earliest", "latest"),
    [
        ("14 March 2024", (2024, 3, 14), (2024, 3, 14)),
        ("February 2024", (2024, 2, 1), (2024, 2, 29)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("c. 1890", (1890, 1, 1), (1890, 12, 31)),
        ("1990s", (1990, 1, 1), (1999, 12, 31)),
        ("18XX", (1800, 1, 1), (1899, 12, 31)),
        ("Spring 2024", (2024, 3, 1), (2024, 5, 31)),
        ("Autumn 2024", (2024, 9, 1), (2024, 11, 30)),
        ("Winter 2024", (2024, 1, 1), (2025, 2, 28)),  # January is meant as often as December
        ("Winter 2023/24", (2023, 12, 1), (2024, 2, 29)),
        ("March 2019 to May 2021", (2019, 3, 1), (2021, 5, 31)),
        ("since 2019", (2019, 1, 1), None),
        ("early 2020", (2020, 1, 1), (2020, 6, 30)),
        ("mid-2020", (2020, 4, 1), (2020, 9, 30)),
        ("Q3 2021", (2021, 7, 1), (2021, 9, 30)),
        ("Q4 2021 to Q1 2022", (2021, 10, 1), (2022, 3, 31)),
        ("early to mid 2020", (2020, 1, 1), (2020, 9, 30)),
        ("late March 2024", (2024, 3, 16), (2024, 3, 31)),
        ("early 1990s", (1990, 1, 1), (1994, 12, 31)),
        ("last quarter of the 19th century", (1875, 1, 1), (1899, 12, 31)),
        ("late winter 2023/24", (2024, 1, 15), (2024, 2, 29)),
        ("late winter 2024", (2024, 1, 1), (2025, 2, 28)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(typed, earliest, latest):
    found = WrittenDate(typed, read(typed).edtf)  # as it comes from the database
    assert (found.earliest, found.latest) == (date(*earliest), latest and date(*latest))


@pytest.mark.parametrize(
    ("typed", "machine"),
    [
        ("14th of March 2026", "2026-03-14"),
        ("Mar. 2024", "2024-03"),
        ("2024", "2024"),
        ("late 2020", "2020"),
        ("Q3 2021", "2021"),
        ("mid-March 2020", "2020-03"),
        ("19th century", ""),
        *[(typed, "") for typed in ("Spring 2024", "c. 1890", "1890?", "1990s", "2019–2021", "since March 2019")],
    ],
)
def test_machines_are_told_no_more_than_was_said(typed, machine):
    assert read(typed).machine == machine


def test_words_that_mean_something_else_today_add_nothing():
    assert str(WrittenDate("early 2020", "2021")) == str(WrittenDate("soon", "2021")) == "2021"


@pytest.mark.parametrize(
    ("started", "ended", "shown", "in_years", "years"),
    [
        ("March 2024", "14 June 2025", "March 2024 to 14 June 2025", "2024–2025", (2024, 2025)),
        ("March 2024", "", "since March 2024", "since 2024", (2024, None)),
        ("March 2024", "Mar 2024", "March 2024", "2024", (2024, 2024)),
        ("2 March 2024", "30 March 2024", "2 to 30 March 2024", "2024", (2024, 2024)),
        ("2019–2021", "", "2019–2021", "2019–2021", (2019, 2021)),
        ("2019 to date", "", "since 2019", "since 2019", (2019, None)),
        ("1990s", "", "since the 1990s", "since the 1990s", (1990, None)),
        ("1990s", "2004", "1990s–2004", "1990s–2004", (1990, 2004)),
        ("c. 1890", "1900?", "c. 1890–1900?", "c. 1890–1900?", (1890, 1900)),
        ("Winter 2024", "2024", "Winter 2024 to 2024", "2024", (2024, 2024)),
        ("early 2019", "late 2021", "early 2019 to late 2021", "2019–2021", (2019, 2021)),
        ("beginning of 2020", "end of 2020", "beginning to end of 2020", "2020", (2020, 2020)),
        ("Q1 2021", "March 2021", "Q1 2021 to March 2021", "2021", (2021, 2021)),
        ("late 19th century", "", "since the late 19th century", "since the late 19th century", (1850, None)),
        ("Winter 2023/24", "Spring 2024", "Winter 2023–24 to Spring 2024", "2023–2024", (2023, 2024)),
    ],
)
def test_how_long_it_lasted_is_said_as_it_was_given(started, ended, shown, in_years, years):
    span = lasting(read(started), read(ended) if ended else None)
    assert (span.shown, span.whole_years.shown, span.years) == (shown, in_years, years)

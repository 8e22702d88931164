"""The whole extraction: the first report the project was made for, and any text at all."""

from __future__ import annotations

import gc
import re
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import EventClaim, Named, Report

SEED = """1 September 2023 17:10 (UTC+04:00)

A regular field meeting of the working group was held in Kalbajar district, Azernews reports, \
citing the Azerbaijani Mine Action Agency.

The representative of the Azerbaijani Defense Ministry in the working group noted that 4719 \
hectares, including residential infrastructure, were cleared of mines and unexploded ordnance in \
Kalbajar district this year.

During the mine clearance operations conducted from August 1 through August 31 in Tartar, Aghdam, \
Khojavand, Fuzuli, Shusha, Gubadli, Jabrail, and Zangilan, 972 antipersonnel, 1,020 anti-tank \
mines, and 1,121 unexploded ordnance were discovered and neutralized.

An area of 5,264.14 hectares was cleared of mines and unexploded ordnance.

In addition, during the mine clearance operations conducted from August 21 through August 27, \
2023, in Tartar, Aghdam, Khojavend, Fuzuli, Shusha, Gubadli, Jabrayil, and Zangilan, 256 \
anti-personnel, 92 anti-tank mines, and 71 unexploded ordnance were discovered and neutralized.

An area of 528.1 hectares was cleared of mines and unexploded ordnance.
"""


def seed_events() -> list[EventClaim]:
    """The events of the seed report."""
    claims = extract(Report("0" * 16, SEED, "seed"))
    return [claim for claim in claims if isinstance(claim, EventClaim)]


def test_the_seed_report() -> None:
    """Three events, each with all its figures, its days and its districts."""
    year, month, week = seed_events()
    assert [str(f.value) for f in year.figures] == ["4719"]
    assert [str(f.value) for f in month.figures] == ["972", "1020", "1121", "5264.14"]
    assert [str(f.value) for f in week.figures] == ["256", "92", "71", "528.1"]
    assert (year.period.start, year.period.end) == (date(2023, 1, 1), date(2023, 9, 1))
    assert (month.period.start, month.period.end) == (date(2023, 8, 1), date(2023, 8, 31))
    assert (week.period.start, week.period.end) == (date(2023, 8, 21), date(2023, 8, 27))
    assert month.period.rules == ("year-from-dateline",)
    assert [place.text for place in year.places] == ["Kalbajar"]
    assert len(month.places) == len(week.places) == 8
    assert [p.candidates for p in month.places] == [p.candidates for p in week.places]


def test_who_reports_in_the_seed() -> None:
    """The ministry's representative reports the year; no sentence says who reports the rest."""
    year, month, week = seed_events()
    assert year.reported_by is not None
    assert year.reported_by.text == "Azerbaijani Defense Ministry"
    assert month.reported_by is None
    assert week.reported_by is None


def test_offsets_of_the_seed() -> None:
    """Every figure, place and sentence of evidence stands where the claim says."""
    for event in seed_events():
        for figure in event.figures:
            assert figure.span.of(SEED) == figure.written
            assert any(s.start <= figure.span.start < s.end for s in event.evidence)
        assert all(place.span.of(SEED) == place.text for place in event.places)


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", ".", "1" * 5000, "(" * 500])
def test_empty_and_odd_texts(text: str) -> None:
    """A text that says nothing claims nothing."""
    assert extract(Report("0" * 16, text, "test")) == ()


WORDS = st.sampled_from(
    [
        *("5", "1,234.5", "7 000", "two", "thousand", "million", "1.124", "2023", "31"),
        *("hectares", "sq km", "m²", "anti-tank", "anti-personnel", "mines", "UXO", "(UXO)"),
        *("from", "to", "May", "August", "since", "last week", "this year", "to date", "and", ","),
        *("Aghdam", "Fuzuli", "ANAMA", "said", "cleared", "planned", ".", ";", "\n", "(", ")", "-"),
        *("of", "the", "more than", "piyada əleyhinə", "мин", "га", "noyabrın", "8-dən"),
    ]
)


@settings(max_examples=200)
@example(["two", "August", "8-dən", "May", "5", "hectares"], "en")
@given(st.lists(WORDS, max_size=60), st.sampled_from(["en", "az", "ru", "fr", None]))
def test_figures_stand_in_their_evidence(words: list[str], lang: str | None) -> None:
    """Whatever the text: each figure is quoted as it stands, with a digit or a number word."""
    text = " ".join(words)
    report = Report("0" * 16, text, "test", lang=lang, published=date(2024, 2, 29))
    for claim in extract(report):
        if isinstance(claim, EventClaim):
            period = claim.period
            assert period.start is None or period.end is None or period.start <= period.end
            for figure in claim.figures:
                assert figure.span.of(text) == figure.written
                assert figure.value >= 0
                assert re.search(r"\d|two|thousand|million", figure.written)
                assert any(s.start <= figure.span.start < s.end for s in claim.evidence)
        if isinstance(claim, Named):
            assert claim.mention.span.of(text) == claim.mention.text


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Extraction never fails, and quotes only what is there."""
    for claim in extract(Report("0" * 16, text, "test")):
        for span in getattr(claim, "evidence", ()):
            assert span.of(text)


def test_a_text_goes_with_its_reading() -> None:
    """Nothing of a text stays behind in rings of objects, which only the collector could free."""
    text = "The ministry plans to clear 40 hectares in Aghdam next year and to build a school."
    report = Report("0" * 16, f"{SEED}\n{text}\n", "seed", lang="en", published=date(2023, 9, 1))
    extract(report)
    gc.collect()
    gc.disable()
    try:
        extract(report)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_sentence_without_end_is_read_in_a_time_that_grows_with_it() -> None:
    """Such as a table that was run together."""

    def seconds(parts: int) -> float:
        told = (
            f"the {name} Mine Action Centre ({name[0]}MAC) cleared {n + 2} hectares in {name} and"
            f" Fuzuli and found {n + 3} mines, while ANAMA cleared {n + 4} hectares on 3 May 2023"
            for n in range(parts)
            for name in (f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}ra",)
        )
        report = Report("0" * 16, ", ".join(told), "test", country="AZ", lang="en")
        begin = time.process_time()
        assert extract(report)
        return time.process_time() - begin

    seconds(20)
    assert seconds(800) < 12 * min(seconds(200) for _ in range(3))

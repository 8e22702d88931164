"""All claims on actors together: any text is read, and every span lies in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.actors.actors import actor_claims
from kg.extract.bodies.bodies import find_bodies
from kg.extract.text.page import turn
from kg.model import Claim, IssuedBy, Report, Span
from kg.resolve import mentions

WORDS = [
    "the", "of", "and", ",", ".", "(", ")", '"', "'", "'s", "ANAMA", "Ministry", "Defense",
    "Agency", "Center", "chairman", "head", "director", "Vugar", "Suleymanov", "who", "heads",
    "project", "planned", "clearing", "conference", "in", "Fuzuli", "working", "group", "on",
    "Team", "28", "four", "private", "companies", "Azerbaijani", "army", "said", "citing",
    "(UNDP)", "met", "ministries", "\n",
]  # fmt: skip
LANGUAGES = st.sampled_from(["en", "az", "ru", "fr", "es", "pt", "it", "de"])


def claims(text: str, lang: str) -> list[Claim]:
    page = turn(Report("r", text, "test", lang=lang))
    return list(actor_claims(page, find_bodies(page)))


def spans(text: str, lang: str) -> list[Span]:
    found = claims(text, lang)
    named = [mention.span for claim in found for mention in mentions(claim)]
    return [*named, *(span for claim in found for span in claim.evidence)]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_words_in_any_order_are_read(text: str, lang: str) -> None:
    """No order of the words of the grammar fails, and no span leaves the text."""
    assert all(span.end <= len(text) for span in spans(text, lang))


@given(st.text(max_size=200), LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str, lang: str) -> None:
    """Any characters at all are read."""
    assert all(span.end <= len(text) for span in spans(text, lang))


def test_every_claim_has_evidence() -> None:
    """Each claim rests on a sentence at least; the origin comes first."""
    text = (
        "The Ministry of Defense met, ANAMA says. Vugar Suleymanov, chairman of ANAMA, opened the "
        'conference in Fuzuli. The project "Safe Paths" began.'
    )
    found = claims(text, "en")
    assert isinstance(found[0], IssuedBy)
    assert len({type(claim) for claim in found}) == 5
    assert all(claim.evidence for claim in found)

"""In the network's panel a figure leads to its sentence and to what other reports say to it."""

import dispute
import pytest
from dispute import REPORTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve):
    """A server on three reports: two that cannot both be right, and a copy of the first."""
    return serve(dispute.publish(tmp_path_factory.mktemp("elsewhere")))


def test_the_panel_shows_who_contradicts_a_figure(open_page, address):
    """Folded until asked for; each with its words, and the way to its sentence."""
    page = open_page(f"{address}/network?sel=agency/anama")
    proof = page.locator(".net-proof").first
    proof.wait_for()
    page.locator("button.net-all").first.click()
    against = page.locator("details.contradicts")
    against.nth(len(REPORTS) - 1).wait_for()
    assert against.count() == len(REPORTS)
    said = against.first
    assert "contradicted by" in said.locator("summary").inner_text()
    assert said.locator("blockquote").count() == 0
    said.locator("summary").click()
    quote = said.locator("blockquote").first
    quote.wait_for()
    assert "cleared" in quote.inner_text()
    said.locator("a").first.click()
    page.wait_for_url("**/report/**")
    assert page.locator(":target").count() == 1
    assert "hectares" in page.locator(":target").inner_text()


def test_a_copy_is_told_as_such(open_page, address):
    """The same release printed again neither confirms nor contradicts."""
    page = open_page(f"{address}/network?sel=agency/anama")
    page.locator("button.net-all").first.click()
    page.locator("details.repeats").first.wait_for()
    told = page.locator("details.repeats summary").all_inner_texts()
    assert all("the same in 1 other report" in each for each in told)
    assert page.locator("details.confirms").count() == 0

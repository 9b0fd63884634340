"""Treaty, numbers and checked statements in Chromium: links, clicks on marks, Back, a phone."""

import csv
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from components.dossier import Chart, ClaimFilters, Dossier
from components.lanes import Room
from components.number_links import NumbersView, questions_of
from components.number_tables import chart_table
from components.numbers_page import events_of, figure_of
from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

CARD = ".st-key-chart_card"
CHART = f"{CARD} .stPlotlyChart .points path.point"
BARS = f"{CARD} .stPlotlyChart .bars .point > path"
MATTER = ".st-key-matter_card"
OFFER = ".st-key-offer_card"
CLAIM = ".st-key-chosen_claim"
CLAIM_FILTERS = ".st-key-claim_filters"
DAY_TEXT = ".st-key-day_text"
DOUBLE_CLICK_MS = 500
"""Two clicks that follow faster than this are one double click to plotly."""

ARMISTICE = "report-armistice"
KAWANA = "of-1998-kawana"


def asked(page: Page) -> dict[str, list[str]]:
    """The query parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def wait_for(page: Page, path: str, **params: str) -> None:
    """Until the address is this page with these parameters and no others."""
    wanted = {name: [value] for name, value in params.items()}
    page.wait_for_url(
        lambda url: urlsplit(url).path == path and parse_qs(urlsplit(url).query) == wanted
    )


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth) - window.innerWidth"
    )


def title(page: Page, card: str = CARD) -> Locator:
    return page.locator(f"{card} h3").first


def click_mark(page: Page, trace: int, index: int) -> None:
    """Click the middle of a mark of a trace; traces are counted as they are drawn."""
    page.wait_for_timeout(DOUBLE_CLICK_MS)
    mark = page.locator(f"{CARD} .scatterlayer .trace").nth(trace).locator("path.point").nth(index)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def drawn_values(dossier: Dossier, chart: Chart) -> int:
    """How many marks and bars a chart has."""
    question = next(iter(questions_of(dossier, chart.chart_id)), "")
    figure = figure_of(dossier, NumbersView(chart.chart_id, question), Room.DESKTOP, dark=False)
    return sum(sum(x is not None for x in trace.x) for trace in figure.data)


# The numbers


def test_a_cold_deep_link_opens_the_chart(visitor: Visitor, dossier: Dossier) -> None:
    chart = dossier.figures.chart("scrambles")
    page = visitor.opens(f"/numbers?chart={chart.chart_id}", drawn=CHART)
    expect(title(page)).to_have_text(chart.title_en)
    expect(page.locator(CHART)).to_have_count(drawn_values(dossier, chart))
    expect(page.get_by_role("figure", name=re.compile(re.escape(chart.title_en)))).to_have_count(1)
    expect(page.get_by_text("was not understood")).to_have_count(0)
    assert asked(page) == {"chart": [chart.chart_id]}


def test_another_chart_of_the_list_changes_address_and_drawing_and_back_undoes_it(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/numbers?chart=kelp", drawn=CHART)
    kelp, trade = dossier.figures.chart("kelp"), dossier.figures.chart("trade")
    for chart in (trade, kelp):
        page.get_by_role("button", name=chart.short_en, exact=True).click()
        wait_for(page, "/numbers", chart=chart.chart_id)
        expect(title(page)).to_have_text(chart.title_en)
        expect(page.locator(CHART)).to_have_count(drawn_values(dossier, chart))
    page.go_back()
    expect(title(page)).to_have_text(trade.title_en)
    expect(page.locator(CHART)).to_have_count(drawn_values(dossier, trade))
    page.go_back()
    expect(title(page)).to_have_text(kelp.title_en)
    page.go_forward()
    expect(title(page)).to_have_text(trade.title_en)


def test_a_click_on_the_mark_of_an_event_tells_it(visitor: Visitor, dossier: Dossier) -> None:
    chart = dossier.figures.chart("scrambles")
    page = visitor.opens(f"/numbers?chart={chart.chart_id}", drawn=CHART)
    told = page.locator(".st-key-number_event")
    expect(told).to_have_count(0)
    marks = len(chart.series_ids)
    events = events_of(dossier, chart)
    for index in (1, 0, 2):
        event = events[index]
        click_mark(page, marks, index)
        wait_for(page, "/numbers", chart=chart.chart_id, event=event.event_id)
        expect(told).to_contain_text(event.summary_en)
    page.go_back()
    expect(told).to_contain_text(events[0].summary_en)
    told.get_by_role("link", name="On the timeline").click()
    wait_for(page, "/", event=events[0].event_id)
    expect(page.locator(".st-key-card h3")).to_have_text(events[0].title_en)
    page.go_back()
    expect(title(page)).to_have_text(chart.title_en)


def test_a_click_on_a_meeting_tells_it(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/numbers?chart=meetings", drawn=CHART)
    meeting = dossier.figures.summits[0]
    click_mark(page, 0, 0)
    wait_for(page, "/numbers", chart="meetings", item=meeting.summit_id)
    told = page.locator(".st-key-number_item")
    expect(told).to_contain_text(meeting.outcome_en)
    page.reload()
    expect(told).to_contain_text(meeting.outcome_en)


def test_a_question_is_chosen_by_keyboard_alone(visitor: Visitor, dossier: Dossier) -> None:
    question = dossier.figures.question("jp-cabinet-office-want-take-part-events-campaigns")
    page = visitor.opens("/numbers?chart=polls-japan", drawn=BARS)
    box = page.get_by_role("combobox", name=re.compile("Question"))
    box.focus()
    box.press_sequentially(question.question_en)
    box.press("Enter")
    wait_for(page, "/numbers", chart="polls-japan", question=question.question_id)
    answers = [a for wave in dossier.figures.waves(question.question_id) for a in wave]
    expect(page.locator(BARS)).to_have_count(len(answers))
    for answer in answers:
        expect(page.locator(CARD)).to_contain_text(f"{answer.percent:g} %")
    page.go_back()
    first = dossier.figures.question(questions_of(dossier, "polls-japan")[0])
    expect(page.locator(CARD)).to_contain_text(first.question_en)


def test_the_figures_are_saved_as_csv(visitor: Visitor, dossier: Dossier) -> None:
    chart = dossier.figures.chart("population")
    page = visitor.opens(f"/numbers?chart={chart.chart_id}", drawn=CHART)
    with page.expect_download() as download:
        page.locator(CARD).get_by_role("button", name=re.compile("CSV")).first.click()
    assert download.value.suggested_filename == f"{chart.chart_id}.csv"
    with download.value.path().open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    table = chart_table(dossier, chart)
    values = [{cell.replace(",", "") for cell in row} for row in table.rows]
    assert len(rows) == len(table.rows)
    for row, wanted in zip(rows, values, strict=True):
        assert wanted <= {cell.replace(",", "") for cell in row}


# The treaty


def test_a_click_on_a_matter_opens_it_and_back_returns(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/treaty", drawn=f"{MATTER} h3")
    matters = dossier.matters
    first = matters.matters[0]
    expect(title(page, MATTER)).to_have_text(first.matter_en)
    for matter_id in ("tm-19-border", "tm-17-habomai-shikotan"):
        matter = matters.matter(matter_id)
        page.get_by_role("button", name=matter.matter_en, exact=True).click()
        wait_for(page, "/treaty", matter=matter_id)
        expect(title(page, MATTER)).to_have_text(matter.matter_en)
        for part in (matter.what_remains_en, matter.japan_view_en, matter.russia_view_en):
            expect(page.locator(MATTER)).to_contain_text(part)
    page.go_back()
    expect(title(page, MATTER)).to_have_text(matters.matter("tm-19-border").matter_en)
    page.go_back()
    expect(title(page, MATTER)).to_have_text(first.matter_en)


def test_an_offer_opens_on_the_map_that_leads_back_to_it(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens(f"/treaty?offer={KAWANA}", drawn=f"{OFFER} h3")
    offer = dossier.matters.offer(KAWANA)
    expect(title(page, OFFER)).to_have_text(offer.title_en)
    page.get_by_role("link", name="Open on the map").click()
    wait_for(page, "/map", day="1998-04-19", focus="chain", offer=KAWANA)
    text = page.locator(DAY_TEXT)
    expect(text.locator("h3")).to_have_text("19 April 1998")
    expect(text).to_contain_text(f"Offer of 19 April 1998: {offer.title_en}")
    expect(text).to_contain_text("drawing aid")
    page.wait_for_selector(".stDeckGlJsonChart canvas")
    with page.expect_popup() as opened:
        text.get_by_role("link", name=offer.title_en).click()
    expect(title(opened.value, OFFER)).to_have_text(offer.title_en)
    wait_for(opened.value, "/treaty", offer=KAWANA)
    page.go_back()
    expect(title(page, OFFER)).to_have_text(offer.title_en)


def test_the_offers_of_a_side_and_the_parts_stand_in_the_link(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/treaty", drawn=f"{MATTER} h3")
    page.get_by_role("radio", name="Drafts and offers").click()
    wait_for(page, "/treaty", part="offers")
    everyone, russia = dossier.matters.offers, dossier.matters.offers_by(["russia"])
    expect(title(page, OFFER)).to_have_text(everyone[0].title_en)
    expect(page.locator("[class*='st-key-offer_of-'] button")).to_have_count(len(everyone))
    page.get_by_role("button", name="USSR / Russia", exact=True).click()
    wait_for(page, "/treaty", part="offers", side="russia")
    expect(title(page, OFFER)).to_have_text(russia[0].title_en)
    expect(page.locator("[class*='st-key-offer_of-'] button")).to_have_count(len(russia))
    page.go_back()
    expect(page.locator("[class*='st-key-offer_of-'] button")).to_have_count(len(everyone))
    page.go_back()
    expect(page.locator(MATTER)).to_be_visible()


# The checked statements


def test_a_cold_deep_link_shows_the_statement_first(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/checked?claim={ARMISTICE}", drawn=f"{CLAIM} h4")
    claim = dossier.matters.claim(ARMISTICE)
    card = page.locator(CLAIM)
    expect(card.locator("h4")).to_have_text(claim.claim_en)
    expect(card).to_contain_text("Does not hold.")
    expect(card).to_contain_text(claim.finding_en)
    for source in dossier.sources(claim.source_ids):
        expect(card).to_contain_text(source.title)
    others = page.locator("[class*='st-key-claim_report-'] h4")
    expect(others.first).to_be_attached()
    assert card.bounding_box()["y"] < others.first.bounding_box()["y"]
    card.get_by_role("button", name="Show among all statements").click()
    wait_for(page, "/checked")
    expect(card).to_have_count(0)
    page.go_back()
    expect(card.locator("h4")).to_have_text(claim.claim_en)


def test_a_filter_by_verdict_changes_count_and_address(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/checked", drawn="[class*='st-key-claim_report-'] h4")
    total = len(dossier.matters.claims)
    few = len(dossier.matters.matching_claims(ClaimFilters(verdicts=("does not hold",))))
    expect(page.get_by_text(f"{total} of {total} statements")).to_be_visible()
    page.locator(CLAIM_FILTERS).get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Does not hold", exact=True).click()
    wait_for(page, "/checked", verdict="not")
    expect(page.get_by_text(f"{few} of {total} statements")).to_be_visible()
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.get_by_text(f"{total} of {total} statements")).to_be_visible()


# On a phone


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/treaty", f"{MATTER} h3"),
        (f"/treaty?offer={KAWANA}", f"{OFFER} h3"),
        ("/numbers", CHART),
        ("/numbers?chart=population", CHART),
        ("/numbers?chart=visits-without-visa", BARS),
        ("/numbers?chart=meetings", CHART),
        (f"/checked?claim={ARMISTICE}", f"{CLAIM} h4"),
    ],
)
def test_on_a_phone_nothing_sticks_out(visitor: Visitor, path: str, drawn: str) -> None:
    page = visitor.opens(path, PHONE, drawn=drawn, color_scheme="dark")
    page.wait_for_timeout(1000)
    assert sticks_out(page) <= 0


def test_on_a_phone_a_box_leads_to_another_chart(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/numbers?chart=kelp", PHONE, drawn=CHART)
    trade = dossier.figures.chart("trade")
    box = page.get_by_role("combobox", name=re.compile("Chart"))
    box.click()
    page.get_by_role("option", name=trade.short_en, exact=True).click()
    wait_for(page, "/numbers", chart="trade")
    expect(title(page)).to_have_text(trade.title_en)
    page.go_back()
    expect(title(page)).to_have_text(dossier.figures.chart("kelp").title_en)

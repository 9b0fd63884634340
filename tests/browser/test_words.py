"""Quotes and positions in Chromium: links, filters, copying, the strip of phrases, a phone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from components.dossier import Dossier, QuoteFilters
from components.position_page import columns_of
from components.wording_strip import Cell, cells
from tests.browser.conftest import PHONE, Visitor
from tests.conftest import DataCopy
from tests.serving import ROOT, serve

pytestmark = pytest.mark.browser

NISHIMURA = "qt-1951-nishimura"
FIRST = ".st-key-chosen_quote"
GRID = ".stMain [class*='st-key-quote_qt-']"
FILTERS = ".st-key-quote_filters"
STRIP = ".st-key-strip_{}"
MARKS = ".stPlotlyChart .points path.point"
USES = ".st-key-phrase_uses"
ANSWER = ".st-key-answer_{}"
DOUBLE_CLICK_MS = 500
"""Two clicks that follow faster than this are one double click to plotly."""

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def asked(page: Page) -> dict[str, list[str]]:
    """The query parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def count_said(dossier: Dossier, filters: QuoteFilters) -> str:
    found = dossier.words.matching_quotes(filters)
    return f"{len(found)} of {len(dossier.words.quotes)} quotes"


def copied(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth) - window.innerWidth"
    )


# The quotes


def test_a_cold_deep_link_shows_the_quote_first(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/quotes?quote={NISHIMURA}", drawn=GRID)
    quote = dossier.words.quote(NISHIMURA)
    card = page.locator(FIRST)
    for part in (quote.quote_en, quote.quote_original, quote.speaker, quote.date.words):
        expect(card).to_contain_text(part)
    assert card.bounding_box()["y"] < page.locator(GRID).first.bounding_box()["y"]
    expect(page.locator(FILTERS)).to_contain_text(count_said(dossier, QuoteFilters()))
    expect(page.get_by_text("was not understood")).to_have_count(0)


def test_the_switch_to_the_original_stands_in_the_link_and_back_undoes_it(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens(f"/quotes?quote={NISHIMURA}", drawn=GRID)
    quote = dossier.words.quote(NISHIMURA)
    card = page.locator(FIRST)
    page.get_by_role("radio", name="Original", exact=True).click()
    expect(card).not_to_contain_text(quote.quote_en)
    expect(card).to_contain_text(quote.quote_original)
    page.wait_for_url(re.compile("show=original"))
    page.get_by_role("radio", name="English", exact=True).click()
    expect(card).not_to_contain_text(quote.quote_original)
    expect(card).to_contain_text(quote.quote_en)
    page.wait_for_url(re.compile("show=english"))
    page.go_back()
    expect(card).to_contain_text(quote.quote_original)
    page.go_back()
    expect(card).to_contain_text(quote.quote_en)
    expect(card).to_contain_text(quote.quote_original)
    page.reload()
    expect(card).to_contain_text(quote.quote_en)


def test_a_filter_by_side_changes_count_cards_and_address(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/quotes", drawn=GRID)
    line = page.locator(FILTERS)
    page.get_by_role("button", name=re.compile("Filters")).click()
    page.get_by_role("button", name="Russia / USSR", exact=True).click()
    page.wait_for_url(re.compile("side=russia"))
    expect(line).to_contain_text(count_said(dossier, QuoteFilters(sides=("russia",))))
    expect(line).to_contain_text("Japan 0")
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(GRID).first).to_contain_text("Russia / USSR")
    page.go_back()
    expect(line).to_contain_text(count_said(dossier, QuoteFilters()))
    page.go_forward()
    expect(line).to_contain_text(count_said(dossier, QuoteFilters(sides=("russia",))))
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(line).to_contain_text(count_said(dossier, QuoteFilters()))
    page.wait_for_url(re.compile(r"/quotes\??$"))


def test_search_and_pages_by_hand(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/quotes?page=2", drawn=GRID)
    field = page.get_by_role("textbox", name="Search the quotes")
    field.fill("固有の領土")
    field.press("Enter")
    expect(page.locator(FILTERS)).to_contain_text(
        count_said(dossier, QuoteFilters(words="固有の領土"))
    )
    page.wait_for_url(re.compile("q="))
    assert asked(page) == {"q": ["固有の領土"]}


def test_a_copied_quote_is_a_citation_with_the_full_address(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens(f"/quotes?quote={NISHIMURA}&side=japan", drawn=GRID, permissions=CLIPBOARD)
    card = page.locator(FIRST)
    card.get_by_role("button", name="Copy quote").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    quote = dossier.words.quote(NISHIMURA)
    (source, *_) = dossier.sources(quote.source_ids)
    original, english, speaker, place, here = copied(page).split("\n")
    assert original == f"“{quote.quote_original}”"
    assert english == f"“{quote.quote_en}” (English: {quote.translation_by})"
    assert quote.speaker in speaker and quote.date.words in speaker
    assert source.url in place
    root = page.url.split("/quotes")[0]
    assert here == f"Quoted after Unfinished Peace, {root}/quotes?quote={NISHIMURA}"
    expect(card.get_by_role("button", name="Copy quote")).to_be_visible()
    card.get_by_role("button", name="Copy link").click()
    expect(card.get_by_role("button", name="Link copied")).to_be_visible()
    assert copied(page) == f"{root}/quotes?quote={NISHIMURA}"
    again = visitor.opens(copied(page).removeprefix(root), drawn=GRID)
    expect(again.locator(FIRST)).to_contain_text(quote.quote_en)


def test_the_link_of_the_whole_page_is_copied_with_its_filters(visitor: Visitor) -> None:
    page = visitor.opens("/quotes?side=japan", drawn=GRID, permissions=CLIPBOARD)
    page.get_by_role("radio", name="English", exact=True).click()
    page.wait_for_url(re.compile("show=english"))
    page.locator(FILTERS).get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert copied(page) == page.url


def test_a_card_leads_to_its_event(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/quotes?quote={NISHIMURA}", drawn=GRID)
    (event_id, *_) = dossier.words.quote(NISHIMURA).event_ids
    page.locator(FIRST).get_by_role("link", name="Event").click()
    page.wait_for_url(re.compile(rf"/\?event={event_id}$"))
    expect(page.locator(".st-key-card h3")).to_have_text(dossier.event(event_id).title_en)
    page.go_back()
    expect(page.locator(FIRST)).to_contain_text(dossier.words.quote(NISHIMURA).speaker)


# The wording by year


def used(dossier: Dossier, government: str) -> list[Cell]:
    """The cells of a government in which the phrase is used, in the order of their marks."""
    rows = [row for row in dossier.words.wording if row.government == government]
    return [cell for cell in cells(rows) if cell.state == "present"]


def mark(page: Page, party: str, index: int) -> Locator:
    """One of the marks of 'used', which are drawn last before the ring."""
    traces = page.locator(f"{STRIP.format(party)} .scatterlayer .trace")
    return traces.nth(2).locator("path.point").nth(index)


def click_mark(page: Page, party: str, index: int) -> None:
    page.wait_for_timeout(DOUBLE_CLICK_MS)
    place = mark(page, party, index)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def wait_for_cell(page: Page, dossier: Dossier, cell: Cell) -> None:
    """Until the address names the cell; of the first phrase it names the year only."""
    first = dossier.words.phrases[0].phrase_id
    phrase = {} if cell.phrase_id == first else {"phrase": [cell.phrase_id]}
    wanted = {"part": ["wording"], "year": [str(cell.year)]} | phrase
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)


def test_a_click_on_a_cell_lists_the_uses_of_that_phrase_and_year(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/quotes?part=wording", drawn=MARKS)
    uses = page.locator(USES)
    chosen = []
    for party, government, index in [("japan", "Japan", -1), ("russia", "Russia/USSR", 0)]:
        there = used(dossier, government)
        cell = there[index]
        click_mark(page, party, index % len(there))
        wait_for_cell(page, dossier, cell)
        expect(uses).to_contain_text(dossier.words.phrase(cell.phrase_id).label_en)
        expect(uses).to_contain_text(f"In {cell.year}")
        for row in cell.rows:
            expect(uses).to_contain_text(row.document)
        ring = page.locator(f"{STRIP.format(party)} .scatterlayer .trace").nth(3)
        expect(ring.locator("path.point")).to_have_count(1)
        chosen.append(cell)
    page.go_back()
    expect(uses).to_contain_text(dossier.words.phrase(chosen[0].phrase_id).label_en)
    expect(uses).to_contain_text(f"In {chosen[0].year}")
    page.get_by_role("button", name="All years of this phrase").click()
    expect(uses).not_to_contain_text(f"In {chosen[0].year}")
    page.wait_for_url(re.compile(r"^(?!.*year=)"))


def test_a_cell_can_be_clicked_twice_and_then_another(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/quotes?part=wording", drawn=MARKS)
    there = used(dossier, "Russia/USSR")
    for index in (0, 0, len(there) - 1, 0):
        click_mark(page, "russia", index)
        wait_for_cell(page, dossier, there[index])
        expect(page.locator(USES)).to_contain_text(f"In {there[index].year}")


def test_the_list_of_phrases_is_a_way_by_keyboard_alone(visitor: Visitor, dossier: Dossier) -> None:
    phrase = dossier.words.phrases[-1]
    page = visitor.opens("/quotes?part=wording", drawn=MARKS)
    box = page.get_by_role("combobox", name=re.compile("Phrase"))
    box.focus()
    box.press_sequentially(phrase.label_en)
    box.press("Enter")
    page.wait_for_url(re.compile(f"phrase={phrase.phrase_id}"))
    expect(page.locator(f"{USES} h3")).to_have_text(f"“{phrase.label_en}”")


def test_the_strips_are_described_for_those_who_cannot_see_them(visitor: Visitor) -> None:
    page = visitor.opens("/quotes?part=wording", drawn=MARKS)
    for government in ("Japan", "Russia/USSR"):
        name = f"Set phrases of the government of {government} by year"
        expect(page.get_by_role("figure", name=name)).to_have_count(1)


# The positions


def left_to_right(page: Page) -> list[str]:
    """The sides in the order in which their answers stand."""
    sides = ("japan", "russia")
    boxes = {side: page.locator(ANSWER.format(side)).bounding_box() for side in sides}
    return sorted(sides, key=lambda side: boxes[side]["x"])


def test_the_next_question_by_arrow_key_swaps_the_columns(
    visitor: Visitor, dossier: Dossier
) -> None:
    positions = dossier.words.positions
    page = visitor.opens("/positions", drawn=ANSWER.format("russia"))
    title = page.locator(".stMain h3").first
    expect(title).to_have_text(positions[0].question_en)
    assert left_to_right(page) == ["japan", "russia"]
    for number in (1, 2):
        page.keyboard.press("ArrowRight")
        expect(title).to_have_text(positions[number].question_en)
        page.wait_for_url(re.compile(f"question={positions[number].question_id}$"))
        assert left_to_right(page) == columns_of(positions[number], positions)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(positions[1].question_en)
    assert left_to_right(page) == ["russia", "japan"]
    page.go_back()
    expect(title).to_have_text(positions[2].question_en)


@pytest.mark.parametrize("side", ["japan", "russia"])
def test_a_link_with_a_side_puts_that_side_first(
    visitor: Visitor, dossier: Dossier, side: str
) -> None:
    for position in dossier.words.positions[:2]:
        page = visitor.opens(
            f"/positions?question={position.question_id}&side={side}", drawn=ANSWER.format("russia")
        )
        assert left_to_right(page)[0] == side


def test_on_a_phone_the_side_of_the_link_is_on_top(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/positions?side=russia", PHONE, drawn=ANSWER.format("russia"))
    tops = [page.locator(ANSWER.format(side)).bounding_box()["y"] for side in ("russia", "japan")]
    assert tops[0] < tops[1]


def test_the_link_of_an_answer_is_copied(visitor: Visitor, dossier: Dossier) -> None:
    position = dossier.words.positions[0]
    page = visitor.opens("/positions", drawn=ANSWER.format("russia"), permissions=CLIPBOARD)
    page.locator(ANSWER.format("russia")).get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    root = page.url.split("/positions")[0]
    assert copied(page) == f"{root}/positions?question={position.question_id}&side=russia"


# On a phone


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        (f"/quotes?quote={NISHIMURA}", GRID),
        ("/quotes?side=japan&kind=treaty&kind=diet&show=original&sort=speaker", GRID),
        ("/quotes?part=wording", MARKS),
        ("/positions", ANSWER.format("russia")),
    ],
)
def test_on_a_phone_nothing_sticks_out(visitor: Visitor, path: str, drawn: str) -> None:
    page = visitor.opens(path, PHONE, drawn=drawn, color_scheme="dark")
    page.wait_for_timeout(1000)
    assert sticks_out(page) <= 0


# Hostile data


ATTACK = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> **b** :red[c] $d$"
TURNED = "\u202e" + "y" * 2000


@pytest.fixture
def attacked(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a site whose data somebody has spoilt."""
    copy = DataCopy(shutil.copytree(ROOT / "data", tmp_path / "data"))
    line = copy.line_of("quotes.csv", f"{NISHIMURA},")
    for column in ("speaker", "speaker_role_en", "locator_en", "translation_by", "quote_original"):
        copy.set_cell("quotes.csv", line, column, f"{ATTACK} {column}")
    copy.set_cell("quotes.csv", line, "quote_en", f"{ATTACK} {TURNED}")
    copy.set_cell("arguments.csv", 2, "sentence_en", ATTACK)
    copy.set_cell("wording.csv", 2, "document", ATTACK)
    with serve(ROOT / "app.py", UNFINISHED_PEACE_DATA=str(copy.folder)) as address:
        someone = Visitor(browser, address)
        yield someone
        someone.leaves()
        assert someone.troubles == []


def test_a_hostile_quote_runs_nothing_and_shows_its_text(
    attacked: Visitor, dossier: Dossier
) -> None:
    page = attacked.opens(f"/quotes?quote={NISHIMURA}", drawn=GRID, permissions=CLIPBOARD)
    card = page.locator(FIRST)
    for column in ("speaker", "speaker_role_en", "locator_en", "quote_original"):
        expect(card).to_contain_text(f"{ATTACK} {column}")
    expect(card).to_contain_text(f"“{ATTACK} {'y' * 2000}”")
    card.get_by_role("button", name="Copy quote").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert f"“{ATTACK} quote_original”" in copied(page)
    assert page.locator("img[src=x]").count() == 0
    assert card.locator("b, .katex, script").count() == 0
    assert sticks_out(page) <= 0
    page.goto(page.url.replace("/quotes?", "/quotes?part=wording&"))
    page.wait_for_selector(MARKS)
    expect(page.locator(USES)).to_contain_text(ATTACK)
    first = dossier.words.positions[0].question_id
    page.goto(page.url.split("/quotes")[0] + f"/positions?question={first}")
    expect(page.locator(".stMain")).to_contain_text(ATTACK)
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.hacked") is None

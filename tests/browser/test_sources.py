"""Sources, citations and downloads in Chromium: the list, the dialog, the files, a phone."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from components.dossier import Dossier
from components.source_page import STRENGTHS
from tests.browser.conftest import CARD, PHONE, Visitor
from tests.browser.test_words import CLIPBOARD, GRID, NISHIMURA, copied, sticks_out

pytestmark = pytest.mark.browser

LIST = ".stDataFrame canvas"
CHOSEN = ".st-key-chosen_source"
FILTERS = ".st-key-source_filters"
DIALOG = "[role=dialog]"
ROW_PX = 35
DECLARATION = "1956-10-19-joint-declaration"


def choose_row(page: Page, number: int) -> None:
    """Click the box at the left end of a row of the list, counted from 1."""
    canvas = page.locator(LIST).first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + (number + 0.5) * ROW_PX)


def rows_drawn(page: Page) -> Locator:
    """The rows of the list, as a screen reader has them."""
    return page.locator(".stDataFrame [role=grid] tbody [role=row]")


def test_the_list_of_sources_is_drawn_and_counted(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/sources", drawn=LIST)
    every = dossier.provenance.sources
    expect(page.locator(FILTERS)).to_contain_text(f"{len(every):,} of {len(every):,} sources")
    first = rows_drawn(page).first
    expect(first).to_contain_text(every[0].title)
    expect(first).to_contain_text(STRENGTHS[every[0].strength])
    grid = page.locator(".stDataFrame [role=grid]")
    assert int(grid.get_attribute("aria-rowcount")) == len(every) + 1
    expect(page.locator(CHOSEN)).to_have_count(0)


def test_a_row_that_is_selected_shows_what_rests_on_it_and_stands_in_the_address(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/sources?q=treaty", drawn=LIST)
    expect(page.locator(FILTERS)).not_to_contain_text(f"{len(dossier.provenance.sources):,} of")
    title = rows_drawn(page).nth(1).locator("[aria-colindex='1']").inner_text()
    choose_row(page, 2)
    page.wait_for_url(re.compile("source="))
    asked = parse_qs(urlsplit(page.url).query)
    source = dossier.provenance.source(asked["source"][0])
    assert source.title == title and asked["q"] == ["treaty"]
    card = page.locator(CHOSEN)
    expect(card.locator("h3")).to_have_text(source.title)
    rows = dossier.provenance.mentions(source.source_id)
    expect(card).to_contain_text(f"{len(rows)} rows rest on it")
    expect(card.locator("li")).to_have_count(len(rows))
    expect(card).to_contain_text(rows[0].label)
    page.go_back()
    expect(card).to_have_count(0)


def test_a_row_of_a_source_leads_to_its_page(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/sources?source=P4-004", drawn=CHOSEN)
    expect(page.locator(f"{CHOSEN} h3")).to_have_text(dossier.provenance.source("Q-52").title)
    link = page.locator(f"{CHOSEN} li a").first
    address = link.get_attribute("href")
    with page.context.expect_page() as opened:
        link.click()
    other = opened.value
    other.wait_for_selector(GRID if "quotes" in address else ".stMain h3", timeout=60_000)
    assert other.url.endswith(address.removeprefix("."))
    assert "left out" not in other.locator(".stMain").inner_text()


# Citations


def cite(visitor: Visitor, path: str, button: str, drawn: str = CARD) -> tuple[Page, Locator]:
    """Open a page and ask for a citation there."""
    page = visitor.opens(path, drawn=drawn, permissions=CLIPBOARD)
    page.locator(f"[class*='st-key-{button}']").first.get_by_role("button", name="Cite").click()
    dialog = page.locator(DIALOG)
    expect(dialog).to_contain_text("Cite this")
    return page, dialog


def test_the_citation_of_an_event_names_the_full_address_of_its_page(
    visitor: Visitor, dossier: Dossier
) -> None:
    page, dialog = cite(visitor, f"/?event={DECLARATION}&cat=treaty", "cite_event")
    text = dialog.locator("code").first
    event = dossier.event(DECLARATION)
    root = page.url.split("/?")[0]
    expect(text).to_contain_text(event.title_en)
    expect(text).to_contain_text(f"{root}/?event={DECLARATION}")
    (source, *_) = dossier.provenance.strongest_first(event.source_ids)
    document, here = text.inner_text().strip().split("\n\n")
    assert source.title in document and source.title not in here
    assert f"Data Release {dossier.schema.version}" in here
    assert here.endswith(f" {root}/?event={DECLARATION}")
    again = visitor.opens(here.rsplit(maxsplit=1)[-1].removeprefix(root), drawn=CARD)
    expect(again.locator(f"{CARD} h3")).to_have_text(event.title_en)


def test_every_form_has_its_tab_and_its_file(visitor: Visitor, dossier: Dossier) -> None:
    page, dialog = cite(visitor, f"/quotes?quote={NISHIMURA}", "cite_quote", drawn=GRID)
    address = f"{page.url.split('/quotes')[0]}/quotes?quote={NISHIMURA}"
    signs = {
        "APA 7": "(2026",
        "Chicago": "2026.",
        "BibTeX": "@misc{",
        "RIS": "TY  - ",
        "CSL-JSON": '"type"',
    }
    for name, sign in signs.items():
        dialog.get_by_role("tab", name=name).click()
        shown = dialog.locator("code:visible")
        expect(shown).to_contain_text(sign.strip())
        expect(shown).to_contain_text(address)
    files = dialog.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert [file.rpartition(".")[2] for file in files] == ["txt", "bib", "ris", "json"]
    for file in files:
        answer = page.request.get(file)
        assert answer.status == 200 and address in answer.text(), file
    dialog.get_by_role("tab", name="CSL-JSON").click()
    shown = json.loads(dialog.locator("code:visible").inner_text())
    assert [work["URL"] for work in shown][1] == address
    assert page.request.get(files[3]).json() == shown
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".st-key-chosen_quote")).to_be_visible()


def test_a_citation_is_copied_whole(visitor: Visitor) -> None:
    page, dialog = cite(visitor, "/map?day=1945-09-01", "cite_map", drawn=".st-key-map_day")
    text = dialog.locator("code").first
    expect(text).to_contain_text("/map?day=1945-09-01")
    dialog.locator(".stCode").first.hover()
    dialog.get_by_role("button", name="Copy to clipboard").first.click()
    assert copied(page).strip() == text.inner_text().strip()


# Files


@pytest.mark.parametrize(
    ("path", "drawn", "count"),
    [
        ("/?cat=treaty&event=1855-treaty-of-shimoda", CARD, 3),
        ("/quotes?side=japan", GRID, 2),
        ("/sources?kind=academic", LIST, 2),
        ("/treaty?part=offers&side=japan", ".stMain h3", 2),
    ],
)
def test_the_files_of_a_list_can_be_had(
    visitor: Visitor, path: str, drawn: str, count: int
) -> None:
    page = visitor.opens(path, drawn=drawn)
    links = page.get_by_text("This list as a file").locator("a")
    expect(links).to_have_count(count)
    for file in links.evaluate_all("links => links.map(link => link.href)"):
        answer = page.request.get(file)
        assert answer.status == 200, file
        assert answer.headers["access-control-allow-origin"] == "*"
        parts = urlsplit(file)
        assert parts.path.startswith("/data/") and parts.query
        whole = page.request.get(file.split("?")[0])
        assert 0 < len(answer.body()) < len(whole.body())


def test_a_click_on_a_download_brings_the_whole_package(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/sources?part=data", drawn=".stMain table")
    with page.expect_download() as started:
        page.get_by_role("link", name="all tables as one Data Package").click()
    assert started.value.suggested_filename == "package.zip"
    rows = page.locator(".stMain table").first.locator("tbody tr")
    expect(rows).to_have_count(len(dossier.schema.tables))
    for link in rows.first.locator("a").evaluate_all("links => links.map(link => link.href)"):
        assert page.request.get(link).status == 200


# On a phone


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/sources", LIST),
        ("/sources?source=Q-52&kind=treaty", CHOSEN),
        ("/sources?part=method", ".stMain h3"),
        ("/sources?part=data", ".stMain h3"),
        ("/sources?part=data&table=sources", ".stMain h3"),
        ("/sources?part=corrections", ".stMain h3"),
    ],
)
def test_on_a_phone_nothing_sticks_out(visitor: Visitor, path: str, drawn: str) -> None:
    page = visitor.opens(path, PHONE, drawn=drawn, color_scheme="dark")
    page.wait_for_timeout(1000)
    assert sticks_out(page) <= 0


def test_on_a_phone_the_dialog_fits(visitor: Visitor) -> None:
    page = visitor.opens(f"/quotes?quote={NISHIMURA}", PHONE, drawn=GRID)
    page.locator("[class*='st-key-cite_quote']").first.get_by_role("button", name="Cite").click()
    expect(page.locator(f"{DIALOG} code").first).to_contain_text("Unfinished Peace")
    page.wait_for_timeout(500)
    box = page.locator(DIALOG).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert sticks_out(page) <= 0

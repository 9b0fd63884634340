"""The map page in Chromium: deep links, the slider, whose map, layers, cards."""

import re

import pytest
from playwright.sync_api import Page, expect

from components.camera import to_pixel
from components.dossier import Dossier
from components.lanes import Room
from components.map_links import MapView
from components.map_page import SIZES, camera_of
from tests.browser.conftest import PHONE, SHAPES_DRAWN_MS, Visitor, click_map

pytestmark = pytest.mark.browser


def heading(page: Page):
    return page.locator(".st-key-day_text h3")


def test_a_cold_deep_link_opens_day_view_layers_and_camera(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1945-09-01&view=japan&layers=volcanoes&focus=kunashiri")
    expect(heading(page)).to_have_text("1 September 1945")
    expect(page.get_by_role("radio", name="As Japan draws it")).to_be_checked()
    expect(page.get_by_role("radio", name="Kunashiri/Kunashir")).to_be_checked()
    expect(page.get_by_role("button", name="Volcanoes", pressed=True)).to_be_visible()
    figure = page.get_by_role("figure", name=re.compile("Map of Northern Territories"))
    expect(figure).to_have_count(1)
    expect(page.get_by_text("Unfinished Peace").first).to_be_visible()


def test_the_slider_moves_by_keyboard_and_the_link_follows(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1945-08-26")
    slider = page.get_by_role("slider", name="Day of the map")
    slider.focus()
    slider.press("ArrowRight")
    expect(heading(page)).to_have_text("27 August 1945")
    slider.press("ArrowRight")
    expect(heading(page)).to_have_text("28 August 1945")
    page.wait_for_url(re.compile("day=1945-08-28"))
    expect(page.locator(".st-key-day_text")).to_contain_text("Etorofu/Iturup by the USSR de facto")
    page.go_back()
    expect(heading(page)).to_have_text("27 August 1945")
    expect(page.locator(".st-key-day_text")).to_contain_text("all four islands were held by Japan")


def test_changes_jumps_and_whose_map(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1905-09-04")
    page.get_by_role("button", name="Next change").click()
    expect(heading(page)).to_have_text("5 September 1905")
    page.get_by_role("radio", name="Shimoda 1855").click()
    expect(heading(page)).to_have_text("7 February 1855")
    page.get_by_role("radio", name="Both claims").click()
    page.wait_for_url(re.compile("view=both"))
    expect(page.locator(".st-key-day_text")).to_contain_text("the two sides draw the map alike")


def test_layers_can_be_switched_and_stand_in_the_link(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1960-01-01")
    page.get_by_role("button", name="Offers (what if)").click()
    page.wait_for_url(re.compile("layers=offers"))
    expect(page.locator(".st-key-day_text")).to_contain_text("What if.")
    for name in ("Offers (what if)", "Settlements", "Distances"):
        page.get_by_role("button", name=name, pressed=True).click()
        expect(page.get_by_role("button", name=name, pressed=False)).to_be_visible()
    page.wait_for_url(re.compile("layers=none"))


def test_a_click_on_an_island_opens_its_card(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/map?day=1945-09-01")
    shikotan = dossier.island("shikotan")
    canvas = page.locator(".stDeckGlJsonChart canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    camera = camera_of(dossier, MapView(dossier.last_day), Room.DESKTOP)
    size = (box["width"], box["height"])
    assert size[0] >= SIZES[Room.DESKTOP][0]
    x, y = to_pixel(shikotan.lat, shikotan.lon, camera, size)
    click_map(page, box["x"] + x, box["y"] + y, re.compile("island=shikotan"))
    card = page.locator(".st-key-island_card")
    for words in ("色丹島", "Шикотан", "Si-kotan", "247.65", "252.8"):
        expect(card).to_contain_text(words)


def test_a_place_can_be_found_by_its_name_in_any_script(visitor: Visitor) -> None:
    page = visitor.opens("/map")
    box = page.get_by_role("combobox", name=re.compile("Find a place"))
    box.focus()
    box.press_sequentially("根室市")
    box.press("Enter")
    page.wait_for_url(re.compile("q=nemuro"))


def test_a_step_sends_no_shoreline_again(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1945-08-27")
    page.wait_for_timeout(SHAPES_DRAWN_MS)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    slider = page.get_by_role("slider", name="Day of the map")
    slider.focus()
    slider.press("ArrowRight")
    expect(heading(page)).to_have_text("28 August 1945")
    page.wait_for_timeout(1000)
    assert [url for url in fetched if "shoreline" in url] == []


def test_the_table_holds_what_the_map_shows(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1945-09-01")
    page.get_by_text("The map of 1 September 1945 as a table").click()
    row = page.get_by_role("row", name=re.compile("Shikotan"))
    expect(row.last).to_contain_text("USSR (de facto)")


def test_the_map_fits_a_phone(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1960-01-01&view=both", PHONE)
    wide = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert wide <= 0


def test_the_wheel_over_the_map_scrolls_the_page(visitor: Visitor) -> None:
    page = visitor.opens("/map")
    box = page.locator(".stDeckGlJsonChart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    page.mouse.wheel(0, 300)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 0")


def test_from_the_card_to_the_map_of_that_day_and_back(visitor: Visitor) -> None:
    page = visitor.opens("/?event=1956-10-19-joint-declaration")
    page.get_by_role("link", name="The map of 19 October 1956").click()
    expect(heading(page)).to_have_text("19 October 1956")
    page.wait_for_url(re.compile(r"/map\?day=1956-10-19$"))
    page.get_by_role("link", name="Timeline").click()
    expect(page.locator(".st-key-card")).to_be_visible()


def test_a_malformed_link_shows_today_and_one_notice(visitor: Visitor) -> None:
    page = visitor.opens("/map?day=1945-02-30&view=mars&layers=roads&zoom=3")
    expect(page.get_by_text("This part of the link was not understood")).to_have_count(1)
    expect(heading(page)).to_be_visible()

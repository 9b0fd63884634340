"""The home page in Chromium: what a reader does with mouse, keys and links."""

import math
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from components.camera import TILE, Focus, event_camera
from components.dossier import Dossier
from components.lanes import Room
from tests.browser.conftest import CARD, DOTS, PHONE, Visitor, click_map

pytestmark = pytest.mark.browser

DECLARATION = "1956-10-19-joint-declaration"


def asked(page: Page) -> dict[str, list[str]]:
    """The query parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def click_dot(page: Page, index: int) -> None:
    box = page.locator(DOTS).nth(index).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def wait_for_event(page: Page, event_id: str) -> None:
    page.wait_for_url(re.compile(rf"event={re.escape(event_id)}(&|$)"))


def test_a_cold_deep_link_opens_card_period_and_map(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    expect(page.locator(CARD)).to_contain_text("19 October 1956")
    expect(page.locator(CARD)).to_contain_text("USSR (de facto)")
    expect(page.locator(".stPlotlyChart")).to_contain_text("Cold War")
    expect(page.get_by_test_id("stSlider")).to_contain_text("1945")
    chart = page.get_by_role("figure", name=re.compile("Timeline of"))
    expect(chart).to_have_count(1)
    figure = page.get_by_role("figure", name=re.compile("Map of the islands"))
    expect(figure).to_have_attribute("aria-label", re.compile("Marked: Moscow"))


def test_a_click_on_a_dot_changes_card_link_and_map(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    before = page.url
    click_dot(page, 3)
    page.wait_for_url(lambda url: url != before)
    event = dossier.event(asked(page)["event"][0])
    expect(page.locator(f"{CARD} h3")).to_have_text(event.title_en)
    page.wait_for_function(
        "place => [...document.querySelectorAll('[role=figure]')]"
        ".some(figure => figure.ariaLabel.includes(place))",
        arg=event.place,
    )


def test_back_forward_and_reload_keep_the_view(visitor: Visitor) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    titles = [page.locator(f"{CARD} h3").inner_text()]
    for _ in range(2):
        before = page.url
        page.get_by_role("button", name="Next").click()
        expect(page.locator(f"{CARD} h3")).not_to_have_text(titles[-1])
        page.wait_for_url(lambda url, before=before: url != before)
        titles.append(page.locator(f"{CARD} h3").inner_text())
    page.go_back()
    expect(page.locator(f"{CARD} h3")).to_have_text(titles[1])
    page.go_back()
    expect(page.locator(f"{CARD} h3")).to_have_text(titles[0])
    page.go_forward()
    expect(page.locator(f"{CARD} h3")).to_have_text(titles[1])
    page.reload()
    expect(page.locator(f"{CARD} h3")).to_have_text(titles[1])


def test_arrow_keys_step_but_not_while_typing(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    ids = [event.event_id for event in dossier.events]
    after = ids[ids.index(DECLARATION) + 1]
    page.keyboard.press("ArrowRight")
    wait_for_event(page, after)
    page.keyboard.press("ArrowLeft")
    wait_for_event(page, DECLARATION)
    field = page.get_by_role("textbox", name="Search the events")
    field.fill("treaty")
    field.press("ArrowRight")
    field.press("Enter")
    page.wait_for_url(re.compile("q=treaty"))
    assert asked(page)["event"] == [DECLARATION]


def test_the_list_is_a_way_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    box = page.get_by_role("combobox", name=re.compile("Event"))
    box.focus()
    box.press_sequentially("8 September 1951")
    box.press("Enter")
    wait_for_event(page, "1951-09-08-treaty-of-san-francisco")
    expect(page.locator(CARD)).to_contain_text("8 September 1951")


def island_pixel(dossier: Dossier, page: Page, island_id: str) -> tuple[float, float]:
    """Where an island lies on the map of the opening camera, in pixels of the page."""
    camera = event_camera(dossier.event(DECLARATION), Focus.ISLANDS, Room.DESKTOP)
    island = dossier.island(island_id)
    box = page.locator(".stDeckGlJsonChart canvas").first.bounding_box()
    world = TILE * 2**camera.zoom

    def across(lon: float) -> float:
        return lon / 360 * world

    def down(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi) * world

    return (
        box["x"] + box["width"] / 2 + across(island.lon) - across(camera.lon),
        box["y"] + box["height"] / 2 - (down(island.lat) - down(camera.lat)),
    )


def test_a_click_on_an_island_shows_its_events(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/?event={DECLARATION}&focus=islands")
    page.locator(".stDeckGlJsonChart").scroll_into_view_if_needed()
    click_map(page, *island_pixel(dossier, page, "etorofu"), re.compile("island=etorofu"))
    count = sum("etorofu" in event.islands for event in dossier.events)
    expect(page.locator(".st-key-filters")).to_contain_text(
        f"{count} of {len(dossier.events)} events"
    )
    click_map(page, *island_pixel(dossier, page, "etorofu"), re.compile(r"^(?!.*island=)"))


def test_the_shoreline_is_fetched_once(visitor: Visitor) -> None:
    asked_for: list[str] = []
    page = visitor.opens(f"/?event={DECLARATION}")
    page.wait_for_timeout(1500)
    page.on("request", lambda request: asked_for.append(request.url))
    page.get_by_role("button", name="Next").click()
    page.wait_for_timeout(1500)
    assert [url for url in asked_for if "shoreline" in url] == []


def test_the_link_can_be_copied(visitor: Visitor) -> None:
    page = visitor.opens(
        f"/?event={DECLARATION}", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_on_a_phone_the_card_comes_first_and_nothing_sticks_out(visitor: Visitor) -> None:
    page = visitor.opens(f"/?event={DECLARATION}", PHONE, color_scheme="dark")
    page.wait_for_function(
        "document.querySelector('.st-key-card').getBoundingClientRect().top"
        " < document.querySelector('.stPlotlyChart').getBoundingClientRect().top"
    )
    chart = page.locator(".stPlotlyChart").bounding_box()
    assert page.locator(".stDeckGlJsonChart").bounding_box()["y"] > chart["y"]
    wide = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert wide <= 0


def test_a_malformed_link_shows_the_page_and_one_notice(visitor: Visitor) -> None:
    page = visitor.opens("/?event=%3Cscript%3E&cat=treaty&cat=x&from=abc&%F0%9F%92%A5=1")
    notice = page.get_by_text("This part of the link was not understood")
    expect(notice).to_have_count(1)
    expect(page.locator(CARD)).to_contain_text("8 April 2025")


def test_play_steps_until_paused(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens(f"/?event={DECLARATION}")
    ids = [event.event_id for event in dossier.events]
    page.get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile(f"event={ids[ids.index(DECLARATION) + 1]}"), timeout=15_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()

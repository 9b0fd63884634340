"""The story, embedding, printing, searching and the first paint in Chromium."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from components.dossier import Dossier
from components.embed import snippet
from components.map_words import day_words
from components.reading import reading
from components.site_map import all_rows
from tests.browser.conftest import CARD, DESKTOP, MAP, PHONE, PROBED, Visitor
from tests.browser.test_words import CLIPBOARD, GRID, sticks_out

pytestmark = pytest.mark.browser

SCENE = ".stMain h3"
STRIP = ".st-key-story_strip .points path.point"
STEPS = ".st-key-steps"
FIRST = "body > .first"
BOX = "Search everything, in any script"
DECLARATION = "1956-10-19-joint-declaration"
COLD = ("news-four-islands", "news-landings-1945", "two-malik-1955", "two-sovereignty-2019")

SHIFTS = """
window.shifted = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.shifted.push([entry.startTime, entry.value,
      entry.sources.map(source => source.node?.className || source.node?.nodeName)]);
  }
}).observe({type: "layout-shift", buffered: true});
"""

MOST_SHIFTED = 0.1
"""What is a good visual stability (https://web.dev/articles/cls)."""

PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


def asked(page: Page) -> dict[str, list[str]]:
    """The query parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def wait_for_scene(page: Page, dossier: Dossier, scene_id: str) -> None:
    """Until title and address are those of a scene."""
    expect(page.locator(SCENE).first).to_have_text(dossier.tours.scene(scene_id).title_en)
    first = scene_id == dossier.tours.scenes[0].scene_id
    wanted = [] if first else [scene_id]
    page.wait_for_function(
        "wanted => JSON.stringify(new URLSearchParams(location.search).getAll('scene'))"
        " === JSON.stringify(wanted)",
        arg=wanted,
    )


# The story


def test_a_tour_can_be_followed_by_the_arrow_keys_alone(visitor: Visitor, dossier: Dossier) -> None:
    scenes = dossier.tours.scenes_of("news")
    page = visitor.opens("/story")
    wait_for_scene(page, dossier, scenes[0].scene_id)
    for scene in scenes[1:]:
        page.keyboard.press("ArrowRight")
        wait_for_scene(page, dossier, scene.scene_id)
        figure = page.get_by_role("figure", name=f"Map of {day_words(scene.map_day)}.")
        expect(figure).to_have_count(1)
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    wait_for_scene(page, dossier, scenes[-2].scene_id)
    page.go_back()
    wait_for_scene(page, dossier, scenes[-1].scene_id)


@pytest.mark.parametrize("scene_id", COLD)
def test_a_cold_link_opens_its_scene(visitor: Visitor, dossier: Dossier, scene_id: str) -> None:
    scene = dossier.tours.scene(scene_id)
    page = visitor.opens(f"/story?scene={scene_id}")
    wait_for_scene(page, dossier, scene_id)
    main = page.locator(".stMain")
    expect(main).to_contain_text(scene.text_en)
    expect(main).to_contain_text(dossier.words.quote(scene.quote_id).quote_en)
    expect(page.locator(STRIP)).to_have_count(len(dossier.tours.scenes_of(scene.tour_id)))
    tour = dossier.tours.tour(scene.tour_id).title_en
    expect(page.get_by_role("radio", name=tour)).to_be_checked()
    expect(page.get_by_text("was not understood")).to_have_count(0)
    page.get_by_role("link", name="The event, with all that belongs to it").click()
    page.wait_for_url(re.compile(rf"/\?event={scene.event_id}$"))
    expect(page.locator(f"{CARD} h3")).to_have_text(dossier.event(scene.event_id).title_en)


def test_a_click_on_a_dot_of_the_small_timeline_leads_to_its_scene(
    visitor: Visitor, dossier: Dossier
) -> None:
    scenes = dossier.tours.scenes_of("news")
    page = visitor.opens(f"/story?scene={scenes[-1].scene_id}")  # its timeline holds all years
    page.wait_for_selector(STRIP)
    for place in (3, 8):
        page.wait_for_timeout(600)
        box = page.locator(STRIP).nth(place).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        wait_for_scene(page, dossier, scenes[place].scene_id)
        page.go_back()
        wait_for_scene(page, dossier, scenes[-1].scene_id)


def test_the_form_for_a_projector_is_large_bare_and_left_by_a_key(
    visitor: Visitor, dossier: Dossier
) -> None:
    scenes = dossier.tours.scenes_of("news")
    page = visitor.opens(f"/story?scene={scenes[1].scene_id}")
    usual = page.locator(SCENE).first.evaluate("element => getComputedStyle(element).fontSize")
    page.keyboard.press("p")
    page.wait_for_url(re.compile("present=1"))
    expect(page.get_by_role("button", name="End")).to_be_visible()
    page.keyboard.press("ArrowRight")
    wait_for_scene(page, dossier, scenes[2].scene_id)
    assert asked(page)["present"] == ["1"]
    expect(page.get_by_placeholder(BOX)).to_have_count(0)
    expect(page.get_by_test_id("stTopNavLink")).to_have_count(0)
    large = page.locator(SCENE).first.evaluate("element => getComputedStyle(element).fontSize")
    assert float(large.removesuffix("px")) > 1.3 * float(usual.removesuffix("px"))
    assert sticks_out(page) <= 0
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"^(?!.*present)"))
    expect(page.get_by_role("button", name="Present")).to_be_visible()


def test_the_frame_goes_and_comes_with_the_form_for_a_projector(visitor: Visitor) -> None:
    page = visitor.opens("/story")
    page.keyboard.press("p")
    page.wait_for_url(re.compile("present=1"))
    expect(page.get_by_placeholder(BOX)).to_have_count(0)
    page.keyboard.press("p")
    page.wait_for_url(re.compile(r"^(?!.*present)"))
    expect(page.get_by_placeholder(BOX)).to_be_visible()


@pytest.mark.parametrize("path", ["/story?scene=news-landings-1945", "/story?present=1"])
def test_on_a_phone_nothing_sticks_out_and_the_steps_are_in_reach(
    visitor: Visitor, dossier: Dossier, path: str
) -> None:
    page = visitor.opens(path, PHONE, color_scheme="dark")
    expect(page.locator(STEPS)).to_be_visible()
    page.wait_for_timeout(1000)
    assert sticks_out(page) <= 0
    for name in ("Back", "Next"):
        box = page.locator(STEPS).get_by_role("button", name=name).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], name
        assert box["y"] + box["height"] <= PHONE["height"], f"{name} is below the window"
        assert box["height"] >= 24, name
    before = page.locator(SCENE).first.inner_text()
    page.locator(STEPS).get_by_role("button", name="Next").click()
    expect(page.locator(SCENE).first).not_to_have_text(before)


def test_the_text_of_a_scene_comes_before_its_map_on_a_phone(visitor: Visitor) -> None:
    page = visitor.opens("/story?scene=news-shimoda-1855", PHONE)
    text = page.locator(SCENE).first.bounding_box()
    assert text["y"] < page.locator(MAP).first.bounding_box()["y"]


def test_play_goes_on_by_itself_until_paused(visitor: Visitor, dossier: Dossier) -> None:
    scenes = dossier.tours.scenes_of("news")
    page = visitor.opens("/story")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_url(re.compile(f"scene={scenes[1].scene_id}"), timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(SCENE).first).to_have_text(scenes[1].title_en)


# Inside the pages of others


class _Course(BaseHTTPRequestHandler):
    """A page of somebody else that embeds a view."""

    def __init__(self, body: str, *args, **kwargs) -> None:
        self._body = body.encode()
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        found = self.path == "/"
        self.send_response(200 if found else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if found:
            self.wfile.write(self._body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def course(browser: Browser) -> Iterator:
    """Opens a page on another port with a view inside; it must leave no trouble."""
    servers, contexts, troubles = [], [], []

    def heard(message) -> None:
        if message.type == "error" and not PROBED.search(message.location["url"]):
            troubles.append(message.text)

    def opens(address: str, viewport: dict[str, int] = DESKTOP) -> Page:
        lines = snippet(address, "A view", 900)
        body = f"<!doctype html><title>Course</title><h1>Our course</h1>{lines}<p>The end</p>"
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Course, body))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield opens
    for context in contexts:
        context.close()
    for server in servers:
        server.shutdown()
        server.server_close()
    assert troubles == []


EMBEDDED = {
    f"/?event={DECLARATION}": (f"{CARD} h3", "19 October 1956"),
    "/map?day=1945-09-01&view=both": (MAP, "1 September 1945"),
    "/quotes?quote=qt-1951-nishimura": (".stMain", "Nishimura"),
    "/numbers?chart=kelp": (".stPlotlyChart .points path.point", "kelp"),
    "/story?scene=news-four-islands": (MAP, "Four islands, two sets of names"),
}
"""Views, what is drawn in them, and what they say."""


@pytest.mark.parametrize("path", EMBEDDED)
@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_view_is_shown_inside_the_page_of_another(
    course, site: str, path: str, window: dict[str, int]
) -> None:
    drawn, said = EMBEDDED[path]
    page = course(f"{site}{path}&embed=true", window)
    frame = page.frame_locator("iframe")
    frame.locator(drawn).first.wait_for(timeout=60_000)
    expect(frame.locator(".stMain")).to_contain_text(re.compile(said, re.IGNORECASE))
    expect(frame.locator(FIRST)).to_have_count(0, timeout=30_000)
    expect(frame.get_by_test_id("stTopNavLink")).to_have_count(0)
    expect(frame.get_by_role("heading", name="Unfinished Peace")).to_have_count(0)
    expect(frame.get_by_placeholder(BOX)).to_have_count(0)
    way_out = frame.get_by_role("link", name="open this view on its own page")
    leads_to = way_out.evaluate("link => link.href")
    assert leads_to == f"{site}{path}"
    (inside,) = [f for f in page.frames if f.parent_frame]
    wide = inside.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert wide <= 0


def test_the_snippet_of_the_dialog_shows_the_view_of_the_moment(
    visitor: Visitor, course, site: str, dossier: Dossier
) -> None:
    scene = dossier.tours.scenes[2]
    page = visitor.opens(f"/story?scene={scene.scene_id}", permissions=CLIPBOARD)
    page.get_by_role("button", name="Embed").click()
    code = page.locator("[role=dialog] code")
    expect(code).to_contain_text(f'src="{site}/story?scene={scene.scene_id}&amp;embed=true"')
    expect(code).to_contain_text(f'title="{scene.title_en}"')
    other = course(f"{site}/story?scene={scene.scene_id}&embed=true")
    frame = other.frame_locator("iframe")
    expect(frame.locator(SCENE).first).to_have_text(scene.title_en, timeout=60_000)
    frame.get_by_role("button", name="Next").click()
    expect(frame.locator(SCENE).first).to_have_text(dossier.tours.scenes[3].title_en)


# On paper


def pages_on_paper(page: Page, size: str = "A4") -> int:
    return len(PAGES_OF_PDF.findall(page.pdf(format=size)))


def longest(dossier: Dossier, kind: str, count: int) -> list[str]:
    ids = all_rows(dossier)[kind]
    return sorted(ids, key=lambda row: -len(reading(dossier, kind, row).main))[:count]


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_the_longest_events_but_one_print_on_two_pages(
    sheet: Page, site: str, dossier: Dossier
) -> None:
    for event_id in longest(dossier, "event", 9)[1:]:
        sheet.goto(f"{site}/read/event/{event_id}")
        assert pages_on_paper(sheet) <= 2, event_id


def test_the_longest_event_prints_on_two_pages(sheet: Page, site: str, dossier: Dossier) -> None:
    (event_id,) = longest(dossier, "event", 1)
    sheet.goto(f"{site}/read/event/{event_id}")
    assert pages_on_paper(sheet) <= 2


def test_every_position_prints_on_three_pages(sheet: Page, site: str, dossier: Dossier) -> None:
    counts = []
    for position in dossier.words.positions:
        sheet.goto(f"{site}/read/position/{position.question_id}")
        counts.append(pages_on_paper(sheet))
        assert counts[-1] <= 3, position.question_id
    assert min(counts) >= 1 and max(counts) > 1


def test_on_paper_the_way_to_the_application_is_left_out(sheet: Page, site: str) -> None:
    sheet.goto(f"{site}/read/event/{DECLARATION}")
    way = sheet.get_by_text("open this in the application")
    expect(way).to_be_visible()
    sheet.emulate_media(media="print")
    expect(way).to_be_hidden()
    expect(sheet.locator("footer")).to_contain_text(f"{site}/?event={DECLARATION}")


@pytest.mark.parametrize("kind", ["event", "position", "chart"])
def test_a_page_to_read_fits_a_phone_and_leads_to_the_application(
    visitor: Visitor, dossier: Dossier, kind: str
) -> None:
    (row_id,) = longest(dossier, kind, 1)
    page = visitor.opens(f"/read/{kind}/{row_id}", PHONE, drawn="main h1", color_scheme="dark")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    page.get_by_role("link", name="open this in the application").click()
    page.wait_for_selector(".stMain h3", timeout=60_000)
    expect(page.get_by_text("was not understood")).to_have_count(0)


# The search


def test_the_box_of_a_page_leads_to_results_and_a_result_to_its_view(
    visitor: Visitor, dossier: Dossier
) -> None:
    page = visitor.opens("/quotes", drawn=GRID)
    box = page.get_by_placeholder(BOX)
    box.fill("川奈")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))
    assert asked(page) == {"q": ["川奈"]}
    expect(page.get_by_text("results for")).to_contain_text("川奈")
    title = dossier.event("1998-kawana").title_en
    with page.expect_popup() as opened:
        page.get_by_role("link", name=title, exact=True).first.click()
    expect(opened.value.locator(f"{CARD} h3")).to_have_text(title, timeout=60_000)


@pytest.mark.xfail(strict=True, reason="Back first shows the page with the words as its filter")
def test_back_from_the_results_leads_to_the_page_as_it_was(visitor: Visitor) -> None:
    page = visitor.opens("/quotes?side=japan", drawn=GRID)
    box = page.get_by_placeholder(BOX)
    box.fill("Yalta")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q="))
    expect(page.get_by_text("results for")).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile("/quotes"))
    assert asked(page) == {"side": ["japan"]}


def test_words_can_be_changed_on_the_page_of_results(visitor: Visitor) -> None:
    page = visitor.opens("/search?q=Kawana", drawn=".stMain h4")
    box = page.get_by_label("Search everything")
    expect(box).to_have_value("Kawana")
    box.fill("zzzz")
    box.press("Enter")
    expect(page.get_by_text("Nothing fits all these words")).to_be_visible()
    page.wait_for_url(re.compile("q=zzzz"))
    page.go_back()
    expect(page.get_by_text("results for")).to_contain_text("Kawana")


@pytest.mark.parametrize(
    ("path", "drawn"),
    [("/search?q=peace%20treaty", ".stMain h4"), ("/teach", ".stMain h3")],
)
def test_on_a_phone_results_and_questions_do_not_stick_out(
    visitor: Visitor, path: str, drawn: str
) -> None:
    page = visitor.opens(path, PHONE, drawn=drawn, color_scheme="dark")
    page.wait_for_timeout(1000)
    assert sticks_out(page) <= 0


def test_a_question_for_a_class_opens_its_view(visitor: Visitor, dossier: Dossier) -> None:
    page = visitor.opens("/teach", drawn=".stMain h3")
    lesson = dossier.tours.lessons[2]
    card = page.locator(f".st-key-lesson_{lesson.lesson_id}")
    expect(card).to_contain_text(lesson.topic_en)
    with page.expect_popup() as opened:
        card.get_by_role("link", name="Open the view").click()
    opened.value.wait_for_selector(".stMain h3", timeout=60_000)
    assert opened.value.url.endswith(lesson.path.removeprefix("."))


# Before and without scripts


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_scripts_the_text_of_the_event_can_be_read(
    browser: Browser, site: str, dossier: Dossier, window: dict[str, int]
) -> None:
    event = dossier.event(DECLARATION)
    context = browser.new_context(java_script_enabled=False, viewport=window)
    page = context.new_page()
    page.goto(f"{site}/?event={DECLARATION}")
    assert page.title() == event.title_en
    expect(page.locator("h1")).to_have_text(event.title_en)
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.get_by_text(event.summary_en)).to_be_visible()
    last = dossier.sources(event.source_ids)[-1]
    source = page.get_by_role("link", name=last.title)
    source.scroll_into_view_if_needed()
    expect(source).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/", MAP),
        (f"/?event={DECLARATION}", MAP),
        ("/story?scene=news-landings-1945", MAP),
        ("/map?day=1945-09-01", MAP),
        ("/quotes?quote=qt-1951-nishimura", GRID),
        ("/positions", ".stMain h3"),
        ("/numbers?chart=kelp", ".stPlotlyChart .points path.point"),
        ("/search?q=Kawana", ".stMain h4"),
    ],
)
@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_text_of_the_first_paint_gives_way_and_nothing_jumps(
    browser: Browser, site: str, path: str, drawn: str, window: dict[str, int]
) -> None:
    context = browser.new_context(viewport=window)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(site + path, wait_until="commit")
    first = page.locator(f"{FIRST} h1")
    expect(first).to_be_attached()
    page.wait_for_selector(drawn, state="attached", timeout=60_000)
    expect(page.locator(FIRST)).to_have_count(0, timeout=30_000)
    page.wait_for_timeout(2500)
    shifts = page.evaluate("window.shifted")
    context.close()
    assert sum(value for _, value, _ in shifts) < MOST_SHIFTED, shifts

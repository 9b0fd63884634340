"""One server and one Chromium for all browser tests; each test must leave no error."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, sync_playwright

from tests.serving import CHROMIUM, CHROMIUM_FLAGS, ROOT, serve

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
DOTS = ".stPlotlyChart .points path.point"
CARD = ".st-key-card"
MAP = ".stDeckGlJsonChart canvas"

SHAPES_DRAWN_MS = 2500
"""The shapes of a map are drawn a moment after its canvas is there, and leave no mark in the
page that could be waited for."""

PROBED = re.compile(r"/\w+/_stcore/(health|host-config)$")
"""On a link to a page Streamlit first asks whether the site lives under the page's path, and the
browser reports the 404 that tells it no."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server that nobody has visited before the first test."""
    with serve(ROOT / "app.py") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()


def click_map(page: Page, x: float, y: float, address: re.Pattern[str]) -> None:
    """Click a point of the map, again if its shapes were not drawn yet, until the link follows."""
    for _ in range(6):
        page.wait_for_timeout(SHAPES_DRAWN_MS)
        page.mouse.click(x, y)
        with suppress(TimeoutError):
            page.wait_for_url(address, timeout=4000)
            return
    pytest.fail(f"no click on the map led to {address.pattern}")


class Visitor:
    """Somebody with a browser: opens pages and remembers what went wrong in them."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def opens(
        self, path: str, viewport: dict[str, int] = DESKTOP, drawn: str = MAP, **options: Any
    ) -> Page:
        """Open a page of the site in a fresh profile and wait until it is drawn.

        Args:
            path: the page, with its query.
            viewport: the size of the window.
            drawn: a selector of what is there when the page is drawn.
            options: more options of the profile.
        """
        context = self._browser.new_context(viewport=viewport, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(f"exception: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self._site + path)
        page.wait_for_selector(drawn, timeout=60_000)
        # Until then the text of the first paint lies over the application.
        page.wait_for_function("!document.querySelector('body > .first')", timeout=60_000)
        return page

    def leaves(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not PROBED.search(message.location["url"]):
            self.troubles.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self._site, self._site.replace("http", "ws"), "data:", "blob:")):
            self.troubles.append(f"request to another host: {url}")


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """A visitor; the test fails if the browser's console or network shows trouble."""
    someone = Visitor(browser, site)
    yield someone
    someone.leaves()
    assert someone.troubles == []

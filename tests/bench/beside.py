"""Timing a reader's action on the site beside a click on an empty page, in one browser.

Actions alternate between the two pages, so that the machine's mood weighs on both alike.
"""

import json
import statistics
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import CHROMIUM, CHROMIUM_FLAGS, ROOT, serve

ROUNDS = 60
WARM_UP = 5
"""First rounds that do not count: code is compiled and caches are filled."""

WARM_MS = 30_000
"""Time after the first visit in which the server makes its small compressions."""

SETTLE_MS = 700
"""Time in which a page comes to rest before and after an action."""

WATCH = """
([begin, shown]) => {
  const look = () => {
    const found = document.querySelector(shown);
    return found && (found.ariaLabel ?? found.textContent);
  };
  const before = look();
  let begun;
  window.shownAfter = null;
  addEventListener(begin, () => { begun = performance.now(); }, {capture: true, once: true});
  const watch = new MutationObserver(() => {
    const now = look();
    if (now && now !== before) {
      window.shownAfter = performance.now() - begun;
      watch.disconnect();
    }
  });
  watch.observe(document.body,
                {childList: true, subtree: true, characterData: true, attributes: true});
}
"""
"""Starts the clock at the event `begin`, stops it when the words at `shown` change."""

LIFTED = "!document.querySelector('body > .first')"
"""The text of the first paint has given way to the application."""

Action = Callable[[Page, int], None]


def timed(page: Page, begin: str, shown: str, act: Callable[[], None]) -> float:
    """Milliseconds from an event in the page to a change of the words at a selector."""
    page.bring_to_front()
    # A tab that comes to the front draws its canvases anew; that is no part of the action.
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate(WATCH, [begin, shown])
    act()
    page.wait_for_function("window.shownAfter !== null", timeout=10_000)
    page.wait_for_timeout(SETTLE_MS)
    return page.evaluate("window.shownAfter")


def click_middle(page: Page, selector: str, index: int = 0) -> None:
    """Click the middle of the element that a selector finds at an index."""
    box = page.locator(selector).nth(index).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _open(browser: Browser, address: str, ready: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector(ready)
    page.wait_for_function(LIFTED)
    return page


def measure(
    act: Action, *, path: str, ready: str, begin: str, shown: str, rounds: int = ROUNDS
) -> dict[str, float]:
    """Act on a page of the site and click on the empty page in turn.

    Args:
        act: the action, given the page and the number of the round.
        path: the page of the site.
        ready: selector of what must be there before the first action.
        begin: event that starts the clock.
        shown: selector whose words stop it.
        rounds: rounds that count.

    Returns:
        Medians in milliseconds for both pages, and their ratio.
    """
    with (
        serve(ROOT / "app.py") as site,
        serve(ROOT / "tests/bench/empty.py") as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        ours = _open(browser, site + path, ready)
        theirs = _open(browser, empty, "h2")
        ours.wait_for_timeout(WARM_MS)
        times = []
        for i in range(WARM_UP + rounds):
            one = timed(ours, begin, shown, lambda i=i: act(ours, i))
            other = timed(theirs, "mouseup", "h2", lambda: click_middle(theirs, ".stButton button"))
            times.append((one, other))
        browser.close()
    ours_ms, empty_ms = (statistics.median(side) for side in zip(*times[WARM_UP:], strict=True))
    return {"site_ms": ours_ms, "empty_ms": empty_ms, "ratio": ours_ms / empty_ms}


def report(name: str, result: dict[str, float]) -> None:
    """Print the figures and write them down in `build/`."""
    print(f"{name:<12}" + "  ".join(f"{key} {value:.2f}" for key, value in result.items()))
    out = ROOT / "build" / f"bench-{name}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")

"""`python -m tests.bench.click`: how long a click on a dot takes, beside an empty page.

Both pages are open in one browser, and clicks alternate between them, so that the
machine's mood weighs on both alike. Prints a table and writes JSON to `build/`.
"""

import json
import statistics
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import CHROMIUM, CHROMIUM_FLAGS, ROOT, serve

ROUNDS = 60
WARM_UP = 5
"""First clicks that do not count: code is compiled and caches are filled."""

SETTLE_MS = 900
"""Time after a click in which the page comes to rest before the next."""

ADDRESS = "/?event=1956-10-19-joint-declaration"
DOTS = ".stPlotlyChart .points path.point"

WATCH = """
(heading) => {
  const text = () => document.querySelector(heading)?.textContent;
  const before = text();
  let begun;
  window.shownAfter = null;
  addEventListener("mouseup", () => { begun = performance.now(); },
                   {capture: true, once: true});
  const watch = new MutationObserver(() => {
    if (text() && text() !== before) {
      window.shownAfter = performance.now() - begun;
      watch.disconnect();
    }
  });
  watch.observe(document.body, {childList: true, subtree: true, characterData: true});
}
"""
"""Starts the clock when the mouse button goes up, stops it when the heading changes."""


def _open(browser: Browser, address: str, ready: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector(ready)
    return page


def _click(page: Page, selector: str, index: int, heading: str) -> float:
    page.bring_to_front()
    page.evaluate(WATCH, heading)
    box = page.locator(selector).nth(index).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("window.shownAfter !== null", timeout=10_000)
    page.wait_for_timeout(SETTLE_MS)
    return page.evaluate("window.shownAfter")


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Click both pages in turn.

    Args:
        rounds: clicks on each page that count.

    Returns:
        Medians in milliseconds from click to new text for both pages, and their ratio.
    """
    with (
        serve(ROOT / "app.py") as site,
        serve(ROOT / "tests/bench/empty.py") as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        ours = _open(browser, site + ADDRESS, DOTS)
        theirs = _open(browser, empty, "h2")
        ours.wait_for_timeout(3000)
        last = ours.locator(DOTS).count()
        times = []
        for i in range(WARM_UP + rounds):
            shown = _click(ours, DOTS, (i * 17 + 5) % last, ".st-key-card h3")
            times.append((shown, _click(theirs, ".stButton button", 0, "h2")))
        browser.close()
    ours_ms, empty_ms = (statistics.median(side) for side in zip(*times[WARM_UP:], strict=True))
    return {"click_ms": ours_ms, "empty_click_ms": empty_ms, "ratio": ours_ms / empty_ms}


def main() -> None:
    """Print the figures and write them down."""
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    for name, value in result.items():
        print(f"{name:<16}{value:>10.2f}")
    out = ROOT / "build" / "bench-click.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

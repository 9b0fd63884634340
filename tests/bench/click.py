"""`python -m tests.bench.click`: how long a click on a dot takes, beside an empty page.

Both pages are open in one browser, and clicks alternate between them, so that the
machine's mood weighs on both alike. Prints a table and writes JSON to `build/`.
"""

import json
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.serving import CHROMIUM, CHROMIUM_FLAGS, ROOT, serve

ROUNDS = 40
ADDRESS = "/?event=1956-10-19-joint-declaration"

SPY = """
(() => {
  window.spy = {sent: 0, last: 0};
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { window.spy.last = performance.now(); });
    }
    send(data) { window.spy.sent = performance.now(); super.send(data); }
  };
})();
"""
"""Notes when the page last sent to the server and last heard from it."""

WATCH = """
(heading) => {
  const text = () => document.querySelector(heading)?.textContent;
  const before = text();
  window.spy.shown = null;
  addEventListener("mouseup", () => { window.spy.begun = performance.now(); },
                   {capture: true, once: true});
  const watch = new MutationObserver(() => {
    if (text() && text() !== before) {
      window.spy.shown = performance.now() - window.spy.begun;
      watch.disconnect();
    }
  });
  watch.observe(document.body, {childList: true, subtree: true, characterData: true});
}
"""
"""Starts the clock when the mouse button goes up, stops it when the heading changes."""

SETTLE_MS = 400
"""Time after a click in which the page comes to rest before the next."""


def _click(page: Page, selector: str, index: int, heading: str) -> tuple[float, float]:
    page.evaluate(WATCH, heading)
    box = page.locator(selector).nth(index).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("window.spy.shown !== null", timeout=10_000)
    page.wait_for_timeout(SETTLE_MS)
    return tuple(page.evaluate("[window.spy.shown, window.spy.last - window.spy.sent]"))


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Click both pages in turn.

    Args:
        rounds: clicks on each page.

    Returns:
        Medians in milliseconds: from click to new text, and of the server's rerun (from
        the last message sent to the last received), for both pages; and the ratio.
    """
    with (
        serve(ROOT / "app.py") as site,
        serve(ROOT / "tests/bench/empty.py") as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        pages = []
        for address in (site + ADDRESS, empty):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(SPY)
            page.goto(address)
            pages.append(page)
        ours, theirs = pages
        dots = ".stPlotlyChart .points path.point"
        ours.wait_for_selector(dots)
        theirs.wait_for_selector("h2")
        ours.wait_for_timeout(4000)
        count = ours.locator(dots).count()
        site_times, empty_times = [], []
        for i in range(rounds):
            ours.bring_to_front()
            site_times.append(_click(ours, dots, (i * 17 + 5) % (count - 1), ".st-key-card h3"))
            theirs.bring_to_front()
            empty_times.append(_click(theirs, ".stButton button", 0, "h2"))
        browser.close()
    result = {
        "click_ms": statistics.median(shown for shown, _ in site_times),
        "empty_click_ms": statistics.median(shown for shown, _ in empty_times),
        "rerun_ms": statistics.median(server for _, server in site_times),
        "empty_rerun_ms": statistics.median(server for _, server in empty_times),
    }
    return result | {"ratio": result["click_ms"] / result["empty_click_ms"]}


def main() -> None:
    """Print the figures and write them down."""
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    for name, value in result.items():
        print(f"{name:<16}{value:>10.2f}")
    out = Path(ROOT / "build" / "bench-click.json")
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

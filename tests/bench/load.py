"""`python -m tests.bench.load`: a first and a second visit over slow lines, beside an empty page.

First and largest contentful paint, layout shift, time until a dot of the timeline answers a
click, bytes and requests; medians of some rounds, each in a fresh profile.
"""

import json
import statistics
import sys
import time

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.beside import LIFTED
from tests.serving import CHROMIUM, CHROMIUM_FLAGS, ROOT, serve

LINES = {"10 Mbit/s, 40 ms": (10_000, 40), "1.6 Mbit/s, 150 ms": (1_600, 150)}
"""Kilobits a second and milliseconds of delay."""

ROUNDS = 5
ADDRESS = "/?event=1956-10-19-joint-declaration"
DOTS = ".stPlotlyChart .points path.point"
WARM_S = 25
"""Seconds after the first visit in which the server makes its small compressions."""

OBSERVE = """
window.seen = { fcp: null, lcp: null, cls: 0 };
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (entry.name === "first-contentful-paint") window.seen.fcp = entry.startTime;
})).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.seen.lcp = entry.startTime;
})).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.seen.cls += entry.value;
})).observe({ type: "layout-shift", buffered: true });
"""
WEIGHT = """
() => {
  const all = [...performance.getEntriesByType("resource"),
               ...performance.getEntriesByType("navigation")];
  return [all.reduce((sum, one) => sum + one.encodedBodySize, 0), all.length];
}
"""


def _throttle(page: Page, kilobits: int, delay: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": delay,
            "downloadThroughput": kilobits * 1000 / 8,
            "uploadThroughput": kilobits * 1000 / 8,
        },
    )


def _visit(context: BrowserContext, address: str, line: tuple[int, int], ready: str) -> dict:
    page = context.new_page()
    page.add_init_script(OBSERVE)
    _throttle(page, *line)
    begun = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=120_000)
    page.wait_for_selector(ready, timeout=120_000)
    page.wait_for_function(LIFTED, timeout=120_000)
    shown = time.perf_counter() - begun
    page.wait_for_timeout(1500)
    weight, requests = page.evaluate(WEIGHT)
    seen = page.evaluate("window.seen")
    page.close()
    return {
        "first_paint_s": seen["fcp"] / 1000,
        "largest_paint_s": seen["lcp"] / 1000,
        "layout_shift": seen["cls"],
        "ready_s": shown,
        "megabytes": weight / 1e6,
        "requests": requests,
    }


def _medians(visits: list[dict]) -> dict[str, float]:
    return {name: statistics.median(visit[name] for visit in visits) for name in visits[0]}


def _both_visits(
    browser: Browser, address: str, line: tuple[int, int], ready: str, rounds: int
) -> tuple[dict, dict]:
    first, second = [], []
    for _ in range(rounds):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        first.append(_visit(context, address, line, ready))
        second.append(_visit(context, address, line, ready))
        context.close()
    return _medians(first), _medians(second)


def measure(rounds: int = ROUNDS) -> dict[str, dict]:
    """Visit the site and the empty page over each line.

    Args:
        rounds: visits that count, each twice in one profile.

    Returns:
        Medians by line and visit.
    """
    found: dict[str, dict] = {}
    with (
        serve(ROOT / "app.py") as site,
        serve(ROOT / "tests/bench/empty.py") as empty,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        context = browser.new_context()
        _visit(context, site + ADDRESS, (1_000_000, 0), DOTS)
        context.close()
        time.sleep(WARM_S)
        for name, line in LINES.items():
            first, second = _both_visits(browser, site + ADDRESS, line, DOTS, rounds)
            bare, _ = _both_visits(browser, empty, line, ".stButton button", rounds)
            found[name] = {"first visit": first, "second visit": second, "empty page": bare}
        browser.close()
    return found


def main(rounds: int) -> None:
    """Print the figures and write them down in `build/`."""
    found = measure(rounds)
    for line, visits in found.items():
        print(line)
        for visit, figures in visits.items():
            said = "  ".join(f"{name} {value:.2f}" for name, value in figures.items())
            print(f"  {visit:<13}{said}")
    out = ROOT / "build" / "bench-load.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)

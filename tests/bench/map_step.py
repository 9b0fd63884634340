"""`python -m tests.bench.map_step`: from a step of the map's slider to the map of the new day.

The clock stops when the words that the map carries for screen readers change: they come
with the deck.
"""

import sys

from playwright.sync_api import Page

from tests.bench.beside import ROUNDS, measure, report

ADDRESS = "/map?day=1945-08-20"
SLIDER = "input[type=range]"


def _step(page: Page, turn: int) -> None:
    slider = page.locator(SLIDER)
    slider.focus()
    slider.press("ArrowRight" if turn % 24 < 12 else "ArrowLeft")


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    result = measure(
        _step,
        path=ADDRESS,
        ready=SLIDER,
        begin="keydown",
        shown=".stDeckGlJsonChart",
        rounds=rounds,
    )
    report("map-step", result)

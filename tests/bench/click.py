"""`python -m tests.bench.click`: from a click on a dot of the timeline to the new card."""

import sys

from playwright.sync_api import Page

from tests.bench.beside import ROUNDS, click_middle, measure, report

ADDRESS = "/?event=1956-10-19-joint-declaration"
DOTS = ".stPlotlyChart .points path.point"


def _click_a_dot(page: Page, turn: int) -> None:
    click_middle(page, DOTS, (turn * 17 + 5) % page.locator(DOTS).count())


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    result = measure(
        _click_a_dot,
        path=ADDRESS,
        ready=DOTS,
        begin="mouseup",
        shown=".st-key-card h3",
        rounds=rounds,
    )
    report("click", result)

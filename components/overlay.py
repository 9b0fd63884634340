"""The end of the first paint: the text of the page gives way when the application is drawn.

`shell_page` lays the text of a view over the page, so that it can be read before any
script has run. While it lies there the application is drawn unseen below it, and nothing
that the reader sees jumps (`first.html` hides the rest). This component, the last of every
page, takes it away.
"""

import streamlit as st

PATIENCE_MS = 4000
"""How long the text waits at most for charts and maps once all else is there."""

STILL = 2
"""So many looks, 60 ms apart, at which nothing has moved or come."""

_JS = """
export default function ({ data }) {
  const text = document.querySelector("body > .first");
  if (!text) return;
  const until = performance.now() + data.patience;
  let still = 0;
  let before = "";
  const look = () => {
    const main = document.querySelector('[data-testid="stMain"]');
    const waiting = document.querySelector('[data-testid="stSkeleton"]');
    const now = `${main?.scrollHeight} ${main?.querySelectorAll("*").length}`;
    still = !waiting && now === before ? still + 1 : 0;
    before = now;
    if (still < data.still && performance.now() < until) {
      setTimeout(look, 60);
    } else {
      text.remove();
    }
  };
  look();
}
"""

_overlay = st.components.v2.component("overlay", html="<span></span>", js=_JS)


def lift_first_paint() -> None:
    """Place the component; it is the last of a page, so that all else is there before it."""
    _overlay(key="overlay", data={"patience": PATIENCE_MS, "still": STILL}, height=0)

"""A slider of days with a mark at each change: the browser's own range control.

Streamlit's slider knows no marks. The control below is `<input type="range">`, so that
arrow keys, Page Up and Page Down, screen readers and touch work as everywhere.
"""

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

KEY = "day_slider"

_HTML = """
<div class="scale" aria-hidden="true"></div>
<input type="range" step="1">
<div class="marks" aria-hidden="true"></div>
"""

_CSS = """
:host { display: block; }
input {
  width: 100%; margin: 0; height: 1.5rem; cursor: pointer; accent-color: var(--st-primary-color);
}
input:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.scale, .marks { position: relative; margin: 0 8px; }
.scale { height: 1.2rem; font-size: 0.75rem; color: var(--st-text-color); opacity: 0.8; }
.scale span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.scale span:first-child { transform: none; }
.scale span:last-child { transform: translateX(-100%); }
.marks { height: 0.7rem; }
.marks i {
  position: absolute; top: 0; width: 2px; height: 0.6rem; margin-left: -1px;
  background: var(--st-text-color); opacity: 0.65;
}
"""

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  const share = (day) => (day - data.first) / (data.last - data.first) * 100;
  const form = {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"};
  const said = (day) => new Date(day * 864e5).toLocaleDateString(data.language, form);
  input.min = data.first;
  input.max = data.last;
  input.value = data.day;
  input.ariaLabel = data.label;
  input.ariaValueText = said(data.day);
  input.oninput = () => { input.ariaValueText = said(input.valueAsNumber); };
  // Elsewhere on the page the arrow keys step from change to change; here they move a day.
  input.onkeydown = (event) => event.stopPropagation();
  input.onchange = () => setTriggerValue("day", input.valueAsNumber);
  const place = (host, days, tag, text) => host.replaceChildren(...days.map((day) => {
    const mark = document.createElement(tag);
    mark.style.left = share(day) + "%";
    if (text) mark.textContent = text(day);
    return mark;
  }));
  place(parentElement.querySelector(".marks"), data.marks, "i");
  place(parentElement.querySelector(".scale"), data.scale, "span",
        (day) => new Date(day * 864e5).getUTCFullYear());
}
"""

_slider = st.components.v2.component("day_slider", html=_HTML, css=_CSS, js=_JS)
EPOCH = dt.date(1970, 1, 1)


def to_number(day: dt.date) -> int:
    """Days since 1970, as JavaScript counts them."""
    return (day - EPOCH).days


def from_number(number: float) -> dt.date:
    """The day of a number of days since 1970."""
    return EPOCH + dt.timedelta(days=int(number))


def day_slider(
    label: str,
    day: dt.date,
    *,
    first: dt.date,
    last: dt.date,
    marks: Sequence[dt.date],
    scale: Sequence[dt.date],
    on_change: Callable[[], None],
) -> None:
    """Place the slider.

    Args:
        label: name for screen readers.
        day: the day it stands on.
        first, last: its ends.
        marks: days that get a mark.
        scale: days whose years are written above.
        on_change: called after the reader has let go; `chosen_day()` then holds the day.
    """
    _slider(
        key=KEY,
        data={
            "label": label,
            "language": "en-GB",
            "day": to_number(day),
            "first": to_number(first),
            "last": to_number(last),
            "marks": [to_number(mark) for mark in marks],
            "scale": [to_number(mark) for mark in scale],
        },
        on_day_change=on_change,
    )


def chosen_day() -> dt.date | None:
    """Inside the callback: the day that the reader moved to."""
    number = (st.session_state.get(KEY) or {}).get("day")
    return None if number is None else from_number(number)

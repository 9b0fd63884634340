"""What the reader's browser is like: how wide the page is, and whether it is dark.

Streamlit does not tell the width, and its theme type may be wrong on the first run
(https://github.com/streamlit/streamlit/issues/11920), so a component without any
appearance measures both and speaks up when they change.
"""

from dataclasses import dataclass

import streamlit as st

from components.lanes import Room

KEY = "reader"

_JS = """
const ROOMS = [["phone", "(max-width: 640px)"], ["tablet", "(max-width: 1199px)"]];

function isDark(element) {
  const colour = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour || "#ffffff";
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.host ?? parentElement;
  const known = { room: data.room, dark: data.dark };
  const look = () => {
    const found = ROOMS.find(([, query]) => matchMedia(query).matches);
    const room = found ? found[0] : "desktop";
    const dark = isDark(host);
    if (room !== known.room) setStateValue("room", (known.room = room));
    if (dark !== known.dark) setStateValue("dark", (known.dark = dark));
  };
  look();
  const queries = ROOMS.map(([, query]) => matchMedia(query));
  queries.forEach((query) => (query.onchange = look));
  return () => queries.forEach((query) => (query.onchange = null));
}
"""

_measure = st.components.v2.component("reader", html="<span></span>", js=_JS)


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's page: `room` says how wide it is, `dark` which theme it has."""

    room: Room
    dark: bool


def current_reader() -> Reader:
    """What is known of the reader's page; before the browser has spoken, a guess."""
    told = st.session_state.get(KEY) or {}
    return Reader(
        Room(told.get("room") or _guessed_room()),
        bool(told["dark"]) if told.get("dark") is not None else st.context.theme.type == "dark",
    )


def measure_reader(reader: Reader) -> None:
    """Place the component that measures; it asks for a rerun if `reader` is wrong."""
    _measure(
        key=KEY,
        data={"room": reader.room.value, "dark": reader.dark},
        height=0,
        on_room_change=lambda: None,
        on_dark_change=lambda: None,
    )


def _guessed_room() -> Room:
    agent = st.context.headers.get("User-Agent", "")
    return Room.PHONE if "Mobile" in agent else Room.DESKTOP

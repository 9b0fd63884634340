"""The ways from one event to another: arrows, list, play; and the copy of the link."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from components.address import TIMELINE
from components.copy_button import copy_link_button
from components.dossier import Dossier, Event, Filters, current
from components.embed import embed_button, embedded
from components.lanes import weightiest
from components.links import View
from components.prose import plain

LIST = "event_list"
PLAYING = "playing"
EMBED_HEIGHT = 1500
PLAY_EVERY_S = 5
"""Seconds that 'play' stays on an event."""


def choose(event_id: str) -> None:
    """Select an event, keeping everything else of the view."""
    event = current().event(event_id)
    if event is not None:
        TIMELINE.go(TIMELINE.here().with_event(event))


def neighbours(events: Sequence[Event], chosen: Event) -> tuple[Event | None, Event | None]:
    """The events before and after the chosen one, which need not be among them.

    Args:
        events: from the earliest to the latest.
        chosen: an event.
    """
    key = _order(chosen)
    before, after = bisect_left(events, key, key=_order), bisect_right(events, key, key=_order)
    return (
        events[before - 1] if before else None,
        events[after] if after < len(events) else None,
    )


def _order(event: Event) -> tuple[dt.date, str]:
    return event.first_day, event.event_id


@lru_cache(maxsize=256)
def _within(events: tuple[Event, ...], first_year: int, last_year: int) -> tuple[Event, ...]:
    """The events that lie within some years, at most `MOST_SHOWN`, kept for the next rerun."""
    return weightiest(
        tuple(
            event
            for event in events
            if first_year <= event.first_day.year and event.last_day.year <= last_year
        )
    )


def show_controls(dossier: Dossier, view: View, events: Sequence[Event]) -> None:
    """Place the row of controls for the events that pass the filters."""
    chosen = dossier.event(view.event_id)
    before, after = neighbours(events, chosen)
    with st.container(horizontal=True, vertical_alignment="center", key="controls"):
        _step("Previous", "Left", ":material/arrow_back:", before)
        _step("Next", "Right", ":material/arrow_forward:", after)
        _play_button(after)
        _list(_within(tuple(events), view.first_year, view.last_year), chosen)
        copy_link_button()
        if not embedded():
            embed_button(chosen.title_en, EMBED_HEIGHT)


def _step(label: str, key: str, icon: str, target: Event | None) -> None:
    st.button(
        label,
        key=f"step_{key}",
        icon=icon,
        shortcut=key,
        disabled=target is None,
        help=plain(target.title_en) if target else None,
        on_click=choose,
        args=(target.event_id if target else "",),
    )


def _play_button(after: Event | None) -> None:
    playing = st.session_state.get(PLAYING, False)
    st.button(
        "Pause" if playing else "Play",
        key="play",
        icon=":material/pause:" if playing else ":material/play_arrow:",
        disabled=after is None and not playing,
        on_click=_toggle_play,
    )


def _toggle_play() -> None:
    st.session_state[PLAYING] = not st.session_state.get(PLAYING, False)


def play_on() -> None:
    """Go to the next event if the reader has pressed 'play'; stop at the last."""
    dossier, view = current(), TIMELINE.here()
    _, after = neighbours(dossier.matching(view.filters), dossier.event(view.event_id))
    if after is None:
        st.session_state[PLAYING] = False
    else:
        choose(after.event_id)


def _list(events: Sequence[Event], chosen: Event) -> None:
    """All shown events as a list: the way by keyboard and screen reader."""
    shown = {event.event_id: event for event in events}
    shown.setdefault(chosen.event_id, chosen)
    st.session_state[LIST] = chosen.event_id
    st.selectbox(
        "Event",
        sorted(shown, key=lambda event_id: (shown[event_id].first_day, event_id)),
        key=LIST,
        format_func=lambda event_id: f"{shown[event_id].when} · {shown[event_id].title_en}",
        on_change=lambda: choose(st.session_state[LIST]),
        label_visibility="collapsed",
    )


def clear_filters() -> None:
    """Show all events again, keeping the selected one and the years."""
    TIMELINE.change(filters=Filters())

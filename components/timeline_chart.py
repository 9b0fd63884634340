"""The timeline on the page: the figure, placed, and what a click on it does."""

from functools import lru_cache

import streamlit as st

from components.chart import CONFIG
from components.controls import choose, clear_filters
from components.dossier import Dossier, Event
from components.filters import show_all_years
from components.lanes import anchor, weightiest
from components.links import View
from components.reader import Reader
from components.timeline import build_timeline, describe

KEY = "timeline"


def show_timeline(dossier: Dossier, view: View, events: tuple[Event, ...], reader: Reader) -> None:
    """Place the timeline with the selected event marked."""
    years = view.first_year, view.last_year
    if not any(view.holds(event) for event in events):
        _say_empty(events)
        return
    inside = dots_within(events, *years)
    drawn = weightiest(inside)
    if len(drawn) < len(inside):
        st.caption(
            f"The {len(drawn)} most significant of {len(inside):,} events of these years are "
            "drawn; fewer years show the others."
        )
    timeline = build_timeline(drawn, dossier.eras, years, reader.room, reader.dark)
    with timeline.marked(view.event_id) as figure:
        st.plotly_chart(
            figure,
            key=KEY,
            on_select=_clicked,
            selection_mode="points",
            config=CONFIG,
            alt=describe(len(events), len(dossier.events), years, dossier.event(view.event_id)),
        )


@lru_cache(maxsize=64)
def dots_within(events: tuple[Event, ...], first_year: int, last_year: int) -> tuple[Event, ...]:
    """The events whose dots lie within some years, kept for the next rerun."""
    return tuple(event for event in events if first_year <= anchor(event).year <= last_year)


def _say_empty(events: tuple[Event, ...]) -> None:
    if events:
        st.info(f"The filters leave {len(events)} events, but none of them lies in these years.")
        st.button("Show all years", key="all_years", on_click=show_all_years)
    else:
        st.info("No event passes these filters.")
        st.button("Clear the filters", key="clear_all", on_click=clear_filters)


def _clicked() -> None:
    points = st.session_state[KEY].selection.points
    if points:  # a second click on a dot deselects it and sends an empty list
        choose(points[0]["customdata"][0])

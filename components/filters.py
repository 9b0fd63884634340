"""Which events are shown: words, categories, islands, significance; and the years."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.address import TIMELINE
from components.controls import clear_filters
from components.dossier import Dossier, Event, Filters, current
from components.lanes import Room
from components.links import View, era_years
from components.palette import CATEGORIES

WORDS, CATEGORY, ISLAND, LEVEL, YEARS, ERA = (
    "filter_words",
    "filter_categories",
    "filter_islands",
    "filter_level",
    "years",
    "era",
)
LEVELS = {1: "Turning points", 2: "Important", 3: "All"}
ALL_YEARS = "all"


def island_name(dossier: Dossier, choice: str) -> str:
    """What a choice of islands is called: both names, or the wider area."""
    island = dossier.island(choice)
    wider = {"kurils": "Other Kurils", "sakhalin": "Sakhalin"}
    return island.name_en if island and choice not in wider else wider[choice]


def show_filters(dossier: Dossier, view: View, events: Sequence[Event]) -> None:
    """Place the filters and the count of events that pass them."""
    filters = view.filters
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        st.session_state[WORDS] = filters.words
        st.text_input(
            "Search the events",
            key=WORDS,
            placeholder="Search the events",
            label_visibility="collapsed",
            icon=":material/search:",
            on_change=lambda: _set(words=" ".join(st.session_state[WORDS].split())),
            width=260,
        )
        with st.popover(_popover_label(filters), icon=":material/tune:"):
            _popover(dossier, filters)
        st.markdown(f"**{len(events)}** of {len(dossier.events)} events", width="content")
        if filters.any:
            st.button("Clear", key="clear", icon=":material/close:", on_click=clear_filters)


def _popover_label(filters: Filters) -> str:
    chosen = len(filters.categories) + len(filters.islands) + (filters.level != 3)
    return f"Filters ({chosen})" if chosen else "Filters"


def _popover(dossier: Dossier, filters: Filters) -> None:
    counts = dossier.counts(dossier.matching(replace(filters, categories=())))
    st.session_state[CATEGORY] = list(filters.categories)
    st.pills(
        "Kind of event",
        dossier.categories(),
        key=CATEGORY,
        selection_mode="multi",
        format_func=lambda name: f"{CATEGORIES[name].name} {counts[name]}",
        on_change=lambda: _set(categories=_in_order(CATEGORY, dossier.categories())),
    )
    by_island = dossier.island_counts(dossier.matching(replace(filters, islands=())))
    st.session_state[ISLAND] = list(filters.islands)
    st.pills(
        "Islands concerned",
        dossier.island_choices(),
        key=ISLAND,
        selection_mode="multi",
        format_func=lambda name: f"{island_name(dossier, name)} {by_island[name]}",
        on_change=lambda: _set(islands=_in_order(ISLAND, dossier.island_choices())),
    )
    st.session_state[LEVEL] = filters.level
    st.segmented_control(
        "Significance",
        list(LEVELS),
        key=LEVEL,
        required=True,
        format_func=LEVELS.get,
        on_change=lambda: _set(level=st.session_state[LEVEL] or 3),
    )


def _in_order(key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in allowed if name in st.session_state[key])


def _set(**changes) -> None:
    TIMELINE.change(filters=replace(TIMELINE.here().filters, **changes))


def toggle_island(choice: str) -> None:
    """Show only the events of an island; asked again, show all."""
    chosen = TIMELINE.here().filters.islands
    _set(islands=() if chosen == (choice,) else (choice,))


def show_years(dossier: Dossier, view: View, room: Room) -> None:
    """Place the buttons of the eras and the slider of years."""
    eras = {era.era_id: era for era in dossier.eras}
    years = {ALL_YEARS: dossier.years} | {
        era_id: era_years(dossier, era) for era_id, era in eras.items()
    }
    shown = (view.first_year, view.last_year)
    st.session_state[ERA] = next((name for name, span in years.items() if span == shown), None)

    def name(choice: str) -> str:
        if choice == ALL_YEARS:
            return "All years"
        return eras[choice].short_en if room is Room.PHONE else eras[choice].title_en

    def choose_era() -> None:
        if chosen := st.session_state[ERA]:
            _show(years[chosen])

    st.segmented_control(
        "Period",
        list(years),
        key=ERA,
        format_func=name,
        on_change=choose_era,
        label_visibility="collapsed",
    )


def show_slider(dossier: Dossier, view: View) -> None:
    """Place the slider of years, which goes below the timeline."""
    lowest, highest = dossier.years
    st.session_state[YEARS] = (view.first_year, view.last_year)
    st.slider(
        "Years shown",
        lowest,
        highest,
        key=YEARS,
        on_change=lambda: _show(st.session_state[YEARS]),
        label_visibility="collapsed",
    )


def show_all_years() -> None:
    """Show the whole timeline."""
    _show(current().years)


def _show(years: tuple[int, int]) -> None:
    """Show other years; if they leave the selected event out, select one that they hold."""
    view = replace(TIMELINE.here(), first_year=years[0], last_year=years[1])
    chosen = nearest_in(current(), view)
    TIMELINE.go(replace(view, event_id=chosen.event_id) if chosen else view)


def nearest_in(dossier: Dossier, view: View) -> Event | None:
    """The selected event if the years of the view hold it, else the nearest that they hold.

    Turning points come first, so that an era opens on what made it.
    """
    selected = dossier.event(view.event_id)
    inside = [event for event in dossier.matching(view.filters) if view.holds(event)]
    if view.holds(selected) or not inside:
        return selected
    weight = min(event.significance for event in inside)
    return min(
        (event for event in inside if event.significance == weight),
        key=lambda event: abs(event.first_day - selected.first_day),
    )

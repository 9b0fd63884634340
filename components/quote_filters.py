"""Which quotes are shown, which text of them, and in which order."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from components.address import QUOTES
from components.choices import several, words_box
from components.copy_button import copy_link_button
from components.dossier import Dossier, Quote, QuoteFilters, current
from components.prose import language_name
from components.quote_card import KINDS, SIDES
from components.quote_links import Part, QuotesView, Show, Sort

PARTS = {Part.QUOTES: "Quotes", Part.WORDING: "Wording by year"}
SHOWS = {Show.BOTH: "Both", Show.ENGLISH: "English", Show.ORIGINAL: "Original"}
SORTS = {Sort.OLDEST: "Oldest first", Sort.NEWEST: "Newest first", Sort.SPEAKER: "By speaker"}


def show_quote_filters(dossier: Dossier, view: QuotesView, quotes: Sequence[Quote]) -> None:
    """Place the filters, the switch of the text, and the count of quotes that pass."""
    filters = view.filters
    with st.container(horizontal=True, vertical_alignment="center", key="quote_filters"):
        words_box("quote_words", "Search the quotes", filters.words, lambda w: _set(words=w))
        with st.popover(_label(filters), icon=":material/tune:"):
            _popover(dossier, filters)
        st.session_state.quote_show = view.show
        st.segmented_control(
            "Text",
            list(SHOWS),
            key="quote_show",
            required=True,
            format_func=SHOWS.get,
            label_visibility="collapsed",
            on_change=lambda: QUOTES.change(show=Show(st.session_state.quote_show)),
        )
        st.session_state.quote_sort = view.sort
        st.selectbox(
            "Order",
            list(SORTS),
            key="quote_sort",
            format_func=SORTS.get,
            label_visibility="collapsed",
            width=150,
            on_change=lambda: QUOTES.change(sort=Sort(st.session_state.quote_sort), page=1),
        )
        copy_link_button()
        st.markdown(
            f"**{len(quotes)}** of {len(dossier.words.quotes)} quotes: {_balance(quotes)}",
            width="content",
        )
        if filters.any:
            st.button("Clear", key="quote_clear", icon=":material/close:", on_click=clear_quotes)


def clear_quotes() -> None:
    """Show all quotes again."""
    QUOTES.change(filters=QuoteFilters(), page=1)


def show_nothing() -> None:
    """Say that no quote passes, and offer to clear."""
    st.info("No quote passes these filters.")
    st.button("Clear the filters", key="quote_clear_all", on_click=clear_quotes)


def _label(filters: QuoteFilters) -> str:
    chosen = len(filters.sides) + len(filters.kinds) + len(filters.languages)
    chosen += bool(filters.speaker_id)
    chosen += filters.first_year is not None or filters.last_year is not None
    return f"Filters ({chosen})" if chosen else "Filters"


def _balance(quotes: Sequence[Quote]) -> str:
    """How many of each of the two sides: the reader sees the share of both."""
    sides = Counter(quote.side for quote in quotes)
    others = len(quotes) - sides["japan"] - sides["russia"]
    return (
        f":orange[■] Japan {sides['japan']} · :blue[■] Russia / USSR {sides['russia']} "
        f"· others {others}"
    )


def _popover(dossier: Dossier, filters: QuoteFilters) -> None:
    words = dossier.words
    _several("Whose words", dossier.choices("quotes", "side"), filters.sides, "sides", SIDES.get)
    _several("Kind", dossier.choices("quotes", "kind"), filters.kinds, "kinds", KINDS.get)
    languages = words.quote_languages
    _several("Original in", languages, filters.languages, "languages", language_name)
    st.session_state.quote_speaker = filters.speaker_id or None
    st.selectbox(
        "Speaker",
        list(words.speakers),
        key="quote_speaker",
        index=None,
        placeholder="All speakers",
        format_func=words.speakers.get,
        on_change=lambda: _set(speaker_id=st.session_state.quote_speaker or ""),
    )
    lowest, highest = words.quote_years
    st.session_state.quote_years = (filters.first_year or lowest, filters.last_year or highest)
    st.slider("Years", lowest, highest, key="quote_years", on_change=_choose_years)


def _several(
    label: str,
    choices: Sequence[str],
    chosen: Sequence[str],
    part: str,
    name: Callable[[str], str],
) -> None:
    several(
        f"quote_{part}",
        label,
        choices,
        chosen,
        name=name,
        choose=lambda values: _set(**{part: values}),
    )


def _choose_years() -> None:
    lowest, highest = current().words.quote_years
    first, last = st.session_state.quote_years
    _set(
        first_year=None if first == lowest else first,
        last_year=None if last == highest else last,
    )


def _set(**changes: Any) -> None:
    QUOTES.change(filters=replace(QUOTES.here().filters, **changes), page=1)

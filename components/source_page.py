"""The list of sources, and the rows that rest on the one that is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from components.address import SOURCES
from components.choices import several, words_box
from components.copy_button import copy_link_button
from components.dossier import Dossier, Mention, Source, SourceFilters
from components.feed import PATHS, row_path
from components.files_line import show_files
from components.prose import language_name, link, plain
from components.source_links import SourcesView, languages, source_link, write_sources_view

KINDS = {
    "official": "official document or page",
    "treaty": "text of a treaty, declaration or law",
    "news": "news",
    "academic": "academic work",
    "encyclopedia": "encyclopaedia",
    "poll": "poll",
    "map": "map",
}
STRENGTHS = {
    "original": "published by the body itself",
    "official-copy": "official or scholarly archive",
    "academic": "academic",
    "agency": "news agency",
    "press": "newspaper or broadcaster",
    "encyclopedia": "encyclopaedia",
    "private-copy": "private copy or site",
    "other": "other",
}
"""How near a page is to the document, in words."""

LIST = "source_list"


@lru_cache(maxsize=32)
def source_frame(dossier: Dossier, filters: SourceFilters) -> pd.DataFrame:
    """The sources that pass the filters as a frame, one row a source, indexed by id."""
    sources = dossier.provenance.matching_sources(filters)
    return pd.DataFrame(
        {
            "Title": [source.title for source in sources],
            "Publisher": [source.publisher for source in sources],
            "Date": [source.published.text if source.published else "" for source in sources],
            "Language": [language_name(source.language) for source in sources],
            "Kind": [KINDS[source.kind] for source in sources],
            "How near": [STRENGTHS[source.strength] for source in sources],
            "Rows": [len(dossier.provenance.mentions(s.source_id)) for s in sources],
            "Address": [source.url or None for source in sources],
        },
        index=[source.source_id for source in sources],
    )


def show_sources(dossier: Dossier, view: SourcesView) -> None:
    """Place filters, list, and the source that is chosen."""
    frame = source_frame(dossier, view.filters)
    _show_filters(dossier, view, len(frame))
    show_source(dossier, view.source_id)
    if frame.empty:
        st.info("No source passes these filters.")
        return
    st.dataframe(
        frame,
        key=LIST,
        hide_index=True,
        height=560,
        on_select=lambda: _choose(frame),
        selection_mode="single-row",
        column_config={
            "Title": st.column_config.TextColumn(width="large"),
            "Rows": st.column_config.NumberColumn(help="Rows of the tables that rest on it"),
            "Address": st.column_config.LinkColumn(display_text="open"),
        },
        alt="List of sources; select a row to see what rests on it.",
    )
    show_files("sources", write_sources_view(replace(view, source_id=""), dossier))


def _choose(frame: pd.DataFrame) -> None:
    rows = st.session_state[LIST].selection.rows
    SOURCES.change(source_id=frame.index[rows[0]] if rows else "")


def _show_filters(dossier: Dossier, view: SourcesView, count: int) -> None:
    filters = view.filters
    with st.container(horizontal=True, vertical_alignment="center", key="source_filters"):
        words_box("source_words", "Search the sources", filters.words, lambda w: _set(words=w))
        chosen = len(filters.kinds) + len(filters.strengths) + len(filters.languages)
        label = f"Filters ({chosen})" if chosen else "Filters"
        with st.popover(label, icon=":material/tune:"):
            _several("Kind", dossier.choices("sources", "kind"), filters.kinds, "kinds", KINDS.get)
            _several(
                "How near it is to the document",
                dossier.choices("sources", "strength"),
                filters.strengths,
                "strengths",
                STRENGTHS.get,
            )
            _several("Language", languages(dossier), filters.languages, "languages", language_name)
        copy_link_button()
        st.markdown(
            f"**{count:,}** of {len(dossier.provenance.sources):,} sources", width="content"
        )
        if filters.any:
            st.button("Clear", key="source_clear", icon=":material/close:", on_click=_clear)


def _several(
    label: str,
    choices: Sequence[str],
    chosen: Sequence[str],
    part: str,
    name: Callable[[str], str],
) -> None:
    several(
        f"source_{part}",
        label,
        choices,
        chosen,
        name=name,
        choose=lambda values: _set(**{part: values}),
    )


def _set(**changes: Any) -> None:
    SOURCES.change(filters=replace(SOURCES.here().filters, **changes))


def _clear() -> None:
    SOURCES.change(filters=SourceFilters())


def show_source(dossier: Dossier, source_id: str) -> None:
    """Place the source that is chosen, with the rows that rest on it."""
    source = dossier.provenance.source(source_id)
    if source is None:
        return
    with st.container(border=True, key="chosen_source"):
        st.markdown(source_text(source, dossier))
        copy_link_button("copy_source", source_link(source_id))


def source_text(source: Source, dossier: Dossier) -> str:
    """A source as Markdown: what it is, how near to the document, and what rests on it."""
    named = [
        ("Author", source.author),
        ("Publisher", source.publisher),
        ("Date", source.published.words if source.published else ""),
        ("Language", language_name(source.language)),
        ("Kind", KINDS[source.kind]),
        ("How near", STRENGTHS[source.strength]),
        ("Identifier", source.identifier),
        ("Number here", source.source_id),
    ]
    facts = "  \n".join(f"**{name}** {plain(value)}" for name, value in named if value)
    rows = dossier.provenance.mentions(source.source_id)
    parts = [f"### {link(source.title, source.url)}", facts, f"**{len(rows)} rows rest on it**"]
    parts.append("\n".join(f"- {mention_text(row)}" for row in rows))
    return "\n\n".join(parts)


def mention_text(row: Mention) -> str:
    """A row that rests on a source: its table, and its name with a link if it has a page."""
    if row.table in PATHS:
        return f"{row.table}: {link(row.label, row_path(row.table, row.row_id))}"
    return f"{row.table}: {plain(row.label)}"

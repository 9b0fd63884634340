"""The search over everything: the box on every page, and the results."""

import textwrap
from collections.abc import Sequence

import streamlit as st

from components.address import SEARCH
from components.dossier import Dossier
from components.dossier.search import Found, index_of
from components.feed import row_path
from components.links import person_link
from components.number_links import chart_link, question_link
from components.prose import link, plain
from components.search_links import SearchView
from components.site import FOLDER

KINDS = {
    "events": "Events",
    "quotes": "Quotes",
    "positions": "Questions in dispute",
    "claims": "Checked statements",
    "treaty_matters": "Matters of the treaty",
    "offers": "Drafts and offers",
    "charts": "Charts",
    "questions": "Poll questions",
    "islands": "Islands",
    "places": "Places",
    "people": "People",
    "glossary": "Terms",
    "sources": "Sources",
}
SHOWN_EACH = 8
"""Results of one kind that are shown before the rest is asked for."""

BOX = "search_everything"


def show_search_box() -> None:
    """Place the box that searches everything; its words lead to the page of results."""
    words = st.text_input(
        "Search everything",
        key=BOX,
        placeholder="Search everything, in any script",
        label_visibility="collapsed",
        icon=":material/search:",
        width=300,
    )
    asked = " ".join(words.split())
    if asked and asked != st.session_state.get("searched"):
        st.session_state.searched = asked
        st.switch_page(str(FOLDER / "search.py"), query_params={"q": asked})


def path_of(found: Found, dossier: Dossier) -> str:
    """The address of what was found, relative to any page of the site; '' if it has none."""
    if found.kind == "charts":
        return chart_link(found.row_id)
    if found.kind == "questions":
        return question_link(dossier.figures.question(found.row_id))
    if found.kind == "islands":
        return f"./map?island={found.row_id}"
    if found.kind == "places":
        place = dossier.place(found.row_id)
        return f"./map?q={found.row_id}" if place.lat is not None else ""
    if found.kind == "people":
        return person_link(found.row_id)
    return "" if found.kind == "glossary" else row_path(found.kind, found.row_id)


def found_text(found: Found, dossier: Dossier) -> str:
    """A result as Markdown: linked title, and the beginning of its text."""
    path = path_of(found, dossier)
    title = link(found.title, path) if path else f"**{plain(found.title)}**"
    text = textwrap.shorten(found.text, 180, placeholder=" …")
    return f"{title}  \n:small[{plain(text)}]" if text else title


def show_results(dossier: Dossier, view: SearchView) -> None:
    """Place the box of the page, and what was found, by kind."""
    st.session_state.search_words = view.words
    st.text_input(
        "Search everything",
        key="search_words",
        placeholder="Kunashiri, 国後, Кунашир, Kawana …",
        icon=":material/search:",
        on_change=lambda: SEARCH.go(SearchView(" ".join(st.session_state.search_words.split()))),
    )
    if not view.words:
        st.markdown(
            "Words in English, Japanese or Russian find events, quotes, questions, statements, "
            "offers, charts, islands, places, people, terms and sources; small slips of spelling "
            "do no harm."
        )
        return
    results = index_of(dossier).find(view.words)
    total = sum(map(len, results.values()))
    if not total:
        st.info("Nothing fits all these words. Try fewer words, or another spelling.")
        return
    st.markdown(f"**{total}** results for “{plain(view.words)}”")
    for kind, rows in results.items():
        _show_kind(kind, rows, dossier)


def _show_kind(kind: str, rows: Sequence[Found], dossier: Dossier) -> None:
    st.markdown(f"#### {KINDS[kind]} ({len(rows)})")
    st.markdown("\n\n".join(found_text(row, dossier) for row in rows[:SHOWN_EACH]))
    if len(rows) > SHOWN_EACH:
        with st.expander(f"{len(rows) - SHOWN_EACH} more"):
            st.markdown("\n\n".join(found_text(row, dossier) for row in rows[SHOWN_EACH:]))

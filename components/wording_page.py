"""The part of the quotes page on wording by year: the strips, and the uses of one phrase."""

import streamlit as st

from components.address import QUOTES
from components.chart import CONFIG
from components.copy_button import copy_link_button
from components.dossier import Dossier, Phrase, Wording
from components.lanes import Room
from components.prose import link, plain, source_name
from components.quote_card import side_mark
from components.quote_links import QuotesView, quote_link, year_windows
from components.reader import Reader
from components.wording_strip import (
    GOVERNMENTS,
    STATES,
    build_strip,
    cells,
    describe_strip,
)

LEGEND = (
    "Filled: the phrase stands in a document of that year. Struck: absent from the document seen. "
    "Empty frame: looked for, not found. No mark: no document of that year has been seen."
)


def show_wording(dossier: Dossier, view: QuotesView, reader: Reader) -> None:
    """Place the strips of both governments, and below them the uses of the chosen phrase."""
    years = shown_years(dossier, view, reader.room)
    with st.container(horizontal=True, vertical_alignment="center", key="wording_controls"):
        _phrase_choice(dossier, view)
        _windows(dossier, years, reader.room)
        copy_link_button()
    st.caption(LEGEND)
    for government, party in GOVERNMENTS.items():
        rows = [row for row in dossier.words.wording if row.government == government]
        used = {cell.phrase_id for cell in cells(rows) if years[0] <= cell.year <= years[1]}
        phrases = [phrase for phrase in dossier.words.phrases if phrase.phrase_id in used]
        st.markdown(f"#### {side_mark(party)}")
        figure = build_strip(
            rows,
            phrases,
            government,
            years,
            room=reader.room,
            dark=reader.dark,
            chosen=(view.phrase_id, view.year),
        )
        key = f"strip_{party}"
        st.plotly_chart(
            figure,
            key=key,
            on_select=lambda key=key: _clicked(key),
            selection_mode="points",
            config=CONFIG,
            alt=describe_strip(government, rows, years),
        )
    _show_uses(dossier, view)


ALL_YEARS = "all"


def shown_years(dossier: Dossier, view: QuotesView, room: Room) -> tuple[int, int]:
    """The years of the strip: as the link says; else all, or on a phone as many as fit."""
    everything = dossier.words.wording_years
    stretches = year_windows(everything)
    if view.years:
        return stretches[view.years]
    if room is not Room.PHONE:
        return everything
    asked = view.year or everything[1]
    return next(span for span in stretches.values() if span[0] <= asked <= span[1])


def _windows(dossier: Dossier, years: tuple[int, int], room: Room) -> None:
    """Place the choice of years; on a phone only stretches whose cells can be tapped."""
    everything = dossier.words.wording_years
    spans = year_windows(everything)
    if room is not Room.PHONE:
        spans = {ALL_YEARS: everything} | spans
    st.session_state.wording_years = next(name for name, span in spans.items() if span == years)

    def choose() -> None:
        chosen = st.session_state.wording_years
        QUOTES.change(years="" if chosen == ALL_YEARS else chosen, year=None)

    st.segmented_control(
        "Years",
        list(spans),
        key="wording_years",
        required=True,
        format_func=lambda name: "All years" if name == ALL_YEARS else name.replace("-", "–"),
        label_visibility="collapsed",
        on_change=choose,
    )


def _phrase_choice(dossier: Dossier, view: QuotesView) -> None:
    """All phrases as a list: the way by keyboard and screen reader."""
    labels = {phrase.phrase_id: phrase.label_en for phrase in dossier.words.phrases}
    st.session_state.phrase = view.phrase_id
    st.selectbox(
        "Phrase",
        list(labels),
        key="phrase",
        format_func=labels.get,
        label_visibility="collapsed",
        width=360,
        on_change=lambda: QUOTES.change(phrase_id=st.session_state.phrase, year=None),
    )


def _clicked(key: str) -> None:
    points = st.session_state[key].selection.points
    if points:  # a second click on a cell deselects it and sends an empty list
        phrase_id, year = points[0]["customdata"]
        QUOTES.change(phrase_id=phrase_id, year=year)


def phrase_text(phrase: Phrase) -> str:
    """A phrase in three languages, what it implies and who uses it, as Markdown."""
    named = [("Japanese", phrase.label_ja), ("Russian", phrase.label_ru)]
    labels = " · ".join(f"{language}: {plain(label)}" for language, label in named if label)
    return (
        f"### “{plain(phrase.label_en)}”\n\n{labels}\n\n{plain(phrase.meaning_en)} "
        f"Used by: {plain(phrase.whose)}."
    )


def use_text(row: Wording, dossier: Dossier) -> str:
    """One row of wording as Markdown: date, document, state, words, remark, sources."""
    until = f" to {row.until.words}" if row.until else ""
    parts = [f"**{row.date.words}{until}** · {plain(row.document)} · **{STATES[row.present]}**"]
    if row.wording_en:
        parts.append(f"“{plain(row.wording_en)}”")
    if row.wording_original and row.wording_original != row.wording_en:
        parts.append(f"“{plain(row.wording_original)}”")
    sources = "; ".join(source_name(source) for source in dossier.sources(row.source_ids))
    note = f"{plain(row.note_en)} " if row.note_en else ""
    quote = f" {link('The quote in full', quote_link(row.quote_id))}." if row.quote_id else ""
    parts.append(f":small[{note}Source: {sources}.{quote}]")
    return "\n\n".join(parts)


def _show_uses(dossier: Dossier, view: QuotesView) -> None:
    phrase = dossier.words.phrase(view.phrase_id)
    with st.container(border=True, key="phrase_uses"):
        st.markdown(phrase_text(phrase))
        if view.year is not None:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**In {view.year}**", width="content")
                st.button(
                    "All years of this phrase",
                    key="all_uses",
                    on_click=lambda: QUOTES.change(year=None),
                )
        uses = {
            party: dossier.words.uses(government, view.phrase_id, view.year)
            for government, party in GOVERNMENTS.items()
        }
        speaking = [party for party, rows in uses.items() if rows]
        for column, party in zip(st.columns(len(speaking) or 1), speaking, strict=False):
            texts = [use_text(row, dossier) for row in uses[party]]
            column.markdown("\n\n".join([f"#### {side_mark(party)}", *texts]))
        for party in uses:
            if party not in speaking:
                st.markdown(f"{side_mark(party)}: no use of the phrase is in the data.")

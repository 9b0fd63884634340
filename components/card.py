"""The card of an event: its text as Markdown (pure), and the st calls that place it."""

from collections.abc import Sequence

import streamlit as st

from components.cite import cite_button
from components.control_words import holder_words
from components.corrections import correction_notes
from components.dossier import Dossier, Event, Quote, Source, Statement
from components.lanes import Room
from components.palette import CATEGORIES, PARTY_MARKS
from components.position_links import position_link
from components.prose import VERIFIED, link, plain, source_line
from components.quote_card import brief_quote

COLUMNS = (("Japan", ("japan",)), ("Soviet Union / Russia", ("russia",)))
ATTITUDES = {
    "accepts": "accepts",
    "partly": "accepts in part",
    "disputes": "disputes",
    "silent": "silent",
}
CHECKED_ICONS = {"two-pages": "done_all", "page": "check", "knowledge": "help"}


def heading(event: Event) -> str:
    """Date, kind, title and summary."""
    category = CATEGORIES[event.category].name
    return (
        f"**{event.when}** · {category}\n\n### {plain(event.title_en)}\n\n{plain(event.summary_en)}"
    )


def particulars(event: Event) -> str:
    """Where, who, and how far it was checked."""
    lines = []
    if event.place:
        lines.append(f"**Where** {plain(event.place)}")
    lines.append(f"**Who** {plain(', '.join(event.actors))}")
    icon = CHECKED_ICONS[event.verified]
    lines.append(f":material/{icon}: Date and main fact {VERIFIED[event.verified]}")
    return "\n\n".join(lines)


def control_table(event: Event, dossier: Dossier) -> str:
    """Who held each of the four islands on the first day of an event, as a table."""
    held = dossier.control_on(event.first_day)
    moment = event.first_day_words
    rows = [f"| {moment[0].upper()}{moment[1:]} | held by |", "|:--|:--|"]
    for island in dossier.four_islands:
        spans = held.get(island.island_id, ())
        mark = PARTY_MARKS[spans[-1].party] if spans else "gray"
        rows.append(f"| {plain(island.name_en)} | :{mark}[■] {plain(holder_words(spans))} |")
    return "\n".join(rows)


def sources_list(sources: Sequence[Source]) -> str:
    """The sources of an event, numbered."""
    return "\n".join(f"{i}. {source_line(source)}" for i, source in enumerate(sources, 1))


def statement_text(statement: Statement) -> str:
    """A statement with each side's attitude."""
    agreed = statement.japan == statement.russia == "accepts"
    word = "Agreed" if agreed else "Contested"
    sides = (
        f":orange[■] Japan {ATTITUDES[statement.japan]} · "
        f":blue[■] Russia {ATTITUDES[statement.russia]}"
    )
    note = f" {plain(statement.note_en)}" if statement.note_en else ""
    return f"**{word}** · {plain(statement.statement_en)}  \n{sides}.{note}"


def show_card(event: Event, dossier: Dossier, room: Room) -> None:
    """Place the card; on a phone the list of sources is folded, so that the timeline is near."""
    sources = sources_list(dossier.sources(event.source_ids))
    parts = [heading(event), particulars(event), control_table(event, dossier)]
    if notes := correction_notes(dossier, "events", event.event_id):
        parts.append(notes)
    with st.container(border=True, key="card"):
        if room is Room.PHONE:
            st.markdown("\n\n".join(parts))
            st.expander(f"Sources ({len(event.source_ids)})").markdown(sources)
        else:
            st.markdown("\n\n".join([*parts, "**Sources**", sources]))


def show_ways_on(event: Event, dossier: Dossier) -> None:
    """Place the citation of the event, and links to the questions in dispute that turn on it."""
    cite_button("event", event.event_id)
    positions = dossier.words.positions_for(event.event_id)
    if positions:
        questions = (
            f"- {link(row.question_en, position_link(row.question_id))}" for row in positions
        )
        st.markdown("**Questions that turn on it**\n\n" + "\n".join(questions))


def show_statements(event: Event, dossier: Dossier) -> None:
    """Place what is agreed and what is contested about the event, if anything is held."""
    statements = dossier.words.statements_for(event.event_id)
    if statements:
        said = "\n\n".join(statement_text(statement) for statement in statements)
        st.markdown(f"#### Agreed and contested\n\n{said}")


def show_quotes(event: Event, dossier: Dossier) -> None:
    """Place the words of each side on the event, side by side."""
    quotes = dossier.words.quotes_for(event.event_id)
    if quotes:
        st.markdown("#### In their own words")
        _show_quotes(quotes, dossier)


def _show_quotes(quotes: Sequence[Quote], dossier: Dossier) -> None:
    def said(chosen: Sequence[Quote]) -> str:
        return "\n\n".join(brief_quote(q, dossier.sources(q.source_ids)) for q in chosen)

    sides = [side for _, group in COLUMNS for side in group]
    if any(quote.side in sides for quote in quotes):
        for column, (name, group) in zip(st.columns(2), COLUMNS, strict=True):
            chosen = [quote for quote in quotes if quote.side in group]
            column.markdown(
                f"**{name}**\n\n"
                + (said(chosen) or "No words of this side on this event are in the data.")
            )
    others = [quote for quote in quotes if quote.side not in sides]
    if others:
        st.markdown("**Agreed texts and others**\n\n" + said(others))

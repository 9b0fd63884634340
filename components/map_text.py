"""The text beside the map: what held that day, by which instrument, and the table."""

import streamlit as st

from components.dossier import Dossier, Offer
from components.island_card import island_text
from components.links import event_link
from components.map_layers import drawn_offers, offer_points
from components.map_links import Layer, MapView
from components.map_words import (
    day_table,
    day_words,
    grounds,
    holding_sentence,
    side_words,
    sources_line,
)
from components.prose import link, plain, source_name
from components.treaty_links import offer_link
from components.viewpoint import View

MOST_SOURCES = 8


def show_day_text(dossier: Dossier, view: MapView) -> None:
    """Place the sentence, the events and sources that it rests on, and the sides' accounts."""
    events, sources = grounds(dossier, view.day)
    parts = [f"### {day_words(view.day)}", plain(holding_sentence(dossier, view.day))]
    parts += [
        f"- {event.when}: {link(event.title_en, './' + event_link(event.event_id))}"
        for event in events
    ]
    if view.view is not View.CONTROL:
        accounts = side_words(dossier, view.day, view.view)
        parts.append(accounts or "That day the two sides draw the map alike.")
    if offer := dossier.matters.offer(view.offer_id):
        parts.append(offer_words(offer, dossier))
    if Layer.OFFERS in view.layers:
        parts.append(offers_text(dossier))
    if Layer.DISTANCES in view.layers:
        parts.append(
            "Distances as published in Japan: to Kunashiri/Kunashir from the Notsuke Peninsula, "
            "to the other islands from Cape Nosappu."
        )
    parts.append(f":small[{sources_line(sources[:MOST_SOURCES])}]")
    with st.container(key="day_text"):
        st.markdown("\n\n".join(parts))


def offer_words(offer: Offer, dossier: Dossier) -> str:
    """The offer that a link opens: what it was, and what of it the map draws."""
    line = (
        "The strong line is a drawing aid: it shows what the words would have meant on the map."
        if offer_points(dossier, offer)
        else "It named no line, so none is drawn."
    )
    title = link(offer.title_en, offer_link(offer.offer_id))
    return f"**Offer of {offer.date.words}:** {title}. {plain(offer.what_en)} {line}"


def offers_text(dossier: Dossier) -> str:
    """The offers whose lines are drawn: date, title, how firmly documented, sources."""
    lines = ["**What if.** Lines of offers; none has ever been a border."]
    for offer in drawn_offers(dossier):
        sources = "; ".join(source_name(source) for source in dossier.sources(offer.source_ids))
        lines.append(
            f"- {offer.date.words}: {plain(offer.title_en)} "
            f"({plain(offer.how_documented)}). :small[{sources}]"
        )
    lines.append(
        "The lines are a drawing aid: that of 1956 follows from the words of the Declaration, "
        "those of 1998 and 2006 were never drawn by anyone."
    )
    return "\n".join(lines[:-1]) + f"\n\n{lines[-1]}"


def show_island(dossier: Dossier, view: MapView) -> None:
    """Place the card of the island that is chosen, if one is."""
    island = dossier.island(view.island_id)
    if island is not None:
        with st.container(border=True, key="island_card"):
            st.markdown(island_text(island, dossier, view.day))


def show_table(dossier: Dossier, view: MapView) -> None:
    """Place the map as a table, for screen readers and for those who cite."""
    with st.expander(f"The map of {day_words(view.day)} as a table"):
        st.markdown(day_table(dossier, view.day))

"""The treaty page: the checklist of matters, and the drafts and offers, each with its card."""

import datetime as dt
from collections.abc import Iterable

import streamlit as st

from components.address import TREATY
from components.camera import BOXES, Focus
from components.cite import cite_button
from components.corrections import correction_notes
from components.dossier import Dossier, Matter, Offer
from components.dossier.matters import MAKERS
from components.evidence import evidence_list
from components.files_line import show_files
from components.lanes import Room
from components.list_and_card import list_and_card
from components.map_layers import offer_points
from components.map_links import MapView, write_map_view
from components.prose import VERIFIED, plain
from components.quote_card import side_mark
from components.site import page_link
from components.treaty_links import Part, TreatyView

PARTS = {Part.MATTERS: "The checklist", Part.OFFERS: "Drafts and offers"}
STATES = {
    "settled": (":material/check_circle:", "Settled"),
    "partly": (":material/contrast:", "Settled in part"),
    "suspended": (":material/pause_circle:", "Suspended"),
    "open": (":material/radio_button_unchecked:", "Open"),
}
"""Icon and name of each state of a matter."""

PART_OF_ETOROFU = "part of Etorofu/Iturup"
MAKER_NAMES = {"japan": "Japan", "russia": "USSR / Russia", "third": "Others"}


def show_matters(dossier: Dossier, view: TreatyView, room: Room) -> None:
    """Place the checklist and the card of the matter that is open."""
    matters = dossier.matters.matters
    counts = dossier.matters.states()
    said = " · ".join(
        f"{icon} **{counts[state]}** {name.lower()}" for state, (icon, name) in STATES.items()
    )
    st.markdown(f"{len(matters)} matters that a peace treaty would settle: {said}")
    groups = {
        f"{icon} {name} ({counts[state]})": [m for m in matters if m.state == state]
        for state, (icon, name) in STATES.items()
    }
    listed = {
        title: {matter.matter_id: matter.matter_en for matter in rows}
        for title, rows in groups.items()
    }
    with list_and_card(
        "matter",
        listed,
        view.matter_id,
        lambda matter_id: TREATY.change(matter_id=matter_id),
        room,
    ):
        st.markdown(matter_text(dossier.matters.matter(view.matter_id), dossier))
        cite_button("matter", view.matter_id)


def matter_text(matter: Matter, dossier: Dossier) -> str:
    """A matter as Markdown: state, instrument, its words, what remains, both views, evidence."""
    icon, state = STATES[matter.state]
    parts = [f"### {plain(matter.matter_en)}", f"{icon} **{state}**"]
    if matter.settled_by_en:
        article = f", article {plain(matter.article)}" if matter.article else ""
        when = f", {matter.date.words}" if matter.date else ""
        parts.append(f"**By** {plain(matter.settled_by_en)}{article}{when}")
    else:
        parts.append("No instrument settles it.")
    if matter.words_en:
        parts.append(f"“{plain(matter.words_en)}”")
        if matter.words_original:
            parts.append(f":gray[Original] “{plain(matter.words_original)}”")
        if matter.words_by:
            parts.append(f":small[English: {plain(matter.words_by)}.]")
    parts += [
        f"**What remains** {plain(matter.what_remains_en)}",
        f"{side_mark('japan')}: {plain(matter.japan_view_en)}",
        f"{side_mark('russia')}: {plain(matter.russia_view_en)}",
        evidence_list(
            dossier,
            event_ids=matter.event_ids,
            quote_ids=matter.quote_ids,
            source_ids=matter.source_ids,
        ),
        f":small[Main fact {VERIFIED[matter.verified]}.]",
        correction_notes(dossier, "treaty_matters", matter.matter_id),
    ]
    return "\n\n".join(filter(None, parts))


def show_offers(dossier: Dossier, view: TreatyView, room: Room) -> None:
    """Place the list of offers and the card of the one that is open."""
    st.session_state.offer_sides = list(view.sides)
    st.pills(
        "Made by",
        list(MAKERS),
        key="offer_sides",
        selection_mode="multi",
        format_func=MAKER_NAMES.get,
        label_visibility="collapsed",
        on_change=lambda: TREATY.change(
            sides=tuple(side for side in MAKERS if side in st.session_state.offer_sides),
            offer_id="",
        ),
    )
    offers = dossier.matters.offers_by(view.sides)
    chosen = dossier.matters.offer(view.offer_id) or offers[0]
    by_decade: dict[str, dict[str, str]] = {}
    for offer in sorted({*offers, chosen}, key=lambda row: (row.date.lower, row.offer_id)):
        decade = f"{offer.date.lower.year // 10 * 10}s"
        label = f"{offer.date.lower.year} · {offer.title_en}"
        by_decade.setdefault(decade, {})[offer.offer_id] = label
    with list_and_card(
        "offer",
        by_decade,
        chosen.offer_id,
        lambda offer_id: TREATY.change(offer_id=offer_id),
        room,
    ):
        st.markdown(offer_text(chosen, dossier))
        st.caption(
            "Lines of offers that were never drawn by anyone are our drawing aid; the map says so."
        )
        params = write_map_view(map_of_offer(chosen, dossier), dt.date.today())
        with st.container(horizontal=True, vertical_alignment="center"):
            page_link("map", "Open on the map", icon=":material/map:", **params)
            cite_button("offer", chosen.offer_id)
    show_files("offers", {"side": view.sides} if view.sides else {})


def map_of_offer(offer: Offer, dossier: Dossier) -> MapView:
    """The map of the day of an offer, with its line; of the whole chain if that lies north."""
    points = offer_points(dossier, offer)
    north = any(lat > BOXES[Focus.ISLANDS].north for lat, _ in points[:1])
    focus = Focus.CHAIN if north else Focus.ISLANDS
    return MapView(offer.date.lower, focus=focus, offer_id=offer.offer_id)


def offer_text(offer: Offer, dossier: Dossier) -> str:
    """An offer as Markdown: by whom, what, what each side would get, answer, evidence."""
    makers = [side for side, name in MAKERS.items() if name in offer.by]
    marks = [side_mark(side) if side != "third" else "a third party" for side in makers]
    parts = [
        f"### {plain(offer.title_en)}",
        f"**{offer.date.words}** · by {' and '.join(marks)}: {plain(offer.who)}",
        plain(offer.what_en),
        f"**Islands for Japan** {plain(island_names(offer.would_give_japan, dossier))}",
    ]
    if offer.would_give_russia_en:
        parts.append(f"**For Russia** {plain(offer.would_give_russia_en)}")
    parts += [
        f"**How it is known** {plain(offer.how_documented)}",
        f"**Answer** {plain(offer.answer_en)}",
        evidence_list(
            dossier,
            event_ids=offer.event_ids,
            quote_ids=offer.quote_ids,
            source_ids=offer.source_ids,
        ),
        f":small[Main fact {VERIFIED[offer.verified]}.]",
        correction_notes(dossier, "offers", offer.offer_id),
    ]
    return "\n\n".join(filter(None, parts))


def island_names(island_ids: Iterable[str], dossier: Dossier) -> str:
    """The islands that an offer names for Japan; 'none named' if it names none."""
    names = [
        island.name_en if (island := dossier.island(island_id)) else PART_OF_ETOROFU
        for island_id in island_ids
    ]
    return ", ".join(names) or "none named"

"""The page of checked statements: filters, the counts of the verdicts, and a card for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from components.address import CHECKED
from components.choices import several, words_box
from components.cite import cite_button
from components.claim_links import ClaimsView, claim_link, write_claims_view
from components.copy_button import copy_link_button
from components.corrections import correction_notes
from components.dossier import Claim, ClaimFilters, Dossier
from components.evidence import evidence_list
from components.files_line import show_files
from components.prose import VERIFIED, plain

VERDICTS = {
    "holds": (":material/check_circle:", "Holds"),
    "holds in part": (":material/contrast:", "Holds in part"),
    "does not hold": (":material/cancel:", "Does not hold"),
    "cannot be checked": (":material/help:", "Cannot be checked"),
}
"""Icon and name of each verdict."""

ORIGINS = {"report": "News report of April 2025", "common": "Often made"}
FAVOURS = {"japan": "Japan", "russia": "Russia", "neither": "Neither"}
HELPS = {
    "japan": "It would help Japan's case.",
    "russia": "It would help Russia's case.",
    "neither": "It helps neither side's case.",
}


def show_claim_filters(dossier: Dossier, view: ClaimsView, claims: Sequence[Claim]) -> None:
    """Place the filters, and the count of each verdict among what is shown."""
    filters = view.filters
    with st.container(horizontal=True, vertical_alignment="center", key="claim_filters"):
        words_box("claim_words", "Search the statements", filters.words, lambda w: _set(words=w))
        chosen = len(filters.origins) + len(filters.verdicts) + len(filters.favours)
        label = f"Filters ({chosen})" if chosen else "Filters"
        with st.popover(label, icon=":material/tune:"):
            _several("Where it was made", ORIGINS, filters.origins, "origins")
            names = {verdict: name for verdict, (_, name) in VERDICTS.items()}
            _several("Verdict", names, filters.verdicts, "verdicts")
            _several("Whose case it would help", FAVOURS, filters.favours, "favours")
        copy_link_button()
        if filters.any:
            st.button("Clear", key="claim_clear", icon=":material/close:", on_click=clear_claims)
    st.markdown(f"**{len(claims)}** of {len(dossier.matters.claims)} statements: {tally(claims)}")


def tally(claims: Sequence[Claim]) -> str:
    """How many statements have each verdict."""
    counts = Counter(claim.verdict for claim in claims)
    return " · ".join(
        f"{icon} {counts[verdict]} {name.lower()}"
        for verdict, (icon, name) in VERDICTS.items()
        if counts[verdict]
    )


def _several(label: str, names: dict[str, str], chosen: Sequence[str], part: str) -> None:
    several(
        f"claim_{part}",
        label,
        list(names),
        chosen,
        name=names.get,
        choose=lambda values: _set(**{part: values}),
    )


def _set(**changes: Any) -> None:
    CHECKED.change(filters=replace(CHECKED.here().filters, **changes))


def clear_claims() -> None:
    """Show all statements again."""
    CHECKED.change(filters=ClaimFilters())


def claim_text(claim: Claim, dossier: Dossier) -> str:
    """A statement as Markdown: the words, who makes it, verdict, finding, evidence."""
    icon, verdict = VERDICTS[claim.verdict]
    helps = f" {HELPS[claim.favours]}" if claim.favours else ""
    parts = [
        f"#### {plain(claim.claim_en)}",
        f":small[Made by: {plain(claim.made_by_en)}.{helps}]",
        f"{icon} **{verdict}.** {plain(claim.finding_en)}",
    ]
    if claim.note_en:
        parts.append(f":small[{plain(claim.note_en)}]")
    parts.append(
        evidence_list(
            dossier,
            event_ids=claim.event_ids,
            quote_ids=claim.quote_ids,
            source_ids=claim.source_ids,
        )
    )
    parts.append(f":small[Finding {VERIFIED[claim.verified]}.]")
    if notes := correction_notes(dossier, "claims", claim.claim_id):
        parts.append(notes)
    return "\n\n".join(parts)


def show_claims(dossier: Dossier, view: ClaimsView, claims: Sequence[Claim]) -> None:
    """Place the statements; the one that the link names stands first."""
    chosen = dossier.matters.claim(view.claim_id)
    if chosen is not None:
        with st.container(border=True, key="chosen_claim"):
            _card(chosen, dossier)
            st.button(
                "Show among all statements",
                key="unchoose_claim",
                icon=":material/close:",
                on_click=lambda: CHECKED.change(claim_id=""),
            )
    for origin, title in ORIGINS.items():
        rows = [c for c in claims if c.origin == origin and c is not chosen]
        if not rows:
            continue
        st.markdown(f"### {title}")
        grid = st.grid("auto", min_column_width=420)
        for claim in rows:
            with grid, st.container(border=True, key=f"claim_{claim.claim_id}"):
                _card(claim, dossier)
    show_files("claims", write_claims_view(ClaimsView(filters=view.filters), dossier))
    if not claims and chosen is None:
        st.info("No statement passes these filters.")
        st.button("Clear the filters", key="claim_clear_all", on_click=clear_claims)


def _card(claim: Claim, dossier: Dossier) -> None:
    st.markdown(claim_text(claim, dossier))
    with st.container(horizontal=True, gap="xsmall"):
        copy_link_button(f"copy_{claim.claim_id}", claim_link(claim.claim_id))
        cite_button("claim", claim.claim_id)


def show_method() -> None:
    """Place the words on what the verdicts mean and do not mean."""
    st.caption(
        "A verdict says what the listed sources bear out of the words of a statement: its dates, "
        "figures and texts. It is no ruling on contested law. The statements were chosen for how "
        "often they are made, as many that would help one side as the other, so the share of "
        "verdicts says nothing about either side's honesty. Facts of the news report are given "
        "in our own words."
    )

"""One question in dispute on the page: the words at issue, and the sides' answers."""

from collections.abc import Sequence

import streamlit as st

from components.address import POSITIONS
from components.cite import cite_button
from components.copy_button import copy_link_button
from components.corrections import correction_notes
from components.dossier import Argument, Dossier, Position
from components.evidence import evidence_line
from components.position_links import PositionView, position_link
from components.prose import plain
from components.quote_card import brief_quote, side_mark

OTHERS = "others"
NAMES = {"japan": "Japan", "russia": "Russia", OTHERS: "Others"}


def columns_of(position: Position, positions: Sequence[Position], side: str = "") -> list[str]:
    """The two sides in the order of their columns: it alternates from question to question.

    Args:
        position: the question.
        positions: all questions, in order.
        side: the side that a link is about; it stands first.
    """
    order = ["japan", "russia"]
    if positions.index(position) % 2:
        order.reverse()
    if side in order and order[0] != side:
        order.reverse()
    return order


def argument_text(argument: Argument, dossier: Dossier) -> str:
    """A sentence and what it rests on, as Markdown: quotes, events, sources."""
    evidence = evidence_line(
        dossier,
        quote_ids=argument.quote_ids,
        event_ids=argument.event_ids,
        source_ids=argument.source_ids,
    )
    return f"{plain(argument.sentence_en)}\n\n{evidence}"


def show_question_choice(dossier: Dossier, view: PositionView) -> None:
    """Place the ways from one question to another."""
    positions = dossier.words.positions
    ids = [position.question_id for position in positions]
    place = ids.index(view.question_id)
    with st.container(horizontal=True, vertical_alignment="center", key="question_controls"):
        _step("Previous", "Left", ":material/arrow_back:", positions[place - 1] if place else None)
        after = positions[place + 1] if place + 1 < len(positions) else None
        _step("Next", "Right", ":material/arrow_forward:", after)
        labels = {p.question_id: f"{i}. {p.question_en}" for i, p in enumerate(positions, 1)}
        st.session_state.question = view.question_id
        st.selectbox(
            "Question",
            ids,
            key="question",
            format_func=labels.get,
            label_visibility="collapsed",
            on_change=lambda: _ask(st.session_state.question),
        )
        copy_link_button()
        cite_button("position", view.question_id)


def _step(label: str, key: str, icon: str, target: Position | None) -> None:
    st.button(
        label,
        key=f"question_{key}",
        icon=icon,
        shortcut=key,
        disabled=target is None,
        help=plain(target.question_en) if target else None,
        on_click=_ask,
        args=(target.question_id if target else "",),
    )


def _ask(question_id: str) -> None:
    POSITIONS.go(PositionView(question_id))


def show_question(dossier: Dossier, view: PositionView) -> None:
    """Place the question, the words at issue, and the answers side by side."""
    position = dossier.words.position(view.question_id)
    st.markdown(f"### {plain(position.question_en)}\n\n{plain(position.topic).capitalize()}")
    if notes := correction_notes(dossier, "positions", position.question_id):
        st.markdown(notes)
    _words_at_issue(position, dossier)
    order = columns_of(position, dossier.words.positions, view.side)
    for column, side in zip(st.columns(2), order, strict=True):
        with column:
            _answer(position, side, dossier)
    if dossier.words.arguments(position.question_id, OTHERS):
        _answer(position, OTHERS, dossier)
    _show_quotes(position, dossier)


def _words_at_issue(position: Position, dossier: Dossier) -> None:
    quotes = [dossier.words.quote(quote_id) for quote_id in position.at_issue]
    if not quotes:
        return
    with st.container(border=True, key="at_issue"):
        said = "\n\n".join(brief_quote(q, dossier.sources(q.source_ids)) for q in quotes)
        st.markdown(f"**The words at issue**\n\n{said}")


def _answer(position: Position, side: str, dossier: Dossier) -> None:
    sentences = dossier.words.arguments(position.question_id, side)
    heading = NAMES[side] if side == OTHERS else side_mark(side)
    with st.container(border=True, key=f"answer_{side}"):
        texts = [argument_text(argument, dossier) for argument in sentences]
        st.markdown("\n\n".join([f"#### {heading}", *texts]))
        copy_link_button(f"copy_{side}", position_link(position.question_id, side))


def _show_quotes(position: Position, dossier: Dossier) -> None:
    """Place the quotes on the question that are not already above as words at issue."""
    ids = [quote_id for quote_id in position.quote_ids if quote_id not in position.at_issue]
    quotes = [dossier.words.quote(quote_id) for quote_id in ids]
    if not quotes:
        return
    with st.expander(f"Quotes on this question ({len(quotes)})"):
        for quote in quotes:
            st.markdown(
                f"{side_mark(quote.side)}\n\n"
                + brief_quote(quote, dossier.sources(quote.source_ids))
            )


def show_all_questions(dossier: Dossier) -> None:
    """Place the list of all questions, by topic."""
    topics: dict[str, list[Position]] = {}
    for position in dossier.words.positions:
        topics.setdefault(position.topic, []).append(position)
    with st.expander(f"All {len(dossier.words.positions)} questions"):
        for topic, positions in topics.items():
            st.markdown(f"**{plain(topic).capitalize()}**")
            for position in positions:
                st.button(
                    plain(position.question_en),
                    key=f"ask_{position.question_id}",
                    type="tertiary",
                    on_click=_ask,
                    args=(position.question_id,),
                )

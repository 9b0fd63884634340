"""The questions in dispute: no side comes first by rank, and each sentence names its evidence."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from components.dossier import Argument, Dossier
from components.links import event_link
from components.position_links import SIDES
from components.position_page import NAMES, argument_text, columns_of
from components.quote_links import quote_link
from tests.markdown import addresses, form, texts

BOTH = {"japan", "russia"}
HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"


def _arguments(dossier: Dossier) -> list[Argument]:
    return [
        argument
        for position in dossier.words.positions
        for side in SIDES
        for argument in dossier.words.arguments(position.question_id, side)
    ]


def test_the_columns_swap_from_question_to_question(dossier: Dossier) -> None:
    positions = dossier.words.positions
    orders = [columns_of(position, positions) for position in positions]
    assert all(set(order) == BOTH and len(order) == 2 for order in orders)
    assert all(before != after for before, after in pairwise(orders))


def test_each_side_stands_left_equally_often(dossier: Dossier) -> None:
    positions = dossier.words.positions
    left = Counter(columns_of(position, positions)[0] for position in positions)
    assert abs(left["japan"] - left["russia"]) <= len(positions) % 2


@pytest.mark.parametrize("side", ["japan", "russia"])
def test_the_side_of_a_link_stands_first(dossier: Dossier, side: str) -> None:
    positions = dossier.words.positions
    for position in positions:
        order = columns_of(position, positions, side)
        assert order[0] == side
        assert set(order) == BOTH and len(order) == 2


@pytest.mark.parametrize("side", ["", "others"])
def test_a_link_to_others_leaves_the_columns_as_they_are(dossier: Dossier, side: str) -> None:
    positions = dossier.words.positions
    for position in positions:
        assert columns_of(position, positions, side) == columns_of(position, positions)


def test_every_side_that_answers_has_a_name(dossier: Dossier) -> None:
    assert set(NAMES) == set(SIDES)


def test_a_sentence_lists_what_it_rests_on(dossier: Dossier) -> None:
    for argument in _arguments(dossier):
        markdown = argument_text(argument, dossier)
        sentence, evidence = texts(markdown)
        assert sentence == argument.sentence_en
        wanted = [quote_link(quote_id) for quote_id in argument.quote_ids]
        wanted += ["./" + event_link(event_id) for event_id in argument.event_ids]
        sources = dossier.sources(argument.source_ids)
        wanted += [source.url for source in sources if source.url]
        assert len(addresses(markdown)) == len(wanted), argument.argument_id
        assert addresses(markdown)[: -len(sources)] == wanted[: -len(sources)]
        for source in sources:
            assert (source.publisher if source.url else source.title) in evidence


def test_a_sentence_names_quote_and_event_and_links_to_them(dossier: Dossier) -> None:
    quote = dossier.words.quotes[-1]
    event = dossier.events[0]
    (source, *_) = dossier.sources(quote.source_ids)
    argument = replace(
        _arguments(dossier)[0],
        sentence_en="It is so.",
        quote_ids=(quote.quote_id,),
        event_ids=(event.event_id,),
        source_ids=(source.source_id,),
    )
    markdown = argument_text(argument, dossier)
    sentence, evidence = texts(markdown)
    assert sentence == "It is so."
    said = f"{quote.speaker}, {quote.date.words}"
    assert evidence.index(said) < evidence.index(event.title_en) < evidence.index(source.publisher)
    assert addresses(markdown)[:2] == [
        f"./quotes?quote={quote.quote_id}",
        f"./?event={event.event_id}",
    ]


def test_a_hostile_sentence_is_text_only(dossier: Dossier) -> None:
    harmless = _arguments(dossier)[0]
    hostile = replace(harmless, sentence_en=HOSTILE)
    assert form(argument_text(hostile, dossier)) == form(argument_text(harmless, dossier))
    assert texts(argument_text(hostile, dossier))[0] == HOSTILE

"""The card: date, text, holders, sources and words of each side, as they stand in the data."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from components.card import (
    ATTITUDES,
    CHECKED_ICONS,
    COLUMNS,
    PARTY_MARKS,
    control_table,
    heading,
    particulars,
    quote_text,
    sources_list,
    statement_text,
)
from components.dossier import Dossier, Quote, Statement
from components.palette import CATEGORIES, PARTIES
from components.prose import VERIFIED

JOINT = "1956-10-19-joint-declaration"
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def _texts(markdown: str) -> list[str]:
    """What a reader sees, block by block; a broken line counts as one."""
    return [
        "".join(
            " " if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children
        )
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    ]


def _choices(dossier: Dossier, table: str, column: str) -> set[str]:
    return {
        choice
        for found in dossier.schema.tables[table].columns
        if found.name == column
        for choice in found.choices
    }


def _quotes(dossier: Dossier) -> list[Quote]:
    by_id = {
        quote.quote_id: quote
        for event in dossier.events
        for quote in dossier.quotes_for(event.event_id)
    }
    return list(by_id.values())


def test_the_head_shows_date_kind_title_and_summary(dossier: Dossier) -> None:
    for event in dossier.events:
        kind = CATEGORIES[event.category].name
        shown = _texts(heading(event))
        assert shown == [f"{event.when} · {kind}", event.title_en, event.summary_en]
    assert _texts(heading(dossier.event(JOINT)))[0] == "19 October 1956 · Treaty"


def test_a_hostile_title_changes_nothing_else(dossier: Dossier) -> None:
    title = "# x <script>alert(1)</script> **b** | [l](https://example.org) :red[c] $d$"
    event = replace(dossier.event(JOINT), title_en=title, place=title, actors=(title, "Japan"))
    tokens = MARKDOWN.parse(heading(event))
    assert [t.tag for t in tokens if t.type.endswith("_open")] == ["p", "h3", "p"]
    assert _texts(heading(event))[1] == title
    assert _texts(particulars(event))[:2] == [f"Where {title}", f"Who {title}, Japan"]


def test_particulars_say_where_who_and_how_far_it_was_checked(dossier: Dossier) -> None:
    for event in dossier.events:
        shown = _texts(particulars(event))
        assert (f"Where {event.place}" in shown) == bool(event.place)
        assert f"Who {', '.join(event.actors)}" in shown
        assert shown[-1].endswith(VERIFIED[event.verified])
    assert len(set(VERIFIED.values())) == len(set(CHECKED_ICONS.values())) == 3
    assert set(CHECKED_ICONS) == _choices(dossier, "events", "verified")


@pytest.mark.parametrize(
    ("event_id", "said", "holders"),
    [
        ("1875-treaty-of-st-petersburg", "on 7 May 1875", ["Japan (by treaty)"] * 4),
        (
            "1945-08-28-landing-on-etorofu",
            "on 28 August 1945",
            ["USSR (de facto)", *["Japan (by treaty)"] * 3],
        ),
        (JOINT, "on 19 October 1956", ["USSR (de facto)"] * 4),
        ("2025-peskov-no-talks", "on 8 April 2025", ["Russian Federation (de facto)"] * 4),
    ],
)
def test_the_table_says_who_held_the_islands_that_day(
    dossier: Dossier, event_id: str, said: str, holders: list[str]
) -> None:
    cells = _texts(control_table(dossier.event(event_id), dossier))
    assert cells[0].casefold().endswith(said.casefold())
    assert cells[2::2] == [island.name_en for island in dossier.four_islands]
    assert [re.sub(r"^:\w+\[■\] ", "", cell) for cell in cells[3::2]] == holders


def test_the_table_stands_for_every_event(dossier: Dossier) -> None:
    for event in dossier.events:
        cells = _texts(control_table(event, dossier))
        assert len(cells) == 10, event.event_id
        assert all(re.fullmatch(r":\w+\[■\] \S.*", cell) for cell in cells[3::2])


def test_the_table_marks_each_holder_with_the_colour_of_its_party(dossier: Dossier) -> None:
    def marks(event_id: str) -> list[str]:
        return re.findall(r":(\w+)\[■\]", control_table(dossier.event(event_id), dossier))

    assert marks("1945-08-28-landing-on-etorofu") == [
        PARTY_MARKS["russia"],
        *[PARTY_MARKS["japan"]] * 3,
    ]
    assert set(PARTY_MARKS) == set(PARTIES) == _choices(dossier, "control", "party")
    assert len(set(PARTY_MARKS.values())) == len(PARTIES)


def test_the_sources_are_numbered_and_linked_in_order(dossier: Dossier) -> None:
    for event in dossier.events:
        sources = dossier.sources(event.source_ids)
        tokens = MARKDOWN.parse(sources_list(sources))
        assert [t.type for t in tokens].count("ordered_list_open") == 1
        shown = _texts(sources_list(sources))
        assert len(shown) == len(event.source_ids)
        for source, line in zip(sources, shown, strict=True):
            assert line.startswith(f"{source.title}. ")


def test_a_quote_shows_speaker_role_date_words_and_every_source(dossier: Dossier) -> None:
    for quote in _quotes(dossier):
        sources = dossier.sources(quote.source_ids)
        text = quote_text(quote, sources)
        shown = _texts(text)
        assert shown[0] == f"{quote.speaker}, {quote.speaker_role_en}, {quote.date.words}"
        assert shown[1] == f"“{quote.quote_en}”"
        original = quote.quote_original
        assert (shown[2] == original) == bool(original and original != quote.quote_en)
        assert "Original in " in shown[-1] and "Source: " in shown[-1]
        tokens = [child for t in MARKDOWN.parse(text) for child in t.children or ()]
        linked = [child for child in tokens if child.type == "link_open"]
        assert len(linked) == sum(1 for source in sources if source.url), quote.quote_id
        assert all(source.publisher in shown[-1] for source in sources if source.url)


def test_a_quote_says_in_which_language_it_was_and_who_translated_it(dossier: Dossier) -> None:
    quote = _quotes(dossier)[0]
    sources = dossier.sources(quote.source_ids)

    def origin(**changes: object) -> str:
        return _texts(quote_text(replace(quote, **changes), sources))[-1]

    both = origin(original_language=("ja", "ru"), translation_by="official")
    assert "Original in Japanese and Russian; English: official." in both
    assert "English: not stated." in origin(original_language=("ja",), translation_by="")
    assert "Original in English." in origin(original_language=("en",))


def test_an_original_that_is_the_quote_is_not_shown_twice(dossier: Dossier) -> None:
    quote = _quotes(dossier)[0]
    same = replace(quote, quote_en="Peace.", quote_original="Peace.")
    assert len(_texts(quote_text(same, ()))) == 3
    other = replace(same, quote_original="平和")
    assert _texts(quote_text(other, ()))[2] == "平和"


def test_a_quote_links_to_the_very_address(dossier: Dossier) -> None:
    quote = _quotes(dossier)[0]
    (source, *_) = dossier.sources(quote.source_ids)
    source = replace(source, url="https://example.org/a>b)c")
    tokens = MARKDOWN.parse(quote_text(quote, [source]))
    children = [child for token in tokens for child in token.children or ()]
    (link,) = [child for child in children if child.type == "link_open"]
    assert link.attrs["href"].replace("%3E", ">") == source.url


def test_each_side_has_its_column_and_nobody_a_wider_one(dossier: Dossier) -> None:
    sides = [side for _, group in COLUMNS for side in group]
    assert sorted(sides) == ["japan", "russia"]
    assert set(sides) <= _choices(dossier, "quotes", "side")


def _statements(dossier: Dossier) -> list[Statement]:
    return [s for event in dossier.events for s in dossier.statements_for(event.event_id)]


def test_a_statement_is_agreed_only_if_both_sides_accept_it(dossier: Dossier) -> None:
    statement = _statements(dossier)[0]
    for japan in ATTITUDES:
        for russia in ATTITUDES:
            said = replace(statement, statement_en="S.", japan=japan, russia=russia, note_en="")
            (shown,) = _texts(statement_text(said))
            agreed = japan == russia == "accepts"
            assert shown.startswith("Agreed · S. " if agreed else "Contested · S. ")
            assert f"Japan {ATTITUDES[japan]}" in shown
            assert f"Russia {ATTITUDES[russia]}" in shown
    assert len(set(ATTITUDES.values())) == len(ATTITUDES)


def test_every_statement_is_shown_with_its_note(dossier: Dossier) -> None:
    assert _choices(dossier, "statements", "japan") == set(ATTITUDES)
    assert _choices(dossier, "statements", "russia") == set(ATTITUDES)
    for statement in _statements(dossier):
        (shown,) = _texts(statement_text(statement))
        assert statement.statement_en in shown
        assert statement.note_en in shown

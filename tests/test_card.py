"""The card: date, text, holders, sources and statements, as they stand in the data."""

import re
from dataclasses import replace

import pytest

from components.card import (
    ATTITUDES,
    CHECKED_ICONS,
    COLUMNS,
    PARTY_MARKS,
    control_table,
    heading,
    particulars,
    sources_list,
    statement_text,
)
from components.dossier import Dossier, Statement
from components.palette import CATEGORIES, PARTIES
from components.prose import VERIFIED
from tests.markdown import MARKDOWN, texts

JOINT = "1956-10-19-joint-declaration"


def _choices(dossier: Dossier, table: str, column: str) -> set[str]:
    return {
        choice
        for found in dossier.schema.tables[table].columns
        if found.name == column
        for choice in found.choices
    }


def test_the_head_shows_date_kind_title_and_summary(dossier: Dossier) -> None:
    for event in dossier.events:
        kind = CATEGORIES[event.category].name
        shown = texts(heading(event))
        assert shown == [f"{event.when} · {kind}", event.title_en, event.summary_en]
    assert texts(heading(dossier.event(JOINT)))[0] == "19 October 1956 · Treaty"


def test_a_hostile_title_changes_nothing_else(dossier: Dossier) -> None:
    title = "# x <script>alert(1)</script> **b** | [l](https://example.org) :red[c] $d$"
    event = replace(dossier.event(JOINT), title_en=title, place=title, actors=(title, "Japan"))
    tokens = MARKDOWN.parse(heading(event))
    assert [t.tag for t in tokens if t.type.endswith("_open")] == ["p", "h3", "p"]
    assert texts(heading(event))[1] == title
    assert texts(particulars(event))[:2] == [f"Where {title}", f"Who {title}, Japan"]


def test_particulars_say_where_who_and_how_far_it_was_checked(dossier: Dossier) -> None:
    for event in dossier.events:
        shown = texts(particulars(event))
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
    cells = texts(control_table(dossier.event(event_id), dossier))
    assert cells[0].casefold().endswith(said.casefold())
    assert cells[2::2] == [island.name_en for island in dossier.four_islands]
    assert [re.sub(r"^:\w+\[■\] ", "", cell) for cell in cells[3::2]] == holders


def test_the_table_stands_for_every_event(dossier: Dossier) -> None:
    for event in dossier.events:
        cells = texts(control_table(event, dossier))
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
        shown = texts(sources_list(sources))
        assert len(shown) == len(event.source_ids)
        for source, line in zip(sources, shown, strict=True):
            assert line.startswith(f"{source.title}. ")


def test_each_side_has_its_column_and_nobody_a_wider_one(dossier: Dossier) -> None:
    sides = [side for _, group in COLUMNS for side in group]
    assert sorted(sides) == ["japan", "russia"]
    assert set(sides) <= _choices(dossier, "quotes", "side")


def _statements(dossier: Dossier) -> list[Statement]:
    return [s for event in dossier.events for s in dossier.words.statements_for(event.event_id)]


def test_a_statement_is_agreed_only_if_both_sides_accept_it(dossier: Dossier) -> None:
    statement = _statements(dossier)[0]
    for japan in ATTITUDES:
        for russia in ATTITUDES:
            said = replace(statement, statement_en="S.", japan=japan, russia=russia, note_en="")
            (shown,) = texts(statement_text(said))
            agreed = japan == russia == "accepts"
            assert shown.startswith("Agreed · S. " if agreed else "Contested · S. ")
            assert f"Japan {ATTITUDES[japan]}" in shown
            assert f"Russia {ATTITUDES[russia]}" in shown
    assert len(set(ATTITUDES.values())) == len(ATTITUDES)


def test_every_statement_is_shown_with_its_note(dossier: Dossier) -> None:
    assert _choices(dossier, "statements", "japan") == set(ATTITUDES)
    assert _choices(dossier, "statements", "russia") == set(ATTITUDES)
    for statement in _statements(dossier):
        (shown,) = texts(statement_text(statement))
        assert statement.statement_en in shown
        assert statement.note_en in shown

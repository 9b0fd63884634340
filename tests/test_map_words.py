"""The day in words: who held the islands, by which instrument, on which grounds, as a table."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from components.dossier import Dossier
from components.dossier.model import load_dossier
from components.map_text import offers_text
from components.map_words import (
    AREA_NAMES,
    day_table,
    day_words,
    grounds,
    holding_sentence,
    side_words,
    sources_line,
)
from components.viewpoint import View
from tests.conftest import DataCopy

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
TODAY = dt.date.today()
ALL_JAPAN = "all four islands were held by Japan by treaty"
ALL_USSR = "all four islands were held by the USSR de facto"
ALL_RUSSIA = "all four islands were held by the Russian Federation de facto"
LANDINGS = {
    "1945-08-28-landing-on-etorofu",
    "1945-09-01-landing-on-kunashiri",
    "1945-09-01-landing-on-shikotan",
    "1945-09-03-occupation-of-habomai",
}
HOSTILE = "<script>alert(1)</script> **b** | [l](https://example.org) :red[c] $d$"


def _date(day: str) -> dt.date:
    return TODAY if day == "today" else dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "held", "instrument"),
    [
        (
            "1855-02-06",
            "all four islands were held by Japan de facto",
            "No border was agreed.",
        ),
        ("1855-02-07", ALL_JAPAN, "Treaty of Shimoda"),
        ("1875-08-21", ALL_JAPAN, "Treaty of Shimoda"),
        ("1875-08-22", ALL_JAPAN, "Treaty of St Petersburg"),
        ("1905-09-04", ALL_JAPAN, "Treaty of St Petersburg"),
        ("1905-09-05", ALL_JAPAN, "Treaty of Portsmouth"),
        ("1945-08-17", ALL_JAPAN, "Treaty of Portsmouth"),
        ("1945-08-27", ALL_JAPAN, "No border was agreed"),
        (
            "1945-08-28",
            "Etorofu/Iturup by the USSR de facto; "
            "Kunashiri/Kunashir, Shikotan and the Habomai group by Japan by treaty",
            "No border was agreed",
        ),
        (
            "1945-08-31",
            "Etorofu/Iturup by the USSR de facto; "
            "Kunashiri/Kunashir, Shikotan and the Habomai group by Japan by treaty",
            "No border was agreed",
        ),
        *(
            (
                day,
                "Etorofu/Iturup, Kunashiri/Kunashir and Shikotan by the USSR de facto; "
                "the Habomai group by Japan by treaty",
                "No border was agreed",
            )
            for day in ("1945-09-01", "1945-09-02", "1945-09-04")
        ),
        ("1945-09-05", ALL_USSR, "the line is that of actual control"),
        ("1951-09-08", ALL_USSR, "the line is that of SCAPIN-677"),
        ("1952-04-28", ALL_USSR, "the line is that of actual control"),
        ("1956-10-19", ALL_USSR, "the line is that of actual control"),
        ("1991-12-25", ALL_USSR, "the line is that of actual control"),
        ("1991-12-26", ALL_RUSSIA, "the line is that of actual control"),
        ("today", ALL_RUSSIA, "the line is that of actual control"),
    ],
)
def test_the_sentence_names_day_holder_and_instrument(
    dossier: Dossier, day: str, held: str, instrument: str
) -> None:
    said = holding_sentence(dossier, _date(day))
    assert said.startswith(f"On {day_words(_date(day))} ")
    assert held in said
    assert instrument in said
    assert said.endswith(".") and "  " not in said and "()" not in said


def test_a_treaty_that_is_not_in_force_is_not_named(dossier: Dossier) -> None:
    assert "Shimoda" not in holding_sentence(dossier, dt.date(1855, 2, 6))
    assert "Shimoda" not in holding_sentence(dossier, dt.date(1875, 8, 22))
    assert "St Petersburg" not in holding_sentence(dossier, dt.date(1875, 8, 21))
    assert "Portsmouth" not in holding_sentence(dossier, dt.date(1905, 9, 4))
    for day in (dt.date(1945, 9, 5), dt.date(1951, 9, 8), TODAY):
        assert "Treaty" not in holding_sentence(dossier, day)


def test_no_sentence_takes_a_side(dossier: Dossier) -> None:
    for day in [*dossier.change_days, TODAY]:
        said = holding_sentence(dossier, day).casefold()
        for word in ("illegal", "seiz", "return", "liberat", "occupied", "belong"):
            assert word not in said


def test_a_day_is_said_without_a_leading_nought() -> None:
    assert day_words(dt.date(1945, 9, 1)) == "1 September 1945"
    assert day_words(dt.date(1991, 12, 26)) == "26 December 1991"


def _ids(dossier: Dossier, day: dt.date) -> list[str]:
    return [event.event_id for event in grounds(dossier, day)[0]]


def test_the_state_of_today_rests_on_the_landings_of_1945(dossier: Dossier) -> None:
    for day in (dt.date(1945, 9, 5), dt.date(1991, 12, 26), TODAY):
        ids = _ids(dossier, day)
        assert set(ids) >= LANDINGS
        assert "1855-treaty-of-shimoda" not in ids


def test_the_grounds_change_island_by_island_in_1945(dossier: Dossier) -> None:
    def landed(day: str) -> set[str]:
        return LANDINGS.intersection(_ids(dossier, dt.date.fromisoformat(day)))

    assert landed("1945-08-27") == set()
    assert landed("1945-08-28") == {"1945-08-28-landing-on-etorofu"}
    assert landed("1945-09-01") == LANDINGS - {"1945-09-03-occupation-of-habomai"}
    assert "1855-treaty-of-shimoda" in _ids(dossier, dt.date(1945, 9, 4))


def test_the_grounds_of_older_days_are_their_treaties(dossier: Dossier) -> None:
    assert _ids(dossier, dt.date(1855, 2, 7)) == ["1855-treaty-of-shimoda"]
    assert _ids(dossier, dt.date(1890, 1, 1)) == [
        "1875-treaty-of-st-petersburg",
        "1855-treaty-of-shimoda",
    ]


def test_grounds_come_the_latest_first_and_once_with_the_sources_of_all(dossier: Dossier) -> None:
    for day in [*dossier.change_days, TODAY]:
        events, sources = grounds(dossier, day)
        days = [event.first_day for event in events]
        assert days == sorted(days, reverse=True)
        assert len({event.event_id for event in events}) == len(events) > 0
        found = [source.source_id for source in sources]
        assert len(set(found)) == len(found)
        held = dossier.control_on(day)
        for island in dossier.four_islands:
            for span in held[island.island_id]:
                assert set(span.source_ids) <= set(found)


def test_the_sources_are_numbered_and_linked(dossier: Dossier) -> None:
    _, sources = grounds(dossier, TODAY)
    line = sources_line(sources)
    hrefs = [
        child.attrs["href"]
        for token in MARKDOWN.parse(line)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert len(hrefs) == sum(1 for source in sources if source.url) > 0
    for i in range(1, len(sources) + 1):
        assert f"{i}\u00a0" in line


def _table(markdown: str) -> list[list[str]]:
    rows: list[list[str]] = []
    tokens = MARKDOWN.parse(markdown)
    for token, inner in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append("".join(child.content for child in inner.children))
    return rows


def _plain_cells(row: list[str]) -> list[str]:
    return [re.sub(r":\w+\[■\] ", "", cell) for cell in row]


def test_the_table_has_all_areas_on_every_day(dossier: Dossier) -> None:
    for day in [*dossier.change_days, TODAY]:
        head, *rows = _table(day_table(dossier, day))
        assert head == ["Area", "Held by", "Since", "Japan draws it as", "Russia draws it as"]
        assert [row[0].casefold() for row in rows] == [
            name.casefold() for name in AREA_NAMES.values()
        ]
        assert all(len(row) == 5 and all(cell.strip() for cell in row) for row in rows), day
    assert set(AREA_NAMES) == set(dossier.control_on(TODAY))


@pytest.mark.parametrize(
    ("day", "row"),
    [
        (
            "1860-01-01",
            ["Etorofu/Iturup", "Japan (by treaty)", "7 February 1855", "Japan", "Japan"],
        ),
        (
            "1860-01-01",
            [
                "Southern Sakhalin",
                "Japan and Russian Empire (in common)",
                "7 February 1855",
                "held in common",
                "held in common",
            ],
        ),
        (
            "1945-09-04",
            ["The Habomai group", "Japan (by treaty)", "7 February 1855", "Japan", "Japan"],
        ),
        (
            "1945-09-05",
            ["The Habomai group", "USSR (de facto)", "5 September 1945", "Japan", "Russia / USSR"],
        ),
        (
            "1953-01-01",
            [
                "Kunashiri/Kunashir",
                "USSR (de facto)",
                "1 September 1945",
                "no state, or undetermined",
                "Russia / USSR",
            ],
        ),
        (
            "today",
            [
                "Etorofu/Iturup",
                "Russian Federation (de facto)",
                "26 December 1991",
                "Japan",
                "Russia / USSR",
            ],
        ),
        (
            "today",
            [
                "Urup and the northern Kurils",
                "Russian Federation (de facto)",
                "26 December 1991",
                "no state, or undetermined",
                "Russia / USSR",
            ],
        ),
    ],
)
def test_the_table_says_who_held_an_area_and_how_each_side_draws_it(
    dossier: Dossier, day: str, row: list[str]
) -> None:
    assert row in [_plain_cells(cells) for cells in _table(day_table(dossier, _date(day)))]


def test_the_table_before_anything_is_recorded_says_so(dossier: Dossier) -> None:
    _, *rows = _table(day_table(dossier, dt.date(1600, 1, 1)))
    assert len(rows) == len(AREA_NAMES)
    assert {row[1] for row in rows} == {"not recorded so early"}


def test_a_side_accounts_for_what_it_draws_otherwise(dossier: Dossier) -> None:
    assert side_words(dossier, TODAY, View.CONTROL) == ""
    japan, russia, both = (
        side_words(dossier, TODAY, view) for view in (View.JAPAN, View.RUSSIA, View.BOTH)
    )
    assert "**Japan**" in japan and "**Russia**" not in japan
    assert "**Russia**" in russia and "**Japan**" not in russia
    assert both == f"{japan}\n{russia}"
    for view in View:
        assert side_words(dossier, dt.date(1900, 1, 1), view) == ""
    for own in dossier.viewpoints_on(TODAY, "japan"):
        assert AREA_NAMES[own.area] in MARKDOWN.render(japan)


def test_each_account_stands_once_for_all_its_areas(dossier: Dossier) -> None:
    for day in [*dossier.change_days, TODAY]:
        for view in (View.JAPAN, View.RUSSIA, View.BOTH):
            lines = [line for line in side_words(dossier, day, view).split("\n") if line]
            words = [line.split(": ", 1)[1] for line in lines]
            sides = [line.split("**")[1] for line in lines]
            assert len(set(zip(sides, words, strict=True))) == len(lines)


def test_offers_are_named_with_date_and_how_firmly_they_are_documented(dossier: Dossier) -> None:
    items = [
        "".join(child.content for child in token.children)
        for token in MARKDOWN.parse(offers_text(dossier))
        if token.type == "inline" and token.level == 3
    ]
    for item, (date, documented) in zip(
        items,
        [
            ("19 October 1956", "signed text"),
            ("19 April 1998", "leaked or recollection"),
            ("13 December 2006", "published"),
        ],
        strict=True,
    ):
        assert item.startswith(f"{date}: ")
        assert f"({documented})" in item
    hrefs = [
        child.attrs["href"]
        for token in MARKDOWN.parse(offers_text(dossier))
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert len(hrefs) >= len(items)


def _spoilt(data_copy: DataCopy) -> Dossier:
    control = data_copy.line_of("control.csv", "shikotan,Russian Federation")
    data_copy.set_cell("control.csv", control, "controller", HOSTILE)
    view = data_copy.line_of("viewpoints.csv", "japan,shikotan,")
    data_copy.set_cell("viewpoints.csv", view, "words_en", HOSTILE)
    return load_dossier(data_copy.folder)


def test_hostile_words_in_the_data_stay_words(dossier: Dossier, data_copy: DataCopy) -> None:
    spoilt = _spoilt(data_copy)
    good, bad = (day_table(one, TODAY) for one in (dossier, spoilt))
    assert [t.type for t in MARKDOWN.parse(good)] == [t.type for t in MARKDOWN.parse(bad)]
    (row,) = [cells for cells in _table(bad) if cells[0] == "Shikotan"]
    assert row[1] == f"{HOSTILE} (de facto)"
    account = side_words(spoilt, TODAY, View.JAPAN)
    children = [child for t in MARKDOWN.parse(account) for child in t.children or ()]
    assert {child.type for child in children} <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
    }
    shown = "".join(child.content for child in children)
    assert HOSTILE in shown
    for text in (bad, account):
        assert not re.search(r"(?<!\\)(:red|\$d|<script)", text)

"""The strip of phrases by year: a mark for each cell, told apart by shape, and no markup."""

from collections import Counter
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from components.dossier import Dossier, Phrase, Wording
from components.dossier.edtf import parse
from components.lanes import Room
from components.palette import CHOSEN
from components.quote_links import WINDOW_YEARS, year_windows
from components.wording_strip import (
    GOVERNMENTS,
    STATES,
    SYMBOLS,
    build_strip,
    cells,
    describe_strip,
)

YEARS = (1951, 2026)


def _row(dossier: Dossier, date: str, present: str = "present", **changes: Any) -> Wording:
    changes = {"until": None, "phrase_id": "p", "government": "Japan"} | changes
    return replace(dossier.words.wording[0], date=parse(date), present=present, **changes)


def _phrase(dossier: Dossier, phrase_id: str, label: str) -> Phrase:
    return replace(dossier.words.phrases[0], phrase_id=phrase_id, label_en=label)


def _rows(dossier: Dossier, government: str) -> list[Wording]:
    return [row for row in dossier.words.wording if row.government == government]


def _strip(
    rows: list[Wording],
    phrases: Any,
    government: str = "Japan",
    years: tuple[int, int] = YEARS,
    **options: Any,
) -> go.Figure:
    options = {"room": Room.DESKTOP, "dark": False, "chosen": ("", None)} | options
    return build_strip(rows, phrases, government, years, **options)


def _marks(figure: go.Figure) -> list[tuple[str, int, Any, Any, str]]:
    """All marks that can be clicked: what a click sends, where they stand, their symbol."""
    return [
        (*sent, x, y, trace.marker.symbol)
        for trace in figure.data
        if trace.hoverinfo != "skip"
        for sent, x, y in zip(trace.customdata or (), trace.x, trace.y, strict=True)
    ]


def _rings(figure: go.Figure) -> list[tuple[Any, Any]]:
    return [
        spot
        for trace in figure.data
        if trace.hoverinfo == "skip"
        for spot in zip(trace.x, trace.y, strict=True)
    ]


def _names(figure: go.Figure) -> dict[str, Any]:
    """The lane in which each name stands."""
    return {note.text: note.y for note in figure.layout.annotations}


def test_a_row_for_several_years_has_a_cell_in_each(dossier: Dossier) -> None:
    rows = [
        _row(dossier, "2004", until=parse("2007")),
        _row(dossier, "1956-10-19"),
        _row(dossier, "2006-05", phrase_id="q"),
    ]
    found = [(cell.phrase_id, cell.year) for cell in cells(rows)]
    assert found == [("p", 1956), ("p", 2004), ("p", 2005), ("p", 2006), ("p", 2007), ("q", 2006)]


def test_rows_of_one_year_share_a_cell(dossier: Dossier) -> None:
    rows = [_row(dossier, "1956-02"), _row(dossier, "1956-10-19"), _row(dossier, "1957")]
    first, second = cells(rows)
    assert first.rows == (rows[0], rows[1])
    assert second.rows == (rows[2],)


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (["present"], "present"),
        (["absent"], "absent"),
        (["not found"], "not found"),
        (["absent", "present"], "present"),
        (["not found", "absent", "present", "absent"], "present"),
        (["not found", "absent"], "absent"),
        (["not found", "not found"], "not found"),
    ],
)
def test_a_phrase_that_stands_in_any_document_of_the_year_is_used(
    dossier: Dossier, seen: list[str], state: str
) -> None:
    (cell,) = cells([_row(dossier, "1956", present) for present in seen])
    assert cell.state == state


def test_every_row_of_the_data_is_in_a_cell(dossier: Dossier) -> None:
    for government in GOVERNMENTS:
        rows = _rows(dossier, government)
        found = cells(rows)
        assert {row for cell in found for row in cell.rows} == set(rows)
        assert len({(cell.phrase_id, cell.year) for cell in found}) == len(found) > 20
    assert sum(len(_rows(dossier, government)) for government in GOVERNMENTS) == len(
        dossier.words.wording
    )


def test_the_states_and_governments_are_those_of_the_data(dossier: Dossier) -> None:
    assert set(STATES) == set(SYMBOLS) == set(dossier.choices("wording", "present"))
    assert set(GOVERNMENTS) == set(dossier.choices("wording", "government"))


@pytest.mark.parametrize("length", range(1, 130))
def test_the_stretches_of_years_are_equal_and_leave_no_year_out(length: int) -> None:
    first, last = 1945, 1945 + length - 1
    spans = list(year_windows((first, last)).values())
    years = [year for start, end in spans for year in range(start, end + 1)]
    assert years == list(range(first, last + 1))
    sizes = [end - start + 1 for start, end in spans]
    assert max(sizes) <= WINDOW_YEARS
    assert len(set(sizes[:-1])) <= 1
    # The years are divided as evenly as whole years can be.
    assert sizes[0] - len(sizes) < sizes[-1] <= sizes[0]


def test_the_real_years_are_covered(dossier: Dossier) -> None:
    spans = list(year_windows(dossier.words.wording_years).values())
    assert (spans[0][0], spans[-1][1]) == dossier.words.wording_years


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("government", GOVERNMENTS)
def test_each_cell_has_one_mark_that_tells_phrase_and_year(
    dossier: Dossier, government: str, room: Room
) -> None:
    rows = _rows(dossier, government)
    phrases = dossier.words.phrases
    figure = _strip(rows, phrases, government, dossier.words.wording_years, room=room)
    lanes = [phrase.phrase_id for phrase in phrases]
    wanted = [
        (cell.phrase_id, cell.year, cell.year, lanes.index(cell.phrase_id), SYMBOLS[cell.state])
        for cell in cells(rows)
    ]
    assert Counter(_marks(figure)) == Counter(wanted)


def test_cells_of_other_years_are_not_there(dossier: Dossier) -> None:
    phrases = [_phrase(dossier, "p", "a phrase")]
    rows = [_row(dossier, year) for year in ("1961", "1962", "1978", "1979")]
    rows.append(_row(dossier, "1970", until=parse("1990")))
    marks = _marks(_strip(rows, phrases, years=(1962, 1978)))
    assert sorted(year for _, year, *_ in marks) == [1962, *range(1970, 1979)]


def test_the_states_are_told_apart_by_shape_too(dossier: Dossier) -> None:
    phrases = [_phrase(dossier, "p", "a phrase")]
    rows = [_row(dossier, str(1960 + i), state) for i, state in enumerate(STATES)]
    for dark in (False, True):
        marks = _marks(_strip(rows, phrases, dark=dark))
        assert len({symbol for *_, symbol in marks}) == len(STATES) == 3


def test_the_two_governments_have_colours_of_their_own(dossier: Dossier) -> None:
    phrases = [_phrase(dossier, "p", "a phrase")]
    rows = [_row(dossier, "1960")]

    def colours(government: str, dark: bool) -> set[str]:
        figure = _strip(rows, phrases, government, dark=dark)
        return {t.marker.color for t in figure.data if t.hoverinfo != "skip" and len(t.x)}

    seen = [colours(government, dark) for government in GOVERNMENTS for dark in (False, True)]
    assert len(set().union(*seen)) == 4


@pytest.mark.parametrize("room", Room)
def test_every_phrase_is_named_in_its_lane_from_top_to_bottom(dossier: Dossier, room: Room) -> None:
    phrases = dossier.words.phrases
    figure = _strip(_rows(dossier, "Japan"), phrases, room=room)
    assert _names(figure) == {phrase.label_en: lane for lane, phrase in enumerate(phrases)}
    top, bottom = sorted(figure.layout.yaxis.range)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert top < 0 and bottom > len(phrases) - 1


def test_more_phrases_make_the_strip_higher_and_not_tighter(dossier: Dossier) -> None:
    phrases = dossier.words.phrases
    for room in Room:
        heights = [_strip([], phrases[:n], room=room).layout.height for n in (5, 6, 7)]
        assert heights[1] - heights[0] == heights[2] - heights[1] >= 24


def test_names_and_documents_are_text_and_no_markup(dossier: Dossier) -> None:
    hostile = "<b>x</b><script>alert(1)</script> & <a href='https://evil.example'>y</a>"
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    figure = _strip([_row(dossier, "1956", document=hostile)], [_phrase(dossier, "p", hostile)])
    assert list(_names(figure)) == [escaped]
    (hover,) = [text for trace in figure.data for text in trace.text or ()]
    assert hover == f"<b>1956</b><br>{escaped}: {STATES['present']}"


def test_a_mark_says_which_documents_of_the_year_have_the_phrase(dossier: Dossier) -> None:
    rows = [
        _row(dossier, "1956", state, document=f"Paper {number}")
        for number, state in enumerate(["present", "absent", "not found", "present", "absent"])
    ]
    phrases = [_phrase(dossier, "p", "a phrase")]

    def hover(count: int) -> list[str]:
        figure = _strip(rows[:count], phrases)
        (text,) = [text for trace in figure.data for text in trace.text or ()]
        return text.split("<br>")

    assert hover(2) == [
        "<b>1956</b>",
        f"Paper 0: {STATES['present']}",
        f"Paper 1: {STATES['absent']}",
    ]
    assert len(hover(4)) == 5 and not hover(4)[-1].startswith("and")
    assert hover(5)[-1] == "and 1 more"


@pytest.mark.parametrize("dark", [False, True])
def test_the_chosen_cell_is_ringed_and_its_phrase_marked(dossier: Dossier, dark: bool) -> None:
    phrases = [_phrase(dossier, "q", "another"), _phrase(dossier, "p", "a phrase")]
    rows = [_row(dossier, "1956"), _row(dossier, "1957"), _row(dossier, "1956", phrase_id="q")]

    def drawn(*chosen: Any) -> tuple[list, dict[str, bool]]:
        figure = _strip(rows, phrases, dark=dark, chosen=chosen)
        marked = {n.text: n.font.color == CHOSEN[dark] for n in figure.layout.annotations}
        return _rings(figure), marked

    assert drawn("p", 1956) == ([(1956, 1)], {"another": False, "a phrase": True})
    assert drawn("q", 1956) == ([(1956, 0)], {"another": True, "a phrase": False})
    # All years of a phrase are chosen, or a year in which nothing is known of it.
    assert drawn("p", None) == ([], {"another": False, "a phrase": True})
    assert drawn("q", 1957) == ([], {"another": True, "a phrase": False})
    assert drawn("z", 1956) == ([], {"another": False, "a phrase": False})


def test_a_ring_leaves_all_marks_where_they_are(dossier: Dossier) -> None:
    rows = _rows(dossier, "Japan")
    phrases = dossier.words.phrases
    without = _strip(rows, phrases)
    cell = next(cell for cell in cells(rows) if cell.year >= YEARS[0])
    chosen = _strip(rows, phrases, chosen=(cell.phrase_id, cell.year))
    assert len(_rings(chosen)) == 1
    assert _marks(chosen) == _marks(without)


def test_the_strip_in_words_counts_what_it_draws(dossier: Dossier) -> None:
    for government in GOVERNMENTS:
        rows = _rows(dossier, government)
        for years in (dossier.words.wording_years, (1990, 2005)):
            shown = [cell for cell in cells(rows) if years[0] <= cell.year <= years[1]]
            used = sum(cell.state == "present" for cell in shown)
            text = describe_strip(government, rows, years)
            assert government in text and f"{years[0]} to {years[1]}" in text
            assert f"{len({cell.phrase_id for cell in shown})} phrases" in text
            assert f"used in {used} cells" in text
            assert f"found in {len(shown) - used}." in text


def test_a_strip_without_cells_is_drawn(dossier: Dossier) -> None:
    assert _marks(_strip([], [])) == []
    assert "0 phrases" in describe_strip("Japan", [], YEARS)

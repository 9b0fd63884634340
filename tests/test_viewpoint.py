"""Whose map: the party of each area on the days that matter, and of points on the ground."""

import csv
import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from components.dossier import DATA_FOLDER, Dossier
from components.viewpoint import (
    Drawn,
    View,
    draw_areas,
    draw_lines,
    group_name,
    island_name,
    legend_words,
    line_name,
)
from tests.areas import AREAS

TODAY = dt.date.today()
LETTERS = {"J": "japan", "R": "russia", "C": "both", "N": "none"}
"""C: held in common, as Sakhalin was from 1855; N: under no state, or undetermined."""

STATES = {
    # In the order of AREAS; '~' is hatched, two letters are two parties.
    View.CONTROL: {
        "1855-02-06": "~J ~J ~J ~J ~R N N",
        "1855-02-07": "J J J J R C C",
        "1875-08-21": "J J J J R C C",
        "1875-08-22": "J J J J J R R",
        "1905-09-04": "J J J J J ~J ~J",
        "1905-09-05": "J J J J J J R",
        "1945-08-27": "J J J J J ~R R",
        "1945-08-28": "~R J J J J ~R R",
        "1945-08-31": "~R J J J ~R ~R R",
        "1945-09-01": "~R ~R ~R J ~R ~R R",
        "1945-09-02": "~R ~R ~R J ~R ~R R",
        "1945-09-04": "~R ~R ~R J ~R ~R R",
        "1945-09-05": "~R ~R ~R ~R ~R ~R R",
        "1951-09-08": "~R ~R ~R ~R ~R ~R R",
        "1952-04-27": "~R ~R ~R ~R ~R ~R R",
        "1952-04-28": "~R ~R ~R ~R ~R ~R R",
        "1956-02-10": "~R ~R ~R ~R ~R ~R R",
        "1956-02-11": "~R ~R ~R ~R ~R ~R R",
        "1991-12-26": "~R ~R ~R ~R ~R ~R R",
        "today": "~R ~R ~R ~R ~R ~R R",
    },
    View.JAPAN: {
        "1855-02-06": "~J ~J ~J ~J ~R N N",
        "1855-02-07": "J J J J R C C",
        "1875-08-21": "J J J J R C C",
        "1875-08-22": "J J J J J R R",
        "1905-09-04": "J J J J J ~J ~J",
        "1905-09-05": "J J J J J J R",
        "1945-08-27": "J J J J J J R",
        "1945-08-28": "J J J J J J R",
        "1945-08-31": "J J J J J J R",
        "1945-09-01": "J J J J J J R",
        "1945-09-02": "J J J J J J R",
        "1945-09-04": "J J J J J J R",
        "1945-09-05": "J J J J J J R",
        "1951-09-08": "J J J J J J R",
        "1952-04-27": "J J J J J J R",
        "1952-04-28": "N N J J N N R",
        "1956-02-10": "N N J J N N R",
        "1956-02-11": "J J J J N N R",
        "1991-12-26": "J J J J N N R",
        "today": "J J J J N N R",
    },
    View.RUSSIA: {
        "1855-02-06": "~J ~J ~J ~J ~R N N",
        "1855-02-07": "J J J J R C C",
        "1875-08-21": "J J J J R C C",
        "1875-08-22": "J J J J J R R",
        "1905-09-04": "J J J J J ~J ~J",
        "1905-09-05": "J J J J J J R",
        "1945-08-27": "J J J J J R R",
        "1945-08-28": "R J J J J R R",
        "1945-08-31": "R J J J R R R",
        "1945-09-01": "R R R J R R R",
        "1945-09-02": "R R R J R R R",
        "1945-09-04": "R R R J R R R",
        "1945-09-05": "R R R R R R R",
        "1951-09-08": "R R R R R R R",
        "1952-04-27": "R R R R R R R",
        "1952-04-28": "R R R R R R R",
        "1956-02-10": "R R R R R R R",
        "1956-02-11": "R R R R R R R",
        "1991-12-26": "R R R R R R R",
        "today": "R R R R R R R",
    },
    View.BOTH: {
        "1855-02-06": "~J ~J ~J ~J ~R N N",
        "1855-02-07": "J J J J R C C",
        "1875-08-21": "J J J J R C C",
        "1875-08-22": "J J J J J R R",
        "1905-09-04": "J J J J J ~J ~J",
        "1905-09-05": "J J J J J J R",
        "1945-08-27": "J J J J J ~JR R",
        "1945-08-28": "~JR J J J J ~JR R",
        "1945-08-31": "~JR J J J ~JR ~JR R",
        "1945-09-01": "~JR ~JR ~JR J ~JR ~JR R",
        "1945-09-02": "~JR ~JR ~JR J ~JR ~JR R",
        "1945-09-04": "~JR ~JR ~JR J ~JR ~JR R",
        "1945-09-05": "~JR ~JR ~JR ~JR ~JR ~JR R",
        "1951-09-08": "~JR ~JR ~JR ~JR ~JR ~JR R",
        "1952-04-27": "~JR ~JR ~JR ~JR ~JR ~JR R",
        "1952-04-28": "~NR ~NR ~JR ~JR ~NR ~NR R",
        "1956-02-10": "~NR ~NR ~JR ~JR ~NR ~NR R",
        "1956-02-11": "~JR ~JR ~JR ~JR ~NR ~NR R",
        "1991-12-26": "~JR ~JR ~JR ~JR ~NR ~NR R",
        "today": "~JR ~JR ~JR ~JR ~NR ~NR R",
    },
}


def _date(day: str) -> dt.date:
    return TODAY if day == "today" else dt.date.fromisoformat(day)


def _state(drawn: dict[str, Drawn]) -> str:
    letters = {party: letter for letter, party in LETTERS.items()}
    return " ".join(
        ("" if drawn[area].firm else "~") + "".join(letters[p] for p in drawn[area].parties)
        for area in AREAS
    )


@pytest.mark.parametrize(
    ("view", "day", "state"),
    [(view, day, state) for view, days in STATES.items() for day, state in days.items()],
)
def test_each_area_has_the_party_that_the_view_gives_it_that_day(
    dossier: Dossier, view: View, day: str, state: str
) -> None:
    assert _state(draw_areas(dossier, _date(day), view)) == state


def test_the_table_above_covers_every_view_on_the_same_days() -> None:
    assert list(STATES) == list(View)
    assert len({tuple(days) for days in STATES.values()}) == 1


def test_every_area_is_drawn_in_every_view_on_every_change_day(dossier: Dossier) -> None:
    for day in dossier.change_days:
        for view in View:
            drawn = draw_areas(dossier, day, view)
            assert set(drawn) == set(AREAS)
            assert all(
                1 <= len(set(how.parties)) == len(how.parties) <= 2 for how in drawn.values()
            )


def test_a_change_that_is_under_way_has_both_parties(dossier: Dossier) -> None:
    """Japan's direct rule is dated to the year 1799."""
    drawn = draw_areas(dossier, dt.date(1799, 6, 1), View.CONTROL)
    assert drawn["etorofu"] == Drawn(("none", "japan"), False)


def test_before_anything_is_recorded_no_area_is_drawn(dossier: Dossier) -> None:
    for view in View:
        assert draw_areas(dossier, dt.date(1600, 1, 1), view) == {}


def _control_rows() -> list[dict[str, str]]:
    with (DATA_FOLDER / "control.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _first_and_last(date: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, month or day."""
    numbers = [int(part) for part in date.split("-")]
    year, month, day = numbers + [0] * (3 - len(numbers))
    if day:
        return (dt.date(year, month, day),) * 2
    if month:
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return dt.date(year, month, 1), after - dt.timedelta(1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


Change = tuple[str, dict[str, str] | None, dict[str, str]]


def _changes() -> Iterator[Change]:
    """Each row of `control.csv` with its area and the row that it follows."""
    rows = _control_rows()
    for area in dict.fromkeys(row["area"] for row in rows):
        own = sorted((row for row in rows if row["area"] == area), key=lambda row: row["start"])
        for before, row in zip([None, *own], own, strict=False):
            yield area, before, row


@pytest.mark.parametrize(
    ("area", "before", "row"),
    list(_changes()),
    ids=lambda value: value if isinstance(value, str) else value and value["start"],
)
def test_control_is_that_of_the_table_on_both_sides_of_a_change(
    dossier: Dossier, area: str, before: dict[str, str] | None, row: dict[str, str]
) -> None:
    def held(day: dt.date) -> list[tuple[str, str, str]]:
        spans = dossier.control_on(day).get(area, ())
        return [(span.controller, span.party, span.kind) for span in spans]

    def said(wanted: dict[str, str]) -> tuple[str, str, str]:
        return wanted["controller"], wanted["party"], wanted["kind"]

    first, last = _first_and_last(row["start"])
    assert before is None or before["end"] == row["start"], "a gap in the table"
    assert held(first - dt.timedelta(1)) == ([said(before)] if before else [])
    if first == last or before is None:
        assert held(first) == [said(row)]
    else:
        assert held(first) == held(last) == [said(before), said(row)]
        assert held(last + dt.timedelta(1)) == [said(row)]
    after = draw_areas(dossier, last + dt.timedelta(first != last), View.CONTROL)[area]
    assert after == Drawn((row["party"],), row["kind"] != "de facto")


def test_each_area_has_one_row_without_an_end_and_it_holds_today(dossier: Dossier) -> None:
    for area in AREAS:
        (last,) = [row for row in _control_rows() if row["area"] == area and not row["end"]]
        (span,) = dossier.control_on(TODAY)[area]
        assert (span.controller, span.kind) == (last["controller"], last["kind"])


Ring = list[list[float]]


@cache
def _polygons() -> list[tuple[str, str, list[Ring]]]:
    """Area, island and rings of each polygon of the shoreline."""
    shapes = json.loads((DATA_FOLDER / "shoreline.geojson").read_text(encoding="utf-8"))
    polygons = []
    for shape in shapes["features"]:
        geometry = shape["geometry"]
        several = geometry["type"] == "MultiPolygon"
        for rings in geometry["coordinates"] if several else [geometry["coordinates"]]:
            properties = shape["properties"]
            polygons.append((properties["area"], properties["island"], rings))
    return polygons


def _inside(lat: float, lon: float, ring: Ring) -> bool:
    """Ray casting: a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x, y), (x_next, y_next) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y > lat) != (y_next > lat) and lon < x + (lat - y) / (y_next - y) * (x_next - x):
            inside = not inside
    return inside


def _areas_at(lat: float, lon: float) -> list[str]:
    """The area of each polygon that holds a point; '' is land of no area, [] is the sea."""
    return [
        area
        for area, _, (outer, *holes) in _polygons()
        if _inside(lat, lon, outer) and not any(_inside(lat, lon, hole) for hole in holes)
    ]


def _points() -> list[dict[str, str]]:
    path = Path(__file__).with_name("points.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "point", _points(), ids=lambda p: f"{p['name']}-{p['view']}-{p['day']}".replace(" ", "_")
)
def test_a_point_lies_in_the_area_of_its_party(dossier: Dossier, point: dict[str, str]) -> None:
    """`party` is 'land' for land of no area and 'sea' where there is none."""
    areas = _areas_at(float(point["lat"]), float(point["lon"]))
    drawn = draw_areas(dossier, _date(point["day"]), View(point["view"]))
    parties = ["+".join(drawn[area].parties) if area else "land" for area in areas] or ["sea"]
    assert parties == [point["party"]]


def test_the_points_show_an_inside_and_an_outside_of_each_party_in_each_view() -> None:
    for view in View:
        found = {point["party"] for point in _points() if point["view"] == view}
        assert {"land", "sea"} <= found
        held = {party for parties in found for party in parties.split("+")}
        assert {"japan", "russia"} <= held, view


@pytest.mark.parametrize(("lat", "lon"), [(43.394, 145.784), (43.393, 145.78), (43.363, 145.807)])
def test_the_undisputed_islets_at_nosappu_belong_to_no_area(lat: float, lon: float) -> None:
    assert [area for area in _areas_at(lat, lon) if area] == []
    # Nor does a shape of the Habomai group come within a few hundred metres of them.
    for area, _, (outer, *_) in _polygons():
        if area:
            assert all(abs(y - lat) > 0.004 or abs(x - lon) > 0.004 for x, y in outer)


def test_no_shape_of_an_area_lies_west_of_the_line_of_control(dossier: Dossier) -> None:
    """West of Kaigarajima, off Cape Nosappu, everything is Hokkaido."""
    near = dossier.island("kaigarajima").lon - 0.01
    for area, island, (outer, *_) in _polygons():
        if area == "habomai":
            assert min(x for x, _ in outer) > near, island


@pytest.mark.parametrize(
    ("day", "view", "claims", "lines"),
    [
        ("1855-02-06", View.CONTROL, False, set()),
        ("1855-02-07", View.CONTROL, False, {"1855-shimoda-kurils"}),
        ("1875-08-21", View.JAPAN, False, {"1855-shimoda-kurils"}),
        (
            "1875-08-22",
            View.RUSSIA,
            False,
            {"1875-st-petersburg-kurils", "1875-st-petersburg-sakhalin"},
        ),
        (
            "1905-09-05",
            View.BOTH,
            True,
            {"1905-portsmouth-kurils", "1905-portsmouth-sakhalin"},
        ),
        ("1945-09-04", View.CONTROL, False, {"current-de-facto-la-perouse"}),
        ("1945-09-05", View.CONTROL, False, {"1945-de-facto", "current-de-facto-la-perouse"}),
        ("1951-09-08", View.CONTROL, False, {"1946-scapin-677", "current-de-facto-la-perouse"}),
        ("1951-09-08", View.JAPAN, False, set()),
        ("1952-04-27", View.BOTH, True, {"1946-scapin-677", "current-de-facto-la-perouse"}),
        (
            "1952-04-28",
            View.RUSSIA,
            False,
            {
                "current-de-facto",
                "current-de-facto-la-perouse",
                "1951-san-francisco-reading-russia",
            },
        ),
        ("1956-02-10", View.JAPAN, False, set()),
        ("1956-02-11", View.JAPAN, False, {"japan-claimed-line"}),
        ("today", View.CONTROL, False, {"current-de-facto", "current-de-facto-la-perouse"}),
        ("today", View.JAPAN, False, {"japan-claimed-line"}),
        (
            "today",
            View.JAPAN,
            True,
            {"japan-claimed-line", "1951-san-francisco-reading-russia"},
        ),
        *(
            (
                "today",
                view,
                claims,
                {
                    "current-de-facto",
                    "current-de-facto-la-perouse",
                    "japan-claimed-line",
                    "1951-san-francisco-reading-russia",
                },
            )
            for view, claims in [(View.CONTROL, True), (View.RUSSIA, True), (View.BOTH, False)]
        ),
    ],
)
def test_the_lines_of_a_view(
    dossier: Dossier, day: str, view: View, claims: bool, lines: set[str]
) -> None:
    drawn = [line.border_id for line in draw_lines(dossier, _date(day), view, claims)]
    assert sorted(drawn) == sorted(lines)


def test_offers_and_fishing_limits_are_never_drawn_as_borders(dossier: Dossier) -> None:
    for day in [*dossier.change_days, TODAY]:
        for view in View:
            kinds = {line.kind for line in draw_lines(dossier, day, view, claims=True)}
            assert kinds <= {"treaty", "control", "claim", "reading"}


def test_each_line_of_a_day_has_a_name_of_its_own(dossier: Dossier) -> None:
    """Parts of one treaty's border share its name, as do parts of the line of control."""
    for day in [*dossier.change_days, TODAY]:
        for view in View:
            lines = draw_lines(dossier, day, view, claims=True)
            kinds: dict[str, set[tuple[str, str]]] = {}
            for line in lines:
                assert line_name(line).strip()
                kinds.setdefault(line_name(line), set()).add((line.kind, line.side))
            assert all(len(kind) == 1 for kind in kinds.values()), kinds
            # No side's line is drawn twice.
            sided = [line.side for line in lines if line.side]
            assert len(sided) == len(set(sided))


def test_a_line_of_one_side_always_says_whose_it_is(dossier: Dossier) -> None:
    names = {"japan": "Japan", "russia": "Russia"}
    seen = set()
    for day in [*dossier.change_days, TODAY]:
        for line in draw_lines(dossier, day, View.BOTH, claims=True):
            own = names.get(line.side)
            if line.kind in ("claim", "reading"):
                assert own and own in line_name(line)
                seen.add(line.side)
            else:
                assert not line.side
                assert not any(name in line_name(line) for name in names.values())
    assert seen == {"japan", "russia"}


def test_treaties_lend_their_names_to_their_lines(dossier: Dossier) -> None:
    names = {
        "1855-shimoda-kurils": "Treaty of Shimoda",
        "1875-st-petersburg-sakhalin": "Treaty of St Petersburg",
        "1905-portsmouth-sakhalin": "Treaty of Portsmouth",
        "1905-portsmouth-kurils": "Treaty of St Petersburg",
        "current-de-facto": "line of actual control",
    }
    assert {name: line_name(dossier.border(name)) for name in names} == names


def test_names_of_islands_follow_the_view(dossier: Dossier) -> None:
    etorofu = dossier.island("etorofu")
    assert island_name(etorofu, View.CONTROL) == island_name(etorofu, View.BOTH)
    assert island_name(etorofu, View.BOTH) == "Etorofu / Iturup"
    assert island_name(etorofu, View.JAPAN) == "Etorofu-tō 択捉島"
    assert island_name(etorofu, View.RUSSIA) == "Iturup Итуруп"
    for island in dossier.four_islands:
        assert island.name_ja in island_name(island, View.JAPAN)
        assert island.name_ru.split(" (")[0] in island_name(island, View.RUSSIA)
        assert "(" not in island_name(island, View.JAPAN) + island_name(island, View.RUSSIA)


def test_the_group_has_the_name_of_each_side(dossier: Dossier) -> None:
    assert "Northern Territories" in group_name(View.JAPAN)
    assert "Kuril" not in group_name(View.JAPAN)
    assert "Kurils" in group_name(View.RUSSIA)
    assert "Territories" not in group_name(View.RUSSIA)
    for view in (View.CONTROL, View.BOTH):
        assert "Northern Territories" in group_name(view) and "Kurils" in group_name(view)


def test_the_legend_says_whose_view_it_is(dossier: Dossier) -> None:
    said = {view: legend_words(view, draw_areas(dossier, TODAY, view)) for view in View}
    assert len(set(said.values())) == len(View)
    assert "Government of Japan" in said[View.JAPAN] and "Russia" not in said[View.JAPAN]
    assert "Russia" in said[View.RUSSIA] and "Japan" not in said[View.RUSSIA]
    assert "held without an agreed treaty" in said[View.CONTROL]
    assert "in two colours: the positions differ" in said[View.BOTH]
    # Nothing is hatched on the maps of the two sides, so that the legend does not speak of it.
    assert "Hatched" not in said[View.JAPAN] + said[View.RUSSIA]
    assert "Hatched" not in legend_words(View.CONTROL, {"etorofu": Drawn(("japan",), True)})


def test_the_legend_does_not_call_claimed_by_both_what_only_one_claims(dossier: Dossier) -> None:
    """Japan renounced Urup and southern Sakhalin; in 1905 it merely held northern Sakhalin."""
    for drawn in (
        {"urup_and_north_kurils": Drawn(("none", "russia"), False)},
        {"north_sakhalin": Drawn(("japan",), False)},
    ):
        said = legend_words(View.BOTH, drawn)
        assert "Hatched" in said
        assert not said.endswith("Hatched: claimed by both."), drawn

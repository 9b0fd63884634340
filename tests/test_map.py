"""The map: who held what on a day, which lines stood, and nothing from elsewhere."""

import datetime as dt
import json
import re

import pytest

from components.camera import Camera, Focus, event_camera
from components.dossier import DATA_FOLDER, Dossier
from components.lanes import Room
from components.map import DE_FACTO_ALPHA, build_deck, clicked_choice, describe, holder_words
from components.palette import PARTIES, paper

AREAS = (
    "etorofu",
    "kunashiri",
    "shikotan",
    "habomai",
    "urup_and_north_kurils",
    "south_sakhalin",
    "north_sakhalin",
)
NEAR = Camera(44.4, 147.0, 6.3)
SAN_FRANCISCO = "1951-09-08-treaty-of-san-francisco"
_TERM = re.compile(r"properties\.area === '(\w+)' \? (\[[\d, ]+\])")


def _deck(dossier: Dossier, day: str, event_id: str = "", dark: bool = False, clicks: int = 0):
    date = dt.date.fromisoformat(day)
    return build_deck(
        dossier.control_on(date),
        dossier.borders_on(date),
        dossier.four_islands,
        dossier.event(event_id),
        NEAR,
        dark=dark,
        clicks=clicks,
    ).to_json()


def _layers(text: str) -> dict[str, dict]:
    return {layer["id"]: layer for layer in json.loads(text)["layers"]}


def _colours(text: str, key: str = "getFillColor") -> dict[str, list[int]]:
    expression = _layers(text)["land"][key]
    return {area: json.loads(colour) for area, colour in _TERM.findall(expression)}


def _said(colours: dict[str, list[int]], dark: bool = False) -> dict[str, str]:
    """The party whose colour each area has; a pale one is marked with '~'."""
    parties = {
        tuple(party.dark if dark else party.light): party.party_id for party in PARTIES.values()
    }
    paleness = {255: "", DE_FACTO_ALPHA: "~"}
    return {area: paleness[c[3]] + parties[tuple(c[:3])] for area, c in colours.items()}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("1855-02-06", "~japan ~japan ~japan ~japan ~russia ~none ~none"),
        ("1855-02-07", "japan japan japan japan russia both both"),
        ("1875-08-21", "japan japan japan japan russia both both"),
        ("1875-08-22", "japan japan japan japan japan russia russia"),
        ("1905-09-05", "japan japan japan japan japan japan russia"),
        ("1945-08-27", "japan japan japan japan japan ~russia russia"),
        ("1945-08-28", "~russia japan japan japan japan ~russia russia"),
        ("1945-09-01", "~russia ~russia ~russia japan ~russia ~russia russia"),
        ("1945-09-05", "~russia ~russia ~russia ~russia ~russia ~russia russia"),
        ("2020-01-01", "~russia ~russia ~russia ~russia ~russia ~russia russia"),
    ],
)
def test_an_area_has_the_colour_of_who_held_it_that_day(
    dossier: Dossier, day: str, held: str, dark: bool
) -> None:
    colours = _colours(_deck(dossier, day, dark=dark))
    assert _said(colours, dark) == dict(zip(AREAS, held.split(), strict=True))


def test_the_outline_is_in_full_colour_whatever_the_fill(dossier: Dossier) -> None:
    text = _deck(dossier, "2020-01-01")
    for area, edge in _colours(text, "getLineColor").items():
        assert edge == [*_colours(text)[area][:3], 255]


def test_a_change_that_is_under_way_mixes_both_colours(dossier: Dossier) -> None:
    """Japan's direct rule is dated to the year 1799."""
    japan, none = PARTIES["japan"].light, PARTIES["none"].light
    mixed = [(one + two) // 2 for one, two in zip(japan, none, strict=True)]
    assert _colours(_deck(dossier, "1799-06-01"))["etorofu"][:3] == mixed


def test_before_anything_is_recorded_no_area_has_a_colour_of_its_own(dossier: Dossier) -> None:
    text = _deck(dossier, "1600-01-01")
    assert _colours(text) == {}
    assert str(list(paper(False).land))[1:-1] in _layers(text)["land"]["getFillColor"]


def test_the_browser_is_told_that_the_colours_changed(dossier: Dossier) -> None:
    days = ("1945-09-04", "1945-09-05")
    triggers = [_layers(_deck(dossier, day))["land"]["updateTriggers"] for day in days]
    assert triggers[0]["getFillColor"] != triggers[1]["getFillColor"]
    assert triggers[0]["getLineColor"] != triggers[1]["getLineColor"]


BORDERS = [
    ("1860-01-01", {"1855-shimoda-kurils"}, "full"),
    ("1890-01-01", {"1875-st-petersburg-kurils", "1875-st-petersburg-sakhalin"}, "full"),
    ("1910-01-01", {"1905-portsmouth-kurils", "1905-portsmouth-sakhalin"}, "full"),
    ("1960-01-01", {"current-de-facto", "current-de-facto-la-perouse"}, "dashed"),
]


@pytest.mark.parametrize(("day", "lines", "drawn"), BORDERS)
def test_the_borders_of_a_day_are_drawn(
    dossier: Dossier, day: str, lines: set[str], drawn: str
) -> None:
    borders = dossier.borders_on(dt.date.fromisoformat(day))
    assert {border.border_id for border in borders} == lines
    data = _layers(_deck(dossier, day))["borders"]["data"]
    assert [line["path"] for line in data] == [
        [[lon, lat] for lat, lon in border.points] for border in borders
    ]
    for line in data:
        assert (line["dash"] == [0, 0]) == (drawn == "full")
        assert all(130 < lon < 165 and 40 < lat < 56 for lon, lat in line["path"])


def test_a_border_gives_way_on_the_day_of_its_treaty(dossier: Dossier) -> None:
    def treaties(day: str) -> set[str]:
        lines = dossier.borders_on(dt.date.fromisoformat(day), kinds=("treaty",))
        return {border.border_id for border in lines}

    assert treaties("1855-02-06") == set()
    assert treaties("1875-08-21") == {"1855-shimoda-kurils"}
    assert treaties("1875-08-22") == BORDERS[1][1]
    assert treaties("1905-09-05") == BORDERS[2][1]
    assert treaties("1946-01-01") == set()


def test_readings_claims_and_offers_are_not_drawn_as_borders(dossier: Dossier) -> None:
    for year in range(1855, 2027):
        borders = dossier.borders_on(dt.date(year, 12, 31))
        assert {border.kind for border in borders} <= {"treaty", "control"}


def test_a_click_on_each_area_asks_for_islands_that_events_know(dossier: Dossier) -> None:
    shapes = json.loads((DATA_FOLDER / "click_areas.geojson").read_text(encoding="utf-8"))
    choices = set()
    for shape in shapes["features"]:
        for layer in ("click-areas-0", "click-areas-7"):
            choice = clicked_choice({"indices": {layer: [0]}, "objects": {layer: [shape]}})
            assert choice in dossier.island_choices(), shape["properties"]
            choices.add(choice)
    assert choices == set(dossier.island_choices())


def test_each_area_of_the_data_can_be_clicked(dossier: Dossier) -> None:
    shapes = json.loads((DATA_FOLDER / "click_areas.geojson").read_text(encoding="utf-8"))
    assert {shape["properties"]["area"] for shape in shapes["features"]} == set(AREAS)


def test_the_shoreline_has_every_area_of_the_data_to_colour(dossier: Dossier) -> None:
    shapes = json.loads((DATA_FOLDER / "shoreline.geojson").read_text(encoding="utf-8"))
    areas = {shape["properties"]["area"] for shape in shapes["features"]} - {""}
    assert areas == set(dossier.control_on(dt.date(2020, 1, 1))) == set(AREAS)


@pytest.mark.parametrize(
    "selection",
    [
        {},
        {"objects": {}},
        {"objects": {"click-areas-0": []}},
        {"objects": {"click-areas-0": [{"properties": {"area": ""}}]}},
        {"objects": {"click-areas-0": [{"type": "Feature"}]}},
    ],
)
def test_a_click_on_the_sea_asks_for_nothing(selection: dict) -> None:
    assert clicked_choice(selection) is None


def test_only_the_click_areas_take_clicks_and_each_click_makes_a_new_layer(
    dossier: Dossier,
) -> None:
    for clicks in (0, 1):
        layers = _layers(_deck(dossier, "2020-01-01", SAN_FRANCISCO, clicks=clicks))
        assert [name for name, layer in layers.items() if layer.get("pickable")] == [
            f"click-areas-{clicks}"
        ]


@pytest.mark.parametrize("event_id", ["", SAN_FRANCISCO])
def test_the_deck_is_small_and_fetches_from_this_site_only(dossier: Dossier, event_id: str) -> None:
    text = _deck(dossier, "1956-10-19", event_id)
    assert not re.search(r"https?:|//|mapbox|carto", text, re.IGNORECASE)
    assert "coordinates" not in text and "FeatureCollection" not in text
    assert len(text) < 10_000
    fetched = {name: layer["data"] for name, layer in _layers(text).items() if _is_url(layer)}
    assert set(fetched) == {"land", "click-areas-0"}
    for address in fetched.values():
        assert re.fullmatch(r"assets/\w+-[0-9a-f]{12}\.geojson", address)


def _is_url(layer: dict) -> bool:
    return isinstance(layer["data"], str)


def test_the_place_of_the_event_is_marked_and_named(dossier: Dossier) -> None:
    event = dossier.event(SAN_FRANCISCO)
    layers = _layers(_deck(dossier, "1951-09-08", SAN_FRANCISCO))
    assert layers["place"]["data"][0]["position"] == [event.lon, event.lat]
    assert layers["place-name"]["data"][0]["text"] == event.place
    nowhere = next(event for event in dossier.events if event.lat is None)
    assert "place" not in _layers(_deck(dossier, "1951-09-08", nowhere.event_id))


def test_the_islands_are_named_by_both_names_from_near_only(dossier: Dossier) -> None:
    names = [item["text"] for item in _layers(_deck(dossier, "2020-01-01"))["names"]["data"]]
    assert any("Etorofu" in name and "Iturup" in name for name in names)
    assert any("Kunashiri" in name and "Kunashir" in name.split("/")[-1] for name in names)
    assert len(names) == 4
    event = dossier.event("1956-10-19-joint-declaration")
    far = event_camera(event, Focus.PLACE, Room.DESKTOP)
    assert "names" not in _layers(build_deck({}, (), dossier.four_islands, event, far).to_json())


def test_the_wheel_scrolls_the_page(dossier: Dossier) -> None:
    (view,) = json.loads(_deck(dossier, "2020-01-01"))["views"]
    assert view["controller"]["scrollZoom"] is False


def test_the_map_in_words_says_who_holds_each_island(dossier: Dossier) -> None:
    day = dt.date(1945, 9, 3)
    event = dossier.event(SAN_FRANCISCO)
    said = describe(day, dossier.control_on(day), dossier.four_islands, event)
    for island in dossier.four_islands:
        assert island.name_en in said
    assert said.count("USSR (de facto)") == 3
    assert said.count("Japan (by treaty)") == 1
    assert event.place in said


def test_holders_in_words(dossier: Dossier) -> None:
    def said(day: dt.date, area: str) -> str:
        return holder_words(dossier.control_on(day).get(area, ()))

    assert said(dt.date(1600, 1, 1), "etorofu") == "not recorded so early"
    assert said(dt.date(1900, 1, 1), "etorofu") == "Japan (by treaty)"
    assert said(dt.date(2000, 1, 1), "etorofu") == "Russian Federation (de facto)"
    assert said(dt.date(1860, 1, 1), "south_sakhalin") == "Japan and Russian Empire"
    assert re.fullmatch("passing from .+ to Japan", said(dt.date(1799, 6, 1), "etorofu"))

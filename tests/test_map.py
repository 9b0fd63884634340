"""The deck: what colour, pattern and line say, and that nothing comes from elsewhere."""

import datetime as dt
import json
import re
from collections.abc import Mapping

import pydeck as pdk
import pytest

from components.camera import Camera
from components.dossier import DATA_FOLDER, Dossier
from components.lanes import Room
from components.map import AREA_OF_CHOICE, PALE, Mark, Stroke, build_deck, clicked_area
from components.map_labels import MapLabel, PlacedLabel
from components.map_links import Layer, MapView
from components.map_page import ISLAND_OF_AREA, clicked_island, view_deck
from components.palette import PARTIES, paper
from components.viewpoint import Drawn, View, draw_areas, draw_lines
from tests.areas import AREAS

NEAR = Camera(44.4, 147.0, 6.3)
TODAY = dt.date(2026, 2, 20)
MIXED = {
    "etorofu": Drawn(("japan", "russia"), False),
    "kunashiri": Drawn(("russia",), False),
    "shikotan": Drawn(("japan",), True),
    "habomai": Drawn(("none", "russia"), False),
    "north_sakhalin": Drawn(("both",), True),
}
"""Areas drawn in every manner that there is."""
_TERM = re.compile(r"properties\.area === '(\w+)' \? (\[[\d, ]+\])")


def _layers(deck: pdk.Deck) -> dict[str, dict]:
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def _colours(deck: pdk.Deck, layer: str, key: str = "getFillColor") -> dict[str, list[int]]:
    return {area: json.loads(c) for area, c in _TERM.findall(_layers(deck)[layer][key])}


def _otherwise(deck: pdk.Deck, layer: str, key: str = "getFillColor") -> list[int]:
    """The colour of a shape that belongs to none of the areas."""
    return json.loads(re.findall(r"\[[\d, ]+\]", _layers(deck)[layer][key])[-1])


def _party(party: str, dark: bool) -> list[int]:
    return list(PARTIES[party].dark if dark else PARTIES[party].light)


def _day(dossier: Dossier, day: str, view: View = View.CONTROL, claims: bool = False) -> pdk.Deck:
    date = dt.date.fromisoformat(day)
    return build_deck(
        draw_areas(dossier, date, view), draw_lines(dossier, date, view, claims), NEAR
    )


@pytest.mark.parametrize("dark", [False, True])
def test_a_firm_area_is_in_full_colour_and_another_is_pale(dark: bool) -> None:
    fills = _colours(build_deck(MIXED, (), NEAR, dark=dark), "land")
    assert fills == {
        "etorofu": [*_party("japan", dark), PALE],
        "kunashiri": [*_party("russia", dark), PALE],
        "shikotan": [*_party("japan", dark), 255],
        "habomai": [*_party("none", dark), PALE],
        "north_sakhalin": [*_party("both", dark), 255],
    }
    assert 0 < PALE < 160


@pytest.mark.parametrize("dark", [False, True])
def test_only_what_is_not_firm_is_hatched_in_the_colour_of_the_last_party(dark: bool) -> None:
    deck = build_deck(MIXED, (), NEAR, dark=dark)
    assert _colours(deck, "hatching") == {
        area: [*_party("russia", dark), 255] for area in ("etorofu", "kunashiri", "habomai")
    }
    assert _otherwise(deck, "hatching")[3] == 0
    layer = _layers(deck)["hatching"]
    assert layer["fillPatternMapping"]["hatch"]["mask"] is True
    assert [extension["@@type"] for extension in layer["extensions"]] == ["FillStyleExtension"]
    assert layer["stroked"] is False and layer["filled"] is True


@pytest.mark.parametrize("dark", [False, True])
def test_the_outline_is_in_full_colour_whatever_the_fill(dark: bool) -> None:
    deck = build_deck(MIXED, (), NEAR, dark=dark)
    assert _colours(deck, "land", "getLineColor") == {
        area: [*_party(how.parties[0], dark), 255] for area, how in MIXED.items()
    }


@pytest.mark.parametrize("dark", [False, True])
def test_what_belongs_to_no_area_has_the_colour_of_land(dark: bool) -> None:
    for drawn in ({}, MIXED):
        deck = build_deck(drawn, (), NEAR, dark=dark)
        assert _otherwise(deck, "land") == [*paper(dark).land, 255]
    assert _colours(build_deck({}, (), NEAR), "land") == {}


def test_the_hatching_lies_over_the_land_and_the_words_over_all(dossier: Dossier) -> None:
    order = list(_layers(_day(dossier, "2020-01-01")))
    assert order[0] == "sea" and order[-1] == "labels"
    assert order.index("land") < order.index("hatching") < order.index("lines")


def test_the_browser_is_told_when_colours_or_hatching_changed(dossier: Dossier) -> None:
    def triggers(deck: pdk.Deck) -> tuple[Mapping, Mapping]:
        layers = _layers(deck)
        return layers["land"]["updateTriggers"], layers["hatching"]["updateTriggers"]

    (land, hatching), (land_after, hatching_after) = (
        triggers(_day(dossier, day)) for day in ("1945-09-04", "1945-09-05")
    )
    assert land["getFillColor"] != land_after["getFillColor"]
    assert land["getLineColor"] != land_after["getLineColor"]
    assert hatching["getFillColor"] != hatching_after["getFillColor"]
    same = triggers(_day(dossier, "1960-01-01")), triggers(_day(dossier, "1970-01-01"))
    assert same[0] == same[1]
    bright, dim = (triggers(build_deck(MIXED, (), NEAR, dark=dark)) for dark in (False, True))
    assert bright[0] != dim[0] and bright[1] != dim[1]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("border_id", "manner", "side"),
    [
        ("1855-shimoda-kurils", "full", ""),
        ("1875-st-petersburg-sakhalin", "full", ""),
        ("1905-portsmouth-sakhalin", "full", ""),
        ("1945-de-facto", "dashed", ""),
        ("current-de-facto", "dashed", ""),
        ("japan-claimed-line", "dotted", "japan"),
        ("1951-san-francisco-reading-japan", "dotted", "japan"),
        ("1951-san-francisco-reading-russia", "dotted", "russia"),
    ],
)
def test_a_line_says_by_its_dash_and_colour_what_it_is(
    dossier: Dossier, border_id: str, manner: str, side: str, dark: bool
) -> None:
    border = dossier.border(border_id)
    layer = _layers(build_deck({}, [border], NEAR, dark=dark))["lines"]
    assert [extension["@@type"] for extension in layer["extensions"]] == ["PathStyleExtension"]
    (line,) = layer["data"]
    assert line["path"] == [[lon, lat] for lat, lon in border.points]
    dash, gap = line["dash"]
    found = "full" if gap == 0 else "dashed" if dash > gap else "dotted"
    assert found == manner
    wanted = _party(side, dark) if side else list(paper(dark).ink)
    assert line["colour"][:3] == wanted
    assert line["colour"][3] > 200


def test_every_line_of_the_data_that_a_view_draws_has_its_manner(dossier: Dossier) -> None:
    for day in dossier.change_days:
        for view in View:
            lines = draw_lines(dossier, day, view, claims=True)
            data = _layers(build_deck({}, lines, NEAR))["lines"]["data"]
            assert len(data) == len(lines)
            assert all(len(line["dash"]) == 2 and min(line["dash"]) >= 0 for line in data)


def test_only_the_click_areas_take_clicks_and_each_click_makes_a_new_layer() -> None:
    for clicks in (0, 1, 7):
        layers = _layers(build_deck(MIXED, (), NEAR, clicks=clicks))
        assert [name for name, layer in layers.items() if layer.get("pickable")] == [
            f"click-areas-{clicks}"
        ]


@pytest.mark.parametrize("view", View)
def test_the_large_map_draws_the_day_and_the_view_that_were_chosen(
    dossier: Dossier, view: View
) -> None:
    for day in (dt.date(1860, 1, 1), dt.date(1953, 1, 1), TODAY):
        for claims in (False, True):
            layers = (Layer.CLAIMS,) if claims else ()
            large = _layers(view_deck(dossier, MapView(day, view, layers=layers), Room.DESKTOP))
            plain = _layers(_day(dossier, day.isoformat(), view, claims))
            assert large["land"] == plain["land"]
            assert large["hatching"] == plain["hatching"]
            assert large["lines"]["data"] == plain["lines"]["data"]


def _fully_loaded(dossier: Dossier) -> pdk.Deck:
    view = MapView(TODAY, View.BOTH, layers=tuple(Layer), place_id="nemuro")
    return view_deck(dossier, view, Room.DESKTOP)


def test_the_deck_is_small_and_fetches_from_this_site_only(dossier: Dossier) -> None:
    deck = _fully_loaded(dossier)
    text = deck.to_json()
    assert not re.search(r"https?:|//|mapbox|carto", text, re.IGNORECASE)
    fetched = {
        name: layer["data"]
        for name, layer in _layers(deck).items()
        if isinstance(layer["data"], str)
    }
    assert set(fetched) == {"land", "hatching", "click-areas-0"}
    for address in fetched.values():
        assert re.fullmatch(r"assets/\w+-[0-9a-f]{12}\.geojson", address)
    # The pattern lies on the very file that the land is drawn from: it is fetched once.
    assert fetched["land"] == fetched["hatching"] != fetched["click-areas-0"]
    atlas = _layers(deck)["hatching"]["fillPatternAtlas"]
    assert re.fullmatch(r"assets/\w+-[0-9a-f]{12}\.png", atlas)


def test_the_deck_holds_no_point_of_the_shoreline(dossier: Dossier) -> None:
    deck = _fully_loaded(dossier)
    text = deck.to_json()
    assert "coordinates" not in text and "FeatureCollection" not in text
    assert len(view_deck(dossier, MapView(TODAY), Room.DESKTOP).to_json()) < 40_000
    for name in ("land", "hatching", "click-areas-0"):
        assert len(json.dumps(_layers(deck)[name])) < 3_000


def test_another_day_fetches_the_same_shoreline(dossier: Dossier) -> None:
    before, after = (_layers(_day(dossier, day)) for day in ("1855-02-07", "1945-09-05"))
    for name in ("land", "hatching", "click-areas-0"):
        assert before[name]["data"] == after[name]["data"]
    assert before["land"]["getFillColor"] != after["land"]["getFillColor"]


def test_the_wheel_scrolls_the_page_and_the_world_repeats(dossier: Dossier) -> None:
    for deck in (_day(dossier, "2020-01-01"), _fully_loaded(dossier)):
        (view,) = json.loads(deck.to_json())["views"]
        assert view["controller"]["scrollZoom"] is False
        assert view["repeat"] is True


def test_the_deck_opens_where_the_camera_looks() -> None:
    state = json.loads(build_deck({}, (), NEAR).to_json())["initialViewState"]
    assert (state["latitude"], state["longitude"], state["zoom"]) == (44.4, 147.0, 6.3)
    assert state["minZoom"] < 0
    assert state["maxZoom"] > 11


@pytest.mark.parametrize("dark", [False, True])
def test_marks_strokes_and_words_are_drawn_where_they_are(dark: bool) -> None:
    look = paper(dark)
    layers = _layers(
        build_deck(
            {},
            (),
            NEAR,
            labels=[
                PlacedLabel(MapLabel("納沙布岬", 43.4, 145.8, 1, size=12), 30, -4),
                PlacedLabel(MapLabel("Nemuro", 43.3, 145.6, 1, strong=True), 0, 9),
            ],
            marks=[Mark(43.4, 145.9, 3.5), Mark(43.3, 145.6, 8, strong=True)],
            strokes=[
                Stroke(((43.4, 145.8), (43.5, 146.1)), 1, 150),
                Stroke(((43.0, 145.0), (44.0, 146.0)), 3, 190, strong=True),
            ],
            dark=dark,
        )
    )
    word, strong_word = layers["labels"]["data"]
    assert word == {
        "text": "納沙布岬",
        "position": [145.8, 43.4],
        "offset": [30, -4],
        "size": 12,
        "colour": [*look.ink, 255],
    }
    assert strong_word["colour"] == [*look.accent, 255]
    # Letters beyond ASCII are drawn only if the layer is told to collect them.
    assert layers["labels"]["characterSet"] == "auto"
    mark, strong_mark = layers["marks"]["data"]
    assert (mark["position"], mark["radius"]) == ([145.9, 43.4], 3.5)
    assert mark["edge"] == [*look.ink, 255] and strong_mark["edge"] == [*look.accent, 255]
    stroke, strong_stroke = layers["strokes"]["data"]
    assert stroke["path"] == [[145.8, 43.4], [146.1, 43.5]]
    assert stroke["colour"] == [*look.ink, 150]
    assert strong_stroke["colour"] == [*look.accent, 190]


def _shapes(file: str) -> list[dict]:
    return json.loads((DATA_FOLDER / file).read_text(encoding="utf-8"))["features"]


def _selection(shape: dict, clicks: int = 0) -> dict:
    layer = f"click-areas-{clicks}"
    return {"indices": {layer: [0]}, "objects": {layer: [shape]}}


def test_a_click_names_the_area_it_hit() -> None:
    assert {shape["properties"]["area"] for shape in _shapes("click_areas.geojson")} == set(AREAS)
    for shape in _shapes("click_areas.geojson"):
        for clicks in (0, 7):
            assert clicked_area(_selection(shape, clicks)) == shape["properties"]["area"]


def test_a_click_asks_the_timeline_for_islands_that_events_know(dossier: Dossier) -> None:
    areas = [clicked_area(_selection(shape)) for shape in _shapes("click_areas.geojson")]
    choices = {AREA_OF_CHOICE.get(area, area) for area in areas}
    assert choices == set(dossier.island_choices())


def test_a_click_on_the_large_map_opens_the_card_of_an_island_there_is(dossier: Dossier) -> None:
    opened = set()
    for shape in _shapes("click_areas.geojson"):
        island_id = clicked_island(_selection(shape))
        assert island_id == shape["properties"]["island"]
        assert dossier.island(island_id) is not None
        opened.add(island_id)
    assert {"etorofu", "kunashiri", "shikotan", "habomai", "urup", "shumshu"} <= opened
    for area in AREAS:
        assert dossier.island(ISLAND_OF_AREA.get(area, area)) is not None


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
    assert clicked_area(selection) is None
    assert clicked_island(selection) == ""


def test_the_shoreline_has_every_area_of_the_data_to_colour(dossier: Dossier) -> None:
    areas = {shape["properties"]["area"] for shape in _shapes("shoreline.geojson")} - {""}
    assert areas == set(dossier.control_on(TODAY)) == set(AREAS)

"""Links of the map: each view comes back from its own link, and no link stops the page."""

import datetime as dt
from itertools import chain, combinations
from urllib.parse import parse_qs, urlencode

import pytest

from components.camera import BOXES, Focus
from components.dossier import Dossier
from components.map_links import (
    DEFAULT_LAYERS,
    KNOWN,
    Layer,
    MapView,
    read_map_view,
    write_map_view,
)
from components.viewpoint import View

TODAY = dt.date(2026, 2, 20)
FIRST = dt.date(1855, 2, 7)
OPENING = MapView(TODAY)
KAWANA = "of-1998-kawana"


def _there_and_back(view: MapView, dossier: Dossier) -> tuple[MapView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_map_view(view, TODAY), doseq=True)
    return read_map_view(parse_qs(text), dossier, TODAY)


def test_every_field_comes_back_with_every_value(dossier: Dossier) -> None:
    days = [FIRST, *dossier.change_days, dt.date(2000, 2, 29), TODAY - dt.timedelta(1), TODAY]
    layers = chain.from_iterable(combinations(Layer, n) for n in range(len(Layer) + 1))
    views = [
        *(MapView(day) for day in days),
        *(MapView(TODAY, view=view) for view in View),
        *(MapView(TODAY, focus=focus) for focus in BOXES),
        *(MapView(TODAY, layers=chosen) for chosen in layers),
        *(MapView(TODAY, island_id=island.island_id) for island in dossier.islands),
        *(MapView(TODAY, place_id=p.place_id) for p in dossier.places if p.lat is not None),
        *(MapView(TODAY, offer_id=offer.offer_id) for offer in dossier.matters.offers),
    ]
    assert len(views) > 600
    for view in views:
        assert _there_and_back(view, dossier) == (view, [])


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("focus", BOXES)
@pytest.mark.parametrize("layers", [(), DEFAULT_LAYERS, (Layer.CLAIMS,), tuple(Layer)])
def test_all_fields_come_back_together(
    dossier: Dossier, view: View, focus: Focus, layers: tuple[Layer, ...]
) -> None:
    whole = MapView(dt.date(1945, 9, 1), view, focus, layers, "shikotan", "nemuro", KAWANA)
    assert _there_and_back(whole, dossier) == (whole, [])


def test_the_first_visit_has_no_parameters_and_shows_today(dossier: Dossier) -> None:
    assert read_map_view({}, dossier, TODAY) == (OPENING, [])
    assert write_map_view(OPENING, TODAY) == {}
    assert (OPENING.view, OPENING.focus) == (View.CONTROL, Focus.ISLANDS)
    assert not OPENING.island_id and not OPENING.place_id and not OPENING.offer_id


def test_a_link_holds_only_what_differs() -> None:
    assert write_map_view(MapView(dt.date(1945, 9, 1)), TODAY) == {"day": ["1945-09-01"]}
    assert write_map_view(MapView(TODAY, View.JAPAN), TODAY) == {"view": ["japan"]}
    assert write_map_view(MapView(TODAY, focus=Focus.NEMURO), TODAY) == {"focus": ["nemuro-strait"]}
    assert write_map_view(MapView(TODAY, layers=()), TODAY) == {"layers": ["none"]}
    assert write_map_view(MapView(TODAY, layers=(Layer.CLAIMS,)), TODAY) == {"layers": ["claims"]}
    assert write_map_view(MapView(TODAY, offer_id=KAWANA), TODAY) == {"offer": [KAWANA]}
    whole = MapView(FIRST, View.BOTH, Focus.CHAIN, tuple(Layer), "urup", "nemuro", KAWANA)
    assert set(write_map_view(whole, TODAY)) == set(KNOWN)


def test_a_link_of_today_stays_a_link_of_today(dossier: Dossier) -> None:
    """Without a day in it, it shows the day on which it is opened."""
    params = write_map_view(MapView(TODAY, View.RUSSIA), TODAY)
    later = dt.date(2030, 1, 1)
    assert read_map_view(params, dossier, later)[0].day == later


@pytest.mark.parametrize(
    "day",
    [
        "1854-12-31",
        "1855-02-06",
        "2026-02-21",
        "9999-12-31",
        "0000-00-00",
        "1945-02-30",
        "1945-13-01",
        "1945-9-1",
        "1945-09-1",
        "45-09-01",
        "1945-09",
        "1945",
        "19450901",
        "1945-09-01T00:00:00",
        "1945-09-01 ",
        "1945/09/01",
        "01.09.1945",
        "+1945-09-01",
        "-1945-09-01",
        "１９４５-09-01",
        "1945-٠٩-01",
        "1945‑09‑01",
        "yesterday",
        "today",
        "<script>",
        "9" * 5000,
        "nan",
    ],
)
def test_a_day_that_is_not_understood_is_named_and_today_shown(dossier: Dossier, day: str) -> None:
    view, ignored = read_map_view({"day": [day], "view": ["japan"]}, dossier, TODAY)
    assert view == MapView(TODAY, View.JAPAN)
    (notice,) = ignored
    assert notice.startswith(f"day={day[:10].strip()}") and len(notice) <= 50


def test_the_first_and_the_last_day_are_understood(dossier: Dossier) -> None:
    for day in (FIRST, TODAY):
        view, ignored = read_map_view({"day": [day.isoformat()]}, dossier, TODAY)
        assert (view.day, ignored) == (day, [])


def test_an_empty_day_is_no_day(dossier: Dossier) -> None:
    for params in ({"day": [""]}, {"day": []}):
        assert read_map_view(params, dossier, TODAY) == (OPENING, [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"event": ["1956-10-19-joint-declaration"]}, "event"),
        ({"": ["x"]}, ""),
        ({"view": ["Japan"]}, "view=Japan"),
        ({"view": ["china"]}, "view=china"),
        ({"focus": ["place"]}, "focus=place"),
        ({"focus": ["moscow"]}, "focus=moscow"),
        ({"island": ["iturup"]}, "island=iturup"),
        ({"q": ["atlantis"]}, "q=atlantis"),
        # A place of which no position is known cannot be shown.
        ({"q": ["friendship-house"]}, "q=friendship-house"),
        ({"offer": ["of-1998"]}, "offer=of-1998"),
        ({"offer": ["kawana"]}, "offer=kawana"),
        ({"layers": ["roads"]}, "layers=roads"),
        ({"layers": ["None"]}, "layers=None"),
        ({"island": ["x" * 100]}, f"island={'x' * 39}…"),
        ({"view": ["a\nb"]}, "view=a b"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, params: dict[str, list[str]], named: str
) -> None:
    assert read_map_view(params, dossier, TODAY) == (OPENING, [named])
    day = {"day": ["1945-09-01"]}
    assert read_map_view(params | day, dossier, TODAY) == (MapView(dt.date(1945, 9, 1)), [named])


def test_everything_wrong_is_named_at_once(dossier: Dossier) -> None:
    view, ignored = read_map_view({name: ["wrong"] for name in KNOWN}, dossier, TODAY)
    assert view == OPENING
    assert sorted(ignored) == sorted(f"{name}=wrong" for name in KNOWN)


def test_no_layers_is_a_choice_of_its_own(dossier: Dossier) -> None:
    def layers(*asked: str) -> tuple[tuple[Layer, ...], list[str]]:
        view, ignored = read_map_view({"layers": list(asked)}, dossier, TODAY)
        return view.layers, ignored

    assert layers("none") == ((), [])
    assert layers() == (DEFAULT_LAYERS, [])
    assert layers("roads") == (DEFAULT_LAYERS, ["layers=roads"])
    assert layers("roads", "none") == ((), ["layers=roads"])
    assert layers("claims", "roads") == ((Layer.CLAIMS,), ["layers=roads"])
    assert layers("distances", "claims", "claims") == ((Layer.CLAIMS, Layer.DISTANCES), [])


def test_of_several_days_the_last_counts(dossier: Dossier) -> None:
    view, ignored = read_map_view({"day": ["1900-01-01", "1945-09-01"]}, dossier, TODAY)
    assert (view.day, ignored) == (dt.date(1945, 9, 1), [])


def test_parameters_of_the_frame_are_not_complained_of(dossier: Dossier) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    assert read_map_view(params, dossier, TODAY) == (OPENING, [])

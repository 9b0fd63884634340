"""The treaty page: each matter and offer is told in full, and its line is the one of its words."""

import datetime as dt
import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import pytest

from components.camera import Focus, to_pixel
from components.dossier import Dossier, Offer, Points
from components.dossier.geometry import shapes_of
from components.dossier.matters import MAKERS
from components.lanes import Room
from components.map_labels import PlacedLabel, place_labels
from components.map_layers import Overlay, offer_points, overlay
from components.map_links import MapView, read_map_view, write_map_view
from components.map_page import SIZES, camera_of
from components.map_text import offer_words
from components.prose import VERIFIED
from components.quote_card import SIDES
from components.treaty_page import STATES, island_names, map_of_offer, matter_text, offer_text
from tests.markdown import MARKDOWN, addresses, texts

TODAY = dt.date.today()
NEMURO = (43.35, 145.2)
"""A point of Hokkaido opposite the islands: Japan's side of every line."""

EVERY = 7
"""Of the points of a shore, which are looked at."""

SHORTEST = 30
"""Pixels of a line that must be in view, to be seen as one."""

STEEP = math.cos(math.radians(44.5))
"""Length of a degree of longitude off the islands, in degrees of latitude."""


def _seen(text: str) -> str:
    """Text of the data as Markdown shows it."""
    return " ".join(text.split())


def _paragraphs(markdown: str) -> list[str]:
    return [_seen(text) for text in texts(markdown)]


def _with(dossier: Dossier, line: str) -> list[Offer]:
    found = [offer for offer in dossier.matters.offers if offer.line == line]
    assert found
    return found


def _drawn(dossier: Dossier, offer: Offer, room: Room = Room.DESKTOP) -> Overlay:
    """What lies over the map that the page of an offer opens."""
    view = map_of_offer(offer, dossier)
    return overlay(dossier, view, camera_of(dossier, view, room), SIZES[room], [])


def _labels(dossier: Dossier, offer: Offer, room: Room) -> list[PlacedLabel]:
    """The words that find room on that map and belong to no place: they are strong."""
    over = _drawn(dossier, offer, room)
    camera = camera_of(dossier, map_of_offer(offer, dossier), room)
    dots = [(mark.lat, mark.lon, mark.radius) for mark in over.marks]
    placed = place_labels(over.labels, camera, SIZES[room], dots)
    return [label for label in placed if label.label.strong]


def _steps(course: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A point for about each pixel of a course."""
    return [
        (x_1 + (x_2 - x_1) * step / count, y_1 + (y_2 - y_1) * step / count)
        for (x_1, y_1), (x_2, y_2) in pairwise(course)
        for count in [max(1, round(math.hypot(x_2 - x_1, y_2 - y_1)))]
        for step in range(count)
    ]


def _left_of(line: Points, lat: float, lon: float) -> bool:
    """On which side of the nearest stretch of a line a point lies."""
    nearest = []
    for (lat_1, lon_1), (lat_2, lon_2) in pairwise(line):
        along = ((lon_2 - lon_1) * STEEP, lat_2 - lat_1)
        to = ((lon - lon_1) * STEEP, lat - lat_1)
        length = math.hypot(*along)
        part = (along[0] * to[0] + along[1] * to[1]) / length**2
        part = max(0.0, min(1.0, part))
        far = math.hypot(to[0] - part * along[0], to[1] - part * along[1])
        nearest.append((far, along[0] * to[1] - along[1] * to[0] > 0))
    return min(nearest)[1]


@lru_cache
def _sides_of(line: Points, island_id: str) -> set[bool]:
    """Whether the shore of an island is on Japan's side of a line; both if it is cut."""
    japan = _left_of(line, *NEMURO)
    shore = shapes_of(island_id)[::EVERY]
    assert len(shore) > 50
    return {_left_of(line, lat, lon) == japan for lat, lon in shore}


# The checklist


def test_every_matter_shows_its_state_and_what_remains(dossier: Dossier) -> None:
    assert len(dossier.matters.matters) > 20
    for matter in dossier.matters.matters:
        title, state, *rest = _paragraphs(matter_text(matter, dossier))
        assert title == _seen(matter.matter_en)
        assert state.endswith(STATES[matter.state][1])
        assert f"What remains {_seen(matter.what_remains_en)}" in rest, matter.matter_id


def test_every_matter_shows_instrument_article_and_day_or_says_that_there_is_none(
    dossier: Dossier,
) -> None:
    settled = [matter for matter in dossier.matters.matters if matter.settled_by_en]
    assert len(settled) > len(dossier.matters.matters) / 2
    for matter in dossier.matters.matters:
        instrument = _paragraphs(matter_text(matter, dossier))[2]
        if not matter.settled_by_en:
            assert instrument == "No instrument settles it."
            continue
        assert instrument.startswith(f"By {_seen(matter.settled_by_en)}"), matter.matter_id
        assert (f", article {matter.article}" in instrument) == bool(matter.article)
        if matter.date:
            assert instrument.endswith(f", {matter.date.words}")


def test_every_matter_shows_the_words_in_the_original_and_by_whom(dossier: Dossier) -> None:
    shown = 0
    for matter in dossier.matters.matters:
        text = "\n".join(_paragraphs(matter_text(matter, dossier)))
        if matter.words_en:
            assert f"“{_seen(matter.words_en)}”" in text, matter.matter_id
            assert f"English: {_seen(matter.words_by)}." in text
            shown += 1
        else:
            assert "“" not in text and "Original" not in text
        if matter.words_original:
            assert f"“{_seen(matter.words_original)}”" in text
    assert shown > 10


def test_both_sides_answer_to_every_matter(dossier: Dossier) -> None:
    for matter in dossier.matters.matters:
        found = _paragraphs(matter_text(matter, dossier))
        for side, view in (("japan", matter.japan_view_en), ("russia", matter.russia_view_en)):
            (said,) = [text for text in found if f"[■] {SIDES[side]}: " in text]
            assert said.endswith(f"[■] {SIDES[side]}: {_seen(view)}"), matter.matter_id
            assert view.strip()


def test_every_matter_and_offer_names_all_sources_events_and_quotes(dossier: Dossier) -> None:
    rows = [(row, matter_text(row, dossier)) for row in dossier.matters.matters]
    rows += [(row, offer_text(row, dossier)) for row in dossier.matters.offers]
    for row, markdown in rows:
        text = "\n".join(_paragraphs(markdown))
        links = addresses(markdown)
        assert row.source_ids
        for source in dossier.sources(row.source_ids):
            assert _seen(source.title) in text, source.source_id
            assert not source.url or MARKDOWN.normalizeLink(source.url) in links
        for event_id in row.event_ids:
            assert _seen(dossier.event(event_id).title_en) in text
            assert any(link.endswith(f"event={event_id}") for link in links)
        for quote_id in row.quote_ids:
            assert _seen(dossier.words.quote(quote_id).speaker) in text
            assert f"./quotes?quote={quote_id}" in links
        assert f"Main fact {VERIFIED[row.verified]}." in text


def test_the_states_are_those_of_the_data_and_told_apart_without_colour(dossier: Dossier) -> None:
    assert set(STATES) == set(dossier.choices("treaty_matters", "state"))
    icons, names = zip(*STATES.values(), strict=True)
    assert len(set(icons)) == len(set(names)) == len(STATES)


def test_every_matter_is_counted_in_one_state(dossier: Dossier) -> None:
    counts = dossier.matters.states()
    assert counts == Counter(dossier.frame("treaty_matters")["state"])
    assert sum(counts[state] for state in STATES) == len(dossier.matters.matters)


def test_a_matter_is_found_by_its_id_alone(dossier: Dossier) -> None:
    matters = dossier.matters
    for matter in matters.matters:
        assert matters.matter(matter.matter_id) is matter
    for offer in matters.offers:
        assert matters.offer(offer.offer_id) is offer
    for nothing in ("", "no-such-id", "TM-01-END-OF-WAR"):
        assert matters.matter(nothing) is matters.offer(nothing) is matters.claim(nothing) is None


# The offers


def test_every_offer_tells_who_when_what_and_the_answer(dossier: Dossier) -> None:
    for offer in dossier.matters.offers:
        title, made, what, *rest = _paragraphs(offer_text(offer, dossier))
        assert title == _seen(offer.title_en)
        assert made.startswith(f"{offer.date.words} · by ")
        assert made.endswith(f": {_seen(offer.who)}")
        assert what == _seen(offer.what_en)
        assert f"How it is known {_seen(offer.how_documented)}" in rest, offer.offer_id
        assert f"Answer {_seen(offer.answer_en)}" in rest, offer.offer_id
        assert offer.answer_en and offer.who


def test_every_offer_names_all_who_made_it(dossier: Dossier) -> None:
    for offer in dossier.matters.offers:
        made = _paragraphs(offer_text(offer, dossier))[1].split(": ")[0]
        for side in ("japan", "russia"):
            assert (f"[■] {SIDES[side]}" in made) == (MAKERS[side] in offer.by), offer.offer_id
        assert ("a third party" in made) == ("third" in offer.by)


def test_every_offer_says_what_each_side_would_get(dossier: Dossier) -> None:
    for offer in dossier.matters.offers:
        text = "\n".join(_paragraphs(offer_text(offer, dossier)))
        named = _seen(island_names(offer.would_give_japan, dossier))
        assert f"Islands for Japan {named}\n" in text, offer.offer_id
        if offer.would_give_russia_en:
            assert f"For Russia {_seen(offer.would_give_russia_en)}\n" in text, offer.offer_id
        else:
            assert "For Russia " not in text


def test_islands_stand_by_name_and_never_by_id(dossier: Dossier) -> None:
    assert island_names((), dossier) == "none named"
    etorofu, habomai = dossier.island("etorofu").name_en, dossier.island("habomai").name_en
    assert "Iturup" in etorofu
    assert island_names(("etorofu", "habomai"), dossier) == f"{etorofu}, {habomai}"
    half = island_names(("habomai", "etorofu-part"), dossier)
    assert half == f"{habomai}, part of Etorofu/Iturup"
    for offer in dossier.matters.offers:
        assert "-" not in island_names(offer.would_give_japan, dossier), offer.offer_id


def test_offers_come_by_date_and_all_of_them_if_no_side_is_named(dossier: Dossier) -> None:
    offers = dossier.matters.offers_by(())
    assert offers == dossier.matters.offers == dossier.matters.offers_by(MAKERS)
    assert {offer.offer_id for offer in offers} == set(dossier.frame("offers")["offer_id"])
    days = [offer.date.lower for offer in offers]
    assert days == sorted(days)


def test_the_offers_of_a_side_are_those_it_made_alone_or_with_another(dossier: Dossier) -> None:
    table = dossier.frame("offers")
    for side, maker in MAKERS.items():
        wanted = {row.offer_id for row in table.itertuples() if maker in row.by}
        assert {offer.offer_id for offer in dossier.matters.offers_by((side,))} == wanted
        assert 0 < len(wanted) < len(table)
    joint = {o.offer_id for o in dossier.matters.offers if len(o.by) > 1}
    assert joint
    for side in ("japan", "russia"):
        assert joint <= {offer.offer_id for offer in dossier.matters.offers_by((side,))}


def test_offers_of_two_sides_are_those_of_either(dossier: Dossier) -> None:
    japan, third, both = (
        set(dossier.matters.offers_by(sides))
        for sides in (("japan",), ("third",), ("japan", "third"))
    )
    assert both == japan | third


# The map of an offer


def test_every_offer_that_spoke_of_a_line_draws_one(dossier: Dossier) -> None:
    spoken = [offer for offer in dossier.matters.offers if offer.line != "none"]
    assert len(spoken) > 30
    for offer in spoken:
        points = offer_points(dossier, offer)
        assert len(points) > 1, offer.offer_id
        strong = [stroke for stroke in _drawn(dossier, offer).strokes if stroke.strong]
        assert [stroke.points for stroke in strong] == [points]


@pytest.mark.parametrize("room", Room)
def test_the_line_of_an_offer_is_in_view_and_bears_its_year(dossier: Dossier, room: Room) -> None:
    for offer in dossier.matters.offers:
        if offer.line == "none":
            continue
        (label,) = _labels(dossier, offer, room)
        assert label.label.text.startswith(f"{offer.date.lower.year}: "), offer.offer_id
        camera = camera_of(dossier, map_of_offer(offer, dossier), room)
        width, height = SIZES[room]
        course = [to_pixel(*point, camera, SIZES[room]) for point in offer_points(dossier, offer)]
        inside = [(x, y) for x, y in _steps(course) if 0 < x < width and 0 < y < height]
        assert len(inside) > SHORTEST, offer.offer_id


def test_the_line_leaves_on_japans_side_the_islands_that_japan_would_get(dossier: Dossier) -> None:
    """With their whole shore; an island of which a part would go lies on both sides."""
    seen = Counter()
    for offer in dossier.matters.offers:
        if offer.line == "none" or not (offer.would_give_japan or offer.line == "status-quo"):
            continue
        for island in dossier.four_islands:
            sides = _sides_of(offer_points(dossier, offer), island.island_id)
            if f"{island.island_id}-part" in offer.would_give_japan:
                wanted = {True, False}
            else:
                wanted = {island.island_id in offer.would_give_japan}
            assert sides == wanted, f"{offer.offer_id}: {island.island_id}"
        seen[offer.line] += 1
    assert set(seen) == set(dossier.choices("offers", "line")) - {"none"}


def test_an_offer_without_a_line_draws_none_and_says_so(dossier: Dossier) -> None:
    for offer in _with(dossier, "none"):
        if offer.path:
            continue
        assert offer_points(dossier, offer) == ()
        over = _drawn(dossier, offer)
        assert not [stroke for stroke in over.strokes if stroke.strong]
        assert "It named no line, so none is drawn." in _paragraphs(offer_words(offer, dossier))[0]


def test_the_text_of_the_map_names_the_offer_and_what_its_line_is(dossier: Dossier) -> None:
    for offer in dossier.matters.offers:
        markdown = offer_words(offer, dossier)
        (text,) = _paragraphs(markdown)
        assert text.startswith(f"Offer of {offer.date.words}: {_seen(offer.title_en)}. ")
        assert _seen(offer.what_en) in text
        assert ("drawing aid" in text) == bool(offer_points(dossier, offer)), offer.offer_id
        assert addresses(markdown) == [f"./treaty?offer={offer.offer_id}"]


def test_the_map_of_an_offer_is_that_of_its_day_and_has_a_link(dossier: Dossier) -> None:
    for offer in dossier.matters.offers:
        view = map_of_offer(offer, dossier)
        assert (view.day, view.offer_id) == (offer.date.lower, offer.offer_id)
        assert view == MapView(offer.date.lower, focus=view.focus, offer_id=offer.offer_id)
        assert read_map_view(write_map_view(view, TODAY), dossier, TODAY) == (view, [])


def test_a_line_that_goes_on_north_of_the_islands_is_shown_with_the_whole_chain(
    dossier: Dossier,
) -> None:
    seen = Counter()
    for offer in dossier.matters.offers:
        north = any(lat > 46 for lat, _ in offer_points(dossier, offer))
        focus = Focus.CHAIN if north else Focus.ISLANDS
        assert map_of_offer(offer, dossier).focus is focus, offer.offer_id
        seen[focus] += 1
    assert set(seen) == {Focus.CHAIN, Focus.ISLANDS}


def test_without_an_offer_no_line_of_one_is_drawn(dossier: Dossier) -> None:
    view = MapView(dt.date(1998, 4, 19))
    over = overlay(dossier, view, camera_of(dossier, view, Room.DESKTOP), SIZES[Room.DESKTOP], [])
    assert not [stroke for stroke in over.strokes if stroke.strong]

"""The tours and lessons: each scene rests on sources, the sides are in balance, all links hold."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from components.address import (
    CHECKED,
    MAP,
    NUMBERS,
    POSITIONS,
    QUOTES,
    SOURCES,
    STORY,
    TIMELINE,
    TREATY,
    Address,
)
from components.camera import Focus, to_pixel
from components.dossier import Dossier, Event, Scene
from components.dossier.edtf import Precision
from components.dossier.tours import TOUR_TABLES, Tours
from components.lanes import Room
from components.map_page import SIZES, camera_of
from components.story_page import map_of_scene, neighbours, scene_text, scenes_with_events
from components.story_strip import build_story_strip, describe_strip
from components.teach_page import LEVELS, OPENING, lesson_text
from components.viewpoint import View
from tests.markdown import MARKDOWN, addresses, form, texts

NEWS, TWO = "news", "two-islands"
SENTENCE_ENDS = re.compile(r"(?<=[.?!])['”’]?\s+(?=[A-Z])")
PAIRS = (("Etorofu", "Iturup"), ("Kunashiri", "Kunashir"))
LONGEST_WORDS = 75
"""Words of a scene: what is read in half a minute, before it goes on by itself."""

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"

READERS: dict[str, Address] = {
    "": TIMELINE,
    "map": MAP,
    "quotes": QUOTES,
    "positions": POSITIONS,
    "treaty": TREATY,
    "numbers": NUMBERS,
    "checked": CHECKED,
    "sources": SOURCES,
    "story": STORY,
}
"""Who understands the link of a page, by the path of the page."""


def _said(text: str) -> str:
    return " ".join(text.split())


# The scenes


def test_the_news_are_told_in_some_dozen_scenes_and_the_two_islands_in_several(
    dossier: Dossier,
) -> None:
    tours = dossier.tours
    counts = {tour.tour_id: len(tours.scenes_of(tour.tour_id)) for tour in tours.tours}
    assert list(counts) == [NEWS, TWO]
    assert 12 <= counts[NEWS] <= 15
    assert counts[TWO] >= 6
    assert sum(counts.values()) == len(tours.scenes)


def test_every_scene_has_an_event_a_camera_and_sources(dossier: Dossier) -> None:
    for scene in dossier.tours.scenes:
        assert dossier.event(scene.event_id), scene.scene_id
        assert Focus(scene.focus) is not Focus.PLACE
        assert View(scene.view)
        assert scene.source_ids
        assert len(dossier.sources(scene.source_ids)) == len(scene.source_ids)


def _all(dossier: Dossier) -> list[tuple[Scene, Event]]:
    """All scenes with their events."""
    tours = dossier.tours.tours
    return [pair for tour in tours for pair in scenes_with_events(dossier, tour.tour_id)]


def test_a_scene_shares_a_source_with_its_event(dossier: Dossier) -> None:
    """But for the last of the news, which looks back on all of it."""
    strangers = [
        scene.scene_id
        for scene, event in _all(dossier)
        if not set(scene.source_ids) & set(event.source_ids)
    ]
    assert strangers == [dossier.tours.scenes_of(NEWS)[-1].scene_id]


def test_every_scene_is_told_in_two_to_four_sentences_that_can_be_read_in_time(
    dossier: Dossier,
) -> None:
    for scene in dossier.tours.scenes:
        sentences = SENTENCE_ENDS.split(scene.text_en)
        assert 2 <= len(sentences) <= 4, scene.scene_id
        assert scene.text_en[-1] in ".?"
        assert len(scene.text_en.split()) <= LONGEST_WORDS, scene.scene_id


def test_the_news_begin_today_and_the_rest_comes_in_the_order_of_time(dossier: Dossier) -> None:
    for tour in dossier.tours.tours:
        days = [scene.map_day for scene in dossier.tours.scenes_of(tour.tour_id)]
        if tour.tour_id == NEWS:
            assert days[0].year == 2025
            while days[0].year == 2025:
                del days[0]
            assert days[0] == dt.date(1855, 2, 7)
        assert days == sorted(days) and days[-1].year >= 2019


def test_the_map_shows_a_single_day_of_the_time_of_the_event(dossier: Dossier) -> None:
    for scene, event in _all(dossier):
        assert scene.day.precision is Precision.DAY, scene.scene_id
        assert event.first_day.year <= scene.map_day.year <= event.last_day.year, scene.scene_id
        assert scene.map_day <= dt.date.today()


def test_the_small_timeline_holds_the_event_of_the_scene(dossier: Dossier) -> None:
    for scene, event in _all(dossier):
        first, last = scene.first_year, scene.last_year
        assert first <= event.first_day.year <= event.last_day.year <= last, scene.scene_id
        assert last - first >= 5


def test_a_mark_of_a_scene_among_the_islands_is_in_view(dossier: Dossier) -> None:
    """Elsewhere, as in Moscow, the map shows what the scene is about and not the place."""
    seen = 0
    for scene, event in _all(dossier):
        if event.lat is None or not (43 < event.lat < 46 and 145 < event.lon < 149):
            continue
        for room in Room:
            camera = camera_of(dossier, map_of_scene(scene), room)
            width, height = SIZES[room]
            x, y = to_pixel(event.lat, event.lon, camera, SIZES[room])
            assert 0 < x < width and 0 < y < height, f"{scene.scene_id} {room}"
        seen += 1
    assert seen


def test_both_sides_speak_equally_often_in_each_tour(dossier: Dossier) -> None:
    for tour in dossier.tours.tours:
        scenes = dossier.tours.scenes_of(tour.tour_id)
        quotes = [dossier.words.quote(scene.quote_id) for scene in scenes]
        assert all(quotes), tour.tour_id
        sides = Counter(quote.side for quote in quotes)
        assert sides["japan"] == sides["russia"] >= 3, sides
        assert len({quote.quote_id for quote in quotes}) == len(quotes)


def test_a_person_of_either_islands_people_speaks(dossier: Dossier) -> None:
    scenes = dossier.tours.scenes_of(NEWS)
    speakers = [dossier.words.quote(scene.quote_id) for scene in scenes]
    languages = Counter(q.original_language for q in speakers if q.side == "islander")
    assert sum(languages.values()) == 2
    assert {code for codes in languages for code in codes} == {"ja", "ru"}


def test_both_sides_are_named_in_every_scene(dossier: Dossier) -> None:
    japan = re.compile(r"\b(Japan|Japanese|Tokyo)\b")
    russia = re.compile(r"\b(Russia|Russian|Soviet|Moscow|Kremlin|President Putin)\b")
    for scene in dossier.tours.scenes:
        assert japan.search(scene.text_en) and russia.search(scene.text_en), scene.scene_id


@pytest.mark.parametrize("names", PAIRS, ids="/".join)
def test_an_island_is_named_by_both_names(dossier: Dossier, names: tuple[str, str]) -> None:
    one, two = names
    shown = [text for s in dossier.tours.scenes for text in (s.title_en, s.text_en)]
    shown += [t for lesson in dossier.tours.lessons for t in (lesson.question_en, lesson.hint_en)]
    found = 0
    for text in shown:
        first = re.search(rf"\b({one}|{two})\b", text)
        if first:
            assert text[first.start() :].startswith(f"{one}/{two}"), text
            found += 1
    assert found > 2


def test_a_scene_shows_date_title_text_quote_and_all_sources(dossier: Dossier) -> None:
    for scene, event in _all(dossier):
        markdown = scene_text(dossier, scene, event)
        shown = texts(markdown)
        assert shown[:3] == [event.when, _said(scene.title_en), _said(scene.text_en)]
        quote = dossier.words.quote(scene.quote_id)
        assert _said(quote.quote_en) in _said("\n".join(shown)), scene.scene_id
        assert quote.speaker in "\n".join(shown)
        linked = addresses(markdown)
        for source in dossier.sources(scene.source_ids):
            assert not source.url or MARKDOWN.normalizeLink(source.url) in linked


def test_a_hostile_scene_is_text(dossier: Dossier) -> None:
    scene, event = _all(dossier)[0]
    plain = scene_text(dossier, scene, event)
    hostile = scene_text(dossier, replace(scene, title_en=HOSTILE, text_en=HOSTILE), event)
    assert form(hostile) == form(plain)
    assert texts(hostile)[1:3] == [HOSTILE, HOSTILE]


# From scene to scene


def test_the_steps_lead_through_each_tour_and_not_out_of_it(dossier: Dossier) -> None:
    for tour in dossier.tours.tours:
        scenes = dossier.tours.scenes_of(tour.tour_id)
        walked: list[Scene] = []
        here: Scene | None = scenes[0]
        while here:
            walked.append(here)
            before, here = neighbours(scenes, here)
            assert before is (walked[-2] if len(walked) > 1 else None)
        assert tuple(walked) == scenes


def test_tours_are_found_by_id_and_nothing_by_another(dossier: Dossier) -> None:
    tours = dossier.tours
    for tour in tours.tours:
        assert tours.tour(tour.tour_id) is tour
    for scene in tours.scenes:
        assert tours.scene(scene.scene_id) is scene
        assert scene in tours.scenes_of(scene.tour_id)
    for nothing in ("", "no-such-id", "NEWS"):
        assert tours.tour(nothing) is tours.scene(nothing) is None
        assert tours.scenes_of(nothing) == ()
    assert Tours(dict.fromkeys(TOUR_TABLES, ())).scenes == ()


@pytest.mark.parametrize("dark", [False, True])
def test_the_small_timeline_has_a_dot_for_each_scene_and_marks_the_one_shown(
    dossier: Dossier, dark: bool
) -> None:
    for tour in dossier.tours.tours:
        scenes = scenes_with_events(dossier, tour.tour_id)
        for chosen, event in scenes:
            figure = build_story_strip(scenes, dossier.eras, chosen, dark=dark)
            (dots,) = figure.data
            assert [sent[0] for sent in dots.customdata] == [s.scene_id for s, _ in scenes]
            assert list(dots.x) == [e.first_day.isoformat() for _, e in scenes]
            large = [i for i, size in enumerate(dots.marker.size) if size == max(dots.marker.size)]
            assert [scenes[i][0] for i in large] == [chosen]
            colours = Counter(dots.marker.color)
            assert colours[dots.marker.color[large[0]]] == 1 and len(colours) == 2
            (note,) = figure.layout.annotations
            assert (note.text, note.x) == (event.when, event.first_day.isoformat())
            first, last = figure.layout.xaxis.range
            assert first == f"{chosen.first_year}-01-01" and last == f"{chosen.last_year}-12-31"
            assert chosen.title_en in describe_strip(scenes, chosen)


def test_the_small_timeline_shows_words_of_the_data_as_text(dossier: Dossier) -> None:
    scenes = scenes_with_events(dossier, NEWS)
    chosen = replace(scenes[0][0], title_en="<b>x</b><script>alert(1)</script>")
    figure = build_story_strip([(chosen, scenes[0][1])], dossier.eras, chosen, dark=False)
    assert "<script" not in figure.data[0].text[0]
    assert "&lt;script" in figure.data[0].text[0]


# The lessons


def test_there_are_questions_for_three_levels(dossier: Dossier) -> None:
    levels = Counter(lesson.level for lesson in dossier.tours.lessons)
    assert list(levels) == list(LEVELS) and len(LEVELS) == 3
    assert min(levels.values()) >= 6
    assert set(LEVELS) == set(dossier.choices("lessons", "level"))


def test_every_view_of_a_question_is_understood_and_nothing_of_it_left_out(
    dossier: Dossier,
) -> None:
    pages = Counter()
    for lesson in dossier.tours.lessons:
        assert lesson.path.startswith("./"), lesson.lesson_id
        parts = urlsplit(lesson.path.removeprefix("."))
        address = READERS[parts.path.removeprefix("/")]
        params = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        _, ignored = address._read(params, dossier)
        assert params and ignored == [], lesson.lesson_id
        pages[parts.path] += 1
    assert len(pages) >= 7


def test_every_question_asks_something_and_takes_at_most_a_lesson(dossier: Dossier) -> None:
    for lesson in dossier.tours.lessons:
        assert 10 <= lesson.minutes <= 45, lesson.lesson_id
        assert lesson.question_en.endswith(("?", ".")) and lesson.hint_en.endswith((".", "?"))
        assert len(lesson.question_en.split()) > 15
    topics = [lesson.topic_en for lesson in dossier.tours.lessons]
    assert len(set(topics)) == len(topics)


def test_a_question_shows_topic_question_hint_time_and_its_view(dossier: Dossier) -> None:
    for number, lesson in enumerate(dossier.tours.lessons, 1):
        markdown = lesson_text(lesson, number)
        shown = "\n".join(texts(markdown))
        for text in (lesson.topic_en, lesson.question_en, lesson.hint_en):
            assert _said(text) in shown, lesson.lesson_id
        assert shown.startswith(f"{number}. ") and f"{lesson.minutes} minutes" in shown
        assert addresses(markdown) == [MARKDOWN.normalizeLink(lesson.path)]


def test_the_sheets_that_are_offered_first_exist(dossier: Dossier) -> None:
    assert dossier.event(OPENING["event"])
    assert dossier.words.position(OPENING["position"])

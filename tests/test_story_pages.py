"""The pages of story, search and teachers run whole, without a browser; and views to embed."""

import importlib
import json
import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from lxml import html
from streamlit.testing.v1 import AppTest

from components.dossier import Dossier, Store
from components.dossier.search import index_of
from components.embed import snippet
from components.map_words import day_words, holding_sentence
from components.params import LONGEST_WORDS
from components.search_page import KINDS, SHOWN_EACH
from components.site import PAGES
from components.story_page import LARGE_TYPE, PLAY_EVERY_S, PLAYING, SINCE
from components.story_strip import describe_strip
from components.teach_page import LEVELS, OPENING
from tests.conftest import DataCopy
from tests.markdown import addresses, texts
from tests.test_words_pages import asked, charts, copies, notices, open_page, text_of

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"
MARKUP = re.compile(r"(?<!\\)(<script|\$d|:red|\*\*b|`e)|(?<!\\)\[l(?<!\\)\]\(")


def story(phone: bool = False, **params: Any) -> AppTest:
    return open_page("story", phone, **params)


def search(**params: Any) -> AppTest:
    return open_page("search", **params)


def teach() -> AppTest:
    return open_page("teach")


def shown(text: str) -> str:
    """Text of the data as `text_of` gives it."""
    return " ".join(text.split()).replace("\\", "")


def title_of(page: AppTest) -> str:
    """The title of the scene that is shown."""
    (scene,) = [part.value for part in page.markdown if "\n\n### " in part.value]
    return texts(scene)[1]


def count_of(page: AppTest) -> str:
    """'3 / 14', as it stands between the arrows."""
    (count,) = [
        part.value for part in page.markdown if re.fullmatch(r"\*\*\d+\*\* / \d+", part.value)
    ]
    return count.replace("*", "")


def keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button]


def raw(page: AppTest) -> str:
    """All that the browser reads as Markdown."""
    parts = (*page.markdown, *page.caption, *page.info)
    return "\n".join([*(part.value for part in parts), *(button.label for button in page.button)])


@pytest.fixture
def spoilt(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch) -> DataCopy:
    """The site serves this copy of the data; edits show on the next run."""
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=0))
    return data_copy


# The story


def test_the_first_visit_shows_the_first_scene_of_the_news(dossier: Dossier) -> None:
    page = story()
    assert not page.exception and not notices(page) and asked(page) == {}
    first = dossier.tours.scenes[0]
    assert title_of(page) == shown(first.title_en)
    assert page.button(key="scene_Left").disabled and not page.button(key="scene_Right").disabled
    assert page.button_group(key="tour").options == [t.title_en for t in dossier.tours.tours]
    assert page.button_group(key="tour").value == first.tour_id


@pytest.mark.parametrize("phone", [False, True])
def test_every_scene_can_be_linked_to_and_shows_text_map_quote_and_timeline(
    dossier: Dossier, phone: bool
) -> None:
    page = story(phone)
    tours = dossier.tours
    for scene in tours.scenes:
        page.query_params["scene"] = scene.scene_id
        page.run()
        assert not page.exception and not notices(page), scene.scene_id
        assert title_of(page) == shown(scene.title_en)
        text = text_of(page)
        assert shown(scene.text_en) in text
        assert shown(dossier.words.quote(scene.quote_id).quote_en) in text
        scenes = tours.scenes_of(scene.tour_id)
        assert count_of(page) == f"{scenes.index(scene) + 1} / {len(scenes)}"
        assert page.button_group(key="tour").value == scene.tour_id
        (strip,) = charts(page)
        assert [s[0] for s in strip["data"][0]["customdata"]] == [s.scene_id for s in scenes]
        (drawn,) = page.get("deck_gl_json_chart")
        day, held = day_words(scene.map_day), holding_sentence(dossier, scene.map_day)
        assert shown(f"{day}: {held}") in text
        assert day in drawn.proto.alt and json.loads(drawn.proto.json)["layers"]
        (link,) = [part.proto for part in page.get("page_link")]
        assert parse_qs(link.query_string) == {"event": [scene.event_id]}


def test_the_arrows_walk_each_tour_from_end_to_end_and_write_the_link(dossier: Dossier) -> None:
    for tour in dossier.tours.tours:
        scenes = dossier.tours.scenes_of(tour.tour_id)
        page = story(tour=tour.tour_id)
        walked = [title_of(page)]
        for scene in scenes[1:]:
            page.button(key="scene_Right").click().run()
            assert not page.exception
            assert asked(page) == {"scene": [scene.scene_id]}
            walked.append(title_of(page))
        assert walked == [shown(scene.title_en) for scene in scenes]
        assert page.button(key="scene_Right").disabled
        page.button(key="scene_Left").click().run()
        assert title_of(page) == walked[-2]


def test_each_step_names_the_scene_that_it_leads_to(dossier: Dossier) -> None:
    before, here, after = dossier.tours.scenes[2:5]
    page = story(scene=here.scene_id)
    for key, scene in (("scene_Left", before), ("scene_Right", after)):
        assert texts(page.button(key=key).help)[0] == shown(scene.title_en)


def test_another_tour_begins_at_its_first_scene(dossier: Dossier) -> None:
    page = story(scene=dossier.tours.scenes[3].scene_id)
    for tour in reversed(dossier.tours.tours):
        page.button_group(key="tour").set_value(tour.tour_id).run()
        assert not page.exception
        assert title_of(page) == shown(dossier.tours.scenes_of(tour.tour_id)[0].title_en)
    assert asked(page) == {}


def test_the_form_for_a_projector_is_large_and_bare_and_can_be_left(dossier: Dossier) -> None:
    scene = dossier.tours.scenes[4]
    page = story(scene=scene.scene_id)
    assert page.title and "present" in keys(page) and not page.get("html")
    page.button(key="present").click().run()
    assert asked(page) == {"scene": [scene.scene_id], "present": ["1"]}
    page = story(scene=scene.scene_id, present="1")
    assert not page.exception and not notices(page)
    assert [part.proto.body for part in page.get("html")] == [LARGE_TYPE]
    assert not page.title and not page.text_input and not page.get("page_link")
    assert "present" not in keys(page) and title_of(page) == shown(scene.title_en)
    page.button(key="scene_Right").click().run()
    assert asked(page)["present"] == ["1"]
    page.button(key="story_end").click().run()
    assert "present" not in asked(page)


def test_every_scene_can_be_projected(dossier: Dossier) -> None:
    page = story(present="1")
    for scene in dossier.tours.scenes:
        page.query_params["scene"] = scene.scene_id
        page.run()
        assert not page.exception, scene.scene_id
        assert title_of(page) == shown(scene.title_en)


def test_the_small_timeline_is_told_to_those_who_cannot_see_it(dossier: Dossier) -> None:
    scene = dossier.tours.scenes[5]
    page = story(scene=scene.scene_id)
    (strip,) = [part.proto for part in page.get("plotly_chart")]
    scenes = [(s, dossier.event(s.event_id)) for s in dossier.tours.scenes_of(scene.tour_id)]
    assert strip.alt == describe_strip(scenes, scene)
    assert f"scene 6, {scene.title_en}" in strip.alt


def test_the_link_of_a_scene_can_be_copied() -> None:
    assert [data["label"] for data in copies(story())] == ["Copy link"]


# Play


def _pass_time(page: AppTest, seconds: float) -> None:
    """As if the reader had waited."""
    page.session_state[SINCE] = time.monotonic() - seconds
    page.run()


def test_play_goes_on_when_a_scene_has_been_read_and_stops_at_the_last(dossier: Dossier) -> None:
    scenes = dossier.tours.scenes_of("news")
    page = story(scene=scenes[-3].scene_id)
    page.button(key="story_play").click().run()
    assert page.button(key="story_play").label == "Pause"
    assert title_of(page) == shown(scenes[-3].title_en)
    _pass_time(page, PLAY_EVERY_S / 2)
    assert title_of(page) == shown(scenes[-3].title_en)
    for scene in scenes[-2:]:
        _pass_time(page, PLAY_EVERY_S + 1)
        assert not page.exception and title_of(page) == shown(scene.title_en)
        assert asked(page) == {"scene": [scene.scene_id]}
    _pass_time(page, PLAY_EVERY_S + 1)
    assert title_of(page) == shown(scenes[-1].title_en)
    assert page.button(key="story_play").label == "Play"
    assert page.button(key="story_play").disabled and not page.session_state[PLAYING]


def test_pause_stays_on_the_scene(dossier: Dossier) -> None:
    page = story()
    page.button(key="story_play").click().run()
    page.button(key="story_play").click().run()
    _pass_time(page, 10 * PLAY_EVERY_S)
    assert title_of(page) == shown(dossier.tours.scenes[0].title_en)
    assert page.button(key="story_play").label == "Play"


# The search


def test_results_stand_by_kind_with_their_count(dossier: Dossier) -> None:
    for words in ("Kawana", "川奈", "Кавана", "peace treaty", "Khruschev"):
        page = search(q=words)
        assert not page.exception and not notices(page)
        found = index_of(dossier).find(words)
        assert f"**{sum(map(len, found.values()))}** results for “{words}”" in text_of(page)
        heads = [part.value for part in page.markdown if part.value.startswith("#### ")]
        assert heads == [f"#### {KINDS[kind]} ({len(rows)})" for kind, rows in found.items()]
        for rows in found.values():
            assert shown(rows[0].title) in text_of(page), rows[0].row_id


def test_the_rest_of_many_results_is_folded_away_and_all_of_them_are_there(
    dossier: Dossier,
) -> None:
    rows = index_of(dossier).find("Kunashir")["events"]
    page = search(q="Kunashir")
    (more,) = [e for e in page.expander if e.label == f"{len(rows) - SHOWN_EACH} more"][:1]
    folded = "\n".join(part.value for part in more.markdown)
    assert [parse_qs(urlsplit(a).query)["event"][0] for a in addresses(folded)] == [
        row.row_id for row in rows[SHOWN_EACH:]
    ]


def test_nothing_found_says_so() -> None:
    for words in ("zzzz", "Yalta zzzz", "☃"):
        page = search(q=words)
        assert not page.exception
        assert [part.value for part in page.info] == [
            "Nothing fits all these words. Try fewer words, or another spelling."
        ]
        assert "results for" not in text_of(page)


def test_without_words_the_page_says_what_can_be_searched() -> None:
    page = search()
    assert not page.exception and not page.info and asked(page) == {}
    assert "Words in English, Japanese or Russian find events" in text_of(page)


def test_words_that_are_typed_stand_in_the_link() -> None:
    page = search()
    page.text_input(key="search_words").set_value("  国後   1945 ").run()
    assert asked(page) == {"q": ["国後 1945"]}
    assert page.text_input(key="search_words").value == "国後 1945"
    page.text_input(key="search_words").set_value("").run()
    assert asked(page) == {} and "results for" not in text_of(page)


@pytest.mark.parametrize("name", [page.name for page in PAGES if page.name != "search"])
def test_the_box_of_every_page_leads_to_the_results(name: str) -> None:
    page = open_page(name)
    assert page.text_input(key="search_everything").label == "Search everything"
    page.text_input(key="search_everything").set_value(" Kawana ").run()
    assert not page.exception
    assert asked(page) == {"q": ["Kawana"]}
    assert "results for “Kawana”" in text_of(page)
    assert page.text_input(key="search_words").value == "Kawana"
    assert "search_everything" not in [box.key for box in page.text_input], "one box is enough"


@pytest.mark.xfail(strict=True, reason="words that were searched for once do nothing again")
def test_the_same_words_can_be_searched_for_again() -> None:
    page = open_page("quotes")
    for _ in range(2):
        page.text_input(key="search_everything").set_value("Kawana").run()
        assert "results for “Kawana”" in text_of(page)
        page.query_params.clear()
        page.switch_page("../pages/quotes.py").run()
        assert "results for" not in text_of(page)


@pytest.mark.parametrize("words", [HOSTILE, "\u202e" + "x" * 2000, "a" * 5000, "{{ 7*7 }}", "%s"])
def test_hostile_words_are_shown_as_text(words: str) -> None:
    page = search(q=words)
    assert not page.exception
    assert not MARKUP.search(raw(page)) and "\u202e" not in raw(page)
    assert len(page.text_input(key="search_words").value) <= LONGEST_WORDS


def test_hostile_results_are_shown_as_text(spoilt: DataCopy) -> None:
    line = spoilt.line_of("events.csv", "1998-kawana,")
    for column in ("title_en", "summary_en"):
        spoilt.set_cell("events.csv", line, column, f"{HOSTILE} zebra")
    page = search(q="zebra")
    assert not page.exception
    assert f"{HOSTILE} zebra" in text_of(page)
    assert not MARKUP.search(raw(page))


# For teachers


def test_all_questions_stand_under_their_level(dossier: Dossier) -> None:
    page = teach()
    assert not page.exception
    text = text_of(page)
    places = [text.index(f"### {title}") for title in LEVELS.values()]
    assert places == sorted(places)
    ends = [*places[1:], len(text)]
    for level, start, end in zip(LEVELS, places, ends, strict=True):
        for lesson in (row for row in dossier.tours.lessons if row.level == level):
            assert shown(lesson.question_en) in text[start:end], lesson.lesson_id
            assert f"](<{lesson.path}>)" in text[start:end]


def test_sheets_to_print_can_be_chosen(dossier: Dossier, served) -> None:
    page = teach()
    for kind, other in (("event", "1998-kawana"), ("position", "pos-yalta")):
        box = page.selectbox(key=f"sheet_{kind}")
        assert box.value == OPENING[kind]
        assert f"](<./read/{kind}/{OPENING[kind]}>)" in raw(page)
        box.select(other).run()
        assert not page.exception
        assert f"](<./read/{kind}/{other}>)" in raw(page)
        assert served.get(f"/read/{kind}/{other}").status_code == 200


def test_hostile_lessons_and_scenes_are_shown_as_text(spoilt: DataCopy) -> None:
    for column in ("topic_en", "question_en", "hint_en"):
        spoilt.set_cell("lessons.csv", 2, column, f"{HOSTILE} {column}")
    for column in ("title_en", "text_en"):
        spoilt.set_cell("scenes.csv", 3, column, f"{HOSTILE} {column}")
    spoilt.set_cell("tours.csv", 2, "title_en", f"{HOSTILE} tour")
    scene = spoilt.cell("scenes.csv", 3, "scene_id")
    before = spoilt.cell("scenes.csv", 2, "scene_id")
    for page, columns in (
        (teach(), ("topic_en", "question_en", "hint_en")),
        (story(scene=scene), ("title_en", "text_en")),
        (story(scene=scene, present="1"), ("title_en", "text_en")),
        (story(scene=before), ()),
    ):
        assert not page.exception
        for column in columns:
            assert f"{HOSTILE} {column}" in text_of(page)
        assert not MARKUP.search(raw(page))
        for chart in charts(page):
            assert "<script" not in json.dumps(chart)
    helped = story(scene=before).button(key="scene_Right").help
    assert not MARKUP.search(helped) and texts(helped) == [f"{HOSTILE} title_en"]


def test_an_edit_of_a_scene_shows_without_a_restart(spoilt: DataCopy) -> None:
    page = story()
    spoilt.set_cell("scenes.csv", 2, "text_en", "Quite new. And short.")
    page.run()
    assert "Quite new. And short." in text_of(page)


# What is not understood


@pytest.mark.parametrize(
    ("page", "params", "named"),
    [
        ("story", {"scene": "no-such-scene"}, "scene=no-such-scene"),
        ("story", {"scene": "<script>alert(1)</script>"}, "scene=<script>"),
        ("story", {"tour": "no-such-tour"}, "tour=no-such-tour"),
        ("story", {"present": "yes"}, "present=yes"),
        ("story", {"colour": "red"}, "colour"),
        ("search", {"colour": "red"}, "colour"),
        ("search", {"q": "Kawana", "kind": "events"}, "kind"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_shown(
    page: str, params: dict[str, str], named: str
) -> None:
    opened = open_page(page, **params)
    assert not opened.exception
    (notice,) = notices(opened)
    assert named in notice.replace("\\", "")
    assert len(opened.markdown) > 1


def test_the_first_step_takes_what_is_not_understood_out_of_the_link() -> None:
    page = story(colour="red")
    assert notices(page)
    page.button(key="scene_Right").click().run()
    assert list(asked(page)) == ["scene"] and not notices(page)


# To embed


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("timeline", {"event": "1998-kawana"}),
        ("map", {"day": "1945-09-01", "view": "both"}),
        ("quotes", {"quote": "qt-1951-nishimura"}),
        ("numbers", {"chart": "kelp"}),
        ("story", {"scene": "news-four-islands"}),
    ],
)
def test_the_button_gives_the_lines_that_show_this_view(page: str, params: dict[str, str]) -> None:
    opened = open_page(page, **params)
    button = next(button for button in opened.button if button.label == "Embed")
    button.click().run()
    assert not opened.exception
    frame = html.fromstring(opened.code[-1].value)
    assert frame.tag == "iframe" and frame.get("title")
    asked_for = parse_qs(urlsplit(frame.get("src")).query)
    assert asked_for == {name: [value] for name, value in params.items()} | {"embed": ["true"]}
    assert 300 < int(frame.get("height")) <= 1500 and frame.get("width") == "100%"
    assert asked(opened) == {name: [value] for name, value in params.items()}


def test_a_hostile_title_and_address_stay_inside_of_the_snippet() -> None:
    address = "https://example.org/story?a=1&q=\"><script>alert(1)</script>'&embed=true"
    title = "</iframe><script>alert(1)</script> \" onload='x' & more"
    (frame,) = html.fragments_fromstring(snippet(address, title, 900))
    assert (frame.tag, frame.get("src"), frame.get("title")) == ("iframe", address, title)
    assert set(frame.attrib) == {"src", "title", "width", "height", "style", "loading"}
    assert not len(frame)


@pytest.mark.parametrize("name", ["timeline", "map", "quotes", "numbers", "story"])
def test_an_embedded_view_is_bare_and_leads_to_the_whole_page(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    whole = open_page(name)
    context = type(st.context)
    monkeypatch.setattr(context, "is_embedded", property(lambda _: True))
    monkeypatch.setattr(context, "url", property(lambda _: "https://peace.example/x"))
    page = open_page(name, embed="true")
    assert not page.exception and not notices(page)
    assert whole.title and not page.title
    assert "search_everything" not in [box.key for box in page.text_input]
    assert "embed" not in keys(page)
    assert "own page](<https://peace.example/x>)" in text_of(page)
    assert len(page.main.children) < len(whole.main.children)

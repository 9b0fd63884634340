"""Links of the story: each scene comes back from its own link, and no link stops the page."""

from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Dossier
from components.story_links import (
    KNOWN,
    StoryView,
    read_story_view,
    scene_link,
    write_story_view,
)


@pytest.fixture(scope="module")
def ids(dossier: Dossier) -> list[str]:
    return [scene.scene_id for scene in dossier.tours.scenes]


def _there_and_back(view: StoryView, dossier: Dossier) -> tuple[StoryView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    params = parse_qs(urlencode(write_story_view(view, dossier), doseq=True))
    return read_story_view(params, dossier)


def test_every_scene_comes_back_in_both_forms(dossier: Dossier, ids: list[str]) -> None:
    for scene in ids:
        for present in (False, True):
            view = StoryView(scene, present)
            assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier, ids: list[str]) -> None:
    assert read_story_view({}, dossier) == (StoryView(ids[0]), [])
    assert write_story_view(StoryView(ids[0]), dossier) == {}


def test_a_link_holds_only_what_differs(dossier: Dossier, ids: list[str]) -> None:
    assert write_story_view(StoryView(ids[1]), dossier) == {"scene": [ids[1]]}
    assert write_story_view(StoryView(ids[0], True), dossier) == {"present": ["1"]}
    whole = write_story_view(StoryView(ids[-1], True), dossier)
    assert whole == {"scene": [ids[-1]], "present": ["1"]}


def test_a_link_to_a_tour_opens_its_first_scene(dossier: Dossier) -> None:
    tours = dossier.tours
    assert len(tours.tours) > 1
    for tour in tours.tours:
        view, ignored = read_story_view({"tour": [tour.tour_id]}, dossier)
        assert (view, ignored) == (StoryView(tours.scenes_of(tour.tour_id)[0].scene_id), [])


def test_a_scene_counts_more_than_the_tour_beside_it(dossier: Dossier, ids: list[str]) -> None:
    first = dossier.tours.tours[0].tour_id
    params = {"tour": [first], "scene": [ids[-1]]}
    assert read_story_view(params, dossier) == (StoryView(ids[-1]), [])


def test_a_wrong_scene_leaves_the_tour_its_first(dossier: Dossier) -> None:
    last = dossier.tours.tours[-1].tour_id
    view, ignored = read_story_view({"tour": [last], "scene": ["nowhere"]}, dossier)
    assert view == StoryView(dossier.tours.scenes_of(last)[0].scene_id)
    assert ignored == ["scene=nowhere"]


def test_the_link_of_a_scene_opens_it_from_any_page(dossier: Dossier, ids: list[str]) -> None:
    for scene in ids:
        for page in ("/", "/quotes?side=japan", "/story?scene=x&present=1"):
            parts = urlsplit(urljoin(f"https://example.org{page}", scene_link(scene)))
            assert parts.path == "/story"
            assert read_story_view(parse_qs(parts.query), dossier) == (StoryView(scene), [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"event": ["1956-10-19-joint-declaration"]}, "event"),
        ({"": ["x"]}, ""),
        ({"scene": ["no-such-scene"]}, "scene=no-such-scene"),
        ({"scene": ["NEWS-SHIMODA-1855"]}, "scene=NEWS-SHIMODA-1855"),
        ({"scene": ["x" * 5000]}, f"scene={'x' * 39}…"),
        ({"scene": ["<script>"]}, "scene=<script>"),
        ({"tour": ["a\nb"]}, "tour=a b"),
        ({"tour": ["News"]}, "tour=News"),
        ({"present": ["0"]}, "present=0"),
        ({"present": ["true"]}, "present=true"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, ids: list[str], params: dict[str, list[str]], named: str
) -> None:
    assert read_story_view(params, dossier) == (StoryView(ids[0]), [named])


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier, ids: list[str]) -> None:
    params = {"scene": [ids[3]], "present": ["1", "2"], "utm_source": ["mail"]}
    view, ignored = read_story_view(params, dossier)
    assert view == StoryView(ids[3], True)
    assert sorted(ignored) == ["present=2", "utm_source"]


def test_parameters_without_a_value_do_no_harm(dossier: Dossier, ids: list[str]) -> None:
    for empty in ([], [""]):
        view, _ = read_story_view(dict.fromkeys(KNOWN, empty), dossier)
        assert view == StoryView(ids[0])


def test_embedding_is_not_complained_of(dossier: Dossier, ids: list[str]) -> None:
    params = {"embed": ["true"], "embed_options": ["dark_theme"], "scene": [ids[2]]}
    assert read_story_view(params, dossier) == (StoryView(ids[2]), [])

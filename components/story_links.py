"""The link of the story: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `tour` | the tour, by id | the first, or that of the scene |
| `scene` | the scene, by id | the first of the tour |
| `present` | 1 for the form that is projected | the usual form |
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from components.dossier import Dossier
from components.params import Params, last_value, read_choices, shown, unknown_names

KNOWN = ("tour", "scene", "present")


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that a reader chose in the story.

    Attributes:
        scene_id: the scene; it belongs to one tour.
        present: whether it is shown in the form that is projected.
    """

    scene_id: str
    present: bool = False


def read_story_view(params: Params, dossier: Dossier) -> tuple[StoryView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which tours and scenes exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    tours = dossier.tours
    ids = [tour.tour_id for tour in tours.tours]
    tour = read_choices(params, "tour", ids, ignored)
    scene_id = last_value(params, "scene")
    if scene_id and tours.scene(scene_id) is None:
        ignored.append(f"scene={shown(scene_id)}")
        scene_id = ""
    if not scene_id:
        scene_id = tours.scenes_of(tour[0] if tour else ids[0])[0].scene_id
    present = read_choices(params, "present", ("1",), ignored)
    return StoryView(scene_id, bool(present)), ignored


def write_story_view(view: StoryView, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    params: dict[str, list[str]] = {}
    if view.scene_id != dossier.tours.scenes[0].scene_id:
        params["scene"] = [view.scene_id]
    if view.present:
        params["present"] = ["1"]
    return params


def scene_link(scene_id: str) -> str:
    """The shortest address of a scene, relative to any page of the site."""
    return "./story?" + urlencode({"scene": scene_id})

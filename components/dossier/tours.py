"""Guided tours and questions for lessons."""

from collections.abc import Mapping, Sequence
from typing import Any

from components.dossier.tour_records import Lesson, Scene, Tour

TOUR_TABLES = ("tours", "scenes", "lessons")
"""The tables that `Tours` is made of."""


class Tours:
    """Tours, scenes and lessons in the order of their tables, read-only."""

    def __init__(self, rows: Mapping[str, Sequence[Any]]) -> None:
        self.tours: tuple[Tour, ...] = tuple(rows["tours"])
        self.scenes: tuple[Scene, ...] = tuple(rows["scenes"])
        self.lessons: tuple[Lesson, ...] = tuple(rows["lessons"])

    def tour(self, tour_id: str) -> Tour | None:
        """The tour with an id, or None."""
        return next((row for row in self.tours if row.tour_id == tour_id), None)

    def scene(self, scene_id: str) -> Scene | None:
        """The scene with an id, or None."""
        return next((row for row in self.scenes if row.scene_id == scene_id), None)

    def scenes_of(self, tour_id: str) -> tuple[Scene, ...]:
        """The scenes of a tour, in order."""
        return tuple(row for row in self.scenes if row.tour_id == tour_id)

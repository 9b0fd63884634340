"""The data layer: the CSV tables of `data/`, checked, cached and asked questions.

Nothing outside this package reads `data/`. Pages call `current()` and ask the
`Dossier` it returns.
"""

from components.dossier.edtf import Precision, Stretch
from components.dossier.faults import DataError, Fault
from components.dossier.model import Dossier, Filters
from components.dossier.records import (
    Border,
    Control,
    Distance,
    Era,
    Event,
    Island,
    Offer,
    Person,
    Place,
    Points,
    Position,
    Quote,
    Source,
    Statement,
    Viewpoint,
    read_path,
)
from components.dossier.store import DATA_FOLDER, Store, current, store

__all__ = [
    "DATA_FOLDER",
    "Border",
    "Control",
    "DataError",
    "Distance",
    "Dossier",
    "Era",
    "Event",
    "Fault",
    "Filters",
    "Island",
    "Offer",
    "Person",
    "Place",
    "Points",
    "Position",
    "Precision",
    "Quote",
    "Source",
    "Statement",
    "Store",
    "Stretch",
    "Viewpoint",
    "current",
    "read_path",
    "store",
]

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
    Era,
    Event,
    Island,
    Person,
    Position,
    Quote,
    Source,
    Statement,
)
from components.dossier.store import DATA_FOLDER, Store, current, store

__all__ = [
    "DATA_FOLDER",
    "Border",
    "Control",
    "DataError",
    "Dossier",
    "Era",
    "Event",
    "Fault",
    "Filters",
    "Island",
    "Person",
    "Position",
    "Precision",
    "Quote",
    "Source",
    "Statement",
    "Store",
    "Stretch",
    "current",
    "store",
]

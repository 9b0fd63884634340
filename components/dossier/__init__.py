"""The data layer: the CSV tables of `data/`, checked, cached and asked questions.

Nothing outside this package reads `data/`. Pages call `current()` and ask the
`Dossier` it returns.
"""

from components.dossier.edtf import Precision, Stretch
from components.dossier.faults import DataError, Fault
from components.dossier.figure_records import (
    Chart,
    Figure,
    Measure,
    PollAnswer,
    PollQuestion,
    Summit,
    Visit,
)
from components.dossier.matters import ClaimFilters
from components.dossier.model import Dossier, Filters
from components.dossier.provenance import Mention, SourceFilters
from components.dossier.records import (
    Border,
    Control,
    Correction,
    Distance,
    Era,
    Event,
    Island,
    Matter,
    Offer,
    Person,
    Place,
    Points,
    Release,
    Source,
    Term,
    Viewpoint,
    read_path,
)
from components.dossier.store import DATA_FOLDER, Store, current, store
from components.dossier.tour_records import Lesson, Scene, Tour
from components.dossier.word_records import (
    Argument,
    Claim,
    Phrase,
    Position,
    Quote,
    Statement,
    Wording,
)
from components.dossier.words import QuoteFilters

__all__ = [
    "DATA_FOLDER",
    "Argument",
    "Border",
    "Chart",
    "Claim",
    "ClaimFilters",
    "Control",
    "Correction",
    "DataError",
    "Distance",
    "Dossier",
    "Era",
    "Event",
    "Fault",
    "Figure",
    "Filters",
    "Island",
    "Lesson",
    "Matter",
    "Measure",
    "Mention",
    "Offer",
    "Person",
    "Phrase",
    "Place",
    "Points",
    "PollAnswer",
    "PollQuestion",
    "Position",
    "Precision",
    "Quote",
    "QuoteFilters",
    "Release",
    "Scene",
    "Source",
    "SourceFilters",
    "Statement",
    "Store",
    "Stretch",
    "Summit",
    "Term",
    "Tour",
    "Viewpoint",
    "Visit",
    "Wording",
    "current",
    "read_path",
    "store",
]

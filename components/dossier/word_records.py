"""The rows of words: quotes, phrases, positions, statements, as frozen records."""

from dataclasses import dataclass

from components.dossier.edtf import Stretch


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """Words said or written, verbatim."""

    quote_id: str
    date: Stretch
    speaker: str
    speaker_role_en: str
    locator_en: str
    country: str
    side: str
    quote_en: str
    quote_original: str
    original_language: tuple[str, ...]
    translation_by: str
    context_en: str
    kind: str
    islands: tuple[str, ...]
    event_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A set phrase whose use is traced by year."""

    phrase_id: str
    label_en: str
    label_ja: str
    label_ru: str
    meaning_en: str
    whose: str


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Whether a phrase stood in a document; `until` where one row stands for several years."""

    wording_id: str
    government: str
    document: str
    document_kind: str
    date: Stretch
    until: Stretch | None
    phrase_id: str
    wording_en: str
    wording_original: str
    present: str
    note_en: str
    quote_id: str
    source_ids: tuple[str, ...]
    verified: str

    @property
    def years(self) -> range:
        """The years that the row speaks of."""
        return range(self.date.lower.year, (self.until or self.date).upper.year + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One statement about an event, and each side's attitude to it."""

    statement_id: str
    event_id: str
    statement_en: str
    japan: str
    russia: str
    note_en: str
    quote_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """A question in dispute; `at_issue` are the words that it turns on."""

    question_id: str
    question_en: str
    topic: str
    at_issue: tuple[str, ...]
    quote_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Argument:
    """One sentence of what a side says on a question, and what it rests on."""

    argument_id: str
    question_id: str
    side: str
    sentence_en: str
    quote_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A statement that is often made, and what the sources say of it."""

    claim_id: str
    origin: str
    claim_en: str
    made_by_en: str
    favours: str
    verdict: str
    finding_en: str
    event_ids: tuple[str, ...]
    quote_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str
    note_en: str

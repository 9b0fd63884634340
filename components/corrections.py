"""What was put right in a row, as the reader of the row sees it (pure)."""

from components.dossier import Correction, Dossier
from components.prose import plain


def correction_text(correction: Correction) -> str:
    """A correction as Markdown: when, what was wrong, what stands there now, who found it."""
    return (
        f"{correction.date.words} (release {correction.release}). "
        f"Was: {plain(correction.was_en)} Now: {plain(correction.now_en)} "
        f"Found by {plain(correction.reported_by_en)}."
    )


def correction_notes(dossier: Dossier, table: str, row_id: str) -> str:
    """All corrections of a row as small paragraphs; '' if there are none."""
    found = dossier.provenance.corrections_of(table, row_id)
    return "\n\n".join(
        f":small[:material/edit_note: **Corrected** {correction_text(row)}]" for row in found
    )

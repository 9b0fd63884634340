"""For teachers: questions for three levels, each tied to a view, and sheets to print."""

from components.dossier import current
from components.teach_page import show_lessons, show_sheets

dossier = current()
show_lessons(dossier)
show_sheets(dossier)

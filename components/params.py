"""Reading query parameters: values that are not understood are named, never raised."""

from collections.abc import Iterable, Mapping, Sequence

from components.dossier import Dossier

FOREIGN = ("embed", "embed_options")
"""Parameters that belong to Streamlit: neither read nor complained of."""

LONGEST_WORDS = 200
"""Search words are cut to this many characters."""

Params = Mapping[str, Sequence[str]]


TABLES = {
    "event": ("events",),
    "quote": ("quotes",),
    "claim": ("claims",),
    "question": ("positions", "questions"),
    "matter": ("treaty_matters",),
    "offer": ("offers",),
    "island": ("islands",),
    "phrase": ("phrases",),
    "chart": ("charts",),
    "item": ("summits", "visits"),
    "source": ("sources",),
    "scene": ("scenes",),
    "tour": ("tours",),
}
"""Parameters that hold identifiers, and the tables whose identifiers they are."""


def renamed(params: Params, dossier: Dossier) -> Params:
    """The same parameters with identifiers that were changed since a link was made."""

    def current(name: str, value: str) -> str:
        for table in TABLES.get(name, ()):
            value = dossier.provenance.current_id(table, value)
        return value

    return {name: [current(name, value) for value in values] for name, values in params.items()}


def last_value(params: Params, name: str) -> str:
    """The last value of a parameter, or an empty text."""
    values = params.get(name, ())
    return values[-1] if values else ""


def shown(value: str) -> str:
    """A value for a notice: on one line, and not too long."""
    value = " ".join(value.split())
    return value if len(value) <= 40 else value[:39] + "…"


def read_choices(
    params: Params, name: str, allowed: Sequence[str], ignored: list[str]
) -> tuple[str, ...]:
    """The allowed values that a parameter names, in their own order.

    Args:
        params: all parameters.
        name: the parameter.
        allowed: values that are understood.
        ignored: gets a phrase for each other value.
    """
    asked = params.get(name, ())
    ignored.extend(f"{name}={shown(value)}" for value in asked if value not in allowed)
    return tuple(value for value in allowed if value in asked)


def read_number(
    params: Params, name: str, lowest: int, highest: int, ignored: list[str]
) -> int | None:
    """The whole number that a parameter holds, or None.

    Args:
        params: all parameters.
        name: the parameter.
        lowest, highest: numbers that are understood.
        ignored: gets a phrase if the value is another.
    """
    text = last_value(params, name)
    if not text:
        return None
    # isdecimal() admits digits of other scripts, and int() reads them; links hold ASCII.
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
    if lowest <= number <= highest:
        return number
    ignored.append(f"{name}={shown(text)}")
    return None


def unknown_names(params: Params, known: Iterable[str]) -> list[str]:
    """The names of parameters that the page does not know, for the notice."""
    return [shown(name) for name in params if name not in (*known, *FOREIGN)]

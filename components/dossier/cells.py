"""One cell: from text to value, or a sentence on what is wrong with it."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from components.dossier import edtf
from components.dossier.schema import Column


class CellError(Exception):
    """A cell that the schema refuses: the problem, and the mend."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


def read_cell(text: str, column: Column) -> Any:
    """Turn the text of a cell into the value that its column promises.

    Args:
        text: the cell as it stands in the file.
        column: the schema of the column.

    Returns:
        str, int, float, `Stretch` or a tuple of str; for an empty cell '', None
        (numbers and dates) or ().

    Raises:
        CellError: the cell breaks a rule of the schema.
    """
    text = text.strip()
    _refuse_hidden_characters(text)
    if not text:
        if column.required:
            raise CellError("the cell is empty, but every row needs a value here", _mend(column))
        return () if column.type == "list" else "" if _is_plain(column) else None
    if column.type == "list":
        return _read_list(text, column)
    if column.type in ("integer", "number"):
        return _read_number(text, column)
    if column.is_date:
        return _read_date(text)
    if column.choices and text not in column.choices:
        raise CellError(f"{text!r} is not one of the allowed values", _mend(column))
    if column.pattern and not _compiled(column.pattern).fullmatch(text):
        raise CellError(f"{text!r} does not have the required form", _mend(column))
    return text


def _is_plain(column: Column) -> bool:
    return column.type == "string" and not column.is_date


def _read_list(text: str, column: Column) -> tuple[str, ...]:
    items = tuple(item.strip() for item in text.split(column.delimiter))
    if not all(items):
        raise CellError(
            "the list has an empty item", f"separate items by one {column.delimiter!r} only"
        )
    if len(set(items)) < len(items):
        raise CellError("the list names an item twice", "leave the repeated item out")
    if column.choices and (strange := [item for item in items if item not in column.choices]):
        raise CellError(f"{strange[0]!r} is not one of the allowed items", _mend(column))
    return items


def _read_number(text: str, column: Column) -> int | float:
    form = r"-?\d+" if column.type == "integer" else r"-?\d+(\.\d+)?"
    if not re.fullmatch(form, text, re.ASCII):
        raise CellError(f"{text!r} is not a number", f"write {_number_form(column)}")
    value = int(text) if column.type == "integer" else float(text)
    if column.minimum is not None and value < column.minimum:
        raise CellError(f"{text} is below {column.minimum}", f"write {_number_form(column)}")
    if column.maximum is not None and value > column.maximum:
        raise CellError(f"{text} is above {column.maximum}", f"write {_number_form(column)}")
    return value


def _number_form(column: Column) -> str:
    form = "a whole number" if column.type == "integer" else "a number with a decimal point"
    bounds = [
        f"{word} {bound}"
        for word, bound in (("from", column.minimum), ("to", column.maximum))
        if bound is not None
    ]
    return " ".join([form, *bounds])


def _read_date(text: str) -> edtf.Stretch:
    try:
        return edtf.parse(text)
    except ValueError as error:
        raise CellError(
            str(error),
            "write a year, month or day that exists: 1956, 1956-10 or 1956-10-19",
        ) from error


def _refuse_hidden_characters(text: str) -> None:
    for character in text:
        if 0xDC80 <= ord(character) <= 0xDCFF:
            raise CellError("the bytes are not UTF-8", "save the file as UTF-8")
        if unicodedata.category(character) == "Cc":
            raise CellError(
                f"the control character U+{ord(character):04X} or a line break stands in the cell",
                "write the text on one line",
            )


def _mend(column: Column) -> str:
    if column.choices:
        return "write " + ", ".join(column.choices)
    if column.pattern:
        return f"write text of the form {column.pattern} ({column.description.rstrip('.')})"
    if column.points_to:
        return f"name a {column.points_to[1]} of {column.points_to[0]}.csv"
    return f"write: {column.description.rstrip('.')}"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)

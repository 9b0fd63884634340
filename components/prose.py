"""Text from the data, made safe for Markdown: nothing in a CSV is ever markup."""

import re

from components.dossier import Source

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

LANGUAGES = {
    "ar": "Arabic",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fr": "French",
    "hr": "Croatian",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sq": "Albanian",
    "sr": "Serbian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}

VERIFIED = {
    "two-pages": "checked on two independent pages",
    "page": "checked on one page",
    "knowledge": "not yet checked on a page",
}


def without_marks(text: str) -> str:
    """Text without the marks that would turn the writing direction of what follows."""
    return _INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """Text as Markdown that shows exactly this text.

    CommonMark lets a backslash stand before any ASCII punctuation, which is all that
    Markdown, LaTeX, colour and emoji syntax is made of.
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(without_marks(text).split()))


def language_name(code: str) -> str:
    """A language in English, by ISO 639-1 code."""
    return LANGUAGES.get(code) or plain(code)


def code(text: str) -> str:
    """Text as inline code, which Streamlit leaves as it is: no link, no typography."""
    return f"`{' '.join(text.replace('`', chr(39)).split())}`"


def link(text: str, url: str) -> str:
    """A Markdown link; text without a link if there is no address."""
    if not url:
        return plain(text)
    # Angle brackets keep spaces and round brackets of an address from ending the link.
    address = url.replace("<", "%3C").replace(">", "%3E")
    return f"[{plain(text)}](<{address}>)"


def source_name(source: Source) -> str:
    """A source by its publisher, linked; one without an address by its title."""
    return link(source.publisher if source.url else source.title, source.url)


def source_line(source: Source) -> str:
    """A source as Markdown: linked title, publisher, date, language."""
    facts = [
        plain(source.author),
        plain(source.publisher),
        source.published.words if source.published else "",
        language_name(source.language),
    ]
    return f"{link(source.title, source.url)}. {', '.join(fact for fact in facts if fact)}"

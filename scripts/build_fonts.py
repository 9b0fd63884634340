"""Build the fonts that the project ships from those in the Streamlit package.

What: one serif for headings and preview pictures, one sans for preview pictures, both
with Latin and Cyrillic letters only and with the weights that are used.

Source: Source Serif 4 and Source Sans 3 by Adobe, as the Streamlit package has them.

Licence: SIL Open Font License 1.1, https://openfontlicense.org, also for what is built.

How to run::

    pip install "fonttools[woff]" streamlit
    python scripts/build_fonts.py components/fonts
"""

import argparse
from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

MEDIA = Path(streamlit.__file__).parent / "static" / "static" / "media"
LETTERS = [
    *range(0x20, 0x250),  # Latin
    *range(0x2B0, 0x370),  # marks
    *range(0x400, 0x530),  # Cyrillic
    *range(0x1E00, 0x1F00),  # Latin with marks
    *range(0x2010, 0x2070),  # punctuation
    0x20AC,
    0x2116,
    0x2212,
]
FONTS = {
    "serif.woff2": ("SourceSerifVariable-Roman.ttf.*.woff2", {"wght": (400, 700), "opsz": None}),
    "sans.woff2": ("SourceSansVF-Upright.ttf.*.woff2", {"wght": (400, 700)}),
}
"""File to build: the file in the package, and what of its axes is kept (None = the default)."""


def build(folder: Path) -> None:
    """Write the fonts into a folder."""
    for name, (pattern, axes) in FONTS.items():
        (path,) = MEDIA.glob(pattern)
        font = TTFont(path)
        options = Options(layout_features=["kern", "liga", "mark"], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        known = {axis.axisTag for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, {k: v for k, v in axes.items() if k in known})
        font.flavor = "woff2"
        font.save(folder / name)
        print(f"{name}: {(folder / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    build(parser.parse_args().folder)

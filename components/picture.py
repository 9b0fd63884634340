"""The picture of a link's preview, 1200 by 630 pixels: date, title, and the map (pure)."""

import datetime as dt
import io
import math
import textwrap
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from components.dossier import Dossier
from components.dossier.geometry import polygons
from components.palette import LIGHT, RGB, party_colour
from components.viewpoint import View, draw_areas

SIZE = (1200, 630)
MAP_LEFT = 700
"""The map fills the picture from here to its right edge."""

BOX = (144.9, 43.1, 149.1, 45.75)
"""West, south, east and north of the map, in degrees: the four islands and the strait."""

FINER = 2
"""The map is drawn so many times larger and made smaller, for smooth edges."""

FONTS = Path(__file__).parent / "fonts"
SERIF, SANS = "serif.woff2", "sans.woff2"
PAPER = (251, 249, 244)


@lru_cache
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / name, size)
    font.set_variation_by_axes([weight])
    return font


def _project(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator, scaled so that the box fills the map's height."""
    west, south, east, north = BOX
    width, height = (SIZE[0] - MAP_LEFT) * FINER, SIZE[1] * FINER

    def up(degrees: float) -> float:
        return math.asinh(math.tan(math.radians(degrees)))

    scale = min(height / (up(north) - up(south)), width / math.radians(east - west))
    x = math.radians(lon - (west + east) / 2) * scale + width / 2
    return x, height / 2 - (up(lat) - (up(north) + up(south)) / 2) * scale


def draw_picture(
    dossier: Dossier,
    title: str,
    above: str,
    day: dt.date,
    place: tuple[float, float] | None = None,
) -> bytes:
    """Draw a preview as PNG.

    Args:
        dossier: says who held which area.
        title: what the link shows.
        above: a short line over the title: a date, a kind.
        day: the day of the map.
        place: latitude and longitude of a mark, in degrees; marks off the map are left out.
    """
    picture = Image.new("RGB", SIZE, PAPER)
    picture.paste(_map(dossier, day, place), (MAP_LEFT, 0))
    draw = ImageDraw.Draw(picture)
    draw.text((64, 64), above, font=_font(SANS, 34, 400), fill=(138, 37, 73))
    size, lines = _fitting(title)
    leading = round(size * 1.18)
    font = _font(SERIF, size, 600)
    for place_of_line, line in enumerate(lines):
        draw.text((64, 122 + place_of_line * leading), line, font=font, fill=LIGHT.ink)
    draw.text((64, 540), "Unfinished Peace", font=_font(SERIF, 36, 400), fill=LIGHT.ink)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitting(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title fits into five lines, and the lines."""
    room = MAP_LEFT - 64 - 40
    for size in (60, 52, 46, 40, 34):
        font = _font(SERIF, size, 600)
        lines = _broken(title, font, room)
        if len(lines) * size * 1.18 <= 400:
            return size, lines
    return 34, [*lines[:8], textwrap.shorten(lines[8], 40, placeholder=" …")]


def _broken(text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _map(dossier: Dossier, day: dt.date, place: tuple[float, float] | None) -> Image.Image:
    size = ((SIZE[0] - MAP_LEFT) * FINER, SIZE[1] * FINER)
    image = Image.new("RGB", size, LIGHT.sea)
    areas = draw_areas(dossier, day, View.CONTROL)
    draw = ImageDraw.Draw(image)
    hatched = Image.new("L", size)
    draw_hatched = ImageDraw.Draw(hatched)
    for polygon in polygons():
        points = [_project(lon, lat) for lon, lat in polygon.points]
        drawn = areas.get(polygon.area)
        held = drawn is not None and drawn.parties
        fill = party_colour(drawn.parties[-1], dark=False) if held else LIGHT.land
        draw.polygon(points, fill=fill, outline=LIGHT.coast)
        if held and not drawn.firm:
            draw_hatched.polygon(points, fill=255)
    _hatch(image, hatched)
    if place is not None:
        _mark(draw, *_project(place[1], place[0]))
    return image.resize((size[0] // FINER, size[1] // FINER), Image.Resampling.LANCZOS)


def _hatch(image: Image.Image, where: Image.Image) -> None:
    """Light strokes over what is held without a treaty, as on the map of the site."""
    strokes = Image.new("L", image.size)
    draw = ImageDraw.Draw(strokes)
    for x in range(-image.height, image.width, 14):
        draw.line([(x, image.height), (x + image.height, 0)], fill=90, width=3)
    image.paste(Image.new("RGB", image.size, PAPER), mask=ImageChops.multiply(strokes, where))


def _mark(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    radius = 11 * FINER
    accent: RGB = LIGHT.accent
    circle = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse(circle, fill=accent, outline=PAPER, width=6)

"""A portrait as inline SVG, for pages: the same cells as in a terminal, drawn as rectangles.

It is hidden from screen readers, so the page must say the mood in words beside it. Nothing in it comes from a file but
words of closed lists, so there is nothing to escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.portrait.compose import colours, compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.portrait.traits import Traits

WIDTH, HEIGHT = 8, 16
"""A cell, in units: twice as high as wide, so that twelve by six of them make a square of 96."""
BLOCKS = {
    **{
        sign: ((0, 16 - 2 * eighths, 8, 2 * eighths),) for eighths, sign in enumerate("▁▂▃▄▅▆▇█", 1)
    },
    "▔": ((0, 0, 8, 2),),
    "▀": ((0, 0, 8, 8),),
    "▌": ((0, 0, 4, 16),),
    "▐": ((4, 0, 4, 16),),
    "▘": ((0, 0, 4, 8),),
    "▝": ((4, 0, 4, 8),),
    "▖": ((0, 8, 4, 8),),
    "▗": ((4, 8, 4, 8),),
    "▛": ((0, 0, 8, 8), (0, 8, 4, 8)),
    "▜": ((0, 0, 8, 8), (4, 8, 4, 8)),
    "▙": ((0, 0, 4, 8), (0, 8, 8, 8)),
    "▟": ((4, 0, 4, 8), (0, 8, 8, 8)),
    "▚": ((0, 0, 4, 8), (4, 8, 4, 8)),
    "▞": ((4, 0, 4, 8), (0, 8, 4, 8)),
    "─": ((0, 7, 8, 2),),
    "━": ((0, 6, 8, 4),),
}
"""Each sign as rectangles of its cell: left, top, width, height."""


def svg(traits: Traits, band: str) -> str:
    """Return the portrait as one `svg` element, 96 by 96."""
    shades = colours(traits, band)
    paths: dict[str, list[str]] = {shades["plate"]: ["M0 0h96v96h-96z"]}
    for y, row in enumerate(compose(traits, band)):
        for x, cell in enumerate(row):
            if cell.ground != "plate":
                paths.setdefault(shades[cell.ground], []).append(
                    _rectangle(x, y, (0, 0, WIDTH, HEIGHT))
                )
    grounds = "".join(_path(colour, drawn) for colour, drawn in paths.items())
    paths = {}
    for y, row in enumerate(compose(traits, band)):
        for x, cell in enumerate(row):
            if cell.sign != " ":
                paths.setdefault(shades[cell.tone], []).extend(_signs(x, y, cell.sign))
    signs = "".join(_path(colour, drawn) for colour, drawn in paths.items())
    return (
        '<svg class="portrait" width="96" height="96" viewBox="0 0 96 96" aria-hidden="true" focusable="false" '
        f'shape-rendering="crispEdges">{grounds}{signs}</svg>'
    )


def _signs(x: int, y: int, sign: str) -> Iterator[str]:
    for rectangle in BLOCKS[sign]:
        yield _rectangle(x, y, rectangle)


def _rectangle(x: int, y: int, rectangle: tuple[int, int, int, int]) -> str:
    left, top, width, height = rectangle
    return f"M{x * WIDTH + left} {y * HEIGHT + top}h{width}v{height}h-{width}z"


def _path(colour: str, drawn: list[str]) -> str:
    return f'<path fill="{colour}" d="{"".join(drawn)}"/>'

"""A QR code: as lines of block characters, two rows of the code to a line, for a terminal; or as a drawing for a page. Pure."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import segno

QUIET = 2
"""Light modules around the code; the standard wants four, and readers do with two where there is little room."""
_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""Light modules are drawn, since most terminals write light on dark: by which of upper and lower is dark."""
_DARK_BLOCKS = {(False, False): " ", (False, True): "▄", (True, False): "▀", (True, True): "█"}


def qr_lines(text: str, *, light: bool = False) -> list[str]:
    """Return the code of a text; with `light` for a terminal that writes dark on light."""
    grid = [
        [bool(module) for module in row]
        for row in segno.make(text, micro=False).matrix_iter(border=QUIET)
    ]
    if len(grid) % 2:
        grid.append([False] * len(grid[0]))
    blocks = _DARK_BLOCKS if light else _BLOCKS
    return [
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(grid[::2], grid[1::2], strict=True)
    ]


@lru_cache(maxsize=256)
def qr_svg(text: str, label: str) -> str:
    """Return the code of a text as an `svg` element for a page, with `label` as what it is to whoever can't see it.

    Kept, because a class's page is asked for often and a code takes milliseconds to work out.
    """
    rows = list(segno.make(text, micro=False).matrix_iter(border=4))
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module
    )
    return (
        f'<svg class="qr" viewBox="0 0 {len(rows)} {len(rows)}" role="img" aria-label="{escape(label)}" '
        f'shape-rendering="crispEdges"><path d="{dark}"/></svg>'
    )


def join_address(url: str, code: str) -> str:
    """Return the address that a phone's camera is to open: the page, and the code behind a `#`, which stays in the browser."""
    return f"{url.rstrip('/')}/#code={code}"

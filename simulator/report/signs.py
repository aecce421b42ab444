"""Signs that every terminal and every screen reader has, in place of those that it may lack.

Each sign is one cell wide before and after, so that what was laid out stays in its place. Letters stay, whatever their
alphabet: what a scenario says is not respelt. Pure.
"""

from __future__ import annotations

_SAID = {
    "-": "‐‑‒–—―−─╌═╴╶▔▁",
    "=": "━╍╸╺╼╾▄",
    ":": "┆┇┊┋╎╏",
    "|": "│┃║╵╷╹╻╽╿▏▎▍▋▊▉▐▕",
    '"': "“”„‟«»″",
    "'": "‘’‚‛‹›′",
    ".": "…░▒▓┄┅┈┉",
    "*": "·•●∙◆◇★☆",
    "o": "○◦",
    ">": "→⇒▶▷►▸▹▌≥",
    "<": "←⇐◀◁◄◂≤",
    "^": "↑▲△▴",
    "v": "↓▼▽▾",
    "x": "×✗✘✕",
    "+": "✓✔",
    " ": "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}",
}
_BOXES = dict.fromkeys(range(0x2500, 0x2580), "+") | dict.fromkeys(range(0x2580, 0x25A0), "#")
_TABLE = _BOXES | {ord(sign): plain for plain, signs in _SAID.items() for sign in signs}


def plain_signs(text: str) -> str:
    """Return a text with its quotes, dashes, arrows, frames and bars in ASCII."""
    return text if text.isascii() else text.replace("└ ", "' ").translate(_TABLE)

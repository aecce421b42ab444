"""The parts of which every portrait is composed: rows of signs over rows of roles, and the inks they are printed in.

Twelve columns by six rows. Each row of a part has its signs and, below each sign, its role: what the sign is printed with,
and on what. A blank role leaves what lies below. Nothing is composed here, see `compose`.

No tone of skin is drawn or guessed: an ink is a colour of printing, not of people.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = 12
ROWS = 6


class Rows(NamedTuple):
    """One row of a part: twelve signs, and twelve roles of `ROLES`."""

    signs: str
    roles: str


class Features(NamedTuple):
    """What tells the mood in a face: cells 3 to 8 of rows 1, 2 and 3."""

    brows: str
    eyes: str
    mouth: str


class Ink(NamedTuple):
    """Four tones of one ink, as `#rrggbb`; features have at least 7 : 1 on the face."""

    face: str
    cloth: str
    ink: str
    trim: str


class Shoulders(NamedTuple):
    """Shoulders, left and right: their tips (two cells of row 4) and their width (three cells of row 5)."""

    tips: tuple[str, str]
    width: tuple[str, str]


ROLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "h": ("hair", "plate"),
        "H": ("hair", "face"),
        "f": ("face", "plate"),
        "F": ("ink", "face"),
        "c": ("cloth", "plate"),
        "C": ("cloth", "face"),
        "t": ("trim", "cloth"),
        "T": ("trim", "face"),
        "l": ("cloth", "trim"),
    }
)
"""A role: what the sign is printed with, and what on."""

FEATURES: Mapping[str, Features] = MappingProxyType(
    {
        "furious": Features("▔▃  ▃▔", " ▝  ▘ ", "  ▆▆  "),
        "angry": Features("▔▃  ▃▔", " ▝  ▘ ", " ▗━━▖ "),
        "frustrated": Features("▂▂  ▂▂", " ▝  ▝ ", "  ▂▂▖ "),
        "wary": Features("▔▔  ▂▂", " ▗  ▗ ", "  ▂▂  "),
        "calm": Features(" ▁  ▁ ", " ▖  ▗ ", "  ▂▂  "),
        "pleased": Features(" ▔  ▔ ", " ▘  ▝ ", " ▝━━▘ "),
        "delighted": Features(" ▔  ▔ ", " ━  ━ ", " ▜██▛ "),
    }
)
"""Brows, eyes and mouth by band of mood."""

_HIGH = Shoulders(("▗▄", "▄▖"), ("███", "███"))
_LEVEL = Shoulders(("  ", "  "), ("▗▟█", "█▙▖"))
_LOW = Shoulders(("  ", "  "), ("▁▄█", "█▄▁"))
POSTURE: Mapping[str, Shoulders] = MappingProxyType(
    {
        "furious": _HIGH,
        "angry": _HIGH,
        "frustrated": _LEVEL,
        "wary": _LEVEL,
        "calm": _LEVEL,
        "pleased": _LOW,
        "delighted": _LOW,
    }
)
"""How high the shoulders are, by band of mood."""

FACE: Mapping[str, Mapping[int, Rows]] = MappingProxyType(
    {
        "round": {
            1: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            2: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            3: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            4: Rows("   ▝▜██▛▘   ", "   ffffff   "),
        },
        "square": {
            1: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            2: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            3: Rows("  ▐      ▌  ", "  fFFFFFFf  "),
            4: Rows("   ▀▜██▛▀   ", "   ffffff   "),
        },
    }
)
"""Shapes of a face, without features."""

HAIR: Mapping[str, Mapping[int, Rows]] = MappingProxyType(
    {
        "crop": {
            0: Rows("  ▗▟████▙▖  ", "  hhhhhhhh  "),
            1: Rows("  ▌      ▐  ", "  H      H  "),
        },
        "part": {
            0: Rows("  ▄▟█████▖  ", "  hhhhhhhh  "),
            1: Rows(" ▐▛▀▘   ▝▜  ", " hHHH   HH  "),
            2: Rows("  ▘      ▝  ", "  H      H  "),
        },
        "long": {
            0: Rows("  ▄▟████▙▄  ", "  hhhhhhhh  "),
            1: Rows(" ▐█▘    ▝█▌ ", " hhH    Hhh "),
            2: Rows(" ▐█      █▌ ", " hh      hh "),
            3: Rows(" ▐█      █▌ ", " hh      hh "),
            4: Rows(" ▐█▙    ▟█▌ ", " hhh    hhh "),
        },
        "bob": {
            0: Rows(" ▗▟██████▙▖ ", " hhhhhhhhhh "),
            1: Rows(" ▐█▀    ▀█▌ ", " hhH    Hhh "),
            2: Rows(" ▐█      █▌ ", " hh      hh "),
            3: Rows(" ▝▛      ▜▘ ", " hH      Hh "),
        },
        "bun": {
            0: Rows("  ▗▟████▙▖  ", "  hhhhhhhh  "),
            1: Rows("  ▛▘    ▝▜▖ ", "  HH    HHh "),
            2: Rows("  ▘      ▐█▙", "  H      Hhh"),
            3: Rows("          ▀▘", "          hh"),
        },
        "curls": {
            0: Rows(" ▗▟▜█▙▟█▛▙▖ ", " hhhhhhhhhh "),
            1: Rows(" ▜█▘    ▝█▛ ", " hhH    Hhh "),
            2: Rows(" ▟▌      ▐▙ ", " hH      Hh "),
            3: Rows(" ▝▘      ▝▘ ", " hH      Hh "),
        },
        "bald": {
            0: Rows("   ▗▄▄▄▄▖   ", "   ffffff   "),
            2: Rows("  ▌      ▐  ", "  H      H  "),
        },
        "thin": {
            0: Rows("  ▗▟▀▀▀▀▙▖  ", "  hhHHHHhh  "),
            1: Rows("  ▌      ▐  ", "  H      H  "),
            2: Rows("  ▘      ▝  ", "  H      H  "),
        },
        "pinned": {
            0: Rows("  ▗▟████▙▖  ", "  hhhhhhhh  "),
            1: Rows("  ▛▀▘   ▝▜  ", "  HHH   HH  "),
            4: Rows("  ▗      ▖  ", "  h      h  "),
        },
        "scarf": {
            0: Rows("  ▗▟████▙▖  ", "  cccccccc  "),
            1: Rows(" ▗█▘    ▝█▖ ", " ccC    Ccc "),
            2: Rows(" ▐█      █▌ ", " cc      cc "),
            3: Rows(" ▐█▖    ▗█▌ ", " ccC    Ccc "),
            4: Rows(" ▝██▄▄▄▄██▘ ", " cccCCCCccc "),
        },
        "cap": {
            0: Rows("  ▗▟████▙▖  ", "  cccccccc  "),
            1: Rows("▗▄█▀▀▀▀▀▀▌  ", "cccCCCCCCC  "),
        },
    }
)
"""What is on the head."""

WEAR: Mapping[str, Mapping[int, Rows]] = MappingProxyType(
    {
        "crew": {
            5: Rows("   ██▄▄██   ", "   ccCCcc   "),
        },
        "vee": {
            5: Rows("   ██▙▟██   ", "   ccCCcc   "),
        },
        "shirt": {
            5: Rows("   █▐▙▟▌█   ", "   ctTTtc   "),
        },
        "jacket": {
            5: Rows("   ▙▐▙▟▌▟   ", "   ltTTtl   "),
        },
        "roll": {
            4: Rows("     ▄▄     ", "     CC     "),
            5: Rows("   ██████   ", "   cccccc   "),
        },
        "knit": {
            5: Rows("   ▚▞▄▄▚▞   ", "   ttCCtt   "),
        },
        "collar": {
            4: Rows("  ▄      ▄  ", "  c      c  "),
            5: Rows("   ▙▄▄▄▄▟   ", "   cCCCCc   "),
        },
    }
)
"""What is worn."""

EXTRA: Mapping[str, Mapping[int, Rows]] = MappingProxyType(
    {
        "glasses": {
            2: Rows("     ──     ", "     FF     "),
        },
        "beard": {
            3: Rows("   ▄    ▄   ", "   H    H   "),
            4: Rows("   ▜▄▄▄▄▛   ", "   hHHHHh   "),
        },
    }
)
"""Beard and glasses."""

INKS: Mapping[str, Ink] = MappingProxyType(
    {
        "teal": Ink("#7fb7ae", "#2f6f6a", "#10201e", "#dcefeb"),
        "ochre": Ink("#d9b26a", "#8a5a1e", "#2a1c0a", "#f5e6c8"),
        "plum": Ink("#c79ab8", "#6d3f63", "#25121f", "#f1dceb"),
        "slate": Ink("#9fb1c7", "#44587a", "#141b27", "#e1e9f3"),
        "moss": Ink("#a9b982", "#55683a", "#1a2010", "#e8efd6"),
        "brick": Ink("#d59a83", "#8c4433", "#2b130d", "#f6ddd3"),
    }
)

PLATES: Mapping[str, str] = MappingProxyType(
    {
        "furious": "#5a3a36",
        "angry": "#5a3a36",
        "frustrated": "#4c4837",
        "wary": "#4c4837",
        "calm": "#3c4650",
        "pleased": "#35503f",
        "delighted": "#35503f",
    }
)
"""The tint of the ground by band of mood, the same in every theme: a print keeps its ground."""

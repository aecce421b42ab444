"""The parts of a portrait in ASCII: a separate small table, because quarter blocks have no ASCII that is like them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from simulator.portrait.parts import Features

if TYPE_CHECKING:
    from collections.abc import Mapping


class Head(NamedTuple):
    """Hair in ASCII: the top row of twelve signs, and for rows 1 to 3 the sign left and right of the face."""

    top: str
    sides: tuple[str, str, str]


FEATURES: Mapping[str, Features] = MappingProxyType(
    {
        "furious": Features(" \\  / ", " o  o ", "  ()  "),
        "angry": Features(" \\  / ", " o  o ", " .--. "),
        "frustrated": Features(" -  - ", "  o  o", "  --. "),
        "wary": Features(" ~  - ", " o  o ", "  --  "),
        "calm": Features(" -  - ", " o  o ", "  --  "),
        "pleased": Features(" ~  ~ ", " o  o ", " `--' "),
        "delighted": Features(" ~  ~ ", " ^  ^ ", " \\__/ "),
    }
)

HAIR: Mapping[str, Head] = MappingProxyType(
    {
        "crop": Head("  .######.  ", ("||", "||", "||")),
        "part": Head("  .#####\\.  ", ("#|", "||", "||")),
        "long": Head("  .######.  ", ("##", "##", "##")),
        "bob": Head(" .########. ", ("##", "##", "\\/")),
        "bun": Head("  .######.  ", ("#@", "||", "||")),
        "curls": Head(" .oOoOOoOo. ", ("OO", "oo", "||")),
        "bald": Head("  .------.  ", ("||", "||", "||")),
        "thin": Head("  .#----#.  ", ("||", "||", "||")),
        "pinned": Head("  .######.  ", ("#|", "||", "|;")),
        "scarf": Head("  .::::::.  ", ("::", "::", "::")),
        "cap": Head("  .======.  ", ("=|", "||", "||")),
    }
)

WEAR: Mapping[str, str] = MappingProxyType(
    {
        "crew": "'--'",
        "vee": "'\\/'",
        "shirt": "<\\/>",
        "jacket": "[\\/]",
        "roll": "====",
        "knit": "xxxx",
        "collar": "(__)",
    }
)

SHOULDERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "furious": ("/##", "##\\"),
        "angry": ("/##", "##\\"),
        "frustrated": (".-#", "#-."),
        "wary": (".-#", "#-."),
        "calm": (".-#", "#-."),
        "pleased": ("._-", "-_."),
        "delighted": ("._-", "-_."),
    }
)
CHIN = "   '-..-'   "
BEARD = "   \\####/   "

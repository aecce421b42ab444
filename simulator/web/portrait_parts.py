"""What the browser composes portraits of: the parts, inks and blocks of `simulator.portrait`, as a script.

The browser draws by itself what `simulator.portrait.svg` draws: a page may not take markup from anywhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from simulator.portrait.compose import EYES, SHOULDERS, TIPS, TONES
from simulator.portrait.parts import (
    COLUMNS,
    EXTRA,
    FACE,
    FEATURES,
    HAIR,
    INKS,
    PLATES,
    POSTURE,
    ROLES,
    ROWS,
    WEAR,
)
from simulator.portrait.svg import BLOCKS, HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.portrait.parts import Rows


def portrait_script() -> bytes:
    """Return the script that gives portrait.js the table `PARTS`."""
    table = {
        "columns": COLUMNS,
        "rows": ROWS,
        "cell": (WIDTH, HEIGHT),
        "tips": TIPS,
        "shoulders": SHOULDERS,
        "eyes": EYES,
        "roles": dict(ROLES),
        "features": dict(FEATURES),
        "posture": {
            band: ("".join(shoulders.tips), "".join(shoulders.width))
            for band, shoulders in POSTURE.items()
        },
        "face": _draw(FACE),
        "hair": _draw(HAIR),
        "wear": _draw(WEAR),
        "extra": _draw({"beard": EXTRA["beard"], "glasses": EXTRA["glasses"]}),
        "inks": {ink: tones._asdict() for ink, tones in INKS.items()},
        "tones": TONES,
        "plates": dict(PLATES),
        "blocks": BLOCKS,
    }
    return f'"use strict";\nconst PARTS = {json.dumps(table)};\n'.encode()


def _draw(parts: Mapping[str, Mapping[int, Rows]]) -> dict[str, dict[int, Rows]]:
    return {name: dict(rows) for name, rows in parts.items()}

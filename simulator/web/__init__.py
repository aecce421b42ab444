"""The pages of the seat, the board and the trainer, with script and style, as files of the program; nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.web.portrait_parts import portrait_script
from simulator.web.trainer_words import trainer_script
from simulator.web.words import words_script

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES = {
    "/": ("text/html", "seat.html"),
    "/board": ("text/html", "board.html"),
    "/trainer": ("text/html", "trainer.html"),
    "/trainer.css": ("text/css", "trainer.css"),
    "/trainer.js": ("text/javascript", "trainer.js"),
    "/trainer-people.js": ("text/javascript", "trainer-people.js"),
    "/trainer-walk.js": ("text/javascript", "trainer-walk.js"),
    "/set-up.js": ("text/javascript", "set-up.js"),
    "/link.js": ("text/javascript", "link.js"),
    "/page.js": ("text/javascript", "page.js"),
    "/portrait.js": ("text/javascript", "portrait.js"),
    "/scene.js": ("text/javascript", "scene.js"),
    "/entry.js": ("text/javascript", "entry.js"),
    "/debrief.js": ("text/javascript", "debrief.js"),
    "/own-words.js": ("text/javascript", "own-words.js"),
    "/seat.js": ("text/javascript", "seat.js"),
    "/qr.js": ("text/javascript", "qr.js"),
    "/board.js": ("text/javascript", "board.js"),
    "/style.css": ("text/css", "style.css"),
}


def set_up_pages() -> Mapping[str, tuple[str, bytes]]:
    """Return the pages that are served while a round is set up: the trainer's page is another one then."""
    names = ("/style.css", "/trainer.css", "/page.js", "/words.js", "/set-up.js", "/trainer")
    found = pages()
    set_up = ("text/html", (Path(__file__).parent / "set-up.html").read_bytes())
    return {**{name: found[name] for name in names}, "/trainer": set_up}


def pages() -> Mapping[str, tuple[str, bytes]]:
    """Return the content type and the bytes of every page by its path."""
    folder = Path(__file__).parent
    files = {path: (kind, (folder / name).read_bytes()) for path, (kind, name) in _FILES.items()}
    made = {
        "/words.js": words_script(),
        "/trainer-words.js": trainer_script(),
        "/portrait-parts.js": portrait_script(),
    }
    return files | {path: ("text/javascript", script) for path, script in made.items()}

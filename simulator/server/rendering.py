"""The templates of the pages: they escape what is filled in, and raise an error for a name that was never given."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from simulator.server import words
from simulator.server.assignments import words as tasks
from simulator.server.plays import words as solo
from simulator.server.rounds import words as rounds
from simulator.server.shifts import words as shifts
from simulator.server.uploads import words as files
from simulator.text import signed

if TYPE_CHECKING:
    from collections.abc import Mapping


FOLDER = Path(__file__).parent / "templates"


class Templates:
    """Renders pages from the files in `templates`."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            keep_trailing_newline=True,
        )
        self._environment.globals |= {
            "words": words,
            "files": files,
            "shifts": shifts,
            "solo": solo,
            "tasks": tasks,
            "rounds": rounds,
        }
        self._environment.filters |= {
            "day": day,
            "time": time,
            "moment": moment_words,
            "signed": signed,
            "drawing": drawing,
        }

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Return a page; raises jinja2.TemplateError where the template and the values don't fit."""
        return self._environment.get_template(name).render(values)


def drawing(svg: str) -> Markup:
    """Return a drawing that the program made, to go into a page as it is; raises ValueError for anything else."""
    if svg and not svg.startswith("<svg "):
        raise ValueError(svg[:20])
    return Markup(svg)


def day(seconds: int) -> str:
    """Return a day as people read it, in UTC: `3 March 2026`."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%B %Y}"


def time(seconds: int) -> str:
    """Return a time as a table has it, in UTC: `2026-03-03 17:05`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def moment_words(moment: datetime) -> str:
    """Return a time as people read it, in UTC: `3 March 2026, 17:05 UTC`."""
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M} UTC"

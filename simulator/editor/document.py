"""A scenario file as it is in an editor at one moment, and what can be said of it whether or not it is valid.

What is costly is worked out once and when it is first asked for. The scenario is that of the newest version without errors, so
that what can only be asked of a scenario is still answered while a line is being typed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from simulator.editor.outline_scan import outline_of
from simulator.editor.symbols import Symbols
from simulator.scenario.fields.customer import CUSTOMER
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO
from simulator.scenario.limits import MAX_BYTES

if TYPE_CHECKING:
    from simulator.editor.outline import Outline
    from simulator.scenario.model import Customer, Scenario

_SCHEMA_LINE: Final = re.compile(r"\ufeff?#:schema[ \t].*scenario")
_KEYS: Final = frozenset(key.name for key in SCENARIO.keys)


class Document:
    """One version of a file's text; `id` is the file's name without its suffix."""

    def __init__(self, text: str, id: str, scenario: Scenario | None = None) -> None:
        self.text = text
        self.id = id
        self.scenario = scenario

    @cached_property
    def data(self) -> bytes:
        """The bytes that the text would be saved as; a lone surrogate isn't text, and is read as such."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def outline(self) -> Outline:
        """Tables, keys and values; nothing of a text that is too large for a scenario."""
        return outline_of(self.text if len(self.text) <= MAX_BYTES else "")

    @cached_property
    def symbols(self) -> Symbols:
        """Every name and where it is."""
        return Symbols(self.outline, self.content)

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the text says, as TOML would give it."""
        return self.outline.document()

    @cached_property
    def is_scenario(self) -> bool:
        """Whether this is a scenario rather than another TOML file: it has a format or scenes, or names the schema."""
        names = self._top_names
        return "format" in names or "scenes" in names or bool(_SCHEMA_LINE.match(self.text))

    @cached_property
    def may_be_scenario(self) -> bool:
        """Whether help with writing it is wanted: it is a scenario, or has nothing but keys of one so far."""
        return self.is_scenario or self._top_names <= _KEYS or len(self._top_names) == 1

    @cached_property
    def _top_names(self) -> set[str]:
        sections = self.outline.sections
        names = {section.names[0].text for section in sections if section.names}
        return names | {pair.names[0].text for section in sections[:1] for pair in section.pairs}

    @cached_property
    def customer(self) -> Customer:
        """The customer as far as the text says who it is; its numbers are settled whatever is missing."""
        written = self.content.get("customer")
        customer: Customer = CUSTOMER.read(
            written if isinstance(written, dict) else {}, (), Report()
        )
        return customer

    def scene(self, name: str) -> dict[str, Any]:
        """Return the table of a scene; an empty one where there is none."""
        scenes = self.content.get("scenes")
        table = scenes.get(name) if isinstance(scenes, dict) else None
        return table if isinstance(table, dict) else {}

    def reply(self, scene: str, id: str) -> dict[str, Any]:
        """Return the table of a reply; an empty one where there is none."""
        replies = self.scene(scene).get("replies")
        for reply in replies if isinstance(replies, list) else ():
            if isinstance(reply, dict) and reply.get("id") == id:
                return reply
        return {}

"""Check that the language is a tag, and not the name of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.scenario.edit import Fix, toml_text
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Scenario

LONGEST_TAG = 3
"""Letters of the longest first part that a tag in use has."""
TAGS = {
    "en": ("english", "inglese", "anglais", "englisch"),
    "de": ("german", "deutsch", "allemand"),
    "fr": ("french", "français", "francais", "französisch"),
    "es": ("spanish", "español", "espanol", "castellano"),
    "it": ("italian", "italiano"),
    "nl": ("dutch", "nederlands"),
    "pt": ("portuguese", "português", "portugues"),
    "pl": ("polish", "polski"),
    "cs": ("czech", "čeština", "cesky"),
    "da": ("danish", "dansk"),
    "sv": ("swedish", "svenska"),
    "nb": ("norwegian", "norsk"),
    "fi": ("finnish", "suomi"),
    "hu": ("hungarian", "magyar"),
    "tr": ("turkish", "türkçe"),
    "uk": ("ukrainian",),
    "ru": ("russian",),
    "ja": ("japanese", "nihongo"),
    "zh": ("chinese",),
}
"""The tags of languages, each with what the language is called."""


@check("unknown-language", Severity.WARNING)
def unknown_language(scenario: Scenario) -> Iterator[Problem]:
    """Find a language that is given by its name: nothing that reads the tag knows it."""
    first = scenario.language.partition("-")[0]
    if len(first) <= LONGEST_TAG:
        return
    names = {name: tag for tag, words in TAGS.items() for name in words}
    message = f"There is no language tag {quoted(scenario.language)}."
    if tag := names.get(first.lower()):
        yield Problem(("language",), message, f"Did you mean {quoted(tag)}?", Fix(toml_text(tag)))
    else:
        yield Problem(("language",), message, 'Use one such as "en" or "de-AT".')

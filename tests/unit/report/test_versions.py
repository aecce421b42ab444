"""Versions of a scenario side by side: figures counted by hand, whether scores may be compared, in every form."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.report.export.html_form import report_html
from simulator.report.export.json_form import report_json
from simulator.report.export.text_form import report_text
from simulator.report.export.versions_csv import VERSION_COLUMNS, versions_csv
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin
from simulator.report.source import ReportSource
from simulator.report.statistics import Share
from simulator.report.summary import summary_of
from simulator.report.versions import ScenarioVersions, VersionStep, versions_of
from simulator.scenario.parse import parse
from tests.support.card_stage import CARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.report.results import PlayResult
    from simulator.scenario.model import Scenario

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
GOOD, BAD = ("listen", "own-it", "mend"), ("blame", "leave")
WORDS = CARD.replace('text = "That is on us."', 'text = "Our mistake."')
"""The card with other words."""
RULES = WORDS.replace('skills = ["own"]', 'skills = ["own", "reflect"]')
"""The card with other words and another skill."""


class Term:
    """Plays of some versions; a version is known by its text."""

    def __init__(self) -> None:
        self.models: dict[str, Scenario] = {}
        self.plays: list[PlayResult] = []

    def played(self, text: str, moves: Sequence[str], day: int, person: str = "Ada") -> None:
        """A play on a day."""
        reading = parse(text.encode(), "card", "card.toml")
        assert reading.scenario is not None
        self.models[reading.hash] = reading.scenario
        start = Conversation.begin(ScenarioMachine(reading.scenario))
        origin = Origin(f"{len(self.plays)}", person=person, started=MADE + timedelta(days=day))
        self.plays.append(play_result(start, play(start, moves), origin, digest=reading.hash))

    @property
    def source(self) -> ReportSource:
        """What a report is made from."""
        return ReportSource("T", MADE, iter(self.plays), models=self.models)

    def versions(self) -> ScenarioVersions:
        """The one scenario's versions."""
        (found,) = versions_of(summary_of(self.source).scenarios, self.models)
        return found


def a_term(*texts: str) -> Term:
    """A good and a bad play of each version, two days apart, and one more bad play of the first."""
    term = Term()
    for at, text in enumerate(texts):
        term.played(text, GOOD, 2 * at)
        term.played(text, BAD, 2 * at + 1, "Kim")
    term.played(texts[0], BAD, 0, "Kim")
    return term


def test_the_card_has_what_is_changed() -> None:
    """Else the versions below would be one."""
    assert 3 == len({CARD, WORDS, RULES})


def test_figures_beside_each_other() -> None:
    """Counted by hand: three plays of the first, two of the second."""
    found = a_term(CARD, WORDS).versions()
    assert [(1, 3), (2, 2)] == [(item.version, len(item.lines)) for item in found.versions]
    assert (Share(1, 3), Share(1, 2)) == found.shares_of("mended")
    assert (Share(2, 3), Share(1, 2)) == found.shares_of("left")
    assert (Share(2, 3), Share(1, 2)) == found.slips_of("blame")
    assert (Share(0, 3), Share(0, 2)) == found.slips_of("rush")
    assert ("asks",) == found.scenes[:1]
    assert (Share(1, 3), Share(1, 2)) == found.sound_of("asks")


def test_whether_scores_can_be_compared() -> None:
    """They can where words alone differ; else the changes are named."""
    assert (VersionStep(1, 2, comparable=True),) == a_term(CARD, WORDS).versions().steps
    steps = a_term(CARD, WORDS, RULES).versions().steps
    change = 'changed: scenes.asks.replies.own-it.skills: ["own"] → ["own", "reflect"]'
    assert (
        VersionStep(1, 2, comparable=True),
        VersionStep(2, 3, comparable=False, changes=(change,)),
    ) == steps


def test_a_file_that_is_gone() -> None:
    """It isn't known then."""
    term = a_term(CARD, WORDS)
    term.models.pop(next(iter(term.models)))
    assert (VersionStep(1, 2, None),) == term.versions().steps
    assert "isn't known, because one of" in "".join(report_text(term.source))


def test_versions_are_numbered_by_when_they_were_played_first() -> None:
    """However the files come."""
    term = a_term(CARD, WORDS)
    first, last = term.plays[0].scenario.digest, term.plays[2].scenario.digest
    term.plays.reverse()
    assert [first, last] == [item.card.digest for item in term.versions().versions]


def test_one_version_has_nothing_beside_it() -> None:
    """No form has the part."""
    term = a_term(CARD)
    assert () == versions_of(summary_of(term.source).scenarios, term.models)
    assert "side by side" not in "".join(report_text(term.source))
    assert [] == json.loads("".join(report_json(term.source)))["versions"]


class TestForms:
    def test_text_and_page(self) -> None:
        """The verdict with its reason, and each figure with its interval."""
        term = a_term(CARD, WORDS, RULES)
        text = "".join(report_text(term.source))
        page = "".join(report_html(term.source))
        assert "A card: versions side by side" in text
        verdict = "Only words or names have changed between versions 1 and 2, so their scores can be compared"
        assert verdict in " ".join(text.split())
        assert "More than the wording has changed between versions 2 and 3" in page
        assert "scenes.asks.replies.own-it.skills" in page
        assert "1 of 3, 33% (6–79%)" in page
        assert text.index("side by side") < text.index("Turning point 1")

    def test_json(self) -> None:
        """The same figures under keys."""
        document = json.loads("".join(report_json(a_term(CARD, RULES).source)))
        (found,) = document["versions"]
        assert [1, 2] == [item["version"] for item in document["scenarios"]]
        assert [(1, 3), (2, 2)] == [(item["version"], item["plays"]) for item in found["versions"]]
        assert ("2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z") == (
            found["versions"][0]["first"],
            found["versions"][0]["last"],
        )
        assert [1, 1] == [item["many"] for item in found["endings"]["mended"]]
        (step,) = found["steps"]
        assert ([1, 2], False, 0) == (step["versions"], step["scores_comparable"], step["more"])
        assert 1 == len(step["changes"])

    def test_csv(self) -> None:
        """A row a version, read back; the first has nothing to be compared with."""
        text = "".join(versions_csv(a_term(CARD, WORDS, RULES).source))
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert VERSION_COLUMNS == tuple(rows[0])
        assert [("1", "3", "1", ""), ("2", "2", "1", "yes"), ("3", "2", "1", "no")] == [
            (row["version"], row["plays"], row["passed"], row["comparable"]) for row in rows
        ]
        assert rows[2]["changes"].startswith("changed: scenes.asks")

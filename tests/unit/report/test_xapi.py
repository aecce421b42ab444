"""xAPI statements: valid by a second reading of the specification, the same each time, and without a name."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from simulator.engine.conversation import play
from simulator.report.export.xapi_form import (
    duration_text,
    play_statements,
    report_xapi,
    statements_of,
)
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin, PlayResult
from simulator.report.source import ReportSource
from tests.reference.statement_rules import NotAllowed, check_statement
from tests.support.random_plays import random_play
from tests.support.scenarios import SCENES, conversation

if TYPE_CHECKING:
    from collections.abc import Sequence

MADE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def played(*moves: str, closed: bool = False, **origin: Any) -> PlayResult:
    """A play of Kim's."""
    start = conversation(SCENES, needs='"own", "solve"')
    told = Origin(**{"key": "k", "person": "Kim", "mode": "exam", "started": MADE, **origin})
    seconds = [2.5] * len(moves)
    return play_result(
        start, play(start, moves), told, digest="d" * 64, seconds=seconds, closed=closed
    )


def statements(result: PlayResult, pass_mark: int = 70) -> list[dict[str, Any]]:
    """The statements of a play, each checked."""
    found = list(play_statements(result, pass_mark))
    for statement in found:
        check_statement(statement)
    return found


def verbs(found: Sequence[dict[str, Any]]) -> list[str]:
    """What happened."""
    return [statement["verb"]["id"].rpartition("/")[2] for statement in found]


def test_a_play() -> None:
    """Every reply and silence is answered, a listen isn't; then how it ended, and whether it was passed."""
    result = played("listen", "own", "silence", "solve")
    found = statements(result)
    assert ["initialized", "answered", "answered", "answered", "completed"] == verbs(found)[:5]
    assert verbs(found)[5] in ("passed", "failed")
    assert ["terminated"] == verbs(found)[6:]
    own, silence, solve = (statement["result"] for statement in found[1:4])
    assert {"response": "own", "success": True, "duration": "PT2.5S"} == own
    assert {"duration": "PT2.5S"} == silence
    assert "solve" == solve["response"]
    assert ["own", "blame", "leave"] == [
        item["id"] for item in found[1]["object"]["definition"]["choices"]
    ]
    assert result.score is not None
    assert result.score.quality / 100 == found[5]["result"]["score"]["scaled"]
    assert "PT10S" == found[4]["result"]["duration"]
    assert ["2026-03-02T12:00:00.000Z", "2026-03-02T12:00:05.000Z", "2026-03-02T12:00:07.500Z"] == [
        statement["timestamp"] for statement in found[:3]
    ]


def test_a_mistake_is_no_success() -> None:
    """And a low quality has failed, by the pass mark that was asked for."""
    found = statements(played("blame", "solve"), 0)
    assert False is found[1]["result"]["success"]
    assert "passed" in verbs(found)
    assert "failed" in verbs(statements(played("blame", "solve"), 100))


def test_a_play_that_is_not_over() -> None:
    """It has begun, and what was answered is known."""
    assert ["initialized", "answered"] == verbs(statements(played("own")))


def test_what_is_left_out() -> None:
    """A play of which there are only scores, or of which no one knows when it was."""
    plays = [played("own", started=None), played()]
    assert [] == list(statements_of(ReportSource("T", MADE, iter(plays))))
    assert [] == json.loads("".join(report_xapi(ReportSource("T", MADE, iter(plays)))))


def test_ids() -> None:
    """All differ within a play, all are the same for the same play, and another play or pass mark has others."""
    one, again = statements(played("own", "solve")), statements(played("own", "solve"))
    assert one == again
    assert len(one) == len({statement["id"] for statement in one})
    assert {5} == {UUID(statement["id"]).version for statement in one}
    other = statements(played("own", "solve", key="other"))
    assert {item["id"] for item in one}.isdisjoint({item["id"] for item in other})
    judged = [
        next(
            item["id"]
            for item in statements(played("own", "solve"), mark)
            if "score" in item.get("result", {})
        )
        for mark in (0, 1)
    ]
    assert judged[0] != judged[1]


def test_no_name_is_in_them() -> None:
    """A player is an account with a made-up name: the same for the same player, in any case."""
    others: list[dict[str, Any]] = [
        {},
        {"person": "KIM"},
        {"person": "Lou"},
        {"round": "Kim's round", "name": "Kim"},
    ]
    texts = [
        "".join(report_xapi(ReportSource("Kim", MADE, iter([played("own", "solve", **more)]))))
        for more in others
    ]
    assert not any("kim" in text.lower() for text in texts)
    actors = [json.loads(text)[0]["actor"]["account"]["name"] for text in texts]
    assert actors[0] == actors[1] == actors[3] != actors[2]


def test_random_plays() -> None:
    """Statements of plays of random scenarios are valid, each on a line of one JSON list."""
    for seed in range(80):
        turns = random_play(seed)
        if not turns:
            continue
        told = Origin(key=f"{seed}", person="Kim", started=MADE, round="R")
        found = play_result(turns[0].before, turns, told)
        text = "".join(report_xapi(ReportSource("T", MADE, iter([found]))))
        assert statements(found) == json.loads(text), f"seed {seed}"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "PT0S"), (0.004, "PT0S"), (61.5, "PT61.5S"), (100, "PT100S")]
)
def test_durations(seconds: float, text: str) -> None:
    """In seconds, to the hundredth."""
    assert text == duration_text(seconds)


class TestTheSecondReading:
    """It refuses what a store must refuse; else it would hold nothing."""

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("id",), "not-a-uuid"),
            (("actor", "account", "homePage"), "no iri"),
            (("actor", "mbox"), "mailto:kim@example.org"),
            (("actor", "account"), None),
            (("verb", "id"), "answered"),
            (("verb", "display"), {"in english": "answered"}),
            (("object", "definition", "choices"), [{"id": "a"}, {"id": "a"}]),
            (("object", "definition", "interactionType"), "guess"),
            (("result", "duration"), "2.5 s"),
            (("result", "score"), {"scaled": 1.2}),
            (("result", "success"), "yes"),
            (("result", "marks"), 1),
            (("context", "registration"), "1"),
            (("context", "extensions"), {"mode": "exam"}),
            (("timestamp",), "2026-03-02T12:00:00"),
            (("timestamp",), "yesterday"),
        ],
    )
    def test_it_refuses(self, path: Sequence[str], value: object) -> None:
        """One thing wrong in a statement that is valid but for that."""
        statement = copy.deepcopy(statements(played("own", "solve"))[1])
        *above, last = path
        place = statement
        for name in above:
            place = place[name]
        place[last] = value
        with pytest.raises(NotAllowed):
            check_statement(statement)

    @pytest.mark.parametrize("name", ["actor", "verb", "object"])
    def test_what_must_be_there(self, name: str) -> None:
        """Who, what they did, and to what."""
        statement = statements(played("own", "solve"))[0]
        del statement[name]
        with pytest.raises(NotAllowed, match="is missing"):
            check_statement(statement)

"""Small scenarios and plays of them, for numbers that are worked out by hand."""

from typing import Any

from tests.reference.plain_rules import Play

Reply = dict[str, Any]


def one_scene(*replies: Reply, **customer: Any) -> dict[str, Any]:
    """Return a scenario of one scene with these replies, all staying unless they say otherwise."""
    return {
        "format": 1,
        "title": "t",
        "summary": "s",
        "channel": "phone",
        "level": 1,
        "needs": ["own"],
        "start": "only",
        "customer": {"name": "c", **customer},
        "scenes": {
            "only": {"says": ["One.", "Two.", "Three."], "enough": 1, "replies": list(replies)},
            "over": {"says": "Bye.", "ending": "done", "outcome": "full"},
            "lost": {"says": "Bye.", "ending": "lost", "outcome": "none"},
        },
    }


def gauges(play: Play) -> tuple[int, int, int, int]:
    """Return anger, heard, trust and patience."""
    return (play.anger, play.heard, play.trust, play.patience)


def played(document: dict[str, Any], *moves: str) -> Play:
    """Return the play of these moves."""
    play = Play(document, "one")
    for move in moves:
        play.move(move)
    return play


def worked_example() -> dict[str, Any]:
    """Return the worked example of the rules as a scenario, one scene a reply."""
    replies: list[Reply] = [
        {"id": "r1", "skills": ["invite", "empathize"], "to": "s2"},
        {"id": "r2", "skills": ["reflect", "own"], "to": "s3"},
        {"id": "r3", "skills": ["apologize", "solve"], "to": "s4"},
        {
            "id": "r4",
            "skills": ["explain", "commit"],
            "wait": {"ticks": 2, "explained": True},
            "to": "s5",
        },
        {"id": "r5", "skills": ["tailor"], "event": "fixed", "to": "s6"},
        {"id": "r6", "skills": ["extra", "thank", "followup"], "to": "over"},
    ]
    scenes: dict[str, Any] = {
        f"s{number}": {"says": "Words.", "replies": [reply]}
        for number, reply in enumerate(replies, 1)
    }
    scenes["over"] = {"says": "Bye.", "ending": "resolved", "outcome": "full"}
    return {
        "needs": ["invite", "own", "solve"],
        "start": "s1",
        "customer": {"name": "c", "anger": 70, "heard": 10, "trust": 30, "patience": 24},
        "scenes": scenes,
    }

"""A second reading of what xAPI 1.0.3 asks of a statement, written from its specification and not from the program.

Part two of the specification, sections 2.2 to 2.4 and 4: which properties there are, of which type, and in which form. A
property that the specification doesn't have is refused, as a store must.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DURATION = re.compile(r"P(?=\d|T)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
INTERACTIONS = {
    "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other",
}  # fmt: skip


class NotAllowed(ValueError):
    """Something that the specification doesn't allow, and where."""


def check_statement(value: Any) -> None:
    """Raise NotAllowed where a store would have to refuse a statement."""
    _fields(
        value,
        required={"actor": _actor, "verb": _verb, "object": _activity},
        optional={
            "id": _uuid,
            "result": _result,
            "context": _context,
            "timestamp": _timestamp,
        },
    )
    if "context" in value and value["object"].get("objectType", "Activity") != "Activity":
        _require("platform" not in value["context"], "a platform is for activities only")


def _fields(value: Any, required: dict[str, Any], optional: dict[str, Any]) -> None:
    _require(isinstance(value, dict), f"{value!r} isn't an object")
    for name in required:
        _require(name in value, f"{name} is missing")
    for name, inner in value.items():
        check = required.get(name) or optional.get(name)
        if check is None:
            raise NotAllowed(f"{name} isn't a property here")
        _require(inner is not None, f"{name} is null")
        try:
            check(inner)
        except NotAllowed as error:
            raise NotAllowed(f"{name}: {error}") from None


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise NotAllowed(why)


def _words(value: Any) -> None:
    _require(isinstance(value, str), f"{value!r} isn't a text")


def _flag(value: Any) -> None:
    _require(isinstance(value, bool), f"{value!r} isn't true or false")


def _uuid(value: Any) -> None:
    _words(value)
    try:
        _require(str(UUID(value)) == value.lower(), f"{value!r} isn't a UUID in its usual form")
    except ValueError:
        raise NotAllowed(f"{value!r} isn't a UUID") from None


def _iri(value: Any) -> None:
    _words(value)
    _require(bool(IRI.fullmatch(value)), f"{value!r} isn't an IRI")


def _map(value: Any) -> None:
    _require(isinstance(value, dict), f"{value!r} isn't a language map")
    for language, text in value.items():
        _require(bool(LANGUAGE.fullmatch(language)), f"{language!r} isn't a language")
        _words(text)


def _extensions(value: Any) -> None:
    _require(isinstance(value, dict), f"{value!r} isn't a map")
    for name in value:
        _iri(name)


def _timestamp(value: Any) -> None:
    _words(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise NotAllowed(f"{value!r} isn't a timestamp") from None
    _require("T" in value and moment.tzinfo is not None, f"{value!r} has no time zone")


def _duration(value: Any) -> None:
    _words(value)
    _require(bool(DURATION.fullmatch(value)), f"{value!r} isn't a duration")


def _actor(value: Any) -> None:
    def kind(given: Any) -> None:
        _require(given == "Agent", f"{given!r} isn't an agent")

    account = {"homePage": _iri, "name": _words}
    # Exactly one inverse functional identifier; the program may only use an account, since a mail address names someone.
    _fields(value, {"account": lambda given: _fields(given, account, {})}, {"objectType": kind})


def _verb(value: Any) -> None:
    _fields(value, {"id": _iri}, {"display": _map})


def _activity(value: Any) -> None:
    def kind(given: Any) -> None:
        _require(given == "Activity", f"{given!r} isn't an activity")

    _fields(value, {"id": _iri}, {"objectType": kind, "definition": _definition})


def _definition(value: Any) -> None:
    def interaction(given: Any) -> None:
        _require(given in INTERACTIONS, f"{given!r} isn't a kind of interaction")

    _fields(
        value,
        {},
        {
            "name": _map,
            "description": _map,
            "type": _iri,
            "moreInfo": _iri,
            "extensions": _extensions,
            "interactionType": interaction,
            "correctResponsesPattern": _texts,
            "choices": _choices,
        },
    )
    if "choices" in value or "correctResponsesPattern" in value:
        _require("interactionType" in value, "choices without an interactionType")
    if "choices" in value:
        _require(value["interactionType"] in ("choice", "sequencing"), "it takes no choices")


def _texts(value: Any) -> None:
    _require(isinstance(value, list), f"{value!r} isn't a list")
    for item in value:
        _words(item)


def _choices(value: Any) -> None:
    _require(isinstance(value, list), f"{value!r} isn't a list")
    for item in value:
        _fields(item, {"id": _words}, {"description": _map})
    ids = [item["id"] for item in value]
    _require(len(ids) == len(set(ids)), "an id of a choice is there twice")
    _require(
        all(id and not re.search(r"\s", id) for id in ids),
        "an id of a choice is empty or has blanks",
    )


def _result(value: Any) -> None:
    _fields(
        value,
        {},
        {
            "score": _score,
            "success": _flag,
            "completion": _flag,
            "response": _words,
            "duration": _duration,
            "extensions": _extensions,
        },
    )


def _score(value: Any) -> None:
    def amount(given: Any) -> None:
        _require(type(given) in (int, float), f"{given!r} isn't a number")

    def scaled(given: Any) -> None:
        amount(given)
        _require(-1 <= given <= 1, f"{given!r} isn't from -1 to 1")

    _fields(value, {}, {"scaled": scaled, "raw": amount, "min": amount, "max": amount})
    low, raw, high = value.get("min"), value.get("raw"), value.get("max")
    if low is not None and high is not None:
        _require(low < high, "min isn't below max")
    for least, most in ((low, raw), (raw, high)):
        if least is not None and most is not None:
            _require(least <= most, "raw isn't between min and max")


def _context(value: Any) -> None:
    def activities(given: Any) -> None:
        def many(items: Any) -> None:
            for item in items if isinstance(items, list) else [items]:
                _activity(item)

        _fields(given, {}, dict.fromkeys(("parent", "grouping", "category", "other"), many))

    _fields(
        value,
        {},
        {
            "registration": _uuid,
            "contextActivities": activities,
            "revision": _words,
            "platform": _words,
            "language": _words,
            "extensions": _extensions,
        },
    )

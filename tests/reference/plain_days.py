"""A scenario on one of its days: the same table with other numbers, flags and texts."""

from copy import deepcopy
from typing import Any

Document = dict[str, Any]


def on_day(document: Document, name: str | None) -> tuple[Document, list[str]]:
    """Return the scenario as it is on a day, and the flags set at the start of that day.

    Without a name it is the first day: the file as it stands.
    """
    if name is None:
        return document, []
    for day in document.get("days", []):
        if day["name"] == name:
            return changed(document, day), list(day.get("sets", []))
    raise KeyError(name)


def changed(document: Document, day: Document) -> Document:
    """Return a copy of the scenario with a day's numbers and texts in it."""
    document = deepcopy(document)
    document["customer"].update(day.get("customer", {}))
    for change in day.get("texts", []):
        scene = document["scenes"][change["scene"]]
        if "part" in change:
            change_part(scene, change["part"], change["text"])
        elif "reply" in change:
            for reply in scene["replies"]:
                if reply["id"] == change["reply"]:
                    reply["text"] = change["text"]
        else:
            scene["narration"] = change["narration"]
    return document


def change_part(scene: Document, number: int, text: str) -> None:
    """Give a part of the scene's own words another text.

    Parts are numbered from 1. The flags that the part sets, and whether it asks, stay.
    """
    if isinstance(scene["says"], str):
        scene["says"] = text
    elif isinstance(scene["says"][number - 1], str):
        scene["says"][number - 1] = text
    else:
        scene["says"][number - 1]["text"] = text

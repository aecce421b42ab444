"""One small story in four languages, and the same faults planted in each: what the tools of bench/peers.py are given.

Each fault is a list of edits (what stands in the story, what stands there instead), so that a reader sees all of it.
Nothing here comes from the peers. The story: a parcel is late; you ask or guess, then look, send or refuse.
"""

from __future__ import annotations

import json
from typing import Any

Edits = list[tuple[str, str]]

FAULTS = {
    "orphan": "a scene to which nothing leads",
    "dead end": "a scene whose only reply is offered to those who asked, and others come there too",
    "loop": "two scenes that lead to each other and out only for those who asked; others come there too",
    "ending": "an ending behind a guard that asks for both of two things of which a play has one",
    "reply": "a reply behind such a guard",
}

TOML = """\
format = 1
title = "Twin"
summary = "A parcel is late."
channel = "phone"
level = 1
needs = ["clarify", "solve"]
start = "opening"
[customer]
name = "Ann"
temperament = "sunny"
turn_cost = 0
[scenes.opening]
says = "Where is my parcel?"
[[scenes.opening.replies]]
id = "guess"
text = "It is on its way to you."
note = "Why."
skills = ["reassure"]
sets = ["guessed"]
to = "desk"
[[scenes.opening.replies]]
id = "ask"
text = "What is its number?"
note = "Why."
skills = ["clarify"]
sets = ["asked"]
to = "desk"
[scenes.desk]
says = "And now?"
[[scenes.desk.replies]]
id = "look"
text = "I look for it."
note = "Why."
skills = ["explain"]
to = "found"
[[scenes.desk.replies]]
id = "send"
text = "I send another."
note = "Why."
skills = ["solve"]
event = "fixed"
to = "sent"
[[scenes.desk.replies]]
id = "refuse"
text = "I cannot help."
note = "Why."
slips = ["dismiss"]
when = "flag('asked') or flag('guessed')"
to = "refused"
[scenes.found]
says = "Where is it?"
[[scenes.found.replies]]
id = "tell"
text = "In the depot; it comes today."
note = "Why."
skills = ["explain", "solve"]
event = "fixed"
to = "sent"
[[scenes.found.replies]]
id = "hide"
text = "I cannot say."
note = "Why."
slips = ["vague"]
to = "refused"
[scenes.sent]
says = "Thank you."
ending = "sent"
outcome = "full"
[scenes.refused]
says = "Goodbye."
ending = "refused"
outcome = "none"
"""
_TOML_WAIT = """\
[[scenes.desk.replies]]
id = "wait"
text = "Please hold."
note = "Why."
skills = ["explain"]
to = "waiting"
[scenes.found]
"""
TOML_FAULTS: dict[str, Edits] = {
    "orphan": [
        (
            "[scenes.sent]\n",
            '[scenes.complaint]\nsays = "I complain."\n[[scenes.complaint.replies]]\nid = "note"\n'
            'text = "I note it."\nnote = "Why."\nskills = ["explain"]\nto = "refused"\n[scenes.sent]\n',
        )
    ],
    "dead end": [
        ("[scenes.found]\n", _TOML_WAIT),
        (
            "[scenes.sent]\n",
            '[scenes.waiting]\nsays = "I hold."\n[[scenes.waiting.replies]]\nid = "back"\n'
            'text = "Here I am."\nnote = "Why."\nskills = ["thank"]\nwhen = "flag(\'asked\')"\nto = "sent"\n[scenes.sent]\n',
        ),
    ],
    "loop": [
        ("[scenes.found]\n", _TOML_WAIT),
        (
            "[scenes.sent]\n",
            '[scenes.waiting]\nsays = "I hold."\n[[scenes.waiting.replies]]\nid = "more"\n'
            'text = "A little longer."\nnote = "Why."\nskills = ["explain"]\nto = "holding"\n'
            '[[scenes.waiting.replies]]\nid = "back"\ntext = "Here I am."\nnote = "Why."\nskills = ["thank"]\n'
            'when = "flag(\'asked\')"\nto = "sent"\n'
            '[scenes.holding]\nsays = "Still here."\n[[scenes.holding.replies]]\nid = "again"\n'
            'text = "A little longer."\nnote = "Why."\nskills = ["thank"]\nto = "waiting"\n[scenes.sent]\n',
        ),
    ],
    "ending": [
        (
            'text = "In the depot; it comes today."\n',
            'text = "In the depot; it comes today."\n'
            "routes = [{ when = \"flag('asked') and flag('guessed')\", to = \"gift\" }]\n",
        ),
        (
            "[scenes.sent]\n",
            '[scenes.gift]\nsays = "A gift!"\nending = "gift"\noutcome = "full"\n[scenes.sent]\n',
        ),
    ],
    "reply": [
        (
            "[scenes.sent]\n",
            '[[scenes.found.replies]]\nid = "gift"\ntext = "And a gift."\nnote = "Why."\nskills = ["extra"]\n'
            "when = \"flag('asked') and flag('guessed')\"\nto = \"sent\"\n[scenes.sent]\n",
        )
    ],
}

INK = """\
VAR asked = false
VAR guessed = false
-> opening
=== opening
Where is my parcel?
+ [ask]
  ~ asked = true
  -> desk
+ [guess]
  ~ guessed = true
  -> desk
=== desk
And now?
+ [look] -> found
+ [send] -> sent
+ { asked or guessed } [refuse] -> refused
=== found
Where is it?
+ [tell] -> sent
+ [hide] -> refused
=== sent
Thank you.
-> END
=== refused
Goodbye.
-> END
"""
_INK_WAIT = ("=== found\n", "+ [wait] -> waiting\n=== found\n")
INK_FAULTS: dict[str, Edits] = {
    "orphan": [("=== sent\n", "=== complaint\nI complain.\n+ [note] -> refused\n=== sent\n")],
    "dead end": [
        _INK_WAIT,
        ("=== sent\n", "=== waiting\nI hold.\n+ { asked } [back] -> sent\n=== sent\n"),
    ],
    "loop": [
        _INK_WAIT,
        (
            "=== sent\n",
            "=== waiting\nI hold.\n+ [more] -> holding\n+ { asked } [back] -> sent\n"
            "=== holding\nStill here.\n+ [again] -> waiting\n=== sent\n",
        ),
    ],
    "ending": [
        ("+ [tell] -> sent", "+ [tell]\n  { asked and guessed: -> gift | -> sent }"),
        ("=== sent\n", "=== gift\nA gift!\n-> END\n=== sent\n"),
    ],
    "reply": [("=== sent\n", "+ { asked and guessed } [gift] -> sent\n=== sent\n")],
}

CHOICESCRIPT = """\
*title Twin
*author bench
*create asked false
*create guessed false
Where is my parcel?
*choice
    #ask
        *set asked true
        *goto desk
    #guess
        *set guessed true
        *goto desk
*label desk
And now?
*choice
    #look
        *goto found
    #send
        *goto sent
    *selectable_if (asked or guessed) #refuse
        *goto refused
*label found
Where is it?
*choice
    #tell
        *goto sent
    #hide
        *goto refused
*label sent
Thank you.
*ending
*label refused
Goodbye.
*ending
"""
_CHOICESCRIPT_WAIT = ("*label found\n", "    #wait\n        *goto waiting\n*label found\n")
CHOICESCRIPT_FAULTS: dict[str, Edits] = {
    "orphan": [
        (
            "*label sent\n",
            "*label complaint\nI complain.\n*choice\n    #note\n        *goto refused\n*label sent\n",
        )
    ],
    "dead end": [
        _CHOICESCRIPT_WAIT,
        (
            "*label sent\n",
            "*label waiting\nI hold.\n*choice\n    *if (asked) #back\n        *goto sent\n*label sent\n",
        ),
    ],
    "loop": [
        _CHOICESCRIPT_WAIT,
        (
            "*label sent\n",
            "*label waiting\nI hold.\n*choice\n    #more\n        *goto holding\n    *if (asked) #back\n        *goto sent\n"
            "*label holding\nStill here.\n*choice\n    #again\n        *goto waiting\n*label sent\n",
        ),
    ],
    "ending": [
        (
            "    #tell\n        *goto sent\n",
            "    #tell\n        *if (asked and guessed)\n            *goto gift\n        *goto sent\n",
        ),
        ("*label sent\n", "*label gift\nA gift!\n*ending\n*label sent\n"),
    ],
    "reply": [
        ("*label sent\n", "    *if (asked and guessed) #gift\n        *goto sent\n*label sent\n")
    ],
}


def planted(story: str, faults: dict[str, Edits], fault: str | None) -> str:
    """Return the story, with a fault if one is named."""
    for old, new in faults[fault] if fault else []:
        if story.count(old) != 1:
            raise ValueError(f"{fault}: {old!r} does not stand once in the story")
        story = story.replace(old, new)
    return story


def drawn(document: dict[str, Any]) -> str:
    """Return a TOML twin as the graph that UURAGE's editor would hold: what the customer says, and the replies, by turns."""
    nodes, connections = [], []
    for name, scene in document["scenes"].items():
        nodes.append({"id": name, "type": "computer", "endNode": "ending" in scene})
        for reply in scene.get("replies", []):
            own = f"{name}.{reply['id']}"
            nodes.append({"id": own, "type": "player", "endNode": False})
            targets = [reply["to"], *(route["to"] for route in reply.get("routes", []))]
            connections += [(name, own), *((own, to) for to in targets)]
    return json.dumps({"name": document["title"], "nodes": nodes, "connections": connections})

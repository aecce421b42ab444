"""A second reading of a shift: composure, breaths and leaky replies, as plain loops over the second reading of the rules.

It was made from docs/rules.md and follows that page. It must not import the engine or the shift, or share a number with them.
"""

from __future__ import annotations

import copy
from typing import Any

from tests.reference.plain_mood import clamp
from tests.reference.plain_rules import Document, IllegalMove, Play


class LeakyPlay(Play):
    """A conversation in which the leaky replies in `leaks` are offered until the scene is left."""

    leaks: frozenset[str] = frozenset()

    def offered(self) -> list[str]:
        """Return the ids of the replies that may be chosen now, in file order."""
        scenes = self.document["scenes"]
        scene = scenes[self.scene]
        try:
            scenes[self.scene] = {
                **scene,
                "replies": [
                    {key: value for key, value in reply.items() if key != "leaky"}
                    if reply["id"] in self.leaks
                    else reply
                    for reply in scene.get("replies", [])
                ],
            }
            return super().offered()
        finally:
            scenes[self.scene] = scene


class PlainShift:
    """One shift, changed in place by each move."""

    def __init__(self, shift: Document, documents: dict[str, Document]) -> None:
        """Begin with the first customer. `shift` is written as in a file, with one scenario a customer."""
        self.shift, self.documents = shift, documents
        self.composure = 60
        self.at = -1
        self.breaths = 0
        self.ended: dict[str, Play] = {}
        self.over = False
        self.play: LeakyPlay
        self.next_customer()

    def next_customer(self) -> None:
        """Let the next customer come, or end the shift."""
        self.at += 1
        if self.at == len(self.shift["customers"]):
            self.over = True
            return
        self.breaths = 0
        for card in self.shift.get("cards", []):
            if card.get("before", 1) == self.at + 1:
                self.composure = clamp(self.composure + card.get("composure", 0))
        customer = self.shift["customers"][self.at]
        document = copy.deepcopy(self.documents[customer["scenario"]])
        day = None
        earlier = self.ended.get(customer.get("after", ""))
        for begins in customer.get("begins", []) if earlier else []:
            if self.holds(begins["if"], earlier):
                day = "once more"
                numbers, flags = begins.get("customer", {}), begins.get("sets", [])
                document["days"] = [{"name": day, "customer": numbers, "sets": flags}]
                break
        self.play = LeakyPlay(document, customer["scenario"], day)
        if self.play.ended:
            self.end_customer()
        else:
            self.note_leaks()

    def holds(self, asked: Document, earlier: Any) -> bool:
        """Tell whether everything that is asked is true of an ended conversation."""
        return all(
            {
                "ending": earlier.ending == wanted,
                "outcome": earlier.outcome == wanted,
                "need": earlier.need == wanted,
                "promised": wanted in earlier.promised,
                "flag": wanted in earlier.flags,
            }[key]
            for key, wanted in asked.items()
        )

    def note_leaks(self) -> None:
        """See which replies of the scene just entered slip out."""
        self.play.leaks = frozenset(
            reply["id"]
            for reply in self.play.scene_table().get("replies", [])
            if "leaky" in reply and self.composure < reply["leaky"]
        )

    def move(self, move: str) -> None:
        """Make one move."""
        if self.over:
            raise IllegalMove("the shift is over")
        if move == "breath":
            self.breathe()
            return
        play = self.play
        abusive = play.scene_table().get("abusive", False)
        slips, uses = sum(play.slips.values()), sum(play.uses.values())
        play.move(move)
        made = sum(play.slips.values()) - slips

        change = 0
        if play.anger >= 60:
            change -= 3
        if abusive:
            change -= 5
        if made:
            change -= 12 * made
        elif sum(play.uses.values()) > uses:
            change += 1
        self.composure = clamp(self.composure + change)
        if play.ended:
            self.end_customer()
        elif move != "listen" and not play.visit_has_entry:
            self.note_leaks()  # the move entered a scene, perhaps the same one

    def end_customer(self) -> None:
        """Count what the customer's end does, and let the next one come."""
        change = {"met": 5, "partly": 0, "missed": -8}[self.play.need or "missed"]
        if self.play.criticals:
            change -= 15
        self.composure = clamp(self.composure + change)
        self.ended[self.shift["customers"][self.at]["scenario"]] = self.play
        if self.at + 1 < len(self.shift["customers"]):
            self.composure = clamp(self.composure + 8)
        self.next_customer()

    def breathe(self) -> None:
        """Take a breath."""
        if self.breaths == 2:
            raise IllegalMove("two breaths were taken")
        self.breaths += 1
        self.composure = clamp(self.composure + 12)
        if not self.play.scene_table().get("hold", False) and self.play.patience > 1:
            self.play.patience = max(1, self.play.patience - 3)

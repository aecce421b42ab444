"""Whether a passphrase or a PIN is right: the one place where they're compared, and each try is counted first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.rounds.names import compared_name
from simulator.server import audit, words
from simulator.server.audit import Action
from simulator.server.guesses import OF_ADDRESS, OF_DEVICE, OF_NAME
from simulator.server.lanes import KNOWN
from simulator.server.sessions import is_known
from simulator.server.tokens import token_hash
from simulator.text import count

if TYPE_CHECKING:
    from simulator.server.guesses import Key, Limit
    from simulator.server.model import Account
    from simulator.server.visit import Visit

TRAINERS, CHANGE = "trainers", "change"
"""The places of trainers' names and of changes of a secret; that of trainees' names is the id of the class."""


async def refusal(
    visit: Visit,
    place: str,
    name: str,
    account: Account | None,
    stored: str | None,
    secret: str,
    wrong: str,
) -> str | None:
    """Return why someone can't come in with a secret, in a sentence; None where it is right.

    Whether there is an account makes no difference to the words, nor to the time that they take.

    Args:
        visit: Who asks.
        place: TRAINERS, CHANGE, or the id of a class.
        name: The name that was typed.
        account: The account of this name, if there is one.
        stored: What is stored of its secret.
        secret: The secret that was typed.
        wrong: What to say where name and secret don't go together.

    Raises Busy or StoreFailed.
    """
    site = visit.site
    known = await is_known(site.store, visit.device, account.id if account else "")
    keys = _keys(visit, place, name, account.id if account and known else None)
    if wait := site.guesses.take(keys, site.monotonic()):
        return wait_words(wait)
    lane = KNOWN if known else visit.address
    if not await site.passphrases.matches(stored, secret, lane) or account is None:
        if account is not None:
            of_class = None if place in (TRAINERS, CHANGE) else place
            line = audit.line(Action.SIGN_IN_REFUSED, site.seconds(), None, account.id, of_class)
            site.write_later(
                line
            )  # not waited for: a commit would tell by its time that there is an account
        return wrong
    site.guesses.forget(keys)
    return None


def wait_words(seconds: float) -> str:
    """Return how long to wait before the next try."""
    whole = math.ceil(seconds)
    length = count(whole, "second") if whole < 60 else count(math.ceil(whole / 60), "minute")
    return words.WAIT.format(length=length)


def _keys(visit: Visit, place: str, name: str, known: str | None) -> dict[Key, Limit]:
    """Return what a try is counted under: the browser, if the account is known in it, else the name."""
    if known is not None:
        return {("device", known, token_hash(visit.device)): OF_DEVICE}
    compared = compared_name(name)
    return {
        ("name", place, compared): OF_NAME,
        ("address", place, compared, visit.address): OF_ADDRESS,
    }

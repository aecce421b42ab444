"""Random ids and tokens, and how a token is stored. Pure: randomness comes in as an argument.

A token opens something, so whoever reads the database must not be able to use one: only its hash is stored. Tokens have 256
random bits, so a fast hash is enough; passphrases and PINs have far fewer, and are hashed in passphrases.py.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable

from simulator.rounds.code import CODE_SIGNS

Randomness = Callable[[int], bytes]
"""Gives that many random bytes, as `secrets.token_bytes` does."""

ID_BYTES = 12
"""96 bits: an id in an address can be neither guessed nor counted up to."""
TOKEN_BYTES = 32
CLASS_CODE_SIGNS = 8
PIN_DIGITS = 6


def new_id(random: Randomness) -> str:
    """Return an id for a row and its address, of letters, digits, `-` and `_`."""
    return _text(random(ID_BYTES))


def new_token(random: Randomness) -> str:
    """Return a token that opens something."""
    return _text(random(TOKEN_BYTES))


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def form_token(cookie: str) -> str:
    """Return the token that every form of a browser carries: it comes from a cookie that only that browser has."""
    return hmac.digest(cookie.encode("utf-8", "replace"), b"form", "sha256").hex()


def same(one: str, other: str) -> bool:
    """Return whether two tokens are the same, in a time that tells nothing about either."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def new_class_code(random: Randomness) -> str:
    """Return a code of 8 signs, as people type it to join a class."""
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in random(CLASS_CODE_SIGNS))


def new_pin(random: Randomness) -> str:
    """Return 6 random digits."""
    return f"{int.from_bytes(random(8), 'big') % 10**PIN_DIGITS:0{PIN_DIGITS}}"


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

"""Every address of the server: method, path, who may, and what answers. The only table of them.

The application is built from it (application.py), guard.py decides by it, and the tests walk it with every role. A path that
has `{class}` in it is about that class.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.server.pages import (
    classes,
    invitations,
    joining,
    shared_files,
    sign_in,
    trainee,
    welcome,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from simulator.server.visit import Visit

MAX_FORM = 16_384
"""Bytes that a form may have, if its route doesn't say otherwise."""


class Who(StrEnum):
    """Who may use a route."""

    ANYONE = "anyone"
    SIGNED_IN = "anyone signed in"
    TRAINEE_OF_CLASS = "trainee of the class"
    TRAINER_OF_CLASS = "trainer of the class"
    TRAINER = "any trainer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Route:
    """An address and what answers it; `max_bytes` is how large the form may be that is sent to it."""

    method: str
    path: str
    who: Who
    handle: Callable[[Visit], Awaitable[web.Response]]
    max_bytes: int = MAX_FORM


ROUTES: tuple[Route, ...] = (
    Route("GET", "/style.css", Who.ANYONE, shared_files.style),
    Route("GET", "/server.css", Who.ANYONE, shared_files.server_style),
    Route("GET", "/favicon.ico", Who.ANYONE, shared_files.icon),
    Route("GET", "/healthz", Who.ANYONE, shared_files.health),
    Route("GET", "/", Who.ANYONE, welcome.page),
    Route("GET", "/sign-in", Who.ANYONE, sign_in.page),
    Route("POST", "/sign-in", Who.ANYONE, sign_in.sign_in),
    Route("POST", "/sign-out", Who.SIGNED_IN, sign_in.sign_out),
    Route("POST", "/sign-out-everywhere", Who.SIGNED_IN, sign_in.sign_out_everywhere),
    Route("GET", "/invitations/{token}", Who.ANYONE, invitations.page),
    Route("POST", "/invitations/{token}", Who.ANYONE, invitations.accept),
    Route("POST", "/join", Who.ANYONE, joining.find),
    Route("GET", "/join/{code}", Who.ANYONE, joining.page),
    Route("POST", "/join/{code}/new", Who.ANYONE, joining.join),
    Route("POST", "/join/{code}/back", Who.ANYONE, joining.come_back),
    Route("GET", "/classes", Who.TRAINER, classes.page),
    Route("POST", "/classes", Who.TRAINER, classes.make),
    Route("GET", "/classes/{class}", Who.TRAINER_OF_CLASS, classes.one),
    Route("GET", "/class/{class}", Who.TRAINEE_OF_CLASS, trainee.page),
)

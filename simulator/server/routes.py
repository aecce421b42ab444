"""Every address of the server: method, path, who may, and what answers. The only table of them.

The application is built from it (application.py), guard.py decides by it, and the tests walk it with every role. A path that
has `{class}` in it is about that class, and with `{person}`, about that trainee of the class.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.server.pages import (
    account,
    activity,
    assignments,
    class_plays,
    class_settings,
    classes,
    files,
    invitations,
    joining,
    library,
    people,
    playing,
    reports,
    rounds,
    shared_files,
    shifts,
    sign_in,
    tasks,
    trainee,
    trainers,
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
    OF_ROUND = "whom the round lets in"
    """Its code and its tokens decide, and it takes messages rather than forms."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address and what answers it; `max_bytes` is how large the form may be that is sent to it.

    `is_play` marks a form that plays: trainees of a closed class can't send it. `begins` marks one that begins something that
    is kept: no one can send many of these in a short time.
    """

    method: str
    path: str
    who: Who
    handle: Callable[[Visit], Awaitable[web.StreamResponse]]
    max_bytes: int = MAX_FORM
    is_play: bool = False
    begins: bool = False


_PERSON = "/classes/{class}/people/{person}"
_ROUND = "/classes/{class}/rounds/{round}"
ROUTES: tuple[Route, ...] = (
    Route("GET", "/style.css", Who.ANYONE, shared_files.style),
    Route("GET", "/server.css", Who.ANYONE, shared_files.server_style),
    Route("GET", "/play.css", Who.ANYONE, shared_files.play_style),
    Route("GET", "/play.js", Who.ANYONE, shared_files.play_script),
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
    Route("GET", "/account", Who.SIGNED_IN, account.page),
    Route("POST", "/account/secret", Who.SIGNED_IN, account.change_secret),
    Route("GET", "/activity", Who.ADMIN, activity.of_server),
    Route("GET", "/trainers", Who.ADMIN, trainers.page),
    Route("POST", "/trainers", Who.ADMIN, trainers.invite),
    Route("POST", "/trainers/{trainer}/link", Who.ADMIN, trainers.give_link),
    Route("POST", "/trainers/{trainer}/admin", Who.ADMIN, trainers.change_admin),
    Route("GET", "/trainers/{trainer}/delete", Who.ADMIN, trainers.confirm_delete),
    Route("POST", "/trainers/{trainer}/delete", Who.ADMIN, trainers.delete),
    Route("GET", "/classes", Who.TRAINER, classes.page),
    Route("POST", "/classes", Who.TRAINER, classes.make),
    Route("GET", "/classes/{class}", Who.TRAINER_OF_CLASS, classes.one),
    Route("GET", "/classes/{class}/activity", Who.TRAINER_OF_CLASS, activity.of_class),
    Route("GET", "/classes/{class}/settings", Who.TRAINER_OF_CLASS, class_settings.page),
    Route("POST", "/classes/{class}/title", Who.TRAINER_OF_CLASS, class_settings.rename),
    Route("POST", "/classes/{class}/code", Who.TRAINER_OF_CLASS, class_settings.change_code),
    Route("POST", "/classes/{class}/close", Who.TRAINER_OF_CLASS, class_settings.close),
    Route("POST", "/classes/{class}/reopen", Who.TRAINER_OF_CLASS, class_settings.reopen),
    Route("POST", "/classes/{class}/trainers", Who.TRAINER_OF_CLASS, class_settings.add_trainer),
    Route("POST", "/classes/{class}/leave", Who.TRAINER_OF_CLASS, class_settings.leave),
    Route("GET", "/classes/{class}/delete", Who.TRAINER_OF_CLASS, class_settings.confirm_delete),
    Route("POST", "/classes/{class}/delete", Who.TRAINER_OF_CLASS, class_settings.delete),
    Route("GET", _PERSON, Who.TRAINER_OF_CLASS, people.page),
    Route("GET", f"{_PERSON}/plays", Who.TRAINER_OF_CLASS, class_plays.page),
    Route("POST", f"{_PERSON}/time", Who.TRAINER_OF_CLASS, class_plays.set_time),
    Route("POST", f"{_PERSON}/pin", Who.TRAINER_OF_CLASS, people.reset_pin),
    Route("POST", f"{_PERSON}/name", Who.TRAINER_OF_CLASS, people.rename),
    Route("POST", f"{_PERSON}/remove", Who.TRAINER_OF_CLASS, people.remove),
    Route("POST", f"{_PERSON}/let-back", Who.TRAINER_OF_CLASS, people.let_back),
    Route("GET", f"{_PERSON}/delete", Who.TRAINER_OF_CLASS, people.confirm_delete),
    Route("POST", f"{_PERSON}/delete", Who.TRAINER_OF_CLASS, people.delete),
    Route("GET", "/class/{class}", Who.TRAINEE_OF_CLASS, trainee.page),
    Route("GET", "/class/{class}/assignments/{assignment}", Who.TRAINEE_OF_CLASS, tasks.page),
    Route(
        "POST",
        "/class/{class}/assignments/{assignment}/begin",
        Who.TRAINEE_OF_CLASS,
        tasks.begin,
        begins=True,
    ),
    Route("GET", "/classes/{class}/assignments/new", Who.TRAINER_OF_CLASS, assignments.new),
    Route("POST", "/classes/{class}/assignments", Who.TRAINER_OF_CLASS, assignments.add),
    Route(
        "GET",
        "/classes/{class}/assignments/{assignment}",
        Who.TRAINER_OF_CLASS,
        assignments.results,
    ),
    Route(
        "POST",
        "/classes/{class}/assignments/{assignment}/end",
        Who.TRAINER_OF_CLASS,
        assignments.change_end,
    ),
    Route(
        "POST",
        "/classes/{class}/assignments/{assignment}/withdraw",
        Who.TRAINER_OF_CLASS,
        assignments.take_back,
    ),
    Route("GET", "/classes/{class}/report", Who.TRAINER_OF_CLASS, reports.page),
    Route("POST", "/classes/{class}/report", Who.TRAINER_OF_CLASS, reports.save),
    Route("GET", "/classes/{class}/plays/{play}", Who.TRAINER_OF_CLASS, assignments.debrief),
    Route("GET", "/files", Who.TRAINER, files.page),
    Route("POST", "/files", Who.TRAINER, files.add, files.MAX_SENT),
    Route("GET", "/files/{scenario}", Who.TRAINER, files.one),
    Route("POST", "/files/{scenario}", Who.TRAINER, files.add_version, files.MAX_SENT),
    Route("POST", "/files/{scenario}/try", Who.TRAINER, files.try_out, begins=True),
    Route("POST", "/files/{scenario}/offer", Who.TRAINER, files.offer_version),
    Route("POST", "/files/{scenario}/withdraw", Who.TRAINER, files.withdraw),
    Route("GET", "/files/{scenario}/{number}", Who.TRAINER, files.download),
    Route("GET", "/scenarios", Who.SIGNED_IN, library.scenarios),
    Route("GET", "/scenarios/{scenario}", Who.SIGNED_IN, library.brief),
    Route(
        "POST",
        "/scenarios/{scenario}/begin",
        Who.SIGNED_IN,
        library.begin,
        is_play=True,
        begins=True,
    ),
    Route("GET", "/shifts", Who.SIGNED_IN, shifts.listing),
    Route("GET", "/shift-files/{shift}", Who.SIGNED_IN, shifts.brief),
    Route(
        "POST", "/shift-files/{shift}/begin", Who.SIGNED_IN, shifts.begin, is_play=True, begins=True
    ),
    Route("GET", "/shifts/{shift}", Who.SIGNED_IN, shifts.page),
    Route("POST", "/shifts/{shift}", Who.SIGNED_IN, shifts.move, is_play=True),
    Route("GET", "/shifts/{shift}/between/{customer}", Who.SIGNED_IN, shifts.between),
    Route("GET", "/shifts/{shift}/customers/{customer}", Who.SIGNED_IN, shifts.debrief),
    Route("GET", "/plays", Who.SIGNED_IN, library.plays),
    Route("GET", "/plays/{play}", Who.SIGNED_IN, playing.page),
    Route("POST", "/plays/{play}", Who.SIGNED_IN, playing.move, is_play=True),
    Route("GET", "/plays/{play}/debrief", Who.SIGNED_IN, playing.debrief),
    Route("POST", "/plays/{play}/again", Who.SIGNED_IN, playing.again, is_play=True, begins=True),
    Route("GET", "/classes/{class}/rounds/new", Who.TRAINER_OF_CLASS, rounds.new),
    Route("POST", "/classes/{class}/rounds", Who.TRAINER_OF_CLASS, rounds.begin),
    Route("GET", _ROUND, Who.TRAINER_OF_CLASS, rounds.one),
    Route("POST", f"{_ROUND}/stop", Who.TRAINER_OF_CLASS, rounds.stop),
    Route("POST", f"{_ROUND}/reopen", Who.TRAINER_OF_CLASS, rounds.reopen),
    Route("POST", f"{_ROUND}/report", Who.TRAINER_OF_CLASS, rounds.report),
    Route("GET", f"{_ROUND}/delete", Who.TRAINER_OF_CLASS, rounds.confirm_delete),
    Route("POST", f"{_ROUND}/delete", Who.TRAINER_OF_CLASS, rounds.delete),
    Route(
        "POST",
        "/class/{class}/rounds/{round}/join",
        Who.TRAINEE_OF_CLASS,
        rounds.join,
        is_play=True,
    ),
    Route("GET", "/rounds/{round}", Who.OF_ROUND, rounds.answer),
    Route("GET", "/rounds/{round}/", Who.OF_ROUND, rounds.answer),
    Route("GET", "/rounds/{round}/{file}", Who.OF_ROUND, rounds.answer),
    Route("POST", "/rounds/{round}/{file}", Who.OF_ROUND, rounds.answer),
    Route("POST", "/rounds/{round}/trainer/{file}", Who.OF_ROUND, rounds.answer),
)

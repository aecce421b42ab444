"use strict";
// The trainer's page: how the round is going, and what can be done now. It decides nothing about the round: what the trainer wants
// goes to the server, which says why where it would do nothing. trainer-people.js has the people, trainer-walk.js the class.
const SHORTCUTS = "simulator-trainer-keys";
const KEYS = {
  s: ["start", "start"], p: ["pause", "pause, or resume"], e: ["extend", "more time for everyone"], c: ["close", "end the scenario, or the round"], n: ["next", "next scenario"],
  d: ["class", "what the class did"], b: ["show", "what trainees see on the board"], l: ["lock", "lock, or unlock"], y: ["let-in", "let in whoever has waited longest"],
  x: ["remove-marked", "remove everyone who is marked"], k: ["new-code", "make a new code"],
};
const PLAYING = ["countdown", "open", "paused"];
let token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
let state = null;
let heardAt = 0; // when the state came, to count on from
let before = "";
let lost = false; // whether what is shown is only what was heard last
let stopping = false;

const link = new Link(
  () => ({ type: "trainer", v: 1, token }),
  received,
  () => { if (state && (stopping || state.phase === "closed")) stopped(); else breakOff(); },
);
const clock = new Countdown([300, 60, 10], (mark) => {
  tell("spoken", fill(state.phase === "countdown" ? WORDS.startsIn : WORDS.leftInScenario, { time: counted(mark, "second") }));
});

function show(id, shown) { $(id).hidden = !shown; }

function received(message) {
  tell("link", "");
  if (lost) { lost = false; heading(); }
  switch (message.type) {
    case "error": refused(message.message); break;
    case "state": state = message; heardAt = performance.now(); draw(); break;
    case "board":
      if (!state) break;
      Object.assign(state, { phase: message.phase, remaining_ms: message.remaining_ms, done: message.done });
      clock.set(state.remaining_ms, true);
      break;
    case "teams": if (state) { state.teams = message.teams; sums(); } break;
    case "trouble": stopping = false; notice(message.message); break;
    case "done": notice(message.message); break;
  }
}

// Said again, it is news again.
function notice(words) {
  tell("notice", "");
  requestAnimationFrame(() => { tell("notice", words); if ($("person").open) tell("person-words", words); });
}

// What has to be seen wherever the page is scrolled to: the line at its top, which stays, and the tab's title.
function heading() {
  const waiting = state ? (state.waiting || []).length : 0;
  show("lost", lost);
  show("ask-count", waiting > 0);
  tell("to-asks", waiting + " waiting for you");
  const urgent = lost ? "Connection lost: " : waiting ? "(" + waiting + ") " : "";
  if (state) document.title = urgent + state.round + ": trainer";
}

function breakOff() {
  lost = true;
  tell("link", "The connection is lost. Reconnecting \u2026");
  heading();
  tick();
}

function leave() {
  link.stop();
  state = null;
  lost = stopping = false;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const id of ["clock", "where", "notice", "trouble", "link"]) tell(id, "");
  for (const id of ["leading", "side"]) show(id, false);
  heading();
}

// Nothing can be done here any more.
function stopped() {
  const [asked, over, round] = [stopping, state.phase === "closed", state.round];
  leave();
  document.title = "Server stopped: " + round;
  notice((asked ? "The server has stopped." : "The server has stopped, or can\u2019t be reached. Reload this page to try again.")
    + " The round is saved" + (over ? "." : ", and you can resume it from the terminal."));
  $("title").focus();
}

function refused(words) {
  leave();
  show("token-form", true);
  tell("token-why", (words ? words + " " : "") + "The terminal hosting the round shows this page's address, with the token in it.");
  $("token").focus();
}

function want(type, fields = {}) {
  tell("notice", "");
  if (!link.send({ type, ...fields })) { breakOff(); return false; }
  return true;
}

function draw() {
  const { phase, scenario } = state;
  show("token-form", false);
  for (const id of ["leading", "side"]) show(id, true);
  heading();
  tell("title", state.round);
  tell("where", [TRAINER.phases[phase], scenario.of > 1 ? "scenario " + scenario.number + " of " + scenario.of : "", state.mode + " mode"]
    .filter(Boolean).join(", "));
  tell("trouble", state.trouble);
  clock.set(state.remaining_ms, phase === "countdown" || phase === "open");
  if (before && before !== phase) {
    tell("notice", "");
    tell("spoken", phase === "closed" ? WORDS.phases.closed : "The round is now: " + TRAINER.phases[phase] + ".");
  }
  before = phase;
  document.body.classList.toggle("begun", phase !== "lobby");
  commands();
  joining();
  people();
  walkNews();
  if (fresh("scenario", [scenario, state.counts])) {
    $("scenario").replaceChildren(authored(element("b", scenario.title)), ", " + scenario.channel + ". ", authored(element("span", scenario.customer + ".")),
      state.counts ? "" : " " + WORDS.practice);
    $("brief").replaceChildren(...briefParagraphs(scenario.brief));
  }
  tick();
}

function commands() {
  const { phase } = state;
  const shown = {
    start: phase === "lobby", "go-on": phase === "paused", next: phase === "debrief" && !isLast(), pause: phase === "countdown" || phase === "open",
    extend: state.remaining_ms !== null, close: phase !== "closed", class: played().length > 0,
  };
  const held = document.activeElement;
  for (const [id, is] of Object.entries(shown)) show(id, is);
  if (held && held.hidden) $("commands").querySelector("button:not([hidden])")?.focus(); // what had the focus is gone
  tell("close", TRAINER.asks[ending()].action);
  $("close").classList.toggle("first", phase === "debrief" && isLast());
}

// The numbers of the scenarios that the class has played to the end.
function played() {
  const { phase, scenario } = state;
  return Array.from({ length: scenario.number - (phase === "debrief" || phase === "closed" ? 0 : 1) }, (_, at) => at + 1);
}

function joining() {
  const { code, locked, phase, joining: how } = state;
  const over = phase === "closed";
  show("joining", !over);
  if (how && fresh("joining", [how, code])) {
    const picture = qrPicture(how.browser + "#code=" + code);
    $("qr").replaceChildren(...(picture ? [picture] : []));
    tell("join-address", how.browser.replace(/^https?:\/\//, "").replace(/\/$/, ""));
    tell("join-terminal", how.terminal);
    $("board-link").href = how.board;
  }
  tell("join-code", [...code].join(" "));
  tell("lock", locked ? "Unlock the round" : "Lock the round");
  tell("locked", locked ? "The round is locked." : "");
  if (document.activeElement !== $("show")) $("show").value = state.show;
  $("show").disabled = over;
  $("reveal").checked = state.reveal !== false;
}

// Questions. Nothing that ends something is done by one key.

function ask({ question, consequence, action }, yes, still = () => true) {
  tell("ask-title", question);
  tell("ask-words", consequence);
  const no = element("button", "Cancel");
  const button = element("button", action, "careful");
  no.type = button.type = "button";
  no.autofocus = true;
  no.onclick = () => $("ask").close();
  button.onclick = () => { $("ask").close(); if (still()) yes(); else notice(TRAINER.movedOn); };
  $("ask-ways").replaceChildren(no, button);
  if (!$("ask").open) $("ask").showModal();
}

const isLast = () => state.scenario.number >= state.scenario.of;
const ending = () => PLAYING.includes(state.phase) ? "scenario" : state.phase === "debrief" && isLast() ? "round" : "early";

// A question whose answer would mean another thing by now isn't answered; the server is told what it was about, because someone
// else may lead the round at the same moment.
function askAbout(which, type) {
  const [now, scenario] = [which(), state.scenario.number];
  const about = type === "close" ? { ends: now === "scenario" ? now : "round", scenario } : { scenario };
  ask(TRAINER.asks[now], () => want(type, about), () => state && state.phase !== "closed" && which() === now && state.scenario.number === scenario);
}

function askTime() {
  tell("ask-title", TRAINER.moreTime);
  tell("ask-words", TRAINER.moreTimeNote);
  const ways = TRAINER.extensions.map(({ seconds, label }) => {
    const made = element("button", label);
    made.type = "button";
    made.onclick = () => { $("ask").close(); want("extend", { seconds }); };
    return made;
  });
  const no = element("button", "Cancel");
  no.type = "button";
  no.onclick = () => $("ask").close();
  $("ask-ways").replaceChildren(...ways, no);
  if (!$("ask").open) $("ask").showModal();
}

const DOES = {
  start: () => want("start"),
  pause: () => want("pause"),
  "go-on": () => want("go-on"),
  extend: askTime,
  close: () => askAbout(ending, "close"),
  next: () => askAbout(() => "next", "next"),
  class: () => openWalk(played().at(-1)),
  lock: () => want(state.locked ? "unlock" : "lock"),
  "new-code": () => ask(TRAINER.asks.newCode, () => want("new-code")),
  stop: () => ask(TRAINER.asks[state.phase === "closed" ? "stopEnded" : "stop"], () => { stopping = want("stop"); }),
};
$("to-asks").addEventListener("click", () => $("waiting").querySelector("button")?.focus());
for (const [id, does] of Object.entries(DOES)) $(id).addEventListener("click", () => { if (state) does(); });
$("show").append(...Object.entries(TRAINER.shown).map(([value, label]) => new Option(label[0].toUpperCase() + label.slice(1), value)));
$("show").addEventListener("change", () => want("board", { show: $("show").value }));
$("reveal").addEventListener("change", () => want("reveal", { on: $("reveal").checked }));
$("report-form").append(...TRAINER.reports.map(({ form, label }) => new Option(label, form)));
$("report-form").value = "html";
$("report").addEventListener("submit", () => { $("report-token").value = token; });
$("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  token = $("token").value.trim().replace(/^.*#token=/, "");
  $("token").value = "";
  history.replaceState(null, "", "#token=" + encodeURIComponent(token));
  link.open();
});

// Keys and time.

const shortcuts = () => $("keys").checked;
try { $("keys").checked = localStorage.getItem(SHORTCUTS) !== "off"; } catch { /* a private window keeps nothing */ }
$("keys").addEventListener("change", () => { try { localStorage.setItem(SHORTCUTS, shortcuts() ? "on" : "off"); } catch { /* the same */ } });
$("key-list").append(...Object.entries(KEYS).map(([key, [, words]]) => element("li", key.toUpperCase() + ": " + words)));

document.addEventListener("keydown", (event) => {
  if (!state || !shortcuts() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  if (walkKey(event)) return;
  const [id] = KEYS[event.key.toLowerCase()] || [];
  const wanted = id === "pause" && $("pause").hidden ? $("go-on") : id === "let-in" ? document.querySelector("#waiting button") : id && $(id);
  if (!wanted || !wanted.checkVisibility() || wanted.disabled) return;
  event.preventDefault();
  if (wanted.localName === "select") wanted.focus(); else wanted.click();
});

function tick() {
  if (!state) return;
  const left = lost ? null : clock.look(); // a clock that no one keeps would look alive
  tell("clock", left === null ? "" : roundTime(state.phase, left));
  if (!lost) thinking();
}
setInterval(tick, 500);
if (token) link.open(); else refused("");

"use strict";
// The projector's board: how to join, who leads, how much time is left, and afterwards what the class did, one turning point
// at a time. Names are shown in the debrief only where they are asked for. Text is set as text, never as markup.
const token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
const PHASES = {
  lobby: "Waiting to start.", countdown: "The round is about to start.", open: WORDS.phases.open, paused: "The round is paused.",
  debrief: "Debrief.", closed: WORDS.phases.closed,
};
let state = null;
let step = 0;
let named = false;
let told = "";

const link = new Link(
  () => ({ type: "view", v: 1, token }),
  (message) => {
    tell("link", "");
    if (message.type === "error") {
      link.stop();
      state = null;
      for (const id of ["clock", "where", "practice"]) tell(id, ""); // it would go on as if it were now
      tell("status", message.message + " Open the one on the trainer's screen.");
      return;
    }
    if (message.type === "state") state = message;
    else if (message.type === "board" && state) Object.assign(state, message, { type: "state" });
    else if (message.type === "teams" && state) state.teams = message.teams;
    if (state) draw();
  },
  () => { if (state && state.phase === "closed") link.stop(); else tell("link", "The connection is lost. Reconnecting \u2026"); },
);
const clock = new Countdown([], () => {});

function draw() {
  const { phase, scenario } = state;
  const over = phase === "debrief" || phase === "closed";
  const moment = scenario.number + (over ? "over" : phase);
  if (moment !== told) { told = moment; step = 0; named = false; }
  clock.set(state.remaining_ms, phase === "countdown" || phase === "open");
  tell("title", state.round + ": " + scenario.title);
  document.title = "Board: " + state.round;
  tell("where", scenario.of > 1 ? "Scenario " + scenario.number + " of " + scenario.of : "");
  tell("practice", state.counts === false ? WORDS.practice : "");
  const done = phase === "open" && state.done !== undefined ? " " + state.done + " finished." : "";
  tell("status", PHASES[phase] + " " + state.seats + " joined." + done);
  const lobby = phase === "lobby" || phase === "countdown";
  $("door").hidden = !lobby || !state.code;
  tell("code", state.code || "");
  tell("url", location.origin);
  $("lobby").hidden = !lobby || !(state.names || []).length;
  const names = state.names || [];
  const more = state.seats - names.length;
  $("names").replaceChildren(...names.map((name) => element("li", name)));
  if (names.length && more > 0) $("names").append(element("li", "and " + more + " more"));
  ranks(!lobby && (!over || named), over);
  walk(over && !named);
  $("controls").hidden = !over;
  tick();
}

function ranks(shown, over) {
  const rows = state.board || [];
  const teams = state.teams || [];
  $("board").hidden = !shown || !(rows.length || teams.length || named);
  if (!fresh("board", [rows, teams, over])) return;
  $("rows").classList.toggle("podium", over);
  $("rows").replaceChildren(...rows.map((row) => boardRow(row, false)));
  if (!rows.length) $("rows").append(element("li", WORDS.boardHidden));
  $("teams").hidden = !teams.length;
  $("team-rows").replaceChildren(...teams.map((row) => boardRow(row, false)));
}

// What there is to walk through: each turning point, then the hardest moments and the principles that came up.
function parts() {
  const points = state.class || [];
  const words = state.class_words || { hardest: [], principles: [] };
  const found = points.map((point, at) => ({ title: fill(WORDS.turningPoint, { at: at + 1, of: points.length }), point }));
  if (words.hardest.length) found.push({ title: WORDS.hardest, sentences: words.hardest });
  if (words.principles.length) found.push({ title: WORDS.principles, sentences: words.principles });
  return found;
}

function walk(shown) {
  const found = parts();
  $("walk").hidden = !shown;
  $("names-too").setAttribute("aria-pressed", String(named));
  $("previous").disabled = named || step === 0;
  $("next").disabled = named || step >= found.length - 1;
  if (!shown) return;
  step = Math.max(0, Math.min(step, found.length - 1));
  if (!found.length) {
    tell("walk-title", "What the class did");
    $("point").replaceChildren(element("p", WORDS.sameEverywhere));
    return;
  }
  const { title, point, sentences } = found[step];
  tell("walk-title", title);
  if (!point) { $("point").replaceChildren(...sentences.map((text) => element("p", text))); return; }
  const list = element("ul", undefined, "choices");
  list.append(...point.chosen.map((item) => choiceRow(item, point.times, "")));
  $("point").replaceChildren(list);
}

function go(by) { step += by; draw(); }

function tick() {
  if (!state) return;
  const left = clock.left;
  const words = { countdown: "Starts in ", open: "Time left ", paused: "Time left " }[state.phase];
  tell("clock", left === null || !words ? "" : words + clockFace(left));
}

$("previous").addEventListener("click", () => go(-1));
$("next").addEventListener("click", () => go(1));
$("names-too").addEventListener("click", () => { named = !named; draw(); });
document.addEventListener("keydown", (event) => {
  if (!state || $("controls").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  const wanted = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", n: "names-too", N: "names-too" }[event.key];
  if (wanted && !$(wanted).disabled) { event.preventDefault(); $(wanted).click(); }
});
setInterval(tick, 250);
link.open();

"use strict";
// The browser's seat: shows what the server sends, and sends back what was chosen. Text is set as text, never as markup.
// entry.js has the form and the way back, scene.js draws the conversation, debrief.js how it went.
const SEAT = "simulator-seat" + location.pathname.replace(/^\/$/, ""); // a server may have several rounds, each in its own folder
const PENDING = "simulator-pending";
const KEYS = "simulator-keys";
const UNANSWERED = 8000;

function stored(stores, key) {
  try { return JSON.parse(stores.map((store) => store.getItem(key)).find(Boolean) || "null"); } catch { return null; }
}
function store(stores, key, value) {
  try {
    for (const kept of stores) if (value === null) kept.removeItem(key); else kept.setItem(key, JSON.stringify(value));
  } catch { /* a private window keeps nothing; the seat then lasts as long as the page */ }
}
const both = (() => { try { return [sessionStorage, localStorage]; } catch { return []; } })();
const tab = both.slice(0, 1);

let seat = stored(both, SEAT);
let joining = null;
let pending = stored(tab, PENDING);
let unanswered = 0;
let state = null;
let turn = 0;
let drawn = [];
let offered = "";
let told = null;
let before = null;
let allowed = null;
let place = "";
let entered = "";
let numbers = stored(both.slice(1), KEYS) !== false;

const link = new Link(
  () => seat ? { type: "resume", v: 1, token: seat.token } : { type: "join", v: 1, ...joining },
  received,
  (said) => {
    if (state && state.phase === "closed") link.stop();
    else if (seat) tell("link", WORDS.connectionLost + (pending ? " " + WORDS.replySaved : ""));
    else if (said || link.breaks >= 2) { link.stop(); door("The round can't be reached. Try again."); }
  },
);
const roundClock = new Countdown([60, 30, 10, 5], (mark) => {
  if (state.phase === "countdown") tell("spoken", fill(WORDS.startsIn, { time: counted(mark, "second") }));
  else if (mark > 5) tell("spoken", fill(WORDS.leftInScenario, { time: counted(mark, "second") }));
});
const turnClock = new Countdown([30, 10, 5], (mark) => tell("warning", fill(WORDS.leftForReply, { time: counted(mark, "second") })));

// Where we are: one part of the page, with the focus on its heading when it is a new one.

function show(id, shown) { $(id).hidden = !shown; }

function goTo(part, others, focus) {
  for (const id of ["join", "waiting", "out", "lobby", "play", "after", "class"]) show(id, id === part || others.includes(id));
  show("side", Boolean(seat) && part !== "join");
  show("room", part !== "out");
  show("known", part === "play");
  document.body.classList.toggle("playing", part === "play");
  if (place === part) return;
  place = part;
  read(false);
  $(focus).focus();
}

// On a small screen the brief and the class take the place of the replies while they are read.
function read(open) {
  document.body.classList.toggle("reading", open);
  $("brief-button").setAttribute("aria-expanded", String(open));
  tell("brief-button", open ? "Replies" : "Brief");
}

// The trainer may change a name.
function named(name) {
  seat.name = name;
  store(both, SEAT, seat);
  tell("me", name);
  tell("leave-summary", "Not " + name + "?");
}

// What the server says.

function received(message) {
  tell("link", "");
  switch (message.type) {
    case "seat":
      seat = { token: message.token, name: message.name, id: message.seat };
      if (pending && pending.seat !== seat.id) keep(null);
      named(seat.name);
      break;
    case "waiting": awaitTrainer(message.message); break;
    case "error": refusedEntry(message); break;
    case "state":
      if (entered && entered !== message.phase) tell("notice", ""); // it was about what is past
      entered = message.phase;
      state = message;
      if (seat && message.name && message.name !== seat.name) named(message.name);
      tell("late", (message.late || []).join(" "));
      whole();
      break;
    case "moved": if (state) moved(message); break;
    case "refused": if (state) refused(message); break;
    case "heard": if (state) heard(message); break;
    case "board":
      if (!state) break;
      for (const key of ["phase", "remaining_ms", "board", "seats", "done"]) if (key in message) state[key] = message[key];
      roundClock.set(state.remaining_ms, ["countdown", "open"].includes(state.phase));
      if (state.ended) tell("status", phaseWords());
      board();
      break;
    case "teams": if (state) { state.teams = message.teams; board(); } break;
    case "debrief": told = message; if (state) whole(); break;
    case "own": if (state) { state.own = message.row; board(); } break;
  }
}

function whole() {
  const { phase, scenario } = state;
  const over = phase === "debrief" || phase === "closed";
  const playing = !over && phase !== "countdown" && phase !== "lobby" && state.scene !== null;
  past(over);
  const { title, number, of } = rereading ? debriefed : scenario;
  document.title = title + ": " + state.round;
  tell("title", title);
  authored($("title"));
  tell("where", (of > 1 ? "Scenario " + number + " of " + of + ", " : "") + state.mode + " mode");
  tell("practice", state.counts === false ? WORDS.practice : "");
  $("who").replaceChildren("The customer: ", authored(element("span", scenario.customer + ". " + scenario.about)));
  tell("mode", WORDS.modes[state.mode] || "");
  tell("typing", state.own_words ? WORDS.own.brief : "");
  $("typing").hidden = !state.own_words;
  $("choosing").hidden = Boolean(state.own_words);
  for (const id of ["brief", "brief-again"]) if (fresh(id, scenario.brief)) $(id).replaceChildren(...briefParagraphs(scenario.brief));
  roundClock.set(state.remaining_ms, phase === "countdown" || phase === "open");
  tell("status", phaseWords());
  tell("spoken", phase === "countdown" ? fill(WORDS.startsIn, { time: counted(roundClock.left, "second") }) : "");
  if (playing) conversation(); else clear();
  if (pending && !playing) keep(null); // it was for a conversation that is over
  if (!over) told = null;
  if (rereading) goTo("after", $("points").childElementCount ? ["class"] : [], "after-title");
  else if (over) debrief();
  else if (playing) goTo("play", [], "newest");
  else goTo("lobby", [], "lobby-title");
  board();
  takeAway();
  if (over || !debriefed) classView();
  tick();
}

function clear() {
  forgetLines();
  for (const id of ["choices", "also"]) $(id).replaceChildren();
  offered = "";
  before = null;
  turn = 0;
  turnClock.set(null, false);
}

function phaseWords() {
  switch (state.phase) {
    case "open": return state.ended ? WORDS.finished + " " + peopleDone(state.done, state.seats) + "." : ""; // that it is open is seen
    case "paused": return WORDS.phases.paused + (state.trouble ? " " + state.trouble : "");
    case "closed": return WORDS.phases.closed + " You can close this page.";
    default: return phaseSentence(state);
  }
}

// The conversation.

function conversation() {
  if (state.transcript) draw(state.transcript);
  else if (!drawn.length) {
    const { greeting, narration, says, speakers = [] } = state.scene;
    draw([
      ...(greeting ? [{ voice: "you", text: greeting }] : []),
      ...(narration ? [{ voice: "narration", text: narration }] : []),
      ...says.map((text, at) => ({ voice: "customer", text, speaker: speakers[at] })),
    ]);
  } else if (state.turn !== turn) link.again(); // something was missed; the seat's transcript comes with it
  turn = state.turn;
  forgetSent();
  scene(state.scene, state.turn_ms, state.allowed_ms, state.ended);
  settle();
}

// Whether the focus is in what is said and offered, or nowhere.
const inTalk = () => ["newest", "choices", "also"].some((id) => $(id).contains(document.activeElement));
const nowhere = () => document.activeElement === document.body;
const toNewest = () => $("newest").focus({ preventScroll: true });

function scene(found, left, whole, ended) {
  for (const id of ["person", "person-side"]) drawPerson($(id), found, before);
  turnClock.set(left === undefined || ended ? null : left, state.phase === "open");
  allowed = whole;
  tell("warning", "");
  const held = inTalk();
  offer(found, ended);
  if (held && !inTalk()) toNewest(); // the choice that had the focus is gone
  showNewest(); // what can be said may leave less room for what was said
}

// A reply is kept under its own name until it is answered, over breaks and reloads: sent again it counts once.

function keep(move) {
  pending = move;
  clearTimeout(unanswered);
  store(tab, PENDING, move);
}

function choose(move) {
  if (pending || !state || state.phase !== "open") return;
  const random = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  keep({ seat: seat.id, cmd: "c" + random, turn, move });
  tell("notice", "");
  waiting();
  if (!dispatch()) tell("link", WORDS.connectionLost + " " + WORDS.replySaved);
}

function dispatch() {
  const { cmd, turn: at, move } = pending;
  clearTimeout(unanswered);
  unanswered = setTimeout(() => link.again(), UNANSWERED);
  return link.send({ type: "move", cmd, turn: at, move });
}

function waiting() {
  for (const made of document.querySelectorAll("#choices button, #also button")) {
    made.disabled = pending !== null;
    made.classList.toggle("chosen", pending !== null && made.dataset.move === pending.move);
  }
}

// After a state: a reply that is still for this moment is sent, or held while the round is paused.
function settle() {
  if (!pending) return;
  if (pending.turn > turn) { keep(null); return; }
  waiting();
  if (state.phase === "open") dispatch(); // one for an earlier moment too: the answer says whether it counted
  else if (pending.turn < turn) keep(null);
  else if (state.phase === "paused") tell("status", phaseWords() + " " + WORDS.replyWaits);
}

function moved(message) {
  tell("late", "");
  if (pending && pending.cmd === message.cmd) keep(null);
  if (message.turn <= turn) { waiting(); return; }
  if (message.turn !== turn + 1) { link.again(); return; }
  turn = message.turn;
  if (pending) { keep(null); tell("notice", WORDS.tooLate); }
  const { move, said = [], why = [] } = message.result;
  const silence = move === "silence" ? [{ voice: "notice", text: message.cmd ? "You waited." : WORDS.silent }] : [];
  const held = inTalk() || nowhere() || message.cmd !== undefined;
  add([...silence, ...said]);
  if (why.length) $("newest").append(reasons(why));
  before = state.scene;
  Object.assign(state, { scene: message.scene, turn, ended: message.ended });
  scene(message.scene, message.remaining_ms, message.allowed_ms, message.ended);
  tell("status", phaseWords());
  // The words are read out once: by the focus that goes to them, or where it is elsewhere, as news.
  if (held) toNewest();
  else tell("spoken", $("newest").textContent);
}

function refused(message) {
  if (!pending || pending.cmd !== message.cmd) return;
  if (message.reason === "not-open" && !state.ended && ["open", "paused"].includes(state.phase)) {
    // The round was paused in between: the reply goes out again when it resumes.
    if (state.phase === "paused") clearTimeout(unanswered);
    tell("status", phaseWords() + " " + WORDS.replyWaits);
    return;
  }
  keep(null);
  tell("notice", message.message);
  waiting();
  if (message.reason === "stale" || message.reason === "illegal") link.again();
}

// Time, keys, and the door.

function tick() {
  if (!state) return;
  const left = roundClock.look();
  tell("clock", left === null ? "" : roundTime(state.phase, left));
  showTurnClock(turnClock.look(), allowed / 1000);
}
setInterval(tick, 250);
addEventListener("resize", showNewest);

document.addEventListener("keydown", (event) => {
  if (!numbers || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof HTMLTextAreaElement) return;
  if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
  const wanted = [...document.querySelectorAll("#choices button:not(:disabled), #also button:not(:disabled)")]
    .find((made) => made.dataset.key === event.key.toLowerCase());
  if (wanted && wanted.checkVisibility()) { event.preventDefault(); wanted.click(); }
  else if (/^[1-9]$/.test(event.key)) noSuchReply(event.key);
});

$("earlier").addEventListener("click", () => {
  const open = document.body.classList.toggle("earlier-open");
  $("earlier").setAttribute("aria-expanded", String(open));
  earlierWords();
  if (open) $("said").scrollTop = 0; else showNewest();
});
$("brief-button").addEventListener("click", () => {
  read(!document.body.classList.contains("reading"));
  if (document.body.classList.contains("reading")) $("known-title").focus();
});
$("keys").checked = numbers;
$("keys").addEventListener("change", () => { numbers = $("keys").checked; store(both.slice(1), KEYS, numbers); });
$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("enter").disabled) return;
  $("enter").disabled = true; // twice would be two seats
  joining = { code: $("code").value, name: $("name").value };
  tell("notice", "");
  tell("status", "Joining \u2026");
  link.open();
});

limitName("name", "name-note");
const given = new URLSearchParams(location.hash.slice(1));
if (given.get("code")) $("code").value = given.get("code");
if (given.get("seat")) {
  seat = { token: given.get("seat"), name: "", id: "" };
  store(both, SEAT, seat);
  history.replaceState(null, "", location.pathname); // so that no one reads it off the address
}
if (seat) { tell("status", "Returning to your seat \u2026"); link.open(); } else door("");

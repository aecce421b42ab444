"use strict";
// The browser's seat: shows what the server sends, and sends back what was chosen. Text is set as text, never as markup.
const SEAT = "simulator-seat";
const PENDING = "simulator-pending";
const KEYS = "simulator-keys";
const UNANSWERED = 8000;
const FACES = { furious: ">:O", angry: ">:(", frustrated: ":(", wary: ":/", calm: ":|", pleased: ":)", delighted: ":D" };

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
  else if (mark > 5) tell("spoken", fill(WORDS.leftInRound, { time: counted(mark, "second") }));
});
const turnClock = new Countdown([30, 10, 5], (mark) => tell("warning", fill(WORDS.leftForReply, { time: counted(mark, "second") })));

// Where we are: one part of the page, with the focus on its heading when it is a new one.

function show(id, shown) { $(id).hidden = !shown; }

function goTo(part, others, focus) {
  for (const id of ["join", "out", "lobby", "play", "after", "board", "class"]) show(id, id === part || others.includes(id));
  show("seat", Boolean(seat) && part !== "join");
  if (place === part) return;
  place = part;
  $(focus).focus();
}

function door(why) {
  state = null;
  entered = "";
  document.title = "Customer service round";
  tell("title", document.title);
  for (const id of ["where", "practice", "clock", "link", "status"]) tell(id, "");
  tell("notice", why);
  place = "";
  $("enter").disabled = false;
  goTo("join", [], $("code").value && !why ? "name" : "code");
}

function out(title, why, removed) {
  link.stop();
  state = null;
  for (const id of ["status", "link", "notice", "practice", "clock"]) tell(id, "");
  show("return", !removed);
  tell("out-title", title);
  tell("why", why);
  goTo("out", [], "out-title");
}

function forget() {
  link.stop();
  seat = state = null;
  keep(null);
  store(both, SEAT, null);
}

// What the server says.

function received(message) {
  tell("link", "");
  switch (message.type) {
    case "seat":
      seat = { token: message.token, name: message.name, id: message.seat };
      store(both, SEAT, seat);
      if (pending && pending.seat !== seat.id) keep(null);
      tell("me", seat.name);
      tell("leave-summary", "Not " + seat.name + "?");
      break;
    case "error": refusedEntry(message); break;
    case "state":
      if (entered && entered !== message.phase) tell("notice", ""); // it was about what is past
      entered = message.phase;
      state = message;
      whole();
      break;
    case "moved": if (state) moved(message); break;
    case "refused": if (state) refused(message); break;
    case "board":
      if (!state) break;
      for (const key of ["phase", "remaining_ms", "board", "seats", "done"]) if (key in message) state[key] = message[key];
      roundClock.set(state.remaining_ms, ["countdown", "open"].includes(state.phase));
      board();
      break;
    case "teams": if (state) { state.teams = message.teams; board(); } break;
    case "debrief": told = message; if (state) whole(); break;
    case "own": if (state) { state.own = message.row; board(); } break;
  }
}

function refusedEntry(message) {
  link.stop();
  if (message.reason === "bad-token") { forget(); door("This browser was in another round. Join again below."); }
  else if (seat) out(message.removed ? "You're no longer in the round" : "You're no longer in your seat", message.message, message.removed === true);
  else door(message.message);
}

function whole() {
  const { phase, scenario } = state;
  document.title = scenario.title + ": " + state.round;
  tell("title", state.round + ": " + scenario.title);
  tell("where", (scenario.of > 1 ? "Scenario " + scenario.number + " of " + scenario.of + ", " : "") + state.mode + " mode");
  tell("practice", state.counts === false ? WORDS.practice : "");
  tell("who", "The customer: " + scenario.customer + ". " + scenario.about);
  tell("mode", WORDS.modes[state.mode] || "");
  tell("brief", scenario.brief);
  tell("brief-again", scenario.brief);
  roundClock.set(state.remaining_ms, phase === "countdown" || phase === "open");
  tell("status", phaseWords());
  tell("spoken", phase === "countdown" ? fill(WORDS.startsIn, { time: counted(roundClock.left, "second") }) : "");
  const over = phase === "debrief" || phase === "closed";
  const playing = !over && phase !== "countdown" && phase !== "lobby" && state.scene !== null;
  if (playing) conversation(); else clear();
  if (pending && !playing) keep(null); // it was for a conversation that is over
  if (!over) told = null;
  if (over) debrief();
  else if (playing) goTo("play", [], "play-title");
  else goTo("lobby", [], "lobby-title");
  board();
  classView();
  tick();
}

function clear() {
  for (const id of ["said", "choices"]) $(id).replaceChildren();
  drawn = [];
  offered = "";
  turn = 0;
  turnClock.set(null, false);
}

function phaseWords() {
  switch (state.phase) {
    case "open": return state.ended ? WORDS.finished : WORDS.phases.open;
    case "paused": return WORDS.phases.paused + (state.trouble ? " " + state.trouble : "");
    case "closed": return WORDS.phases.closed + " You can close this page.";
    default: return WORDS.phases[state.phase];
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
  scene(state.scene, state.turn_ms, state.ended);
  settle();
}

// What is new is added, so that a screen reader hears that alone; what does not fit is drawn afresh.
function draw(lines) {
  const same = drawn.length <= lines.length && drawn.every((line, index) => line.voice === lines[index].voice && line.text === lines[index].text);
  if (!same) { $("said").replaceChildren(); drawn = []; }
  add(lines.slice(drawn.length));
}

function add(lines) {
  drawn.push(...lines);
  lines.forEach(line);
}

function line({ voice, text, speaker }) {
  const who = speaker ? speaker + ": " : { customer: state.scenario.customer + ": ", you: "You: ", action: "You do: " }[voice];
  const made = element("p", undefined, voice);
  if (who) made.append(element("span", who, "speaker"));
  made.append(text);
  $("said").append(made);
  $("said").scrollTop = $("said").scrollHeight;
}

function scene(found, left, ended) {
  const numbersToo = found.mood === undefined ? "" : ", " + signed(found.mood) +
    ". Anger " + found.anger + ", heard " + found.heard + ", trust " + found.trust + ", patience " + found.patience;
  const face = element("span", FACES[found.band] || "", "face");
  face.setAttribute("aria-hidden", "true");
  $("mood").replaceChildren(face, " " + state.scenario.customer + " is " + found.band + numbersToo + ".");
  turnClock.set(left === undefined || ended ? null : left, state.phase === "open");
  tell("warning", "");
  offer(found, ended);
}

// The same offer is left as it is, so that no choice moves away from under a finger.
function offer(found, ended) {
  const choices = $("choices");
  const untimed = turnClock.left === null;
  const now = JSON.stringify([found.can_listen, found.offered, ended, untimed, state.phase, turn]);
  if (now === offered) return;
  offered = now;
  const hadFocus = choices.contains(document.activeElement);
  choices.replaceChildren();
  if (ended) choices.append(element("p", WORDS.over));
  else if (state.phase === "open") {
    if (found.can_listen) choices.append(button("L", "Listen: there is more to hear", "listen"));
    found.offered.forEach((reply, index) =>
      choices.append(button(String(reply.number || index + 1), (reply.new ? "(new) " : "") + reply.text + (reply.action ? " (" + reply.action + ")" : ""), reply.id)));
    if (!choices.childElementCount && untimed) choices.append(button("W", "Wait in silence: there is nothing to say just now", "silence"));
    if (!choices.childElementCount) choices.append(element("p", "There is nothing to say just now. Wait."));
  }
  if (hadFocus) choices.focus();
}

function button(key, text, move) {
  const made = element("button");
  made.type = "button";
  made.dataset.key = key.toLowerCase();
  made.dataset.move = move;
  made.append(element("span", key + ". ", "key"), element("span", text));
  made.onclick = () => choose(move);
  return made;
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
  $("choices").focus();
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
  for (const made of $("choices").querySelectorAll("button")) {
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
  if (pending && pending.cmd === message.cmd) keep(null);
  if (message.turn <= turn) { waiting(); return; }
  if (message.turn !== turn + 1) { link.again(); return; }
  turn = message.turn;
  if (pending) { keep(null); tell("notice", WORDS.tooLate); }
  if (message.result.move === "silence") line({ voice: "notice", text: message.cmd ? "You waited." : WORDS.silent });
  add(message.result.said || []);
  if (message.result.why) for (const text of message.result.why) line({ voice: "why", text });
  Object.assign(state, { scene: message.scene, turn, ended: message.ended });
  scene(message.scene, message.remaining_ms, message.ended);
  tell("status", phaseWords());
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

// The debrief.

function debrief() {
  const found = state.result;
  const others = ["board", "class"];
  if (found && told && fresh("after", [found, told])) {
    $("result").replaceChildren(figures(found));
    $("turns").replaceChildren(...told.turns.map(ownTurn));
    parts();
  } else if (!found && fresh("after", null)) {
    for (const id of ["turns", "sections"]) $(id).replaceChildren();
    $("result").replaceChildren(element("p", "You didn't play this scenario."));
  }
  const { own } = state;
  if (!own) tell("own", "");
  else if (own.rank === null) tell("own", WORDS.noMove);
  else tell("own", fill(WORDS.standing, { rank: ordinal(own.rank), of: state.seats, points: counted(own.points, "point") }));
  tell("scale", own ? WORDS.scale : "");
  goTo("after", others, "after-title");
}

// The parts of the debrief but for the moves, which are above already.
function parts() {
  $("sections").replaceChildren(...told.panes.filter((pane) => pane.name !== "Moves").map((pane, index) => {
    const part = element("details");
    part.open = index === 0;
    part.append(element("summary", pane.name), ...pane.sections.map(section));
    return part;
  }));
}

function figures(found) {
  const list = element("dl", undefined, "figures");
  const add = (name, value) => list.append(element("dt", name), element("dd", value));
  const end = found.turns.length ? found.turns[found.turns.length - 1] : told.start;
  add("Ending", found.ending.replaceAll("-", " "));
  add("Mood", moodWords(told.start.mood, told.start.band) + " at the start, " + moodWords(end.mood, end.band) + " at the end");
  add("Satisfaction", signed(found.satisfaction) + ", on a scale of \u2212100 to 100 (simulated)");
  add("Quality", found.qa + " out of 100");
  for (const [name, value] of Object.entries(found.dimensions)) if (value !== null) add(name[0].toUpperCase() + name.slice(1), value + " out of 100");
  return list;
}

function ownTurn(turn) {
  const item = element("li");
  const details = element("details");
  const summary = element("summary", turn.words + " ");
  summary.append(element("span", "Mood " + signed(turn.before) + " to " + moodWords(turn.after, turn.band) + ".", "figures"));
  details.append(summary);
  const why = element("ul");
  why.append(...turn.why.map((text) => element("li", text)));
  if (turn.why.length) details.append(why);
  if (turn.note) details.append(element("p", "Note: " + turn.note));
  if (turn.principle) details.append(element("p", "Principle: " + turn.principle, "principle"));
  item.append(details);
  return item;
}

function section(part) {
  const made = element("div");
  made.append(element("h3", part.title));
  let list = null;
  for (const { lead, text } of part.told) {
    if (lead !== "-") { list = null; made.append(element("p", (lead ? lead + " " : "") + text)); continue; }
    if (!list) made.append(list = element("ul"));
    list.append(element("li", text));
  }
  return made;
}

function board() {
  const rows = state.board || [];
  const teams = state.teams || [];
  const over = state.phase === "debrief" || state.phase === "closed";
  const lobby = state.phase === "lobby" || state.phase === "countdown";
  const own = state.own && !rows.some((row) => row.name === state.own.name) ? [state.own] : [];
  show("board", !lobby && rows.length + own.length + teams.length > 0);
  if (!fresh("board", [rows, own, teams, state.own, over])) return;
  $("rows").classList.toggle("podium", over);
  $("rows").replaceChildren(...[...rows, ...own].map((row) => boardRow(row, state.own && row.name === state.own.name)));
  show("teams", teams.length > 0);
  $("team-rows").replaceChildren(...teams.map((row) => boardRow(row, false)));
}

function classView() {
  const points = state.class || [];
  show("class", points.length > 0);
  if (!fresh("class", [points, state.result])) return;
  const own = new Set(((state.result || {}).turns || []).map((made) => made.scene + "/" + made.move));
  $("points").replaceChildren(...points.map((point, index) => {
    const part = element("details");
    part.open = index === 0;
    const list = element("ul", undefined, "choices");
    list.append(...point.chosen.map((item) =>
      choiceRow(item, point.times, own.has(point.scene + "/" + item.reply) ? " This was your reply." : "")));
    part.append(element("summary", fill(WORDS.turningPoint, { at: index + 1, of: points.length }) + ", " + counted(point.times, "reply")), list);
    return part;
  }));
}

// Time, keys, and the door.

function tick() {
  if (!state) return;
  const left = roundClock.look();
  const words = { countdown: "Starts in ", open: "Time left ", paused: "Paused, time left " }[state.phase];
  tell("clock", left === null || !words ? "" : words + clockFace(left));
  const own = turnClock.look();
  tell("time", own === null ? "" : clockFace(own) + " left for your reply");
  $("time").classList.toggle("soon", own !== null && own <= 10);
}
setInterval(tick, 250);
addEventListener("resize", () => { $("said").scrollTop = $("said").scrollHeight; });

document.addEventListener("keydown", (event) => {
  if (!numbers || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target instanceof HTMLInputElement && event.target.type !== "checkbox") return;
  const wanted = [...$("choices").querySelectorAll("button:not(:disabled)")].find((made) => made.dataset.key === event.key.toLowerCase());
  if (wanted) { event.preventDefault(); wanted.click(); }
});

$("keys").checked = numbers;
$("keys").addEventListener("change", () => { numbers = $("keys").checked; store(both.slice(1), KEYS, numbers); });
$("return").addEventListener("click", () => { tell("why", ""); tell("status", "Returning to your seat \u2026"); link.open(); });
$("other").addEventListener("click", () => { forget(); door(""); });
$("leave-now").addEventListener("click", () => { forget(); $("leave").open = false; $("name").value = ""; door(""); });
$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("enter").disabled) return;
  $("enter").disabled = true; // twice would be two seats
  joining = { code: $("code").value, name: $("name").value };
  tell("notice", "");
  tell("status", "Joining \u2026");
  link.open();
});

const given = new URLSearchParams(location.hash.slice(1)).get("code");
if (given) $("code").value = given;
if (seat) { tell("status", "Returning to your seat \u2026"); link.open(); } else door("");

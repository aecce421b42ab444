"use strict";
// The browser's seat: shows what the server sends and sends back what was chosen. Text is set as text, never as markup.
const $ = (id) => document.getElementById(id);
const KEY = "simulator-seat";
const WARN_AT = [30, 10, 5];
let socket = null;
let state = null;
let turn = 0;
let pending = null;
let deadline = null;
let warned = new Set();
let attempts = 0;
let leaving = false;
let refusedName = "";

function remembered() {
  try { return JSON.parse(sessionStorage.getItem(KEY) || localStorage.getItem(KEY) || "null"); } catch { return null; }
}
function remember(value) {
  try {
    for (const store of [sessionStorage, localStorage]) {
      if (value) store.setItem(KEY, JSON.stringify(value)); else store.removeItem(KEY);
    }
  } catch { /* a private window keeps nothing; the seat then lasts as long as the page */ }
}
let seat = remembered();

function say(text) { $("status").textContent = text; }
function show(id, shown) { $(id).hidden = !shown; }

function connect(hello) {
  leaving = false;
  socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/ws");
  socket.onopen = () => { attempts = 0; socket.send(JSON.stringify(hello)); };
  socket.onmessage = (event) => received(JSON.parse(event.data));
  socket.onclose = () => {
    if (leaving) return;
    const wait = Math.min(5000, 300 * 2 ** attempts++);
    say("The connection is gone. Trying again …");
    setTimeout(() => { if (seat) connect({ type: "resume", v: 1, token: seat.token }); else door("Try to join again."); }, wait);
  };
}

function door(why) {
  show("join", true);
  for (const id of ["lobby", "play", "after", "board", "class"]) show(id, false);
  say(why || "");
  if (refusedName) $("name").value = refusedName;
  $("code").focus();
}

function received(message) {
  switch (message.type) {
    case "seat":
      seat = { token: message.token, name: message.name };
      remember(seat);
      say("You are " + message.name + ".");
      break;
    case "error":
      leaving = true;
      if (message.reason === "bad-token") { seat = null; remember(null); door(message.message); }
      else if (!seat) door(message.message);
      else say(message.message);
      break;
    case "state": state = message; whole(); break;
    case "moved": moved(message); break;
    case "refused": refused(message); break;
    case "board": if (state) { Object.assign(state, { phase: message.phase, board: message.board, seats: message.seats, done: message.done }); board(); } break;
    case "own": if (state) { state.own = message.row; board(); } break;
  }
}

function whole() {
  const phase = state.phase;
  show("join", false);
  $("title").textContent = state.round + ": " + state.scenario.title;
  const briefing = phase === "lobby" || phase === "countdown";
  show("lobby", briefing);
  $("who").textContent = "You meet " + state.scenario.customer + ". " + state.scenario.about;
  $("brief").textContent = state.scenario.brief;
  if (phase === "lobby") say("You are in as " + seat.name + ". The round has not begun.");
  if (phase === "countdown") say("It begins in " + Math.ceil(state.remaining_ms / 1000) + " seconds. Read what you know.");
  if (phase === "paused") say("The round is paused. Nothing is lost, and your clock stands still. " + state.trouble);
  if (phase === "closed") { say("The round is over."); leaving = true; remember(null); }
  show("play", state.scene !== null && !briefing);
  if (state.scene !== null && !briefing) {
    if (phase === "open") say(state.ended ? "You are done. The others are still at it." : "");
    if (state.turn !== turn || $("said").childElementCount === 0) {
      $("said").replaceChildren();
      lines(state.transcript || [...(state.scene.narration ? [{ voice: "narration", text: state.scene.narration }] : []),
        ...state.scene.says.map((text) => ({ voice: "customer", text }))]);
    }
    turn = state.turn;
    scene(state.scene, state.turn_ms, state.ended);
  } else { $("said").replaceChildren(); turn = 0; }
  result();
  board();
  classView();
}

function lines(list) {
  for (const line of list) {
    const p = document.createElement("p");
    p.className = line.voice;
    const who = { customer: state.scenario.customer + ": ", you: "You: ", action: "You do: " }[line.voice] || "";
    p.textContent = who + line.text;
    $("said").append(p);
  }
  $("said").scrollTop = $("said").scrollHeight;
}

function scene(found, left, ended) {
  pending = null;
  const words = { mood: found.mood === undefined ? "" : ", " + found.mood };
  $("mood").textContent = "Mood: " + found.band + words.mood +
    (found.anger === undefined ? "" : ". Anger " + found.anger + ", heard " + found.heard + ", trust " + found.trust + ", patience " + found.patience + ".");
  deadline = left === null || left === undefined || ended || state.phase !== "open" ? null : performance.now() + left;
  warned = new Set(WARN_AT.filter((seconds) => left !== null && left <= seconds * 1200));
  $("warning").textContent = "";
  const choices = $("choices");
  const hadFocus = choices.contains(document.activeElement);
  choices.replaceChildren();
  if (ended || state.phase !== "open") return;
  if (found.can_listen) choices.append(button("Listen: there is more to hear", "listen"));
  found.offered.forEach((reply, index) => choices.append(button((index + 1) + ". " + reply.text + (reply.action ? " (" + reply.action + ")" : ""), reply.id)));
  if (hadFocus && choices.firstChild) choices.firstChild.focus();
}

function button(text, move) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.onclick = () => send(move);
  return made;
}

function send(move) {
  if (!socket || socket.readyState !== WebSocket.OPEN || pending) return;
  const cmd = "c" + Date.now().toString(36) + "-" + Math.random().toString(36).slice(2, 12);
  pending = { type: "move", cmd, turn, move };
  for (const made of $("choices").querySelectorAll("button")) made.disabled = true;
  socket.send(JSON.stringify(pending));
}

function moved(message) {
  turn = message.turn;
  if (message.result.move === "silence") lines([{ voice: "notice", text: "Time ran out: you said nothing." }]);
  lines(message.result.said || []);
  if (state) { state.scene = message.scene; state.turn = turn; state.ended = message.ended; }
  scene(message.scene, message.remaining_ms, message.ended);
  if (message.ended) say("You are done. The others may still be at it.");
}

function refused(message) {
  pending = null;
  say(message.message);
  for (const made of $("choices").querySelectorAll("button")) made.disabled = false;
  if (message.reason === "stale" || message.reason === "late") socket.close();
}

function result() {
  const found = state.result;
  const told = state.phase === "debrief" || state.phase === "closed";
  show("after", Boolean(found) && told);
  if (!found || !told) return;
  const list = document.createElement("ul");
  const add = (text) => { const item = document.createElement("li"); item.textContent = text; list.append(item); };
  add("The ending: " + found.ending + ".");
  add("Satisfaction " + found.satisfaction + ", quality " + found.qa + " of 100.");
  for (const [name, value] of Object.entries(found.dimensions)) if (value !== null) add(name + ": " + value);
  const turns = document.createElement("ol");
  for (const item of found.turns) {
    const row = document.createElement("li");
    row.textContent = item.move + ": mood " + item.mood + " (" + item.band + "). " + item.why.join(" ");
    turns.append(row);
  }
  $("result").replaceChildren(list, turns);
}

function board() {
  const rows = state.board || [];
  show("board", rows.length > 0 || Boolean(state.own));
  $("rows").replaceChildren(...rows.map((row) => {
    const item = document.createElement("li");
    item.value = row.rank;
    item.className = state.own && row.name === state.own.name ? "own" : "";
    item.textContent = row.name + ": " + row.points + " points" + (row.done ? ", done" : "");
    return item;
  }));
  $("own").textContent = state.own ? "You: rank " + state.own.rank + ", " + state.own.points + " points." : "";
}

function classView() {
  const points = state.class || [];
  show("class", points.length > 0);
  $("points").replaceChildren(...points.flatMap(classPoint));
}

function classPoint(point) {
  const list = document.createElement("ul");
  for (const chosen of point.chosen) {
    const item = document.createElement("li");
    item.textContent = chosen.count + " of " + point.times + ": “" + chosen.text + "” Mood " + chosen.before + " to " + chosen.after + ".";
    list.append(item);
  }
  return [list];
}

setInterval(() => {
  if (deadline === null) { $("time").textContent = ""; return; }
  const left = Math.max(0, Math.ceil((deadline - performance.now()) / 1000));
  $("time").textContent = left <= 15 ? left + " seconds left" : "";
  for (const seconds of WARN_AT) {
    if (left <= seconds && !warned.has(seconds)) { warned.add(seconds); $("warning").textContent = seconds + " seconds left."; }
  }
}, 250);

document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = [...$("choices").querySelectorAll("button:not(:disabled)")];
  if (/^[1-9]$/.test(event.key)) {
    const wanted = buttons.find((made) => made.textContent.startsWith(event.key + ". "));
    if (wanted) { event.preventDefault(); wanted.click(); }
  } else if (event.key === "l") {
    const wanted = buttons.find((made) => made.textContent.startsWith("Listen:"));
    if (wanted) { event.preventDefault(); wanted.click(); }
  }
});

$("join").addEventListener("submit", (event) => {
  event.preventDefault();
  refusedName = $("name").value;
  say("Joining …");
  connect({ type: "join", v: 1, code: $("code").value, name: $("name").value });
});

if (seat) { say("Going back to your seat …"); connect({ type: "resume", v: 1, token: seat.token }); }
else {
  const given = new URLSearchParams(location.hash.slice(1)).get("code");
  if (given) $("code").value = given;
  door("");
}

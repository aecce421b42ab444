"use strict";
// The people of the trainer's page: who waits, where everyone is, and what can be done about one of them or several.
const rowOf = new Map(); // the row of each seat: it stays in its place, with the focus in it, whatever moves
const marks = new Set();
let chosen = ""; // the seat whose dialog is open

function people() {
  const { roster } = state;
  waitingList();
  sums();
  const missing = state.missing || [];
  if (fresh("missing-names", missing)) $("missing-names").replaceChildren(...missing.map((name) => new Option(name)));
  tell("missing", missing.length ? "Not here yet: " + missing.join(", ") + "." : "");
  show("roster", roster.length > 0);
  const longest = Math.max(10, ...roster.map((row) => row.turn));
  for (const row of roster) {
    if (!rowOf.has(row.seat)) { rowOf.set(row.seat, newRow(row.seat)); $("rows").append(rowOf.get(row.seat).line); }
    if (row.removed) marks.delete(row.seat);
    fillRow(rowOf.get(row.seat), row, longest);
  }
  markedRow();
  places();
  if ($("person").open) personNews();
}

const present = () => state.roster.filter((row) => !row.removed);
const hereAndAway = (rows) => {
  const here = rows.filter((row) => row.connected).length;
  return here === rows.length ? peopleHere(here) : here + " here, " + (rows.length - here) + " away";
};
const seatRow = (id) => state && state.roster.find((row) => row.seat === id);
const thinkingFor = (row) => row.waiting_ms === null ? null : row.waiting_ms + (state.phase === "open" ? performance.now() - heardAt : 0);
const stuck = (row) => state.phase === "open" && row.waiting_ms !== null && thinkingFor(row) >= TRAINER.stuckSeconds * 1000;

function nowWords(row) {
  if (row.removed) return "removed";
  if (!row.connected) return row.ended ? "finished, away" : "away";
  if (row.ended) return "finished";
  if (state.phase === "debrief" || state.phase === "closed") return row.turn ? "unfinished" : "made no moves";
  if (!["open", "paused"].includes(state.phase)) return "here";
  return stuck(row) ? "stuck" : row.turn ? "playing" : "not begun";
}

function newRow(seat) {
  const line = element("div", undefined, "person-row");
  line.setAttribute("role", "row");
  const cells = {};
  for (const name of ["mark", "name", "team", "moves", "now", "thinking", "mood", "points"]) {
    cells[name] = element("span", undefined, "cell-" + name);
    cells[name].setAttribute("role", "cell");
    line.append(cells[name]);
  }
  const box = element("input");
  box.type = "checkbox";
  box.addEventListener("change", () => { if (box.checked) marks.add(seat); else marks.delete(seat); markedRow(); });
  const button = element("button", undefined, "who");
  button.type = "button";
  button.dir = "auto";
  button.addEventListener("click", () => openPerson(seat));
  const track = bar(0, 1);
  const moves = element("span");
  cells.mark.append(box);
  cells.name.append(button);
  cells.moves.append(track, moves);
  return { line, cells, box, button, track, moves };
}

function put(element, text) { if (element.textContent !== text) element.textContent = text; }

function fillRow({ line, cells, box, button, track, moves }, row, longest) {
  line.classList.toggle("gone", row.removed);
  line.classList.toggle("stuck", stuck(row));
  box.checked = marks.has(row.seat);
  box.disabled = row.removed;
  box.setAttribute("aria-label", "Mark " + row.name);
  put(button, row.name);
  put(cells.team, row.team);
  cells.team.dir = "auto";
  const begun = !["lobby", "countdown"].includes(state.phase);
  track.hidden = !begun;
  put(moves, begun ? String(row.turn) : "");
  track.firstChild.style.transform = "scaleX(" + row.turn / longest + ")";
  const time = row.factor === 0 ? "no clock" : row.factor !== 1 ? "time \u00d7 " + row.factor : "";
  put(cells.now, [nowWords(row), time, row.ticket ? "ticket " + row.ticket : ""].filter(Boolean).join(", "));
  put(cells.mood, row.band || "");
  cells.mood.className = "cell-mood" + (row.band ? " band-" + row.band : "");
  put(cells.points, row.points === null ? "" : String(row.points));
}

// How long each has been at this move; counted on between two messages.
function thinking() {
  for (const row of state.roster) {
    const made = rowOf.get(row.seat);
    if (!made) continue;
    const waited = thinkingFor(row);
    put(made.cells.thinking, waited === null || !["open", "paused"].includes(state.phase) ? "" : clockFace(Math.floor(waited / 1000)));
    made.line.classList.toggle("stuck", stuck(row));
  }
}

function sums() {
  const rows = present();
  const words = [];
  if (state.phase === "lobby" && !rows.length) words.push("No one has joined yet.");
  else if (state.phase !== "closed") words.push(hereAndAway(rows) + ".");
  if (!["lobby", "countdown"].includes(state.phase)) words.push(peopleDone(rows.filter((row) => row.ended).length, rows.length) + ".");
  const moods = rows.filter((row) => row.band).map((row) => row.band);
  const bands = TRAINER.bands.map((band) => [band, moods.filter((one) => one === band).length]).filter(([, count]) => count);
  if (bands.length) words.push("Moods: " + bands.map(([band, count]) => count + " " + band).join(", ") + ".");
  const teams = (state.teams || []).filter((team) => team.points !== null).map((team) => team.team + " " + counted(team.points, "point"));
  if (teams.length) words.push("Teams: " + teams.join(", ") + ".");
  tell("sums", words.join(" "));
}

// Where they are, for the trainer's eyes.
function places() {
  const rows = present().filter((row) => row.scene && !row.ended);
  const counts = new Map();
  for (const row of rows) counts.set(row.scene, (counts.get(row.scene) || 0) + 1);
  const found = [...counts].sort(([, one], [, other]) => other - one);
  show("places", found.length > 0 && ["open", "paused"].includes(state.phase));
  if (!fresh("places", found)) return;
  $("place-list").replaceChildren(...found.map(([scene, count]) => {
    const item = element("li");
    item.append(element("span", scene.replaceAll("-", " ")), bar(count, rows.length), element("span", String(count), "count"));
    return item;
  }));
}

// Who waits, oldest first; the first button of each is what the key `y` does.
function waitingList() {
  const waiting = state.waiting || [];
  show("asks", waiting.length > 0);
  if (!fresh("waiting", [waiting, waiting.map((one) => (seatRow(one.seat) || {}).name)])) return;
  const held = $("waiting").contains(document.activeElement);
  $("waiting").replaceChildren(...waiting.map((one) => {
    const item = element("li");
    const words = element("p", one.words);
    words.dir = "auto";
    const theirs = seatRow(one.seat || "");
    const choices = element("p", undefined, "row");
    const add = (label, does) => {
      const made = element("button", label);
      made.type = "button";
      made.setAttribute("aria-label", label + ": " + one.name);
      made.addEventListener("click", does);
      choices.append(made);
    };
    if (theirs) add("Give them " + theirs.name + "\u2019s seat", () => want("let-in", { waiting: one.waiting, seat: one.seat }));
    add(theirs ? "Give them a new seat" : "Let them in", () => want("let-in", { waiting: one.waiting, seat: "" }));
    add("Turn them away", () => want("turn-away", { waiting: one.waiting }));
    item.append(words, choices);
    return item;
  }));
  if (waiting.length) tell("spoken", waiting.at(-1).words);
  if (held) ($("waiting").querySelector("button") || $("commands").querySelector("button:not([hidden])"))?.focus();
}

function markedRow() {
  const names = present().filter((row) => marks.has(row.seat)).map((row) => row.name);
  show("marked", names.length > 0);
  tell("remove-marked", names.length === 1 ? "Remove " + names[0] : "Remove " + names.length + " people");
}

const namesOf = (names) => names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " and " + names.at(-1);
const filled = (parts, values) => Object.fromEntries(Object.entries(parts).map(([part, words]) => [part, fill(words, values)]));

function removeMarked() {
  const rows = present().filter((row) => marks.has(row.seat));
  if (rows.length === 1) { askRemove(rows[0]); return; }
  const [seats, names] = [rows.map((row) => row.seat), rows.map((row) => row.name)];
  ask(filled(TRAINER.asks.removeMany, { people: names.length + " people", names: namesOf(names) }), () => want("remove-many", { seats }));
}

function askRemove({ seat, name }) { ask(filled(TRAINER.asks.remove, { name }), () => want("remove", { seat })); }

// One person.

function openPerson(seat) {
  const row = seatRow(seat);
  if (!row) return;
  chosen = seat;
  for (const id of ["person-words", "new-name-note", "team-note"]) tell(id, "");
  $("factor").value = String(row.factor);
  if ($("factor").selectedIndex < 0) { $("factor").append(new Option(row.factor + " times the usual time", String(row.factor))); $("factor").value = String(row.factor); }
  $("team").value = row.team;
  $("new-name").value = row.name;
  personNews();
  $("person").showModal();
}

function personNews() {
  const row = seatRow(chosen);
  if (!row) { $("person").close(); return; }
  tell("person-title", row.name);
  show("remove", !row.removed);
  show("allow", row.removed);
  $("ticket").disabled = row.removed;
}

function onPerson(id, event, does) {
  $(id).addEventListener(event, (happened) => { happened.preventDefault(); if (seatRow(chosen)) does(chosen); });
}

onPerson("person-time", "submit", (seat) => want("seat-time", { seat, factor: Number($("factor").value) }));
onPerson("person-team", "submit", (seat) => want("team", { seat, team: $("team").value }));
onPerson("person-name", "submit", (seat) => want("rename", { seat, name: $("new-name").value }));
onPerson("ticket", "click", (seat) => want("ticket", { seat }));
onPerson("allow", "click", (seat) => want("allow", { seat }));
onPerson("remove", "click", (seat) => { const row = seatRow(seat); $("person").close(); askRemove(row); });
$("person-close").addEventListener("click", () => $("person").close());
$("remove-marked").addEventListener("click", removeMarked);
$("factor").append(...TRAINER.factors.map(({ factor, label }) => new Option(label, factor)));
tell("factor-note", TRAINER.factorNote);
limitName("new-name", "new-name-note");
limitName("team", "team-note");

"use strict";
// How the round went, on the browser's seat: the result, one's own moves, the board, and what the class did.

// A debrief stays on the page after the trainer has gone on: until it's left, or the next scenario begins.
let debriefed = null; // the card of the scenario whose debrief is on the page
let rereading = false;

function past(over) {
  if (over) debriefed = state.scenario;
  const waits = state.phase === "lobby" && debriefed !== null && debriefed.number !== state.scenario.number;
  rereading = waits && (rereading || place === "after");
  show("onward", waits);
  show("back", waits);
  if (!waits) { if (!over) debriefed = null; return; }
  const [lead, rest] = fill(WORDS.movedOnTo, { number: state.scenario.number, title: "\u0000" }).split("\u0000");
  $("onward-words").replaceChildren(lead, authored(element("span", state.scenario.title)), rest);
}

function reread(again) {
  rereading = again;
  place = again ? "after" : "lobby";
  whole();
  $(place + "-title").focus();
}
$("go-on").addEventListener("click", () => reread(false));
$("reread").addEventListener("click", () => reread(true));

function debrief() {
  const found = state.result;
  if (found && told && fresh("after", [found, told])) {
    const last = found.turns.length ? found.turns[found.turns.length - 1] : told.start;
    drawPerson($("person-after"), { band: last.band, mood: last.mood }, null);
    $("result").replaceChildren(figures(found));
    $("turns").replaceChildren(...told.turns.map(debriefMove));
    parts();
  } else if (!found && fresh("after", null)) {
    for (const id of ["moments", "turns", "sections", "person-after"]) $(id).replaceChildren();
    $("result").replaceChildren(element("p", "You didn't play this scenario."));
  }
  const { own } = state;
  if (!own) tell("own", "");
  else if (own.rank === null) tell("own", WORDS.noMove);
  else {
    const words = state.scenario.number < state.scenario.of ? WORDS.standingNow : WORDS.standing;
    tell("own", fill(words, { rank: ordinal(own.rank), of: state.seats, points: counted(own.points, "point") }));
  }
  tell("cut-off", found && own && own.rank !== null && !own.done ? WORDS.cutOff : "");
  const speed = state.speed_bonus ? " " + fill(WORDS.speedScale, { bonus: state.speed_bonus }) : "";
  tell("scale", own ? WORDS.scale + speed : "");
  takeThis();
  goTo("after", ["class"], "after-title");
}

// The parts of the debrief: the moments that mattered first, the moves in their own list, all others folded.
function parts() {
  const moments = told.panes.filter((pane) => pane.name === "Moments");
  $("moments").replaceChildren(...moments.flatMap((pane) => pane.sections.map(section)));
  const others = told.panes.filter((pane) => pane.name !== "Moments" && pane.name !== "Moves");
  $("sections").replaceChildren(...others.map((pane, index) => {
    const part = element("details");
    part.open = index === 0;
    part.append(element("summary", pane.name), ...pane.sections.map(section));
    return part;
  }));
}

// A form opens a debrief as another page, or saves it: what it posts is never part of an address.
function debriefForm({ number, title }, labels) {
  const form = element("form", undefined, "row");
  Object.assign(form, { method: "post", action: "debrief", target: "_blank", autocomplete: "off" });
  const hidden = (name, value) => {
    const input = element("input");
    Object.assign(input, { type: "hidden", name, value });
    return input;
  };
  const button = (label, name) => {
    const made = element("button", label);
    made.setAttribute("aria-label", label + ": " + title);
    made.type = "submit";
    if (name) Object.assign(made, { name, value: "1" });
    return made;
  };
  form.append(hidden("token", seat.token), hidden("number", number), button(labels[0]), button(labels[1], "save"));
  return form;
}

function takeAway() {
  const kept = state.debriefs || [];
  show("kept", kept.length > 0);
  if (!fresh("kept", [kept, seat.token])) return;
  $("kept-list").replaceChildren(...kept.map((one) => {
    const item = element("li");
    item.append(element("p", one.number + ". " + one.title), debriefForm(one, ["Open", "Save"]));
    item.firstChild.dir = "auto";
    return item;
  }));
}

// Beside the debrief that is on the page: the same, to take away.
function takeThis() {
  const number = (debriefed || state.scenario).number;
  const own = (state.debriefs || []).filter((one) => one.number === number);
  if (fresh("take-away", [own, seat.token])) $("take-away").replaceChildren(...own.map((one) => debriefForm(one, ["Open to print", "Save as a page"])));
}

const endingWords = (ending) => ending === WORDS.walkedOut ? channelWords().walkedOut : ending.replaceAll("-", " ");
const title = (words) => words[0].toUpperCase() + words.slice(1);

function figures(found) {
  const list = element("dl", undefined, "figures");
  const add = (name, value) => list.append(element("dt", name), element("dd", value));
  const end = found.turns.length ? found.turns[found.turns.length - 1] : told.start;
  add("Ending", endingWords(found.ending));
  add("Mood", moodWords(told.start.mood, told.start.band) + " at the start, " + moodWords(end.mood, end.band) + " at the end");
  add("Satisfaction", signed(found.satisfaction) + ", on a scale of \u2212100 to 100 (simulated)");
  add("Quality", found.qa + " out of 100");
  for (const [name, value] of Object.entries(found.dimensions)) {
    if (value !== null) add(title(WORDS.dimensions[name] || name), value + " out of 100");
  }
  return list;
}

function debriefMove(turn) {
  const item = element("li");
  const details = element("details");
  const words = element("bdi", turn.words);
  const summary = element("summary");
  summary.append(words, " ");
  summary.append(element("span", "Mood " + signed(turn.before) + " to " + moodWords(turn.after, turn.band) + ".", "figures"));
  details.append(summary);
  const why = element("ul");
  why.append(...turn.why.map((text) => element("li", text)));
  if (turn.why.length) details.append(why);
  if (turn.note) {
    const note = element("p", "Note: ");
    note.append(authored(element("span", turn.note)));
    details.append(note);
  }
  if (turn.principle) details.append(element("p", "Principle: " + turn.principle, "principle"));
  item.append(details);
  return item;
}

const AUTHORED = ["quote", "you"]; // kinds of paragraph that say what a scenario says

function section(part) {
  const made = element("div");
  made.append(element("h3", part.title));
  let list = null;
  for (const { lead, text, kind } of part.told) {
    const words = element("span", text);
    if (AUTHORED.includes(kind)) authored(words); else words.dir = "auto";
    const item = element(lead === "-" ? "li" : "p", lead && lead !== "-" ? lead + " " : "");
    item.append(words);
    if (lead !== "-") { list = null; made.append(item); continue; }
    if (!list) made.append(list = element("ul"));
    list.append(item);
  }
  return made;
}

function board() {
  const covered = state.mode === "exam" && state.phase !== "debrief" && state.phase !== "closed"; // the rows would be names alone
  const rows = covered ? [] : state.board || [];
  const teams = state.teams || [];
  const over = state.phase === "debrief" || state.phase === "closed";
  const lobby = state.phase === "lobby" || state.phase === "countdown";
  const own = state.own && !covered && !rows.some((row) => row.name === state.own.name) ? [state.own] : [];
  tell("done", lobby ? peopleHere(state.seats) : peopleDone(state.done, state.seats));
  tell("later", covered ? WORDS.pointsLater : "");
  show("board", !lobby && rows.length + own.length + teams.length > 0);
  if (!fresh("board", [rows, own, teams, state.own, over])) return;
  $("rows").classList.toggle("podium", over);
  $("rows").replaceChildren(...[...rows, ...own].map((row) => boardRow(row, state.own && row.name === state.own.name, over)));
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

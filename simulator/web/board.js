"use strict";
// The projector's board: how to join, who leads, how much time is left, and afterwards what the class did, one turning point
// at a time. Names are shown in the debrief only where they are asked for. Text is set as text, never as markup.
const token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
const PHASES = {
  lobby: "Waiting for the trainer to start the round.", countdown: "The round is about to start.", later: "Waiting for the trainer to start scenario {number} of {of}.",
  soon: "Scenario {number} of {of} is about to start.", open: "", paused: "The round is paused.", debrief: "", closed: WORDS.phases.closed,
};
const MOST_BRICKS = 120;
let state = null;
let step = 0;
let leaf = 0; // the page of this step, where its replies or sentences don't all fit
let leaves = [];
let named = false;
const NAMES = ["Show names and points (N)", "Hide names and points (N)"];
const REVEAL = ["Show what worked best (R)", "Hide what worked best (R)"];
let seek = false; // whether the page with that reply is to be shown
let revealed = false; // whether the reply of this turning point that did most for the mood is marked
let told = "";
let whole = 0; // seconds of the clock's whole bar

const link = new Link(
  () => ({ type: "view", v: 1, token }),
  (message) => {
    tell("link", "");
    if (message.type === "error") {
      link.stop();
      state = null;
      for (const id of ["clock", "where", "practice", "join-line", "later"]) tell(id, ""); // as if it were now
      $("round-clock").hidden = true;
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
  if (moment !== told) { told = moment; step = leaf = 0; named = revealed = false; whole = 0; }
  clock.set(state.remaining_ms, phase === "countdown" || phase === "open");
  if (fresh("title", [state.round, scenario])) $("title").replaceChildren(state.round + ": ", authored(element("span", scenario.title)));
  document.title = "Board: " + state.round;
  tell("where", scenario.of > 1 ? "Scenario " + scenario.number + " of " + scenario.of : "");
  tell("practice", state.counts === false ? WORDS.practice : "");
  const lobby = phase === "lobby" || phase === "countdown";
  const several = scenario.number > 1 ? { lobby: "later", countdown: "soon" }[phase] : "";
  tell("status", fill(PHASES[several || phase], scenario));
  $("door").hidden = !lobby || !state.code;
  document.body.classList.toggle("waiting", lobby);
  document.body.classList.toggle("live", !lobby && (!over || named));
  document.body.classList.toggle("walking", over && !named);
  tell("code", state.code || "");
  const address = state.address || location.origin; // the board may be open under a name that others can't reach
  tell("url", address.replace(/^https?:\/\//, ""));
  if (state.code && fresh("qr", [address, state.code])) picture(address + "/#code=" + state.code);
  tell("join-line", lobby || over || !state.code ? "" : "Join in: " + $("url").textContent + "  " + state.code);
  tell("later", state.mode === "exam" && !lobby && !over ? WORDS.pointsLater : "");
  const names = [...(state.names || [])].sort((one, other) => one.localeCompare(other));
  $("lobby").hidden = !lobby || !names.length;
  if (fresh("names", [names, state.seats])) nameList("names", names, state.seats);
  // What has to be seen takes its room first; the teams, a part of the walk and names get what is left.
  tick();
  $("controls").hidden = !over;
  $("walk").hidden = !over || named;
  progress(!lobby && !over);
  ranks(over ? named : !lobby, over, state.mode === "exam" && !over);
  finished(!lobby && !over);
  walk(over && !named);
}

// The address with the code in it, to be read by a phone's camera; one that is too long for it is typed.
function picture(address) {
  const made = qrPicture(address);
  $("qr").replaceChildren(...(made ? [made] : []));
  tell("door-title", made ? "Point your phone's camera here, or open" : "Open in a browser");
}

// Names, as many as there is room for, and how many more.
function nameList(id, names, of) {
  const list = $(id);
  const known = [...list.children].map((item) => item.textContent);
  for (let shown = names.length; shown >= 0; shown -= 1) {
    list.replaceChildren(...names.slice(0, shown).map((name) => {
      const item = element("li", name, ...(known.includes(name) ? [] : ["arrival"])); // who is here already stays calm
      item.dir = "auto";
      return item;
    }));
    if (names.length && of > shown) list.append(element("li", "and " + (of - shown) + " more", "hint"));
    if (list.scrollHeight <= list.clientHeight || !list.clientHeight) break;
  }
}

// How many are done, one brick each.
function progress(shown) {
  $("progress").hidden = !shown;
  const done = state.done || 0;
  if (!shown || !fresh("progress", [done, state.seats])) return;
  tell("done", peopleDone(done, state.seats));
  $("bricks").hidden = state.seats > MOST_BRICKS;
  $("bricks").classList.toggle("many", state.seats > 20);
  $("bricks").replaceChildren(...Array.from({ length: state.seats > MOST_BRICKS ? 0 : state.seats },
    (_, at) => element("i", undefined, ...(at < done ? ["stands"] : []))));
}

// Who is done, as far as the board names them and there is room.
function finished(shown) {
  const names = (state.board || []).filter((row) => row.done).map((row) => row.name);
  if (shown && fresh("finished", [names, state.done, state.seats, state.teams, state.board])) nameList("finished", names, state.done || 0);
}

// Who leads, and how far the teams are; in an exam, while it is written, the teams alone.
function ranks(shown, over, exam) {
  const rows = exam ? [] : state.board || [];
  const teams = state.teams || [];
  $("board").hidden = !shown || !(rows.length || teams.length || named);
  for (const id of ["board-title", "rows"]) $(id).hidden = exam;
  if (!fresh("board", [rows, teams, over])) return;
  $("rows").classList.toggle("podium", over);
  $("rows").replaceChildren(...rows.map((row) => boardRow(row, false, over)));
  if (!rows.length) $("rows").append(element("li", WORDS.boardHidden));
  $("teams").hidden = !teams.length;
  teamRows(teams, over);
}

// The teams, in narrow columns if there are many; those for which there isn't room are counted.
function teamRows(teams, over) {
  const many = teams.length > 4;
  const list = $("team-rows");
  const scored = teams.some((row) => row.points !== null);
  tell("teams-title", many && !over ? "Teams: " + (scored ? "points, and " : "") + "how many have finished" : "Teams");
  list.classList.toggle("many", many);
  list.classList.toggle("live-many", many && !over);
  document.body.classList.toggle("many-teams", many);
  const rows = teams.map((row) => boardRow(row, false, over, many));
  const main = document.querySelector("main");
  for (let shown = rows.length; shown >= 0; shown -= 1) {
    list.replaceChildren(...rows.slice(0, shown));
    if (shown < rows.length) list.append(element("li", "and " + counted(rows.length - shown, "more team"), "hint"));
    if (main.scrollHeight <= main.clientHeight || $("board").hidden) break;
  }
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
  $("reveal").hidden = state.reveal === false;
  if (state.reveal === false) revealed = false;
  for (const [id, on, words] of [["names-too", named, NAMES], ["reveal", revealed, REVEAL]]) {
    tell(id, words[on ? 1 : 0]);
    $(id).classList.toggle("on", on);
  }
  $("reveal").disabled = named || !(found[step] && best(found[step].point));
  if (shown) parted(found);
  $("previous").disabled = named || (step === 0 && leaf === 0);
  $("next").disabled = named || (step >= found.length - 1 && leaf >= leaves.length - 1);
}

// One part of the walk, on as many pages as it takes.
function parted(found) {
  step = Math.max(0, Math.min(step, found.length - 1));
  leaves = [];
  if (!found.length) {
    tell("walk-title", "What the class did");
    $("point").replaceChildren(element("p", WORDS.sameEverywhere));
    leaf = 0;
    return;
  }
  const { title, point, sentences } = found[step];
  const list = element("ul", undefined, point ? "choices" : "sentences");
  list.setAttribute("role", "list");
  const marked = revealed && point ? best(point) : null;
  const items = point
    ? point.chosen.map((item) => choiceRow(item, point.times, item === marked ? " " + WORDS.wentBest : "", item === marked))
    : sentences.map((text) => element("li", text));
  $("point").replaceChildren(...(point ? opening(point) : []), list);
  leaves = pages(list, items);
  if (seek && marked) leaf = leaves.findIndex((page) => page.includes(items[point.chosen.indexOf(marked)]));
  seek = false;
  leaf = leaf < 0 ? leaves.length - 1 : Math.min(leaf, leaves.length - 1);
  list.replaceChildren(...leaves[leaf]);
  $("point").classList.toggle("tall", $("point").scrollHeight > $("point").clientHeight); // a single one that is longer than the page
  tell("walk-title", title + (leaves.length > 1 ? ", page " + (leaf + 1) + " of " + leaves.length : ""));
}

// The items of a list in as few pages as they fit on: as large as they are, else smaller, else several.
function pages(list, items) {
  const place = $("point");
  const fits = () => place.scrollHeight <= place.clientHeight;
  place.classList.remove("tall");
  for (const dense of [false, true]) {
    place.classList.toggle("dense", dense);
    list.replaceChildren(...items);
    if (fits()) return [items];
  }
  const found = [];
  let page = [];
  for (const item of items) {
    list.replaceChildren(...page, item);
    if (page.length && !fits()) { found.push(page); page = []; }
    page.push(item);
  }
  return [...found, page];
}

// The reply after which the mood did best; none where several did equally well, or none moved it up.
function best(point) {
  const gain = (item) => item.after - item.before;
  const order = [...(point ? point.chosen : [])].sort((one, other) => gain(other) - gain(one));
  return order.length > 1 && gain(order[0]) > Math.max(0, gain(order[1])) ? order[0] : null;
}

// How a turning point began: the customer's first words there.
function opening({ says = [] }) {
  if (!says.length) return [];
  const { customer, channel } = state.scenario;
  const { said } = WORDS.channels[channel] || WORDS.channels.counter;
  return [element("p", customer + " " + said, "hint"), authored(element("p", "\u201c" + says[0] + (says.length > 1 ? " \u2026" : "") + "\u201d", "opening"))];
}

function go(by) {
  revealed = false;
  leaf += by;
  if (leaf < 0 || leaf >= leaves.length) { step += by; leaf = by < 0 ? -1 : 0; } // back to the last page of what came before
  draw();
}

function tick() {
  if (!state) return;
  const left = clock.left;
  const words = left === null ? "" : roundTime(state.phase, left);
  tell("clock", state.phase === "lobby" ? peopleHere(state.seats) : words);
  whole = Math.max(state.limit_ms ? state.limit_ms / 1000 : whole, left || 0);
  $("round-clock").hidden = !words;
  if (words) $("rest").style.transform = "scaleX(" + left / Math.max(1, whole) + ")";
}

$("previous").addEventListener("click", () => go(-1));
$("next").addEventListener("click", () => go(1));
$("reveal").addEventListener("click", () => { revealed = seek = !revealed; draw(); });
$("names-too").addEventListener("click", () => { named = !named; draw(); });
document.addEventListener("keydown", (event) => {
  if (!state || $("controls").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  const wanted = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", n: "names-too", N: "names-too", r: "reveal", R: "reveal" }[event.key];
  if (wanted && !$(wanted).disabled && !$(wanted).hidden) { event.preventDefault(); $(wanted).click(); }
});
addEventListener("resize", () => { for (const id of ["names", "progress", "finished", "board"]) drawnOf.delete(id); if (state) draw(); });
setInterval(tick, 250);
link.open();

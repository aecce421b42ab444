"use strict";
// What the pages share: elements, counts, time. Sentences that terminals say too are in WORDS (words.js). Text is set as text.
const $ = (id) => document.getElementById(id);

function element(name, text, ...classes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  made.classList.add(...classes);
  return made;
}

function tell(id, text) { if ($(id).textContent !== text) $(id).textContent = text; }

// What a scenario's author wrote carries the scenario's language. A language that isn't written from the right may only be the
// one that a file has by default, so there the text itself decides on its direction.
const FROM_THE_RIGHT = /^(ar|arc|ckb|dv|fa|he|ks|nqo|pnb|prs|ps|sd|syr|ug|ur|yi)(-(?!Latn)|$)|-(Arab|Hebr|Nkoo|Syrc|Thaa)(-|$)/i;
function direction() { return FROM_THE_RIGHT.test(state && state.scenario.language || "") ? "rtl" : "auto"; }
function authored(made) {
  if (state && state.scenario.language) made.lang = state.scenario.language;
  made.dir = direction();
  return made;
}

// Whether something is to be drawn again: what stays the same keeps its place, its selection, and what was opened in it.
const drawnOf = new Map();
function fresh(id, value) {
  const now = JSON.stringify(value);
  if (drawnOf.get(id) === now) return false;
  drawnOf.set(id, now);
  return true;
}

// A sentence of WORDS with what belongs in its braces.
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const counted = (count, noun) => count + " " + (count === 1 ? noun : noun.replace(/y$/, "ie") + "s");
const ordinal = (place) => place + (Math.floor(place / 10) % 10 === 1 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[place % 10] || "th");

const signed = (number) => number < 0 ? "\u2212" + -number : String(number);
const moodWords = (number, band) => band + " (" + signed(number) + ")";
const roundTime = (phase, left) => {
  const words = { countdown: "Starts in {time}", open: "{time} left", paused: "Paused, {time} left" }[phase];
  return words ? fill(words, { time: clockFace(left) }) : "";
};
// What is said of a phase: in a round of several scenarios, of which of them.
function phaseSentence({ phase, scenario: { number, of } }) {
  const key = of > 1 && phase === "lobby" && number > 1 ? "later" : of > 1 && phase === "debrief" && number === of ? "last" : phase;
  return fill(of > 1 && WORDS.several[key] || WORDS.phases[phase], { number, of });
}
const peopleHere = (count) => count + (count === 1 ? " person is here" : " people are here");
const peopleDone = (count, of) => count + " of " + of + (count === 1 ? " has finished" : " have finished");

// Says below a field that a name is too long to be shown whole, before it is sent.
function limitName(field, note, most = 24) {
  const say = () => {
    const signs = [...$(field).value.normalize("NFKC").trim().replace(/\s+/g, " ")];
    tell(note, signs.length > most ? fill(WORDS.nameTooLong, { most, name: signs.slice(0, most).join("").trim() }) : "");
  };
  $(field).addEventListener("input", say);
  say();
}

// A brief in paragraphs; what comes before a colon at the start of one is its heading.
const briefParagraphs = (text) => text.split("\n").filter((part) => part.trim()).map((part) => {
  const made = authored(element("p"));
  const [, lead, rest] = /^([^.:]{1,30}: )(.*)$/.exec(part) || [];
  if (lead) made.append(element("b", lead), rest); else made.append(part);
  return made;
});
const clockFace = (seconds) => Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");

// A bar as long as a part of the class is large.
function bar(count, of) {
  const made = element("span", undefined, "share");
  const full = element("i");
  full.style.transform = "scaleX(" + (of ? count / of : 0) + ")";
  made.setAttribute("aria-hidden", "true");
  made.append(full);
  return made;
}

// Seconds that run down to nothing; `told` hears of each threshold once.
class Countdown {
  constructor(thresholds, told) { Object.assign(this, { thresholds, told, until: null, still: null, heard: new Set() }); }

  set(milliseconds, running) {
    this.until = milliseconds === null || !running ? null : performance.now() + milliseconds;
    this.still = milliseconds === null || running ? null : milliseconds;
    if (this.until === null) return;
    for (const mark of this.thresholds) if (mark * 1000 < milliseconds - 500) this.heard.delete(mark); else this.heard.add(mark);
  }

  get left() {
    const left = this.until === null ? this.still : this.until - performance.now();
    return left === null ? null : Math.max(0, Math.ceil(left / 1000));
  }

  look() {
    const left = this.left;
    if (this.until !== null) {
      const passed = this.thresholds.filter((mark) => left <= mark && !this.heard.has(mark));
      for (const mark of passed) this.heard.add(mark);
      if (passed.length) this.told(Math.min(...passed));
    }
    return left;
  }
}

function moodMoved({ before, after }) {
  const words = after < before ? WORDS.moodFell : after > before ? WORDS.moodRose : WORDS.moodStayed;
  return fill(words, { before: signed(before), after: signed(after) });
}

// A reply of a turning point: its words, how many gave it, and how the mood moved; `mark` is what follows. One that is `best`
// has a bar at its edge.
function choiceRow(chosen, times, mark, best = false) {
  const row = element("li", undefined, ...(best ? ["best"] : []));
  const count = element("span", String(chosen.count), "count");
  count.setAttribute("aria-hidden", "true"); // the sentence says it
  const told = element("div", undefined, "told");
  told.append(authored(element("div", "\u201c" + chosen.text + "\u201d")));
  told.append(element("span", fill(WORDS.choseThis, { count: chosen.count, of: times }) + " " + moodMoved(chosen) + mark, "figures"));
  row.append(count, bar(chosen.count, times), told);
  return row;
}

function nameElement(name) {
  const made = element("span", name, "name");
  made.dir = "auto";
  return made;
}

// A row of the board, of a seat or of a team. Without points to show it has neither rank nor points. Once it's `over`, it says who
// hadn't finished; `short` leaves out the words that the heading has.
function boardRow(row, own, over, short = false) {
  const item = element("li", undefined, ...(own ? ["own"] : []));
  const shown = row.rank !== null && row.points !== null;
  if (shown) { item.value = row.rank; item.classList.add("ranked"); }
  const points = shown ? [short && !over ? String(row.points) : counted(row.points, "point")] : [];
  if (row.team && !(over && short)) points.push((row.done || 0) + " of " + row.seats + (short ? "" : " finished"));
  item.append(element("span", shown ? row.rank + "." : "", "rank"), nameElement(row.name || row.team || ""),
    element("span", [...points, ...(row.team ? [] : over ? (shown && !row.done ? ["unfinished"] : []) : row.done ? ["finished"] : [])].join(", "), "points"));
  return item;
}

"use strict";
// What pages share: an element by its id, and time in words. Text is always set as text.
const $ = (id) => document.getElementById(id);

function element(name, text, ...classes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  made.classList.add(...classes);
  return made;
}

function tell(id, text) { if ($(id).textContent !== text) $(id).textContent = text; }

// Whether something is to be drawn anew: what stays the same keeps its place, its selection, and what was opened in it.
const drawnOf = new Map();
function fresh(id, value) {
  const now = JSON.stringify(value);
  if (drawnOf.get(id) === now) return false;
  drawnOf.set(id, now);
  return true;
}

const signed = (number) => number < 0 ? "\u2212" + -number : String(number);
const moodWords = (number, band) => signed(number) + (band ? ", " + band : "");
const clockFace = (seconds) => Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");

function bar(count, of) {
  const made = element("span", undefined, "bar");
  made.setAttribute("aria-hidden", "true");
  const wide = of ? Math.round(20 * count / of) : 0;
  made.append(element("span", "\u2588".repeat(wide)), element("span", "\u2591".repeat(20 - wide), "rest"));
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

function choiceRow(chosen, times, mark) {
  const row = element("li");
  const measured = element("span", undefined, "measured");
  measured.append(bar(chosen.count, times),
    element("span", chosen.count + " of " + times + ", mood " + signed(chosen.before) + " to " + signed(chosen.after) + mark, "figures"));
  row.append(element("span", "\u201c" + chosen.text + "\u201d"), measured);
  return row;
}

// A row of the board, of somebody or of a team. Without points to show it has neither rank nor points.
function boardRow(row, own) {
  const item = element("li", undefined, ...(own ? ["own"] : []));
  const shown = row.rank !== null && row.points !== null;
  if (shown) item.value = row.rank;
  const points = shown ? [row.points + (row.points === 1 ? " point" : " points")] : [];
  item.append(element("span", shown ? row.rank + "." : "", "rank"), element("span", row.name || row.team || "", "name"),
    element("span", [...points, ...(row.done ? ["done"] : [])].join(", "), "points"));
  return item;
}

const PRACTICE = "This scenario is practice: its points don't count.";

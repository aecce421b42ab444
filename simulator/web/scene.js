"use strict";
// The conversation of the browser's seat: who the customer is and how they feel, what was said, the clock, and what can be done.
const GAUGES = ["anger", "heard", "trust", "patience"];
const GOOD_WHEN_UP = { anger: false, heard: true, trust: true, patience: true };

const channelWords = () => WORDS.channels[state.scenario.channel] || WORDS.channels.counter;

// Who the customer is and how they feel: the picture, the word, and the numbers where the mode gives them.
function drawPerson(place, found, before) {
  const about = element("div", undefined, "about-them");
  const numbers = found.anger === undefined ? [] : [gauges(found, before)];
  about.append(authored(element("p", state.scenario.customer, "name")), element("p", moodText(found), "mood", "band-" + found.band));
  if (!numbers.length && state.scenario.about) about.append(authored(element("p", state.scenario.about, "about")));
  const picture = portrait(state.scenario.portrait, found.band);
  place.replaceChildren(...(picture ? [picture] : []), about, ...numbers);
}

const moodText = (found) => found.mood === undefined ? found.band : moodWords(found.mood, found.band);

function gauges(found, before) {
  const list = element("dl", undefined, "gauges");
  for (const name of GAUGES) {
    const row = element("div");
    const track = element("span", undefined, "gauge", name);
    const full = element("i");
    full.style.transform = "scaleX(" + found[name] / 100 + ")";
    track.setAttribute("aria-hidden", "true");
    track.append(full);
    const value = element("dd", String(found[name]));
    const change = before && before[name] !== undefined ? found[name] - before[name] : 0;
    if (change) value.append(element("span", " " + (change > 0 ? "+" : "") + signed(change), (change > 0) === GOOD_WHEN_UP[name] ? "better" : "worse"));
    row.append(element("dt", name), track, value);
    list.append(row);
  }
  return list;
}

// What was said. The newest lines, since your own, stand apart and are bold; those before them can be opened on a small screen.

const OWN = ["you", "action"];

function lineElement({ voice, text, speaker }) {
  const made = element("p", undefined, voice);
  const who = speaker || { customer: state.scenario.customer, you: "You", action: "You do" }[voice];
  if (who) {
    const name = element("span", who, "speaker");
    name.append(element("span", ": ", "spoken"));
    if (voice === "customer" && !speaker) name.classList.add("person-name");
    made.append(name);
  }
  made.append(voice === "notice" ? element("span", text) : authored(element("span", text)));
  if (voice !== "notice" && direction() === "rtl") made.dir = "rtl";
  return made;
}

// Why they feel as they do: what moved them most, and all of it once it is opened.
function reasons(sentences) {
  const moved = (text) => (text.match(/[+\u2212]\d+/g) || []).reduce((sum, number) => sum + Number(number.slice(1)), 0);
  const most = sentences.reduce((one, other) => moved(other) > moved(one) ? other : one);
  if (sentences.length === 1) return element("p", most, "why");
  const made = element("details", undefined, "why");
  const list = element("ul");
  list.append(...sentences.filter((text) => text !== most).map((text) => element("li", text)));
  made.append(element("summary", most + " (" + counted(sentences.length - 1, "more reason") + ")"), list);
  return made;
}

// What is new is added, and what was newest becomes older; what does not fit is drawn afresh.
function draw(lines) {
  const same = drawn.length <= lines.length && drawn.every((line, index) => line.voice === lines[index].voice && line.text === lines[index].text);
  if (!same) forgetLines();
  if (drawn.length < lines.length) add(lines.slice(drawn.length));
}

function forgetLines() {
  for (const id of ["older", "newest"]) $(id).replaceChildren();
  drawn = [];
}

function add(lines) {
  drawn.push(...lines.filter((line) => line.voice !== "notice")); // as a transcript has them
  const last = lines.findLastIndex((line) => OWN.includes(line.voice));
  const newest = element("div"); // another one, so that it is read out when the focus goes to it
  newest.id = "newest";
  newest.tabIndex = -1;
  newest.append(...lines.slice(last + 1).map(lineElement));
  $("older").append(...$("newest").childNodes, ...lines.slice(0, last + 1).map(lineElement));
  $("newest").replaceWith(newest);
  const count = $("older").childElementCount;
  $("earlier").hidden = count === 0;
  earlierWords();
  showNewest();
}

function earlierWords() {
  const open = $("earlier").getAttribute("aria-expanded") === "true";
  tell("earlier", "Earlier: " + counted($("older").childElementCount, "line") + (open ? ", hide" : ", show"));
}

// The newest words from their start, or what led to them, as far as there is room.
function showNewest() { $("said").scrollTop = $("newest").offsetTop; }

// The clock: a number, and a bar that is as long as what is left.

function showTurnClock(left, allowed) {
  $("turn-clock").hidden = left === null;
  if (left === null) return;
  tell("time", clockFace(left));
  $("rest").style.transform = "scaleX(" + Math.min(1, left / Math.max(1, allowed)) + ")";
  $("turn-clock").classList.toggle("soon", left <= 10);
}

// What can be done. The same offer is left as it is, so that no choice moves away from under a finger.

function offer(found, ended) {
  const untimed = turnClock.left === null;
  const now = JSON.stringify([found.can_listen, found.offered, ended, untimed, state.phase, turn, ownStep()]);
  if (now === offered) return;
  offered = now;
  const { over, hearMore, nothingLeft } = channelWords();
  $("choices").replaceChildren();
  $("also").replaceChildren();
  $("choices").scrollTop = 0;
  if (ended) { $("choices").append(element("p", over)); return; }
  if (state.phase !== "open") return;
  if (found.can_listen) $("also").append(button("L", hearMore, "listen"));
  if (hidesReplies(found, ended)) { drawOwnWords(found); return; }
  $("choices").append(...found.offered.map((reply, index) =>
    button(String(reply.number || index + 1), reply.text, "reply", reply)));
  if (found.can_listen || found.offered.length) return;
  $("choices").append(element("p", nothingLeft));
  if (untimed) $("also").append(button("W", "Wait", "silence"));
}

// A number may be missing: a reply keeps its own while a scene lasts. What has no answer would look broken.
function noSuchReply(number) {
  const there = [...document.querySelectorAll("#choices button.reply:not(:disabled)")].map((made) => made.dataset.key);
  const wanted = there.length > 1 ? there.slice(0, -1).join(", ") + " or " + there.at(-1) : there[0];
  if (wanted) tell("notice", fill(WORDS.noSuchNumber, { number, wanted }));
}

function button(key, text, kind, reply) {
  const made = element("button", undefined, kind);
  made.type = "button";
  made.dataset.key = key.toLowerCase();
  made.dataset.move = reply ? reply.id : kind;
  const number = element("span", key, "key");
  number.append(element("span", ". ", "spoken"));
  const words = element("span");
  words.append(reply ? authored(element("span", text)) : text);
  if (reply && direction() === "rtl") made.dir = "rtl";
  if (reply && reply.action) words.append(authored(element("span", " (" + reply.action + ")", "deed")));
  if (reply && reply.new) words.prepend(element("span", "new ", "new"));
  made.append(number, words);
  made.onclick = () => choose(made.dataset.move);
  return made;
}

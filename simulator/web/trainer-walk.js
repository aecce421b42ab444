"use strict";
// What the class did, one part at a time: each turning point with the customer's words, what was chosen and the best reply that was
// on offer; then shared mistakes, the hardest moments and the principles. Names and the best reply only where they are asked for.
let walked = null; // what the server told of a scenario
let part = 0;
let best = false;
let named = false;

async function openWalk(number) {
  if (!number) return;
  try {
    const answer = await fetch("trainer/walk", {
      method: "POST", body: JSON.stringify({ scenario: number }), cache: "no-store", credentials: "omit",
      headers: { "Content-Type": "application/json", Authorization: "Bearer " + token },
    });
    if (!answer.ok) { notice(await answer.text()); return; }
    walked = await answer.json();
  } catch { notice("This can\u2019t be loaded at the moment. Try again."); return; }
  part = 0;
  best = named = false;
  const opened = $("walk").hidden;
  drawWalk();
  if (opened) $("walk-title").focus();
}

function closeWalk() {
  walked = null;
  show("walk", false);
  show("people", true);
  $("class").focus();
}

// The scenarios that can be shown grow; one that is shown stays.
function walkNews() {
  const numbers = played();
  if (walked) show("places", false);
  if (!fresh("walk-of", numbers)) return;
  $("walk-scenario").replaceChildren(...numbers.map((number) => new Option("Scenario " + number, String(number))));
  show("walk-of", numbers.length > 1);
}

// Text in the scenario's language, which may be an earlier one of the round than the present.
function quoted(name, text) {
  const made = element(name, "\u201c" + text + "\u201d");
  made.lang = walked.language;
  made.dir = FROM_THE_RIGHT.test(walked.language) ? "rtl" : "auto";
  return made;
}

function walkParts() {
  const points = walked.points || [];
  const found = points.map((point, at) => ({ title: fill(WORDS.turningPoint, { at: at + 1, of: points.length }), point }));
  if (!points.length) found.push({ title: "Turning points", sentences: [WORDS.sameEverywhere] });
  const add = (title, sentences, nothing) => found.push({ title, sentences: sentences.length ? sentences : [nothing] });
  add(TRAINER.mistakes, walked.mistakes || [], TRAINER.noMistakes);
  add(WORDS.hardest, walked.hardest || [], TRAINER.neverFell);
  add(WORDS.principles, walked.principles || [], TRAINER.noPrinciples);
  return found;
}

function drawWalk() {
  const parts = walkParts();
  part = Math.max(0, Math.min(part, parts.length - 1));
  const { title, point, sentences } = parts[part];
  show("walk", true);
  show("people", false);
  show("places", false);
  $("walk-title").replaceChildren("What the class did: ", quoted("span", walked.title));
  $("walk-scenario").value = String(walked.number);
  tell("walk-part", title);
  $("walk-back").disabled = part === 0;
  $("walk-on").disabled = part === parts.length - 1;
  for (const [id, on] of [["walk-best", best], ["walk-names", named]]) {
    $(id).disabled = !point || (id === "walk-best" && !point.best);
    $(id).classList.toggle("on", on);
  }
  tell("walk-best", best ? "Hide the best reply" : "Show the best reply");
  tell("walk-names", named ? "Hide names" : "Show names");
  tell("walk-none", point && !point.best ? TRAINER.noBest : "");
  if (!point) { $("walk-point").replaceChildren(...sentences.map((text) => element("p", text))); return; }
  const list = element("ul", undefined, "choices");
  list.append(...point.chosen.map((item) => walkRow(item, point)));
  const known = point.best && point.chosen.some((item) => item.reply === point.best.reply);
  if (best && point.best && !known) list.append(unchosenRow(point.best));
  $("walk-point").replaceChildren(...heard(point.heard), list);
}

function heard(words) {
  if (!words) return [];
  const { said } = WORDS.channels[walked.channel] || WORDS.channels.counter;
  const line = quoted("p", words);
  line.classList.add("opening");
  return [element("p", walked.customer + " " + said, "hint"), line];
}

function bestWords({ gain, offered, times }) {
  const words = gain > 0 ? TRAINER.bestRaises : gain < 0 ? TRAINER.bestLowers : TRAINER.bestKeeps;
  const few = offered < times ? " " + fill(TRAINER.offered, { offered, of: times }) : "";
  return fill(words, { points: counted(Math.abs(gain), "point") }) + few;
}

function walkRow(item, point) {
  const is = best && point.best && point.best.reply === item.reply;
  const row = choiceRow(item, point.times, is ? " " + bestWords(point.best) : "", is);
  const words = row.querySelector(".told > div");
  words.replaceWith(quoted("div", item.text));
  if (named && item.names) row.querySelector(".told").append(element("span", item.names.join(", ") + ".", "figures"));
  return row;
}

// The best reply, where no one gave it.
function unchosenRow(found) {
  const row = element("li", undefined, "best");
  const count = element("span", "0", "count");
  const told = element("div", undefined, "told");
  count.setAttribute("aria-hidden", "true");
  told.append(quoted("div", found.text), element("span", "No one chose this. " + bestWords(found), "figures"));
  row.append(count, bar(0, 1), told);
  return row;
}

function walkTo(to) { part = to; best = false; drawWalk(); }

// The keys of a presenter's remote too; Escape goes back to the round.
function walkKey(event) {
  if (!walked) return false;
  const wanted = {
    ArrowRight: "walk-on", PageDown: "walk-on", ArrowLeft: "walk-back", PageUp: "walk-back",
    r: "walk-best", R: "walk-best", v: "walk-names", V: "walk-names", Escape: "walk-leave",
  }[event.key];
  if (!wanted || $(wanted).disabled) return false;
  event.preventDefault();
  $(wanted).click();
  return true;
}

$("walk-back").addEventListener("click", () => walkTo(part - 1));
$("walk-on").addEventListener("click", () => walkTo(part + 1));
$("walk-best").addEventListener("click", () => { best = !best; drawWalk(); });
$("walk-names").addEventListener("click", () => { named = !named; drawWalk(); });
$("walk-leave").addEventListener("click", closeWalk);
$("walk-scenario").addEventListener("change", () => openWalk(Number($("walk-scenario").value)));

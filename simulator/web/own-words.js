"use strict";
// In one's own words: the replies stay hidden until something is typed, or until they are asked for. The trainer's computer compares.
const OWN_WORDS = "simulator-own-words";
const MAX_TYPED = 2000;
let willType = null; // until it has been asked, once a seat
let answers = 0; // sentences that were answered or lost: after each, the line is drawn again
const NOTHING_TYPED = { step: "typing", text: "", nearest: [], sent: false, nothingClose: false };
let own = { turn: -1, ...NOTHING_TYPED };

// What is typed belongs to one turn.
function ownTurn() {
  if (own.turn !== turn) own = { turn, ...NOTHING_TYPED };
  return own;
}

// Whether the replies are hidden now.
function hidesReplies(found, ended) {
  return Boolean(state.own_words) && willType !== false && !ended && state.phase === "open" && found.offered.length > 0 && ownTurn().step !== "shown";
}

// What takes the place of the replies, as a text that changes whenever it has to be drawn again.
function ownStep() {
  if (!state.own_words) return null;
  const kept = stored(tab, OWN_WORDS);
  willType = kept && kept.seat === seat.id ? kept.type : null;
  return [willType, ownTurn().step, own.nearest, answers];
}

function drawOwnWords(found) {
  if (willType === null) askToType();
  else if (own.step === "asking") askWhich(found);
  else drawLine();
}

function askToType() {
  const yes = plainButton(WORDS.own.type, () => decideToType(true));
  const no = plainButton(WORDS.own.decline, () => decideToType(false));
  $("choices").append(element("p", WORDS.own.notice), yes, no);
}

function decideToType(type) {
  store(tab, OWN_WORDS, { seat: seat.id, type });
  redraw(type ? "typed" : "newest");
}

function drawLine() {
  const form = element("form", undefined, "own-words");
  const label = element("label", WORDS.own.ask);
  const area = element("textarea");
  Object.assign(area, { id: "typed", rows: 2, value: own.text, spellcheck: true });
  label.htmlFor = "typed";
  area.oninput = () => {
    if (isTooLong(area.value)) { area.value = cutToFit(area.value); tell("notice", WORDS.own.cut); }
    own.text = area.value;
  };
  area.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  };
  const say = element("button", WORDS.own.say);
  say.type = "submit";
  say.disabled = own.sent;
  form.onsubmit = (event) => { event.preventDefault(); sayIt(); };
  form.append(label, area);
  if (own.nothingClose) {
    const note = element("p", WORDS.own.nothingClose);
    note.id = "nothing-close";
    area.setAttribute("aria-describedby", note.id);
    form.append(note);
  }
  form.append(say, plainButton(WORDS.own.show, showReplies));
  $("choices").append(form);
}

function askWhich(found) {
  const title = element("p", WORDS.own.which);
  Object.assign(title, { id: "which", tabIndex: -1 });
  const quote = element("p", undefined, "typed");
  quote.append(WORDS.own.typed + " ", element("span", own.text));
  $("choices").append(title, quote);
  own.nearest.forEach((id, index) => {
    const reply = found.offered.find((item) => item.id === id);
    if (reply) $("choices").append(button(String(index + 1), reply.text, "reply", reply));
  });
  const last = plainButton(own.nearest.length > 1 ? WORDS.own.none : WORDS.own.notThis, showReplies, String(own.nearest.length + 1));
  $("choices").append(last, plainButton(WORDS.own.change, () => { own.step = "typing"; redraw("typed"); }));
}

function plainButton(text, act, key) {
  const made = element("button");
  made.type = "button";
  if (key) {
    made.dataset.key = key;
    made.classList.add("reply");
    const number = element("span", key, "key");
    number.append(element("span", ". ", "spoken"));
    made.append(number);
  }
  made.append(element("span", text));
  made.onclick = act;
  return made;
}

function showReplies() {
  own.step = "shown";
  redraw("newest");
}

// Never within a letter, which may be two units long.
function cutToFit(text) { return [...text].slice(0, MAX_TYPED).join(""); }

function isTooLong(text) { return text.length > MAX_TYPED && [...text].length > MAX_TYPED; }

function sayIt() {
  const text = cutToFit(own.text.replace(/\s+/g, " ").trim());
  if (!/[\p{L}\p{N}]/u.test(text)) { tell("notice", WORDS.own.noLetters); return; }
  tell("notice", "");
  if (!link.send({ type: "say", turn, text })) { tell("link", WORDS.connectionLost); return; }
  own.sent = true;
  for (const made of document.querySelectorAll("form.own-words button")) made.disabled = true;
}

// The trainer's computer has compared: the reply is given, or one is asked which of two it is.
function heard(message) {
  if (message.turn !== turn || ownTurn().step === "shown") return;
  own.sent = own.nothingClose = false;
  answers += 1;
  if (message.allowed_ms !== undefined && message.allowed_ms !== null) {
    turnClock.set(message.remaining_ms, state.phase === "open");
    allowed = message.allowed_ms;
  }
  if (message.taken) { choose(message.nearest[0]); return; }
  if (message.nothing_close) { own.nothingClose = true; redraw("typed"); return; }
  own.nearest = message.nearest || [];
  if (own.nearest.length) { own.step = "asking"; redraw("which"); return; }
  tell("notice", WORDS.own.notCompared);
  showReplies();
}

// A sentence whose answer was lost can be said again.
function forgetSent() {
  if (own.sent) { own.sent = false; answers += 1; redraw(""); }
}

function redraw(focus) {
  offer(state.scene, state.ended);
  const place = focus && $(focus);
  if (place) place.focus({ preventScroll: focus === "newest" });
}

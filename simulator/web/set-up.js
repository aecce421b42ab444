"use strict";
// Sets a round up: what is to be played, how, by whom and where. What can't be so is said by the program, and nothing that was
// filled in is lost by it. Text is set as text, never as markup.
let token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
const state = null; // page.js asks for the language of a round that there isn't yet
const TYPED = "\u0000typed";
const KEPT = "simulator-set-up"; // what was filled in, for a reload of this tab
let shelf = [];
let chosen = []; // { id, practice }

async function post(path, value) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST", body: JSON.stringify(value), cache: "no-store", credentials: "omit",
      headers: { "Content-Type": "application/json", Authorization: "Bearer " + token },
    });
  } catch { throw new Error("The program isn't responding. Is it still running in the terminal?"); }
  if (!answer.ok) throw Object.assign(new Error((await answer.text()).trim()), { status: answer.status });
  return answer.json();
}

function complain(words) {
  tell("notice", words);
  if (words) $("notice").focus();
}

const filledIn = () => [...$("round").elements].filter((one) => one.id && one.id !== "find" && !["file", "submit", "button"].includes(one.type));
const isBox = (one) => ["checkbox", "radio"].includes(one.type);

function keep() {
  const fields = Object.fromEntries(filledIn().map((one) => [one.id, isBox(one) ? one.checked : one.value]));
  try { sessionStorage.setItem(KEPT, JSON.stringify({ token, fields, chosen })); } catch { /* a private window keeps nothing */ }
}

function forget() { try { sessionStorage.removeItem(KEPT); } catch { /* nothing was kept */ } }

// What another run of the program was told is not for this one.
function goBack() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(KEPT) || "null"); } catch { /* nothing was kept */ }
  if (!kept || kept.token !== token) return;
  chosen = kept.chosen.filter(({ id }) => shelf.some((one) => one.id === id));
  drawChosen();
  for (const one of filledIn()) {
    if (!(one.id in kept.fields)) continue;
    if (isBox(one)) one.checked = kept.fields[one.id]; else one.value = kept.fields[one.id];
  }
  $("typed").hidden = $("roster").value !== TYPED;
  modeWords();
}

const titleOf = (id) => (shelf.find((one) => one.id === id) || {}).title || id;

function drawShelf() {
  const wanted = $("find").value.trim().toLowerCase();
  const found = shelf.filter((one) => (one.title + " " + one.id + " " + one.about).toLowerCase().includes(wanted));
  $("shelf").replaceChildren(...found.map((one) => {
    const item = element("li");
    const button = element("button", "Add");
    button.type = "button";
    button.disabled = chosen.some((other) => other.id === one.id);
    button.setAttribute("aria-label", "Add " + one.title);
    button.addEventListener("click", () => add(one.id));
    const words = element("span");
    words.append(element("b", one.title), element("span", " " + one.about, "hint"));
    words.dir = "auto";
    item.append(button, words);
    return item;
  }));
  if (!found.length) $("shelf").append(element("li", "No scenario has that in its title."));
}

function add(id) {
  chosen.push({ id, practice: false });
  tell("spoken", titleOf(id) + " is in the round.");
  drawChosen();
  const next = $("shelf").querySelector("button:not(:disabled)");
  if (next && document.activeElement === document.body) next.focus();
}

function drawChosen(focus = "") {
  $("chosen").replaceChildren(...chosen.map((one, at) => {
    const item = element("li");
    const words = element("b", titleOf(one.id));
    words.dir = "auto";
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = one.practice;
    box.addEventListener("change", () => { one.practice = box.checked; });
    label.append(box, " practice");
    const row = element("span", undefined, "row");
    const button = (words, does, off) => {
      const made = element("button", words);
      made.type = "button";
      made.disabled = off;
      made.setAttribute("aria-label", words + ": " + titleOf(one.id));
      made.id = words.replace(" ", "-").toLowerCase() + "-" + at;
      made.addEventListener("click", does);
      row.append(made);
    };
    const swap = (to, id) => { chosen.splice(to, 0, ...chosen.splice(at, 1)); drawChosen(id); };
    button("Up", () => swap(at - 1, "up-" + (at - 1)), at === 0);
    button("Down", () => swap(at + 1, "down-" + (at + 1)), at === chosen.length - 1);
    button("Take out", () => { chosen.splice(at, 1); drawChosen("find"); }, false);
    item.append(words, label, row);
    return item;
  }));
  $("none").hidden = chosen.length > 0;
  const days = [...new Set(chosen.flatMap(({ id }) => (shelf.find((one) => one.id === id) || {}).days || []))];
  const day = $("day").value;
  $("day").replaceChildren(new Option("The first of each scenario", ""), ...days.map((name) => new Option(name, name)));
  $("day").value = days.includes(day) ? day : "";
  drawShelf();
  const wanted = focus && $(focus);
  if (wanted) (wanted.disabled ? wanted.parentElement.querySelector("button:not(:disabled)") : wanted).focus();
}

function fillIn({ scenarios, rounds, address, given, name_limit: nameLimit }) {
  shelf = scenarios;
  $("mode").append(...["exam", "practice", "coach"].map((mode) => new Option(mode[0].toUpperCase() + mode.slice(1) + " mode", mode)));
  $("roster").append(new Option("None: anyone with the code can join", ""), new Option("Type or paste a list", TYPED),
    ...rounds.map(([path, words]) => new Option(words, path)));
  if (given.roster && ![...$("roster").options].some((one) => one.value === given.roster)) $("roster").append(new Option(given.roster, given.roster));
  for (const [id, value] of Object.entries({
    name: given.name, mode: given.mode, limit: given.limit / 60, countdown: given.countdown, clock: given.clock ?? "", speed: given.speed_bonus,
    seats: given.max_seats, roster: given.roster, port: given.port || "", tls: given.tls, cert: given.cert, key: given.key,
    url: given.public_url, db: given.db,
  })) $(id).value = value;
  $("reset").checked = given.reset;
  $("own-words").checked = given.own_words;
  modeWords();
  tell("address", address);
  const near = given.bind === "127.0.0.1";
  $(near ? "near" : given.bind === address ? "far" : "elsewhere").checked = true;
  if (!near && given.bind !== address) $("bind").value = given.bind;
  limitName("name", "name-note", nameLimit);
  $("round").hidden = false;
  drawChosen();
  goBack();
}

function modeWords() { tell("mode-words", "They're told: \u201c" + WORDS.modes[$("mode").value] + "\u201d"); }

const number = (id) => $(id).value === "" ? null : Number($(id).value);

function choice() {
  const listed = $("roster").value;
  return {
    scenarios: chosen.filter((one) => !one.practice).map((one) => one.id), practice: chosen.filter((one) => one.practice).map((one) => one.id),
    name: $("name").value, mode: $("mode").value, limit: Math.round(number("limit") * 60), countdown: number("countdown"), clock: number("clock"),
    day: $("day").value, reset: $("reset").checked, own_words: $("own-words").checked, speed_bonus: number("speed"), max_seats: number("seats"),
    people: listed === TYPED ? $("people").value : "", roster: listed === TYPED ? "" : listed,
    bind: $("near").checked ? "127.0.0.1" : $("far").checked ? $("address").textContent : $("bind").value,
    port: number("port") || 0, tls: $("tls").value, cert: $("cert").value, key: $("key").value, public_url: $("url").value, db: $("db").value,
  };
}

$("mode").addEventListener("change", modeWords);
$("find").addEventListener("input", drawShelf);
$("find").addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
$("roster").addEventListener("change", () => { $("typed").hidden = $("roster").value !== TYPED; });
$("bind").addEventListener("input", () => { $("elsewhere").checked = true; });
$("list-file").addEventListener("change", async () => {
  const [file] = $("list-file").files;
  if (file) { $("people").value = await file.text(); keep(); }
});
$("files").addEventListener("change", async () => {
  complain("");
  const told = [];
  for (const file of $("files").files) {
    try {
      const made = await post("set-up/scenario", { name: file.name, text: await file.text() });
      shelf.unshift(made);
      add(made.id);
    } catch (error) { told.push(error.message); }
  }
  $("files").value = "";
  keep();
  if (told.length) complain(told.join(" "));
});
for (const event of ["input", "change", "click"]) $("round").addEventListener(event, keep);
$("round").addEventListener("submit", async (event) => {
  event.preventDefault();
  if ($("host").disabled) return;
  $("host").disabled = true;
  tell("notice", "");
  tell("spoken", "Starting the round …");
  try {
    const { begun } = await post("set-up/round", choice());
    forget();
    location.href = begun;
  } catch (error) {
    complain(error.message);
    tell("spoken", "");
  }
  $("host").disabled = false;
});

// A wrong or an old token, or a program that has ended: each has a way on.
function begin() {
  for (const id of ["token-form", "again"]) $(id).hidden = true;
  complain("");
  post("set-up/options", {}).then((told) => { if (told.begun) location.replace(told.begun); else fillIn(told); }, (error) => {
    complain(error.message);
    $(error.status === 403 ? "token-form" : "again").hidden = false;
    if (error.status === 403) $("token").focus();
  });
}
$("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  token = $("token").value.trim().replace(/^.*#token=/, "");
  $("token").value = "";
  history.replaceState(null, "", "#token=" + encodeURIComponent(token));
  begin();
});
$("try-again").addEventListener("click", begin);
addEventListener("hashchange", () => location.reload()); // the right address, typed over the wrong one
begin();

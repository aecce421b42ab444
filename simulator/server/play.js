"use strict";
// The page of a conversation works without this. It saves the reload after a move, takes keys, and shows the clock running.

const play = () => document.getElementById("play");
const replies = () => document.querySelector("form.replies");
let sending = false;
let countdown = 0;

// A move is sent as the form would send it; the page that answers takes the place of this one.
function send(button) {
  if (sending || !replies()) return;
  sending = true;
  const form = replies();
  const data = new URLSearchParams(new FormData(form));
  data.set("move", button.value);
  button.classList.add("chosen");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.onload = () => { sending = false; show(request.response, request.responseURL); };
  request.onerror = () => { sending = false; button.classList.remove("chosen"); tell(); };
  request.send(data);
}

function show(page, address) {
  const found = page && page.getElementById("play");
  if (!found) { location.assign(address || location.href); return; }
  const open = document.getElementById("brief");
  const brief = page.getElementById("brief");
  if (open && brief) brief.open = open.open;
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  begin();
  const newest = document.getElementById("newest");
  newest.focus({ preventScroll: true });
  const { top } = newest.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) newest.scrollIntoView();
}

function tell() {
  const problem = document.querySelector("main > .lost") || document.createElement("p");
  problem.className = "problem lost";
  problem.setAttribute("role", "alert");
  problem.textContent = play().dataset.lost;
  document.querySelector("main h1").after(problem);
}

function clock() {
  clearInterval(countdown);
  const time = document.getElementById("time");
  if (!time) return;
  const ends = performance.now() + 1000 * Number(time.dataset.left);
  const words = time.textContent;
  const [, shown] = words.match(/(\d+:\d\d)/) || [];
  countdown = setInterval(() => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    time.textContent = words.replace(shown, Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0"));
    time.parentElement.classList.toggle("soon", left <= 10);
    // The server gives a moment for the way; after it the silence counts.
    if (performance.now() > ends + 2500) { clearInterval(countdown); location.reload(); }
  }, 250);
}

// Who talks to their computer can switch single keys off.
const KEYS = "keys-off";
function keysOff() {
  try { return localStorage.getItem(KEYS) === "1"; } catch { return false; }
}

function begin() {
  for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;
  const keys = document.getElementById("keys");
  if (keys) {
    keys.checked = !keysOff();
    keys.onchange = () => { try { localStorage.setItem(KEYS, keys.checked ? "0" : "1"); } catch { /* kept for this page alone */ } };
  }
  clock();
}

document.addEventListener("submit", (event) => {
  if (event.target !== replies() || !event.submitter) return;
  event.preventDefault();
  send(event.submitter);
});

document.addEventListener("keydown", (event) => {
  const keys = document.getElementById("keys");
  if (!keys || !keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, button, summary, a") && event.key === " ") return;
  if (event.target.closest("input, textarea, select")) return;
  const key = event.key === " " ? "l" : event.key.toLowerCase();
  const button = [...document.querySelectorAll("form.replies button")].find((one) => one.dataset.key === key);
  if (!button) return;
  event.preventDefault();
  send(button);
});

begin();

"use strict";
// The projector's board: who leads, how much time is left, and afterwards what the class did. Text is set as text.
const $ = (id) => document.getElementById(id);
const token = new URLSearchParams(location.hash.slice(1)).get("token") || "";
let state = null;
let until = null;
let attempts = 0;

function connect() {
  const socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/ws");
  socket.onopen = () => { attempts = 0; socket.send(JSON.stringify({ type: "view", v: 1, token })); };
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.type === "error") { $("status").textContent = message.message; attempts = 99; return; }
    state = message.type === "state" ? message : Object.assign(state || {}, message, { type: "state" });
    draw();
  };
  socket.onclose = () => { if (attempts < 99) setTimeout(connect, Math.min(5000, 300 * 2 ** attempts++)); };
}

function draw() {
  until = state.remaining_ms === null ? null : performance.now() + state.remaining_ms;
  if (state.scenario) $("title").textContent = state.round + ": " + state.scenario.title;
  const open = state.phase === "lobby" || state.phase === "countdown" || state.phase === "open";
  $("door").hidden = !open || !state.code;
  $("code").textContent = state.code || "";
  $("url").textContent = location.origin;
  $("rows").replaceChildren(...(state.board || []).map((row) => {
    const item = document.createElement("li");
    item.value = row.rank;
    item.textContent = row.name + "  " + row.points + (row.done ? "  done" : "");
    return item;
  }));
  $("class").hidden = !(state.class && state.class.length);
  $("points").replaceChildren(...(state.class || []).flatMap(point));
  tick();
}

function point(item) {
  const list = document.createElement("ul");
  for (const chosen of item.chosen) {
    const row = document.createElement("li");
    const bar = document.createElement("meter");
    bar.max = item.times;
    bar.value = chosen.count;
    row.append(chosen.count + " of " + item.times + ": “" + chosen.text + "” mood " + chosen.before + " to " + chosen.after + " ", bar);
    list.append(row);
  }
  return [list];
}

function tick() {
  if (!state) return;
  const words = { lobby: "Waiting to begin", countdown: "Begins in", open: "Time left", paused: "Paused", debrief: "Debrief", closed: "The round is over" };
  const left = until === null ? null : Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const clock = left === null ? "" : " " + Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
  $("status").textContent = words[state.phase] + (state.phase === "countdown" || state.phase === "open" ? clock : "") + ". " + state.seats + (state.seats === 1 ? " seat." : " seats.");
}

setInterval(tick, 1000);
connect();

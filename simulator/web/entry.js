"use strict";
// How the browser's seat is entered and left: the form, the wait for the trainer's yes, and the way back to a seat.

function door(why) {
  state = null;
  entered = "";
  document.title = "Customer service round";
  tell("title", document.title);
  for (const name of ["lang", "dir"]) $("title").removeAttribute(name);
  for (const id of ["where", "practice", "clock", "link", "late", "status"]) tell(id, "");
  tell("notice", why);
  place = "";
  $("enter").disabled = false;
  goTo("join", [], $("code").value && !why ? "name" : "code");
}

function out(title, why, removed) {
  link.stop();
  state = null;
  for (const id of ["status", "link", "late", "notice", "practice", "clock"]) tell(id, "");
  show("return", !removed);
  show("kept", false);
  tell("out-title", title);
  tell("why", why);
  goTo("out", [], "out-title");
}

// While the trainer is asked, the form is out of the way; what was typed is kept in it.
function awaitTrainer(words) {
  tell("status", "");
  tell("waiting-why", words);
  goTo("waiting", [], "waiting-title");
}

function refusedEntry(message) {
  link.stop();
  if (message.handed_over) { forget(); door(message.message + " You can join again below."); }
  else if (message.reason === "bad-token") { forget(); door("This browser was in another round. Join again below."); }
  else if (seat) out(message.removed ? "You're no longer in the round" : "You're no longer in your seat", message.message, message.removed === true);
  else door(message.message);
}

function forget() {
  link.stop();
  seat = state = debriefed = null; // what one person read is not for the next at this browser
  rereading = false;
  keep(null);
  store(both, SEAT, null);
}

$("return").addEventListener("click", () => { tell("why", ""); tell("status", "Returning to your seat \u2026"); link.open(); });
$("other").addEventListener("click", () => { forget(); door(""); });
$("leave-now").addEventListener("click", () => { forget(); $("leave").open = false; $("name").value = ""; door(""); });
$("give-up").addEventListener("click", () => { link.stop(); tell("status", ""); door(""); });

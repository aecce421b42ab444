"use strict";
// The connection of a page: a WebSocket, or server-sent events and POST where none can be opened. It reconnects by itself.
const WAY = "simulator-way";
const OPENING = 6000;
const SILENT = 45000;
const LONGEST_WAIT = 5000;
const AWAY = 5000;

// A server may have its pages at the top of its address, or in a folder of it for each of its rounds.
const beside = (path) => new URL(path, document.baseURI).href;

// Each way sends the first message, hands over what is heard, and says once that it is gone, and whether that was said.
function overSocket(first, heard, opened, gone) {
  const socket = new WebSocket(beside("ws").replace(/^http/, "ws"));
  const slow = setTimeout(() => socket.close(), OPENING);
  let said = false;
  socket.onopen = () => { clearTimeout(slow); said = true; opened(); socket.send(first); };
  socket.onmessage = (event) => heard(event.data);
  socket.onclose = () => { clearTimeout(slow); gone(said); };
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && (socket.send(text), true),
    close: () => socket.close(),
  };
}

function overEvents(first, heard, opened, gone) {
  let source = null;
  let key = "";
  let over = false;
  let watch = 0;
  const close = () => { over = true; clearTimeout(watch); if (source) source.close(); };
  const end = () => { if (!over) { close(); gone(source !== null); } };
  const alive = () => { clearTimeout(watch); if (!over) watch = setTimeout(end, SILENT); };
  const post = async (path, body, headers) => {
    const answer = await fetch(path, {
      method: "POST", body, cache: "no-store", credentials: "omit", redirect: "error",
      headers: { "Content-Type": "application/json", ...headers },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };
  const begin = async () => {
    const given = await (await post("session", first)).json();
    if (over) return;
    key = given.key;
    source = new EventSource("events?stream=" + encodeURIComponent(given.stream));
    source.onopen = () => { alive(); opened(); };
    source.onmessage = (event) => { alive(); heard(event.data); };
    source.addEventListener("beat", alive);
    source.onerror = end;
  };
  alive();
  begin().catch(end);
  return {
    send: (text) => {
      if (over || !key) return false;
      post("message", text, { Authorization: "Bearer " + key }).catch(end);
      return true;
    },
    close,
  };
}

class Link {
  // `hello` gives the first message; `heard` takes each message; `lost` is told once of each break, and whether the first
  // message may have been heard.
  constructor(hello, heard, lost) {
    Object.assign(this, { hello, heard, lost, live: null, wanted: false, timer: 0, breaks: 0, opened: false, refused: 0, known: false });
    addEventListener("online", () => this.hurry());
    // A page that slept may have a connection that is dead without a word, and clocks that stood still.
    let hidden = 0;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) hidden = Date.now();
      else if (this.live && this.known && Date.now() - hidden > AWAY) this.again();
      else this.hurry();
    });
  }

  open() { this.stop(); this.wanted = true; this.dial(); }

  stop() { this.wanted = false; this.drop(); }

  again() { if (this.wanted) { this.drop(); this.dial(); } }

  send(message) { return this.live !== null && this.live.send(JSON.stringify(message)); }

  drop() {
    clearTimeout(this.timer);
    this.known = false;
    const old = this.live;
    this.live = null;
    if (old) old.close();
  }

  hurry() { if (this.wanted && !this.live) { clearTimeout(this.timer); this.dial(); } }

  // A WebSocket, until it could not be opened twice and never was; then events, and a WebSocket now and then.
  byEvents() {
    try { if (sessionStorage.getItem(WAY) === "events") return true; } catch { /* nothing is kept */ }
    return !this.opened && this.refused >= 2 && this.refused % 2 === 0;
  }

  dial() {
    const events = this.byEvents();
    let mine = null;
    const heard = (data) => {
      if (this.live !== mine) return;
      this.breaks = 0;
      this.known = true;
      this.heard(JSON.parse(data));
    };
    const opened = () => {
      if (!events) this.opened = true;
      else try { sessionStorage.setItem(WAY, "events"); } catch { /* found out again next time */ }
    };
    const gone = (said) => {
      if (this.live !== mine) return;
      this.live = null;
      this.known = false;
      if (!this.opened) this.refused += 1;
      this.lost(said);
      if (!this.wanted) return;
      this.timer = setTimeout(() => this.dial(), Math.min(LONGEST_WAIT, 300 * 2 ** this.breaks) * (0.75 + Math.random() / 2));
      this.breaks += 1;
    };
    try {
      this.live = mine = (events ? overEvents : overSocket)(JSON.stringify(this.hello()), heard, opened, gone);
    } catch {
      this.live = mine = null;
      gone(false); // a browser that throws rather than refuse
    }
  }
}

// Compiles an ink story with inkjs and walks through it at random: node ink.cjs INKJS STORY WALKS SEED MOST_CHOICES.
// Prints one JSON document: what the compiler said, how the walks ended, and what they met.
"use strict";
const fs = require("fs");
const path = require("path");
const [inkjs, file, walks, seed, most] = process.argv.slice(2);
const { Compiler, CompilerOptions, Story } = require(path.join(inkjs, "dist/ink-full.js"));

// What inkjs calls an error of a running story, as against a warning.
const ERROR = 2;

// Mulberry32: the same draws everywhere.
function drawer(state) {
  return function () {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const source = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
const messages = [];
const started = performance.now();
const options = new CompilerOptions(null, [], true, (message) => messages.push(message));
const compiled = new Compiler(source, options).Compile();
const compileSeconds = (performance.now() - started) / 1000;

const json = compiled.ToJson();
const knots = [...source.matchAll(/^\s*==+\s*(?!function\b)(\w+)/gm)].map((match) => match[1]);
const visited = new Set();
const offered = new Set();
const died = {};
let ended = 0;
let endless = 0;
const began = performance.now();
for (let walk = 0; walk < Number(walks); walk++) {
  const story = new Story(json);
  let failure = null;
  story.onError = (message, type) => {
    if (type === ERROR && failure === null) failure = message;
  };
  const draw = drawer(Number(seed) + walk);
  let choices = 0;
  for (;;) {
    while (story.canContinue && failure === null) story.Continue();
    if (failure !== null || !story.currentChoices.length || choices >= Number(most)) break;
    choices++;
    for (const choice of story.currentChoices) offered.add(choice.text);
    story.ChooseChoiceIndex(Math.floor(draw() * story.currentChoices.length));
  }
  if (failure !== null) {
    const words = failure.replace(/('[^']*' )?line \d+: /, "");
    died[words] = (died[words] || 0) + 1;
  } else if (story.currentChoices.length) endless++;
  else ended++;
  for (const knot of knots) if (story.state.VisitCountAtPathString(knot)) visited.add(knot);
}
console.log(
  JSON.stringify({
    compile_seconds: compileSeconds,
    messages,
    walk_seconds: (performance.now() - began) / 1000,
    ended,
    endless,
    died,
    never_visited: knots.filter((knot) => !visited.has(knot)),
    offered: [...offered],
  })
);

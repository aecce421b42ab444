// Runs UURAGE's validator.js, unchanged, on a graph: node uurage.cjs EDITOR < GRAPH.
// Its page is stood in for by what the validator asks of it: the nodes, and the connections between them. A connection that
// the editor would refuse because it closes a circle is left out and named, as the editor itself does (makeConnection).
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");
const [editor] = process.argv.slice(2);
const graph = JSON.parse(fs.readFileSync(0, "utf8"));

const connections = [];
const plumbInstance = {
  getConnections: (asked) =>
    connections.filter(
      (one) =>
        (asked.source === undefined || one.sourceId === asked.source) &&
        (asked.target === undefined || one.targetId === asked.target)
    ),
};
const nodes = {};
for (const node of graph.nodes) nodes[node.id] = { ...node, parent: "tree" };
const tree = { id: "tree", subject: "Twin", optional: false, topPos: 0, plumbInstance, nodes: Object.keys(nodes) };
const page = {
  $: Object.assign(() => {}, { map: (items, make) => Object.values(items).flatMap(make) }),
  i18next: { t: (key) => key },
  Metadata: { container: { name: graph.name } },
  Main: {
    applyChanges: () => {},
    getInterleaves: () => [[tree]],
    getPlumbInstanceByNodeID: () => plumbInstance,
    nodes,
    trees: { tree },
  },
};
vm.createContext(page);
const file = path.join(editor, "public/editor/js/validator.js");
vm.runInContext(fs.readFileSync(file, "utf8"), page, { filename: file });
const { testCycle, validate } = vm.runInContext("Validator", page);

const started = performance.now();
const refused = [];
for (const [sourceId, targetId] of graph.connections) {
  if (testCycle(targetId, sourceId)) refused.push(`${sourceId} to ${targetId}`);
  else connections.push({ sourceId, targetId });
}
const messages = validate().map((found) => `${found.level}: ${found.message}`);
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, messages, refused }));

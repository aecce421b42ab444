"use strict";
// The customer's portrait, composed from PARTS (portrait-parts.js) as simulator/portrait/compose.py does and drawn as inline SVG.
const SVG = "http://www.w3.org/2000/svg";

// Six rows of twelve cells: the sign, what it is printed with, and on what. Later parts cover earlier ones.
function composed(traits, band) {
  const cells = Array.from({ length: PARTS.rows }, () => Array.from({ length: PARTS.columns }, () => [" ", "plate", "plate"]));
  const lay = (part) => {
    for (const [y, [signs, roles]] of Object.entries(part)) {
      [...roles].forEach((role, x) => { if (role !== " ") cells[y][x] = [signs[x], ...PARTS.roles[role]]; });
    }
  };
  const [tips, shoulders] = PARTS.posture[band];
  lay(PARTS.face[traits.face]);
  PARTS.shoulders.forEach((x, at) => { cells[5][x] = [shoulders[at], "cloth", "plate"]; });
  lay(PARTS.wear[traits.wear]);
  lay(PARTS.hair[traits.hair]);
  const free = cells[4][1][0] === " ";
  PARTS.tips.forEach((x, at) => { if (free && tips[at] !== " ") cells[4][x] = [tips[at], "cloth", "plate"]; });
  if (traits.extra === "beard") lay(PARTS.extra.beard);
  PARTS.features[band].forEach((signs, row) => {
    [...signs].forEach((sign, at) => { if (sign !== " ") cells[row + 1][at + 3] = [sign, "ink", "face"]; });
  });
  if (traits.extra === "glasses") {
    lay(PARTS.extra.glasses);
    for (const x of PARTS.eyes) cells[2][x][2] = "trim";
  }
  return cells;
}

// The paths of a portrait, grounds before signs: each a colour and its outline.
function portraitPaths(traits, band) {
  const inks = PARTS.inks[traits.ink];
  const colours = { ...inks, hair: inks[PARTS.tones[traits.tone]], plate: PARTS.plates[band] };
  const [width, height] = PARTS.cell;
  const outline = (x, y, [left, top, wide, high]) => `M${x * width + left} ${y * height + top}h${wide}v${high}h-${wide}z`;
  const [all, whole] = [[0, 0, PARTS.columns * width, PARTS.rows * height], [0, 0, width, height]];
  const [grounds, signs] = [new Map([[colours.plate, outline(0, 0, all)]]), new Map()];
  const draw = (paths, tone, found) => paths.set(colours[tone], (paths.get(colours[tone]) || "") + found);
  composed(traits, band).forEach((row, y) => row.forEach(([sign, tone, ground], x) => {
    if (ground !== "plate") draw(grounds, ground, outline(x, y, whole));
    for (const block of sign === " " ? [] : PARTS.blocks[sign]) draw(signs, tone, outline(x, y, block));
  }));
  return [...grounds, ...signs];
}

// A customer of whom a part isn't known has no picture; the word for their mood is there in any case.
function portrait(traits, band) {
  const known = traits && ["face", "wear", "hair"].every((part) => Object.hasOwn(PARTS[part], traits[part])) &&
    Object.hasOwn(PARTS.inks, traits.ink) && Object.hasOwn(PARTS.tones, traits.tone) && Object.hasOwn(PARTS.plates, band);
  if (!known) return null;
  const picture = document.createElementNS(SVG, "svg");
  const [width, height] = PARTS.cell;
  const marks = { class: "portrait", width: 96, height: 96, "aria-hidden": "true", focusable: "false", "shape-rendering": "crispEdges" };
  marks.viewBox = `0 0 ${PARTS.columns * width} ${PARTS.rows * height}`;
  for (const [name, value] of Object.entries(marks)) picture.setAttribute(name, value);
  for (const [fill, d] of portraitPaths(traits, band)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("fill", fill);
    path.setAttribute("d", d);
    picture.append(path);
  }
  return picture;
}

"use strict";
// A QR code of an address: bytes, error correction L, versions 1 to 5, which hold up to 106 bytes in one block.
const QR_VERSIONS = [[19, 7], [34, 10], [55, 15], [80, 20], [108, 26]]; // data and correction codewords
const QR_QUIET = 4;

// Powers of 2 in the field of 256 elements, and the product of two of them.
const QR_EXP = [1];
while (QR_EXP.length < 255) QR_EXP.push(QR_EXP.at(-1) << 1 ^ (QR_EXP.at(-1) > 127 ? 0x11d : 0));
const qrTimes = (one, other) => one && other ? QR_EXP[(QR_EXP.indexOf(one) + QR_EXP.indexOf(other)) % 255] : 0;

function qrCorrection(data, count) {
  let divisor = [1];
  for (let power = 0; power < count; power += 1) {
    divisor = [...divisor, 0].map((term, at) => term ^ qrTimes(at ? divisor[at - 1] : 0, QR_EXP[power]));
  }
  const rest = [...data, ...Array(count).fill(0)];
  data.forEach((_, at) => {
    const factor = rest[at];
    divisor.forEach((term, next) => { rest[at + next] ^= qrTimes(term, factor); });
  });
  return rest.slice(data.length);
}

// The codewords of a text in the smallest version that holds it, or null.
function qrCodewords(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = QR_VERSIONS.findIndex(([data]) => bytes.length + 2 <= data);
  if (version < 0) return null;
  const [size, correction] = QR_VERSIONS[version];
  const bits = [4, bytes.length, ...bytes].map((value, at) => value.toString(2).padStart(at ? 8 : 4, "0")).join("") + "0000";
  const data = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2));
  for (let pad = 0xec; data.length < size; pad ^= 0xec ^ 0x11) data.push(pad);
  return { version: version + 1, words: [...data, ...qrCorrection(data, correction)] };
}

// The modules of a text, row by row: true for a dark one.
function qrModules(text) {
  const found = qrCodewords(text);
  if (!found) return null;
  const size = 17 + 4 * found.version;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const square = (row, column, reach, dark) => {
    for (let y = -reach; y <= reach; y += 1) {
      for (let x = -reach; x <= reach; x += 1) {
        if (row + y in grid && column + x in grid) grid[row + y][column + x] = dark(Math.max(Math.abs(x), Math.abs(y)));
      }
    }
  };
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (ring) => ring !== 2 && ring !== 4);
  if (found.version > 1) square(size - 7, size - 7, 2, (ring) => ring !== 1);
  for (let at = 8; at < size - 8; at += 1) grid[6][at] = grid[at][6] = at % 2 === 0;
  // What says that it is level L and mask 0, which is dark where row and column add up to an even number.
  const format = [..."111011111000100"].map((bit) => bit === "1");
  const beside = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  format.forEach((bit, at) => {
    const [row, column] = beside[at];
    const [below, right] = at < 7 ? [size - 1 - at, 8] : [8, size - 15 + at];
    grid[row][column] = grid[below][right] = bit;
  });
  grid[size - 8][8] = true;
  const bits = found.words.flatMap((word) => [...word.toString(2).padStart(8, "0")].map((bit) => bit === "1"));
  let next = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1; // the column of the timing pattern
    const upwards = (right + 1 & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const row = upwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row][column] === null) grid[row][column] = (bits[next++] || false) !== ((row + column) % 2 === 0);
      }
    }
  }
  return grid;
}

function qrPicture(text) {
  const grid = qrModules(text);
  if (!grid) return null;
  const whole = grid.length + 2 * QR_QUIET;
  const [picture, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  const marks = { class: "qr", viewBox: `0 0 ${whole} ${whole}`, role: "img", "aria-label": "QR code of the address", "shape-rendering": "crispEdges" };
  for (const [name, value] of Object.entries(marks)) picture.setAttribute(name, value);
  path.setAttribute("d", grid.flatMap((row, y) => row.map((dark, x) => dark ? `M${x + QR_QUIET} ${y + QR_QUIET}h1v1h-1z` : "")).join(""));
  picture.append(path);
  return picture;
}

// Draws a line around a passage, in an element of its own behind the article: the
// article's elements stay as they are, and highlights have no outlines.

const svg = "http://www.w3.org/2000/svg";
const round = 6; // pixels of a corner's radius
const aside = 5; // pixels between the words and the line at their sides
const beyond = 2; // and above the first line and below the last

export class Outline {
  #element = null;
  #range = null;

  constructor(container, places, signal) {
    this.places = places;
    const sizes = new ResizeObserver(() => this.#draw());
    sizes.observe(container);
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      this.#element?.replaceChildren();
    });
  }

  around(element, start, end) {
    if (element !== this.#element) this.#element?.replaceChildren();
    this.#element = element;
    this.#range = end > start ? this.places.range(start, end) : null;
    this.#draw();
  }

  #draw() {
    const element = this.#element;
    if (!element?.isConnected) return;
    if (!this.#range) return element.replaceChildren();
    const origin = element.getBoundingClientRect();
    const path = document.createElementNS(svg, "path");
    path.setAttribute("d", outline(lines(this.#range.getClientRects(), origin)));
    const drawing = document.createElementNS(svg, "svg");
    drawing.append(path);
    element.replaceChildren(drawing);
  }
}

// lines joins the boxes of a passage that stand side by side into one box a line,
// measured from origin.
function lines(boxes, origin) {
  const list = [];
  for (const { left, top, right, bottom, width } of [...boxes].sort((a, b) => a.top - b.top)) {
    if (width === 0) continue;
    const box = { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top };
    const line = list.at(-1);
    const middle = (box.top + box.bottom) / 2;
    if (!line || middle > line.bottom) {
      list.push(box);
      continue;
    }
    line.left = Math.min(line.left, box.left);
    line.right = Math.max(line.right, box.right);
    line.top = Math.min(line.top, box.top);
    line.bottom = Math.max(line.bottom, box.bottom);
  }
  return list;
}

// outline is the path around lines: one shape where each has something above the
// next, else as many as it takes.
function outline(lines) {
  let path = "";
  for (let from = 0, to = 1; from < lines.length; from = to++) {
    while (to < lines.length && lines[to].left < lines[to - 1].right && lines[to].right > lines[to - 1].left) to++;
    path += shape(lines.slice(from, to));
  }
  return path;
}

// shape goes down the right sides of lines and up the left ones. Between two lines
// it turns half-way.
function shape(lines) {
  const edges = lines.map((line, i) => ({
    left: line.left - aside,
    right: line.right + aside,
    top: i === 0 ? line.top - beyond : (lines[i - 1].bottom + line.top) / 2,
    bottom: i === lines.length - 1 ? line.bottom + beyond : (line.bottom + lines[i + 1].top) / 2,
  }));
  const corners = [];
  for (const { right, top, bottom } of edges) corners.push([right, top], [right, bottom]);
  for (const { left, top, bottom } of edges.reverse()) corners.push([left, bottom], [left, top]);
  return rounded(corners.filter(([x, y], i) => x !== corners.at(i - 1)[0] || y !== corners.at(i - 1)[1]));
}

// rounded is a closed path through corners, each of which is cut off by a curve.
function rounded(corners) {
  const steps = corners.map(([x, y], i) => {
    const toward = ([ax, ay]) => {
      const length = Math.hypot(ax - x, ay - y);
      const part = Math.min(round, length / 2) / (length || 1);
      return `${(x + (ax - x) * part).toFixed(1)} ${(y + (ay - y) * part).toFixed(1)}`;
    };
    return `${toward(corners.at(i - 1))}Q${x.toFixed(1)} ${y.toFixed(1)} ${toward(corners[(i + 1) % corners.length])}`;
  });
  return `M${steps.join("L")}Z`;
}

// Paints ranges of the text with the CSS Custom Highlight API, which leaves the
// article's elements as they are however many ranges overlap. Only what lies near
// the window is registered: the browser's work grows with the registered ranges.

import { search } from "../{{reader/places.js}}";

export const supported = typeof Highlight === "function" && "highlights" in CSS;

// What is painted above the claims, lowest first; each is a highlight's name.
const above = ["overlap", "overlap-deep", "sweep", "search", "selected"];

export class Painter {
  #layers = new Map(); // by name, of segments: start, end and style each
  #styles = [];
  #highlights = new Map(); // by name
  #painted = new Map(); // registered ranges, by what they are
  #seen = null; // where the article was when they were registered

  constructor(container, places, view) {
    this.container = container;
    this.places = places;
    this.view = view;
  }

  // styles names the highlights that claims are painted with.
  styles(names) {
    this.#clear();
    this.#styles = names;
    if (!supported) return;
    names.forEach((name) => this.#register(name, 0));
    above.forEach((name, i) => this.#register(name, i + 1));
    this.update();
  }

  // paint replaces the segments of a layer: "claims" or "open", whose third number
  // is the index of a style, or one of those above.
  paint(layer, segments) {
    const count = segments.length / 3;
    const starts = new Int32Array(count);
    const reach = new Int32Array(count); // how far segments up to here reach
    for (let i = 0, far = 0; i < count; i++) {
      starts[i] = segments[3 * i];
      reach[i] = far = Math.max(far, segments[3 * i + 1]);
    }
    this.#layers.set(layer, { segments, starts, reach });
    this.update();
  }

  // moved registers anew where the article moved by half a window.
  moved() {
    if (!supported || !this.#seen) return;
    const { top, width } = this.container.getBoundingClientRect();
    if (Math.abs(top - this.#seen.top) > innerHeight / 2 || width !== this.#seen.width) this.update();
  }

  // update registers what is near the window, or all that there is.
  update(all = false) {
    if (!supported) return;
    const { top, width } = this.container.getBoundingClientRect();
    this.#seen = { top, width };
    const [from, to] = all ? [0, Infinity] : this.view.near(1.5 * innerHeight);
    const painted = new Map();
    for (const [layer, { segments, starts, reach }] of this.#layers) {
      for (let i = search(reach.length, (i) => reach[i] <= from); i < starts.length && starts[i] < to; i++) {
        const end = segments[3 * i + 1];
        if (end <= from) continue;
        const name = above.includes(layer) ? layer : this.#styles[segments[3 * i + 2]];
        const key = `${name} ${starts[i]} ${end}`;
        if (painted.has(key) || !this.#highlights.has(name)) continue;
        const old = this.#painted.get(key);
        painted.set(key, old ?? { name, range: this.#range(starts[i], end) });
      }
    }
    for (const [key, { name, range }] of this.#painted) {
      if (!painted.has(key)) this.#highlights.get(name).delete(range);
    }
    for (const [key, { name, range }] of painted) {
      if (!this.#painted.has(key)) this.#highlights.get(name).add(range);
    }
    this.#painted = painted;
  }

  // count is how many ranges are registered.
  get count() {
    return this.#painted.size;
  }

  release() {
    this.#clear();
    this.#layers.clear();
  }

  // A static range: the article never changes, so nothing has to follow it.
  #range(start, end) {
    const from = this.places.toPage(start);
    const to = this.places.toPage(end, true);
    return new StaticRange({
      startContainer: from.node,
      startOffset: from.offset,
      endContainer: to.node,
      endOffset: to.offset,
    });
  }

  #register(name, priority) {
    const highlight = new Highlight();
    highlight.priority = priority;
    this.#highlights.set(name, highlight);
    CSS.highlights.set(name, highlight);
  }

  #clear() {
    for (const [name, highlight] of this.#highlights) {
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    this.#highlights.clear();
    this.#painted.clear();
  }
}

// The reader: an article in the page, what is selected and painted in it, and
// how it scrolls. Go tells it what to do in whole steps, with typed arrays.

import { draw, drawParts, unpack } from "./{{reader/article.js}}";
import { Caret } from "./{{reader/caret.js}}";
import { Handles } from "./{{reader/handles.js}}";
import { Outline } from "./{{reader/outline.js}}";
import { onPaper } from "./{{reader/paper.js}}";
import { Painter, supported } from "./{{reader/painter.js}}";
import { Places } from "./{{reader/places.js}}";
import { Selecting } from "./{{reader/selection.js}}";
import { Sheet } from "./{{reader/sheet.js}}";
import { Toolbar } from "./{{reader/toolbar.js}}";
import { View } from "./{{reader/view.js}}";

const numbers = (bytes) => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);

const articleOf = ({ text, blocks, marks, hrefs }) =>
  unpack(new TextDecoder("utf-8", { ignoreBOM: true }).decode(text), numbers(blocks), numbers(marks), hrefs.split("\n"));

class Reader {
  #ended = new AbortController();

  constructor(container, page, tell, click, drag, caret) {
    const article = articleOf(page);
    const drawing = draw(article, setting(container));
    const { signal } = this.#ended;
    this.container = container;
    this.article = article;
    container.toggleAttribute("data-each", !inherits(container));
    container.replaceChildren(drawing.fragment);
    container.lang = page.lang;
    container.tabIndex = 0;

    this.places = new Places(article, drawing);
    this.view = new View(container, article, drawing, this.places, signal);
    this.painter = new Painter(container, this.places, this.view);
    this.selecting = new Selecting(container, this.places, tell, click, signal);
    this.caret = new Caret(container, this.selecting, this.view, caret, signal);
    this.handles = new Handles(container, this.places, this.view, this.selecting, drag, signal);
    this.toolbar = new Toolbar(container, this.places, this.view, signal);
    this.sheet = new Sheet(signal);
    this.outline = new Outline(container, this.places, signal);
    this.#followView(signal);
  }

  #followView(signal) {
    let frame = 0;
    const moved = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        this.painter.moved();
        this.handles.place();
      });
    };
    document.addEventListener("scroll", moved, { signal, capture: true, passive: true });
    addEventListener("resize", moved, { signal, passive: true });
    // On paper everything is near.
    addEventListener("beforeprint", () => this.painter.update(true), { signal });
    addEventListener("afterprint", () => this.painter.update(), { signal });
    const sizes = new ResizeObserver(moved);
    sizes.observe(this.container);
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      cancelAnimationFrame(frame);
    });
  }

  styles(names) {
    this.painter.styles(names ? names.split("\n") : []);
  }

  paint(layer, segments) {
    this.painter.paint(layer, numbers(segments));
  }

  select(start, end) {
    this.selecting.select(start, end);
  }

  clearSelection() {
    this.selecting.clear();
  }

  at(x, y) {
    return this.selecting.at(x, y);
  }

  async scrollTo(start, end, focus) {
    if (focus) {
      this.selecting.select(start, start);
      this.container.focus({ preventScroll: true });
    }
    await this.view.show(start, end);
  }

  // The block takes the focus only for as long as it is read.
  async readAt(start, end) {
    const block = this.places.elementAt(start);
    if (!block) return;
    block.tabIndex = -1;
    block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
    block.focus({ preventScroll: true });
    await this.view.show(start, end);
  }

  rect(start, end) {
    return this.places.range(start, end).getBoundingClientRect();
  }

  visibleBlock() {
    return this.view.first();
  }

  placeNear(id, start, end) {
    this.toolbar.near(document.getElementById(id), start, end);
  }

  showHandles(first, second, start, end) {
    const elements = [first, second].map((id) => document.getElementById(id));
    if (elements.every((element) => element)) this.handles.show(...elements, start, end);
  }

  hideHandles() {
    this.handles.hide();
  }

  // rtl tells whether the block that holds an offset runs from right to left.
  rtl(offset) {
    const element = this.places.elementAt(offset);
    return Boolean(element) && getComputedStyle(element).direction === "rtl";
  }

  drawOutline(id, start, end) {
    this.outline.around(document.getElementById(id), start, end);
  }

  caretMode(on) {
    if (on) this.caret.enter();
    else this.caret.leave();
  }

  collapse() {
    this.caret.collapse();
  }

  allowCaret(yes) {
    this.caret.allow(yes);
  }

  // drawOnPaper draws the article with its claims into another element.
  drawOnPaper(id, segments, ends, names) {
    const claims = numbers(ends).filter((_, i) => i % 3 < 2);
    const paper = onPaper(this.article, setting(this.container), numbers(segments), claims, names.split("\n"));
    document.getElementById(id)?.replaceChildren(paper);
  }

  // release takes everything back that the reader added to the page.
  release() {
    this.#ended.abort();
    this.painter.release();
    this.container.replaceChildren();
    this.container.removeAttribute("lang");
    this.container.removeAttribute("tabindex");
    this.container.removeAttribute("data-each");
  }
}

// setting is about how many units stand on a line of container, and how high one
// is in pixels.
function setting(container) {
  const { fontSize, lineHeight } = getComputedStyle(container);
  const size = parseFloat(fontSize);
  return { units: Math.max(20, container.clientWidth / (0.46 * size)), line: parseFloat(lineHeight) || 1.2 * size };
}

// inherits tells whether elements inherit how highlights look from those around
// them, as the standard (css-pseudo-4) and Chromium have it.
function inherits(container) {
  if (!supported) return true;
  const probe = document.createElement("p");
  container.replaceChildren(probe);
  return inherits.known ??= getComputedStyle(probe, "::highlight(claim-plain)").backgroundColor !== "rgba(0, 0, 0, 0)";
}

// previewPart is how many units of a preview are drawn in one go: some screens, and
// some milliseconds.
const previewPart = 100_000;

// preview draws an article only to be read, in place of what container holds: its
// beginning at once, the rest part by part, so that the page answers meanwhile. It
// returns what ends it and empties container.
function preview(container, page) {
  const parts = drawParts(articleOf(page), setting(container), previewPart);
  let ended = false;
  const next = () => {
    const { value, done } = parts.next();
    if (done || ended) return;
    container.append(value);
    requestAnimationFrame(() => setTimeout(next)); // when this one is on the screen
  };
  container.replaceChildren();
  container.lang = page.lang;
  next();
  return () => {
    ended = true;
    container.replaceChildren();
  };
}

(globalThis.claimlight ??= {}).reader = {
  supported,
  preview: (id, page) => {
    const container = document.getElementById(id);
    return container && preview(container, page);
  },
  show: (id, page, tell, click, drag, caret) => {
    const container = document.getElementById(id);
    return container && new Reader(container, page, tell, click, drag, caret);
  },
};

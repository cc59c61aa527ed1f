// A caret for the keyboard. It is there while the article has the focus and got
// it by key; a pointer ends it. Then arrows scroll the page, as they do anywhere.

import { caretAt } from "../{{reader/selection.js}}";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export class Caret {
  #on = false;
  #pointer = false;
  #frame = 0;

  constructor(container, selecting, view, signal) {
    this.container = container;
    this.selecting = selecting;
    this.view = view;
    this.line = document.createElement("span");
    this.line.className = "caret";
    this.line.setAttribute("aria-hidden", "true");
    this.line.hidden = true;
    // Properties set by script are allowed where style attributes are not.
    const look = { position: "absolute", width: "2px", "margin-inline-start": "-1px", background: "currentColor", "pointer-events": "none" };
    for (const [name, value] of Object.entries(look)) this.line.style.setProperty(name, value);
    container.append(this.line);

    const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal, ...options });
    on(window, "pointerdown", () => ((this.#pointer = true), this.stop()), { capture: true, passive: true });
    on(window, "pointerup", () => (this.#pointer = false), { capture: true, passive: true });
    on(window, "pointercancel", () => (this.#pointer = false), { capture: true, passive: true });
    on(container, "focus", () => !this.#pointer && container.matches(":focus-visible") && this.start());
    on(container, "blur", () => this.stop());
    on(container, "keydown", (event) => this.#key(event));
    on(document, "selectionchange", () => this.#draw(), { passive: true });
    on(window, "resize", () => this.#draw(), { passive: true });
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.#frame);
      this.line.remove();
    });
  }

  // start shows the caret where the selection is or, without one in the article,
  // at the first block in the window.
  start() {
    this.#on = true;
    if (!this.selecting.current()) {
      const block = this.view.blocks[this.view.first()];
      if (block) this.selecting.select(block.start, block.start);
    }
    this.#draw();
  }

  stop() {
    this.#on = false;
    this.#draw();
  }

  #key(event) {
    if (!this.#on || event.isComposing || event.target !== this.container) return;
    const move = this.#move(event);
    if (!move) return;
    event.preventDefault();
    const selection = getSelection();
    if (!this.selecting.current()) this.start();
    const [direction, unit] = move;
    if (unit === "page") this.#page(selection, direction, event.shiftKey);
    else selection.modify(event.shiftKey ? "extend" : "move", direction, unit);
    this.#keepIn(selection, direction === "backward" || direction === "left");
    this.#follow(selection);
  }

  // #move is what a key does to the caret: a direction and a unit.
  #move({ key, ctrlKey, altKey, metaKey }) {
    const word = mac ? altKey : ctrlKey || altKey;
    const edge = mac && metaKey;
    if (!mac && metaKey) return null;
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight":
        return [key === "ArrowLeft" ? "left" : "right", edge ? "lineboundary" : word ? "word" : "character"];
      case "ArrowUp":
      case "ArrowDown":
        return [key === "ArrowUp" ? "backward" : "forward", edge ? "documentboundary" : word ? "paragraph" : "line"];
      case "Home":
      case "End":
        return [key === "Home" ? "backward" : "forward", word ? "documentboundary" : "lineboundary"];
      case "PageUp":
      case "PageDown":
        return word ? null : [key === "PageUp" ? "backward" : "forward", "page"];
    }
    return null;
  }

  // #page moves the caret by a window's height, at its place in the window.
  #page(selection, direction, extend) {
    const box = this.#box(selection);
    if (!box) return;
    const { scroller } = this.view;
    const before = scroller.scrollTop;
    const sign = direction === "forward" ? 1 : -1;
    scroller.scrollBy({ top: sign * 0.85 * this.view.bounds().height, behavior: "instant" });
    const at = caretAt(box.left, (box.top + box.bottom) / 2);
    const stuck = scroller.scrollTop === before;
    if (stuck || !at || !this.container.contains(at.node)) {
      const { length } = this.selecting.places;
      const end = this.selecting.places.toPage(sign > 0 ? length : 0, sign > 0);
      if (stuck) this.#set(selection, end.node, end.offset, extend);
    } else {
      this.#set(selection, at.node, at.offset, extend);
    }
  }

  #set(selection, node, offset, extend) {
    if (extend) selection.extend(node, offset);
    else selection.collapse(node, offset);
  }

  // #keepIn moves the caret into the article's text if it came beside it: to an
  // element without text, or out of the article.
  #keepIn(selection, backward) {
    const { places } = this.selecting;
    if (places.index.has(selection.focusNode)) return;
    const offset = places.fromPage(selection.focusNode, selection.focusOffset, backward);
    const at = places.toPage(offset, backward || offset === places.length);
    if (at) this.#set(selection, at.node, at.offset, !selection.isCollapsed);
  }

  // #follow scrolls as far as the caret needs to be seen.
  #follow(selection) {
    const box = this.#box(selection);
    if (!box) return;
    const { top, bottom } = this.view.bounds();
    const room = 2 * (box.bottom - box.top);
    const over = top + this.view.inset() + room - box.top;
    const under = box.bottom - (bottom - room);
    if (over > 0) this.view.scroller.scrollBy({ top: -over, behavior: "instant" });
    else if (under > 0) this.view.scroller.scrollBy({ top: under, behavior: "instant" });
  }

  // #box is where the selection's moving end is in the window.
  #box(selection) {
    if (selection.rangeCount === 0 || !this.container.contains(selection.focusNode)) return null;
    const { places } = this.selecting;
    const offset = places.fromPage(selection.focusNode, selection.focusOffset);
    const range = document.createRange();
    range.setStart(selection.focusNode, selection.focusOffset);
    const [box] = range.getClientRects();
    if (box) return box;
    // Beside an element there is no box; take the edge of a character near by.
    const after = offset < places.length;
    const [start, end] = places.character(after ? offset : Math.max(offset - 1, 0));
    const [near] = places.range(start, end).getClientRects();
    if (!near) return null;
    const x = after ? near.left : near.right;
    return { left: x, right: x, top: near.top, bottom: near.bottom };
  }

  #draw() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const box = this.#on ? this.#box(getSelection()) : null;
      this.line.hidden = !box;
      if (!box) return;
      const set = (name, value) => this.line.style.setProperty(name, `${value}px`);
      const origin = (this.line.offsetParent ?? document.documentElement).getBoundingClientRect();
      set("left", box.left - origin.left);
      set("top", box.top - origin.top);
      set("height", box.bottom - box.top);
    });
  }
}

// A caret for the keyboard. It is there while the article has the focus and got
// it by key; a pointer ends it. Then arrows scroll the page, as they do anywhere.
// In caret mode, which is entered and left on purpose, a pointer moves it.

import { search } from "../{{reader/places.js}}";
import { caretAt } from "../{{reader/selection.js}}";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export class Caret {
  #on = false;
  #mode = false; // caret mode
  #allowed = true;
  #pointer = false;
  #frame = 0;

  // told is called when caret mode begins and ends.
  constructor(container, selecting, view, told, signal) {
    this.told = told;
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
    on(window, "pointerdown", () => ((this.#pointer = true), this.#mode || this.stop()), { capture: true, passive: true });
    on(window, "pointerup", () => (this.#pointer = false), { capture: true, passive: true });
    on(window, "pointercancel", () => (this.#pointer = false), { capture: true, passive: true });
    on(container, "focus", () => (this.#mode || !this.#pointer && container.matches(":focus-visible")) && this.start());
    // Caret mode waits while another window has the focus.
    on(container, "blur", () => document.hasFocus() ? this.leave() : this.stop());
    on(container, "keydown", (event) => this.#key(event));
    on(document, "selectionchange", () => this.#draw(), { passive: true });
    on(window, "resize", () => this.#draw(), { passive: true });
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(this.#frame);
      this.container.removeAttribute("data-caret");
      this.line.remove();
    });
  }

  // start shows the caret where the selection is or, without one in the article,
  // at the first block in the window, or its first line there.
  start() {
    if (!this.#allowed) return;
    this.#on = true;
    if (!this.selecting.current()) {
      const block = this.view.blocks[this.view.first()];
      if (block) this.selecting.select(block.start, block.start);
      this.#toView(getSelection());
    }
    this.#draw();
  }

  // #seen reports whether the caret is in the window, above what says that caret
  // mode is on.
  #seen(selection) {
    const box = this.#box(selection);
    const { top, bottom } = this.view.bounds();
    return box && box.top >= top + this.view.inset() && box.bottom <= bottom - 2 * (box.bottom - box.top);
  }

  // #toView moves a caret that is above the window to its first whole line.
  #toView(selection) {
    const box = this.#box(selection);
    const top = this.view.bounds().top + this.view.inset();
    if (!box || box.top >= top) return;
    const at = caretAt(box.left + 1, top + 1.5 * (box.bottom - box.top));
    if (at && this.container.contains(at.node)) this.#set(selection, at.node, at.offset, false);
  }

  stop() {
    this.#on = false;
    this.#draw();
  }

  // enter begins caret mode.
  enter() {
    if (this.#mode || !this.#allowed) return;
    this.container.focus({ preventScroll: true });
    this.#mode = true;
    this.start();
    if (!this.#seen(getSelection())) this.#follow(getSelection());
    this.told(true);
  }

  // leave ends the caret, and caret mode.
  leave() {
    this.stop();
    if (!this.#mode) return;
    this.#mode = false;
    this.told(false);
  }

  // collapse selects nothing, and leaves the caret where it is.
  collapse() {
    const { focusNode, focusOffset } = getSelection();
    if (focusNode && this.container.contains(focusNode)) getSelection().collapse(focusNode, focusOffset);
  }

  // allow turns the caret off, or on again where the article has the focus.
  allow(yes) {
    this.#allowed = yes;
    if (!yes) this.leave();
    else if (this.container.matches(":focus-visible")) this.start();
  }

  #key(event) {
    if (!this.#on || event.isComposing || event.target !== this.container) return;
    const move = this.#move(event);
    if (!move) return;
    event.preventDefault();
    const selection = getSelection();
    if (!this.selecting.current()) this.start();
    const [direction, unit] = move;
    const backward = direction === "backward" || direction === "left";
    if (unit === "page") this.#page(selection, backward, event.shiftKey);
    else if (unit === "block") this.#block(selection, backward, event.shiftKey);
    else if (unit === "text") this.#edge(selection, backward, event.shiftKey);
    else selection.modify(event.shiftKey ? "extend" : "move", direction, unit);
    this.#keepIn(selection, backward);
    this.#follow(selection);
  }

  // #move is what a key does to the caret: a direction and a unit.
  #move({ key, ctrlKey, altKey, metaKey }) {
    const word = mac ? altKey : ctrlKey;
    const edge = mac && metaKey;
    if (!mac && (altKey || metaKey)) return null; // the browser's, such as going back
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight":
        return [key === "ArrowLeft" ? "left" : "right", edge ? "lineboundary" : word ? "word" : "character"];
      case "ArrowUp":
      case "ArrowDown":
        return [key === "ArrowUp" ? "backward" : "forward", edge ? "text" : word ? "block" : "line"];
      case "Home":
      case "End":
        return [key === "Home" ? "backward" : "forward", word ? "text" : "lineboundary"];
      case "PageUp":
      case "PageDown":
        return word ? null : [key === "PageUp" ? "backward" : "forward", "page"];
    }
    return null;
  }

  // #edge moves the caret to the start or end of the text.
  #edge(selection, backward, extend) {
    const { places } = this.selecting;
    this.#to(selection, backward ? 0 : places.length, extend);
  }

  // #block moves the caret to the start of this block, if it is not there, or of
  // the one before, or to the start of the next.
  #block(selection, backward, extend) {
    const { places } = this.selecting;
    const at = places.fromPage(selection.focusNode, selection.focusOffset);
    const next = search(places.filled.length, (i) => (backward ? places.filled[i].start < at : places.filled[i].start <= at));
    const block = places.filled[backward ? next - 1 : next];
    this.#to(selection, block ? block.start : backward ? 0 : places.length, extend);
  }

  #to(selection, offset, extend) {
    const { places } = this.selecting;
    const at = places.toPage(offset, offset === places.length);
    if (at) this.#set(selection, at.node, at.offset, extend);
  }

  // #page moves the caret by a window's height, at its place in the window.
  #page(selection, backward, extend) {
    const box = this.#box(selection);
    if (!box) return;
    const { scroller } = this.view;
    const before = scroller.scrollTop;
    const distance = 0.85 * this.view.bounds().height;
    scroller.scrollBy({ top: backward ? -distance : distance, behavior: "instant" });
    if (scroller.scrollTop === before) return this.#edge(selection, backward, extend);
    const at = caretAt(box.left, (box.top + box.bottom) / 2);
    if (at && this.container.contains(at.node)) this.#set(selection, at.node, at.offset, extend);
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
    this.#to(selection, places.fromPage(selection.focusNode, selection.focusOffset, backward), !selection.isCollapsed);
  }

  // #follow scrolls as far as the caret needs to be seen.
  #follow(selection) {
    const box = this.#box(selection);
    if (!box) return;
    const { top, bottom } = this.view.bounds();
    const line = box.bottom - box.top;
    const room = 2 * line;
    const over = top + this.view.inset() + room - box.top;
    const under = box.bottom - (bottom - room - (this.#mode ? 2 * line : 0)); // above what says so
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
      if (this.#on) this.container.setAttribute("data-caret", this.#mode ? "mode" : "");
      else this.container.removeAttribute("data-caret");
      const box = this.#on ? this.#box(getSelection()) : null;
      this.line.hidden = !box;
      if (!box) return;
      const set = (name, value) => this.line.style.setProperty(name, `${value}px`);
      const origin = (this.line.offsetParent ?? document.documentElement).getBoundingClientRect();
      set("left", box.left - origin.left);
      set("top", box.top - origin.top);
      set("height", box.bottom - box.top);
      for (const blinking of this.line.getAnimations()) blinking.currentTime = 0; // seen where it has come to
    });
  }
}

// Two handles at the ends of a passage, to drag them elsewhere. They stand in a
// layer of their own over the text: nothing in the article changes. Go says where
// the ends go; this tells it what is under the pointer.

import { caretAt } from "../{{reader/selection.js}}";

const slack = 4; // pixels that a press may move and still be a click
const wobble = 8; // pixels up or down that leave a mouse on its line
const shore = 48; // pixels from the window's edge where dragging scrolls
const still = 0, dragging = 1; // phases of a press

export class Handles {
  #elements = null; // of the start and the end
  #span = [0, 0];
  #press = null; // what is done with a handle: see pointerdown
  #frame = 0;
  #stop = null; // what listens to the elements

  // tell is called with the edge (0, 1), the offset under the pointer, whether Alt
  // is held, and "move", "done" or "cancel".
  constructor(container, places, view, selecting, tell, signal) {
    Object.assign(this, { container, places, view, selecting, tell });
    addEventListener("resize", () => this.place(), { signal, passive: true });
    addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    signal.addEventListener("abort", () => this.hide());
  }

  // show puts the elements at the ends of a range, or moves them there.
  show(start, end, from, to) {
    if (this.#elements?.[0] !== start || this.#elements?.[1] !== end) {
      this.hide();
      this.#elements = [start, end];
      this.#stop = new AbortController();
      this.#elements.forEach((element, edge) => this.#listen(element, edge, this.#stop.signal));
    }
    this.#span = [from, to];
    this.place();
  }

  hide() {
    if (this.#press) this.#end("cancel");
    this.#stop?.abort();
    this.#elements?.forEach((element) => {
      element.hidden = true;
      for (const name of ["left", "top", "--line"]) element.style.removeProperty(name);
    });
    this.#elements = null;
  }

  // place puts the handles where the ends are now.
  place() {
    if (!this.#elements) return;
    this.#elements.forEach((element, edge) => {
      const end = this.#point(edge);
      element.hidden = !end;
      if (!end || !element.parentElement) return;
      const origin = element.parentElement.getBoundingClientRect();
      element.style.setProperty("left", `${Math.round(end.x - origin.left)}px`);
      element.style.setProperty("top", `${Math.round((edge ? end.bottom : end.top) - origin.top)}px`);
      element.style.setProperty("--line", `${Math.round(end.bottom - end.top)}px`);
    });
  }

  // #point is where an end of the passage is in the window.
  #point(edge) {
    const [from, to] = this.#span;
    if (to <= from) return null;
    const [start, end] = this.places.character(edge ? to - 1 : from);
    const boxes = this.places.range(start, end).getClientRects();
    const box = edge ? boxes[boxes.length - 1] : boxes[0];
    if (!box) return null;
    const node = this.places.toPage(start).node;
    const rtl = getComputedStyle(node.parentElement).direction === "rtl";
    return { x: (edge === 1) !== rtl ? box.right : box.left, top: box.top, bottom: box.bottom };
  }

  #listen(element, edge, signal) {
    const on = (type, handle) => element.addEventListener(type, handle, { signal });
    on("mousedown", (event) => event.preventDefault()); // it selects nothing
    on("pointerdown", (event) => {
      const end = this.#point(edge);
      if (event.button !== 0 || !end || this.#press) return;
      element.setPointerCapture(event.pointerId);
      const at = { x: event.clientX, y: event.clientY };
      const grab = { x: end.x - at.x, y: (end.top + end.bottom) / 2 - at.y };
      const mouse = event.pointerType === "mouse";
      this.#press = { edge, element, id: event.pointerId, mouse, grab, from: at, at, alt: event.altKey, phase: still, told: "" };
    });
    on("pointermove", (event) => {
      const press = this.#press;
      if (event.pointerId !== press?.id) return;
      press.at = { x: event.clientX, y: event.clientY };
      press.alt = event.altKey;
      if (press.phase === still && Math.hypot(press.at.x - press.from.x, press.at.y - press.from.y) > slack) {
        press.phase = dragging;
        element.classList.add("dragged");
        this.#go();
      }
    });
    on("pointerup", (event) => {
      const press = this.#press;
      if (event.pointerId !== press?.id) return;
      if (press.phase === dragging) {
        this.#follow();
        return this.#end("done");
      }
      this.#end(null);
      // A click is meant for the words below.
      element.style.setProperty("pointer-events", "none");
      this.selecting.clicked(event);
      element.style.removeProperty("pointer-events");
    });
    on("pointercancel", (event) => event.pointerId === this.#press?.id && this.#end("cancel"));
  }

  #key(event) {
    if (event.key !== "Escape" || this.#press?.phase !== dragging) return;
    event.preventDefault();
    event.stopPropagation();
    this.#end("cancel");
  }

  // #go follows the pointer a frame at a time, and scrolls where it is near an
  // edge of the window.
  #go() {
    this.#frame = requestAnimationFrame(() => {
      const press = this.#press;
      if (press?.phase !== dragging) return;
      const { top, bottom } = this.view.bounds();
      const over = top + this.view.inset() + shore - press.at.y;
      const under = press.at.y - (bottom - shore);
      const by = over > 0 ? -over : under > 0 ? under : 0;
      if (by) this.view.scroller.scrollBy({ top: Math.max(-24, Math.min(24, by / 3)), behavior: "instant" });
      this.#follow();
      this.#go();
    });
  }

  // #follow tells what is under the pointer, if that is something else than before.
  #follow() {
    const { edge, mouse, grab, from, at, alt } = this.#press;
    const column = this.container.getBoundingClientRect();
    const { top, bottom } = this.view.bounds();
    const x = Math.max(column.left + 1, Math.min(at.x + grab.x, column.right - 1));
    // A finger covers what it points at, and stays as far from the line as it was
    // laid down. A mouse points at the words themselves, once it left that line.
    const off = mouse && Math.abs(at.y - from.y) > wobble ? 0 : grab.y;
    const y = Math.max(top + 1, Math.min(at.y + off, bottom - 1));
    for (const element of this.#elements) element.style.setProperty("pointer-events", "none");
    const caret = caretAt(x, y);
    for (const element of this.#elements) element.style.removeProperty("pointer-events");
    if (!caret || !this.container.contains(caret.node)) return;
    const offset = this.places.fromPage(caret.node, caret.offset, edge === 1);
    const told = `${offset} ${alt}`;
    if (told === this.#press.told) return;
    this.#press.told = told;
    this.tell(edge, offset, alt, "move");
  }

  #end(how) {
    const { edge, element, id, alt } = this.#press;
    this.#press = null;
    cancelAnimationFrame(this.#frame);
    element.classList.remove("dragged");
    if (element.hasPointerCapture(id)) element.releasePointerCapture(id);
    if (how) this.tell(edge, -1, alt, how);
  }
}

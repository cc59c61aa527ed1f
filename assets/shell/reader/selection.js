// Tells what is selected in an article, and which of its text is under a point.

export class Selecting {
  #frame = 0;
  #down = false; // a pointer is pressed
  #waiting = false; // for its release, to tell what it selected
  #alt = false; // held when the pointer was released
  #touch = false; // the last pointer was a finger
  #told = ""; // what was told last

  constructor(container, places, tell, click, signal) {
    this.container = container;
    this.places = places;
    this.tell = tell;
    const on = (target, type, handle) => target.addEventListener(type, handle, { signal, capture: true, passive: true });
    on(document, "selectionchange", () => this.#soon());
    on(window, "pointerdown", (event) => {
      this.#down = event.pointerType !== "touch"; // a finger's long press ends in no release
      this.#touch = event.pointerType === "touch";
      this.#alt = false;
    });
    const up = (event) => {
      this.#down = false;
      this.#alt = event.altKey ?? false;
      if (this.#waiting) this.#soon();
    };
    on(window, "pointerup", up);
    on(window, "pointercancel", up);
    on(window, "blur", up);
    // A key acts on what is selected when it goes down, not a frame before.
    on(window, "keydown", () => {
      if (!this.#down) this.#now();
      this.#alt = false;
    });
    this.click = click;
    container.addEventListener(
      "click",
      (event) => {
        if (event.button !== 0 || event.target.closest("a[href]") || !getSelection().isCollapsed) return;
        click(this.at(event.clientX, event.clientY), event.clientX, event.clientY, event.altKey);
      },
      { signal },
    );
    signal.addEventListener("abort", () => cancelAnimationFrame(this.#frame));
  }

  // current returns the selection's ends in the text: null where none of it is
  // in the article.
  current() {
    const selection = getSelection();
    if (selection.rangeCount === 0 || this.places.nodes.length === 0) return null;
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.container)) return null;
    if (isCollapsed) {
      if (!this.container.contains(anchorNode)) return null;
      const at = this.places.fromPage(anchorNode, anchorOffset);
      return { anchor: at, focus: at };
    }
    const [start, end] = this.places.tighten(
      this.places.fromPage(range.startContainer, range.startOffset),
      this.places.fromPage(range.endContainer, range.endOffset, true),
    );
    if (start === end) return null;
    const backward = range.startContainer === focusNode && range.startOffset === focusOffset;
    return backward ? { anchor: end, focus: start } : { anchor: start, focus: end };
  }

  // clicked passes on a click on what covers the text, if there is text below.
  clicked({ clientX, clientY, altKey }) {
    const at = this.at(clientX, clientY);
    if (at >= 0) this.click(at, clientX, clientY, altKey);
  }

  // at returns the offset of the character whose box holds a point of the
  // window, or -1.
  at(x, y) {
    const caret = caretAt(x, y);
    if (!caret || !this.places.index.has(caret.node)) return -1;
    const offset = this.places.fromPage(caret.node, caret.offset);
    for (const i of [offset, offset - 1]) {
      if (i < 0 || i >= this.places.length) continue;
      const [start, end] = this.places.character(i);
      for (const box of this.places.range(start, end).getClientRects()) {
        // Lines stand apart; the space between belongs to the nearer one.
        const slack = box.height * 0.3;
        if (x >= box.left && x <= box.right && y >= box.top - slack && y <= box.bottom + slack) return start;
      }
    }
    return -1;
  }

  select(start, end) {
    const from = this.places.toPage(start);
    const to = this.places.toPage(end, end > start);
    if (from) getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }

  clear() {
    if (!this.current()) return;
    getSelection().removeAllRanges();
    this.#told = null; // so that the same words, selected again at once, are told
  }

  // One tale a frame, and none while a pointer is down, so that nothing appears
  // under it.
  #soon() {
    this.#waiting = this.#down;
    if (this.#down || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#down) this.#waiting = true;
      else this.#now();
    });
  }

  #now() {
    this.#waiting = false;
    const now = this.current();
    const said = now ? `${now.anchor} ${now.focus} ${this.#alt}` : "";
    if (said === this.#told) return;
    this.#told = said;
    if (!now) return this.tell(-1, -1, -1, -1, -1, -1, false, this.#touch);
    const anchor = this.places.blockAt(now.anchor);
    const focus = this.places.blockAt(now.focus);
    this.tell(now.anchor, anchor.block, anchor.unit, now.focus, focus.block, focus.unit, this.#alt, this.#touch);
  }
}

// caretAt is the place between two characters that is nearest to a point.
export function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && { node: at.offsetNode, offset: at.offset };
  }
  const at = document.caretRangeFromPoint(x, y);
  return at && { node: at.startContainer, offset: at.startOffset };
}

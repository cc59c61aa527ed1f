// Keeps an element near a passage: above it or, without room there, below.

const gap = 10; // pixels between the passage and the element

// Where the style sheet docks it at the window's edge instead.
const docked = matchMedia("(max-width: 760px), (pointer: coarse)");

export class Toolbar {
  #element = null;
  #range = null;
  #seen = false; // it was put there for this selection, which has grown since

  constructor(container, places, view, signal) {
    Object.assign(this, { container, places, view, signal });
    addEventListener("resize", () => this.#place(), { signal, passive: true });
    docked.addEventListener("change", () => this.#place(), { signal });
    document.addEventListener("selectionchange", () => (this.#seen &&= !getSelection().isCollapsed), { signal, passive: true });
    signal.addEventListener("abort", () => this.#forget());
  }

  near(element, start, end) {
    if (element !== this.#element) {
      this.#forget();
      this.#element = element;
      // Pressing a button of it must not take the selection away.
      element?.addEventListener("mousedown", keepSelection, { signal: this.signal });
    }
    this.#range = element && this.places.range(start, end);
    this.#place();
  }

  #forget() {
    this.#element?.removeEventListener("mousedown", keepSelection);
    this.#element?.style.removeProperty("left");
    this.#element?.style.removeProperty("top");
    this.#element = null;
  }

  #place() {
    const element = this.#element;
    if (!element?.isConnected) return;
    if (docked.matches) {
      element.style.removeProperty("left");
      element.style.removeProperty("top");
      this.#uncover();
      return;
    }
    const boxes = this.#range.getClientRects();
    if (boxes.length === 0 || !element.offsetParent) return;
    const origin = element.offsetParent.getBoundingClientRect();
    const column = this.container.getBoundingClientRect();
    const { top, bottom } = this.view.bounds();
    const { offsetWidth: width, offsetHeight: height } = element;
    const first = boxes[0];
    const last = boxes[boxes.length - 1];
    const above = first.top - gap - height;
    const below = last.bottom + gap;
    const fits = (y) => y >= top + this.view.inset() && y + height <= bottom;
    // A passage larger than the window leaves no room beside it.
    const y = fits(above) ? above : fits(below) ? below : bottom - height - gap;
    const left = y === below ? last.right - width / 2 : first.left;
    const furthest = Math.min(column.right, document.documentElement.clientWidth - gap) - width;
    const x = Math.max(Math.min(left, furthest), Math.min(column.left, Math.max(gap, furthest)), gap);
    element.style.setProperty("left", `${Math.round(x - origin.left)}px`);
    element.style.setProperty("top", `${Math.round(y - origin.top)}px`);
  }

  // Words that it would cover are moved up when it appears; not while the person
  // draws the end of the selection.
  #uncover() {
    if (this.#seen) return;
    this.#seen = true;
    const under = this.#range.getBoundingClientRect().bottom + gap - this.view.bounds().bottom;
    if (under > 0) this.view.scroller.scrollBy({ top: under, behavior: "instant" });
  }
}

function keepSelection(event) {
  if (!event.target.closest("input, textarea, select")) event.preventDefault();
}

// What of an article is in the window, and moving it there.

import { search } from "../{{reader/places.js}}";
import { Sheet } from "../{{reader/sheet.js}}";

export class View {
  #turn = 0; // of showing something; what another turn began is given up

  constructor(container, article, drawing, places, signal) {
    this.container = container;
    this.blocks = article.blocks;
    this.pieces = drawing.pieces;
    this.strips = drawing.strips;
    this.places = places;
    this.scroller = scroller(container);
    // Who scrolls meanwhile wants to be elsewhere.
    const giveUp = () => this.#turn++;
    addEventListener("wheel", giveUp, { signal, passive: true });
    addEventListener("touchmove", giveUp, { signal, passive: true });
    signal.addEventListener("abort", giveUp);
  }

  // bounds are the top and bottom of what scrolls, in the window's coordinates,
  // without what a sheet at the window's foot covers.
  bounds() {
    if (this.scroller === document.scrollingElement) {
      const bottom = innerHeight - Sheet.covered();
      return { top: 0, bottom, height: bottom };
    }
    return this.scroller.getBoundingClientRect();
  }

  // near returns the range of the text that lies within the window and margin
  // pixels above and below. It is exact to a strip, and to a few lines in strips
  // that are larger than the window.
  near(margin) {
    const { top, bottom } = this.bounds();
    const from = this.#strip(top - margin, (rect, y) => rect.bottom <= y);
    const to = this.#strip(bottom + margin, (rect, y) => rect.top < y) - 1;
    if (from >= this.strips.length || to < from) return [0, 0];
    return [this.#edge(from, top - margin, false), this.#edge(to, bottom + margin, true)];
  }

  // first returns the index of the first block in the window.
  first() {
    const strip = this.#strip(this.bounds().top + this.inset(), (rect, y) => rect.bottom <= y);
    return this.strips.length === 0 ? -1 : this.strips[Math.min(strip, this.strips.length - 1)].block;
  }

  // inset is how much of the window's top a header covers.
  inset() {
    return parseFloat(getComputedStyle(this.scroller).scrollPaddingTop) || 0;
  }

  // #strip returns the index of the first strip for which above is false. It
  // looks at whole pieces first: asking for a strip inside one that is far away
  // makes the browser lay that piece out.
  #strip(y, above) {
    const piece = search(this.pieces.length, (i) => above(this.pieces[i].element.getBoundingClientRect(), y));
    const inside = (i) => {
      const { first, last } = this.pieces[i];
      return first + search(last - first + 1, (j) => above(this.strips[first + j].element.getBoundingClientRect(), y));
    };
    // All strips of a piece can lie above though its lower edge does not, so
    // that the answer is the next piece's first strip; and the other way round.
    if (piece > 0) {
      const { first, last } = this.pieces[piece - 1];
      const found = first === last ? last + 1 : inside(piece - 1);
      if (found <= last) return found;
    }
    if (piece === this.pieces.length) return this.strips.length;
    const { first, last } = this.pieces[piece];
    return first === last ? first : inside(piece);
  }

  // #edge is where a strip's text starts or ends as far as it matters at y.
  #edge(strip, y, end) {
    const { start, end: stop, element } = this.strips[strip];
    const rect = element.getBoundingClientRect();
    if (rect.height < 2 * innerHeight) return end ? stop : start;
    const range = document.createRange();
    const below = (i) => {
      const at = this.places.toPage(start + i);
      range.setStart(at.node, at.offset);
      range.setEnd(at.node, Math.min(at.offset + 1, at.node.length));
      const { bottom, top } = range.getBoundingClientRect();
      return (end ? top : bottom) >= y;
    };
    return start + search(stop - start, (i) => !below(i));
  }

  // show brings a range into the comfortable middle of the window and resolves
  // when it is there, or when something else came in between. Parts of the page that were never drawn have guessed
  // heights, so it looks again until nothing moves any more.
  async show(start, end) {
    const turn = ++this.#turn;
    // An empty range has no box of its own everywhere.
    const range = this.places.range(start, Math.max(end, start + 1));
    const { top, height } = this.bounds();
    const rect = () => range.getClientRects()[0] ?? range.getBoundingClientRect();
    const target = top + height * 0.33;
    const { top: at, bottom } = rect();
    if (at >= top + height * 0.12 + this.inset() && bottom <= top + height * 0.75) return;
    const distance = at - target;
    const smooth = Math.abs(distance) < 1.5 * height && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (smooth) {
      this.scroller.scrollBy({ top: distance, behavior: "smooth" });
      await settled(this.scroller, () => turn === this.#turn);
    }
    // What comes into the window is laid out a frame or two after it is shown
    // there, so it has to stand right for a few frames in a row.
    for (let frames = 0, right = 0; frames < 40 && right < 4 && turn === this.#turn; frames++) {
      const before = this.scroller.scrollTop;
      const left = rect().top - target;
      if (Math.abs(left) >= 1) this.scroller.scrollBy({ top: left, behavior: "instant" });
      right = Math.abs(this.scroller.scrollTop - before) < 1 ? right + 1 : 0; // or the page ends here
      await frame();
    }
  }
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

// settled resolves when scroller has stood still for three frames, or goes on for
// another reason.
async function settled(scroller, holds) {
  for (let still = 0, at = NaN; still < 3 && holds(); still = scroller.scrollTop === at ? still + 1 : 0) {
    at = scroller.scrollTop;
    await frame();
  }
}

// scroller is the element that scrolls what is in element.
function scroller(element) {
  for (let up = element; up && up !== document.body; up = up.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(up).overflowY) && up.scrollHeight > up.clientHeight) return up;
  }
  return document.scrollingElement;
}

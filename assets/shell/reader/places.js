// Positions in the page and positions in the text, counted in UTF-16 units from
// the start of the article.

export class Places {
  constructor(article, { nodes, starts, elements }) {
    this.length = article.text.length;
    this.text = article.text;
    this.nodes = nodes;
    this.starts = Int32Array.from(starts);
    this.index = new Map(nodes.map((node, i) => [node, i]));
    // Blocks that hold text, in order.
    this.filled = [];
    article.blocks.forEach(({ start, end }, block) => {
      if (end > start) this.filled.push({ block, start, end, element: elements[block] });
    });
  }

  // toPage returns the node and offset in it for an offset into the text. In the
  // gap between blocks that is the end of the block before it or, unless before
  // is set, the start of the next.
  toPage(offset, before = false) {
    if (this.nodes.length === 0) return null;
    // Of two nodes that meet at offset, the second, or with before the first.
    const upTo = before ? offset - 1 : offset;
    let i = Math.max(search(this.starts.length, (i) => this.starts[i] <= upTo) - 1, 0);
    let at = offset - this.starts[i];
    const length = this.nodes[i].length;
    if (at > length && !before && i + 1 < this.nodes.length) {
      i++;
      at = 0;
    }
    return { node: this.nodes[i], offset: Math.max(0, Math.min(at, this.nodes[i].length)) };
  }

  // fromPage returns the offset into the text for a node and an offset in it.
  // Between two text nodes that is where the next begins or, with before, where
  // the one before ends; outside of the article it is its start or its end.
  fromPage(node, offset, before = false) {
    const known = this.index.get(node);
    if (known !== undefined) return this.starts[known] + Math.min(offset, node.length);
    const point = document.createRange();
    point.setStart(node, offset);
    const next = search(this.nodes.length, (i) => point.comparePoint(this.nodes[i], 0) < 0);
    if (next === 0) return 0;
    if (next === this.nodes.length) return this.length;
    return before ? this.starts[next - 1] + this.nodes[next - 1].length : this.starts[next];
  }

  // tighten moves the ends of a range out of the gaps between blocks, and off
  // the edges of blocks that it only touches: a triple click ends at the start
  // of the next block. A range without text becomes empty at its start.
  tighten(start, end) {
    if (start >= end) return [start, start];
    let first = Math.max(this.#filledBefore(start + 1), 0);
    if (first < this.filled.length && this.filled[first].end <= start) first++;
    const last = this.#filledBefore(end);
    if (last < first) return [start, start];
    return [Math.max(start, this.filled[first].start), Math.min(end, this.filled[last].end)];
  }

  // filledBefore is the index of the last block with text that starts before offset.
  #filledBefore(offset) {
    return search(this.filled.length, (i) => this.filled[i].start < offset) - 1;
  }

  // blockAt returns the block that holds offset and the offset in it; in a gap,
  // the end of the block before.
  blockAt(offset) {
    const block = this.filled[Math.max(this.#filledBefore(offset + 1), 0)];
    if (!block) return { block: -1, unit: 0 };
    return { block: block.block, unit: Math.max(0, Math.min(offset, block.end) - block.start) };
  }

  // elementAt returns the element of the block that holds offset.
  elementAt(offset) {
    return this.filled[Math.max(this.#filledBefore(offset + 1), 0)]?.element;
  }

  // range is the live range of the page for a range of the text.
  range(start, end) {
    const range = document.createRange();
    const from = this.toPage(start);
    const to = this.toPage(end, end > start);
    if (from) {
      range.setStart(from.node, from.offset);
      range.setEnd(to.node, to.offset);
    }
    return range;
  }

  // character returns the start and end of the character at offset, which may be
  // two units long.
  character(offset) {
    const low = isLow(this.text.charCodeAt(offset)) ? offset - 1 : offset;
    const high = isLow(this.text.charCodeAt(low + 1)) ? low + 2 : low + 1;
    return [low, Math.min(high, this.length)];
  }
}

const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

// search returns the first of n for which holds is false, as it is for all after.
export function search(n, holds) {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Draws an article from its text and structure. Everything is made with
// createElement and text nodes, so nothing in an article can be run or load
// anything. The text in the page is exactly the article's text, without the
// blank lines between its blocks.

const kinds = ["paragraph", "heading", "item", "code", "row", "caption", "rule"];
const marks = ["emphasis", "strong", "code", "superscript", "subscript", "link", "cell", "header", "insertion", "deletion"];
const tags = { emphasis: "em", strong: "strong", code: "code", superscript: "sup", subscript: "sub", link: "a", insertion: "ins", deletion: "del" };
// Which mark goes around which where both begin together.
const outermost = ["link", "strong", "emphasis", "superscript", "subscript", "code", "insertion", "deletion"];

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

// unpack makes objects of the numbers that Go sends.
export function unpack(text, blocks, marked, hrefs) {
  const list = [];
  for (let i = 0; i < blocks.length; i += 6) {
    const [kind, start, end, level, number, quoted] = blocks.subarray(i, i + 6);
    list.push({ kind: kinds[kind], start, end, level, number, quoted, marks: [] });
  }
  for (let i = 0; i < marked.length; i += 5) {
    const [block, kind, start, end, href] = marked.subarray(i, i + 5);
    list[block].marks.push({ kind: marks[kind], start, end, href: href < 0 ? "" : hrefs[href] });
  }
  breakTables(list);
  return { text, blocks: list };
}

// Tables of more units than this are drawn as several, of so many units each: a
// browser lays out a table as a whole, however little of it is near the window, and
// takes seconds for megabytes. Their columns are then equally wide.
const longTable = 50_000;
const partTable = 8000;

// breakTables marks the rows of long tables that are broken, and those at which they
// break.
function breakTables(blocks) {
  for (let i = 0, end; i < blocks.length; i = end) {
    const first = blocks[i];
    end = i + 1;
    if (first.kind !== "row") continue;
    while (blocks[end]?.kind === "row" && blocks[end].number !== 1) end++;
    if (blocks[end - 1].end - first.start <= longTable) continue;
    let from = first.start;
    for (const row of blocks.slice(i, end)) {
      row.broken = true;
      row.breaks = row.end - from > partTable;
      if (row.breaks) from = row.start;
    }
  }
}

// Articles of more blocks or units than this are long: what is far from the
// window is left undrawn (class "far"). Chromium hides that from assistive
// technology until it comes near, and shorter ones gain nothing by it.
const longBlocks = 400;
const longText = 100_000;

// How many units of a long article are drawn or left undrawn together: two to
// three windows. Smaller parts cost more to watch than they save: the browser
// asks of each part in each frame whether it is near.
const partText = 4000;

// draw returns what an article looks like:
//   fragment  the drawn blocks
//   elements  the element of each block
//   strips    what has a box of its own, in order: blocks and, of very long ones,
//             their runs; each with its block, start, end and element
//   pieces    the children of fragment, each with its first and last strip
//   nodes     all text nodes in order, and starts, where each begins in the text
// Page says how text is set: units to a line, and a line's height in pixels.
// Parts of a long article that were never drawn are taken for as high as that
// makes them.
export function draw(article, page) {
  const drawing = new Drawing(article, page);
  article.blocks.forEach((block, i) => drawing.block(block, i));
  drawing.gather();
  return drawing;
}

// drawParts yields the fragments of an article in order, each of about units of the
// text. Where one ends, no list, quotation or table is open, but for a broken one.
export function* drawParts(article, page, units) {
  const { blocks } = article;
  const open = ({ kind, level, quoted, breaks }) => quoted > 0 || kind === "item" || (kind === "row" && !breaks) || (kind !== "heading" && level > 0);
  for (let i = 0; i < blocks.length; ) {
    const drawing = new Drawing(article, page);
    const from = blocks[i].start;
    do drawing.block(blocks[i], i);
    while (++i < blocks.length && (blocks[i].start - from < units || open(blocks[i])));
    drawing.gather();
    yield drawing.fragment;
  }
}

class Drawing {
  fragment = document.createDocumentFragment();
  elements = [];
  strips = [];
  pieces = [];
  nodes = [];
  starts = [];
  // The quotations and lists that are open, outermost first.
  open = [];
  table = null;

  constructor({ text, blocks }, page) {
    this.text = text;
    this.page = page;
    this.long = blocks.length > longBlocks || text.length > longText;
    // The title is the page's h1, so the highest heading of the text is an h2.
    let highest = 6;
    for (const { kind, level } of blocks) if (kind === "heading") highest = Math.min(highest, level);
    this.shift = 2 - highest;
  }

  block(block, i) {
    if (block.kind !== "row" || block.number === 1 || block.breaks) this.table = null;
    const parent = this.parent(block);
    const first = this.strips.length;
    const element = this[block.kind](block, parent);
    element.setAttribute("data-block", i);
    if (block.kind !== "rule") element.dir = "auto";
    this.direct(block);
    this.elements.push(element);
    if (this.strips.length === first) this.strips.push({ start: block.start, end: block.end, element });
    for (const strip of this.strips.slice(first)) strip.block = i;

    const top = this.fragment.lastChild;
    if (this.pieces.at(-1)?.element !== top) this.pieces.push({ element: top, first });
    this.pieces.at(-1).last = this.strips.length - 1;
  }

  // direct has lists and quotations around a block run as the first of their words
  // do, so that bullets and bars stand where reading begins. "auto" would not look
  // into blocks, which have a direction of their own.
  direct({ start, end }) {
    const letter = this.text.slice(start, Math.min(end, start + 200)).match(/\p{L}/u)?.[0];
    if (!letter) return;
    for (const { list, inner } of this.open) {
      const around = list ?? inner;
      if (!around.dir) around.dir = rightToLeft.test(letter) ? "rtl" : "ltr";
    }
  }

  // gather names the pieces. In a long article it puts neighbours into groups
  // that are drawn together. Headings stay outside: Chromium tells assistive
  // technology no names of those that it skips.
  gather() {
    if (this.long) this.pieces = this.groups();
    for (const { element, first, last } of this.pieces) {
      element.classList.add("piece");
      if (this.long && !/^h\d$/.test(element.localName)) this.far(element, this.strips.slice(first, last + 1));
    }
  }

  groups() {
    const groups = [];
    let open = null;
    for (const piece of this.pieces) {
      const heading = /^h\d$/.test(piece.element.localName);
      const units = this.strips[piece.last].end - this.strips[piece.first].start;
      if (heading || units > partText) {
        open = null;
        groups.push(piece);
        continue;
      }
      if (!open || open.units + units > partText) {
        open = { element: document.createElement("div"), first: piece.first, units: 0 };
        open.element.className = "group";
        piece.element.before(open.element);
        groups.push(open);
      }
      open.element.append(piece.element);
      open.units += units;
      open.last = piece.last;
    }
    return groups;
  }

  // far has element, which holds strips, left undrawn while it is far away.
  far(element, strips) {
    let lines = 0;
    for (const { start, end } of strips) lines += Math.ceil((end - start) / this.page.units) + 0.6;
    element.classList.add("far");
    element.style.setProperty("contain-intrinsic-size", `auto ${Math.round(lines * this.page.line)}px`);
  }

  // parent closes and opens quotations and lists as block needs them, and
  // returns what it goes into.
  parent(block) {
    const level = block.kind === "item" || block.kind === "paragraph" || block.kind === "code" ? block.level : 0;
    let lists = 0;
    let quotes = 0;
    const keeps = (entry) => {
      if (!entry.list) return quotes < block.quoted;
      if (lists + entry.levels > level || entry.quoted > block.quoted) return false;
      if (block.kind !== "item" || lists + entry.levels < level) return true;
      // The item's own list: of its kind, and not one that starts over.
      const ordered = entry.list.localName === "ol";
      return entry.quoted === block.quoted && ordered === block.number > 0 && !(ordered && block.number <= entry.number);
    };
    const kept = this.open.findIndex((entry) => {
      if (!keeps(entry)) return true;
      if (entry.list) lists += entry.levels;
      else quotes++;
      return false;
    });
    if (kept >= 0) this.open.length = kept;

    for (; quotes < block.quoted; quotes++) this.enter({ inner: this.add("blockquote", this.inner()) });
    // A paragraph that continues no item stands by itself.
    if (block.kind === "item") {
      if (lists < level) {
        const list = this.add(block.number > 0 ? "ol" : "ul", this.inner());
        if (block.number > 1) list.start = block.number;
        this.enter({ list, levels: level - lists, quoted: quotes, number: block.number - 1 });
      }
      const entry = this.open.at(-1);
      entry.inner = this.add("li", entry.list);
      if (block.number > entry.number + 1) entry.inner.value = block.number;
      entry.number = block.number;
    }
    return this.inner();
  }

  enter(entry) {
    this.open.push(entry);
  }

  inner() {
    return this.open.at(-1)?.inner ?? this.fragment;
  }

  add(name, parent) {
    return parent.appendChild(document.createElement(name));
  }

  // ---- One method for each kind of block; each returns the block's element ----

  paragraph(block, parent) {
    return this.inline(block, this.add("p", parent));
  }

  heading(block, parent) {
    return this.inline(block, this.add(`h${Math.min(block.level + this.shift, 6)}`, parent));
  }

  item(block, parent) {
    const element = this.add("div", parent);
    element.className = "item";
    return this.inline(block, element);
  }

  code(block, parent) {
    return this.inline(block, this.add("code", this.add("pre", parent)));
  }

  caption(block, parent) {
    const element = this.add("p", parent);
    element.className = "caption";
    return this.inline(block, element);
  }

  rule(block, parent) {
    return this.add("hr", parent);
  }

  row(block, parent) {
    const cells = block.marks.filter((mark) => mark.kind === "cell" || mark.kind === "header");
    if (!this.table) {
      const around = this.add("div", parent);
      around.className = block.broken ? "table broken" : "table";
      this.table = this.add("table", around);
      if (block.broken) this.table.style.setProperty("--columns", cells.length);
      // The others of a broken table have no heading row that would name them.
      if (block.breaks) this.table.setAttribute("aria-label", "Table, continued");
    }
    const headers = cells.length > 0 && cells.every((cell) => cell.kind === "header");
    const part = headers && !this.table.tBodies.length ? "thead" : "tbody";
    const last = this.table.lastChild;
    const row = this.add("tr", last?.localName === part ? last : this.add(part, this.table));
    let at = block.start;
    for (const cell of cells) {
      // The tab between cells is text of the row, which browsers do not show there.
      if (cell.start > at) this.write(row, at, cell.start);
      const element = this.add(cell.kind === "header" ? "th" : "td", row);
      if (cell.kind === "header") element.scope = part === "thead" ? "col" : "row";
      element.dir = "auto";
      this.words(cell.start, cell.end, block.marks.filter((mark) => mark.kind in tags), element);
      at = cell.end;
    }
    if (at < block.end) this.write(row, at, block.end);
    return row;
  }

  // ---- Text ----

  // inline writes a block's words into element. In a long article very many are cut into runs, each
  // with lines of its own.
  inline({ start, end, marks }, element) {
    if (!this.long || end - start <= 2 * partText) return this.words(start, end, marks, element);
    for (let from = start; from < end; ) {
      const to = end - from > 2 * partText ? runEnd(this.text, from + partText) : end;
      const run = this.add("span", element);
      run.className = "run";
      this.strips.push({ start: from, end: to, element: run });
      this.far(run, this.strips.slice(-1));
      this.words(from, to, marks.filter((mark) => mark.start < to && mark.end > from), run);
      from = to;
    }
    return element;
  }

  // words writes a stretch of a block into element, with the block's marks around.
  words(start, end, marks, element) {
    if (marks.length === 0) {
      this.write(element, start, end);
      return element;
    }
    const inside = marks.filter((mark) => mark.start < end && mark.end > start);
    const edges = new Set([start, end]);
    for (const mark of inside) edges.add(Math.max(mark.start, start)).add(Math.min(mark.end, end));
    const cuts = [...edges].sort((a, b) => a - b);
    // What stands around the stretch before, outermost first: elements go on
    // through stretches for as long as all around them do.
    let around = [];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const wanted = wrapping(inside, cuts[i], cuts[i + 1]);
      let same = 0;
      while (same < around.length && around[same].mark === wanted[same]) same++;
      around.length = same;
      for (const mark of wanted.slice(same)) {
        around.push({ mark, element: this.wrap(mark, around.at(-1)?.element ?? element) });
      }
      this.write(around.at(-1)?.element ?? element, cuts[i], cuts[i + 1]);
    }
    return element;
  }

  wrap(mark, parent) {
    const element = this.add(tags[mark.kind], parent);
    if (mark.kind === "link" && /^(https?|mailto):/i.test(mark.href)) {
      element.href = mark.href;
      element.target = "_blank";
      element.rel = "noopener noreferrer";
    }
    return element;
  }

  write(parent, start, end) {
    if (start === end) return;
    const node = document.createTextNode(this.text.slice(start, end));
    parent.append(node);
    this.nodes.push(node);
    this.starts.push(start);
  }
}

// runEnd is a good place near at to go on in a new line: behind a line, a
// sentence, or a word, and never within a character.
function runEnd(text, at) {
  const window = text.slice(at - 800, at);
  for (const end of [/\n/g, /[.!?。！？]["'”’»)]*\s+/g, /\s+/g]) {
    const last = [...window.matchAll(end)].at(-1);
    if (last) return at - 800 + last.index + last[0].length;
  }
  let cut = at;
  while (cut > at - 800 && within(text, cut)) cut--;
  return cut > at - 800 ? cut : at - (isLow(text, at) ? 1 : 0);
}

// within tells whether at may be within a character as people see it.
const within = (text, at) => text[at - 1] === "\u200d" || /^(?:[\p{M}\u200d\udc00-\udfff]|\p{Emoji_Modifier})/u.test(text.slice(at, at + 2)) || isLow(text, at);

const isLow = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

// wrapping returns the marks around a stretch, outermost first. Those that began
// earlier stay outside, so that nothing is cut without need; links go around all
// and never into each other.
function wrapping(marks, start, end) {
  const active = marks.filter((mark) => mark.start <= start && mark.end >= end);
  const links = active.filter((mark) => mark.kind === "link");
  return active
    .filter((mark) => mark.kind !== "link" || mark === links[0])
    .sort((a, b) => {
      if ((a.kind === "link") !== (b.kind === "link")) return a.kind === "link" ? -1 : 1;
      return a.start - b.start || b.end - a.end || outermost.indexOf(a.kind) - outermost.indexOf(b.kind);
    });
}

// An article for paper: drawn once more, with its claims as elements and a number
// behind each. In the article on the screen nothing is ever put.

import { draw } from "../{{reader/article.js}}";
import { search } from "../{{reader/places.js}}";

// onPaper returns an article's drawing with marks. Segments are start, end and
// style each, in order; ends are where a claim ends and its number each, in order;
// names are those of the styles: "claim-amber-solid".
export function onPaper(article, page, segments, ends, names) {
  const { fragment, nodes, starts } = draw(article, page);
  for (const far of fragment.querySelectorAll(".far")) far.classList.remove("far");
  nodes.forEach((node, i) => split(node, starts[i], segments, ends, names));
  return fragment;
}

// split puts what stands in place of a text node that begins at start.
function split(node, start, segments, ends, names) {
  const text = node.data;
  const end = start + text.length;
  const first = search(segments.length / 3, (i) => segments[3 * i + 1] <= start);
  const number = search(ends.length / 2, (i) => ends[2 * i] <= start);
  const parts = document.createDocumentFragment();
  let at = start;
  let style = "";
  // until writes up to an offset, in the style of what is open.
  const until = (to) => {
    if (to <= at) return;
    const words = document.createTextNode(text.slice(at - start, to - start));
    at = to;
    if (!style) return parts.append(words);
    const [, hue, pattern = "solid"] = style.split("-");
    const mark = document.createElement("mark");
    mark.className = `sample hue-${hue === "plain" ? "none" : hue} ${pattern}`;
    mark.append(words);
    parts.append(mark);
  };
  // Where something changes: a style begins or ends, or a number follows.
  const turns = [];
  for (let i = 3 * first; i < segments.length && segments[i] < end; i += 3) {
    turns.push([Math.max(segments[i], start), names[segments[i + 2]]], [Math.min(segments[i + 1], end), ""]);
  }
  for (let i = 2 * number; i < ends.length && ends[i] <= end; i += 2) turns.push([ends[i], ends[i + 1]]);
  if (turns.length === 0) return;
  // At one place what ended comes first, then the numbers, then what begins.
  const rank = ([, what]) => (what === "" ? 0 : typeof what === "number" ? 1 : 2);
  turns.sort((a, b) => a[0] - b[0] || rank(a) - rank(b));
  for (const [place, what] of turns) {
    until(place);
    if (typeof what === "number") {
      const mark = document.createElement("sup");
      mark.className = "claim-number";
      mark.textContent = what;
      parts.append(mark);
    } else style = what;
  }
  until(end);
  node.replaceWith(parts);
}

//go:build !js

package browser_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// A page is a browser.Page as JSON.
type page struct {
	Text   []byte
	Blocks []block
	Marks  []mark
	Hrefs  []string
	Lang   string
}

type block struct{ Kind, Start, End, Level, Number, Quoted int }
type mark struct{ Block, Kind, Start, End, Href int }

// Kinds of blocks and marks, in the order of package browser.
const (
	paragraph = iota
	heading
	item
	code
	row
	caption
	rule
)

const (
	emphasis = iota
	strong
	codeText
	superscript
	subscript
	link
	cell
	header
)

// A part is a block with its words. In them, *…*, _…_, `…`, ^…^ and ~…~ stand
// for strong, emphasis, code, super- and subscript, <address|…> for a link, |…|
// for a cell and !…! for a header cell. They may overlap.
type part struct {
	kind, level, number, quoted int
	words                       string
}

var notation = map[rune]int{'*': strong, '_': emphasis, '`': codeText, '^': superscript, '~': subscript, '|': cell, '!': header}

// compose makes a page of parts.
func compose(parts ...part) page {
	var p page
	var text strings.Builder
	units := 0
	write := func(s string) {
		text.WriteString(s)
		units += len(utf16.Encode([]rune(s)))
	}
	filled := false
	for i, part := range parts {
		if part.kind == rule {
			at := units
			if filled {
				at += 2
			}
			p.Blocks = append(p.Blocks, block{Kind: rule, Start: at, End: at, Quoted: part.quoted})
			continue
		}
		if filled {
			write("\n\n")
		}
		filled = true
		b := block{part.kind, units, 0, part.level, part.number, part.quoted}
		open := map[rune]int{} // start of what is open, by its sign
		href := 0
		words := []rune(part.words)
		for j := 0; j < len(words); j++ {
			sign := words[j]
			kind, marks := notation[sign]
			switch {
			case sign == '<':
				end := j + strings.IndexRune(string(words[j:]), '|')
				href = len(p.Hrefs)
				p.Hrefs = append(p.Hrefs, string(words[j+1:end]))
				open['>'] = units
				j = end
			case sign == '>':
				p.Marks = append(p.Marks, mark{i, link, open['>'], units, href})
			case !marks:
				write(string(sign))
			default:
				if start, is := open[sign]; is {
					p.Marks = append(p.Marks, mark{i, kind, start, units, -1})
					delete(open, sign)
				} else {
					open[sign] = units
				}
			}
		}
		b.End = units
		p.Blocks = append(p.Blocks, b)
	}
	p.Text = []byte(text.String())
	return p
}

// outline is the article's elements without what says nothing, written short.
const outline = `(() => {
	const write = (node) => {
		if (node.nodeType === 3) return node.data;
		if (node.className === "caret") return "";
		const keep = ["start", "value", "scope", "href", "target", "rel"].filter((name) => node.hasAttribute(name));
		const attributes = keep.map((name) => " " + name + "=" + node.getAttribute(name)).join("");
		const name = node.localName + (["item", "table", "caption"].find((c) => node.classList.contains(c))?.replace(/^/, ".") ?? "");
		return "<" + name + attributes + ">" + [...node.childNodes].map(write).join("") + "</" + name + ">";
	};
	return [...article.childNodes].map(write).join("");
})()`

func TestShowArticleDrawsStructure(t *testing.T) {
	p := newTab(t)
	for _, c := range []struct {
		name  string
		parts []part
		want  string
	}{
		{"paragraphs", []part{{words: "One 🚑."}, {words: "Two\nlines."}}, "<p>One 🚑.</p><p>Two\nlines.</p>"},
		{"headings under the title", []part{{kind: heading, level: 1, words: "A"}, {kind: heading, level: 3, words: "B"}, {kind: heading, level: 6, words: "C"}},
			"<h2>A</h2><h4>B</h4><h6>C</h6>"},
		{"headings that begin low", []part{{kind: heading, level: 3, words: "A"}, {kind: heading, level: 4, words: "B"}}, "<h2>A</h2><h3>B</h3>"},
		{"marks", []part{{words: "a *b* _c_ `d` e^2^ H~2~O"}},
			"<p>a <strong>b</strong> <em>c</em> <code>d</code> e<sup>2</sup> H<sub>2</sub>O</p>"},
		{"marks in each other", []part{{words: "*a _b_ c*"}}, "<p><strong>a <em>b</em> c</strong></p>"},
		{"marks that overlap", []part{{words: "*a _b* c_ d"}}, "<p><strong>a <em>b</em></strong><em> c</em> d</p>"},
		{"a link over part of a mark", []part{{words: "*a <https://x.org/|b* c>"}},
			"<p><strong>a </strong><a href=https://x.org/ target=_blank rel=noopener noreferrer><strong>b</strong> c</a></p>"},
		{"addresses that could run", []part{{words: "<javascript:alert(1)|a> <data:text/html,x|b> < javascript:x|c> <MAILTO:a@b.c|d>"}},
			"<p><a>a</a> <a>b</a> <a>c</a> <a href=MAILTO:a@b.c target=_blank rel=noopener noreferrer>d</a></p>"},
		{"markup in the text", []part{{words: "&lt;b onclick=x&gt; \"'"}}, "<p>&lt;b onclick=x&gt; \"'</p>"},
		{"a list", []part{{kind: item, level: 1, words: "a"}, {kind: item, level: 1, words: "b"}},
			"<ul><li><div.item>a</div.item></li><li><div.item>b</div.item></li></ul>"},
		{"lists in a list", []part{{kind: item, level: 1, words: "a"}, {kind: item, level: 2, number: 1, words: "b"}, {kind: item, level: 2, number: 2, words: "c"}, {kind: item, level: 1, words: "d"}},
			"<ul><li><div.item>a</div.item><ol><li><div.item>b</div.item></li><li><div.item>c</div.item></li></ol></li><li><div.item>d</div.item></li></ul>"},
		{"numbers that skip", []part{{kind: item, level: 1, number: 3, words: "a"}, {kind: item, level: 1, number: 7, words: "b"}},
			"<ol start=3><li><div.item>a</div.item></li><li value=7><div.item>b</div.item></li></ol>"},
		{"a list that starts over", []part{{kind: item, level: 1, number: 1, words: "a"}, {kind: item, level: 1, number: 1, words: "b"}},
			"<ol><li><div.item>a</div.item></li></ol><ol><li><div.item>b</div.item></li></ol>"},
		{"an item that goes on", []part{{kind: item, level: 1, words: "a"}, {level: 1, words: "b"}, {kind: code, level: 1, words: "c"}, {kind: item, level: 1, words: "d"}, {words: "e"}},
			"<ul><li><div.item>a</div.item><p>b</p><pre><code>c</code></pre></li><li><div.item>d</div.item></li></ul><p>e</p>"},
		{"a list that begins deep", []part{{kind: item, level: 2, words: "a"}, {kind: item, level: 1, words: "b"}},
			"<ul><li><div.item>a</div.item></li></ul><ul><li><div.item>b</div.item></li></ul>"},
		{"quotations", []part{{quoted: 1, words: "a"}, {quoted: 2, words: "b"}, {quoted: 1, words: "c"}, {words: "d"}},
			"<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote><p>d</p>"},
		{"a list in a quotation", []part{{quoted: 1, words: "a"}, {kind: item, level: 1, quoted: 1, words: "b"}, {quoted: 1, words: "c"}},
			"<blockquote><p>a</p><ul><li><div.item>b</div.item></li></ul><p>c</p></blockquote>"},
		{"a quotation in an item", []part{{kind: item, level: 1, words: "a"}, {level: 1, quoted: 1, words: "b"}, {kind: item, level: 1, words: "c"}},
			"<ul><li><div.item>a</div.item><blockquote><p>b</p></blockquote></li><li><div.item>c</div.item></li></ul>"},
		{"a quoted list after a list", []part{{kind: item, level: 1, words: "a"}, {kind: item, level: 1, quoted: 1, words: "b"}},
			"<ul><li><div.item>a</div.item></li></ul><blockquote><ul><li><div.item>b</div.item></li></ul></blockquote>"},
		{"tables", []part{{kind: row, number: 1, words: "!a!\t!b!"}, {kind: row, number: 2, words: "!c!\t|*d* e|"}, {kind: row, number: 3, words: "||\t|f|"}, {kind: row, number: 1, words: "|g|"}, {kind: caption, words: "h"}},
			"<div.table><table><thead><tr><th scope=col>a</th>\t<th scope=col>b</th></tr></thead><tbody><tr><th scope=row>c</th>\t<td><strong>d</strong> e</td></tr>" +
				"<tr><td></td>\t<td>f</td></tr></tbody></table></div.table><div.table><table><tbody><tr><td>g</td></tr></tbody></table></div.table><p.caption>h</p.caption>"},
		{"code and a rule", []part{{kind: code, words: "a  b\n\tc"}, {kind: rule}, {words: "d"}}, "<pre><code>a  b\n\tc</code></pre><hr></hr><p>d</p>"},
		{"nothing", nil, ""},
		{"a byte order mark", []part{{words: "\ufeffa"}}, "<p>\ufeffa</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			composed := compose(c.parts...)
			p.call(nil, "show", "article", composed)
			var got string
			p.run(&got, outline)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("the elements differ (-want +got):\n%s", diff)
			}
			var texts []string
			p.run(&texts, `[...article.querySelectorAll("[data-block]")].sort((a, b) => a.dataset.block - b.dataset.block).map((e) => e.textContent)`)
			if diff := cmp.Diff(composed.texts(), texts); diff != "" {
				t.Errorf("the blocks' texts differ (-want +got):\n%s", diff)
			}
		})
	}
}

// texts are the words of p's blocks.
func (p page) texts() []string {
	units := utf16.Encode([]rune(string(p.Text)))
	texts := []string{}
	for _, b := range p.Blocks {
		texts = append(texts, string(utf16.Decode(units[b.Start:b.End])))
	}
	return texts
}

func TestShowArticleSaysWhatIsMissing(t *testing.T) {
	p := newTab(t)
	if err := p.try(nil, "show", "nowhere", compose(part{words: "a"})); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("got %v, want an error that names the element", err)
	}
}

func TestReleaseLeavesThePageAsItWas(t *testing.T) {
	p := newTab(t)
	p.run(nil, `globalThis.before = document.body.outerHTML`)
	p.call(nil, "show", "article", compose(part{words: "one"}, part{words: "two"}))
	p.call(nil, "styles", []string{"t1"})
	p.call(nil, "paint", "claims", []segment{{0, 3, 0}})
	p.call(nil, "placeNear", "toolbar", 0, 3)
	p.frames(2)
	p.call(nil, "release")
	var after struct {
		Same       bool
		Highlights int
	}
	p.run(&after, `({ Same: document.body.outerHTML.replace(/ style=""/g, "") === before, Highlights: CSS.highlights.size })`)
	if !after.Same || after.Highlights != 0 {
		var html string
		p.run(&html, `document.body.outerHTML`)
		t.Errorf("after Release: the same: %t, %d highlights\n%s", after.Same, after.Highlights, html)
	}
}

//go:build !js

package browser_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/findinpage"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// A very long paragraph is drawn in runs. Where they begin says nothing about
// the text, so none of it may be lost, doubled or torn.
func TestVeryLongBlocksAreCutBetweenSentencesWordsOrCharacters(t *testing.T) {
	p := newTab(t)
	for _, c := range []struct {
		name  string
		words string
		ends  string // what all runs but the last end in
	}{
		{"sentences", strings.Repeat("Trams cut traffic by 3.5 per cent in a year. ", 4000), `[.] $`},
		{"quoted sentences", strings.Repeat("“Is it so?” she asked him there once more “No.” ", 4000), `[?.]” $`},
		{"words", strings.Repeat("trams and buses ", 10_000), ` $`},
		{"lines", strings.Repeat("a line without an end\n", 8000), `\n$`},
		{"no spaces", strings.Repeat("電車", 60_000), `.$`},
		{"pairs of units", "x" + strings.Repeat("𝄞", 60_000), `𝄞$`},
		{"letters with marks", strings.Repeat("e\u0301\u0323", 50_000), "\u0323$"},
		{"families", strings.Repeat("👩🏽‍👧‍👦", 20_000), `👦$`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := compose(part{words: "Before."}, part{words: c.words}, part{words: "After."})
			p.call(nil, "show", "article", text)
			var got struct {
				Texts []string
				Runs  []string
			}
			p.run(&got, `({ Texts: [...article.querySelectorAll("[data-block]")].map((e) => e.textContent),
				Runs: [...article.querySelectorAll(".run")].slice(0, -1).map((e) => e.textContent).filter((run) => !/%s/u.test(run)).map((run) => run.slice(-40)) })`, c.ends)
			if !slices.Equal(got.Texts, text.texts()) {
				t.Error("the texts of the blocks differ from the article's")
			}
			if len(got.Runs) > 0 {
				t.Errorf("runs end in %q", got.Runs)
			}
			var runs int
			if p.run(&runs, `article.querySelectorAll(".run").length`); runs < 10 {
				t.Errorf("%d runs", runs)
			}
		})
	}
}

func TestMarksGoOnThroughRuns(t *testing.T) {
	p := newTab(t)
	sentence := "Trams cut traffic. "
	p.call(nil, "show", "article", compose(part{words: "_" + strings.Repeat(sentence, 3000) + "*" + strings.Repeat(sentence, 3000) + "*" + strings.Repeat(sentence, 3000) + "_ end"}))
	var got map[string]int
	p.run(&got, `(() => { const n = (css) => [...article.querySelectorAll(css)].reduce((sum, e) => sum + e.textContent.length, 0); return { em: n("em"), strong: n("strong"), both: n("em strong"), all: n("p") } })()`)
	of := len(sentence) * 3000
	if diff := cmp.Diff(map[string]int{"em": 3 * of, "strong": of, "both": of, "all": 3*of + 4}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALongArticleIsGroupedBetweenItsHeadings(t *testing.T) {
	p := newTab(t)
	var parts []part
	for i := range 500 {
		if i%100 == 0 {
			parts = append(parts, part{kind: heading, level: 2, words: fmt.Sprint("Chapter ", i)})
		}
		parts = append(parts, part{words: fmt.Sprintf("Paragraph %d says what it has to say, and no more than that.", i)})
	}
	text := compose(parts...)
	p.call(nil, "show", "article", text)
	var got struct{ Texts, Hidden []string }
	p.run(&got, `({ Texts: [...article.querySelectorAll("[data-block]")].map((e) => e.textContent),
		Hidden: [...article.querySelectorAll("h2")].filter((h) => h.closest(".far")).map((h) => h.textContent) })`)
	if diff := cmp.Diff(text.texts(), got.Texts); diff != "" {
		t.Errorf("the blocks' texts differ (-want +got):\n%s", diff)
	}
	if len(got.Hidden) > 0 {
		t.Errorf("headings that may be hidden from assistive technology: %q", got.Hidden)
	}
}

// The browser's own find looks into what is not drawn, and shows it.
func TestTheBrowsersFindReachesAllOfALongArticle(t *testing.T) {
	p := newTab(t)
	sentence := "Trams cut traffic by 3.5 per cent in a year. "
	for name, text := range map[string]page{
		"paragraphs":    compose(slices.Insert(slices.Repeat([]part{{words: sentence}}, 3000), 2000, part{words: "A heron stood there."})...),
		"one paragraph": compose(part{words: strings.Repeat(sentence, 20_000) + "A heron stood there. " + strings.Repeat(sentence, 10_000)}),
	} {
		t.Run(name, func(t *testing.T) {
			p.call(nil, "show", "article", text)
			p.run(nil, `scrollTo({ top: 0, behavior: "instant" })`)
			if _, err := chromedp.Call(p.ctx, findinpage.FindFirst, findinpage.FindFirstParams{Query: "heron stood"}); err != nil {
				t.Fatal(err)
			}
			var found bool
			p.run(&found, `(async () => {
				const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
				let node; while ((node = walker.nextNode()) && !node.data.includes("heron"));
				const range = document.createRange();
				range.setStart(node, node.data.indexOf("heron")); range.setEnd(node, node.data.indexOf("heron") + 5);
				for (let i = 0; i < 300; i++) {
					const { top, bottom } = range.getBoundingClientRect();
					if (top >= 0 && bottom <= innerHeight) return true;
					await new Promise(requestAnimationFrame);
				}
				return false;
			})()`)
			if !found {
				t.Error("what was searched for is not in the window")
			}
			chromedp.Call(p.ctx, findinpage.Stop, struct{}{})
		})
	}
}

// A browser lays a table out as a whole, which takes seconds for megabytes.
func TestALongTableIsDrawnAsSeveral(t *testing.T) {
	p := newTab(t)
	for name, c := range map[string]struct {
		rows   int
		broken bool
	}{
		"a table":      {300, false},
		"a long table": {2000, true},
	} {
		t.Run(name, func(t *testing.T) {
			parts := []part{{words: "Before."}, {kind: row, number: 1, words: "!Year!\t!Trams counted!"}}
			for i := range c.rows {
				parts = append(parts, part{kind: row, number: i + 2, words: fmt.Sprintf("|%d|\t|The council counted %d trams|", 1000+i, 10_000+i)})
			}
			// Another, which is short, stays as it is.
			parts = append(parts, part{kind: row, number: 1, words: "|Another|"}, part{words: "After."})
			text := compose(parts...)
			p.call(nil, "show", "article", text)
			var got struct {
				Texts  []string
				Tables []int
				Broken int
			}
			p.run(&got, `({ Texts: [...article.querySelectorAll("[data-block]")].map((e) => e.textContent),
				Tables: [...article.querySelectorAll("table")].map((table) => table.rows.length),
				Broken: article.querySelectorAll(".broken.far > table").length })`)
			if !slices.Equal(got.Texts, text.texts()) {
				t.Error("the texts of the rows differ from the article's")
			}
			if !c.broken {
				if diff := cmp.Diff([]int{c.rows + 1, 1}, got.Tables); diff != "" {
					t.Errorf("rows of tables (-want +got):\n%s", diff)
				}
				return
			}
			if last := got.Tables[len(got.Tables)-1]; last != 1 || slices.Max(got.Tables) > 300 || got.Broken != len(got.Tables)-1 {
				t.Errorf("the tables have %v rows, and %d of them may be left undrawn", got.Tables, got.Broken)
			}
		})
	}
}

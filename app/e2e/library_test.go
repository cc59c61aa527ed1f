//go:build !js

package e2e_test

import (
	"strings"
	"testing"
)

func TestAnEmptyLibraryExplainsItselfAndOpensTheSample(t *testing.T) {
	tab := visit(t)
	tab.one("heading", "Library")
	tab.says("Mark the claims in an article")
	tab.says("Everything stays in this browser")
	tab.one("button", "Add article")
	openSample(tab)
	article := tab.one("article", "The tram that divided Lindhaven")
	if words := len(strings.Fields(onNode[string](article, `function() { return [...this.querySelectorAll("[data-block]")].map(b => b.textContent).join(" ") }`))); words < 600 || words > 900 {
		t.Errorf("the sample has %d words, want 600 to 900", words)
	}
	inside := tab.in("article", anyName)
	for _, heading := range []string{"What the council counted", "The shops", "Who pays", "What comes next"} {
		inside.one("heading", heading)
	}
	tab.show("working paper")
	inside.one("link", "working paper")
	tab.show("My takings were down")
	inside.one("blockquote", anyName)
	tab.show("The line cost 2.1 billion crowns")
	if items := inside.all("listitem"); len(items) != 4 {
		t.Errorf("the list has %d items, want 4", len(items))
	}
	tab.says("Marit Søndergaard")
	tab.says("18 September 2026")

	tab.in("navigation", "Main").click("link", "Library")
	tab.in("list", "Articles").one("link", "The tram that divided Lindhaven")
	tab.says("no claims yet")
}

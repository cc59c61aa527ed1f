//go:build !js

package e2e_test

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
)

// announcements has the page count what its live region announces from now on.
const announcements = `(() => {
	window.announced = [];
	let last = "";
	new MutationObserver(() => {
		const now = document.querySelector("[role=status]").textContent.trim();
		if (now && now !== last) announced.push(now);
		last = now;
	}).observe(document.querySelector("[role=status]"), { childList: true, subtree: true, characterData: true });
	return true;
})()`

func TestTheArticleIsPlainTextToAScreenReaderAndEachClaimLeadsIntoIt(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	plain := func() (roles []string) {
		t.Helper()
		nodes := call(tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes
		within := map[string]bool{}
		for _, n := range nodes {
			role := valueOf(n.Role)
			if role == "article" || within[string(n.ParentID)] {
				within[string(n.NodeID)] = true
				if !n.Ignored && role != "article" && !slices.Contains(roles, role) {
					roles = append(roles, role)
				}
			}
		}
		slices.Sort(roles)
		return roles
	}
	before := plain()
	for _, role := range before {
		if !slices.Contains([]string{"InlineTextBox", "ListMarker", "StaticText", "blockquote", "cell", "columnheader", "emphasis", "generic", "heading", "link", "list",
			"listitem", "paragraph", "row", "rowgroup", "strong", "table", "code", "superscript"}, role) {
			t.Errorf("the article has a %s", role)
		}
	}
	eval[bool](tab, announcements)
	tab.mark(fallen, "1")
	tab.told("Claim added")
	tab.press("2")
	tab.told("Tagged: Cause or link")
	tab.saved()
	if got := eval[[]string](tab, `announced`); !slices.Equal(got, []string{"Claim added", "Tagged: Cause or link"}) {
		t.Errorf("it announced %q", got)
	}
	if after := plain(); !slices.Equal(before, after) {
		t.Errorf("with a claim the article has %q, before it had %q", after, before)
	}

	// From the list into the text: the focus is on the paragraph with the claim.
	tab.press("Escape")
	tab.press("Escape")
	tab.gone("group", "Claim")
	row := tab.claims().one("button", fallen)
	onNode[bool](row, `function() { this.focus(); return true }`)
	tab.press("Enter")
	tab.opened(fallen)
	tab.card().becomes("button", fallen, "focused", "true")
	tab.card().click("button", "Read in the text")
	tab.until("the paragraph is read", `document.activeElement.matches("article [data-block]") && document.activeElement.innerText.includes("fallen by 31 per cent. The shopkeepers say")`)
	tab.press("Tab")
	tab.until("it is left as it was", `!document.querySelector("article [tabindex]")`)
}

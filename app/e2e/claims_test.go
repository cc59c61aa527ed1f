//go:build !js

package e2e_test

import (
	"encoding/json"
	"testing"

	"claimlight/annotations"

	"github.com/chromedp/cdproto/emulation"
)

// rows waits until the table of claims has these in its rows, in this order.
func (t *tab) rows(want ...string) {
	t.Helper()
	t.in("table", "Claims").listed("rowheader", want...)
}

// library leaves a library of two articles with four claims.
func library(t *tab) {
	t.Helper()
	openSample(t)
	for _, words := range []string{toll, stops} {
		t.mark(words, "1")
	}
	t.mark(fallen, "2")
	t.claims().click("button", toll)
	t.card().choose("Verdict", "Misleading")
	t.saved()
	addText(t, "Noise in the harbour\n\nNoise at the harbour has doubled since 2020. Nobody measured it before.")
	t.mark("Noise at the harbour has doubled since 2020", "1")
	t.saved()
}

func TestTheTableOfClaimsIsNarrowedSortedAndExported(t *testing.T) {
	tab := visit(t)
	tab.downloads()
	library(tab)
	const noise = "Noise at the harbour has doubled since 2020"
	tab.open("/claims")
	tab.says("4 claims")
	table := tab.in("table", "Claims")
	table.listed("columnheader", "Claim", "Tags", "Check-worthiness", "Verdict", "Status", "Article", "Changed")
	sorted := func(column, want string) {
		t.Helper()
		tab.until(column+" is sorted "+want, `(column, want) => [...document.querySelectorAll("th")].find(th => th.innerText === column).getAttribute("aria-sort") === want`, column, want)
	}
	sorted("Changed", "descending") // the latest first
	table.click("button", "Claim")
	sorted("Claim", "ascending")
	tab.rows(fallen, stops, noise, toll)
	table.click("button", "Claim")
	sorted("Claim", "descending")
	tab.rows(toll, noise, stops, fallen)

	// "Or" within a facet, "and" between facets, with counts.
	counted := func(box, want string) {
		t.Helper()
		tab.until(box+" has "+want, `(box, want) => document.querySelector("input[aria-label=" + JSON.stringify(box) + "]").getAttribute("aria-description") === want`, box, want)
	}
	tags := tab.in("group", "Tags")
	counted("Quantity", "3 claims")
	tags.click("checkbox", "Cause or link")
	tab.rows(fallen)
	tab.says("1 of 4 claims")
	counted("Quantity", "3 claims")
	counted("No verdict", "1 claim")
	tags.click("checkbox", "Quantity")
	tab.rows(toll, noise, stops, fallen)
	tab.in("group", "Verdict").click("checkbox", "Misleading")
	tab.rows(toll)
	tags.click("checkbox", "Cause or link")
	tab.rows(toll)
	tab.in("group", "Verdict").click("checkbox", "Misleading")
	tab.in("group", "Article").click("checkbox", "Noise in the harbour")
	tab.rows(noise)

	// The address has it all.
	tab.reload()
	tab.rows(noise)
	tags.becomes("checkbox", "Quantity", "checked", "true")
	sorted("Claim", "descending")

	// What is exported is what is in the table.
	tab.click("button", "Export")
	d := tab.in("dialog", "Export")
	d.becomes("radio", "Filtered claims", "checked", "true")
	tab.says("1 of 1 span verified")
	d.click("button", "Download")
	_, data := tab.downloaded()
	var file struct {
		Total int
		First struct {
			Items []struct {
				Target struct{ Selector []struct{ Exact string } }
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil || file.Total != 1 || file.First.Items[0].Target.Selector[0].Exact != noise {
		t.Errorf("the file has %d claims, %v: %.300s", file.Total, err, data)
	}

	// Search, and a way back to everything.
	tab.gone("dialog", "Export")
	tab.click("button", "Show all")
	tab.says("4 claims")
	tab.in("search", anyName).fill("searchbox", "Search claims", "tram traffic")
	tab.rows(fallen)
	tab.until("the address has it", `new URLSearchParams(location.search).get("q") === "tram traffic"`)
	tab.until("it is told", `document.querySelector("[role=status]").textContent.includes("1 of 4 claims")`)
	table.click("link", fallen)
	tab.one("article", "The tram that divided Lindhaven")
	tab.opened(fallen)
}

func TestWhatWasMarkedAsNoClaimIsLeftOutOfTheTableUntilItIsAskedFor(t *testing.T) {
	tab := visit(t)
	openSample(tab)
	tab.mark(fallen, "2")
	tab.mark(toll, "9")
	tab.mark(stops, "9")
	tab.saved()
	tab.open("/claims")
	tab.rows(fallen)
	tab.says("1 claim")
	tab.says("Left out: 2 passages marked as no claim.")
	tab.until("they are counted", `document.querySelector("input[aria-label='Not a claim']").getAttribute("aria-description") === "2 claims"`)
	tab.click("button", "Show only those")
	tab.rows(stops, toll)
	tab.in("group", "Tags").becomes("checkbox", "Not a claim", "checked", "true")
	tab.says("2 of 3 claims")
	tab.reload()
	tab.rows(stops, toll)
}

func TestTheLibraryIsNarrowedToArticlesWithSuchClaims(t *testing.T) {
	tab := visit(t)
	library(tab)
	tab.open("/")
	articles := func(want ...string) {
		t.Helper()
		tab.until("the articles are as wanted", `(want) => JSON.stringify([...document.querySelectorAll("[role=list][aria-label=Articles] h2")].map(h => h.innerText)) === JSON.stringify(want)`, append([]string{}, want...))
	}
	const tram, noise = "The tram that divided Lindhaven", "Noise in the harbour"
	articles(noise, tram)
	tab.in("search", anyName).choose("Filter by tag", "Cause or link")
	articles(tram)
	tab.until("the address has it", `location.search.includes("tag=")`)
	tab.reload()
	articles(tram)
	tab.in("search", anyName).becomes("combobox", "Filter by tag", "value", "Cause or link")
	tab.in("search", anyName).choose("Filter by status", "Done")
	articles()
	tab.says("No article with such a claim")
	tab.open("/?q=harbour")
	articles(noise)
	tab.in("search", anyName).becomes("searchbox", "Search library", "value", "harbour")
	tab.open("/")
	articles(noise, tram)
	onNode[bool](tab.one("combobox", "Sort by"), `function() { this.focus(); return true }`)
	tab.press("o") // Oldest first
	articles(tram, noise)
	tab.reload()
	articles(tram, noise)
	tab.becomes("combobox", "Sort by", "value", "Oldest first")
}

func TestTheChartsCountClaimsByTagVerdictAndWeek(t *testing.T) {
	tab := visit(t)
	library(tab)
	tab.open("/claims")
	lines := func(chart string, want ...string) {
		t.Helper()
		tab.until(chart, `(chart, want) => JSON.stringify([...document.querySelectorAll("[role=list][aria-label='" + chart + "'] li")].map(li => li.innerText.replace(/\s+/g, " ").trim()).filter(Boolean)) === JSON.stringify(want)`, chart, want)
	}
	lines("Claims by tag", "Quantity 3", "Cause or link 1")
	lines("Claims by verdict", "No verdict 3", "Misleading 1")
	weeks := tab.in("list", "Claims by week").all("listitem")
	if len(weeks) != 12 {
		t.Errorf("there are %d weeks", len(weeks))
	}
	// What has no claim in the table is not listed, but the table stays where it is.
	height := eval[float64](tab, `document.querySelector(".charts").offsetHeight`)
	tab.in("group", "Tags").click("checkbox", annotations.ClaimTypes().Tags[1].Name)
	lines("Claims by tag", "Cause or link 1")
	lines("Claims by verdict", "No verdict 1")
	if got := eval[float64](tab, `document.querySelector(".charts").offsetHeight`); got != height {
		t.Errorf("the charts are %g px high, and were %g", got, height)
	}

	// The filters leave the table room, or stand above it, side by side.
	for _, width := range []int64{1360, 1024, 820} {
		call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 850, DeviceScaleFactor: 1})
		tab.until("it is as wide", `(width) => innerWidth === width`, width)
		if over := eval[float64](tab, `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".table-wrap"))`); over > 0 && width > 1000 {
			t.Errorf("at %d px, the table is %g px too wide", width, over)
		}
		if aside := eval[float64](tab, `(() => {
			const [filters, first] = [".facets", ".facets fieldset"].map((name) => document.querySelector(name).getBoundingClientRect().left);
			return first - filters;
		})()`); aside != 0 {
			t.Errorf("at %d px, the filters begin %g px from their edge", width, aside)
		}
	}
}

//go:build js

package app

import (
	"strconv"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// claimCard is the open claim: all that can be said about it. Each change is
// saved as it is made.
type claimCard struct {
	goapp.Compo
	Page     *readerPage
	Claim    *annotations.Claim
	Codebook *annotations.Codebook
	Lost     bool
	Chosen   annotations.Span // what a lost claim can be attached to
	Nth, Of  int              // of the claims that are listed, from 1
	Fresh    bool             // no other card was open before

	tall bool // a sheet as high as the window
}

// CompoID has the card made anew for each claim, so that no field keeps what
// was typed for another.
func (c *claimCard) CompoID() string { return string(c.Claim.ID) }

func (c *claimCard) Render() goapp.UI {
	claim, tags, keys := c.Claim, c.Codebook.Tags, keymapOf(c.Page.Desk.session)
	return el("div.row.card."+hue(claim, c.Codebook)+when(c.tall, ".tall")+when(c.Fresh, ".fresh"),
		attrs{"id", cardID, "role", "listitem", "aria-posinset", strconv.Itoa(c.Nth), "aria-setsize", strconv.Itoa(c.Of), "tabindex", "-1", "data-sheet", "true"},
		el("div", attrs{"role", "group", "aria-label", "Claim"},
			&sheetHead{Page: c.Page, Nth: c.Nth, Of: c.Of, Tall: c.tall, Resize: c.resize},
			button(".quote", c.onQuote, attrs{"id", cardQuoteID, "dir", "auto", "aria-current", "true"}, clip(claim.Quote.Exact, 1200)),
			c.passageVariants(),
			only(c.Lost, func() goapp.UI { return &lostNotice{Page: c.Page, Claim: claim.ID, Span: c.Chosen} }),
			el("fieldset",
				el("legend.over", "Tags"),
				el("div.chips", each(len(tags), func(i int) goapp.UI {
					return &cardTag{Page: c.Page, Claim: claim.ID, Tag: &tags[i], Pressed: claim.Tagged(tags[i].ID)}
				})),
			),
			&field{Label: "Restated claim", ID: fieldID("restated"), Value: claim.Restated, Lines: true, Shortcut: keys.live(restateClaim),
				Hint: "In your own words, so that it stands by itself", Type: c.typing("restated"), Variants: c.variants("restated")},
			el("div.two",
				&field{Label: "Speaker", ID: fieldID("speaker"), Value: claim.Speaker, Type: c.typing("speaker"), Variants: c.variants("speaker")},
				&field{Label: "Claim date", ID: fieldID("date"), Value: claim.SaidOn, Hint: "YYYY-MM-DD", Type: c.typing("saidOn"), Variants: c.variants("saidOn")},
			),
			remark(dateRemark(claim.SaidOn)),
			&field{Label: "Note", ID: fieldID("note"), Value: claim.Note, Lines: true, Shortcut: keys.live(writeNote), Type: c.typing("note"), Variants: c.variants("note")},
			el("div.two",
				&choice{Label: "Check-worthiness", ID: fieldID("worth"), Shortcut: keys.live(weighClaim), Value: string(claim.Worth), Empty: "Undecided",
					Options: names(annotations.Worths), Change: c.onWorth, Variants: c.variants("worth")},
				&choice{Label: "Status", ID: fieldID("status"), Value: string(claim.Status), Empty: "Open",
					Options: names(annotations.Statuses[1:]), Change: c.onStatus, Variants: c.variants("status")},
				&choice{Label: "Verdict", ID: fieldID("verdict"), Shortcut: keys.live(judgeClaim), Value: string(claim.Verdict), Empty: "None yet",
					Options: names(annotations.Verdicts), Change: c.onVerdict, Variants: c.variants("verdict")},
			),
			remark(verdictRemark(claim)),
			&evidenceList{Card: c, Claim: claim},
			el("div.acts", attrs{"hidden", yes(c.Lost)},
				button("", c.onReshape, attrs{"id", reshapeID, "aria-keyshortcuts", keys.live(reshapeClaim)}, "Extend or shrink"),
				button("", c.onSame, attrs{"aria-keyshortcuts", keys.live(markSameWords)}, "Mark the same words elsewhere"),
			),
			el("div.foot",
				el("span", c.made()),
				only(!c.Lost, func() goapp.UI { return button(".quiet", c.onRead, "Read in the text") }),
				button(".danger", c.onDelete, attrs{"aria-keyshortcuts", keys.live(deleteClaim)}, "Delete claim"),
			),
		),
	)
}

func (c *claimCard) made() string {
	by := c.Claim.Creator.Nickname
	if by != "" {
		by = " by " + by
	}
	return c.Claim.Created.Local().Format("2 Jan 2006, 15:04") + by
}

// change changes the claim; said is announced where it is not "".
func (c *claimCard) change(said, field string, f func(*annotations.Claim)) {
	d := c.Page.Desk
	announce := said
	if said == "" {
		announce = "Claim changed"
	}
	if err := d.session.Change(c.Claim.ID, announce, field, f); err != nil {
		d.fail(err)
		return
	}
	if said != "" {
		d.say(said)
	}
}

func (c *claimCard) onWorth(v string) {
	c.change("Check-worthiness changed", "", func(c *annotations.Claim) { c.Worth = annotations.Worth(v) })
}
func (c *claimCard) onStatus(v string) {
	c.change("Status changed", "", func(c *annotations.Claim) { c.Status = annotations.Status(v) })
}
func (c *claimCard) onVerdict(v string) {
	c.change("Verdict changed", "", func(c *annotations.Claim) { c.Verdict = annotations.Verdict(v) })
}

// resize makes the card, where it is a sheet, as high as the window, or half of
// that again.
func (c *claimCard) resize() {
	c.tall = !c.tall
	c.Page.redraw()
}

// onRead moves the focus to where the claim stands in the text, to read on from
// there.
func (c *claimCard) onRead(goapp.Context, goapp.Event) { c.Page.readAt(c.Claim.ID) }

func (c *claimCard) onQuote(goapp.Context, goapp.Event) { c.Page.choose(c.Claim.ID, true) }

func (c *claimCard) onSame(goapp.Context, goapp.Event)    { c.Page.sameWords() }
func (c *claimCard) onReshape(goapp.Context, goapp.Event) { c.Page.reshape() }

func (c *claimCard) onDelete(goapp.Context, goapp.Event) {
	c.Page.delete()
	browser.Focus("content") // the button is gone with the card
}

// cardTag gives a tag to the open claim or takes it away.
type cardTag struct {
	goapp.Compo
	Page    *readerPage
	Claim   annotations.ID
	Tag     *annotations.Tag
	Pressed bool
}

func (t *cardTag) Render() goapp.UI {
	return button(".chip."+tagHue(t.Tag), t.onClick, attrs{"aria-pressed", yes(t.Pressed), "title", t.Tag.Definition}, t.Tag.Name)
}

func (t *cardTag) onClick(goapp.Context, goapp.Event) {
	r := t.Page.reading()
	if r == nil {
		return
	}
	if claim := r.Claim(t.Claim); claim != nil {
		t.Page.toggle(claim, t.Tag.ID)
	}
}

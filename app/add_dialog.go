//go:build js

package app

import (
	"slices"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// addDialog turns what is pasted, chosen or fetched into an article. What is
// pasted or fetched it shows before it is saved.
type addDialog struct {
	goapp.Compo
	Desk    *desk
	Dropped int            // files that wait in Desk
	Of      annotations.ID // the article that a new version is added of, or ""
	Check   bool           // begin with what is at its address now

	ctx  goapp.Context
	tab  string // one of addTabs; "" is the first
	wipe func() // takes the preview back, or nil

	pasted paste
	web    fetching

	related relation // what the library has of what is shown
	wanted  func()   // saves the article as soon as it is made, or nil
	saving  bool     // as a new version, which takes comparing
	share   float64  // of that
}

// addTabs are the dialog's tabs, by name.
var addTabs = []struct{ name, words string }{{pasteTab, "Paste"}, {fileTab, "File"}, {webTab, "Web address"}}

const (
	pasteTab = "paste"
	fileTab  = "file"
	webTab   = "web"
)

const previewID = "add-preview"

func (a *addDialog) OnInit() { a.pasted.dialog, a.web.dialog = a, a }

func (a *addDialog) OnMount(ctx goapp.Context) {
	a.ctx = ctx
	browser.ShowModal(dialogID)
	a.OnUpdate(ctx)
	a.Desk.warmUp()
	browser.Focus(pasteID)
	a.pasted.listen()
	a.Desk.adding = a
	if !a.takeDraft() { // else what was handed to the app comes next
		a.takeGiven()
	}
	if e := a.Desk.session.Entry(a.Of); a.Check && e != nil {
		a.web.address, a.web.soon = e.Source, true
		a.turn(webTab)
	}
}

// OnUpdate turns to the files when some were dropped on the page.
func (a *addDialog) OnUpdate(goapp.Context) {
	if a.Dropped > 0 {
		a.tab = fileTab
	}
}

func (a *addDialog) OnDismount() {
	a.Desk.adding = nil
	a.Desk.soon(false)    // and what changed meanwhile is drawn
	browser.KeepDraft("") // what the dialog held is saved, or was given up
	a.pasted.end()
	a.web.draft.stop()
	a.clear()
}

// takeGiven shows the next of what was handed to the app from outside.
func (a *addDialog) takeGiven() {
	d := a.Desk
	if len(d.given) == 0 || a.Dropped > 0 {
		return
	}
	g := d.given[0]
	d.given = d.given[1:]
	address, words := sharedAddress(&g)
	switch {
	case len(g.Files) > 0:
		d.shared = g.Files
		a.turn(fileTab)
	case g.HTML != "":
		a.pasted.give(g.HTML, g.Address)
	case address != "" && words == "":
		a.turn(webTab)
		a.web.give(address)
	case words != "":
		a.pasted.giveText(words, address)
	}
}

func (a *addDialog) clear() {
	if a.wipe != nil {
		a.wipe()
		a.wipe = nil
	}
}

// draft is the article being made in the tab that is open.
func (a *addDialog) draft() *draft {
	if a.tab == webTab {
		return &a.web.draft
	}
	return &a.pasted.draft
}

// show draws the article of f, which has just been made or could not be.
func (a *addDialog) show(f *draft, made *annotations.Article, err error) {
	f.working, f.trouble, f.made = false, err, made
	f.words = 0
	if err != nil {
		f.made = nil
	}
	if f.made != nil {
		f.words = f.made.Words()
	}
	if wanted := a.wanted; wanted != nil && f == a.draft() {
		a.wanted = nil
		wanted()
	}
	a.redraw()
}

// redraw draws the preview of the tab that is open.
func (a *addDialog) redraw() {
	a.clear()
	a.ctx.Defer(func(goapp.Context) {
		if made := a.draft().made; made != nil && a.tab != fileTab {
			a.clear()
			a.wipe = browser.ShowPreview(previewID, browserPage(made, annotations.NewOffsets(made.Text)))
		}
	})
}

func (a *addDialog) Render() goapp.UI {
	f := a.draft()
	found := f.found()
	_, titled := found.TitleBlock()
	leave := "Cancel"
	if a.tab == fileTab {
		leave = "Done" // what was added is added
	}
	bare := a.tab == webTab && f.made == nil // there is nothing to say of it yet
	a.relate()
	heading := "Add article"
	if e := a.Desk.session.Entry(a.Of); e != nil {
		heading = "New version of “" + clip(e.Title, 60) + "”"
	}
	version := a.related.entry != nil && !a.related.same
	return modal(a.Desk, "wide", heading, []goapp.UI{
		a.Desk.relationNote(a.related, a.Of),
		el("div.tabs", attrs{"role", "tablist", "aria-label", "Where from"}, each(len(addTabs), func(i int) goapp.UI {
			return a.tabButton(addTabs[i].name, addTabs[i].words)
		})),
		&addFiles{Desk: a.Desk, Dropped: a.Dropped, Shared: len(a.Desk.shared), Hidden: a.tab != fileTab},
		el("div.adding", attrs{"hidden", yes(a.tab == fileTab)},
			el("div",
				a.pasted.panel(a.tab == "" || a.tab == pasteTab),
				a.web.panel(a.tab == webTab),
				el("div.fields", attrs{"hidden", yes(bare)},
					&field{Label: "Title", ID: "add-title", Value: f.title.or(found.Title), Change: a.onTitle},
					&field{Label: "Source address", ID: "add-source", Value: f.source.or(found.Source), Hint: "https://", Change: a.onSource},
					el("div.two",
						&field{Label: "Author", ID: "add-author", Value: f.author.or(found.Author), Change: a.onAuthor},
						&field{Label: "Published", ID: "add-published", Value: f.published.or(found.Published), Hint: "YYYY-MM-DD", Change: a.onPublished},
					),
				),
			),
			el("section.preview", attrs{"aria-label", "Preview", "tabindex", "0"},
				a.state(),
				el("h3", attrs{"hidden", yes(f.made == nil || titled)}, f.title.or(found.Title)),
				el("div", attrs{"id", previewID, "class", textClass(found), "hidden", yes(f.made == nil)}),
			),
		),
	}, []goapp.UI{
		el("p", a.size()),
		button("", a.Desk.onClose, leave),
		button(when(!version, ".primary"), a.onSave, attrs{"hidden", yes(a.tab == fileTab), "disabled", yes(a.saving)}, "Save article"),
		only(version, func() goapp.UI {
			return button(".primary", a.onSaveVersion, attrs{"disabled", yes(a.saving)}, "Save as new version")
		}),
	})
}

// relate finds out what the library has of what is shown.
func (a *addDialog) relate() {
	a.related = relation{}
	if f := a.draft(); f.made != nil && a.tab != fileTab {
		whole := f.whole()
		a.related = a.Desk.relate(&whole, a.Of)
	}
}

// tabButton shows a panel. The arrow keys move between the tabs, as Tab does.
func (a *addDialog) tabButton(name, words string) goapp.UI {
	return &addTab{Dialog: a, Name: name, Words: words, On: name == a.tab || name == pasteTab && a.tab == ""}
}

// turn opens a tab.
func (a *addDialog) turn(tab string) {
	if a.tab == tab {
		return
	}
	a.tab, a.wanted = tab, nil
	if tab == webTab {
		a.web.lookForServer()
	}
	a.redraw()
	a.ctx.Update()
}

// addTab is one of the dialog's tabs.
type addTab struct {
	goapp.Compo
	Dialog      *addDialog
	Name, Words string
	On          bool
}

func (t *addTab) Render() goapp.UI {
	return el("button", attrs{"type", "button", "id", "tab-" + t.Name, "role", "tab", "aria-selected", yes(t.On),
		"aria-controls", "panel-" + t.Name}, t.Words, click(t.onClick), on{"keydown", t.onKey})
}

func (t *addTab) onClick(goapp.Context, goapp.Event) { t.Dialog.turn(t.Name) }

// onKey moves to the tab beside this one, and from the last to the first.
func (t *addTab) onKey(_ goapp.Context, e goapp.Event) {
	step := 0
	switch e.Get("key").String() {
	case "ArrowLeft":
		step = len(addTabs) - 1
	case "ArrowRight":
		step = 1
	default:
		return
	}
	i := slices.IndexFunc(addTabs, func(u struct{ name, words string }) bool { return u.name == t.Name })
	next := addTabs[(i+step)%len(addTabs)].name
	t.Dialog.turn(next)
	browser.Focus("tab-" + next)
}

// state stands in the preview's place while there is none.
func (a *addDialog) state() goapp.UI {
	f := a.draft()
	switch {
	case f.trouble != nil:
		return el("p", attrs{"class", "wrong", "role", "alert"}, sentence(f.trouble.Error()))
	case f.made != nil:
		whole := f.whole()
		return el("p", attrs{"class", "meta"}, origin(&whole))
	case f.working:
		return el("p.dim.reading", "Reading…", el("progress", attrs{"aria-label", "Reading"}))
	case a.tab == webTab:
		return el("p", attrs{"class", "dim"}, "The article appears here as it will be kept, before anything is saved.")
	}
	return el("p", attrs{"class", "dim"}, "What you paste appears here as it will be kept: the words and their structure, without scripts, pictures or page furniture.")
}

func (a *addDialog) size() string {
	if a.saving {
		return "Comparing the versions… " + percent(a.share) + " %"
	}
	f := a.draft()
	if a.tab == fileTab {
		return ""
	}
	if a.wanted != nil {
		return "Reading what you put in last, to save it…"
	}
	if f.made == nil {
		return ""
	}
	return count(f.words, "word", "words") + ", " + count(len(f.made.Blocks), "paragraph", "paragraphs")
}

func (a *addDialog) onTitle(v string)     { a.draft().title = typed{v, true} }
func (a *addDialog) onSource(v string)    { a.draft().source = typed{v, true} }
func (a *addDialog) onAuthor(v string)    { a.draft().author = typed{v, true} }
func (a *addDialog) onPublished(v string) { a.draft().published = typed{v, true} }

// onSaveVersion saves the article as the next version of the one that the library
// has.
func (a *addDialog) onSaveVersion(goapp.Context, goapp.Event) { a.saveVersion() }

func (a *addDialog) saveVersion() {
	f := a.draft()
	if f.working {
		a.wanted = a.saveVersion
		return
	}
	a.relate()
	if f.made == nil || a.related.entry == nil {
		return
	}
	a.saving = true
	a.Desk.saveVersion(f.whole(), a.related.entry.ID,
		func(share float64) { a.ctx.Dispatch(func(goapp.Context) { a.share = share }) },
		func() { a.saving = false; a.ctx.Update() })
}

func (a *addDialog) onSave(goapp.Context, goapp.Event) { a.save() }

// save saves the article. While one is being made of what was put in last, that is
// waited for: what the preview shows is not it.
func (a *addDialog) save() {
	d, f := a.Desk, a.draft()
	if f.working {
		a.wanted = a.save
		return
	}
	if f.made == nil {
		if f.trouble == nil {
			words, id := "There is no text yet. Paste an article first.", pasteID
			if a.tab == webTab {
				words, id = "There is no text yet. Fetch an article first.", addressID
			}
			d.announce(notice{text: words, bad: true})
			browser.Focus(id)
		}
		return
	}
	id, err := d.put(f.whole())
	if err != nil {
		d.fail(err)
		return
	}
	d.close()
	d.goTo(readLink(id, ""))
}

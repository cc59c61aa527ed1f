//go:build js

package app

import (
	"context"
	"strconv"
	"time"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// addFiles makes articles of files, one after the other, and says of each what
// came of it.
type addFiles struct {
	goapp.Compo
	Desk    *desk
	Dropped int // files that wait in Desk
	Shared  int // files that wait in Desk until the person says so
	Hidden  bool

	ctx     goapp.Context
	results []fileResult
	total   int // files that were given since nothing was being read
	stopped int // files that were not read, since the person stopped it
	waiting []browser.File
	cancel  context.CancelFunc // while some are being read
}

// A fileResult is what came of one file.
type fileResult struct {
	name    string
	article annotations.ID // "" where there is none
	had     bool           // the library had its text already
	earlier annotations.ID // what it may be a new version of, or ""
	claims  browser.File   // the file, where it holds claims and is to be imported
	said    string
}

const filesInput = "add-files"

func (f *addFiles) OnMount(ctx goapp.Context) {
	f.ctx = ctx
	f.takeDropped()
}

func (f *addFiles) OnUpdate(goapp.Context) { f.takeDropped() }

func (f *addFiles) OnDismount() { f.stop() }

// takeDropped begins with files that were dropped on the page.
func (f *addFiles) takeDropped() {
	if files := f.Desk.dropped; len(files) > 0 {
		f.Desk.dropped = nil
		f.add(files)
	}
}

func (f *addFiles) stop() {
	if f.cancel != nil {
		f.cancel()
	}
}

// batching is for how long articles are gathered to be added, in one step, and
// their lines to be shown; batchSize is from how many bytes of text on they are added
// sooner, for the page does nothing else meanwhile.
const (
	batching  = 500 * time.Millisecond
	batchSize = 200_000
)

// add adds files to the library, after those that are being read.
func (f *addFiles) add(files []browser.File) {
	switch {
	case len(files) == 0:
	case f.cancel != nil:
		f.waiting, f.total = append(f.waiting, files...), f.total+len(files)
	default:
		f.results, f.total, f.stopped = nil, len(files), 0
		f.read(files)
	}
}

// read reads files and adds what is in them.
func (f *addFiles) read(files []browser.File) {
	working, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	d, ctx := f.Desk, f.ctx
	go func() {
		defer cancel()
		var b batch
		var run Run
		added, begun := 0, time.Now()
		known := newRoll(d.session.Entries())
		tell := func() {
			n, results := b.add(d.session, &run, known)
			added += n
			b, begun = batch{}, time.Now()
			ctx.Dispatch(func(goapp.Context) { f.results = append(f.results, results...) })
		}
		var unread []browser.File
		for i, file := range files {
			b.read(working, d, file)
			if working.Err() != nil {
				unread = files[i:]
				break
			}
			if time.Since(begun) >= batching || b.size >= batchSize {
				tell()
			}
		}
		tell()
		stopped := working.Err() != nil
		d.ctx.Dispatch(func(goapp.Context) { // where the dialog was closed too
			said := "Added " + count(added, "article", "articles")
			if n := len(unread) + len(f.waiting); stopped && n > 0 {
				said += ". " + count(n, "file was", "files were") + " not read"
			}
			if added > 0 {
				d.sayUndo(said)
			} else if stopped {
				d.say(said)
			}
		})
		ctx.Dispatch(func(goapp.Context) {
			next := f.waiting
			f.cancel, f.waiting = nil, nil
			if stopped {
				f.leave(append(unread, next...))
			} else if len(next) > 0 {
				f.read(next)
			} else {
				f.review(f.total)
			}
		})
	}()
}

// leave names files that were not read.
func (f *addFiles) leave(unread []browser.File) {
	f.stopped = len(unread)
	for _, file := range unread {
		f.results = append(f.results, fileResult{name: file.Path, said: "Not added: you stopped before it was read."})
	}
}

// A batch is files that have been read, whose articles are to be added together.
type batch struct {
	results  []fileResult
	articles []annotations.Article
	of       []int // results that articles are of
	size     int   // of the articles' texts, in bytes
}

// read reads one file. It forgets it where ctx ends.
func (b *batch) read(ctx context.Context, d *desk, file browser.File) {
	a, claims, err := d.readFile(ctx, file)
	r := fileResult{name: file.Path}
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		r.said = sentence(err.Error())
	case claims:
		r.claims, r.said = file, "It holds claims as well."
	default:
		r.said = a.Title
		b.articles, b.of, b.size = append(b.articles, a), append(b.of, len(b.results)), b.size+len(a.Text)
	}
	b.results = append(b.results, r)
}

// add adds the articles, enters them into known, and returns how many were new and
// what came of all files.
func (b *batch) add(session *Session, run *Run, known roll) (added int, results []fileResult) {
	all, err := session.AddAll(b.articles, run)
	for i, at := range b.of {
		switch r := &b.results[at]; {
		case err != nil:
			r.said = sentence(err.Error())
		case all[i].Had:
			r.article, r.had = all[i].ID, true
			r.said += " (already in your library)"
		default:
			r.article = all[i].ID
			r.earlier = known.of(&b.articles[i])
			b.articles[i].ID = r.article
			known.enter(&b.articles[i])
			added++
		}
	}
	return added, b.results
}

// review goes on to the import of a file that holds claims, if it was the only
// one.
func (f *addFiles) review(files int) {
	if files == 1 && len(f.results) == 1 && f.results[0].claims.Name != "" {
		f.Desk.review(f.results[0].claims)
	}
}

// review opens the import of a file, which shows what it would bring.
func (d *desk) review(file browser.File) {
	d.ctx.Dispatch(func(goapp.Context) {
		d.arriving = []browser.File{file}
		d.dialog = dialog{name: importDialogName}
		d.version++
	})
}

func (f *addFiles) Render() goapp.UI {
	done := len(f.results)
	return el("div", attrs{"id", "panel-file", "class", "files", "role", "tabpanel", "aria-labelledby", "tab-file", "hidden", yes(f.Hidden)},
		f.shared(),
		el("div.drop",
			el("input", attrs{"id", filesInput, "type", "file", "multiple", "true", "aria-label", "Choose files",
				"accept", ".txt,.md,.markdown,.html,.htm,.epub,.json,.jsonl,.zip,.gz"}, on{"change", f.onFiles}),
			el("small", "Text, Markdown, HTML or EPUB, or files of claims from Claimlight, doccano, Label Studio, Prodigy or brat. You can also drop files and folders anywhere on the page."),
		),
		el("div.adding-files", attrs{"hidden", yes(done == f.total)},
			el("progress", attrs{"aria-label", "Files read", "max", strconv.Itoa(max(1, f.total)), "value", strconv.Itoa(done)}),
			el("span", number(done)+" of "+count(f.total, "file", "files")),
			button("", f.onStop, "Stop"),
		),
		el("p.dim", attrs{"hidden", yes(done == 0 || done != f.total)}, f.summary()),
		el("ul.results", attrs{"aria-label", "Files", "hidden", yes(done == 0)}, each(done, func(i int) goapp.UI {
			return &fileRow{Desk: f.Desk, Result: f.results[i]}
		})),
	)
}

// summary says what came of all files.
func (f *addFiles) summary() string {
	added, had, claims, wrong := 0, 0, 0, 0
	for _, r := range f.results {
		switch {
		case r.claims.Name != "":
			claims++
		case r.article == "":
			wrong++
		case r.had:
			had++
		default:
			added++
		}
	}
	words := count(added, "article", "articles") + " added"
	for _, more := range []struct {
		n     int
		words string
	}{{had, "already in your library"}, {claims, "to be imported"}, {wrong, "not added"}} {
		if more.n > 0 {
			words += ", " + number(more.n) + " " + more.words
		}
	}
	if f.stopped > 0 {
		words += ": you stopped before " + count(f.stopped, "file was", "files were") + " read"
	}
	return words + "."
}

// shared asks whether files that were handed to the app are to be added.
func (f *addFiles) shared() goapp.UI {
	files := f.Desk.shared
	if len(files) == 0 {
		return el("div", attrs{"hidden", "true"})
	}
	names := ""
	for i, file := range files[:min(len(files), 3)] {
		names += when(i > 0, ", ") + file.Name
	}
	if more := len(files) - 3; more > 0 {
		names += " and " + count(more, "other", "others")
	}
	return el("div.shared", attrs{"role", "group", "aria-label", "Files handed to Claimlight"},
		el("p", "Handed to Claimlight: "+names+". Nothing is kept before you add it."),
		button(".primary", f.onShared, "Add "+count(len(files), "file", "files")),
	)
}

func (f *addFiles) onShared(goapp.Context, goapp.Event) {
	files := f.Desk.shared
	f.Desk.shared = nil
	f.add(files)
}

func (f *addFiles) onFiles(goapp.Context, goapp.Event) { f.add(browser.Files(filesInput)) }

func (f *addFiles) onStop(goapp.Context, goapp.Event) { f.stop() }

// fileRow says what came of one file.
type fileRow struct {
	goapp.Compo
	Desk   *desk
	Result fileResult

	linking bool
}

func (l *fileRow) Render() goapp.UI {
	r := &l.Result
	switch {
	case r.claims.Name != "":
		return el("li", r.name+": "+r.said+" ", button(".quiet", l.onImport, attrs{"aria-label", "Import " + r.name}, "Import…"))
	case r.article == "":
		return el("li.wrong", r.name+": "+r.said)
	}
	var offer goapp.UI
	if e := l.Desk.session.Entry(r.earlier); e != nil && l.Desk.session.Entry(r.article) != nil && l.Desk.session.Entry(r.article).Previous == "" {
		offer = el("span", " You have an earlier text of it. ",
			button(".link", l.onVersion, attrs{"aria-label", "Make " + r.name + " a new version of “" + e.Title + "”", "disabled", yes(l.linking)}, "Make it a new version"))
	}
	return el("li", r.name+": ", el("a", attrs{"href", readLink(r.article, "")}, r.said), offer)
}

// onVersion makes the article the next version of the one that the library had.
func (l *fileRow) onVersion(ctx goapp.Context, _ goapp.Event) {
	l.linking = true
	d, article, earlier := l.Desk, l.Result.article, l.Result.earlier
	go func() {
		if err := d.linkVersion(context.Background(), article, earlier); err != nil {
			d.fail(err)
		}
		ctx.Dispatch(func(goapp.Context) { l.linking = false })
	}()
}

func (l *fileRow) onImport(goapp.Context, goapp.Event) { l.Desk.review(l.Result.claims) }

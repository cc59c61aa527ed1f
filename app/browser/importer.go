//go:build js

package browser

import (
	"context"
	"errors"
	"sync/atomic"
	"syscall/js"
	"time"
)

// ErrSlowImport means that an import took longer than [Importer.Limit] and was
// stopped.
var ErrSlowImport = errors.New("this takes too long to import, and was stopped; import it in parts")

// How long a worker is kept that has nothing to do, since its memory never
// shrinks; and how long an abandoned job may go on before its worker is ended,
// since starting one takes about as long.
const (
	idleImporter      = time.Minute
	abandonedImporter = 300 * time.Millisecond
)

// An Importer turns what people paste and choose into articles, in a Web Worker
// of its own that starts with the first import. Jobs are done one after the
// other. A worker that crashed or took too long is replaced.
type Importer struct {
	// Limit is how long one import may take. It is set before the first.
	Limit time.Duration

	turn   chan struct{} // holds one value while worker and timer are in use
	worker *importWorker // or nil
	idle   *time.Timer
	jobs   atomic.Int64
}

// NewImporter returns an Importer that gives each import a minute.
func NewImporter() *Importer {
	return &Importer{Limit: time.Minute, turn: make(chan struct{}, 1)}
}

// Import makes an article of data and returns it as format.AppendArticle writes
// it, without identifier and time. The media type, the file's name and the
// page's address may be empty. An error's words are for the person, but for
// ctx's own, which Import returns at once when ctx ends: for a live preview,
// end the context of the import before and start the next.
func (i *Importer) Import(ctx context.Context, data []byte, mediaType, name, source string) ([]byte, error) {
	select {
	case i.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	done := make(chan imported, 1)
	go func() {
		defer func() { <-i.turn }()
		done <- i.run(ctx, data, mediaType, name, source)
	}()
	select {
	case r := <-done:
		return r.article, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close ends the worker, when the job that it has in hand is done. The next
// import starts another.
func (i *Importer) Close() {
	i.turn <- struct{}{}
	i.stop()
	<-i.turn
}

// An imported is what came of a job.
type imported struct {
	id      int
	article []byte
	err     error
	crashed bool // the worker is of no more use
}

// run does one job. It is called by whoever has the turn.
func (i *Importer) run(ctx context.Context, data []byte, mediaType, name, source string) imported {
	if i.idle != nil {
		i.idle.Stop()
	}
	if i.worker == nil {
		worker, err := startImportWorker()
		if err != nil {
			return imported{err: err}
		}
		i.worker = worker
	}
	id := int(i.jobs.Add(1))
	i.worker.post(id, data, mediaType, name, source)

	limit := time.NewTimer(i.Limit)
	defer limit.Stop()
	abandoned := ctx.Done()
	for {
		select {
		case r := <-i.worker.answers:
			if r.crashed {
				i.stop()
				return r
			}
			if r.id == id {
				i.idle = time.AfterFunc(idleImporter, i.stopIdle)
				return r
			}
		case <-limit.C:
			i.stop()
			return imported{err: ErrSlowImport}
		case <-abandoned:
			abandoned = nil
			limit.Reset(abandonedImporter)
		}
	}
}

// stop ends the worker, if there is one. It is called by whoever has the turn.
func (i *Importer) stop() {
	if i.worker != nil {
		i.worker.end()
		i.worker = nil
	}
}

// stopIdle ends the worker unless a job has come in between.
func (i *Importer) stopIdle() {
	select {
	case i.turn <- struct{}{}:
		i.stop()
		<-i.turn
	default:
	}
}

// An importWorker is a running assets/shell/importer.js.
type importWorker struct {
	worker  js.Value
	answers chan imported // one for each job, and one more for a crash
	end     func()        // terminates it and releases its listeners
}

func startImportWorker() (*importWorker, error) {
	w := &importWorker{answers: make(chan imported, 2)}
	err := attempt(func() { w.worker = js.Global().Get("Worker").New(Asset("importer.js")) })
	if err != nil {
		return nil, err
	}
	answer := func(r imported) {
		select {
		case w.answers <- r:
		default: // two wait already, and the first of them ends this worker
		}
	}
	unlisten := all(
		listen(w.worker, "message", func(event js.Value) { answer(importedIn(event.Get("data"))) }),
		listen(w.worker, "error", func(event js.Value) {
			event.Call("preventDefault") // it is said by the error, not to the console
			words := "the importer could not be loaded; check your connection and try again"
			if message := text(event.Get("message")); message != "" {
				words = "the importer stopped (" + message + ")"
			}
			answer(imported{err: errors.New(words), crashed: true})
		}),
	)
	w.end = func() {
		w.worker.Call("terminate")
		unlisten()
	}
	return w, nil
}

// post sends a job. The bytes are copied once and then handed over.
func (w *importWorker) post(id int, data []byte, mediaType, name, source string) {
	buffer := toJS(data).Get("buffer")
	w.worker.Call("postMessage", map[string]any{
		"id": id, "type": mediaType, "name": name, "source": source, "bytes": buffer,
	}, []any{buffer})
}

// importedIn reads the worker's answer.
func importedIn(data js.Value) imported {
	r := imported{id: data.Get("id").Int(), crashed: data.Get("crashed").Truthy()}
	if data.Get("ok").Truthy() {
		r.article = fromJS(js.Global().Get("Uint8Array").New(data.Get("article")))
	} else {
		r.err = errors.New(data.Get("error").String())
	}
	return r
}

//go:build js

package browser

import (
	"context"
	"errors"
	"sync/atomic"
	"syscall/js"
	"time"
)

// ErrSlow means that a job took longer than [Worker.Limit] and was stopped.
var ErrSlow = errors.New("this takes too long, and was stopped; try it in parts")

// How long a worker is kept that has nothing to do, since its memory never
// shrinks; how long an abandoned job may go on before its worker is ended, since
// starting one takes about as long; and how long a worker that has nothing else
// to do may take to begin with a job before it is taken for dead: browsers end
// workers without a word when memory runs out.
const (
	idleWorker      = time.Minute
	abandonedWorker = 300 * time.Millisecond
	deadWorker      = 3 * time.Second
)

// A Worker does what would hold the page, in a Web Worker that starts with the
// first job. Jobs are done one after the other. A Web Worker that crashed or took
// too long is replaced.
type Worker struct {
	// Limit is how long one job may take. It is set before the first.
	Limit time.Duration

	turn   chan struct{} // holds one value while worker and timer are in use
	worker *webWorker    // or nil
	idle   *time.Timer
	jobs   atomic.Int64
}

// NewWorker returns a Worker that gives each job five minutes.
func NewWorker() *Worker {
	return &Worker{Limit: 5 * time.Minute, turn: make(chan struct{}, 1)}
}

// A Job is what a worker is asked: one of the jobs of wasm/importer, which says
// what words and parts each takes, and what it makes.
type Job struct {
	Name     string
	Words    []string
	Parts    [][]byte            // each is copied once, then handed over
	Progress func(share float64) // told how much is done, on the browser's own turn; nil is not told
}

// Do does a job and returns what it made. An error's words are for the person,
// but for ctx's own, which Do returns at once when ctx ends: for a live preview,
// end the context of the job before and start the next.
func (w *Worker) Do(ctx context.Context, job Job) ([][]byte, error) {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() { <-w.turn }()
		done <- w.run(ctx, job)
	}()
	select {
	case o := <-done:
		return o.parts, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Close ends the worker, when the job that it has in hand is done. The next
// import starts another.
func (w *Worker) Close() {
	w.turn <- struct{}{}
	w.stop()
	<-w.turn
}

// An outcome is what came of a job.
type outcome struct {
	id      int
	parts   [][]byte
	err     error
	crashed bool    // the worker is of no more use
	frozen  bool    // the browser had frozen the page, and the worker was ended
	share   float64 // not an outcome, but how much of the job is done
}

// run does one job. It is called by whoever has the turn.
func (w *Worker) run(ctx context.Context, job Job) outcome {
	if w.idle != nil {
		w.idle.Stop()
	}
	// A new one may take its time: it is loaded first.
	dead := time.NewTimer(w.Limit)
	defer dead.Stop()
	if w.worker != nil {
		dead.Reset(deadWorker)
	} else if err := w.start(); err != nil {
		return outcome{err: err}
	}
	id := int(w.jobs.Add(1))
	w.worker.post(id, job)

	limit := time.NewTimer(w.Limit)
	defer limit.Stop()
	anew := func() error {
		w.stop()
		err := w.start()
		if err == nil {
			w.worker.post(id, job)
		}
		return err
	}
	abandoned := ctx.Done()
	for {
		select {
		case r := <-w.worker.answers:
			if r.frozen {
				limit.Reset(w.Limit) // the sleep does not count
				if err := anew(); err != nil {
					return outcome{err: err}
				}
				continue
			}
			if r.share > 0 {
				if r.id == id {
					dead.Stop()
					if job.Progress != nil {
						job.Progress(r.share)
					}
				}
				continue
			}
			if r.crashed {
				w.stop()
				return r
			}
			if r.id == id {
				w.idle = time.AfterFunc(idleWorker, w.stopIdle)
				return r
			}
		case <-dead.C:
			if err := anew(); err != nil {
				return outcome{err: err}
			}
		case <-limit.C:
			w.stop()
			return outcome{err: ErrSlow}
		case <-abandoned:
			abandoned = nil
			limit.Reset(abandonedWorker)
		}
	}
}

// start starts a worker. It is called by whoever has the turn.
func (w *Worker) start() error {
	worker, err := startWebWorker()
	if err == nil {
		w.worker = worker
	}
	return err
}

// stop ends the worker, if there is one. It is called by whoever has the turn.
func (w *Worker) stop() {
	if w.worker != nil {
		w.worker.end()
		w.worker = nil
	}
}

// stopIdle ends the worker unless a job has come in between.
func (w *Worker) stopIdle() {
	select {
	case w.turn <- struct{}{}:
		w.stop()
		<-w.turn
	default:
	}
}

// A webWorker is a running assets/shell/importer.js.
type webWorker struct {
	worker  js.Value
	answers chan outcome // one for each job, one more for a crash, and progress
	end     func()       // terminates it and releases its listeners
}

func startWebWorker() (*webWorker, error) {
	w := &webWorker{answers: make(chan outcome, 16)}
	err := attempt(func() { w.worker = js.Global().Get("Worker").New(Asset("importer.js")) })
	if err != nil {
		return nil, err
	}
	answer := func(r outcome) {
		select {
		case w.answers <- r:
		default:
			// Only progress can fill it: nobody waits for a job any more.
		}
	}
	frozen := false
	unlisten := all(
		// Frozen with the page, it would hold the database that it reads, and every
		// other tab would wait for it.
		listen(document(), "freeze", func(js.Value) {
			frozen = true
			w.worker.Call("terminate")
		}),
		listen(document(), "resume", func(js.Value) {
			if frozen {
				answer(outcome{frozen: true})
			}
		}),
		listen(w.worker, "message", func(event js.Value) { answer(outcomeIn(event.Get("data"))) }),
		listen(w.worker, "error", func(event js.Value) {
			event.Call("preventDefault") // it is said by the error, not to the console
			words := "the worker could not be loaded; check your connection and try again"
			if message := text(event.Get("message")); message != "" {
				words = "the worker stopped (" + message + ")"
			}
			answer(outcome{err: errors.New(words), crashed: true})
		}),
	)
	w.end = func() {
		w.worker.Call("terminate")
		unlisten()
	}
	return w, nil
}

// post sends a job.
func (w *webWorker) post(id int, job Job) {
	words, parts := make([]any, len(job.Words)), make([]any, len(job.Parts))
	for i, word := range job.Words {
		words[i] = word
	}
	for i, part := range job.Parts {
		parts[i] = toJS(part).Get("buffer")
	}
	w.worker.Call("postMessage", map[string]any{"id": id, "job": job.Name, "words": words, "parts": parts}, parts)
}

// outcomeIn reads what the worker says. A share of 0 is that it has begun.
func outcomeIn(data js.Value) outcome {
	o := outcome{id: data.Get("id").Int(), crashed: data.Get("crashed").Truthy()}
	switch share := data.Get("share"); {
	case share.Type() == js.TypeNumber:
		o.share = max(share.Float(), 1e-9)
	case data.Get("ok").Truthy():
		parts := data.Get("parts")
		for i := range parts.Length() {
			o.parts = append(o.parts, fromJS(js.Global().Get("Uint8Array").New(parts.Index(i))))
		}
	default:
		o.err = errors.New(data.Get("error").String())
	}
	return o
}

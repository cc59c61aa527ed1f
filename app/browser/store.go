//go:build js

package browser

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"syscall/js"
)

// The ways in which the database fails, each in words for the person.
var (
	// ErrBlocked means that another tab holds an older version of the database
	// open, and that the wait for it to close was given up.
	ErrBlocked = errors.New("another tab runs an older version of Claimlight: close or reload that tab")
	// ErrVersion means that a newer Claimlight made this database.
	ErrVersion = errors.New("your library was opened by a newer version of Claimlight on this device: reload the page to get that version")
	// ErrMigration means that the database of an older version could not be brought
	// to this one's form. It is as it was.
	ErrMigration = errors.New("your library could not be made ready for this version of Claimlight, and is as it was: nothing of it is lost")
	// ErrQuota means that the browser gives the database no more room. Nothing
	// of the transaction was written.
	ErrQuota = errors.New("this device has no room left for Claimlight: free some disk space or delete articles you have exported, then try again")
	// ErrUnavailable means that the browser has no database for this page.
	ErrUnavailable = errors.New("this browser does not let Claimlight store anything, as happens in some private windows and when site data is blocked: allow site data or use a normal window")
	// ErrClosed means that the connection was closed: by Close, because another
	// tab needed to change the schema, or because the site's data was deleted.
	ErrClosed = errors.New("the connection to the library was closed: reload the page")
)

// A Store is one of the database's object stores.
type Store string

const (
	Articles  Store = "articles" // what the library lists; time: added
	Texts     Store = "texts"    // text and blocks of articles
	Claims    Store = "claims"   // time: modified; with the article they belong to
	Codebooks Store = "codebooks"
	Settings  Store = "settings"
	Snapshots Store = "snapshots" // time: taken
	History   Store = "history"   // what can be undone and redone; time: done; with the article it concerns
)

// An Index is an order to read a store in, other than by ID. Records that lack
// what it goes by are not in it.
type Index string

const (
	ByID       Index = ""
	ByAdded    Index = "added"    // Articles, by Time
	ByArticle  Index = "article"  // Claims and History, by Article
	ByModified Index = "modified" // Claims, by Time
	ByTaken    Index = "taken"    // Snapshots, by Time
)

// A Record is what a store keeps under an ID. The database does not look into
// Data.
type Record struct {
	ID      string
	Article string // Claims: the ID of the article; "" keeps it out of ByArticle
	Time    int64  // Articles, Claims, Snapshots: milliseconds since 1970; 0 keeps it out of the index by time
	Data    []byte
}

// An Op is one step of a write: it stores Record, in place of one with the same
// ID, or takes the record of that ID away.
type Op struct {
	Store  Store
	Record Record
	Remove bool
	Expect Expectation
	Was    []byte // the data expected of AsWas
}

// An Expectation is how a record must be for a write to happen.
type Expectation string

const (
	Anyhow Expectation = ""
	Absent Expectation = "none" // there is no record of the ID
	AsWas  Expectation = "same" // there is one, and its data are as they were
)

// Written says how a write ended.
type Written struct {
	At      int64   // its number in the log of changes, which grows; 0 where it changed nothing that other tabs show
	Clashes []Clash // where there are any, nothing was written
}

// A Clash is an op whose record was not as expected.
type Clash struct {
	Op    int
	Found *Record // nil where there is none
}

// Hooks are told what happens to a database from outside. Nil hooks are left out.
type Hooks struct {
	// Blocked is called when opening has to wait for another tab, which holds an
	// older version open. Open goes on by itself once that is closed.
	Blocked func()
	// Lost is called when the connection was closed under us, as when the data was
	// deleted by the person or the browser; all that follows returns ErrClosed. With
	// newer it is not closed yet: another tab wants to change the schema for a newer
	// version, and waits until this one has saved what it has to, and closes it.
	Lost func(newer bool)
}

// A DB is a connection to the database "claimlight" of this origin. Its methods
// may be called from several goroutines at once.
type DB struct {
	value   js.Value
	release func()
}

// Open opens the database, making or migrating it as needed. It returns
// ErrUnavailable, ErrVersion, ErrMigration, ErrBlocked (where ctx ended while another tab was
// in the way), ErrQuota, or what else the browser says.
func Open(ctx context.Context, hooks Hooks) (*DB, error) {
	waiting := make(chan struct{})
	isWaiting := sync.OnceFunc(func() { close(waiting) })
	blocked := callback(func([]js.Value) any {
		isWaiting()
		if hooks.Blocked != nil {
			hooks.Blocked()
		}
		return nil
	})
	lost := callback(func(args []js.Value) any {
		if hooks.Lost != nil {
			hooks.Lost(args[0].String() == "version")
		}
		return nil
	})
	opening := bridge("store").Call("open", "claimlight", blocked, lost)
	value, err := await(ctx, opening)
	if ctx.Err() != nil && err == ctx.Err() {
		// It may open yet. Then nobody wants it, and it must not be in the way of
		// other tabs.
		go func() {
			if late, err := await(context.Background(), opening); err == nil {
				late.Call("close")
			}
			blocked.Release()
			lost.Release()
		}()
		select {
		case <-waiting:
			return nil, ErrBlocked
		default:
			return nil, failed("open the database", err)
		}
	}
	blocked.Release()
	if err != nil {
		lost.Release()
		return nil, openError(err)
	}
	return &DB{value: value, release: sync.OnceFunc(lost.Release)}, nil
}

// Renew lets the browser do in the background what keeps a damage to its files from
// spreading (see store.js). It is tried once, and nothing hangs on it.
func (db *DB) Renew() {
	go await(context.Background(), db.value.Call("renew"))
}

// openError is databaseError for opening, where most of what the browser says
// means that it has no database for us.
func openError(err error) error {
	var f *fault
	if errors.As(err, &f) {
		switch f.name {
		case "SecurityError", "InvalidStateError", "UnknownError", "TypeError": // no indexedDB at all
			return fmt.Errorf("%w (%v)", ErrUnavailable, err)
		}
	}
	return databaseError("open the database", err)
}

func databaseError(doing string, err error) error {
	var f *fault
	if errors.As(err, &f) {
		switch f.name {
		case "QuotaExceededError":
			return ErrQuota
		case "VersionError":
			return ErrVersion
		case "MigrationError":
			return fmt.Errorf("%w (%v)", ErrMigration, err)
		case "ClosedError":
			return ErrClosed
		}
	}
	return failed(doing, err)
}

// Close closes the connection. Writes that were begun are completed.
func (db *DB) Close() {
	db.value.Call("close")
	db.release()
}

// Write does all ops in order in one transaction, unless a record is not as
// expected: then it does none, and says which. When it returns without clashes
// they are on disk, as far as the browser can tell (durability "strict"). By
// names who writes in the log of changes. An ID must not hold the character
// U+0000. Where ctx ends first, the ops may be written or not.
func (db *DB) Write(ctx context.Context, by string, ops []Op) (Written, error) {
	if len(ops) == 0 {
		return Written{}, nil
	}
	const doing = "write to the database"
	size := 0
	for i := range ops {
		size += len(ops[i].Record.Data) + len(ops[i].Was)
	}
	fields := make([]string, 0, 6*len(ops))
	lengths := make([]int32, 0, 2*len(ops))
	data := make([]byte, 0, size)
	add := func(b []byte) {
		lengths = append(lengths, int32(len(b)))
		data = append(data, b...)
	}
	for i := range ops {
		op := &ops[i]
		r := &op.Record
		kind, time := "put", strconv.FormatInt(r.Time, 10)
		if op.Remove {
			kind, time = "delete", "0"
		}
		fields = append(fields, kind, string(op.Store), r.ID, r.Article, time, string(op.Expect))
		if op.Expect == AsWas {
			add(op.Was)
		}
		if !op.Remove {
			add(r.Data)
		}
	}
	joined := strings.Join(fields, "\x00")
	if strings.Count(joined, "\x00") != len(fields)-1 {
		return Written{}, errors.New(doing + ": an ID holds the character U+0000")
	}
	counts := js.Global().Get("Int32Array").New(toJS(memory(lengths)).Get("buffer"))
	answer, err := await(ctx, db.value.Call("write", by, joined, counts, toJS(data)))
	if err != nil {
		return Written{}, databaseError(doing, err)
	}
	w := Written{At: int64(answer.Get("at").Float())}
	if n := answer.Get("clashes").Length(); n > 0 {
		found := unpack(answer.Get("batch"))
		for i := range n {
			c := Clash{Op: answer.Get("clashes").Index(i).Int()}
			if c.Op < 0 {
				c.Op = -1 - c.Op
			} else {
				c.Found = &found[i]
			}
			w.Clashes = append(w.Clashes, c)
		}
	}
	return w, nil
}

// A Named is the store and the ID of a record.
type Named struct {
	Store Store
	ID    string
}

// Changes says what others than by have written since the write of number
// after, and the number of the last write. Whole tells that it may have been
// anything. Of an after below zero it tells the number alone.
func (db *DB) Changes(ctx context.Context, by string, after int64) (at int64, changed []Named, whole bool, err error) {
	answer, err := await(ctx, db.value.Call("changes", by, after))
	if err != nil {
		return 0, nil, false, databaseError("read what other tabs have written", err)
	}
	if refs := answer.Get("refs").String(); refs != "" {
		fields := strings.Split(refs, "\x00")
		for i := 0; i+1 < len(fields); i += 2 {
			changed = append(changed, Named{Store(fields[i]), fields[i+1]})
		}
	}
	return int64(answer.Get("at").Float()), changed, answer.Get("whole").Bool(), nil
}

// Read returns the record with an ID; ok tells whether there is one.
func (db *DB) Read(ctx context.Context, store Store, id string) (r Record, ok bool, err error) {
	packed, err := await(ctx, db.value.Call("read", string(store), id))
	if err != nil {
		return Record{}, false, databaseError("read from the database", err)
	}
	records := unpack(packed)
	if len(records) == 0 {
		return Record{}, false, nil
	}
	return records[0], true, nil
}

// Count returns how many records a store has in an index; with a key, only those
// of that article (ByArticle).
func (db *DB) Count(ctx context.Context, store Store, index Index, key string) (int, error) {
	n, err := await(ctx, db.value.Call("count", string(store), string(index), key))
	if err != nil {
		return 0, databaseError("count in the database", err)
	}
	return n.Int(), nil
}

// Changed returns how many records of a store (Articles or Claims) have a time after
// one and up to another, in milliseconds since 1970.
func (db *DB) Changed(ctx context.Context, store Store, after, to int64) (int, error) {
	n, err := await(ctx, db.value.Call("changed", string(store), after, to))
	if err != nil {
		return 0, databaseError("count in the database", err)
	}
	return n.Int(), nil
}

// A Query says which records to read, and in which order.
type Query struct {
	Store   Store
	Index   Index
	Key     string // ByArticle: the article whose claims to read; "" reads all
	Offset  int    // how many records to leave out at the start
	Limit   int    // how many to read at most; 0 means all
	Reverse bool   // last first; slower than forward
}

// ReadMany calls fn with the records of q in their order, in batches of about a
// quarter of a megabyte, and stops at fn's first error, which it returns. Within one index
// key records are ordered by ID. The page stays responsive between batches.
// Each batch is a transaction of its own: of what is written meanwhile, it reads
// what lies behind the batches already read. The Data of a batch share one piece
// of memory: clone what is kept of a few.
func (db *DB) ReadMany(ctx context.Context, q Query, fn func([]Record) error) error {
	limit := q.Limit
	if limit <= 0 {
		limit = math.MaxInt32
	}
	scan := db.value.Call("scan", string(q.Store), string(q.Index), q.Key, q.Offset, limit, q.Reverse)
	for {
		packed, err := await(ctx, scan.Call("next"))
		if err != nil {
			return databaseError("read from the database", err)
		}
		records := unpack(packed)
		if len(records) == 0 {
			return nil
		}
		if err := fn(records); err != nil {
			return err
		}
	}
}

// unpack turns what store.js packed into records.
func unpack(packed js.Value) []Record {
	n := packed.Get("count").Int()
	if n == 0 {
		return nil
	}
	fields := strings.Split(packed.Get("fields").String(), "\x00")
	lengths := fromJS(packed.Get("lengths"))
	data := fromJS(packed.Get("data"))
	records := make([]Record, n)
	at := 0
	for i := range records {
		end := at + int(binary.LittleEndian.Uint32(lengths[4*i:]))
		r := &records[i]
		r.ID, r.Article = fields[3*i], fields[3*i+1]
		r.Time, _ = strconv.ParseInt(fields[3*i+2], 10, 64) // store.js writes whole numbers only
		r.Data = data[at:end:end]
		at = end
	}
	return records
}

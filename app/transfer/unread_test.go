package transfer_test

import (
	"bytes"
	"testing"
	"time"

	"claimlight/annotations"
	"claimlight/app"
	"claimlight/app/records"
	"claimlight/app/transfer"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// torn is no record of any kind.
var torn = []byte(`{"start":`)

// tear damages records of a library that is on the disk.
func (l library) tear(list ...records.Filed) {
	l.t.Helper()
	if err := l.Flush(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	var ops []app.Op
	for _, f := range list {
		f.Data = torn
		ops = append(ops, app.Op{Filed: f})
	}
	if _, err := l.store.Write(l.t.Context(), "", ops); err != nil {
		l.t.Fatal(err)
	}
}

func claimOf(article, id annotations.ID) records.Filed {
	return records.Filed{Shelf: records.Claims, Record: records.Record{ID: string(id), Article: string(article)}}
}

// unreadOf is what a check says about records that cannot be read, without why.
func unreadOf(c records.Check) (list []string) {
	for _, u := range c.Unread {
		if u.Why == "" {
			list = append(list, "without a reason")
		}
		list = append(list, string(u.Shelf)+" "+u.ID)
	}
	return list
}

func TestARecordThatCannotBeReadIsLeftOutOfAFileAndNamed(t *testing.T) {
	for _, shelf := range []records.Shelf{records.Claims, records.Texts, records.Articles} {
		t.Run(string(shelf), func(t *testing.T) {
			l, id, claims := marked(t, 1, "«Trams» cut «traffic».")
			other, _, err := l.Add(annotations.Article{Title: "Buses", Text: "Buses too.", Digest: annotations.Digest("Buses too.")})
			if err != nil {
				t.Fatal(err)
			}
			broken, stranded := claimOf(id, claims[0]), 0
			if shelf != records.Claims {
				broken, stranded = records.Filed{Shelf: shelf, Record: records.Record{ID: string(id)}}, 2
			}
			l.tear(broken)
			file, check, err := transfer.Export(l.bundle(), "claimlight")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{string(shelf) + " " + broken.ID}, unreadOf(check)); diff != "" || check.Stranded != stranded {
				t.Errorf("%d stranded; unread (-want +got):\n%s", check.Stranded, diff)
			}
			if !bytes.Contains(file, []byte(other)) || bytes.Contains(file, []byte(claims[0])) {
				t.Errorf("what can be read is not alone in the file:\n%s", file)
			}
			if shelf == records.Claims && (check.Claims != 1 || check.Verified != 1 || !bytes.Contains(file, []byte(claims[1]))) {
				t.Errorf("%+v", check)
			}
			// The page lists them after that, whatever it has read itself.
			if err := l.NoteUnread(t.Context(), check.Unread); err != nil {
				t.Fatal(err)
			}
			if list := l.Unreadable(); len(list) != 1 || string(list[0].Record.Data) != string(torn) {
				t.Errorf("listed are %v", list)
			}
		})
	}
}

func TestAMissingTextLeavesOutItsArticleAlone(t *testing.T) {
	l, _, _ := marked(t, 1, "«Trams» cut «traffic».")
	e := records.Entry{Article: annotations.Article{ID: "urn:a", Title: "Buses"}}
	bundle := records.Append(l.bundle(), records.Filed{Shelf: records.Articles, Record: records.OfEntry(&e)})
	_, check, err := transfer.Export(bundle, "claimlight")
	want := []records.Unread{{Shelf: records.Texts, ID: "urn:a", Why: "there is no record"}}
	if diff := cmp.Diff(want, check.Unread); err != nil || diff != "" || check.Claims != 2 {
		t.Errorf("%d claims, %v (-want +got):\n%s", check.Claims, err, diff)
	}
}

// A file that has what cannot be read here heals it, and nothing else is
// compared otherwise.
func TestAnImportReplacesWhatCannotBeRead(t *testing.T) {
	for _, shelf := range []records.Shelf{records.Claims, records.Texts, records.Articles} {
		l, id, claims := marked(t, 1, "«Trams» cut «traffic».")
		file := l.export()
		broken := claimOf(id, claims[0])
		if shelf != records.Claims {
			broken = records.Filed{Shelf: shelf, Record: records.Record{ID: string(id)}}
		}
		l.tear(broken)
		l.bring(file)
		if diff := cmp.Diff(string(file), string(l.export())); diff != "" {
			t.Errorf("%s: (-before the damage +after the import):\n%s", shelf, diff)
		}
	}
}

func TestRestoringReplacesWhatCannotBeReadAndLeavesItWhereTheSnapshotCannot(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l, id, claims := marked(t, 1, "«Trams» cut «traffic».")
	good := l.bundle()
	l.tear(claimOf(id, claims[0]))
	bad := l.bundle()

	r, bundle, err := transfer.Restore(good, bad, now)
	if err != nil || r.Claims.Changed != 1 || r.Unread != 0 || !bytes.Contains(bundle, []byte(claims[0])) {
		t.Errorf("over damage: %+v, %v", r, err)
	}
	r, bundle, err = transfer.Restore(bad, good, now)
	if diff := cmp.Diff(records.Restoration{Unread: 1}, r, cmpopts.EquateEmpty()); err != nil || diff != "" || len(bundle) > 0 {
		t.Errorf("a damaged snapshot: %v, %d bytes (-want +got):\n%s", err, len(bundle), diff)
	}
}

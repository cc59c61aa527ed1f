package app_test

import (
	"slices"
	"testing"

	"claimlight/app"
	"claimlight/app/records"
)

// What is torn of a sweep is cut anew: what was read, the claims tell.
func TestASweepOutlivesThatItsSentencesAreTorn(t *testing.T) {
	b := open(t, app.NewMemory(), 1)
	id, _ := b.add("Trams cut traffic. Buses do not.")
	want, err := b.Sentences(t.Context())
	b.must(err)
	_, err = b.Label(want[0], "")
	b.must(err)
	b.must(b.Flush(t.Context()))
	_, err = b.store.Write(t.Context(), "", []app.Op{{Filed: records.Filed{Shelf: records.Settings,
		Record: records.Record{ID: records.SweepID(id), Data: []byte(`{"sentences":[0,`)}}}})
	b.must(err)
	b = open(t, b.store, 2)
	r, err := b.Read(t.Context(), id)
	b.must(err)
	if _, _, err := b.Progress(t.Context(), id, nil); err != nil {
		t.Errorf("how far it has come says %v", err)
	}
	got, err := b.Sentences(t.Context())
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("the sentences are %v, %v; want %v", got, err, want)
	}
	_, err = b.Label(got[1], "")
	b.must(err)
	b.must(b.Flush(t.Context()))
	claims, err := b.Claims(t.Context(), id)
	b.must(err)
	if read, all, err := open(t, b.store, 3).Progress(t.Context(), id, claims); read != 2 || all != 2 || err != nil {
		t.Errorf("%d of %d sentences are read, %v; %d claims before", read, all, err, len(r.Placed))
	}
}

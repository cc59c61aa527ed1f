package app

import (
	"slices"
	"testing"

	"claimlight/annotations/format"
	"claimlight/app/transfer"
)

func TestEveryFormatOnOfferIsOneThatTheWorkerWrites(t *testing.T) {
	for _, k := range kinds {
		i := slices.IndexFunc(transfer.Formats(), func(f format.Format) bool { return f.Name == k.name })
		if i < 0 {
			t.Errorf("the worker has no format %q", k.name)
			continue
		}
		f := transfer.Formats()[i]
		if f.Encode == nil || f.Extension != k.extension || f.MediaType != k.mediaType {
			t.Errorf("%s is offered as %s, %s; the worker writes %s, %s", k.name, k.extension, k.mediaType, f.Extension, f.MediaType)
		}
	}
}

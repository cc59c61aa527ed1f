package annotations_test

import (
	"fmt"
	"testing"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestReadyCodebooksAreSoundAndShareNoTag(t *testing.T) {
	seen := map[annotations.ID]string{}
	for _, c := range annotations.ReadyCodebooks() {
		if err := c.Check(); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		for i, tag := range c.Tags {
			if tag.Definition == "" || tag.Example == "" || tag.Key != fmt.Sprint(i+1) {
				t.Errorf("%s: %q lacks a definition or an example, or has the key %q", c.Name, tag.Name, tag.Key)
			}
			if other, twice := seen[tag.ID]; twice {
				t.Errorf("%s and %s both have %s", c.Name, other, tag.ID)
			}
			seen[tag.ID] = c.Name
		}
	}
}

// book draws sound codebooks whose tags have names of a few.
var book = rapid.Custom(func(t *rapid.T) annotations.Codebook {
	var c annotations.Codebook
	prefix := rapid.SampledFrom([]string{"x", "y"}).Draw(t, "prefix")
	for i, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"A", "B", "C", "D"}), rapid.ID[string]).Draw(t, "names") {
		tag := annotations.Tag{ID: annotations.ID(prefix + name), Name: name}
		if rapid.Bool().Draw(t, "renamed") {
			tag.Name += "2"
		}
		if i > 0 && rapid.Bool().Draw(t, "narrower") {
			tag.Parent = c.Tags[i-1].ID
		}
		c = c.With(tag)
	}
	return c
})

func TestAnAdoptedCodebookIsSoundAndLeavesNoClaimWithoutItsTag(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mine, theirs := book.Draw(t, "mine"), book.Draw(t, "theirs")
		used := map[annotations.ID]bool{}
		for _, tag := range mine.Tags {
			used[tag.ID] = rapid.Bool().Draw(t, "used")
		}
		got, kept := mine.Adopt(theirs, func(id annotations.ID) bool { return used[id] })
		if err := got.Check(); err != nil {
			t.Fatal(err)
		}
		for id, is := range used {
			before, _ := mine.Tag(id)
			_, theirs := theirs.Tag(id) // who may have given it another name
			if after, ok := got.Tag(id); is && (!ok || after.Name != before.Name && !theirs) {
				t.Fatalf("claims with %s now have %q, %v", id, after.Name, ok)
			}
		}
		for i, tag := range theirs.Tags {
			if got.Tags[i].Name != tag.Name || got.Tags[i].Key != tag.Key {
				t.Fatalf("tag %d of theirs is %+v, not %+v", i, got.Tags[i], tag)
			}
		}
		if len(got.Tags) != len(theirs.Tags)+len(kept) || got.Version <= max(mine.Version, theirs.Version) {
			t.Fatalf("%d tags of version %d, kept %q", len(got.Tags), got.Version, kept)
		}
		for _, tag := range got.Tags {
			if _, ok := got.Tag(tag.Parent); tag.Parent != "" && !ok {
				t.Fatalf("%s narrows %s, which is gone", tag.Name, tag.Parent)
			}
		}
	})
}

func TestWithoutATagNothingNarrowsIt(t *testing.T) {
	c := annotations.Codebook{Tags: []annotations.Tag{{ID: "a", Name: "A"}, {ID: "b", Name: "B", Parent: "a"}, {ID: "c", Name: "C", Parent: "b"}}}
	want := []annotations.Tag{{ID: "b", Name: "B"}, {ID: "c", Name: "C", Parent: "b"}}
	if diff := cmp.Diff(want, c.Without("a").Tags); diff != "" || c.Tags[1].Parent != "a" {
		t.Errorf("the first now has %v (-want +got):\n%s", c.Tags, diff)
	}
}

package app

import (
	"testing"

	"claimlight/annotations"

	"github.com/google/go-cmp/cmp"
)

func TestKeysMeanTheSameOnEveryKeyboard(t *testing.T) {
	for _, test := range []struct {
		name, key, code string
		shift           bool
		want            []string
	}{
		{"a letter", "j", "KeyJ", false, []string{"j"}},
		{"Caps Lock", "J", "KeyJ", false, []string{"j"}},
		{"Shift is not Caps Lock", "J", "KeyJ", true, []string{"J"}},
		{"a letter that is elsewhere on this layout", "z", "KeyY", false, []string{"z"}},
		{"AZERTY", "a", "KeyQ", false, []string{"a"}},
		{"Russian", "о", "KeyJ", false, []string{"о", "j"}},
		{"Russian with Shift", "О", "KeyJ", true, []string{"О", "J"}},
		{"Greek with Caps Lock", "Ξ", "KeyJ", false, []string{"ξ", "j"}},
		{"Arabic, where a key types two letters", "لا", "KeyB", false, []string{"لا", "b"}},
		{"French digits", "&", "Digit1", false, []string{"&", "1"}},
		{"French digits beyond ASCII", "é", "Digit2", false, []string{"é", "2"}},
		{"French digits behind Shift", "2", "Digit2", true, []string{"2"}},
		{"Arabic digits", "٢", "Digit2", false, []string{"٢", "2"}},
		{"a digit", "2", "Digit2", false, []string{"2"}},
		{"the keypad", "1", "Numpad1", false, []string{"1"}},
		{"a slash behind Shift", "/", "Digit7", true, []string{"/"}},
		{"a question mark", "?", "Slash", true, []string{"?"}},
		{"a named key", "Enter", "Enter", false, []string{"Enter"}},
		{"a dead key", "Dead", "KeyE", false, []string{"Dead"}},
		{"a key without a place", "n", "", false, []string{"n"}},
	} {
		if diff := cmp.Diff(test.want, meant(test.key, test.code, test.shift)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestAKeyDoesOneThing(t *testing.T) {
	book := annotations.ClaimTypes()
	book.Tags[0].Key = "x"
	k := keymap{codebook: book}
	k.chosen = k.with(nextClaim, "ж")
	k.chosen = k.with(searchHere, "x") // which a tag has
	for key, want := range map[string]action{"ж": nextClaim, "j": "", "k": previousClaim, "x": "", "/": "", "Delete": deleteClaim, "": ""} {
		if got, _ := k.action(key); got != want {
			t.Errorf("%q does %q, want %q", key, got, want)
		}
	}
	for key, want := range map[string]string{
		"x": "gives the tag “Quantity”", "2": "gives the tag “Cause or link”", "ж": "does “Next claim”", "k": "does “Previous claim”", "j": "",
	} {
		if got := k.user(key, ""); got != want {
			t.Errorf("%q %q, want %q", key, got, want)
		}
	}
	if got := k.user("k", previousClaim); got != "" {
		t.Errorf("the key of an action is not free for that action: %q", got)
	}
	if chosen := k.with(nextClaim, "j"); len(chosen) != 1 {
		t.Errorf("an action's own key need not be stored: %v", chosen)
	}
}

func TestNoTwoActionsHaveAKeyOrATagsFromTheStart(t *testing.T) {
	seen := map[string]string{}
	for _, tag := range annotations.ClaimTypes().Tags {
		seen[tag.Key] = tag.Name
	}
	for _, s := range shortcuts {
		if other, ok := seen[s.key]; ok {
			t.Errorf("%q and %q have the key %s", s.does, other, s.key)
		}
		seen[s.key] = s.does
	}
}

func TestWithoutSingleKeysOnlyNamedOnesAreTold(t *testing.T) {
	k := keymap{noSingle: true}
	if got := k.live(nextClaim); got != "" {
		t.Errorf("aria-keyshortcuts says %q of a key that does nothing", got)
	}
	if got := k.live(deleteClaim); got != "Delete" {
		t.Errorf("aria-keyshortcuts says %q, want Delete", got)
	}
}

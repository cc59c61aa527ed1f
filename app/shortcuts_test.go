package app

import "testing"

func TestKeysMeanTheSameOnEveryKeyboard(t *testing.T) {
	for _, test := range []struct {
		name, key, code string
		shift           bool
		want            string
	}{
		{"a letter", "j", "KeyJ", false, "j"},
		{"Caps Lock", "J", "KeyJ", false, "j"},
		{"Shift is not Caps Lock", "J", "KeyJ", true, "J"},
		{"a letter that is elsewhere on this layout", "z", "KeyY", false, "z"},
		{"Russian", "о", "KeyJ", false, "j"},
		{"Greek with Caps Lock", "Ξ", "KeyJ", false, "j"},
		{"French digits", "&", "Digit1", false, "1"},
		{"French digits beyond ASCII", "é", "Digit2", false, "2"},
		{"the keypad", "1", "Numpad1", false, "1"},
		{"a slash behind Shift", "/", "Digit7", true, "/"},
		{"a question mark", "?", "Slash", true, "?"},
		{"a named key", "Enter", "Enter", false, "Enter"},
		{"a key without a place", "n", "", false, "n"},
	} {
		if got := meant(test.key, test.code, test.shift); got != test.want {
			t.Errorf("%s: %q at %s with shift %v means %q, want %q", test.name, test.key, test.code, test.shift, got, test.want)
		}
	}
}

package app

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"claimlight/annotations"
)

// An action is something that one key does while no text field has the focus.
// Its value is what preferences are stored by.
type action string

const (
	highlightWords action = "highlight"
	nextClaim      action = "next"
	previousClaim  action = "previous"
	writeNote      action = "note"
	restateClaim   action = "restated"
	weighClaim     action = "worth"
	judgeClaim     action = "verdict"
	reshapeClaim   action = "boundaries"
	markSameWords  action = "same words"
	deleteClaim    action = "delete"
	sweepSentences action = "sweep"
	caretMode      action = "caret"
	searchHere     action = "search"
	goAnywhere     action = "go"
	showKeys       action = "keys"
)

// A shortcut is an action, the key that it has until the person gives it
// another, and what it does in words.
type shortcut struct {
	action action
	key    string
	does   string
}

// shortcuts are all actions, in the order they are listed.
var shortcuts = []shortcut{
	{highlightWords, "h", "Highlight the selected words without a tag"},
	{nextClaim, "j", "Next claim"},
	{previousClaim, "k", "Previous claim"},
	{writeNote, "n", "Note of the selected words or the open claim"},
	{restateClaim, "c", "Restated claim"},
	{weighClaim, "w", "Check-worthiness"},
	{judgeClaim, "v", "Verdict"},
	{reshapeClaim, "e", "Extend or shrink the open claim"},
	{markSameWords, "m", "Mark the same words elsewhere"},
	{deleteClaim, "Delete", "Delete the open claim"},
	{sweepSentences, "s", "Sweep on or off: label sentence by sentence"},
	{caretMode, "t", "Caret mode on or off: select text with the arrow keys (F7 does the same)"},
	{searchHere, "/", "Search"},
	{goAnywhere, "g", "Go to another page: then l for Library, c for Claims, b for Codebook, s for Settings"},
	{showKeys, "?", "Keyboard shortcuts"},
}

// A keyLine is keys and what they do, as the list of them says it.
type keyLine struct {
	keys []string
	does string
}

// fixedKeys always do the same.
var fixedKeys = []keyLine{
	{[]string{"Enter"}, "Go into the open claim’s card"},
	{[]string{"Enter", "⌫"}, "In the sweep: not a claim, back one sentence; the keys of tags label the sentence, j and k or arrows pass it"},
	{[]string{"Ctrl+Z"}, "Undo"},
	{[]string{"Ctrl+Shift+Z"}, "Redo"},
	{[]string{"←", "→", "↑", "↓"}, "In the text, after moving there with Tab: move the caret; with Shift, select; with Ctrl, by word and paragraph"},
	{[]string{"←", "→"}, "While a claim is extended or shrunk: move its end; with Shift, its start; with Alt, by character"},
	{[]string{"y", "n"}, "Where versions are compared: attach the claim here, leave it behind"},
	{[]string{"j", "k", "[", "]"}, "Where versions are compared: next and previous claim, previous and next change; ← and → for another place"},
	{[]string{"Esc"}, "Close or leave what is open"},
}

// A keymap says which key does what.
type keymap struct {
	chosen   map[action]string // keys in place of an action's own; "" is none
	codebook annotations.Codebook
	noSingle bool // keys that type a character do nothing
}

// keymapOf is the keymap in force.
func keymapOf(s *Session) keymap {
	p := s.Preferences()
	return keymap{p.Keys, s.Codebook(), p.NoSingleKey}
}

// key is the key of an action, or "".
func (k keymap) key(a action) string {
	if key, ok := k.chosen[a]; ok {
		return key
	}
	return shortcuts[slices.IndexFunc(shortcuts, func(s shortcut) bool { return s.action == a })].key
}

// live is what aria-keyshortcuts says of an action: its key, or "" while that
// does nothing.
func (k keymap) live(a action) string { return k.acts(k.key(a)) }

// acts is key, or "" while it does nothing, as aria-keyshortcuts writes it.
func (k keymap) acts(key string) string {
	if k.noSingle && isCharacter(key) {
		return ""
	}
	if key == "+" {
		return "Plus"
	}
	return key
}

// isCharacter reports whether a key types a character.
func isCharacter(key string) bool { return utf8.RuneCountInString(key) == 1 }

// tag is the tag that a key gives. A tag's key comes before an action's.
func (k keymap) tag(key string) (annotations.Tag, bool) { return k.codebook.Keyed(key) }

// action is what a key does, where no tag has it.
func (k keymap) action(key string) (action, bool) {
	if _, ok := k.tag(key); ok || key == "" {
		return "", false
	}
	for _, s := range shortcuts {
		if k.key(s.action) == key {
			return s.action, true
		}
	}
	return "", false
}

// user says in words what a key does now, or "" where it is free for an action.
// Except is the action that is to have it.
func (k keymap) user(key string, except action) string {
	if t, ok := k.tag(key); ok {
		return "gives the tag “" + t.Name + "”"
	}
	if a, ok := k.action(key); ok && a != except {
		return "does “" + does(a) + "”"
	}
	return ""
}

// used is what the action that has a key does, in words, or "" where none has it.
func (k keymap) used(key string) string {
	if a, ok := k.action(key); ok {
		return does(a)
	}
	return ""
}

// does is what an action does, in words.
func does(a action) string {
	i := slices.IndexFunc(shortcuts, func(s shortcut) bool { return s.action == a })
	name, _, _ := strings.Cut(shortcuts[i].does, ":")
	return name
}

// with is what is chosen once a has key. Where that is a's own, nothing needs
// to be chosen.
func (k keymap) with(a action, key string) map[action]string {
	chosen := maps.Clone(k.chosen)
	if chosen == nil {
		chosen = map[action]string{}
	}
	if chosen[a] = key; key == (keymap{}).key(a) {
		delete(chosen, a)
	}
	return chosen
}

// kept are keys that no action can have: those that move about, leave, or
// operate what has the focus.
var kept = []string{"Escape", "Enter", "Tab", " ", "F7", "Dead", "Process", "Unidentified", "CapsLock", "NumLock", "ScrollLock",
	"Shift", "Control", "Alt", "AltGraph", "Meta", "OS", "Fn", "ContextMenu", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown",
	"Home", "End", "PageUp", "PageDown", "F5", "F6", "F11", "F12"}

// modifiers are keys that do nothing alone.
var modifiers = []string{"Shift", "Control", "Alt", "AltGraph", "Meta", "OS", "Fn", "CapsLock", "NumLock", "ScrollLock", "Dead", "Process"}

// meant are the keys that a key press stands for, the likeliest first, from what
// it types and where it is on the keyboard (KeyboardEvent's key and code): what
// it types, Caps Lock aside; then, where the layout types no Latin letter there,
// as in Cyrillic, or puts its digits behind Shift, as in French, what the place
// types on a Latin one.
func meant(key, code string, shift bool) []string {
	if !isCharacter(key) && !foreign(key) {
		return []string{key}
	}
	own := key
	if !shift {
		own = strings.ToLower(key) // Caps Lock may be on
	}
	digit, onDigit := strings.CutPrefix(code, "Digit")
	letter, onLetter := strings.CutPrefix(code, "Key")
	switch {
	case onDigit && !shift && own != digit:
		return []string{own, digit}
	case onLetter && foreign(key) && shift:
		return []string{own, letter}
	case onLetter && foreign(key):
		return []string{own, strings.ToLower(letter)}
	}
	return []string{own}
}

// foreign reports whether a key types something beyond ASCII.
func foreign(key string) bool { return key != "" && key[0] >= utf8.RuneSelf }

// lines are all keys and what they do, those of tags first.
func (k keymap) lines() []keyLine {
	var list []keyLine
	for _, t := range k.codebook.Tags {
		if t.Key != "" {
			list = append(list, keyLine{[]string{t.Key}, "Tag the selected words, or the open claim: " + t.Name})
		}
	}
	for _, s := range shortcuts {
		a, ok := k.action(k.key(s.action))
		if !ok || a != s.action {
			continue
		}
		key := keyName(k.key(a))
		if n := len(list) - 1; a == previousClaim && n >= 0 && list[n].does == does(nextClaim) {
			list[n] = keyLine{append(list[n].keys, key), "Next claim, previous claim"}
			continue
		}
		list = append(list, keyLine{[]string{key}, s.does})
	}
	return append(list, fixedKeys...)
}

// tagKeys are the first and the last key that gives a tag: "1–9".
func (k keymap) tagKeys() string {
	var keys []string
	for _, t := range k.codebook.Tags {
		if key := k.acts(t.Key); key != "" {
			keys = append(keys, key)
		}
	}
	switch len(keys) {
	case 0:
		return ""
	case 1:
		return keys[0]
	}
	return keys[0] + "–" + keys[len(keys)-1]
}

// keyName is a key as it is written on keyboards.
func keyName(key string) string {
	if name, ok := map[string]string{"Delete": "Del", "Backspace": "⌫", "Insert": "Ins", "": "none"}[key]; ok {
		return name
	}
	return key
}

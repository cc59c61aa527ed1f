//go:build js

package app

import (
	"slices"

	"claimlight/annotations"
	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// keysSection is the shortcuts: whether single keys are among them, and which
// key does what.
type keysSection struct {
	goapp.Compo
	Desk    *desk
	Version int

	ctx    goapp.Context
	asking action // the one that gets a new key, or ""
	wanted string // the key that was pressed for it, where something else has that
	wrong  string // why the key that was pressed cannot be used
}

func (s *keysSection) OnMount(ctx goapp.Context) { s.ctx = ctx }
func (s *keysSection) OnDismount()               { s.Desk.takeKey = nil }

func (s *keysSection) Render() goapp.UI {
	k := keymapOf(s.Desk.session)
	return settings("set-keys", "Shortcuts",
		el("label.tick",
			el("input", attrs{"id", "set-single", "type", "checkbox", "checked", yes(!k.noSingle)}, on{"change", s.onSingle}),
			" Single keys act without Ctrl",
		),
		el("ul.keymap", attrs{"role", "list", "aria-label", "Keys"}, each(len(shortcuts), func(i int) goapp.UI {
			a := shortcuts[i].action
			row := &keyRow{Section: s, Action: a, Does: shortcuts[i].does, Key: k.key(a), Asking: s.asking == a}
			if t, ok := k.tag(row.Key); ok {
				row.Shadow = "“" + row.Key + "” gives the tag “" + t.Name + "”, so this has no key."
			}
			_, row.Changed = k.chosen[a]
			if row.Asking {
				row.Wrong = s.wrong
				if s.wanted != "" {
					row.Clash = "“" + keyName(s.wanted) + "” " + k.user(s.wanted, a) + " now."
				}
			}
			return row
		})),
		el("div", button("", s.onResetAll, attrs{"disabled", yes(len(k.chosen) == 0)}, "Reset all keys")),
		el("p", "The keys of tags stand in the Codebook. These cannot be changed:"),
		keyList(fixedKeys),
	)
}

func (s *keysSection) onSingle(ctx goapp.Context, _ goapp.Event) {
	prefs := s.Desk.session.Preferences()
	prefs.NoSingleKey = !ctx.JSSrc().Get("checked").Bool()
	s.Desk.session.Prefer(prefs)
}

// ask waits for the key that a is to have, or where a is "" no longer.
func (s *keysSection) ask(a action) {
	s.asking, s.wanted, s.wrong = a, "", ""
	s.Desk.takeKey = nil
	if a != "" {
		s.Desk.takeKey = s.take
	}
	s.ctx.Update()
}

// take is told of every key while one is asked for. It is called on the
// browser's own turn.
func (s *keysSection) take(key browser.Key) bool {
	name := meant(key.Key, key.Code, key.Shift)[0]
	if name == "Tab" || s.wanted != "" && name != "Escape" {
		return false // goes on to the buttons
	}
	s.Desk.ctx.Dispatch(func(goapp.Context) {
		switch {
		case name == "Escape":
			s.ask("")
		case slices.Contains(modifiers, name):
			// what it is held for comes next
		case key.Ctrl || key.Meta || key.Alt:
			s.refuse("Keys with Ctrl, Alt or ⌘ belong to the browser. Press a key alone or with Shift.")
		case slices.Contains(kept, name):
			s.refuse("“" + keyName(name) + "” keeps what it does. Press another key.")
		case keymapOf(s.Desk.session).user(name, s.asking) != "":
			s.wanted, s.wrong = name, ""
			s.ctx.Update()
		default:
			s.give(name)
		}
	})
	return true
}

func (s *keysSection) refuse(why string) {
	s.wrong = why
	s.ctx.Update()
}

// give gives the action that asks its key.
func (s *keysSection) give(key string) {
	a := s.asking
	s.ask("")
	s.choose(keymapOf(s.Desk.session).with(a, key))
	s.Desk.say("“" + does(a) + "” has the key " + keyName(key))
}

// choose puts keys into force.
func (s *keysSection) choose(chosen map[action]string) {
	prefs := s.Desk.session.Preferences()
	prefs.Keys = chosen
	s.Desk.session.Prefer(prefs)
}

// swap gives the action that asks the key that something else has, and that the
// action's key.
func (s *keysSection) swap() {
	k, a, key := keymapOf(s.Desk.session), s.asking, s.wanted
	old := k.key(a)
	if t, ok := k.tag(key); ok {
		if _, taken := k.tag(old); taken {
			old = ""
		}
		c := k.codebook.Clone()
		i := slices.IndexFunc(c.Tags, func(u annotations.Tag) bool { return u.ID == t.ID })
		c.Tags[i].Key = old
		if err := s.Desk.session.Recode(c, "Tag changed"); err != nil {
			s.Desk.fail(err)
			return
		}
	} else if other, ok := k.action(key); ok {
		k.chosen = k.with(other, old)
	}
	s.choose(k.with(a, key))
	s.ask("")
	s.Desk.say("Keys swapped")
}

func (s *keysSection) onResetAll(goapp.Context, goapp.Event) {
	s.ask("")
	s.choose(nil)
	s.Desk.say("All keys are as they were at first")
}

// keyRow is an action and its key.
type keyRow struct {
	goapp.Compo
	Section *keysSection
	Action  action
	Does    string
	Key     string
	Changed bool
	Shadow  string // why the key does nothing
	Asking  bool
	Wrong   string
	Clash   string
}

func (r *keyRow) Render() goapp.UI {
	name := does(r.Action)
	label, words := "Change the key of “"+name+"”", "Change"
	if r.Asking {
		label, words = "Press the new key for “"+name+"”, or Escape", "Press a key…"
	}
	return el("li"+when(r.Asking, ".asking"),
		el("span.does", r.Does),
		el("kbd", keyName(r.Key)),
		button("", r.onChange, attrs{"aria-label", label, "aria-pressed", yes(r.Asking)}, words),
		button(".quiet", r.onReset, attrs{"aria-label", "Reset the key of “" + name + "”", "disabled", yes(!r.Changed)}, "Reset"),
		r.below(),
	)
}

// below says what is in the way of the key that was pressed, and how it may go on.
func (r *keyRow) below() goapp.UI {
	switch {
	case r.Clash != "":
		return el("div.clash", attrs{"role", "alert"},
			el("p", r.Clash),
			button(".primary", r.onSwap, "Swap keys"),
			button("", r.onAgain, "Press another"),
			button(".quiet", r.onCancel, "Leave as it is"),
		)
	case r.Wrong != "":
		return el("div.clash", attrs{"role", "alert"}, el("p", r.Wrong))
	case r.Shadow != "":
		return el("div.clash", el("p", r.Shadow))
	}
	return el("div.clash", attrs{"hidden", "true"})
}

func (r *keyRow) onChange(goapp.Context, goapp.Event) {
	if r.Asking {
		r.Section.ask("")
		return
	}
	r.Section.ask(r.Action)
}

func (r *keyRow) onReset(goapp.Context, goapp.Event) {
	s := r.Section
	k := keymapOf(s.Desk.session)
	own := keymap{}.key(r.Action)
	if k.user(own, r.Action) != "" {
		s.ask(r.Action)
		s.wanted = own
		return
	}
	s.asking = r.Action
	s.give(own)
}

func (r *keyRow) onSwap(goapp.Context, goapp.Event)   { r.Section.swap() }
func (r *keyRow) onAgain(goapp.Context, goapp.Event)  { r.Section.ask(r.Action) }
func (r *keyRow) onCancel(goapp.Context, goapp.Event) { r.Section.ask("") }

//go:build !js

package e2e_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A place is a part of a page, named by role and accessible name from the outside
// in; without any it is the whole page. It is looked up anew each time, since
// what stands there may be drawn anew.
type place struct {
	tab    *tab
	within []wanted
}

type wanted struct{ role, name string }

// anyName is the name of things that are wanted by role alone.
const anyName = "*"

func (w wanted) String() string {
	if w.name == anyName {
		return w.role
	}
	return fmt.Sprintf("%s %q", w.role, w.name)
}

func (p place) String() string {
	var names []string
	for _, w := range p.within {
		names = append(names, w.String())
	}
	return strings.Join(names, " > ")
}

// in is a place inside p.
func (p place) in(role, name string) place {
	return place{p.tab, append(slices.Clone(p.within), wanted{role, name})}
}

// A node is something on a page as assistive technology is told of it.
type node struct {
	tab        *tab
	id         cdp.BackendNodeID
	role, name string
	properties map[string]string
	value      string
}

// look returns what stands at p now.
func (p place) look() ([]node, error) {
	document, err := chromedp.Call(p.tab.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "document"})
	if err != nil {
		return nil, err
	}
	params := accessibility.QueryAXTreeParams{ObjectID: document.Result.ObjectID}
	var found []node
	for i, w := range p.within {
		if i > 0 {
			if len(found) != 1 {
				return nil, nil
			}
			params = accessibility.QueryAXTreeParams{BackendNodeID: found[0].id}
		}
		params.Role = w.role
		answer, err := chromedp.Call(p.tab.ctx, accessibility.QueryAXTree, params)
		if err != nil {
			return nil, err
		}
		found = found[:0]
		for _, n := range answer.Nodes {
			if n.Ignored || n.BackendDOMNodeID == 0 {
				continue
			}
			// The protocol could choose by name, but knows another one of file inputs.
			if made := p.tab.nodeOf(n); w.name == anyName || made.name == w.name {
				found = append(found, made)
			}
		}
	}
	return found, nil
}

func (t *tab) nodeOf(n *accessibility.Node) node {
	made := node{tab: t, id: n.BackendDOMNodeID, role: valueOf(n.Role), name: valueOf(n.Name), value: valueOf(n.Value),
		properties: map[string]string{}}
	for _, p := range n.Properties {
		made.properties[string(p.Name)] = valueOf(p.Value)
	}
	return made
}

func valueOf(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return s
	}
	return string(v.Value)
}

// one waits until exactly one thing of that role and name is at p.
func (p place) one(role, name string) node {
	p.tab.Helper()
	var found []node
	at := p.in(role, name)
	p.tab.wait(fmt.Sprintf("there is one %v", at), func() (bool, string) {
		var err error
		found, err = at.look()
		return err == nil && len(found) == 1, fmt.Sprintf("found %d, %v", len(found), err)
	})
	return found[0]
}

// all returns everything of that role at p now.
func (p place) all(role string) []node {
	p.tab.Helper()
	found, err := p.in(role, anyName).look()
	if err != nil {
		p.tab.Fatalf("looking for %s: %v", role, err)
	}
	return found
}

// listed waits until the names of everything of that role at p are these.
func (p place) listed(role string, want ...string) {
	p.tab.Helper()
	p.tab.wait(fmt.Sprintf("the %ss of %v are %q", role, p, want), func() (bool, string) {
		found, err := p.in(role, anyName).look()
		if err != nil {
			return false, err.Error()
		}
		got := []string{}
		for _, n := range found {
			got = append(got, n.name)
		}
		return slices.Equal(got, want), fmt.Sprintf("they are %q", got)
	})
}

// gone waits until nothing of that role and name is at p.
func (p place) gone(role, name string) {
	p.tab.Helper()
	at := p.in(role, name)
	p.tab.wait(fmt.Sprintf("%v is gone", at), func() (bool, string) {
		found, err := at.look()
		return err == nil && len(found) == 0, fmt.Sprintf("found %d, %v", len(found), err)
	})
}

// becomes waits until a property of the one thing of that role and name has a
// value: pressed, checked, disabled, expanded; "value" is what a field holds.
func (p place) becomes(role, name, property, want string) {
	p.tab.Helper()
	at := p.in(role, name)
	p.tab.wait(fmt.Sprintf("%v has %s %q", at, property, want), func() (bool, string) {
		found, err := at.look()
		if err != nil || len(found) != 1 {
			return false, fmt.Sprintf("found %d, %v", len(found), err)
		}
		got := found[0].properties[property]
		if property == "value" {
			got = found[0].value
		}
		return got == want, fmt.Sprintf("it is %q", got)
	})
}

// says waits until the words can be read on the page.
func (t *tab) says(words string) {
	t.Helper()
	t.until(fmt.Sprintf("the page says %q", words), `(words) => document.body.innerText.includes(words)`, words)
}

// told waits until the live region announces the words.
func (t *tab) told(words string) {
	t.Helper()
	t.until(fmt.Sprintf("it announces %q", words),
		`(words) => document.querySelector("[role=status][aria-label=Notifications]").innerText.includes(words)`, words)
}

// saved waits until the page says that everything is kept.
func (t *tab) saved() {
	t.Helper()
	// What was just done is under way when the page has drawn since.
	eval[bool](t, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`)
	t.until("it says that all is saved", `/saved on this device/i.test(document.querySelector("header").innerText)`)
}

// onNode calls a JavaScript function with the node's element as this.
func onNode[T any](n node, function string, args ...any) T {
	n.tab.Helper()
	value, err := tryOnNode[T](n, function, args...)
	if err != nil {
		n.tab.Fatalf("%s %q: %v", n.role, n.name, err)
	}
	return value
}

func tryOnNode[T any](n node, function string, args ...any) (value T, err error) {
	object, err := chromedp.Call(n.tab.ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: n.id})
	if err != nil {
		return value, err
	}
	list, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		return value, err
	}
	yes := true
	answer, err := chromedp.Call(n.tab.ctx, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: "async function() { return JSON.stringify(await (" + function + ").apply(this, " + string(list) + ")) ?? 'null' }",
		ObjectID:            object.Object.ObjectID, AwaitPromise: &yes, ReturnByValue: &yes, UserGesture: &yes})
	if err != nil {
		return value, err
	}
	if answer.ExceptionDetails != nil {
		return value, fmt.Errorf("%s %s", answer.ExceptionDetails.Text, answer.ExceptionDetails.Exception.Description)
	}
	var text string
	if err := json.Unmarshal(answer.Result.Value, &text); err != nil {
		return value, err
	}
	return value, json.Unmarshal([]byte(text), &value)
}

// text is what can be read in the node.
func (n node) text() string {
	n.tab.Helper()
	return onNode[string](n, `function() { return this.innerText }`)
}

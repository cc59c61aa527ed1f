//go:build js

package app

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// bookmarklet offers the link "Clip to Claimlight", which hands the page that is
// open over to the app. It works from the bookmarks only: the app's own policy
// lets no such link run here.
type bookmarklet struct {
	goapp.Compo
	Desk *desk
}

// clipScript opens the clipping page (assets/shell/clip.js) and hands it the page
// that is open, once it says that it is ready.
const clipScript = `(()=>{const app=APP,page=open(app+"clip.html#"+encodeURIComponent(location.href));` +
	`if(!page){alert("Claimlight could not be opened. Allow pop-up windows for this site, then clip again.");return}` +
	`const give=(e)=>{if(e.source!==page||e.origin!==new URL(app).origin||e.data!=="claimlight: ready")return;` +
	`removeEventListener("message",give);` +
	`page.postMessage({claimlight:1,address:location.href,html:document.documentElement.outerHTML},e.origin)};` +
	`addEventListener("message",give)})()`

// clipLink is the bookmarklet's address, for the app at root.
func clipLink(root string) string {
	quoted, err := json.Marshal(root)
	if err != nil {
		panic("app: an address cannot be encoded: " + err.Error()) // it is a string
	}
	return "javascript:" + strings.ReplaceAll(url.QueryEscape(strings.Replace(clipScript, "APP", string(quoted), 1)), "+", "%20")
}

func (b *bookmarklet) Render() goapp.UI {
	return el("div.clipping",
		el("p", "Drag this to your bookmarks bar. On an article’s page, click it there: the page as you see it appears here, and you are asked before it is kept."),
		el("div.clip-ways",
			el("a.button.clip", attrs{"href", clipLink(browser.Root()), "draggable", "true"}, click(b.onClick), "Clip to Claimlight"),
			button("", b.onCopy, "Copy it instead"),
		),
	)
}

func (b *bookmarklet) onClick(_ goapp.Context, e goapp.Event) {
	e.PreventDefault()
	e.StopImmediatePropagation()
	b.Desk.say("Drag it to your bookmarks bar. It works from there, on other sites’ pages.")
}

// onCopy is for browsers without a bookmarks bar, as on phones.
func (b *bookmarklet) onCopy(goapp.Context, goapp.Event) {
	d := b.Desk
	d.work(func(ctx context.Context) error {
		if err := browser.CopyText(ctx, clipLink(browser.Root())); err != nil {
			return err
		}
		d.say("Copied. Make a new bookmark and paste this as its address.")
		return nil
	})
}

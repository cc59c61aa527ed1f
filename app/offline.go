//go:build js

package app

import (
	"context"
	"time"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// serverPause is how often a page that is looked at asks for its server.
// Nothing depends on the answer but what the screen says.
const serverPause = 20 * time.Second

// lookForServer finds out whether the app is offline, and says so where that
// has changed.
func (d *desk) lookForServer() {
	go func() {
		reachable, err := browser.ServerReachable(context.Background())
		if err != nil {
			return
		}
		d.ctx.Dispatch(func(goapp.Context) {
			if d.offline == !reachable {
				return
			}
			d.offline = !reachable
			d.version++
			if d.offline {
				d.say("You are offline; everything still works")
			} else {
				d.say("You are online again")
			}
		})
	}()
}

// watchServer looks for the server again and again.
func (d *desk) watchServer() {
	hidden := false
	browser.OnVisibility(func(now bool) { hidden = now })
	go func() {
		for {
			time.Sleep(serverPause)
			if !hidden {
				d.lookForServer()
			}
		}
	}()
}

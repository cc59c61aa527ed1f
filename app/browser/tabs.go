//go:build js

package browser

import (
	"sync"
	"syscall/js"
)

// Tabs connects the tabs in which this app is open.
type Tabs struct {
	channel js.Value
	remove  func()
}

// OpenTabs calls f with each message that another tab sends, in order.
func OpenTabs(f func(message []byte)) *Tabs {
	channel := js.Global().Get("BroadcastChannel").New("claimlight")
	remove := listen(channel, "message", func(event js.Value) {
		if data := event.Get("data"); data.InstanceOf(js.Global().Get("Uint8Array")) {
			f(fromJS(data))
		}
	})
	t := &Tabs{channel: channel}
	t.remove = sync.OnceFunc(func() {
		remove()
		channel.Call("close")
	})
	return t
}

// Send sends a message to all other tabs. It must not be called after Close.
func (t *Tabs) Send(message []byte) { t.channel.Call("postMessage", toJS(message)) }

// Close ends the connection.
func (t *Tabs) Close() { t.remove() }

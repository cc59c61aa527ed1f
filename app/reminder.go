//go:build js

package app

import (
	"time"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// backup is the banner that reminds of a backup that only the person can make: by
// a download, or by allowing the browser to write into the folder again.
func (b *banners) backup() goapp.UI {
	d := b.Desk
	if d.session == nil || d.keeper == nil {
		return nil
	}
	k, kept, now := d.keeper, d.session.Keeping(), time.Now()
	switch {
	case kept.Folder != "" && k.folder == browser.FolderGranted:
		return nil
	case kept.Folder != "" && k.folder == browser.FolderAsks && k.unbacked > 0 && !kept.putOff(now):
		return el("div.banner",
			el("p", count(k.unbacked, "claim is", "claims are")+" in no backup yet. Claimlight may write to the folder “"+kept.Folder+"” once you allow it again."),
			button(".primary", b.onAllow, "Allow backups"),
			button("", b.onLater, "Later"),
		)
	case kept.remind(now, k.unbacked):
		return el("div.banner",
			el("p", count(k.unbacked, "claim is", "claims are")+" in no backup yet, and this browser is the only place that has them."),
			button(".primary", b.onDownload, "Download a backup"),
			button("", b.onLater, "Later"),
		)
	}
	return nil
}

func (b *banners) onAllow(goapp.Context, goapp.Event)    { b.Desk.allowBackups() }
func (b *banners) onDownload(goapp.Context, goapp.Event) { b.Desk.downloadBackup() }

func (b *banners) onLater(goapp.Context, goapp.Event) {
	b.Desk.session.Keep(func(kept *Keeping) { kept.Later = time.Now().Add(remindPause).UnixMilli() })
}

//go:build js

package app

import (
	"context"
	"time"

	"claimlight/app/browser"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
)

// backupSection is where backups go, and how far they reach.
type backupSection struct {
	goapp.Compo
	Desk    *desk
	Version int
}

func (s *backupSection) Render() goapp.UI {
	k := s.Desk.keeper
	if k == nil {
		return el("section", attrs{"hidden", "true"})
	}
	kept := s.Desk.session.Keeping()
	folder := kept.Folder != "" && k.folder != browser.NoFolder
	allowed := folder && k.folder == browser.FolderGranted
	return settings("set-backup", "Backup",
		el("p", s.way(kept, folder)),
		el("p", attrs{"id", "backup-state"}, s.state(kept)),
		only(k.leftOut != "", func() goapp.UI {
			return el("p.wrong", attrs{"role", "alert"}, "Of the last backup: "+lowerFirst(k.leftOut))
		}),
		only(folder && !allowed, func() goapp.UI {
			return el("p.wrong", "The browser wants your word again before Claimlight may write to “"+kept.Folder+"”.")
		}),
		only(k.trouble != nil, func() goapp.UI {
			return el("p.wrong", attrs{"role", "alert"}, sentence(k.trouble.Error()))
		}),
		el("div.ways",
			only(folder && !allowed, func() goapp.UI { return button(".primary", s.onAllow, "Allow backups") }),
			only(allowed, func() goapp.UI { return button("", s.onBackup, "Back up now") }),
			button("", s.onDownload, "Download a backup"),
			only(browser.FoldersSupported(), func() goapp.UI {
				return button("", s.onFolder, map[bool]string{true: "Choose another folder…", false: "Choose a backup folder…"}[folder])
			}),
			only(folder, func() goapp.UI { return button("", s.onForget, "Stop backing up to it") }),
			button("", s.onRestore, "Restore a backup…"),
		),
	)
}

// way says how backups are made.
func (s *backupSection) way(kept Keeping, folder bool) string {
	switch {
	case folder:
		return "After each working session Claimlight writes your whole library into a new file in the folder “" + kept.Folder + "”. Of older files it keeps those of today, one a day for a week, and one a week for half a year."
	case browser.FoldersSupported():
		return "Choose a folder, such as one that is copied to another device, and Claimlight writes your whole library into it after each working session. Or download a backup now and then; you are reminded."
	}
	return "This browser does not let Claimlight write into a folder by itself. Download a backup now and then; you are reminded after a week, or fifty claims."
}

// state says how far the backups reach.
func (s *backupSection) state(kept Keeping) string {
	last := "There is no backup yet."
	if kept.Backed != 0 {
		last = "Last backup: " + moment(time.UnixMilli(kept.Backed), time.Now()) + "."
	}
	switch n := s.Desk.keeper.unbacked; {
	case n > 0:
		return last + " " + count(n, "claim is", "claims are") + " in no backup yet."
	case kept.Backed == 0:
		return last
	case kept.Unbacked != 0:
		return last + " There are changes since."
	}
	return last + " Everything is in it."
}

func (s *backupSection) onFolder(goapp.Context, goapp.Event) { s.Desk.chooseFolder() }

func (d *desk) chooseFolder() {
	d.work(func(ctx context.Context) error {
		name, err := d.db.ChooseFolder(ctx)
		if err != nil || name == "" {
			return err
		}
		d.session.Keep(func(kept *Keeping) { kept.Folder = name })
		return d.backUp(ctx)
	})
}

func (s *backupSection) onBackup(goapp.Context, goapp.Event) { s.Desk.work(s.Desk.backUp) }

// backUp writes a backup into the folder and says so.
func (d *desk) backUp(ctx context.Context) error {
	err := d.keeper.backup(ctx)
	d.keeper.lookForFolder(ctx)
	if err != nil {
		return err
	}
	d.say("Backed up to “" + d.session.Keeping().Folder + "”")
	return nil
}

func (s *backupSection) onAllow(goapp.Context, goapp.Event) { s.Desk.allowBackups() }

// allowBackups has the browser ask whether the folder may be written to again.
func (d *desk) allowBackups() {
	d.work(func(ctx context.Context) error {
		state, err := d.db.AllowFolder(ctx)
		if err != nil {
			return err
		}
		if state != browser.FolderGranted {
			d.say("No backup is made; you can allow it in Settings at any time")
			return nil
		}
		return d.backUp(ctx)
	})
}

func (s *backupSection) onDownload(goapp.Context, goapp.Event) { s.Desk.downloadBackup() }

func (d *desk) downloadBackup() {
	d.work(func(ctx context.Context) error {
		if err := d.keeper.download(ctx); err != nil {
			return err
		}
		d.say("Backup downloaded")
		return nil
	})
}

func (s *backupSection) onForget(goapp.Context, goapp.Event) {
	d := s.Desk
	d.work(func(ctx context.Context) error {
		if err := d.db.ForgetFolder(ctx); err != nil {
			return err
		}
		d.session.Keep(func(kept *Keeping) { kept.Folder = "" })
		d.keeper.lookForFolder(ctx)
		d.say("Backups no longer go to that folder; the files in it stay")
		return nil
	})
}

func (s *backupSection) onRestore(goapp.Context, goapp.Event) {
	s.Desk.ask(dialog{name: importDialogName})
}

//go:build !js

package e2e_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// tear writes bytes behind the end of the log of a profile's database, which no
// browser has open, and returns the log.
func tear(t *testing.T, dir string, behind ...byte) (log string) {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "Default", "IndexedDB", "*.leveldb", "*.log"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("the logs of the database are %q, %v", logs, err)
	}
	f, err := os.OpenFile(logs[0], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Write(behind)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return logs[0]
}

// A browser that is killed between two writes leaves the head of a record of its
// log (checksum, length, kind) without the record. Chromium reads over that once.
// What it writes behind it, it cannot read, and throws all of the site's databases
// away; unless it has begun another log by then.
func TestALogThatAKillHasTornCostsNothing(t *testing.T) {
	h, dir := newHost(t), t.TempDir()
	tab, kill := startToKill(t, h, dir)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	address := tab.path()
	kill()
	log := tear(t, dir, 1, 2, 3, 4, 0x00, 0x10, 1)

	tab, kill = startToKill(t, h, dir)
	tab.open(address)
	tab.opened(fallen)
	tab.wait("the browser has begun another log", func() (bool, string) {
		_, err := os.Stat(log)
		return errors.Is(err, fs.ErrNotExist), log + " is still there"
	})
	tab.mark(riders, "2")
	tab.saved()
	kill()

	tab, kill = startToKill(t, h, dir)
	tab.open(address)
	tab.quotes(fallen, riders)
	kill()
}

// Where the browser has thrown the library away, it says so, also when it is
// killed before the person has read it, and a copy outside the database brings
// back what was in the latest snapshot.
func TestALibraryThatTheBrowserThrewAwayComesBackFromTheSpareCopy(t *testing.T) {
	h, dir := newHost(t), t.TempDir()
	tab, kill := startToKill(t, h, dir)
	tab.open("/settings")
	tab.click("button", "Take a snapshot now")
	tab.told("There is nothing in your library to keep yet") // nor is there a copy of an empty library
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.card().fill("textbox", "Note", "From before the damage")
	tab.saved()
	address := tab.path()
	tab.open("/settings")
	tab.click("button", "Take a snapshot now")
	tab.told("Snapshot taken")
	tab.until("there is a spare copy", `caches.open("claimlight.spare").then((cache) => cache.keys()).then((kept) => kept.length === 1)`)
	kill()
	tear(t, dir, 1, 2, 3, 4, 4, 0, 1, 'j', 'u', 'n', 'k') // a record that is not what its checksum says

	tab, kill = startToKill(t, h, dir)
	tab.open(address)
	tab.says("The browser has lost the library that it kept for Claimlight")
	kill()
	tab, kill = startToKill(t, h, dir)
	tab.open(address)
	alert := tab.in("alert", anyName)
	tab.says("A spare copy is here: Today, ")
	alert.click("button", "Restore…")
	d := tab.in("dialog", "Restore a snapshot")
	tab.says("article comes back")
	d.click("button", "Restore")
	tab.told("Snapshot restored")
	tab.gone("alert", anyName)
	tab.quotes(fallen)
	tab.claims().click("button", fallen)
	tab.card().becomes("textbox", "Note", "value", "From before the damage")
	kill()
}

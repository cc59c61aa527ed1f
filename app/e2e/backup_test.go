//go:build !js

package e2e_test

import (
	"bytes"
	"encoding/base64"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// choosing answers the browser's question for a folder with one of the page's own
// file system, which the protocol cannot do. Whether it may be written to is what
// the window's storage says under "word": "granted" where it says nothing. It also
// promises to keep what is stored, and counts how often in "promises".
const choosing = `(() => {
	window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("Copies", { create: true });
	const word = () => localStorage.getItem("word") ?? "granted";
	FileSystemHandle.prototype.queryPermission = async () => word();
	FileSystemHandle.prototype.requestPermission = async () => {
		if (!navigator.userActivation.isActive) throw new DOMException("No click.", "SecurityError");
		localStorage.setItem("word", "granted");
		return word();
	};
	window.promises = 0;
	StorageManager.prototype.persist = async () => (localStorage.setItem("kept", "yes"), promises++, true);
	StorageManager.prototype.persisted = async () => localStorage.getItem("kept") === "yes";
	window.badge = 0;
	navigator.setAppBadge = async (n) => { window.badge = n; };
	navigator.clearAppBadge = async () => { window.badge = 0; };
})()`

// copies are the names and contents of the files in the folder of backups.
func (t *tab) copies() map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for name, content := range eval[map[string]string](t, `(async () => {
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("Copies", { create: true });
		const files = {};
		for await (const [name, handle] of folder.entries()) {
			files[name] = btoa(String.fromCharCode(...new Uint8Array(await (await handle.getFile()).arrayBuffer())));
		}
		return files;
	})()`) {
		data, err := base64.StdEncoding.DecodeString(content)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = data
	}
	return files
}

// backups waits until the folder holds so many files, and returns the latest.
func (t *tab) backups(want int) (name string, data []byte) {
	t.Helper()
	t.wait("the folder has its backups", func() (bool, string) {
		files := t.copies()
		name = slices.Max(append(names(files), ""))
		data = files[name]
		return len(files) == want && len(data) > 0, strings.Join(names(files), " ") // a file is empty at first
	})
	return name, data
}

func names(files map[string][]byte) []string {
	var list []string
	for name := range files {
		list = append(list, name)
	}
	return list
}

func TestBackupsGoIntoTheChosenFolderAfterEachSession(t *testing.T) {
	p := emptied(t, &mine)
	// The clock, which files are named by, can be set forward.
	tab := p.newTabWith(choosing, `(() => {
		const time = Date.prototype.getTime;
		window.later = 0;
		Date.prototype.getTime = function () { return time.call(this) + later; };
	})()`)
	tab.open("/")
	openSample(tab)
	if n := eval[int](tab, `promises`); n != 0 {
		t.Error("the browser is asked to keep what is stored before there is a claim")
	}
	tab.mark(fallen, "1")
	tab.until("the browser is asked to keep it", `promises === 1`)
	tab.saved()
	tab.says("1 not backed up")
	tab.until("the badge says so", `window.badge === 1`)

	tab.in("navigation", "Main").click("link", "Settings")
	tab.until("it says so, and how much it is", `/ It takes [\d.,]+ [kMG]?B of the [\d.,]+ [MG]B that the browser allows. The browser has promised to keep it until you delete it./.test(document.body.innerText)`)
	tab.says("There is no backup yet. 1 claim is in no backup yet.")
	tab.click("button", "Choose a backup folder…")
	tab.told("Backed up to “Copies”")
	first, _ := tab.backups(1)
	tab.says("Everything is in it.")
	tab.until("the badge is gone", `window.badge === 0`)

	// Nothing changed: a session without changes makes no backup.
	eval[bool](tab, `(later = 1000, true)`)
	tab.turnAway()
	tab.in("navigation", "Main").click("link", "Library")
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.mark(stops, "5")
	tab.saved()
	tab.says("1 not backed up")
	tab.turnAway()
	second, file := tab.backups(2)
	if second <= first {
		t.Errorf("the later backup is called %s, the one before %s", second, first)
	}
	tab.until("it is counted as backed up", `!document.body.innerText.includes("not backed up")`)
	if said := job(tab, "forgetBackups", "deleted-by-another-tab"); said != "" {
		t.Errorf("deleting what is gone already says %q", said)
	}

	// It is restored, compressed as it is, through the import's preview; where there
	// was a backup since, what comes in is not in that.
	other := emptied(t, &theirs).newTabWith(choosing)
	other.open("/")
	openSample(other)
	other.in("navigation", "Main").click("link", "Settings")
	other.click("button", "Choose a backup folder…")
	other.told("Backed up to “Copies”")
	other.click("button", "Restore a backup…")
	d := other.in("dialog", "Import")
	d.give("Choose files", other.written(second, file))
	d.one("region", "Import preview")
	other.says("2 of 2 spans verified")
	d.click("button", "Import")
	other.told("Imported 2 claims")
	other.saved()
	other.says("2 claims are in no backup yet.")
	other.click("button", "Back up now")
	other.says("Everything is in it.")
	other.open("/")
	other.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	other.quotes(fallen, stops)
}

func TestABackupFolderThatIsGoneIsSaid(t *testing.T) {
	p := emptied(t, &mine)
	tab := p.newTabWith(choosing)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Choose a backup folder…")
	tab.told("Backed up to “Copies”")
	tab.backups(1)

	// The folder is gone from under us.
	eval[bool](tab, `(async () => {
		await (await navigator.storage.getDirectory()).removeEntry("Copies", { recursive: true });
		return true;
	})()`)
	tab.click("button", "Back up now")
	tab.told("is no longer there; choose another in Settings")
	tab.click("button", "Choose another folder…")
	tab.told("Backed up to “Copies”")
	tab.backups(1)
}

// breaking breaks the writing of files off when half is written, after "break" is
// said in the channel "write" and until anything else is.
const breaking = `(() => {
	let broken = false;
	new BroadcastChannel("write").onmessage = ({ data }) => { broken = data === "break"; };
	const open = FileSystemFileHandle.prototype.createWritable;
	FileSystemFileHandle.prototype.createWritable = async function (...args) {
		const out = await open.apply(this, args);
		if (!broken) return out;
		const write = out.write.bind(out);
		out.write = async (bytes) => {
			await write(bytes.subarray(0, bytes.length / 2));
			throw new DOMException("The disk is full.", "QuotaExceededError");
		};
		return out;
	};
})();`

func TestABackupThatBreaksOffHalfWayLeavesTheOnesBeforeWhole(t *testing.T) {
	host, worker := hostOfWorker(t, breaking)
	// The clock, which files are named by, stands still unless it is set forward.
	tab := newProfile(t, host).newTabWith(choosing, worker, `(() => {
		const began = Date.now();
		window.later = 0;
		Date.prototype.getTime = () => began + later;
	})()`)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Choose a backup folder…")
	tab.told("Backed up to “Copies”")
	first, whole := tab.backups(1)

	eval[bool](tab, `(window.write = new BroadcastChannel("write"), true)`)
	before := map[string][]byte{first: whole}
	for _, seconds := range []int{0, 2} { // the same name, and another
		eval[bool](tab, `(seconds) => (later = 1000 * seconds, write.postMessage("break"), true)`, seconds)
		tab.click("button", "Back up now")
		tab.told("No backup was made: there is no room left in the backup folder “Copies”")
		if diff := cmp.Diff(before, tab.copies()); diff != "" {
			t.Errorf("after %d seconds, the folder is not as it was (-before +now):\n%s", seconds, diff)
		}
		tab.click("button", "Dismiss")
	}
	eval[bool](tab, `(write.postMessage("go on"), true)`)
	tab.click("button", "Back up now")
	tab.told("Backed up to “Copies”")
	if files := tab.copies(); !bytes.Equal(files[first], whole) || len(files) != 2 {
		t.Errorf("there are %d files, or the first is not as it was", len(files))
	}
}

func TestPermissionToBackUpIsAskedAgainPolitely(t *testing.T) {
	p := emptied(t, &mine)
	tab := p.newTabWith(choosing)
	tab.open("/")
	openSample(tab)
	tab.in("navigation", "Main").click("link", "Settings")
	tab.click("button", "Choose a backup folder…")
	tab.told("Backed up to “Copies”")
	tab.backups(1)

	// The browser was closed in between, and has forgotten its permission.
	eval[bool](tab, `(localStorage.setItem("word", "prompt"), true)`)
	tab.open("/")
	tab.gone("button", "Allow backups") // there is nothing to back up
	tab.in("list", "Articles").click("link", "The tram that divided Lindhaven")
	tab.mark(fallen, "1")
	tab.says("Claimlight may write to the folder “Copies” once you allow it again.")
	tab.click("button", "Later")
	tab.gone("button", "Allow backups")
	tab.saved()
	tab.reload()
	tab.says("1 not backed up")
	tab.in("navigation", "Main").click("link", "Settings")
	tab.says("The browser wants your word again before Claimlight may write to “Copies”.")
	tab.click("button", "Allow backups")
	tab.told("Backed up to “Copies”")
	tab.backups(2)
	tab.says("Everything is in it.")
}

func TestWithoutFoldersABackupIsOneTapAndTheReminderWaits(t *testing.T) {
	p := emptied(t, &mine)
	// As in Safari, which has no such folders, eight days after the first change.
	tab := p.newTabWith(`delete window.showDirectoryPicker; StorageManager.prototype.persisted = async () => false`,
		`Object.defineProperty(navigator, "vendor", { value: "Apple Computer, Inc." })`, `(() => {
		const getTime = Date.prototype.getTime; // which Go's clock asks
		Date.prototype.getTime = function () { return getTime.call(this) + Number(localStorage.getItem("later") ?? 0); };
	})()`)
	tab.open("/")
	openSample(tab)
	tab.mark(fallen, "1")
	tab.saved()
	tab.gone("button", "Download a backup")
	eval[bool](tab, `(localStorage.setItem("later", String(8 * 86400e3)), true)`)
	tab.reload()
	tab.says("1 claim is in no backup yet, and this browser is the only place that has them.")
	tab.click("button", "Later")
	tab.gone("button", "Download a backup")
	tab.saved()
	eval[bool](tab, `(localStorage.setItem("later", String(10 * 86400e3)), true)`)
	tab.reload()
	tab.downloads()
	tab.click("button", "Download a backup")
	tab.told("Backup downloaded")
	path, file := tab.downloaded()
	if name := filepath.Base(path); !strings.HasPrefix(name, "claimlight-backup-") || !strings.HasSuffix(name, ".claimlight.json.gz") {
		t.Errorf("the backup is called %s", name)
	}
	if !bytes.HasPrefix(file, []byte{0x1f, 0x8b}) {
		t.Error("the backup is not compressed")
	}
	tab.gone("button", "Download a backup")
	tab.in("navigation", "Main").click("link", "Settings")
	tab.says("Everything is in it.")
	tab.says("This browser does not let Claimlight write into a folder by itself.")
	tab.says("after seven days of use in which you do not open Claimlight, unless that is in the Dock or on the Home Screen.")

	// A damaged one is said to be so, and changes nothing.
	tab.in("navigation", "Main").click("link", "Library")
	d := tab.importFile(tab.written("half.claimlight.json.gz", file[:len(file)/2]))
	tab.says("The compressed file cannot be read: it is damaged, or its end is missing.")
	d.becomes("button", "Import", "disabled", "true")
}

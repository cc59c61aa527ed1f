//go:build !js

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// startToKill starts a browser of its own on the profile in dir, with a tab, and
// returns what kills all its processes at once. The next can be started on the
// same profile then.
func startToKill(t *testing.T, h *host, dir string) (tab *tab, kill func()) {
	t.Helper()
	grouped := chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} })
	ctx, stop, err := start(dir, grouped)
	if err != nil {
		t.Fatal(err)
	}
	process := chromedp.FromContext(ctx).Browser.Process()
	kill = sync.OnceFunc(func() {
		syscall.Kill(-process.Pid, syscall.SIGKILL) // the group of the process that was started here
		process.Wait()
		for !ended(process.Pid) {
			time.Sleep(pace)
		}
		stop()
	})
	t.Cleanup(kill)
	own, _ := chromedp.NewContext(ctx)
	return (&profile{TB: quiet{t}, host: h, ctx: own}).newTab(), kill
}

// quiet is a test without the cleanup of tabs, whose browsers are killed.
type quiet struct{ *testing.T }

func (quiet) Cleanup(func()) {}

// ended reports whether no process of a group runs any more, as far as /proc
// tells. Until then another browser may find the profile in use.
func ended(group int) bool {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended since
		}
		// Behind the name, which is in brackets: state, parent, group.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if fields[2] == strconv.Itoa(group) && fields[0] != "Z" && fields[0] != "X" {
			return false
		}
	}
	return true
}

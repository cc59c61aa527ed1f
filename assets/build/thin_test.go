//go:build !js

package main

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLeaveOutDropsWhatNeedsTheNetworkAndNothingElse(t *testing.T) {
	const whole = `package p

import (
	"fmt"
	"io"
	web "net/http"
)

// Server serves.
type Server struct{ name string }

func (s *Server) Name() string { return s.name }
func (s *Server) ServeHTTP(w web.ResponseWriter, r *web.Request) { io.WriteString(w, s.page()) }
func (s *Server) page() string { return fmt.Sprint(s.name) }
func (s *Server) Start() { s.ServeHTTP(nil, nil) }

type files struct{ web.Handler }

func (f files) open() {}

func Local() any { return files{} }

type other struct{}

func (o other) Start() {}

var Client = web.DefaultClient

func use(o other) string { o.Start(); return fmt.Sprint(o) }
`
	const want = `package p

import (
	"fmt"
)

// Server serves.
type Server struct{ name string }

func (s *Server) Name() string { return s.name }

func (s *Server) page() string { return fmt.Sprint(s.name) }

type other struct{}

func (o other) Start() {}

func use(o other) string { o.Start(); return fmt.Sprint(o) }
`
	p := parsed(t, whole)
	if err := p.leaveOut("net/http"); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := format.Node(&got, p.set, p.files[0]); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLeaveOutRefusesToLoseADirective(t *testing.T) {
	p := parsed(t, "package p\n\nimport _ \"embed\"\n\n//go:embed page.html\nvar page string\n")
	if err := p.leaveOut("net/http"); err == nil || !strings.Contains(err.Error(), "//go:embed page.html") {
		t.Errorf("got %v, want an error that names the directive", err)
	}
}

func TestHollowLeavesTheFormOfWhatIsNeverCalled(t *testing.T) {
	p := parsed(t, `package p

import (
	"crypto/aes"
	"crypto/rand"
	"io"
)

func encrypt(key []byte) (int, error) {
	_, err := aes.NewCipher(key)
	return 0, err
}

func draw(b []byte) { io.ReadFull(rand.Reader, b) }
`)
	p.hollow("crypto/aes")
	if err := p.leaveOut("crypto/aes"); err != nil {
		t.Fatal(err)
	}
	p.replace()
	const want = `package p

import (
	rand "claimlight/app/random"
	"io"
)

func encrypt(key []byte) (int, error) { panic("encrypt was left out of the browser's programs") }

func draw(b []byte) { io.ReadFull(rand.Reader, b) }
`
	var got bytes.Buffer
	if err := format.Node(&got, p.set, p.files[0]); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func parsed(t *testing.T, source string) *sources {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	p := &sources{set: set}
	p.files = append(p.files, f)
	return p
}

// The linker keeps what it cannot prove unused, so only what is never imported
// weighs nothing.
func TestTheBrowsersProgramsHoldNothingUnwanted(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	dir := filepath.Join("build", "thin-test")
	t.Cleanup(func() { os.RemoveAll(dir) })
	modfile, err := thin(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		cmd := exec.Command("go", "list", "-deps", "-modfile="+modfile, p)
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("listing what %s imports: %v", p, err)
		}
		for _, lost := range append(unwanted, uncalled, "crypto/rand") {
			if slices.Contains(strings.Fields(string(out)), lost) {
				t.Errorf("%s imports %s", p, lost)
			}
		}
	}
}

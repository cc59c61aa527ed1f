//go:build !js

package webpage

// These tests are inside the package, because only there a Fetcher can be made
// that may connect to the test's own servers.

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// lenient returns a Fetcher to which the address 127.0.0.1, on any port, is as
// good as a public one, and every other is what it is.
func lenient(limit time.Duration, names *net.Resolver, servers ...*httptest.Server) *Fetcher {
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32")))
	ports := []string{"", "80", "443"}
	for _, s := range servers {
		ports = append(ports, portOf(s))
	}
	return newFetcher(guard.Safe, names, ports, limit)
}

func portOf(s *httptest.Server) string {
	at, _ := url.Parse(s.URL)
	return at.Port()
}

func site(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func page(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, body)
}

// resolver asks a name server of the test's own, which answers the nth question
// for an address of version 4 with answers[n], and all after the last like it.
func resolver(t *testing.T, answers ...string) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	var asked int
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := socket.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil {
				continue
			}
			m.Response, m.Additionals = true, nil
			if m.Questions[0].Type == dnsmessage.TypeA {
				answer := netip.MustParseAddr(answers[min(asked, len(answers)-1)])
				asked++
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET},
					Body:   &dnsmessage.AResource{A: answer.As4()},
				}}
			}
			reply, err := m.Pack()
			if err == nil {
				socket.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp4", socket.LocalAddr().String())
	}}
}

// wantTrouble fails unless err is the wanted trouble.
func wantTrouble(t *testing.T, err error, want *Trouble) {
	t.Helper()
	var got *Trouble
	if !errors.As(err, &got) || got.Error() != want.Error() {
		t.Errorf("got %v\nwant %v", err, want)
	}
}

func TestFetchFollowsRedirectsAndSaysWhereItArrived(t *testing.T) {
	s := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/end" {
			http.Redirect(w, r, "/end", http.StatusFound)
			return
		}
		if r.Header.Get("Referer")+r.Header.Get("Cookie") != "" {
			t.Errorf("it sent %v", r.Header)
		}
		page(w, "<p>Trams cut traffic.")
	})
	got, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL+"/start#part")
	if err != nil {
		t.Fatal(err)
	}
	if got.Address != s.URL+"/end" || got.Type != "text/html; charset=utf-8" || string(got.Data) != "<p>Trams cut traffic." {
		t.Errorf("got %+v", got)
	}
}

// What New returns is used here: not one byte may reach the test's own server.
func TestFetchConnectsToNoPrivateAddress(t *testing.T) {
	var reached atomic.Int64
	s := site(t, func(w http.ResponseWriter, _ *http.Request) { reached.Add(1); page(w, "secret") })
	anywhere := newFetcher(ssrf.New(ssrf.WithAnyPort()).Safe, net.DefaultResolver, []string{portOf(s), ""}, MaxTime)
	port := ":" + portOf(s)
	for _, host := range []string{
		"127.0.0.1" + port, "localhost" + port, "127.9.9.9" + port, "[::1]" + port, "[::ffff:127.0.0.1]" + port,
		"[::ffff:7f00:1]" + port, "0.0.0.0" + port, "[::]" + port,
	} {
		_, err := anywhere.Fetch(t.Context(), "http://"+host+"/")
		wantTrouble(t, err, errPrivate)
	}
	usual := New()
	for _, host := range []string{
		"127.0.0.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1", "169.254.169.254",
		"100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"168.63.129.16", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[ff02::1]", "[2001:db8::1]",
	} {
		for _, scheme := range []string{"http://", "https://"} {
			_, err := usual.Fetch(t.Context(), scheme+host+"/latest/meta-data/")
			var trouble *Trouble
			// A machine without IPv6 cannot even ask whether it may connect there.
			if !errors.As(err, &trouble) || trouble != errPrivate && !strings.HasPrefix(host, "[") {
				t.Errorf("%s%s: %v", scheme, host, err)
			}
		}
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("the private server was reached %d times", n)
	}
}

func TestGuardDeniesPrivateAddressesOfBothVersions(t *testing.T) {
	guard := New().client.Transport.(*http.Transport)
	for _, address := range []string{"[fe80::1]:80", "[fc00::1]:443", "[fd00:ec2::254]:80", "[::ffff:10.0.0.1]:80", "[64:ff9b::a00:1]:80",
		"[2002:a00:1::]:80", "[2001:db8::1]:80", "[::1]:80", "[::ffff:127.0.0.1]:443", "10.1.2.3:80", "8.8.8.8:22"} {
		connection, err := guard.DialContext(t.Context(), "tcp", address)
		if err == nil {
			connection.Close()
		}
		if !errors.Is(err, ssrf.ErrProhibitedIP) && !errors.Is(err, ssrf.ErrProhibitedPort) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestFetchIsNotRedirectedIntoAPrivateNetwork(t *testing.T) {
	var reached atomic.Int64
	private, err := net.Listen("tcp4", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	inside := &httptest.Server{Listener: private, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		page(w, "secret")
	})}}
	inside.Start()
	t.Cleanup(inside.Close)
	for _, to := range []string{inside.URL, "http://[::ffff:127.0.0.2]:" + portOf(inside), "http://169.254.169.254/", "http://10.0.0.1/"} {
		s := site(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
		_, err := lenient(MaxTime, net.DefaultResolver, s, inside).Fetch(t.Context(), s.URL)
		wantTrouble(t, err, errPrivate)
	}
	for to, want := range map[string]*Trouble{
		"file:///etc/passwd": errScheme, "gopher://127.0.0.1/": errScheme, "http://user:word@example.org/": errUser, "http://127.0.0.1:22/": errPort,
	} {
		s := site(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
		wantTrouble(t, err, want)
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("the private server was reached %d times", n)
	}
	loop := site(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	_, err = lenient(MaxTime, net.DefaultResolver, loop).Fetch(t.Context(), loop.URL)
	wantTrouble(t, err, errRedirects)
}

// The name leads to a public server when it is looked up first, and into the
// private network when it is looked up again.
func TestFetchIsNotLedAstrayByANameThatChangesItsAnswer(t *testing.T) {
	var reached atomic.Int64
	var s *httptest.Server
	s = site(t, func(w http.ResponseWriter, r *http.Request) {
		if reached.Add(1) > 1 {
			page(w, "secret")
			return
		}
		http.Redirect(w, r, "http://changes.example:"+portOf(s)+"/again", http.StatusFound)
	})
	f := lenient(MaxTime, resolver(t, "127.0.0.1", "127.0.0.2"), s)
	_, err := f.Fetch(t.Context(), "http://changes.example:"+portOf(s)+"/")
	wantTrouble(t, err, errPrivate)
	if n := reached.Load(); n != 1 {
		t.Errorf("the server was asked %d times, want 1", n)
	}
	// The same name is fine as long as it stays where it was.
	reached.Store(0)
	got, err := lenient(MaxTime, resolver(t, "127.0.0.1"), s).Fetch(t.Context(), "http://changes.example:"+portOf(s)+"/")
	if err != nil || string(got.Data) != "secret" {
		t.Errorf("got %q, %v", got.Data, err)
	}
}

func TestFetchAsksForWebAddressesOnly(t *testing.T) {
	f := New()
	for address, want := range map[string]*Trouble{
		"": errNoAddress, "   ": errNoAddress, "http://": errNoAddress, "https://exa mple/": errNoAddress, "http://[::1": errNoAddress,
		"https://example.org/" + strings.Repeat("a", maxAddress): errNoAddress,
		"file:///etc/passwd": errScheme, "ftp://example.org/": errScheme, "javascript://example.org/%0aalert(1)": errScheme,
		"data://text": errScheme, "gopher://example.org": errScheme, "unix:///var/run/docker.sock": errScheme,
		"http://user@example.org/": errUser, "http://user:pass@example.org/": errUser,
		"http://example.org:22/": errPort, "https://example.org:8443/": errPort, "http://example.org:6379/": errPort,
	} {
		_, err := f.Fetch(t.Context(), address)
		if trouble := new(Trouble); !errors.As(err, &trouble) || trouble != want {
			t.Errorf("%.60q: got %v, want %v", address, err, want)
		}
	}
}

func TestFetchTakesNoMoreThanItMay(t *testing.T) {
	var took atomic.Int64
	endless := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for chunk := []byte(strings.Repeat("<p>word ", 4096)); ; took.Add(int64(len(chunk))) {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
	for name, answer := range map[string]http.HandlerFunc{
		"endless": endless,
		"giant by its own word": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", fmt.Sprint(MaxBytes+1))
		},
		"a bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			defer packed.Close()
			for zeros := make([]byte, 1<<20); ; {
				if _, err := packed.Write(zeros); err != nil {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, answer)
			_, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
			wantTrouble(t, err, errTooLarge)
		})
	}
	if n := took.Load(); n > 3*MaxBytes { // some of it waits in the machine's buffers
		t.Errorf("%d bytes were taken", n)
	}
	s := site(t, func(w http.ResponseWriter, _ *http.Request) { page(w, strings.Repeat("a", MaxBytes)) })
	if got, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL); err != nil || len(got.Data) != MaxBytes {
		t.Errorf("exactly as much as it may: %d bytes, %v", len(got.Data), err)
	}
}

// The limit is shorter here than MaxTime, which New sets.
func TestFetchEndsInTime(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"no answer": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"a trickle": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for r.Context().Err() == nil {
				io.WriteString(w, "a")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t, answer)
			_, err := lenient(300*time.Millisecond, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
			wantTrouble(t, err, errSlow)
		})
	}
	if got := New().limit; got != 20*time.Second {
		t.Errorf("New gives a page %v", got)
	}
}

func TestFetchTakesOnlyWhatTheImporterReads(t *testing.T) {
	for sent, want := range map[string]*Trouble{
		"text/html": nil, "text/html; charset=windows-1252": nil, "TEXT/HTML": nil, "application/xhtml+xml": nil, "text/plain": nil,
		"text/markdown": nil, "application/epub+zip": nil,
		"application/pdf": unreadable("application/pdf"), "image/png": unreadable("image/png"), "video/mp4": unreadable("video/mp4"),
		"application/json": unreadable("application/json"), "application/ld+json": unreadable("application/ld+json"),
		"application/octet-stream": unreadable("application/octet-stream"), "text/css": unreadable("text/css"),
	} {
		s := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", sent)
			io.WriteString(w, "words")
		})
		_, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
		if want != nil {
			wantTrouble(t, err, want)
		} else if err != nil {
			t.Errorf("%s: %v", sent, err)
		}
	}
	for body, ok := range map[string]bool{"<!doctype html><p>words": true, "words": true, "\x89PNG\r\n\x1a\n0000": false, "%PDF-1.7": false} {
		s := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			io.WriteString(w, body)
		})
		if _, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL); (err == nil) != ok {
			t.Errorf("%q without a type: %v", body, err)
		}
	}
}

func TestFetchSaysWhatTheSiteAnswered(t *testing.T) {
	for _, status := range []int{204, 304, 401, 402, 403, 404, 410, 429, 451, 500, 503} {
		s := site(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		_, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
		wantTrouble(t, err, refused(status))
	}
	s := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "br")
		io.WriteString(w, "not asked for")
	})
	_, err := lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
	wantTrouble(t, err, errEncoding)
	s.Close()
	_, err = lenient(MaxTime, net.DefaultResolver, s).Fetch(t.Context(), s.URL)
	wantTrouble(t, err, unreachable("127.0.0.1"))
}

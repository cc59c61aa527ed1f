//go:build !js

// Package webpage fetches pages of the web for the app, which cannot do so
// itself: browsers let a page read no other site. Since whoever can reach the
// server can name any address, it reaches nothing but public web servers, and
// takes no more of them than an article needs.
package webpage

import (
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

const (
	// MaxBytes is the most that is read of a page, unpacked.
	MaxBytes = 10 << 20
	// MaxTime is the longest that fetching a page may take, redirects included.
	MaxTime = 20 * time.Second

	maxRedirects = 5
	maxAddress   = 4 << 10
)

// A Page is what a web server answered.
type Page struct {
	Data    []byte
	Type    string // media type with its parameters, as the server says
	Address string // where it was in the end, after redirects
}

// A Fetcher fetches pages from public web servers. It is made by [New], and safe
// for concurrent use.
type Fetcher struct {
	client *http.Client
	ports  []string
	limit  time.Duration
}

// New returns a Fetcher that connects to addresses of the public internet only,
// on the ports 80 and 443.
//
// The guard is code.dny.dev/ssrf, because it is generated from IANA's registries
// of special-purpose addresses and denies all of IPv6 but global unicast; and
// because it judges the very address that is about to be dialled, after every
// look-up and every redirect, so that a name which changes its answer gains
// nothing. (doyensec/safeurl wraps the whole client, and keeps a list by hand.)
func New() *Fetcher {
	guard := ssrf.New(ssrf.WithDeniedV4Prefixes(
		netip.MustParsePrefix("168.63.129.16/32"), // the host of Azure's machines, from inside
	))
	return newFetcher(guard.Safe, net.DefaultResolver, []string{"", "80", "443"}, MaxTime)
}

// newFetcher returns a Fetcher whose connections guard may forbid.
func newFetcher(guard func(network, address string, c syscall.RawConn) error, names *net.Resolver, ports []string, limit time.Duration) *Fetcher {
	dialer := &net.Dialer{Timeout: limit / 2, Control: guard, Resolver: names}
	f := &Fetcher{ports: ports, limit: limit}
	f.client = &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil, // it would be what is dialled, and the guard would not see the address
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    limit / 2,
			MaxResponseHeaderBytes: 64 << 10,
			DisableKeepAlives:      true,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errRedirects
			}
			r.Header.Del("Referer")
			return f.check(r.URL)
		},
	}
	return f
}

// Fetch fetches the page at an address, of which https:// may be left out. Its
// errors are *Trouble, for the person.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	at, err := f.parse(address)
	if err != nil {
		return Page{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.limit)
	defer cancel()
	page, err := f.get(ctx, at)
	if err != nil {
		return Page{}, f.troubleOf(ctx, at, err)
	}
	return page, nil
}

// parse returns the address as a URL that may be asked for.
func (f *Fetcher) parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	if address == "" || len(address) > maxAddress {
		return nil, errNoAddress
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	at, err := url.Parse(address)
	if err != nil {
		return nil, errNoAddress
	}
	at.Fragment = ""
	return at, f.check(at)
}

// check returns an error where the address is none that may be asked for. Which
// machine it leads to is seen when it is dialled.
func (f *Fetcher) check(at *url.URL) error {
	switch {
	case at.Scheme != "http" && at.Scheme != "https":
		return errScheme
	case at.Hostname() == "":
		return errNoAddress
	case at.User != nil:
		return errUser
	}
	for _, port := range f.ports {
		if at.Port() == port {
			return nil
		}
	}
	return errPort
}

// readable are the types of what the importer reads.
var readable = []string{"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/epub+zip"}

func (f *Fetcher) get(ctx context.Context, at *url.URL) (Page, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return Page{}, errNoAddress
	}
	request.Header.Set("User-Agent", "Mozilla/5.0 (compatible; Claimlight)")
	request.Header.Set("Accept", "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, application/epub+zip;q=0.8, */*;q=0.1")
	response, err := f.client.Do(request)
	if err != nil {
		return Page{}, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return Page{}, refused(response.StatusCode)
	}
	if response.Header.Get("Content-Encoding") != "" { // gzip was asked for, and is unpacked by now
		return Page{}, errEncoding
	}
	if response.ContentLength > MaxBytes {
		return Page{}, errTooLarge
	}
	said := response.Header.Get("Content-Type")
	if mediaType, _, _ := mime.ParseMediaType(said); said != "" && !isReadable(mediaType) {
		return Page{}, unreadable(mediaType)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, MaxBytes+1))
	if err != nil {
		return Page{}, err
	}
	if len(data) > MaxBytes {
		return Page{}, errTooLarge
	}
	if said == "" {
		said = http.DetectContentType(data)
		if mediaType, _, _ := mime.ParseMediaType(said); !isReadable(mediaType) && mediaType != "application/zip" {
			return Page{}, unreadable(mediaType)
		}
	}
	return Page{Data: data, Type: said, Address: response.Request.URL.String()}, nil
}

func isReadable(mediaType string) bool {
	for _, t := range readable {
		if mediaType == t {
			return true
		}
	}
	return false
}

// troubleOf says in words why a page could not be fetched.
func (f *Fetcher) troubleOf(ctx context.Context, at *url.URL, err error) *Trouble {
	var trouble *Trouble
	var name *net.DNSError
	switch {
	case errors.As(err, &trouble):
		return trouble
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrProhibitedPort):
		return errPrivate
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return errSlow
	case errors.As(err, &name):
		return unknownHost(at.Hostname())
	}
	return unreachable(at.Hostname())
}

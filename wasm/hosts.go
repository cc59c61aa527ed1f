//go:build !js

package main

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Hosts are names by which the server may be asked, besides those that no
// stranger's name service can lead here. A page elsewhere can point a name of its
// own at this server and then reach it as if it were its own (DNS rebinding); it
// can't change the Host header, though.
type hosts []string

// named reports whether a Host header says one of the names.
func (h hosts) named(host string) bool {
	name := hostName(host)
	return slices.ContainsFunc(h, func(n string) bool { return hostName(n) == name })
}

// known reports whether a Host header says a name of this machine, any address,
// or one of the names.
func (h hosts) known(host string) bool {
	_, err := netip.ParseAddr(hostName(host))
	return err == nil || loopback(host) || h.named(host)
}

// loopbackOnly refuses requests that did not ask for this machine by a loopback
// name or address, or one of the names.
func (h hosts) loopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) && !h.named(r.Host) {
			http.Error(w, "This server answers only this machine, at http://localhost or http://127.0.0.1 and its port. "+
				"To serve others, start it with --addr 0.0.0.0:8000; behind a proxy, with --host and its name.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether a Host header names this machine: localhost, a name
// below it, or a loopback address.
func loopback(host string) bool {
	name := hostName(host)
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.Unmap().IsLoopback()
}

// hostName is a Host header without its port, in lower case.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

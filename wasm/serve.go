//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"claimlight/assets"

	"github.com/spf13/cobra"
)

func serveCommand() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Serve the app (what claimlight does without a command)",
		Example: "  claimlight serve\n  claimlight serve --addr 127.0.0.1:9000",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dist, err := assets.Dist()
			if err != nil {
				return err
			}
			return serve(cmd.Context(), dist, addr, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8000", "`address` to listen on; with port 0, on any free one")
	return cmd
}

// grace is how long a stopping server waits for answers under way.
const grace = 5 * time.Second

// serve serves the built app dist on addr until ctx is done, and writes to out
// where it is.
func serve(ctx context.Context, dist fs.FS, addr string, out io.Writer) error {
	app, err := assets.Handler(dist)
	if err != nil {
		return err
	}
	listener, err := listen(addr)
	if err != nil {
		return err
	}
	bound := listener.Addr().(*net.TCPAddr).AddrPort()
	handler := app
	if bound.Addr().Unmap().IsLoopback() {
		handler = loopbackOnly(handler)
	}
	server := &http.Server{
		Handler:           assets.Secure(handler),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      5 * time.Minute, // the program on a slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	fmt.Fprintf(out, "Claimlight is at %s\n", address(bound))

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(stopping); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	} else if err != nil {
		return err
	}
	return nil
}

// listen listens on addr. The error says what to do where another program does.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program listens on %s already: stop it, or choose another address, such as --addr 127.0.0.1:0 for any free port", addr)
	case err != nil:
		return nil, fmt.Errorf("listening on %s: %w", addr, err)
	}
	return listener, nil
}

// address returns where a browser on this machine finds what listens on bound.
func address(bound netip.AddrPort) string {
	if ip := bound.Addr(); ip.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d", bound.Port())
	}
	return "http://" + bound.String()
}

// loopbackOnly refuses requests that did not ask for this machine by a loopback
// name or address. A page elsewhere can point a name of its own at 127.0.0.1 and
// then reach local servers as if they were its own (DNS rebinding); it can't
// change the Host header, though.
func loopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "This server answers only this machine, at http://localhost or http://127.0.0.1 and its port. "+
				"To serve others, start it with --addr 0.0.0.0:8000.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether a Host header names this machine: localhost, a name
// below it, or a loopback address.
func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.Unmap().IsLoopback()
}

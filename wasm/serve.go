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
	"syscall"
	"time"

	"claimlight/assets"
	"claimlight/wasm/webpage"

	"github.com/spf13/cobra"
)

func serveCommand() *cobra.Command {
	var addr string
	var names []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the app (what claimlight does without a command)",
		Long: `Serve serves the app, and fetches web pages for it when it is asked to: from
public web servers only, at most 10 MB in 20 seconds. On an address of this
machine it answers this machine only.`,
		Example: "  claimlight serve\n  claimlight serve --addr 127.0.0.1:9000\n  claimlight serve --host claims.example.org  # behind a proxy of that name",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dist, err := assets.Dist()
			if err != nil {
				return err
			}
			return serve(cmd.Context(), dist, addr, names, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8000", "`address` to listen on; with port 0, on any free one")
	cmd.Flags().StringArrayVar(&names, "host", nil, "`name` by which browsers ask for it, where that is not localhost or an address; may be repeated")
	return cmd
}

// grace is how long a stopping server waits for answers under way.
const grace = 5 * time.Second

// serve serves the built app dist on addr until ctx is done, and writes to out
// where it is.
func serve(ctx context.Context, dist fs.FS, addr string, names hosts, out io.Writer) error {
	app, err := assets.Handler(dist)
	if err != nil {
		return err
	}
	listener, err := listen(addr)
	if err != nil {
		return err
	}
	bound := listener.Addr().(*net.TCPAddr).AddrPort()
	handler := withArticles(app, webpage.Handler(webpage.New().Fetch, names.known))
	if bound.Addr().Unmap().IsLoopback() {
		handler = names.loopbackOnly(handler)
	}
	server := newServer(handler)
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

// withArticles answers the one address that articles are asked for at, and has
// app answer all others.
func withArticles(app, articles http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/article" {
			articles.ServeHTTP(w, r)
			return
		}
		app.ServeHTTP(w, r)
	})
}

// newServer returns a server that no slow or greedy client can hold: nothing
// that is asked here has a body.
func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           assets.Secure(http.MaxBytesHandler(handler, 1<<10)),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      5 * time.Minute, // the program on a slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
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

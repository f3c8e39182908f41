//go:build h2c

// SPDX-License-Identifier: MIT

// HTTP/2 without TLS, where golang.org/x/net is there: the standard library of
// Go before 1.24 speaks HTTP/2 in TLS only.
package main

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"
)

func clearHTTP2(handler http.Handler) http.Handler {
	return h2c.NewHandler(handler, &http2.Server{MaxConcurrentStreams: uint32(*streams)})
}

func clearHTTP2Transport(connect time.Duration) http.RoundTripper {
	return &http2.Transport{
		AllowHTTP:          true,
		DisableCompression: true,
		DialTLS: func(network, address string, _ *tls.Config) (net.Conn, error) {
			return net.DialTimeout(network, address, connect)
		},
	}
}

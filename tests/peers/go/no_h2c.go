//go:build !h2c

// SPDX-License-Identifier: MIT

package main

import (
	"log"
	"net/http"
	"time"
)

func clearHTTP2(handler http.Handler) http.Handler { return handler }

func clearHTTP2Transport(time.Duration) http.RoundTripper {
	log.Fatal("built without golang.org/x/net: no h2c:// upstreams")
	return nil
}

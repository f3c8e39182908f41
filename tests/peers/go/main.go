// SPDX-License-Identifier: MIT

// Go's httputil.ReverseProxy with a step's command line.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"flag"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"time"
)

var (
	listen     = flag.String("listen", "", "HOST:PORT")
	upstream   = flag.String("upstream", "", "a URL")
	prefix     = flag.String("strip-prefix", "", "a path")
	cert       = flag.String("cert", "", "a PEM file")
	key        = flag.String("key", "", "a PEM file")
	authority  = flag.String("upstream-ca", "", "a PEM file")
	insecure   = flag.Bool("upstream-insecure", false, "believe everyone")
	connect    = flag.Duration("connect", 3*time.Second, "TCP connect")
	head       = flag.Duration("response-head", time.Minute, "request to head")
	clientHead = flag.Duration("request-head", 10*time.Second, "a request's head")
	idle       = flag.Duration("client-idle", time.Minute, "between requests")
)

func transport() *http.Transport {
	settings := &tls.Config{InsecureSkipVerify: *insecure}
	if *authority != "" {
		pem, err := os.ReadFile(*authority)
		if err != nil {
			log.Fatal(err)
		}
		settings.RootCAs = x509.NewCertPool()
		settings.RootCAs.AppendCertsFromPEM(pem)
	}
	return &http.Transport{
		DialContext:           (&net.Dialer{Timeout: *connect}).DialContext,
		ResponseHeaderTimeout: *head,
		TLSClientConfig:       settings,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true,
	}
}

// What its documentation shows, and X-Forwarded-* as Rewrite does from 1.20 on.
func proxyTo(target *url.URL) http.Handler {
	proxy := httputil.NewSingleHostReverseProxy(target)
	director := proxy.Director
	proxy.Director = func(request *http.Request) {
		request.Header.Set("X-Forwarded-Host", request.Host)
		scheme := "http"
		if request.TLS != nil {
			scheme = "https"
		}
		request.Header.Set("X-Forwarded-Proto", scheme)
		request.Header.Del("X-Forwarded-Prefix")
		if *prefix != "" {
			request.Header.Set("X-Forwarded-Prefix", *prefix)
		}
		director(request)
	}
	proxy.FlushInterval = -1
	proxy.Transport = transport()
	if *prefix == "" {
		return proxy
	}
	return http.StripPrefix(*prefix, proxy)
}

func main() {
	flag.Parse()
	target, err := url.Parse(*upstream)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{
		Addr:              *listen,
		Handler:           proxyTo(target),
		ReadHeaderTimeout: *clientHead,
		IdleTimeout:       *idle,
		MaxHeaderBytes:    65536,
	}
	if *cert != "" {
		log.Fatal(server.ListenAndServeTLS(*cert, *key))
	}
	log.Fatal(server.ListenAndServe())
}

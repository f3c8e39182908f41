// SPDX-License-Identifier: MIT

// Go's httputil.ReverseProxy with a step's command line.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
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
	headBytes  = flag.Int("head-bytes", 65536, "octets of a head")
	streams    = flag.Int("streams", 100, "requests at once over HTTP/2")
	shutdown   = flag.Duration("shutdown", 5*time.Second, "after SIGTERM")
	idle       = flag.Duration("client-idle", time.Minute, "between requests")
)

func transport(target *url.URL) http.RoundTripper {
	if target.Scheme == "h2c" {
		target.Scheme = "http"
		return clearHTTP2Transport(*connect)
	}
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
	proxy.Transport = transport(target)
	if *prefix == "" {
		return proxy
	}
	return below(*prefix, http.StripPrefix(*prefix, proxy))
}

// StripPrefix alone takes "/pencil" for something below "/p".
func below(prefix string, handler http.Handler) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		path := request.URL.Path
		if path != prefix && !strings.HasPrefix(path, prefix+"/") {
			http.NotFound(writer, request)
			return
		}
		handler.ServeHTTP(writer, request)
	})
}

// What its documentation shows for Shutdown.
func finishOnSignal(server *http.Server) chan struct{} {
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, syscall.SIGTERM)
	go func() {
		<-signals
		patience, cancel := context.WithTimeout(context.Background(), *shutdown)
		defer cancel()
		server.Shutdown(patience)
		close(done)
	}()
	return done
}

func main() {
	flag.Parse()
	target, err := url.Parse(*upstream)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{
		Addr:              *listen,
		Handler:           clearHTTP2(proxyTo(target)),
		ReadHeaderTimeout: *clientHead,
		IdleTimeout:       *idle,
		MaxHeaderBytes:    *headBytes,
	}
	done := finishOnSignal(server)
	if *cert != "" {
		err = server.ListenAndServeTLS(*cert, *key)
	} else {
		err = server.ListenAndServe()
	}
	if err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-done
}

# Waybill. `make demo` shows what it does, `make test` checks it, `make help` lists the rest.

PACKAGES := build-essential git libisal-dev zlib1g-dev libzstd-dev libxxhash-dev libsqlite3-dev sqlite3 zstd mandoc jq python3-jsonschema faketime openssl python3-venv
# From PyPI: the vendors' own client libraries, through which a test talks to the gateway, and a newer SQLite than Debian's, which reads the segments
# that tests make.
CLIENTS := anthropic openai apsw duckdb-extensions duckdb-extension-sqlite-scanner
BENCH_PACKAGES := isal python3 python3-pip sqlite3
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# Arrows between targets go down only: a module that is imported must be named as a dependency.
ARROWS := --explicit-target-dependency-import-check error
TRACE := .build/debug/trace

.PHONY: help setup build build-tests release demo test quick test-programs test-gateway test-faults lint soak fmt golden bench-ingest bench-gateway samples install

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## install the Debian packages that the build needs
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "setup: installing$$missing"; \
	  $(SUDO) apt-get update -qq && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null; fi
	@test "$$(cat .build/clients/complete 2>/dev/null)" = "$(CLIENTS)" || { python3 -m venv .build/clients && \
	  .build/clients/bin/python -m pip install --quiet --disable-pip-version-check $(CLIENTS) && echo "$(CLIENTS)" >.build/clients/complete; } || \
	  { rm -rf .build/clients; echo "setup: $(CLIENTS) cannot be had from PyPI: the tests that need them are left out" >&2; }
	@command -v swift >/dev/null || { echo "setup: Swift 6.3 is needed: https://www.swift.org/install/linux/" >&2; exit 1; }

build: setup ## build for debugging
	swift build $(ARROWS)

# Linked in from Debian's archives, where the linker would take the shared ones: a look-up begins 2 ms sooner without five libraries to load and
# bind, and a program that is copied to another machine needs libisal2 alone.
ARCHIVES := libstdc++ libsqlite3 libzstd libxxhash libz
RELEASE := swift build -c release --static-swift-stdlib -Xlinker -L$(CURDIR)/.build/archives $(ARROWS)

release: setup ## build the programs optimised, with Swift and C libraries linked in: what benchmarks use
	@mkdir -p .build/archives && for name in $(ARCHIVES); do \
	  archive=$$(clang -print-file-name=$$name.a) && test -f "$$archive" && ln -sf "$$archive" .build/archives/ || \
	  echo "release: no $$name.a here: the shared library is taken" >&2; done
	$(RELEASE) --product trace
	$(RELEASE) --product corpus
	$(RELEASE) --product gateway
	$(RELEASE) --product testbed

demo: build ## run three regions behind an edge, take one down, load the logs, and print three routes
	@./Tools/demo.sh .build/debug

test: lint build-tests ## look at the formatting, build everything, run all tests, and list at the end how long each part took and what failed
	./Tools/tests.sh all

quick: build-tests ## run the tests that start no program; T=name for those whose name matches
	./Tools/tests.sh quick "$(T)"

test-programs: build-tests ## run the built programs as a user runs them, and a small oracle; T=name for some
	./Tools/tests.sh programs "$(T)"

test-gateway: build-tests ## run gateways, edges, and whole deployments in trouble; T=name for some
	./Tools/tests.sh gateway "$(T)"

test-faults: build-tests ## kill loads, fill disks, run many at once; T=name for some
	./Tools/tests.sh faults "$(T)"

soak: build-tests ## the long forms: faults, fuzzers, requests that share ids, ids in pastes, 100,000 requests through a deployment in trouble, the store on a SQLite that asserts; WAYBILL_SEED=n repeats a run
	./Tools/tests.sh soak

build-tests: setup
	swift build --build-tests $(ARROWS)

lint: setup
	swift format lint --strict --recursive Sources Tests Package.swift

fmt: ## format all Swift files in place
	swift format --in-place --recursive Sources Tests Package.swift

golden: build ## rewrite the golden files; read the diff before you commit it
	WAYBILL_GOLDEN=write swift test --filter "TraceRenderingTests|LogFormatsTests|SchemaTests|ManualTests" || true
	git diff --stat -- Fixtures

samples: build ## try every file below DIR: make samples DIR=~/logs
	@test -n "$(DIR)" || { echo "usage: make samples DIR=folder" >&2; exit 64; }
	@./Tools/samples.sh $(TRACE) "$(DIR)"

bench-ingest: release ## measure ingest and look-ups beside DuckDB and igzip on the same shards; PARTS="curve many-days" for more
	@dpkg -s $(BENCH_PACKAGES) >/dev/null 2>&1 || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y --no-install-recommends $(BENCH_PACKAGES) >/dev/null; }
	@python3 Benchmarks/ingest.py $(PARTS)

bench-gateway: release ## measure the gateway beside nginx and LiteLLM in front of the same providers
	@dpkg -s nginx-light wrk python3-venv >/dev/null 2>&1 || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y --no-install-recommends nginx-light wrk python3-venv >/dev/null; }
	@test -x bench/litellm/bin/litellm || { mkdir -p bench && python3 -m venv bench/litellm && bench/litellm/bin/pip install --quiet 'litellm[proxy]'; }
	@python3 Benchmarks/gateway.py $(PARTS)

PREFIX ?= /usr/local
install: release ## install trace, gateway and testbed, their man pages and completions below PREFIX (/usr/local)
	for program in trace gateway testbed; do install -D -s .build/release/$$program $(DESTDIR)$(PREFIX)/bin/$$program; done
	for page in man/*.[158]; do install -D -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}; done
	for schema in Schemas/*.json; do install -D -m 644 $$schema $(DESTDIR)$(PREFIX)/share/waybill/$${schema##*/}; done
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	for program in trace gateway testbed; do \
	  .build/release/$$program --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$program && \
	  .build/release/$$program --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_$$program && \
	  .build/release/$$program --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$program.fish || exit 1; done

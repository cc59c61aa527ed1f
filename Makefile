# Needs Go, make and a network; "make test" installs Chromium where there is none.

GO          ?= go
ADDR        ?= 127.0.0.1:8000
# How hard brotli compresses, 0 to 11. 4 is quick, for trying things out.
QUALITY     ?= 11
FUZZTIME    ?= 30s
STATICCHECK  = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK  = golang.org/x/vuln/cmd/govulncheck@v1.1.4

# The browser that tests and pictures use: $CHROMIUM, or the first of these.
BROWSERS = chromium chromium-browser google-chrome google-chrome-stable \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"
# Sets the shell's variable CHROMIUM, and exports it.
FIND_CHROMIUM = for b in $(BROWSERS); do CHROMIUM=$${CHROMIUM:-$$(command -v "$$b")}; done; export CHROMIUM

# As the program for the page is compiled, so that checks and tests compile nothing twice.
GOFLAGS += -trimpath
export GOFLAGS
# What staticcheck remembers, for this folder alone: it keeps whole paths, and cannot tell
# one checkout from another where -trimpath leaves the folder out of its keys.
CHECKED = $(CURDIR)/build/checked$(CURDIR)

# Tests that drive a browser run one package at a time, so that they have the machine.
NATIVE = $$($(GO) list ./... | grep -v -e /app/browser -e /app/e2e)
IN_BROWSER = ./app/browser/... ./app/e2e/...

.PHONY: help run build test test-soak check audit browser bench size fuzz dist picture icons clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# On this machine nothing is gained by the last percent, and half a minute lost.
run test bench: QUALITY = 5

run: build ## Serve the app on ADDR (127.0.0.1:8000)
	@exec bin/claimlight serve --addr $(ADDR)

build: ## Build bin/claimlight with the whole app in it (QUALITY=4 is quicker)
	@$(GO) run ./assets/build -quality $(QUALITY)
	@$(GO) build -o bin/claimlight ./wasm

test: check audit browser build ## Check the code and run all tests, those in the browser last
	@$(FIND_CHROMIUM); status=0; \
	$(GO) test $(NATIVE) || status=1; \
	$(GO) test -count=1 -timeout 30m -p 1 $(IN_BROWSER) || status=1; \
	exit $$status

test-soak: QUALITY = 5
test-soak: browser build ## Kill the browser 30 times while edits stream in, and look for each that was saved
	@$(FIND_CHROMIUM); CLAIMLIGHT_KILLS=30 $(GO) test -count=1 -timeout 30m -v -run Killed ./app/e2e

check: ## Check form and likely mistakes, for this machine and for the browser
	@unformed=$$(gofmt -l annotations app assets wasm); \
	if [ -n "$$unformed" ]; then echo "Not in gofmt's form:"; echo "$$unformed"; exit 1; fi
	@$(GO) vet ./...
	@GOOS=js GOARCH=wasm $(GO) vet ./...
	@GOBIN=$(CURDIR)/build/tools $(GO) install $(STATICCHECK)
	@printf 'host:\njs: GOOS=js GOARCH=wasm\n' | STATICCHECK_CACHE=$(CHECKED) build/tools/staticcheck -matrix ./...

# Both lists are asked for over the network. Without it this is skipped, in a word,
# within seconds; a vulnerability that the code reaches fails it.
audit: ## Look for known vulnerabilities, where the lists of them can be reached
	@if curl -sfm 5 -o /dev/null https://vuln.go.dev/index/db.json; then \
		GOBIN=$(CURDIR)/build/tools $(GO) install $(GOVULNCHECK) && build/tools/govulncheck ./... && \
		GOOS=js GOARCH=wasm build/tools/govulncheck ./wasm ./wasm/importer; \
	else echo "Skipped govulncheck: vuln.go.dev cannot be reached from here."; fi
	@if command -v npm >/dev/null && curl -sfm 5 -o /dev/null -d '{}' -H 'Content-Type: application/json' https://registry.npmjs.org/-/npm/v1/security/advisories/bulk; then \
		mkdir -p build/audit && cd build/audit && echo '{"private":true}' >package.json && \
		npm install --silent --package-lock-only --ignore-scripts "axe-core@$$(sed -n 's/.*axeVersion *= *"\(.*\)"/\1/p' ../../app/e2e/axe_test.go)" && npm audit; \
	else echo "Skipped npm audit: there is no npm here, or its advisories cannot be reached."; fi

browser:
	@$(FIND_CHROMIUM); [ -z "$$CHROMIUM" ] || exit 0; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	echo "No Chromium here: installing it."; \
	if command -v apt-get >/dev/null; then $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends chromium; \
	elif command -v dnf >/dev/null; then $$sudo dnf install -qy chromium; \
	elif command -v brew >/dev/null; then brew install --cask chromium; \
	else echo "Install Chromium or Chrome, or say where one is: make test CHROMIUM=/path/to/it"; exit 1; fi

bench: browser build ## Measure the core here and the app in the browser
	@$(GO) test -run '^$$' -bench . ./annotations/... ./app
	@$(FIND_CHROMIUM); $(GO) test -run '^$$' -bench . -timeout 30m -p 1 $(IN_BROWSER)

size: ## Print what a visitor downloads; fail where the page's program is over budget
	@$(GO) run ./assets/build
	@$(GO) run ./assets/build -sizes

fuzz: ## Run each fuzz target for FUZZTIME (30s)
	@set -e; for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

dist: build ## Make the command in bin/ and the static site in build/site/
	@rm -rf build/site
	@bin/claimlight site build/site

picture: browser build ## Take the README's pictures from the running app
	@$(FIND_CHROMIUM); PICTURES=$(CURDIR)/assets $(GO) test -count=1 -run Picture ./app/e2e

icons: browser ## Draw the PNG icons from the SVG ones
	@$(FIND_CHROMIUM); mkdir -p build; for size in 192 512; do for name in icon maskable; do \
		echo "<style>body{margin:0}img{display:block;width:100vw}</style><img src='$(CURDIR)/assets/shell/icons/$$name.svg'>" >build/icon.html; \
		"$$CHROMIUM" --headless=new --no-sandbox --disable-gpu --no-first-run --user-data-dir=build/icon-profile \
			--default-background-color=00000000 --hide-scrollbars --window-size=$$size,$$size \
			--screenshot=assets/shell/icons/$$name-$$size.png "file://$(CURDIR)/build/icon.html" 2>/dev/null; \
	done; done; rm -r build/icon.html build/icon-profile

clean: ## Delete everything that was built
	rm -rf bin build assets/dist/*

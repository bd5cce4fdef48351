# `make run` for the application, `make test` for everything that must hold. `make` alone lists the rest.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dev demo test test-backend test-frontend test-browser lint openapi bench pictures build server tools

# npm's own words are long and about npm.
NPM_CI := npm ci --no-audit --no-fund --no-progress --loglevel=error
FRONTEND_SOURCES := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune \
  -o -type f \( -path 'frontend/src/*' -o -path 'frontend/public/*' -o -path 'frontend/*.html' \
  -o -path 'frontend/*.ts' -o -path 'frontend/*.json' -o -path 'frontend/*.cjs' -o -path 'frontend/*.mjs' \) -print 2>/dev/null)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

run: ## build, start a private Postgres, load the demo school, serve it all on one port
	@backend/dev/run.sh serve

dev: ## the same, with screens that reload as they are edited
	@backend/dev/run.sh dev

demo: ## load the demo school and print its sign-ins
	@backend/dev/run.sh demo

test: ## everything: backend, contract, frontend, browser
	@backend/dev/test.sh

test-backend: ## only the backend and its contract
	@backend/dev/test.sh backend

test-frontend: ## only the frontend
	@backend/dev/test.sh frontend

test-browser: ## only the journeys in a browser
	@backend/dev/test.sh browser

lint: frontend/node_modules/.package-lock.json ## format, clippy and the frontend's checks, without tests
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	npm --prefix frontend run check

openapi: frontend/node_modules/.package-lock.json ## write openapi/openapi.json and the SPA's client anew
	cargo run --quiet --package homeroom -- openapi > openapi/openapi.json.new
	mv openapi/openapi.json.new openapi/openapi.json
	npm --prefix frontend run generate

bench: tools frontend/dist/index.html ## the measured claims, and the other side of each in the same run
	@backend/dev/postgres.sh install
	cargo bench --package homeroom --bench figures

pictures: build e2e/node_modules/.package-lock.json ## take the README's picture of the app anew
	@backend/dev/check-tools.sh test
	npm --prefix e2e run --silent pictures

build: tools frontend/dist/index.html server ## the SPA and the server, without starting them

server: tools
	@cargo build --package homeroom

tools:
	@backend/dev/check-tools.sh build

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && $(NPM_CI)
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(FRONTEND_SOURCES)
	npm --prefix frontend run --silent build -- --logLevel warn

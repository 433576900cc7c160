# Every target installs what it needs: see scripts/prepare.
.PHONY: demo test lint bench build
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

demo test bench lint build: node_modules/.package-lock.json

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-fund --no-audit
	@touch $@

demo:
	@scripts/prepare demo
	@node demo/main.ts

test: lint
	@scripts/prepare test
	node --test --test-concurrency=2 'test/**/*.test.ts'

lint:
	biome check .
	tsc --noEmit

bench:
	@scripts/prepare bench
	@node bench/main.ts

build:
	node scripts/build.ts

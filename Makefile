# Every target installs what it needs: npm packages here, Debian packages in scripts/prepare.
.PHONY: demo test lint bench build fuzz soak pages
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

installed := node_modules/.package-lock.json

demo: build
	@scripts/prepare demo
	@node demo/$(if $(DEMO),$(DEMO)/)main.ts

test: lint build
	@scripts/prepare test
	@node test/kernel/uml/main.ts true
	node --test --test-concurrency=1 'test/!(ipvs)/**/*.test.ts'
	node test/ipvs/main.ts

lint: $(installed)
	biome check .
	tsc --noEmit

bench: build
	@scripts/prepare bench
	@node bench/main.ts

# Mutated configurations, for MINUTES; FILES is a folder of other ones to begin with.
fuzz: $(installed)
	@node test/fuzz/main.ts --minutes $(or $(MINUTES),60) $(if $(FILES),--directory $(FILES))

# Two real routers to whom everything happens, for MINUTES; PEER=keepalived makes one of them that.
soak: build
	@scripts/prepare test
	@node test/interop/soak.ts --minutes $(or $(MINUTES),60) $(if $(SEED),--seed $(SEED)) $(if $(PEER),--peer $(PEER))

build: $(installed)
	@node scripts/build.ts

# The keyword reference, the manual pages and the completions.
pages: $(installed)
	@node scripts/generate.ts

$(installed): package.json package-lock.json
	npm ci --no-fund --no-audit
	@touch $@

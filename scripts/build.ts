/** `make build`: every program as one JavaScript file with what it shares in chunks, in dist/. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

const finished = join(root, "dist");
const fresh = join(root, `dist.${process.pid}`);
const stale = `${fresh}.old`;

await build({
  absWorkingDir: root,
  entryPoints: {
    holdfast: "src/cli/holdfast.ts",
    keepalived: "src/cli/keepalived.ts",
    genhash: "src/cli/genhash.ts",
    vrrp: "src/daemon/vrrp/main.ts",
    runner: "src/daemon/runner/main.ts",
  },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  // Native code: it stays a package of its own.
  external: ["koffi"],
  legalComments: "none",
  logLevel: "warning",
});

// A daemon that runs from there starts its children from there: never leave it half made.
if (existsSync(finished)) renameSync(finished, stale);
renameSync(fresh, finished);
rmSync(stale, { recursive: true, force: true });

/** `make build`: every program as one JavaScript file with what it shares in chunks, in dist/. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

rmSync(join(root, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    holdfast: "src/cli/holdfast.ts",
    keepalived: "src/cli/keepalived.ts",
    genhash: "src/cli/genhash.ts",
    vrrp: "src/daemon/vrrp/main.ts",
    runner: "src/daemon/runner/main.ts",
  },
  outdir: "dist",
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

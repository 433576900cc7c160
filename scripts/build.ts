/**
 * `make build`: every program as JavaScript in dist/, with what they share in chunks. Given a folder,
 * there instead.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const finished = resolve(process.argv[2] ?? join(root, "dist"));
const fresh = `${finished}.${process.pid}`;
const stale = `${fresh}.old`;

await build({
  absWorkingDir: root,
  entryPoints: {
    holdfast: "src/cli/holdfast.ts",
    keepalived: "src/cli/keepalived.ts",
    genhash: "src/cli/genhash.ts",
    vrrp: "src/daemon/vrrp/main.ts",
    lvs: "src/daemon/lvs/main.ts",
    runner: "src/daemon/runner/main.ts",
  },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  // One is native code, two are CommonJS, whose names an import() of a bundle does not find, and mail
  // is for few: they stay packages of their own.
  external: ["koffi", "commander", "dns-packet", "nodemailer"],
  legalComments: "none",
  // Half the text is half the time that a start takes to compile it; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: "warning",
});

// A daemon that runs from there starts its children from there: never leave it half made.
if (existsSync(finished)) renameSync(finished, stale);
renameSync(fresh, finished);
rmSync(stale, { recursive: true, force: true });

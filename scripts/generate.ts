/** `make pages`: writes the reference, the manual pages and the completions. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedPages } from "./pages.ts";

const root = join(import.meta.dirname, "..");

for (const [path, text] of Object.entries(generatedPages())) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

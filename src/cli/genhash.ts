/** `genhash`: the digest of a page for HTTP_GET and SSL_GET. */
import { runGenhash } from "./genhash/run-genhash.ts";

process.exitCode = await runGenhash("genhash", process.argv.slice(2));

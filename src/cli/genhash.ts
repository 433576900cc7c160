/** `genhash`: the digest of a page for HTTP_GET. Its subject, health checks, is not built yet. */
import { writeSync } from "node:fs";

const standardError = 2;

writeSync(standardError, "genhash is not supported yet\n");
process.exitCode = 1;

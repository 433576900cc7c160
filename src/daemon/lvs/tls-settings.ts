/** What SSL_GET checks show and trust, read anew with each configuration: certificates are renewed. */
import { TlsContexts } from "../../checks/tls/tls-contexts.ts";
import { readTlsMaterial } from "../../checks/tls/tls-material.ts";
import { reasonOf } from "../../config/files.ts";
import type { SslFiles } from "../../config/model/checker.ts";
import { diskFiles } from "../../kernel/files.ts";
import { failure, type Result } from "../../wire/result.ts";
import type { Logger } from "../log/logger.ts";

export class TlsSettings {
  #contexts = new TlsContexts(readTlsMaterial(null, readFile));

  get contexts(): TlsContexts {
    return this.#contexts;
  }

  /** What is wrong is said once here, and is the reason why each SSL_GET check fails. */
  configure(files: SslFiles | null, log: Logger): void {
    const material = readTlsMaterial(files, readFile);
    if (!material.ok) log.error(material.error);
    this.#contexts = new TlsContexts(material);
  }
}

function readFile(path: string): Result<Uint8Array, string> {
  const bytes = diskFiles.read(path);
  return bytes.ok ? bytes : failure(reasonOf(bytes.error));
}

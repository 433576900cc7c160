/** How SSL_GET speaks TLS: as what, trusting whom, with servers of which age. */
import type { SecureContext, SecureContextOptions } from "node:tls";
import { failure, type Result, success } from "../../wire/result.ts";
import { machineAuthorities } from "./machine-authorities.ts";
import type { TlsMaterial } from "./tls-material.ts";

/**
 * Whatever the library can still speak: a check asks whether a server works, and a server that is
 * too old for a browser does. It says nothing secret.
 */
const anyServer = {
  minVersion: "TLSv1",
  ciphers: "DEFAULT:@SECLEVEL=0",
  // SSL_OP_LEGACY_SERVER_CONNECT: without secure renegotiation (RFC 5746).
  secureOptions: 0x4,
} as const satisfies SecureContextOptions;

/** Loaded with the first check that needs it. */
export const tlsLibrary = () => process.getBuiltinModule("node:tls");

/** The contexts of one reading of the `SSL` block, each made when it is first needed. */
export class TlsContexts {
  readonly #material: Result<TlsMaterial, string>;
  /** By whether they verify. */
  readonly #made = new Map<boolean, Result<SecureContext, string>>();

  constructor(material: Result<TlsMaterial, string>) {
    this.#material = material;
  }

  /** The error is the reason why no check can be made. */
  context(verifies: boolean): Result<SecureContext, string> {
    const made = this.#made.get(verifies) ?? this.#make(verifies);
    this.#made.set(verifies, made);
    return made;
  }

  #make(verifies: boolean): Result<SecureContext, string> {
    if (!this.#material.ok) return this.#material;
    const { authorities, certificate, key, password } = this.#material.value;
    const tls = tlsLibrary();
    const options: SecureContextOptions = { ...anyServer };
    if (certificate !== null) options.cert = Buffer.from(certificate);
    if (key !== null) options.key = Buffer.from(key);
    if (password !== null) options.passphrase = password.reveal();
    try {
      options.ca = authoritiesFor(verifies, authorities);
      return success(tls.createSecureContext(options));
    } catch (problem) {
      return failure(`certificate or key of SSL cannot be used: ${wordsOf(problem)}`);
    }
  }
}

/** Without a `ca` of its own, a check trusts whom the machine trusts. */
function authoritiesFor(verifies: boolean, own: Uint8Array | null): (string | Buffer)[] {
  if (own !== null) return [Buffer.from(own)];
  return verifies ? machineAuthorities() : [];
}

/** OpenSSL's reason without its number and function; never the text of a key. */
function wordsOf(problem: unknown): string {
  if (!(problem instanceof Error)) return "unknown error";
  return "reason" in problem ? String(problem.reason) : problem.message;
}

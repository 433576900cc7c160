/** What the `SSL` block names: certificates and keys of the checks, out of their files. */
import type { SslFiles } from "../../config/model/checker.ts";
import type { Secret } from "../../config/model/secret.ts";
import { failure, type Result, success } from "../../wire/result.ts";

/** Each null where the block does not name it. Files of PEM. */
export interface TlsMaterial {
  readonly authorities: Uint8Array | null;
  readonly certificate: Uint8Array | null;
  readonly key: Uint8Array | null;
  readonly password: Secret | null;
}

/** The error says what is wrong with the file, in a few words. */
export type ReadFile = (path: string) => Result<Uint8Array, string>;

export const noTlsMaterial: TlsMaterial = {
  authorities: null,
  certificate: null,
  key: null,
  password: null,
};

/** The error is a sentence for the log. */
export function readTlsMaterial(
  files: SslFiles | null,
  read: ReadFile,
): Result<TlsMaterial, string> {
  if (files === null) return success(noTlsMaterial);
  const authorities = readPart("ca", files.authorities, read);
  if (!authorities.ok) return authorities;
  const certificate = readPart("certificate", files.certificate, read);
  if (!certificate.ok) return certificate;
  const key = readPart("key", files.key, read);
  if (!key.ok) return key;
  return success({
    authorities: authorities.value,
    certificate: certificate.value,
    key: key.value,
    password: files.password,
  });
}

function readPart(
  name: string,
  path: string | null,
  read: ReadFile,
): Result<Uint8Array | null, string> {
  if (path === null) return success(null);
  const bytes = read(path);
  return bytes.ok ? bytes : failure(`the ${name} ${path} of SSL cannot be read: ${bytes.error}`);
}

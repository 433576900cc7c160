import type { KernelError } from "../../ports/network.ts";

/** The same error with a remedy of IPVS's own where there is one for its errno. */
export function withRemedy(
  error: KernelError,
  remedies: Readonly<Record<string, string>>,
): KernelError {
  const remedy = remedies[error.errno];
  return remedy === undefined ? error : { ...error, remedy };
}

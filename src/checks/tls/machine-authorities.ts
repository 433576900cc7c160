/** Whom the machine trusts: certificates of authorities. */

/** Node's own where the machine has none. The library is loaded with the first who asks. */
export function machineAuthorities(): string[] {
  const tls = process.getBuiltinModule("node:tls");
  const ofMachine = tls.getCACertificates("system");
  return ofMachine.length > 0 ? ofMachine : tls.getCACertificates("bundled");
}

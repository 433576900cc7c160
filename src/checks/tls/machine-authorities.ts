/** Whom the machine trusts: certificates of authorities. */

/** From now on, of connections that name no authorities of their own: fetch() takes none. */
export function trustMachineAuthorities(): void {
  const tls = process.getBuiltinModule("node:tls");
  tls.setDefaultCACertificates?.(machineAuthorities());
}

/** Node's own where the machine has none. The library is loaded with the first who asks. */
export function machineAuthorities(): string[] {
  const tls = process.getBuiltinModule("node:tls");
  const ofMachine = tls.getCACertificates("system");
  return ofMachine.length > 0 ? ofMachine : tls.getCACertificates("bundled");
}

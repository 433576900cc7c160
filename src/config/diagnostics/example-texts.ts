/** Small configurations for the examples of codes: laid out as one writes them. */

/** `HEADING { ... }` with its lines, which may be blocks themselves, indented. */
export const block = (heading: string, ...lines: readonly string[]): string => {
  const inner = lines.flatMap((line) => line.replace(/\n$/, "").split("\n"));
  return `${heading} {\n${inner.map((line) => `    ${line}\n`).join("")}}\n`;
};

export const globals = (...lines: readonly string[]): string => block("global_defs", ...lines);

/** An instance with nothing but `lines` and what it needs besides its addresses. */
export const bareInstance = (...lines: readonly string[]): string =>
  block("vrrp_instance VI_1", "interface eth0", "virtual_router_id 51", ...lines);

export const addresses = (...lines: readonly string[]): string =>
  block("virtual_ipaddress", ...lines);

/** A sound instance of IPv4, and `lines`. */
export const instance = (...lines: readonly string[]): string =>
  bareInstance(...lines, addresses("192.0.2.10/24"));

/** A sound instance with exactly these addresses. */
export const holding = (...lines: readonly string[]): string => bareInstance(addresses(...lines));

/** Beside the first one: VI_2, with this address. */
export const secondInstance = (address: string): string =>
  block("vrrp_instance VI_2", "interface eth0", "virtual_router_id 52", addresses(address));

export const ipv6 = addresses("fe80::10/64", "2001:db8::10/64");
export const peers = block("unicast_peer", "192.0.2.2");
export const password = block("authentication", "auth_type PASS", "auth_pass secret");
/** What lets scripts run without a finding about them. */
export const scriptSecurity = globals("enable_script_security", "script_user root");
/** For `include`. */
export const siteFile = { "/etc/keepalived/site.conf": globals("router_id node-a") };

/** `${NAME}`. */
export const reference = (name: string): string => `\${${name}}`;

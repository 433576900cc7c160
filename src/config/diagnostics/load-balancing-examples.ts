/** The blocks of which the examples of load balancing are made. */

export const realServer = "  real_server 192.0.2.10 80 {\n  }\n";
export const protocol = "  protocol TCP\n";
export const scheduler = "  lb_algo wlc\n";
export const method = "  lb_kind NAT\n";

/** A virtual server of its heading and the lines of its block. */
export const service = (heading: string, ...lines: readonly string[]): string =>
  `virtual_server ${heading} {\n${lines.join("")}}\n`;
/** The same with everything that it needs. */
export const complete = (heading: string, ...lines: readonly string[]): string =>
  service(heading, protocol, scheduler, method, ...lines, realServer);
/** A group "web" of these lines. */
export const group = (lines: string): string => `virtual_server_group web {\n${lines}}\n`;
export const web = "192.0.2.1 80";

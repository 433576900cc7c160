/** The servers around the checks that explain their codes. */

/** A real server with `check` inside it; `port` is empty where every port is balanced. */
export const checked = (check: string, port = " 80"): string =>
  `virtual_server 192.0.2.1${port} {
  lb_algo wrr
  lb_kind DR
  protocol TCP${port === "" ? "\n  persistence_timeout 360" : ""}
  real_server 192.0.2.10${port} {
${indented(check)}
  }
}
`;

const indented = (lines: string): string => lines.replaceAll(/^/gm, "    ");

/** Two nodes in small: what the examples of cluster codes are made of. */
import type { Example } from "../code.ts";

/** keepalived looks at one file at a time, and so does a reload. */
export const ofCluster = { exit: 0, refusesReload: false } as const;

/** An instance with `lines` between what each one needs. */
export const instanceExample = (lines: string, name = "VI_1"): string => `vrrp_instance ${name} {
  interface eth0
  virtual_router_id 51
${indented(lines)}
  virtual_ipaddress {
    192.0.2.1/24
  }
}
`;

/** Instances that differ in these lines only: the other node's, the wrong and the right ones. */
export const instanceExamples = (peer: string, wrong: string, right: string): Example => ({
  peer: instanceExample(peer),
  wrong: instanceExample(wrong),
  right: instanceExample(right),
});

const indented = (lines: string): string => lines.replaceAll(/^(?=.)/gm, "  ");

/** An instance that follows a script of this weight. */
export const scriptExample = (weight: string, lines: string): string => `vrrp_script chk_web {
  script "/usr/bin/pgrep nginx"
  ${weight}
}
${instanceExample(`${lines}\ntrack_script {\n  chk_web\n}`)}`;

/** What the examples of trackers and groups are put together from. */

export const instance = (lines: string): string => `vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  virtual_ipaddress {
    192.0.2.1/24
  }
  ${lines}
}
`;

const second = `vrrp_instance VI_2 {
  interface eth1
  virtual_router_id 52
  virtual_ipaddress {
    198.51.100.1/24
  }
}
`;

const security = `global_defs {
  script_user root
  enable_script_security
}
`;

const scriptWith = (lines: string): string => `vrrp_script check_web {
  script "/usr/local/bin/check_web"
  ${lines}
}
`;

export const script = security + scriptWith("");

/** A script with `inScript` in it and an instance with `inInstance`. */
export const scripted = (inScript: string, inInstance: string): string =>
  security + scriptWith(inScript) + instance(inInstance);

/** A track_process with `inProcess` in it and an instance with `inInstance`. */
export const counted = (inProcess: string, inInstance: string): string => `vrrp_track_process web {
  process nginx
  ${inProcess}
}
${instance(inInstance)}`;

/** A list of an instance or a group. */
export const follow = (kind: string, line: string): string => `track_${kind} {
    ${line}
  }`;

/** A virtual address on eth1, with `word` behind it. */
export const onOther = (word: string): string => `virtual_ipaddress_excluded {
    192.0.2.7 dev eth1 ${word}
  }`;

export const syncGroup = (members: string): string => `vrrp_sync_group G {
  group {
    ${members}
  }
}
`;

/** A sync group of two with `inGroup` in it; `inInstance` stands in the first. */
export const grouped = (inGroup: string, inInstance: string): string => `vrrp_sync_group G {
  group {
    VI_1
    VI_2
  }
  ${inGroup}
}
${instance(inInstance)}${second}`;

export const session = (name: string, lines: string): string => `bfd_instance ${name} {
  neighbor_ip 192.0.2.2
  ${lines}
}
`;

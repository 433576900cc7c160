/** What virtual and real servers have in common: ranges and words of their keywords. */
/** The schedulers of IPVS (ipvsadm(8)). */
export const schedulers = [
  "rr",
  "wrr",
  "lc",
  "wlc",
  "lblc",
  "lblcr",
  "sh",
  "mh",
  "dh",
  "fo",
  "ovf",
  "sed",
  "nq",
  "twos",
] as const;

/** What only the nftables data plane knows: chance by weight. */
export const schedulersBeyond = ["random"] as const;

export const forwardingSyntax =
  "NAT | DR | TUN [type ipip | gue port N | gre] [nocsum|csum|remcsum]";

/** Of one destination, as IPVS takes it. */
export const largestWeight = 65_535;
/** 31 days (ipvsadm(8)). */
export const longestPersistenceSeconds = 2_678_400;
/** IP_VS_PENAME_MAXLEN of linux/ip_vs.h, less its terminator. */
export const longestEngineName = 15;

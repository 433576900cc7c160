/** What `lvs_dataplane nftables` has of IPVS's schedulers; `random`, by weight, is its own. */
export const nftablesSchedulers = ["rr", "wrr", "sh", "dh", "mh", "fo", "random"] as const;

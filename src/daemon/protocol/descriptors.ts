/**
 * Numbers of the descriptors a child finds its channels on; `scripts` is vrrp's and lvs's end of its
 * pair with the runner, which has one of each.
 */
export const descriptors = { control: 3, scripts: 4, vrrpScripts: 4, lvsScripts: 5 } as const;

/** What a real server lacks of what is wanted. */
import type { IpAddress } from "../../wire/address.ts";
import type { Wanted } from "./wanted.ts";

/** What the machine has. */
export interface RealServerView {
  /** Null where there is no such interface; `up` is IFF_UP. */
  link(name: string): { readonly up: boolean; readonly addresses: readonly IpAddress[] } | null;
  /** Null where the kernel has no such setting. */
  setting(path: string): string | null;
}

export interface Finding {
  readonly wanted: Wanted;
  readonly fulfilled: boolean;
  /** What is there instead: the setting's value, "missing", "down". */
  readonly found: string;
}

/** One finding for each, in order. */
export const compareWanted = (wanted: readonly Wanted[], view: RealServerView): Finding[] =>
  wanted.map((item) => {
    const found = foundFor(item, view);
    return { wanted: item, fulfilled: isRight(item, found), found };
  });

function foundFor(wanted: Wanted, view: RealServerView): string {
  switch (wanted.kind) {
    case "setting":
      return view.setting(wanted.path) ?? "missing";
    case "link": {
      const link = view.link(wanted.interface);
      if (link === null) return "missing";
      return link.up ? "up" : "down";
    }
    case "address": {
      const link = view.link(wanted.interface);
      return link?.addresses.includes(wanted.address) === true ? "there" : "missing";
    }
  }
}

function isRight(wanted: Wanted, found: string): boolean {
  switch (wanted.kind) {
    case "setting":
      return wanted.right.includes(found);
    case "link":
      return found === "up";
    case "address":
      return found === "there";
  }
}

/** The links, addresses and settings of this machine, to look at and to change. */
import type { Finding, RealServerView } from "../../core/real-server/compare.ts";
import type { Wanted } from "../../core/real-server/wanted.ts";
import { refusalText } from "../../daemon/log/refusal-text.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { loadModule } from "../../kernel/load-module.ts";
import type { NetlinkRequest } from "../../kernel/netlink/netlink-request.ts";
import {
  openRtnetlinkClient,
  type RtnetlinkClient,
} from "../../kernel/netlink/rtnetlink-client.ts";
import { readSetting, settingName, writeSetting } from "../../kernel/sysctl.ts";
import { familyOf, hostPrefixLength, type IpAddress } from "../../wire/address.ts";
import {
  type AddressIdentity,
  addressFlag,
  encodeAddAddress,
  encodeRemoveAddress,
  foreverSeconds,
} from "../../wire/netlink/address-message.ts";
import { encodeLinkUp, linkFlag } from "../../wire/netlink/link-message.ts";
import type { NetlinkEncodeError } from "../../wire/netlink/message-writer.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { InterfaceIndex } from "../../wire/units.ts";

export interface RealServerMachine {
  view(): Result<RealServerView, string>;
  /** Makes it so; the error is in words. */
  fulfil(finding: Finding): Result<null, string>;
  removeAddress(interfaceName: string, address: IpAddress): Result<null, string>;
  writeSetting(path: string, value: string): Result<null, string>;
}

const receiveBuffer = { bytes: 256 * 1024, force: false };
/** Already there, and gone already. */
const fine = new Set(["EEXIST", "EADDRNOTAVAIL"]);

export function openRealServerMachine(): Result<RealServerMachine, string> {
  const client = openRtnetlinkClient(systemCalls(), receiveBuffer);
  return client.ok ? success(new LinuxMachine(client.value)) : failure(refusalText(client.error));
}

class LinuxMachine implements RealServerMachine {
  readonly #client: RtnetlinkClient;

  constructor(client: RtnetlinkClient) {
    this.#client = client;
  }

  view(): Result<RealServerView, string> {
    const links = this.#client.links();
    if (!links.ok) return failure(refusalText(links.error));
    const addresses = this.#client.addresses();
    if (!addresses.ok) return failure(refusalText(addresses.error));
    const held = Map.groupBy(addresses.value, ({ interfaceIndex }) => interfaceIndex);
    const view: RealServerView = {
      link(name) {
        const link = links.value.find((candidate) => candidate.name === name);
        if (link === undefined) return null;
        const own = held.get(link.index) ?? [];
        const up = (link.flags & linkFlag.up) !== 0;
        return { up, addresses: own.map(({ address }) => address) };
      },
      setting: readSetting,
    };
    return success(view);
  }

  fulfil({ wanted, found }: Finding): Result<null, string> {
    switch (wanted.kind) {
      case "setting":
        return this.writeSetting(wanted.path, wanted.right[0] ?? "");
      case "link":
        return this.#bringUp(wanted, found === "missing");
      case "address":
        return this.#addAddress(wanted.interface, wanted.address);
    }
  }

  removeAddress(interfaceName: string, address: IpAddress): Result<null, string> {
    const operation = `remove ${address} from ${interfaceName}`;
    const identity = this.#identity(interfaceName, address);
    if (!identity.ok) return success(null);
    return this.#execute(operation, encodeRemoveAddress(identity.value));
  }

  writeSetting(path: string, value: string): Result<null, string> {
    if (readSetting(path) === null) return failure(`this kernel has no ${settingName(path)}`);
    const written = writeSetting(path, value);
    return written.ok ? written : failure(refusalText(written.error));
  }

  #bringUp(wanted: Wanted & { readonly kind: "link" }, missing: boolean): Result<null, string> {
    if (missing) {
      const loaded = loadModule(wanted.module);
      if (!loaded.ok) return failure(`cannot load module ${wanted.module}: ${loaded.error}`);
    }
    const index = this.#indexOf(wanted.interface);
    if (!index.ok) return index;
    return this.#execute(`bring ${wanted.interface} up`, encodeLinkUp(index.value));
  }

  #addAddress(interfaceName: string, address: IpAddress): Result<null, string> {
    const identity = this.#identity(interfaceName, address);
    if (!identity.ok) return identity;
    const isIpv4 = familyOf(address) === "ipv4";
    const message = {
      ...identity.value,
      scope: 0,
      // Other machines have the address too: duplicate address detection would find them.
      flags: isIpv4 ? 0 : addressFlag.noDuplicateDetection,
      label: null,
      broadcast: null,
      // Preferred for 0 s, it is never chosen as a source (RFC 6724 §5, rule 3).
      lifetimes: isIpv4 ? null : { preferred: 0, valid: foreverSeconds },
      // Not keepalived's number: a router on the same machine takes those for its own.
      protocol: 0,
    };
    return this.#execute(
      `add ${address} to ${interfaceName}`,
      encodeAddAddress(message, "exclusive"),
    );
  }

  #identity(interfaceName: string, address: IpAddress): Result<AddressIdentity, string> {
    const index = this.#indexOf(interfaceName);
    if (!index.ok) return index;
    const prefixLength = hostPrefixLength(familyOf(address));
    return success({ interfaceIndex: index.value, address, peer: null, prefixLength });
  }

  #indexOf(name: string): Result<InterfaceIndex, string> {
    const links = this.#client.links();
    if (!links.ok) return failure(refusalText(links.error));
    const link = links.value.find((candidate) => candidate.name === name);
    return link === undefined ? failure(`there is no interface ${name}`) : success(link.index);
  }

  #execute(
    operation: string,
    message: Result<Uint8Array, NetlinkEncodeError>,
  ): Result<null, string> {
    if (!message.ok) return failure(`cannot ${operation}: ${message.error.code}`);
    const request: NetlinkRequest = {
      operation,
      message: message.value,
      context: { capability: "CAP_NET_ADMIN" },
    };
    const [answer = success(null)] = this.#client.execute([request]);
    if (answer.ok || fine.has(answer.error.errno)) return success(null);
    return failure(refusalText(answer.error));
  }
}

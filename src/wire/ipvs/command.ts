/** The IPVS family of generic netlink (linux/ip_vs.h): its commands and what they carry. */
import type { GenericCommand } from "../netlink/generic-message.ts";

export const ipvsFamilyName = "IPVS";
const version = 1;

/** IPVS_CMD_*. */
export const ipvsCommand = {
  newService: 1,
  setService: 2,
  deleteService: 3,
  getService: 4,
  newDestination: 5,
  setDestination: 6,
  deleteDestination: 7,
  getDestination: 8,
  newDaemon: 9,
  deleteDaemon: 10,
  getDaemon: 11,
  setConfig: 12,
  getConfig: 13,
  setInfo: 14,
  getInfo: 15,
  zero: 16,
  flush: 17,
} as const;

export type IpvsCommand = keyof typeof ipvsCommand;

/** IPVS_CMD_ATTR_*: what stands at the first level of a message. */
export const ipvsAttribute = {
  service: 1,
  destination: 2,
  daemon: 3,
  tcpTimeout: 4,
  tcpFinTimeout: 5,
  udpTimeout: 6,
} as const;

/** `family` is the number that the kernel gave to `ipvsFamilyName`. */
export const ipvsMessage = (family: number, command: IpvsCommand): GenericCommand => ({
  family,
  command: ipvsCommand[command],
  version,
});

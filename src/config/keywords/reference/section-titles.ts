/** What the reference says above the keywords of each kind of block. */
import type { SectionName } from "../table.ts";

export interface SectionTitle {
  readonly title: string;
  /** What stands there, in a sentence. */
  readonly about: string;
}

const check = (title: string, about: string): SectionTitle => ({
  title,
  about: `${about} Stands in real_server.`,
});

export const sectionTitles: Readonly<Record<SectionName, SectionTitle>> = {
  language: {
    title: "The language",
    about: "How files are read: comments, blocks, quotes, includes, definitions and conditions.",
  },
  root: { title: "Outside all blocks", about: "What a file consists of, in any order." },
  global_defs: {
    title: "global_defs",
    about: "What holds for the whole daemon, and defaults for instances and servers.",
  },
  track_group: {
    title: "track_group",
    about: "Instances that follow static addresses, routes and rules.",
  },
  garp_group: {
    title: "garp_group",
    about: "How fast addresses are announced by gratuitous ARP and neighbour advertisements.",
  },
  vrrp_sync_group: {
    title: "vrrp_sync_group",
    about: "Instances that are master together or not at all.",
  },
  vrrp_instance: {
    title: "vrrp_instance",
    about: "One virtual router: addresses that one of several machines holds.",
  },
  "vrrp_instance/authentication": {
    title: "authentication",
    about: "The password of VRRP version 2. Stands in vrrp_instance.",
  },
  "vrrp_instance/auth_hmac": {
    title: "auth_hmac",
    about: "Adverts signed with a key. Stands in vrrp_instance.",
  },
  "address line": {
    title: "Lines of addresses",
    about:
      "One address a line, with options behind it: in virtual_ipaddress, " +
      "virtual_ipaddress_excluded and static_ipaddress.",
  },
  "route line": {
    title: "Lines of routes",
    about: "One route a line, as ip route takes it: in virtual_routes and static_routes.",
  },
  "rule line": {
    title: "Lines of rules",
    about: "One policy rule a line, as ip rule takes it: in virtual_rules and static_rules.",
  },
  vrrp_script: {
    title: "vrrp_script",
    about: "A command that is run again and again; instances follow its result by track_script.",
  },
  vrrp_track_process: {
    title: "vrrp_track_process",
    about: "Processes that have to run; instances follow them by track_process.",
  },
  track_file: {
    title: "track_file",
    about: "A file with a number in it; instances follow it by track_file.",
  },
  bfd_instance: {
    title: "bfd_instance",
    about:
      "A BFD session with a neighbour; instances follow it by track_bfd, servers by BFD_CHECK.",
  },
  SSL: { title: "SSL", about: "The certificate that checks by SSL_GET present." },
  virtual_server_group: {
    title: "virtual_server_group",
    about: "Addresses and firewall marks that one virtual_server answers for.",
  },
  virtual_server: {
    title: "virtual_server",
    about: "A service that is shared out among real servers.",
  },
  "virtual_server/real_server": {
    title: "real_server",
    about: "One server of a service, and how its health is checked. Stands in virtual_server.",
  },
  "virtual_server/real_server/HTTP_GET": check("HTTP_GET", "Asks for pages."),
  "virtual_server/real_server/HTTP_GET/url": {
    title: "url of HTTP_GET",
    about: "One page and what it has to answer. Stands in HTTP_GET.",
  },
  "virtual_server/real_server/SSL_GET": check("SSL_GET", "Asks for pages over TLS."),
  "virtual_server/real_server/SSL_GET/url": {
    title: "url of SSL_GET",
    about: "One page and what it has to answer. Stands in SSL_GET.",
  },
  "virtual_server/real_server/TCP_CHECK": check("TCP_CHECK", "Opens a TCP connection."),
  "virtual_server/real_server/UDP_CHECK": check("UDP_CHECK", "Sends a datagram."),
  "virtual_server/real_server/SMTP_CHECK": check("SMTP_CHECK", "Greets a mail server."),
  "virtual_server/real_server/SMTP_CHECK/host": {
    title: "host of SMTP_CHECK",
    about: "An address to ask instead of the real server's own. Stands in SMTP_CHECK.",
  },
  "virtual_server/real_server/DNS_CHECK": check("DNS_CHECK", "Asks a name server."),
  "virtual_server/real_server/MISC_CHECK": check("MISC_CHECK", "Runs a command."),
  "virtual_server/real_server/PING_CHECK": check("PING_CHECK", "Sends an ICMP echo request."),
  "virtual_server/real_server/BFD_CHECK": check("BFD_CHECK", "Follows a BFD session."),
  "virtual_server/real_server/FILE_CHECK": check("FILE_CHECK", "Follows a number in a file."),
};

/** Where a keyword of that section stands, after its name: "in vrrp_instance". */
export function placeIn(section: SectionName): string {
  const { title } = sectionTitles[section];
  switch (section) {
    case "language":
      return "anywhere";
    case "root":
      return "outside all blocks";
    case "address line":
    case "route line":
    case "rule line":
      return `in ${title.toLowerCase()}`;
    default:
      return `in ${title}`;
  }
}

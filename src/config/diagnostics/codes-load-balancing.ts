/** Load balancing: virtual servers and their real servers. */
import type { Code } from "./code.ts";
import {
  complete,
  method,
  protocol,
  realServer,
  scheduler,
  service,
  web,
} from "./load-balancing-examples.ts";

export const loadBalancingCodes = {
  noRealServers: {
    code: "HF0801",
    severity: "error",
    title: "virtual server without real servers",
    explanation:
      "A virtual server hands its connections to real servers. One without any is not set up, " +
      "even where it has a sorry server.",
    exit: 5,
    refusesReload: true,
    example: { wrong: service(web, protocol, scheduler, method), right: complete(web) },
  },
  protocolMissing: {
    code: "HF0802",
    severity: "warning",
    title: "no protocol",
    explanation:
      "Without protocol a virtual server balances UDP, as in keepalived. That is hardly ever " +
      "what is meant: write protocol TCP, UDP or SCTP.",
    exit: 5,
    refusesReload: false,
    example: { wrong: service(web, scheduler, method, realServer), right: complete(web) },
  },
  schedulerMissing: {
    code: "HF0803",
    severity: "warning",
    title: "no scheduler",
    explanation:
      "Without lb_algo IPVS gives a connection to the server with the fewest connections for " +
      "its weight (wlc). Write lb_algo wlc to say that it is meant.",
    exit: 5,
    refusesReload: false,
    example: { wrong: service(web, protocol, method, realServer), right: complete(web) },
  },
  methodMissing: {
    code: "HF0804",
    severity: "warning",
    title: "no forwarding method",
    explanation:
      "Without lb_kind packets reach the servers by address translation (NAT), and their " +
      "answers must come back through this machine. Write lb_kind NAT, DR or TUN.",
    exit: 5,
    refusesReload: false,
    example: { wrong: service(web, protocol, scheduler, realServer), right: complete(web) },
  },
  duplicateRealServer: {
    code: "HF0805",
    severity: "warning",
    title: "duplicate real server",
    explanation:
      "IPVS knows a real server by its address and port, so the same one twice would be one. " +
      "The first one is used; give it more weight if that was meant.",
    exit: 5,
    refusesReload: false,
    example: { wrong: complete(web, realServer), right: complete(web) },
  },
  familyMismatch: {
    code: "HF0806",
    severity: "error",
    title: "server of the other address family",
    explanation:
      "Address translation and direct routing cannot lead from IPv4 to IPv6 or back. Only a " +
      "tunnel (lb_kind TUN) can, for the real server or for all of the virtual server.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: complete(web, "  real_server 2001:db8::10 80 {\n  }\n"),
      right: complete(web, "  real_server 2001:db8::10 80 {\n    lvs_method TUN\n  }\n"),
    },
  },
  portNeedsPersistence: {
    code: "HF0807",
    severity: "warning",
    title: "every port without persistence",
    explanation:
      "A service of port 0 takes connections to every port, and IPVS wants the connections of " +
      "a client to go to one real server then: it needs persistence_timeout.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: complete("192.0.2.1"),
      right: complete("192.0.2.1", "  persistence_timeout 360\n"),
    },
  },
  portsDiffer: {
    code: "HF0808",
    severity: "warning",
    title: "port of a real server without effect",
    explanation:
      "Direct routing and tunnels hand packets on as they are, with the port that the client " +
      "asked for. Only address translation (NAT) can change the port.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: service(web, protocol, scheduler, "  lb_kind DR\n", realServer.replace("80", "81")),
      right: service(web, protocol, scheduler, "  lb_kind DR\n", realServer),
    },
  },
  onePacketNeedsUdp: {
    code: "HF0809",
    severity: "warning",
    title: "ops without UDP",
    explanation:
      "One packet scheduling chooses a real server for every packet anew, which a connection " +
      "of TCP or SCTP cannot survive.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: complete(web, "  ops\n"),
      right: service(web, "  protocol UDP\n", scheduler, method, "  ops\n", realServer),
    },
  },
  quorumUnreachable: {
    code: "HF0810",
    severity: "warning",
    title: "quorum above the whole weight",
    explanation:
      "Quorum is counted in weight. More than all real servers have together could never be " +
      "reached, so it is lowered to that.",
    exit: 5,
    refusesReload: false,
    example: { wrong: complete(web, "  quorum 2\n"), right: complete(web, "  quorum 1\n") },
  },
  hysteresisTooLarge: {
    code: "HF0811",
    severity: "warning",
    title: "hysteresis not below quorum",
    explanation:
      "Quorum is lost below quorum - hysteresis. With a hysteresis as large as quorum that is " +
      "never, so it is lowered to one below.",
    exit: 5,
    refusesReload: false,
    example: { wrong: complete(web, "  hysteresis 1\n"), right: complete(web) },
  },
  protocolOfMark: {
    code: "HF0812",
    severity: "warning",
    title: "protocol of a firewall mark",
    explanation:
      "A service by firewall mark takes every packet that carries the mark, whatever its " +
      "protocol: the rule that sets the mark decides.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: complete("fwmark 1"),
      right: service("fwmark 1", scheduler, method, realServer),
    },
  },
  suspendNeedsAddress: {
    code: "HF0813",
    severity: "warning",
    title: "ha_suspend without an address",
    explanation:
      "ha_suspend pauses checks while the virtual address is not on this machine. A firewall " +
      "mark has no address.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: service("fwmark 1", scheduler, method, "  ha_suspend\n", realServer),
      right: complete(web, "  ha_suspend\n"),
    },
  },
  flagNeedsScheduler: {
    code: "HF0814",
    severity: "error",
    title: "flag without its scheduler",
    explanation:
      "hashed, sh-port, sh-fallback, mh-port and mh-fallback mean something to the schedulers " +
      "sh and mh only, and stand behind the lb_algo that names one of them.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: service(web, protocol, "  sh-port\n  lb_algo sh\n", method, realServer),
      right: service(web, protocol, "  lb_algo sh\n  sh-port\n", method, realServer),
    },
  },
  sorryServerMissing: {
    code: "HF0815",
    severity: "error",
    title: "sorry server not named before",
    explanation:
      "sorry_server_inhibit and sorry_server_lvs_method are about the sorry_server above them.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: complete(web, "  sorry_server_inhibit\n  sorry_server 192.0.2.250 80\n"),
      right: complete(web, "  sorry_server 192.0.2.250 80\n  sorry_server_inhibit\n"),
    },
  },
  familyConflict: {
    code: "HF0816",
    severity: "error",
    title: "ip_family contradicts",
    explanation:
      "ip_family is for services by firewall mark. Where an address, a mask or another " +
      "ip_family has given the family already, it can only say the same.",
    exit: 5,
    refusesReload: true,
    example: { wrong: complete(web, "  ip_family inet6\n"), right: complete(web) },
  },
  badTunnel: {
    code: "HF0817",
    severity: "error",
    title: "impossible tunnel",
    explanation:
      "TUN takes type ipip, which has no options, type gre, or type gue with a port; csum for " +
      "the last two and remcsum for gue alone.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: service(web, protocol, scheduler, "  lb_kind TUN type gue\n", realServer),
      right: service(web, protocol, scheduler, "  lb_kind TUN type gue port 6080\n", realServer),
    },
  },
  duplicateService: {
    code: "HF0823",
    severity: "error",
    title: "duplicate virtual server",
    explanation:
      "IPVS has one service for each protocol, address and port, and one for each firewall " +
      "mark. Two virtual servers for the same would overwrite each other.",
    exit: 0,
    refusesReload: true,
    example: { wrong: complete(web).repeat(2), right: complete(web) },
  },
  thresholdsCross: {
    code: "HF0825",
    severity: "warning",
    title: "lthreshold above uthreshold",
    explanation:
      "The kernel refuses a server whose lower limit of connections is above the upper one; " +
      "without uthreshold the upper one is 0, which is no limit.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: service(
        web,
        protocol,
        scheduler,
        method,
        "  real_server 192.0.2.10 80 {\n    lthreshold 10\n  }\n",
      ),
      right: service(
        web,
        protocol,
        scheduler,
        method,
        "  real_server 192.0.2.10 80 {\n    uthreshold 20\n    lthreshold 10\n  }\n",
      ),
    },
  },
  badMask: {
    code: "HF0826",
    severity: "error",
    title: "unusable persistence_granularity",
    explanation:
      "An IPv4 service groups its clients by a netmask such as 255.255.255.0, an IPv6 service " +
      "by a number of bits from 1 to 128.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: complete(web, "  persistence_timeout 60\n  persistence_granularity /24\n"),
      right: complete(web, "  persistence_timeout 60\n  persistence_granularity 255.255.255.0\n"),
    },
  },
  lengthForMask: {
    code: "HF0827",
    severity: "warning",
    title: "number of bits where a netmask is meant",
    explanation:
      "keepalived takes a plain number for an IPv4 netmask as its last octets: 24 is 0.0.0.24. " +
      "Holdfast takes it as a number of bits. Write the netmask, and both do the same.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: complete(web, "  persistence_timeout 60\n  persistence_granularity 24\n"),
      right: complete(web, "  persistence_timeout 60\n  persistence_granularity 255.255.255.0\n"),
    },
  },
  persistenceOff: {
    code: "HF0828",
    severity: "warning",
    title: "persistence is off",
    explanation:
      "persistence_granularity and persistence_engine describe how clients come back to their " +
      "real server, which they do only with persistence_timeout.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: complete(web, "  persistence_granularity 255.255.255.0\n"),
      right: complete(web, "  persistence_timeout 60\n  persistence_granularity 255.255.255.0\n"),
    },
  },
  surplusName: {
    code: "HF0832",
    severity: "error",
    title: "name of several words",
    explanation: "The name for SNMP is one word: put it in quotes when it holds blanks.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: complete(web, "  snmp_name web shop\n"),
      right: complete(web, '  snmp_name "web shop"\n'),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;

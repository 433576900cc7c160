/** `holdfast ipvs`: the table of the kernel's IPVS, as ipvsadm(8) prints, saves and restores it. */
import { type Command, Option } from "commander";
import type { IpvsPlace } from "./ipvs/run.ts";
import type { ShowFlags } from "./ipvs/show.ts";

export function addIpvsCommand(program: Command): void {
  const ipvs = program
    .command("ipvs")
    .description("show, save, restore or clear the kernel's table of virtual and real servers");
  addShow(ipvs);
  ipvs
    .command("save")
    .description("print the table as the lines of ipvsadm -Sn, thresholds included")
    .addOption(namespaceOption())
    .action(async (flags: IpvsPlace) => {
      const { saveIpvs } = await import("./ipvs/run.ts");
      process.exitCode = await saveIpvs(flags);
    });
  ipvs
    .command("restore")
    .description("carry out lines such as `save` prints; what is there already is changed")
    .argument("[file]", "the file; - is standard input", "-")
    .addOption(namespaceOption())
    .action(async (file: string, flags: IpvsPlace) => {
      const { restoreIpvs } = await import("./ipvs/run.ts");
      process.exitCode = await restoreIpvs(flags, file);
    });
  ipvs
    .command("clear")
    .description("remove all virtual servers, whoever made them")
    .addOption(namespaceOption())
    .action(async (flags: IpvsPlace) => {
      const { clearIpvs } = await import("./ipvs/run.ts");
      process.exitCode = await clearIpvs(flags);
    });
}

function addShow(ipvs: Command): void {
  const alone = (name: string, description: string): Option => {
    const others = ["timeout", "daemon"].filter((other) => `--${other}` !== name);
    return new Option(name, description).conflicts([...others, "exact", ...columns]);
  };
  ipvs
    .command("show")
    .description("print the table as ipvsadm -Ln does: numbers, no names")
    .option("--stats", "connections, packets and bytes so far")
    .option("--rate", "connections, packets and bytes a second")
    .option("--thresholds", "the limits of connections")
    .option("--persistent-conn", "connections held by persistence")
    .option("--tun-info", "how tunnels carry packets")
    .option("--exact", "all digits of large numbers")
    .addOption(alone("--timeout", "how long idle connections are kept, in seconds"))
    .addOption(alone("--daemon", "the daemons that share connections with the other director"))
    .option("--json", "everything, as JSON")
    .addOption(namespaceOption())
    .action(async (flags: ShowFlags & IpvsPlace) => {
      const { showIpvs } = await import("./ipvs/run.ts");
      process.exitCode = await showIpvs(flags, flags);
    });
}

const columns = ["stats", "rate", "thresholds", "persistentConn", "tunInfo"];

const namespaceOption = (): Option =>
  new Option("--namespace <name>", "another network namespace, by its name or path");

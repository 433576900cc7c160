/** `holdfast real-server`: on a real server, not on the director. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { RealServerMode } from "../core/real-server/wanted.ts";
import { type IpAddress, parseAddress } from "../wire/address.ts";

interface ModeFlag {
  readonly mode: RealServerMode;
}

export function addRealServerCommand(program: Command): void {
  const command = program
    .command("real-server")
    .description("on a real server: hold a virtual address quietly, for direct routing or tunnels");
  const list = "IPv4 or IPv6 addresses of virtual servers";
  command
    .command("up")
    .description("add the addresses, and keep the neighbours from hearing of them")
    .argument("<addresses...>", list, addressArgument)
    .addOption(modeOption())
    .action(async (addresses: IpAddress[], { mode }: ModeFlag) => {
      const { realServerUp } = await import("./real-server/real-server.ts");
      await run((parts) => realServerUp(parts, mode, addresses));
    });
  command
    .command("down")
    .description("take away what `up` has made; without addresses, all of it")
    .argument("[addresses...]", list, addressArgument)
    .action(async (addresses: IpAddress[]) => {
      const { realServerDown } = await import("./real-server/real-server.ts");
      await run((parts) => realServerDown(parts, addresses));
    });
  command
    .command("status")
    .description("say what is missing; ends with 1 when something is")
    .argument("[addresses...]", `${list}; without any, those that \`up\` has made`, addressArgument)
    .addOption(modeOption())
    .action(async (addresses: IpAddress[], { mode }: ModeFlag) => {
      const { realServerStatus } = await import("./real-server/real-server.ts");
      await run((parts) => realServerStatus(parts, mode, addresses));
    });
}

const modeOption = (): Option =>
  new Option("--mode <mode>", "how the director sends packets: lb_kind DR or TUN (ipip)")
    .choices(["dr", "tun"] satisfies readonly RealServerMode[])
    .default("dr");

/** Commander gives the arguments so far. */
function addressArgument(text: string, before: readonly IpAddress[] = []): IpAddress[] {
  const address = parseAddress(text.replace(/\/(32|128)$/, ""));
  if (address === null)
    throw new InvalidArgumentError("Expected an IPv4 or IPv6 address, without a prefix length.");
  return [...before, address];
}

async function run(
  action: (parts: import("./real-server/real-server.ts").RealServerParts) => number,
): Promise<void> {
  const { openRealServerMachine } = await import("./real-server/machine.ts");
  const { recall, remember } = await import("./real-server/memory.ts");
  const machine = openRealServerMachine();
  const out = (line: string): void => console.log(line);
  if (!machine.ok) out(machine.error);
  const parts = { out, recall: () => recall(), remember };
  process.exitCode = machine.ok ? action({ ...parts, machine: machine.value }) : 2;
}

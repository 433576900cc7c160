/**
 * Debian's User-Mode Linux: a kernel that has IPVS and runs as a program. It is fetched by apt from
 * the mirror this machine uses, verified by Debian's archive keys, and unpacked into a cache folder;
 * nothing is installed.
 *
 * The folder is HOLDFAST_KERNEL, or user-mode-linux below the user's cache. Without it the newest
 * kernel of Debian unstable is fetched.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { onCleanup } from "../../lab/cleanup.ts";
import { mustRun, run } from "../../lab/command.ts";

export interface Kernel {
  /** The program. */
  readonly program: string;
  /** What it is linked with: it may be newer than this machine's. */
  readonly libraries: string;
  /** Holds a folder a release: 7.2.7. */
  readonly modules: string;
}

const suite = "sid";
const packages = ["user-mode-linux", "libc6", "libgcc-s1"];
const libraries = ["ld-linux-x86-64.so.2", "libc.so.6", "libgcc_s.so.1"];
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const fetchLimitMillis = 300_000;

/** The kernel of the cache folder; fetches it when it is not there. */
export function fetchKernel(): Kernel {
  const folder = kernelFolder();
  const kernel = {
    program: join(folder, "linux"),
    libraries: join(folder, "lib"),
    modules: join(folder, "modules"),
  };
  if (!existsSync(kernel.program)) fetchInto(folder);
  return kernel;
}

function kernelFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return process.env.HOLDFAST_KERNEL || join(cache, "holdfast", "user-mode-linux");
}

/** All or nothing, and never in another's way who fetches at the same time. */
function fetchInto(folder: string): void {
  if (process.arch !== "x64") {
    throw new Error(`Debian has User-Mode Linux for amd64, not for ${process.arch}`);
  }
  process.stderr.write(`Fetching a kernel with IPVS into ${folder}\n`);
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-new-`);
  const discard = onCleanup(() => rmSync(work, { recursive: true, force: true }));
  try {
    download(work);
    const unpacked = join(work, "unpacked");
    for (const file of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
      mustRun(["dpkg-deb", "-x", join(work, file), unpacked]);
    }
    const made = join(work, "made");
    mkdirSync(join(made, "lib"), { recursive: true });
    for (const name of libraries) {
      copyFileSync(join(unpacked, "usr/lib/x86_64-linux-gnu", name), join(made, "lib", name));
    }
    renameSync(join(unpacked, "usr/lib/uml/modules"), join(made, "modules"));
    copyFileSync(join(unpacked, "usr/bin/linux.uml"), join(made, "linux"));
    if (!existsSync(folder)) renameSync(made, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no kernel with IPVS could be fetched from Debian: ${reason}`);
  } finally {
    discard();
  }
}

/** Downloads the packages with lists and settings of its own: the machine's are not touched. */
function download(work: string): void {
  for (const name of ["lists/partial", "archives/partial"]) {
    mkdirSync(join(work, name), { recursive: true });
  }
  writeFileSync(join(work, "status"), "");
  const source = `deb [arch=amd64 signed-by=${keyring}] ${debianMirror()} ${suite} main\n`;
  writeFileSync(join(work, "sources.list"), source);
  const settings = {
    "APT::Architecture": "amd64",
    "APT::Architectures": "amd64",
    "APT::Sandbox::User": "root",
    "APT::Update::Error-Mode": "any",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
    "Debug::NoLocking": "1",
    "Dir::Cache": work,
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    "Dir::Etc::sourcelist": join(work, "sources.list"),
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::State": work,
    "Dir::State::lists": join(work, "lists"),
    "Dir::State::status": join(work, "status"),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const aptGet = (...words: string[]) =>
    mustRun(["env", "-C", work, "apt-get", "-qq", ...options, ...words], {
      limitMillis: fetchLimitMillis,
    });
  aptGet("update");
  aptGet("download", ...packages);
}

/** Where this machine gets Debian from; HOLDFAST_MIRROR where it gets another distribution. */
function debianMirror(): string {
  const named = process.env.HOLDFAST_MIRROR;
  if (named !== undefined && named !== "") return named;
  const targets = ["indextargets", "--format", "$(REPO_URI)", "Identifier: Packages"];
  const sources = run(["apt-get", ...targets]).stdout.split("\n");
  const mirror = sources.find((source) => /debian(?!-security)/.test(source));
  if (mirror !== undefined) return mirror;
  throw new Error("apt has no source of Debian here: set HOLDFAST_MIRROR to the URL of a mirror");
}

/** `Sys` over the C library that Node itself is linked with. */
import koffi from "koffi";
import type { Pointer, Sys } from "./sys.ts";

type Call<Arguments extends readonly unknown[]> = (...given: Arguments) => number;

let loaded: Sys | null = null;

/** The system's calls; looked up once in a process. */
export function systemCalls(): Sys {
  loaded ??= load();
  return loaded;
}

/** errno is the calling thread's: read at once, before anything else can overwrite it. */
const valueOrErrno = (value: number): number => (value < 0 ? -koffi.errno() : value);

/** koffi has no ssize_t: intptr_t has its width and sign. */
function load(): Sys {
  const library = koffi.load(null);
  const call = <Arguments extends readonly unknown[]>(prototype: string): Call<Arguments> => {
    const native: Call<Arguments> = library.func(prototype);
    return native;
  };
  return {
    ...socketCalls(call),
    ...transferCalls(call),
    ...fileCalls(call),
    ...epollCalls(call),
    ...processCalls(call),
  };
}

type Lookup = <Arguments extends readonly unknown[]>(prototype: string) => Call<Arguments>;
type Bytes = Uint8Array;

function socketCalls(call: Lookup) {
  const socket = call<[number, number, number]>("int socket(int, int, int)");
  const socketpair = call<[number, number, number, Bytes]>("int socketpair(int, int, int, void *)");
  const bind = call<[number, Bytes, number]>("int bind(int, const void *, uint32_t)");
  const connect = call<[number, Bytes, number]>("int connect(int, const void *, uint32_t)");
  const getsockname = call<[number, Bytes, Bytes]>("int getsockname(int, void *, void *)");
  const setsockopt = call<[number, number, number, Bytes, number]>(
    "int setsockopt(int, int, int, const void *, uint32_t)",
  );
  const getsockopt = call<[number, number, number, Bytes, Bytes]>(
    "int getsockopt(int, int, int, void *, void *)",
  );
  return {
    socket: (domain, type, protocol) => valueOrErrno(socket(domain, type, protocol)),
    socketpair: (domain, type, protocol, descriptors) =>
      valueOrErrno(socketpair(domain, type, protocol, descriptors)),
    bind: (fd, address) => valueOrErrno(bind(fd, address, address.length)),
    connect: (fd, address) => valueOrErrno(connect(fd, address, address.length)),
    getsockname: (fd, address, length) => valueOrErrno(getsockname(fd, address, length)),
    setsockopt: (fd, level, option, value) =>
      valueOrErrno(setsockopt(fd, level, option, value, value.length)),
    getsockopt: (fd, level, option, value, length) =>
      valueOrErrno(getsockopt(fd, level, option, value, length)),
  } satisfies Partial<Sys>;
}

function transferCalls(call: Lookup) {
  const sendto = call<[number, Bytes, number, number, Bytes | null, number]>(
    "intptr_t sendto(int, const void *, size_t, int, const void *, uint32_t)",
  );
  const sendmsg = call<[number, Pointer, number]>("intptr_t sendmsg(int, const void *, int)");
  const sendmmsg = call<[number, Pointer, number, number]>(
    "int sendmmsg(int, void *, unsigned int, int)",
  );
  const recv = call<[number, Bytes, number, number]>("intptr_t recv(int, void *, size_t, int)");
  const recvmsg = call<[number, Pointer, number]>("intptr_t recvmsg(int, void *, int)");
  const recvmmsg = call<[number, Pointer, number, number, null]>(
    "int recvmmsg(int, void *, unsigned int, int, void *)",
  );
  return {
    sendto: (fd, bytes, flags, address) =>
      valueOrErrno(sendto(fd, bytes, bytes.length, flags, address, address?.length ?? 0)),
    sendmsg: (fd, msghdr, flags) => valueOrErrno(sendmsg(fd, msghdr, flags)),
    sendmmsg: (fd, mmsghdrs, count, flags) => valueOrErrno(sendmmsg(fd, mmsghdrs, count, flags)),
    recv: (fd, bytes, flags) => valueOrErrno(recv(fd, bytes, bytes.length, flags)),
    recvmsg: (fd, msghdr, flags) => valueOrErrno(recvmsg(fd, msghdr, flags)),
    recvmmsg: (fd, mmsghdrs, count, flags) =>
      valueOrErrno(recvmmsg(fd, mmsghdrs, count, flags, null)),
  } satisfies Partial<Sys>;
}

function fileCalls(call: Lookup) {
  const read = call<[number, Bytes, number]>("intptr_t read(int, void *, size_t)");
  const write = call<[number, Bytes, number]>("intptr_t write(int, const void *, size_t)");
  const close = call<[number]>("int close(int)");
  // Variadic in C; Linux passes variadic pointers as it passes others on x86-64 and arm64.
  const fcntl = call<[number, number, Pointer]>("int fcntl(int, int, void *)");
  const flock = call<[number, number]>("int flock(int, int)");
  const mkfifo = call<[string, number]>("int mkfifo(const char *, unsigned int)");
  const pipe = call<[Bytes, number]>("int pipe2(void *, int)");
  const inotifyInit = call<[number]>("int inotify_init1(int)");
  const inotifyAddWatch = call<[number, string, number]>(
    "int inotify_add_watch(int, const char *, uint32_t)",
  );
  const inotifyRmWatch = call<[number, number]>("int inotify_rm_watch(int, int)");
  const timerfdCreate = call<[number, number]>("int timerfd_create(int, int)");
  const timerfdSettime = call<[number, number, Bytes, null]>(
    "int timerfd_settime(int, int, const void *, void *)",
  );
  return {
    read: (fd, bytes) => valueOrErrno(read(fd, bytes, bytes.length)),
    write: (fd, bytes) => valueOrErrno(write(fd, bytes, bytes.length)),
    close: (fd) => valueOrErrno(close(fd)),
    fcntl: (fd, command, argument) => valueOrErrno(fcntl(fd, command, argument)),
    flock: (fd, operation) => valueOrErrno(flock(fd, operation)),
    mkfifo: (path, mode) => valueOrErrno(mkfifo(path, mode)),
    pipe: (descriptors, flags) => valueOrErrno(pipe(descriptors, flags)),
    inotifyInit: (flags) => valueOrErrno(inotifyInit(flags)),
    inotifyAddWatch: (fd, path, mask) => valueOrErrno(inotifyAddWatch(fd, path, mask)),
    inotifyRmWatch: (fd, descriptor) => valueOrErrno(inotifyRmWatch(fd, descriptor)),
    timerfdCreate: (clock, flags) => valueOrErrno(timerfdCreate(clock, flags)),
    timerfdSettime: (fd, flags, itimerspec) =>
      valueOrErrno(timerfdSettime(fd, flags, itimerspec, null)),
  } satisfies Partial<Sys>;
}

function epollCalls(call: Lookup) {
  const create = call<[number]>("int epoll_create1(int)");
  const control = call<[number, number, number, Bytes | null]>(
    "int epoll_ctl(int, int, int, void *)",
  );
  const wait = call<[number, Bytes, number, number]>("int epoll_wait(int, void *, int, int)");
  return {
    epollCreate: (flags) => valueOrErrno(create(flags)),
    epollControl: (epoll, operation, fd, event) =>
      valueOrErrno(control(epoll, operation, fd, event)),
    epollReady: (epoll, events, maximum) => valueOrErrno(wait(epoll, events, maximum, 0)),
  } satisfies Partial<Sys>;
}

function processCalls(call: Lookup) {
  const waitpid = call<[number, Bytes, number]>("int waitpid(int, void *, int)");
  const setns = call<[number, number]>("int setns(int, int)");
  const unshare = call<[number]>("int unshare(int)");
  type MountArguments = [string | null, string, string | null, number, string | null];
  const mount = call<MountArguments>(
    "int mount(const char *, const char *, const char *, unsigned long, const char *)",
  );
  type PrctlRest = [number, number, number];
  const prctlNumber = call<[number, number, ...PrctlRest]>(
    "int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)",
  );
  const prctlBytes = call<[number, Bytes, ...PrctlRest]>(
    "int prctl(int, void *, unsigned long, unsigned long, unsigned long)",
  );
  const schedSetscheduler = call<[number, number, Bytes]>(
    "int sched_setscheduler(int, int, const void *)",
  );
  const schedGetscheduler = call<[number]>("int sched_getscheduler(int)");
  const schedSetaffinity = call<[number, number, Bytes]>(
    "int sched_setaffinity(int, size_t, const void *)",
  );
  const setpriority = call<[number, number, number]>("int setpriority(int, uint32_t, int)");
  const mlock2 = call<[bigint, bigint, number]>("int mlock2(uintptr_t, size_t, unsigned int)");
  const prlimit = call<[number, number, Bytes | null, Bytes | null]>(
    "int prlimit(int, int, const void *, void *)",
  );
  return {
    waitpid: (processId, status, options) => valueOrErrno(waitpid(processId, status, options)),
    setns: (fd, type) => valueOrErrno(setns(fd, type)),
    unshare: (flags) => valueOrErrno(unshare(flags)),
    mount: (source, target, type, flags, data) =>
      valueOrErrno(mount(source, target, type, flags, data)),
    prctl: (option, argument) =>
      valueOrErrno(
        typeof argument === "number"
          ? prctlNumber(option, argument, 0, 0, 0)
          : prctlBytes(option, argument, 0, 0, 0),
      ),
    schedSetscheduler: (threadId, policy, schedParam) =>
      valueOrErrno(schedSetscheduler(threadId, policy, schedParam)),
    schedGetscheduler: (threadId) => valueOrErrno(schedGetscheduler(threadId)),
    schedSetaffinity: (threadId, cpuSet) =>
      valueOrErrno(schedSetaffinity(threadId, cpuSet.length, cpuSet)),
    setpriority: (which, who, niceness) => valueOrErrno(setpriority(which, who, niceness)),
    mlock2: (address, lengthBytes, flags) => valueOrErrno(mlock2(address, lengthBytes, flags)),
    prlimit: (processId, resource, limit, previous) =>
      valueOrErrno(prlimit(processId, resource, limit, previous)),
  } satisfies Partial<Sys>;
}

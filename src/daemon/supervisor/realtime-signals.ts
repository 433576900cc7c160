/**
 * The real-time signals of keepalived.md §3, which Node has no name for.
 *
 * A blocked signal and a signalfd do not work here: Node starts threads that do not block it. libuv,
 * which Node exports for add-ons, takes any signal number (uv_signal_start).
 */
import koffi from "koffi";

/** UV_SIGNAL of `uv_handle_type`. */
const handleTypeSignal = 16;

/** Handles and callbacks that libuv knows by address: they must never be collected. */
const alive: unknown[] = [];

/** Calls `received` on the main loop for each of the signal; does not keep the process alive. */
export function onRealtimeSignal(signalNumber: number, received: () => void): void {
  const libuv = koffi.load(null);
  const loop: unknown = libuv.func("void *uv_default_loop(void)")();
  const handleBytes = Number(libuv.func("size_t uv_handle_size(int)")(handleTypeSignal));
  const handle = Buffer.alloc(handleBytes);
  const callback = koffi.register(() => setImmediate(received), signalCallback());
  alive.push(loop, handle, callback);
  libuv.func("int uv_signal_init(void *, void *)")(loop, handle);
  libuv.func("int uv_signal_start(void *, void *, int)")(handle, callback, signalNumber);
  libuv.func("void uv_unref(void *)")(handle);
}

let callbackType: ReturnType<typeof koffi.pointer> | null = null;

function signalCallback() {
  callbackType ??= koffi.pointer(koffi.proto("void holdfast_on_signal(void *, int)"));
  return callbackType;
}

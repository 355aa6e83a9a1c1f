// A Python of its own in a worker. One worker judges and never runs an answer; another runs answers and knows nothing.
// The build puts the two scripts of Pyodide before this text: createPyodideModule and loadPyodide come from there.

const post = self.postMessage.bind(self);
const KEPT = 20_000; // bytes of what an answer prints, and how many it may print at all: as at the prompt
const ALLOWED = 1_000_000;
const AT_ONCE = 100;
const MEMORY = 512 * 1024 * 1024;

// Nothing is fetched here: the page has handed over everything.
const serveFrom = ({ library, module }) => {
  self.fetch = async (address) => new Response(String(address).endsWith(".zip") ? library : null);
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module, instance: await WebAssembly.instantiate(module, imports) });
};

// Python sees the end of its memory where a browser would only grow slower and slower.
const limitMemory = () => {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MEMORY) throw new RangeError("no more memory for an answer");
    return grow.call(this, pages);
  };
};

// Should an answer find a way out of Python, there is nothing left to reach.
const closeDoors = () => {
  const doors = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "Worker",
    "SharedWorker", "BroadcastChannel", "MessageChannel", "indexedDB", "caches", "importScripts", "postMessage",
    "navigator", "setTimeout", "setInterval"];
  for (let place = self; place; place = Object.getPrototypeOf(place)) {
    for (const door of doors) if (Object.hasOwn(place, door)) delete place[door];
  }
};

// The first lines go to the page at once, so that they are there if the answer never ends; then only larger pieces.
const countPrinted = () => {
  let closed, n_writes, all, waiting;
  const begin = () => {
    [closed, n_writes, all] = [false, 0, 0];
    waiting = [];
  };
  const flush = () => {
    post({ printed: waiting, more: Math.max(0, all - KEPT) });
    waiting = [];
  };
  const write = (bytes) => {
    if (closed) return bytes.length;
    if (all < KEPT) waiting.push(bytes.slice(0, KEPT - all));
    all += bytes.length;
    n_writes += 1;
    if (n_writes < AT_ONCE || (n_writes % AT_ONCE === 0 && all < 2 * KEPT)) flush();
    closed = all > ALLOWED;
    if (closed) post({ stopped: ["output", "it printed more than 1 MB"] });
    return bytes.length;
  };
  // When Python breaks down, Pyodide complains here and then prints what no learner can use.
  console.error = (said) => { closed ||= String(said).startsWith("Pyodide has suffered a fatal error"); };
  begin();
  return { write, begin, flush };
};

const start = async ({ module, library, files, lock, program }) => {
  serveFrom({ module, library });
  const python = await loadPyodide({
    createPyodideModule, indexURL: "https://localhost/", stdLibURL: "https://localhost/library.zip",
    lockFileContents: JSON.stringify(lock), jsglobals: Object.create(null),
  });
  limitMemory();
  closeDoors();
  for (const [path, content] of Object.entries(files)) {
    python.FS.writeFile(path, typeof content === "string" ? content : new Uint8Array(content));
  }
  return { python, program: python.runPython(`
import sys
sys.path.insert(0, "/course.zip")
${program}`) };
};

// An answer that ends Python, or breaks it, ends this worker with it.
const ended = (error) => {
  const status = error?.status ?? error?.exitCode;
  return status === undefined ? `Python itself failed (${error?.name ?? "error"})` : `the process ended with exit code ${status}`;
};

self.onmessage = async ({ data }) => {
  const printed = countPrinted();
  try {
    const { python, program } = await start(data);
    const output = { write: printed.write, isatty: false };
    python.setStdin({ stdin: () => null });
    python.setStdout(output);
    python.setStderr(output);
    self.onmessage = (asked) => {
      try {
        if (asked.data.fresh) printed.begin();
        const reply = program.reply(asked.data.text);
        printed.flush();
        post({ reply });
      } catch (error) {
        post({ stopped: ["crashed", ended(error)] });
      }
    };
    post({ ready: true });
  } catch (error) {
    post({ failed: String(error) });
  }
};

// Runs checks: fetches Python once, keeps one worker that judges and one that runs answers, carries words between them.

const STEP = 50; // milliseconds
const KEPT = 20_000; // bytes of what an answer has printed

const make = (tag, name, text = "") => {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

// A line that says how much has come.
class Progress {
  constructor(place) {
    this.bar = make("progress", "lesson-progress__bar");
    this.bar.setAttribute("aria-label", "Loading Python");
    this.words = make("span", "lesson-progress__words");
    place.replaceChildren(this.bar, " ", this.words);
  }

  tell(bytes, all) {
    Object.assign(this.bar, { max: all, value: bytes });
    const state = bytes < all ? `${megabytes(bytes)} of ${megabytes(all)} MB` : "starting …";
    this.words.textContent = `Loading Python, once a visit: ${state}`;
  }
}

// What a page fetches, with the bytes that have come so far.
class Parts {
  constructor(base, manifest, progress) {
    Object.assign(this, { base, manifest, progress, loaded: 0 });
    this.all = Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async stream(name) {
    const response = await fetch(new URL(this.manifest.files[name].file, this.base));
    if (!response.ok) throw new Error(`${response.status} for ${name}`);
    const count = new TransformStream({
      transform: (bytes, out) => {
        this.loaded += bytes.length;
        this.progress.tell(this.loaded, this.all);
        out.enqueue(bytes);
      },
    });
    return response.body.pipeThrough(count).pipeThrough(new DecompressionStream("gzip"));
  }

  async bytes(name) { return new Response(await this.stream(name)).arrayBuffer(); }

  async text(name) { return new Response(await this.stream(name)).text(); }

  async wasm(name) {
    const headers = { "Content-Type": "application/wasm" };
    return WebAssembly.compileStreaming(new Response(await this.stream(name), { headers }));
  }
}

// Time runs in steps that this page has seen: a machine too busy to show them is too busy for the answer, too.
const after = (limit, work) => {
  const hard = performance.now() + 3 * limit;
  let left = limit;
  const clock = setInterval(() => {
    left -= STEP;
    if (left > 0 && performance.now() < hard) return;
    clearInterval(clock);
    work();
  }, STEP);
  return clock;
};

const JUDGE = 'from lesson_code.grading.page import Judge\nJudge(open("/bundle.json", encoding="utf-8").read())';
const CHILD = "from lesson_code.grading.page_child import Child\nChild()";

// A worker with a Python in it. A blob: keeps it under the policy of this page.
class Python {
  constructor(source, parts) {
    this.worker = new Worker(source, { type: "module" });
    this.printed = [];
    this.more = 0;
    this.ready = this.next();
    this.ready.catch(() => {}); // whoever waits for it is told; perhaps nobody does
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.settle.reject(new Error(event.message || "a worker does not start"));
    parts.then((all) => this.worker.postMessage(all), (error) => this.settle.reject(error));
  }

  next() { return new Promise((resolve, reject) => { this.settle = { resolve, reject }; }); }

  hear(said) {
    if (said.printed) {
      this.printed.push(...said.printed);
      this.more = said.more;
    } else if (said.failed) this.settle.reject(new Error(said.failed));
    else if (said.ready || said.reply !== undefined) this.settle.resolve(said.reply);
    else if (said.stopped) this.settle.resolve(said);
  }

  // The reply as text, or as {stopped: [kind, why]} where there is none; a worker that was stopped is gone.
  async ask(text, limit, fresh = false) {
    const reply = this.next();
    const late = after(limit, () => this.settle.resolve({ stopped: ["timeout", ""] }));
    this.worker.postMessage({ text, fresh });
    try {
      const heard = await reply;
      if (heard.stopped) this.end();
      return heard;
    } finally {
      clearInterval(late);
    }
  }

  end() {
    this.gone = true;
    this.worker.terminate();
  }
}

// The two workers read their script while the rest is still on its way.
const load = async (base, manifest, place) => {
  const parts = new Parts(base, manifest, new Progress(place));
  const { lock } = manifest;
  const rest = Promise.all([
    parts.wasm("python"), parts.bytes("library"), parts.bytes("judge"), parts.bytes("child"), parts.text("bundle"),
  ]);
  rest.catch(() => {}); // whoever waits for a worker is told
  const source = URL.createObjectURL(new Blob([await parts.text("worker")], { type: "text/javascript" }));
  const make = (program, choose) => new Python(source, rest.then(([module, library, judge, child, bundle]) => (
    { module, library, lock, program, files: choose(judge, child, bundle) })));
  return {
    judge: make(JUDGE, (judge, _, bundle) => ({ "/course.zip": judge, "/bundle.json": bundle })),
    newChild: () => make(CHILD, (_, child) => ({ "/course.zip": child })),
  };
};

const PACKAGES = /ModuleNotFoundError: No module named '(numpy|pandas|matplotlib|scipy|sklearn|tensorflow|keras)/;
const NO_PACKAGES = "Pages have Python's own library alone. An answer that uses other packages is checked at the prompt.";
const OUTCOME = /^ {2}(passed|failed|error|timeout|memory|output|crashed|skipped) /;

// What does not fit goes on below its own beginning, not at the edge.
const makeLine = (line) => {
  const outcome = OUTCOME.exec(line)?.[1];
  const name = outcome ? `lesson-report__line lesson-report__line--${outcome}` : "lesson-report__line";
  const element = make("span", name, `${line}\n`);
  element.style.setProperty("--lesson-indent", `${/^ */.exec(line)[0].length + 2}ch`);
  return element;
};

export class Checker {
  constructor(base, manifest) { Object.assign(this, { base, manifest }); }

  // The lines of a report as elements of a page.
  inWords(lines) {
    const text = make("pre", "lesson-report__text");
    text.append(...lines.map(makeLine));
    return PACKAGES.test(lines.join("\n")) ? [text, make("p", "lesson-report__note", NO_PACKAGES)] : [text];
  }

  // Load everything, once, and say in a place of the page how far it is; a failed attempt can be repeated.
  async begin(place) {
    this.loading ??= load(this.base, this.manifest, place);
    try {
      Object.assign(this, await this.loading);
      this.child ??= this.newChild();
      await Promise.all([this.judge.ready, this.child.ready]);
    } catch (error) {
      this.end();
      throw error;
    }
  }

  // Return {report, lines}: see lesson_code.grading.page.
  async check(name, text) {
    const replies = [];
    const run = { file: `${name}.py`, text, printed: [], more: 0 };
    for (;;) {
      const step = JSON.parse(await this.judge.ask(JSON.stringify({ name, text, replies }), 60_000));
      if (step.report) {
        this.tidied = this.tidy();
        return step;
      }
      replies.length = step.keep;
      for (const [what, question, limit] of step.plan) {
        const reply = await this.answer(what, question, 1000 * Math.max(0, limit), run);
        replies.push([what, typeof reply === "string" ? reply : JSON.stringify(reply)]);
        if (reply.stopped) break;
      }
    }
  }

  // Questions and replies stay the texts that they are: a script would make 6 of Python's 6.0.
  async answer(what, question, limit, run) {
    if (what === "start") return this.start(run);
    if (what === "finish") return this.finish(run);
    return this.child.ask(question, limit);
  }

  // A fresh place for an answer: the one there is, or a new one where the last has been stopped.
  async start(run) {
    this.keepPrinted(run);
    await this.tidied;
    if (this.child.gone) this.child = this.newChild();
    await this.child.ready;
    await this.child.ask(JSON.stringify({ do: "start", file: run.file, text: run.text }), 10_000, true);
    return {};
  }

  async finish(run) {
    this.keepPrinted(run);
    return { printed: await new Blob(run.printed).slice(0, KEPT).text(), more: run.more };
  }

  // A Python that an answer has changed does not serve another one; the next is ready when it is needed.
  async tidy() {
    if (!this.child.gone) {
      const left = await this.child.ask(JSON.stringify({ do: "finish" }), 2000);
      if (left.stopped || !JSON.parse(left).clean) this.child.end();
    }
    if (this.child.gone) this.child = this.newChild();
  }

  end() {
    this.judge?.end();
    this.child?.end();
    this.loading = this.judge = this.child = undefined;
  }

  keepPrinted(run) {
    run.printed.push(...this.child.printed.splice(0));
    run.more += this.child.more;
    this.child.more = 0;
  }
}

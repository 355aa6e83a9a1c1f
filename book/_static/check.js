// An editor in each graded block, and the check of what is in it. Python is loaded with the first check, not before.
(() => {
  "use strict";
  const ANSWERS = "lessons.answers";
  const SOLVED = "lessons.solved";
  const CANNOT = "This browser cannot run Python in a page: check your answer with these commands.";
  const FROM_DISK = "This page was opened from a file, and browsers run Python only in a page that is served: check your answer with these commands.";
  const STILL_HERE = "Your text is still here: try again, or use the commands below.";
  const FAILED = `Python could not be loaded, so nothing was checked. ${STILL_HERE}`;
  const BROKEN = `The check failed by our own fault, not yours. ${STILL_HERE}`;

  // Storage may be forbidden; everything then lasts as long as the page.
  const recall = (key) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch { return {}; }
  };
  const remember = (key, change) => {
    const kept = recall(key);
    change(kept);
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* not remembered */ }
  };
  const own = (kept, name) => (Object.hasOwn(kept, name) ? kept[name] : undefined);

  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  };
  const makeButton = (text, work) => {
    const button = make("button", "lesson-button", text);
    button.type = "button";
    button.addEventListener("click", work);
    return button;
  };

  // One checker for all blocks of the page; its checks come one after the other.
  let checker;
  let last = Promise.resolve();
  const inTurn = (work) => {
    last = last.then(work, work);
    return last;
  };
  const makeChecker = async () => {
    const base = new URL("runtime/", new URL(document.documentElement.dataset.content_root || "./", document.baseURI));
    const response = await fetch(new URL("runtime.json", base), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} for the runtime`);
    const manifest = await response.json();
    const { Checker } = await import(new URL(manifest.files.driver.file, base));
    return new Checker(base, manifest);
  };
  const loaded = async (progress) => {
    try {
      checker ??= await makeChecker();
      await checker.begin(progress);
    } catch (error) {
      console.warn(error);
      return false;
    }
    return true;
  };

  class Practice {
    constructor(block) {
      this.block = block;
      this.name = block.dataset.exercise;
      this.stub = block.querySelector("template").content.textContent;
      this.hints = [...block.querySelectorAll(":scope > .lesson-hint")];
      this.solution = block.querySelector(":scope > .lesson-solution");
      this.mayLook = false;
      this.build();
      this.restore();
    }

    build() {
      const label = make("label", "lesson-block__part", "Your answer");
      this.editor = make("textarea", "lesson-editor");
      this.editor.id = `answer-${this.name}`;
      label.htmlFor = this.editor.id;
      Object.assign(this.editor, { spellcheck: false, autocapitalize: "off", autocomplete: "off", wrap: "off" });
      this.editor.setAttribute("autocorrect", "off");
      this.editor.addEventListener("input", () => this.keep());
      this.editor.addEventListener("keydown", (event) => this.press(event));
      this.progress = make("p", "lesson-progress");
      this.output = make("div", "lesson-report");
      this.output.setAttribute("role", "status");
      const practice = make("div", "lesson-practice");
      practice.append(label, this.editor, this.buttons(), this.progress, this.output);
      const commands = this.block.querySelector(":scope > .lesson-commands");
      this.block.querySelector(":scope > .lesson-practice-note").replaceWith(practice);
      this.commands = this.fold(commands);
      this.block.classList.add("lesson-live");
    }

    buttons() {
      const row = make("div", "lesson-buttons");
      this.check = makeButton("Check", () => this.run());
      this.check.classList.add("lesson-button--main");
      this.check.title = "Ctrl+Enter in the editor";
      this.reset = makeButton("Reset", () => this.startAgain());
      row.append(this.check);
      if (this.hints.length) row.append(this.hint = makeButton("Hint", () => this.showHint()));
      if (this.solution) row.append(this.look = makeButton("Show solution", () => this.showSolution()));
      row.append(this.reset);
      return row;
    }

    // With an editor in the page, the other ways to check move out of sight.
    fold(commands) {
      const part = make("details", "lesson-disclosure lesson-elsewhere");
      part.append(make("summary", "", "Check it on your own computer"));
      commands.classList.add("lesson-disclosure__body");
      part.append(commands);
      this.block.append(part);
      return part;
    }

    restore() {
      const kept = own(recall(ANSWERS), this.name);
      this.editor.value = typeof kept === "string" ? kept : this.stub;
      this.fit();
    }

    fit() { this.editor.rows = Math.min(30, Math.max(8, this.editor.value.split("\n").length + 1)); }

    keep() {
      this.fit();
      this.before = undefined;
      this.reset.textContent = "Reset";
      remember(ANSWERS, (answers) => {
        if (this.editor.value === this.stub) delete answers[this.name];
        else answers[this.name] = this.editor.value;
      });
    }

    press(event) {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.run();
    }

    startAgain() {
      const before = this.before === undefined ? this.editor.value : undefined;
      this.editor.value = this.before ?? this.stub;
      this.keep();
      this.before = before;
      if (before !== undefined && before !== this.stub) this.reset.textContent = "Undo reset";
      else this.before = undefined;
    }

    showHint() {
      const next = this.hints.find((hint) => !hint.classList.contains("lesson-shown"));
      if (!next) return;
      this.open(next);
      const left = this.hints.filter((hint) => !hint.classList.contains("lesson-shown")).length;
      this.hint.textContent = left ? "Next hint" : "Hint";
      if (!left) this.hint.setAttribute("aria-disabled", "true");
    }

    showSolution() {
      if (!this.mayLook) {
        this.mayLook = true;
        this.say("You learn more from a try of your own, even a wrong one. To see the solution now, press Show solution again.");
        return;
      }
      this.open(this.solution);
      this.look.setAttribute("aria-disabled", "true");
    }

    open(part) {
      part.classList.add("lesson-shown");
      part.open = true;
      part.querySelector("summary").focus();
    }

    say(...lines) { this.output.replaceChildren(...lines.map((line) => make("p", "lesson-report__note", line))); }

    async run() {
      if (this.running) return;
      this.running = true;
      this.check.setAttribute("aria-disabled", "true");
      try {
        await inTurn(() => this.judge(this.editor.value));
      } finally {
        this.running = false;
        this.check.removeAttribute("aria-disabled");
      }
    }

    async judge(text) {
      this.say("Checking …");
      const there = await loaded(this.progress);
      this.progress.replaceChildren();
      this.mayLook = true;
      if (!there) return this.giveUp(FAILED);
      try {
        this.show(await checker.check(this.name, text));
      } catch (error) {
        console.warn(error);
        checker.end();
        this.giveUp(BROKEN);
      }
    }

    giveUp(why) {
      this.say(why);
      this.commands.open = true;
    }

    show({ report, lines }) {
      this.output.replaceChildren(...checker.inWords(lines));
      const { earned, points, passed } = report;
      remember(SOLVED, (solved) => {
        const best = own(solved, this.name);
        if (best && best.points === points && best.earned >= earned) return;
        if (earned) solved[this.name] = { earned, points, when: new Date().toISOString() };
      });
      const detail = { exercise: this.name, earned, points, passed };
      this.block.dispatchEvent(new CustomEvent("lesson:checked", { bubbles: true, detail }));
    }
  }

  const reasonAgainst = () => {
    if (location.protocol === "file:") return FROM_DISK;
    const needed = [self.WebAssembly?.compileStreaming, self.Worker, self.DecompressionStream, Object.hasOwn];
    return needed.every(Boolean) ? "" : CANNOT;
  };

  addEventListener("DOMContentLoaded", () => {
    for (const block of document.querySelectorAll(".lesson-graded[data-exercise]")) {
      const reason = reasonAgainst();
      if (reason) block.querySelector(":scope > .lesson-practice-note").textContent = reason;
      else new Practice(block);
    }
  });
})();

// The page of what a reader has done: marks, and what is kept can be taken along, brought back and forgotten.
(() => {
  "use strict";
  const { FORMS, isName, isObject, read, write, forget, make, stateOf, lessonOf, pageOf, showAll, lasting } = window.lessonMemory;
  const FORMAT = "introduction-to-deep-learning/1";
  const STORES = Object.keys(FORMS).filter((store) => store !== "pages");
  const LARGEST = 2000000;
  // No sentence shows what a file holds, but names that are names.
  const NO_FILE = "This is no file that this page has exported; nothing was changed.";

  const anchorOf = (link) => decodeURIComponent(new URL(link.href).hash.slice(1));
  const linksOf = (part) => [...part.querySelectorAll("li a")];
  const lessons = () => [...document.querySelectorAll("details.lesson-tasks")];
  const anchors = () => new Set(lessons().flatMap(linksOf).map(anchorOf));
  const exercises = () => [...anchors()].filter((id) => id.startsWith("graded-")).map((id) => id.slice("graded-".length));

  // The list.
  const showTask = (link) => {
    const state = stateOf(anchorOf(link));
    const line = link.closest("li");
    line.classList.toggle("lesson-is-done", state.done);
    line.querySelector(".lesson-state")?.remove();
    if (state.words) link.parentElement.append(make("span", "lesson-state", ` – ${state.words}`));
    return state;
  };
  const showLesson = (part) => {
    const needed = linksOf(part).filter((link) => !link.closest(".lesson-optional"));
    linksOf(part).forEach(showTask);
    const ids = needed.map(anchorOf);
    const done = ids.filter((id) => stateOf(id).done).length;
    const summary = part.querySelector("summary");
    summary.querySelector(".lesson-state")?.remove();
    if (ids.length) summary.append(make("span", "lesson-state", ` – ${done} of ${ids.length} done`));
    return { page: pageOf(part.querySelector(".lesson-disclosure__body a").href), state: lessonOf(ids), done, of: ids.length };
  };
  const showStrangers = () => {
    const here = anchors();
    const known = { answers: (name) => here.has(`graded-${name}`), quizzes: (name) => here.has(name), done: (name) => here.has(name) };
    known.solved = known.answers;
    const count = new Set(Object.entries(known).flatMap(([store, fits]) => Object.keys(read(store)).filter((name) => !fits(name)))).size;
    if (!count) return "";
    return ` ${count === 1 ? "One thing more is" : `${count} things more are`} remembered that this edition of the course has no place for.`;
  };
  const show = () => {
    const found = lessons().map(showLesson);
    write("pages", Object.fromEntries(found.filter(({ state }) => state).map(({ page, state }) => [page, state])));
    const sum = (key) => found.reduce((total, lesson) => total + lesson[key], 0);
    const where = lasting ? "" : " This browser lets no page remember anything, so all of it is lost when you leave.";
    document.querySelector(".lesson-progress-sum").textContent = `${sum("done")} of ${sum("of")} tasks are done.${showStrangers()}${where}`;
    showAll();
  };

  // A zip file of files that are stored as they are: one record before each, and all of them again at the end.
  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const checksum = (bytes) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const dosTime = (at) => [
    (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
    ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
  ];
  // Numbers of two and four bytes, the lowest byte first, as [bytes, value].
  const record = (...numbers) => {
    const bytes = new DataView(new ArrayBuffer(numbers.reduce((total, [size]) => total + size, 0)));
    let at = 0;
    numbers.forEach(([size, value]) => {
      if (size === 2) bytes.setUint16(at, value, true); else bytes.setUint32(at, value, true);
      at += size;
    });
    return new Uint8Array(bytes.buffer);
  };
  const VERSION = [2, 20];
  const NONE = [2, 0];
  const makeZip = (files) => {
    const [time, date] = dosTime(new Date());
    const utf8 = new TextEncoder();
    const parts = [];
    const list = [];
    let at = 0;
    files.forEach(([name, text]) => {
      const [path, content] = [utf8.encode(name), utf8.encode(text)];
      const common = [[2, 0x800], NONE, [2, time], [2, date], [4, checksum(content)], [4, content.length], [4, content.length], [2, path.length], NONE];
      const before = [record([4, 0x04034b50], VERSION, ...common), path, content];
      list.push(record([4, 0x02014b50], VERSION, VERSION, ...common, NONE, NONE, NONE, [4, 0], [4, at]), path);
      parts.push(...before);
      at += before.reduce((total, part) => total + part.length, 0);
    });
    const size = list.reduce((total, part) => total + part.length, 0);
    return new Blob([...parts, ...list, record([4, 0x06054b50], NONE, NONE, [2, files.length], [2, files.length], [4, size], [4, at], NONE)]);
  };

  const save = (blob, name) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const exportAll = () => {
    const stores = Object.fromEntries(STORES.map((store) => [store, read(store)]));
    save(new Blob([JSON.stringify({ format: FORMAT, ...stores }, null, 1)], { type: "application/json" }), "progress.json");
    return "Saved as progress.json.";
  };
  const exportAnswers = () => {
    const answers = read("answers");
    const files = exercises().filter((name) => name in answers).map((name) => [`${name}.py`, answers[name].replace(/\n*$/, "\n")]);
    if (!files.length) return "There is no answer yet that you have written in a page.";
    save(makeZip(files), "answers.zip");
    return `Saved as answers.zip: ${files.length} ${files.length === 1 ? "answer" : "answers"}.`;
  };

  // A file may come from anywhere: all of it fits, or none of it is taken.
  const problemOf = (found) => {
    if (!isObject(found) || found.format !== FORMAT) return NO_FILE;
    const strange = Object.keys(found).filter((key) => key !== "format" && !STORES.includes(key));
    if (strange.length) return "This file holds something that this page does not know; nothing was changed.";
    const wrong = STORES.find((store) => store in found && !(isObject(found[store])
      && Object.entries(found[store]).every(([name, value]) => isName(name) && FORMS[store](value))));
    return wrong ? `What this file says under “${wrong}” cannot be read; nothing was changed.` : "";
  };
  const better = (one, other) => (one && other && one.earned > other.earned ? one : other ?? one);
  const merged = (store, mine, theirs) => {
    // What is solved stays solved; a first answer stays the first; else the file counts.
    if (store === "quizzes") return { ...theirs, ...mine };
    if (store !== "solved") return { ...mine, ...theirs };
    return Object.fromEntries(Object.keys({ ...mine, ...theirs }).map((name) => [name, better(mine[name], theirs[name])]));
  };
  const importAll = async (file) => {
    if (file.size > LARGEST) return "This file is too large to be one of this page; nothing was changed.";
    let found;
    try { found = JSON.parse(await file.text()); } catch { return NO_FILE; }
    const problem = problemOf(found);
    if (problem) return problem;
    const kept = STORES.filter((store) => store in found).every((store) => write(store, merged(store, read(store), found[store])));
    return kept ? "The file was taken over." : "This browser has no room for all of it; a part was taken over.";
  };

  // The buttons.
  const button = (words, press) => {
    const node = make("button", "lesson-button", words);
    node.type = "button";
    node.addEventListener("click", press);
    return node;
  };
  const makeImport = (tell) => {
    const input = make("input", "lesson-file");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("change", async () => {
      if (!input.files.length) return;
      tell(await importAll(input.files[0]));
      input.value = "";
    });
    return make("label", "lesson-import", make("span", "", "Bring back a saved progress.json"), input);
  };
  const makeForget = (tell) => {
    const ask = make("p", "lesson-ask", "Forget all answers and marks in this browser? There is no way back. ");
    const start = button("Forget everything …", () => { start.hidden = true; ask.hidden = false; keep.focus(); });
    const end = (words) => { ask.hidden = true; start.hidden = false; start.focus(); tell(words); };
    const keep = button("Keep it", () => end("Nothing was forgotten."));
    ask.append(button("Yes, forget it", () => { forget(); end("Everything is forgotten."); }), " ", keep);
    ask.hidden = true;
    return make("div", "", start, ask);
  };
  const addControls = (place) => {
    const said = make("p", "lesson-said");
    said.setAttribute("role", "status");
    const tell = (words) => { show(); said.textContent = words; };
    const saves = make("p", "", button("Save everything (JSON)", () => tell(exportAll())), " ",
      button("Save my answers (zip)", () => tell(exportAnswers())));
    place.append(saves, makeImport(tell), makeForget(tell), said);
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".lesson-without-script").forEach((words) => words.remove());
    const sum = make("p", "lesson-progress-sum");
    sum.setAttribute("role", "status");
    document.querySelector(".lesson-progress-tasks")?.prepend(sum);
    document.querySelectorAll(".lesson-progress-controls").forEach(addControls);
    show();
  });
  addEventListener("storage", show);
})();

// What a reader has done, remembered in this browser and nowhere else. Every page is complete without it.
(() => {
  "use strict";
  const LONGEST = 100000;
  const PAGES = { home: "index", progress: "progress" };

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isCount = (value) => Number.isFinite(value) && value >= 0;
  const isText = (longest) => (value) => typeof value === "string" && value.length <= longest;
  const hasOnly = (value, keys) => isObject(value) && Object.keys(value).every((key) => keys.includes(key));
  const isMoment = (value) => value === undefined || isCount(value) || isText(40)(value);
  const isResult = (value) => hasOnly(value, ["earned", "points", "when"])
    && isCount(value.earned) && isCount(value.points) && isMoment(value.when);

  // Each store is an object of names; what is not of this form is passed over, whoever has written it.
  const FORMS = {
    answers: isText(LONGEST),
    solved: isResult,
    quizzes: (value) => hasOnly(value, ["option", "right"]) && isText(LONGEST)(value.option) && typeof value.right === "boolean",
    done: (value) => value === true,
    pages: (value) => value === "begun" || value === "done",
    place: isText(300),
  };
  const isName = (name) => /^[a-z][\w-]{0,99}$/i.test(name) && !(name in {});

  // Where storage is forbidden, a page remembers until it is left.
  const makeDrawer = () => {
    const sheets = new Map();
    return {
      getItem: (key) => sheets.get(key) ?? null,
      setItem: (key, text) => { sheets.set(key, text); },
      removeItem: (key) => { sheets.delete(key); },
    };
  };
  const findStorage = () => {
    try { localStorage.getItem("lessons.done"); return localStorage; } catch { return null; }
  };
  const lasting = findStorage();
  const drawer = lasting ?? makeDrawer();

  const read = (store) => {
    try {
      const found = JSON.parse(drawer.getItem(`lessons.${store}`));
      if (!isObject(found)) return {};
      return Object.fromEntries(Object.entries(found).filter(([name, value]) => isName(name) && FORMS[store](value)));
    } catch { return {}; }
  };
  const write = (store, value) => {
    try { drawer.setItem(`lessons.${store}`, JSON.stringify(value)); return true; } catch { return false; }
  };
  const put = (store, name, value) => {
    const all = read(store);
    if (all[name] === value) return true;
    if (value === undefined) delete all[name]; else all[name] = value;
    return write(store, all);
  };
  const forget = () => Object.keys(FORMS).forEach((store) => drawer.removeItem(`lessons.${store}`));

  const make = (tag, name, ...children) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
  const hidden = (text) => make("span", "lesson-unseen", text);

  // What is known about a task by its anchor: "quiz-cut", "graded-softmax", "ch-bias".
  const stateOf = (id) => {
    const quiz = read("quizzes")[id];
    if (quiz) return { done: true, begun: true, words: quiz.right ? "answered, right" : "answered, not right at first" };
    const exercise = id.replace(/^graded-/, "");
    const isGraded = exercise !== id;
    const result = isGraded ? read("solved")[exercise] : undefined;
    if (result && result.points > 0 && result.earned >= result.points) {
      return { done: true, begun: true, solved: true, words: `solved, ${result.earned} of ${result.points} points` };
    }
    if (read("done")[id]) return { done: true, begun: true, words: "done" };
    if (result) return { done: false, begun: true, words: `${result.earned} of ${result.points} points so far` };
    if (isGraded && exercise in read("answers")) return { done: false, begun: true, words: "begun" };
    return { done: false, begun: false, words: "" };
  };
  const lessonOf = (ids) => {
    const states = ids.map(stateOf);
    if (ids.length && states.every((state) => state.done)) return "done";
    return states.some((state) => state.begun) ? "begun" : undefined;
  };

  const pageOf = (address) => new URL(address, location.href).pathname.split("/").pop().replace(/\.html$/, "") || PAGES.home;
  const here = pageOf(location.href);

  // A lesson's mark needs its tasks, which stand on its own page: what was found there last is kept.
  const tasks = () => [...document.querySelectorAll(":is(.lesson-quiz, .lesson-challenge, .lesson-graded)[id]")];
  const required = () => tasks().filter((task) => !task.classList.contains("lesson-optional")).map((task) => task.id);
  const MARKS = { done: ["✓", ", all done"], begun: ["◐", ", begun"] };
  const mark = (link, state) => {
    link.querySelector(".lesson-mark")?.remove();
    if (!state) return;
    const [sign, words] = MARKS[state];
    const seen = make("span", "", sign);
    seen.setAttribute("aria-hidden", "true");
    link.append(make("span", `lesson-mark lesson-mark--${state}`, seen, hidden(words)));
  };
  const markLessons = () => {
    if (required().length) put("pages", here, lessonOf(required()));
    const pages = read("pages");
    document.querySelectorAll("nav.bd-links a.reference.internal, .lesson-map a").forEach((link) => mark(link, pages[pageOf(link.href)]));
  };

  // A quiz: the option that is opened first is the reader's answer.
  const wordsOf = (option) => {
    const summary = option.querySelector("summary").cloneNode(true);
    summary.querySelector(".lesson-option__letter")?.remove();
    return summary.textContent.trim().replace(/\s+/g, " ");
  };
  const showAnswer = (quiz, place) => {
    const answer = read("quizzes")[quiz.id];
    const option = answer && [...quiz.querySelectorAll(".lesson-option")].find((one) => wordsOf(one) === answer.option);
    const letter = option?.querySelector(".lesson-option__letter").textContent;
    const right = option?.querySelector(".lesson-verdict--right") ? "right" : "not right";
    const known = letter ? `Your first answer was ${letter}, which is ${right}.` : "You have answered an earlier form of this quiz.";
    place.textContent = answer ? known : "";
  };
  const addQuiz = (quiz) => {
    const place = make("p", "lesson-remembered");
    place.setAttribute("role", "status");
    quiz.append(place);
    // A click is also what a key press on a summary makes; printing opens parts without one.
    quiz.querySelectorAll(".lesson-option").forEach((option) => option.querySelector("summary").addEventListener("click", () => {
      if (option.open || quiz.id in read("quizzes")) return;
      put("quizzes", quiz.id, { option: wordsOf(option), right: Boolean(option.querySelector(".lesson-verdict--right")) });
      showAll();
    }));
    return () => showAnswer(quiz, place);
  };

  // A challenge is ticked by hand; so is an exercise that was solved elsewhere.
  const addTick = (task) => {
    const box = make("input");
    box.type = "checkbox";
    const label = task.querySelector(".lesson-block__label").textContent;
    const words = make("span");
    task.append(make("p", "lesson-tick", make("label", "", box, words, hidden(` (${label})`))));
    box.addEventListener("change", () => {
      put("done", task.id, box.checked || undefined);
      showAll();
    });
    return () => {
      const state = stateOf(task.id);
      box.checked = state.done;
      box.disabled = Boolean(state.solved);
      words.textContent = state.solved ? `Done: ${state.words}` : "Done";
    };
  };

  let shows = [];
  const showAll = () => {
    shows.forEach((show) => show());
    markLessons();
  };

  // Where the reader was: the last heading that is not below the upper quarter of the window, noted when the page is left.
  const notePlace = () => {
    if (!document.querySelector("article .lesson-objectives")) return;
    const passed = [...document.querySelectorAll("article section[id] > :is(h2, h3)")]
      .filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4).pop();
    const words = passed ? passed.textContent.replace(/#$/, "").trim().slice(0, 200) : "";
    write("place", { page: here, section: passed?.parentElement.id ?? "", words });
  };
  const linkOf = (page) => [...document.querySelectorAll("nav.bd-links a.reference.internal")].find((link) => pageOf(link.href) === page);
  const titleOf = (link) => {
    const copy = link.cloneNode(true);
    copy.querySelector(".lesson-mark")?.remove();
    return copy.textContent.trim();
  };
  const addContinue = () => {
    const place = read("place");
    const lesson = here === PAGES.home && place.page ? linkOf(place.page) : undefined;
    const anchor = document.querySelector(".home-begin") || document.querySelector("article h1");
    if (!lesson || !anchor) return;
    const link = make("a", "", `Continue where you were: ${titleOf(lesson)}${place.words ? ` – ${place.words}` : ""}`);
    link.href = lesson.href.split("#")[0] + (place.section ? `#${encodeURIComponent(place.section)}` : "");
    const box = make("p", "lesson-continue", link);
    const progress = linkOf(PAGES.progress);
    if (progress) {
      const all = make("a", "", "All that you have done");
      all.href = progress.href;
      box.append(" ", all);
    }
    anchor.after(box);
  };

  window.lessonMemory = Object.freeze({ lasting: Boolean(lasting), FORMS, isName, isObject, read, write, forget, make, stateOf, lessonOf, pageOf, showAll });

  addEventListener("DOMContentLoaded", () => {
    shows = tasks().map((task) => (task.classList.contains("lesson-quiz") ? addQuiz : addTick)(task));
    showAll();
    addContinue();
    if (document.querySelector("article .lesson-objectives") && read("place").page !== here) notePlace();
  });
  document.addEventListener("lesson:checked", showAll);
  addEventListener("storage", showAll);
  addEventListener("pageshow", (event) => { if (event.persisted) showAll(); });
  addEventListener("pagehide", notePlace);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") notePlace(); });
})();

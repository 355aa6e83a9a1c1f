// The page of the schedule: lessons, days and breaks are chosen here; the plan follows at once and can be saved.
(() => {
  "use strict";
  const { make } = window.lessonMemory;
  const { clock, readClock, duration, isRest, minutesOf, makePlan } = window.lessonTimetable;
  const { calendar, dateOf } = window.lessonCalendar;
  const RESTS = { break: "Break", lunch: "Lunch" };
  const STEPS = [["day", "on the next day"], ["workday", "on the next day from Monday to Friday"], ["week", "a week later"]];
  // Name, words, kind, what stands there where no plan of the page says otherwise.
  const FIELDS = [
    ["days", "Days", "number", "2"],
    ["start", "A day begins at", "time", "09:00"],
    ["end", "It ends at the latest at", "time", "17:00"],
    ["stretch", "Minutes without a break, at most", "number", "90"],
    ["pause", "Minutes of a break", "number", "15"],
    ["lunch", "Lunch at about", "time", "12:30"],
    ["lunch_minutes", "Minutes of lunch", "number", "60"],
  ];

  // The table of lessons on the page is the one source of their minutes.
  const readLessons = () => [...document.querySelectorAll(".lesson-map tbody tr")].flatMap((row) => {
    const link = row.querySelector("a");
    if (!link) return [];
    const [teaching, exercises] = [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent));
    const name = new URL(link.href).pathname.split("/").pop().replace(/\.html$/, "");
    const copy = link.cloneNode(true);
    copy.querySelector(".lesson-mark")?.remove();
    return [{ name, title: copy.textContent.trim(), teaching, exercises, address: link.href }];
  });

  const labelled = (words, input, name) => {
    input.id = `lesson-choose-${name}`;
    input.name = name;
    const label = make("label", "", words);
    label.htmlFor = input.id;
    return make("p", "lesson-field", label, input);
  };
  const makeField = ([name, words, kind, value]) => {
    const input = make("input");
    input.type = kind;
    if (kind === "number") Object.assign(input, { min: 0, step: 1, inputMode: "numeric" });
    input.value = value;
    return labelled(words, input, name);
  };
  const makeStep = () => {
    const select = make("select");
    STEPS.forEach(([value, words]) => select.add(new Option(words, value)));
    return labelled("Each further day comes", select, "step");
  };
  const makeChoice = (lesson) => {
    const box = make("input");
    Object.assign(box, { type: "checkbox", name: "lesson", value: lesson.name, checked: true });
    const minutes = make("span", "lesson-choice__minutes", ` ${duration(minutesOf(lesson))}`);
    return make("label", "lesson-choice", box, make("span", "", lesson.title, minutes));
  };
  const group = (words, ...children) => make("fieldset", "lesson-group", make("legend", "", words), ...children);
  const makeButton = (words, press) => {
    const button = make("button", "lesson-button", words);
    button.type = "button";
    button.addEventListener("click", press);
    return button;
  };

  // What the form says. Each thing that cannot be is one sentence.
  const readField = (form, [name, words, kind, usual]) => {
    const text = form.elements[name].value;
    if (kind === "time" && text) return readClock(text);
    if (kind === "number" && /^-?\d+$/.test(text)) return Number(text);
    throw new RangeError(`“${words}” needs a ${kind === "time" ? "time" : "whole number"}; write one, for example ${usual}.`);
  };
  const readHours = (form) => Object.fromEntries(FIELDS.map((field) => [field[0], readField(form, field)]));
  const chosen = (form, lessons) => {
    const names = new Set([...form.querySelectorAll("input[name=lesson]:checked")].map((box) => box.value));
    return lessons.filter((lesson) => names.has(lesson.name));
  };
  const dayOf = (form, number) => (form.elements.first.value ? dateOf(form.elements.first.value, number, form.elements.step.value) : null);

  // The table, as the build makes it.
  const words = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  // Two formats, because browsers differ in whether a comma comes between them.
  const [WEEKDAY, DATE] = [words({ weekday: "long" }), words({ day: "numeric", month: "long", year: "numeric" })];
  const cell = (tag, ...children) => {
    const node = make(tag, "", make("p", "", ...children));
    if (tag === "th") node.scope = "row";
    return node;
  };
  const row = (name, when, what, minutes) => make("tr", name, cell("th", when), cell("td", ...what), cell("td", minutes));
  const whatOf = (slot, lesson) => {
    if (isRest(slot)) return [RESTS[slot.what]];
    const link = make("a", "", lesson.title);
    link.href = lesson.address;
    return [link, slot.of > 1 ? ` (part ${slot.part} of ${slot.of})` : ""];
  };
  const sumOf = (day, rests) => day.filter((slot) => isRest(slot) === rests).reduce((sum, slot) => sum + slot.end - slot.start, 0);
  const makeDay = (day, number, date, byName) => {
    const heading = cell("th", date ? `Day ${number}, ${WEEKDAY.format(date)} ${DATE.format(date)}` : `Day ${number}`);
    Object.assign(heading, { colSpan: 3, scope: "rowgroup" });
    const slots = day.map((slot) => row(isRest(slot) ? "lesson-plan__rest" : "", `${clock(slot.start)}–${clock(slot.end)}`,
      whatOf(slot, byName.get(slot.what)), String(slot.end - slot.start)));
    const words = `${duration(sumOf(day, false))} of lessons, ${duration(sumOf(day, true))} of breaks`;
    return make("tbody", "", make("tr", "lesson-plan__day", heading), ...slots,
      row("lesson-plan__sum", "Sum", [words], String(sumOf(day, false))));
  };
  const makeTable = (plan, form, byName) => {
    const head = make("tr", "", ...["Time", "Lesson", "Minutes"].map((words) => {
      const node = make("th", "head", make("p", "", words));
      node.scope = "col";
      return node;
    }));
    const days = plan.days.map((day, index) => makeDay(day, index + 1, dayOf(form, index), byName));
    return make("table", "lesson-plan table", make("caption", "lesson-unseen", "Your plan"), make("thead", "", head), ...days);
  };
  const sentence = (plan, lessons, hours) => {
    const sum = (of) => lessons.reduce((total, lesson) => total + of(lesson), 0);
    const count = lessons.length === 1 ? "1 lesson" : `${lessons.length} lessons`;
    const all = `${count}: ${sum((one) => one.teaching)} minutes to read and run, ${sum((one) => one.exercises)} minutes of exercises, ${sum(minutesOf)} in all.`;
    if (!plan.left.length) return all;
    const days = hours.days === 1 ? "One day does" : `${hours.days} days do`;
    return `${all} ${days} not hold ${plan.left.map((lesson) => `“${lesson.title}”`).join(", ")}: add a day, make the days longer, or take lessons away.`;
  };

  const eventsOf = (plan, form, byName) => plan.days.flatMap((day, index) => day.map((slot) => {
    const lesson = byName.get(slot.what);
    const part = slot.of > 1 ? ` (part ${slot.part} of ${slot.of})` : "";
    return {
      date: dayOf(form, index),
      start: slot.start,
      end: slot.end,
      summary: lesson ? lesson.title + part : RESTS[slot.what],
      description: lesson ? `${lesson.teaching} minutes to read and run, ${lesson.exercises} minutes of exercises${part ? ", in all parts" : ""}` : "",
      address: lesson?.address.startsWith("http") ? lesson.address : "",
      isFree: isRest(slot),
    };
  }));
  const save = (text) => {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    link.download = "schedule.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const addChooser = (place) => {
    const lessons = readLessons();
    const byName = new Map(lessons.map((lesson) => [lesson.name, lesson]));
    const said = make("p", "lesson-plan-sum");
    said.setAttribute("role", "status");
    const table = make("div", "lesson-plan-place");
    const form = make("form", "lesson-choose");
    let plan;
    const show = () => {
      try {
        const [hours, some] = [readHours(form), chosen(form, lessons)];
        plan = makePlan(some, hours);
        table.replaceChildren(makeTable(plan, form, byName));
        said.textContent = sentence(plan, some, hours);
      } catch (problem) {
        if (!(problem instanceof RangeError)) throw problem;
        plan = undefined;
        table.replaceChildren();
        said.textContent = problem.message;
      }
    };
    const take = (data) => {
      FIELDS.forEach(([name]) => { if (name in data) form.elements[name].value = data[name]; });
      const names = data.lessons.split(" ");
      form.querySelectorAll("input[name=lesson]").forEach((box) => { box.checked = names.includes(box.value); });
      show();
    };
    const write = () => {
      if (!plan) return;
      if (!form.elements.first.value) {
        said.textContent = "A calendar needs dates: choose the first day.";
        form.elements.first.focus();
        return;
      }
      const events = eventsOf(plan, form, byName);
      save(calendar(events));
      said.textContent = `Saved as schedule.ics: ${events.length} events.`;
    };
    const plans = [...document.querySelectorAll(".lesson-plan-box")];
    const starts = plans.map((box) => makeButton(box.closest("section").querySelector("h2, h3").firstChild.textContent, () => take(box.dataset)));
    const first = Object.assign(make("input"), { type: "date" });
    form.append(
      make("p", "lesson-starts", "Begin with: ", ...starts),
      group("Lessons", ...lessons.map(makeChoice)),
      group("Days", ...FIELDS.slice(0, 3).map(makeField), labelled("The first day, for a calendar", first, "first"), makeStep()),
      group("Breaks", ...FIELDS.slice(3).map(makeField)),
    );
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    place.replaceChildren(form, said, table, makeButton("Save as a calendar file (.ics)", write));
    if (plans.length) take(plans[0].dataset); else show();
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll(".lesson-chooser").forEach(addChooser));
})();

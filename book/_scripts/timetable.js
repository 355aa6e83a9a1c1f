// How lessons fill the days of a workshop: the rules of book/_ext/lessons/timetable.py, word for word.
// A lesson is { name, title, teaching, exercises }; all times are minutes, those of a day from midnight.
(() => {
  "use strict";
  const RANGES = [
    ["days", "The number of days", 1, 60],
    ["stretch", "The longest stretch without a break", 20, 240],
    ["pause", "A break", 0, 120],
    ["lunch_minutes", "Lunch", 0, 240],
  ];

  const two = (number) => String(number).padStart(2, "0");
  const clock = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const readClock = (text) => {
    const found = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
    if (!found || found[1] > 23 || found[2] > 59) {
      throw new RangeError(`'${text}' is no time of day; write it with hours and minutes, for example 09:00`);
    }
    return Number(found[1]) * 60 + Number(found[2]);
  };
  const duration = (minutes) => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return [hours ? `${hours} h` : "", rest || !hours ? `${rest} min` : ""].filter(Boolean).join(" ");
  };

  const minutesOf = (lesson) => lesson.teaching + lesson.exercises;
  const isRest = (slot) => slot.what === "break" || slot.what === "lunch";

  const check = (hours) => {
    RANGES.forEach(([name, words, least, most]) => {
      const value = hours[name];
      if (Number.isInteger(value) && least <= value && value <= most) return;
      const unit = name === "days" ? "" : " minutes";
      throw new RangeError(`${words} is ${value}${unit}; give a whole number from ${least} to ${most}.`);
    });
    if (hours.end <= hours.start) {
      throw new RangeError(`The day ends at ${clock(hours.end)} and begins at ${clock(hours.start)}; let it end after it begins.`);
    }
  };

  const cut = (minutes, stretch) => {
    const count = Math.max(1, Math.ceil(minutes / stretch));
    return Array.from({ length: count }, (_, part) => Math.floor(minutes / count) + (part < minutes % count ? 1 : 0));
  };

  // The rest that comes before so many minutes of a lesson, if there is one.
  const rest = (day, minutes, hours) => {
    if (!day.length) return [];
    const now = day.at(-1).end;
    const since = Math.max(hours.start, ...day.filter(isRest).map((slot) => slot.end));
    const hasLunch = hours.lunch_minutes && hours.start < hours.lunch && hours.lunch < hours.end;
    // The end of what comes next would be further from the time of lunch than its beginning is.
    if (hasLunch && day.every((slot) => slot.what !== "lunch") && 2 * now + minutes > 2 * hours.lunch) {
      return [{ start: now, end: now + hours.lunch_minutes, what: "lunch", part: 1, of: 1 }];
    }
    if (hours.pause && now - since + minutes > hours.stretch) {
      return [{ start: now, end: now + hours.pause, what: "break", part: 1, of: 1 }];
    }
    return [];
  };

  // What a lesson adds to a day, breaks included.
  const place = (lesson, day, hours) => {
    const slots = [];
    const parts = cut(minutesOf(lesson), hours.stretch);
    parts.forEach((minutes, index) => {
      slots.push(...rest([...day, ...slots], minutes, hours));
      const now = [...day, ...slots].at(-1)?.end ?? hours.start;
      slots.push({ start: now, end: now + minutes, what: lesson.name, part: index + 1, of: parts.length });
    });
    return slots;
  };
  const ownDay = (lesson, hours) => place(lesson, [], hours).at(-1).end;

  const tooLong = (lesson, hours) => new RangeError(
    `“${lesson.title}” needs ${duration(ownDay(lesson, hours) - hours.start)} with its breaks, a day from ${clock(hours.start)} to `
    + `${clock(hours.end)} has ${duration(hours.end - hours.start)}; make the days longer, or leave this lesson out.`,
  );

  // As many days as the lessons need when no day ends after `end`.
  const fill = (lessons, hours, end) => lessons.reduce((days, lesson) => {
    let slots = place(lesson, days.at(-1), hours);
    if (slots.at(-1).end > end && days.at(-1).length) {
      days.push([]);
      slots = place(lesson, [], hours);
    }
    if (slots.at(-1).end > end) throw tooLong(lesson, hours);
    days.at(-1).push(...slots);
    return days;
  }, [[]]);

  // The plan, { days, left }: `left` are the lessons for which the days are too few.
  const makePlan = (lessons, hours) => {
    check(hours);
    if (!lessons.length) throw new RangeError("No lesson is chosen; choose at least one.");
    const full = fill(lessons, hours, hours.end);
    if (full.length > hours.days) {
      const days = full.slice(0, hours.days);
      const placed = new Set(days.flat().map((slot) => slot.what));
      return { days, left: lessons.filter((lesson) => !placed.has(lesson.name)) };
    }
    // The earliest end with which they still suffice, so that no day is much longer than the others.
    let end = Math.max(...lessons.map((lesson) => ownDay(lesson, hours)));
    while (fill(lessons, hours, end).length > hours.days) end += 1;
    return { days: fill(lessons, hours, end), left: [] };
  };

  window.lessonTimetable = Object.freeze({ clock, readClock, duration, isRest, minutesOf, makePlan });
})();

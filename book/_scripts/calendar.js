// A plan as a file that calendars read (RFC 5545): made here, in the page, and sent nowhere.
(() => {
  "use strict";
  const { clock } = window.lessonTimetable;
  const WIDTH = 75;
  const STEPS = { day: 1, week: 7 };

  const encoder = new TextEncoder();
  const two = (number) => String(number).padStart(2, "0");

  // Commas, semicolons, backslashes and new lines have a meaning in a text.
  const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

  // A line has at most 75 bytes; what is more begins with a space on the next one. No character is cut.
  const fold = (line) => {
    const lines = [""];
    let size = 0;
    for (const character of line) {
      const bytes = encoder.encode(character).length;
      if (size + bytes > WIDTH) {
        lines.push(" ");
        size = 1;
      }
      lines[lines.length - 1] += character;
      size += bytes;
    }
    return lines.join("\r\n");
  };

  // Dates without a time zone: in summer, too, nine o'clock is nine o'clock where the calendar is.
  const dateOf = (text, number, step) => {
    const [year, month, day] = text.split("-").map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    const isFree = () => step === "workday" && [0, 6].includes(date.getUTCDay());
    while (isFree()) date.setUTCDate(date.getUTCDate() + 1);
    for (let done = 0; done < number; done += 1) {
      date.setUTCDate(date.getUTCDate() + (STEPS[step] ?? 1));
      while (isFree()) date.setUTCDate(date.getUTCDate() + 1);
    }
    return date;
  };
  const written = (date) => `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  const moment = (date, minutes) => `${written(date)}T${clock(minutes).replace(":", "")}00`;
  const now = () => new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  // Not crypto.randomUUID, which a page has only over https.
  const randomName = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // An event is { date, start, end, summary, description, address, isFree }.
  const event = ({ date, start, end, summary, description, address, isFree }, number, name, stamp) => [
    "BEGIN:VEVENT",
    `UID:${name}-${number}@introduction-to-deep-learning.invalid`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${moment(date, start)}`,
    `DTEND:${moment(date, end)}`,
    `SUMMARY:${escape(summary)}`,
    ...(description ? [`DESCRIPTION:${escape(description)}`] : []),
    ...(address ? [`URL:${address}`] : []),
    ...(isFree ? ["TRANSP:TRANSPARENT"] : []),
    "END:VEVENT",
  ];
  const calendar = (events) => {
    const [name, stamp] = [randomName(), now()];
    return [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Introduction to Deep Learning//Schedule//EN",
      ...events.flatMap((one, index) => event(one, index + 1, name, stamp)),
      "END:VCALENDAR",
    ].map((line) => `${fold(line)}\r\n`).join("");
  };

  window.lessonCalendar = Object.freeze({ calendar, dateOf });
})();

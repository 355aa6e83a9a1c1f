// "Is my number all right?": a reader's result beside the range that the runs over seeds gave.
(() => {
  "use strict";

  // The words. Reasons stand in the order in which they are worth a look; the kinds come from the build.
  const SCALE = "The inputs reach your network on another scale than here.";
  const RATE = "The learning rate is much higher or lower than here.";
  const EPOCHS = "Your network trained for fewer epochs, or was stopped early.";
  const SPLIT = "Another split put other examples into your set: in a small set, a few decide.";
  const LEAK = "Something leaks: the same examples, or near copies of them, stand on both sides of your split.";
  const ON_TRAINING = "You measured on the training set, or on examples that the network has seen.";
  const LOSS = "Another measure: mean absolute, squared and root mean squared error differ, and so do their units.";
  const LONGER = "Your network trained for more epochs, or has more neurons; what it gives on new examples tells whether that is good.";
  const DROPOUT = "The number comes from training itself, with dropout on and weights that still changed; measure it afterwards.";
  const START = "The first weights are larger or smaller than those that Keras draws by itself.";
  const OUTPUT = "The output layer has another activation than the loss expects.";
  const AFTER = "You read the loss after the first epoch; by then the network has learned for many steps.";
  const INPUTS = "Your model has other inputs, or they are scaled in another way.";
  const CHANGED = "A setting differs from the page: layers, learning rate, epochs, batch size or data.";
  const OTHER_DATA = "The number was measured on other examples, or out of another total.";
  const VERSIONS = "Other versions of Python, TensorFlow or Keras draw other random numbers from the same seed.";
  const MACHINE = "Your computer is faster or slower, or was busy with something else.";
  const FIRST_RUN = "The first run also prepares the network; time the second one.";
  const OTHER = [CHANGED, OTHER_DATA, VERSIONS];
  const REASONS = {
    accuracy: { lower: [SCALE, `${RATE} Or too few epochs.`, SPLIT], higher: [LEAK, ON_TRAINING, SPLIT] },
    "accuracy-seen": { lower: [EPOCHS, `${RATE} Or the inputs are on another scale.`, DROPOUT], higher: [LONGER, OTHER_DATA] },
    "accuracy-baseline": { lower: [INPUTS, SPLIT], higher: [LEAK, ON_TRAINING, SPLIT] },
    error: { lower: [ON_TRAINING, LEAK, LOSS], higher: [`${RATE} Or too few epochs.`, SCALE, LOSS] },
    "error-seen": { lower: [LONGER, LOSS], higher: [EPOCHS, `${RATE} Or the inputs are on another scale.`, DROPOUT] },
    "error-first": { lower: [AFTER, SCALE, START], higher: [SCALE, OUTPUT, START] },
    "error-baseline": { lower: [LEAK, LOSS, SPLIT], higher: [INPUTS, LOSS, SPLIT] },
    count: { lower: OTHER, higher: OTHER },
    time: { lower: [MACHINE, FIRST_RUN], higher: [MACHINE, FIRST_RUN] },
    other: { lower: OTHER, higher: OTHER },
  };
  const DIVERGED = "That is what a loss becomes that has grown without end: the learning rate is too large, or an input is missing or huge.";
  const UNREADABLE = "That is no number that I can read. Write it as 0.97, as 0,97 or as 97 %.";
  const IMPOSSIBLE = {
    accuracy: "An accuracy lies between 0 and 1, that is, between 0 % and 100 %: look again at what you have measured.",
    error: "A loss or an error of this kind is never below 0: look again at what you have measured.",
  };
  const EMPTY = "Write your number first.";
  const GALLERY = { page: "when-training-fails.html", words: "Reading curves that went wrong" };

  // "97 %", "0,97", "1 234.5", "−0.3", "5.4 °C"; undefined for anything else, NaN and infinity where they are meant.
  const readNumber = (text) => {
    const plain = text.trim().toLowerCase().replace(/\u2212/g, "-").replace(/^[≈~]/, "").replace(/[\s\u202f]+/g, "");
    if (/^[+-]?nan$/.test(plain)) return { value: NaN };
    if (/^[+-]?(inf|infinity|∞)$/.test(plain)) return { value: Infinity };
    const parts = /^([+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)(%|percent)?(?:°?[a-z]{1,8})?$/.exec(plain);
    const digits = parts && withPoint(parts[1]);
    if (!digits || !Number.isFinite(Number(digits))) return undefined;
    return { value: Number(digits) / (parts[2] ? 100 : 1), percent: Boolean(parts[2]) };
  };
  const withPoint = (digits) => {
    // Of a comma and a point the last one begins the decimals; several of one kind group thousands.
    const decimal = digits.lastIndexOf(",") > digits.lastIndexOf(".") ? "," : ".";
    const group = decimal === "," ? "." : ",";
    const ungrouped = digits.split(group).join("");
    if (digits.includes(group) && !/^[+-]?\d{1,3}([.,]\d{3})+([.,]\d+)?$/.test(digits)) return undefined;
    if (ungrouped.split(decimal).length <= 2) return ungrouped.replace(decimal, ".");
    return /^[+-]?\d{1,3}([.,]\d{3})+$/.test(ungrouped) ? ungrouped.split(decimal).join("") : undefined;
  };

  const isShare = (result) => result.kind.startsWith("accuracy") && result.high <= 1;
  const inWords = (value, percent) => (percent ? `${Number((100 * value).toPrecision(6))} %` : String(Number(value.toPrecision(6))).replace("-", "−"));

  // What is said about a number: a sentence, and perhaps reasons.
  const judge = (text, result, runs) => {
    if (!text.trim()) return { words: EMPTY };
    const read = readNumber(text);
    if (!read) return { words: UNREADABLE };
    const isError = result.kind.startsWith("error");
    if (!Number.isFinite(read.value)) return isError ? { words: DIVERGED, help: true } : { words: UNREADABLE };
    // Nobody means an accuracy of 97 wholes.
    const percent = read.percent || (isShare(result) && read.value > 1.5 && read.value <= 100);
    const value = percent && !read.percent ? read.value / 100 : read.value;
    if (isShare(result) && (value < 0 || value > 1)) return { words: IMPOSSIBLE.accuracy };
    if (isError && result.low >= 0 && value < 0) return { words: IMPOSSIBLE.error };
    return compare(value, percent, result, runs);
  };
  const compare = (value, percent, result, runs) => {
    const mine = inWords(value, percent);
    const theirs = `${runs === 1 ? "1 run" : `${runs} runs`} gave (${result.range})`;
    // What was rounded to be shown, and typed again, has lost its last digits.
    const slip = 1e-9 * Math.max(1, Math.abs(value));
    if (value >= result.low - slip && value <= result.high + slip) return { words: `${mine} is inside the range that ${theirs}: all right.` };
    const where = value < result.low ? "lower" : "higher";
    if (value >= result.from && value <= result.to) {
      return { words: `${mine} is a little ${where} than what ${theirs}. That is no alarm: of further seeds, about one in ${Math.round((runs + 1) / 2)} lies outside, so with more runs the range grows. “A little” is within three standard deviations of their mean.` };
    }
    const spread = runs < 3 ? "So few runs do not tell how far results scatter: repeat yours with other seeds, too."
      : "Other seeds alone hardly explain it: it is more than three standard deviations from their mean.";
    return { words: `${mine} is ${where} than what ${theirs}. ${spread} Look at these first, in this order:`, reasons: REASONS[result.kind][where], help: true };
  };

  const make = (tag, name, ...children) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
  const answer = (place, { words, reasons, help }) => {
    place.replaceChildren(make("p", "", words));
    if (reasons) place.append(make("ol", "", ...reasons.map((reason) => make("li", "", reason))));
    if (!help) return;
    const link = make("a", "", GALLERY.words);
    link.href = GALLERY.page;
    place.append(make("p", "", "More such cases, and how to tell them apart: ", link, "."));
  };
  const field = (id, words, control) => {
    const label = make("label", "", words);
    label.htmlFor = id;
    control.id = id;
    return make("p", "lesson-field", label, control);
  };
  const makeForm = (claim, results, runs) => {
    const choice = make("select", "", ...results.map((result, index) => new Option(result.words, String(index))));
    const input = make("input");
    Object.assign(input, { type: "text", inputMode: "text", autocomplete: "off", size: 10 });
    const place = make("div", "lesson-my-number__answer");
    place.setAttribute("role", "status");
    const button = make("button", "lesson-button", "Compare");
    button.type = "submit";
    const asked = results.length > 1 ? field(`${claim.id}-result`, "Which result?", choice) : make("p", "", `The result: ${results[0].words}.`);
    const form = make("form", "", asked, field(`${claim.id}-number`, "Your number", input), button);
    form.noValidate = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(place, judge(input.value, results[Number(choice.value)], runs));
    });
    return [form, place];
  };
  const addForm = (claim) => {
    const results = JSON.parse(claim.dataset.results);
    const body = make("div", "lesson-disclosure__body", ...makeForm(claim, results, Number(claim.dataset.runs)));
    claim.append(make("details", "lesson-disclosure lesson-my-number", make("summary", "", "Is my number all right?"), body));
  };

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-results]").forEach(addForm));
})();

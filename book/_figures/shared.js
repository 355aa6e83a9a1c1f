// What all figures share: controls made from the settings, a drawing that follows them, the state in words.
// A figure is complete without this; the script draws what Python has drawn, for every other state.
const lessonFigures = (() => {
  "use strict";

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  // Numbers as the course writes them, with a real minus; coordinates as SVG reads them.
  const shown = (value, digits = 2) => {
    const text = Math.abs(value).toFixed(digits);
    return value < 0 && Number(text) ? `−${text}` : text;
  };
  const mapped = (value, digits = 1) => shown(value, digits).replace("−", "-");
  const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join());

  // A map of values as one path for each level: runs of equal cells.
  const levelPaths = (values, top, count) => {
    const paths = {};
    for (let level = -count; level <= count; level += 1) paths[level] = "";
    values.forEach((row, i) => {
      const levels = row.map((value) => Math.max(-count, Math.min(count, Math.floor(value / top * count + 0.5))));
      for (let j = 0, start = 0; j < levels.length; j += 1) {
        if (levels[j + 1] === levels[j]) continue;
        paths[levels[j]] += `M${start} ${i}h${j + 1 - start}`;
        start = j + 1;
      }
    });
    delete paths[0];
    return paths;
  };

  // Each kind of control: its fields, how they are read, and how they are set.
  const slider = (control, id) => {
    const input = make("input", { id, type: "range", min: control.low, max: control.high, step: control.step });
    const digits = (String(control.step).split(".")[1] || "").length;
    const value = make("span", { className: "lesson-figure__value" });
    value.setAttribute("aria-hidden", "true");
    const show = () => {
      value.textContent = shown(Number(input.value), digits);
      input.setAttribute("aria-valuetext", value.textContent);
    };
    const write = (number) => { input.value = number; show(); };
    input.addEventListener("input", show);
    return { nodes: [make("label", { htmlFor: id }, control.label), value, input], read: () => Number(input.value), write };
  };
  const choice = (control, id) => {
    const options = Object.entries(control.options).map(([value, text]) => make("option", { value }, text));
    const select = make("select", { id }, ...options);
    const write = (value) => { select.value = value; };
    return { nodes: [make("label", { htmlFor: id }, control.label), select], read: () => select.value, write };
  };
  const numbers = (control, id) => {
    const inputs = control.value.map((_, i) => {
      const place = `row ${Math.floor(i / control.columns)}, column ${i % control.columns}`;
      const input = make("input", { id: `${id}-${i}`, type: "number", min: -99, max: 99, step: "any" });
      input.setAttribute("aria-label", `${control.label}, ${place}`);
      return input;
    });
    const grid = make("div", { className: "lesson-figure__numbers" }, ...inputs);
    // An empty or unfinished field counts as 0.
    const read = () => inputs.map((input) => Math.max(-99, Math.min(99, Number(input.value) || 0)));
    const write = (values) => inputs.forEach((input, i) => { input.value = values[i]; });
    return { nodes: [grid], read, write };
  };
  const kinds = { slider, choice, numbers };

  // Gives one figure its controls. `draw(state, mark, data)` returns the words; `changed(name, state, data)` may return
  // what else changes with a control; `play(figure)` may add what the pointer does.
  const start = (holder, { draw, changed = () => ({}), play = () => {} }) => {
    const { controls, data } = JSON.parse(holder.dataset.settings);
    const svg = holder.querySelector("svg");
    const words = holder.querySelector("[role=status]");
    const marks = new Map([...svg.querySelectorAll("[data-mark]")].map((node) => [node.dataset.mark, node]));
    const mark = (name, attributes) => {
      for (const [key, value] of Object.entries(attributes)) {
        if (key === "text") marks.get(name).textContent = value;
        else marks.get(name).setAttribute(key, value);
      }
    };
    const first = Object.fromEntries(controls.map((control) => [control.name, control.value]));
    const fields = {};
    let state = { ...first };
    const show = (values) => {
      const said = draw(values, mark, data);
      if (words.textContent !== said) words.textContent = said;
    };
    const set = (values) => {
      state = { ...state, ...values };
      for (const name of Object.keys(values)) fields[name].write(state[name]);
      show(state);
    };

    const panel = make("div", { className: "lesson-figure__controls" });
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "Controls of the figure");
    for (const control of controls) {
      const field = kinds[control.kind](control, `${holder.id}-${control.name}`);
      fields[control.name] = field;
      const row = make("div", { className: `lesson-figure__control lesson-figure__control--${control.kind}` }, ...field.nodes);
      row.addEventListener("input", () => {
        state = { ...state, [control.name]: field.read() };
        set(changed(control.name, state, data));
      });
      panel.append(row);
    }
    const again = make("button", { type: "button", className: "lesson-button", textContent: "Start again" });
    again.addEventListener("click", () => set(first));
    panel.append(again);
    words.before(panel);
    set(first);

    // In units of the drawing.
    const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    play({ svg, point, set, state: () => state });

    // On paper stands what the caption speaks of.
    addEventListener("beforeprint", () => show(first));
    addEventListener("afterprint", () => show(state));
  };

  const figure = (name, parts) => {
    for (const holder of document.querySelectorAll(`[data-figure="${name}"]`)) start(holder, parts);
  };
  return { figure, levelPaths, listed, mapped, shown };
})();
